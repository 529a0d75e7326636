//! Looks at what is stored with plain SQL and rules written down a second time, from the documents: nothing here calls the code that
//! made the decisions.

use crate::db::{Conn, Db, IntoResult};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Nullable, Text};
use std::collections::{BTreeMap, HashMap};

#[derive(QueryableByName)]
struct Entry {
    #[diesel(sql_type = Text)]
    institution_id: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Integer)]
    hours: i32,
    #[diesel(sql_type = Nullable<Text>)]
    hold: Option<String>,
}

#[derive(QueryableByName)]
struct Session {
    #[diesel(sql_type = Text)]
    id: String,
    #[diesel(sql_type = Integer)]
    seats: i32,
    #[diesel(sql_type = Integer)]
    quota: i32,
    #[diesel(sql_type = Integer)]
    hours: i32,
    #[diesel(sql_type = Integer)]
    starts_on: i32,
    #[diesel(sql_type = Integer)]
    fill_from: i32,
    #[diesel(sql_type = Text)]
    state: String,
    #[diesel(sql_type = BigInt)]
    announced_at: i64,
}

#[derive(QueryableByName, Clone)]
struct Reservation {
    #[diesel(sql_type = Text)]
    session_id: String,
    #[diesel(sql_type = Integer)]
    number: i32,
    #[diesel(sql_type = Text)]
    institution_id: String,
    #[diesel(sql_type = Integer)]
    seats: i32,
    #[diesel(sql_type = Text)]
    state: String,
    #[diesel(sql_type = BigInt)]
    made_at: i64,
    #[diesel(sql_type = Nullable<BigInt>)]
    seated_at: Option<i64>,
    #[diesel(sql_type = Nullable<BigInt>)]
    ended_at: Option<i64>,
}

#[derive(QueryableByName)]
struct Decision {
    #[diesel(sql_type = Text)]
    institution_id: String,
    #[diesel(sql_type = BigInt)]
    users: i64,
    #[diesel(sql_type = Integer)]
    hours: i32,
}

#[derive(Default)]
pub struct Told {
    pub problems: Vec<String>,
    pub institutions: usize,
    pub users: i64,
    pub sessions: usize,
    pub reservations: usize,
    pub entries: usize,
    /// Seats of groups whose session took place.
    pub people: i32,
    pub by_state: BTreeMap<String, usize>,
}

/// The day in Istanbul of a moment in milliseconds.
fn day(at: i64) -> i32 {
    i32::try_from((at + 3 * 3_600_000).div_euclid(86_400_000)).unwrap()
}

/// The letter's table, by hand (B3).
fn right(users: i64) -> i32 {
    match users {
        i64::MIN..=0 => 0,
        1..=100 => 4,
        101..=1_000 => 8,
        1_001..=10_000 => 12,
        10_001..=50_000 => 16,
        50_001..=100_000 => 20,
        100_001..=1_000_000 => 24,
        _ => 0,
    }
}

fn load<T>(conn: &mut Conn, statement: &str) -> Vec<T>
where
    T: QueryableByName<diesel::sqlite::Sqlite> + QueryableByName<diesel::pg::Pg> + 'static,
{
    match conn {
        Conn::Sqlite(conn) => diesel::sql_query(statement).load(conn),
        Conn::Postgres(conn) => diesel::sql_query(statement).load(conn),
    }
    .or_fail()
    .unwrap()
}

pub fn check(db: &Db, users: &[i64]) -> Told {
    let (entries, sessions, reservations, decisions) = db
        .read(|conn| {
            let entries: Vec<Entry> = load(conn, "SELECT institution_id, kind, hours, hold FROM entitlements ORDER BY seq");
            let sessions: Vec<Session> =
                load(conn, "SELECT id, seats, quota, hours, starts_on, fill_from, state, announced_at FROM training_sessions");
            let reservations: Vec<Reservation> = load(
                conn,
                "SELECT session_id, number, institution_id, seats, state, made_at, seated_at, ended_at FROM reservations ORDER BY session_id, number",
            );
            let decisions: Vec<Decision> = load(conn, "SELECT institution_id, users, hours FROM tier_decisions");
            Ok((entries, sessions, reservations, decisions))
        })
        .unwrap();
    let mut told = Told {
        institutions: decisions.len(),
        users: decisions.iter().map(|decision| decision.users).sum(),
        sessions: sessions.len(),
        reservations: reservations.len(),
        entries: entries.len(),
        ..Told::default()
    };
    rights(&decisions, &entries, users, &mut told.problems);
    ledger(&entries, &mut told.problems);
    for session in &sessions {
        let own: Vec<&Reservation> = reservations.iter().filter(|one| one.session_id == session.id).collect();
        queue(session, &own, &mut told.problems);
        hours(session, &own, &entries, &mut told.problems);
    }
    for one in &reservations {
        *told.by_state.entry(one.state.clone()).or_default() += 1;
        if one.state == "held" {
            told.people += one.seats;
        }
    }
    told
}

fn rights(decisions: &[Decision], entries: &[Entry], users: &[i64], problems: &mut Vec<String>) {
    let mut counted: Vec<i64> = decisions.iter().map(|decision| decision.users).collect();
    let mut given = users.to_vec();
    counted.sort_unstable();
    given.sort_unstable();
    if counted != given {
        problems.push("other users were decided on than were counted".into());
    }
    for decision in decisions {
        let granted: i32 = entries
            .iter()
            .filter(|one| one.institution_id == decision.institution_id && one.kind == "grant")
            .map(|one| one.hours)
            .sum();
        if decision.hours != right(decision.users) || granted != decision.hours {
            problems.push(format!("{} users gave {} hours, {granted} granted", decision.users, decision.hours));
        }
    }
}

/// Never below zero on the way; nothing held and nothing free at the end of the programme.
fn ledger(entries: &[Entry], problems: &mut Vec<String>) {
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
        if *free < 0 || *pile < 0 {
            problems.push(format!("entry {at} ({}) of {} goes below zero", entry.kind, entry.institution_id));
        }
    }
    problems.extend(free.iter().filter(|(_, hours)| **hours != 0).map(|(id, hours)| format!("{id} has {hours} hours left")));
    problems.extend(held.iter().filter(|(_, hours)| **hours != 0).map(|(id, hours)| format!("{id:?} still holds {hours} hours")));
}

/// Seats, order, quota and lead, at every moment at which something happened.
fn queue(session: &Session, own: &[&Reservation], problems: &mut Vec<String>) {
    let id = &session.id;
    if session.starts_on - day(session.announced_at) < 21 {
        problems.push(format!("{id} was announced too late"));
    }
    if !own.iter().enumerate().all(|(at, one)| usize::try_from(one.number).ok() == Some(at + 1)) {
        problems.push(format!("{id} has gaps in its numbers"));
    }
    if !own.is_sorted_by_key(|one| one.made_at) {
        problems.push(format!("{id} has numbers against the order of time"));
    }
    let sits = |one: &Reservation, at: i64| one.seated_at.is_some_and(|from| from <= at) && one.ended_at.is_none_or(|to| at < to);
    let lives = |one: &Reservation, at: i64| one.made_at <= at && one.ended_at.is_none_or(|to| at < to);
    let moments = own.iter().flat_map(|one| [Some(one.made_at), one.seated_at]).flatten();
    for at in moments {
        let taken: i32 = own.iter().filter(|one| sits(one, at)).map(|one| one.seats).sum();
        if taken > session.seats {
            problems.push(format!("{id} was oversold: {taken}"));
        }
        let mut of: HashMap<&str, i32> = HashMap::new();
        for one in own.iter().filter(|one| lives(one, at)) {
            *of.entry(&one.institution_id).or_default() += one.seats;
        }
        if of.values().any(|seats| *seats > session.quota.min(6)) {
            problems.push(format!("{id}: more than the quota"));
        }
        // Nobody waits for seats that hold them, with nobody before them in the queue.
        let waiting = |one: &&&Reservation| lives(one, at) && !sits(one, at);
        if let Some(first) = own.iter().find(waiting)
            && first.seats <= session.seats - taken
        {
            problems.push(format!("{id}: number {} waits beside free seats", first.number));
        }
    }
    for (place, late) in own.iter().enumerate() {
        let Some(seated_at) = late.seated_at else { continue };
        for early in own[..place].iter().filter(|one| lives(one, seated_at) && !sits(one, seated_at)) {
            let taken: i32 =
                own.iter().filter(|one| sits(one, seated_at) && one.number != late.number).map(|one| one.seats).sum();
            if day(seated_at) < session.fill_from || early.seats <= session.seats - taken {
                problems.push(format!("{id}: number {} passed number {}", late.number, early.number));
            }
        }
    }
}

/// A session that took place used its hours once for each institution that sat in it, and for nobody else who gave up in time.
fn hours(session: &Session, own: &[&Reservation], entries: &[Entry], problems: &mut Vec<String>) {
    let mut institutions: Vec<&str> = own.iter().map(|one| one.institution_id.as_str()).collect();
    institutions.sort_unstable();
    institutions.dedup();
    for institution in institutions {
        let used: i32 = entries
            .iter()
            .filter(|one| one.kind == "use" && one.institution_id == institution && one.hold.as_deref() == Some(&session.id))
            .map(|one| one.hours)
            .sum();
        let of = |state: &str| own.iter().any(|one| one.institution_id == institution && one.state == state);
        let expected = match (of("held"), of("withdrawn_late")) {
            (true, false) => used == session.hours,
            // Given back too late, and perhaps come back: once or twice.
            (_, true) => used == session.hours || used == 2 * session.hours || (session.state == "called_off" && used == 0),
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
