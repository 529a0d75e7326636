//! Requests for trainings at an institution's own place: written, sent and withdrawn by its coordinator, and read by the account manager.

use super::input::Body;
use super::shapes::{TrainingDay, maybe_moment, moment};
use super::training::GivenBack;
use super::words;
use crate::answer::Answer;
use crate::training::{exact, mine};
use crate::visit::Visit;
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use kunye_core::register::{Person, Province};
use kunye_core::training::onsite::{self, Draft, Item, RequestState, Row, Side, Verdict, Whole, Wish};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{CourseId, looks_like_id};
use kunye_kernel::time::Day;
use serde::{Deserialize, Serialize};
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

/// A line of the list of who provides what, and bears its cost.
#[derive(Serialize, ToSchema)]
pub struct ChecklistItem {
    #[schema(value_type = words::TrainingItem)]
    item: Item,
    /// Whose it is.
    #[schema(value_type = words::TrainingSide)]
    side: Side,
    done: bool,
    /// When that was said; none where nothing was.
    #[schema(format = DateTime)]
    said_at: Option<String>,
}

/// A request with its days and its checklist.
#[derive(Serialize, ToSchema)]
pub struct SiteRequestDetail {
    #[serde(flatten)]
    request: SiteRequest,
    #[serde(flatten)]
    particulars: RequestParticulars,
}

/// What a request has beside its line in a list.
#[derive(Serialize, ToSchema)]
pub struct RequestParticulars {
    /// Once it is planned.
    days: Vec<TrainingDay>,
    checklist: Vec<ChecklistItem>,
}

impl From<&Whole> for RequestParticulars {
    fn from(whole: &Whole) -> Self {
        let line = |item: &Item| {
            let said = whole.checks.iter().find(|one| one.item == *item);
            ChecklistItem {
                item: *item,
                side: item.side(),
                done: said.is_some_and(|one| one.done),
                said_at: said.map(|one| moment(one.said_at)),
            }
        };
        Self { days: whole.days.iter().map(TrainingDay::from).collect(), checklist: Item::ALL.iter().map(line).collect() }
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
    params(("reference" = String, Path)), responses((status = 200, body = SiteRequestDetail)))]
pub async fn get(visit: Visit, Path(reference): Path<String>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    Ok(Json(visit.app.run(move |world| one(world, &actor, &reference)).await?).into_response())
}

fn one(world: &World, actor: &Actor, reference: &str) -> Result<SiteRequestDetail> {
    world.db.read(|conn| {
        let mine = mine(conn, actor, world.today())?;
        let whole = onsite::one_for_coordinator(conn, &mine.proof, reference, world.today())?;
        Ok(SiteRequestDetail { request: (&whole.row).into(), particulars: (&whole).into() })
    })
}

/// What is said of a line of the checklist.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChecklistWord {
    #[schema(value_type = words::TrainingItem)]
    pub item: Item,
    pub done: bool,
}

/// Says of a line of one's institution's side whether it is done. Said once more it changes nothing.
#[utoipa::path(post, operation_id = "check_training_request", path = "/api/v1/training/requests/{reference}/checklist", tag = "training",
    params(("reference" = String, Path)), request_body = ChecklistWord, responses((status = 200, body = SiteRequestDetail)))]
pub async fn check(visit: Visit, Path(reference): Path<String>, Body(given): Body<ChecklistWord>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let verb = move |world: &World| {
        onsite::check(world, &actor, Side::Institution, &reference, given.item, given.done)?;
        one(world, &actor, &reference)
    };
    Ok(Json(visit.app.run(verb).await?).into_response())
}

/// A request as the provider reads it.
#[derive(Serialize, ToSchema)]
pub struct CustomerRequest {
    institution: String,
    #[serde(flatten)]
    request: SiteRequest,
    /// What was noted for the planners when it was passed on; "" where nothing was.
    noted: Option<String>,
    /// Whoever passed it on.
    noted_by: Option<String>,
}

impl From<&Row> for CustomerRequest {
    fn from(row: &Row) -> Self {
        let (noted, noted_by) = row.said(Verdict::PassedOn).map(|(review, by)| (review.text.clone(), by.clone())).unzip();
        Self { institution: row.institution.name.clone(), request: row.into(), noted, noted_by }
    }
}

/// The requests of the institutions one looks after: those that wait to be read first, as they came. Drafts are the institution's own.
#[utoipa::path(get, operation_id = "list_customer_requests", path = "/api/v1/training/customers/requests", tag = "training", responses((status = 200, body = Vec<CustomerRequest>)))]
pub async fn of_customers(visit: Visit) -> Answer {
    let actor = visit.actor();
    let rows = visit.app.run(move |world| world.db.read(|conn| onsite::for_manager(conn, &actor, world.today()))).await?;
    Ok(Json(rows.iter().map(CustomerRequest::from).collect::<Vec<_>>()).into_response())
}

/// A request to be written; what is missing is told at its field.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSiteRequest {
    /// Id of a course of the catalogue.
    course: String,
    people: i32,
    /// Up to three days, the dearest first; or, with `period`, the first and the last day of one.
    #[schema(value_type = Vec<String>, example = json!(["2027-01-11"]))]
    wished: Vec<String>,
    #[serde(default)]
    period: bool,
    /// Plate code.
    #[schema(minimum = 1, maximum = 81)]
    province: i32,
    place: String,
    address: String,
    room: String,
    #[serde(default)]
    note: String,
    /// A ULID of the program's own making: sent twice is written once.
    key: String,
}

/// A draft as it is to be; what is missing is told at its field.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteRequestWords {
    /// Id of a course of the catalogue.
    course: String,
    people: i32,
    /// Up to three days, the dearest first; or, with `period`, the first and the last day of one.
    #[schema(value_type = Vec<String>, example = json!(["2027-01-11"]))]
    wished: Vec<String>,
    #[serde(default)]
    period: bool,
    /// Plate code.
    #[schema(minimum = 1, maximum = 81)]
    province: i32,
    place: String,
    address: String,
    room: String,
    #[serde(default)]
    note: String,
}

impl SiteRequestWords {
    /// What cannot be read is missing, and the core says so at its field.
    fn draft(self) -> Draft {
        Draft {
            course: CourseId::from(self.course),
            people: self.people,
            wished: wish(&self.wished, self.period),
            province: Province::from_plate(self.province),
            place: self.place,
            address: self.address,
            room: self.room,
            note: self.note,
        }
    }
}

fn wish(days: &[String], period: bool) -> Option<Wish> {
    let days: Option<Vec<Day>> = days.iter().map(|day| Day::parse(day)).collect();
    match days?.as_slice() {
        [from, until] if period => Wish::period(*from, *until),
        _ if period => None,
        days => Wish::single(days),
    }
}

/// Writes a request down, as a draft that only one's institution sees.
#[utoipa::path(post, operation_id = "write_training_request", path = "/api/v1/training/requests", tag = "training", request_body = NewSiteRequest,
    responses((status = 201, description = "Written", body = SiteRequestDetail)))]
pub async fn write(visit: Visit, Body(given): Body<NewSiteRequest>) -> Answer {
    let actor = visit.actor();
    let verb = move |world: &World| {
        if !looks_like_id(&given.key) {
            return Err(Error::field("key", "training-key-malformed"));
        }
        let NewSiteRequest { course, people, wished, period, province, place, address, room, note, key } = given;
        let words = SiteRequestWords { course, people, wished, period, province, place, address, room, note };
        let reference = onsite::draft(world, &actor, &words.draft(), &key)?.reference;
        one(world, &actor, &reference)
    };
    Ok((StatusCode::CREATED, Json(visit.app.run(verb).await?)).into_response())
}

/// Changes a draft, also one that came back.
#[utoipa::path(post, operation_id = "correct_training_request", path = "/api/v1/training/requests/{reference}/correction", tag = "training",
    params(("reference" = String, Path)), request_body = SiteRequestWords, responses((status = 200, body = SiteRequestDetail)))]
pub async fn correct(visit: Visit, Path(reference): Path<String>, Body(given): Body<SiteRequestWords>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let verb = move |world: &World| {
        onsite::edit(world, &actor, &reference, &given.draft())?;
        one(world, &actor, &reference)
    };
    Ok(Json(visit.app.run(verb).await?).into_response())
}

/// Sends a draft: its hours are held, and it goes to the account manager, or to the planners where there is none.
#[utoipa::path(post, operation_id = "send_training_request", path = "/api/v1/training/requests/{reference}/sending", tag = "training",
    params(("reference" = String, Path)), responses((status = 200, body = SiteRequestDetail)))]
pub async fn send(visit: Visit, Path(reference): Path<String>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let verb = move |world: &World| {
        onsite::send(world, &actor, &reference)?;
        one(world, &actor, &reference)
    };
    Ok(Json(visit.app.run(verb).await?).into_response())
}

/// Why a request is withdrawn.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestWithdrawal {
    #[serde(default)]
    reason: String,
}

/// Withdraws a request; until a planned training's deadline its hours return, after it they are used.
#[utoipa::path(post, operation_id = "withdraw_training_request", path = "/api/v1/training/requests/{reference}/withdrawal", tag = "training",
    params(("reference" = String, Path)), request_body = RequestWithdrawal, responses((status = 200, body = GivenBack)))]
pub async fn withdraw(visit: Visit, Path(reference): Path<String>, Body(given): Body<RequestWithdrawal>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let done = visit.app.run(move |world| onsite::withdraw(world, &actor, &reference, &given.reason)).await?;
    Ok(Json(GivenBack { returned: done.returned, used: done.used }).into_response())
}

/// What an account manager says of a request of one of their customers.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestReview {
    /// Passed on to the planners, or returned to the institution.
    pass_on: bool,
    /// For whoever reads it next; asked for where it is returned.
    #[serde(default)]
    text: String,
}

/// Passes a customer's request on to the planners, or returns it to the institution.
#[utoipa::path(post, operation_id = "review_training_request", path = "/api/v1/training/customers/requests/{reference}/review", tag = "training",
    params(("reference" = String, Path)), request_body = RequestReview, responses((status = 204, description = "Said")))]
pub async fn review(visit: Visit, Path(reference): Path<String>, Body(given): Body<RequestReview>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let verdict = if given.pass_on { Verdict::PassedOn } else { Verdict::Returned };
    visit.app.run(move |world| onsite::review(world, &actor, &reference, verdict, &given.text)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
