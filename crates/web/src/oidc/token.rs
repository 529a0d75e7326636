//! The endpoints at which clients' programs get, examine and end tokens (RFC 6749, 7009, 7662).

use super::authorise::parameters;
use crate::answer::Answer;
use crate::errors::Failure;
use crate::visit::Visit;
use axum::Json;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use data_encoding::BASE64;
use kunye_core::oidc::authorise::Parameters;
use kunye_core::oidc::client_auth::{Proof, authenticate};
use kunye_core::oidc::exchange::{Tokens, exchange};
use kunye_core::oidc::refresh::refresh;
use kunye_core::oidc::{Client, Fault, OAuthError, Refused, access};
use kunye_core::world::World;
use kunye_kernel::actor::Source;
use kunye_kernel::secret::Secret;
use serde_json::json;

const ASSERTION: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// `POST /oidc/token`
pub async fn token(visit: Visit, headers: HeaderMap, body: String) -> Answer {
    let source = visit.source.clone();
    let tokens = call(&visit, &headers, &body, move |world, client, given| give(world, &client, &source, given)).await;
    answer(tokens.map(|tokens| {
        let body = Json(json!({
            "access_token": tokens.access.expose(), "token_type": "Bearer", "expires_in": tokens.expires_in,
            "refresh_token": tokens.refresh.expose(), "id_token": tokens.id_token.expose(), "scope": tokens.scope,
        }));
        // `no-store` is on every answer; RFC 6749, 5.1 wants this one beside it.
        ([(header::PRAGMA, "no-cache")], body).into_response()
    }))
}

fn give(world: &World, client: &Client, source: &Source, given: &Parameters) -> Result<Tokens, Fault> {
    let needed = |name: &str| given.one(name).ok_or(wrong("a parameter is missing"));
    match given.one("grant_type") {
        Some("authorization_code") => {
            let (code, redirect, verifier) = (needed("code")?, needed("redirect_uri")?, needed("code_verifier")?);
            exchange(world, client, source, &Secret::new(code), redirect, verifier)
        }
        Some("refresh_token") => refresh(world, client, source, &Secret::new(needed("refresh_token")?), given.one("scope")),
        Some(_) => Err(Refused { error: OAuthError::UnsupportedGrantType, why: "authorization_code or refresh_token" }.into()),
        None => Err(wrong("grant_type is missing").into()),
    }
}

/// `POST /oidc/introspect`
pub async fn introspect(visit: Visit, headers: HeaderMap, body: String) -> Answer {
    let told = call(&visit, &headers, &body, move |world, client, given| {
        access::may_introspect(&client)?;
        let token = given.one("token").ok_or(wrong("token is missing"))?;
        Ok(access::introspect(world, &client, &Secret::new(token))?)
    });
    answer(told.await.map(|told| Json(told).into_response()))
}

/// `POST /oidc/revoke`. What is not known is as good as revoked (RFC 7009, 2.2).
pub async fn revoke(visit: Visit, headers: HeaderMap, body: String) -> Answer {
    let source = visit.source.clone();
    let done = call(&visit, &headers, &body, move |world, client, given| {
        let token = given.one("token").ok_or(wrong("token is missing"))?;
        Ok(access::revoke(world, &client, &Secret::new(token), &source)?)
    });
    answer(done.await.map(|()| Json(json!({})).into_response()))
}

fn wrong(why: &'static str) -> Refused {
    Refused { error: OAuthError::InvalidRequest, why }
}

/// Reads a form, finds out which client sent it, and does what it asks for.
async fn call<T: Send + 'static>(
    visit: &Visit,
    headers: &HeaderMap,
    body: &str,
    act: impl FnOnce(&World, Client, &Parameters) -> Result<T, Fault> + Send + 'static,
) -> Result<T, Fault> {
    let kind = headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
    if !kind.starts_with(b"application/x-www-form-urlencoded") {
        return Err(wrong("the body is a form").into());
    }
    let given = parameters(body).filter(|given| !given.stands_twice()).ok_or(wrong("the form cannot be read"))?;
    let proof = proof(headers, &given)?;
    // A refusal is an answer, and the errors of the core are errors.
    let done = visit.app.run(move |world| match authenticate(world, &proof).and_then(|client| act(world, client, &given)) {
        Ok(done) => Ok(Ok(done)),
        Err(Fault::Refused(refused)) => Ok(Err(refused)),
        Err(Fault::Ours(error)) => Err(error),
    });
    done.await?.map_err(Fault::Refused)
}

/// How the client proves itself: in one way (RFC 6749, 2.3).
fn proof(headers: &HeaderMap, given: &Parameters) -> Result<Proof, Refused> {
    let named = given.one("client_id").map(str::to_owned);
    let basic = basic(headers)?;
    let assertion = given.one("client_assertion");
    let secret = given.one("client_secret");
    match (basic, secret, assertion) {
        (Some((client, secret)), None, None) => match named {
            Some(named) if named != client => Err(wrong("two clients are named")),
            _ => Ok(Proof::Secret { client, secret }),
        },
        (None, Some(secret), None) => match named {
            Some(client) => Ok(Proof::Secret { client, secret: Secret::new(secret) }),
            None => Err(wrong("client_id is missing")),
        },
        (None, None, Some(assertion)) if given.one("client_assertion_type") == Some(ASSERTION) => {
            Ok(Proof::Assertion { client: named, assertion: Secret::new(assertion) })
        }
        (None, None, None) => match named {
            Some(client) => Ok(Proof::None { client }),
            None => Err(Refused { error: OAuthError::InvalidClient, why: "no client is named" }),
        },
        _ => Err(wrong("a client proves itself in one way")),
    }
}

/// Name and secret of HTTP Basic, each encoded as in a form (RFC 6749, 2.3.1).
fn basic(headers: &HeaderMap) -> Result<Option<(String, Secret)>, Refused> {
    let Some(text) = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()) else { return Ok(None) };
    let Some((scheme, text)) = text.split_once(' ') else { return Ok(None) };
    if !scheme.eq_ignore_ascii_case("basic") {
        return Ok(None);
    }
    let broken = || Refused { error: OAuthError::InvalidClient, why: "the authorization header cannot be read" };
    let bytes = BASE64.decode(text.trim().as_bytes()).map_err(|_| broken())?;
    let pair = String::from_utf8(bytes).map_err(|_| broken())?;
    let (client, secret) = pair.split_once(':').ok_or_else(broken)?;
    Ok(Some((plain(client).ok_or_else(broken)?, Secret::new(plain(secret).ok_or_else(broken)?))))
}

fn plain(encoded: &str) -> Option<String> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(&format!("v={}", encoded.replace('&', "%26"))).ok()?;
    pairs.into_iter().next().map(|(_, value)| value)
}

/// Puts an answer or a refusal into the form of RFC 6749, 5.2.
pub fn answer(answer: Result<Response, Fault>) -> Answer {
    let refused = match answer {
        Ok(response) => return Ok(response),
        Err(Fault::Ours(error)) => return Err(Failure::from(error)),
        Err(Fault::Refused(refused)) => refused,
    };
    let body = Json(json!({ "error": refused.error.as_str(), "error_description": refused.why }));
    Ok(match refused.error {
        OAuthError::InvalidClient => {
            let asked = [(header::WWW_AUTHENTICATE, "Basic realm=\"kunye\", charset=\"UTF-8\"")];
            (StatusCode::UNAUTHORIZED, asked, body).into_response()
        }
        _ => (StatusCode::BAD_REQUEST, body).into_response(),
    })
}
