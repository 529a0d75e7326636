//! Active users: counts with their evidence, rolled up over an institution's tree, and the dated decisions made on them
//! (B2, B3, B7). A count and a decision are written once; a recount makes new ones.

mod decide;
mod file;
mod rollup;
mod signers;
mod store;
mod take;

pub use decide::{decide, waiting};
pub use file::{Plan, PlanLine, Rejected};
pub use rollup::{Line, roll_up};
pub use signers::{
    Bundle, Evidence, FORGET, Inputs, Taken, Unplaced, Why, forget_aside, preview_signers, set_aside, take_aside, take_signers,
    unpack,
};
pub use store::{
    Count, CountSource, Decision, DecisionVerdict, below, count, counts_of, decisions, latest, latest_decisions, of_unit,
};
pub use take::{evidence, preview, take};

pub(in crate::training) use store::own_users;
