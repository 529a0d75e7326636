//! What participants say of a training afterwards (B16): asked once, in a minute, and never told apart from each other.
//!
//! A filled-in slip is sealed and put into a box; beside it stands only *that* its participant has answered, and on which day. When a
//! training's days for answering are over, or everybody has answered, its slips are taken out of the box together, never fewer than
//! [`LEAST`], counted, and destroyed. What is kept are the sums of such batches, and every number that is ever shown is a sum of whole
//! batches: whatever is subtracted from whatever, no smaller group comes out. `docs/training/evaluation.md` tells it to people.

mod ask;
mod give;
mod model;
mod open;
mod results;
mod rules;
mod store;

pub use ask::{ASK, CALL, ask, call_participants};
pub use give::{Form, form, give, waiting_for};
pub use model::{Answers, COMMENT_MOST, Question};
pub use open::open_due;
pub use results::{By, Detail, Group, Results, detail, own, results};
pub use rules::{LEAST, Tally};

pub(in crate::training) use ask::call;
