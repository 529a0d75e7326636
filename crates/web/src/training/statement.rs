//! The hours of an institution, entry by entry, like a bank's statement; the same as a workbook.

use super::home::BalanceTag;
use super::mine;
use crate::answer::{Answer, file};
use crate::render::Page;
use crate::visit::{Known, Visit};
use kunye_core::training::ledger::EntryKind;
use kunye_core::training::statement::{self, Account, Line};
use kunye_core::world::World;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::text::fold;
use serde::Serialize;

#[derive(Serialize)]
struct Statement {
    institution: String,
    programme: String,
    balance: BalanceTag,
    /// The latest first.
    entries: Vec<LineTag>,
}

impl Page for Statement {
    const TEMPLATE: &'static str = "training/statement.html";
}

#[derive(Serialize)]
struct LineTag {
    at: String,
    kind: EntryKind,
    /// What the hours are held for, or "".
    what: String,
    reference: String,
    /// Its page, or "".
    href: String,
    /// How the available hours change: `+4`, `−4`, or "" where held hours are used.
    change: String,
    hours: i32,
    after: i32,
    reason: String,
}

fn signed(change: i32) -> String {
    if change < 0 { format!("−{}", -change) } else { format!("+{change}") }
}

impl LineTag {
    fn of(visit: &Known, line: &Line) -> Self {
        let entry = &line.entry;
        let about = line.about.as_ref().map(|about| {
            let what = format!("{} · {} · {}", about.course.name_in(visit.language), about.place, about.days);
            let href = match about.on_site {
                true => format!("/egitim/talepler/{}", about.reference),
                false => format!("/egitim/seans/{}", about.reference),
            };
            (what, about.reference.clone(), href)
        });
        let (what, reference, href) = about.unwrap_or_default();
        Self {
            at: entry.at.display(),
            kind: entry.kind,
            what,
            reference,
            href,
            change: line.change().map(signed).unwrap_or_default(),
            hours: entry.hours,
            after: line.after,
            reason: line.reason(&visit.app.texts, visit.language),
        }
    }
}

/// The statement of the reader's own institution.
pub(crate) async fn read(visit: &Visit) -> Result<Account> {
    let actor = visit.actor();
    let read = move |world: &World| {
        let today = world.today();
        world.db.read(|conn| {
            let mine = mine(conn, &actor, today)?;
            let (programme, _) = mine.programme.ok_or_else(Error::not_found)?;
            statement::account(conn, &mine.proof, programme, today)
        })
    };
    visit.app.run(read).await
}

/// `GET /egitim/hesap`
pub async fn show(visit: Visit) -> Answer {
    let account = read(&visit).await?;
    visit.page(&Statement {
        entries: account.lines.iter().map(|line| LineTag::of(&visit, line)).collect(),
        institution: account.institution,
        programme: account.programme.name,
        balance: account.balance.into(),
    })
}

/// `GET /egitim/hesap/hesap.xlsx`
pub async fn workbook(visit: Visit) -> Answer {
    let account = read(&visit).await?;
    let bytes = statement::workbook(&visit.app.texts, visit.language, &account)?;
    // Kept beside those of other days and institutions.
    let name = format!("hesap-{}-{}.xlsx", fold(&account.institution).replace(' ', "-"), visit.app.world.today().iso());
    file(bytes, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &name, false)
}
