//! Changing roles, as a request asked (A11): at once, in the transaction in which the officer attests the papers. No password is
//! made; the person is told that something was changed.

use super::model::{Request, RequestState};
use super::store;
use crate::accounts::Account;
use crate::applications;
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::jobs::{self, Job, Outcome};
use crate::messages::notice::{self, Address, Notice};
use crate::register;
use crate::texts::Texts;
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::Result;
use kunye_kernel::id::UnitId;

/// Tells the person. The job's subject is the request.
pub const NOTICE: &str = "requests.notice";
const PURPOSE: &str = "notice";

/// Changes the roles and ends the request.
pub(super) fn authorise(
    tx: &mut Conn,
    world: &World,
    actor: &Actor,
    request: &Request,
    account: &Account,
    unit: &UnitId,
) -> Result<Request> {
    let now = world.now();
    let changes = store::changes(tx, &request.id)?;
    let unit = account.unit_id.as_ref().unwrap_or(unit);
    applications::change::carry_out(tx, world, actor, account, unit, Some(&request.id), &changes)?;
    for action in ["request.attested", "request.fulfilled"] {
        audit::record(tx, now, actor, &Entry::new(action, "request", request.id.as_str()).unit(&request.unit_id))?;
    }
    if let Some(person) = &request.person_id {
        register::language::keep(tx, person, request.language)?;
    }
    jobs::enqueue(tx, &*world.entropy, NOTICE, request.id.as_str(), now, now)?;
    store::move_to(tx, request, RequestState::Fulfilled, None, now)
}

/// The job. It names the application and no role: the text may be read over a shoulder.
pub fn tell(world: &World, texts: &Texts, job: &Job) -> Result<Outcome> {
    let found = world.db.read(|conn| {
        let request = store::by_id(conn, &job.subject)?;
        let person = match &request.person_id {
            Some(id) => register::person(conn, id)?,
            None => None,
        };
        let first = store::changes(conn, &request.id)?.into_iter().next();
        let application = first.map(|change| applications::role(conn, &change.role)).transpose()?.flatten();
        Ok(person.zip(application).map(|(person, (application, _))| (request, person, application)))
    })?;
    let Some((request, person, application)) = found else { return Ok(Outcome::Done) };
    // A text should stay one message.
    let application: String = application.name.chars().take(40).collect();
    let args = [("application", application), ("reference", request.reference.clone())];
    // Without either, the request's own page tells.
    let Some(to) = Address::of(person.mobile.clone(), person.email.clone()) else { return Ok(Outcome::Done) };
    let title = texts.text(person.reads(), "mail-authorisation-title", &args);
    let text = texts.text(person.reads(), "sms-authorisation", &args);
    let about = Notice { purpose: PURPOSE, subject: request.id.as_str(), person: &person.id, to, title, text, calendar: None };
    notice::send(world, job, &about)
}
