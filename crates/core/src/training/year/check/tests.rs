//! The checker is of use only if it finds what is wrong: each rule is broken by hand once.

use super::rows::{Certificate, Decision, Entry, Hour, Mark, Participant, Reservation, Rows, Session, Training};
use super::*;

const DAY: i64 = 86_400_000;

fn session() -> Session {
    Session {
        id: "S".into(),
        kind: "shared".into(),
        seats: 6,
        quota: 6,
        hours: 1,
        starts_on: 100,
        ends_on: 100,
        state: "held".into(),
        announced_at: 79 * DAY,
    }
}

fn group(number: i32, seats: i32, made: i64, seated: Option<i64>) -> Reservation {
    Reservation {
        id: format!("R{number}"),
        session_id: "S".into(),
        number,
        institution_id: format!("I{number}"),
        seats,
        state: if seated.is_some() { "held" } else { "not_reached" }.into(),
        made_at: made * DAY,
        seated_at: seated.map(|day| day * DAY),
        ended_at: Some(101 * DAY),
    }
}

fn queue_of(session: &Session, groups: &[Reservation]) -> Vec<String> {
    let (mut problems, own) = (Vec::new(), groups.iter().collect::<Vec<_>>());
    queue::queue(session, &own, &queue::History::new(), &mut problems);
    problems
}

#[test]
fn a_queue_that_was_not_kept_is_found() {
    let good = [group(1, 4, 80, Some(80)), group(2, 4, 81, None), group(3, 2, 82, Some(97))];
    assert_eq!(queue_of(&session(), &good), Vec::<String>::new());
    let broken = |change: &dyn Fn(&mut Session, &mut Vec<Reservation>)| {
        let (mut session, mut groups) = (session(), good.to_vec());
        change(&mut session, &mut groups);
        queue_of(&session, &groups)
    };
    assert!(broken(&|session, _| session.announced_at = 80 * DAY)[0].contains("too late"));
    assert!(broken(&|_, groups| groups[2].seated_at = Some(96 * DAY))[0].contains("passed"));
    assert!(broken(&|_, groups| groups[1].seated_at = Some(81 * DAY)).iter().any(|one| one.contains("oversold")));
    assert!(broken(&|_, groups| groups[2].number = 4)[0].contains("gaps"));
    assert!(broken(&|_, groups| groups[0].seated_at = None).iter().any(|one| one.contains("waits beside")));
    assert!(broken(&|_, groups| groups[2].institution_id = "I2".into()).is_empty(), "six in all are the quota");
    let over = broken(&|_, groups| {
        groups[1].institution_id = "I1".into();
    });
    assert!(over[0].contains("quota"), "{over:?}");
    assert!(broken(&|_, groups| groups[0].state = "withdrawn".into())[0].contains("ended as"));
}

fn entry(kind: &str, hours: i32, hold: Option<&str>) -> Entry {
    Entry { institution_id: "I1".into(), kind: kind.into(), hours, hold: hold.map(str::to_owned) }
}

#[test]
fn a_ledger_that_does_not_balance_is_found() {
    let found = |entries: &[Entry]| {
        let mut problems = Vec::new();
        ledger::balances(entries, &mut problems);
        problems
    };
    let good = [entry("grant", 4, None), entry("hold", 4, Some("S")), entry("use", 4, Some("S"))];
    assert!(found(&good).is_empty());
    assert!(found(&good[..2])[0].contains("still holds"));
    assert!(found(&good[..1])[0].contains("left"));
    assert!(found(&[entry("hold", 1, Some("S"))])[0].contains("below zero"));
    assert!(found(&[entry("grant", 4, None), entry("return", 4, Some("S")), entry("expire", 8, None)])[0].contains("below zero"));
}

/// One institution, one session of one hour, one person who was there, with a certificate.
fn rows() -> Rows {
    Rows {
        entries: vec![entry("grant", 4, None), entry("hold", 1, Some("S")), entry("use", 1, Some("S")), entry("expire", 3, None)],
        sessions: vec![session()],
        reservations: vec![group(1, 1, 80, Some(80))],
        decisions: vec![Decision { institution_id: "I1".into(), users: 9, counted: 9, hours: 4 }],
        reductions: Vec::new(),
        hours: vec![Hour { session_id: "S".into(), day: 100, starts_minute: 540, hours: 1 }],
        participants: vec![Participant {
            id: "P".into(),
            session_id: "S".into(),
            institution_id: "I1".into(),
            person_id: "H".into(),
            state: "accepted".into(),
            named_at: 90 * DAY,
            ended_at: None,
        }],
        marks: vec![Mark {
            participant_id: "P".into(),
            day: 100,
            hour: 1,
            mark: "present".into(),
            marked_at: 100 * DAY + DAY / 2,
        }],
        certificates: vec![Certificate { participant_id: "P".into(), year: 1970, serial: 1, issued_at: 101 * DAY, files: 1 }],
        trainings: vec![Training { session_id: "S".into(), person_id: "T".into() }],
        absences: Vec::new(),
    }
}

#[test]
fn a_certificate_too_many_or_too_few_is_found() {
    let found = |change: &dyn Fn(&mut Rows)| {
        let (mut rows, mut told) = (rows(), Told::default());
        change(&mut rows);
        ledger::rights(&rows, &[9], &mut told.problems);
        people::check(&rows, &mut told);
        told.problems.join("; ")
    };
    assert_eq!(found(&|_| ()), "");
    assert!(found(&|rows| rows.certificates.clear()).contains("no certificate"));
    assert!(found(&|rows| rows.marks[0].mark = "absent".into()).contains("not there in full"));
    assert!(found(&|rows| rows.marks.clear()).contains("not there in full"));
    assert!(found(&|rows| rows.marks[0].hour = 2).contains("for an hour that is none"));
    assert!(found(&|rows| rows.marks[0].marked_at = 100 * DAY).contains("before it began"));
    assert!(found(&|rows| rows.certificates[0].serial = 2).contains("the certificate after"));
    assert!(found(&|rows| rows.certificates[0].issued_at = 100 * DAY).contains("before the training was over"));
    assert!(found(&|rows| rows.reservations[0].seats = 0).contains("for 0 seats"));
    assert!(found(&|rows| rows.participants[0].named_at = 100 * DAY).contains("after the list was final"));
    assert!(found(&|rows| rows.trainings.clear()).contains("held by nobody"));
    assert!(found(&|rows| rows.decisions[0].counted = 8).contains("stand in the units"));
    assert!(found(&|rows| rows.decisions[0].hours = 8).contains("gave 8 hours"));
}
