//! Reading a table of changes from where one stopped, without missing what is committed late.

use super::{Conn, IntoResult};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use kunye_kernel::error::Result;

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

/// From where to read a table of changes the next time. Rows below the answer are all there already; rows at or above it may be
/// there, or may still appear.
///
/// In SQLite rows appear in the order of their numbers: there is one writer. In PostgreSQL a row carries the number of its
/// transaction, and the oldest transaction that has not ended is the horizon; until it ends, rows above it are read more than once.
pub fn horizon(conn: &mut Conn, table: &str) -> Result<i64> {
    let row: Row = match conn {
        Conn::Sqlite(conn) => {
            diesel::sql_query(format!("SELECT coalesce(max(seq), 0) + 1 AS number FROM {table}")).get_result(conn)
        }
        Conn::Postgres(conn) => {
            diesel::sql_query("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS number").get_result(conn)
        }
    }
    .or_fail()?;
    Ok(row.number)
}

/// The time by the clock of the database, which dates the rows of tables of changes: milliseconds since 1970.
pub fn now(conn: &mut Conn) -> Result<i64> {
    let row: Row = match conn {
        Conn::Sqlite(conn) => {
            diesel::sql_query("SELECT CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER) AS number").get_result(conn)
        }
        Conn::Postgres(conn) => {
            diesel::sql_query("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS number").get_result(conn)
        }
    }
    .or_fail()?;
    Ok(row.number)
}

/// Removes rows that are older than so many milliseconds, by that clock.
pub fn forget(tx: &mut Conn, table: &str, age: i64) -> Result<usize> {
    let before = now(tx)? - age;
    let statement = format!("DELETE FROM {table} WHERE at < {before}");
    match tx {
        Conn::Sqlite(conn) => diesel::sql_query(statement).execute(conn),
        Conn::Postgres(conn) => diesel::sql_query(statement).execute(conn),
    }
    .or_fail()
}
