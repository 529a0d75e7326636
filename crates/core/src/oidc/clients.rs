//! Clients are made, changed and ended by administrators. A secret is shown once, to whoever asked for it.

use super::model::{Algorithm, Client, ClientAuth, EndReason, RedirectKind};
use super::scopes::{Scope, Scopes};
use super::{logout, rules, store};
use crate::applications::{self, Application};
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::register::duties::administrator_of_all;
use crate::world::World;
use jsonwebtoken::jwk::{AlgorithmParameters, JwkSet};
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::ClientId;
use kunye_kernel::secret::Secret;
use serde_json::json;

/// What an administrator says about a client.
#[derive(Debug, Clone)]
pub struct Described {
    pub name: String,
    pub own: bool,
    pub second_factor: bool,
    pub algorithm: Algorithm,
    pub scope: Scopes,
    pub redirects: Vec<String>,
    pub sign_outs: Vec<String>,
    pub logout_uri: Option<String>,
    pub jwks: Option<String>,
}

/// A client with its addresses.
#[derive(Debug, Clone)]
pub struct Registered {
    pub client: Client,
    pub application: Application,
    pub redirects: Vec<String>,
    pub sign_outs: Vec<String>,
}

const MOST_ADDRESSES: usize = 20;
const LONGEST_NAME: usize = 100;
const LONGEST_JWKS: usize = 20_000;

/// Makes a client; gives its secret, where it has one.
pub fn add(
    world: &World,
    actor: &Actor,
    slug: &str,
    auth: ClientAuth,
    described: &Described,
) -> Result<(Client, Option<Secret>)> {
    let (redirects, sign_outs) = check(auth, described)?;
    let now = world.now();
    let made = if auth == ClientAuth::Secret { Some(new_secret(world)?) } else { None };
    let client = world.db.write(|tx| {
        let application = administered(tx, world, actor, slug)?;
        let client = Client {
            id: ClientId::new(now, &*world.entropy),
            application_id: application.id,
            name: described.name.trim().to_owned(),
            auth,
            secret_mac: made.as_ref().map(|(_, mac)| mac.clone()),
            jwks: described.jwks.clone(),
            own: described.own,
            second_factor: described.second_factor,
            algorithm: described.algorithm,
            scope: described.scope.and(&Scopes::of([Scope::OpenId])),
            logout_uri: described.logout_uri.clone(),
            created_at: now,
            ended_at: None,
        };
        store::insert_client(tx, &client)?;
        store::set_redirects(tx, &client.id, RedirectKind::SignIn, &redirects)?;
        store::set_redirects(tx, &client.id, RedirectKind::SignOut, &sign_outs)?;
        let entry = Entry::new("oidc.client-added", "client", client.id.as_str()).detail(told(&client, described));
        audit::record(tx, now, actor, &entry)?;
        Ok(client)
    })?;
    Ok((client, made.map(|(secret, _)| secret)))
}

/// Changes everything about a client but how it proves itself: that would be another client.
pub fn change(world: &World, actor: &Actor, id: &ClientId, described: &Described) -> Result<()> {
    let now = world.now();
    world.db.write(|tx| {
        let before = live(tx, world, actor, id)?;
        let (redirects, sign_outs) = check(before.auth, described)?;
        let after = Client {
            name: described.name.trim().to_owned(),
            jwks: described.jwks.clone(),
            own: described.own,
            second_factor: described.second_factor,
            algorithm: described.algorithm,
            scope: described.scope.and(&Scopes::of([Scope::OpenId])),
            logout_uri: described.logout_uri.clone(),
            ..before
        };
        store::save_client(tx, &after)?;
        store::set_redirects(tx, id, RedirectKind::SignIn, &redirects)?;
        store::set_redirects(tx, id, RedirectKind::SignOut, &sign_outs)?;
        let entry = Entry::new("oidc.client-changed", "client", id.as_str()).detail(told(&after, described));
        audit::record(tx, now, actor, &entry)
    })
}

/// Replaces the secret. The old one opens nothing from now on.
pub fn renew_secret(world: &World, actor: &Actor, id: &ClientId) -> Result<Secret> {
    let (now, (secret, mac)) = (world.now(), new_secret(world)?);
    world.db.write(|tx| {
        let client = live(tx, world, actor, id)?;
        if client.auth != ClientAuth::Secret {
            return Err(Error::conflict("oidc-client-no-secret"));
        }
        store::save_client(tx, &Client { secret_mac: Some(mac.clone()), ..client })?;
        audit::record(tx, now, actor, &Entry::new("oidc.secret-renewed", "client", id.as_str()))
    })?;
    Ok(secret)
}

/// Ends a client, and everything that was opened with it.
pub fn end(world: &World, actor: &Actor, id: &ClientId) -> Result<()> {
    let now = world.now();
    world.db.write(|tx| {
        let client = live(tx, world, actor, id)?;
        store::save_client(tx, &Client { secret_mac: None, ended_at: Some(now), ..client })?;
        for grant in store::open_of_client(tx, id)? {
            logout::end(tx, world, &grant, EndReason::ClientEnded, now)?;
        }
        audit::record(tx, now, actor, &Entry::new("oidc.client-ended", "client", id.as_str()))
    })
}

/// The clients of an application, for its administrator.
pub fn of_application(conn: &mut Conn, world: &World, actor: &Actor, slug: &str) -> Result<(Application, Vec<Client>)> {
    let application = administered(conn, world, actor, slug)?;
    let clients = store::clients_of(conn, &application.id)?;
    Ok((application, clients))
}

/// Every client, with its application.
pub fn all(conn: &mut Conn, world: &World, actor: &Actor) -> Result<Vec<(Client, Application)>> {
    administrator_of_all(conn, actor, world.today())?;
    let clients = store::all_clients(conn)?;
    clients.into_iter().map(|client| Ok((application_of(conn, &client)?, client))).map(|pair| pair.map(|(a, c)| (c, a))).collect()
}

/// One client, for the administrator of its application.
pub fn registered(conn: &mut Conn, world: &World, actor: &Actor, id: &ClientId) -> Result<Registered> {
    administrator_of_all(conn, actor, world.today())?;
    let client = store::client(conn, id)?.ok_or_else(Error::not_found)?;
    Ok(Registered {
        application: application_of(conn, &client)?,
        redirects: store::redirects(conn, id, RedirectKind::SignIn)?,
        sign_outs: store::redirects(conn, id, RedirectKind::SignOut)?,
        client,
    })
}

/// Whether somebody may manage clients at all; then the application.
fn administered(conn: &mut Conn, world: &World, actor: &Actor, slug: &str) -> Result<Application> {
    administrator_of_all(conn, actor, world.today())?;
    applications::by_slug(conn, slug)?.ok_or_else(Error::not_found)
}

fn live(tx: &mut Conn, world: &World, actor: &Actor, id: &ClientId) -> Result<Client> {
    administrator_of_all(tx, actor, world.today())?;
    let client = store::client(tx, id)?.ok_or_else(Error::not_found)?;
    if client.ended_at.is_some() { Err(Error::conflict("oidc-client-ended")) } else { Ok(client) }
}

pub(super) fn application_of(conn: &mut Conn, client: &Client) -> Result<Application> {
    applications::by_id(conn, &client.application_id)?.ok_or_else(|| Error::internal("a client without an application"))
}

fn new_secret(world: &World) -> Result<(Secret, String)> {
    let secret = super::access::new_token(world);
    let mac = secret_mac(world, &secret)?;
    Ok((secret, mac))
}

/// Secrets are 256 random bits, which no search finds: a fast keyed hash protects them as well as a slow one (NIST SP 800-63B-4,
/// 3.1.2, look-up secrets).
pub(super) fn secret_mac(world: &World, secret: &Secret) -> Result<String> {
    world.vault.fingerprint("oidc.client", secret.expose().as_bytes())
}

type Addresses = Vec<(String, String)>;

fn check(auth: ClientAuth, described: &Described) -> Result<(Addresses, Addresses)> {
    let name = described.name.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err(Error::field("name", "oidc-name-wrong"));
    }
    let checked = |field: &'static str, uris: &[String]| {
        let mut all: Addresses = Vec::new();
        for uri in uris.iter().map(|uri| uri.trim()).filter(|uri| !uri.is_empty()) {
            let origin = rules::address(uri, auth).map_err(|_| Error::field(field, "oidc-uri-wrong").with("uri", uri))?;
            if all.iter().all(|(other, _)| other != uri) {
                all.push((uri.to_owned(), origin));
            }
        }
        if all.len() > MOST_ADDRESSES { Err(Error::field(field, "oidc-uri-many")) } else { Ok(all) }
    };
    let redirects = checked("redirects", &described.redirects)?;
    if redirects.is_empty() {
        return Err(Error::field("redirects", "oidc-uri-none"));
    }
    if let Some(uri) = &described.logout_uri {
        rules::hook(uri)?;
    }
    match (auth, &described.jwks) {
        (ClientAuth::PrivateKeyJwt, Some(jwks)) => keys(jwks)?,
        (ClientAuth::PrivateKeyJwt, None) | (_, Some(_)) => return Err(Error::field("jwks", "oidc-jwks-wrong")),
        _ => {}
    }
    Ok((redirects, checked("sign_outs", &described.sign_outs)?))
}

/// Public RSA and elliptic keys, and nothing that should have stayed at home.
fn keys(text: &str) -> Result<()> {
    let wrong = || Error::field("jwks", "oidc-jwks-wrong");
    let set: JwkSet = serde_json::from_str(text).map_err(|_| wrong())?;
    let raw: serde_json::Value = serde_json::from_str(text).map_err(|_| wrong())?;
    let private = raw["keys"].as_array().is_none_or(|keys| keys.iter().any(|key| key.get("d").is_some()));
    let public = |key: &jsonwebtoken::jwk::Jwk| {
        matches!(key.algorithm, AlgorithmParameters::RSA(_) | AlgorithmParameters::EllipticCurve(_))
            && jsonwebtoken::DecodingKey::from_jwk(key).is_ok()
    };
    let good = text.len() <= LONGEST_JWKS && !private && !set.keys.is_empty() && set.keys.iter().all(public);
    if good { Ok(()) } else { Err(wrong()) }
}

fn told(client: &Client, described: &Described) -> serde_json::Value {
    json!({
        "application": client.application_id, "name": client.name, "auth": client.auth, "own": client.own,
        "second_factor": client.second_factor, "scope": client.scope.as_str(), "redirects": described.redirects,
        "sign_outs": described.sign_outs, "logout_uri": client.logout_uri,
    })
}
