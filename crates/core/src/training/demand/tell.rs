//! The job that tells a coordinator of a class they wished for.

use super::store;
use crate::jobs::{Job, Outcome};
use crate::register;
use crate::texts::Texts;
use crate::training::news::News;
use crate::training::shared;
use crate::world::World;
use kunye_kernel::error::Result;
use kunye_kernel::id::DemandId;

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
    let url = format!("{}/egitim/seans/{}", world.public_url, session.reference);
    let values = [("date", session.starts_on.to_string()), ("url", url)];
    News { subject: id.as_str(), to: person, title: "mail-demand-title", text: "sms-demand-met", values: &values }
        .send(world, texts, job)
}
