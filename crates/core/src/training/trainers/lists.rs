//! Trainers for planners, one by one and by the month; and a trainer's own days away.

use super::model::{Absence, Trainer};
use super::store;
use crate::db::Conn;
use crate::register;
use crate::register::duties::training::{trainer_of, trainers_of};
use crate::training::planned;
use crate::training::programme::{self, Course, Programme};
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{PersonId, ProgrammeId};
use kunye_kernel::text::sort_key;
use kunye_kernel::time::Day;

/// Every trainer of a programme's provider in order of their names, with absences and engagements between two days.
pub(in crate::training) fn of_provider(
    conn: &mut Conn,
    programme: &Programme,
    today: Day,
    [from, until]: [Day; 2],
) -> Result<Vec<Trainer>> {
    let ids = trainers_of(conn, &programme.provider_id, today)?;
    let mut people: Vec<register::Person> = register::people_of(conn, &ids)?.into_values().collect();
    people.sort_by_cached_key(|person| sort_key(&format!("{} {}", person.surname, person.given_names)));
    let (mut homes, mut skills) = (store::homes(conn, &ids)?, store::skills(conn, &ids)?);
    let mut loads = store::loads(conn, &programme.id, &ids)?;
    let absences = store::absences(conn, &ids, from, until)?;
    let engagements = store::engagements(conn, &ids, from, until)?;
    let trainer = |person: register::Person| Trainer {
        name: person.full_name(),
        home: homes.remove(&person.id),
        skills: skills.remove(&person.id).unwrap_or_default(),
        absences: absences.iter().filter(|one| one.person_id == person.id).cloned().collect(),
        engagements: engagements.iter().filter(|(of, _)| *of == person.id).map(|(_, one)| one.clone()).collect(),
        load: loads.remove(&person.id).unwrap_or(0),
        id: person.id,
    };
    Ok(people.into_iter().map(trainer).collect())
}

/// The trainers for planners, from today on, with the catalogue their skills are of.
pub fn everybody(conn: &mut Conn, actor: &Actor, id: &ProgrammeId, today: Day) -> Result<(Vec<Trainer>, Vec<Course>)> {
    let (programme, _) = planned(conn, actor, id, today)?;
    let trainers = of_provider(conn, &programme, today, [today, programme.ends_on])?;
    Ok((trainers, programme::courses(conn, &programme.id)?))
}

/// One trainer for planners.
#[derive(Debug, Clone)]
pub struct Profile {
    pub trainer: Trainer,
    pub courses: Vec<Course>,
}

pub fn one(conn: &mut Conn, actor: &Actor, id: &ProgrammeId, person: &PersonId, today: Day) -> Result<Profile> {
    let (trainers, courses) = everybody(conn, actor, id, today)?;
    let trainer = trainers.into_iter().find(|trainer| trainer.id == *person).ok_or_else(Error::not_found)?;
    Ok(Profile { trainer, courses })
}

/// The trainers' calendars between two days, for planners.
pub fn month(conn: &mut Conn, actor: &Actor, id: &ProgrammeId, today: Day, period: [Day; 2]) -> Result<Vec<Trainer>> {
    let (programme, _) = planned(conn, actor, id, today)?;
    of_provider(conn, &programme, today, period)
}

/// A trainer's own days away, from today on.
pub fn own(conn: &mut Conn, actor: &Actor, today: Day) -> Result<Vec<Absence>> {
    let proof = trainer_of(conn, actor, today)?;
    store::absences(conn, std::slice::from_ref(proof.person()), today, Day(i32::MAX))
}
