//! Text with separators, as spreadsheets and personnel systems save it: semicolons, commas or tabs; UTF-8, UTF-16 or
//! Windows-1254.

use super::read::{Line, Sink, refused};
use kunye_kernel::error::Result;
use std::borrow::Cow;

pub(super) fn read(bytes: &[u8], sink: &mut Sink<'_>) -> Result<()> {
    let text = decode(bytes)?;
    let (separator, skipped, body) = separator(&text);
    let mut reader =
        csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(body.as_bytes());
    let mut record = csv::StringRecord::new();
    loop {
        let start = reader.position().clone();
        if !reader.read_record(&mut record).map_err(|cause| refused("import-file-broken").because(cause))? {
            return Ok(());
        }
        let begin = record.position().unwrap_or(&start).clone();
        let end = reader.position();
        let raw = body.get(as_index(begin.byte())..as_index(end.byte())).unwrap_or_default();
        // The reader's own line number is that of the line break before a record that follows empty lines.
        let leading = raw.len() - raw.trim_start_matches(['\r', '\n']).len();
        let row = skipped + as_row(begin.line()) + newlines(&raw[..leading]);
        let last_row = row + newlines(raw[leading..].trim_end_matches(['\r', '\n']));
        if last_row > row && !is_well_quoted(&raw[leading..], separator) {
            return Err(open_quote(row));
        }
        let cells: Vec<&str> = record.iter().collect();
        let used = cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
        if used > 0 {
            // Separators at the end of a row are not cells, unless the header has them too: that is for the caller to say.
            sink(&Line { row, last_row, cells: &cells, exact: true })?;
        }
    }
}

/// Whether quotation marks stand only around whole cells, doubled inside (RFC 4180). The reader is more lenient; a row that
/// reaches into the next lines because of a mark in the wrong place would take those rows with it.
fn is_well_quoted(record: &str, separator: u8) -> bool {
    let mut bytes = record.bytes().peekable();
    let (mut quoted, mut at_start) = (false, true);
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' if quoted && bytes.peek() == Some(&b'"') => {
                bytes.next();
            }
            b'"' if quoted => {
                quoted = false;
                if bytes.peek().is_some_and(|next| *next != separator && *next != b'\r' && *next != b'\n') {
                    return false;
                }
            }
            b'"' if at_start => quoted = true,
            b'"' => return false,
            _ => {}
        }
        at_start = !quoted && byte == separator;
    }
    !quoted
}

/// A quotation mark that swallows the rows after it.
pub(super) fn open_quote(row: u32) -> kunye_kernel::error::Error {
    refused("import-file-quote").with("row", row)
}

fn as_index(byte: u64) -> usize {
    usize::try_from(byte).unwrap_or(usize::MAX)
}

fn as_row(line: u64) -> u32 {
    u32::try_from(line).unwrap_or(u32::MAX)
}

fn newlines(text: &str) -> u32 {
    as_row(text.bytes().filter(|b| *b == b'\n').count() as u64)
}

/// A mark at the beginning decides; else valid UTF-8 is UTF-8, and the rest is Windows-1254, the Turkish code page. UTF-8 that
/// is damaged in a few places is refused rather than read as something it is not.
fn decode(bytes: &[u8]) -> Result<Cow<'_, str>> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        let (text, damaged) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return if damaged { Err(refused("import-file-encoding")) } else { Ok(text) };
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    let text = encoding_rs::WINDOWS_1254.decode_without_bom_handling(bytes).0;
    // C1 controls are the places that Windows-1254 leaves empty.
    if good > bad || text.chars().any(|c| ('\u{80}'..='\u{9f}').contains(&c)) {
        return Err(refused("import-file-encoding"));
    }
    Ok(text)
}

/// The separator, the lines to skip, and the text after them. `sep=;` on a line of its own is how spreadsheets are told.
fn separator(text: &str) -> (u8, u32, &str) {
    if let Some(rest) = text.strip_prefix("sep=") {
        let mut bytes = rest.bytes();
        if let (Some(separator @ (b';' | b',' | b'\t')), Some(b'\r' | b'\n')) = (bytes.next(), bytes.next()) {
            let body = rest.split_once('\n').map_or("", |(_, body)| body);
            return (separator, 1, body);
        }
    }
    let count = |separator: u8| {
        let mut quoted = false;
        let seen = text.lines().take(10).flat_map(str::bytes).filter(|b| {
            quoted ^= *b == b'"';
            !quoted && *b == separator
        });
        seen.count()
    };
    // Of equals the last wins: semicolons, which Turkish spreadsheets write.
    let separator = [b',', b'\t', b';'].into_iter().max_by_key(|separator| count(*separator)).unwrap_or(b';');
    (separator, 0, text)
}
