//! What programs send, read strictly: a name that is not ours is a slip, and is told.

use crate::errors::Failure;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::{StatusCode, header, request::Parts};
use axum::response::{IntoResponse, Response};
use kunye_kernel::error::Error;
use kunye_kernel::page::PageRequest;
use serde::Deserialize;
use serde::de::{DeserializeOwned, Error as _};
use std::ops::RangeInclusive;
use utoipa::IntoParams;

/// A body in JSON.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let kind =
            request.headers().get(header::CONTENT_TYPE).map(|kind| kind.as_bytes().to_ascii_lowercase()).unwrap_or_default();
        if !kind.starts_with(b"application/json") {
            return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response());
        }
        let text = String::from_request(request, state).await.map_err(IntoResponse::into_response)?;
        // No text of ours holds a NUL, and PostgreSQL would fail on it. JSON writes it only like this.
        if text.contains("\\u0000") {
            return Err(Failure::from(Error::invalid(Vec::new())).into_response());
        }
        let refused = |cause: serde_json::Error| Failure::from(Error::invalid(Vec::new()).because(cause)).into_response();
        serde_json::from_str(&text).map(Body).map_err(refused)
    }
}

/// The values of a query; unlike a person's, a program's that cannot be read is refused.
pub struct Params<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Params<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let query = parts.uri.query().unwrap_or_default();
        serde_urlencoded::from_str(query).map(Params).map_err(|cause| Error::invalid(Vec::new()).because(cause).into())
    }
}

/// A number of a query within bounds; beyond them it is refused, as the description says.
fn within<'de, D: serde::Deserializer<'de>>(value: D, bounds: RangeInclusive<u32>) -> Result<Option<u32>, D::Error> {
    let number = Option::<u32>::deserialize(value)?;
    match number {
        Some(number) if !bounds.contains(&number) => Err(D::Error::custom(format_args!("{number} is not within {bounds:?}"))),
        _ => Ok(number),
    }
}

/// The number of a page, for `deserialize_with`.
pub fn page<'de, D: serde::Deserializer<'de>>(value: D) -> Result<Option<u32>, D::Error> {
    within(value, 1..=u32::MAX)
}

/// The entries of a page, for `deserialize_with`.
pub fn size<'de, D: serde::Deserializer<'de>>(value: D) -> Result<Option<u32>, D::Error> {
    within(value, 1..=PageRequest::MAX_SIZE)
}

/// A list that is searched and leafed through.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Search {
    /// Beginnings of words, with or without Turkish letters: `sukru cag` finds Şükrü Çağlar. Without it, everything is listed.
    #[serde(default)]
    pub q: String,
    /// From 1. A page beyond the end is empty.
    #[serde(default, deserialize_with = "page")]
    #[param(minimum = 1)]
    pub page: Option<u32>,
    /// Entries a page: 25 if not given, at most 100.
    #[serde(default, deserialize_with = "size")]
    #[param(minimum = 1, maximum = 100)]
    pub size: Option<u32>,
}

impl Search {
    pub fn page(&self) -> PageRequest {
        PageRequest::new(self.page, self.size)
    }
}

/// A list that is leafed through.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Leaf {
    /// From 1. A page beyond the end is empty.
    #[serde(default, deserialize_with = "page")]
    #[param(minimum = 1)]
    page: Option<u32>,
    /// Entries a page: 25 if not given, at most 100.
    #[serde(default, deserialize_with = "size")]
    #[param(minimum = 1, maximum = 100)]
    size: Option<u32>,
}

impl Leaf {
    pub fn page(&self) -> PageRequest {
        PageRequest::new(self.page, self.size)
    }
}
