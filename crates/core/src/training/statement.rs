//! The hours of an institution for its coordinator, entry by entry, each with what it is about; the same as a workbook.

use super::ledger::{self, Balance, Entry, EntryKind};
use super::programme::{Course, Programme};
use super::{onsite, shared};
use crate::db::Conn;
use crate::register;
use crate::register::duties::training::CoordinatorOf;
use crate::texts::Texts;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::language::Language;
use kunye_kernel::time::Day;
use rust_xlsxwriter::{Format, FormatBorder, Workbook, XlsxError};
use std::collections::HashMap;

/// The class or the training that hours are held for.
#[derive(Debug, Clone)]
pub struct About {
    pub reference: String,
    pub course: Course,
    pub place: String,
    /// Its days; those that were wished, where it is not planned yet.
    pub days: String,
    pub on_site: bool,
}

/// An entry, with the available hours after it.
#[derive(Debug, Clone)]
pub struct Line {
    pub entry: Entry,
    pub after: i32,
    pub about: Option<About>,
}

impl Line {
    /// How the available hours change; none where held hours are used.
    pub fn change(&self) -> Option<i32> {
        match self.entry.kind {
            EntryKind::Grant | EntryKind::Return | EntryKind::TransferIn => Some(self.entry.hours),
            EntryKind::Hold | EntryKind::Expire | EntryKind::TransferOut => Some(-self.entry.hours),
            EntryKind::Use => None,
        }
    }
}

/// A statement.
#[derive(Debug, Clone)]
pub struct Account {
    pub institution: String,
    pub programme: Programme,
    pub balance: Balance,
    /// The latest first.
    pub lines: Vec<Line>,
}

/// The statement of the coordinator's own institution in a programme.
pub fn account(conn: &mut Conn, proof: &CoordinatorOf, programme: Programme, today: Day) -> Result<Account> {
    let institution = register::institution(conn, proof.institution())?.map(|one| one.name).unwrap_or_default();
    let mut known: HashMap<String, About> = HashMap::new();
    for own in shared::for_coordinator(conn, proof, &programme, today)?.own {
        let shared::SessionRow { session, course, site } = own.row;
        let days = session.days();
        let about = About { reference: session.reference, course, place: site.name, days, on_site: false };
        known.insert(session.id.to_string(), about);
    }
    for row in onsite::for_coordinator(conn, proof, &programme, today)? {
        let days = row.session.as_ref().map_or_else(|| row.request.wished.display(), |session| session.days());
        let place = format!("{}, {}", row.request.place, row.request.province.name());
        let about = About { reference: row.request.reference, course: row.course, place, days, on_site: true };
        known.insert(row.request.id.to_string(), about);
    }
    let statement = ledger::statement(conn, &programme.id, proof.institution())?;
    let balance = statement.balance;
    let line = |(entry, after): (Entry, i32)| {
        let about = entry.hold.as_ref().and_then(|hold| known.get(hold)).cloned();
        Line { entry, after, about }
    };
    let lines = statement.entries.into_iter().zip(statement.after).rev().map(line).collect();
    Ok(Account { institution, programme, balance, lines })
}

/// An XLSX workbook of one sheet: an entry a row, numbers as numbers.
pub fn workbook(texts: &Texts, language: Language, account: &Account) -> Result<Vec<u8>> {
    write(texts, language, account).map_err(Error::internal)
}

const COLUMNS: [(&str, u16); 9] = [
    ("training-entry-at", 18),
    ("training-entry-what", 34),
    ("planning-course", 40),
    ("statement-reference", 18),
    ("training-site", 40),
    ("training-when", 26),
    ("training-entry-change", 20),
    ("training-entry-after", 20),
    ("statement-reason", 50),
];

fn write(texts: &Texts, language: Language, account: &Account) -> Result<Vec<u8>, XlsxError> {
    let say = |key: &str| texts.text(language, key, &[]);
    let header = Format::new().set_bold().set_border_bottom(FormatBorder::Thin);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name(say("statement-sheet"))?;
    sheet.write(0, 0, account.institution.as_str())?.write(1, 0, account.programme.name.as_str())?;
    for (column, (key, width)) in (0..).zip(COLUMNS) {
        sheet.write_with_format(3, column, say(key), &header)?;
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(4, 0)?;
    for (row, line) in (4..).zip(&account.lines) {
        let entry = &line.entry;
        let kind = format!("training-entry-{}", entry.kind.as_str().replace('_', "-"));
        sheet.write(row, 0, entry.at.display())?;
        sheet.write(row, 1, texts.text(language, &kind, &[("hours", entry.hours.to_string())]))?;
        if let Some(about) = &line.about {
            sheet.write(row, 2, about.course.name_in(language))?.write(row, 3, about.reference.as_str())?;
            sheet.write(row, 4, about.place.as_str())?.write(row, 5, about.days.as_str())?;
        }
        if let Some(change) = line.change() {
            sheet.write(row, 6, change)?;
        }
        sheet.write(row, 7, line.after)?.write(row, 8, entry.reason.as_str())?;
    }
    book.save_to_buffer()
}
