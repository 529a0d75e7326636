use super::input::Body;
use super::requests::RequestTag;
use super::shapes::moment;
use super::words;
use crate::answer::Answer;
use crate::visit::Visit;
use axum::Json;
use axum::extract::Path;
use axum::response::IntoResponse;
use kunye_core::requests::approve::{self, Verdict};
use kunye_core::requests::{Decision, RequestKind, lists};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A request that waits for the supervisor who asks.
#[derive(Serialize, ToSchema)]
pub struct Waiting {
    #[schema(example = "KT7M-2QX4")]
    reference: String,
    #[schema(value_type = words::RequestKind)]
    kind: RequestKind,
    /// As on the form.
    name: String,
    compromised: bool,
    #[schema(format = DateTime)]
    made_at: String,
    #[schema(format = DateTime)]
    lapses_at: String,
}

/// Requests that wait for one's approval, as head of the unit or as deputy today.
#[utoipa::path(get, operation_id = "list_approvals", path = "/api/v1/approvals", tag = "requests", responses((status = 200, body = Vec<Waiting>)))]
pub async fn list(visit: Visit) -> Answer {
    let actor = visit.actor();
    let found = visit.app.run(move |world| world.db.read(|conn| lists::for_supervisor(conn, &actor, world.today()))).await?;
    let waiting: Vec<Waiting> = found
        .into_iter()
        .map(|request| Waiting {
            name: request.claimed_name(),
            reference: request.reference,
            kind: request.kind,
            compromised: request.compromised,
            made_at: moment(request.made_at),
            lapses_at: moment(request.lapses_at),
        })
        .collect();
    Ok(Json(waiting).into_response())
}

/// A supervisor's decision.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDecision {
    #[schema(value_type = words::Decision)]
    decision: Decision,
    /// Why not; at least ten characters. Nothing when approved.
    #[serde(default)]
    reason: Option<String>,
}

/// Approves or declines a request of one of one's own people.
#[utoipa::path(post, operation_id = "decide_request", path = "/api/v1/requests/{reference}/approval", tag = "requests", params(("reference" = String, Path)),
    request_body = NewDecision, responses((status = 200, description = "Decided", body = RequestTag)))]
pub async fn decide(visit: Visit, Path(reference): Path<String>, Body(given): Body<NewDecision>) -> Answer {
    let actor = visit.actor();
    let request = visit.app.run(move |world| {
        let reason = given.reason.unwrap_or_default();
        let verdict = match given.decision {
            Decision::Approved => Verdict::Approve,
            Decision::Declined => Verdict::Decline { reason: &reason },
        };
        approve::decide(world, &actor, &reference, &verdict)
    });
    Ok(Json(RequestTag::from(request.await?)).into_response())
}
