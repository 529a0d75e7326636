//! Requests for trainings at an institution's own place: for its coordinator, drafts too, and for the account manager who reads them.

use super::shapes::maybe_moment;
use super::words;
use crate::answer::Answer;
use crate::training::{exact, mine};
use crate::visit::Visit;
use axum::Json;
use axum::extract::Path;
use axum::response::IntoResponse;
use kunye_core::register::Person;
use kunye_core::training::onsite::{self, RequestState, Row, Verdict};
use kunye_core::world::World;
use kunye_kernel::error::Error;
use serde::Serialize;
use utoipa::ToSchema;

/// A request for a training at the institution's own place. The session that comes of it has its reference.
#[derive(Serialize, ToSchema)]
pub struct SiteRequest {
    #[schema(example = "KT7M-2QX4")]
    reference: String,
    course: String,
    hours: i32,
    people: i32,
    province: String,
    place: String,
    address: String,
    room: String,
    /// The institution's words for whoever reads it.
    note: String,
    /// Days that are wished: a whole period from its beginning, or single days, the dearest first.
    wished: Vec<String>,
    #[schema(value_type = words::TrainingRequestState)]
    state: RequestState,
    /// Once it is planned.
    #[schema(format = Date)]
    starts_on: Option<String>,
    #[schema(format = Date)]
    ends_on: Option<String>,
    trainer: Option<String>,
    #[schema(format = DateTime)]
    sent_at: Option<String>,
    /// Why it was withdrawn, refused or called off.
    reason: Option<String>,
    /// The account manager who has it before them.
    reader: Option<String>,
    /// Why a draft came back.
    returned: Option<String>,
}

impl From<&Row> for SiteRequest {
    fn from(row: &Row) -> Self {
        let request = &row.request;
        let returned = row.said(Verdict::Returned).filter(|_| request.state == RequestState::Draft);
        Self {
            reference: request.reference.clone(),
            course: row.course.name.clone(),
            hours: row.course.hours,
            people: request.people,
            province: request.province.name().to_owned(),
            place: request.place.clone(),
            address: request.address.clone(),
            room: request.room.clone(),
            note: request.note.clone(),
            wished: request.wished.days().iter().map(|day| day.iso()).collect(),
            state: request.state,
            starts_on: row.session.as_ref().map(|session| session.starts_on.iso()),
            ends_on: row.session.as_ref().map(|session| session.ends_on.iso()),
            trainer: row.trainer.as_ref().map(|trainer| trainer.full_name()),
            sent_at: maybe_moment(request.sent_at),
            reason: request.reason.clone(),
            reader: row.reader.as_ref().map(Person::full_name),
            returned: returned.map(|(review, _)| review.text.clone()),
        }
    }
}

/// The requests of one's institution in the programme that runs, drafts among them: those that something may still come of first.
#[utoipa::path(get, operation_id = "list_training_requests", path = "/api/v1/training/requests", tag = "training", responses((status = 200, body = Vec<SiteRequest>)))]
pub async fn list(visit: Visit) -> Answer {
    let actor = visit.actor();
    let read = move |world: &World| {
        world.db.read(|conn| {
            let mine = mine(conn, &actor, world.today())?;
            let (programme, _) = mine.programme.ok_or_else(Error::not_found)?;
            let rows = onsite::for_coordinator(conn, &mine.proof, &programme, world.today())?;
            Ok(rows.iter().map(SiteRequest::from).collect::<Vec<_>>())
        })
    };
    Ok(Json(visit.app.run(read).await?).into_response())
}

/// One request of one's institution.
#[utoipa::path(get, operation_id = "get_training_request", path = "/api/v1/training/requests/{reference}", tag = "training",
    params(("reference" = String, Path)), responses((status = 200, body = SiteRequest)))]
pub async fn get(visit: Visit, Path(reference): Path<String>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let read = move |world: &World| {
        world.db.read(|conn| {
            let mine = mine(conn, &actor, world.today())?;
            let whole = onsite::one_for_coordinator(conn, &mine.proof, &reference, world.today())?;
            Ok(SiteRequest::from(&whole.row))
        })
    };
    Ok(Json(visit.app.run(read).await?).into_response())
}

/// A request of one of one's customers.
#[derive(Serialize, ToSchema)]
pub struct CustomerRequest {
    institution: String,
    #[serde(flatten)]
    request: SiteRequest,
    /// What was noted for the planners when it was passed on; "" where nothing was.
    noted: Option<String>,
}

impl From<&Row> for CustomerRequest {
    fn from(row: &Row) -> Self {
        let noted = row.said(Verdict::PassedOn).map(|(review, _)| review.text.clone());
        Self { institution: row.institution.name.clone(), request: row.into(), noted }
    }
}

/// The requests of the institutions one looks after: those that wait to be read first, as they came. Drafts are the institution's own.
#[utoipa::path(get, operation_id = "list_customer_requests", path = "/api/v1/training/customers/requests", tag = "training", responses((status = 200, body = Vec<CustomerRequest>)))]
pub async fn of_customers(visit: Visit) -> Answer {
    let actor = visit.actor();
    let rows = visit.app.run(move |world| world.db.read(|conn| onsite::for_manager(conn, &actor, world.today()))).await?;
    Ok(Json(rows.iter().map(CustomerRequest::from).collect::<Vec<_>>()).into_response())
}
