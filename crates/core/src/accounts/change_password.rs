//! A person chooses a password of their own, where policy lets them.

use super::model::{Account, Credential, CredentialState};
use super::sessions::{self, Session, Stage};
use super::{offer, password, store};
use crate::audit::{self, Entry};
use crate::db::{Conn, IntoResult};
use crate::policy;
use crate::register;
use crate::schema::sessions as sessions_table;
use crate::throttle::{self, Rate};
use crate::world::World;
use diesel::prelude::*;
use kunye_kernel::actor::{Actor, Source};
use kunye_kernel::error::{Error, FieldError, Result};
use kunye_kernel::id::{AccountId, CredentialId};
use kunye_kernel::secret::Secret;
use kunye_kernel::time::MINUTE;

/// Wrong current passwords at once, and one more every so often.
const TRIES: Rate = Rate { burst: 5, every: MINUTE };

/// What the form brings.
pub struct Change {
    pub current: Secret,
    pub chosen: Secret,
    pub again: Secret,
}

/// Changes the password. Every other session of the account ends with the old password; the one at hand goes on.
pub fn change(world: &World, session: &Session, change: &Change) -> Result<()> {
    if !matches!(session.stage, Stage::Full | Stage::NeedsPassword) {
        return Err(Error::forbidden("error-forbidden"));
    }
    let whose = Whose { actor: &session.actor, account: &session.account, names: &session.person.full_name() };
    put(world, &whose, change, |tx, credential| {
        diesel::update(sessions_table::table.find(&session.mac))
            .set(sessions_table::credential_id.eq(credential))
            .execute(tx)
            .or_fail()
            .map(drop)
    })
}

/// The same by password alone, where there is no session: every session of the account ends. Not for accounts that ask for a second
/// factor, since none can be given.
pub fn change_by_password(world: &World, account: &AccountId, source: &Source, change: &Change) -> Result<()> {
    let (account, person, stage) = world.db.read(|conn| {
        let account = store::account(conn, account)?;
        let person = register::person(conn, &account.person_id)?.ok_or_else(Error::not_found)?;
        let (stage, _) = sessions::stage(conn, &account.id, &person.id, false, world.today())?;
        Ok((account, person, stage))
    })?;
    if stage != Stage::Full {
        return Err(Error::forbidden("password-needs-second-factor"));
    }
    let actor =
        Actor::Person { person: person.id.clone(), account: account.id.clone(), second_factor: false, source: source.clone() };
    put(world, &Whose { actor: &actor, account: &account, names: &person.full_name() }, change, |_, _| Ok(()))
}

struct Whose<'a> {
    actor: &'a Actor,
    account: &'a Account,
    /// What the password must not rest on.
    names: &'a str,
}

fn put(world: &World, whose: &Whose<'_>, change: &Change, keep: impl Fn(&mut Conn, &CredentialId) -> Result<()>) -> Result<()> {
    let policy = world.policy()?;
    if policy.get(policy::OWN_PASSWORD) == 0 {
        return Err(Error::forbidden("password-own-not-allowed"));
    }
    let (now, account) = (world.now(), whose.account);
    let live = world.db.read(|conn| store::live_credentials(conn, &account.id))?;
    let current =
        live.iter().find(|credential| credential.state == CredentialState::Current).ok_or_else(Error::unauthenticated)?;
    let mut wrong = Vec::new();
    if change.current.expose().is_empty() {
        wrong.push(FieldError { field: "current", text: "password-current-missing" });
    }
    if let Some(text) = password::objection(&change.chosen, &account.user_name, whose.names, policy.get(policy::OWN_LENGTH)) {
        wrong.push(FieldError { field: "chosen", text });
    } else if change.chosen.expose() == change.current.expose() {
        wrong.push(FieldError { field: "chosen", text: "password-same" });
    } else if change.chosen.expose() != change.again.expose() {
        wrong.push(FieldError { field: "again", text: "password-again-differs" });
    }
    if !wrong.is_empty() {
        return Err(Error::invalid(wrong).with("min", policy.get(policy::OWN_LENGTH)));
    }
    let key = format!("change-password:{}", account.id);
    // Only guesses at the current one count. Counted before it is hashed, so that many at once are no more than one after the other.
    world.db.write(|tx| throttle::take(tx, &world.vault, &key, TRIES, now))?;
    if !world.hasher.verify(&change.current, &current.verifier)? {
        return Err(Error::field("current", "password-current-wrong"));
    }
    let verifier = world.hasher.hash(&change.chosen, policy.hash_cost(), &*world.entropy)?;
    world.db.write(|tx| {
        // Somebody may have changed it meanwhile, from another session.
        if !store::live_credentials(tx, &account.id)?.iter().any(|c| c.id == current.id && c.state == CredentialState::Current) {
            return Err(Error::conflict("error-try-again"));
        }
        throttle::forgive(tx, &world.vault, &key)?;
        store::retire_all(tx, &account.id, None, now)?;
        let id = CredentialId::new(now, &*world.entropy);
        let credential = Credential::in_use(id, &account.id, verifier.clone(), now, offer::end_of(&policy, now));
        store::insert_credential(tx, &credential)?;
        keep(tx, &credential.id)?;
        audit::record(tx, now, whose.actor, &Entry::new("credential.changed", "account", account.id.as_str()))
    })
}
