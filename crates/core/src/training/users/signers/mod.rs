//! Active users counted from certificates (B2): the distinct people who have a valid, unrevoked, qualified certificate at a moment, each
//! in the unit where the register says they work. What was left out, and why, is the evidence; nobody's national id is in it.

mod aside;
mod bundle;
mod place;
mod take;

pub use aside::{FORGET, forget_aside, set_aside, take_aside};
pub use bundle::{Bundle, Inputs, unpack};
pub use place::{Unplaced, Why};
pub use take::{Evidence, Taken, preview_signers, take_signers};
