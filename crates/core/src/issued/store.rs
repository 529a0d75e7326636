//! The only file that touches this room's table.

use crate::db::{Conn, IntoResult, insert_new};
use crate::schema::issued_documents;
use diesel::prelude::*;
use kunye_kernel::error::Result;
use kunye_kernel::id::UnitId;
use kunye_kernel::time::Time;

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = issued_documents, treat_none_as_default_value = false)]
pub struct Document {
    pub code: String,
    pub kind: String,
    pub subject: String,
    pub owner: UnitId,
    /// JSON: pairs of a text's key and a value; empty once destroyed.
    pub facts: String,
    /// SHA-256 of the bytes, in hexadecimal digits.
    pub digest: String,
    /// Bytes.
    pub size: i64,
    pub blob: String,
    /// `B-B` to `B-LTA`; none where no key was configured.
    pub seal_level: Option<String>,
    pub issued_at: Time,
    pub destroyed_at: Option<Time>,
}

impl Document {
    /// Keys of texts, and values.
    pub fn facts(&self) -> Vec<(String, String)> {
        serde_json::from_str(&self.facts).unwrap_or_default()
    }
}

/// False when one of this code is there.
pub(super) fn insert_new(tx: &mut Conn, document: &Document) -> Result<bool> {
    insert_new!(tx, issued_documents::table, document).or_fail().map(|rows| rows == 1)
}

pub(super) fn by_code(conn: &mut Conn, code: &str) -> Result<Option<Document>> {
    issued_documents::table.find(code).select(Document::as_select()).first(conn).or_none()
}

/// The document of one of these digests.
pub(super) fn by_digest(conn: &mut Conn, digests: &[String]) -> Result<Option<Document>> {
    issued_documents::table
        .filter(issued_documents::digest.eq_any(digests))
        .order(issued_documents::size.desc())
        .select(Document::as_select())
        .first(conn)
        .or_none()
}

/// Everything that was issued about something, oldest first.
pub fn of_subject(conn: &mut Conn, subject: &str) -> Result<Vec<Document>> {
    issued_documents::table
        .filter(issued_documents::subject.eq(subject))
        .order((issued_documents::issued_at, issued_documents::code))
        .select(Document::as_select())
        .load(conn)
        .or_fail()
}

pub(super) fn overdue(conn: &mut Conn, kind: &str, before: Time, most: i64) -> Result<Vec<Document>> {
    issued_documents::table
        .filter(issued_documents::destroyed_at.is_null())
        .filter(issued_documents::kind.eq(kind))
        .filter(issued_documents::issued_at.lt(before))
        .order(issued_documents::issued_at)
        .limit(most)
        .select(Document::as_select())
        .load(conn)
        .or_fail()
}

/// What stays is that it was issued, and its digest.
pub(super) fn empty(tx: &mut Conn, code: &str, now: Time) -> Result<()> {
    diesel::update(issued_documents::table.find(code))
        .set((issued_documents::facts.eq("[]"), issued_documents::blob.eq(""), issued_documents::destroyed_at.eq(now)))
        .execute(tx)
        .or_fail()
        .map(|_| ())
}
