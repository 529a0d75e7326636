//! Draws the papers of the core with the `documents` crate.

use kunye_core::requests::paper::{FormPaper, Papers};
use kunye_documents::{ApplicantBlock, ElectronicApproval, IssuingUnit, RequestForm, RoleChange, SupervisorBlock, request_form};
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::language::Language;

pub struct Typeset;

impl Papers for Typeset {
    fn request_form(&self, paper: &FormPaper) -> Result<Vec<u8>> {
        let approved_by = paper.approved_by.clone();
        let form = RequestForm {
            institution: paper.institution.clone(),
            unit: IssuingUnit {
                name: paper.unit.clone(),
                detsis: paper.detsis.clone(),
                province: paper.province.clone().unwrap_or_default(),
            },
            reference: paper.reference.clone(),
            follow_url: paper.follow_url.clone(),
            requested_on: paper.made_on.clone(),
            kind: paper.kind.clone(),
            applicant: ApplicantBlock {
                national_id: Some(paper.national_id.clone()),
                given_names: Some(paper.given_names.clone()),
                surname: Some(paper.surname.clone()),
                staff_no: paper.staff_no.clone(),
                title: None,
                mobile: Some(paper.mobile.clone()),
            },
            account: paper.account.clone(),
            compromised: paper.compromised,
            application: paper.application.clone(),
            changes: paper.changes.iter().map(|(act, role)| RoleChange { act: act.clone(), role: role.clone() }).collect(),
            why: paper.why.clone(),
            commitments: paper.commitments.clone(),
            privacy_notice: Some(paper.notice.clone()),
            supervisor: SupervisorBlock {
                full_name: approved_by.as_ref().map(|(name, _)| name.clone()),
                title: None,
                approval: approved_by.map(|(full_name, date)| ElectronicApproval { full_name, date }),
            },
            officer: Default::default(),
            archive_no: paper.archive_no.clone(),
            code: paper.code.clone(),
            created_at: paper.made_at_unix.saturating_mul(1_000),
        };
        let language = match paper.language {
            Language::Tr => kunye_documents::Language::Turkish,
            Language::En => kunye_documents::Language::English,
        };
        request_form(&form, language).map_err(|cause| match cause.is_too_long() {
            true => Error::new(Kind::TooLarge, "error-paper-too-long").because(cause),
            false => Error::internal(cause),
        })
    }
}
