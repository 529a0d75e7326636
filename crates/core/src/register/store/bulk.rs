//! Many rows at once.

use super::{NewDutyRow, NewPerson, NewPost, NewUnit, TreeLine};
use crate::db::{Conn, insert_all};
use crate::schema::{duties, people, posts, unit_tree, units};
use kunye_kernel::error::Result;

/// One function a table: Diesel needs the types in full, and callers should not.
macro_rules! bulk {
    ($($name:ident, $table:path, $row:ty;)+) => {$(
        pub(in crate::register) fn $name(tx: &mut Conn, rows: &[$row], done: &mut dyn FnMut(usize)) -> Result<()> {
            insert_all!(tx, $table, rows, done)
        }
    )+};
}

bulk! {
    units, units::table, NewUnit;
    paths, unit_tree::table, TreeLine;
    people, people::table, NewPerson;
    posts, posts::table, NewPost;
    duties, duties::table, NewDutyRow;
}
