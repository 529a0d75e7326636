//! Requests for the officer who deals with them.

use super::input::{Body, Params};
use super::shapes::{AskedRole, HeldRole, Listed, PersonTag, UnitTag, maybe_moment, moment};
use super::words;
use crate::answer::Answer;
use crate::visit::Visit;
use axum::Json;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use kunye_core::archive;
use kunye_core::messages::{Delivery, DeliveryState};
use kunye_core::requests::lists::{self, Row, Tab};
use kunye_core::requests::view::{self, Compared, Exists, ForOfficer, Seen};
use kunye_core::requests::{Approval, Decision, Request, RequestKind, RequestState, Way, attest, carry_out, file};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::PersonId;
use kunye_kernel::page::PageRequest;
use kunye_kernel::time::Day;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// A request and where it stands.
#[derive(Serialize, ToSchema)]
pub struct RequestTag {
    #[schema(example = "KT7M-2QX4")]
    reference: String,
    #[schema(value_type = words::RequestKind)]
    kind: RequestKind,
    #[schema(value_type = words::RequestState)]
    state: RequestState,
    #[schema(format = DateTime)]
    made_at: String,
    #[schema(format = DateTime)]
    lapses_at: String,
}

impl From<Request> for RequestTag {
    fn from(request: Request) -> Self {
        Self {
            reference: request.reference,
            kind: request.kind,
            state: request.state,
            made_at: moment(request.made_at),
            lapses_at: moment(request.lapses_at),
        }
    }
}

/// A request in an officer's list.
#[derive(Serialize, ToSchema)]
pub struct RequestRow {
    #[serde(flatten)]
    request: RequestTag,
    unit_name: String,
    /// Whether the reader deals with it. Of others only their being there is told.
    handled: bool,
    /// As on the form, when the reader deals with it.
    name: Option<String>,
}

impl RequestRow {
    fn of(row: Row) -> Self {
        let name = row.handled.then(|| row.request.claimed_name());
        Self { unit_name: row.unit_name, handled: row.handled, name, request: row.request.into() }
    }
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RequestSearch {
    /// Which requests; what there is to do, if not given.
    #[serde(default)]
    #[param(value_type = Option<words::RequestTab>, inline)]
    tab: Option<String>,
    /// A reference, or beginnings of words of a name.
    #[serde(default)]
    q: String,
    /// From 1. A page beyond the end is empty.
    #[serde(default, deserialize_with = "super::input::page")]
    #[param(minimum = 1)]
    page: Option<u32>,
    /// Entries a page: 25 if not given, at most 100.
    #[serde(default, deserialize_with = "super::input::size")]
    #[param(minimum = 1, maximum = 100)]
    size: Option<u32>,
}

/// Requests of an officer's units and of those below.
#[utoipa::path(get, operation_id = "list_requests", path = "/api/v1/requests", tag = "requests", params(RequestSearch),
    responses((status = 200, body = Listed<RequestRow>)))]
pub async fn list(visit: Visit, Params(search): Params<RequestSearch>) -> Answer {
    let actor = visit.actor();
    let tab = match &search.tab {
        Some(tab) => Tab::parse(tab).ok_or_else(|| Error::field("tab", "error-invalid"))?,
        None => Tab::default(),
    };
    let page = PageRequest::new(search.page, search.size);
    let found =
        visit.app.run(move |world| world.db.read(|conn| lists::for_officer(conn, &actor, world.today(), tab, &search.q, page)));
    Ok(Json(Listed::of(found.await?, RequestRow::of)).into_response())
}

/// A request as this officer may see it.
#[derive(Serialize, ToSchema)]
#[serde(tag = "seen", rename_all = "snake_case")]
pub enum RequestSeen {
    Whole(Box<Whole>),
    /// Another officer, nearer to its unit, deals with it.
    Exists(Elsewhere),
}

#[derive(Serialize, ToSchema)]
pub struct Elsewhere {
    #[serde(flatten)]
    request: RequestTag,
    unit: UnitTag,
    /// Who deals with it.
    officers: Vec<PersonTag>,
}

/// Everything about a request, for the officer who deals with it.
#[derive(Serialize, ToSchema)]
pub struct Whole {
    #[serde(flatten)]
    request: RequestTag,
    /// Why it was declined, refused or failed.
    reason: Option<String>,
    compromised: bool,
    claimed_unit: UnitTag,
    /// Who it is about, once found in the register.
    person: Option<PersonTag>,
    /// Form and register side by side.
    compared: Vec<Comparison>,
    approval: Option<Decided>,
    /// Whose signature the paper may bear.
    seats: Vec<Seat>,
    scan: Option<Scan>,
    deliveries: Vec<Attempt>,
    /// Keys of what is missing before it can be carried out.
    missing: Vec<&'static str>,
    may_send_again: bool,
    /// The unit's account it is about, by the user name on the form; nothing for the person's own.
    account: Option<String>,
    /// Roles that are asked for, and why.
    asked: Vec<AskedRole>,
    why: Option<String>,
    /// Roles that the account holds now.
    held: Vec<HeldRole>,
}

/// A field on the form and in the register; numbers are masked on both sides.
#[derive(Serialize, ToSchema)]
pub struct Comparison {
    #[schema(example = "surname")]
    field: &'static str,
    claimed: String,
    recorded: String,
    #[schema(value_type = words::Verdict)]
    verdict: &'static str,
}

/// The supervisor's decision.
#[derive(Serialize, ToSchema)]
pub struct Decided {
    #[schema(value_type = words::Decision)]
    decision: Decision,
    #[schema(value_type = words::Way)]
    way: Way,
    supervisor: PersonTag,
    as_deputy: bool,
    #[schema(format = Date)]
    signed_on: String,
    reason: Option<String>,
}

/// Somebody who may approve.
#[derive(Serialize, ToSchema)]
pub struct Seat {
    person: PersonTag,
    as_deputy: bool,
}

/// The signed form in the archive.
#[derive(Serialize, ToSchema)]
pub struct Scan {
    #[schema(example = "24301719-2026-00042")]
    archive_no: String,
    media_type: String,
    size: i64,
    #[schema(format = DateTime)]
    filed_at: String,
}

impl From<archive::Item> for Scan {
    fn from(item: archive::Item) -> Self {
        Self { archive_no: item.archive_no, media_type: item.media_type, size: item.size, filed_at: moment(item.filed_at) }
    }
}

/// One attempt to bring a message to the phone.
#[derive(Serialize, ToSchema)]
pub struct Attempt {
    #[schema(value_type = words::DeliveryState)]
    state: DeliveryState,
    #[schema(example = "•••• ••• •• 67")]
    mobile_masked: String,
    /// Why it did not arrive.
    reason: Option<String>,
    #[schema(format = DateTime)]
    made_at: String,
    #[schema(format = DateTime)]
    accepted_at: Option<String>,
    #[schema(format = DateTime)]
    ended_at: Option<String>,
}

impl From<Delivery> for Attempt {
    fn from(delivery: Delivery) -> Self {
        Self {
            state: delivery.state,
            mobile_masked: delivery.recipient_hint,
            reason: delivery.reason,
            made_at: moment(delivery.made_at),
            accepted_at: maybe_moment(delivery.accepted_at),
            ended_at: maybe_moment(delivery.ended_at),
        }
    }
}

impl From<ForOfficer> for Whole {
    fn from(seen: ForOfficer) -> Self {
        let comparison = |line: Compared| Comparison {
            field: line.field,
            claimed: line.claimed,
            recorded: line.recorded,
            verdict: line.verdict.as_str(),
        };
        let decided = |(approval, person): (Approval, kunye_core::register::Person)| Decided {
            decision: approval.decision,
            way: approval.way,
            supervisor: (&person).into(),
            as_deputy: approval.as_deputy,
            signed_on: approval.signed_on.iso(),
            reason: approval.reason,
        };
        Self {
            reason: seen.request.reason.clone(),
            account: seen.request.account_name.clone(),
            why: seen.request.why.clone(),
            asked: seen.asked.into_iter().map(AskedRole::from).collect(),
            held: seen.held.into_iter().map(HeldRole::from).collect(),
            compromised: seen.request.compromised,
            request: seen.request.into(),
            claimed_unit: seen.claimed_unit.into(),
            person: seen.person.map(|(person, ..)| (&person).into()),
            compared: seen.compared.into_iter().map(comparison).collect(),
            approval: seen.approval.map(decided),
            seats: seen.seats.iter().map(|(seat, person)| Seat { person: person.into(), as_deputy: seat.as_deputy }).collect(),
            scan: seen.scan.map(Scan::from),
            deliveries: seen.deliveries.into_iter().map(Attempt::from).collect(),
            missing: seen.missing,
            may_send_again: seen.may_send_again,
        }
    }
}

impl From<Exists> for Elsewhere {
    fn from(seen: Exists) -> Self {
        Self {
            request: seen.request.into(),
            unit: seen.unit.into(),
            officers: seen.officers.iter().map(PersonTag::from).collect(),
        }
    }
}

/// A request.
#[utoipa::path(get, operation_id = "get_request", path = "/api/v1/requests/{reference}", tag = "requests", params(("reference" = String, Path)),
    responses((status = 200, body = RequestSeen)))]
pub async fn get(visit: Visit, Path(reference): Path<String>) -> Answer {
    let actor = visit.actor();
    let seen = match visit.app.run(move |world| view::for_officer(world, &actor, &reference)).await? {
        Seen::Whole(whole) => RequestSeen::Whole(Box::new((*whole).into())),
        Seen::Exists(exists) => RequestSeen::Exists((*exists).into()),
    };
    Ok(Json(seen).into_response())
}

/// Runs a verb that moves a request, and tells where it stands now.
async fn act(visit: Visit, verb: impl FnOnce(&World, &Actor) -> Result<Request> + Send + 'static) -> Answer {
    let actor = visit.actor();
    let request = visit.app.run(move |world| verb(world, &actor)).await?;
    Ok(Json(RequestTag::from(request)).into_response())
}

/// Whose wet signature the paper bears, and of which day.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Attestation {
    /// Id of a person among the request's `seats`.
    supervisor: String,
    #[schema(format = Date)]
    signed_on: String,
}

/// Attests that the paper bears a supervisor's signature.
#[utoipa::path(post, operation_id = "attest_approval", path = "/api/v1/requests/{reference}/attestation", tag = "requests", params(("reference" = String, Path)),
    request_body = Attestation, responses((status = 200, description = "Approved on paper", body = RequestTag)))]
pub async fn attest(visit: Visit, Path(reference): Path<String>, Body(given): Body<Attestation>) -> Answer {
    let signed_on = Day::parse(&given.signed_on).ok_or_else(|| Error::field("signed_on", "error-invalid"))?;
    act(visit, move |world, actor| attest::approval(world, actor, &reference, &PersonId::from(given.supervisor), signed_on)).await
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ScanName {
    /// Name of the file, to be shown beside it.
    #[serde(default)]
    name: String,
}

/// Files the scan of the signed form.
///
/// The body is the file itself: a PDF, JPEG or PNG, told by its content. A better scan replaces the first, which stays in the archive.
#[utoipa::path(post, operation_id = "file_scan", path = "/api/v1/requests/{reference}/scan", tag = "requests", params(("reference" = String, Path), ScanName),
    request_body(content((inline(words::File) = "application/pdf"), (inline(words::File) = "image/jpeg"), (inline(words::File) = "image/png"))),
    responses((status = 201, description = "Filed", body = Scan)))]
pub async fn scan(visit: Visit, Path(reference): Path<String>, Params(scan): Params<ScanName>, body: Bytes) -> Answer {
    let actor = visit.actor();
    let item = visit.app.run(move |world| file::file(world, &actor, &reference, &scan.name, &body)).await?;
    Ok((StatusCode::CREATED, Json(Scan::from(item))).into_response())
}

/// The officer's statement: the form is complete, the signatures are there, the register is current.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    attested: bool,
}

/// Carries a request out: a new password is made and sent. A second call finds it done.
#[utoipa::path(post, operation_id = "carry_out_request", path = "/api/v1/requests/{reference}/fulfilment", tag = "requests", params(("reference" = String, Path)),
    request_body = Statement, responses((status = 200, description = "Ordered", body = RequestTag)))]
pub async fn carry_out(visit: Visit, Path(reference): Path<String>, Body(given): Body<Statement>) -> Answer {
    act(visit, move |world, actor| carry_out::carry_out(world, actor, &reference, given.attested)).await
}

/// Orders another message: the last one failed, or was taken long ago and never used.
#[utoipa::path(post, operation_id = "send_again", path = "/api/v1/requests/{reference}/deliveries", tag = "requests", params(("reference" = String, Path)),
    responses((status = 200, description = "Ordered", body = RequestTag)))]
pub async fn send_again(visit: Visit, Path(reference): Path<String>) -> Answer {
    act(visit, move |world, actor| carry_out::send_again(world, actor, &reference)).await
}

/// Why an officer refuses a request; the applicant reads it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Refusal {
    /// At least ten characters.
    #[schema(min_length = 10, max_length = 500)]
    reason: String,
}

/// Refuses a request whose papers or person are not right.
#[utoipa::path(post, operation_id = "refuse_request", path = "/api/v1/requests/{reference}/refusal", tag = "requests", params(("reference" = String, Path)),
    request_body = Refusal, responses((status = 200, description = "Refused", body = RequestTag)))]
pub async fn refuse(visit: Visit, Path(reference): Path<String>, Body(given): Body<Refusal>) -> Answer {
    act(visit, move |world, actor| attest::refuse(world, actor, &reference, &given.reason)).await
}
