//! The hours of an institution, entry by entry, like a bank's statement.

use super::home::BalanceTag;
use super::mine;
use crate::answer::Answer;
use crate::render::Page;
use crate::visit::Visit;
use kunye_core::register;
use kunye_core::training::ledger::{self, EntryKind};
use kunye_core::training::shared::for_coordinator;
use kunye_core::world::World;
use kunye_kernel::error::Error;
use serde::Serialize;
use std::collections::HashMap;

#[derive(Serialize)]
struct Statement {
    institution: String,
    programme: String,
    balance: BalanceTag,
    /// The latest first.
    entries: Vec<Line>,
}

impl Page for Statement {
    const TEMPLATE: &'static str = "training/statement.html";
}

#[derive(Serialize)]
struct Line {
    at: String,
    kind: EntryKind,
    /// What the hours are held for, or "".
    what: String,
    reference: String,
    /// How the available hours change: `+4`, `−4`, or "" where held hours are used.
    change: String,
    hours: i32,
    after: i32,
    reason: String,
}

fn change(kind: EntryKind, hours: i32) -> String {
    match kind {
        EntryKind::Grant | EntryKind::Return | EntryKind::TransferIn => format!("+{hours}"),
        EntryKind::Hold | EntryKind::Expire | EntryKind::TransferOut => format!("−{hours}"),
        EntryKind::Use => String::new(),
    }
}

/// `GET /egitim/hesap`
pub async fn show(visit: Visit) -> Answer {
    let actor = visit.actor();
    let read = move |world: &World| {
        let today = world.today();
        world.db.read(|conn| {
            let mine = mine(conn, &actor, today)?;
            let (programme, _) = mine.programme.ok_or_else(Error::not_found)?;
            let institution = register::institution(conn, mine.proof.institution())?.map(|one| one.name).unwrap_or_default();
            let own = for_coordinator(conn, &mine.proof, &programme, today)?.own;
            let sessions: HashMap<&str, (String, String)> = own
                .iter()
                .map(|own| {
                    let session = &own.row.session;
                    let what = format!("{} · {} · {}", own.row.course.name, own.row.site.name, session.starts_on);
                    (session.id.as_str(), (what, session.reference.clone()))
                })
                .collect();
            let statement = ledger::statement(conn, &programme.id, mine.proof.institution())?;
            let line = |(entry, after): (&ledger::Entry, &i32)| {
                let held = entry.hold.as_deref().and_then(|hold| sessions.get(hold)).cloned();
                let (what, reference) = held.unwrap_or_default();
                Line {
                    at: entry.at.display(),
                    kind: entry.kind,
                    what,
                    reference,
                    change: change(entry.kind, entry.hours),
                    hours: entry.hours,
                    after: *after,
                    reason: entry.reason.clone(),
                }
            };
            let entries = statement.entries.iter().zip(&statement.after).rev().map(line).collect();
            Ok(Statement { institution, programme: programme.name, balance: statement.balance.into(), entries })
        })
    };
    let statement = visit.app.run(read).await?;
    visit.page(&statement)
}
