//! What a token opens: it is looked up each time, with everything it hangs on.

use super::model::{Client, ClientAuth, EndReason, Grant, Token, TokenKind, TokenState};
use super::scopes::Scope;
use super::{claims, clients, fault, logout, store};
use crate::accounts::{Account, sessions};
use crate::applications::{self, Application};
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::world::World;
use kunye_kernel::actor::{Actor, Source};
use kunye_kernel::error::Result;
use kunye_kernel::id::AccountId;
use kunye_kernel::secret::Secret;
use kunye_kernel::time::Time;
use serde_json::{Map, Value, json};

/// A grant that stands, and what it stands on.
#[derive(Debug, Clone)]
pub struct Standing {
    pub grant: Grant,
    pub client: Client,
    pub application: Application,
    pub account: Account,
    /// Roles in the client's application.
    pub roles: Vec<String>,
}

/// 256 bits, as text for a header or an address.
pub(super) fn new_token(world: &World) -> Secret {
    let mut bytes = [0; 32];
    world.entropy.fill(&mut bytes);
    Secret::new(data_encoding::BASE64URL_NOPAD.encode(&bytes))
}

/// Codes and tokens are stored as fingerprints; one purpose for all, because they share one space.
pub(super) fn fingerprint(world: &World, token: &Secret) -> Result<String> {
    world.vault.fingerprint("oidc.token", token.expose().as_bytes())
}

/// Roles of an account in an application; nothing when it may not enter.
pub(super) fn roles_in(
    conn: &mut Conn,
    application: &Application,
    account: &AccountId,
    now: Time,
) -> Result<Option<Vec<String>>> {
    let mut held = applications::roles_of_accounts(conn, std::slice::from_ref(account), now)?.remove(account).unwrap_or_default();
    held.retain(|role| role.application_slug == application.slug);
    let mut roles: Vec<String> = held.into_iter().map(|role| role.role_slug).collect();
    roles.sort_unstable();
    let enters = application.ended_at.is_none() && (application.open_to_all || !roles.is_empty());
    Ok(enters.then_some(roles))
}

/// A grant with everything it stands on; nothing when any of it is over.
pub(super) fn standing(conn: &mut Conn, grant: Grant, now: Time) -> Result<Option<Standing>> {
    let Some(client) = store::client(conn, &grant.client_id)? else { return Ok(None) };
    if grant.ended_at.is_some() || client.ended_at.is_some() {
        return Ok(None);
    }
    let in_session = match &grant.session_mac {
        Some(mac) => sessions::by_mac(conn, mac, now)?.is_some(),
        None => false,
    };
    if !in_session && !grant.scope.has(Scope::OfflineAccess) {
        return Ok(None);
    }
    let Some(account) = sessions::stands(conn, &grant.anchor(), now)? else { return Ok(None) };
    let application = clients::application_of(conn, &client)?;
    let roles = roles_in(conn, &application, &account.id, now)?;
    Ok(roles.map(|roles| Standing { grant, client, application, account, roles }))
}

fn live_token(conn: &mut Conn, world: &World, token: &Secret, now: Time) -> Result<Option<(Token, Standing)>> {
    let Some(token) = store::token(conn, &fingerprint(world, token)?)? else { return Ok(None) };
    if token.state != TokenState::Live || now >= token.ends_at {
        return Ok(None);
    }
    let grant = store::grant(conn, &token.grant_id)?;
    Ok(standing(conn, grant, now)?.map(|standing| (token, standing)))
}

/// Claims about the person, for whoever has an access token (OpenID Connect Core, 5.3).
pub fn userinfo(world: &World, token: &Secret) -> Result<Option<Map<String, Value>>> {
    let now = world.now();
    world.db.read(|conn| match live_token(conn, world, token, now)? {
        Some((token, standing)) if token.kind == TokenKind::Access => claims::about(conn, world, &standing).map(Some),
        _ => Ok(None),
    })
}

/// What a token is worth, for a program of the same application (RFC 7662). Whatever the caller has no business with is not
/// active, whether it exists or not.
pub fn introspect(world: &World, caller: &Client, token: &Secret) -> Result<Value> {
    let now = world.now();
    let inactive = json!({ "active": false });
    world.db.read(|conn| {
        let Some((token, standing)) = live_token(conn, world, token, now)? else { return Ok(inactive) };
        if standing.application.id != caller.application_id {
            return Ok(inactive);
        }
        let grant = &standing.grant;
        let mut told = json!({
            "active": true, "iss": &*world.public_url, "client_id": grant.client_id, "aud": grant.client_id,
            "sub": claims::subject(world, &standing.client, &standing.account.id)?, "scope": grant.scope.as_str(),
            "iat": claims::seconds(token.made_at), "exp": claims::seconds(token.ends_at), "sid": grant.sid,
            "auth_time": claims::seconds(grant.signed_in_at), "acr": claims::acr(grant.second_factor),
        });
        let mut tell = |name: &str, value: Value| told[name] = value;
        tell("token_type", if token.kind == TokenKind::Access { "Bearer".into() } else { "refresh_token".into() });
        if grant.scope.has(Scope::Profile) {
            tell("username", standing.account.user_name.clone().into());
        }
        if grant.scope.has(Scope::Roles) {
            tell("roles", json!(standing.roles));
        }
        Ok(told)
    })
}

/// Ends a token at the wish of its own client (RFC 7009): an access token alone, a refresh token with everything that hangs on
/// its grant. What is not the client's is left as it is, and the answer is the same.
pub fn revoke(world: &World, client: &Client, token: &Secret, source: &Source) -> Result<()> {
    let (now, mac) = (world.now(), fingerprint(world, token)?);
    world.db.write(|tx| {
        let Some(token) = store::token(tx, &mac)? else { return Ok(()) };
        let grant = store::grant(tx, &token.grant_id)?;
        if grant.client_id != client.id {
            return Ok(());
        }
        match token.kind {
            TokenKind::Access => store::set_token(tx, &mac, TokenState::Revoked, now),
            TokenKind::Refresh => {
                if logout::end_quietly(tx, &grant, EndReason::Revoked, now)? {
                    let entry = Entry::new("oidc.grant-revoked", "account", grant.account_id.as_str());
                    let detail = json!({ "client": client.id });
                    audit::record(tx, now, &Actor::Public { source: source.clone() }, &entry.detail(detail))?;
                }
                Ok(())
            }
        }
    })
}

/// Whether a client may ask about tokens: only one that has proved itself.
pub fn may_introspect(client: &Client) -> Result<(), fault::Fault> {
    match client.auth {
        ClientAuth::None => Err(fault::refused(fault::OAuthError::InvalidClient, "introspection needs client authentication")),
        _ => Ok(()),
    }
}
