//! The training programme after the reservation: requests for one's own place, people, attendance, certificates. Each with the rights of
//! its page.

use super::shapes::maybe_moment;
use super::words;
use crate::answer::Answer;
use crate::training::{exact, mine};
use crate::visit::Visit;
use axum::Json;
use axum::extract::Path;
use axum::response::IntoResponse;
use kunye_core::training::attendance::{self, Held, Outcome, Sheet};
use kunye_core::training::certificates::{self, Certificate};
use kunye_core::training::onsite::{self, RequestState, Row};
use kunye_core::training::participants::{self, ParticipantState};
use kunye_core::world::World;
use kunye_kernel::error::{Error, Result};
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
    room: String,
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
}

impl From<&Row> for SiteRequest {
    fn from(row: &Row) -> Self {
        let request = &row.request;
        Self {
            reference: request.reference.clone(),
            course: row.course.name.clone(),
            hours: row.course.hours,
            people: request.people,
            province: request.province.name().to_owned(),
            place: request.place.clone(),
            room: request.room.clone(),
            wished: request.wished.days().iter().map(|day| day.iso()).collect(),
            state: request.state,
            starts_on: row.session.as_ref().map(|session| session.starts_on.iso()),
            ends_on: row.session.as_ref().map(|session| session.ends_on.iso()),
            trainer: row.trainer.as_ref().map(|trainer| trainer.full_name()),
            sent_at: maybe_moment(request.sent_at),
            reason: request.reason.clone(),
        }
    }
}

/// The requests of one's institution in the programme that runs: those that something may still come of first.
#[utoipa::path(get, operation_id = "list_training_requests", path = "/api/v1/training/requests", tag = "training", responses((status = 200, body = Vec<SiteRequest>)))]
pub async fn requests(visit: Visit) -> Answer {
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
pub async fn request(visit: Visit, Path(reference): Path<String>) -> Answer {
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

/// Somebody whom one's institution has named.
#[derive(Serialize, ToSchema)]
pub struct NamedPerson {
    id: String,
    name: String,
    unit: Option<String>,
    #[schema(value_type = words::ParticipantState)]
    state: ParticipantState,
    /// Will pass on what was learnt.
    disseminator: bool,
    /// Once the training is over: `full`, `partly`, `absent`, or `unrecorded` where hours are not marked.
    attendance: Option<&'static str>,
    /// Hours missed, or not marked.
    hours: Option<usize>,
}

/// The people of one's institution in a session, with what is known of their attendance.
#[utoipa::path(get, operation_id = "list_participants", path = "/api/v1/training/sessions/{reference}/participants", tag = "training",
    params(("reference" = String, Path)), responses((status = 200, body = Vec<NamedPerson>)))]
pub async fn participants(visit: Visit, Path(reference): Path<String>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let read = move |world: &World| {
        let today = world.today();
        world.db.read(|conn| {
            let mine = mine(conn, &actor, today)?;
            let list = participants::of_coordinator(conn, &mine.proof, &reference, today)?;
            let mut people = Vec::with_capacity(list.people.len());
            for row in &list.people {
                let outcome = attendance::outcome(conn, &row.participant, &list.row.session, today)?;
                let (attendance, hours) = told(outcome);
                people.push(NamedPerson {
                    id: row.participant.id.to_string(),
                    name: row.person.full_name(),
                    unit: row.unit.as_ref().map(|unit| unit.name.clone()),
                    state: row.participant.state,
                    disseminator: row.participant.disseminator,
                    attendance,
                    hours,
                });
            }
            Ok(people)
        })
    };
    Ok(Json(visit.app.run(read).await?).into_response())
}

fn told(outcome: Option<Outcome>) -> (Option<&'static str>, Option<usize>) {
    match outcome {
        None => (None, None),
        Some(Outcome::Full) => (Some("full"), None),
        Some(Outcome::Partly { missed }) => (Some("partly"), Some(missed)),
        Some(Outcome::Absent) => (Some("absent"), None),
        Some(Outcome::Unrecorded { hours }) => (Some("unrecorded"), Some(hours)),
    }
}

/// The list of a session, hour by hour.
#[derive(Serialize, ToSchema)]
pub struct AttendanceSheet {
    /// Nobody is on the list before it is final.
    is_final: bool,
    /// When each hour begins.
    #[schema(format = DateTime)]
    hours: Vec<String>,
    people: Vec<AttendanceRow>,
}

/// Somebody on the list.
#[derive(Serialize, ToSchema)]
pub struct AttendanceRow {
    participant: String,
    name: String,
    institution: String,
    /// One for each hour: `present`, `absent`, or nothing where it was not marked, or is in doubt.
    marks: Vec<Option<String>>,
}

impl From<&Sheet> for AttendanceSheet {
    fn from(sheet: &Sheet) -> Self {
        let word = |held: &Held| held.doubt.is_none().then(|| held.said.mark.as_str().to_owned());
        let people = sheet.people.iter().map(|one| AttendanceRow {
            participant: one.row.participant.id.to_string(),
            name: one.row.person.full_name(),
            institution: one.institution.name.clone(),
            marks: sheet.plan.iter().map(|(slot, _)| one.marks.get(slot).and_then(word)).collect(),
        });
        Self {
            is_final: sheet.is_final,
            hours: sheet.plan.iter().map(|(_, begins)| begins.rfc3339()).collect(),
            people: people.collect(),
        }
    }
}

/// The list of a session that one trains.
#[utoipa::path(get, operation_id = "get_attendance", path = "/api/v1/training/taught/{reference}/attendance", tag = "training",
    params(("reference" = String, Path)), responses((status = 200, body = AttendanceSheet)))]
pub async fn taught(visit: Visit, Path(reference): Path<String>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let read = move |world: &World| {
        let today = world.today();
        world.db.read(|conn| attendance::sheet(conn, &actor, &reference, today).map(|sheet| AttendanceSheet::from(&sheet)))
    };
    Ok(Json(visit.app.run(read).await?).into_response())
}

/// A certificate of participation, as it was issued.
#[derive(Serialize, ToSchema)]
pub struct IssuedCertificate {
    #[schema(example = "2026/000123")]
    number: String,
    #[schema(example = "KT7M-2QX4")]
    verification_code: String,
    name: String,
    institution: String,
    course: String,
    hours: i32,
    /// As it is printed: `18.12.2026`, or the first and the last day.
    held_on: String,
    site: String,
    province: String,
    provider: String,
    issued_on: String,
    valid: bool,
    #[schema(format = DateTime)]
    revoked_at: Option<String>,
    revoke_reason: Option<String>,
}

impl IssuedCertificate {
    fn of(certificate: &Certificate) -> Result<Self> {
        let paper = certificate.paper()?;
        Ok(Self {
            number: paper.number,
            verification_code: paper.code,
            name: format!("{} {}", paper.given_names, paper.surname),
            institution: paper.institution,
            course: paper.course,
            hours: paper.hours,
            held_on: paper.held_on,
            site: paper.site,
            province: paper.province,
            provider: paper.provider,
            issued_on: paper.issued_on,
            valid: certificate.is_valid(),
            revoked_at: maybe_moment(certificate.revoked_at),
            revoke_reason: certificate.revoke_reason.clone(),
        })
    }
}

/// One's own certificates, the latest first.
#[utoipa::path(get, operation_id = "list_certificates", path = "/api/v1/training/certificates", tag = "training", responses((status = 200, body = Vec<IssuedCertificate>)))]
pub async fn certificates(visit: Visit) -> Answer {
    let actor = visit.actor();
    let all = visit.app.run(move |world| world.db.read(|conn| certificates::of_person(conn, &actor))).await?;
    let all = all.iter().map(IssuedCertificate::of).collect::<Result<Vec<_>>>()?;
    Ok(Json(all).into_response())
}

/// What a certificate's code stands for, revoked or not.
#[utoipa::path(get, operation_id = "verify_certificate", path = "/api/v1/certificates/{code}", tag = "public",
    params(("code" = String, Path)), responses((status = 200, body = IssuedCertificate)))]
pub async fn certificate(visit: Visit, Path(code): Path<String>) -> Answer {
    let (code, source) = (exact(&code)?, visit.source.clone());
    let certificate = visit.app.run(move |world| certificates::verify(world, &source, &code)).await?;
    Ok(Json(IssuedCertificate::of(&certificate)?).into_response())
}
