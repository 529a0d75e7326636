//! Accounts: the user name, the credential and its clock; signing in, and sessions.
//!
//! A password is made by [`offer`] at the moment it is sent, and forgotten. It waits as *offered* beside the *current* one; the
//! first of the offered that is used becomes current and ends all the others. Whether an account may sign in is decided from its
//! state and the ends of its live credentials, never from a job having run. A [`unit`]'s account is shared; everything else here
//! is the same for it, but that it opens no session.

pub mod change_password;
pub mod check;
pub mod clock;
pub mod demo;
pub mod devices;
pub mod email;
pub mod first_password;
pub mod guard;
mod model;
mod names;
mod narrow;
pub mod offer;
pub mod orders;
mod password;
mod rules;
pub mod second_factor;
pub mod sessions;
pub mod sign_in;
mod store;
#[cfg(test)]
mod tests;
pub mod unit;

pub use model::{Account, AccountKind, AccountState, Credential, CredentialState};
pub use narrow::{OwnerWorksIn, owner_works_in};
pub use rules::days_left;
pub use store::{
    account, accounts_after, accounts_by_id, by_user_name, current_credentials, ended_between, live_credentials, of_people,
    of_person,
};
