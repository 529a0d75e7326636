//! The only place with queries on the register's tables: `institutions`, `host`, `units`, `unit_tree`, `people`, `posts`, `duties`,
//! `imports`, `former_mobiles`.

mod browse;
pub(super) mod bulk;
mod duties;
pub(super) mod former_mobiles;
pub(super) mod imports;
mod narrow;
mod people;
pub(super) mod snapshot;
mod units;

pub use browse::*;
pub use duties::*;
pub(in crate::register) use narrow::Set;
pub use narrow::{Within, WorksIn, works_in};
pub use people::*;
pub use units::*;

/// The condition "holds on this day" on a table with `starts_on` and `ends_on`.
macro_rules! held_on {
    ($table:ident, $day:expr) => {
        $table::starts_on.le($day).and($table::ends_on.is_null().or($table::ends_on.ge($day)))
    };
}
use held_on;
