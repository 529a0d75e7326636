//! Making a password at the moment it is sent (A9), and opening accounts (A2).

use super::model::{Account, AccountKind, AccountState, Credential, CredentialState};
use super::{names, password, store};
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::policy::{self, Policy};
use crate::register::Person;
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::Result;
use kunye_kernel::id::{AccountId, CredentialId, RequestId};
use kunye_kernel::secret::Secret;
use kunye_kernel::time::Time;

/// The person's account; made, without a password, when there is none yet.
pub fn ensure_account(tx: &mut Conn, world: &World, actor: &Actor, person: &Person) -> Result<Account> {
    if let Some(account) = store::of_person(tx, &person.id)? {
        return Ok(account);
    }
    let now = world.now();
    let wished = names::wished(&person.given_names, &person.surname);
    let taken = store::names_like(tx, &wished)?;
    let account = Account {
        id: AccountId::new(now, &*world.entropy),
        kind: AccountKind::Personal,
        person_id: person.id.clone(),
        user_name: names::resolve(&wished, |name| taken.contains(name)),
        state: AccountState::Pending,
        state_since: now,
        created_at: now,
        unit_id: None,
    };
    store::insert(tx, &account)?;
    let detail = serde_json::json!({ "user_name": account.user_name });
    audit::record(tx, now, actor, &Entry::new("account.made", "account", account.id.as_str()).detail(detail))?;
    Ok(account)
}

/// A password that exists nowhere but here, and the verifier that will know it.
pub struct Made {
    pub password: Secret,
    verifier: String,
}

/// Makes and hashes a new password. Slow on purpose (Argon2id), so it happens before the transaction of [`offer`].
pub fn make(world: &World, policy: &Policy) -> Result<Made> {
    let password = password::generate(policy.get(policy::GENERATED_LENGTH), &*world.entropy);
    let verifier = world.hasher.hash(&password, policy.hash_cost(), &*world.entropy)?;
    Ok(Made { password, verifier })
}

/// Passwords that may wait at once for their first use. Three messages of unknown outcome and a fourth that was accepted all work;
/// of more, sent again and again by hand, the oldest ends. Each of them costs a hash at every wrong try: see [`super::check`].
pub const WAITING_AT_ONCE: usize = 4;

/// Lets a made password open the account from now on, beside the one in use.
pub fn offer(
    tx: &mut Conn,
    world: &World,
    policy: &Policy,
    account: &AccountId,
    request: Option<&RequestId>,
    made: &Made,
) -> Result<CredentialId> {
    let now = world.now();
    let credential = Credential {
        id: CredentialId::new(now, &*world.entropy),
        account_id: account.clone(),
        request_id: request.cloned(),
        verifier: made.verifier.clone(),
        state: CredentialState::Offered,
        made_at: now,
        first_used_at: None,
        ends_at: end_of(policy, now),
        retired_at: None,
    };
    store::insert_credential(tx, &credential)?;
    let live = store::live_credentials(tx, account)?;
    for old in live.iter().filter(|one| one.state == CredentialState::Offered).skip(WAITING_AT_ONCE) {
        store::retire(tx, &old.id, now)?;
    }
    Ok(credential.id)
}

/// Takes back an offered password that surely reached nobody.
pub fn withdraw(tx: &mut Conn, credential: &CredentialId, now: Time) -> Result<()> {
    store::retire(tx, credential, now)
}

/// Whether a password that was made for a request was ever used.
pub fn was_used(conn: &mut Conn, request: &RequestId) -> Result<bool> {
    store::used_for(conn, request)
}

pub(super) fn end_of(policy: &Policy, made_at: Time) -> Time {
    made_at.plus_days(policy.get(policy::PASSWORD_MAX_AGE))
}

/// Reopens the account whose new password has been taken by the gateway.
pub fn reopen(tx: &mut Conn, actor: &Actor, account: &AccountId, now: Time) -> Result<()> {
    let account = store::account(tx, account)?;
    match account.state {
        AccountState::Pending | AccountState::Expired | AccountState::Closed => {
            store::move_to(tx, &account, AccountState::Active, actor, "account-reason-renewed", now)
        }
        AccountState::Active | AccountState::Suspended => Ok(()),
    }
}

/// Ends every password of an account at once, and with them its sessions: the form said that somebody else may know it.
pub fn retire_compromised(tx: &mut Conn, actor: &Actor, account: &AccountId, now: Time) -> Result<()> {
    let ended = store::retire_all(tx, account, None, now)?;
    let detail = serde_json::json!({ "credentials": ended });
    audit::record(
        tx,
        now,
        actor,
        &Entry::new("credential.retired", "account", account.as_str()).reason("account-reason-compromised").detail(detail),
    )
}
