//! The sheet that the people of a class sign (*imza föyü*): A4, a page for every 24 names, a box for every hour of the day.

use crate::engine::{self, Job};
use crate::{Language, RenderError, qr};
use serde::Serialize;

const TEMPLATE: &str = include_str!("sheet.typ");

/// A class has 24 seats, and so has a page.
const NAMES_A_PAGE: usize = 24;

/// All that stands on a sheet, as it is to be printed.
#[derive(Clone, Default, Serialize)]
pub struct SignatureSheet {
    pub provider: String,
    pub course: String,
    /// Of the session, such as `KT7M-2QX4`.
    pub reference: String,
    pub date: String,
    pub place: String,
    pub trainer: String,
    /// When each hour begins.
    pub hours: Vec<String>,
    #[serde(skip)]
    pub people: Vec<Signer>,
    /// Content of the QR code, and a link in the PDF.
    pub url: String,
    /// For the file's metadata: milliseconds since 1970-01-01 00:00 UTC.
    #[serde(skip)]
    pub created_at: i64,
}

/// A row.
#[derive(Clone, Default, Serialize)]
pub struct Signer {
    pub name: String,
    pub institution: String,
}

/// Makes the sheet: so many pages as there are 24 names, and one where there are none. Long names are set smaller and cut to their row.
///
/// # Errors
/// [`RenderError::is_too_long`] if `url` does not fit a QR code (2,331 bytes) or a heading does not fit its page. Otherwise the fault is in
/// this crate.
pub fn signature_sheet(sheet: &SignatureSheet, language: Language) -> Result<Vec<u8>, RenderError> {
    let (job, pages) = job(sheet, language)?;
    engine::pages(job, pages)
}

fn job(sheet: &SignatureSheet, language: Language) -> Result<(Job, usize), RenderError> {
    let mut data = serde_json::to_value(sheet).map_err(RenderError::broken)?;
    let mut pages: Vec<&[Signer]> = sheet.people.chunks(NAMES_A_PAGE).collect();
    if pages.is_empty() {
        pages.push(&[]);
    }
    data["language"] = language.tag().into();
    data["pages"] = serde_json::to_value(&pages).map_err(RenderError::broken)?;
    let job = Job {
        template: TEMPLATE,
        data,
        pictures: vec![("/sheet.svg", qr::encode(&sheet.url)?)],
        language,
        identity: format!("signature sheet {} {}", sheet.reference, sheet.date),
        created_at: sheet.created_at,
    };
    Ok((job, pages.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(people: usize, hours: usize) -> SignatureSheet {
        let signer = |at: usize| Signer {
            name: format!("Abdurrahman Gazi İpekçioğlu Çığır {at}"),
            institution: "Yükseköğretim Araştırmaları ve Uygulamaları Genel Müdürlüğü Basımevi".into(),
        };
        SignatureSheet {
            provider: "Örnek Sertifikasyon Merkezi".into(),
            course: "Elektronik İmza Uygulamaları".into(),
            reference: "KT7M-2QX4".into(),
            date: "18.12.2026".into(),
            place: "Ankara Eğitim Merkezi, Ankara".into(),
            trainer: "Gülşah Işık".into(),
            hours: (0..hours).map(|hour| format!("{:02}:30", 9 + hour)).collect(),
            people: (0..people).map(signer).collect(),
            url: "https://kunye.example/egitmen/seans/KT7M-2QX4/kagit?gun=2026-12-18".into(),
            created_at: 1_797_800_000_000,
        }
    }

    #[test]
    fn a_page_for_every_24_names_and_eight_hours_fit_beside_them() {
        for (people, hours, pages) in [(0, 4, 1), (1, 1, 1), (24, 4, 1), (25, 4, 2), (24, 8, 1), (49, 8, 3)] {
            let (job, expected) = job(&sample(people, hours), Language::Turkish).unwrap();
            let drawn = engine::lay_out(job).unwrap().pages().len();
            assert_eq!((expected, drawn), (pages, pages), "{people} people, {hours} hours");
        }
    }

    #[test]
    fn the_same_sheet_is_the_same_bytes() {
        let first = signature_sheet(&sample(30, 4), Language::Turkish).unwrap();
        assert!(first.starts_with(b"%PDF-"));
        assert_eq!(first, signature_sheet(&sample(30, 4), Language::Turkish).unwrap());
        let endless = SignatureSheet { url: "a".repeat(4_000), ..sample(1, 1) };
        assert!(signature_sheet(&endless, Language::Turkish).unwrap_err().is_too_long());
    }
}
