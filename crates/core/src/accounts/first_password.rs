//! The first password of somebody whom no officer can serve yet: an operator at the server orders it, and so a new installation
//! gets its first administrator. Everybody else's comes from a request.

use super::model::Account;
use super::{offer, store};
use crate::audit::{self, Entry};
use crate::jobs::{self, Job, Outcome};
use crate::messages::deliveries::{self, Channel, NewDelivery};
use crate::messages::ports::{Handover, Sms};
use crate::policy::{self, Policy};
use crate::register::{self, Person};
use crate::texts::Texts;
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{AccountId, DeliveryId};
use kunye_kernel::secret::Secret;
use kunye_kernel::time::SECOND;

/// Makes and sends it. The job's subject is the account.
pub const SEND: &str = "accounts.first-password";
const PURPOSE: &str = "first-password";
const ACTOR: Actor = Actor::Job { kind: SEND };
/// Hand-overs with an unknown outcome after which nothing more is sent by itself.
const MOST_TRIES: i32 = 3;

/// Orders it, as long as no password of the account was ever used. The operator neither chooses nor sees it.
pub fn order(world: &World, actor: &Actor, person: &Person) -> Result<Account> {
    if !matches!(actor, Actor::Operator { .. }) {
        return Err(Error::forbidden("error-operators-only"));
    }
    if person.mobile.is_none() {
        return Err(Error::conflict("request-missing-mobile"));
    }
    let now = world.now();
    let account = world.db.write(|tx| {
        let account = offer::ensure_account(tx, world, actor, person)?;
        if store::was_ever_used(tx, &account.id)? {
            return Err(Error::conflict("account-not-new"));
        }
        jobs::enqueue(tx, &*world.entropy, SEND, account.id.as_str(), now, now)?;
        audit::record(tx, now, actor, &Entry::new("account.first-password", "account", account.id.as_str()))?;
        Ok(account)
    })?;
    world.bell.ring();
    Ok(account)
}

/// The job. As with requests, the verifier is committed before the gateway hears of the message, and a message of which nobody
/// knows whether it went out is followed by another with another password.
pub fn send(world: &World, texts: &Texts, job: &Job) -> Result<Outcome> {
    let now = world.now();
    let id = AccountId::from(job.subject.as_str());
    let (account, person, used, policy) = world.db.read(|conn| {
        let account = store::account(conn, &id)?;
        let person = register::person(conn, &account.person_id)?.ok_or_else(Error::not_found)?;
        Ok((account, person, store::was_ever_used(conn, &id)?, Policy::at(conn, now)?))
    })?;
    let (Some(mobile), false) = (person.mobile.clone(), used) else { return Ok(Outcome::Done) };
    let made = offer::make(world, &policy)?;
    let delivery = DeliveryId::new(now, &*world.entropy);
    let offered = world.db.write(|tx| {
        if !jobs::still_ours(tx, job)? {
            return Ok(None);
        }
        deliveries::give_up_on(tx, account.id.as_str())?;
        let new = NewDelivery {
            id: &delivery,
            purpose: PURPOSE,
            subject: account.id.as_str(),
            person: &person.id,
            channel: Channel::Sms,
            recipient_hint: mobile.masked(),
            gateway: world.sms.name(),
        };
        deliveries::hand_over(tx, &new, now)?;
        offer::offer(tx, world, &policy, &account.id, None, &made).map(Some)
    })?;
    let Some(credential) = offered else { return Ok(Outcome::Finished) };
    let args = [("user", account.user_name.clone()), ("password", made.password.expose().to_owned())];
    let answer = world.sms.hand_over(&Sms {
        delivery: delivery.to_string(),
        to: mobile,
        text: Secret::new(texts.text(person.reads(), "sms-password", &args)),
        valid_for_seconds: u32::try_from(policy.get(policy::SMS_VALIDITY) * 60).unwrap_or(u32::MAX),
    });
    drop(made);
    world.db.write(|tx| {
        let now = world.now();
        deliveries::settle(tx, &*world.entropy, &delivery, &answer, now)?;
        match answer {
            Handover::Accepted { .. } => offer::reopen(tx, &ACTOR, &account.id, now)?,
            Handover::Unknown => {}
            // Nobody will ever hold this password: it must not open anything.
            Handover::Refused { .. } | Handover::NotNow { .. } => offer::withdraw(tx, &credential, now)?,
        }
        let again = match answer {
            Handover::NotNow { .. } => true,
            Handover::Unknown => job.attempts < MOST_TRIES,
            Handover::Accepted { .. } | Handover::Refused { .. } => false,
        };
        if again {
            return Ok(Outcome::Again(now.plus(30 * SECOND)));
        }
        jobs::finish(tx, job)?;
        Ok(Outcome::Finished)
    })
}
