//! Who a client is (RFC 6749, 2.3; RFC 7523). A client proves itself in the one way it is registered with, and in no other.

use super::fault::{Fault, OAuthError, refused};
use super::model::{Client, ClientAuth};
use super::{clients, store};
use crate::throttle;
use crate::world::World;
use aws_lc_rs::constant_time;
use jsonwebtoken::jwk::{Jwk, JwkSet};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use kunye_kernel::error::Error;
use kunye_kernel::id::{ClientId, looks_like_id};
use kunye_kernel::secret::Secret;
use kunye_kernel::time::{HOUR, MINUTE, SECOND, Time};
use serde_json::Value;

/// What a client brings.
pub enum Proof {
    Secret { client: String, secret: Secret },
    Assertion { client: Option<String>, assertion: Secret },
    None { client: String },
}

/// Longest that an assertion may live: what we have to remember, so that it is not used twice.
const LONGEST: i64 = HOUR;
const SKEW: i64 = MINUTE;

fn unknown() -> Fault {
    refused(OAuthError::InvalidClient, "the client is not known or has not proved itself")
}

/// The client, proved to be itself.
pub fn authenticate(world: &World, proof: &Proof) -> Result<Client, Fault> {
    match proof {
        Proof::None { client } => live(world, client, ClientAuth::None),
        Proof::Secret { client, secret } => {
            let client = live(world, client, ClientAuth::Secret)?;
            let mac = clients::secret_mac(world, secret)?;
            let own = client.secret_mac.as_deref().unwrap_or_default();
            match constant_time::verify_slices_are_equal(mac.as_bytes(), own.as_bytes()) {
                Ok(()) => Ok(client),
                Err(_) => Err(unknown()),
            }
        }
        Proof::Assertion { client, assertion } => by_assertion(world, client.as_deref(), assertion),
    }
}

fn live(world: &World, id: &str, auth: ClientAuth) -> Result<Client, Fault> {
    if !looks_like_id(id) {
        return Err(unknown());
    }
    let found = world.db.read(|conn| {
        let Some(client) = store::client(conn, &ClientId::from(id))? else { return Ok(None) };
        let application = clients::application_of(conn, &client)?;
        Ok((client.ended_at.is_none() && application.ended_at.is_none()).then_some(client))
    })?;
    found.filter(|client| client.auth == auth).ok_or_else(unknown)
}

/// Says whose assertion it is before it is believed: what it claims is only used to find the keys.
fn claimed(assertion: &str) -> Option<String> {
    let claims: Value = jsonwebtoken::dangerous::insecure_decode_claims(assertion).ok()?;
    claims["sub"].as_str().map(str::to_owned)
}

fn by_assertion(world: &World, client: Option<&str>, assertion: &Secret) -> Result<Client, Fault> {
    let id = claimed(assertion.expose()).ok_or_else(unknown)?;
    if client.is_some_and(|client| client != id) {
        return Err(unknown());
    }
    let client = live(world, &id, ClientAuth::PrivateKeyJwt)?;
    let header = jsonwebtoken::decode_header(assertion.expose()).map_err(|_| unknown())?;
    let set: JwkSet = serde_json::from_str(client.jwks.as_deref().unwrap_or_default()).map_err(Error::internal)?;
    let key = key_of(&set, header.kid.as_deref()).ok_or_else(unknown)?;
    // No `none`, and no HMAC: that would make a secret of a public key.
    let mut validation = Validation::new(Algorithm::RS256);
    validation.algorithms = match key.algorithm {
        jsonwebtoken::jwk::AlgorithmParameters::RSA(_) => vec![Algorithm::RS256, Algorithm::PS256],
        _ => vec![Algorithm::ES256],
    };
    // Time is ours to read, not the library's.
    validation.validate_exp = false;
    validation.required_spec_claims.clear();
    validation.set_issuer(&[&id]);
    validation.set_audience(&[&*world.public_url, &format!("{}/oidc/token", world.public_url)]);
    validation.sub = Some(id.clone());
    validation.set_required_spec_claims(&["iss", "sub", "aud"]);
    let public = DecodingKey::from_jwk(key).map_err(|_| unknown())?;
    let claims = jsonwebtoken::decode::<Value>(assertion.expose(), &public, &validation).map_err(|_| unknown())?.claims;
    once(world, &id, &claims)?;
    Ok(client)
}

/// The key that the header names; the only one, where it names none.
fn key_of<'a>(set: &'a JwkSet, kid: Option<&str>) -> Option<&'a Jwk> {
    match kid {
        Some(kid) => set.find(kid),
        None => set.keys.first().filter(|_| set.keys.len() == 1),
    }
}

/// Holds an assertion's times against the clock, and lets it through once.
fn once(world: &World, id: &str, claims: &Value) -> Result<(), Fault> {
    let now = world.now();
    let moment = |name: &str| claims[name].as_i64().map(|seconds| Time(seconds.saturating_mul(SECOND)));
    let (Some(ends), Some(jti)) = (moment("exp"), claims["jti"].as_str()) else { return Err(unknown()) };
    let begun = moment("nbf").is_none_or(|begins| begins <= now.plus(SKEW));
    let issued = moment("iat").is_none_or(|issued| issued <= now.plus(SKEW));
    if !begun || !issued || ends.plus(SKEW) <= now || ends.since(now) > LONGEST + SKEW {
        return Err(unknown());
    }
    let key = format!("oidc.assertion:{id}:{jti}");
    let fresh = world.db.write(|tx| {
        if throttle::remembers(tx, &world.vault, &key, now)? {
            return Ok(false);
        }
        throttle::remember(tx, &world.vault, &key, ends.plus(SKEW)).map(|()| true)
    })?;
    if fresh { Ok(()) } else { Err(unknown()) }
}
