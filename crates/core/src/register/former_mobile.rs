//! A mobile number that an officer replaced hears of it. Passwords go to the number on record (A8): whoever could change it unseen
//! could have somebody else's sent to themselves.
//!
//! The old number is kept for this message and no longer.

use super::store;
use super::store::former_mobiles::{self as former, FormerMobile};
use crate::db::Conn;
use crate::jobs::{self, Job, Outcome};
use crate::messages::deliveries::{self, Channel, NewDelivery};
use crate::messages::ports::{Handover, Sms};
use crate::texts::Texts;
use crate::world::World;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{DeliveryId, PersonId, UnitId, ulid};
use kunye_kernel::phone::Mobile;
use kunye_kernel::secret::Secret;
use kunye_kernel::time::{DAY, MINUTE, Time};

/// Sends the message. The job's subject is the row that keeps the number.
pub const TELL: &str = "register.former-mobile";
const PURPOSE: &str = "former-mobile";

/// Hand-overs after which an unknown outcome is left at that. Nothing in it is secret, so twice is better than never.
const MOST_UNKNOWN: i32 = 3;
/// Tries while the gateway takes nothing, each ten minutes longer after the one before: a day and a half.
const MOST_TRIES: i32 = 20;

/// Orders the message in the transaction of the correction. `unit`: the officer's.
pub(super) fn order(tx: &mut Conn, world: &World, person: &PersonId, mobile: &Mobile, unit: &UnitId, now: Time) -> Result<()> {
    let id = ulid(now, &*world.entropy);
    let row = FormerMobile {
        id: id.clone(),
        person_id: person.clone(),
        mobile: mobile.clone(),
        unit_id: unit.clone(),
        changed_at: now,
    };
    former::insert(tx, &row)?;
    jobs::enqueue(tx, &*world.entropy, TELL, &id, now, now)
}

/// The job.
pub fn tell(world: &World, texts: &Texts, job: &Job) -> Result<Outcome> {
    let (now, id) = (world.now(), DeliveryId::new(world.now(), &*world.entropy));
    let begun = world.db.write(|tx| {
        if !jobs::still_ours(tx, job)? {
            return Ok(None);
        }
        let Some(former) = former::find(tx, &job.subject)? else { return Ok(None) };
        let unit = store::unit(tx, &former.unit_id)?.ok_or_else(Error::not_found)?;
        deliveries::give_up_on(tx, &job.subject)?;
        let new = NewDelivery {
            id: &id,
            purpose: PURPOSE,
            subject: &job.subject,
            person: &former.person_id,
            channel: Channel::Sms,
            recipient_hint: former.mobile.masked(),
            gateway: world.sms.name(),
        };
        deliveries::hand_over(tx, &new, now)?;
        let person = store::person(tx, &former.person_id)?.ok_or_else(Error::not_found)?;
        Ok(Some((former, unit, person.reads())))
    })?;
    let Some((former, unit, language)) = begun else { return Ok(Outcome::Done) };
    let args = [("date", former.changed_at.day().to_string()), ("unit", unit.name)];
    let answer = world.sms.hand_over(&Sms {
        delivery: id.to_string(),
        to: former.mobile,
        text: Secret::new(texts.text(language, "sms-former-mobile", &args)),
        valid_for_seconds: u32::try_from(DAY / 1_000).unwrap_or(86_400),
    });
    let again = match answer {
        Handover::NotNow { .. } => job.attempts < MOST_TRIES,
        Handover::Unknown => job.attempts < MOST_UNKNOWN,
        Handover::Accepted { .. } | Handover::Refused { .. } => false,
    };
    world.db.write(|tx| {
        let now = world.now();
        deliveries::settle(tx, &*world.entropy, &id, &answer, now)?;
        if again {
            return Ok(Outcome::Again(now.plus(10 * MINUTE * i64::from(job.attempts))));
        }
        if jobs::finish(tx, job)? {
            former::remove(tx, &job.subject)?;
        }
        Ok(Outcome::Finished)
    })
}
