//! What units are asked for, and whom they propose: for the coordinator who asks, and for whoever speaks for a unit.

use super::shapes::{PersonTag, UnitTag};
use crate::answer::Answer;
use crate::training::participants::sentences;
use crate::training::{exact, mine};
use crate::visit::{Known, Visit};
use axum::Json;
use axum::extract::Path;
use axum::response::IntoResponse;
use kunye_core::training::candidates::{self, Asked, Entry};
use kunye_core::training::participants;
use kunye_core::world::World;
use kunye_kernel::error::Result;
use serde::Serialize;
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

/// The units one has asked for candidates for a session, and whom they propose. Naming one of them is naming.
#[utoipa::path(get, operation_id = "list_candidates", path = "/api/v1/training/sessions/{reference}/candidates", tag = "training",
    params(("reference" = String, Path)), responses((status = 200, body = Vec<CandidateCall>)))]
pub async fn of_session(visit: Visit, Path(reference): Path<String>) -> Answer {
    let (reader, actor, reference) = (visit.clone(), visit.actor(), exact(&reference)?);
    let read = move |world: &World| -> Result<Vec<CandidateCall>> {
        let today = world.today();
        world.db.read(|conn| {
            let mine = mine(conn, &actor, today)?;
            let list = participants::of_coordinator(conn, &mine.proof, &reference, today)?;
            let asked = candidates::of_coordinator(conn, &mine.proof, &list.row, today)?;
            Ok(asked.into_iter().map(|one| CandidateCall::of(&reader, &reference, one)).collect())
        })
    };
    Ok(Json(visit.app.run(read).await?).into_response())
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
