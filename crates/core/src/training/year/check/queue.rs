//! Seats, order, quota and lead of a shared session, at every moment at which something happened.

use super::day;
use super::rows::{Reduction, Reservation, Session};
use std::collections::HashMap;

/// The policy's figures, by hand (B4, docs/training/queue.md): days before the first day.
const LEAD: i32 = 21;
const QUOTA: i32 = 6;
const CLASS: i32 = 24;
const CANCEL: i32 = 7;
const FILL: i32 = 3;

/// By reservation: when it became smaller, and how many seats it had before.
pub type History<'a> = HashMap<&'a str, Vec<(i64, i32)>>;

pub fn reductions<'a>(rows: &'a [Reduction], problems: &mut Vec<String>) -> History<'a> {
    let mut history = History::new();
    for row in rows {
        let detail: Option<serde_json::Value> = serde_json::from_str(&row.detail).ok();
        let from = detail.and_then(|detail| detail.get("from")?.as_i64()).and_then(|from| i32::try_from(from).ok());
        match from {
            Some(from) => history.entry(row.subject.as_str()).or_default().push((row.at, from)),
            None => problems.push(format!("{} became smaller, and the record does not say from what", row.subject)),
        }
    }
    history
}

struct Groups<'a> {
    own: &'a [&'a Reservation],
    history: &'a History<'a>,
}

impl Groups<'_> {
    /// As many as it had at that moment.
    fn seats(&self, one: &Reservation, at: i64) -> i32 {
        let changes = self.history.get(one.id.as_str()).map(Vec::as_slice).unwrap_or_default();
        changes.iter().find(|(changed, _)| at < *changed).map_or(one.seats, |(_, before)| *before)
    }

    fn taken(&self, at: i64, but: i32) -> i32 {
        let own = self.own.iter().filter(|one| sits(one, at) && one.number != but);
        own.map(|one| self.seats(one, at)).sum()
    }
}

fn sits(one: &Reservation, at: i64) -> bool {
    one.seated_at.is_some_and(|from| from <= at) && one.ended_at.is_none_or(|to| at < to)
}

fn lives(one: &Reservation, at: i64) -> bool {
    one.made_at <= at && one.ended_at.is_none_or(|to| at < to)
}

pub fn queue(session: &Session, own: &[&Reservation], history: &History<'_>, problems: &mut Vec<String>) {
    let (id, groups) = (&session.id, Groups { own, history });
    if session.starts_on - day(session.announced_at) < LEAD {
        problems.push(format!("{id} was announced too late"));
    }
    if session.seats > CLASS || session.quota > QUOTA {
        problems.push(format!("{id} has {} seats and a quota of {}", session.seats, session.quota));
    }
    if !own.iter().enumerate().all(|(at, one)| usize::try_from(one.number).ok() == Some(at + 1)) {
        problems.push(format!("{id} has gaps in its numbers"));
    }
    if !own.is_sorted_by_key(|one| one.made_at) {
        problems.push(format!("{id} has numbers against the order of time"));
    }
    for at in own.iter().flat_map(|one| [Some(one.made_at), one.seated_at]).flatten() {
        let taken = groups.taken(at, 0);
        if taken > session.seats {
            problems.push(format!("{id} was oversold: {taken}"));
        }
        let mut of: HashMap<&str, i32> = HashMap::new();
        for one in own.iter().filter(|one| lives(one, at)) {
            *of.entry(&one.institution_id).or_default() += groups.seats(one, at);
        }
        if of.values().any(|seats| *seats > QUOTA) {
            problems.push(format!("{id}: more than the quota"));
        }
        // Nobody waits for seats that hold them, with nobody before them in the queue.
        if let Some(first) = own.iter().find(|one| lives(one, at) && !sits(one, at))
            && groups.seats(first, at) <= session.seats - taken
        {
            problems.push(format!("{id}: number {} waits beside free seats", first.number));
        }
    }
    for one in own.iter() {
        let ended = one.ended_at.map(day);
        let in_time = ended.is_some_and(|ended| ended <= session.starts_on - CANCEL);
        let right = match one.state.as_str() {
            "withdrawn" => in_time || one.seated_at.is_none(),
            "withdrawn_late" => !in_time,
            "held" => session.state == "held",
            "called_off" => session.state == "called_off",
            "not_reached" => one.seated_at.is_none() && session.state == "held",
            _ => false,
        };
        if !right {
            problems.push(format!("{id}: number {} ended as {}", one.number, one.state));
        }
    }
    order(session, &groups, problems);
}

/// Whoever has seats has them before everybody who applied later, but for those whom the free seats did not hold in the last days.
fn order(session: &Session, groups: &Groups<'_>, problems: &mut Vec<String>) {
    for (place, late) in groups.own.iter().enumerate() {
        let Some(seated_at) = late.seated_at else { continue };
        for early in groups.own[..place].iter().filter(|one| lives(one, seated_at) && !sits(one, seated_at)) {
            let free = session.seats - groups.taken(seated_at, late.number);
            if day(seated_at) < session.starts_on - FILL || groups.seats(early, seated_at) <= free {
                problems.push(format!("{}: number {} passed number {}", session.id, late.number, early.number));
            }
        }
    }
}

/// A training at an institution's own place has that institution alone.
pub fn alone(session: &Session, own: &[&Reservation], problems: &mut Vec<String>) {
    match own {
        [one] if one.seats == session.seats && one.number == 1 => {}
        _ => problems.push(format!("{} at an institution's place has {} groups", session.id, own.len())),
    }
}
