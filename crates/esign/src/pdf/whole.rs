//! Whether a file is all there: every object that its cross-references name stands where they say, is the only one there, and can be
//! understood. An object that one reader leaves out and another reads is a place where something can be changed unseen.

use crate::pdf::lexer::{self, Written};
use crate::pdf::objects::references;
use crate::pdf::sections::Table;
use lopdf::xref::XrefEntry;
use lopdf::{Document, Object, ObjectId};
use std::collections::{HashMap, HashSet};

/// All containers of objects together unfold to no more than this; each may take its share, and a small one always.
const TOTAL: usize = 256 * 1024 * 1024;
const LARGEST: usize = 64 * 1024 * 1024;
const SHARE: usize = 256 * 1024;
const MOST_CONTAINERS: usize = 4096;

/// Looks at each object before anything is unfolded. How much each container may unfold to, or nothing where two objects share a place.
pub fn in_place(file: &[u8], table: &Table) -> Option<usize> {
    let mut places: Vec<(usize, ObjectId)> = table.iter().filter_map(|(number, entry)| place(*number, entry)).collect();
    places.sort_unstable();
    let (mut so_far, mut containers) = (0, 0);
    for (offset, id) in places {
        let (_, written) = lexer::indirect(file, offset).filter(|(own, _)| *own == id && offset >= so_far)?;
        so_far = written.end;
        containers += usize::from(is_container(file, &written));
    }
    (containers <= MOST_CONTAINERS).then(|| (TOTAL / containers.max(1)).clamp(SHARE, LARGEST))
}

fn place(number: u32, entry: &XrefEntry) -> Option<(usize, ObjectId)> {
    match entry {
        XrefEntry::Normal { offset, generation } => Some((*offset as usize, (number, *generation))),
        _ => None,
    }
}

fn is_container(file: &[u8], written: &Written) -> bool {
    written.value(b"Type").is_some_and(|place| lexer::name(&file[place]).is_some_and(|name| name == b"ObjStm"))
}

/// Whether each object was read, and no others; those in containers stand where the cross-references say.
pub fn is_complete(document: &mut Document, table: &Table, structure: &HashSet<u32>, limit: usize) -> bool {
    let mut wanted: HashSet<ObjectId> =
        table.iter().filter_map(|(number, entry)| place(*number, entry)).map(|(_, id)| id).collect();
    let mut inside: HashMap<u32, Vec<(u32, u16)>> = HashMap::new();
    for (number, entry) in table {
        if let XrefEntry::Compressed { container, index } = entry {
            wanted.insert((*number, 0));
            inside.entry(*container).or_default().push((*number, *index));
        }
    }
    // What no entry names is there for this library, and for nobody else.
    document.objects.retain(|id, _| wanted.contains(id));
    let hold = |(container, held): (&u32, &Vec<(u32, u16)>)| {
        let opened = Container::open(document, *container, limit);
        opened.is_some_and(|opened| held.iter().all(|(number, index)| opened.holds(*number, usize::from(*index))))
    };
    document.objects.len() == wanted.len() && inside.iter().all(hold) && stands_apart(document, structure)
}

/// Nothing that the document says refers to how it is written: a stream may not be both.
fn stands_apart(document: &Document, structure: &HashSet<u32>) -> bool {
    let mut apart = true;
    for (_, object) in document.objects.iter().filter(|(id, _)| !structure.contains(&id.0)) {
        references(object, &mut |id| apart &= !structure.contains(&id.0));
    }
    apart
}

/// An object stream (7.5.7).
struct Container {
    numbers: Vec<usize>,
}

impl Container {
    fn open(document: &Document, number: u32, limit: usize) -> Option<Self> {
        let stream = document.get_object((number, 0)).and_then(Object::as_stream).ok()?;
        let value = |key: &[u8]| stream.dict.get(key).and_then(Object::as_i64).ok().and_then(|value| usize::try_from(value).ok());
        let (count, first) = (value(b"N")?, value(b"First")?);
        let plain = || stream.get_plain_content_with_limit(limit);
        let contents = std::panic::catch_unwind(std::panic::AssertUnwindSafe(plain)).ok()?.ok()?;
        // Two numbers an object, of at least two bytes each.
        let pairs = lexer::numbers(&contents, count.checked_mul(2).filter(|numbers| *numbers <= contents.len())?)?;
        let (mut numbers, mut so_far) = (Vec::with_capacity(count), first);
        for pair in pairs.chunks_exact(2) {
            let start = first.checked_add(pair[1]).filter(|start| *start >= so_far)?;
            so_far = lexer::object(&contents, start)?.end;
            numbers.push(pair[0]);
        }
        let once = numbers.iter().collect::<HashSet<_>>().len() == numbers.len();
        once.then_some(Self { numbers })
    }

    fn holds(&self, number: u32, index: usize) -> bool {
        self.numbers.get(index).is_some_and(|own| *own == number as usize)
    }
}
