//! The certificate of participation (*katılım sertifikası*): one page of A4, on its side.

use crate::engine::{self, Job};
use crate::{Language, RenderError, qr};
use serde::Serialize;

const TEMPLATE: &str = include_str!("certificate.typ");

/// All that stands on a certificate, as it is to be printed; dates as they are to be read.
#[derive(Clone, Default, Serialize)]
pub struct Certificate {
    pub number: String,
    /// Said aloud and typed, such as `KT7M-2QX4`.
    pub code: String,
    /// Content of the QR code, and a link in the PDF.
    pub verify_url: String,
    pub full_name: String,
    pub institution: String,
    pub course: String,
    pub hours: String,
    pub held_on: String,
    pub place: String,
    pub programme: String,
    pub provider: String,
    pub issued_on: String,
    /// For the file's metadata: milliseconds since 1970-01-01 00:00 UTC.
    #[serde(skip)]
    pub created_at: i64,
}

/// Makes the certificate: exactly one page. Long names are wrapped and, if need be, set smaller.
///
/// # Errors
/// [`RenderError::is_too_long`] if the texts do not fit the page at their smallest size, or `verify_url` does not fit a QR code
/// (2,331 bytes). Otherwise the fault is in this crate.
pub fn certificate(certificate: &Certificate, language: Language) -> Result<Vec<u8>, RenderError> {
    engine::one_page(job(certificate, language)?)
}

fn job(certificate: &Certificate, language: Language) -> Result<Job, RenderError> {
    let mut data = serde_json::to_value(certificate).map_err(RenderError::broken)?;
    data["language"] = language.tag().into();
    Ok(Job {
        template: TEMPLATE,
        data,
        pictures: vec![("/verify.svg", qr::encode(&certificate.verify_url)?)],
        language,
        identity: format!("certificate {}", certificate.code),
        created_at: certificate.created_at,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Certificate {
        Certificate {
            number: "2026/000123".into(),
            code: "KT7M-2QX4".into(),
            verify_url: "https://kunye.example/sertifika/KT7M-2QX4".into(),
            full_name: "Gülşah İpek Işıkoğlu".into(),
            institution: "Örnek Kamu Kurumu".into(),
            course: "Elektronik İmzaya Giriş".into(),
            hours: "4".into(),
            held_on: "18.12.2026".into(),
            place: "Ankara Eğitim Merkezi, Ankara".into(),
            programme: "2026 Elektronik İmza Eğitim Programı".into(),
            provider: "Örnek Sertifikasyon Merkezi".into(),
            issued_on: "21.12.2026".into(),
            created_at: 1_797_800_000_000,
        }
    }

    /// B12: the stored bytes can be drawn again from the stored paper.
    #[test]
    fn the_same_certificate_is_the_same_bytes_and_each_language_its_own() {
        let first = certificate(&sample(), Language::Turkish).unwrap();
        assert!(first.starts_with(b"%PDF-"));
        assert_eq!(first, certificate(&sample(), Language::Turkish).unwrap());
        assert_ne!(first, certificate(&sample(), Language::English).unwrap());
    }

    #[test]
    fn long_names_stay_on_the_page_and_endless_ones_are_refused() {
        let long = Certificate {
            full_name: "Abdurrahmangazioğulları ".repeat(4),
            institution: "Yükseköğretim Araştırmaları ve Uygulamaları Genel Müdürlüğü ".repeat(3),
            course: "Nitelikli elektronik imza altyapısının kurulması ve işletilmesi ".repeat(3),
            ..sample()
        };
        assert!(certificate(&long, Language::Turkish).is_ok());
        let endless = Certificate { full_name: "ğ".repeat(9_000), ..sample() };
        assert!(certificate(&endless, Language::Turkish).unwrap_err().is_too_long());
    }
}
