//! The jobs that tell a coordinator of a class they wished for, and of what becomes of it.

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
/// About a demand whose class has another day or hour.
pub const CHANGED: &str = "training.met-changed";
/// About a demand whose class has become another one.
pub const UNMET: &str = "training.unmet";

/// Writes to whoever stated the interest.
pub fn send_met(world: &World, texts: &Texts, job: &Job) -> Result<Outcome> {
    send(world, texts, job, "mail-demand-title", "sms-demand-met")
}

/// Writes to them again: the class has another day or hour.
pub fn send_changed(world: &World, texts: &Texts, job: &Job) -> Result<Outcome> {
    send(world, texts, job, "mail-demand-changed-title", "sms-demand-changed")
}

/// What is true when it is written: the class that is announced for the demand now, or nothing. A demand can be met more than once, so
/// each job has its own message.
fn send(world: &World, texts: &Texts, job: &Job, title: &'static str, text: &'static str) -> Result<Outcome> {
    let id = DemandId::from(job.subject.as_str());
    let found = world.db.read(|conn| {
        let Some(demand) = store::find(conn, &id)? else { return Ok(None) };
        let Some(session) = demand.session_id else { return Ok(None) };
        let Some(session) = shared::session(conn, &session)? else { return Ok(None) };
        Ok(register::person(conn, &demand.stated_by)?.map(|person| (person, session)))
    })?;
    let Some((to, session)) = found else { return Ok(Outcome::Done) };
    let url = format!("{}/egitim/seans/{}", world.public_url, session.reference);
    let values = [("date", session.starts_on.to_string()), ("url", url)];
    News { subject: job.id.as_str(), to, title, text, values: &values }.send(world, texts, job)
}

/// Writes to them that nothing is announced for their interest any more; met anew meanwhile, and nothing is sent.
pub fn send_unmet(world: &World, texts: &Texts, job: &Job) -> Result<Outcome> {
    let id = DemandId::from(job.subject.as_str());
    let found = world.db.read(|conn| {
        let demand = store::find(conn, &id)?.filter(|demand| demand.session_id.is_none());
        demand.map_or(Ok(None), |demand| register::person(conn, &demand.stated_by))
    })?;
    let Some(to) = found else { return Ok(Outcome::Done) };
    let values = [("url", format!("{}/egitim", world.public_url))];
    News { subject: job.id.as_str(), to, title: "mail-demand-unmet-title", text: "sms-demand-unmet", values: &values }
        .send(world, texts, job)
}
