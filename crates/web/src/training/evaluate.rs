//! A participant says what they thought of a training: one page, a minute, once.

use super::mine::{href, own};
use super::{SessionTag, invited};
use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::input::Form;
use crate::render::Page;
use crate::visit::{Message, Visit};
use axum::extract::Path;
use kunye_core::training::evaluation::{self, Answers, COMMENT_MOST, LEAST, Question};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Kind, Result};
use kunye_kernel::id::ParticipantId;
use kunye_kernel::language::Language;
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Evaluate {
    id: String,
    /// Whether it was opened by the link of the invitation.
    by_link: bool,
    session: SessionTag,
    given: bool,
    open: bool,
    until: String,
    questions: &'static [Question],
    /// The smallest group of which anything is shown.
    least: usize,
    most: usize,
    form: BTreeMap<String, String>,
    errors: Vec<Message>,
}

impl Page for Evaluate {
    const TEMPLATE: &'static str = "training/evaluate.html";
}

fn read(
    world: &World,
    language: Language,
    (actor, by_link): &(Actor, bool),
    id: &ParticipantId,
    form: BTreeMap<String, String>,
) -> Result<Evaluate> {
    let asked = world.db.read(|conn| evaluation::form(conn, actor, id, world.now()))?;
    Ok(Evaluate {
        id: id.to_string(),
        by_link: *by_link,
        session: SessionTag::of(&asked.row, language),
        given: asked.given,
        open: asked.open,
        until: asked.until.to_string(),
        questions: Question::ALL,
        least: LEAST,
        most: COMMENT_MOST,
        form,
        errors: Vec::new(),
    })
}

/// `GET /egitimlerim/{id}/degerlendirme`
pub async fn ask(visit: Visit, Path(id): Path<String>) -> Answer {
    let (who, id) = (invited::actor(&visit)?, own(&id)?);
    let language = visit.language;
    let page = visit.app.run(move |world| read(world, language, &who, &id, BTreeMap::new())).await?;
    visit.page(&page)
}

/// `POST /egitimlerim/{id}/degerlendirme`: a score under the name of each question, and `comment`.
pub async fn give(visit: Visit, Path(id): Path<String>, Form(form): Form<BTreeMap<String, String>>) -> Answer {
    let language = visit.language;
    let (who, id) = (invited::actor(&visit)?, own(&id)?);
    let score = |question: &Question| Some((*question, form.get(question.as_str())?.trim().parse().ok()?));
    let answers = Answers {
        scores: Question::ALL.iter().filter_map(score).collect(),
        comment: form.get("comment").cloned().unwrap_or_default(),
    };
    let (wanted, (actor, by_link)) = (id.clone(), who.clone());
    match visit.app.run(move |world| evaluation::give(world, &actor, &wanted, &answers)).await {
        Ok(()) => {
            let back = if by_link { href(&id) } else { "/egitimlerim".to_owned() };
            Ok(Flash::success("evaluation-thanks").on(&visit.app, see_other(&back))?)
        }
        Err(error) if matches!(error.kind, Kind::NotFound | Kind::Forbidden) => Err(error.into()),
        Err(error) => {
            let page = visit.app.run(move |world| read(world, language, &who, &id, form)).await?;
            visit.refuse(error, |errors| Evaluate { errors, ..page }, "")
        }
    }
}
