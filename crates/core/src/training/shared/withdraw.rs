//! A coordinator gives seats back. The board is settled in the same transaction, so that a seat is never free while somebody
//! whom it holds waits for it.

use super::model::{Reservation, ReservationState, SharedSession};
use super::store;
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::register::duties::training::{CoordinatorOf, coordinator_of};
use crate::training::ledger::{Accounts, EntryKind, Post};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::ReservationId;
use kunye_kernel::time::Day;
use serde_json::json;

/// What came of giving a reservation back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Withdrawn {
    /// Hours that are free again.
    pub returned: i32,
    /// Hours that are used, because the deadline had passed.
    pub used: i32,
}

/// The reservation and its session, for a coordinator of its institution; for anybody else there is none.
fn own(tx: &mut Conn, actor: &Actor, id: &ReservationId, today: Day) -> Result<(Reservation, SharedSession, CoordinatorOf)> {
    let proof = coordinator_of(tx, actor, today)?;
    let reservation = store::reservation(tx, id)?.filter(|one| one.institution_id == *proof.institution());
    let reservation = reservation.ok_or_else(Error::not_found)?;
    let session = store::session(tx, &reservation.session_id)?.ok_or_else(Error::not_found)?;
    if !reservation.state.is_live() {
        return Err(Error::conflict("training-reservation-ended"));
    }
    if !session.takes_reservations(today) {
        return Err(Error::conflict("training-session-closed"));
    }
    Ok((reservation, session, proof))
}

/// Gives a reservation back, or leaves the queue. Until the session's deadline the hours return with the institution's last group in
/// the session; after it they are used. Leaving the queue always returns them.
pub fn withdraw(world: &World, actor: &Actor, id: &ReservationId) -> Result<Withdrawn> {
    let (now, today) = (world.now(), world.today());
    world.db.write(|tx| {
        let (_, session, proof) = own(tx, actor, id, today)?;
        let mut board = store::board(tx, &session.id)?;
        let mut gone = board.leave(id)?;
        let is_late = gone.state == ReservationState::Seated && today > session.cancel_by;
        gone.state = gone.state.to(if is_late { ReservationState::WithdrawnLate } else { ReservationState::Withdrawn })?;
        gone.ended_at = Some(now);
        store::update(tx, &gone)?;

        let institution = proof.institution();
        let mut accounts = Accounts::load(tx, &session.programme_id, std::slice::from_ref(institution))?;
        let held = accounts.held_for(institution, session.id.as_str());
        let is_last = board.of_institution(institution) == 0;
        // Once seats were given back too late, the hours are used, whatever becomes of the institution's other groups.
        let is_used = is_late || store::late_in(tx, &session.id)?.contains(institution);
        let kind = if is_used { EntryKind::Use } else { EntryKind::Return };
        let moves = held > 0 && is_last;
        if moves {
            accounts.post(Post {
                institution: institution.clone(),
                kind,
                hours: held,
                hold: Some(session.id.to_string()),
                once_key: format!("{kind}:{id}"),
                about: id.to_string(),
                reason: String::new(),
            })?;
            accounts.save(tx, proof.person().as_str(), now)?;
        }
        let seated = board.settle(today, now);
        seated.iter().try_for_each(|one| store::update(tx, one))?;
        let detail = json!({ "session": session.id, "seats": gone.seats, "state": gone.state,
            "seated": seated.iter().map(|one| &one.id).collect::<Vec<_>>() });
        let entry = Entry::new("reservation.withdrawn", "reservation", id.as_str()).unit(proof.root()).detail(detail);
        audit::record(tx, now, actor, &entry)?;
        let hours = if moves { held } else { 0 };
        Ok(if is_used { Withdrawn { returned: 0, used: hours } } else { Withdrawn { returned: hours, used: 0 } })
    })
}

/// Makes a group smaller. Its place, and its hours, stay.
pub fn reduce(world: &World, actor: &Actor, id: &ReservationId, seats: i32) -> Result<()> {
    let (now, today) = (world.now(), world.today());
    world.db.write(|tx| {
        let (before, session, proof) = own(tx, actor, id, today)?;
        let mut board = store::board(tx, &session.id)?;
        board.shrink(id, seats)?;
        let seated = board.settle(today, now);
        let own = board.find(id).ok_or_else(Error::not_found)?;
        store::update(tx, own)?;
        seated.iter().filter(|one| one.id != *id).try_for_each(|one| store::update(tx, one))?;
        let detail = json!({ "session": session.id, "from": before.seats, "to": seats,
            "seated": seated.iter().map(|one| &one.id).collect::<Vec<_>>() });
        let entry = Entry::new("reservation.reduced", "reservation", id.as_str()).unit(proof.root()).detail(detail);
        audit::record(tx, now, actor, &entry)
    })
}
