//! What units are asked for, and whom they propose: for the coordinator who asks, and for whoever speaks for a unit.

use super::input::Body;
use super::rights::Made;
use super::shapes::{PersonTag, UnitTag};
use crate::answer::Answer;
use crate::training::participants::sentences;
use crate::training::{days, exact, mine};
use crate::visit::{Known, Visit};
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use kunye_core::register;
use kunye_core::training::candidates::{self, Asked, Entry, NewCall};
use kunye_core::training::participants;
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{CallId, CandidateId, looks_like_id};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A unit is asked for candidates.
#[derive(Serialize, ToSchema)]
pub struct CandidateCall {
    id: String,
    /// Reference of the training.
    #[schema(example = "KT7M-2QX4")]
    session: String,
    unit: UnitTag,
    /// So many may be proposed.
    places: i32,
    /// The last day on which they may be.
    #[schema(format = Date)]
    until: String,
    /// What the coordinator says of whom they look for.
    note: String,
    /// Whether the unit may still propose.
    open: bool,
    candidates: Vec<ProposedPerson>,
}

/// Somebody whom a unit proposes.
#[derive(Serialize, ToSchema)]
pub struct ProposedPerson {
    id: String,
    person: PersonTag,
    /// Where they work today.
    unit: Option<String>,
    /// Why they, and not others.
    reason: String,
    proposed_by: String,
    /// Whether the coordinator has named them.
    on_list: bool,
    /// What speaks against it, in words.
    clashes: Vec<String>,
}

impl CandidateCall {
    fn of(visit: &Known, session: &str, asked: Asked) -> Self {
        let proposed = |one: Entry| ProposedPerson {
            id: one.candidate.id.to_string(),
            person: (&one.person).into(),
            unit: one.unit.map(|unit| unit.name),
            reason: one.candidate.reason,
            proposed_by: one.proposed_by,
            on_list: one.on_list,
            clashes: sentences(visit, &one.clashes),
        };
        Self {
            id: asked.call.id.to_string(),
            session: session.to_owned(),
            unit: asked.unit.into(),
            places: asked.call.places,
            until: asked.call.until_day.iso(),
            note: asked.call.note,
            open: asked.open,
            candidates: asked.candidates.into_iter().map(proposed).collect(),
        }
    }
}

fn asked(world: &World, visit: &Known, actor: &Actor, reference: &str) -> Result<Vec<CandidateCall>> {
    let today = world.today();
    world.db.read(|conn| {
        let mine = mine(conn, actor, today)?;
        let list = participants::of_coordinator(conn, &mine.proof, reference, today)?;
        let asked = candidates::of_coordinator(conn, &mine.proof, &list.row, today)?;
        Ok(asked.into_iter().map(|one| CandidateCall::of(visit, reference, one)).collect())
    })
}

/// The units one has asked for candidates for a session, and whom they propose. Naming one of them is naming.
#[utoipa::path(get, operation_id = "list_candidates", path = "/api/v1/training/sessions/{reference}/candidates", tag = "training",
    params(("reference" = String, Path)), responses((status = 200, body = Vec<CandidateCall>)))]
pub async fn of_session(visit: Visit, Path(reference): Path<String>) -> Answer {
    let (reader, actor, reference) = (visit.clone(), visit.actor(), exact(&reference)?);
    Ok(Json(visit.app.run(move |world| asked(world, &reader, &actor, &reference)).await?).into_response())
}

/// What is asked of the units one speaks for, the most urgent first, and whom they propose.
#[utoipa::path(get, operation_id = "list_candidate_calls", path = "/api/v1/training/candidates", tag = "training", responses((status = 200, body = Vec<CandidateCall>)))]
pub async fn of_units(visit: Visit) -> Answer {
    let (reader, actor) = (visit.clone(), visit.actor());
    let read = move |world: &World| -> Result<Vec<CandidateCall>> {
        let asked = world.db.read(|conn| candidates::of_units(conn, &actor, world.today()))?;
        Ok(asked.into_iter().map(|one| CandidateCall::of(&reader, &one.row.session.reference, one.asked)).collect())
    };
    Ok(Json(visit.app.run(read).await?).into_response())
}

/// What is asked of some units.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCandidateCall {
    /// DETSİS numbers of units of one's institution.
    #[schema(example = json!(["24301719"]))]
    unit: Vec<String>,
    /// Of each unit.
    #[schema(minimum = 1)]
    places: i32,
    /// The last day on which units may propose.
    #[schema(format = Date)]
    until: String,
    /// Whom one looks for.
    #[serde(default)]
    note: String,
}

/// Asks units for candidates for a session in which one's institution has seats; whoever speaks for them is told. A unit that was asked
/// before is asked anew.
#[utoipa::path(post, operation_id = "ask_for_candidates", path = "/api/v1/training/sessions/{reference}/candidates", tag = "training",
    params(("reference" = String, Path)), request_body = NewCandidateCall, responses((status = 201, description = "Asked", body = Vec<CandidateCall>)))]
pub async fn ask(visit: Visit, Path(reference): Path<String>, Body(given): Body<NewCandidateCall>) -> Answer {
    let (reader, actor, reference) = (visit.clone(), visit.actor(), exact(&reference)?);
    let verb = move |world: &World| {
        let unit = |detsis: &String| {
            let found = world.db.read(|conn| register::unit_by_detsis(conn, detsis))?;
            found.map(|unit| unit.id).ok_or_else(Error::not_found)
        };
        let units = given.unit.iter().map(unit).collect::<Result<Vec<_>>>()?;
        let (places, until) = (given.places, days::optional("until", &given.until)?);
        let new = NewCall { session: reference.clone(), units, places, until, note: given.note };
        candidates::ask(world, &actor, &new)?;
        asked(world, &reader, &actor, &reference)
    };
    Ok((StatusCode::CREATED, Json(visit.app.run(verb).await?)).into_response())
}

fn call(id: &str) -> Result<CallId> {
    if looks_like_id(id) { Ok(CallId::from(id)) } else { Err(Error::not_found()) }
}

/// Asks a unit no more. Whom it proposed can still be named.
#[utoipa::path(delete, operation_id = "close_candidate_call", path = "/api/v1/training/candidates/calls/{id}", tag = "training", params(("id" = String, Path)),
    responses((status = 204, description = "Closed")))]
pub async fn close(visit: Visit, Path(id): Path<String>) -> Answer {
    let (actor, id) = (visit.actor(), call(&id)?);
    visit.app.run(move |world| candidates::close(world, &actor, &id)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Somebody whom a unit proposes.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCandidate {
    /// National id or staff number of somebody who works in the unit, or below it.
    #[schema(example = "40110")]
    who: String,
    /// Why they, and not others.
    reason: String,
}

/// Proposes somebody of a unit one speaks for. Whoever is proposed already is refused.
#[utoipa::path(post, operation_id = "propose_candidate", path = "/api/v1/training/candidates/calls/{id}/people", tag = "training",
    params(("id" = String, Path)), request_body = NewCandidate, responses((status = 201, description = "Proposed", body = Made)))]
pub async fn propose(visit: Visit, Path(id): Path<String>, Body(given): Body<NewCandidate>) -> Answer {
    let (actor, id) = (visit.actor(), call(&id)?);
    let verb = move |world: &World| {
        let person = world.db.read(|conn| candidates::by_number(conn, &actor, &id, &given.who, world.today()))?;
        candidates::propose(world, &actor, &id, &person, &given.reason)
    };
    let id = visit.app.run(verb).await?;
    Ok((StatusCode::CREATED, Json(Made { id: id.to_string() })).into_response())
}

/// Takes a proposal back, while others may still be made.
#[utoipa::path(delete, operation_id = "take_candidate_back", path = "/api/v1/training/candidates/people/{id}", tag = "training", params(("id" = String, Path)),
    responses((status = 204, description = "Taken back")))]
pub async fn take_back(visit: Visit, Path(id): Path<String>) -> Answer {
    if !looks_like_id(&id) {
        return Err(Error::not_found().into());
    }
    let (actor, id) = (visit.actor(), CandidateId::from(id));
    visit.app.run(move |world| candidates::take_back(world, &actor, &id)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
