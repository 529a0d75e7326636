//! Messages without a secret: reminders, and what was changed. One is enough, and none is better than two, so an unknown
//! outcome is left at that.

use super::deliveries::{self, Channel, NewDelivery};
use super::ports::{CalendarPart, Handover, Mail, Sms};
use crate::jobs::{Job, Outcome};
use crate::world::World;
use kunye_kernel::error::Result;
use kunye_kernel::id::{DeliveryId, PersonId};
use kunye_kernel::phone::Mobile;
use kunye_kernel::secret::Secret;
use kunye_kernel::time::{DAY, MINUTE};

/// Where somebody is reached.
pub enum Address {
    Phone(Mobile),
    /// A mail address.
    Mailbox(String),
}

impl Address {
    /// The phone, which is nearer to hand; without one the mailbox.
    pub fn of(mobile: Option<Mobile>, email: Option<String>) -> Option<Self> {
        mobile.map(Address::Phone).or_else(|| email.map(Address::Mailbox))
    }
}

pub struct Notice<'a> {
    pub purpose: &'static str,
    /// Id of what it is about.
    pub subject: &'a str,
    pub person: &'a PersonId,
    pub to: Address,
    /// Of a mail; a text for a phone has none.
    pub title: String,
    pub text: String,
    /// Of a mail.
    pub calendar: Option<CalendarPart>,
}

/// How often a gateway that is not ready is asked, ten minutes apart.
const MOST_WAITS: i32 = 3;

/// Sends a notice, unless one of its purpose about its subject was begun before.
pub fn send(world: &World, job: &Job, notice: &Notice<'_>) -> Result<Outcome> {
    let now = world.now();
    let (channel, hint, gateway) = match &notice.to {
        Address::Phone(mobile) => (Channel::Sms, mobile.masked(), world.sms.name()),
        Address::Mailbox(address) => (Channel::Mail, masked(address), "mail"),
    };
    let id = DeliveryId::new(now, &*world.entropy);
    let begun = world.db.write(|tx| {
        if deliveries::of(tx, notice.subject)?.iter().any(|one| one.purpose == notice.purpose && was_taken(one.state)) {
            deliveries::give_up_on(tx, notice.subject)?;
            return Ok(true);
        }
        let new = NewDelivery {
            id: &id,
            purpose: notice.purpose,
            subject: notice.subject,
            person: notice.person,
            channel,
            recipient_hint: hint.clone(),
            gateway,
        };
        deliveries::hand_over(tx, &new, now)?;
        Ok(false)
    })?;
    if begun {
        return Ok(Outcome::Done);
    }
    let answer = match &notice.to {
        Address::Phone(mobile) => world.sms.hand_over(&Sms {
            delivery: id.to_string(),
            to: mobile.clone(),
            text: Secret::new(notice.text.clone()),
            valid_for_seconds: u32::try_from(DAY / 1_000).unwrap_or(86_400),
        }),
        Address::Mailbox(address) => world.mail.send(&Mail {
            to: address.clone(),
            subject: notice.title.clone(),
            text: notice.text.clone(),
            calendar: notice.calendar.clone(),
        }),
    };
    world.db.write(|tx| deliveries::settle(tx, &*world.entropy, &id, &answer, world.now()))?;
    Ok(match answer {
        Handover::NotNow { .. } if job.attempts < MOST_WAITS => Outcome::Again(now.plus(10 * MINUTE)),
        _ => Outcome::Done,
    })
}

/// Whether somebody may have received it: all but what a gateway surely did not take.
fn was_taken(state: deliveries::DeliveryState) -> bool {
    state != deliveries::DeliveryState::Failed
}

/// `a•••@kurum.gov.tr`
fn masked(address: &str) -> String {
    let (local, domain) = address.split_once('@').unwrap_or((address, ""));
    let first: String = local.chars().take(1).collect();
    format!("{first}•••@{domain}")
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_address_is_masked_but_for_its_first_letter() {
        assert_eq!(super::masked("ayse.ozturk@ornek.gov.tr"), "a•••@ornek.gov.tr");
        assert_eq!(super::masked(""), "•••@");
    }
}
