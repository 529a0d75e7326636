//! Every domain of Künye, its tables and its rules. Knows no web, no LDAP, no PDF: those are faces and ports.
//!
//! Rooms are ranked, and a room calls only lower ranks:
//! 0 `db` `jobs` `audit` `messages` `policy` `throttle` `vault` `blobs` `hasher` `texts` · 1 `register` `archive` · 2 `accounts` ·
//! 3 `requests`.

pub mod audit;
pub mod blobs;
pub mod db;
pub mod hasher;
pub mod jobs;
pub mod messages;
pub mod policy;
pub mod register;
pub mod schema;
pub mod texts;
pub mod throttle;
pub mod vault;
pub mod world;
