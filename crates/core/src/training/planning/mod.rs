//! The planner's rules (B11). Pure: from a request, the trainers' calendars and the days off, which schedules there are, what speaks
//! against each, and which is the best, with the reason.

mod conflict;
mod propose;
mod spread;

pub use conflict::{Conflict, WORKING, conflicts, days_off, of_place, of_trainer};
pub use propose::{Ask, Criterion, Proposal, Rooms, apart, by_trainer, proposals};
pub use spread::{HOURS_A_DAY, HOURS_MOST, spread};

#[cfg(test)]
mod tests;
