//! The figures as a workbook: numbers as numbers, so that they can be reckoned with.

use super::model::{Coverage, Reach};
use crate::texts::Texts;
use crate::training::ledger::Balance;
use crate::training::naming;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::language::Language;
use kunye_kernel::time::Day;
use rust_xlsxwriter::{Color, Format, FormatBorder, Workbook, Worksheet, XlsxError};

/// An XLSX workbook of three sheets: the whole, tiers, provinces.
pub fn workbook(texts: &Texts, language: Language, coverage: &Coverage, today: Day) -> Result<Vec<u8>> {
    write(texts, language, coverage, today).map_err(Error::internal)
}

struct Pen<'a> {
    texts: &'a Texts,
    language: Language,
    header: Format,
    /// With thousands apart, as the reader's own program writes them.
    number: Format,
    percent: Format,
}

/// Rights, which are in hours.
const RIGHTS: [&str; 4] =
    ["training-balance-granted", "training-balance-used", "training-balance-held", "training-balance-available"];

impl Pen<'_> {
    /// What a column or a line is called, with the unit of what are hours.
    fn say(&self, key: &str) -> String {
        let text = self.texts.text(self.language, key, &[]);
        if RIGHTS.contains(&key) { format!("{text} ({})", self.texts.text(self.language, "coverage-hour", &[])) } else { text }
    }

    fn number(&self, sheet: &mut Worksheet, row: u32, column: u16, value: i64) -> Result<(), XlsxError> {
        sheet.write_with_format(row, column, value, &self.number).map(drop)
    }

    fn heads(&self, sheet: &mut Worksheet, keys: &[&str]) -> Result<(), XlsxError> {
        for (column, key) in (0..).zip(keys) {
            sheet.write_with_format(0, column, self.say(key), &self.header)?;
            sheet.set_column_width(column, if column == 0 { 34 } else { 20 })?;
        }
        sheet.set_freeze_panes(1, 0).map(drop)
    }

    /// Users, trained people, their share, and colleagues reached as stated; an empty cell where there is no share.
    fn reach(&self, sheet: &mut Worksheet, row: u32, column: u16, reach: &Reach) -> Result<(), XlsxError> {
        self.number(sheet, row, column, reach.users)?;
        self.number(sheet, row, column + 1, reach.trained)?;
        if reach.users > 0 {
            sheet.write_with_format(row, column + 2, reach.trained as f64 / reach.users as f64, &self.percent)?;
        }
        self.number(sheet, row, column + 3, reach.told)
    }

    fn rights(&self, sheet: &mut Worksheet, row: u32, column: u16, balance: &Balance) -> Result<(), XlsxError> {
        for (at, value) in (column..).zip([balance.granted, balance.used, balance.held, balance.available()]) {
            self.number(sheet, row, at, value.into())?;
        }
        Ok(())
    }

    fn tier(&self, code: &str) -> String {
        naming::tier(self.texts, self.language, code, "coverage-tier-none")
    }
}

fn write(texts: &Texts, language: Language, coverage: &Coverage, today: Day) -> Result<Vec<u8>, XlsxError> {
    let header = Format::new().set_bold().set_background_color(Color::RGB(0xE8_EE_F4)).set_border_bottom(FormatBorder::Thin);
    let pen = Pen {
        texts,
        language,
        header,
        percent: Format::new().set_num_format("0.00%"),
        number: Format::new().set_num_format("#,##0"),
    };
    let mut book = Workbook::new();

    let whole = book.add_worksheet().set_name(pen.say("coverage-sheet-whole"))?;
    pen.heads(whole, &["coverage-what", "coverage-number"])?;
    let Coverage { programme, all, people, hours: trainers, balance, sessions, on_site, .. } = coverage;
    whole.write(1, 0, pen.say("certificate-programme"))?.write(1, 1, programme.name.as_str())?;
    whole.write(2, 0, pen.say("coverage-as-of"))?.write(2, 1, today.to_string())?;
    let lines = [
        ("planning-institutions", all.institutions),
        ("training-users", all.users),
        ("coverage-trained", all.trained),
        ("coverage-told", all.told),
        ("coverage-people-room", people.room),
        ("coverage-people-planned", people.planned),
        ("coverage-people-left", people.left()),
        ("coverage-trainer-room", trainers.room),
        ("coverage-trainer-used", trainers.used),
        ("coverage-trainer-planned", trainers.planned),
        ("coverage-trainer-left", trainers.left()),
        ("training-balance-granted", balance.granted.into()),
        ("training-balance-used", balance.used.into()),
        ("training-balance-held", balance.held.into()),
        ("training-balance-available", balance.available().into()),
        ("coverage-sessions-held", sessions.0),
        ("coverage-sessions-held-on-site", on_site.0),
        ("coverage-sessions-open", sessions.1),
        ("coverage-sessions-open-on-site", on_site.1),
    ];
    for (row, (key, value)) in (3..).zip(lines) {
        whole.write(row, 0, pen.say(key))?;
        pen.number(whole, row, 1, value)?;
    }
    let row = 3 + u32::try_from(lines.len()).unwrap_or(0);
    let cost = &coverage.cost;
    let lira = Format::new().set_num_format("#,##0.00 \"TL\"");
    whole.write(row, 0, pen.say("coverage-cost"))?;
    match cost.sum() {
        Some(kurus) => whole.write_with_format(row, 1, kurus as f64 / 100.0, &lira)?,
        None => whole.write(row, 1, pen.say("coverage-unknown"))?,
    };
    whole.write(row + 1, 0, pen.say("coverage-cost-missing"))?;
    pen.number(whole, row + 1, 1, cost.unknown)?;
    whole.write(row + 2, 0, pen.say("coverage-hours-apart"))?;
    whole.set_column_width(1, 40)?;

    let tiers = book.add_worksheet().set_name(pen.say("coverage-by-tier"))?;
    pen.heads(
        tiers,
        &[
            "planning-tier",
            "planning-institutions",
            "training-users",
            "coverage-trained",
            "coverage-share",
            "coverage-told",
            RIGHTS[0],
            RIGHTS[1],
            RIGHTS[2],
            RIGHTS[3],
        ],
    )?;
    for (row, (code, reach, balance)) in (1..).zip(&coverage.tiers) {
        tiers.write(row, 0, pen.tier(code))?;
        pen.number(tiers, row, 1, reach.institutions)?;
        pen.reach(tiers, row, 2, reach)?;
        pen.rights(tiers, row, 6, balance)?;
    }

    let provinces = book.add_worksheet().set_name(pen.say("coverage-by-province"))?;
    pen.heads(
        provinces,
        &["common-province", "coverage-plate", "training-users", "coverage-trained", "coverage-share", "coverage-told"],
    )?;
    for (row, (province, reach)) in (1..).zip(&coverage.provinces) {
        match province {
            Some(province) => provinces.write(row, 0, province.name())?.write(row, 1, format!("{:02}", province.plate()))?,
            None => provinces.write(row, 0, pen.say("coverage-province-unknown"))?,
        };
        pen.reach(provinces, row, 2, reach)?;
    }
    book.save_to_buffer()
}
