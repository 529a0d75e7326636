//! What accepts an account, and what an account may do there (A11): applications with their roles, the authorisations that
//! accounts hold, and the machines' own accounts.
//!
//! An authorisation is held where it was given: by somebody who works in its unit, in a role and an application that are in use.
//! That is asked when it is read, so that nobody has to remember to take it away; a job closes and records it afterwards.

pub mod change;
pub mod demo;
pub mod endings;
pub mod manage;
mod model;
mod rules;
pub mod service;
mod store;
pub mod view;

pub use model::{Act, Application, Authorisation, Change, EndReason, Held, HeldRole, Role, ServiceAccount};
pub use store::{all, by_id, by_slug, held_by, holders, role, roles, roles_of_accounts, service_by_name, services};
