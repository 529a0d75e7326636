//! What becomes of a request when its session, or the programme, ends.

use super::model::{RequestState, TrainingRequest};
use super::send::settle;
use super::{store, tell};
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::jobs;
use crate::training::ledger::EntryKind;
use crate::training::name_of;
use crate::training::shared::SharedSession;
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::ProgrammeId;
use kunye_kernel::time::Time;
use serde_json::json;

fn of(tx: &mut Conn, session: &SharedSession) -> Result<TrainingRequest> {
    store::find(tx, &session.id)?.ok_or_else(Error::not_found)
}

/// The session took place. Its hours were booked with it.
pub(in crate::training) fn session_held(tx: &mut Conn, session: &SharedSession, now: Time) -> Result<()> {
    if !session.is_on_site() {
        return Ok(());
    }
    let request = of(tx, session)?;
    store::update(tx, &TrainingRequest { state: request.state.to(RequestState::Held)?, ended_at: Some(now), ..request })
}

/// The planner called the session off. Its hours were booked with it; the coordinator is told.
pub(in crate::training) fn session_called_off(
    tx: &mut Conn,
    world: &World,
    session: &SharedSession,
    reason: &str,
    now: Time,
) -> Result<()> {
    if !session.is_on_site() {
        return Ok(());
    }
    let request = of(tx, session)?;
    let state = request.state.to(RequestState::CalledOff)?;
    let ended = TrainingRequest { state, ended_at: Some(now), reason: Some(reason.to_owned()), ..request };
    store::update(tx, &ended)?;
    jobs::enqueue(tx, &*world.entropy, tell::TELL, session.id.as_str(), now, now)
}

/// The programme has ended: what was never planned lapses, and its hours return, to expire with the rest.
pub(in crate::training) fn lapse(world: &World, actor: &Actor, programme: &ProgrammeId) -> Result<()> {
    let (now, name) = (world.now(), name_of(actor)?);
    let open = [RequestState::Draft, RequestState::Review, RequestState::Sent];
    for request in world.db.read(|conn| store::in_states(conn, programme, &open))? {
        world.db.write(|tx| {
            let Some(request) = store::find(tx, &request.id)?.filter(|one| open.contains(&one.state)) else { return Ok(()) };
            let hours = settle(tx, &request, EntryKind::Return, &name, "", now)?;
            let state = request.state.to(RequestState::Lapsed)?;
            store::update(tx, &TrainingRequest { state, ended_at: Some(now), ..request.clone() })?;
            let entry = Entry::new("training-request.lapsed", "training_request", request.id.as_str());
            audit::record(tx, now, actor, &entry.detail(json!({ "hours": hours })))
        })?;
    }
    Ok(())
}
