//! Candidates that units propose (B9): the coordinator asks units of the institution for people for a training, with a number of places
//! and a last day; whoever speaks for a unit proposes people of that unit, each with a reason; the coordinator names whom they choose. The
//! provider sees none of it (B10), and each unit sees only what was asked of it.

mod ask;
mod lists;
mod model;
mod propose;
mod rules;
mod store;
mod tell;

pub use ask::{NewCall, ask, close};
pub use lists::{Asked, Entry, OfUnit, of_coordinator, of_unit, of_units};
pub use model::{Call, Candidate};
pub use propose::{by_number, propose, take_back};
pub use tell::{CALLED, send_call};
