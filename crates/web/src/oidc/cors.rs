//! Programs in browsers call from the pages of their own origin. They are let in when people sign in to them from there: the
//! origin of a registered address of a client without a secret, and no other. Cookies never come along.

use crate::App;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use kunye_core::oidc;

/// What a program in a browser calls itself. To the others, people are sent.
const CALLED: [&str; 5] = ["/.well-known/openid-configuration", "/oidc/jwks", "/oidc/token", "/oidc/userinfo", "/oidc/revoke"];

pub async fn layer(State(app): State<App>, request: Request, next: Next) -> Response {
    let origin = request.headers().get(header::ORIGIN).and_then(|origin| origin.to_str().ok()).map(str::to_owned);
    let Some(origin) = origin.filter(|_| CALLED.contains(&request.uri().path())) else { return next.run(request).await };
    let asked = origin.clone();
    let welcome = app.run(move |world| world.db.read(|conn| oidc::signed_in_from(conn, &asked))).await;
    let Ok((true, Ok(value))) = welcome.map(|welcome| (welcome, HeaderValue::try_from(&origin))) else {
        return next.run(request).await;
    };
    let mut response = if request.method() == Method::OPTIONS {
        (StatusCode::NO_CONTENT, preflight()).into_response()
    } else {
        next.run(request).await
    };
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, value);
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("www-authenticate"));
    headers.append(header::VARY, HeaderValue::from_static("origin"));
    response
}

fn preflight() -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("authorization, content-type"));
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("3600"));
    headers
}
