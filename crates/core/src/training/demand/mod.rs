//! Interest in a technical course before there is a class (B5): coordinators of institutions that are trained in shared classes say how
//! many people they would send, and where; planners see it added up, and where it suffices a class is proposed.

mod lists;
mod rules;
mod state;
mod store;
mod tell;

pub use lists::{Own, Total, of_coordinator, totals};
pub use state::{NewDemand, state, withdraw};
pub use store::Demand;
pub use tell::{CHANGED, MET, UNMET, send_changed, send_met, send_unmet};

pub(in crate::training) use state::{correct, meet};
