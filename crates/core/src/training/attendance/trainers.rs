//! The planner says who trains. Nobody is in two rooms at once.

use super::store;
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::register::duties::training::trainers_of;
use crate::register::{self, Person};
use crate::training::shared::{self, SessionState};
use crate::training::{name_of, planned, trainers};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{InstitutionId, PersonId, SessionId};
use kunye_kernel::text::sort_key;
use kunye_kernel::time::Day;
use serde_json::json;

/// The provider's trainers on a day, in order of their names.
pub fn trainers(conn: &mut Conn, provider: &InstitutionId, day: Day) -> Result<Vec<Person>> {
    let ids = trainers_of(conn, provider, day)?;
    let mut people: Vec<Person> = register::people_of(conn, &ids)?.into_values().collect();
    people.sort_by_key(|person| sort_key(&format!("{} {}", person.surname, person.given_names)));
    Ok(people)
}

pub fn trainer_of_session(conn: &mut Conn, session: &SessionId) -> Result<Option<Person>> {
    match store::trainer(conn, session)? {
        Some(id) => register::person(conn, &id),
        None => Ok(None),
    }
}

/// Gives a shared session its trainer, or another one; one at an institution's place gets its trainer with its plan. Refused for
/// whoever trains elsewhere, or is away, on one of its days.
pub fn assign(world: &World, actor: &Actor, reference: &str, trainer: &PersonId) -> Result<()> {
    let (now, today, by) = (world.now(), world.today(), name_of(actor)?);
    world.db.write(|tx| {
        let session = shared::by_reference(tx, reference)?.ok_or_else(Error::not_found)?;
        let (programme, _) = planned(tx, actor, &session.programme_id, today).map_err(|_| Error::not_found())?;
        if session.is_on_site() {
            return Err(Error::conflict("training-session-on-site"));
        }
        if session.state == SessionState::CalledOff {
            return Err(Error::conflict("training-session-closed"));
        }
        if !trainers_of(tx, &programme.provider_id, today)?.contains(trainer) {
            return Err(Error::field("trainer", "training-trainer-none"));
        }
        let days: Vec<Day> = shared::days_of(tx, &session.id)?.iter().map(|one| one.day).collect();
        if let Some(reference) = store::busy(tx, trainer, &days, &session.id)? {
            return Err(Error::field("trainer", "training-trainer-busy").with("reference", reference));
        }
        if let Some(day) = trainers::away_on(tx, trainer, &days)? {
            return Err(Error::field("trainer", "training-trainer-away").with("date", day));
        }
        store::set_trainer(tx, &session.id, trainer, &by, now)?;
        let entry = Entry::new("training-session.trainer", "training_session", session.id.as_str());
        audit::record(tx, now, actor, &entry.detail(json!({ "person": trainer })))
    })
}
