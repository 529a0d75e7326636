//! What a new day brings: sessions that took place are closed, queues that may be filled are filled, and what nobody used of an
//! ended programme expires.

use super::board::Board;
use super::model::{Reservation, ReservationState, SessionState};
use super::{NO_TRAINER, store};
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::jobs::{Job, Outcome};
use crate::training::ledger::{self, Accounts, EntryKind, Post};
use crate::training::{attendance, evaluation, leave, name_of, onsite, programme};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{InstitutionId, SessionId};
use kunye_kernel::time::Time;
use serde_json::json;
use std::collections::BTreeSet;

pub const DAILY: &str = "training.daily";
const ACTOR: Actor = Actor::Job { kind: DAILY };

pub fn daily(world: &World, _: &Job) -> Result<Outcome> {
    new_day(world).map(|()| Outcome::Done)
}

/// Does all that today makes due. Every step is one transaction and does nothing the second time.
pub fn new_day(world: &World) -> Result<()> {
    let today = world.today();
    let (over, filling) = world.db.read(|conn| Ok((store::over(conn, today)?, store::filling(conn, today)?)))?;
    over.iter().try_for_each(|id| close(world, id))?;
    filling.iter().try_for_each(|id| fill(world, id))?;
    for ended in world.db.read(|conn| programme::ended_before(conn, today))? {
        onsite::lapse(world, &ACTOR, &ended.id)?;
        ledger::expire_all(world, &ACTOR, &ended.id)?;
    }
    attendance::destroy_old(world, &ACTOR)?;
    leave::forget(world, &ACTOR)?;
    evaluation::open_due(world)
}

/// A session whose last day is over took place: seated groups have used their hours, the queue gets its own back. Who was there is for
/// attendance to say. One that never had a trainer did not: it is called off, and all hours return.
fn close(world: &World, id: &SessionId) -> Result<()> {
    let (now, today) = (world.now(), world.today());
    world.db.write(|tx| {
        let board = store::board(tx, id)?;
        if board.session.state != SessionState::Open || board.session.ends_on >= today {
            return Ok(());
        }
        // Without a trainer nobody was taught, and nobody can be marked as there: it did not take place, and takes no hours.
        if attendance::trainer_of_session(tx, id)?.is_none() {
            return super::call_off::end(tx, world, &ACTOR, &board.session, NO_TRAINER, now);
        }
        settle_hours(tx, &board, now)?;
        for one in board.live() {
            let next = match one.state {
                ReservationState::Seated => ReservationState::Held,
                _ => ReservationState::NotReached,
            };
            store::update(tx, &Reservation { state: one.state.to(next)?, ended_at: Some(now), ..one.clone() })?;
        }
        store::end_session(tx, id, SessionState::Held, None, now)?;
        onsite::session_held(tx, &board.session, now)?;
        evaluation::call(tx, world, id, now)?;
        let detail = json!({ "groups": board.live().len(), "seats": board.taken() });
        audit::record(tx, now, &ACTOR, &Entry::new("training-session.held", "training_session", id.as_str()).detail(detail))
    })
}

fn settle_hours(tx: &mut Conn, board: &Board, now: Time) -> Result<()> {
    let (session, name) = (&board.session, name_of(&ACTOR)?);
    let institutions: BTreeSet<&InstitutionId> = board.live().iter().map(|one| &one.institution_id).collect();
    let late = store::late_in(tx, &session.id)?;
    let loaded: Vec<InstitutionId> = institutions.iter().map(|id| (*id).clone()).collect();
    let mut accounts = Accounts::load(tx, &session.programme_id, &loaded)?;
    for institution in institutions {
        let held = accounts.held_for(institution, session.id.as_str());
        let has_seats = |one: &&Reservation| one.institution_id == *institution && one.state == ReservationState::Seated;
        let is_used = late.contains(institution) || board.live().iter().any(|one| has_seats(&one));
        let kind = if is_used { EntryKind::Use } else { EntryKind::Return };
        if held > 0 {
            accounts.post(Post {
                institution: institution.clone(),
                kind,
                hours: held,
                hold: Some(session.id.to_string()),
                once_key: format!("close:{}:{institution}", session.id),
                about: session.id.to_string(),
                reason: String::new(),
            })?;
        }
    }
    accounts.save(tx, &name, now)
}

/// From the filling day on the rule lets more through than before.
fn fill(world: &World, id: &SessionId) -> Result<()> {
    let (now, today) = (world.now(), world.today());
    world.db.write(|tx| {
        let mut board = store::boards(tx, &[id])?.remove(id).ok_or_else(Error::not_found)?;
        for one in board.settle(today, now) {
            store::update(tx, &one)?;
            let detail = json!({ "session": id, "seats": one.seats });
            audit::record(tx, now, &ACTOR, &Entry::new("reservation.seated", "reservation", one.id.as_str()).detail(detail))?;
        }
        Ok(())
    })
}
