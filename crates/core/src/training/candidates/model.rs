//! What is asked of a unit, and whom it proposes.

use crate::schema::training::{candidate_calls, candidates};
use diesel::prelude::*;
use kunye_kernel::id::{CallId, CandidateId, InstitutionId, PersonId, SessionId, UnitId};
use kunye_kernel::time::{Day, Time};

/// A unit is asked for candidates for a training.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = candidate_calls, treat_none_as_default_value = false)]
pub struct Call {
    pub id: CallId,
    pub session_id: SessionId,
    pub institution_id: InstitutionId,
    pub unit_id: UnitId,
    /// So many may be proposed.
    pub places: i32,
    /// The last day on which they may be.
    pub until_day: Day,
    /// What the coordinator says of whom they look for.
    pub note: String,
    pub asked_by: PersonId,
    pub asked_at: Time,
    /// None until the coordinator closes it.
    pub ended_at: Option<Time>,
}

/// Somebody a unit proposes.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = candidates, treat_none_as_default_value = false)]
pub struct Candidate {
    pub id: CandidateId,
    pub call_id: CallId,
    pub person_id: PersonId,
    pub reason: String,
    pub proposed_by: PersonId,
    pub proposed_at: Time,
    /// None until it is taken back.
    pub ended_at: Option<Time>,
}
