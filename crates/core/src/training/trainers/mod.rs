//! What is known of the provider's trainers (B11): where they live, what they teach, when they are away, what they have in hand.

mod keep;
mod lists;
mod model;
mod store;

pub use keep::{Away, away, back, keep};
pub use lists::{Profile, everybody, month, one, own};
pub use model::{Absence, AbsenceKind, Engagement, Trainer};

pub(in crate::training) use lists::of_provider;
pub(in crate::training) use store::away_on;
