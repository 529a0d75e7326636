//! The officer attests the supervisor's signature on the paper (A5), or refuses the request (A7).

use super::approve::why;
use super::model::{Approval, Decision, Request, RequestState, Way};
use super::{rules, store};
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::register::duties::{self, OfficerOf};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::PersonId;
use kunye_kernel::time::Day;

/// A request that the actor, as the officer who serves its unit, may deal with. For every other officer it does not exist.
pub(super) fn handled(tx: &mut Conn, actor: &Actor, reference: &str, today: Day) -> Result<(Request, OfficerOf)> {
    let request = store::by_reference(tx, reference)?;
    let officer = duties::officer_scope(tx, actor, today)?.handles(tx, &request.unit_id)?.ok_or_else(Error::not_found)?;
    if let Some(applicant) = &request.person_id {
        rules::three_people(applicant, None, Some(officer.person()))?;
    }
    Ok((request, officer))
}

/// Records that the paper bears the signature of one of the person's supervisors of that day.
pub fn approval(world: &World, actor: &Actor, reference: &str, supervisor: &PersonId, signed_on: Day) -> Result<Request> {
    let (now, today) = (world.now(), world.today());
    world.db.write(|tx| {
        let (request, officer) = handled(tx, actor, reference, today)?;
        let applicant = request.person_id.clone().ok_or_else(|| Error::conflict("request-missing-person"))?;
        rules::signature_day(signed_on, request.made_at.day(), today)?;
        let seats = duties::supervisors_of(tx, &applicant, signed_on)?;
        let seat = seats.into_iter().find(|seat| seat.person == *supervisor);
        let seat = seat.ok_or_else(|| Error::field("supervisor", "request-not-supervisor"))?;
        rules::three_people(&applicant, Some(&seat.person), Some(officer.person()))?;
        let request = store::move_to(tx, &request, RequestState::Approved, None, now)?;
        store::insert_approval(
            tx,
            &Approval {
                request_id: request.id.clone(),
                decision: Decision::Approved,
                way: Way::Paper,
                supervisor_id: seat.person.clone(),
                as_deputy: seat.as_deputy,
                signed_on,
                recorded_by: officer.person().clone(),
                recorded_at: now,
                reason: None,
            },
        )?;
        let detail = serde_json::json!({ "way": Way::Paper, "supervisor": seat.person, "as_deputy": seat.as_deputy, "signed_on": signed_on.iso() });
        let entry = Entry::new("request.approved", "request", request.id.as_str()).unit(&request.unit_id).detail(detail);
        audit::record(tx, now, actor, &entry)?;
        Ok(request)
    })
}

/// Refuses a request whose papers or person are not right. The reason reaches the applicant.
pub fn refuse(world: &World, actor: &Actor, reference: &str, reason: &str) -> Result<Request> {
    let (now, today) = (world.now(), world.today());
    let reason = why(reason)?;
    world.db.write(|tx| {
        let (request, _) = handled(tx, actor, reference, today)?;
        let request = store::move_to(tx, &request, RequestState::Refused, Some(&reason), now)?;
        let entry = Entry::new("request.refused", "request", request.id.as_str()).unit(&request.unit_id).reason(&reason);
        audit::record(tx, now, actor, &entry)?;
        Ok(request)
    })
}

/// Looks for the person again: the register was corrected or a transfer came in after the form.
pub fn look_again(world: &World, actor: &Actor, reference: &str) -> Result<bool> {
    let today = world.today();
    world.db.write(|tx| {
        let (request, _) = handled(tx, actor, reference, today)?;
        if !request.state.is_open() {
            return Err(Error::conflict("request-state-forbids").with("state", request.state));
        }
        super::submit::join(tx, &request, today)
    })
}
