//! Revisions: a file that was added to ends several times (ISO 32000-2, 7.5.6). A signature must cover one revision to its end, stand
//! in it, and whatever follows must be revisions again, without objects that only some readers would find.

use crate::pdf::fields::{Signature, signature_fields};
use crate::pdf::range::{Coverage, is_space};
use crate::pdf::{lexer, open};
use crate::verdict::{Code, Reason};
use lopdf::xref::XrefEntry;
use lopdf::{Document, Object};
use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// More revisions after a signature than any real document has.
const MOST: usize = 64;

/// Bytes of revisions that are kept in memory at a time.
const KEPT: usize = 256 * 1024 * 1024;

/// The revisions of a file, each read once however many signatures look at it.
pub struct Revisions<'a> {
    pub file: &'a [u8],
    /// By where they end, without white space.
    read: RefCell<HashMap<usize, Result<Rc<Document>, Reason>>>,
    kept: Cell<usize>,
}

impl<'a> Revisions<'a> {
    /// `last`: the whole file.
    pub fn of(file: &'a [u8], last: Rc<Document>) -> Self {
        let read = HashMap::from([(without_space(file), Ok(last))]);
        Self { file, read: RefCell::new(read), kept: Cell::new(file.len()) }
    }

    fn up_to(&self, end: usize) -> Result<Rc<Document>, Reason> {
        let end = without_space(&self.file[..end]);
        if let Some(known) = self.read.borrow().get(&end) {
            return known.clone();
        }
        let read = open(&self.file[..end]).map(Rc::new);
        if self.kept.get() + end <= KEPT {
            self.kept.set(self.kept.get() + end);
            self.read.borrow_mut().insert(end, read.clone());
        }
        read
    }
}

/// How many bytes there are up to the last that is no white space.
fn without_space(bytes: &[u8]) -> usize {
    bytes.iter().rposition(|byte| !is_space(*byte)).map_or(0, |at| at + 1)
}

/// The revision that a signature covers, read by itself.
///
/// # Errors
/// `Revision` when the covered bytes are none, `Displaced` or `Gap` when the signature is not at its place in it.
pub fn signed(revisions: &Revisions<'_>, coverage: &Coverage, signature: &Signature) -> Result<Rc<Document>, Reason> {
    let file = revisions.file;
    if !ends_with_mark(&file[..coverage.end]) {
        return Err(Code::Revision.into());
    }
    let document = revisions.up_to(coverage.end).map_err(|_| Code::Revision)?;
    let here = |other: &Signature| {
        other.id == signature.id && other.byte_range == signature.byte_range && other.contents == signature.contents
    };
    if !signature_fields(&document).iter().any(|field| field.signature.as_ref().is_some_and(here)) {
        return Err(Code::Displaced.into());
    }
    let id = signature.id.ok_or(Code::Displaced)?;
    let Some(XrefEntry::Normal { offset, .. }) = document.reference_table.get(id.0) else { return Err(Code::Displaced.into()) };
    let object = file.get(*offset as usize..coverage.gap.start).ok_or(Code::Gap)?;
    // The left-out string belongs to this very object: no other begins before it.
    if find(object, b"endobj").is_some() || find(object, b"stream").is_some() { Err(Code::Gap.into()) } else { Ok(document) }
}

/// `%%EOF` and at most white space.
fn ends_with_mark(bytes: &[u8]) -> bool {
    bytes[..without_space(bytes)].ends_with(b"%%EOF")
}

/// Whether what follows the covered bytes is nothing, or revisions whose objects all stand in their cross-references. An object that is
/// only found by searching the file would be shown by a reader that repairs, and by no other.
///
/// # Errors
/// `Hidden`.
pub fn nothing_hidden(revisions: &Revisions<'_>, end: usize, last: &Document) -> Result<(), Reason> {
    let file = revisions.file;
    let added = &file[end..];
    if added.iter().all(|byte| is_space(*byte)) {
        return Ok(());
    }
    if last.xref_start < end || !ends_with_mark(file) {
        return Err(Code::Hidden.into());
    }
    let ends: Vec<usize> = positions(added, b"startxref").filter_map(|at| revision_end(file, end + at)).collect();
    if ends.is_empty() || ends.len() > MOST {
        return Err(Code::Hidden.into());
    }
    let mut known: HashSet<usize> = HashSet::new();
    for revision_end in ends {
        let revision = revisions.up_to(revision_end).map_err(|_| Code::Hidden)?;
        known.insert(revision.xref_start);
        if !trailer_is_plain(file, revision.xref_start) || !objects_are_plain(file, end, &revision) {
            return Err(Code::Hidden.into());
        }
        known.extend(revision.reference_table.entries.values().filter_map(|entry| match entry {
            XrefEntry::Normal { offset, .. } => Some(past_space(file, *offset as usize)),
            _ => None,
        }));
    }
    let hidden = positions(added, b"obj").filter_map(|at| object_start(added, at)).any(|at| !known.contains(&(end + at)));
    if hidden { Err(Code::Hidden.into()) } else { Ok(()) }
}

/// The trailer names every key once, and no second table (7.5.8.4) that only newer readers look at.
fn trailer_is_plain(file: &[u8], xref_start: usize) -> bool {
    let Some(bytes) = file.get(xref_start..) else { return false };
    let keys = if bytes.starts_with(b"xref") {
        find(bytes, b"trailer").and_then(|at| lexer::keys(&bytes[at + b"trailer".len()..]))
    } else {
        lexer::keys_of_indirect(bytes)
    };
    keys.is_some_and(|keys| !keys.iter().any(|key| key == b"XRefStm"))
}

/// Every object that was added names each key once, and stands in its container where the cross-references say.
fn objects_are_plain(file: &[u8], end: usize, revision: &Document) -> bool {
    let entries = &revision.reference_table.entries;
    let added = |number: &u32| match entries.get(number) {
        Some(XrefEntry::Normal { offset, .. }) => Some(*offset as usize).filter(|offset| *offset >= end),
        _ => None,
    };
    let mut containers: HashMap<u32, Option<Container>> = HashMap::new();
    entries.iter().all(|(number, entry)| match entry {
        XrefEntry::Normal { .. } => {
            added(number).is_none_or(|at| file.get(at..).is_some_and(|object| lexer::keys_of_indirect(object).is_some()))
        }
        XrefEntry::Compressed { container, index } => {
            if added(container).is_none() {
                return true;
            }
            let opened = containers.entry(*container).or_insert_with(|| Container::open(revision, *container));
            opened.as_ref().is_some_and(|container| container.holds(*number, usize::from(*index)))
        }
        _ => true,
    })
}

/// An object stream (7.5.7).
struct Container {
    numbers: Vec<usize>,
    contents: Vec<u8>,
    first: usize,
}

impl Container {
    fn open(document: &Document, number: u32) -> Option<Self> {
        let stream = document.get_object((number, 0)).and_then(Object::as_stream).ok()?;
        let value = |key: &[u8]| stream.dict.get(key).and_then(Object::as_i64).ok().and_then(|value| usize::try_from(value).ok());
        let (count, first) = (value(b"N")?, value(b"First")?);
        let plain = || stream.get_plain_content_with_limit(super::LARGEST_STREAM);
        let contents = std::panic::catch_unwind(std::panic::AssertUnwindSafe(plain)).ok()?.ok()?;
        // Two numbers an object, of at least two bytes each.
        let numbers = lexer::numbers(&contents, count.checked_mul(2).filter(|numbers| *numbers <= contents.len())?)?;
        Some(Self { numbers, contents, first })
    }

    fn holds(&self, number: u32, index: usize) -> bool {
        let [own, place] = match self.numbers.get(2 * index..2 * index + 2) {
            Some(&[own, place]) => [own, place],
            _ => return false,
        };
        let once = self.numbers.iter().step_by(2).filter(|other| **other == own).count() == 1;
        let start = self.first.saturating_add(place);
        own == number as usize && once && self.contents.get(start..).is_some_and(|object| lexer::keys(object).is_some())
    }
}

/// Where the revision of this `startxref` ends: after its `%%EOF`.
fn revision_end(file: &[u8], startxref: usize) -> Option<usize> {
    let after = startxref + b"startxref".len();
    let near = file.get(after..file.len().min(after + 64))?;
    let mark = find(near, b"%%EOF")?;
    near[..mark].iter().all(|byte| byte.is_ascii_digit() || is_space(*byte)).then_some(after + mark + 5)
}

fn past_space(file: &[u8], from: usize) -> usize {
    file.get(from..).and_then(|rest| rest.iter().position(|byte| !is_space(*byte))).map_or(from, |skip| from + skip)
}

/// Where `12 0 obj` begins, when the `obj` at `at` is the end of one.
fn object_start(bytes: &[u8], at: usize) -> Option<usize> {
    let number = |end: usize| -> Option<usize> {
        let spaced = bytes[..end].iter().rposition(|byte| !is_space(*byte))? + 1;
        let start = bytes[..spaced].iter().rposition(|byte| !byte.is_ascii_digit()).map_or(0, |before| before + 1);
        (start < spaced && spaced < end).then_some(start)
    };
    // Between the generation and `obj` there may be no space at all.
    let generation_end = bytes[..at].iter().rposition(|byte| !is_space(*byte))? + 1;
    let generation = bytes[..generation_end].iter().rposition(|byte| !byte.is_ascii_digit()).map_or(0, |before| before + 1);
    if generation == generation_end { None } else { number(generation) }
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    positions(bytes, what).next()
}

fn positions<'a>(bytes: &'a [u8], what: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    bytes.windows(what.len()).enumerate().filter(move |(_, window)| *window == what).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_found_wherever_they_hide() {
        let starts = |text: &str| {
            positions(text.as_bytes(), b"obj").filter_map(|at| object_start(text.as_bytes(), at)).collect::<Vec<_>>()
        };
        assert_eq!(starts("\n12 0 obj<<>>endobj 7\r\n0obj"), [1, 20]);
        assert!(starts("endobj obj 0 obj x1 obj").is_empty());
    }

    #[test]
    fn a_revision_ends_with_its_mark() {
        let file = b"...startxref\n123\n%%EOF\n...startxref 1 evil %%EOF";
        assert_eq!(revision_end(file, 3), Some(22));
        assert_eq!(revision_end(file, 26), None);
        assert!(ends_with_mark(&file[..23]) && !ends_with_mark(&file[..24]));
    }
}
