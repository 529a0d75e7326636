//! The cross-references of a file (ISO 32000-2, 7.5.4 and 7.5.8), read to the letter. Of two entries for one object some readers take the
//! first and others the last; here there may be only one, and every number of it is where the standard wants it.

use crate::pdf::lexer;
use crate::pdf::range::is_space;
use lopdf::content::Content;
use lopdf::xref::XrefEntry;
use lopdf::{Dictionary, Object, Stream};
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

/// More revisions than any real document has.
const MOST: usize = 512;

/// No table unfolds to more than this.
const LARGEST: usize = 16 * 1024 * 1024;

pub type Table = BTreeMap<u32, XrefEntry>;

/// One table, as its revision added it.
#[derive(Debug)]
pub struct Section {
    pub start: usize,
    /// After its `%%EOF`.
    pub end: usize,
    /// What the `startxref` after it says; a linearized file may have none after its first.
    pub named: Option<usize>,
    /// One more than the highest number that there may be, as its trailer says.
    pub size: usize,
    /// Names a second table that only newer readers look at (7.5.8.4).
    pub is_hybrid: bool,
    pub is_encrypted: bool,
    /// Its entries do not have their 20 bytes (7.5.4).
    pub is_loose: bool,
    pub entries: Table,
    previous: Option<usize>,
}

/// The tables of a file, the newest first, and what they come to.
pub fn read(file: &[u8]) -> Option<(Vec<Section>, Table)> {
    let (mut chain, mut table) = (Vec::<Section>::new(), Table::new());
    let last = file.windows(9).rposition(|window| window == b"startxref")?;
    let mut next = Some(lexer::number(file, last + 9)?.0);
    while let Some(at) = next {
        if chain.len() == MOST || chain.iter().any(|section| section.start == at) {
            return None;
        }
        let section = Section::read(file, at)?;
        for (number, entry) in &section.entries {
            table.entry(*number).or_insert_with(|| entry.clone());
        }
        next = section.previous;
        chain.push(section);
    }
    Some((chain, table))
}

/// Whether two tables say the same.
pub fn agree(ours: &Table, theirs: &Table) -> bool {
    use XrefEntry::{Compressed, Free, Normal, UnusableFree};
    let same = |ours: &XrefEntry, theirs: &XrefEntry| match (ours, theirs) {
        (Normal { offset, generation }, Normal { offset: other, generation: others }) => offset == other && generation == others,
        (Compressed { container, index }, Compressed { container: other, index: others }) => {
            container == other && index == others
        }
        (Free | UnusableFree, Free | UnusableFree) => true,
        _ => false,
    };
    ours.len() == theirs.len() && ours.iter().all(|(number, entry)| theirs.get(number).is_some_and(|other| same(entry, other)))
}

impl Section {
    fn read(file: &[u8], start: usize) -> Option<Self> {
        let (mut entries, trailer, after, is_loose) =
            if file.get(start..)?.starts_with(b"xref") { plain(file, start)? } else { packed(file, start)? };
        let is_hybrid = trailer.value(b"XRefStm").is_some();
        if is_hybrid {
            let (hidden, ..) = packed(file, whole_number(file, trailer.value(b"XRefStm"))?)?;
            for (number, entry) in hidden {
                if !matches!(entries.get(&number), Some(XrefEntry::Normal { .. } | XrefEntry::Compressed { .. })) {
                    entries.insert(number, entry);
                }
            }
        }
        let previous = trailer.value(b"Prev");
        let previous = if previous.is_some() { Some(whole_number(file, previous)?) } else { None };
        let size = whole_number(file, trailer.value(b"Size"))?;
        let (named, end) = match lexer::after_word(file, after, b"startxref") {
            Some(after) => {
                let (named, after) = lexer::number(file, after)?;
                let mark = file[after..].iter().position(|byte| !is_space(*byte))? + after;
                (Some(named), file[mark..].starts_with(b"%%EOF").then_some(mark + 5)?)
            }
            None if file[start..].starts_with(b"xref") => return None,
            None => (None, after),
        };
        let is_encrypted = trailer.value(b"Encrypt").is_some();
        Some(Self { start, end, named, size, is_hybrid, is_encrypted, is_loose, entries, previous })
    }
}

/// Digits and nothing else.
fn whole_number(file: &[u8], place: Option<Range<usize>>) -> Option<usize> {
    std::str::from_utf8(&file[place?]).ok().filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()))?.parse().ok()
}

type Read = (Table, lexer::Written, usize, bool);

/// A table in plain text, its trailer, and the place after it.
fn plain(file: &[u8], start: usize) -> Option<Read> {
    let (mut entries, mut is_loose) = (Table::new(), false);
    let mut at = start + b"xref".len();
    let trailer = loop {
        if let Some(after) = lexer::after_word(file, at, b"trailer") {
            break lexer::object(file, after)?;
        }
        let (first, after) = lexer::number(file, at)?;
        let (count, after) = lexer::number(file, after)?;
        at = after + file[after..].iter().take_while(|byte| **byte == b' ').count();
        at += line_end(&file[at..], &[b"\r\n", b"\n", b"\r"])?;
        for number in first..first.checked_add(count)? {
            let entry = file.get(at..at + 18)?;
            let width = line_end(&file[at + 18..], &[b" \r", b" \n", b"\r\n", b"\n", b"\r"])?;
            at += 18 + width;
            is_loose |= width != 2;
            let digits = |place: Range<usize>| {
                let digits = entry[place]
                    .iter()
                    .try_fold(0_u64, |value, byte| byte.is_ascii_digit().then(|| value * 10 + u64::from(byte - b'0')));
                digits.filter(|_| entry[10] == b' ' && entry[16] == b' ')
            };
            let (offset, generation) = (digits(0..10)?, digits(11..16)?);
            let entry = match entry[17] {
                b'n' => XrefEntry::Normal { offset: offset.try_into().ok()?, generation: generation.try_into().ok()? },
                b'f' => XrefEntry::Free,
                _ => return None,
            };
            if entries.insert(u32::try_from(number).ok()?, entry).is_some() {
                return None;
            }
        }
    };
    let after = trailer.end;
    Some((entries, trailer, after, is_loose))
}

fn line_end(bytes: &[u8], ends: &[&[u8]]) -> Option<usize> {
    ends.iter().find(|end| bytes.starts_with(end)).map(|end| end.len())
}

/// A table in a stream, the dictionary of which is its trailer.
fn packed(file: &[u8], start: usize) -> Option<Read> {
    let (_, trailer) = lexer::indirect(file, start)?;
    let data = lexer::after_word(file, trailer.end, b"stream")?;
    let data = data + line_end(file.get(data..)?, &[b"\r\n", b"\n"])?;
    let end = data.checked_add(whole_number(file, trailer.value(b"Length"))?)?;
    let content = file.get(data..end)?;
    let after = lexer::after_word(file, lexer::after_word(file, end, b"endstream")?, b"endobj")?;
    let dictionary = values(file, &trailer)?;
    let size = usize::try_from(dictionary.get(b"Size").and_then(Object::as_i64).ok()?).ok()?;
    let numbers = |key: &[u8]| -> Option<Vec<usize>> {
        let array = dictionary.get(key).and_then(Object::as_array).ok()?;
        array.iter().map(|number| usize::try_from(number.as_i64().ok()?).ok()).collect()
    };
    let &[kind, second, third] = numbers(b"W")?.as_slice() else { return None };
    let index = if dictionary.has(b"Index") { numbers(b"Index")? } else { vec![0, size] };
    let width = [kind, second, third].into_iter().try_fold(0_usize, |sum, width| (width <= 8).then_some(sum + width))?;
    if width == 0 || index.len() % 2 != 0 || !dictionary.has_type(b"XRef") {
        return None;
    }
    let stream = Stream::new(dictionary, content.to_vec());
    let unfold = || stream.get_plain_content_with_limit(LARGEST);
    let plain = std::panic::catch_unwind(std::panic::AssertUnwindSafe(unfold)).ok()?.ok()?;
    let (mut entries, mut rows) = (Table::new(), plain.chunks_exact(width));
    for pair in index.chunks_exact(2) {
        for number in pair[0]..pair[0].checked_add(pair[1])? {
            let (kind, rest) = rows.next()?.split_at(kind);
            let (second, third) = rest.split_at(second);
            let value = |bytes: &[u8]| bytes.iter().fold(0_u64, |value, byte| value << 8 | u64::from(*byte));
            let kind = if kind.is_empty() { 1 } else { value(kind) };
            let entry = match kind {
                0 => XrefEntry::Free,
                1 => XrefEntry::Normal { offset: value(second).try_into().ok()?, generation: value(third).try_into().ok()? },
                2 => XrefEntry::Compressed { container: value(second).try_into().ok()?, index: value(third).try_into().ok()? },
                _ => return None,
            };
            if entries.insert(u32::try_from(number).ok()?, entry).is_some() {
                return None;
            }
        }
    }
    (rows.next().is_none() && rows.remainder().is_empty()).then_some((entries, trailer, after, false))
}

/// What a table's dictionary says of its own form, as the library reads it.
fn values(file: &[u8], trailer: &lexer::Written) -> Option<Dictionary> {
    const OF_ITS_FORM: [&[u8]; 6] = [b"Type", b"Size", b"W", b"Index", b"Filter", b"DecodeParms"];
    let mut text = b"<<".to_vec();
    for key in OF_ITS_FORM {
        if let Some(place) = trailer.value(key) {
            text.extend([b"/", key, b" ", &file[place], b" "].concat());
        }
    }
    text.extend(b">> x");
    let read = || Content::decode(&text).ok().and_then(|content| content.operations.into_iter().next());
    let operation = std::panic::catch_unwind(std::panic::AssertUnwindSafe(read)).ok()??;
    operation.operands.into_iter().next().and_then(|operand| operand.as_dict().cloned().ok())
}

/// The numbers of containers of objects and of the tables themselves: how the document is written, not what it says.
pub fn structure(chain: &[Section], table: &Table) -> HashSet<u32> {
    let starts: HashSet<usize> = chain.iter().map(|section| section.start).collect();
    let of_entry = |(number, entry): (&u32, &XrefEntry)| match entry {
        XrefEntry::Compressed { container, .. } => Some(*container),
        XrefEntry::Normal { offset, .. } => Some(*number).filter(|_| starts.contains(&(*offset as usize))),
        _ => None,
    };
    table.iter().filter_map(of_entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(table: &str) -> Vec<u8> {
        format!("%PDF-1.7\n{table}startxref\n9\n%%EOF\n").into_bytes()
    }

    const ROW: &str = "0000000015 00000 n \n";

    #[test]
    fn a_table_is_read_to_the_letter() {
        let (chain, table) =
            read(&with(&format!("xref\n0 1\n0000000000 65535 f \n4 2\n{ROW}{ROW}trailer\n<</Size 6>>\n"))).unwrap();
        assert_eq!((chain.len(), chain[0].named, chain[0].size, table.len(), chain[0].is_loose), (1, Some(9), 6, 3, false));
        assert!(read(&with(&format!("xref\n4 1\n{}trailer <</Size 5>> %x\n", "0000000015 00000 n\n"))).unwrap().0[0].is_loose);
    }

    #[test]
    fn what_readers_take_in_two_ways_is_no_table() {
        for bad in [
            format!("xref\n4 1\n{ROW}4 1\n{ROW}trailer\n<</Size 6>>\n"),
            format!("xref\n4 2\n{ROW}trailer\n<</Size 6>>\n"),
            format!("xref\n4 1\n{ROW}trailer\n<</Size 6/Prev 9>>\n"),
            format!("xref\n4 1\n{ROW}trailer\n<</Size 6/Prev 1 0 R>>\n"),
            format!("xref\n4 1\n{ROW}trailer\n<</Size 6/Prev#gg 3>>\n"),
            format!("xref\n4 1\n{ROW}trailer\n<</Size 6>>\ntrailer\n<</Size 6>>\n"),
            format!("xref\n4294967300 1\n{ROW}trailer\n<</Size 6>>\n"),
            "xref\n4 1\n0000000015 00000 x \ntrailer\n<</Size 6>>\n".to_owned(),
            "7 0 obj\n<</Type/XRef/Size 9/W[1 1 1]/Index[4 1 4 1]/Length 6>>\nstream\n\x01\x05\0\x01\x05\0\nendstream\nendobj\n"
                .to_owned(),
            "7 0 obj\n<</Type/XRef/Size 9/W[1 1 1]/Index[4 1]/Length 6>>\nstream\n\x01\x05\0\x01\x05\0\nendstream\nendobj\n"
                .to_owned(),
            "7 0 obj\n<</Type/XRef/Size 9/W[1 1 1]/Index[4 1]/Length 3>>\nstream\n\x09\x05\0\nendstream\nendobj\n".to_owned(),
        ] {
            assert!(read(&with(&bad)).is_none(), "{bad}");
        }
        let good =
            "7 0 obj\n<</Type/XRef/Size 9/W[1 1 1]/Index[4 1 7 1]/Length 6>>\nstream\n\x01\x05\0\x01\x09\0\nendstream\nendobj\n";
        let (chain, table) = read(&with(good)).unwrap();
        assert_eq!(structure(&chain, &table), HashSet::from([7]));
    }
}
