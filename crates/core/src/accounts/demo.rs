//! What only the demonstration mode may do: passwords that are known beforehand. The faces of a real installation do not reach
//! this file; it refuses wherever an account has ever been renewed by a request.

use super::model::{Account, AccountKind, AccountState, Credential};
use super::{offer, second_factor, store};
use crate::audit::{self, Entry};
use crate::db::{Conn, IntoResult, insert_all};
use crate::schema::{accounts, credentials};
use crate::world::World;
use diesel::prelude::*;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{AccountId, CredentialId, PersonId};
use kunye_kernel::secret::Secret;
use kunye_kernel::time::Time;

/// Opens accounts for made-up people, each with a current password: number `n` is called `name(n)` and has verifier `n` of the list,
/// over and over. For measurements: only an operator, on a database that has no real account.
pub fn crowd(
    tx: &mut Conn,
    world: &World,
    people: &[PersonId],
    first: usize,
    name: impl Fn(usize) -> String,
    verifiers: &[String],
) -> Result<()> {
    let now = world.now();
    let ends_at = offer::end_of(&crate::policy::Policy::at(tx, now)?, now);
    let (mut accounts, mut credentials) = (Vec::new(), Vec::new());
    for (n, person) in (first..).zip(people) {
        let verifier = verifiers.get(n % verifiers.len().max(1)).ok_or_else(Error::not_found)?;
        let account = Account {
            id: AccountId::new(now, &*world.entropy),
            kind: AccountKind::Personal,
            person_id: person.clone(),
            user_name: name(n),
            state: AccountState::Active,
            state_since: now,
            created_at: now,
            unit_id: None,
        };
        let id = CredentialId::new(now, &*world.entropy);
        credentials.push(Credential::in_use(id, &account.id, verifier.clone(), now, ends_at));
        accounts.push(account);
    }
    insert_all!(tx, accounts::table, accounts, |_| ())?;
    insert_all!(tx, credentials::table, credentials, |_| ())
}

/// Gives a sample account a known password of a given age, and a known second factor.
pub fn set_password(
    tx: &mut Conn,
    world: &World,
    actor: &Actor,
    account: &Account,
    password: &Secret,
    made_at: Time,
    second_factor: Option<&[u8]>,
) -> Result<()> {
    let renewed = credentials::table
        .filter(credentials::account_id.eq(&account.id))
        .filter(credentials::request_id.is_not_null())
        .count()
        .get_result::<i64>(tx)
        .or_fail()?;
    if renewed > 0 || !matches!(actor, Actor::Operator { .. }) {
        return Err(Error::forbidden("error-operators-only"));
    }
    let policy = crate::policy::Policy::at(tx, world.now())?;
    store::retire_all(tx, &account.id, None, world.now())?;
    store::insert_credential(
        tx,
        &Credential::in_use(
            CredentialId::new(world.now(), &*world.entropy),
            &account.id,
            world.hasher.hash(password, policy.hash_cost(), &*world.entropy)?,
            made_at,
            offer::end_of(&policy, made_at),
        ),
    )?;
    if account.state != AccountState::Active {
        store::move_to(tx, account, AccountState::Active, actor, "account-reason-demo", world.now())?;
    }
    if let Some(secret) = second_factor {
        second_factor::set_for_demo(tx, world, &account.id, secret)?;
    }
    audit::record(tx, world.now(), actor, &Entry::new("credential.demo", "account", account.id.as_str()))
}
