//! The programme as its director sees it (B1, B13): how many of the active users it has reached, by tier and by province; what is left
//! of its capacity; where the hours are. Figures only, no names.

mod model;
mod read;
mod tiles;
mod workbook;

pub use model::{Capacity, Coverage, Reach};
pub use read::coverage;
pub use tiles::{COLUMNS, ROWS, tile};
pub use workbook::workbook;

pub(in crate::training) use read::taken;
