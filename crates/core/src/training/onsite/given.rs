//! Customers were given to an account manager: they are told how many, and how many of their requests wait to be read; whoever looked after
//! them before cannot read them any more.

use super::model::RequestState;
use super::store;
use crate::jobs::{Job, Outcome};
use crate::register;
use crate::texts::Texts;
use crate::training::customers::{self, Given};
use crate::training::news::News;
use crate::training::overview::programme_at;
use crate::world::World;
use kunye_kernel::error::Result;

/// Says what is true when it runs: customers that have gone on to somebody else meanwhile are nobody's news.
pub fn tell_given(world: &World, texts: &Texts, job: &Job) -> Result<Outcome> {
    let today = world.today();
    let Some(given) = Given::read(&job.subject) else { return Ok(Outcome::Done) };
    let found = world.db.read(|conn| {
        let own = customers::given(conn, &given, today)?;
        let waiting = match programme_at(conn, &given.provider, today)? {
            Some(programme) => store::of_institutions(conn, &programme.id, &own)?,
            None => Vec::new(),
        };
        let waiting = waiting.iter().filter(|request| request.state == RequestState::Review).count();
        Ok(register::person(conn, &given.person)?.map(|person| (person, own.len(), waiting)))
    })?;
    let Some((person, count, waiting)) = found.filter(|(_, count, _)| *count > 0) else { return Ok(Outcome::Done) };
    let url = format!("{}/musteri", world.public_url);
    let values = [("count", count.to_string()), ("waiting", waiting.to_string()), ("url", url)];
    let text = if waiting > 0 { "sms-customers-given-waiting" } else { "sms-customers-given" };
    News { subject: &job.subject, to: person, title: "mail-customers-given-title", text, values: &values }.send(world, texts, job)
}
