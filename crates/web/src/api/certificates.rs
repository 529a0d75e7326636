//! Certificates of participation: one's own, and what the code of any of them stands for.

use super::shapes::maybe_moment;
use crate::answer::Answer;
use crate::training::exact;
use crate::visit::Visit;
use axum::Json;
use axum::extract::Path;
use axum::response::IntoResponse;
use kunye_core::training::certificates::{self, Certificate};
use kunye_kernel::error::Result;
use serde::Serialize;
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
