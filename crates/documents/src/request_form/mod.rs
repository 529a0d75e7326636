//! The user request form (*Kullanıcı Talep Formu*): one A4 page that is printed, signed by three people and kept.

use crate::engine::{self, Job};
use crate::{Language, RenderError, fields, qr};
use serde::Serialize;
use std::collections::BTreeMap;

const TEMPLATE: &str = include_str!("form.typ");

/// All that stands on the form. Every text is printed as it is given; one that is absent or blank becomes an empty line to
/// write on by hand. Dates are given as they are to be read (`22.11.2026`).
#[derive(Clone, Default, Serialize)]
pub struct RequestForm {
    /// Name of the institution (*kurum*).
    pub institution: String,
    pub unit: IssuingUnit,
    /// The short name people read aloud, such as `KT7M-2QX4`.
    pub reference: String,
    /// Where the request can be followed: the content of the QR code, and a link in the PDF. Blank: neither.
    pub follow_url: String,
    pub requested_on: String,
    /// What is asked for, such as "Parola yenileme".
    pub kind: String,
    pub applicant: ApplicantBlock,
    /// User name of the unit's account it is about; absent for the applicant's own.
    pub account: Option<String>,
    /// Has someone else come to know the password? `None` leaves both boxes empty; not asked where roles are.
    pub compromised: Option<bool>,
    /// The application whose roles are asked for.
    pub application: Option<String>,
    /// Roles to be given or taken: a dozen of them fit. Where there are any, they stand in the place of the question about the password.
    pub changes: Vec<RoleChange>,
    /// Why the roles are asked for.
    pub why: Option<String>,
    /// What the applicant commits to, a paragraph each; the form numbers them.
    pub commitments: Vec<String>,
    /// One line that names the privacy notice and its version.
    pub privacy_notice: Option<String>,
    pub supervisor: SupervisorBlock,
    pub officer: OfficerBlock,
    pub archive_no: Option<String>,
    /// The code by which anybody can verify the form; blank: none.
    pub code: String,
    /// Where that is done, with the code at its end: a second QR code. Blank: none.
    pub verify_url: String,
    /// When this file is made, for its metadata: milliseconds since 1970-01-01 00:00 UTC.
    #[serde(skip)]
    pub created_at: i64,
}

/// The unit the request belongs to (*birim*).
#[derive(Clone, Default, Serialize)]
pub struct IssuingUnit {
    pub name: String,
    /// The 8-digit DETSİS number.
    pub detsis: String,
    pub province: String,
}

#[derive(Clone, Default, Serialize)]
pub struct ApplicantBlock {
    /// In full or masked, as the caller decides.
    pub national_id: Option<String>,
    pub given_names: Option<String>,
    pub surname: Option<String>,
    pub staff_no: Option<String>,
    pub title: Option<String>,
    pub mobile: Option<String>,
}

/// A role to be given or taken.
#[derive(Clone, Default, Serialize)]
pub struct RoleChange {
    /// What shall be done with it, in a word or two.
    pub act: String,
    pub role: String,
}

/// The supervisor's (*idari amir*) part: signed by hand, unless it was approved electronically.
#[derive(Clone, Default, Serialize)]
pub struct SupervisorBlock {
    pub full_name: Option<String>,
    pub title: Option<String>,
    pub approval: Option<ElectronicApproval>,
}

/// An approval given by the signed-in supervisor; stands in the place of the signature.
#[derive(Clone, Default, Serialize)]
pub struct ElectronicApproval {
    pub full_name: String,
    pub date: String,
}

/// The officer's (*PYS yetkilisi*) part, mostly written by hand.
#[derive(Clone, Default, Serialize)]
pub struct OfficerBlock {
    pub full_name: Option<String>,
    pub date: Option<String>,
    pub papers_complete: bool,
    pub identity_checked: bool,
}

/// Makes the form: exactly one page of A4. Long texts are wrapped and, if need be, set smaller, down to 5.6 points; that is
/// room for twelve commitments of 200 characters, or for six with 80 characters in every name and title. Applicant and supervisor have
/// signature fields ready, named `Applicant` and `Supervisor`.
///
/// # Errors
/// [`RenderError::is_too_long`] if the texts do not fit the page at their smallest size, or an address does not fit a QR
/// code (2,331 bytes). Otherwise the fault is in this crate.
pub fn request_form(form: &RequestForm, language: Language) -> Result<Vec<u8>, RenderError> {
    let pdf = engine::one_page(job(form, language)?)?;
    let texts = engine::texts(language)?;
    let texts: BTreeMap<String, String> = serde_json::from_slice(&texts).map_err(RenderError::broken)?;
    let tooltip = |name: &str| {
        let key = if name == "Supervisor" { "documents-sign-supervisor" } else { "documents-sign-applicant" };
        texts.get(key).cloned().unwrap_or_default()
    };
    fields::prepare(&pdf, tooltip)
}

fn job(form: &RequestForm, language: Language) -> Result<Job, RenderError> {
    let mut data = serde_json::to_value(form).map_err(RenderError::broken)?;
    data["language"] = language.tag().into();
    let mut pictures = Vec::new();
    for (picture, address) in [("/follow.svg", &form.follow_url), ("/verify.svg", &form.verify_url)] {
        if !address.trim().is_empty() {
            pictures.push((picture, qr::encode(address)?));
        }
    }
    // As people type it: without the scheme, and without the code, which stands beside it.
    let typed = form.verify_url.split_once("://").map_or(form.verify_url.as_str(), |(_, rest)| rest);
    data["verify_at"] = typed.rsplit_once('/').map(|(at, _)| at).into();
    Ok(Job {
        template: TEMPLATE,
        data,
        pictures,
        language,
        identity: format!("request-form {}", form.reference),
        created_at: form.created_at,
    })
}

#[cfg(test)]
mod tests;
