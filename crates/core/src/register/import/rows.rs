//! From cells to typed rows, or to a reason why not. Pure: knows the file, not the register.

use super::columns::{Column, ImportKind, Places, yes_or_no};
use super::read::CELL_LIMIT;
use crate::register::fields;
use crate::register::province::Province;
use kunye_kernel::national_id::NationalId;
use kunye_kernel::phone::Mobile;
use kunye_kernel::text::tidy;
use kunye_kernel::time::Day;
use std::borrow::Cow;

/// Why a row was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Rejection {
    /// The row's number in the file, as a spreadsheet shows it.
    pub row: u32,
    pub field: Option<Column>,
    /// Key of the sentence that says why.
    pub text: &'static str,
    /// Values of that sentence: row numbers, DETSİS numbers, days. Nothing about a person.
    pub args: Vec<(&'static str, String)>,
}

impl Rejection {
    pub(super) fn new(row: u32, field: Column, text: &'static str) -> Self {
        Self { row, field: Some(field), text, args: Vec::new() }
    }

    pub(super) fn with(mut self, name: &'static str, value: impl std::fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}

/// A row of a unit file. An empty kind or province says nothing about it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UnitRow {
    pub row: u32,
    pub detsis: String,
    pub name: String,
    /// `None` marks the root of an institution.
    pub parent: Option<String>,
    pub kind: Option<String>,
    pub province: Option<Province>,
}

/// A row of a people file. What is `None` leaves the register as it is: an empty cell never erases.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PersonRow {
    pub row: u32,
    pub national_id: NationalId,
    pub staff_no: String,
    pub given_names: String,
    pub surname: String,
    pub title: Option<String>,
    pub unit: String,
    pub mobile: Option<Mobile>,
    pub starts_on: Option<Day>,
    pub ends_on: Option<Day>,
    pub email: Option<String>,
    pub heads_unit: Option<bool>,
}

/// A kind of row that a file may hold.
pub(super) trait Row: Sized {
    const KIND: ImportKind;
    fn read(cells: &Cells<'_>) -> Result<Self, Rejection>;
}

/// The cells of one row, reached by column.
pub(super) struct Cells<'a> {
    pub row: u32,
    pub places: &'a Places,
    pub cells: &'a [&'a str],
}

impl Cells<'_> {
    fn raw(&self, column: Column) -> Result<&str, Rejection> {
        let cell = self.places.of(column).and_then(|at| self.cells.get(at)).copied().unwrap_or_default().trim();
        // Bytes are never fewer than characters: short cells are not counted.
        if cell.len() > CELL_LIMIT && cell.chars().count() > CELL_LIMIT {
            return Err(Rejection::new(self.row, column, "import-cell-too-long").with("most", CELL_LIMIT));
        }
        Ok(cell)
    }

    /// `None` for a cell with nothing to see in it.
    fn optional<T>(
        &self,
        column: Column,
        text: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, Rejection> {
        let cell = tidied(self.raw(column)?);
        if cell.is_empty() || cell == "-" {
            return Ok(None);
        }
        parse(&cell).map(Some).ok_or_else(|| Rejection::new(self.row, column, text))
    }

    fn required<T>(&self, column: Column, text: &'static str, parse: impl FnOnce(&str) -> Option<T>) -> Result<T, Rejection> {
        self.optional(column, text, parse)?.ok_or_else(|| Rejection::new(self.row, column, "import-cell-empty"))
    }

    /// As [`Cells::required`], with the value in the reason: for what says nothing about a person.
    fn open<T>(&self, column: Column, text: &'static str, parse: impl FnOnce(&str) -> Option<T>) -> Result<Option<T>, Rejection> {
        self.optional(column, text, parse).map_err(|rejection| {
            let shown: String = self.raw(column).map(tidy).unwrap_or_default().chars().take(40).collect();
            rejection.with("value", shown)
        })
    }

    fn detsis(&self, column: Column) -> Result<Option<String>, Rejection> {
        self.open(column, "import-detsis-invalid", |cell| fields::detsis(whole(cell)))
    }
}

impl Row for UnitRow {
    const KIND: ImportKind = ImportKind::Units;

    fn read(cells: &Cells<'_>) -> Result<Self, Rejection> {
        let empty = || Rejection::new(cells.row, Column::Detsis, "import-cell-empty");
        Ok(Self {
            row: cells.row,
            detsis: cells.detsis(Column::Detsis)?.ok_or_else(empty)?,
            name: cells.required(Column::UnitName, "import-unit-name-invalid", fields::unit_name)?,
            parent: cells.detsis(Column::Parent)?,
            kind: cells.optional(Column::UnitKind, "import-label-invalid", fields::label)?,
            province: cells.open(Column::Province, "import-province-unknown", Province::parse)?,
        })
    }
}

impl Row for PersonRow {
    const KIND: ImportKind = ImportKind::People;

    fn read(cells: &Cells<'_>) -> Result<Self, Rejection> {
        let no_unit = || Rejection::new(cells.row, Column::UnitOfPerson, "import-cell-empty");
        let row = Self {
            row: cells.row,
            national_id: cells
                .required(Column::NationalId, "import-national-id-invalid", |cell| NationalId::parse(whole(cell)))
                .map_err(|wrong| {
                    let cell = cells.raw(Column::NationalId).unwrap_or_default();
                    if is_scientific(cell) { Rejection { text: "import-number-shortened", ..wrong } } else { wrong }
                })?,
            staff_no: cells.required(Column::StaffNo, "import-staff-no-invalid", |cell| fields::staff_no(whole(cell)))?,
            given_names: cells.required(Column::GivenNames, "import-name-invalid", fields::person_name)?,
            surname: cells.required(Column::Surname, "import-name-invalid", fields::person_name)?,
            title: cells.optional(Column::Title, "import-label-invalid", fields::label)?,
            unit: cells.detsis(Column::UnitOfPerson)?.ok_or_else(no_unit)?,
            mobile: cells.optional(Column::Mobile, "import-mobile-invalid", |cell| Mobile::parse(whole(cell)))?,
            starts_on: cells.open(Column::StartsOn, "import-day-invalid", day)?,
            ends_on: cells.open(Column::EndsOn, "import-day-invalid", end_day)?.flatten(),
            email: cells.optional(Column::Email, "import-email-invalid", fields::email)?,
            heads_unit: cells.open(Column::HeadsUnit, "import-yes-no-invalid", |cell| yes_or_no(cell).ok())?,
        };
        match (row.starts_on, row.ends_on) {
            (Some(start), Some(end)) if end < start => {
                Err(Rejection::new(row.row, Column::EndsOn, "import-ends-before-start").with("start", start).with("end", end))
            }
            _ => Ok(row),
        }
    }
}

/// [`tidy`], without a copy for what is tidy: most cells are numbers and dates.
fn tidied(cell: &str) -> Cow<'_, str> {
    let is_plain = cell.bytes().all(|b| b.is_ascii_graphic() || b == b' ') && !cell.contains("  ");
    if is_plain { Cow::Borrowed(cell.trim()) } else { Cow::Owned(tidy(cell)) }
}

/// `10000000146.0` and `10000000146,00` are how some systems write whole numbers.
fn whole(cell: &str) -> &str {
    let Some((number, fraction)) = cell.split_once(['.', ',']) else { return cell };
    let is_whole = !fraction.is_empty() && fraction.bytes().all(|b| b == b'0') && number.bytes().all(|b| b.is_ascii_digit());
    if is_whole && number.len() > 5 { number } else { cell }
}

/// `1,00E+10`: what a spreadsheet leaves of eleven digits in a narrow column.
fn is_scientific(cell: &str) -> bool {
    let upper = cell.to_ascii_uppercase();
    upper.contains("E+") && upper.bytes().all(|b| b.is_ascii_digit() || b",.E+".contains(&b))
}

/// A day between 1920 and 2100: gg.aa.yyyy, ISO, with or without a time, or the serial number of a spreadsheet.
fn day(cell: &str) -> Option<Day> {
    let day = any_day(cell)?;
    (1920..=2100).contains(&day.year()).then_some(day)
}

/// A day at the end of time (31.12.9999) is how personnel systems write "no end".
fn end_day(cell: &str) -> Option<Option<Day>> {
    match any_day(cell)? {
        forever if forever.year() > 9_000 => Some(None),
        _ => day(cell).map(Some),
    }
}

fn any_day(cell: &str) -> Option<Day> {
    let date = cell.split([' ', 'T']).next()?;
    let number = date.split(['.', ',']).next()?;
    if (4..=5).contains(&number.len()) && date.bytes().filter(|b| b".,".contains(b)).count() < 2 {
        // Serial 25569 is 1970-01-01 in the 1900 system (ECMA-376 part 1, 18.17.4.1).
        return number.parse::<i32>().ok().map(|serial| Day(serial - 25_569));
    }
    Day::parse(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_the_ways_files_have_them() {
        let expected = Day::new(2026, 11, 22);
        for text in [
            "22.11.2026",
            "22/11/2026",
            "2026-11-22",
            "2026-11-22T00:00:00",
            "22.11.2026 00:00:00",
            "46348",
            "46348.5",
            "46348,0",
        ] {
            assert_eq!(day(text), expected, "{text}");
        }
        for text in ["31.02.2026", "22.11.26", "bugün", "0", "1", "999999", "01.01.1900", "31.12.9999"] {
            assert_eq!(day(text), None, "{text}");
        }
        assert_eq!(end_day("31.12.9999"), Some(None));
        assert_eq!(end_day("22.11.2026"), Some(expected));
        assert_eq!(end_day("22.13.2026"), None);
    }

    #[test]
    fn whole_numbers_lose_an_empty_fraction_only() {
        assert_eq!(whole("10000000146.0"), "10000000146");
        assert_eq!(whole("10000000146,00"), "10000000146");
        for text in ["10000000146.5", "0532.123", "05321234567", "12.00", "a.0"] {
            assert_eq!(whole(text), text);
        }
        assert!(is_scientific("1,00E+10") && is_scientific("1.0000000146e+10"));
        assert!(!is_scientific("10000000146") && !is_scientific("E+X"));
    }
}
