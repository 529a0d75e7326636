//! The file to fill in: our headers on the first sheet, an explained example on the second, where nobody imports it by mistake.

use super::columns::{Column, ImportKind};
use crate::texts::Texts;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::language::Language;
use rust_xlsxwriter::{Color, Format, FormatBorder, Workbook};

/// An XLSX workbook. Headers are Turkish, as personnel systems write them; the notes are in the reader's language.
pub fn template(texts: &Texts, language: Language, kind: ImportKind) -> Result<Vec<u8>> {
    write(texts, language, kind).map_err(Error::internal)
}

fn write(texts: &Texts, language: Language, kind: ImportKind) -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
    let say = |key: &'static str| texts.text(language, key, &[]);
    let header = Format::new().set_bold().set_background_color(Color::RGB(0xE8_EE_F4)).set_border_bottom(FormatBorder::Thin);
    let wrapped = Format::new().set_text_wrap();
    // Text, so that neither a leading 0 nor the last digits of a long number are lost; and days as they are written here.
    let as_text = Format::new().set_num_format("@");
    let as_day = Format::new().set_num_format("dd\\.mm\\.yyyy");

    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name(say(match kind {
        ImportKind::Units => "import-template-units",
        ImportKind::People => "import-template-people",
    }))?;
    for (at, column) in (0..).zip(kind.columns()) {
        sheet.write_with_format(0, at, column.header(), &header)?;
        sheet.set_column_width(at, 22)?;
        sheet.set_column_format(at, if is_day(*column) { &as_day } else { &as_text })?;
    }
    sheet.set_freeze_panes(1, 0)?;

    let notes = book.add_worksheet().set_name(say("import-template-notes"))?;
    notes.set_column_width(0, 26)?.set_column_width(1, 24)?.set_column_width(2, 80)?;
    for (at, key) in (0..).zip(["import-template-column", "import-template-example", "import-template-meaning"]) {
        notes.write_with_format(0, at, say(key), &header)?;
    }
    for (row, column) in (1..).zip(kind.columns()) {
        notes.write(row, 0, column.header())?;
        notes.write_with_format(row, 1, example(*column), &as_text)?;
        notes.write_with_format(row, 2, say(meaning(*column)), &wrapped)?;
    }
    book.save_to_buffer()
}

fn is_day(column: Column) -> bool {
    matches!(column, Column::StartsOn | Column::EndsOn)
}

fn example(column: Column) -> &'static str {
    match column {
        Column::Detsis | Column::UnitOfPerson => "24301719",
        Column::UnitName => "Ankara İl Müdürlüğü",
        Column::Parent => "24301700",
        Column::UnitKind => "İl Müdürlüğü",
        Column::Province => "Ankara",
        Column::NationalId => "10000000146",
        Column::StaffNo => "A-12345",
        Column::GivenNames => "Şükrü",
        Column::Surname => "Çağlayan",
        Column::Title => "Mühendis",
        Column::Mobile => "0532 123 45 67",
        Column::StartsOn => "05.01.2026",
        Column::EndsOn => "",
        Column::Email => "sukru.caglayan@kurum.gov.tr",
        Column::HeadsUnit => "Hayır",
    }
}

fn meaning(column: Column) -> &'static str {
    match column {
        Column::Detsis => "import-note-detsis",
        Column::UnitName => "import-note-unit-name",
        Column::Parent => "import-note-parent",
        Column::UnitKind => "import-note-unit-kind",
        Column::Province => "import-note-province",
        Column::NationalId => "import-note-national-id",
        Column::StaffNo => "import-note-staff-no",
        Column::GivenNames => "import-note-given-names",
        Column::Surname => "import-note-surname",
        Column::Title => "import-note-title",
        Column::UnitOfPerson => "import-note-unit",
        Column::Mobile => "import-note-mobile",
        Column::StartsOn => "import-note-starts-on",
        Column::EndsOn => "import-note-ends-on",
        Column::Email => "import-note-email",
        Column::HeadsUnit => "import-note-heads-unit",
    }
}
