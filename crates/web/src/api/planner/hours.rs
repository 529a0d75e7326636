//! The institutions of a programme with their hours, and moving hours from one to another by a decision.

use crate::answer::Answer;
use crate::api::input::Body;
use crate::api::training::TrainingHours;
use crate::api::words;
use crate::training::the_programme;
use crate::training::transfers::sides;
use crate::visit::Visit;
use axum::Json;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use kunye_core::training::ledger::{self, Moved};
use kunye_core::training::overview::{self, InstitutionRow};
use kunye_core::training::users::DecisionVerdict;
use kunye_core::world::World;
use kunye_kernel::error::Error;
use kunye_kernel::id::looks_like_id;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An institution that was counted, or decided on.
#[derive(Serialize, ToSchema)]
pub struct CustomerInstitution {
    id: String,
    name: String,
    /// By the latest count; none where there is none.
    users: Option<i64>,
    #[schema(format = Date)]
    counted_on: Option<String>,
    /// What was decided on a count; none where nothing was.
    #[schema(value_type = Option<words::CountVerdict>)]
    verdict: Option<DecisionVerdict>,
    #[schema(example = "standard")]
    tier: Option<String>,
    #[serde(flatten)]
    hours: TrainingHours,
}

impl From<InstitutionRow> for CustomerInstitution {
    fn from(row: InstitutionRow) -> Self {
        Self {
            id: row.institution.id.to_string(),
            name: row.institution.name,
            users: row.count.as_ref().map(|count| count.total),
            counted_on: row.count.map(|count| count.counted_on.iso()),
            verdict: row.decision.as_ref().map(|decision| decision.verdict),
            tier: row.decision.and_then(|decision| decision.tier),
            hours: row.balance.into(),
        }
    }
}

/// The institutions of the programme one plans, in order of their names.
#[utoipa::path(get, operation_id = "list_institutions", path = "/api/v1/training/planning/institutions", tag = "planning", responses((status = 200, body = Vec<CustomerInstitution>)))]
pub async fn institutions(visit: Visit) -> Answer {
    let actor = visit.actor();
    let read = move |world: &World| {
        let today = world.today();
        world.db.read(|conn| {
            let programme = the_programme(conn, &actor, today)?;
            overview::institutions(conn, &actor, &programme.id, today)
        })
    };
    let (_, rows) = visit.app.run(read).await?;
    Ok(Json(rows.into_iter().map(CustomerInstitution::from).collect::<Vec<_>>()).into_response())
}

/// Hours to be moved, as they are tried.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TransferTrial {
    /// Id of the institution that gives.
    from: String,
    /// Id of the institution that receives; it has an account in the programme.
    to: String,
    #[schema(minimum = 1)]
    hours: i32,
    /// Date and number of the decision: both statements show it.
    #[schema(max_length = 200, example = "12.12.2026 tarihli ve 42 sayılı karar")]
    reason: String,
}

/// Hours that both can hold, before and after.
#[derive(Serialize, ToSchema)]
pub struct TransferOutcome {
    from: HoursChange,
    to: HoursChange,
}

#[derive(Serialize, ToSchema)]
pub struct HoursChange {
    before: i32,
    after: i32,
}

impl From<Moved> for TransferOutcome {
    fn from(moved: Moved) -> Self {
        let change = |[before, after]: [i32; 2]| HoursChange { before, after };
        Self { from: change(moved.from), to: change(moved.to) }
    }
}

/// What moving hours would do; nothing is moved. What is refused here is refused there.
#[utoipa::path(post, operation_id = "try_transfer", path = "/api/v1/training/planning/transfers/trial", tag = "planning", request_body = TransferTrial,
    responses((status = 200, body = TransferOutcome)))]
pub async fn try_transfer(visit: Visit, Body(given): Body<TransferTrial>) -> Answer {
    let actor = visit.actor();
    let read = move |world: &World| {
        let [from, to] = sides(&given.from, &given.to)?;
        world.db.read(|conn| {
            let programme = the_programme(conn, &actor, world.today())?;
            ledger::try_transfer(conn, &actor, &programme.id, [&from, &to], given.hours, &given.reason, world.today())
        })
    };
    Ok(Json(TransferOutcome::from(visit.app.run(read).await?)).into_response())
}

/// Hours to be moved.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTransfer {
    /// Id of the institution that gives.
    from: String,
    /// Id of the institution that receives; it has an account in the programme.
    to: String,
    #[schema(minimum = 1)]
    hours: i32,
    /// Date and number of the decision: both statements show it.
    #[schema(max_length = 200, example = "12.12.2026 tarihli ve 42 sayılı karar")]
    reason: String,
    /// A ULID of the program's own making: sent twice is booked once.
    key: String,
}

/// Moves hours that nobody holds from one institution to another, by a decision of the provider.
#[utoipa::path(post, operation_id = "transfer_hours", path = "/api/v1/training/planning/transfers", tag = "planning", request_body = NewTransfer,
    responses((status = 204, description = "Booked")))]
pub async fn transfer(visit: Visit, Body(given): Body<NewTransfer>) -> Answer {
    let actor = visit.actor();
    let verb = move |world: &World| {
        let [from, to] = sides(&given.from, &given.to)?;
        if !looks_like_id(&given.key) {
            return Err(Error::field("key", "training-key-malformed"));
        }
        let programme = world.db.read(|conn| the_programme(conn, &actor, world.today()))?;
        ledger::transfer(world, &actor, &programme.id, [&from, &to], given.hours, &given.reason, &given.key)
    };
    visit.app.run(verb).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
