//! Queries on scans of signed sheets.

use crate::db::{Conn, IntoResult};
use crate::schema::training::attendance_papers;
use diesel::prelude::*;
use kunye_kernel::error::Result;
use kunye_kernel::id::{PaperId, PersonId, SessionId};
use kunye_kernel::time::{Day, Time};

/// A scan: what it is, never its content.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = attendance_papers, treat_none_as_default_value = false)]
pub struct SignedSheet {
    pub id: PaperId,
    pub session_id: SessionId,
    /// The day that was signed for.
    pub day: Day,
    pub media_type: String,
    pub file_name: String,
    /// Bytes.
    pub size: i64,
    pub(in crate::training::attendance) blob: String,
    pub filed_by: PersonId,
    pub filed_at: Time,
    /// Its time was over: only this line is left.
    pub destroyed_at: Option<Time>,
}

pub(in crate::training::attendance) fn insert(tx: &mut Conn, paper: &SignedSheet) -> Result<()> {
    diesel::insert_into(attendance_papers::table).values(paper).execute(tx).or_fail().map(drop)
}

/// The scans of a session, the earliest first.
pub(in crate::training::attendance) fn of_session(conn: &mut Conn, session: &SessionId) -> Result<Vec<SignedSheet>> {
    attendance_papers::table
        .filter(attendance_papers::session_id.eq(session))
        .order((attendance_papers::filed_at, attendance_papers::id))
        .select(SignedSheet::as_select())
        .load(conn)
        .or_fail()
}

/// Scans filed before a moment whose bytes are still kept,.
pub(in crate::training::attendance) fn overdue(conn: &mut Conn, before: Time) -> Result<Vec<SignedSheet>> {
    attendance_papers::table
        .filter(attendance_papers::destroyed_at.is_null())
        .filter(attendance_papers::filed_at.lt(before))
        .order(attendance_papers::filed_at)
        .select(SignedSheet::as_select())
        .load(conn)
        .or_fail()
}

/// Whether another scan that is still kept has the same bytes.
pub(in crate::training::attendance) fn is_shared(conn: &mut Conn, paper: &SignedSheet) -> Result<bool> {
    attendance_papers::table
        .filter(attendance_papers::blob.eq(&paper.blob))
        .filter(attendance_papers::id.ne(&paper.id))
        .filter(attendance_papers::destroyed_at.is_null())
        .count()
        .get_result::<i64>(conn)
        .or_fail()
        .map(|others| others > 0)
}

/// What stays is that it was, and when.
pub(in crate::training::attendance) fn empty(tx: &mut Conn, id: &PaperId, now: Time) -> Result<()> {
    diesel::update(attendance_papers::table.find(id))
        .set((attendance_papers::blob.eq(""), attendance_papers::file_name.eq(""), attendance_papers::destroyed_at.eq(now)))
        .execute(tx)
        .or_fail()
        .map(drop)
}
