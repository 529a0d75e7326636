//! Trainings at an institution's own place (B6, B8–B11, B15). Its coordinator asks for one, and the hours are held; the institution's
//! account manager reads it through; a planner gives it days and a trainer, and it becomes a session like any other: people, attendance,
//! certificates. The rules are written out for people in `docs/training/onsite.md`.

mod assign;
mod checks;
mod draft;
mod end;
mod given;
mod lists;
mod model;
mod review;
mod rules;
mod send;
mod store;
mod tell;
mod wish;

pub use assign::{Assignment, assign, outline};
pub use checks::check;
pub use draft::{Draft, draft, edit};
pub use given::tell_given;
pub use lists::{
    OfProvince, Planning, Row, Whole, by_province, for_coordinator, for_manager, one_for_coordinator, one_for_manager,
    one_for_planner, planning, queue,
};
pub use model::{Check, Item, RequestState, Review, Side, TrainingRequest, Verdict};
pub use review::{first_reader, review};
pub use send::{Sent, Withdrawn, refuse, send, withdraw};
pub use tell::{TELL, tell};
pub use wish::Wish;

pub(in crate::training) use end::{lapse, session_called_off, session_held};
pub(in crate::training) use store::reference_of;
