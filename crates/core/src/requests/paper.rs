//! The *Kullanıcı Talep Formu* as data: what the paper says, in words. Drawing it is the business of the `documents` crate,
//! which the binary plugs in.

use super::model::{Decision, Request, Way};
use super::store;
use crate::applications;
use crate::policy::{self, Policy};
use crate::register::{self, Institution};
use crate::texts::Texts;
use crate::world::World;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::language::Language;

/// Everything on the paper.
#[derive(Debug, Clone)]
pub struct FormPaper {
    pub language: Language,
    pub institution: String,
    pub unit: String,
    pub detsis: String,
    pub province: Option<String>,
    pub reference: String,
    /// Where the QR code leads.
    pub follow_url: String,
    pub made_on: String,
    pub made_at_unix: i64,
    pub kind: String,
    pub national_id: String,
    pub given_names: String,
    pub surname: String,
    pub staff_no: Option<String>,
    pub mobile: String,
    /// None where no password is asked for.
    pub compromised: Option<bool>,
    /// The unit's account it is about, by user name.
    pub account: Option<String>,
    /// The application whose roles are asked for.
    pub application: Option<String>,
    /// Roles to be given or taken: the act and the role in words.
    pub changes: Vec<(String, String)>,
    /// Why.
    pub why: Option<String>,
    pub commitments: Vec<String>,
    pub notice: String,
    /// Name and day of an approval given signed in.
    pub approved_by: Option<(String, String)>,
    pub archive_no: Option<String>,
}

/// Draws papers.
pub trait Papers: Send + Sync {
    fn request_form(&self, paper: &FormPaper) -> Result<Vec<u8>>;
}

/// The paragraphs of the commitment, each the end of a key `form-commitments-…`; page and paper show the same ones.
pub const COMMITMENTS: [&str; 5] = ["true", "duty", "secret", "renew", "report"];

/// The paper of a request, in a language. Whoever asks has been let through by the caller.
pub fn paper(world: &World, texts: &Texts, request: &Request, language: Language) -> Result<FormPaper> {
    world.db.read(|conn| {
        let unit = register::unit(conn, &request.claimed_unit_id)?.ok_or_else(Error::not_found)?;
        let institution: Institution = register::store::institution(conn, &unit.institution_id)?.ok_or_else(Error::not_found)?;
        let approved_by = match store::approval(conn, &request.id)? {
            Some(approval) if approval.way == Way::Electronic && approval.decision == Decision::Approved => {
                register::person(conn, &approval.supervisor_id)?
                    .map(|person| (person.full_name(), approval.signed_on.to_string()))
            }
            _ => None,
        };
        let archive_no = crate::archive::current(conn, request.id.as_str(), super::file::FORM)?.map(|item| item.archive_no);
        let days = Policy::at(conn, request.made_at)?.get(policy::PASSWORD_MAX_AGE).to_string();
        let args = [("version", request.notice_version.clone()), ("days", days)];
        let text = |key: &str| texts.text(language, key, &args);
        let (mut application, mut changes) = (None, Vec::new());
        for change in store::changes(conn, &request.id)? {
            let (of, role) = applications::role(conn, &change.role)?.ok_or_else(Error::not_found)?;
            application = Some(of.name);
            changes.push((text(&format!("change-act-{}", change.act)), role.name));
        }
        Ok(FormPaper {
            language,
            institution: institution.name,
            unit: unit.name,
            detsis: unit.detsis,
            province: unit.province.map(|province| province.name().to_owned()),
            reference: request.reference.clone(),
            follow_url: format!("{}/izle/{}", world.public_url, request.reference),
            made_on: request.made_at.day().to_string(),
            made_at_unix: request.made_at.0 / 1_000,
            kind: text(&format!("request-kind-{}", request.kind.as_str().replace('_', "-"))),
            national_id: request.national_id.digits().to_owned(),
            given_names: request.given_names.clone(),
            surname: request.surname.clone(),
            staff_no: Some(request.staff_no.clone()).filter(|no| !no.is_empty()),
            mobile: request.mobile.spaced(),
            compromised: request.kind.brings_password().then_some(request.compromised),
            account: request.account_name.clone(),
            application,
            changes,
            why: request.why.clone(),
            commitments: COMMITMENTS.iter().map(|end| text(&format!("form-commitments-{end}"))).collect(),
            notice: text("form-notice-version"),
            approved_by,
            archive_no,
        })
    })
}
