//! Queries on marks that came from phones. They are inserted and read; the database refuses anything else.

use crate::db::{Conn, IntoResult, text_enum};
use crate::schema::training::attendance_sends;
use crate::training::attendance::store::Mark;
use diesel::prelude::*;
use kunye_kernel::error::Result;
use kunye_kernel::id::{ParticipantId, PersonId, SendId, SessionId};
use kunye_kernel::time::{Day, Time};

text_enum! {
    /// What became of a mark that was sent.
    pub enum Verdict {
        /// It is written down, or was so already.
        Kept = "kept",
        /// It is not in force, and `why` says for what reason.
        Refused = "refused",
    }
}

/// A mark as a phone sent it.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = attendance_sends, treat_none_as_default_value = false)]
pub struct Received {
    pub id: SendId,
    pub session_id: SessionId,
    /// As it was sent: it need not be anybody's.
    pub participant_id: ParticipantId,
    pub day: Day,
    pub hour: i32,
    pub mark: Mark,
    pub reason: String,
    /// By the phone's clock.
    pub made_at: Time,
    pub sent_by: PersonId,
    pub received_at: Time,
    pub verdict: Verdict,
    /// Key of the sentence that says why it was refused; "" where it was not.
    pub why: String,
    /// The mark in force afterwards; 0 for none.
    pub stands: i64,
}

pub(in crate::training::attendance) fn find(conn: &mut Conn, id: &SendId) -> Result<Option<Received>> {
    attendance_sends::table.find(id).select(Received::as_select()).first(conn).or_none()
}

pub(in crate::training::attendance) fn insert(tx: &mut Conn, received: &Received) -> Result<()> {
    diesel::insert_into(attendance_sends::table).values(received).execute(tx).or_fail().map(drop)
}

/// Those of a session that were refused, in the order they came.
pub(in crate::training::attendance) fn refused(conn: &mut Conn, session: &SessionId) -> Result<Vec<Received>> {
    attendance_sends::table
        .filter(attendance_sends::session_id.eq(session))
        .filter(attendance_sends::verdict.eq(Verdict::Refused))
        .order((attendance_sends::received_at, attendance_sends::id))
        .select(Received::as_select())
        .load(conn)
        .or_fail()
}
