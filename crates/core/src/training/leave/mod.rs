//! When members of staff are away (B9): from a day to a day, and never why. Written down by the officer of their unit or by their
//! institution's coordinator, one by one or from a file; shown wherever people are named. The provider sees none of it.

mod file;
mod keep;
mod model;
mod store;

pub use file::{Accepted, preview, take_all};
pub use keep::{NewLeave, put, remove};
pub use model::{Leave, Row, list};

pub(in crate::training) use keep::forget;
pub(in crate::training) use store::touching;
