//! One's own trainings: invitations with their answer and evaluation. For whoever is signed in; the personal link of an invitation opens
//! pages, and nothing here.

use super::input::Body;
use super::shapes::TrainingDay;
use super::words;
use crate::answer::Answer;
use crate::visit::Visit;
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use kunye_core::training::evaluation::{self, Answers, Question};
use kunye_core::training::participants::{self, Answer as Reply, Mine, ParticipantState};
use kunye_core::world::World;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{ParticipantId, looks_like_id};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

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
    days: Vec<TrainingDay>,
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
        Self {
            id: participant.id.to_string(),
            session: row.session.reference,
            course: row.course.name,
            contents: row.course.contents,
            hours: row.session.hours,
            days: days.iter().map(TrainingDay::from).collect(),
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
