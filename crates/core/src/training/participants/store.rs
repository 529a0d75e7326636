//! Queries on participants.

use super::model::{Participant, ParticipantState};
use crate::db::{Conn, IntoResult};
use crate::register::Within;
use crate::schema::training::{participants, session_days, training_sessions};
use diesel::prelude::*;
use kunye_kernel::error::Result;
use kunye_kernel::id::{InstitutionId, ParticipantId, PersonId, ProgrammeId, SessionId};
use kunye_kernel::time::Day;

const LIVE: [ParticipantState; 2] = [ParticipantState::Invited, ParticipantState::Accepted];

pub(in crate::training) fn find(conn: &mut Conn, id: &ParticipantId) -> Result<Option<Participant>> {
    participants::table.find(id).select(Participant::as_select()).first(conn).or_none()
}

pub(super) fn insert(tx: &mut Conn, participant: &Participant) -> Result<()> {
    diesel::insert_into(participants::table).values(participant).execute(tx).or_fail().map(drop)
}

/// Writes what can change.
pub(super) fn update(tx: &mut Conn, participant: &Participant) -> Result<()> {
    diesel::update(participants::table.find(&participant.id))
        .set((
            participants::state.eq(participant.state),
            participants::sequence.eq(participant.sequence),
            participants::answer.eq(&participant.answer),
            participants::deputy.eq(&participant.deputy),
            participants::answered_at.eq(participant.answered_at),
            participants::ended_at.eq(participant.ended_at),
        ))
        .execute(tx)
        .or_fail()
        .map(drop)
}

/// Everybody with a seat in a session, in the order they were named.
pub(in crate::training) fn live(conn: &mut Conn, session: &SessionId) -> Result<Vec<Participant>> {
    participants::table
        .filter(participants::session_id.eq(session))
        .filter(participants::state.eq_any(LIVE))
        .order(participants::id)
        .select(Participant::as_select())
        .load(conn)
        .or_fail()
}

/// Everybody who was ever named for a session.
pub(super) fn of_session(conn: &mut Conn, session: &SessionId) -> Result<Vec<Participant>> {
    participants::table
        .filter(participants::session_id.eq(session))
        .order(participants::id)
        .select(Participant::as_select())
        .load(conn)
        .or_fail()
}

/// Everybody an institution ever named for a session, in that order.
pub(super) fn of_institution(conn: &mut Conn, session: &SessionId, institution: &InstitutionId) -> Result<Vec<Participant>> {
    participants::table
        .filter(participants::session_id.eq(session))
        .filter(participants::institution_id.eq(institution))
        .order(participants::id)
        .select(Participant::as_select())
        .load(conn)
        .or_fail()
}

/// Everybody who was ever named for a training of a programme: by some institutions, or by all.
pub(in crate::training) fn named_in(
    conn: &mut Conn,
    programme: &ProgrammeId,
    by: Option<&[InstitutionId]>,
) -> Result<Vec<Participant>> {
    let mut named = participants::table
        .inner_join(training_sessions::table.on(training_sessions::id.eq(participants::session_id)))
        .filter(training_sessions::programme_id.eq(programme))
        .select(Participant::as_select())
        .into_boxed();
    if let Some(by) = by {
        named = named.filter(participants::institution_id.eq_any(by));
    }
    named.load(conn).or_fail()
}

/// Wherever a person was named, the latest first.
pub(super) fn of_person(conn: &mut Conn, person: &PersonId) -> Result<Vec<Participant>> {
    participants::table
        .filter(participants::person_id.eq(person))
        .order(participants::id.desc())
        .select(Participant::as_select())
        .load(conn)
        .or_fail()
}

/// The seats of some people.
pub(in crate::training) fn of_people(conn: &mut Conn, people: &[PersonId]) -> Result<Vec<ParticipantId>> {
    participants::table.filter(participants::person_id.eq_any(people)).select(participants::id).load(conn).or_fail()
}

pub(super) const PERSON: participants::person_id = participants::person_id;

/// Wherever people of a set were named, in that order; trainings that ended before `since` are left out.
pub(super) fn within(conn: &mut Conn, people: Within<participants::person_id>, since: Day) -> Result<Vec<Participant>> {
    participants::table
        .inner_join(training_sessions::table.on(training_sessions::id.eq(participants::session_id)))
        .filter(training_sessions::ends_on.ge(since))
        .filter(people)
        .order(participants::id)
        .select(Participant::as_select())
        .load(conn)
        .or_fail()
}

/// Those of some people who have a seat in another session on some of these days, and on which.
pub(super) fn taken(conn: &mut Conn, people: &[PersonId], days: &[Day], but: &SessionId) -> Result<Vec<(PersonId, Day)>> {
    participants::table
        .inner_join(session_days::table.on(session_days::session_id.eq(participants::session_id)))
        .filter(participants::person_id.eq_any(people))
        .filter(participants::state.eq_any(LIVE))
        .filter(participants::session_id.ne(but))
        .filter(session_days::day.eq_any(days))
        .select((participants::person_id, session_days::day))
        .load(conn)
        .or_fail()
}

/// Where a person has a seat on one of some days.
pub(in crate::training) fn on_days(conn: &mut Conn, person: &PersonId, days: [Day; 2]) -> Result<Vec<Participant>> {
    let mut found: Vec<Participant> = participants::table
        .inner_join(session_days::table.on(session_days::session_id.eq(participants::session_id)))
        .filter(participants::person_id.eq(person))
        .filter(participants::state.eq_any(LIVE))
        .filter(session_days::day.eq_any(days))
        .order(participants::id)
        .select(Participant::as_select())
        .load(conn)
        .or_fail()?;
    // Once, on however many of them.
    found.dedup();
    Ok(found)
}
