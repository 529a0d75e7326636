//! Questions of staff to the coordinator of their own institution: one's own, and, for the coordinator, those that wait for an answer
//! (B15). The provider reads neither.

use super::input::Body;
use super::rights::Made;
use super::shapes::{PersonTag, maybe_moment, moment};
use crate::answer::Answer;
use crate::visit::Visit;
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use kunye_core::register::duties::training::coordinator_of;
use kunye_core::training::questions::{self, Asked};
use kunye_core::world::World;
use kunye_kernel::error::Error;
use kunye_kernel::id::{QuestionId, looks_like_id};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A question with its answer.
#[derive(Serialize, ToSchema)]
pub struct OwnQuestion {
    id: String,
    text: String,
    #[schema(format = DateTime)]
    asked_at: String,
    answer: Option<String>,
    #[schema(format = DateTime)]
    answered_at: Option<String>,
}

impl From<questions::Question> for OwnQuestion {
    fn from(one: questions::Question) -> Self {
        Self {
            id: one.id.to_string(),
            text: one.text,
            asked_at: moment(one.asked_at),
            answer: one.answer,
            answered_at: maybe_moment(one.answered_at),
        }
    }
}

/// One's own questions with their answers, the latest first.
#[utoipa::path(get, operation_id = "list_questions", path = "/api/v1/training/questions", tag = "training", responses((status = 200, body = Vec<OwnQuestion>)))]
pub async fn mine(visit: Visit) -> Answer {
    let actor = visit.actor();
    let own = visit.app.run(move |world| world.db.read(|conn| questions::mine(conn, &actor))).await?;
    Ok(Json(own.into_iter().map(OwnQuestion::from).collect::<Vec<_>>()).into_response())
}

/// A question.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewQuestion {
    text: String,
}

/// Asks the coordinator of one's own institution.
#[utoipa::path(post, operation_id = "ask_question", path = "/api/v1/training/questions", tag = "training", request_body = NewQuestion,
    responses((status = 201, description = "Asked", body = Made)))]
pub async fn ask(visit: Visit, Body(given): Body<NewQuestion>) -> Answer {
    let actor = visit.actor();
    let id = visit.app.run(move |world| questions::ask(world, &actor, &given.text)).await?;
    Ok((StatusCode::CREATED, Json(Made { id: id.to_string() })).into_response())
}

/// A question of the institution's staff.
#[derive(Serialize, ToSchema)]
pub struct StaffQuestion {
    person: PersonTag,
    /// Where they work today.
    unit: Option<String>,
    #[serde(flatten)]
    question: OwnQuestion,
}

impl From<Asked> for StaffQuestion {
    fn from(asked: Asked) -> Self {
        Self { person: (&asked.person).into(), unit: asked.unit.map(|unit| unit.name), question: asked.question.into() }
    }
}

/// What the staff of one's institution ask: what waits first, the oldest on top; then the fifty that were answered last.
#[utoipa::path(get, operation_id = "list_staff_questions", path = "/api/v1/training/staff/questions", tag = "training", responses((status = 200, body = Vec<StaffQuestion>)))]
pub async fn of_staff(visit: Visit) -> Answer {
    let actor = visit.actor();
    let read = move |world: &World| {
        let today = world.today();
        world.db.read(|conn| {
            let proof = coordinator_of(conn, &actor, today)?;
            questions::of_coordinator(conn, &proof, today)
        })
    };
    let asked = visit.app.run(read).await?;
    Ok(Json(asked.into_iter().map(StaffQuestion::from).collect::<Vec<_>>()).into_response())
}

/// An answer to a question.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuestionAnswer {
    #[schema(max_length = 1000, example = "Öğle arası 12.30–13.30 arasındadır.")]
    text: String,
}

/// Answers a question of one's institution's staff, once; whoever asked is told that there is an answer.
#[utoipa::path(post, operation_id = "answer_question", path = "/api/v1/training/staff/questions/{id}/answer", tag = "training",
    params(("id" = String, Path)), request_body = QuestionAnswer, responses((status = 204, description = "Answered")))]
pub async fn answer(visit: Visit, Path(id): Path<String>, Body(given): Body<QuestionAnswer>) -> Answer {
    if !looks_like_id(&id) {
        return Err(Error::not_found().into());
    }
    let (actor, id) = (visit.actor(), QuestionId::from(id));
    visit.app.run(move |world| questions::answer(world, &actor, &id, &given.text)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
