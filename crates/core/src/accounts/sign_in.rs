//! Opening a session with user name and password.
//!
//! Guessing is slowed per source, and per account *and* source. A flood against one account from many sources slows only sources
//! that have never signed in to it, and even those keep a try every quarter of an hour: nobody can lock another person out.

use super::model::{Account, AccountKind, AccountState, Credential, CredentialState};
use super::rules::{self, Standing};
use super::sessions::{self, Stage};
use super::{names, store, unit};
use crate::audit::{self, Entry};
use crate::db::{Conn, IntoResult};
use crate::schema::credentials;
use crate::throttle::{self, Rate};
use crate::world::World;
use diesel::prelude::*;
use kunye_kernel::actor::{Actor, Source};
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::secret::Secret;
use kunye_kernel::time::{DAY, MINUTE, SECOND, Time};

/// All tries from one address: a whole office may share one.
const PER_SOURCE: Rate = Rate { burst: 60, every: 5 * SECOND };
/// One account from one address.
const PER_PAIR: Rate = Rate { burst: 6, every: MINUTE };
/// One account from all addresses that are strange to it.
const PER_ACCOUNT: Rate = Rate { burst: 60, every: MINUTE };
/// What a strange address keeps when [`PER_ACCOUNT`] is used up.
const UNDER_ATTACK: Rate = Rate { burst: 1, every: 15 * MINUTE };
/// How long an address counts as known after a sign-in.
const KNOWN_FOR: i64 = 90 * DAY;

/// A session was opened; it may still need a second factor.
pub struct Opened {
    pub token: Secret,
    pub stage: Stage,
}

/// Signs in. Wrong names and wrong passwords are told in one sentence and take the same time; the state of the account is told
/// only to whoever has its password.
pub fn begin(world: &World, source: &Source, agent: &str, user_name: &str, password: &Secret) -> Result<Opened> {
    let now = world.now();
    let name: String = names::typed(user_name).chars().take(128).collect();
    throttle_try(world, source, &name, now)?;
    let (account, candidates, kept, policy) = world.db.read(|conn| {
        let account = store::by_user_name(conn, &name)?;
        let candidates = match &account {
            Some(account) => candidates(conn, account, now)?,
            None => Vec::new(),
        };
        let kept = account.as_ref().map_or(Ok(true), |account| unit::is_kept(conn, account, now.day()))?;
        Ok((account, candidates, kept, crate::policy::Policy::at(conn, now)?))
    })?;
    let found = find(world, password, &candidates)?;
    if candidates.is_empty() {
        world.hasher.verify_nobody(password, policy.hash_cost())?;
    }
    let (Some(account), Some(credential)) = (account.as_ref(), found) else {
        return refuse(world, source, &name, account.as_ref(), "sign-in-failed");
    };
    match rules::standing(kept, account.state, credential, now) {
        Standing::Open if account.kind == AccountKind::Unit => {
            refuse(world, source, &name, Some(account), "sign-in-unit-account")
        }
        Standing::Open => open(world, source, agent, &name, account, credential),
        Standing::Expired => refuse(world, source, &name, Some(account), "sign-in-expired"),
        Standing::Closed => refuse(world, source, &name, Some(account), "sign-in-closed"),
        Standing::Suspended => refuse(world, source, &name, Some(account), "sign-in-suspended"),
    }
}

/// The credentials a password is tried against: the live ones, or the last that ended by age, so that its owner is told why.
fn candidates(conn: &mut Conn, account: &Account, now: Time) -> Result<Vec<Credential>> {
    let mut all = store::live_credentials(conn, &account.id)?;
    if all.iter().any(|credential| credential.is_live(now)) {
        all.retain(|credential| credential.is_live(now));
    } else {
        all.truncate(1);
    }
    Ok(all)
}

fn find<'a>(world: &World, password: &Secret, candidates: &'a [Credential]) -> Result<Option<&'a Credential>> {
    for credential in candidates {
        if world.hasher.verify(password, &credential.verifier)? {
            return Ok(Some(credential));
        }
    }
    Ok(None)
}

fn open(world: &World, source: &Source, agent: &str, name: &str, account: &Account, credential: &Credential) -> Result<Opened> {
    let now = world.now();
    let opened = world.db.write(|tx| {
        // Decided again inside the transaction: the clock or another sign-in may have been quicker.
        let account = store::account(tx, &account.id)?;
        let credential: Credential =
            credentials::table.find(&credential.id).select(Credential::as_select()).first(tx).or_fail()?;
        if credential.state == CredentialState::Retired
            || rules::standing(true, account.state, &credential, now) != Standing::Open
        {
            return Err(Error::new(Kind::Unauthenticated, "sign-in-failed"));
        }
        let actor = Actor::Person {
            person: account.person_id.clone(),
            account: account.id.clone(),
            second_factor: false,
            source: source.clone(),
        };
        if credential.state == CredentialState::Offered {
            store::promote(tx, &credential, now)?;
            if account.state != AccountState::Active {
                store::move_to(tx, &account, AccountState::Active, &actor, "account-reason-first-use", now)?;
            }
            audit::record(tx, now, &actor, &Entry::new("credential.first-used", "account", account.id.as_str()))?;
        }
        throttle::forgive(tx, &world.vault, &pair_key(name, source))?;
        throttle::remember(tx, &world.vault, &known_key(name, source), now.plus(KNOWN_FOR))?;
        sessions::open(tx, world, &account, &credential.id, source, agent)
    })?;
    world.bell.ring();
    Ok(opened)
}

/// Lets a try through or not. Only the pair pays before the outcome is known; a whole office behind one address signs in on a
/// Monday morning, and only its failures count ([`pay`]).
fn throttle_try(world: &World, source: &Source, name: &str, now: Time) -> Result<()> {
    let vault = &world.vault;
    world.db.write(|tx| {
        if throttle::remembers(tx, vault, &known_key(name, source), now)? {
            return throttle::take(tx, vault, &pair_key(name, source), PER_PAIR, now);
        }
        throttle::check(tx, vault, &source_key(source), PER_SOURCE, now)?;
        let under_attack = throttle::check(tx, vault, &account_key(name), PER_ACCOUNT, now).is_err();
        throttle::take(tx, vault, &pair_key(name, source), if under_attack { UNDER_ATTACK } else { PER_PAIR }, now)
    })
}

/// A failure is charged to the address and, from a strange address, to the account; what is used up already stays used up.
fn pay(tx: &mut Conn, world: &World, source: &Source, name: &str, now: Time) -> Result<()> {
    if throttle::remembers(tx, &world.vault, &known_key(name, source), now)? {
        return Ok(());
    }
    for (key, rate) in [(source_key(source), PER_SOURCE), (account_key(name), PER_ACCOUNT)] {
        match throttle::take(tx, &world.vault, &key, rate, now) {
            Err(error) if !matches!(error.kind, Kind::TooMany { .. }) => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

fn source_key(source: &Source) -> String {
    format!("sign-in:source:{}", source.address)
}

fn account_key(name: &str) -> String {
    format!("sign-in:account:{name}")
}

fn pair_key(name: &str, source: &Source) -> String {
    format!("sign-in:pair:{name}:{}", source.address)
}

fn known_key(name: &str, source: &Source) -> String {
    format!("sign-in:known:{name}:{}", source.address)
}

fn refuse(world: &World, source: &Source, name: &str, account: Option<&Account>, text: &'static str) -> Result<Opened> {
    let actor = Actor::Public { source: source.clone() };
    let now = world.now();
    world.db.write(|tx| {
        pay(tx, world, source, name, now)?;
        // A name that does not exist is charged to nobody's record, but costs one write all the same: time tells nothing.
        let (kind, subject) = account.map_or(("source", source.address.as_str()), |account| ("account", account.id.as_str()));
        audit::record(tx, now, &actor, &Entry::new("session.refused", kind, subject).reason(text))
    })?;
    Err(Error::new(Kind::Unauthenticated, text))
}
