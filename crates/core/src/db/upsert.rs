//! What the common connection cannot express, written once for both databases.

/// Inserts a row unless one with the same key is there, and gives the number of rows inserted: 1 or 0.
macro_rules! insert_new {
    ($conn:expr, $table:path, $values:expr) => {{
        use diesel::RunQueryDsl as _;
        match $conn {
            $crate::db::Conn::Sqlite(conn) => {
                diesel::insert_into($table).values($values).on_conflict_do_nothing().execute(conn)
            }
            $crate::db::Conn::Postgres(conn) => {
                diesel::insert_into($table).values($values).on_conflict_do_nothing().execute(conn)
            }
        }
    }};
}

pub(crate) use insert_new;
