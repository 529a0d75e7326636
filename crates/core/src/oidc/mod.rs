//! OpenID Connect: how an application lets a person in with the account of the institution (A1, A10, A11).
//!
//! A [`Client`] belongs to an application. [`authorise`] holds a request against the client and the session, and answers with a
//! code; [`exchange`] turns the code into tokens, and [`refresh`] renews them; [`access`] says what a token opens. Everything that
//! one sign-in opened at one client hangs on one [`Grant`], and the grant on the facts that the session hangs on: current
//! password, active account, same post, and the person's place in the application. Nothing has to remember to end it; tokens are
//! looked up each time they are shown. [`logout`] tells clients about it. ADR 10 says why.

pub mod access;
pub mod authorise;
pub mod claims;
pub mod client_auth;
pub mod clients;
pub mod consents;
pub mod exchange;
mod fault;
pub mod keys;
pub mod logout;
mod model;
pub mod refresh;
mod rules;
pub mod scopes;
pub mod settle;
mod store;

pub use fault::{Fault, OAuthError, Refused};
pub use model::{Algorithm, Client, ClientAuth, Grant, RedirectKind};
pub use scopes::{Scope, Scopes};
pub use store::{client, redirects, signed_in_from};

use kunye_kernel::time::{MINUTE, SECOND};

/// RFC 6749, 4.1.2, allows ten minutes; a browser needs a second.
pub const CODE_LIFE: i64 = 60 * SECOND;
/// An ID token is proof of the moment, read once by the client that asked for it.
pub const ID_TOKEN_LIFE: i64 = 10 * MINUTE;
