//! The job that tells a coordinator what became of a request, and an account manager that there is one to be read. What it says is what is true when it runs.

use super::model::{RequestState, Verdict};
use super::{review, store};
use crate::jobs::{Job, Outcome};
use crate::register;
use crate::texts::Texts;
use crate::training::news::News;
use crate::training::shared;
use crate::world::World;
use kunye_kernel::error::Result;
use kunye_kernel::id::SessionId;

pub const TELL: &str = "training.request";

pub fn tell(world: &World, texts: &Texts, job: &Job) -> Result<Outcome> {
    let found = world.db.read(|conn| {
        let Some(request) = store::find(conn, &SessionId::from(job.subject.as_str()))? else { return Ok(None) };
        let session = shared::session(conn, &request.id)?;
        let reviews = store::reviews(conn, std::slice::from_ref(&request.id))?;
        let to = match request.state {
            RequestState::Review => review::reader_of(conn, &request, world.today())?,
            _ => Some(request.made_by.clone()),
        };
        let Some(to) = to else { return Ok(None) };
        Ok(register::person(conn, &to)?.map(|person| (request, session, reviews, person)))
    })?;
    let Some((request, session, reviews, person)) = found else { return Ok(Outcome::Done) };
    let (key, page) = match (request.state, reviews.last().map(|review| review.verdict)) {
        (RequestState::Review, _) => ("sms-request-to-read", "musteri"),
        (RequestState::Draft, Some(Verdict::Returned)) => ("sms-request-returned", "egitim"),
        (RequestState::Sent, Some(Verdict::PassedOn)) => ("sms-request-passed-on", "egitim"),
        (RequestState::Planned, _) => ("sms-request-planned", "egitim"),
        (RequestState::Refused, _) => ("sms-request-refused", "egitim"),
        (RequestState::CalledOff, _) => ("sms-request-called-off", "egitim"),
        // Their own doing: they know.
        _ => return Ok(Outcome::Done),
    };
    let reference = request.reference;
    let at = session.map(|session| session.starts_at().display()).unwrap_or_default();
    let url = format!("{}/{page}/talepler/{reference}", world.public_url);
    let values = [("reference", reference), ("at", at), ("url", url)];
    let is_to_read = request.state == RequestState::Review;
    let title = if is_to_read { "mail-request-to-read-title" } else { "mail-request-title" };
    // One message for each change.
    let subject = format!("{}.{}.{}.{}", request.id, request.plans, reviews.len(), request.state);
    News { subject: &subject, to: person, title, text: key, values: &values }.send(world, texts, job)
}
