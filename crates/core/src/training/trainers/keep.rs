//! Planners keep what trainers teach and where they live; days away are said by planners and by the trainers themselves.

use super::model::{Absence, AbsenceKind};
use super::store;
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::register::Province;
use crate::register::duties::training::{planned_by, trainer_of, trainers_of};
use crate::training::{planned, programme};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, FieldError, Result};
use kunye_kernel::id::{AbsenceId, CourseId, PersonId, ProgrammeId};
use kunye_kernel::time::Day;
use serde_json::json;
use std::collections::BTreeSet;

/// The longest absence that is taken in one piece.
const LONGEST: i32 = 366;

/// Says where a trainer lives and which of a programme's courses they teach.
pub fn keep(
    world: &World,
    actor: &Actor,
    programme: &ProgrammeId,
    person: &PersonId,
    home: Option<Province>,
    taught: &BTreeSet<CourseId>,
) -> Result<()> {
    let (now, today) = (world.now(), world.today());
    world.db.write(|tx| {
        let (programme, proof) = planned(tx, actor, programme, today)?;
        if !trainers_of(tx, proof.provider(), today)?.contains(person) {
            return Err(Error::not_found());
        }
        let home = home.ok_or_else(|| Error::field("province", "training-site-province"))?;
        let courses: Vec<CourseId> = programme::courses(tx, &programme.id)?.into_iter().map(|course| course.id).collect();
        if taught.iter().any(|course| !courses.contains(course)) {
            return Err(Error::not_found());
        }
        store::set_home(tx, person, home)?;
        store::set_skills(tx, person, &courses, taught)?;
        let detail = json!({ "province": home, "courses": taught });
        audit::record(tx, now, actor, &Entry::new("trainer.kept", "person", person.as_str()).detail(detail))
    })
}

/// Days on which somebody will be away.
#[derive(Debug, Clone)]
pub struct Away {
    pub person: PersonId,
    pub from: Day,
    pub until: Day,
    pub kind: AbsenceKind,
}

/// Whether the actor may speak for this trainer: it is themselves, or they plan for a provider of theirs.
fn speaks_for(conn: &mut Conn, actor: &Actor, person: &PersonId, today: Day) -> Result<()> {
    if actor.person() == Some(person) && trainer_of(conn, actor, today).is_ok() {
        return Ok(());
    }
    for provider in planned_by(conn, actor, today).unwrap_or_default() {
        if trainers_of(conn, &provider, today)?.contains(person) {
            return Ok(());
        }
    }
    Err(Error::not_found())
}

/// Writes days away down. Trainings on them stay until somebody plans them anew; their references are the answer.
pub fn away(world: &World, actor: &Actor, new: &Away) -> Result<Vec<String>> {
    let (now, today) = (world.now(), world.today());
    let said_by = actor.person().cloned().ok_or_else(Error::unauthenticated)?;
    world.db.write(|tx| {
        speaks_for(tx, actor, &new.person, today)?;
        let mut wrong = Vec::new();
        if new.from < today {
            wrong.push(FieldError { field: "from", text: "trainer-away-past" });
        }
        if new.until < new.from || new.until.0 - new.from.0 >= LONGEST {
            wrong.push(FieldError { field: "until", text: "trainer-away-backwards" });
        }
        if !wrong.is_empty() {
            return Err(Error::invalid(wrong));
        }
        let people = std::slice::from_ref(&new.person);
        let same = |one: &Absence| (one.starts_on, one.ends_on, one.kind) == (new.from, new.until, new.kind);
        if !store::absences(tx, people, new.from, new.until)?.iter().any(same) {
            let absence = Absence {
                id: AbsenceId::new(now, &*world.entropy),
                person_id: new.person.clone(),
                starts_on: new.from,
                ends_on: new.until,
                kind: new.kind,
                said_by: said_by.clone(),
                said_at: now,
            };
            store::insert(tx, &absence)?;
            let detail = json!({ "from": new.from.iso(), "until": new.until.iso(), "kind": new.kind });
            audit::record(tx, now, actor, &Entry::new("trainer.away", "person", new.person.as_str()).detail(detail))?;
        }
        let mut hit: Vec<String> =
            store::engagements(tx, people, new.from, new.until)?.into_iter().map(|(_, one)| one.reference).collect();
        hit.dedup();
        Ok(hit)
    })
}

/// Takes days away back.
pub fn back(world: &World, actor: &Actor, id: &AbsenceId) -> Result<()> {
    let (now, today) = (world.now(), world.today());
    world.db.write(|tx| {
        let absence = store::absence(tx, id)?.ok_or_else(Error::not_found)?;
        speaks_for(tx, actor, &absence.person_id, today)?;
        store::delete(tx, id)?;
        let detail = json!({ "from": absence.starts_on.iso(), "until": absence.ends_on.iso(), "kind": absence.kind });
        audit::record(tx, now, actor, &Entry::new("trainer.back", "person", absence.person_id.as_str()).detail(detail))
    })
}
