//! The job that tells somebody that they are invited, or not expected any more. What it says is what is true when it runs.

use super::model::ParticipantState;
use super::store;
use crate::jobs::{Job, Outcome};
use crate::register;
use crate::texts::Texts;
use crate::training::news::News;
use crate::training::shared;
use crate::world::World;
use kunye_kernel::error::Result;
use kunye_kernel::id::ParticipantId;

pub const TELL: &str = "training.tell";

pub fn tell(world: &World, texts: &Texts, job: &Job) -> Result<Outcome> {
    let found = world.db.read(|conn| {
        let Some(one) = store::find(conn, &ParticipantId::from(job.subject.as_str()))? else { return Ok(None) };
        let Some(session) = shared::session(conn, &one.session_id)? else { return Ok(None) };
        let person = register::person(conn, &one.person_id)?;
        Ok(person.map(|person| (one, session, person)))
    })?;
    let Some((one, session, person)) = found else { return Ok(Outcome::Done) };
    let (title, key) = match one.state {
        // Asked once more: the days have changed.
        ParticipantState::Invited if one.sequence > 0 => ("mail-training-moved-title", "sms-training-moved"),
        ParticipantState::Invited => ("mail-training-title", "sms-training-invited"),
        ParticipantState::Withdrawn => ("mail-training-withdrawn-title", "sms-training-withdrawn"),
        ParticipantState::CalledOff => ("mail-training-called-off-title", "sms-training-called-off"),
        // Answered meanwhile: they know.
        ParticipantState::Accepted | ParticipantState::Declined => return Ok(Outcome::Done),
    };
    // Whoever has a seat gets a link of their own: with it even somebody without an account is on the list of the day.
    let url = match one.state.is_live() {
        true => super::link(world, &session.reference, &one.id)?,
        false => format!("{}/egitimlerim", world.public_url),
    };
    let values = [("at", session.starts_at().display()), ("url", url)];
    // One message for each change.
    let subject = format!("{}.{}", one.id, one.sequence);
    News { subject: &subject, to: person, title, text: key, values: &values }.send(world, texts, job)
}
