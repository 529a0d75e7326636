//! Leave of staff, for the programs of personnel offices: written down, taken back, listed. Never why somebody is away.

use super::input::{Body, Leaf, Params};
use super::shapes::Listed;
use crate::answer::Answer;
use crate::visit::Visit;
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use kunye_core::training::leave::{self, NewLeave, Row};
use kunye_kernel::error::Error;
use kunye_kernel::id::{LeaveId, looks_like_id};
use kunye_kernel::time::Day;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Days on which somebody is away; both are inclusive.
#[derive(Serialize, ToSchema)]
pub struct StaffLeave {
    id: String,
    name: String,
    /// Where they work today.
    unit: Option<String>,
    #[schema(format = Date)]
    from: String,
    #[schema(format = Date)]
    until: String,
}

impl From<Row> for StaffLeave {
    fn from(row: Row) -> Self {
        Self {
            id: row.leave.id.to_string(),
            name: row.person.full_name(),
            unit: row.unit.map(|unit| unit.name),
            from: row.leave.starts_on.iso(),
            until: row.leave.ends_on.iso(),
        }
    }
}

/// Leave that is not over, of the people whose leave one keeps, the earliest first.
#[utoipa::path(get, operation_id = "list_leave", path = "/api/v1/training/leave", tag = "training", params(Leaf),
    responses((status = 200, body = Listed<StaffLeave>)))]
pub async fn list(visit: Visit, Params(leaf): Params<Leaf>) -> Answer {
    let (actor, page) = (visit.actor(), leaf.page());
    let found = visit.app.run(move |world| world.db.read(|conn| leave::list(conn, &actor, world.today(), page))).await?;
    Ok(Json(Listed::of(found, StaffLeave::from)).into_response())
}

/// Somebody will be away.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewStaffLeave {
    /// National id or staff number.
    who: String,
    #[schema(format = Date)]
    from: String,
    /// The last day.
    #[schema(format = Date)]
    until: String,
}

/// Writes a leave down; one that is known already is answered as it stands.
///
/// Trainings on its days stay as they are: whoever names people sees it.
#[utoipa::path(post, operation_id = "add_leave", path = "/api/v1/training/leave", tag = "training", request_body = NewStaffLeave,
    responses((status = 201, description = "Written down", body = StaffLeave)))]
pub async fn put(visit: Visit, Body(given): Body<NewStaffLeave>) -> Answer {
    let actor = visit.actor();
    let new = NewLeave { who: given.who, from: Day::parse(&given.from), until: Day::parse(&given.until) };
    let row = visit.app.run(move |world| leave::put(world, &actor, &new)).await?;
    Ok((StatusCode::CREATED, Json(StaffLeave::from(row))).into_response())
}

/// Takes a leave back.
#[utoipa::path(delete, operation_id = "remove_leave", path = "/api/v1/training/leave/{id}", tag = "training", params(("id" = String, Path)),
    responses((status = 204, description = "Taken back")))]
pub async fn remove(visit: Visit, Path(id): Path<String>) -> Answer {
    if !looks_like_id(&id) {
        return Err(Error::not_found().into());
    }
    let actor = visit.actor();
    visit.app.run(move |world| leave::remove(world, &actor, &LeaveId::from(id.as_str()))).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
