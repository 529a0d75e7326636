//! Draws the papers of the core with the `documents` crate.

use kunye_core::requests::paper::{FormPaper, Papers};
use kunye_core::training::attendance::SheetPaper;
use kunye_core::training::certificates::{CertificatePaper, Press};
use kunye_documents::{
    ApplicantBlock, Certificate, ElectronicApproval, IssuingUnit, RenderError, RequestForm, RoleChange, SignatureSheet, Signer,
    SupervisorBlock, certificate, request_form, signature_sheet,
};
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
            verify_url: paper.verify_url.clone(),
            created_at: paper.made_at_unix.saturating_mul(1_000),
        };
        request_form(&form, language(paper.language)).map_err(failed)
    }
}

impl Press for Typeset {
    fn certificate(&self, paper: &CertificatePaper, wanted: Language) -> Result<Vec<u8>> {
        let drawn = Certificate {
            number: paper.number.clone(),
            code: paper.code.clone(),
            verify_url: paper.verify_url.clone(),
            full_name: format!("{} {}", paper.given_names, paper.surname),
            institution: paper.institution.clone(),
            course: if wanted == Language::En { paper.course_en.clone() } else { paper.course.clone() },
            hours: paper.hours.to_string(),
            held_on: paper.held_on.clone(),
            place: format!("{}, {}", paper.site, paper.province),
            programme: paper.programme.clone(),
            provider: paper.provider.clone(),
            issued_on: paper.issued_on.clone(),
            created_at: paper.issued_at,
        };
        certificate(&drawn, language(wanted)).map_err(failed)
    }

    fn signature_sheet(&self, sheet: &SheetPaper) -> Result<Vec<u8>> {
        let signer = |(name, institution): &(String, String)| Signer { name: name.clone(), institution: institution.clone() };
        let drawn = SignatureSheet {
            provider: sheet.provider.clone(),
            course: sheet.course.clone(),
            reference: sheet.reference.clone(),
            date: sheet.day.to_string(),
            place: sheet.site.clone(),
            trainer: sheet.trainer.clone(),
            hours: sheet.hours.clone(),
            people: sheet.people.iter().map(signer).collect(),
            url: sheet.url.clone(),
            created_at: sheet.made_at,
        };
        signature_sheet(&drawn, kunye_documents::Language::Turkish).map_err(failed)
    }
}

fn language(language: Language) -> kunye_documents::Language {
    match language {
        Language::Tr => kunye_documents::Language::Turkish,
        Language::En => kunye_documents::Language::English,
    }
}

fn failed(cause: RenderError) -> Error {
    match cause.is_too_long() {
        true => Error::new(Kind::TooLarge, "error-paper-too-long").because(cause),
        false => Error::internal(cause),
    }
}
