//! Who is due a certificate, and what there is.

use super::model::Certificate;
use super::store;
use crate::db::Conn;
use crate::register::duties::training::CoordinatorOf;
use crate::training::attendance::{self, SheetRow, Standing};
use crate::training::{participants, planned, shared};
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{CertificateId, ParticipantId, SessionId};
use kunye_kernel::language::Language;
use kunye_kernel::time::Day;
use std::collections::{HashMap, HashSet};

/// Everybody of a session who attended in full and has no certificate, or had one that is to be issued anew.
pub(super) fn due(conn: &mut Conn, session: &SessionId, today: Day) -> Result<Vec<SheetRow>> {
    let session = shared::session(conn, session)?.ok_or_else(Error::not_found)?;
    let issued = store::of_session(conn, &session.id)?;
    let mut people = attendance::people_of(conn, session, today)?;
    people.retain(|one| one.standing == Standing::Full && !is_settled(&issued, &one.row.participant.id));
    Ok(people)
}

/// Whether somebody has a certificate, or had one that is not to be issued anew.
pub(super) fn is_settled(issued: &[Certificate], one: &ParticipantId) -> bool {
    let mut own = issued.iter().filter(|certificate| certificate.participant_id == *one);
    own.any(|certificate| certificate.is_valid() || !certificate.reissue)
}

/// Everybody of whom [`is_settled`] is true.
pub(super) fn settled(issued: &[Certificate]) -> HashSet<ParticipantId> {
    let settled = issued.iter().filter(|certificate| certificate.is_valid() || !certificate.reissue);
    settled.map(|certificate| certificate.participant_id.clone()).collect()
}

/// Certificates of a session that have no bytes yet.
pub(super) fn undrawn(conn: &mut Conn, session: &SessionId) -> Result<Vec<Certificate>> {
    let all = store::of_session(conn, session)?;
    let drawn = drawn(conn, &all)?;
    Ok(all.into_iter().filter(|one| !drawn.contains(&one.id)).collect())
}

pub(super) fn drawn(conn: &mut Conn, all: &[Certificate]) -> Result<HashSet<CertificateId>> {
    let ids: Vec<&CertificateId> = all.iter().map(|one| &one.id).collect();
    Ok(store::filed(conn, &ids, Language::Tr.code())?.into_iter().collect())
}

/// How far a session's certificates are.
#[derive(Debug, Clone)]
pub struct Progress {
    /// Attended in full and have none.
    pub due: usize,
    /// With their bytes.
    pub issued: Vec<Certificate>,
}

/// For the planners of the session's provider.
pub fn for_planner(conn: &mut Conn, actor: &Actor, reference: &str, today: Day) -> Result<Progress> {
    let session = shared::by_reference(conn, reference)?.ok_or_else(Error::not_found)?;
    planned(conn, actor, &session.programme_id, today).map_err(|_| Error::not_found())?;
    let due = due(conn, &session.id, today)?.len();
    let mut issued = store::of_session(conn, &session.id)?;
    let drawn = drawn(conn, &issued)?;
    issued.retain(|one| drawn.contains(&one.id));
    Ok(Progress { due, issued })
}

/// The valid certificates of an institution's people in a session, by participant.
pub fn of_coordinator(
    conn: &mut Conn,
    proof: &CoordinatorOf,
    session: &SessionId,
) -> Result<HashMap<ParticipantId, Certificate>> {
    let mut all = store::of_session(conn, session)?;
    all.retain(|one| one.institution_id == *proof.institution() && one.is_valid());
    let drawn = drawn(conn, &all)?;
    Ok(all.into_iter().filter(|one| drawn.contains(&one.id)).map(|one| (one.participant_id.clone(), one)).collect())
}

/// The valid certificate of one of the actor's own seats, by sign-in or by its link.
pub fn of_own(conn: &mut Conn, actor: &Actor, id: &ParticipantId, today: Day) -> Result<Option<Certificate>> {
    let own = participants::own(conn, actor, id, today)?;
    let mut all = store::of_session(conn, &own.session_id)?;
    all.retain(|one| one.participant_id == own.id && one.is_valid());
    let drawn = drawn(conn, &all)?;
    Ok(all.into_iter().find(|one| drawn.contains(&one.id)))
}

/// The actor's own certificates, the latest first.
pub fn of_person(conn: &mut Conn, actor: &Actor) -> Result<Vec<Certificate>> {
    let person = actor.person().ok_or_else(Error::unauthenticated)?;
    let all = store::of_person(conn, person)?;
    let drawn = drawn(conn, &all)?;
    Ok(all.into_iter().filter(|one| drawn.contains(&one.id)).collect())
}
