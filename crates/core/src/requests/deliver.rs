//! The job that makes a password, sends it and forgets it (A8, A9).
//!
//! Before the gateway hears of a message, the verifier and a delivery are committed. If the process dies between that and the
//! gateway's answer, nobody knows whether the message went out; the next run says so in the book, and sends another password.
//! Whichever message arrives works, until one is used.

use super::model::{Fulfilment, Request, RequestState};
use super::rules::{self, Next};
use super::store;
use crate::accounts::{self, offer::Made};
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::jobs::{self, Job, Outcome};
use crate::messages::DeliveryState;
use crate::messages::deliveries::{self, Channel, NewDelivery};
use crate::messages::ports::{Handover, Sms};
use crate::policy::{self, Policy};
use crate::register::{self, Person};
use crate::texts::Texts;
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{CredentialId, DeliveryId};
use kunye_kernel::phone::Mobile;
use kunye_kernel::secret::Secret;

pub const DELIVER: &str = "requests.deliver";
const ACTOR: Actor = Actor::Job { kind: DELIVER };
/// What the deliveries of this room are for.
pub const PURPOSE: &str = "password";

/// Everything the job needs to know about its request.
struct Case {
    request: Request,
    fulfilment: Fulfilment,
    person: Person,
    mobile: Mobile,
    user_name: String,
    /// Deliveries of which nobody knows whether they arrived.
    unknown: usize,
}

pub fn deliver(world: &World, texts: &Texts, job: &Job) -> Result<Outcome> {
    let policy = world.db.read(|conn| Policy::at(conn, world.now()))?;
    let made = accounts::offer::make(world, &policy)?;
    let id = DeliveryId::new(world.now(), &*world.entropy);
    let Some((case, credential)) = begin(world, job, &policy, &id, &made)? else { return Ok(Outcome::Finished) };
    let minutes = policy.get(policy::SMS_VALIDITY);
    let answer = world.sms.hand_over(&Sms {
        delivery: id.to_string(),
        to: case.mobile.clone(),
        text: message(texts, &case, &made.password),
        valid_for_seconds: u32::try_from(minutes * 60).unwrap_or(u32::MAX),
    });
    drop(made);
    conclude(world, job, &case, &id, &credential, &answer)
}

/// `None` when the request waits for no delivery any more.
fn load(conn: &mut Conn, job: &Job) -> Result<Option<Case>> {
    let request = store::by_id(conn, &job.subject)?;
    if request.state != RequestState::InDelivery {
        return Ok(None);
    }
    let fulfilment = store::fulfilment(conn, &request.id)?.ok_or_else(Error::not_found)?;
    let account = accounts::account(conn, &fulfilment.account_id)?;
    let person = register::person(conn, &account.person_id)?.ok_or_else(Error::not_found)?;
    let mobile = person.mobile.clone().ok_or_else(|| Error::conflict("request-missing-mobile"))?;
    let open = [DeliveryState::Unknown, DeliveryState::HandedOver];
    let unknown = deliveries::of(conn, request.id.as_str())?.iter().filter(|d| open.contains(&d.state)).count();
    Ok(Some(Case { request, fulfilment, person, mobile, user_name: account.user_name, unknown }))
}

/// Commits the verifier and the delivery. `None` when there is nothing to send: another node has taken the job over, or the request
/// has come to its end.
fn begin(world: &World, job: &Job, policy: &Policy, id: &DeliveryId, made: &Made) -> Result<Option<(Case, CredentialId)>> {
    let now = world.now();
    world.db.write(|tx| {
        if !jobs::still_ours(tx, job)? {
            return Ok(None);
        }
        let Some(case) = load(tx, job)? else {
            jobs::finish(tx, job)?;
            return Ok(None);
        };
        // A unit's account may have got another responsible person meanwhile: the password is not theirs to receive.
        if case.request.person_id.as_ref() != Some(&case.person.id) {
            return fail(tx, world, job, &case, "failure-reason-responsible-changed");
        }
        if case.unknown > 0 {
            deliveries::give_up_on(tx, case.request.id.as_str())?;
        }
        // Nobody heard of the last ones because their senders died.
        if case.unknown >= rules::most_unknown(case.fulfilment.round) {
            return fail(tx, world, job, &case, rules::NO_ANSWER);
        }
        let credential = accounts::offer::offer(tx, world, policy, &case.fulfilment.account_id, Some(&case.request.id), made)?;
        let new = NewDelivery {
            id,
            purpose: PURPOSE,
            subject: case.request.id.as_str(),
            person: &case.person.id,
            channel: Channel::Sms,
            recipient_hint: case.mobile.masked(),
            gateway: world.sms.name(),
        };
        deliveries::hand_over(tx, &new, now)?;
        Ok(Some((case, credential)))
    })
}

/// Ends the job before a password is offered: a person decides what happens next.
fn fail(tx: &mut Conn, world: &World, job: &Job, case: &Case, reason: &str) -> Result<Option<(Case, CredentialId)>> {
    let now = world.now();
    store::move_to(tx, &case.request, RequestState::Failed, Some(reason), now)?;
    let entry = Entry::new("request.failed", "request", case.request.id.as_str());
    audit::record(tx, now, &ACTOR, &entry.unit(&case.request.unit_id).reason(reason))?;
    jobs::finish(tx, job)?;
    Ok(None)
}

fn message(texts: &Texts, case: &Case, password: &Secret) -> Secret {
    // It answers the form, which says nothing of its person's language before it is fulfilled.
    let args = [("user", case.user_name.clone()), ("password", password.expose().to_owned())];
    Secret::new(texts.text(case.request.language, "sms-password", &args))
}

/// Writes down what the gateway said, and what follows from it, in one transaction.
fn conclude(
    world: &World,
    job: &Job,
    case: &Case,
    id: &DeliveryId,
    credential: &CredentialId,
    answer: &Handover,
) -> Result<Outcome> {
    let now = world.now();
    let next = rules::after_hand_over(answer, case.unknown, case.fulfilment.round, job.attempts);
    world.db.write(|tx| {
        let state = deliveries::settle(tx, &*world.entropy, id, answer, now)?;
        if !matches!(answer, Handover::Accepted { .. } | Handover::Unknown) {
            // Nobody will ever hold this password: it must not open anything.
            accounts::offer::withdraw(tx, credential, now)?;
        }
        if !jobs::still_ours(tx, job)? {
            return Ok(Outcome::Finished);
        }
        let request = store::by_id(tx, case.request.id.as_str())?;
        let (action, reason) = match &next {
            Next::Wait(pause) | Next::SendAnother(pause) => return Ok(Outcome::Again(now.plus(*pause))),
            Next::Fulfilled => {
                store::move_to(tx, &request, RequestState::Fulfilled, None, now)?;
                register::language::keep(tx, &case.person.id, request.language)?;
                accounts::offer::reopen(tx, &ACTOR, &case.fulfilment.account_id, now)?;
                ("request.fulfilled", None)
            }
            Next::Failed { reason } => {
                store::move_to(tx, &request, RequestState::Failed, Some(reason), now)?;
                ("request.failed", Some(reason.as_str()))
            }
        };
        let detail = serde_json::json!({ "delivery": id, "state": state, "to": case.mobile.masked() });
        let mut entry = Entry::new(action, "request", request.id.as_str()).unit(&request.unit_id).detail(detail);
        entry.reason = reason;
        audit::record(tx, now, &ACTOR, &entry)?;
        jobs::finish(tx, job)?;
        Ok(Outcome::Finished)
    })
}

/// The job that hears of a delivery's end. A message that the network lost makes its request fail, unless its password was used.
pub fn settled(world: &World, job: &Job) -> Result<Outcome> {
    let now = world.now();
    world.db.write(|tx| {
        let Some(delivery) = deliveries::find(tx, &job.subject)?.filter(|delivery| delivery.purpose == PURPOSE) else {
            jobs::finish(tx, job)?;
            return Ok(Outcome::Finished);
        };
        let request = store::by_id(tx, &delivery.subject)?;
        let latest = deliveries::of(tx, &delivery.subject)?.last().is_some_and(|last| last.id == delivery.id);
        let used = accounts::offer::was_used(tx, &request.id)?;
        let (action, reason) = match delivery.state {
            DeliveryState::Failed => {
                let reason = format!("failure-reason-{}", delivery.reason.as_deref().unwrap_or("other").replace('_', "-"));
                if request.state == RequestState::Fulfilled && latest && !used {
                    store::move_to(tx, &request, RequestState::Failed, Some(&reason), now)?;
                }
                ("delivery.failed", Some(reason))
            }
            _ => ("delivery.delivered", None),
        };
        let mut entry = Entry::new(action, "request", request.id.as_str()).unit(&request.unit_id);
        entry.reason = reason.as_deref();
        audit::record(tx, now, &ACTOR, &entry)?;
        jobs::finish(tx, job)?;
        Ok(Outcome::Finished)
    })
}
