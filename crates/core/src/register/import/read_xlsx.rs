//! Workbooks of Excel and LibreOffice (ECMA-376). The first visible sheet is read, cell by cell, so that neither a wrong
//! dimension nor a packed bomb makes us reserve what is not there.

use super::read::{COLUMN_LIMIT, Line, Sink, UNPACKED_LIMIT, refused};
use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use kunye_kernel::error::{Error, Result};
use std::io::{Cursor, Read};

pub(super) fn read(bytes: &[u8], sink: &mut Sink<'_>) -> Result<()> {
    check_package(bytes, UNPACKED_LIMIT)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let sheets = book.sheets_metadata();
    let is_sheet = |sheet: &&calamine::Sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible;
    let Some(name) = sheets.iter().find(is_sheet).map(|sheet| sheet.name.clone()) else {
        return Err(refused("import-file-empty"));
    };
    let mut reader = book.worksheet_cells_reader(&name).map_err(broken)?;
    let mut row = Row::default();
    while let Some(cell) = reader.next_cell().map_err(broken)? {
        let (number, column) = cell.get_position();
        if number != row.number {
            row.give(sink)?;
            row.number = number;
        }
        row.set(column as usize, text(cell.get_value()));
    }
    row.give(sink)
}

/// The row that is being gathered; its texts are reused.
#[derive(Default)]
struct Row {
    number: u32,
    cells: Vec<String>,
}

impl Row {
    fn set(&mut self, column: usize, text: String) {
        // One cell past the limit is enough for the limit to speak.
        if !text.is_empty() && column <= COLUMN_LIMIT {
            self.cells.resize(self.cells.len().max(column + 1), String::new());
            self.cells[column] = text;
        } else if !text.is_empty() {
            self.cells.resize(COLUMN_LIMIT + 1, String::new());
        }
    }

    fn give(&mut self, sink: &mut Sink<'_>) -> Result<()> {
        if !self.cells.is_empty() {
            let cells: Vec<&str> = self.cells.iter().map(String::as_str).collect();
            let row = self.number.saturating_add(1);
            sink(&Line { row, last_row: row, cells: &cells, exact: false })?;
        }
        self.cells.clear();
        Ok(())
    }
}

/// A cell as the person who typed it would write it. Dates become ISO days; a formula is its last result.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        // Eleven digits are exact in a double; `as` is safe below 2⁵³.
        DataRef::Float(number) if number.fract() == 0.0 && number.abs() < 9e15 => (*number as i64).to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(yes) => if *yes { "evet" } else { "hayır" }.to_owned(),
        DataRef::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

fn broken(cause: XlsxError) -> Error {
    refused("import-file-broken").because(cause)
}

/// Unpacks every part into nothing, counting: what the package says of its sizes is checked first and then not believed.
pub(super) fn check_package(bytes: &[u8], most: u64) -> Result<()> {
    let unzip = |cause: zip::result::ZipError| refused("import-file-broken").because(cause);
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).map_err(unzip)?;
    let has = |package: &zip::ZipArchive<_>, name: &str| package.index_for_name(name).is_some();
    if has(&package, "xl/workbook.bin") || has(&package, "mimetype") {
        return Err(refused("import-file-xls"));
    }
    if !has(&package, "[Content_Types].xml") {
        return Err(refused("import-file-kind"));
    }
    if package.len() > 2_000 {
        return Err(too_large());
    }
    let mut declared: u64 = 0;
    for at in 0..package.len() {
        declared = declared.saturating_add(package.by_index_raw(at).map_err(unzip)?.size());
    }
    if declared > most {
        return Err(too_large());
    }
    let mut left = most;
    for at in 0..package.len() {
        let part = package.by_index(at).map_err(unzip)?;
        let kind = Part::of(&part.name().map_err(unzip)?);
        let read = drain(&mut part.take(left + 1), kind)?;
        left = left.checked_sub(read).ok_or_else(too_large)?;
    }
    Ok(())
}

fn too_large() -> Error {
    refused("import-file-bomb").with("most", UNPACKED_LIMIT / (1024 * 1024))
}

/// What the reader does with a part, which decides how large it may be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Read as a stream, or not at all.
    Stream,
    /// The table of strings: kept, one text an element.
    Strings,
    /// Styles, relations and the like: kept, with much memory an element.
    Structure,
}

impl Part {
    fn of(name: &str) -> Self {
        let name = name.to_lowercase();
        match () {
            () if name.ends_with("sharedstrings.xml") => Self::Strings,
            () if name.starts_with("xl/worksheets/") => Self::Stream,
            () if name.ends_with(".xml") || name.ends_with(".rels") => Self::Structure,
            () => Self::Stream,
        }
    }

    /// Most bytes, and most elements (each begins and ends with a `<`).
    fn limits(self) -> (u64, u64) {
        match self {
            Self::Stream => (u64::MAX, u64::MAX),
            Self::Strings => (u64::MAX, 20_000_000),
            Self::Structure => (16 * 1024 * 1024, u64::MAX),
        }
    }
}

/// Reads to the end and gives the length. A table of strings may declare how many there are, and the reader reserves room for
/// them before it has seen one: a count that no file of this size has is refused.
fn drain(part: &mut impl Read, kind: Part) -> Result<u64> {
    const KEPT: usize = 64;
    let (most_bytes, most_tags) = kind.limits();
    let mut buffer = vec![0; 64 * 1024];
    let (mut kept, mut total, mut tags) = (0, 0, 0);
    loop {
        let read = part.read(&mut buffer[kept..]).map_err(|cause| refused("import-file-broken").because(cause))?;
        let end = kept + read;
        total += read as u64;
        if kind == Part::Strings {
            tags += buffer[kept..end].iter().filter(|b| **b == b'<').count() as u64;
            if declares_too_many(&buffer[..end], read == 0) {
                return Err(too_large());
            }
        }
        if total > most_bytes || tags > most_tags {
            return Err(too_large());
        }
        if read == 0 {
            return Ok(total);
        }
        // What is cut off at the end of this piece is looked at with the next.
        kept = end.min(KEPT);
        buffer.copy_within(end - kept..end, 0);
    }
}

fn declares_too_many(piece: &[u8], is_last: bool) -> bool {
    const WORD: &[u8] = b"uniqueCount";
    /// ` = "5000000"` and some room.
    const VALUE: usize = 40;
    const MOST: u64 = 5_000_000;
    piece.windows(WORD.len()).enumerate().filter(|(_, window)| *window == WORD).any(|(at, _)| {
        let after = &piece[at + WORD.len()..];
        if after.len() < VALUE && !is_last {
            return false;
        }
        // The word in a cell's text is nobody's count. An attribute that hides its number behind white space or zeros is not
        // an honest one.
        let value = after[..after.len().min(VALUE)].trim_ascii_start();
        let Some(value) = value.strip_prefix(b"=") else { return value.is_empty() };
        let number = value.trim_ascii_start().get(1..).unwrap_or_default();
        let digits = number.iter().take_while(|b| b.is_ascii_digit());
        let count = digits.clone().fold(0_u64, |count, digit| count.saturating_mul(10).saturating_add(u64::from(digit - b'0')));
        digits.count() == number.len() || count > MOST
    })
}
