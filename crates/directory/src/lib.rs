//! The directory: an LDAP v3 server (RFC 4511) for mail servers, log-ins and every application that asks one, on the accounts as
//! they are at this moment (A10).
//!
//! - [`ber`], [`message`], [`filter`], [`dn`]: what travels, read strictly.
//! - [`schema`], [`matching`], [`entry`], [`view`]: what there is, how it compares, and who sees it.
//! - [`image`]: the directory in memory, kept current. [`search`] reads nothing else.
//! - [`bind`]: passwords, decided by `accounts::check` like everywhere.
//! - [`says`]: the words beside a result code.
//! - [`session`], [`server`]: connections.

mod answer;
pub mod bench;
pub mod ber;
mod bind;
mod config;
mod context;
pub mod dn;
mod entry;
pub mod filter;
mod image;
pub mod matching;
pub mod message;
mod says;
mod schema;
mod search;
mod server;
mod session;
mod tls;
mod view;

pub use config::{Config, Opened};
pub use server::Server;
