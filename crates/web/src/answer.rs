//! What handlers answer with.

use crate::cookies::Cookie;
use crate::errors::Failure;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kunye_kernel::error::Error;

pub type Answer = Result<Response, Failure>;

/// Sends the browser on with a `GET` (RFC 9110, 303): after every `POST` that changed something.
pub fn see_other(to: &str) -> Response {
    match HeaderValue::try_from(to) {
        Ok(location) => (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response(),
        Err(error) => Failure::from(Error::internal(error)).into_response(),
    }
}

/// A file for the browser to show (`inline`) or to save under this name; the name is ASCII of our own making.
pub fn file(bytes: Vec<u8>, media_type: &'static str, name: &str, inline: bool) -> Answer {
    let way = if inline { "inline" } else { "attachment" };
    let disposition = HeaderValue::try_from(format!("{way}; filename=\"{name}\"")).map_err(Error::internal)?;
    let headers = [(header::CONTENT_TYPE, HeaderValue::from_static(media_type)), (header::CONTENT_DISPOSITION, disposition)];
    Ok((headers, bytes).into_response())
}

/// What somebody handed in is shown as what it was checked to be, in a sandbox where it can run nothing and reach nothing. The name is
/// ASCII of our own making, without its ending.
pub fn handed_in(bytes: Vec<u8>, media_type: &str, name: &str) -> Response {
    let (media_type, ending) = match media_type {
        "application/pdf" => ("application/pdf", "pdf"),
        "image/png" => ("image/png", "png"),
        "image/jpeg" => ("image/jpeg", "jpg"),
        _ => ("application/octet-stream", "bin"),
    };
    let way = if ending == "bin" { "attachment" } else { "inline" };
    let disposition = HeaderValue::try_from(format!("{way}; filename=\"{name}.{ending}\""));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment"))),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox; default-src 'none'; frame-ancestors 'none'")),
        (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    ];
    (headers, bytes).into_response()
}

/// Cookies on their way out.
pub trait WithCookie {
    fn with_cookie(self, cookie: Cookie) -> Self;
}

impl WithCookie for Response {
    fn with_cookie(mut self, cookie: Cookie) -> Self {
        self.headers_mut().append(header::SET_COOKIE, cookie.line());
        self
    }
}
