//! The end of sessions, as clients hear of it.
//!
//! Tokens need no end: they are looked up with everything they stand on. But a client has a session of its own, and is told
//! (OpenID Connect Back-Channel Logout). Who signs out is noticed at once; what ends by itself, within a minute ([`super::settle`]).

use super::model::{Client, EndReason, Grant, RedirectKind};
use super::settle::settle_account;
use super::{ID_TOKEN_LIFE, claims, keys, store};
use crate::accounts::sessions;
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::jobs::{self, Job, Outcome};
use crate::messages::ports::Heard;
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{AccountId, ClientId, GrantId, looks_like_id, ulid};
use kunye_kernel::time::Time;
use serde_json::json;

/// Job: tells a client that the session of a grant has ended.
pub const NOTIFY: &str = "oidc.notify";
const ACTOR: Actor = Actor::Job { kind: NOTIFY };

/// After so many tries, with pauses that double to hours, a client has had a day to answer.
const MOST_TRIES: i32 = 18;

/// Ends a grant, and has its client told; `false` when it had ended.
pub(super) fn end(tx: &mut Conn, world: &World, grant: &Grant, reason: EndReason, now: Time) -> Result<bool> {
    let ended = store::end_grant(tx, &grant.id, reason, now)?;
    // Whose session has ended was told then.
    if ended && grant.session_mac.is_some() {
        have_told(tx, world, grant, now)?;
    }
    Ok(ended)
}

/// The same, when the client itself wanted it and needs not be told.
pub(super) fn end_quietly(tx: &mut Conn, grant: &Grant, reason: EndReason, now: Time) -> Result<bool> {
    store::end_grant(tx, &grant.id, reason, now)
}

pub(super) fn have_told(tx: &mut Conn, world: &World, grant: &Grant, now: Time) -> Result<()> {
    let listens = store::client(tx, &grant.client_id)?.is_some_and(|client| client.logout_uri.is_some());
    if !listens || grant.begun_at.is_none() {
        return Ok(());
    }
    jobs::enqueue(tx, &*world.entropy, NOTIFY, grant.id.as_str(), now, now)
}

/// Somebody signed in again in the same browser: what hung on the old session hangs on the new one, when both are the same
/// person's; then the old one ends.
pub fn succeed(world: &World, account: &AccountId, old: &str, new: &str) -> Result<()> {
    let now = world.now();
    let owner = world.db.write(|tx| {
        let owner = sessions::by_mac(tx, old, now)?.map(|(session, _)| session.account_id);
        let stands = sessions::by_mac(tx, new, now)?.is_some_and(|(session, _)| session.account_id == *account);
        if stands && owner.as_ref() == Some(account) {
            store::move_session(tx, account, old, new)?;
        }
        sessions::end_by_mac(tx, old)?;
        Ok(owner)
    })?;
    match owner.filter(|owner| owner != account) {
        Some(owner) => settle_account(world, &owner),
        None => Ok(()),
    }
}

/// Carries [`NOTIFY`] out.
pub fn notify(world: &World, job: &Job) -> Result<Outcome> {
    let now = world.now();
    let (grant, client) = world.db.read(|conn| {
        let grant = store::grant(conn, &GrantId::from(job.subject.as_str()))?;
        let client = store::client(conn, &grant.client_id)?;
        Ok((grant, client))
    })?;
    let Some((client, uri)) = client.and_then(|client| client.logout_uri.clone().map(|uri| (client, uri))) else {
        return Ok(Outcome::Done);
    };
    let token = token(world, &grant, &client)?;
    let failure = match world.back_channel.tell(&uri, &token) {
        Heard::Yes => return Ok(Outcome::Done),
        // It has understood and will not: there is nothing to say again.
        Heard::No(status @ (400 | 404 | 410)) => return give_up(world, job, &grant, format!("HTTP {status}"), now),
        Heard::No(status) => format!("HTTP {status}"),
        Heard::Silence(why) => why,
    };
    if job.attempts >= MOST_TRIES {
        return give_up(world, job, &grant, failure, now);
    }
    Err(Error::new(kunye_kernel::error::Kind::Unavailable, "error-try-again").because(failure))
}

fn give_up(world: &World, job: &Job, grant: &Grant, why: String, now: Time) -> Result<Outcome> {
    world.db.write(|tx| {
        if jobs::finish(tx, job)? {
            let detail = json!({ "client": grant.client_id, "answer": why });
            let entry = Entry::new("oidc.logout-unheard", "account", grant.account_id.as_str()).detail(detail);
            audit::record(tx, now, &ACTOR, &entry)?;
        }
        Ok(Outcome::Finished)
    })
}

/// The logout token (Back-Channel Logout, 2.4): never with a nonce, so that it cannot pass for an ID token.
fn token(world: &World, grant: &Grant, client: &Client) -> Result<String> {
    let now = world.now();
    let claims = json!({
        "iss": &*world.public_url, "aud": client.id, "sub": claims::subject(world, client, &grant.account_id)?, "sid": grant.sid,
        "iat": claims::seconds(now), "exp": claims::seconds(now.plus(ID_TOKEN_LIFE)), "jti": ulid(now, &*world.entropy),
        "events": { "http://schemas.openid.net/event/backchannel-logout": {} },
    });
    keys::sign(world, client.algorithm, "logout+jwt", &claims)
}

/// A wish to sign out that a client has sent a browser here with (RP-Initiated Logout).
#[derive(Debug, Clone, Default)]
pub struct Farewell {
    /// The session that the hint means, as long as it is open.
    pub session: Option<(String, AccountId)>,
    /// Whether a hint of ours came along.
    pub hinted: bool,
    /// Where to go afterwards, with `state`: registered for the client.
    pub to: Option<String>,
    /// Who asks, for the page that asks the person.
    pub client: Option<Client>,
}

/// Reads a wish. What does not belong together is as good as not said: the person is asked then, and stays here.
pub fn farewell(
    world: &World,
    hint: Option<&str>,
    client: Option<&str>,
    to: Option<&str>,
    state: Option<&str>,
) -> Result<Farewell> {
    let now = world.now();
    let claims = match hint {
        Some(hint) => keys::recognise(world, hint)?,
        None => None,
    };
    let of_hint = claims.as_ref().and_then(|claims| claims["aud"].as_str());
    let id = match (of_hint, client) {
        (Some(hinted), Some(named)) if hinted != named => return Ok(Farewell::default()),
        (hinted, named) => hinted.or(named),
    };
    let Some(id) = id.filter(|id| looks_like_id(id)).map(ClientId::from) else { return Ok(Farewell::default()) };
    world.db.read(|conn| {
        let Some(client) = store::client(conn, &id)?.filter(|client| client.ended_at.is_none()) else {
            return Ok(Farewell::default());
        };
        let registered = store::redirects(conn, &id, RedirectKind::SignOut)?;
        let to = to.filter(|to| registered.iter().any(|own| super::rules::is_registered(own, to, client.auth)));
        let sid = claims.as_ref().and_then(|claims| claims["sid"].as_str());
        let grant = match sid {
            Some(sid) => store::of_sid(conn, &id, sid)?,
            None => None,
        };
        let session = match grant.and_then(|grant| grant.session_mac) {
            Some(mac) => sessions::by_mac(conn, &mac, now)?.map(|(session, account)| (session.mac, account.id)),
            None => None,
        };
        Ok(Farewell { session, hinted: of_hint.is_some(), to: to.map(|to| with_state(to, state)), client: Some(client) })
    })
}

fn with_state(to: &str, state: Option<&str>) -> String {
    let Some(state) = state else { return to.to_owned() };
    match url::Url::parse(to) {
        Ok(mut url) => {
            url.query_pairs_mut().append_pair("state", state);
            url.into()
        }
        Err(_) => to.to_owned(),
    }
}

/// Ends a session that a hint meant.
pub fn end_session(world: &World, mac: &str, account: &AccountId, actor: &Actor) -> Result<()> {
    let now = world.now();
    world.db.write(|tx| {
        sessions::end_by_mac(tx, mac)?;
        audit::record(tx, now, actor, &Entry::new("session.ended", "account", account.as_str()))
    })?;
    settle_account(world, account)
}
