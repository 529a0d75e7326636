//! Rights by the letter's table, hours never below zero, and used exactly for what was held.

use super::rows::{Entry, Reservation, Rows, Session};
use std::collections::HashMap;

/// The letter's table, by hand (B3).
fn right(users: i64) -> i32 {
    match users {
        1..=100 => 4,
        101..=1_000 => 8,
        1_001..=10_000 => 12,
        10_001..=50_000 => 16,
        50_001..=100_000 => 20,
        100_001..=1_000_000 => 24,
        _ => 0,
    }
}

/// What was counted was decided on, and gave the hours of the table, once.
pub fn rights(rows: &Rows, users: &[i64], problems: &mut Vec<String>) {
    let mut decided: Vec<i64> = rows.decisions.iter().map(|decision| decision.users).collect();
    let mut given = users.to_vec();
    decided.sort_unstable();
    given.sort_unstable();
    if decided != given {
        problems.push("other users were decided on than were counted".into());
    }
    let mut granted: HashMap<&str, i32> = HashMap::new();
    for entry in rows.entries.iter().filter(|entry| entry.kind == "grant") {
        *granted.entry(&entry.institution_id).or_default() += entry.hours;
    }
    for decision in &rows.decisions {
        let granted = granted.get(decision.institution_id.as_str()).copied().unwrap_or(0);
        if decision.counted != decision.users {
            problems.push(format!("{} users were decided on, {} stand in the units", decision.users, decision.counted));
        }
        if decision.hours != right(decision.users) || granted != decision.hours {
            problems.push(format!("{} users gave {} hours, {granted} granted", decision.users, decision.hours));
        }
    }
}

/// Never below zero on the way; nothing held and nothing free at the end of the programme.
pub fn balances(entries: &[Entry], problems: &mut Vec<String>) {
    let mut free: HashMap<&str, i32> = HashMap::new();
    let mut held: HashMap<(&str, &str), i32> = HashMap::new();
    for (at, entry) in entries.iter().enumerate() {
        let free = free.entry(&entry.institution_id).or_default();
        let pile = held.entry((&entry.institution_id, entry.hold.as_deref().unwrap_or_default())).or_default();
        match entry.kind.as_str() {
            "grant" => *free += entry.hours,
            "hold" => {
                *free -= entry.hours;
                *pile += entry.hours;
            }
            "use" => *pile -= entry.hours,
            "return" => {
                *pile -= entry.hours;
                *free += entry.hours;
            }
            "expire" => *free -= entry.hours,
            other => problems.push(format!("entry {at} is a {other}")),
        }
        if entry.hours <= 0 || *free < 0 || *pile < 0 {
            problems.push(format!("entry {at} ({}) of {} goes below zero", entry.kind, entry.institution_id));
        }
    }
    problems.extend(free.iter().filter(|(_, hours)| **hours != 0).map(|(id, hours)| format!("{id} has {hours} hours left")));
    problems.extend(held.iter().filter(|(_, hours)| **hours != 0).map(|(id, hours)| format!("{id:?} still holds {hours} hours")));
}

/// A session that took place used its hours once for each institution that sat in it, and for nobody else who gave up in time.
pub fn hours(session: &Session, own: &[&Reservation], entries: &[Entry], problems: &mut Vec<String>) {
    let mut institutions: Vec<&str> = own.iter().map(|one| one.institution_id.as_str()).collect();
    institutions.sort_unstable();
    institutions.dedup();
    let used_here: Vec<&Entry> =
        entries.iter().filter(|one| one.kind == "use" && one.hold.as_deref() == Some(&session.id)).collect();
    for institution in institutions {
        let used: i32 = used_here.iter().filter(|one| one.institution_id == institution).map(|one| one.hours).sum();
        let of = |state: &str| own.iter().any(|one| one.institution_id == institution && one.state == state);
        let expected = match (of("held"), of("withdrawn_late")) {
            (true, false) => used == session.hours,
            // Given back too late, and perhaps come back: once or twice.
            (_, true) if session.kind == "shared" => {
                used == session.hours || used == 2 * session.hours || (session.state == "called_off" && used == 0)
            }
            (_, true) => used == session.hours,
            (false, false) => used == 0,
        };
        if !expected {
            problems.push(format!("{}: {institution} used {used} hours", session.id));
        }
    }
    if session.state == "open" {
        problems.push(format!("{} is still open", session.id));
    }
}
