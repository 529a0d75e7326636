//! Documents that the institution issued, verified by anybody who holds one.

use super::shapes::{maybe_moment, moment};
use super::words;
use crate::answer::Answer;
use crate::signed::sentence;
use crate::visit::Visit;
use axum::Json;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::IntoResponse;
use kunye_core::issued::Document;
use kunye_core::issued::verify::{self, Standing};
use kunye_esign::report::{Report, SignatureReport};
use kunye_esign::verdict::Reason;
use serde::Serialize;
use utoipa::ToSchema;

/// What is known of a document.
#[derive(Serialize, ToSchema)]
pub struct Verified {
    /// `genuine`: the file is what was issued, and nothing but signatures was added. `changed`: it begins as one that was, and more was
    /// changed. `unknown`: no document of ours begins like it. `listed`: a document of this code was issued. `destroyed`: one was, and its
    /// retention is over.
    #[schema(value_type = words::Standing)]
    standing: Standing,
    document: Option<IssuedDocument>,
    /// Seals and signatures, in the order in which they were made.
    signatures: Vec<VerifiedSignature>,
    /// What is wrong with the file itself.
    reasons: Vec<VerifiedReason>,
}

/// A document as it was issued. Numbers by which people are known are masked.
#[derive(Serialize, ToSchema)]
pub struct IssuedDocument {
    #[schema(example = "request_form")]
    kind: String,
    /// As it is printed on the document.
    #[schema(example = "KT7M-2QX4-9HVD-3R5C")]
    verification_code: String,
    /// SHA-256 of the file as it was issued.
    sha256: String,
    #[schema(format = DateTime)]
    issued_at: String,
    #[schema(format = DateTime)]
    destroyed_at: Option<String>,
    facts: Vec<IssuedFact>,
}

/// A field of the document.
#[derive(Serialize, ToSchema)]
pub struct IssuedFact {
    /// In the language of the answer.
    name: String,
    value: String,
}

/// A seal or signature (ETSI EN 319 102-1).
#[derive(Serialize, ToSchema)]
pub struct VerifiedSignature {
    field: String,
    #[schema(example = "TOTAL_PASSED")]
    indication: &'static str,
    #[schema(example = "REVOKED_NO_POE")]
    sub_indication: Option<&'static str>,
    /// Common name of the signer's certificate.
    signer: Option<String>,
    /// `qualified_person`, `unqualified`, `institution_seal` or `qualified_seal`.
    kind: Option<serde_json::Value>,
    #[schema(example = "B-LT")]
    level: Option<&'static str>,
    /// When it is proved to have been made.
    #[schema(format = DateTime)]
    time: Option<String>,
    /// What the signer's own clock said; it proves nothing.
    #[schema(format = DateTime)]
    claimed_time: Option<String>,
    issuer: Option<String>,
    reasons: Vec<VerifiedReason>,
}

#[derive(Serialize, ToSchema)]
pub struct VerifiedReason {
    #[schema(example = "revocation-stale")]
    reason: &'static str,
    /// In the language of the answer.
    text: String,
}

impl VerifiedReason {
    fn all(visit: &Visit, reasons: &[Reason]) -> Vec<Self> {
        reasons.iter().map(|reason| Self { reason: reason.code.text(), text: sentence(visit, reason) }).collect()
    }
}

impl VerifiedSignature {
    fn of(visit: &Visit, one: &SignatureReport) -> Self {
        Self {
            field: one.field.clone(),
            indication: one.indication.name(),
            sub_indication: one.sub_indication.map(|sub| sub.name()),
            signer: one.signer_name.clone().or_else(|| one.signer.clone()),
            kind: one.signer_kind.and_then(|kind| serde_json::to_value(kind).ok()),
            level: one.level.map(|level| level.name()),
            time: maybe_moment(one.time),
            claimed_time: maybe_moment(one.claimed_time),
            issuer: one.issuer.clone(),
            reasons: VerifiedReason::all(visit, &one.reasons),
        }
    }
}

impl Verified {
    fn of(
        visit: &Visit,
        standing: Standing,
        document: Option<&Document>,
        report: Option<&Report>,
        mut against: Vec<Reason>,
    ) -> Self {
        against.extend(report.into_iter().flat_map(|report| report.reasons.iter().cloned()));
        let fact = |(key, value): (String, String)| IssuedFact { name: visit.text(&key), value };
        let document = document.map(|document| IssuedDocument {
            kind: document.kind.clone(),
            verification_code: document.code.clone(),
            sha256: document.digest.clone(),
            issued_at: moment(document.issued_at),
            destroyed_at: maybe_moment(document.destroyed_at),
            facts: document.facts().into_iter().map(fact).collect(),
        });
        let signatures = report.map(|report| report.signatures.as_slice()).unwrap_or_default();
        Self {
            standing,
            document,
            signatures: signatures.iter().map(|one| VerifiedSignature::of(visit, one)).collect(),
            reasons: VerifiedReason::all(visit, &against),
        }
    }
}

/// Verifies a file: whether it is a document that was issued here, whether it was changed, and who signed it.
///
/// The body is the PDF itself. Nothing of it is kept.
#[utoipa::path(post, operation_id = "verify_document", path = "/api/v1/documents/verification", tag = "public",
    request_body(content((inline(words::File) = "application/pdf"))), responses((status = 200, body = Verified)))]
pub async fn by_file(visit: Visit, body: Bytes) -> Answer {
    let source = visit.source.clone();
    let examined = visit.app.run(move |world| verify::by_file(world, &source, &body)).await?;
    let changed: Vec<Reason> = examined.later.iter().filter_map(|later| later.as_ref().err()).cloned().collect();
    let document = examined.document.as_ref();
    Ok(Json(Verified::of(&visit, examined.standing(), document, Some(&examined.report), changed)).into_response())
}

/// Looks a document up by the code printed on it.
#[utoipa::path(get, operation_id = "get_document", path = "/api/v1/documents/{code}", tag = "public", params(("code" = String, Path)),
    responses((status = 200, body = Verified)))]
pub async fn by_code(visit: Visit, Path(code): Path<String>) -> Answer {
    let source = visit.source.clone();
    let (document, report) = visit.app.run(move |world| verify::look_up(world, &source, &code)).await?;
    let standing = Standing::of(&document);
    Ok(Json(Verified::of(&visit, standing, Some(&document), report.as_ref(), Vec::new())).into_response())
}
