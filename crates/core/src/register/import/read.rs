//! From bytes to rows of text cells, without trusting a byte: what a file is, is seen from its content, never from its name.

use super::{read_csv, read_xlsx};
use kunye_kernel::error::{Error, Kind, Result};

/// Bytes of an uploaded file.
pub const FILE_LIMIT: usize = 20 * 1024 * 1024;
/// Bytes of a spreadsheet once it is unpacked.
pub(super) const UNPACKED_LIMIT: u64 = 400 * 1024 * 1024;
/// Rows with something in them.
pub(super) const ROW_LIMIT: u32 = 250_000;
/// Columns with something in them.
pub(super) const COLUMN_LIMIT: usize = 100;
/// Characters in a cell that we read.
pub(super) const CELL_LIMIT: usize = 2_000;

/// One row that is not empty.
pub(super) struct Line<'a> {
    /// Its number, as a spreadsheet or a text editor shows it.
    pub row: u32,
    /// The last line it reaches into: in a text file, a quoted cell may hold line breaks.
    pub last_row: u32,
    pub cells: &'a [&'a str],
    /// Whether a row with fewer or more cells than the header is broken: so in text files, not in spreadsheets.
    pub exact: bool,
}

pub(super) type Sink<'a> = dyn FnMut(&Line<'_>) -> Result<()> + 'a;

/// What is wrong with the file as a whole.
pub(super) fn refused(text: &'static str) -> Error {
    Error::new(Kind::Invalid(Vec::new()), text)
}

/// Hands every row that is not empty to `sink`, in order.
pub(super) fn read(bytes: &[u8], sink: &mut Sink<'_>) -> Result<()> {
    if bytes.len() > FILE_LIMIT {
        return Err(Error::new(Kind::TooLarge, "import-file-too-large").with("most", FILE_LIMIT / (1024 * 1024)));
    }
    let mut rows = 0;
    let mut counted = |line: &Line<'_>| {
        rows += 1;
        if rows > ROW_LIMIT {
            return Err(refused("import-too-many-rows").with("most", ROW_LIMIT));
        }
        if line.cells.len() > COLUMN_LIMIT {
            return Err(refused("import-too-many-columns").with("most", COLUMN_LIMIT).with("row", line.row));
        }
        sink(line)
    };
    match sniff(bytes)? {
        Format::Xlsx => read_xlsx::read(bytes, &mut counted),
        Format::Text => read_csv::read(bytes, &mut counted),
    }
}

enum Format {
    Xlsx,
    Text,
}

fn sniff(bytes: &[u8]) -> Result<Format> {
    const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(refused("import-file-empty"));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Ok(Format::Xlsx);
    }
    if bytes.starts_with(OLE) {
        // A protected workbook and a workbook of before 2007 share a container ([MS-OFFCRYPTO] 1.3.3: stream EncryptedPackage).
        let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let is_encrypted = bytes.windows(encrypted.len()).any(|window| window == encrypted);
        return Err(refused(if is_encrypted { "import-file-encrypted" } else { "import-file-xls" }));
    }
    let start = bytes[..bytes.len().min(512)].to_ascii_lowercase();
    let begins = |word: &[u8]| start.windows(word.len()).any(|window| window == word);
    if begins(b"<html") || begins(b"<!doctype") || begins(b"<table") || begins(b"<?xml") {
        return Err(refused("import-file-web-page"));
    }
    let has_utf16_mark = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    let is_program = [&b"MZ"[..], b"\x7fELF", b"%PDF", b"#!"].iter().any(|mark| bytes.starts_with(mark));
    if is_program || (!has_utf16_mark && bytes.contains(&0)) {
        return Err(refused("import-file-kind"));
    }
    Ok(Format::Text)
}
