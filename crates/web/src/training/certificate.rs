//! Anybody who holds a certificate's code sees what it says; whoever may open it gets its bytes.

use super::{exact, invited};
use crate::answer::{Answer, file, see_other};
use crate::input::{Form, Query};
use crate::render::Page;
use crate::visit::{Message, Visit};
use axum::extract::Path;
use axum::http::StatusCode;
use kunye_core::training::certificates::{self, CertificatePaper};
use kunye_core::world::World;
use kunye_kernel::error::{Error, Kind};
use kunye_kernel::language::Language;
use kunye_kernel::reference;
use kunye_kernel::text::tidy;
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct Ask {
    /// Whether there is no certificate with the code that was asked for.
    unknown: bool,
    form: AskForm,
    errors: Vec<Message>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AskForm {
    code: String,
}

impl Page for Ask {
    const TEMPLATE: &'static str = "training/certificate_ask.html";
}

/// `GET /sertifika`
pub async fn ask(visit: Visit) -> Answer {
    visit.page(&Ask { unknown: false, form: AskForm::default(), errors: Vec::new() })
}

/// `POST /sertifika`. A slip of the hand is noticed by the check character.
pub async fn find(visit: Visit, Form(given): Form<AskForm>) -> Answer {
    if let Some(code) = reference::parse(&given.code) {
        return Ok(see_other(&format!("/sertifika/{code}")));
    }
    let form = typed(&given.code);
    visit.refuse(Error::field("code", "certificate-code-wrong"), |errors| Ask { unknown: false, form, errors }, "code")
}

/// A code as it goes back into its field.
fn typed(code: &str) -> AskForm {
    AskForm { code: tidy(code).chars().take(40).collect() }
}

/// Nothing has this code: whoever holds the paper is told so, and can type it again.
fn unknown(visit: &Visit, code: &str) -> Answer {
    if visit.wants_json {
        return Err(Error::new(Kind::NotFound, "certificate-unknown").into());
    }
    visit.page_with(StatusCode::NOT_FOUND, &Ask { unknown: true, form: typed(code), errors: Vec::new() })
}

#[derive(Serialize)]
struct Show {
    valid: bool,
    revoked_on: String,
    reason: String,
    paper: CertificatePaper,
}

impl Page for Show {
    const TEMPLATE: &'static str = "training/certificate.html";
}

/// `GET /sertifika/{code}`. Throttled in the core.
pub async fn show(visit: Visit, Path(code): Path<String>) -> Answer {
    let Some(wanted) = reference::parse(&code) else { return unknown(&visit, &code) };
    let source = visit.source.clone();
    match visit.app.run(move |world| certificates::verify(world, &source, &wanted)).await {
        Ok(certificate) => visit.page(&Show {
            valid: certificate.is_valid(),
            revoked_on: certificate.revoked_at.map(|at| at.day().to_string()).unwrap_or_default(),
            reason: certificate.revoke_reason.clone().unwrap_or_default(),
            paper: certificate.paper()?,
        }),
        Err(error) if error.kind == Kind::NotFound => unknown(&visit, &code),
        Err(error) => Err(error.into()),
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    dil: String,
}

/// `GET /sertifika/{code}/sertifika.pdf`: for the person (by the link of the invitation too), the institution's coordinator and the provider's planners.
pub async fn download(visit: Visit, Path(code): Path<String>, Query(wanted): Query<Wanted>) -> Answer {
    let (code, actor, press) = (exact(&code)?, invited::actor(&visit)?.0, visit.app.press.clone());
    let language = Language::parse(&wanted.dil).unwrap_or_default();
    let name = format!("sertifika-{code}-{}.pdf", language.code());
    let open = move |world: &World| certificates::open(world, &*press, &actor, &code, language);
    let bytes = visit.app.run(open).await?;
    file(bytes.to_vec(), "application/pdf", &name, false)
}
