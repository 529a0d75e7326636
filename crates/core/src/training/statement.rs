//! The hours of an institution for its coordinator, entry by entry, each with what it is about; the same as a workbook.

use super::ledger::{self, Balance, Entry, EntryKind};
use super::programme::{Course, Programme};
use super::{naming, onsite, shared, users};
use crate::db::Conn;
use crate::register;
use crate::register::duties::training::CoordinatorOf;
use crate::texts::Texts;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::language::Language;
use kunye_kernel::time::{DAY, Day, Time};
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
    /// The day, where there is but one and it is known.
    pub day: Option<Day>,
    pub on_site: bool,
}

/// The decision that hours were granted by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Granted {
    /// Code of the tier.
    pub tier: String,
    pub users: i64,
}

/// An entry, with the available hours after it.
#[derive(Debug, Clone)]
pub struct Line {
    pub entry: Entry,
    pub after: i32,
    pub about: Option<About>,
    /// Of a grant.
    pub granted: Option<Granted>,
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

    /// Why it was booked, in words: what somebody gave as the reason, or what the grant rests on.
    pub fn reason(&self, texts: &Texts, language: Language) -> String {
        let Some(granted) = &self.granted else { return self.entry.reason.clone() };
        let tier = naming::tier(texts, language, &granted.tier, "training-tier-none");
        texts.text(language, "statement-granted", &[("tier", tier), ("users", language.grouped(granted.users))])
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

fn only_day(session: &shared::SharedSession) -> Option<Day> {
    (session.starts_on == session.ends_on).then_some(session.starts_on)
}

/// The statement of the coordinator's own institution in a programme.
pub fn account(conn: &mut Conn, proof: &CoordinatorOf, programme: Programme, today: Day) -> Result<Account> {
    let institution = register::institution(conn, proof.institution())?.map(|one| one.name).unwrap_or_default();
    let mut known: HashMap<String, About> = HashMap::new();
    for own in shared::for_coordinator(conn, proof, &programme, today)?.own {
        let shared::SessionRow { session, course, site } = own.row;
        let (days, day) = (session.days(), only_day(&session));
        let about = About { reference: session.reference, course, place: site.name, days, day, on_site: false };
        known.insert(session.id.to_string(), about);
    }
    for row in onsite::for_coordinator(conn, proof, &programme, today)? {
        let days = row.session.as_ref().map_or_else(|| row.request.wished.display(), |session| session.days());
        let place = format!("{}, {}", row.request.place, row.request.province.name());
        let day = row.session.as_ref().and_then(only_day);
        let about = About { reference: row.request.reference, course: row.course, place, days, day, on_site: true };
        known.insert(row.request.id.to_string(), about);
    }
    let statement = ledger::statement(conn, &programme.id, proof.institution())?;
    let balance = statement.balance;
    let decisions = users::decisions(conn, &programme.id, proof.institution())?;
    let line = |(entry, after): (Entry, i32)| {
        let about = entry.hold.as_ref().and_then(|hold| known.get(hold)).cloned();
        let decision = decisions.iter().find(|one| entry.kind == EntryKind::Grant && one.id.as_str() == entry.about);
        let granted = decision.map(|one| Granted { tier: one.tier.clone().unwrap_or_default(), users: one.users });
        Line { entry, after, about, granted }
    };
    let lines = statement.entries.into_iter().zip(statement.after).rev().map(line).collect();
    Ok(Account { institution, programme, balance, lines })
}

/// An XLSX workbook of one sheet: an entry a row, numbers as numbers.
pub fn workbook(texts: &Texts, language: Language, account: &Account) -> Result<Vec<u8>> {
    write(texts, language, account).map_err(Error::internal)
}

const COLUMNS: [(&str, u16); 9] = [
    ("statement-entered", 18),
    ("training-entry-what", 34),
    ("planning-course", 40),
    ("statement-reference", 18),
    ("training-site", 40),
    ("statement-held", 26),
    ("training-entry-change", 20),
    ("training-entry-after", 20),
    ("statement-reason", 50),
];

/// A moment of Istanbul as spreadsheets count: days from the last of 1899, and a part of a day.
fn serial(at: Time) -> f64 {
    const UNIX_EPOCH: f64 = 25_569.0;
    let day = at.day();
    UNIX_EPOCH + f64::from(day.0) + at.since(day.start()) as f64 / DAY as f64
}

fn write(texts: &Texts, language: Language, account: &Account) -> Result<Vec<u8>, XlsxError> {
    let say = |key: &str| texts.text(language, key, &[]);
    let header = Format::new().set_bold().set_border_bottom(FormatBorder::Thin);
    let moment = Format::new().set_num_format("dd.mm.yyyy hh:mm");
    let date = Format::new().set_num_format("dd.mm.yyyy");
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
        sheet.write_with_format(row, 0, serial(entry.at), &moment)?;
        sheet.write(row, 1, texts.text(language, &kind, &[("hours", entry.hours.to_string())]))?;
        if let Some(about) = &line.about {
            sheet.write(row, 2, about.course.name_in(language))?.write(row, 3, about.reference.as_str())?;
            sheet.write(row, 4, about.place.as_str())?;
            match about.day {
                Some(day) => sheet.write_with_format(row, 5, serial(day.start()), &date)?,
                None => sheet.write(row, 5, about.days.as_str())?,
            };
        }
        if let Some(change) = line.change() {
            sheet.write(row, 6, change)?;
        }
        sheet.write(row, 7, line.after)?.write(row, 8, line.reason(texts, language))?;
    }
    book.save_to_buffer()
}
