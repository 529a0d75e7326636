//! Queries on what units are asked and whom they propose.

use super::model::{Call, Candidate};
use crate::db::{Conn, IntoResult};
use crate::register::Within;
use crate::schema::training::{candidate_calls as calls, candidates};
use diesel::prelude::*;
use kunye_kernel::error::Result;
use kunye_kernel::id::{CallId, CandidateId, InstitutionId, SessionId, UnitId};
use kunye_kernel::time::{Day, Time};

pub(super) fn call(conn: &mut Conn, id: &CallId) -> Result<Option<Call>> {
    calls::table.find(id).select(Call::as_select()).first(conn).or_none()
}

/// What an institution asked its units for a training, in that order.
pub(super) fn of_session(conn: &mut Conn, session: &SessionId, institution: &InstitutionId) -> Result<Vec<Call>> {
    calls::table
        .filter(calls::session_id.eq(session))
        .filter(calls::institution_id.eq(institution))
        .order(calls::id)
        .select(Call::as_select())
        .load(conn)
        .or_fail()
}

/// What was asked of some units and not closed, the most urgent first; what ended before `since` is left out.
pub(super) fn within(conn: &mut Conn, units: Within<calls::unit_id>, since: Day) -> Result<Vec<Call>> {
    calls::table
        .filter(units)
        .filter(calls::ended_at.is_null())
        .filter(calls::until_day.ge(since))
        .order((calls::until_day, calls::id))
        .select(Call::as_select())
        .load(conn)
        .or_fail()
}

pub(super) const UNIT: calls::unit_id = calls::unit_id;

pub(super) fn insert(tx: &mut Conn, call: &Call) -> Result<()> {
    diesel::insert_into(calls::table).values(call).execute(tx).or_fail().map(drop)
}

/// Asks the same unit for another number, until another day.
pub(super) fn change(tx: &mut Conn, call: &Call) -> Result<()> {
    diesel::update(calls::table.find(&call.id))
        .set((calls::places.eq(call.places), calls::until_day.eq(call.until_day), calls::note.eq(&call.note)))
        .execute(tx)
        .or_fail()
        .map(drop)
}

pub(super) fn close(tx: &mut Conn, id: &CallId, now: Time) -> Result<()> {
    diesel::update(calls::table.find(id)).set(calls::ended_at.eq(now)).execute(tx).or_fail().map(drop)
}

/// The call to a unit that is not closed.
pub(super) fn to_unit(conn: &mut Conn, session: &SessionId, unit: &UnitId) -> Result<Option<Call>> {
    calls::table
        .filter(calls::session_id.eq(session))
        .filter(calls::unit_id.eq(unit))
        .filter(calls::ended_at.is_null())
        .select(Call::as_select())
        .first(conn)
        .or_none()
}

pub(super) fn candidate(conn: &mut Conn, id: &CandidateId) -> Result<Option<Candidate>> {
    candidates::table.find(id).select(Candidate::as_select()).first(conn).or_none()
}

/// Who stands proposed in some calls, in the order they were.
pub(super) fn proposed(conn: &mut Conn, of: &[CallId]) -> Result<Vec<Candidate>> {
    candidates::table
        .filter(candidates::call_id.eq_any(of))
        .filter(candidates::ended_at.is_null())
        .order(candidates::id)
        .select(Candidate::as_select())
        .load(conn)
        .or_fail()
}

pub(super) fn propose(tx: &mut Conn, candidate: &Candidate) -> Result<()> {
    diesel::insert_into(candidates::table).values(candidate).execute(tx).or_fail().map(drop)
}

pub(super) fn end(tx: &mut Conn, id: &CandidateId, now: Time) -> Result<()> {
    diesel::update(candidates::table.find(id)).set(candidates::ended_at.eq(now)).execute(tx).or_fail().map(drop)
}
