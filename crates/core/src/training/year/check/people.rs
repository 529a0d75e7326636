//! Names and seats, hours and marks, trainers, and certificates for exactly those who were there in every hour (B12).

use super::rows::{Participant, Rows, Session};
use super::{Told, day};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

const MINUTE: i64 = 60_000;

/// Days before the first day until which a list may change, by hand (B4).
const SUBSTITUTE: i32 = 1;

/// From when, to when, how many.
type Seats = (i64, i64, i32);

fn is_live(one: &Participant) -> bool {
    one.state == "invited" || one.state == "accepted"
}

pub fn check(rows: &Rows, told: &mut Told) {
    let sessions: HashMap<&str, &Session> = rows.sessions.iter().map(|one| (one.id.as_str(), one)).collect();
    let mut plan: BTreeMap<&str, BTreeSet<(i32, i32)>> = BTreeMap::new();
    let mut days: BTreeMap<&str, BTreeSet<i32>> = BTreeMap::new();
    let mut begins: HashMap<(&str, i32, i32), i64> = HashMap::new();
    for one in &rows.hours {
        days.entry(&one.session_id).or_default().insert(one.day);
        for hour in 1..=one.hours {
            plan.entry(&one.session_id).or_default().insert((one.day, hour));
            let minutes = i64::from(one.starts_minute + (hour - 1) * 60);
            // Midnight in Istanbul is three hours before that of UTC.
            let midnight = i64::from(one.day) * 86_400_000 - 3 * 3_600_000;
            begins.insert((&one.session_id, one.day, hour), midnight + minutes * MINUTE);
        }
    }
    seats(rows, &sessions, &mut told.problems);
    places(rows, &sessions, &days, &mut told.problems);
    let mut marks: HashMap<&str, BTreeMap<(i32, i32), &str>> = HashMap::new();
    let of: HashMap<&str, &Participant> = rows.participants.iter().map(|one| (one.id.as_str(), one)).collect();
    for mark in &rows.marks {
        let session = of.get(mark.participant_id.as_str()).map(|one| one.session_id.as_str()).unwrap_or_default();
        match begins.get(&(session, mark.day, mark.hour)) {
            Some(begins) if mark.marked_at >= *begins => {}
            Some(_) => told.problems.push(format!("{session}: an hour was marked before it began")),
            None => told.problems.push(format!("{session}: a mark for an hour that is none")),
        }
        // The latest stands.
        marks.entry(&mark.participant_id).or_default().insert((mark.day, mark.hour), &mark.mark);
    }
    let mut in_full = HashSet::new();
    for one in rows.participants.iter().filter(|one| is_live(one)) {
        let Some(session) = sessions.get(one.session_id.as_str()).filter(|session| session.state == "held") else { continue };
        let own = marks.remove(one.id.as_str()).unwrap_or_default();
        let hours = plan.get(one.session_id.as_str()).cloned().unwrap_or_default();
        if i32::try_from(hours.len()) != Ok(session.hours) {
            told.problems.push(format!("{} has {} hours, of {}", session.id, hours.len(), session.hours));
        }
        let there = hours.iter().filter(|hour| own.get(*hour) == Some(&"present")).count();
        told.participants += 1;
        match there {
            0 => told.absent += 1,
            there if there < hours.len() => told.partly += 1,
            _ => drop(in_full.insert(one.id.as_str())),
        }
    }
    certificates(rows, &of, &sessions, &in_full, &mut told.problems);
}

/// Never more names than seats, at any moment at which somebody was named; and no name after the list was final.
fn seats(rows: &Rows, sessions: &HashMap<&str, &Session>, problems: &mut Vec<String>) {
    let mut groups: HashMap<(&str, &str), Vec<&Participant>> = HashMap::new();
    for one in &rows.participants {
        groups.entry((&one.session_id, &one.institution_id)).or_default().push(one);
        let Some(session) = sessions.get(one.session_id.as_str()) else { continue };
        if day(one.named_at) > session.starts_on - SUBSTITUTE {
            problems.push(format!("{}: a name came after the list was final", session.id));
        }
    }
    let mut reserved: HashMap<(&str, &str), Vec<Seats>> = HashMap::new();
    for one in &rows.reservations {
        if let Some(seated_at) = one.seated_at {
            let held = (seated_at, one.ended_at.unwrap_or(i64::MAX), one.seats);
            reserved.entry((&one.session_id, &one.institution_id)).or_default().push(held);
        }
    }
    for (key, people) in groups {
        for at in people.iter().map(|one| one.named_at) {
            let named = people.iter().filter(|one| one.named_at <= at && one.ended_at.is_none_or(|ended| at < ended)).count();
            let own = reserved.get(&key).map(Vec::as_slice).unwrap_or_default();
            let seats: i32 = own.iter().filter(|(from, to, _)| *from <= at && at < *to).map(|(_, _, seats)| seats).sum();
            if i32::try_from(named).is_ok_and(|named| named > seats) {
                problems.push(format!("{}: {} named {named} people for {seats} seats", key.0, key.1));
            }
        }
    }
}

/// Nobody sits, and nobody trains, in two places on a day; and no trainer who is away trains.
fn places(rows: &Rows, sessions: &HashMap<&str, &Session>, days: &BTreeMap<&str, BTreeSet<i32>>, problems: &mut Vec<String>) {
    let held = |session: &str| sessions.get(session).is_some_and(|one| one.state == "held");
    let mut seen = HashSet::new();
    let people = rows.participants.iter().filter(|one| is_live(one) && held(&one.session_id));
    let sitting = people.map(|one| ("sits", one.person_id.as_str(), one.session_id.as_str()));
    let training = rows.trainings.iter().filter(|one| held(&one.session_id));
    let training = training.map(|one| ("trains", one.person_id.as_str(), one.session_id.as_str()));
    for (does, person, session) in sitting.chain(training) {
        for day in days.get(session).into_iter().flatten() {
            if !seen.insert((does, person, *day)) {
                problems.push(format!("{person} {does} in two places on day {day}"));
            }
            let away = rows.absences.iter().any(|one| one.person_id == person && (one.starts_on..=one.ends_on).contains(day));
            if does == "trains" && away {
                problems.push(format!("{person} trains on day {day}, and is away"));
            }
        }
    }
    let trained: HashSet<&str> = rows.trainings.iter().map(|one| one.session_id.as_str()).collect();
    problems.extend(
        rows.sessions
            .iter()
            .filter(|one| one.state == "held" && !trained.contains(one.id.as_str()))
            .map(|one| format!("{} was held by nobody", one.id)),
    );
}

/// One for each of those who were there in every hour, for nobody else, after the last day, and numbered without gaps.
fn certificates(
    rows: &Rows,
    participants: &HashMap<&str, &Participant>,
    sessions: &HashMap<&str, &Session>,
    in_full: &HashSet<&str>,
    problems: &mut Vec<String>,
) {
    let mut certified = HashSet::new();
    let mut last: HashMap<i32, i32> = HashMap::new();
    for one in &rows.certificates {
        let id = one.participant_id.as_str();
        if !certified.insert(id) {
            problems.push(format!("{id} has two certificates"));
        }
        if !in_full.contains(id) {
            problems.push(format!("{id} has a certificate, and was not there in full"));
        }
        let session = participants.get(id).and_then(|one| sessions.get(one.session_id.as_str()));
        if session.is_none_or(|session| day(one.issued_at) <= session.ends_on) {
            problems.push(format!("{id} has a certificate from before the training was over"));
        }
        let last = last.entry(one.year).or_default();
        if one.serial != *last + 1 {
            problems.push(format!("the certificate after {}/{last} is {}", one.year, one.serial));
        }
        *last = one.serial;
    }
    problems.extend(in_full.iter().filter(|id| !certified.contains(*id)).map(|id| format!("{id} has no certificate")));
}
