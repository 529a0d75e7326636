//! The sample institution as the files a personnel system would give, so that a visitor can look at them, change them and import
//! them again.

use super::institution::{Institution, Person, Unit};
use kunye_core::register::import::{Column, ImportKind};
use kunye_kernel::error::{Error, Result};
use rust_xlsxwriter::{Workbook, XlsxError};
use std::path::Path;

pub const UNITS: &str = "units.xlsx";
pub const PEOPLE: &str = "people.xlsx";

/// Writes both files into a folder.
pub fn write(institution: &Institution, folder: &Path) -> Result<()> {
    sheet(ImportKind::Units, &institution.units, unit_cell, &folder.join(UNITS)).map_err(Error::internal)?;
    sheet(ImportKind::People, &institution.people, person_cell, &folder.join(PEOPLE)).map_err(Error::internal)
}

fn sheet<T>(kind: ImportKind, rows: &[T], cell: fn(&T, Column) -> String, path: &Path) -> Result<(), XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (at, column) in (0..).zip(kind.columns()) {
        sheet.write(0, at, column.header())?;
        sheet.set_column_width(at, 24)?;
        for (number, row) in (1..).zip(rows) {
            sheet.write(number, at, cell(row, *column))?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    book.save(path)
}

fn unit_cell(unit: &Unit, column: Column) -> String {
    match column {
        Column::Detsis => unit.detsis.clone(),
        Column::UnitName => unit.name.clone(),
        Column::Parent => unit.parent.clone().unwrap_or_default(),
        Column::UnitKind => unit.kind.to_owned(),
        Column::Province => unit.province.name().to_owned(),
        _ => String::new(),
    }
}

fn person_cell(person: &Person, column: Column) -> String {
    match column {
        Column::NationalId => person.national_id.digits().to_owned(),
        Column::StaffNo => person.staff_no.clone(),
        Column::GivenNames => person.given_names.clone(),
        Column::Surname => person.surname.clone(),
        Column::Title => person.title.to_owned(),
        Column::UnitOfPerson => person.unit.clone(),
        Column::Mobile => person.mobile.clone(),
        Column::StartsOn => person.since.to_string(),
        Column::Email => person.email.clone().unwrap_or_default(),
        Column::HeadsUnit => if person.heads_unit { "Evet" } else { "Hayır" }.to_owned(),
        _ => String::new(),
    }
}
