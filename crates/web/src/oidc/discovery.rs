//! What a client has to know, for machines to read (OpenID Connect Discovery; RFC 8414).

use crate::answer::Answer;
use crate::visit::Visit;
use axum::Json;
use axum::http::header;
use axum::response::IntoResponse;
use kunye_core::oidc::claims::{ACR_PASSWORD, ACR_SECOND_FACTOR};
use kunye_core::oidc::{Algorithm, Scope, keys};
use serde_json::{Value, json};

/// Keys are published two days before they are used, so an hour is well within what is known ahead.
const KEPT: &str = "public, max-age=3600";

/// `GET /.well-known/openid-configuration`
pub async fn configuration(visit: Visit) -> Answer {
    let told = describe(&visit.app.world.public_url);
    Ok(([(header::CACHE_CONTROL, KEPT)], Json(told)).into_response())
}

fn describe(issuer: &str) -> Value {
    let at = |path: &str| format!("{issuer}{path}");
    let client_auth = ["client_secret_basic", "client_secret_post", "private_key_jwt"];
    let with_none = ["client_secret_basic", "client_secret_post", "private_key_jwt", "none"];
    let assertions = ["RS256", "PS256", "ES256"];
    json!({
        "issuer": issuer,
        "authorization_endpoint": at("/oidc/authorize"),
        "token_endpoint": at("/oidc/token"),
        "userinfo_endpoint": at("/oidc/userinfo"),
        "jwks_uri": at("/oidc/jwks"),
        "introspection_endpoint": at("/oidc/introspect"),
        "revocation_endpoint": at("/oidc/revoke"),
        "end_session_endpoint": at("/oidc/logout"),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query", "form_post"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "code_challenge_methods_supported": ["S256"],
        "subject_types_supported": ["public", "pairwise"],
        "id_token_signing_alg_values_supported": Algorithm::ALL,
        "scopes_supported": Scope::ALL.iter().map(|scope| scope.as_str()).collect::<Vec<_>>(),
        "claims_supported": [
            "iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "acr", "amr", "sid", "at_hash", "name", "given_name",
            "family_name", "preferred_username", "updated_at", "email", "email_verified", "roles", "unit", "unit_name"
        ],
        "acr_values_supported": [ACR_PASSWORD, ACR_SECOND_FACTOR],
        "prompt_values_supported": ["none", "login", "consent", "select_account"],
        "ui_locales_supported": ["tr", "en"],
        "token_endpoint_auth_methods_supported": with_none,
        "token_endpoint_auth_signing_alg_values_supported": assertions,
        "revocation_endpoint_auth_methods_supported": with_none,
        "revocation_endpoint_auth_signing_alg_values_supported": assertions,
        "introspection_endpoint_auth_methods_supported": client_auth,
        "introspection_endpoint_auth_signing_alg_values_supported": assertions,
        "backchannel_logout_supported": true,
        "backchannel_logout_session_supported": true,
        "authorization_response_iss_parameter_supported": true,
        "claims_parameter_supported": false,
        "request_parameter_supported": false,
        "request_uri_parameter_supported": false,
    })
}

/// `GET /oidc/jwks`
pub async fn jwks(visit: Visit) -> Answer {
    let keys = visit.app.run(keys::published).await?;
    Ok(([(header::CACHE_CONTROL, KEPT)], Json(keys)).into_response())
}
