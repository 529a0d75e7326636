//! The job that tells a coordinator that somebody has asked. The question itself stays behind a sign-in.

use super::store;
use crate::jobs::{Job, Outcome};
use crate::messages::notice::{self, Address, Notice};
use crate::register;
use crate::texts::Texts;
use crate::world::World;
use kunye_kernel::error::Result;
use kunye_kernel::id::{PersonId, QuestionId};
use kunye_kernel::language::Language;

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
    let Some(to) = Address::of(person.mobile, person.email) else { return Ok(Outcome::Done) };
    let args = [("url", format!("{}/egitim/sorular", world.public_url))];
    let text = |key: &str| texts.text(Language::Tr, key, &args);
    let about = Notice {
        purpose: "training",
        subject: &job.subject,
        person: &person.id,
        to,
        title: text("mail-question-title"),
        text: text("sms-question"),
    };
    notice::send(world, job, &about)
}
