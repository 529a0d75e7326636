//! Looks at what is stored with plain SQL and rules written down a second time, from the documents: nothing here calls the code that
//! made the decisions, nor uses its types.

mod ledger;
mod people;
mod queue;
mod rows;

use crate::db::Db;
use kunye_kernel::error::Result;
use rows::{Reservation, Rows};
use std::collections::BTreeMap;

/// What was found.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// Every rule that was broken, with where. Empty for a good year.
    pub problems: Vec<String>,
    pub institutions: usize,
    pub users: i64,
    pub sessions: usize,
    /// Shared ones and those at an institution's place that took place.
    pub held: usize,
    pub held_on_site: usize,
    pub reservations: usize,
    pub by_state: BTreeMap<String, usize>,
    /// Entries of the ledger.
    pub entries: usize,
    /// People who were ever named, and those on the lists of trainings that took place.
    pub named: usize,
    pub participants: usize,
    pub marks: usize,
    /// Participants who were in none of the hours, and in some.
    pub absent: usize,
    pub partly: usize,
    pub certificates: usize,
    /// With a file.
    pub drawn: usize,
}

/// The day in Istanbul (UTC+3 all year) of a moment in milliseconds since 1970-01-01 00:00 UTC.
fn day(at: i64) -> i32 {
    i32::try_from((at + 3 * 3_600_000).div_euclid(86_400_000)).unwrap_or(i32::MAX)
}

/// Checks a year that is over; `users` are the active users of its institutions, in any order.
///
/// # Errors
/// Only of the database: a broken rule is a problem and not an error.
pub fn check(db: &Db, users: &[i64]) -> Result<Told> {
    let rows = db.read(Rows::load)?;
    let mut told = Told {
        institutions: rows.decisions.len(),
        users: rows.decisions.iter().map(|decision| decision.users).sum(),
        sessions: rows.sessions.len(),
        reservations: rows.reservations.len(),
        entries: rows.entries.len(),
        named: rows.participants.len(),
        marks: rows.marks.len(),
        certificates: rows.certificates.len(),
        drawn: rows.certificates.iter().filter(|one| one.files > 0).count(),
        ..Told::default()
    };
    let problems = &mut told.problems;
    ledger::rights(&rows, users, problems);
    ledger::balances(&rows.entries, problems);
    let mut of: BTreeMap<&str, Vec<&Reservation>> = BTreeMap::new();
    for one in &rows.reservations {
        of.entry(&one.session_id).or_default().push(one);
        *told.by_state.entry(one.state.clone()).or_default() += 1;
    }
    let history = queue::reductions(&rows.reductions, problems);
    for session in &rows.sessions {
        let own = of.remove(session.id.as_str()).unwrap_or_default();
        ledger::hours(session, &own, &rows.entries, problems);
        match session.kind.as_str() {
            "shared" => queue::queue(session, &own, &history, problems),
            _ => queue::alone(session, &own, problems),
        }
        told.held += usize::from(session.state == "held");
        told.held_on_site += usize::from(session.state == "held" && session.kind == "on_site");
    }
    people::check(&rows, &mut told);
    Ok(told)
}

#[cfg(test)]
mod tests;
