//! The job that tells a coordinator what became of a request. What it says is what is true when it runs.

use super::model::RequestState;
use super::store;
use crate::jobs::{Job, Outcome};
use crate::messages::notice::{self, Address, Notice};
use crate::register;
use crate::texts::Texts;
use crate::training::shared;
use crate::world::World;
use kunye_kernel::error::Result;
use kunye_kernel::id::SessionId;
use kunye_kernel::language::Language;

pub const TELL: &str = "training.request";

pub fn tell(world: &World, texts: &Texts, job: &Job) -> Result<Outcome> {
    let found = world.db.read(|conn| {
        let Some(request) = store::find(conn, &SessionId::from(job.subject.as_str()))? else { return Ok(None) };
        let session = shared::session(conn, &request.id)?;
        let person = register::person(conn, &request.made_by)?;
        Ok(person.map(|person| (request, session, person)))
    })?;
    let Some((request, session, person)) = found else { return Ok(Outcome::Done) };
    let key = match request.state {
        RequestState::Planned => "sms-request-planned",
        RequestState::Refused => "sms-request-refused",
        RequestState::CalledOff => "sms-request-called-off",
        // Their own doing: they know.
        _ => return Ok(Outcome::Done),
    };
    // Nowhere to be reached: the request's page says it.
    let Some(to) = Address::of(person.mobile, person.email) else { return Ok(Outcome::Done) };
    let reference = request.reference;
    let at = session.map(|session| session.starts_at().display()).unwrap_or_default();
    let url = format!("{}/egitim/talepler/{reference}", world.public_url);
    let args = [("reference", reference), ("at", at), ("url", url)];
    let text = |key: &str| texts.text(Language::Tr, key, &args);
    // One message for each change.
    let subject = format!("{}.{}.{}", request.id, request.plans, request.state);
    let about = Notice {
        purpose: "training",
        subject: &subject,
        person: &person.id,
        to,
        title: text("mail-request-title"),
        text: text(key),
    };
    notice::send(world, job, &about)
}
