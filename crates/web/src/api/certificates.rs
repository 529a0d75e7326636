//! Certificates of participation: one's own, what the code of any of them stands for, and, for planners, making and revoking them.

use super::input::Body;
use super::shapes::maybe_moment;
use crate::answer::Answer;
use crate::training::{exact, the_programme};
use crate::visit::Visit;
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use kunye_core::training::certificates::{self, Certificate, Pending};
use kunye_core::world::World;
use kunye_kernel::error::Result;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

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
pub async fn list(visit: Visit) -> Answer {
    let actor = visit.actor();
    let all = visit.app.run(move |world| world.db.read(|conn| certificates::of_person(conn, &actor))).await?;
    let all = all.iter().map(IssuedCertificate::of).collect::<Result<Vec<_>>>()?;
    Ok(Json(all).into_response())
}

/// What a certificate's code stands for, revoked or not.
#[utoipa::path(get, operation_id = "verify_certificate", path = "/api/v1/certificates/{code}", tag = "public",
    params(("code" = String, Path)), responses((status = 200, body = IssuedCertificate)))]
pub async fn verify(visit: Visit, Path(code): Path<String>) -> Answer {
    let (code, source) = (exact(&code)?, visit.source.clone());
    let certificate = visit.app.run(move |world| certificates::verify(world, &source, &code)).await?;
    Ok(Json(IssuedCertificate::of(&certificate)?).into_response())
}

/// A training whose certificates are due, or being made.
#[derive(Serialize, ToSchema)]
pub struct DueCertificates {
    #[schema(example = "KT7M-2QX4")]
    session: String,
    course: String,
    /// People who attended in full and have none.
    due: usize,
    /// Of `total`.
    made: usize,
    total: usize,
    /// Ordered, and not all made.
    under_way: bool,
}

/// The trainings of the programme one plans whose certificates are due or being made, the latest first.
#[utoipa::path(get, operation_id = "list_due_certificates", path = "/api/v1/training/certificates/due", tag = "training", responses((status = 200, body = Vec<DueCertificates>)))]
pub async fn due(visit: Visit) -> Answer {
    let actor = visit.actor();
    let read = move |world: &World| {
        let today = world.today();
        world.db.read(|conn| {
            let programme = the_programme(conn, &actor, today)?;
            certificates::waiting(conn, &actor, &programme.id, today)
        })
    };
    let shape = |one: Pending| DueCertificates {
        session: one.row.session.reference,
        course: one.row.course.name,
        due: one.due,
        made: one.made,
        total: one.total,
        under_way: one.under_way,
    };
    let pending = visit.app.run(read).await?.pending;
    Ok(Json(pending.into_iter().map(shape).collect::<Vec<_>>()).into_response())
}

/// Trainings whose certificates are to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CertificateOrder {
    /// References.
    #[schema(example = json!(["KT7M-2QX4"]))]
    sessions: Vec<String>,
}

/// What was ordered.
#[derive(Serialize, ToSchema)]
pub struct OrderedCertificates {
    trainings: usize,
    people: usize,
}

/// Orders the certificates of some trainings, all or none; those that have none due by now are passed over.
#[utoipa::path(post, operation_id = "order_certificates", path = "/api/v1/training/certificates/orders", tag = "training", request_body = CertificateOrder,
    responses((status = 202, description = "They are being made", body = OrderedCertificates)))]
pub async fn order(visit: Visit, Body(given): Body<CertificateOrder>) -> Answer {
    let actor = visit.actor();
    let sessions = given.sessions.iter().map(|reference| exact(reference)).collect::<Result<Vec<_>>>()?;
    let ordered = visit.app.run(move |world| certificates::order_all(world, &actor, &sessions)).await?;
    let told = OrderedCertificates { trainings: ordered.trainings, people: ordered.people };
    Ok((StatusCode::ACCEPTED, Json(told)).into_response())
}

/// Why a certificate should not stand.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CertificateRevocation {
    /// Shown to everybody who verifies it.
    reason: String,
    /// Whether another is made in its place the next time certificates are ordered.
    #[serde(default)]
    reissue: bool,
}

/// Revokes a certificate; it stays verifiable, as revoked.
#[utoipa::path(post, operation_id = "revoke_certificate", path = "/api/v1/training/certificates/{code}/revocation", tag = "training",
    params(("code" = String, Path)), request_body = CertificateRevocation, responses((status = 204, description = "Revoked")))]
pub async fn revoke(visit: Visit, Path(code): Path<String>, Body(given): Body<CertificateRevocation>) -> Answer {
    let (actor, code) = (visit.actor(), exact(&code)?);
    visit.app.run(move |world| certificates::revoke(world, &actor, &code, &given.reason, given.reissue)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
