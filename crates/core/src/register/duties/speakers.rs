//! Who speaks for a unit when its institution asks it something: its officers, its head, and whoever stands in for the head on that
//! day; where it has none of them, those of the nearest unit above that has.

use super::{Scope, duties_of};
use crate::db::Conn;
use crate::register::model::{Duty, DutyKind};
use crate::register::store::{self, Set, Within};
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{PersonId, UnitId};
use kunye_kernel::time::Day;

const KINDS: [DutyKind; 3] = [DutyKind::Supervisor, DutyKind::Deputy, DutyKind::Officer];

/// Proof that somebody speaks for this unit. What they may name are its people and those of the units below it, even where their own
/// seat is further up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpeakerOf {
    person: PersonId,
    unit: UnitId,
}

impl SpeakerOf {
    pub fn person(&self) -> &PersonId {
        &self.person
    }

    pub fn unit(&self) -> &UnitId {
        &self.unit
    }

    pub fn people(&self) -> Scope {
        Scope { units: Some(vec![self.unit.clone()]), former: false }
    }
}

fn nearest(conn: &mut Conn, unit: &UnitId, day: Day) -> Result<Vec<Duty>> {
    let mut seats = store::seats_above(conn, unit, &KINDS, day)?;
    let first = seats.first().map(|seat| seat.unit_id.clone());
    seats.retain(|seat| Some(&seat.unit_id) == first.as_ref());
    Ok(seats)
}

/// Everybody who speaks for a unit on a day; each once.
pub fn speakers_of(conn: &mut Conn, unit: &UnitId, day: Day) -> Result<Vec<PersonId>> {
    let mut people: Vec<PersonId> = nearest(conn, unit, day)?.into_iter().map(|seat| seat.person_id).collect();
    people.sort();
    people.dedup();
    Ok(people)
}

/// Some when the actor speaks for this unit on that day. An officer's duty asks for the second factor here as it does elsewhere.
pub fn speaker_of(conn: &mut Conn, actor: &Actor, unit: &UnitId, day: Day) -> Result<Option<SpeakerOf>> {
    let Some(person) = actor.person() else { return Ok(None) };
    let own: Vec<Duty> = nearest(conn, unit, day)?.into_iter().filter(|seat| seat.person_id == *person).collect();
    let proof = || SpeakerOf { person: person.clone(), unit: unit.clone() };
    match own.iter().any(|seat| seat.kind != DutyKind::Officer || actor.has_second_factor()) {
        true => Ok(Some(proof())),
        false if own.is_empty() => Ok(None),
        false => Err(Error::forbidden("error-register-second-factor")),
    }
}

/// Narrows a list, by its column of unit ids, to units that an actor may speak for: where they hold such a duty, and below. Whether
/// somebody nearer speaks for one of them is [`speaker_of`]'s to say.
pub fn spoken_for_in<C>(conn: &mut Conn, actor: &Actor, column: C, day: Day) -> Result<Within<C>> {
    let person = actor.person().ok_or_else(Error::unauthenticated)?;
    let duties = duties_of(conn, person, day)?;
    let units = duties.into_iter().filter(|duty| KINDS.contains(&duty.kind)).map(|duty| duty.unit_id).collect();
    Ok(Within::new(column, Set::UnitsBelow(units)))
}
