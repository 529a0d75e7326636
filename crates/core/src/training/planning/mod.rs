//! The planner's rules (B11). Pure: from a request, the trainers' calendars and the days off, which schedules there are, what speaks
//! against each, and which is the best, with the reason.

mod conflict;
mod propose;
mod spread;

pub use conflict::{Conflict, conflicts, days_off};
pub use propose::{Ask, Criterion, Proposal, apart, by_trainer, proposals};
pub use spread::{HOURS_A_DAY, spread};

#[cfg(test)]
mod tests;
