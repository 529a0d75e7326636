//! The register as officers and administrators see it: units, people, duties, and the files that fill it. Everything is narrowed
//! to what the reader's duties reach; what lies beside is not found.

pub mod devices;
pub mod duty;
pub mod import;
pub mod order;
pub mod people;
pub mod rejected;
pub(crate) mod rows;
pub mod shared;
pub mod units;
