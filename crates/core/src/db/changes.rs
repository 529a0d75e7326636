//! Reading a table of changes from where one stopped, without missing what is committed late.

use super::{Conn, IntoResult};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use kunye_kernel::error::Result;

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = BigInt)]
    horizon: i64,
}

/// From where to read a table of changes the next time. Rows below the answer are all there already; rows at or above it may be
/// there, or may still appear.
///
/// In SQLite rows appear in the order of their numbers: there is one writer. In PostgreSQL a row carries the number of its
/// transaction, and the oldest transaction that has not ended is the horizon; until it ends, rows above it are read more than once.
pub fn horizon(conn: &mut Conn, table: &str) -> Result<i64> {
    let row: Row = match conn {
        Conn::Sqlite(conn) => {
            diesel::sql_query(format!("SELECT coalesce(max(seq), 0) + 1 AS horizon FROM {table}")).get_result(conn)
        }
        Conn::Postgres(conn) => {
            diesel::sql_query("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS horizon").get_result(conn)
        }
    }
    .or_fail()?;
    Ok(row.horizon)
}

/// Removes rows that are older than so many milliseconds, by the clock of the database that dated them.
pub fn forget(tx: &mut Conn, table: &str, age: i64) -> Result<usize> {
    match tx {
        Conn::Sqlite(conn) => {
            diesel::sql_query(format!("DELETE FROM {table} WHERE at < (julianday('now') - 2440587.5) * 86400000 - {age}"))
                .execute(conn)
        }
        Conn::Postgres(conn) => diesel::sql_query(format!(
            "DELETE FROM {table} WHERE at < (extract(epoch FROM clock_timestamp()) * 1000)::bigint - {age}"
        ))
        .execute(conn),
    }
    .or_fail()
}
