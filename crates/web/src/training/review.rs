//! An account manager reads an institution's request, notes what the planners should know, and passes it on or gives it back.

use super::exact;
use super::request::{CheckTag, DayTag, RequestTag, checks};
use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::input::Form;
use crate::render::Page;
use crate::visit::{Message, Visit};
use axum::extract::Path;
use kunye_core::training::onsite::{self, RequestState, Side, Verdict, one_for_manager};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Kind, Result};
use kunye_kernel::language::Language;
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct Show {
    request: RequestTag,
    /// Of the institution.
    customer: String,
    days: Vec<DayTag>,
    theirs: Vec<CheckTag>,
    /// What was said of it before, the latest first.
    reviews: Vec<ReviewTag>,
    can_review: bool,
    form: ReviewForm,
    errors: Vec<Message>,
}

impl Page for Show {
    const TEMPLATE: &'static str = "training/review.html";
}

#[derive(Serialize)]
struct ReviewTag {
    verdict: Verdict,
    text: String,
    at: String,
    by: String,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReviewForm {
    verdict: String,
    text: String,
}

fn read(world: &World, language: Language, actor: &Actor, reference: &str, form: ReviewForm) -> Result<Show> {
    let whole = world.db.read(|conn| one_for_manager(conn, actor, reference, world.today()))?;
    let review = |(review, by): &(onsite::Review, String)| ReviewTag {
        verdict: review.verdict,
        text: review.text.clone(),
        at: review.made_at.display(),
        by: by.clone(),
    };
    Ok(Show {
        customer: whole.row.request.institution_id.to_string(),
        days: whole.days.iter().map(DayTag::from).collect(),
        theirs: checks(&whole, Side::Institution),
        reviews: whole.row.reviews.iter().rev().map(review).collect(),
        can_review: whole.row.request.state == RequestState::Review,
        form,
        errors: Vec::new(),
        request: RequestTag::for_reader(&whole.row, language),
    })
}

/// `GET /musteri/talepler/{reference}`
pub async fn show(visit: Visit, Path(reference): Path<String>) -> Answer {
    let language = visit.language;
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let page = visit.app.run(move |world| read(world, language, &actor, &reference, ReviewForm::default())).await?;
    visit.page(&page)
}

/// `POST /musteri/talepler/{reference}`: verdict, text. One that was given back is the institution's own again, and has no page here.
pub async fn decide(visit: Visit, Path(reference): Path<String>, Form(form): Form<ReviewForm>) -> Answer {
    let language = visit.language;
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let verdict = if form.verdict == Verdict::Returned.as_str() { Verdict::Returned } else { Verdict::PassedOn };
    let (wanted, text) = (reference.clone(), form.text.clone());
    match visit.app.run(move |world| onsite::review(world, &actor, &wanted, verdict, &text)).await {
        Ok(()) => {
            let words = if verdict == Verdict::Returned { "training-review-returned" } else { "training-review-passed-on" };
            Ok(Flash::success(words).on(&visit.app, see_other("/musteri"))?)
        }
        Err(error) if matches!(error.kind, Kind::NotFound | Kind::Forbidden) => Err(error.into()),
        Err(error) => {
            let actor = visit.actor();
            let page = visit.app.run(move |world| read(world, language, &actor, &reference, form)).await?;
            visit.refuse(error, |errors| Show { errors, ..page }, "text")
        }
    }
}
