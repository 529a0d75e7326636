//! What was said to a customer is noted; a nudge is sent.

use super::model::{Contact, ContactKind};
use super::{lists, rules, store};
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::jobs::{self, Job, Outcome};
use crate::register::duties::training::{AccountManagerOf, holders_in};
use crate::register::{self, DutyKind};
use crate::texts::Texts;
use crate::training::ledger::{self, Balance};
use crate::training::news::News;
use crate::training::overview::programme_at;
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{ContactId, InstitutionId, PersonId};
use kunye_kernel::text::tidy;
use kunye_kernel::time::{Day, Time};
use serde_json::json;

/// About a contact and one of the customer's coordinators.
pub const NUDGE: &str = "training.nudge";

/// As long as a note may be.
const MOST: usize = 1_000;

/// Writes down a talk, or a note for the file.
pub fn note(world: &World, actor: &Actor, institution: &InstitutionId, kind: ContactKind, text: &str) -> Result<()> {
    let (now, today, text) = (world.now(), world.today(), tidy(text));
    if kind == ContactKind::Nudge {
        return Err(Error::field("kind", "customer-contact-kind"));
    }
    if text.is_empty() || text.chars().count() > MOST {
        return Err(Error::field("text", "customer-contact-text").with("most", MOST));
    }
    world.db.write(|tx| {
        let proof = lists::own(tx, actor, institution, today)?;
        write_down(tx, world, actor, &proof, institution, kind, &text, now).map(drop)
    })
}

/// Reminds the customer's coordinators of their unused hours, at most once a week.
pub fn nudge(world: &World, actor: &Actor, institution: &InstitutionId) -> Result<()> {
    let (now, today) = (world.now(), world.today());
    world.db.write(|tx| {
        let proof = lists::own(tx, actor, institution, today)?;
        let page = lists::one(tx, actor, institution, today)?;
        rules::may_nudge(page.last_nudge, now, page.customer.balance.available())?;
        let coordinators = holders_in(tx, institution, DutyKind::Coordinator, today)?;
        if coordinators.is_empty() {
            return Err(Error::conflict("customer-no-coordinator"));
        }
        let contact = write_down(tx, world, actor, &proof, institution, ContactKind::Nudge, "", now)?;
        for person in coordinators {
            jobs::enqueue(tx, &*world.entropy, NUDGE, &format!("{contact}:{person}"), now, now)?;
        }
        Ok(())
    })
}

#[expect(clippy::too_many_arguments, reason = "each is a column")]
fn write_down(
    tx: &mut Conn,
    world: &World,
    actor: &Actor,
    proof: &AccountManagerOf,
    institution: &InstitutionId,
    kind: ContactKind,
    text: &str,
    now: Time,
) -> Result<ContactId> {
    let contact = Contact {
        id: ContactId::new(now, &*world.entropy),
        institution_id: institution.clone(),
        provider_id: proof.provider().clone(),
        kind,
        text: text.to_owned(),
        made_by: proof.person().clone(),
        made_at: now,
    };
    store::insert(tx, &contact)?;
    let entry = Entry::new("customer.contacted", "institution", institution.as_str());
    audit::record(tx, now, actor, &entry.detail(json!({ "kind": kind })))?;
    Ok(contact.id)
}

/// What an institution can still use of its provider's programme.
fn balance(conn: &mut Conn, contact: &Contact, today: Day) -> Result<Balance> {
    let Some(programme) = programme_at(conn, &contact.provider_id, today)? else { return Ok(Balance::default()) };
    Ok(ledger::statement(conn, &programme.id, &contact.institution_id)?.balance)
}

/// Writes to one coordinator. Says the hours that are there when it is sent; none, and nothing is sent.
pub fn send_nudge(world: &World, texts: &Texts, job: &Job) -> Result<Outcome> {
    let Some((contact, person)) = job.subject.split_once(':') else { return Ok(Outcome::Done) };
    let found = world.db.read(|conn| {
        let Some(contact) = store::contact(conn, contact)? else { return Ok(None) };
        let hours = balance(conn, &contact, world.today())?.available();
        let person = register::person(conn, &PersonId::from(person))?;
        Ok(person.map(|person| (person, hours)))
    })?;
    let Some((person, hours)) = found.filter(|(_, hours)| *hours > 0) else { return Ok(Outcome::Done) };
    let values = [("hours", hours.to_string()), ("url", format!("{}/egitim", world.public_url))];
    let subject = format!("{contact}.{}", person.id);
    News { subject: &subject, to: person, title: "mail-nudge-title", text: "sms-nudge", values: &values }.send(world, texts, job)
}
