//! What staff ask about trainings goes to the coordinator of their own institution, and the answer comes back from there (B15). The
//! provider sees neither.

mod answer;
mod ask;
mod store;
mod tell;

pub use answer::{ANSWERED, Asked, answer, of_coordinator, send_answer, unanswered};
pub use ask::{Addressee, addressee, ask, mine};
pub use store::Question;
pub use tell::{ASKED, send_question};

pub(in crate::training) use store::asked_by;
