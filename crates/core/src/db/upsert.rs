//! What the common connection cannot express, written once for both databases.

use super::{Conn, IntoResult};
use diesel::connection::SimpleConnection;
use kunye_kernel::error::Result;

/// Has PostgreSQL plan every query of this transaction for the values it is given. A plan that was kept from when a table was
/// empty, or that was made for a short list, takes minutes with ten thousand keys; planning takes milliseconds. Indexes are taken to
/// be in memory, as they are: a serialisable transaction that walks through a whole table instead meets whoever writes to it.
pub(crate) fn plan_anew(conn: &mut Conn) -> Result<()> {
    match conn {
        Conn::Sqlite(_) => Ok(()),
        Conn::Postgres(conn) => {
            conn.batch_execute("SET LOCAL plan_cache_mode = force_custom_plan; SET LOCAL random_page_cost = 1.1").or_fail()
        }
    }
}

/// Inserts a row unless one with the same key is there, and gives the number of rows inserted: 1 or 0.
macro_rules! insert_new {
    ($conn:expr, $table:path, $values:expr) => {{
        use diesel::RunQueryDsl as _;
        match $conn {
            $crate::db::Conn::Sqlite(conn) => diesel::insert_into($table).values($values).on_conflict_do_nothing().execute(conn),
            $crate::db::Conn::Postgres(conn) => {
                diesel::insert_into($table).values($values).on_conflict_do_nothing().execute(conn)
            }
        }
    }};
}

pub(crate) use insert_new;

/// Inserts a slice of rows and calls `done` with the number inserted so far, now and then. PostgreSQL takes many by COPY, which parses
/// and plans nothing for a row; it needs `treat_none_as_default_value = false`, as statements that are to be prepared once do.
/// SQLite takes them one by one, by a statement that is prepared once: Diesel would do the same, but between savepoints, and SQLite then
/// walks through everything that was written since the savepoint after each row.
macro_rules! insert_all {
    ($conn:expr, $table:path, $rows:expr, $done:expr) => {{
        use diesel::{ExecuteCopyFromDsl as _, RunQueryDsl as _};
        let mut inserted = 0;
        for some in $rows.chunks(500) {
            match &mut *$conn {
                $crate::db::Conn::Sqlite(conn) => {
                    for row in some {
                        let ran = diesel::insert_into($table).values(row).execute(conn);
                        $crate::db::IntoResult::or_fail(ran)?;
                    }
                }
                $crate::db::Conn::Postgres(conn) => {
                    let ran = diesel::copy_from($table).from_insertable(some).execute(conn);
                    $crate::db::IntoResult::or_fail(ran)?;
                }
            }
            inserted += some.len();
            $done(inserted);
        }
        Ok(())
    }};
}

pub(crate) use insert_all;

/// The first row of a query, or none, in the words of whichever database it is. For the few reads that must be quick: the common
/// connection writes every statement anew and wraps every value, which takes longer than SQLite's own work.
macro_rules! first_of {
    ($conn:expr, $query:expr) => {{
        use diesel::RunQueryDsl as _;
        match $conn {
            $crate::db::Conn::Sqlite(conn) => $query.first(conn),
            $crate::db::Conn::Postgres(conn) => $query.first(conn),
        }
    }};
}

pub(crate) use first_of;

/// All rows of a query, likewise.
macro_rules! all_of {
    ($conn:expr, $query:expr) => {{
        use diesel::RunQueryDsl as _;
        match $conn {
            $crate::db::Conn::Sqlite(conn) => $query.load(conn),
            $crate::db::Conn::Postgres(conn) => $query.load(conn),
        }
    }};
}

pub(crate) use all_of;
