//! What only the demonstration mode may do: passwords that are known beforehand. The faces of a real installation do not reach
//! this file; it refuses wherever an account has ever been renewed by a request.

use super::model::{Account, AccountState, Credential, CredentialState};
use super::{offer, second_factor, store};
use crate::audit::{self, Entry};
use crate::db::{Conn, IntoResult};
use crate::schema::credentials;
use crate::world::World;
use diesel::prelude::*;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::CredentialId;
use kunye_kernel::secret::Secret;
use kunye_kernel::time::Time;

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
        &Credential {
            id: CredentialId::new(world.now(), &*world.entropy),
            account_id: account.id.clone(),
            request_id: None,
            verifier: world.hasher.hash(password, policy.hash_cost(), &*world.entropy)?,
            state: CredentialState::Current,
            made_at,
            first_used_at: Some(made_at),
            ends_at: offer::end_of(&policy, made_at),
            retired_at: None,
        },
    )?;
    if account.state != AccountState::Active {
        store::move_to(tx, account, AccountState::Active, actor, "account-reason-demo", world.now())?;
    }
    if let Some(secret) = second_factor {
        second_factor::set_for_demo(tx, world, &account.id, secret)?;
    }
    audit::record(tx, world.now(), actor, &Entry::new("credential.demo", "account", account.id.as_str()))
}
