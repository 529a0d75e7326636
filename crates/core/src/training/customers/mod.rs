//! Customer institutions and who at the provider looks after them (B15): a planner gives institutions to account managers, and each of
//! these sees those, and no other: their tier, their hours, what was said to whom and when.

mod assign;
mod contact;
mod lists;
mod model;
mod rules;
mod store;

pub use assign::{Assignment, GIVEN, assign, managers, overview};
pub use contact::{NUDGE, note, nudge, send_nudge};
pub use lists::{Customer, CustomerPage, customers, one};
pub use model::{Contact, ContactKind};

pub(in crate::training) use assign::{Given, given, manager_of};
