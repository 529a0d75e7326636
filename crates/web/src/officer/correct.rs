//! Correcting the register where it is out of date (A7).

use super::href;
use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::form::paper::exact;
use crate::input::Form;
use crate::render::Page;
use crate::visit::{Message, Visit};
use axum::extract::Path;
use kunye_core::register::correct::{self as verb, Correction};
use kunye_core::register::{Person, Post, Unit};
use kunye_core::requests::view::{self, Seen};
use kunye_kernel::error::{Error, Result};
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct Correct {
    back_href: String,
    applicant: Applicant,
    recorded: Fields,
    form: CorrectForm,
    errors: Vec<Message>,
}

impl Page for Correct {
    const TEMPLATE: &'static str = "officer/correct.html";
}

#[derive(Serialize)]
struct Applicant {
    name: String,
    unit: String,
}

/// What the register holds, ready to be shown.
#[derive(Serialize)]
struct Fields {
    given_names: String,
    surname: String,
    title: String,
    staff_no: String,
    mobile: String,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
pub struct CorrectForm {
    given_names: String,
    surname: String,
    title: String,
    staff_no: String,
    /// Empty when the number is not to change: the one on record is not shown, so it cannot be typed back.
    mobile: String,
    reason: String,
}

type Recorded = (Person, Post, Unit);

/// The person of a request that the visitor deals with.
async fn load(visit: &Visit, reference: &str) -> Result<Recorded> {
    let (actor, reference) = (visit.actor(), reference.to_owned());
    let seen = visit.app.run(move |world| view::for_officer(world, &actor, &reference)).await?;
    match seen {
        Seen::Whole(seen) => seen.person.ok_or_else(Error::not_found),
        Seen::Exists(_) => Err(Error::not_found()),
    }
}

fn page(visit: &Visit, reference: &str, recorded: &Recorded, form: CorrectForm, errors: Vec<Message>) -> Correct {
    let (person, post, unit) = recorded;
    let mobile = person.mobile.as_ref().map(|mobile| mobile.masked());
    Correct {
        back_href: href(reference),
        applicant: Applicant { name: person.full_name(), unit: unit.name.clone() },
        recorded: Fields {
            given_names: person.given_names.clone(),
            surname: person.surname.clone(),
            title: post.title.clone(),
            staff_no: person.staff_no.clone(),
            mobile: mobile.unwrap_or_else(|| visit.text("officer-not-recorded")),
        },
        form,
        errors,
    }
}

/// `GET /kurum/talepler/{reference}/duzelt`
pub async fn ask(visit: Visit, Path(reference): Path<String>) -> Answer {
    let reference = exact(&reference)?;
    let recorded = load(&visit, &reference).await?;
    let (person, post, _) = &recorded;
    let form = CorrectForm {
        given_names: person.given_names.clone(),
        surname: person.surname.clone(),
        title: post.title.clone(),
        staff_no: person.staff_no.clone(),
        ..CorrectForm::default()
    };
    visit.page(&page(&visit, &reference, &recorded, form, Vec::new()))
}

/// `POST /kurum/talepler/{reference}/duzelt`
pub async fn correct(visit: Visit, Path(reference): Path<String>, Form(form): Form<CorrectForm>) -> Answer {
    let reference = exact(&reference)?;
    let recorded = load(&visit, &reference).await?;
    let (actor, person) = (visit.actor(), recorded.0.id.clone());
    let correction = Correction {
        given_names: Some(form.given_names.clone()),
        surname: Some(form.surname.clone()),
        staff_no: Some(form.staff_no.clone()),
        title: Some(form.title.clone()),
        mobile: Some(form.mobile.clone()).filter(|typed| !typed.trim().is_empty()),
        reason: form.reason.clone(),
    };
    match visit.app.run(move |world| verb::correct(world, &actor, &person, &correction)).await {
        Ok(changes) => {
            let flash =
                if changes.is_empty() { Flash::info("officer-nothing-corrected") } else { Flash::success("officer-corrected") };
            Ok(flash.on(&visit.app, see_other(&href(&reference)))?)
        }
        Err(error) => visit.refuse(error, |errors| page(&visit, &reference, &recorded, form, errors), "reason"),
    }
}
