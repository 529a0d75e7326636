//! Queries on account managers and contacts. A contact is written once; the database refuses anything else.

use super::model::{Contact, ContactKind};
use crate::db::{Conn, IntoResult};
use crate::schema::training::{account_managers, customer_contacts};
use diesel::dsl::max;
use diesel::prelude::*;
use kunye_kernel::error::Result;
use kunye_kernel::id::{InstitutionId, PersonId};
use kunye_kernel::time::Time;
use std::collections::HashMap;

/// Who looks after which customer of a provider.
pub(super) fn managers(conn: &mut Conn, provider: &InstitutionId) -> Result<HashMap<InstitutionId, PersonId>> {
    let rows: Vec<(InstitutionId, PersonId)> = account_managers::table
        .filter(account_managers::provider_id.eq(provider))
        .select((account_managers::institution_id, account_managers::person_id))
        .load(conn)
        .or_fail()?;
    Ok(rows.into_iter().collect())
}

/// Those that somebody looks after.
pub(super) fn of_manager(conn: &mut Conn, provider: &InstitutionId, person: &PersonId) -> Result<Vec<InstitutionId>> {
    account_managers::table
        .filter(account_managers::provider_id.eq(provider))
        .filter(account_managers::person_id.eq(person))
        .order(account_managers::institution_id)
        .select(account_managers::institution_id)
        .load(conn)
        .or_fail()
}

/// Those of them that were given at a moment.
pub(super) fn given_at(conn: &mut Conn, provider: &InstitutionId, person: &PersonId, at: Time) -> Result<Vec<InstitutionId>> {
    account_managers::table
        .filter(account_managers::provider_id.eq(provider))
        .filter(account_managers::person_id.eq(person))
        .filter(account_managers::assigned_at.eq(at))
        .select(account_managers::institution_id)
        .load(conn)
        .or_fail()
}

/// Gives a customer to somebody, or to nobody.
pub(super) fn set(
    tx: &mut Conn,
    provider: &InstitutionId,
    institution: &InstitutionId,
    person: Option<&PersonId>,
    by: &str,
    now: Time,
) -> Result<()> {
    diesel::delete(account_managers::table.find((institution, provider))).execute(tx).or_fail()?;
    let Some(person) = person else { return Ok(()) };
    diesel::insert_into(account_managers::table)
        .values((
            account_managers::institution_id.eq(institution),
            account_managers::provider_id.eq(provider),
            account_managers::person_id.eq(person),
            account_managers::assigned_by.eq(by),
            account_managers::assigned_at.eq(now),
        ))
        .execute(tx)
        .or_fail()
        .map(drop)
}

pub(super) fn insert(tx: &mut Conn, contact: &Contact) -> Result<()> {
    diesel::insert_into(customer_contacts::table).values(contact).execute(tx).or_fail().map(drop)
}

/// A provider's contacts with a customer, the latest first.
pub(super) fn contacts(conn: &mut Conn, provider: &InstitutionId, institution: &InstitutionId) -> Result<Vec<Contact>> {
    customer_contacts::table
        .filter(customer_contacts::provider_id.eq(provider))
        .filter(customer_contacts::institution_id.eq(institution))
        .order((customer_contacts::made_at.desc(), customer_contacts::id.desc()))
        .select(Contact::as_select())
        .load(conn)
        .or_fail()
}

/// When each customer was last spoken to: a note for the file is no contact.
pub(super) fn last_contacts(conn: &mut Conn, provider: &InstitutionId) -> Result<HashMap<InstitutionId, Time>> {
    let rows: Vec<(InstitutionId, Option<Time>)> = customer_contacts::table
        .filter(customer_contacts::provider_id.eq(provider))
        .filter(customer_contacts::kind.ne(ContactKind::Note))
        .group_by(customer_contacts::institution_id)
        .select((customer_contacts::institution_id, max(customer_contacts::made_at)))
        .load(conn)
        .or_fail()?;
    Ok(rows.into_iter().filter_map(|(institution, at)| Some((institution, at?))).collect())
}

pub(super) fn contact(conn: &mut Conn, id: &str) -> Result<Option<Contact>> {
    customer_contacts::table.filter(customer_contacts::id.eq(id)).select(Contact::as_select()).first(conn).or_none()
}
