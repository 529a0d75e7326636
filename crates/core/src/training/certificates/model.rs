//! A certificate as it was issued.

use super::paper::CertificatePaper;
use crate::schema::training::{certificate_files, certificates};
use diesel::prelude::*;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{CertificateId, InstitutionId, ParticipantId, PersonId, SessionId};
use kunye_kernel::time::Time;

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = certificates, treat_none_as_default_value = false)]
pub struct Certificate {
    pub id: CertificateId,
    /// Said aloud, and in the QR code: a reference.
    pub code: String,
    pub provider_id: InstitutionId,
    pub year: i32,
    /// 1, 2, 3 within provider and year, without gaps.
    pub serial: i32,
    pub participant_id: ParticipantId,
    pub session_id: SessionId,
    pub institution_id: InstitutionId,
    pub person_id: PersonId,
    pub(super) paper: String,
    pub issued_at: Time,
    pub revoked_at: Option<Time>,
    pub revoked_by: Option<String>,
    pub revoke_reason: Option<String>,
    /// Whether another is issued in its place.
    pub reissue: bool,
}

impl Certificate {
    /// What it says, as it was at its issue.
    pub fn paper(&self) -> Result<CertificatePaper> {
        serde_json::from_str(&self.paper).map_err(Error::internal)
    }

    pub fn is_valid(&self) -> bool {
        self.revoked_at.is_none()
    }

    /// `2026/000123`
    pub fn number(&self) -> String {
        number(self.year, self.serial)
    }
}

pub(super) fn number(year: i32, serial: i32) -> String {
    format!("{year}/{serial:06}")
}

/// Its bytes in one language.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = certificate_files, treat_none_as_default_value = false)]
pub(super) struct CertificateFile {
    pub certificate_id: CertificateId,
    pub language: String,
    pub blob: String,
    pub sha256: String,
    pub made_at: Time,
}
