//! The people an institution sends into its seats (B9, B10, B14): named by its coordinator from the register, invited, answered for.
//! The provider sees no name before the list is final.

mod answer;
mod calendar;
mod clash;
mod file;
mod link;
mod lists;
mod model;
mod name;
mod rules;
mod store;
mod supervised;
mod tell;

pub use answer::{Answer, answer};
pub use calendar::{Calendar, Organizer, calendar};
pub use clash::{Clash, Clashes, clashes, search};
pub use file::{Accepted, again, name_all, preview};
pub use link::{by_link, invited_to, link};
pub use lists::{Mine, OwnList, Row, mine, of_coordinator, one_of_mine};
pub use model::{Participant, ParticipantState};
pub use name::{NewName, by_number, name, remove};
pub use rules::{is_final, takes_names};
pub use supervised::{OfSupervisor, of_supervisor};
pub use tell::{TELL, tell};

pub(in crate::training) use lists::rows;
pub(in crate::training) use name::{call_off, fit, moved};
pub(in crate::training) use store::{find, live, named_in, on_days};
