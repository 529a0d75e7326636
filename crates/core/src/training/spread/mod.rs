//! What is passed on (B14): whoever was marked as passing on what they learn says afterwards when, where and to how many. It is their own
//! word: shown beside those who attended, and never counted among them.

mod lists;
mod report;
mod rules;
mod store;

pub use lists::{OfInstitution, Told, mine, of_institutions, of_session};
pub use report::{NewReport, report, take_back};
pub use store::Report;

pub(in crate::training) use lists::told;
