//! Questions of staff: asked under one's own trainings, answered by the coordinator of one's own institution, and read by nobody else.

use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::input::Form;
use crate::render::Page;
use crate::visit::{Message, Visit};
use axum::extract::Path;
use kunye_core::register::duties::training::coordinator_of;
use kunye_core::register::{self, Person};
use kunye_core::training::questions::{self, Addressee, Asked, Question};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::{QuestionId, looks_like_id};
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct MineTag {
    text: String,
    at: String,
    /// "" while it waits.
    answer: String,
    answered_at: String,
}

#[derive(Serialize)]
struct Ask {
    /// "" for whoever works nowhere.
    institution: String,
    /// Who reads it.
    coordinators: Vec<String>,
    questions: Vec<MineTag>,
    form: TextForm,
    errors: Vec<Message>,
}

impl Page for Ask {
    const TEMPLATE: &'static str = "training/question.html";
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TextForm {
    text: String,
}

fn own(world: &World, actor: &Actor, form: TextForm) -> Result<Ask> {
    let (to, questions) = world.db.read(|conn| {
        let to = questions::addressee(conn, actor, world.today())?;
        Ok((to, questions::mine(conn, actor)?))
    })?;
    let tag = |question: Question| MineTag {
        text: question.text,
        at: question.asked_at.display(),
        answer: question.answer.unwrap_or_default(),
        answered_at: question.answered_at.map(|at| at.display()).unwrap_or_default(),
    };
    let (institution, coordinators) = match to {
        Some(Addressee { institution, coordinators, .. }) => {
            (institution.name, coordinators.iter().map(Person::full_name).collect())
        }
        None => (String::new(), Vec::new()),
    };
    let questions = questions.into_iter().map(tag).collect();
    Ok(Ask { institution, coordinators, questions, form, errors: Vec::new() })
}

/// `GET /egitimlerim/soru`
pub async fn mine(visit: Visit) -> Answer {
    let actor = visit.actor();
    let page = visit.app.run(move |world| own(world, &actor, TextForm::default())).await?;
    visit.page(&page)
}

/// `POST /egitimlerim/soru`
pub async fn ask(visit: Visit, Form(form): Form<TextForm>) -> Answer {
    let (actor, text) = (visit.actor(), form.text.clone());
    match visit.app.run(move |world| questions::ask(world, &actor, &text)).await {
        Ok(_) => Ok(Flash::success("question-sent").on(&visit.app, see_other("/egitimlerim/soru"))?),
        Err(error) => {
            let actor = visit.actor();
            let page = visit.app.run(move |world| own(world, &actor, form)).await?;
            visit.refuse(error, |errors| Ask { errors, ..page }, "text")
        }
    }
}

#[derive(Serialize)]
struct List {
    institution: String,
    /// What waits first.
    rows: Vec<AskedTag>,
    waiting: usize,
    /// Of the question whose answer was wrong; "" for none.
    failed: String,
    form: TextForm,
    errors: Vec<Message>,
}

impl Page for List {
    const TEMPLATE: &'static str = "training/questions.html";
}

#[derive(Serialize)]
struct AskedTag {
    id: String,
    name: String,
    unit: String,
    #[serde(flatten)]
    question: MineTag,
}

fn read(world: &World, actor: &Actor) -> Result<List> {
    let today = world.today();
    world.db.read(|conn| {
        let proof = coordinator_of(conn, actor, today)?;
        let institution = register::institution(conn, proof.institution())?.map(|one| one.name).unwrap_or_default();
        let tag = |Asked { question, person, unit }: Asked| AskedTag {
            id: question.id.to_string(),
            name: person.full_name(),
            unit: unit.map(|unit| unit.name).unwrap_or_default(),
            question: MineTag {
                text: question.text,
                at: question.asked_at.display(),
                answer: question.answer.unwrap_or_default(),
                answered_at: question.answered_at.map(|at| at.display()).unwrap_or_default(),
            },
        };
        let rows: Vec<AskedTag> = questions::of_coordinator(conn, &proof, today)?.into_iter().map(tag).collect();
        Ok(List {
            institution,
            waiting: rows.iter().filter(|row| row.question.answer.is_empty()).count(),
            rows,
            failed: String::new(),
            form: TextForm::default(),
            errors: Vec::new(),
        })
    })
}

/// `GET /egitim/sorular`
pub async fn list(visit: Visit) -> Answer {
    let actor = visit.actor();
    let page = visit.app.run(move |world| read(world, &actor)).await?;
    visit.page(&page)
}

/// `POST /egitim/sorular/{id}`: text.
pub async fn answer(visit: Visit, Path(id): Path<String>, Form(form): Form<TextForm>) -> Answer {
    if !looks_like_id(&id) {
        return Err(Error::not_found().into());
    }
    let (actor, wanted, text) = (visit.actor(), QuestionId::from(id.as_str()), form.text.clone());
    match visit.app.run(move |world| questions::answer(world, &actor, &wanted, &text)).await {
        Ok(()) => Ok(Flash::success("question-answer-sent").on(&visit.app, see_other("/egitim/sorular"))?),
        Err(error) if matches!(error.kind, Kind::NotFound | Kind::Forbidden) => Err(error.into()),
        Err(error) => {
            let actor = visit.actor();
            let page = visit.app.run(move |world| read(world, &actor)).await?;
            // Each question has a box of its own; what was wrong stands at this one.
            let at =
                |errors: Vec<Message>| errors.into_iter().map(|one| Message { field: format!("text-{id}"), ..one }).collect();
            visit.refuse(error, |errors| List { errors: at(errors), failed: id.clone(), form, ..page }, "text")
        }
    }
}
