//! Deciding a password: one verb for every face, with the same throttle, the same record and the same cost.
//!
//! Whatever the name and however wrong the password, a refusal costs [`HASHES`] hashes: nobody learns from the time whether an
//! account exists, waits for a new password, or had another one before. The same wrong bind once more costs none, is no guess, and is not
//! recorded again: it is a device that has not heard.

use super::guard::{self, Try, Turn};
use super::model::{Account, AccountKind, AccountState, Credential, CredentialState};
use super::rules::{self, Standing};
use super::{devices, names, offer, store, unit};
use crate::audit::{self, Entry};
use crate::db::{Conn, text_enum};
use crate::hasher::Of;
use crate::world::World;
use kunye_kernel::actor::{Actor, Source};
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::{AccountId, CredentialId};
use kunye_kernel::secret::Secret;
use kunye_kernel::time::{Day, Time};

text_enum! {
    /// Where a password is given.
    pub enum Face { Web = "web", Ldap = "ldap" }
}

/// Passwords that may open an account at one time: the current one and those that wait for their first use.
const LIVE: usize = 1 + offer::WAITING_AT_ONCE;
/// Those, and the one before.
pub const HASHES: usize = LIVE + 1;

/// A password and whose it is said to be.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    pub face: Face,
    pub source: &'a Source,
    /// As people type it.
    pub user_name: &'a str,
    pub password: &'a Secret,
}

impl Asked<'_> {
    /// The name as it is stored; nobody's is longer.
    pub(super) fn name(&self) -> String {
        names::typed(self.user_name).chars().take(128).collect()
    }

    /// Whether it is worth the while to read what [`Grounds::recall`] stands on.
    pub fn may_be_recalled(&self, world: &World) -> bool {
        world.hasher.may_recall(&self.name(), &self.source.address, world.now())
    }

    pub(super) fn turn<'a>(&'a self, world: &'a World, name: &'a str) -> Turn<'a> {
        guard::turn(world, Try { name, face: self.face, source: self.source })
    }
}

/// What the password is good for. All but [`Verdict::Failed`] are told only to whoever gave the right one.
pub enum Verdict {
    Open(Known),
    /// No such name, or not its password: the two cannot be told apart.
    Failed,
    /// The password before the current one: a device or a person that has not heard.
    Previous,
    /// The password's time is up.
    Expired,
    /// The same, and the account was closed with it: another password opens it again.
    Ended,
    Closed,
    Suspended,
    /// The right password of a unit's account, which opens no session: behind one stands a person (A3).
    NoPerson,
}

impl Verdict {
    /// The sentence for the person at a sign-in page.
    pub fn refusal(&self) -> Error {
        let text = match self {
            Verdict::Open(_) | Verdict::Failed | Verdict::Previous => "sign-in-failed",
            Verdict::Expired => "sign-in-expired",
            Verdict::Ended | Verdict::Closed => "sign-in-closed",
            Verdict::Suspended => "sign-in-suspended",
            Verdict::NoPerson => "sign-in-unit-account",
        };
        Error::new(Kind::Unauthenticated, text)
    }
}

/// The right password of an account that is open.
pub(super) struct Accepted {
    pub account: Account,
    pub credential: Credential,
}

/// What [`decide`] comes to.
pub(super) enum Decision {
    Open(Box<Accepted>),
    Refused(Verdict),
}

/// An account whose password was verified a short while ago.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    pub account: AccountId,
    pub credential: CredentialId,
    pub ends_at: Time,
    /// It opens nothing but the change of the password.
    pub must_change: bool,
}

/// What a quick answer stands on, beside the clock: true until something of the account changes, or the day does.
pub struct Grounds {
    current: store::Current,
    /// Somebody answers for it: see [`unit::is_kept`].
    kept: bool,
}

impl Grounds {
    /// Of the account of a user name, if it has a current password.
    pub fn read(conn: &mut Conn, typed: &str, today: Day) -> Result<Option<Self>> {
        let Some(current) = store::current(conn, &names::typed(typed))? else { return Ok(None) };
        let kept = unit::is_kept_by(conn, &current.person, current.unit.as_ref(), today)?;
        Ok(Some(Self { current, kept }))
    }

    fn of(facts: &Facts) -> Option<Self> {
        let current = facts.live.iter().find(|credential| credential.state == CredentialState::Current)?;
        let account = facts.account.as_ref()?;
        Some(Self { current: store::Current::of(account, current), kept: facts.kept })
    }

    pub fn account(&self) -> &AccountId {
        &self.current.account
    }

    /// Whether this very password was verified a short while ago, and still opens the account. `None`: ask [`check`], which takes its
    /// time.
    pub fn recall(&self, world: &World, asked: &Asked<'_>) -> Option<Known> {
        let (now, current) = (world.now(), &self.current);
        let of = Of { credential: current.credential.as_str(), verifier: &current.verifier, source: &asked.source.address };
        let stands = rules::current_opens(self.kept, current.state, current.ends_at, now)
            && world.hasher.recalls(&of, asked.password, now);
        stands.then(|| Known {
            account: current.account.clone(),
            credential: current.credential.clone(),
            ends_at: current.ends_at,
            // Such a one is not remembered.
            must_change: false,
        })
    }
}

/// Decides a password and, when it opens the account, what follows from that: first use, record, the address that is known.
/// Sign-ins of one account from one address are recorded once a day, or a mail program would fill the record by itself.
pub fn check(world: &World, asked: &Asked<'_>) -> Result<Verdict> {
    let name = asked.name();
    let turn = asked.turn(world, &name);
    let facts = Facts::read(world, &turn)?;
    if let Some(known) = Grounds::of(&facts).and_then(|grounds| grounds.recall(world, asked)) {
        return Ok(Verdict::Open(known));
    }
    let accepted = match decide(world, asked, &turn, facts)? {
        Decision::Open(accepted) => accepted,
        Decision::Refused(verdict) => return Ok(verdict),
    };
    let now = world.now();
    let accepted = world.db.write(|tx| {
        let welcomed = accept(tx, world, asked, &turn, &accepted)?;
        if welcomed.first_today {
            let entry = Entry::new("bind.accepted", "account", welcomed.accepted.account.id.as_str());
            audit::record(tx, now, &welcomed.actor, &entry)?;
        }
        Ok(welcomed.accepted)
    })?;
    world.bell.ring();
    let Accepted { account, credential } = accepted;
    let must_change = credential.is_made_by_system() && rules::must_change(&credential, &world.policy()?);
    if !must_change {
        world.hasher.remember(&name, &of(&credential, asked), asked.password, now, &*world.entropy);
    }
    Ok(Verdict::Open(Known { account: account.id, credential: credential.id, ends_at: credential.ends_at, must_change }))
}

/// Decides a password, and records a refusal. What opens the account still has to be [`accept`]ed.
pub(super) fn decide(world: &World, asked: &Asked<'_>, turn: &Turn<'_>, mut facts: Facts) -> Result<Decision> {
    let now = facts.at;
    let admitted = std::mem::replace(&mut facts.admitted, Ok(()));
    let account = facts.account.as_ref();
    if let Some((account, previous)) = account.zip(facts.previous.as_ref())
        && world.hasher.recalls(&of(previous, asked), asked.password, now)
    {
        // A device that goes on and on: as cheap as can be.
        devices::seen(world, &account.id, asked, now)?;
        return Ok(Decision::Refused(Verdict::Previous));
    }
    let verifiers = facts.verifiers();
    let tried = Of { credential: turn.name(), verifier: &verifiers, source: &asked.source.address };
    if asked.face == Face::Ldap && world.hasher.recalls_wrong(&tried, asked.password, now) {
        // Another one, with an older password: nothing is learnt from the same again.
        return Ok(Decision::Refused(Verdict::Failed));
    }
    admitted?;
    let found = facts.find(world, asked)?;
    let verdict = match account.zip(found) {
        None => Verdict::Failed,
        Some((_, credential)) if credential.state == CredentialState::Retired => Verdict::Previous,
        Some((account, credential)) => match rules::standing(facts.kept, account.state, credential, now) {
            Standing::Open if account.kind == AccountKind::Unit && asked.face == Face::Web => Verdict::NoPerson,
            Standing::Open => {
                return Ok(Decision::Open(Box::new(Accepted { account: account.clone(), credential: credential.clone() })));
            }
            Standing::Suspended => Verdict::Suspended,
            Standing::Expired => Verdict::Expired,
            Standing::Closed if credential.is_live(now) => Verdict::Closed,
            Standing::Closed => Verdict::Ended,
        },
    };
    refuse(world, asked, turn, &facts, &verdict)?;
    if found.is_none() && asked.face == Face::Ldap {
        world.hasher.remember_wrong(&tried, asked.password, now, &*world.entropy);
    }
    if let (Verdict::Previous, Some(account), Some(credential)) = (&verdict, account, found) {
        world.hasher.remember(turn.name(), &of(credential, asked), asked.password, now, &*world.entropy);
        devices::seen(world, &account.id, asked, now)?;
    }
    Ok(Decision::Refused(verdict))
}

/// What is known of a name before anything is hashed: read at one moment.
pub(super) struct Facts {
    at: Time,
    account: Option<Account>,
    /// Somebody answers for it: see [`unit::is_kept`].
    kept: bool,
    /// The current and the latest offered, or the last that ended by age, so that its owner is told why.
    live: Vec<Credential>,
    /// The last that was in use before.
    previous: Option<Credential>,
    /// Whether this try is let through.
    admitted: Result<()>,
}

impl Facts {
    pub fn read(world: &World, turn: &Turn<'_>) -> Result<Self> {
        let at = world.now();
        world.db.read(|conn| {
            let admitted = turn.admit(conn, at);
            let Some((account, mut live)) = store::with_live_credentials(conn, turn.name())? else {
                return Ok(Self { at, account: None, kept: true, live: Vec::new(), previous: None, admitted });
            };
            if live.iter().any(|credential| credential.is_live(at)) {
                live.retain(|credential| credential.is_live(at));
                // The current one first: it is nearly always the right one.
                live.sort_by_key(|credential| credential.state != CredentialState::Current);
                live.truncate(LIVE);
            } else {
                live.truncate(1);
            }
            let previous = store::previous(conn, &account.id)?;
            let kept = unit::is_kept(conn, &account, at.day())?;
            Ok(Self { at, account: Some(account), kept, live, previous, admitted })
        })
    }

    /// What the password is held against.
    fn candidates(&self) -> impl Iterator<Item = &Credential> {
        self.live.iter().chain(&self.previous)
    }

    fn verifiers(&self) -> String {
        self.candidates().map(|credential| credential.verifier.as_str()).collect()
    }

    fn find(&self, world: &World, asked: &Asked<'_>) -> Result<Option<&Credential>> {
        let candidates: Vec<&Credential> = self.candidates().collect();
        for credential in &candidates {
            if world.hasher.verify(asked.password, &credential.verifier)? {
                return Ok(Some(credential));
            }
        }
        let cost = world.policy()?.hash_cost();
        for _ in candidates.len()..HASHES {
            world.hasher.verify_nobody(asked.password, cost)?;
        }
        Ok(None)
    }
}

fn refuse(world: &World, asked: &Asked<'_>, turn: &Turn<'_>, facts: &Facts, verdict: &Verdict) -> Result<()> {
    let now = facts.at;
    let actor = Actor::Public { source: asked.source.clone() };
    let action = match asked.face {
        Face::Web => "session.refused",
        Face::Ldap => "bind.refused",
    };
    world.db.write(|tx| {
        // The password before is no guess.
        if !matches!(verdict, Verdict::Previous) {
            turn.charge(tx, facts.live.iter().all(Credential::is_made_by_system), now)?;
        }
        // A name that does not exist is charged to nobody's record, but costs one write all the same: time tells nothing.
        let account = facts.account.as_ref();
        let (kind, subject) =
            account.map_or(("source", asked.source.address.as_str()), |account| ("account", account.id.as_str()));
        audit::record(tx, now, &actor, &Entry::new(action, kind, subject).reason(verdict.refusal().text))
    })
}

/// Who was let in, and whether this is the first time on this day from this address.
pub(super) struct Welcomed {
    pub actor: Actor,
    pub accepted: Accepted,
    pub first_today: bool,
}

/// Takes an accepted password in the transaction of what it opens. Decided again there: the clock or another sign-in may have been
/// quicker.
pub(super) fn accept(tx: &mut Conn, world: &World, asked: &Asked<'_>, turn: &Turn<'_>, accepted: &Accepted) -> Result<Welcomed> {
    let now = world.now();
    let (account, mut credential) = store::of_credential(tx, &accepted.credential.id)?;
    let kept = unit::is_kept(tx, &account, now.day())?;
    let standing = rules::standing(kept, account.state, &credential, now);
    if credential.state == CredentialState::Retired || standing != Standing::Open {
        return Err(Verdict::Failed.refusal());
    }
    let actor = Actor::Person {
        person: account.person_id.clone(),
        account: account.id.clone(),
        second_factor: false,
        source: asked.source.clone(),
    };
    if credential.state == CredentialState::Offered {
        store::promote(tx, &credential, now)?;
        credential.state = CredentialState::Current;
        if account.state != AccountState::Active {
            store::move_to(tx, &account, AccountState::Active, &actor, "account-reason-first-use", now)?;
        }
        audit::record(tx, now, &actor, &Entry::new("credential.first-used", "account", account.id.as_str()))?;
    }
    let first_today = turn.welcome(tx, now)?;
    Ok(Welcomed { actor, accepted: Accepted { account, credential }, first_today })
}

fn of<'a>(credential: &'a Credential, asked: &Asked<'a>) -> Of<'a> {
    Of { credential: credential.id.as_str(), verifier: &credential.verifier, source: &asked.source.address }
}
