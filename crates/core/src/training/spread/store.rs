//! Queries on what was passed on.

use crate::db::{Conn, IntoResult};
use crate::schema::training::{participants, spread_reports as reports, training_sessions};
use diesel::dsl::sum;
use diesel::prelude::*;
use kunye_kernel::error::Result;
use kunye_kernel::id::{InstitutionId, ParticipantId, PersonId, ProgrammeId, SessionId, SpreadId};
use kunye_kernel::time::{Day, Time};

/// A talk to colleagues, in the word of whoever gave it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = reports, treat_none_as_default_value = false)]
pub struct Report {
    pub id: SpreadId,
    /// Who passed it on, and what from.
    pub participant_id: ParticipantId,
    pub held_on: Day,
    pub place: String,
    /// Colleagues who heard it.
    pub people: i32,
    pub said_at: Time,
}

pub(super) fn find(conn: &mut Conn, id: &SpreadId) -> Result<Option<Report>> {
    reports::table.find(id).select(Report::as_select()).first(conn).or_none()
}

pub(super) fn insert(tx: &mut Conn, report: &Report) -> Result<()> {
    diesel::insert_into(reports::table).values(report).execute(tx).or_fail().map(drop)
}

pub(super) fn delete(tx: &mut Conn, id: &SpreadId) -> Result<()> {
    diesel::delete(reports::table.find(id)).execute(tx).or_fail().map(drop)
}

/// What one participant passed on, the earliest first.
pub(super) fn of_participant(conn: &mut Conn, id: &ParticipantId) -> Result<Vec<Report>> {
    reports::table
        .filter(reports::participant_id.eq(id))
        .order((reports::held_on, reports::id))
        .select(Report::as_select())
        .load(conn)
        .or_fail()
}

/// How many people each participant of an institution in a session says were reached.
pub(super) fn of_session(conn: &mut Conn, session: &SessionId, of: &InstitutionId) -> Result<Vec<(ParticipantId, Option<i64>)>> {
    reports::table
        .inner_join(participants::table.on(participants::id.eq(reports::participant_id)))
        .filter(participants::session_id.eq(session))
        .filter(participants::institution_id.eq(of))
        .group_by(reports::participant_id)
        .select((reports::participant_id, sum(reports::people)))
        .load(conn)
        .or_fail()
}

/// How many people whoever passed something on in a programme says were reached, by person and the institution that sent them.
pub(super) fn of_programme(conn: &mut Conn, id: &ProgrammeId) -> Result<Vec<(PersonId, InstitutionId, Option<i64>)>> {
    reports::table
        .inner_join(participants::table.on(participants::id.eq(reports::participant_id)))
        .inner_join(training_sessions::table.on(training_sessions::id.eq(participants::session_id)))
        .filter(training_sessions::programme_id.eq(id))
        .group_by((participants::person_id, participants::institution_id))
        .order((participants::person_id, participants::institution_id))
        .select((participants::person_id, participants::institution_id, sum(reports::people)))
        .load(conn)
        .or_fail()
}
