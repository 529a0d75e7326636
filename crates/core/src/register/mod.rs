//! The register: institutions with their tree of units, the people in them, and who may do what where.
//!
//! It is filled by [`import`]s from the personnel system, kept current by [`correct`]ions and [`appoint`]ments, and asked by
//! every room above: who heads a unit, which officer serves it, which units may an actor see. What an actor may do is a value
//! of a type in [`duties`] that only that module can make.

pub mod appoint;
pub mod correct;
pub mod duties;
pub mod fields;
pub mod former_mobile;
pub mod host;
pub mod housekeeping;
pub mod import;
pub mod language;
pub mod model;
pub mod province;
pub mod region;
pub mod store;

pub use model::{Duty, DutyKind, Institution, Person, Post, Unit};
pub use province::Province;
pub use region::Distance;
pub use store::*;

#[cfg(test)]
mod tests;
