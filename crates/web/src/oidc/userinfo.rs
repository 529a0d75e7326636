//! What an access token opens: claims about its person.

use crate::answer::Answer;
use crate::visit::Visit;
use axum::Json;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use kunye_core::oidc::access;
use kunye_kernel::secret::Secret;
use serde_json::json;

/// `GET` and `POST /oidc/userinfo`. The token comes in the header alone (RFC 9700, 4.3.2): addresses end up in logs.
pub async fn tell(visit: Visit, headers: HeaderMap) -> Answer {
    let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).and_then(|text| text.split_once(' '));
    let Some((_, token)) = given.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")) else {
        // Nothing was shown, so nothing is wrong with it, and no error is named (RFC 6750, 3.1).
        return Ok((StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, "Bearer realm=\"kunye\"")]).into_response());
    };
    let token = Secret::new(token.trim());
    match visit.app.run(move |world| access::userinfo(world, &token)).await? {
        Some(claims) => Ok(Json(claims).into_response()),
        None => Ok(refuse()),
    }
}

fn refuse() -> axum::response::Response {
    let body = Json(json!({ "error": "invalid_token", "error_description": "the token opens nothing, or nothing any more" }));
    (StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, "Bearer realm=\"kunye\", error=\"invalid_token\"")], body)
        .into_response()
}
