//! Somebody says what they passed on, or takes it back.

use super::rules;
use super::store::{self, Report};
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::training::participants::{self, Participant};
use crate::training::shared::{self, SessionState, SharedSession};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{ParticipantId, SpreadId};
use kunye_kernel::text::tidy;
use kunye_kernel::time::{Day, Time};
use serde_json::json;

/// A talk that was given.
#[derive(Debug, Clone)]
pub struct NewReport {
    /// None where it could not be read.
    pub held_on: Option<Day>,
    pub place: String,
    pub people: i32,
}

/// The actor's own seat in a training whose first day is over, from which they were to pass something on. For others there is none.
pub(super) fn own(conn: &mut Conn, actor: &Actor, id: &ParticipantId, now: Time) -> Result<(Participant, SharedSession)> {
    let person = actor.person().ok_or_else(Error::unauthenticated)?;
    let found = participants::find(conn, id)?.filter(|one| one.person_id == *person && one.disseminator && one.state.is_live());
    let participant = found.ok_or_else(Error::not_found)?;
    let session = shared::session(conn, &participant.session_id)?.ok_or_else(Error::not_found)?;
    let days = shared::days_of(conn, &session.id)?;
    let learnt = days.first().map_or(session.starts_at(), |first| first.hour_at(first.hours + 1));
    if session.state == SessionState::CalledOff || now < learnt {
        return Err(Error::conflict("spread-too-soon"));
    }
    Ok((participant, session))
}

/// Says when, where and to how many something was passed on. Said twice it is one.
pub fn report(world: &World, actor: &Actor, id: &ParticipantId, new: &NewReport) -> Result<()> {
    let (now, today, place) = (world.now(), world.today(), tidy(&new.place));
    world.db.write(|tx| {
        let (participant, session) = own(tx, actor, id, now)?;
        let held_on = rules::complete(new, &place, session.starts_on, today)?;
        let before = store::of_participant(tx, &participant.id)?;
        if before.iter().any(|one| (one.held_on, &one.place) == (held_on, &place)) {
            return Err(Error::field("held_on", "spread-before"));
        }
        let report = Report {
            id: SpreadId::new(now, &*world.entropy),
            participant_id: participant.id.clone(),
            held_on,
            place: place.clone(),
            people: new.people,
            said_at: now,
        };
        store::insert(tx, &report)?;
        let entry = Entry::new("spread.said", "participant", id.as_str());
        audit::record(tx, now, actor, &entry.detail(json!({ "on": held_on.iso(), "people": new.people })))
    })
}

/// Takes it back: a slip of the hand.
pub fn take_back(world: &World, actor: &Actor, id: &SpreadId) -> Result<ParticipantId> {
    let now = world.now();
    world.db.write(|tx| {
        let report = store::find(tx, id)?.ok_or_else(Error::not_found)?;
        let (participant, _) = own(tx, actor, &report.participant_id, now)?;
        store::delete(tx, id)?;
        let entry = Entry::new("spread.taken-back", "participant", participant.id.as_str());
        audit::record(tx, now, actor, &entry.detail(json!({ "on": report.held_on.iso(), "people": report.people })))?;
        Ok(participant.id)
    })
}
