//! The supervisor decides, signed in (A5).

use super::model::{Approval, Decision, Request, RequestState, Way};
use super::{rules, store};
use crate::audit::{self, Entry};
use crate::register::duties;
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};

/// The decision, with a reason when it is a no.
pub enum Verdict<'a> {
    Approve,
    Decline { reason: &'a str },
}

/// Approves or declines a request of one of the actor's own people, as head of their unit or as deputy on this day.
pub fn decide(world: &World, actor: &Actor, reference: &str, verdict: &Verdict<'_>) -> Result<Request> {
    let (now, today) = (world.now(), world.today());
    world.db.write(|tx| {
        let request = store::by_reference(tx, reference)?;
        // For whoever is not the supervisor, the request does not exist.
        let applicant = request.person_id.as_ref().ok_or_else(Error::not_found)?;
        if actor.person() == Some(applicant) {
            return Err(Error::forbidden("request-own-approval"));
        }
        let seat = duties::supervisor_of(tx, actor, applicant, today)?.ok_or_else(Error::not_found)?;
        rules::three_people(applicant, Some(seat.person()), None)?;
        let (decision, next, reason) = match verdict {
            Verdict::Approve => (Decision::Approved, RequestState::Approved, None),
            Verdict::Decline { reason } => (Decision::Declined, RequestState::Declined, Some(why(reason)?)),
        };
        let request = store::move_to(tx, &request, next, reason.as_deref(), now)?;
        let approval = Approval {
            request_id: request.id.clone(),
            decision,
            way: Way::Electronic,
            supervisor_id: seat.person().clone(),
            as_deputy: seat.as_deputy(),
            signed_on: today,
            recorded_by: seat.person().clone(),
            recorded_at: now,
            reason: reason.clone(),
        };
        store::insert_approval(tx, &approval)?;
        let action = if decision == Decision::Approved { "request.approved" } else { "request.declined" };
        let detail = serde_json::json!({ "way": approval.way, "as_deputy": approval.as_deputy });
        let mut entry = Entry::new(action, "request", request.id.as_str()).unit(&request.unit_id).detail(detail);
        entry.reason = reason.as_deref();
        audit::record(tx, now, actor, &entry)?;
        Ok(request)
    })
}

/// A reason that somebody will have to live with: a few words at least.
pub(super) fn why(reason: &str) -> Result<String> {
    let reason: String = kunye_kernel::text::tidy(reason);
    match reason.chars().count() {
        0..10 => Err(Error::field("reason", "request-reason-missing")),
        10..=500 => Ok(reason),
        _ => Err(Error::field("reason", "request-reason-long")),
    }
}
