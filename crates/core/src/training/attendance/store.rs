//! Queries on attendance and on who trains. Marks are inserted and read; the database refuses anything else.

use super::rules::Slot;
use crate::db::{Conn, IntoResult, insert_all, text_enum};
use crate::schema::training::{attendance, participants, session_days, session_trainers, training_sessions};
use crate::training::shared::{SessionState, SharedSession};
use diesel::prelude::*;
use kunye_kernel::error::Result;
use kunye_kernel::id::{InstitutionId, ParticipantId, PersonId, ProgrammeId, SessionId};
use kunye_kernel::time::{Day, Time};
use std::collections::{BTreeMap, HashMap};

text_enum! {
    /// What is said of somebody for an hour.
    pub enum Mark { Present = "present", Absent = "absent" }
}

#[derive(Insertable)]
#[diesel(table_name = attendance)]
pub(super) struct NewMark {
    pub participant_id: ParticipantId,
    pub day: Day,
    pub hour: i32,
    pub mark: Mark,
    /// Why an earlier mark was wrong; "" for the first.
    pub reason: String,
    pub marked_by: PersonId,
    pub marked_at: Time,
}

pub(super) fn insert(tx: &mut Conn, marks: &[NewMark]) -> Result<()> {
    insert_all!(tx, attendance::table, marks, |_| ())
}

type Marks = HashMap<ParticipantId, BTreeMap<Slot, Mark>>;

/// The marks in force of everybody in a session.
pub(super) fn marks_of(conn: &mut Conn, session: &SessionId) -> Result<Marks> {
    let rows: Vec<(ParticipantId, Day, i32, Mark)> = attendance::table
        .inner_join(participants::table.on(participants::id.eq(attendance::participant_id)))
        .filter(participants::session_id.eq(session))
        .order(attendance::seq)
        .select((attendance::participant_id, attendance::day, attendance::hour, attendance::mark))
        .load(conn)
        .or_fail()?;
    let mut marks = Marks::new();
    for (participant, day, hour, mark) in rows {
        // The latest stays.
        marks.entry(participant).or_default().insert(Slot { day, hour }, mark);
    }
    Ok(marks)
}

/// The marks in force of one participant.
pub(super) fn marks_of_one(conn: &mut Conn, participant: &ParticipantId) -> Result<BTreeMap<Slot, Mark>> {
    let rows: Vec<(Day, i32, Mark)> = attendance::table
        .filter(attendance::participant_id.eq(participant))
        .order(attendance::seq)
        .select((attendance::day, attendance::hour, attendance::mark))
        .load(conn)
        .or_fail()?;
    // The latest stays.
    Ok(rows.into_iter().map(|(day, hour, mark)| (Slot { day, hour }, mark)).collect())
}

/// The reference of another session that somebody trains on one of these days.
pub(super) fn busy(conn: &mut Conn, person: &PersonId, days: &[Day], but: &SessionId) -> Result<Option<String>> {
    training_sessions::table
        .inner_join(session_trainers::table.on(session_trainers::session_id.eq(training_sessions::id)))
        .inner_join(session_days::table.on(session_days::session_id.eq(training_sessions::id)))
        .filter(session_trainers::person_id.eq(person))
        .filter(training_sessions::id.ne(but))
        .filter(training_sessions::state.ne(SessionState::CalledOff))
        .filter(session_days::day.eq_any(days))
        .order(session_days::day)
        .select(training_sessions::reference)
        .first(conn)
        .or_none()
}

/// Everybody who was in at least one hour of a programme's trainings, with the institution that sent them; of some institutions, or of
/// all.
pub(in crate::training) fn attended(
    conn: &mut Conn,
    programme: &ProgrammeId,
    of: Option<&[InstitutionId]>,
) -> Result<Vec<(PersonId, InstitutionId)>> {
    let mut found = attendance::table
        .inner_join(participants::table.on(participants::id.eq(attendance::participant_id)))
        .inner_join(training_sessions::table.on(training_sessions::id.eq(participants::session_id)))
        .filter(training_sessions::programme_id.eq(programme))
        .order(attendance::seq)
        .select((
            attendance::participant_id,
            attendance::day,
            attendance::hour,
            attendance::mark,
            participants::person_id,
            participants::institution_id,
        ))
        .into_boxed();
    if let Some(of) = of {
        found = found.filter(participants::institution_id.eq_any(of));
    }
    let rows: Vec<(ParticipantId, Day, i32, Mark, PersonId, InstitutionId)> = found.load(conn).or_fail()?;
    let mut marks: HashMap<(ParticipantId, Day, i32), (Mark, PersonId, InstitutionId)> = HashMap::new();
    for (participant, day, hour, mark, person, institution) in rows {
        // The latest stays.
        marks.insert((participant, day, hour), (mark, person, institution));
    }
    let present = marks.into_values().filter(|(mark, ..)| *mark == Mark::Present);
    Ok(present.map(|(_, person, institution)| (person, institution)).collect())
}

/// How many marks of a session were corrected.
pub(super) fn corrections(conn: &mut Conn, session: &SessionId) -> Result<i64> {
    attendance::table
        .inner_join(participants::table.on(participants::id.eq(attendance::participant_id)))
        .filter(participants::session_id.eq(session))
        .filter(attendance::reason.ne(""))
        .count()
        .get_result(conn)
        .or_fail()
}

pub(super) fn trainer(conn: &mut Conn, session: &SessionId) -> Result<Option<PersonId>> {
    session_trainers::table.find(session).select(session_trainers::person_id).first(conn).or_none()
}

/// Sessions that somebody trains, the earliest first.
pub(super) fn trained_by(conn: &mut Conn, person: &PersonId) -> Result<Vec<SharedSession>> {
    training_sessions::table
        .inner_join(session_trainers::table.on(session_trainers::session_id.eq(training_sessions::id)))
        .filter(session_trainers::person_id.eq(person))
        .order((training_sessions::starts_on, training_sessions::starts_minute, training_sessions::reference))
        .select(SharedSession::as_select())
        .load(conn)
        .or_fail()
}

pub(in crate::training) fn set_trainer(tx: &mut Conn, session: &SessionId, person: &PersonId, by: &str, now: Time) -> Result<()> {
    diesel::delete(session_trainers::table.find(session)).execute(tx).or_fail()?;
    diesel::insert_into(session_trainers::table)
        .values((
            session_trainers::session_id.eq(session),
            session_trainers::person_id.eq(person),
            session_trainers::assigned_by.eq(by),
            session_trainers::assigned_at.eq(now),
        ))
        .execute(tx)
        .or_fail()
        .map(drop)
}
