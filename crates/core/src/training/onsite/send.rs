//! A request goes to the planner, and its hours are held; it is withdrawn, or refused, and they are free again.

use super::draft::{own, programme_on_site};
use super::model::{RequestState, TrainingRequest};
use super::{review, rules, store, tell};
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::jobs;
use crate::training::ledger::{Accounts, EntryKind, Post};
use crate::training::shared::{self, Reservation, ReservationState, SessionState};
use crate::training::{name_of, participants, planned, programme};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::PersonId;
use kunye_kernel::text::tidy;
use kunye_kernel::time::{Day, Time};
use serde_json::json;

/// What came of sending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// Hours that are held now.
    pub hours: i32,
    /// The account manager who reads it first; none where nobody looks after the institution, and it went to the planners.
    pub reader: Option<PersonId>,
}

/// Sends a draft: its hours are held, or it stays a draft and the answer says how many are missing. It goes to the institution's account
/// manager (B15), or to the planners where there is none.
pub fn send(world: &World, actor: &Actor, reference: &str) -> Result<Sent> {
    let (now, today) = (world.now(), world.today());
    world.db.write(|tx| {
        let (proof, request) = own(tx, actor, reference, today)?;
        let reader = review::reader_of(tx, &request, today)?;
        let state = request.state.to(if reader.is_some() { RequestState::Review } else { RequestState::Sent })?;
        let programme = programme_on_site(tx, proof.institution(), today)?;
        let course = programme::course(tx, &request.course_id)?;
        // A day that was to come when the draft was written may be over by now.
        rules::complete(&request.as_draft(), course.as_ref(), &programme, today)?;
        let hours = course.ok_or_else(Error::not_found)?.hours;
        hold(tx, &request, hours, proof.person().as_str(), now)?;
        store::update(tx, &TrainingRequest { state, sent_at: Some(now), ..request.clone() })?;
        jobs::enqueue(tx, &*world.entropy, tell::TELL, request.id.as_str(), now, now)?;
        let entry = Entry::new("training-request.sent", "training_request", request.id.as_str());
        let detail = json!({ "hours": hours, "reader": reader });
        audit::record(tx, now, actor, &entry.unit(proof.root()).detail(detail))?;
        Ok(Sent { hours, reader })
    })
}

/// Sees to it that a request holds so many hours. One that came back holds some already, and its course may be another by now.
fn hold(tx: &mut Conn, request: &TrainingRequest, hours: i32, by: &str, now: Time) -> Result<()> {
    let institution = &request.institution_id;
    let mut accounts = Accounts::load(tx, &request.programme_id, std::slice::from_ref(institution))?;
    let missing = hours - accounts.held_for(institution, request.id.as_str());
    if missing == 0 {
        return Ok(());
    }
    let kind = if missing > 0 { EntryKind::Hold } else { EntryKind::Return };
    accounts.post(Post {
        institution: institution.clone(),
        kind,
        hours: missing.abs(),
        hold: Some(request.id.to_string()),
        once_key: format!("{kind}:{}:{}", request.id, accounts.entries_of(institution)),
        about: request.id.to_string(),
        reason: String::new(),
    })?;
    accounts.save(tx, by, now)
}

/// What came of withdrawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Withdrawn {
    /// Hours that are free again.
    pub returned: i32,
    /// Hours that are used, because the deadline had passed.
    pub used: i32,
}

/// Books what was held for a request: as free again, or as used. Gives the hours.
pub(super) fn settle(
    tx: &mut Conn,
    request: &TrainingRequest,
    kind: EntryKind,
    actor: &str,
    reason: &str,
    now: Time,
) -> Result<i32> {
    let institution = std::slice::from_ref(&request.institution_id);
    let mut accounts = Accounts::load(tx, &request.programme_id, institution)?;
    let held = accounts.held_for(&request.institution_id, request.id.as_str());
    if held > 0 {
        accounts.post(Post {
            institution: request.institution_id.clone(),
            kind,
            hours: held,
            hold: Some(request.id.to_string()),
            once_key: format!("{kind}:{}", request.id),
            about: request.id.to_string(),
            reason: reason.to_owned(),
        })?;
        accounts.save(tx, actor, now)?;
    }
    Ok(held)
}

/// Withdraws a request. Until a planned training's deadline its hours return; after it they are used, as those of seats in a shared
/// session are. Whoever was named hears of it.
pub fn withdraw(world: &World, actor: &Actor, reference: &str, reason: &str) -> Result<Withdrawn> {
    let (now, today, reason) = (world.now(), world.today(), tidy(reason));
    world.db.write(|tx| {
        let (proof, request) = own(tx, actor, reference, today)?;
        let state = request.state.to(RequestState::Withdrawn)?;
        if request.state == RequestState::Planned && reason.is_empty() {
            return Err(Error::field("reason", "training-reason-missing"));
        }
        let mut is_late = false;
        if request.state == RequestState::Planned {
            let session = shared::session(tx, &request.id)?.ok_or_else(Error::not_found)?;
            if !session.is_to_come(today) {
                return Err(Error::conflict("training-request-begun"));
            }
            is_late = today > session.cancel_by;
            let next = if is_late { ReservationState::WithdrawnLate } else { ReservationState::Withdrawn };
            for one in shared::reservations(tx, &request.id)?.into_iter().filter(|one| one.state.is_live()) {
                shared::update(tx, &Reservation { state: one.state.to(next)?, ended_at: Some(now), ..one })?;
            }
            shared::end_session(tx, &request.id, SessionState::CalledOff, Some(&reason), now)?;
            participants::call_off(tx, world, &request.id, now)?;
        }
        let kind = if is_late { EntryKind::Use } else { EntryKind::Return };
        let hours = settle(tx, &request, kind, proof.person().as_str(), &reason, now)?;
        let said = (!reason.is_empty()).then(|| reason.clone());
        store::update(tx, &TrainingRequest { state, ended_at: Some(now), reason: said, ..request.clone() })?;
        let entry = Entry::new("training-request.withdrawn", "training_request", request.id.as_str()).reason(&reason);
        audit::record(tx, now, actor, &entry.unit(proof.root()).detail(json!({ "hours": hours, "kind": kind })))?;
        Ok(if is_late { Withdrawn { returned: 0, used: hours } } else { Withdrawn { returned: hours, used: 0 } })
    })
}

/// The planner says no to a request that is not planned; the hours return, and the coordinator is told.
pub fn refuse(world: &World, actor: &Actor, reference: &str, reason: &str) -> Result<()> {
    let (now, today, name, reason) = (world.now(), world.today(), name_of(actor)?, tidy(reason));
    world.db.write(|tx| {
        let request = sent(tx, actor, reference, today)?;
        if reason.is_empty() {
            return Err(Error::field("reason", "training-reason-missing"));
        }
        if request.state == RequestState::Planned {
            return Err(Error::conflict("training-request-changed"));
        }
        let state = request.state.to(RequestState::Refused)?;
        let hours = settle(tx, &request, EntryKind::Return, &name, &reason, now)?;
        let refused = TrainingRequest { state, ended_at: Some(now), reason: Some(reason.clone()), ..request };
        store::update(tx, &refused)?;
        jobs::enqueue(tx, &*world.entropy, tell::TELL, refused.id.as_str(), now, now)?;
        let entry = Entry::new("training-request.refused", "training_request", refused.id.as_str()).reason(&reason);
        audit::record(tx, now, actor, &entry.detail(json!({ "hours": hours })))
    })
}

/// A request that was sent, for the planners of its provider; drafts are nobody's business.
pub(super) fn sent(conn: &mut Conn, actor: &Actor, reference: &str, today: Day) -> Result<TrainingRequest> {
    let request = store::by_reference(conn, reference)?.filter(|one| one.sent_at.is_some()).ok_or_else(Error::not_found)?;
    planned(conn, actor, &request.programme_id, today).map_err(|_| Error::not_found())?;
    Ok(request)
}
