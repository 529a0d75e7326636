//! Revisions: a file that was added to ends several times (ISO 32000-2, 7.5.6). A signature must cover one revision to its end, stand
//! in it, and whatever follows must be revisions again, without objects that only some readers would find.

use crate::pdf::fields::{Signature, signature_fields};
use crate::pdf::range::{Coverage, is_space};
use crate::pdf::sections::Section;
use crate::pdf::{Revision, lexer, open};
use crate::verdict::{Code, Reason};
use lopdf::xref::XrefEntry;
use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::rc::Rc;

/// More revisions after a signature than any real document has.
const MOST: usize = 64;

/// Bytes of revisions that are kept in memory at a time.
const KEPT: usize = 256 * 1024 * 1024;

/// The revisions of a file, each read once however many signatures look at it.
pub struct Revisions<'a> {
    pub file: &'a [u8],
    /// By where they end, without white space.
    read: RefCell<HashMap<usize, Result<Rc<Revision>, Reason>>>,
    kept: Cell<usize>,
}

impl<'a> Revisions<'a> {
    /// `last`: the whole file.
    pub fn of(file: &'a [u8], last: Rc<Revision>) -> Self {
        let read = HashMap::from([(without_space(file), Ok(last))]);
        Self { file, read: RefCell::new(read), kept: Cell::new(file.len()) }
    }

    fn up_to(&self, end: usize) -> Result<Rc<Revision>, Reason> {
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
pub fn signed(revisions: &Revisions<'_>, coverage: &Coverage, signature: &Signature) -> Result<Rc<Revision>, Reason> {
    let file = revisions.file;
    if !ends_with_mark(&file[..coverage.end]) {
        return Err(Code::Revision.into());
    }
    let document = revisions.up_to(coverage.end).map_err(|_| Code::Revision)?;
    // What stands behind the end of the numbers is there for some readers, and for others as soon as a later revision says more.
    if document.sections.first().is_none_or(|newest| document.reference_table.max_id() as usize >= newest.size) {
        return Err(Code::Revision.into());
    }
    let here = |other: &Signature| {
        other.id == signature.id && other.byte_range == signature.byte_range && other.contents == signature.contents
    };
    if !signature_fields(&document).iter().any(|field| field.signature.as_ref().is_some_and(here)) {
        return Err(Code::Displaced.into());
    }
    let id = signature.id.ok_or(Code::Displaced)?;
    let Some(XrefEntry::Normal { offset, .. }) = document.reference_table.get(id.0) else { return Err(Code::Displaced.into()) };
    // The left-out string is a value of this very object.
    let is_gap = |key: &lexer::Key| key.name == b"Contents" && key.value == coverage.gap;
    match lexer::indirect(file, *offset as usize) {
        Some((_, written)) if written.keys.iter().any(is_gap) => Ok(document),
        _ => Err(Code::Gap.into()),
    }
}

/// `%%EOF` and at most white space.
fn ends_with_mark(bytes: &[u8]) -> bool {
    bytes[..without_space(bytes)].ends_with(b"%%EOF")
}

/// Whether what follows the covered bytes is nothing, or revisions that build on each other and whose objects all stand in their
/// cross-references. An object that is only found by searching the file would be shown by a reader that repairs, and by no other.
///
/// # Errors
/// `Hidden`.
pub fn nothing_hidden(revisions: &Revisions<'_>, end: usize, signed: &Revision, last: &Revision) -> Result<(), Reason> {
    let file = revisions.file;
    let added = &file[end..];
    if added.iter().all(|byte| is_space(*byte)) {
        return Ok(());
    }
    let newer =
        added_sections(end, signed, last).filter(|newer| newer.len() <= MOST && ends_with_mark(file)).ok_or(Code::Hidden)?;
    let (mut known, mut strings) = (HashSet::new(), Vec::new());
    for section in newer {
        revisions.up_to(section.end).map_err(|_| Code::Hidden)?;
        let places = section.entries.values().filter_map(|entry| match entry {
            XrefEntry::Normal { offset, .. } => Some(*offset as usize).filter(|offset| *offset >= end),
            _ => None,
        });
        // The table itself may be an object, and need not name itself.
        for place in places.chain([section.start]) {
            known.insert(past_space(file, place));
            strings.extend(lexer::indirect(file, place).into_iter().flat_map(|(_, written)| written.strings));
        }
    }
    strings.sort_unstable_by_key(|string: &Range<usize>| string.start);
    let in_string = |at: usize| {
        let before = strings.partition_point(|string| string.start <= at);
        strings[..before].last().is_some_and(|string| at < string.end)
    };
    let ends = positions(added, b"startxref").filter(|at| !in_string(end + at)).count();
    // Whoever searches a file looks at the beginnings of lines.
    let begins_line = |at: usize| {
        let line = file[..at].iter().rposition(|byte| matches!(byte, b'\r' | b'\n')).map_or(0, |line| line + 1);
        file[line..at].iter().all(|byte| is_space(*byte))
    };
    let is_hidden = |at: usize| !known.contains(&at) && (!in_string(at) || begins_line(at));
    let hidden = positions(added, b"obj").filter_map(|at| object_start(added, at)).any(|at| is_hidden(end + at));
    if hidden || ends != newer.len() { Err(Code::Hidden.into()) } else { Ok(()) }
}

/// The cross-references that were added, when each names the one before it, the first of them that of the signed revision, and none is
/// one that readers could take in two ways.
fn added_sections<'r>(end: usize, signed: &Revision, last: &'r Revision) -> Option<&'r [Section]> {
    let count = last.sections.len().checked_sub(signed.sections.len()).filter(|count| *count > 0)?;
    let (newer, older) = last.sections.split_at(count);
    let builds_on = older.iter().zip(&signed.sections).all(|(one, other)| one.start == other.start);
    let in_order = newer.windows(2).all(|pair| pair[1].end <= pair[0].start);
    let is_plain = |section: &Section| {
        section.start >= end && section.named == Some(section.start) && !section.is_hybrid && !section.is_loose
    };
    (builds_on && in_order && newer.iter().all(is_plain)).then_some(newer)
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
        let file = b"...startxref\n123\n%%EOF\n...";
        assert!(ends_with_mark(&file[..23]) && !ends_with_mark(&file[..24]));
    }
}
