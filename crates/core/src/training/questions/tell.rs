//! The job that tells a coordinator that somebody has asked. The question itself stays behind a sign-in.

use super::store;
use crate::jobs::{Job, Outcome};
use crate::register;
use crate::texts::Texts;
use crate::training::news::News;
use crate::world::World;
use kunye_kernel::error::Result;
use kunye_kernel::id::{PersonId, QuestionId};

/// About a question and one of the coordinators it goes to.
pub const ASKED: &str = "training.asked";

/// Writes to one coordinator; answered meanwhile, and nothing is sent.
pub fn send_question(world: &World, texts: &Texts, job: &Job) -> Result<Outcome> {
    let Some((id, person)) = job.subject.split_once(':') else { return Ok(Outcome::Done) };
    let found = world.db.read(|conn| {
        let waits = store::find(conn, &QuestionId::from(id))?.is_some_and(|question| question.answered_at.is_none());
        if waits { register::person(conn, &PersonId::from(person)) } else { Ok(None) }
    })?;
    let Some(person) = found else { return Ok(Outcome::Done) };
    let values = [("url", format!("{}/egitim/sorular", world.public_url))];
    News { subject: &job.subject, to: person, title: "mail-question-title", text: "sms-question", values: &values }
        .send(world, texts, job)
}
