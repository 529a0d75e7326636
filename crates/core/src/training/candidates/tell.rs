//! The job that tells whoever speaks for a unit that candidates are asked of it.

use super::store;
use crate::jobs::{Job, Outcome};
use crate::register;
use crate::texts::Texts;
use crate::training::news::News;
use crate::world::World;
use kunye_kernel::error::Result;
use kunye_kernel::id::{CallId, PersonId};

/// About a question to a unit and one of those who speak for it.
pub const CALLED: &str = "training.candidates";

/// Writes to one of them. One message for each last day that was set; closed meanwhile, and nothing is sent.
pub fn send_call(world: &World, texts: &Texts, job: &Job) -> Result<Outcome> {
    let Some((id, person)) = job.subject.split_once(':') else { return Ok(Outcome::Done) };
    let found = world.db.read(|conn| {
        let Some(call) = store::call(conn, &CallId::from(id))?.filter(|call| call.ended_at.is_none()) else { return Ok(None) };
        let Some(unit) = register::unit(conn, &call.unit_id)? else { return Ok(None) };
        Ok(register::person(conn, &PersonId::from(person))?.map(|person| (call, unit, person)))
    })?;
    let Some((call, unit, person)) = found else { return Ok(Outcome::Done) };
    // Short, so that the message stays one.
    let url = format!("{}/birimim", world.public_url);
    let values = [("unit", unit.name), ("date", call.until_day.to_string()), ("url", url)];
    let subject = format!("{id}.{}.{}.{}", person.id, call.until_day.0, call.places);
    News { subject: &subject, to: person, title: "mail-candidates-title", text: "sms-candidates", values: &values }
        .send(world, texts, job)
}
