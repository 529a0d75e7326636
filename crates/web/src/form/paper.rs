//! The form as a PDF: for the browser that made it, and for whoever knows the national id on it.

use super::draft::{MADE, made, made_with};
use crate::answer::{Answer, WithCookie, file, see_other};
use crate::input::{Form, Query};
use crate::render::Page;
use crate::visit::{Message, Visit};
use axum::extract::Path;
use kunye_core::requests::{self, follow, paper};
use kunye_kernel::error::{Error, Result};
use kunye_kernel::national_id::NationalId;
use kunye_kernel::reference;
use serde::{Deserialize, Serialize};

/// A reference in an address is exact; forms are more patient.
pub fn exact(text: &str) -> Result<String> {
    reference::parse(text).filter(|reference| reference == text).ok_or_else(Error::not_found)
}

/// `GET /talep/{reference}/form.pdf`
pub async fn download(visit: Visit, Path(reference): Path<String>) -> Answer {
    let reference = exact(&reference)?;
    if !made(&visit)?.contains(&reference) {
        return Ok(see_other(&format!("/talep/{reference}/form")));
    }
    let (texts, papers, language) = (visit.app.texts.clone(), visit.app.papers.clone(), visit.language);
    let name = format!("kunye-{reference}.pdf");
    let draw = move |world: &kunye_core::world::World| {
        let request = world.db.read(|conn| requests::by_reference(conn, &reference))?;
        paper::issue(world, &texts, &*papers, &request, language)
    };
    file(visit.app.run(draw).await?, "application/pdf", &name, false)
}

#[derive(Serialize)]
struct Confirm {
    reference: String,
    back_href: String,
    form: ConfirmForm,
    errors: Vec<Message>,
}

/// A number that did not match is not shown again.
#[derive(Serialize)]
struct ConfirmForm {
    national_id: &'static str,
}

impl Page for Confirm {
    const TEMPLATE: &'static str = "follow/confirm.html";
}

impl Confirm {
    fn new(reference: String, errors: Vec<Message>) -> Self {
        Self { back_href: format!("/izle/{reference}"), reference, form: ConfirmForm { national_id: "" }, errors }
    }
}

/// Where to go on to.
#[derive(Deserialize, Default)]
pub struct Then {
    #[serde(default)]
    sonra: String,
}

/// `GET /talep/{reference}/form`: asks for the national id. The same for references that do not exist.
pub async fn confirm(visit: Visit, Path(reference): Path<String>) -> Answer {
    visit.page(&Confirm::new(exact(&reference)?, Vec::new()))
}

#[derive(Deserialize)]
pub struct Proof {
    #[serde(default)]
    national_id: String,
}

/// `POST /talep/{reference}/form?sonra=imza`. Throttled in the core.
pub async fn prove(visit: Visit, Path(reference): Path<String>, Query(then): Query<Then>, Form(proof): Form<Proof>) -> Answer {
    let reference = exact(&reference)?;
    match known(&visit, &reference, &proof).await {
        Ok(()) => {
            let made = made_with(&visit, &reference)?;
            let to = match then.sonra.as_str() {
                "imza" => format!("/talep/{reference}/imza"),
                _ => format!("/talep/{reference}/form.pdf"),
            };
            Ok(see_other(&to).with_cookie(MADE.make(&visit.app, &made)?))
        }
        Err(error) => visit.refuse(error, |errors| Confirm::new(reference, errors), "national_id"),
    }
}

async fn known(visit: &Visit, reference: &str, proof: &Proof) -> Result<()> {
    let national_id =
        NationalId::parse(&proof.national_id).ok_or_else(|| Error::field("national_id", "form-national-id-wrong"))?;
    let (source, reference) = (visit.source.clone(), reference.to_owned());
    let confirmed = visit.app.run(move |world| follow::confirm(world, &source, &reference, &national_id)).await;
    confirmed.map(|_| ())
}
