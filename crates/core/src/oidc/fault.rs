//! What goes wrong at the endpoints that programs call: an error of the protocol with its registered name, or one of ours.

use crate::db::Conn;
use crate::world::World;
use kunye_kernel::error::Error;

/// Error codes of RFC 6749 (4.1.2.1, 5.2), RFC 7009 and OpenID Connect Core (3.1.2.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OAuthError {
    AccessDenied,
    ConsentRequired,
    InteractionRequired,
    InvalidClient,
    InvalidGrant,
    InvalidRequest,
    InvalidScope,
    LoginRequired,
    RequestNotSupported,
    RequestUriNotSupported,
    RegistrationNotSupported,
    UnauthorizedClient,
    UnsupportedGrantType,
    UnsupportedResponseType,
}

impl OAuthError {
    pub fn as_str(self) -> &'static str {
        use OAuthError::*;
        match self {
            AccessDenied => "access_denied",
            ConsentRequired => "consent_required",
            InteractionRequired => "interaction_required",
            InvalidClient => "invalid_client",
            InvalidGrant => "invalid_grant",
            InvalidRequest => "invalid_request",
            InvalidScope => "invalid_scope",
            LoginRequired => "login_required",
            RequestNotSupported => "request_not_supported",
            RequestUriNotSupported => "request_uri_not_supported",
            RegistrationNotSupported => "registration_not_supported",
            UnauthorizedClient => "unauthorized_client",
            UnsupportedGrantType => "unsupported_grant_type",
            UnsupportedResponseType => "unsupported_response_type",
        }
    }
}

/// A refusal in the words of the protocol. `why` is `error_description`: for the developer of the client, so ASCII and English
/// (RFC 6749, 5.2); no person is shown it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused {
    pub error: OAuthError,
    pub why: &'static str,
}

#[derive(Debug)]
pub enum Fault {
    Refused(Refused),
    Ours(Error),
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Fault::Ours(error)
    }
}

impl From<Refused> for Fault {
    fn from(refused: Refused) -> Self {
        Fault::Refused(refused)
    }
}

pub(super) fn refused(error: OAuthError, why: &'static str) -> Fault {
    Fault::Refused(Refused { error, why })
}

/// A transaction whose refusals are kept: what a stolen code or token ends must stay ended although its bearer gets nothing.
pub(super) fn write<T>(world: &World, f: impl Fn(&mut Conn) -> Result<T, Fault>) -> Result<T, Fault> {
    let answer = world.db.write(|tx| match f(tx) {
        Ok(value) => Ok(Ok(value)),
        Err(Fault::Refused(refused)) => Ok(Err(refused)),
        Err(Fault::Ours(error)) => Err(error),
    })?;
    answer.map_err(Fault::Refused)
}
