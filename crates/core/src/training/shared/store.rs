//! Queries on shared sessions and reservations.

use super::board::Board;
use super::model::{DayRow, Reservation, ReservationState, SessionDay, SessionKind, SessionState, SharedSession};
use crate::db::{Conn, IntoResult, insert_all};
use crate::schema::training::{reservations, session_days, training_sessions};
use crate::training::planning::Rooms;
use diesel::dsl::max;
use diesel::prelude::*;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{InstitutionId, ProgrammeId, ReservationId, SessionId, SiteId};
use kunye_kernel::time::{Day, Time};
use std::collections::{HashMap, HashSet};

const LIVE: [ReservationState; 2] = [ReservationState::Waiting, ReservationState::Seated];

pub(in crate::training) fn insert_session(tx: &mut Conn, session: &SharedSession, days: &[SessionDay]) -> Result<()> {
    diesel::insert_into(training_sessions::table).values(session).execute(tx).or_fail()?;
    insert_days(tx, &session.id, days)
}

fn insert_days(tx: &mut Conn, session: &SessionId, days: &[SessionDay]) -> Result<()> {
    let row = |one: &SessionDay| DayRow {
        session_id: session.clone(),
        day: one.day,
        starts_minute: one.starts_minute,
        hours: one.hours,
    };
    let rows: Vec<DayRow> = days.iter().map(row).collect();
    insert_all!(tx, session_days::table, rows, |_| ())
}

/// Gives a session other days.
pub(in crate::training) fn move_session(tx: &mut Conn, session: &SharedSession, days: &[SessionDay]) -> Result<()> {
    diesel::update(training_sessions::table.find(&session.id))
        .set((
            training_sessions::site_id.eq(&session.site_id),
            training_sessions::starts_on.eq(session.starts_on),
            training_sessions::starts_minute.eq(session.starts_minute),
            training_sessions::ends_on.eq(session.ends_on),
            training_sessions::cancel_by.eq(session.cancel_by),
            training_sessions::substitute_by.eq(session.substitute_by),
            training_sessions::fill_from.eq(session.fill_from),
        ))
        .execute(tx)
        .or_fail()?;
    diesel::delete(session_days::table.filter(session_days::session_id.eq(&session.id))).execute(tx).or_fail()?;
    insert_days(tx, &session.id, days)
}

/// Writes what [`move_session`] does not of a corrected announcement.
pub(super) fn correct(tx: &mut Conn, session: &SharedSession) -> Result<()> {
    diesel::update(training_sessions::table.find(&session.id))
        .set((
            training_sessions::course_id.eq(&session.course_id),
            training_sessions::hours.eq(session.hours),
            training_sessions::seats.eq(session.seats),
            training_sessions::quota.eq(session.quota),
        ))
        .execute(tx)
        .or_fail()
        .map(drop)
}

/// When a room is taken from a day on, and by which sessions; all `but` one.
pub(super) fn in_room(conn: &mut Conn, site: &SiteId, from: Day, but: Option<&SessionId>) -> Result<Rooms> {
    let rows: Vec<(DayRow, String)> = session_days::table
        .inner_join(training_sessions::table.on(training_sessions::id.eq(session_days::session_id)))
        .filter(training_sessions::site_id.eq(site))
        .filter(training_sessions::state.ne(SessionState::CalledOff))
        .filter(session_days::day.ge(from))
        .order((session_days::day, session_days::starts_minute))
        .select((DayRow::as_select(), training_sessions::reference))
        .load(conn)
        .or_fail()?;
    let others = rows.into_iter().filter(|(row, _)| but != Some(&row.session_id));
    Ok(others.map(|(row, reference)| (SessionDay::from(row), reference)).collect())
}

/// The days of a session, in their order.
pub(in crate::training) fn days_of(conn: &mut Conn, session: &SessionId) -> Result<Vec<SessionDay>> {
    let rows: Vec<DayRow> = session_days::table
        .filter(session_days::session_id.eq(session))
        .order(session_days::day)
        .select(DayRow::as_select())
        .load(conn)
        .or_fail()?;
    Ok(rows.into_iter().map(SessionDay::from).collect())
}

pub(in crate::training) fn reference_exists(conn: &mut Conn, reference: &str) -> Result<bool> {
    let found: i64 =
        training_sessions::table.filter(training_sessions::reference.eq(reference)).count().get_result(conn).or_fail()?;
    Ok(found > 0)
}

pub(in crate::training) fn session(conn: &mut Conn, id: &SessionId) -> Result<Option<SharedSession>> {
    training_sessions::table.find(id).select(SharedSession::as_select()).first(conn).or_none()
}

/// The id of a reference, for the record.
pub fn id_of(conn: &mut Conn, reference: &str) -> Result<Option<SessionId>> {
    training_sessions::table
        .filter(training_sessions::reference.eq(reference))
        .select(training_sessions::id)
        .first(conn)
        .or_none()
}

pub(in crate::training) fn by_reference(conn: &mut Conn, reference: &str) -> Result<Option<SharedSession>> {
    training_sessions::table
        .filter(training_sessions::reference.eq(reference))
        .select(SharedSession::as_select())
        .first(conn)
        .or_none()
}

/// A programme's shared sessions from a day on, the earliest first.
pub(super) fn sessions_from(conn: &mut Conn, programme: &ProgrammeId, from: Day) -> Result<Vec<SharedSession>> {
    training_sessions::table
        .filter(training_sessions::programme_id.eq(programme))
        .filter(training_sessions::kind.eq(SessionKind::Shared))
        .filter(training_sessions::starts_on.ge(from))
        .order((training_sessions::starts_on, training_sessions::starts_minute, training_sessions::reference))
        .select(SharedSession::as_select())
        .load(conn)
        .or_fail()
}

/// Every shared session of a programme, the latest first.
pub(super) fn sessions(conn: &mut Conn, programme: &ProgrammeId) -> Result<Vec<SharedSession>> {
    let mut all = all_sessions(conn, programme)?;
    all.retain(|session| !session.is_on_site());
    Ok(all)
}

/// Those at an institution's own place too, the latest first.
pub(super) fn all_sessions(conn: &mut Conn, programme: &ProgrammeId) -> Result<Vec<SharedSession>> {
    training_sessions::table
        .filter(training_sessions::programme_id.eq(programme))
        .order((training_sessions::starts_on.desc(), training_sessions::starts_minute.desc(), training_sessions::reference))
        .select(SharedSession::as_select())
        .load(conn)
        .or_fail()
}

/// Trainings of a programme that have begun and were not called off, wherever they are held, the latest first.
pub(in crate::training) fn begun(conn: &mut Conn, programme: &ProgrammeId, today: Day) -> Result<Vec<SharedSession>> {
    training_sessions::table
        .filter(training_sessions::programme_id.eq(programme))
        .filter(training_sessions::state.ne(SessionState::CalledOff))
        .filter(training_sessions::starts_on.le(today))
        .order((training_sessions::starts_on.desc(), training_sessions::starts_minute.desc(), training_sessions::reference))
        .select(SharedSession::as_select())
        .load(conn)
        .or_fail()
}

/// The first and the last day of all sessions of a programme that were not called off.
pub(in crate::training) fn first_and_last(conn: &mut Conn, programme: &ProgrammeId) -> Result<Option<[Day; 2]>> {
    let (first, last): (Option<Day>, Option<Day>) = training_sessions::table
        .filter(training_sessions::programme_id.eq(programme))
        .filter(training_sessions::state.ne(SessionState::CalledOff))
        .select((diesel::dsl::min(training_sessions::starts_on), max(training_sessions::ends_on)))
        .first(conn)
        .or_fail()?;
    Ok(first.zip(last).map(|(first, last)| [first, last]))
}

/// Open sessions whose last day was before this one.
pub(super) fn over(conn: &mut Conn, today: Day) -> Result<Vec<SessionId>> {
    training_sessions::table
        .filter(training_sessions::state.eq(SessionState::Open))
        .filter(training_sessions::ends_on.lt(today))
        .select(training_sessions::id)
        .load(conn)
        .or_fail()
}

/// Open sessions that are being filled on a day.
pub(super) fn filling(conn: &mut Conn, today: Day) -> Result<Vec<SessionId>> {
    training_sessions::table
        .filter(training_sessions::state.eq(SessionState::Open))
        .filter(training_sessions::kind.eq(SessionKind::Shared))
        .filter(training_sessions::fill_from.le(today))
        .filter(training_sessions::starts_on.gt(today))
        .select(training_sessions::id)
        .load(conn)
        .or_fail()
}

pub(in crate::training) fn end_session(
    tx: &mut Conn,
    id: &SessionId,
    state: SessionState,
    reason: Option<&str>,
    now: Time,
) -> Result<()> {
    diesel::update(training_sessions::table.find(id))
        .set((training_sessions::state.eq(state), training_sessions::ended_at.eq(now), training_sessions::reason.eq(reason)))
        .execute(tx)
        .or_fail()
        .map(drop)
}

/// The boards of some sessions.
pub(super) fn boards(conn: &mut Conn, of: &[&SessionId]) -> Result<HashMap<SessionId, Board>> {
    let sessions: Vec<SharedSession> = training_sessions::table
        .filter(training_sessions::id.eq_any(of.iter().copied()))
        .select(SharedSession::as_select())
        .load(conn)
        .or_fail()?;
    boards_of(conn, sessions)
}

pub(super) fn boards_of(conn: &mut Conn, sessions: Vec<SharedSession>) -> Result<HashMap<SessionId, Board>> {
    let ids: Vec<&SessionId> = sessions.iter().map(|session| &session.id).collect();
    let live: Vec<Reservation> = reservations::table
        .filter(reservations::session_id.eq_any(&ids))
        .filter(reservations::state.eq_any(LIVE))
        .order((reservations::session_id, reservations::number))
        .select(Reservation::as_select())
        .load(conn)
        .or_fail()?;
    let last: Vec<(SessionId, Option<i32>)> = reservations::table
        .filter(reservations::session_id.eq_any(&ids))
        .group_by(reservations::session_id)
        .select((reservations::session_id, max(reservations::number)))
        .load(conn)
        .or_fail()?;
    let last: HashMap<SessionId, i32> = last.into_iter().map(|(id, number)| (id, number.unwrap_or(0))).collect();
    let mut of: HashMap<SessionId, Vec<Reservation>> = HashMap::new();
    for reservation in live {
        of.entry(reservation.session_id.clone()).or_default().push(reservation);
    }
    let board = |session: SharedSession| {
        let (live, last) = (of.remove(&session.id).unwrap_or_default(), last.get(&session.id).copied().unwrap_or(0));
        (session.id.clone(), Board::new(session, live, last))
    };
    Ok(sessions.into_iter().map(board).collect())
}

pub(super) fn board(conn: &mut Conn, id: &SessionId) -> Result<Board> {
    boards(conn, &[id])?.remove(id).ok_or_else(Error::not_found)
}

pub(super) fn reservation(conn: &mut Conn, id: &ReservationId) -> Result<Option<Reservation>> {
    reservations::table.find(id).select(Reservation::as_select()).first(conn).or_none()
}

/// The reference of the session a reservation is for.
pub(in crate::training) fn reference_of_reservation(conn: &mut Conn, id: &ReservationId) -> Result<Option<String>> {
    let found = reservations::table.inner_join(training_sessions::table.on(training_sessions::id.eq(reservations::session_id)));
    found.filter(reservations::id.eq(id)).select(training_sessions::reference).first(conn).or_none()
}

/// Every reservation of a session, by number.
pub(in crate::training) fn reservations(conn: &mut Conn, session: &SessionId) -> Result<Vec<Reservation>> {
    reservations::table
        .filter(reservations::session_id.eq(session))
        .order(reservations::number)
        .select(Reservation::as_select())
        .load(conn)
        .or_fail()
}

/// Institutions that gave back seats of a session after its deadline.
pub(super) fn late_in(conn: &mut Conn, session: &SessionId) -> Result<HashSet<InstitutionId>> {
    let late: Vec<InstitutionId> = reservations::table
        .filter(reservations::session_id.eq(session))
        .filter(reservations::state.eq(ReservationState::WithdrawnLate))
        .select(reservations::institution_id)
        .load(conn)
        .or_fail()?;
    Ok(late.into_iter().collect())
}

/// An institution's reservations in shared sessions, the latest first.
pub(super) fn of_institution(conn: &mut Conn, institution: &InstitutionId) -> Result<Vec<(Reservation, SharedSession)>> {
    reservations::table
        .inner_join(training_sessions::table.on(training_sessions::id.eq(reservations::session_id)))
        .filter(reservations::institution_id.eq(institution))
        .filter(training_sessions::kind.eq(SessionKind::Shared))
        .order((reservations::made_at.desc(), reservations::id.desc()))
        .select((Reservation::as_select(), SharedSession::as_select()))
        .load(conn)
        .or_fail()
}

pub(super) fn by_keys(conn: &mut Conn, keys: &[&str]) -> Result<HashMap<String, Reservation>> {
    let found: Vec<Reservation> = reservations::table
        .filter(reservations::once_key.eq_any(keys.iter().copied()))
        .select(Reservation::as_select())
        .load(conn)
        .or_fail()?;
    Ok(found.into_iter().map(|reservation| (reservation.once_key.clone(), reservation)).collect())
}

pub(in crate::training) fn insert(tx: &mut Conn, new: &[Reservation]) -> Result<()> {
    insert_all!(tx, reservations::table, new, |_| ())
}

/// Writes what can change of a reservation.
pub(in crate::training) fn update(tx: &mut Conn, reservation: &Reservation) -> Result<()> {
    diesel::update(reservations::table.find(&reservation.id))
        .set((
            reservations::seats.eq(reservation.seats),
            reservations::state.eq(reservation.state),
            reservations::seated_at.eq(reservation.seated_at),
            reservations::ended_at.eq(reservation.ended_at),
        ))
        .execute(tx)
        .or_fail()
        .map(drop)
}
