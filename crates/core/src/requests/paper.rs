//! The *Kullanıcı Talep Formu*: what the paper says, in words, and its issue. Drawing it is the business of the `documents` crate, which
//! the binary plugs in.

use super::model::{Decision, Request, Way};
use super::store;
use crate::applications;
use crate::issued::{self, NewDocument};
use crate::policy::{self, Policy};
use crate::register::{self, Institution};
use crate::texts::Texts;
use crate::world::World;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::language::Language;
use serde::Serialize;

/// Everything on the paper.
#[derive(Debug, Clone, Serialize)]
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
    /// The code by which anybody can verify it, and the address at which that is done. Neither is of its content.
    pub code: String,
    #[serde(skip)]
    pub verify_url: String,
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
            code: String::new(),
            verify_url: String::new(),
        })
    })
}

/// The kind under which the form is issued.
pub const KIND: &str = "request_form";

/// The form of a request as a PDF, issued: the same request and language give the same bytes, until the supervisor has approved it or it
/// has its number in the archive. Whoever asks has been let through by the caller.
pub fn issue(world: &World, texts: &Texts, papers: &dyn Papers, request: &Request, language: Language) -> Result<Vec<u8>> {
    let paper = paper(world, texts, request, language)?;
    let new = NewDocument {
        kind: KIND,
        subject: request.id.as_str(),
        // Where the form was made out to; the officer's archive has a copy of its own.
        owner: &request.claimed_unit_id,
        content: &serde_json::to_vec(&paper).map_err(Error::internal)?,
        facts: facts(texts, request, &paper),
    };
    let draw = |code: &str, address: &str| {
        papers.request_form(&FormPaper { code: code.to_owned(), verify_url: address.to_owned(), ..paper.clone() })
    };
    issued::issue(world, &new, draw).map(|issued| issued.bytes)
}

/// Every field of the paper, for the page that verifies it. Numbers by which people are known are masked there as everywhere.
fn facts(texts: &Texts, request: &Request, paper: &FormPaper) -> Vec<(&'static str, String)> {
    let changes: Vec<String> = paper.changes.iter().map(|(act, role)| format!("{act}: {role}")).collect();
    let approved = paper.approved_by.as_ref().map(|(name, day)| format!("{name}, {day}"));
    let yes_no = |yes: bool| texts.text(paper.language, if yes { "documents-yes" } else { "documents-no" }, &[]);
    let fields = [
        ("documents-reference", Some(paper.reference.clone())),
        ("documents-requested-on", Some(paper.made_on.clone())),
        ("documents-kind", Some(paper.kind.clone())),
        ("document-institution", Some(paper.institution.clone())),
        ("document-unit", Some(format!("{} ({})", paper.unit, paper.detsis))),
        ("documents-national-id", Some(request.national_id.masked())),
        ("documents-given-names", Some(paper.given_names.clone())),
        ("documents-surname", Some(paper.surname.clone())),
        ("documents-staff-no", paper.staff_no.clone()),
        ("documents-mobile", Some(request.mobile.masked())),
        ("documents-compromised", paper.compromised.map(yes_no)),
        ("documents-account", paper.account.clone()),
        ("documents-application", paper.application.clone()),
        ("documents-changes", Some(changes.join("; ")).filter(|changes| !changes.is_empty())),
        ("documents-why", paper.why.clone()),
        ("documents-approved-electronically", approved),
        ("documents-archive-no", paper.archive_no.clone()),
    ];
    fields.into_iter().filter_map(|(key, value)| Some((key, value?))).collect()
}
