//! What an account manager is shown: their own customers.

use super::model::{Contact, ContactKind};
use super::store;
use crate::db::Conn;
use crate::register::duties::training::{AccountManagerOf, account_manager_of, holders_in};
use crate::register::{self, DutyKind, Institution, Person};
use crate::training::ledger::{self, Balance};
use crate::training::overview::programme_at;
use crate::training::programme::Programme;
use crate::training::spread::{self, OfInstitution};
use crate::training::users::{self, Decision};
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{InstitutionId, PersonId};
use kunye_kernel::text::sort_key;
use kunye_kernel::time::{Day, Time};
use std::collections::HashMap;

/// A customer at a glance.
#[derive(Debug, Clone)]
pub struct Customer {
    pub institution: Institution,
    /// None while nothing was decided.
    pub decision: Option<Decision>,
    pub balance: Balance,
    /// People trained, and beside them those reached as stated.
    pub spread: OfInstitution,
    /// None for never.
    pub last_contact: Option<Time>,
}

/// One customer.
#[derive(Debug, Clone)]
pub struct CustomerPage {
    pub customer: Customer,
    /// Those who act for it.
    pub coordinators: Vec<Person>,
    /// The latest first, with who made each.
    pub contacts: Vec<(Contact, String)>,
    /// When it was last nudged.
    pub last_nudge: Option<Time>,
}

/// The actor's own customers: whoever has most unused hours first, then by name.
pub fn customers(conn: &mut Conn, actor: &Actor, today: Day) -> Result<(Option<Programme>, Vec<Customer>)> {
    let proof = account_manager_of(conn, actor, today)?;
    let own = store::of_manager(conn, proof.provider(), proof.person())?;
    let institutions = register::institutions_of(conn, &own)?;
    let last = store::last_contacts(conn, proof.provider())?;
    let programme = programme_at(conn, proof.provider(), today)?;
    let (mut decisions, balances, spread) = match &programme {
        Some(programme) => (
            users::latest_decisions(conn, &programme.id, Some(&own))?,
            ledger::totals(conn, &programme.id)?,
            spread::of_institutions(conn, &programme.id, &own)?,
        ),
        None => (HashMap::new(), HashMap::new(), HashMap::new()),
    };
    let row = |institution: Institution| Customer {
        decision: decisions.remove(&institution.id),
        balance: balances.get(&institution.id).copied().unwrap_or_default(),
        spread: spread.get(&institution.id).copied().unwrap_or_default(),
        last_contact: last.get(&institution.id).copied(),
        institution,
    };
    let mut rows: Vec<Customer> = institutions.into_values().map(row).collect();
    rows.sort_by_cached_key(|row| (-row.balance.available(), sort_key(&row.institution.name)));
    Ok((programme, rows))
}

/// The proof, and that this customer is the actor's own; anybody else's is not found.
pub(super) fn own(conn: &mut Conn, actor: &Actor, id: &InstitutionId, today: Day) -> Result<AccountManagerOf> {
    let proof = account_manager_of(conn, actor, today)?;
    let own = store::of_manager(conn, proof.provider(), proof.person())?;
    if own.contains(id) { Ok(proof) } else { Err(Error::not_found()) }
}

/// One of the actor's own customers.
pub fn one(conn: &mut Conn, actor: &Actor, id: &InstitutionId, today: Day) -> Result<CustomerPage> {
    let proof = own(conn, actor, id, today)?;
    let (_, customers) = customers(conn, actor, today)?;
    let customer = customers.into_iter().find(|customer| customer.institution.id == *id).ok_or_else(Error::not_found)?;
    let ids = holders_in(conn, id, DutyKind::Coordinator, today)?;
    let coordinators = register::people_of(conn, &ids)?.into_values().collect();
    let contacts = store::contacts(conn, proof.provider(), id)?;
    let last_nudge = contacts.iter().find(|contact| contact.kind == ContactKind::Nudge).map(|contact| contact.made_at);
    let makers: Vec<PersonId> = contacts.iter().map(|contact| contact.made_by.clone()).collect();
    let makers = register::people_of(conn, &makers)?;
    let with = |contact: Contact| {
        let name = makers.get(&contact.made_by).map(Person::full_name).unwrap_or_default();
        (contact, name)
    };
    Ok(CustomerPage { customer, coordinators, contacts: contacts.into_iter().map(with).collect(), last_nudge })
}
