//! The period and the capacity of a programme, decided anew. Every decision is kept with its day and its reason, the first of them made
//! when the programme was founded.

use super::model::Programme;
use super::store;
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::schema::training::programme_decisions;
use crate::training::{attendance, coverage, name_of, planned, shared};
use crate::world::World;
use diesel::prelude::*;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, FieldError, Result};
use kunye_kernel::id::{DecisionId, PersonId, ProgrammeId};
use kunye_kernel::text::tidy;
use kunye_kernel::time::{Day, Time};
use serde_json::json;
use std::collections::BTreeSet;

/// Period and capacity. Days are inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    pub starts_on: Day,
    pub ends_on: Day,
    pub capacity_people: i32,
    pub capacity_hours: i32,
}

/// What was decided of a programme after it was founded. Written once; the database refuses anything else.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = programme_decisions, treat_none_as_default_value = false)]
pub struct TermsDecision {
    pub id: DecisionId,
    pub programme_id: ProgrammeId,
    pub starts_on: Day,
    pub ends_on: Day,
    pub capacity_people: i32,
    pub capacity_hours: i32,
    pub reason: String,
    pub decided_by: String,
    pub decided_at: Time,
}

impl Programme {
    pub fn terms(&self) -> Terms {
        let Self { starts_on, ends_on, capacity_people, capacity_hours, .. } = *self;
        Terms { starts_on, ends_on, capacity_people, capacity_hours }
    }
}

/// What trainings have taken and are to take: people, and hours of trainers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Taken {
    pub people: i64,
    pub hours: i64,
}

/// What is wrong with new terms. Pure; `held` are the first and the last day of any training that stands.
pub(super) fn check(before: Terms, after: Terms, held: Option<[Day; 2]>, taken: Taken, today: Day) -> Vec<FieldError> {
    let mut wrong = Vec::new();
    let mut say = |field, text| wrong.push(FieldError { field, text });
    // The first table of tiers holds from the first day, and rights may have been given since.
    if after.starts_on != before.starts_on && (before.starts_on <= today || after.starts_on < before.starts_on) {
        say("starts_on", "training-terms-begun");
    } else if held.is_some_and(|[first, _]| first < after.starts_on) {
        say("starts_on", "training-terms-sessions");
    }
    if after.ends_on < after.starts_on {
        say("ends_on", "training-period-backwards");
    } else if after.ends_on < today {
        say("ends_on", "training-terms-past");
    } else if held.is_some_and(|[_, last]| after.ends_on < last) {
        say("ends_on", "training-terms-sessions");
    }
    // Where it was too small before, it may still grow.
    let too_small = |was: i32, will: i32, taken: i64| i64::from(will) < taken && will < was;
    if after.capacity_people < 1 {
        say("capacity_people", "training-capacity-missing");
    } else if too_small(before.capacity_people, after.capacity_people, taken.people) {
        say("capacity_people", "training-capacity-people-taken");
    }
    if after.capacity_hours < 1 {
        say("capacity_hours", "training-capacity-missing");
    } else if too_small(before.capacity_hours, after.capacity_hours, taken.hours) {
        say("capacity_hours", "training-capacity-hours-taken");
    }
    wrong
}

/// What the director is shown as used and planned.
fn taken(conn: &mut Conn, programme: &Programme) -> Result<Taken> {
    let attended = attendance::attended(conn, &programme.id, None)?;
    let trained: BTreeSet<PersonId> = attended.into_iter().map(|(person, _)| person).collect();
    let of = coverage::taken(conn, programme, trained.len())?;
    Ok(Taken { people: of.people.used + of.people.planned, hours: of.hours.used + of.hours.planned })
}

/// Decides on period and capacity anew, from now on. A programme that has ended stays ended: what was left of its hours has expired.
pub fn decide_terms(world: &World, actor: &Actor, id: &ProgrammeId, after: Terms, reason: &str) -> Result<()> {
    let (now, today, decided_by, reason) = (world.now(), world.today(), name_of(actor)?, tidy(reason));
    if reason.is_empty() {
        return Err(Error::field("reason", "training-reason-missing"));
    }
    world.db.write(|tx| {
        let (programme, _) = planned(tx, actor, id, today)?;
        let before = programme.terms();
        if before.ends_on < today {
            return Err(Error::conflict("training-programme-over"));
        }
        if before == after {
            return Err(Error::conflict("training-terms-same"));
        }
        let held = shared::first_and_last(tx, id)?;
        let taken = taken(tx, &programme)?;
        let wrong = check(before, after, held, taken, today);
        if !wrong.is_empty() {
            let [first, last] = held.unwrap_or([after.starts_on, after.ends_on]);
            let error = Error::invalid(wrong).with("first", first).with("last", last).with("begins", before.starts_on);
            return Err(error.with("people", taken.people).with("hours", taken.hours));
        }
        store::set_terms(tx, id, after)?;
        let decision = TermsDecision {
            id: DecisionId::new(now, &*world.entropy),
            programme_id: id.clone(),
            starts_on: after.starts_on,
            ends_on: after.ends_on,
            capacity_people: after.capacity_people,
            capacity_hours: after.capacity_hours,
            reason: reason.clone(),
            decided_by: decided_by.clone(),
            decided_at: now,
        };
        store::insert_decision(tx, &decision)?;
        let was = format!("{} – {}, {}, {}", before.starts_on, before.ends_on, before.capacity_people, before.capacity_hours);
        let detail = json!({ "from": after.starts_on.iso(), "to": after.ends_on.iso(), "people": after.capacity_people,
            "hours": after.capacity_hours, "before": was });
        let entry = Entry::new("programme.decided", "programme", id.as_str()).reason(&reason);
        audit::record(tx, now, actor, &entry.detail(detail))
    })
}

/// What was decided of a programme since it was founded, the latest first.
pub fn terms_decisions(conn: &mut Conn, id: &ProgrammeId) -> Result<Vec<TermsDecision>> {
    store::decisions(conn, id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_terms_leave_what_was_promised() {
        let day = |of_month| Day::new(2027, 1, of_month).unwrap();
        let before = Terms { starts_on: day(5), ends_on: day(25), capacity_people: 10, capacity_hours: 10 };
        let taken = Taken { people: 8, hours: 12 };
        let fields = |after: Terms, held, today| {
            check(before, after, held, taken, today).into_iter().map(|one| (one.field, one.text)).collect::<Vec<_>>()
        };
        let held = Some([day(10), day(20)]);
        assert_eq!(fields(Terms { ends_on: day(20), capacity_people: 8, ..before }, held, day(10)), []);
        let fewer = Terms { capacity_people: 7, ..before };
        assert_eq!(fields(fewer, held, day(10)), [("capacity_people", "training-capacity-people-taken")]);
        assert_eq!(fields(Terms { capacity_hours: 11, ..before }, held, day(10)), [], "it was too small, and grows");
        let smaller = Terms { capacity_hours: 9, ..before };
        assert_eq!(fields(smaller, held, day(10)), [("capacity_hours", "training-capacity-hours-taken")]);
        assert_eq!(fields(Terms { ends_on: day(19), ..before }, held, day(10)), [("ends_on", "training-terms-sessions")]);
        assert_eq!(fields(Terms { ends_on: day(9), ..before }, None, day(10)), [("ends_on", "training-terms-past")]);
        assert_eq!(fields(Terms { ends_on: day(4), ..before }, None, day(1)), [("ends_on", "training-period-backwards")]);
        assert_eq!(fields(Terms { starts_on: day(6), ..before }, held, day(5)), [("starts_on", "training-terms-begun")]);
        assert_eq!(fields(Terms { starts_on: day(4), ..before }, held, day(1)), [("starts_on", "training-terms-begun")]);
        assert_eq!(fields(Terms { starts_on: day(10), ..before }, held, day(1)), []);
        assert_eq!(fields(Terms { starts_on: day(11), ..before }, held, day(1)), [("starts_on", "training-terms-sessions")]);
        let none = Terms { capacity_people: 0, capacity_hours: 0, ..before };
        assert_eq!(fields(none, held, day(10)).len(), 2);
    }
}
