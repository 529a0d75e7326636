//! What a certificate says, in words. Drawing it is the business of the `documents` crate, which the binary plugs in.

use crate::training::attendance::SheetPaper;
use kunye_kernel::error::Result;
use kunye_kernel::language::Language;
use serde::{Deserialize, Serialize};

/// Everything on a certificate. Stored with it, so that names stay as they were.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificatePaper {
    pub number: String,
    pub code: String,
    /// Where the QR code leads.
    pub verify_url: String,
    pub given_names: String,
    pub surname: String,
    pub institution: String,
    pub course: String,
    pub course_en: String,
    pub hours: i32,
    /// As it is to be read: `18.12.2026`, or the first and the last day.
    pub held_on: String,
    pub site: String,
    pub province: String,
    pub provider: String,
    pub programme: String,
    pub issued_on: String,
    /// Milliseconds since 1970-01-01 00:00 UTC.
    pub issued_at: i64,
}

/// Draws the papers of a training. The same paper gives the same bytes.
pub trait Press: Send + Sync {
    fn certificate(&self, paper: &CertificatePaper, language: Language) -> Result<Vec<u8>>;

    /// The sheet that people of a class sign, in Turkish: so many pages as it takes.
    fn signature_sheet(&self, sheet: &SheetPaper) -> Result<Vec<u8>>;
}
