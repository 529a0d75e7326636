//! A session is called off: by the planner with a reason, or on the day after it when nobody was ever there to train.

use super::model::{ReservationState, SessionState, SharedSession};
use super::store;
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::training::ledger::{Accounts, EntryKind, Post};
use crate::training::{name_of, onsite, participants, planned};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{InstitutionId, SessionId};
use kunye_kernel::text::tidy;
use kunye_kernel::time::Time;
use serde_json::json;

/// The reason of a session that nobody trained; faces say it in the reader's language.
pub const NO_TRAINER: &str = "no-trainer";

/// Calls a session off: every group is freed, and all hours are returned.
pub fn call_off(world: &World, actor: &Actor, id: &SessionId, reason: &str) -> Result<()> {
    let (now, today, reason) = (world.now(), world.today(), tidy(reason));
    if reason.is_empty() {
        return Err(Error::field("reason", "training-reason-missing"));
    }
    world.db.write(|tx| {
        let session = store::session(tx, id)?.ok_or_else(Error::not_found)?;
        planned(tx, actor, &session.programme_id, today).map_err(|_| Error::not_found())?;
        if session.state != SessionState::Open {
            return Err(Error::conflict("training-session-closed"));
        }
        end(tx, world, actor, &session, &reason, now)
    })
}

/// Frees every group of an open session, returns all hours, and tells whoever was named.
pub(super) fn end(tx: &mut Conn, world: &World, actor: &Actor, session: &SharedSession, reason: &str, now: Time) -> Result<()> {
    let (id, name) = (&session.id, name_of(actor)?);
    let board = store::board(tx, id)?;
    let institutions: Vec<InstitutionId> = board.live().iter().map(|one| one.institution_id.clone()).collect();
    let mut accounts = Accounts::load(tx, &session.programme_id, &institutions)?;
    for one in board.live() {
        let held = accounts.held_for(&one.institution_id, id.as_str());
        if held > 0 {
            accounts.post(Post {
                institution: one.institution_id.clone(),
                kind: EntryKind::Return,
                hours: held,
                hold: Some(id.to_string()),
                once_key: format!("return:{}", one.id),
                about: one.id.to_string(),
                reason: reason.to_owned(),
            })?;
        }
        let mut ended = one.clone();
        ended.state = one.state.to(ReservationState::CalledOff)?;
        ended.ended_at = Some(now);
        store::update(tx, &ended)?;
    }
    accounts.save(tx, &name, now)?;
    store::end_session(tx, id, SessionState::CalledOff, Some(reason), now)?;
    participants::call_off(tx, world, id, now)?;
    onsite::session_called_off(tx, world, session, reason, now)?;
    let detail = json!({ "groups": board.live().len() });
    let entry = Entry::new("training-session.called-off", "training_session", id.as_str()).reason(reason).detail(detail);
    audit::record(tx, now, actor, &entry)
}
