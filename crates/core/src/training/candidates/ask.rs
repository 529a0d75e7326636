//! The coordinator asks units for candidates, and closes what was asked.

use super::model::Call;
use super::{rules, store, tell};
use crate::audit::{self, Entry};
use crate::jobs;
use crate::register;
use crate::register::duties::speakers::speakers_of;
use crate::register::duties::training::coordinator_of;
use crate::training::{participants, shared};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{CallId, UnitId};
use kunye_kernel::text::tidy;
use kunye_kernel::time::Day;
use serde_json::json;

/// What is asked of some units.
#[derive(Debug, Clone)]
pub struct NewCall {
    /// Reference of the training.
    pub session: String,
    pub units: Vec<UnitId>,
    /// Of each unit.
    pub places: i32,
    /// None where it could not be read.
    pub until: Option<Day>,
    pub note: String,
}

/// Asks units of the coordinator's own institution for candidates; whoever speaks for them is told. A unit that was asked before is asked
/// anew: another number, another day. Gives how many were asked.
pub fn ask(world: &World, actor: &Actor, new: &NewCall) -> Result<usize> {
    let (now, today, note) = (world.now(), world.today(), tidy(&new.note));
    world.db.write(|tx| {
        let proof = coordinator_of(tx, actor, today)?;
        let session = shared::by_reference(tx, &new.session)?.ok_or_else(Error::not_found)?;
        if shared::seats_of(tx, &session.id, proof.institution())? == 0 {
            return Err(Error::not_found());
        }
        if !participants::takes_names(&session, today) {
            return Err(Error::conflict("participant-list-final").with("date", session.substitute_by));
        }
        let until = rules::may_ask(new.places, new.until, &note, today, session.substitute_by)?;
        if new.units.is_empty() {
            return Err(Error::field("unit", "candidates-no-unit"));
        }
        for id in &new.units {
            let unit = register::unit_within(tx, &proof.people(), id)?.ok_or_else(Error::not_found)?;
            let speakers = speakers_of(tx, &unit.id, today)?;
            if speakers.is_empty() {
                return Err(Error::field("unit", "candidates-nobody-speaks").with("unit", unit.name));
            }
            let before = store::to_unit(tx, &session.id, id)?.map(|before| before.id);
            let call = Call {
                id: before.clone().unwrap_or_else(|| CallId::new(now, &*world.entropy)),
                session_id: session.id.clone(),
                institution_id: proof.institution().clone(),
                unit_id: id.clone(),
                places: new.places,
                until_day: until,
                note: note.clone(),
                asked_by: proof.person().clone(),
                asked_at: now,
                ended_at: None,
            };
            match before {
                Some(_) => store::change(tx, &call)?,
                None => store::insert(tx, &call)?,
            }
            for person in speakers {
                jobs::enqueue(tx, &*world.entropy, tell::CALLED, &format!("{}:{person}", call.id), now, now)?;
            }
            let detail = json!({ "session": session.id, "places": call.places, "until": until.iso() });
            audit::record(tx, now, actor, &Entry::new("candidates.asked", "unit", id.as_str()).unit(id).detail(detail))?;
        }
        Ok(new.units.len())
    })
}

/// Asks a unit no more. Whom it proposed can still be named.
pub fn close(world: &World, actor: &Actor, id: &CallId) -> Result<()> {
    let (now, today) = (world.now(), world.today());
    world.db.write(|tx| {
        let proof = coordinator_of(tx, actor, today)?;
        let call =
            store::call(tx, id)?.filter(|call| call.institution_id == *proof.institution()).ok_or_else(Error::not_found)?;
        if call.ended_at.is_some() {
            return Ok(());
        }
        store::close(tx, id, now)?;
        let entry = Entry::new("candidates.closed", "unit", call.unit_id.as_str()).unit(&call.unit_id);
        audit::record(tx, now, actor, &entry.detail(json!({ "session": call.session_id })))
    })
}
