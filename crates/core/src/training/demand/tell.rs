//! The job that tells a coordinator of a class they wished for.

use super::store;
use crate::jobs::{Job, Outcome};
use crate::messages::notice::{self, Address, Notice};
use crate::register;
use crate::texts::Texts;
use crate::training::shared;
use crate::world::World;
use kunye_kernel::error::Result;
use kunye_kernel::id::DemandId;
use kunye_kernel::language::Language;

/// About a demand.
pub const MET: &str = "training.met";

/// Writes to whoever stated the interest.
pub fn send_met(world: &World, texts: &Texts, job: &Job) -> Result<Outcome> {
    let id = DemandId::from(job.subject.as_str());
    let found = world.db.read(|conn| {
        let Some(demand) = store::find(conn, &id)? else { return Ok(None) };
        let Some(session) = demand.session_id else { return Ok(None) };
        let Some(session) = shared::session(conn, &session)? else { return Ok(None) };
        Ok(register::person(conn, &demand.stated_by)?.map(|person| (person, session)))
    })?;
    let Some((person, session)) = found else { return Ok(Outcome::Done) };
    let Some(to) = Address::of(person.mobile, person.email) else { return Ok(Outcome::Done) };
    let url = format!("{}/egitim/seans/{}", world.public_url, session.reference);
    let args = [("date", session.starts_on.to_string()), ("url", url)];
    let text = |key: &str| texts.text(Language::Tr, key, &args);
    let about = Notice {
        purpose: "training",
        subject: id.as_str(),
        person: &person.id,
        to,
        title: text("mail-demand-title"),
        text: text("sms-demand-met"),
    };
    notice::send(world, job, &about)
}
