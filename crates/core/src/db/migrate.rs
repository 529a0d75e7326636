//! Migrations: embedded in the program, the same names on both sides.

use super::{Conn, Db, IntoResult};
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use kunye_kernel::error::{Error, Result};
use std::collections::BTreeSet;

const SQLITE: EmbeddedMigrations = embed_migrations!("../../migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("../../migrations/postgres");

pub(super) fn run(conn: &mut Conn) -> Result<Vec<String>> {
    let ran = match conn {
        Conn::Sqlite(conn) => conn.run_pending_migrations(SQLITE),
        Conn::Postgres(conn) => conn.run_pending_migrations(POSTGRES),
    };
    ran.map(|versions| versions.iter().map(ToString::to_string).collect()).map_err(Error::internal)
}

/// Names of the migrations that this program knows and the database has not seen.
pub fn pending(db: &Db) -> Result<Vec<String>> {
    let mut conn = db.writer()?;
    let waiting = match &mut *conn {
        Conn::Sqlite(conn) => conn.pending_migrations(SQLITE).map(|list| list.iter().map(|m| m.name().to_string()).collect()),
        Conn::Postgres(conn) => conn.pending_migrations(POSTGRES).map(|list| list.iter().map(|m| m.name().to_string()).collect()),
    };
    waiting.map_err(Error::internal)
}

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    line: String,
}

/// Every column of every table as `table.column TYPE [NULL]`, in the words both databases share: lets a test hold the two sets
/// of migrations and `schema.rs` against each other.
pub fn schema_of(db: &Db) -> Result<BTreeSet<String>> {
    let sqlite = "SELECT t.name || '.' || c.name || ' ' || CASE WHEN c.pk = 1 AND c.type = 'INTEGER' AND c.name = 'seq' THEN 'BIGINT' ELSE c.type END
            || CASE c.\"notnull\" WHEN 0 THEN ' NULL' ELSE '' END AS line
        FROM sqlite_schema t, pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE '\\_\\_%' ESCAPE '\\'";
    let postgres = "SELECT table_name || '.' || column_name || ' '
            || CASE data_type WHEN 'text' THEN 'TEXT' WHEN 'bigint' THEN 'BIGINT' WHEN 'integer' THEN 'INTEGER'
               WHEN 'bytea' THEN 'BLOB' WHEN 'boolean' THEN 'BOOLEAN' ELSE data_type END
            || CASE is_nullable WHEN 'YES' THEN ' NULL' ELSE '' END AS line
        FROM information_schema.columns
        WHERE table_schema = current_schema() AND table_name NOT LIKE '\\_\\_%'";
    let mut conn = db.writer()?;
    let rows: Vec<Column> = match &mut *conn {
        Conn::Sqlite(conn) => diesel::sql_query(sqlite).load(conn),
        Conn::Postgres(conn) => diesel::sql_query(postgres).load(conn),
    }
    .or_fail()?;
    Ok(rows.into_iter().map(|row| row.line).collect())
}
