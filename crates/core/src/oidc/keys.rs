//! Signing keys and their rotation. A key is published before it is used, so that clients have fetched it when they need it, and
//! stays published until the last ID token it signed has ended. Private halves are sealed in the database with the
//! installation's key, and destroyed when they are no longer needed; public halves stay, to recognise old tokens as hints.

use super::ID_TOKEN_LIFE;
use super::model::{Algorithm, Key};
use crate::audit::{self, Entry};
use crate::db::{Conn, IntoResult};
use crate::policy::{self, Policy};
use crate::schema::oidc_keys;
use crate::world::World;
use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair};
use data_encoding::BASE64URL_NOPAD;
use diesel::prelude::*;
use jsonwebtoken::jwk::{Jwk, KeyAlgorithm, PublicKeyUse, ThumbprintHash};
use jsonwebtoken::{DecodingKey, Validation};
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::time::{DAY, MINUTE, Time};
use serde_json::{Value, json};
use zeroize::Zeroizing;

const PURPOSE: &str = "oidc.key";
const ACTOR: Actor = Actor::Job { kind: "oidc.keys" };
/// How long a key is known before it signs: clients keep a key set for a day at most, and most of them for less.
const AHEAD: i64 = 2 * DAY;
/// How long a key stays known after it has signed last: the life of an ID token, and clocks that differ.
const AFTER: i64 = ID_TOKEN_LIFE + 50 * MINUTE;

impl Algorithm {
    fn jose(self) -> jsonwebtoken::Algorithm {
        match self {
            Algorithm::Rs256 => jsonwebtoken::Algorithm::RS256,
            Algorithm::Es256 => jsonwebtoken::Algorithm::ES256,
        }
    }
}

/// A private key as it is sealed, PKCS #8, and its public half.
type Pair = (Zeroizing<Vec<u8>>, Jwk);

fn generate(algorithm: Algorithm) -> Result<Pair> {
    let (private, public) = match algorithm {
        Algorithm::Rs256 => {
            // BSI TR-02102-1 asks for 3,000 bits and more since 2024.
            let pair = RsaKeyPair::generate(KeySize::Rsa3072).map_err(Error::internal)?;
            let der = Zeroizing::new(pair.as_der().map_err(Error::internal)?.as_ref().to_vec());
            (der, DecodingKey::from_rsa_der(pair.public_key().as_ref()))
        }
        Algorithm::Es256 => {
            let der =
                EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new()).map_err(Error::internal)?;
            let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, der.as_ref()).map_err(Error::internal)?;
            (Zeroizing::new(der.as_ref().to_vec()), DecodingKey::from_ec_der(pair.public_key().as_ref()))
        }
    };
    let mut jwk = Jwk::from_decoding_key(&public, Some(algorithm.jose())).map_err(Error::internal)?;
    jwk.common.key_id = Some(jwk.thumbprint(ThumbprintHash::SHA256).map_err(Error::internal)?);
    jwk.common.public_key_use = Some(PublicKeyUse::Signature);
    jwk.common.key_algorithm = Some(match algorithm {
        Algorithm::Rs256 => KeyAlgorithm::RS256,
        Algorithm::Es256 => KeyAlgorithm::ES256,
    });
    Ok((private, jwk))
}

fn sign_with(algorithm: Algorithm, private: &[u8], message: &[u8]) -> Result<Vec<u8>> {
    match algorithm {
        Algorithm::Rs256 => {
            let pair = RsaKeyPair::from_pkcs8(private).map_err(Error::internal)?;
            let mut signature = vec![0; pair.public_modulus_len()];
            pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature).map_err(Error::internal)?;
            Ok(signature)
        }
        Algorithm::Es256 => {
            let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, private).map_err(Error::internal)?;
            Ok(pair.sign(&SystemRandom::new(), message).map_err(Error::internal)?.as_ref().to_vec())
        }
    }
}

/// The key that signs now: of those that have begun and not ended, the one that began last.
fn signing(conn: &mut Conn, algorithm: Algorithm, now: Time) -> Result<Option<Key>> {
    oidc_keys::table
        .filter(oidc_keys::algorithm.eq(algorithm))
        .filter(oidc_keys::starts_at.le(now))
        .filter(oidc_keys::ends_at.is_null().or(oidc_keys::ends_at.gt(now)))
        .order((oidc_keys::starts_at.desc(), oidc_keys::made_at.desc()))
        .select(Key::as_select())
        .first(conn)
        .or_none()
}

/// A JWS in compact form (RFC 7515, 7.1) over claims, signed with the key of the hour.
pub(super) fn sign(world: &World, algorithm: Algorithm, kind: &str, claims: &Value) -> Result<String> {
    let now = world.now();
    let key = match world.db.read(|conn| signing(conn, algorithm, now))? {
        Some(key) => key,
        None => first(world, algorithm)?,
    };
    let private = world.vault.open_sealed(PURPOSE, &key.kid, &key.sealed)?;
    let private = private.ok_or_else(|| Error::internal("a signing key cannot be opened: is the key file the right one?"))?;
    let header = json!({ "alg": algorithm, "typ": kind, "kid": key.kid });
    let part = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
    let message = format!("{}.{}", part(&header), part(claims));
    let signature = sign_with(algorithm, &private, message.as_bytes())?;
    Ok(format!("{message}.{}", BASE64URL_NOPAD.encode(&signature)))
}

/// The first key of an installation signs at once; of several nodes that make one, the first to store it has made it.
fn first(world: &World, algorithm: Algorithm) -> Result<Key> {
    let (now, pair) = (world.now(), generate(algorithm)?);
    world.db.write(|tx| match signing(tx, algorithm, now)? {
        Some(key) => Ok(key),
        None => store(tx, world, &ACTOR, algorithm, &pair, now, now),
    })
}

fn store(
    tx: &mut Conn,
    world: &World,
    actor: &Actor,
    algorithm: Algorithm,
    pair: &Pair,
    starts_at: Time,
    now: Time,
) -> Result<Key> {
    let kid = pair.1.common.key_id.clone().unwrap_or_default();
    let key = Key {
        sealed: world.vault.seal(PURPOSE, &kid, &pair.0, &*world.entropy)?,
        jwk: serde_json::to_string(&pair.1).map_err(Error::internal)?,
        kid,
        algorithm,
        made_at: now,
        starts_at,
        ends_at: None,
        gone_at: None,
    };
    diesel::insert_into(oidc_keys::table).values(&key).execute(tx).or_fail()?;
    let detail = json!({ "algorithm": algorithm, "starts_at": starts_at.rfc3339() });
    audit::record(tx, now, actor, &Entry::new("oidc.key-made", "key", &key.kid).detail(detail))?;
    Ok(key)
}

/// Makes the next key of each algorithm: known now, signing in two days; or, when the current ones are no longer to be trusted,
/// signing at once, with the old ones gone. For operators at the server.
pub fn rotate(world: &World, actor: &Actor, distrust: bool) -> Result<Vec<(String, Algorithm, Time)>> {
    let Actor::Operator { .. } = actor else { return Err(Error::forbidden("error-operators-only")) };
    let now = world.now();
    Algorithm::ALL
        .iter()
        .map(|algorithm| {
            let pair = generate(*algorithm)?;
            world.db.write(|tx| {
                if distrust {
                    let known = oidc_keys::table.filter(oidc_keys::algorithm.eq(algorithm)).filter(oidc_keys::gone_at.is_null());
                    diesel::update(known)
                        .set((oidc_keys::ends_at.eq(now), oidc_keys::gone_at.eq(now), oidc_keys::sealed.eq(Vec::<u8>::new())))
                        .execute(tx)
                        .or_fail()?;
                }
                let starts_at = if distrust { now } else { now.plus(AHEAD) };
                let key = store(tx, world, actor, *algorithm, &pair, starts_at, now)?;
                Ok((key.kid, *algorithm, key.starts_at))
            })
        })
        .collect()
}

/// What the clock asks for: a next key where the current one is old, an end for keys that were followed, and nothing kept of
/// those that have gone.
pub fn tick(world: &World) -> Result<()> {
    let now = world.now();
    for algorithm in Algorithm::ALL {
        let due = world.db.read(|conn| {
            let age = Policy::at(conn, now)?.get(policy::OIDC_KEY_AGE) * DAY;
            let Some(newest) = newest(conn, *algorithm)? else { return Ok(false) };
            Ok(now.since(newest.starts_at) >= age - AHEAD)
        })?;
        if due {
            let pair = generate(*algorithm)?;
            world.db.write(|tx| match newest(tx, *algorithm)? {
                // Another node was quicker.
                Some(key) if key.starts_at > now => Ok(()),
                _ => store(tx, world, &ACTOR, *algorithm, &pair, now.plus(AHEAD), now).map(|_| ()),
            })?;
        }
        retire(world, *algorithm, now)?;
    }
    Ok(())
}

fn newest(conn: &mut Conn, algorithm: Algorithm) -> Result<Option<Key>> {
    oidc_keys::table
        .filter(oidc_keys::algorithm.eq(algorithm))
        .filter(oidc_keys::ends_at.is_null())
        .order((oidc_keys::starts_at.desc(), oidc_keys::made_at.desc()))
        .select(Key::as_select())
        .first(conn)
        .or_none()
}

fn retire(world: &World, algorithm: Algorithm, now: Time) -> Result<()> {
    let Some(current) = world.db.read(|conn| signing(conn, algorithm, now))? else { return Ok(()) };
    let followed = || {
        oidc_keys::table
            .filter(oidc_keys::algorithm.eq(algorithm))
            .filter(oidc_keys::starts_at.lt(current.starts_at))
            .filter(oidc_keys::ends_at.is_null())
    };
    let over = || oidc_keys::table.filter(oidc_keys::gone_at.is_null()).filter(oidc_keys::ends_at.lt(now.plus(-AFTER)));
    let work = |conn: &mut Conn| -> Result<i64> {
        Ok(followed().count().get_result::<i64>(conn).or_fail()? + over().count().get_result::<i64>(conn).or_fail()?)
    };
    if world.db.read(work)? == 0 {
        return Ok(());
    }
    world.db.write(|tx| {
        diesel::update(followed()).set(oidc_keys::ends_at.eq(now)).execute(tx).or_fail()?;
        diesel::update(over())
            .set((oidc_keys::gone_at.eq(now), oidc_keys::sealed.eq(Vec::<u8>::new())))
            .execute(tx)
            .or_fail()
            .map(|_| ())
    })
}

/// The public keys that a client needs now or soon: a JWK set (RFC 7517). Makes the first ones where there are none.
pub fn published(world: &World) -> Result<Value> {
    let now = world.now();
    for algorithm in Algorithm::ALL {
        if world.db.read(|conn| signing(conn, *algorithm, now))?.is_none() {
            first(world, *algorithm)?;
        }
    }
    let jwks: Vec<String> = world.db.read(|conn| {
        let known = oidc_keys::table.filter(oidc_keys::gone_at.is_null());
        known.order((oidc_keys::algorithm.desc(), oidc_keys::starts_at)).select(oidc_keys::jwk).load(conn).or_fail()
    })?;
    let keys: Result<Vec<Value>, _> = jwks.iter().map(|jwk| serde_json::from_str(jwk)).collect();
    Ok(json!({ "keys": keys.map_err(Error::internal)? }))
}

/// The claims of an ID token of ours, however old: it says whom a client means, and opens nothing. Nothing when we did not make
/// it, or made it with a key that is no longer trusted.
pub(super) fn recognise(world: &World, token: &str) -> Result<Option<Value>> {
    let Ok(header) = jsonwebtoken::decode_header(token) else { return Ok(None) };
    let Some(kid) = header.kid else { return Ok(None) };
    let found = world.db.read(|conn| oidc_keys::table.find(&kid).select(Key::as_select()).first(conn).or_none())?;
    // The key says which algorithm is used, never the token.
    let Some(key) = found else { return Ok(None) };
    let jwk: Jwk = serde_json::from_str(&key.jwk).map_err(Error::internal)?;
    let public = DecodingKey::from_jwk(&jwk).map_err(|cause| Error::new(Kind::Internal, "error-internal").because(cause))?;
    let mut validation = Validation::new(key.algorithm.jose());
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation.required_spec_claims.clear();
    validation.set_issuer(&[&*world.public_url]);
    Ok(jsonwebtoken::decode::<Value>(token, &public, &validation).ok().map(|decoded| decoded.claims))
}
