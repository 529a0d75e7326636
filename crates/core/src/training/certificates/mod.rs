//! Certificates of participation (B12): for everybody who attended in full, numbered, kept as they were issued, revocable, and shown
//! to anybody who has the code. They are not sealed here: the stored bytes are what a seal would be put on.

mod bulk;
mod issue;
mod lists;
mod model;
mod open;
mod paper;
mod revoke;
mod store;
mod tell;

pub use bulk::{Bulk, Ordered, Pending, order_all, waiting};
pub use issue::{ISSUE, order, with_press};
pub use lists::{Progress, for_planner, of_coordinator, of_own, of_person};
pub use model::Certificate;
pub use open::{open, verify};
pub use paper::{CertificatePaper, Press};
pub use revoke::revoke;
pub use tell::{READY, tell};

pub(in crate::training) use store::{has_valid, number_of, of_people};
