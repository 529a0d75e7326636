//! Queries on attendance and on who trains. Marks are inserted and read; the database refuses anything else.

pub(super) mod hours;
pub(super) mod papers;
pub(super) mod sends;

use super::evidence::{InForce, in_force};
use super::rules::Slot;
use crate::db::{Conn, IntoResult, insert_all, text_enum};
use crate::schema::training::{attendance, participants, session_trainers, training_sessions};
use crate::training::shared::{SessionKind, SessionState, SharedSession};
use diesel::prelude::*;
use kunye_kernel::error::Result;
use kunye_kernel::id::{PaperId, ParticipantId, PersonId, ProgrammeId, SessionId};
use kunye_kernel::time::{Day, Time};
use std::collections::{HashMap, HashSet};

text_enum! {
    /// What is said of somebody for an hour.
    pub enum Mark { Present = "present", Absent = "absent" }
}

text_enum! {
    /// Where a mark comes from.
    pub enum Source {
        /// The trainer's word, on a page or from a phone that came back.
        List = "list",
        /// The person's own, with the code that was shown in the room.
        Code = "code",
        /// A signature on paper, typed in beside its scan.
        Paper = "paper",
    }
}

#[derive(Insertable)]
#[diesel(table_name = attendance, treat_none_as_default_value = false)]
pub(super) struct NewMark {
    pub participant_id: ParticipantId,
    pub day: Day,
    pub hour: i32,
    pub mark: Mark,
    /// Why an earlier mark was wrong; "" for the first.
    pub reason: String,
    pub marked_by: PersonId,
    pub marked_at: Time,
    pub source: Source,
    /// Tells within the hour whether two marks came from one device; "" for what the trainer says.
    pub device: String,
    pub paper_id: Option<PaperId>,
}

pub(super) fn insert(tx: &mut Conn, marks: &[NewMark]) -> Result<()> {
    insert_all!(tx, attendance::table, marks, |_| ())
}

/// A mark as it was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub seq: i64,
    pub participant: ParticipantId,
    pub slot: Slot,
    pub mark: Mark,
    pub source: Source,
    /// Why an earlier mark was wrong; "" where there was none.
    pub reason: String,
    pub by: PersonId,
    pub at: Time,
    pub(super) device: String,
    /// The scan it was typed in from.
    pub paper: Option<PaperId>,
}

type SaidRow = (i64, ParticipantId, Day, i32, Mark, Source, String, PersonId, Time, String, Option<PaperId>);

/// All that was ever said of a session, in its order.
pub(super) fn said(conn: &mut Conn, session: &SessionId) -> Result<Vec<Said>> {
    Ok(said_of(conn, &[session])?.into_iter().map(|(_, said)| said).collect())
}

/// The same of several sessions, each with its own.
fn said_of(conn: &mut Conn, sessions: &[&SessionId]) -> Result<Vec<(SessionId, Said)>> {
    let rows: Vec<(SessionId, SaidRow)> = attendance::table
        .inner_join(participants::table.on(participants::id.eq(attendance::participant_id)))
        .filter(participants::session_id.eq_any(sessions.iter().copied()))
        .order(attendance::seq)
        .select((
            participants::session_id,
            (
                attendance::seq,
                attendance::participant_id,
                attendance::day,
                attendance::hour,
                attendance::mark,
                attendance::source,
                attendance::reason,
                attendance::marked_by,
                attendance::marked_at,
                attendance::device,
                attendance::paper_id,
            ),
        ))
        .load(conn)
        .or_fail()?;
    let said = |(session, row): (SessionId, SaidRow)| {
        let (seq, participant, day, hour, mark, source, reason, by, at, device, paper) = row;
        let slot = Slot { day, hour };
        (session, Said { seq, participant, slot, mark, source, reason, by, at, device, paper })
    };
    Ok(rows.into_iter().map(said).collect())
}

/// The latest mark of a participant in an hour.
pub(super) fn latest(conn: &mut Conn, participant: &ParticipantId, slot: Slot) -> Result<Option<(i64, Mark)>> {
    attendance::table
        .filter(attendance::participant_id.eq(participant))
        .filter(attendance::day.eq(slot.day))
        .filter(attendance::hour.eq(slot.hour))
        .order(attendance::seq.desc())
        .select((attendance::seq, attendance::mark))
        .first(conn)
        .or_none()
}

/// The marks in force of everybody in a session.
pub(super) fn marks_of(conn: &mut Conn, session: &SessionId) -> Result<InForce> {
    Ok(marks_of_all(conn, &[session])?.remove(session).unwrap_or_default())
}

/// The same of several sessions; those without a mark are missing.
pub(super) fn marks_of_all(conn: &mut Conn, sessions: &[&SessionId]) -> Result<HashMap<SessionId, InForce>> {
    let mut all = HashMap::new();
    for some in sessions.chunks(500) {
        let mut said: HashMap<SessionId, Vec<Said>> = HashMap::new();
        for (session, one) in said_of(conn, some)? {
            said.entry(session).or_default().push(one);
        }
        let mut heads = hours::heads_of(conn, some)?;
        all.extend(said.into_iter().map(|(session, said)| {
            let heads = heads.remove(&session).unwrap_or_default();
            (session, in_force(said, &heads))
        }));
    }
    Ok(all)
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

/// Open shared sessions of a programme that nobody trains.
pub(super) fn without_trainer(conn: &mut Conn, programme: &ProgrammeId) -> Result<HashSet<SessionId>> {
    let ids: Vec<SessionId> = training_sessions::table
        .left_join(session_trainers::table.on(session_trainers::session_id.eq(training_sessions::id)))
        .filter(training_sessions::programme_id.eq(programme))
        .filter(training_sessions::state.eq(SessionState::Open))
        .filter(training_sessions::kind.eq(SessionKind::Shared))
        .filter(session_trainers::session_id.nullable().is_null())
        .select(training_sessions::id)
        .load(conn)
        .or_fail()?;
    Ok(ids.into_iter().collect())
}

pub(super) fn unset_trainer(tx: &mut Conn, session: &SessionId) -> Result<()> {
    diesel::delete(session_trainers::table.find(session)).execute(tx).or_fail().map(drop)
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
