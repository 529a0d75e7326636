//! One's own trainings: invitations with their answer and evaluation, and questions to one's coordinator. For whoever is signed in; the
//! personal link of an invitation opens pages, and nothing here.

use super::input::Body;
use super::rights::Made;
use super::shapes::{maybe_moment, moment};
use super::words;
use crate::answer::Answer;
use crate::visit::Visit;
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use kunye_core::training::evaluation::{self, Answers, Question};
use kunye_core::training::participants::{self, Answer as Reply, Mine, ParticipantState};
use kunye_core::training::questions;
use kunye_core::world::World;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{ParticipantId, looks_like_id};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A day of a training.
#[derive(Serialize, ToSchema)]
pub struct InvitedDay {
    #[schema(format = DateTime)]
    starts_at: String,
    #[schema(format = DateTime)]
    ends_at: String,
}

/// A training that one was invited to.
#[derive(Serialize, ToSchema)]
pub struct Invitation {
    id: String,
    /// The training.
    #[schema(example = "KT7M-2QX4")]
    session: String,
    course: String,
    contents: String,
    hours: i32,
    days: Vec<InvitedDay>,
    site: String,
    address: String,
    province: String,
    #[schema(value_type = words::ParticipantState)]
    state: ParticipantState,
    /// Whether an answer still counts, and until when.
    open: bool,
    #[schema(format = Date)]
    answer_by: String,
    /// Whether it waits to be evaluated.
    evaluate: bool,
}

impl Invitation {
    fn of(mine: Mine, evaluate: bool) -> Self {
        let Mine { participant, row, days, open } = mine;
        let day = |day: kunye_core::training::shared::SessionDay| InvitedDay {
            starts_at: moment(day.hour_at(1)),
            ends_at: moment(day.hour_at(day.hours + 1)),
        };
        Self {
            id: participant.id.to_string(),
            session: row.session.reference,
            course: row.course.name,
            contents: row.course.contents,
            hours: row.session.hours,
            days: days.into_iter().map(day).collect(),
            site: row.site.name,
            address: row.site.address,
            province: row.site.province.name().to_owned(),
            state: participant.state,
            open,
            answer_by: row.session.substitute_by.iso(),
            evaluate,
        }
    }
}

/// One's own invitations, the latest first.
#[utoipa::path(get, operation_id = "list_invitations", path = "/api/v1/training/invitations", tag = "training", responses((status = 200, body = Vec<Invitation>)))]
pub async fn list(visit: Visit) -> Answer {
    let actor = visit.actor();
    let read = move |world: &World| {
        world.db.read(|conn| {
            let waiting = evaluation::waiting_for(conn, &actor, world.now())?;
            let own = participants::mine(conn, &actor, world.today())?.into_iter();
            Ok(own.map(|mine| (waiting.contains(&mine.participant.id), mine)).collect::<Vec<_>>())
        })
    };
    let own = visit.app.run(read).await?.into_iter().map(|(evaluate, mine)| Invitation::of(mine, evaluate));
    Ok(Json(own.collect::<Vec<_>>()).into_response())
}

fn own(id: &str) -> Result<ParticipantId> {
    if looks_like_id(id) { Ok(ParticipantId::from(id)) } else { Err(Error::not_found()) }
}

/// An answer to an invitation.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InvitationAnswer {
    accept: bool,
    /// Why not, for one's coordinator; asked for where one does not come.
    #[serde(default)]
    why: String,
    /// Who could come instead: name or staff number.
    #[serde(default)]
    deputy: String,
}

/// Accepts or declines one's own invitation, as long as the list may change. Declining frees the seat.
#[utoipa::path(post, operation_id = "answer_invitation", path = "/api/v1/training/invitations/{id}/answer", tag = "training",
    params(("id" = String, Path)), request_body = InvitationAnswer, responses((status = 204, description = "Answered")))]
pub async fn answer(visit: Visit, Path(id): Path<String>, Body(given): Body<InvitationAnswer>) -> Answer {
    let (actor, id) = (visit.actor(), own(&id)?);
    let reply = if given.accept { Reply::Accept } else { Reply::Decline { why: given.why, deputy: given.deputy } };
    visit.app.run(move |world| participants::answer(world, &actor, &id, &reply)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// What one says of a training, without a name.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GivenEvaluation {
    /// From 1 to 5, for each question.
    #[schema(value_type = BTreeMap<String, u8>, example = json!({ "contents": 5, "trainer": 4, "pace": 4, "place": 3, "overall": 5 }))]
    scores: BTreeMap<Question, u8>,
    #[serde(default)]
    comment: String,
}

/// Evaluates a training that one attended, once.
#[utoipa::path(post, operation_id = "evaluate_training", path = "/api/v1/training/invitations/{id}/evaluation", tag = "training",
    params(("id" = String, Path)), request_body = GivenEvaluation, responses((status = 204, description = "Taken")))]
pub async fn evaluate(visit: Visit, Path(id): Path<String>, Body(given): Body<GivenEvaluation>) -> Answer {
    let (actor, id) = (visit.actor(), own(&id)?);
    let answers = Answers { scores: given.scores, comment: given.comment };
    visit.app.run(move |world| evaluation::give(world, &actor, &id, &answers)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// A question of one's own to one's institution's coordinator.
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

/// One's own questions with their answers, the latest first.
#[utoipa::path(get, operation_id = "list_questions", path = "/api/v1/training/questions", tag = "training", responses((status = 200, body = Vec<OwnQuestion>)))]
pub async fn questions(visit: Visit) -> Answer {
    let actor = visit.actor();
    let own = visit.app.run(move |world| world.db.read(|conn| questions::mine(conn, &actor))).await?;
    let shape = |one: questions::Question| OwnQuestion {
        id: one.id.to_string(),
        text: one.text,
        asked_at: moment(one.asked_at),
        answer: one.answer,
        answered_at: maybe_moment(one.answered_at),
    };
    Ok(Json(own.into_iter().map(shape).collect::<Vec<_>>()).into_response())
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
