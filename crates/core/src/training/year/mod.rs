//! A year of the programme from a file of events, played through the product's own verbs, and checked at its end by code that shares
//! nothing with them. The file is written out for people in `docs/training/year.md`; anybody may feed another one.
//!
//! ```text
//! file      the format: read and written
//! generate  a year made from a seed
//! lay       the register, the programme and the rights that the file names, in an empty database
//! play      the events, day by day
//! check     what is stored, by plain SQL and rules written down a second time
//! ```

mod check;
mod file;
mod generate;
mod lay;
mod play;

pub use check::{Told, check};
pub use file::{Event, Hours, Institution, Person, Year};
pub use generate::{Shape, generate};
pub use lay::{Stage, lay};
pub use play::{Played, play};
