//! Sessions: a random token in the person's hands, its fingerprint in the table.
//!
//! A session is valid as long as what it was opened with still is: the same current credential, an active account, the same
//! post. Nothing has to remember to end it; when password, state or post changes, it is over.

use super::model::{Account, AccountState, Credential, CredentialState};
use super::{rules, store};
use crate::audit::{self, Entry};
use crate::db::{Conn, IntoResult};
use crate::policy::{self, Policy};
use crate::register::{self, Duty, DutyKind, Person};
use crate::schema::{credentials, second_factors, sessions};
use crate::world::World;
use diesel::prelude::*;
use kunye_kernel::actor::{Actor, Source};
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{AccountId, CredentialId, PersonId, PostId};
use kunye_kernel::secret::Secret;
use kunye_kernel::time::{Day, HOUR, MINUTE, Time};

/// How far a sign-in has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The second factor is to be given.
    NeedsCode,
    /// The person has a duty that asks for a second factor, and none is set up.
    NeedsEnrolment,
    /// The password was made by the system, and policy has the person choose another before anything else.
    NeedsPassword,
    Full,
}

/// A valid session and its person.
#[derive(Debug, Clone)]
pub struct Session {
    pub actor: Actor,
    pub account: Account,
    pub person: Person,
    /// Duties held today.
    pub duties: Vec<Duty>,
    pub stage: Stage,
    /// Recognises this session in [`list`], where it must not end itself by accident.
    pub mac: String,
    pub ends_at: Time,
}

impl Session {
    pub fn has(&self, kind: DutyKind) -> bool {
        self.duties.iter().any(|duty| duty.kind == kind)
    }
}

/// What a sign-in stands on. A session hangs on it, and so does whatever was opened with the session and may outlive it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    pub account: AccountId,
    pub credential: CredentialId,
    pub post: Option<PostId>,
}

/// The account of an anchor, as long as everything it names is as it was.
pub fn stands(conn: &mut Conn, anchor: &Anchor, now: Time) -> Result<Option<Account>> {
    let account = store::account(conn, &anchor.account)?;
    let credential: Credential =
        credentials::table.find(&anchor.credential).select(Credential::as_select()).first(conn).or_fail()?;
    let post = register::current_post(conn, &account.person_id, now.day())?.map(|post| post.id);
    let stands = account.state == AccountState::Active
        && credential.state == CredentialState::Current
        && credential.is_live(now)
        && post == anchor.post;
    Ok(stands.then_some(account))
}

/// A session that is open, without its token.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = sessions)]
pub struct OpenSession {
    pub mac: String,
    pub account_id: AccountId,
    pub credential_id: CredentialId,
    pub post_id: Option<PostId>,
    /// Whether the second factor was given in it.
    pub second_factor: bool,
    pub created_at: Time,
    pub seen_at: Time,
    pub ends_at: Time,
}

impl OpenSession {
    pub fn anchor(&self) -> Anchor {
        Anchor { account: self.account_id.clone(), credential: self.credential_id.clone(), post: self.post_id.clone() }
    }
}

/// The session with this fingerprint and its account, if it is still valid.
pub fn by_mac(conn: &mut Conn, mac: &str, now: Time) -> Result<Option<(OpenSession, Account)>> {
    let policy = Policy::at(conn, now)?;
    open_by_mac(conn, mac, &policy, now)
}

fn open_by_mac(conn: &mut Conn, mac: &str, policy: &Policy, now: Time) -> Result<Option<(OpenSession, Account)>> {
    let row: Option<OpenSession> = sessions::table.find(mac).select(OpenSession::as_select()).first(conn).or_none()?;
    let Some(row) = row else { return Ok(None) };
    let idle = policy.get(policy::SESSION_IDLE) * MINUTE;
    if now >= row.ends_at || now.since(row.seen_at) > idle {
        return Ok(None);
    }
    let account = stands(conn, &row.anchor(), now)?;
    Ok(account.map(|account| (row, account)))
}

/// Notes that a session was used.
pub fn touch(tx: &mut Conn, mac: &str, now: Time) -> Result<()> {
    diesel::update(sessions::table.find(mac)).set(sessions::seen_at.eq(now)).execute(tx).or_fail().map(|_| ())
}

/// Ends the session with this fingerprint, for a room that has proved whose wish it is.
pub fn end_by_mac(tx: &mut Conn, mac: &str) -> Result<()> {
    diesel::delete(sessions::table.find(mac)).execute(tx).or_fail().map(|_| ())
}

fn fingerprint(world: &World, token: &Secret) -> Result<String> {
    world.vault.fingerprint("session", token.expose().as_bytes())
}

/// Opens a session in the transaction of the sign-in.
pub(super) fn open(
    tx: &mut Conn,
    world: &World,
    account: &Account,
    credential: &CredentialId,
    source: &Source,
    agent: &str,
) -> Result<super::sign_in::Opened> {
    let now = world.now();
    let policy = Policy::at(tx, now)?;
    let mut bytes = [0; 32];
    world.entropy.fill(&mut bytes);
    let token = Secret::new(data_encoding::BASE64URL_NOPAD.encode(&bytes));
    let post = register::current_post(tx, &account.person_id, now.day())?;
    let agent: String = agent.chars().filter(|c| !c.is_control()).take(200).collect();
    diesel::insert_into(sessions::table)
        .values((
            sessions::mac.eq(fingerprint(world, &token)?),
            sessions::account_id.eq(&account.id),
            sessions::credential_id.eq(credential),
            sessions::post_id.eq(post.map(|post| post.id)),
            sessions::second_factor.eq(false),
            sessions::source.eq(&source.address),
            sessions::agent.eq(agent),
            sessions::created_at.eq(now),
            sessions::seen_at.eq(now),
            sessions::ends_at.eq(now.plus(policy.get(policy::SESSION_LENGTH) * MINUTE)),
        ))
        .execute(tx)
        .or_fail()?;
    let actor = Actor::Person {
        person: account.person_id.clone(),
        account: account.id.clone(),
        second_factor: false,
        source: source.clone(),
    };
    audit::record(tx, now, &actor, &Entry::new("session.opened", "account", account.id.as_str()))?;
    let stage = stage(tx, &account.id, &account.person_id, false, now.day())?.0;
    let stage = with_password(tx, stage, credential, &policy)?;
    Ok(super::sign_in::Opened { token, stage })
}

/// Duties that nobody exercises with a password alone.
const NEED_SECOND_FACTOR: [DutyKind; 8] = [
    DutyKind::Officer,
    DutyKind::Administrator,
    DutyKind::Auditor,
    DutyKind::HelpDesk,
    DutyKind::Coordinator,
    DutyKind::Planner,
    DutyKind::AccountManager,
    DutyKind::Director,
];

pub(super) fn stage(
    conn: &mut Conn,
    account: &AccountId,
    person: &PersonId,
    given: bool,
    today: Day,
) -> Result<(Stage, Vec<Duty>)> {
    let duties = register::duties_of(conn, person, today)?;
    if given {
        return Ok((Stage::Full, duties));
    }
    let enrolled = second_factors::table
        .find(account)
        .filter(second_factors::confirmed_at.is_not_null())
        .count()
        .get_result::<i64>(conn)
        .or_fail()?
        > 0;
    let needed = duties.iter().any(|duty| NEED_SECOND_FACTOR.contains(&duty.kind));
    let stage = match (enrolled, needed) {
        (true, _) => Stage::NeedsCode,
        (false, true) => Stage::NeedsEnrolment,
        (false, false) => Stage::Full,
    };
    Ok((stage, duties))
}

/// Whether whoever has come this far still has to choose a password.
fn with_password(conn: &mut Conn, stage: Stage, credential: &CredentialId, policy: &Policy) -> Result<Stage> {
    if stage != Stage::Full || policy.get(policy::CHANGE_FIRST) == 0 {
        return Ok(stage);
    }
    let credential: Credential = credentials::table.find(credential).select(Credential::as_select()).first(conn).or_fail()?;
    Ok(if rules::must_change(&credential, policy) { Stage::NeedsPassword } else { stage })
}

/// The session of a token, if it is still valid from here and now.
pub fn resolve(world: &World, token: &Secret, source: &Source) -> Result<Option<Session>> {
    let now = world.now();
    let mac = fingerprint(world, token)?;
    let found = world.db.read(|conn| {
        let policy = Policy::at(conn, now)?;
        let Some((row, account)) = open_by_mac(conn, &mac, &policy, now)? else { return Ok(None) };
        let person = register::person(conn, &account.person_id)?.ok_or_else(Error::not_found)?;
        let (stage, duties) = stage(conn, &account.id, &account.person_id, row.second_factor, now.day())?;
        let stage = with_password(conn, stage, &row.credential_id, &policy)?;
        let actor = Actor::Person {
            person: person.id.clone(),
            account: account.id.clone(),
            second_factor: row.second_factor,
            source: source.clone(),
        };
        Ok(Some((Session { actor, account, person, duties, stage, mac: row.mac, ends_at: row.ends_at }, row.seen_at)))
    })?;
    let Some((session, seen_at)) = found else { return Ok(None) };
    // Once a minute is often enough to know who is idle, and spares a write a page.
    if now.since(seen_at) > MINUTE {
        world.db.write(|tx| touch(tx, &session.mac, now))?;
    }
    Ok(Some(session))
}

/// Marks that the second factor was given in this session.
pub(super) fn complete(tx: &mut Conn, mac: &str) -> Result<()> {
    diesel::update(sessions::table.find(mac)).set(sessions::second_factor.eq(true)).execute(tx).or_fail().map(|_| ())
}

/// Ends the session of a token. Ending one that is over already is no error.
pub fn end(world: &World, token: &Secret) -> Result<()> {
    let mac = fingerprint(world, token)?;
    world.db.write(|tx| diesel::delete(sessions::table.find(&mac)).execute(tx).or_fail().map(|_| ()))
}

/// A session as its owner sees it on the account page.
#[derive(Debug, Clone, Queryable)]
pub struct Listed {
    pub mac: String,
    pub source: String,
    pub agent: String,
    pub created_at: Time,
    pub seen_at: Time,
}

/// The account's sessions that have not ended, latest first.
pub fn list(conn: &mut Conn, account: &AccountId, now: Time) -> Result<Vec<Listed>> {
    sessions::table
        .inner_join(credentials::table.on(credentials::id.eq(sessions::credential_id)))
        .filter(sessions::account_id.eq(account))
        .filter(sessions::ends_at.gt(now))
        .filter(credentials::state.eq(CredentialState::Current))
        .order(sessions::seen_at.desc())
        .select((sessions::mac, sessions::source, sessions::agent, sessions::created_at, sessions::seen_at))
        .load(conn)
        .or_fail()
}

/// Ends one of one's own sessions, named by its fingerprint.
pub fn end_own(world: &World, session: &Session, mac: &str) -> Result<()> {
    let now = world.now();
    world.db.write(|tx| {
        let own = sessions::table.find(mac).filter(sessions::account_id.eq(&session.account.id));
        if diesel::delete(own).execute(tx).or_fail()? == 0 {
            return Err(Error::not_found());
        }
        audit::record(tx, now, &session.actor, &Entry::new("session.ended", "account", session.account.id.as_str()))
    })
}

/// Sessions that their length or their idleness ended within a span; whoever hangs something on them is to be told.
pub fn over_between(conn: &mut Conn, from: Time, until: Time) -> Result<Vec<String>> {
    let idle = Policy::at(conn, until)?.get(policy::SESSION_IDLE) * MINUTE;
    let by_length = sessions::ends_at.gt(from).and(sessions::ends_at.le(until));
    let by_idleness = sessions::seen_at.ge(from.plus(-idle)).and(sessions::seen_at.lt(until.plus(-idle)));
    let over = sessions::table.filter(by_length.or(by_idleness));
    over.select(sessions::mac).load(conn).or_fail()
}

/// Removes sessions that ended an hour ago: what hangs on them has been put right by then.
pub(super) fn sweep(tx: &mut Conn, now: Time) -> Result<usize> {
    diesel::delete(sessions::table.filter(sessions::ends_at.lt(now.plus(-HOUR)))).execute(tx).or_fail()
}
