//! The coordinator answers; whoever asked is told that there is an answer.

use super::ask::MOST;
use super::store::{self, Question};
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::jobs::{self, Job, Outcome};
use crate::register::duties::training::{CoordinatorOf, coordinator_of};
use crate::register::{self, Person, Unit};
use crate::texts::Texts;
use crate::training::news::News;
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{PersonId, QuestionId, UnitId};
use kunye_kernel::text::tidy;
use kunye_kernel::time::Day;
use serde_json::json;

/// About a question.
pub const ANSWERED: &str = "training.answered";

/// Answered questions that are shown.
const BEFORE: i64 = 50;

/// A question with who asked it, and where they work today.
#[derive(Debug, Clone)]
pub struct Asked {
    pub question: Question,
    pub person: Person,
    pub unit: Option<Unit>,
}

/// What was asked in the coordinator's own institution; what waits comes first.
pub fn of_coordinator(conn: &mut Conn, proof: &CoordinatorOf, today: Day) -> Result<Vec<Asked>> {
    let found = store::of_institution(conn, proof.institution(), BEFORE)?;
    let ids: Vec<PersonId> = found.iter().map(|question| question.person_id.clone()).collect();
    let people = register::people_of(conn, &ids)?;
    let posts = register::current_posts(conn, &ids, today)?;
    let units: Vec<UnitId> = posts.values().map(|post| post.unit_id.clone()).collect();
    let units = register::units_of(conn, &units)?;
    let with = |question: Question| {
        let person = people.get(&question.person_id).cloned()?;
        let unit = posts.get(&question.person_id).and_then(|post| units.get(&post.unit_id)).cloned();
        Some(Asked { question, person, unit })
    };
    Ok(found.into_iter().filter_map(with).collect())
}

/// How many questions wait.
pub fn unanswered(conn: &mut Conn, proof: &CoordinatorOf) -> Result<i64> {
    store::unanswered(conn, proof.institution())
}

/// Answers a question of the coordinator's own institution, once.
pub fn answer(world: &World, actor: &Actor, id: &QuestionId, text: &str) -> Result<()> {
    let (now, today, text) = (world.now(), world.today(), tidy(text));
    world.db.write(|tx| {
        let proof = coordinator_of(tx, actor, today)?;
        let question = store::find(tx, id)?.filter(|question| question.institution_id == *proof.institution());
        let question = question.ok_or_else(Error::not_found)?;
        if text.is_empty() || text.chars().count() > MOST {
            return Err(Error::field("text", "question-answer").with("most", MOST));
        }
        if question.answered_at.is_some() {
            return Err(Error::conflict("question-answered"));
        }
        store::set_answer(tx, id, &text, proof.person(), now)?;
        jobs::enqueue(tx, &*world.entropy, ANSWERED, id.as_str(), now, now)?;
        let entry = Entry::new("question.answered", "question", id.as_str()).unit(proof.root());
        audit::record(tx, now, actor, &entry.detail(json!({ "person": question.person_id })))
    })
}

/// Tells whoever asked. The answer itself stays behind a sign-in.
pub fn send_answer(world: &World, texts: &Texts, job: &Job) -> Result<Outcome> {
    let id = QuestionId::from(job.subject.as_str());
    let found = world.db.read(|conn| match store::find(conn, &id)? {
        Some(question) => register::person(conn, &question.person_id),
        None => Ok(None),
    })?;
    let Some(person) = found else { return Ok(Outcome::Done) };
    let values = [("url", format!("{}/egitimlerim/soru", world.public_url))];
    News { subject: id.as_str(), to: person, title: "mail-answer-title", text: "sms-answer", values: &values }
        .send(world, texts, job)
}
