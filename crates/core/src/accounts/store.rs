//! The only file that touches this room's tables of accounts and credentials.

use super::model::{Account, AccountKind, AccountState, Credential, CredentialState};
use super::names;
use crate::audit::{self, Entry};
use crate::db::{Conn, IntoResult, all_of, first_of};
use crate::schema::{accounts, credentials};
use diesel::prelude::*;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::Result;
use kunye_kernel::id::{AccountId, CredentialId, PersonId, RequestId, UnitId};
use kunye_kernel::time::Time;
use std::collections::{BTreeSet, HashMap};

pub fn account(conn: &mut Conn, id: &AccountId) -> Result<Account> {
    accounts::table.find(id).select(Account::as_select()).first(conn).or_fail()
}

/// A person's own account.
pub fn of_person(conn: &mut Conn, person: &PersonId) -> Result<Option<Account>> {
    accounts::table
        .filter(accounts::person_id.eq(person))
        .filter(accounts::kind.eq(AccountKind::Personal))
        .select(Account::as_select())
        .first(conn)
        .or_none()
}

/// The own accounts of several people, for lists.
pub fn of_people(conn: &mut Conn, people: &[PersonId]) -> Result<HashMap<PersonId, Account>> {
    let found: Vec<Account> = accounts::table
        .filter(accounts::person_id.eq_any(people))
        .filter(accounts::kind.eq(AccountKind::Personal))
        .select(Account::as_select())
        .load(conn)
        .or_fail()?;
    Ok(found.into_iter().map(|account| (account.person_id.clone(), account)).collect())
}

/// A unit's accounts, by user name.
pub fn of_unit(conn: &mut Conn, unit: &UnitId) -> Result<Vec<Account>> {
    accounts::table
        .filter(accounts::unit_id.eq(unit))
        .order(accounts::user_name)
        .select(Account::as_select())
        .load(conn)
        .or_fail()
}

/// The units' accounts that a person answers for, by user name.
pub fn responsible_for(conn: &mut Conn, person: &PersonId) -> Result<Vec<Account>> {
    accounts::table
        .filter(accounts::person_id.eq(person))
        .filter(accounts::kind.eq(AccountKind::Unit))
        .order(accounts::user_name)
        .select(Account::as_select())
        .load(conn)
        .or_fail()
}

pub(super) fn set_responsible(tx: &mut Conn, id: &AccountId, person: &PersonId) -> Result<()> {
    diesel::update(accounts::table.find(id)).set(accounts::person_id.eq(person)).execute(tx).or_fail().map(drop)
}

/// The account of a user name as it is stored, and its [`live_credentials`].
pub(super) fn with_live_credentials(conn: &mut Conn, user_name: &str) -> Result<Option<(Account, Vec<Credential>)>> {
    let is_live = credentials::account_id.eq(accounts::id).and(credentials::state.ne(CredentialState::Retired));
    let rows = all_of!(
        conn,
        accounts::table
            .left_join(credentials::table.on(is_live))
            .filter(accounts::user_name.eq(user_name))
            .order((credentials::made_at.desc(), credentials::id.desc()))
            .select((Account::as_select(), Option::<Credential>::as_select()))
    );
    let rows: Vec<(Account, Option<Credential>)> = rows.or_fail()?;
    let mut account = None;
    let mut live = Vec::with_capacity(rows.len());
    for (whose, credential) in rows {
        account = Some(whose);
        live.extend(credential);
    }
    Ok(account.map(|account| (account, live)))
}

/// A credential and whose it is.
pub(super) fn of_credential(conn: &mut Conn, id: &CredentialId) -> Result<(Account, Credential)> {
    let found = first_of!(
        conn,
        credentials::table
            .inner_join(accounts::table.on(accounts::id.eq(credentials::account_id)))
            .filter(credentials::id.eq(id))
            .select((Account::as_select(), Credential::as_select()))
    );
    found.or_fail()
}

/// The account of a user name as people type it.
pub fn by_user_name(conn: &mut Conn, typed: &str) -> Result<Option<Account>> {
    accounts::table.filter(accounts::user_name.eq(names::typed(typed))).select(Account::as_select()).first(conn).or_none()
}

/// What a sign-in that was verified a short while ago still has to know.
#[derive(Queryable)]
pub(super) struct Current {
    pub account: AccountId,
    pub person: PersonId,
    pub unit: Option<UnitId>,
    pub state: AccountState,
    pub credential: CredentialId,
    pub verifier: String,
    pub ends_at: Time,
}

impl Current {
    pub fn of(account: &Account, credential: &Credential) -> Self {
        Self {
            account: account.id.clone(),
            person: account.person_id.clone(),
            unit: account.unit_id.clone(),
            state: account.state,
            credential: credential.id.clone(),
            verifier: credential.verifier.clone(),
            ends_at: credential.ends_at,
        }
    }
}

/// By one statement. `user_name` is already as [`names::typed`] makes it.
pub(super) fn current(conn: &mut Conn, user_name: &str) -> Result<Option<Current>> {
    let found = first_of!(
        conn,
        credentials::table
            .inner_join(accounts::table.on(accounts::id.eq(credentials::account_id)))
            .filter(accounts::user_name.eq(user_name))
            .filter(credentials::state.eq(CredentialState::Current))
            .select((
                accounts::id,
                accounts::person_id,
                accounts::unit_id,
                accounts::state,
                credentials::id,
                credentials::verifier,
                credentials::ends_at,
            ))
    );
    found.or_none()
}

/// Accounts in order of id, a batch at a time: for whoever goes through all of them.
pub fn accounts_after(conn: &mut Conn, after: &str, most: i64) -> Result<Vec<Account>> {
    accounts::table
        .filter(accounts::id.gt(after))
        .order(accounts::id)
        .limit(most)
        .select(Account::as_select())
        .load(conn)
        .or_fail()
}

pub fn accounts_by_id(conn: &mut Conn, ids: &[AccountId]) -> Result<Vec<Account>> {
    accounts::table.filter(accounts::id.eq_any(ids)).select(Account::as_select()).load(conn).or_fail()
}

/// The credential in use of several accounts, and when it was made.
pub fn current_credentials(conn: &mut Conn, ids: &[AccountId]) -> Result<HashMap<AccountId, (CredentialId, Time)>> {
    let rows: Vec<(AccountId, CredentialId, Time)> = credentials::table
        .filter(credentials::account_id.eq_any(ids))
        .filter(credentials::state.eq(CredentialState::Current))
        .select((credentials::account_id, credentials::id, credentials::made_at))
        .load(conn)
        .or_fail()?;
    Ok(rows.into_iter().map(|(account, id, made_at)| (account, (id, made_at))).collect())
}

pub(super) fn insert(tx: &mut Conn, account: &Account) -> Result<()> {
    diesel::insert_into(accounts::table).values(account).execute(tx).or_fail().map(|_| ())
}

/// User names that begin like a wished one: what a new name must not collide with.
pub(super) fn names_like(conn: &mut Conn, wished: &str) -> Result<BTreeSet<String>> {
    let names: Vec<String> = accounts::table
        .filter(accounts::user_name.like(format!("{wished}%")))
        .select(accounts::user_name)
        .load(conn)
        .or_fail()?;
    Ok(names.into_iter().collect())
}

/// Moves an account to another state, if that is legal, and records it.
pub(super) fn move_to(
    tx: &mut Conn,
    account: &Account,
    next: AccountState,
    actor: &Actor,
    reason: &str,
    now: Time,
) -> Result<()> {
    let next = account.state.to(next)?;
    diesel::update(accounts::table.find(&account.id))
        .set((accounts::state.eq(next), accounts::state_since.eq(now)))
        .execute(tx)
        .or_fail()?;
    let detail = serde_json::json!({ "before": account.state, "after": next });
    audit::record(tx, now, actor, &Entry::new("account.moved", "account", account.id.as_str()).reason(reason).detail(detail))
}

pub(super) fn insert_credential(tx: &mut Conn, credential: &Credential) -> Result<()> {
    diesel::insert_into(credentials::table).values(credential).execute(tx).or_fail().map(|_| ())
}

/// Credentials that are not retired, newest first: at most one current, and the offered ones.
pub fn live_credentials(conn: &mut Conn, account: &AccountId) -> Result<Vec<Credential>> {
    credentials::table
        .filter(credentials::account_id.eq(account))
        .filter(credentials::state.ne(CredentialState::Retired))
        .order((credentials::made_at.desc(), credentials::id.desc()))
        .select(Credential::as_select())
        .load(conn)
        .or_fail()
}

/// The credential that was in use before the current one.
pub(super) fn previous(conn: &mut Conn, account: &AccountId) -> Result<Option<Credential>> {
    let found = first_of!(
        conn,
        credentials::table
            .filter(credentials::account_id.eq(account))
            .filter(credentials::state.eq(CredentialState::Retired))
            .filter(credentials::first_used_at.is_not_null())
            .order((credentials::retired_at.desc(), credentials::made_at.desc()))
            .select(Credential::as_select())
    );
    found.or_none()
}

/// The first use of an offered credential: it becomes the current one and every other ends.
pub(super) fn promote(tx: &mut Conn, credential: &Credential, now: Time) -> Result<()> {
    retire_all(tx, &credential.account_id, Some(&credential.id), now)?;
    diesel::update(credentials::table.find(&credential.id))
        .set((credentials::state.eq(CredentialState::Current), credentials::first_used_at.eq(now)))
        .execute(tx)
        .or_fail()
        .map(|_| ())
}

/// Ends an account's live credentials, but for one.
pub(super) fn retire_all(tx: &mut Conn, account: &AccountId, but: Option<&CredentialId>, now: Time) -> Result<usize> {
    let spared = but.map_or("", CredentialId::as_str).to_owned();
    diesel::update(
        credentials::table
            .filter(credentials::account_id.eq(account))
            .filter(credentials::state.ne(CredentialState::Retired))
            .filter(credentials::id.ne(spared)),
    )
    .set((credentials::state.eq(CredentialState::Retired), credentials::retired_at.eq(now)))
    .execute(tx)
    .or_fail()
}

/// Ends one credential that was never used.
pub(super) fn retire(tx: &mut Conn, credential: &CredentialId, now: Time) -> Result<()> {
    diesel::update(credentials::table.find(credential).filter(credentials::state.eq(CredentialState::Offered)))
        .set((credentials::state.eq(CredentialState::Retired), credentials::retired_at.eq(now)))
        .execute(tx)
        .or_fail()
        .map(|_| ())
}

pub(super) fn used_for(conn: &mut Conn, request: &RequestId) -> Result<bool> {
    let used: i64 = credentials::table
        .filter(credentials::request_id.eq(request))
        .filter(credentials::first_used_at.is_not_null())
        .count()
        .get_result(conn)
        .or_fail()?;
    Ok(used > 0)
}

/// Whether any password of an account was ever used.
pub(super) fn was_ever_used(conn: &mut Conn, account: &AccountId) -> Result<bool> {
    let used = credentials::table.filter(credentials::account_id.eq(account)).filter(credentials::first_used_at.is_not_null());
    used.count().get_result::<i64>(conn).or_fail().map(|used| used > 0)
}

/// Accounts in a state, a batch at a time in order of id, each with the end of its last live credential.
pub(super) fn with_ends(conn: &mut Conn, state: AccountState, after: &str, most: i64) -> Result<Vec<(Account, Option<Time>)>> {
    let batch: Vec<Account> = accounts::table
        .filter(accounts::state.eq(state))
        .filter(accounts::id.gt(after))
        .order(accounts::id)
        .limit(most)
        .select(Account::as_select())
        .load(conn)
        .or_fail()?;
    let ids: Vec<&AccountId> = batch.iter().map(|account| &account.id).collect();
    let ends: Vec<(AccountId, Option<Time>)> = credentials::table
        .filter(credentials::account_id.eq_any(ids))
        .filter(credentials::state.ne(CredentialState::Retired))
        .group_by(credentials::account_id)
        .select((credentials::account_id, diesel::dsl::max(credentials::ends_at)))
        .load(conn)
        .or_fail()?;
    let ends: std::collections::HashMap<_, _> = ends.into_iter().collect();
    Ok(batch
        .into_iter()
        .map(|account| (ends.get(&account.id).copied().flatten(), account))
        .map(|(end, account)| (account, end))
        .collect())
}

/// Whose current credential ended within a span.
pub fn ended_between(conn: &mut Conn, from: Time, until: Time) -> Result<Vec<AccountId>> {
    credentials::table
        .filter(credentials::state.eq(CredentialState::Current))
        .filter(credentials::ends_at.gt(from))
        .filter(credentials::ends_at.le(until))
        .select(credentials::account_id)
        .load(conn)
        .or_fail()
}

/// Current credentials that end within a span: those a reminder may be due for.
pub(super) fn ending(conn: &mut Conn, from: Time, until: Time) -> Result<Vec<(Account, Credential)>> {
    credentials::table
        .inner_join(accounts::table.on(accounts::id.eq(credentials::account_id)))
        .filter(credentials::state.eq(CredentialState::Current))
        .filter(credentials::ends_at.gt(from))
        .filter(credentials::ends_at.le(until))
        .filter(accounts::state.eq(AccountState::Active))
        .select((Account::as_select(), Credential::as_select()))
        .load(conn)
        .or_fail()
}
