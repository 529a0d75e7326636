//! Who was there, hour by hour (B12): the trainer's list, its corrections, and the exact meaning of "in full".

mod lists;
mod rules;
mod store;
mod take;
mod trainers;

pub use lists::{Sheet, SheetRow, TrainerDay, days, for_planner, outcome, sheet};
pub use rules::{Outcome, Slot, Standing, standing};
pub use store::Mark;
pub use take::{Done, Taken, take};
pub use trainers::{assign, trainer_of_session, trainers};

pub(in crate::training) use lists::{people_of, present_in};
pub(in crate::training) use store::{attended, set_trainer};
