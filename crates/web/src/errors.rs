//! The kernel's errors on the web: once for people (a page), once for programs (`application/problem+json`, RFC 9457).

use crate::answer::Answer;
use crate::render::Page;
use crate::visit::{Message, Visit};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kunye_kernel::error::{Error, Kind};
use kunye_kernel::reference;
use serde::Serialize;
use std::sync::Arc;

/// What ends a handler early.
#[derive(Debug)]
pub enum Failure {
    /// Travels as an extension of the response to [`dress`], which knows the language.
    Error(Error),
    /// There is something to do elsewhere first.
    Elsewhere(Box<Response>),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        match self {
            Failure::Elsewhere(response) => *response,
            Failure::Error(error) => {
                let mut response = status(&error.kind).into_response();
                response.extensions_mut().insert(Arc::new(error));
                response
            }
        }
    }
}

pub fn status(kind: &Kind) -> StatusCode {
    match kind {
        Kind::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Kind::NotFound => StatusCode::NOT_FOUND,
        Kind::Forbidden => StatusCode::FORBIDDEN,
        Kind::Unauthenticated => StatusCode::UNAUTHORIZED,
        Kind::Conflict => StatusCode::CONFLICT,
        Kind::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
        Kind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Kind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// The status under which a form is shown again, when the person can do something about the error there. A wrong password is
/// wrong input of that form: 401 would ask the browser for credentials of HTTP's own.
pub fn for_the_form(error: &Error) -> Option<StatusCode> {
    match &error.kind {
        Kind::Unauthenticated => Some(StatusCode::UNPROCESSABLE_ENTITY),
        kind @ (Kind::Invalid(_) | Kind::Conflict | Kind::TooMany { .. }) => Some(status(kind)),
        _ => None,
    }
}

/// What is wrong at several fields of a form, as one refusal: people are told everything at once.
pub fn together(errors: impl IntoIterator<Item = Error>) -> Error {
    let (mut fields, mut args) = (Vec::new(), Vec::new());
    for error in errors {
        fields.extend_from_slice(error.fields());
        args.extend(error.args);
    }
    args.into_iter().fold(Error::invalid(fields), |error, (name, value)| error.with(name, value))
}

/// `Retry-After`, where the error knows when.
pub fn with_wait(mut response: Response, error: &Error) -> Response {
    if let Kind::TooMany { retry_after } = error.kind {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(retry_after));
    }
    response
}

/// `errors/error.html`.
#[derive(Serialize)]
struct ErrorPage {
    status: u16,
    text: String,
    /// What to tell the help desk, when the cause is in the log; "" otherwise.
    incident: String,
    /// Seconds to wait, or nothing.
    retry_after: Option<u32>,
}

impl Page for ErrorPage {
    const TEMPLATE: &'static str = "errors/error.html";
}

/// RFC 9457. `code` is the key of the sentence in `title`, for programs that tell errors apart.
#[derive(Serialize)]
struct Problem {
    #[serde(rename = "type")]
    kind: &'static str,
    title: String,
    status: u16,
    code: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    incident: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<Message>,
}

/// Gives a failure its face, and leaves every other response as it is. What the layers and extractors of the framework refuse
/// has a status and a plain text of their own; it is dressed too.
pub fn dress(visit: &Visit, mut response: Response) -> Response {
    let status = response.status();
    let error = match response.extensions_mut().remove::<Arc<Error>>() {
        Some(error) => error,
        None if status.is_client_error() || status.is_server_error() => match foreign(status, &response) {
            Some(error) => Arc::new(error),
            None => return response,
        },
        None => return response,
    };
    let incident = note_down(visit, &error);
    let dressed = if visit.wants_json { problem(visit, status, &error, incident) } else { page(visit, status, &error, incident) };
    let mut dressed = with_wait(dressed, &error);
    if let Some(allow) = response.headers_mut().remove(header::ALLOW) {
        dressed.headers_mut().insert(header::ALLOW, allow);
    }
    dressed
}

/// The error that a bare response of the framework stands for.
fn foreign(status: StatusCode, response: &Response) -> Option<Error> {
    let plain = response.headers().get(header::CONTENT_TYPE).is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    // What asks a program to authenticate itself says all there is to say (RFC 6750, 3.1).
    let asks = response.headers().contains_key(header::WWW_AUTHENTICATE);
    let error = match status {
        _ if !plain || asks => return None,
        StatusCode::NOT_FOUND => Error::not_found(),
        StatusCode::METHOD_NOT_ALLOWED => Error::new(Kind::NotFound, "error-method"),
        StatusCode::FORBIDDEN => Error::forbidden("error-cross-site"),
        StatusCode::PAYLOAD_TOO_LARGE => Error::new(Kind::TooLarge, "error-too-large"),
        StatusCode::SERVICE_UNAVAILABLE => Error::new(Kind::Unavailable, "error-time-out"),
        status if status.is_client_error() => Error::invalid(Vec::new()),
        status => Error::internal(format!("a bare response: {status}")),
    };
    Some(error)
}

/// Logs the cause of what is not the person's doing, under a code that the page shows.
fn note_down(visit: &Visit, error: &Error) -> String {
    match error.kind {
        Kind::Internal | Kind::Unavailable => {
            let incident = reference::new(&*visit.app.world.entropy);
            tracing::error!(incident, path = visit.path, ?error, "a request failed");
            incident
        }
        _ => {
            tracing::debug!(path = visit.path, ?error, "a request was refused");
            String::new()
        }
    }
}

fn page(visit: &Visit, status: StatusCode, error: &Error, incident: String) -> Response {
    let retry_after = match error.kind {
        Kind::TooMany { retry_after } => Some(retry_after),
        _ => None,
    };
    let text = visit.app.texts.error(visit.language, error);
    let page: Answer = visit.page_with(status, &ErrorPage { status: status.as_u16(), text: text.clone(), incident, retry_after });
    page.unwrap_or_else(|failure| {
        tracing::error!(?failure, "the error page failed");
        (status, text).into_response()
    })
}

fn problem(visit: &Visit, status: StatusCode, error: &Error, incident: String) -> Response {
    let errors = if error.fields().is_empty() { Vec::new() } else { visit.messages(error, "") };
    let title = visit.app.texts.error(visit.language, error);
    let problem = Problem { kind: "about:blank", title, status: status.as_u16(), code: error.text, incident, errors };
    let mut response = (status, axum::Json(problem)).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    if status == StatusCode::UNAUTHORIZED {
        // RFC 9110, 11.6.1: a 401 says what is asked for.
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}
