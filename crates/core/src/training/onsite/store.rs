//! Queries on requests and their checklists.

use super::model::{Check, Item, RequestState, Review, TrainingRequest};
use crate::db::{Conn, IntoResult};
use crate::schema::training::{request_checks, request_reviews, training_requests};
use diesel::prelude::*;
use kunye_kernel::error::Result;
use kunye_kernel::id::{InstitutionId, ProgrammeId, SessionId};

pub(super) fn find(conn: &mut Conn, id: &SessionId) -> Result<Option<TrainingRequest>> {
    training_requests::table.find(id).select(TrainingRequest::as_select()).first(conn).or_none()
}

/// What a request is called.
pub(in crate::training) fn reference_of(conn: &mut Conn, id: &SessionId) -> Result<Option<String>> {
    Ok(find(conn, id)?.map(|request| request.reference))
}

pub(super) fn by_reference(conn: &mut Conn, reference: &str) -> Result<Option<TrainingRequest>> {
    training_requests::table
        .filter(training_requests::reference.eq(reference))
        .select(TrainingRequest::as_select())
        .first(conn)
        .or_none()
}

pub(super) fn by_key(conn: &mut Conn, key: &str) -> Result<Option<TrainingRequest>> {
    training_requests::table
        .filter(training_requests::once_key.eq(key))
        .select(TrainingRequest::as_select())
        .first(conn)
        .or_none()
}

pub(super) fn insert(tx: &mut Conn, request: &TrainingRequest) -> Result<()> {
    diesel::insert_into(training_requests::table).values(request).execute(tx).or_fail().map(drop)
}

/// Writes what can change.
pub(super) fn update(tx: &mut Conn, request: &TrainingRequest) -> Result<()> {
    diesel::update(training_requests::table.find(&request.id))
        .set((
            training_requests::course_id.eq(&request.course_id),
            training_requests::people.eq(request.people),
            training_requests::wished.eq(&request.wished),
            training_requests::province.eq(request.province),
            training_requests::place.eq(&request.place),
            training_requests::address.eq(&request.address),
            training_requests::room.eq(&request.room),
            training_requests::note.eq(&request.note),
            training_requests::state.eq(request.state),
            training_requests::plans.eq(request.plans),
            training_requests::sent_at.eq(request.sent_at),
            training_requests::ended_at.eq(request.ended_at),
            training_requests::reason.eq(&request.reason),
        ))
        .execute(tx)
        .or_fail()
        .map(drop)
}

/// An institution's requests in a programme, in the order they were made.
pub(super) fn of_institution(conn: &mut Conn, programme: &ProgrammeId, of: &InstitutionId) -> Result<Vec<TrainingRequest>> {
    training_requests::table
        .filter(training_requests::programme_id.eq(programme))
        .filter(training_requests::institution_id.eq(of))
        .order(training_requests::id)
        .select(TrainingRequest::as_select())
        .load(conn)
        .or_fail()
}

/// Requests of a programme in some states, in the order they were sent.
pub(super) fn in_states(conn: &mut Conn, programme: &ProgrammeId, states: &[RequestState]) -> Result<Vec<TrainingRequest>> {
    training_requests::table
        .filter(training_requests::programme_id.eq(programme))
        .filter(training_requests::state.eq_any(states))
        .order((training_requests::sent_at, training_requests::id))
        .select(TrainingRequest::as_select())
        .load(conn)
        .or_fail()
}

/// Requests of some institutions in a programme, in the order they were sent.
pub(super) fn of_institutions(conn: &mut Conn, programme: &ProgrammeId, of: &[InstitutionId]) -> Result<Vec<TrainingRequest>> {
    training_requests::table
        .filter(training_requests::programme_id.eq(programme))
        .filter(training_requests::institution_id.eq_any(of))
        .order((training_requests::sent_at, training_requests::id))
        .select(TrainingRequest::as_select())
        .load(conn)
        .or_fail()
}

pub(super) fn insert_review(tx: &mut Conn, review: &Review) -> Result<()> {
    diesel::insert_into(request_reviews::table).values(review).execute(tx).or_fail().map(drop)
}

/// What account managers said of some requests, in the order they did.
pub(super) fn reviews(conn: &mut Conn, of: &[SessionId]) -> Result<Vec<Review>> {
    request_reviews::table
        .filter(request_reviews::request_id.eq_any(of))
        .order((request_reviews::made_at, request_reviews::id))
        .select(Review::as_select())
        .load(conn)
        .or_fail()
}

pub(super) fn checks(conn: &mut Conn, request: &SessionId) -> Result<Vec<Check>> {
    request_checks::table.filter(request_checks::request_id.eq(request)).select(Check::as_select()).load(conn).or_fail()
}

pub(super) fn set_check(tx: &mut Conn, check: &Check) -> Result<()> {
    let key: (&SessionId, Item) = (&check.request_id, check.item);
    diesel::delete(request_checks::table.find(key)).execute(tx).or_fail()?;
    diesel::insert_into(request_checks::table).values(check).execute(tx).or_fail().map(drop)
}
