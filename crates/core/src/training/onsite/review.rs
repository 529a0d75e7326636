//! The account manager's step (B15): reads a request before the planners do, notes what they should know, and passes it on or gives it
//! back. Its hours stay held either way.

use super::model::{RequestState, Review, TrainingRequest, Verdict};
use super::{store, tell};
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::jobs;
use crate::register::duties::training::{CoordinatorOf, account_manager_of, planner_of};
use crate::register::{self, Person};
use crate::training::{customers, programme};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{PersonId, ReviewId};
use kunye_kernel::text::tidy;
use kunye_kernel::time::Day;
use serde_json::json;

/// As long as a note or a reason may be.
const MOST: usize = 1_000;

/// Who looks after the institution of a request today; nobody, where it was given to nobody or they have lost the duty.
pub(super) fn reader_of(conn: &mut Conn, request: &TrainingRequest, today: Day) -> Result<Option<PersonId>> {
    let programme = programme::find(conn, &request.programme_id)?.ok_or_else(Error::not_found)?;
    customers::manager_of(conn, &programme.provider_id, &request.institution_id, today)
}

/// Who will read a request of the coordinator's own institution first, when it is sent.
pub fn first_reader(conn: &mut Conn, _: &CoordinatorOf, request: &TrainingRequest, today: Day) -> Result<Option<Person>> {
    reader_of(conn, request, today)?.map(|id| register::person(conn, &id)).transpose().map(Option::flatten)
}

/// Passes a request on to the planners, or gives it back to the coordinator, whose draft it is again. A planner does so where nobody
/// looks after the institution any more.
pub fn review(world: &World, actor: &Actor, reference: &str, verdict: Verdict, text: &str) -> Result<()> {
    let (now, today, text) = (world.now(), world.today(), tidy(text));
    let made_by = actor.person().cloned().ok_or_else(Error::unauthenticated)?;
    world.db.write(|tx| {
        let request = to_be_read(tx, actor, reference, today)?;
        if verdict == Verdict::Returned && text.is_empty() {
            return Err(Error::field("text", "training-reason-missing"));
        }
        if text.chars().count() > MOST {
            return Err(Error::field("text", "training-review-long").with("most", MOST));
        }
        let (state, sent_at, act) = match verdict {
            // It keeps its place among those that wait: nobody loses a place to a slow reader.
            Verdict::PassedOn => (RequestState::Sent, request.sent_at, "training-request.passed-on"),
            Verdict::Returned => (RequestState::Draft, None, "training-request.returned"),
        };
        let state = match request.state {
            RequestState::Review => request.state.to(state)?,
            RequestState::Draft => return Err(Error::conflict("training-request-draft")),
            _ => return Err(Error::conflict("training-request-reviewed")),
        };
        let review = Review {
            id: ReviewId::new(now, &*world.entropy),
            request_id: request.id.clone(),
            verdict,
            text: text.clone(),
            made_by: made_by.clone(),
            made_at: now,
        };
        store::insert_review(tx, &review)?;
        store::update(tx, &TrainingRequest { state, sent_at, ..request.clone() })?;
        jobs::enqueue(tx, &*world.entropy, tell::TELL, request.id.as_str(), now, now)?;
        let entry = Entry::new(act, "training_request", request.id.as_str());
        audit::record(tx, now, actor, &entry.detail(json!({ "review": review.id })))
    })
}

/// A request that was sent, for the account manager of its institution, or for a planner where there is none; for others there is none.
fn to_be_read(conn: &mut Conn, actor: &Actor, reference: &str, today: Day) -> Result<TrainingRequest> {
    let request = store::by_reference(conn, reference)?.ok_or_else(Error::not_found)?;
    let programme = programme::find(conn, &request.programme_id)?.ok_or_else(Error::not_found)?;
    match reader_of(conn, &request, today)? {
        Some(_) => looked_after(conn, actor, &request, today)?,
        None => drop(planner_of(conn, actor, &programme.provider_id, today).map_err(|_| Error::not_found())?),
    }
    Ok(request)
}

/// Whether the actor is the account manager of a request's institution; otherwise it is not found.
pub(super) fn looked_after(conn: &mut Conn, actor: &Actor, request: &TrainingRequest, today: Day) -> Result<()> {
    let reader = reader_of(conn, request, today)?;
    if reader.is_none() || reader.as_ref() != actor.person() {
        return Err(Error::not_found());
    }
    // Theirs by name; what is missing now is their second factor at most.
    account_manager_of(conn, actor, today).map(drop)
}
