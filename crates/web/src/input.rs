//! What comes in with a form or a query.

use crate::errors::Failure;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::{StatusCode, header, request::Parts};
use axum::response::{IntoResponse, Response};
use kunye_kernel::error::Error;
use serde::de::DeserializeOwned;

/// The fields of a posted form. Give every field a default (`#[serde(default)]`): a browser leaves out what was not ticked, and
/// what is missing is explained beside its field.
pub struct Form<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Form<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let kind = request.headers().get(header::CONTENT_TYPE).map(|kind| kind.as_bytes().to_vec()).unwrap_or_default();
        if !kind.starts_with(b"application/x-www-form-urlencoded") {
            return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response());
        }
        let body = String::from_request(request, state).await.map_err(IntoResponse::into_response)?;
        parse(&body).map(Form).map_err(IntoResponse::into_response)
    }
}

/// The values of a query. What cannot be read is as good as not given: an address that somebody cut short still opens a page.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned + Default, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Response> {
        Ok(Query(parse(parts.uri.query().unwrap_or_default()).unwrap_or_default()))
    }
}

fn parse<T: DeserializeOwned>(text: &str) -> Result<T, Failure> {
    // No text of ours holds a NUL, and PostgreSQL would fail on it.
    if text.contains("%00") || text.contains('\0') {
        return Err(Error::invalid(Vec::new()).into());
    }
    serde_urlencoded::from_str(text).map_err(|cause| Error::invalid(Vec::new()).because(cause).into())
}
