//! A code becomes tokens (RFC 6749, 4.1.3).

use super::access::{self, Standing, fingerprint, new_token};
use super::fault::{Fault, OAuthError, refused, write};
use super::model::{Client, EndReason, Grant, Token, TokenKind, TokenState};
use super::scopes::Scope;
use super::{ID_TOKEN_LIFE, claims, keys, logout, rules, store};
use crate::accounts::sessions;
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::policy::{self, Policy};
use crate::world::World;
use aws_lc_rs::digest;
use kunye_kernel::actor::{Actor, Source};
use kunye_kernel::error::Result;
use kunye_kernel::secret::Secret;
use kunye_kernel::time::{DAY, MINUTE, SECOND, Time};
use serde_json::{Value, json};

/// What the token endpoint answers with.
pub struct Tokens {
    pub access: Secret,
    /// Seconds.
    pub expires_in: i64,
    pub refresh: Secret,
    pub id_token: Secret,
    pub scope: String,
}

/// Tokens as they were made, before the ID token that names them.
pub(super) struct Pair {
    access: Secret,
    refresh: Secret,
    access_ends: Time,
}

/// Exchanges a code. Whoever shows it a second time ends what the first time opened (RFC 6749, 4.1.2), because one of the two has
/// stolen it.
pub fn exchange(
    world: &World,
    client: &Client,
    source: &Source,
    code: &Secret,
    redirect: &str,
    verifier: &str,
) -> Result<Tokens, Fault> {
    let (now, mac) = (world.now(), fingerprint(world, code)?);
    let no = |why| refused(OAuthError::InvalidGrant, why);
    let (standing, pair, nonce) = write(world, |tx| {
        let code = store::code(tx, &mac)?.ok_or_else(|| no("the code is not known"))?;
        let grant = store::grant(tx, &code.grant_id)?;
        if grant.client_id != client.id {
            return Err(no("the code is not known"));
        }
        if code.used_at.is_some() {
            reused(tx, world, &grant, source, "code", now)?;
            return Err(no("the code was used before"));
        }
        // One try, right or wrong.
        store::spend_code(tx, &mac, now)?;
        if now >= code.ends_at {
            return Err(no("the code is too old"));
        }
        if code.redirect_uri != redirect {
            return Err(no("redirect_uri is not the one of the request"));
        }
        if !rules::answers(verifier, &code.challenge) {
            return Err(no("code_verifier does not answer the challenge"));
        }
        store::begin(tx, &grant.id, now)?;
        let standing = access::standing(tx, grant, now)?.ok_or_else(|| no("what the code stands on is over"))?;
        let pair = make(tx, world, &standing.grant, None, now)?;
        Ok((standing, pair, code.nonce))
    })?;
    Ok(finish(world, standing, pair, nonce)?)
}

/// Ends a grant of which something was shown that only a thief still has, and tells the record.
pub(super) fn reused(tx: &mut Conn, world: &World, grant: &Grant, source: &Source, what: &'static str, now: Time) -> Result<()> {
    if logout::end(tx, world, grant, EndReason::Reuse, now)? {
        let detail = json!({ "client": grant.client_id, "what": what });
        let entry = Entry::new("oidc.reuse-detected", "account", grant.account_id.as_str()).detail(detail);
        audit::record(tx, now, &Actor::Public { source: source.clone() }, &entry)?;
    }
    Ok(())
}

/// Makes an access and a refresh token. A refresh token lives as long as the session, or, where it may outlive it, as long as the
/// client comes back often enough.
pub(super) fn make(tx: &mut Conn, world: &World, grant: &Grant, parent: Option<&str>, now: Time) -> Result<Pair> {
    let policy = Policy::at(tx, now)?;
    let pair = Pair {
        access: new_token(world),
        refresh: new_token(world),
        access_ends: now.plus(policy.get(policy::OIDC_ACCESS) * MINUTE),
    };
    let session = match &grant.session_mac {
        Some(mac) => sessions::by_mac(tx, mac, now)?,
        None => None,
    };
    let refresh_ends = match session {
        Some((session, _)) if !grant.scope.has(Scope::OfflineAccess) => session.ends_at,
        _ => now.plus(policy.get(policy::OIDC_OFFLINE) * DAY),
    };
    let both = [(TokenKind::Access, &pair.access, pair.access_ends), (TokenKind::Refresh, &pair.refresh, refresh_ends)];
    for (kind, token, ends_at) in both {
        let (mac, parent) = (fingerprint(world, token)?, parent.map(str::to_owned));
        let (grant_id, state) = (grant.id.clone(), TokenState::Live);
        store::insert_token(tx, &Token { mac, grant_id, kind, state, parent, made_at: now, changed_at: now, ends_at })?;
    }
    Ok(pair)
}

/// Signs the ID token over what the person's claims are now.
pub(super) fn finish(world: &World, standing: Standing, pair: Pair, nonce: Option<String>) -> Result<Tokens> {
    let now = world.now();
    let mut told = Value::Object(world.db.read(|conn| claims::about(conn, world, &standing))?);
    let grant = &standing.grant;
    let mut tell = |name: &str, value: Value| told[name] = value;
    tell("iss", (*world.public_url).into());
    tell("aud", json!(standing.client.id));
    tell("iat", claims::seconds(now).into());
    tell("exp", claims::seconds(now.plus(ID_TOKEN_LIFE)).into());
    tell("auth_time", claims::seconds(grant.signed_in_at).into());
    tell("acr", claims::acr(grant.second_factor).into());
    tell("amr", json!(claims::amr(grant.second_factor)));
    tell("sid", grant.sid.clone().into());
    tell("at_hash", at_hash(&pair.access).into());
    if let Some(nonce) = nonce {
        tell("nonce", nonce.into());
    }
    Ok(Tokens {
        id_token: Secret::new(keys::sign(world, standing.client.algorithm, "JWT", &told)?),
        access: pair.access,
        refresh: pair.refresh,
        expires_in: pair.access_ends.since(now) / SECOND,
        scope: grant.scope.as_str().to_owned(),
    })
}

/// Left half of the token's SHA-256 sum (OpenID Connect Core, 3.1.3.6): both algorithms of ours go with SHA-256.
fn at_hash(access: &Secret) -> String {
    let sum = digest::digest(&digest::SHA256, access.expose().as_bytes());
    data_encoding::BASE64URL_NOPAD.encode(&sum.as_ref()[..16])
}
