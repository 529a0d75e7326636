//! Who was there, hour by hour (B12): the trainer's list, the code in the room, the signed sheet, corrections, and the exact meaning of
//! "in full".
//!
//! ```text
//! rules     attended, and attended in full; what a training comes to   pure
//! evidence  what a mark rests on, and which ones are in doubt       pure
//! settle    what becomes of a mark that is said over another        pure
//! code      the code of a running hour, and how long it is taken    pure
//! take      the trainer's list          send     marks from a phone that was offline
//! show      the code on the screen      present  somebody says that they are there
//! paper     sheet, scan, typed marks    history  all of it, for planners and auditors
//! ```

mod code;
mod evidence;
mod history;
mod lists;
mod paper;
mod present;
mod rules;
mod send;
mod settle;
mod show;
mod store;
mod take;
mod trainers;

pub use evidence::{Doubt, Heads, Held};
pub use history::{History, Line, RefusedLine, history, reference_for_auditor};
pub use lists::{Sheet, SheetRow, TrainerDay, days, for_planner, outcome, sheet};
pub use paper::{SheetPaper, Typed, file, of_day, open_paper, papers_of, sheet_to_sign, type_in};
pub use present::{Brought, Here, Who, here, present};
pub use rules::{Outcome, Slot, Standing, standing};
pub use send::{MOST_SENT, Seen, Sent, send};
pub use show::{Code, Screen, close, count, open, screen};
pub use store::papers::SignedSheet;
pub use store::sends::{Received, Verdict};
pub use store::{Mark, Said, Source};
pub use take::{Done, Taken, take};
pub use trainers::{Candidate, assign, trainer_of_session, trainers, without_trainer};

pub(in crate::training) use lists::{attended, attendees, in_full, people_of};
pub(in crate::training) use paper::destroy_old;
pub(in crate::training) use store::set_trainer;
pub(in crate::training) use trainers::{free_trainer, trainer_lost};
