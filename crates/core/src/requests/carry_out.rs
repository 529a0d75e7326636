//! The officer attests that the papers are complete, and orders the new password (A7, A8) or has the roles changed (A11).

use super::attest::handled;
use super::deliver::DELIVER;
use super::file::{self, FORM, ToFile};
use super::model::{Fulfilment, Request, RequestState};
use super::{authorise, rules, store};
use crate::accounts::{self, Account, AccountState};
use crate::archive;
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::jobs;
use crate::messages::deliveries;
use crate::register::{self, Person};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::SignedFormId;

/// The statement the officer makes, by the key of its text: a new wording gets a new key.
pub const STATEMENT: &str = "officer-statement-v1";

/// Carries a request out. A password is made and sent by jobs from here on; roles are changed here and now. A second click, or a
/// second officer, finds it done.
pub fn carry_out(world: &World, actor: &Actor, reference: &str, attested: bool) -> Result<Request> {
    if !attested {
        return Err(Error::field("attested", "request-not-attested"));
    }
    let (now, today) = (world.now(), world.today());
    let brought = bring_signed(world, actor, reference)?;
    let request = world.db.write(|tx| {
        let (request, officer) = handled(tx, actor, reference, today)?;
        if store::fulfilment(tx, &request.id)?.is_some() {
            return Ok(request);
        }
        let approval = store::approval(tx, &request.id)?;
        let person = match &request.person_id {
            Some(id) => register::person(tx, id)?,
            None => None,
        };
        let has_scan = archive::current(tx, request.id.as_str(), FORM)?.is_some();
        // Of the form that was brought, and of no other that came meanwhile.
        let signed = store::signed_form(tx, &request.id)?.map(|form| form.id);
        if signed != brought.as_ref().map(|(id, _)| id.clone()) {
            return Err(Error::conflict("error-try-again"));
        }
        let has_form = rules::has_form(approval.as_ref(), has_scan, signed.is_some());
        let has_mobile = person.as_ref().is_some_and(|person| person.mobile.is_some());
        if let Some(first) = rules::missing(&request, approval.as_ref(), has_form, has_mobile).first() {
            return Err(Error::conflict(first));
        }
        let (Some(person), Some(approval)) = (person, approval) else { return Err(Error::not_found()) };
        rules::three_people(&person.id, Some(&approval.supervisor_id), Some(officer.person()))?;
        // The person may have been transferred since the form was matched: then another officer serves them now.
        let post = register::current_post(tx, &person.id, today)?.ok_or_else(|| Error::conflict("request-missing-person"))?;
        if post.unit_id != request.unit_id {
            let scope = register::duties::officer_scope(tx, actor, today)?;
            if scope.handles(tx, &post.unit_id)?.is_none() {
                return Err(Error::forbidden("request-person-moved"));
            }
        }
        let account = account_of(tx, world, actor, &request, &person)?;
        if account.state == AccountState::Suspended {
            return Err(Error::conflict("request-account-suspended"));
        }
        let fulfilment = Fulfilment {
            request_id: request.id.clone(),
            officer_id: officer.person().clone(),
            statement: STATEMENT.to_owned(),
            attested_at: now,
            account_id: account.id.clone(),
            round: 1,
        };
        store::insert_fulfilment(tx, &fulfilment)?;
        if let Some((_, brought)) = &brought {
            file::file_signed(tx, world, actor, &officer, &request, brought)?;
        }
        if !request.kind.brings_password() {
            return authorise::authorise(tx, world, actor, &request, &account, &post.unit_id);
        }
        if request.compromised {
            accounts::offer::retire_compromised(tx, actor, &account.id, now)?;
        }
        order(tx, world, actor, &request, "request.attested")
    })?;
    world.bell.ring();
    Ok(request)
}

/// The form with electronic signatures, brought to the archive of the officer who is about to carry the request out.
fn bring_signed(world: &World, actor: &Actor, reference: &str) -> Result<Option<(SignedFormId, ToFile)>> {
    let found = world.db.read(|conn| {
        let Some(form) = store::signed_form_by_reference(conn, reference)? else { return Ok(None) };
        // What was carried out is filed; its copy here may be gone.
        if store::fulfilment(conn, &form.request_id)?.is_some() {
            return Ok(None);
        }
        let (_, officer) = handled(conn, actor, reference, world.today())?;
        Ok(Some((officer, form)))
    })?;
    found.map(|(officer, form)| Ok((form.id.clone(), file::bring(world, &officer, &form)?))).transpose()
}

/// The account that a request is about: the person's own, made if need be, or the unit's that the person is responsible for.
fn account_of(tx: &mut Conn, world: &World, actor: &Actor, request: &Request, person: &Person) -> Result<Account> {
    match &request.account_name {
        None => accounts::offer::ensure_account(tx, world, actor, person),
        Some(name) => {
            let account = accounts::unit::claimed(tx, name, &person.id, world.today())?;
            account.ok_or_else(|| Error::conflict("request-missing-account"))
        }
    }
}

/// Orders another message: the last one failed, or was taken long ago and nobody has used it.
pub fn send_again(world: &World, actor: &Actor, reference: &str) -> Result<Request> {
    let (now, today) = (world.now(), world.today());
    let request = world.db.write(|tx| {
        let (request, _) = handled(tx, actor, reference, today)?;
        let fulfilment = store::fulfilment(tx, &request.id)?
            .ok_or_else(|| Error::conflict("request-state-forbids").with("state", request.state))?;
        let accepted = deliveries::of(tx, request.id.as_str())?.iter().filter_map(|delivery| delivery.accepted_at).max();
        let used = accounts::offer::was_used(tx, &request.id)?;
        if !rules::may_send_again(request.kind, request.state, accepted.map(|at| now.since(at)), used) {
            return Err(Error::conflict("request-not-again").with("state", request.state));
        }
        store::next_round(tx, &fulfilment.request_id)?;
        order(tx, world, actor, &request, "request.sent-again")
    })?;
    world.bell.ring();
    Ok(request)
}

fn order(tx: &mut Conn, world: &World, actor: &Actor, request: &Request, action: &'static str) -> Result<Request> {
    let now = world.now();
    let request = store::move_to(tx, request, RequestState::InDelivery, None, now)?;
    jobs::enqueue(tx, &*world.entropy, DELIVER, request.id.as_str(), now, now)?;
    let entry = Entry::new(action, "request", request.id.as_str()).unit(&request.unit_id);
    audit::record(tx, now, actor, &entry)?;
    Ok(request)
}
