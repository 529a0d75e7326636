//! Classes of several institutions: announced ahead, sold strictly in order of application, never more than there are seats (B4).
//! The rule of the queue is written out for people in `docs/training/queue.md`; [`Board`] is the same rule as code.

mod announce;
mod board;
mod call_off;
mod desk;
mod end;
mod lists;
mod model;
mod place;
mod store;
mod withdraw;

pub use announce::{NewSession, Outline, announce, correct, correctable, outline};
pub use board::{Board, Standing, WaitReason};
pub use call_off::{NO_TRAINER, call_off};
pub use desk::{Application, Desk, Placed};
pub use end::{DAILY, daily, new_day};
pub use lists::{
    ForCoordinator, Group, Open, Own, SessionRow, for_coordinator, for_planner, hours_a_day, session_for_coordinator,
    session_for_planner,
};
pub use model::{Reservation, ReservationState, SessionDay, SessionKind, SessionState, SharedSession};
pub use store::id_of;
pub use withdraw::{Withdrawn, reduce, withdraw};

pub(in crate::training) use announce::deadlines;
pub(in crate::training) use lists::{row_of, seats_of, taken, with_seats};
pub(in crate::training) use store::{
    begun, by_reference, days_of, end_session, first_and_last, insert, insert_session, move_session, reference_exists,
    reference_of_reservation, reservations, session, update,
};
