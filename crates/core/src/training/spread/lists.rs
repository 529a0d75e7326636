//! What was passed on, for whoever did, for their coordinator, and in sums for account managers and directors.

use super::report::own;
use super::store::{self, Report};
use crate::db::Conn;
use crate::register::duties::training::CoordinatorOf;
use crate::training::attendance;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::Result;
use kunye_kernel::id::{InstitutionId, ParticipantId, PersonId, ProgrammeId, SessionId};
use kunye_kernel::time::Time;
use std::collections::{HashMap, HashSet};

/// What the actor passed on from one of their trainings.
pub fn mine(conn: &mut Conn, actor: &Actor, id: &ParticipantId, now: Time) -> Result<Vec<Report>> {
    let (participant, _) = own(conn, actor, id, now)?;
    store::of_participant(conn, &participant.id)
}

/// How many people each of the institution's participants says were reached.
pub fn of_session(conn: &mut Conn, proof: &CoordinatorOf, session: &SessionId) -> Result<HashMap<ParticipantId, i64>> {
    let rows = store::of_session(conn, session, proof.institution())?;
    Ok(rows.into_iter().map(|(id, people)| (id, people.unwrap_or(0))).collect())
}

/// Somebody who passed something on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub person: PersonId,
    pub institution: InstitutionId,
    pub people: i64,
}

/// Everybody of a programme who passed something on.
pub(in crate::training) fn told(conn: &mut Conn, programme: &ProgrammeId) -> Result<Vec<Told>> {
    let rows = store::of_programme(conn, programme)?;
    Ok(rows.into_iter().map(|(person, institution, people)| Told { person, institution, people: people.unwrap_or(0) }).collect())
}

/// An institution's people who were trained, and beside them those whom they say they reached.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OfInstitution {
    /// Different people who were in at least one hour of a training.
    pub trained: i64,
    /// As stated; never part of `trained`.
    pub told: i64,
}

/// Both numbers for those of some institutions that have either.
pub fn of_institutions(
    conn: &mut Conn,
    programme: &ProgrammeId,
    some: &[InstitutionId],
) -> Result<HashMap<InstitutionId, OfInstitution>> {
    let mut of: HashMap<InstitutionId, OfInstitution> = HashMap::new();
    let attended: HashSet<(PersonId, InstitutionId)> = attendance::attended(conn, programme, Some(some))?.into_iter().collect();
    for (_, institution) in attended {
        of.entry(institution).or_default().trained += 1;
    }
    for one in told(conn, programme)?.into_iter().filter(|one| some.contains(&one.institution)) {
        of.entry(one.institution).or_default().told += one.people;
    }
    Ok(of)
}
