//! OpenID Connect on the web: the endpoints that clients' programs call ([`token`], [`userinfo`], [`discovery`]), those that
//! browsers are sent to ([`authorise`], [`farewell`]), and the pages about both: a person's own connections, and clients for
//! administrators.

pub mod authorise;
mod client_form;
pub mod clients;
pub mod connections;
pub mod cors;
pub mod discovery;
pub mod farewell;
mod leave;
pub mod token;
pub mod userinfo;
