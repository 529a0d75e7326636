//! What coordinators and participants are shown of names.

use super::clash::{Clash, clashes};
use super::model::Participant;
use super::{link, rules, store};
use crate::db::Conn;
use crate::register::duties::training::CoordinatorOf;
use crate::register::{self, Person, Unit};
use crate::training::shared::{self, SessionDay, SessionRow};
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{ParticipantId, PersonId, UnitId};
use kunye_kernel::time::Day;

/// A participant with who it is, and where they work today.
#[derive(Debug, Clone)]
pub struct Row {
    pub participant: Participant,
    pub person: Person,
    pub unit: Option<Unit>,
    /// What speaks against it by now, of those who have a seat in a training to come.
    pub clashes: Vec<Clash>,
}

/// The institution's own list for a session.
#[derive(Debug, Clone)]
pub struct OwnList {
    pub row: SessionRow,
    /// Seats of the institution.
    pub seats: i32,
    /// Whether names may still change.
    pub open: bool,
    pub days: Vec<SessionDay>,
    /// Everybody who was ever named; those with a seat first.
    pub people: Vec<Row>,
}

/// The list of a coordinator's own institution.
pub fn of_coordinator(conn: &mut Conn, proof: &CoordinatorOf, reference: &str, today: Day) -> Result<OwnList> {
    let session = shared::by_reference(conn, reference)?.ok_or_else(Error::not_found)?;
    let seats = shared::seats_of(conn, &session.id, proof.institution())?;
    let named = store::of_institution(conn, &session.id, proof.institution())?;
    if seats == 0 && named.is_empty() {
        return Err(Error::not_found());
    }
    let mut people = rows(conn, named, today)?;
    if session.is_to_come(today) {
        let live: Vec<PersonId> =
            people.iter().filter(|row| row.participant.state.is_live()).map(|row| row.person.id.clone()).collect();
        let mut clashes = clashes(conn, &live, &session.id, today)?;
        for row in people.iter_mut().filter(|row| row.participant.state.is_live()) {
            row.clashes = clashes.remove(&row.person.id).unwrap_or_default();
        }
    }
    people.sort_by_key(|row| !row.participant.state.is_live());
    let days = shared::days_of(conn, &session.id)?;
    Ok(OwnList { seats, open: rules::takes_names(&session, today), row: shared::row_of(conn, session)?, days, people })
}

/// Participants with who they are, in their order.
pub(in crate::training) fn rows(conn: &mut Conn, participants: Vec<Participant>, today: Day) -> Result<Vec<Row>> {
    let ids: Vec<PersonId> = participants.iter().map(|one| one.person_id.clone()).collect();
    let people = register::people_of(conn, &ids)?;
    let posts = register::current_posts(conn, &ids, today)?;
    let units: Vec<UnitId> = posts.values().map(|post| post.unit_id.clone()).collect();
    let units = register::units_of(conn, &units)?;
    let row = |participant: Participant| {
        let person = people.get(&participant.person_id).cloned()?;
        let unit = posts.get(&participant.person_id).and_then(|post| units.get(&post.unit_id)).cloned();
        Some(Row { participant, person, unit, clashes: Vec::new() })
    };
    Ok(participants.into_iter().filter_map(row).collect())
}

/// A training of one's own.
#[derive(Debug, Clone)]
pub struct Mine {
    pub participant: Participant,
    pub row: SessionRow,
    pub days: Vec<SessionDay>,
    /// Whether an answer still counts.
    pub open: bool,
}

/// Where the actor was named, the latest first.
pub fn mine(conn: &mut Conn, actor: &Actor, today: Day) -> Result<Vec<Mine>> {
    let person = actor.person().ok_or_else(Error::unauthenticated)?;
    let named = store::of_person(conn, person)?;
    named.into_iter().map(|participant| whole(conn, participant, today)).collect()
}

/// One of the actor's own, by sign-in or by its link.
pub fn one_of_mine(conn: &mut Conn, actor: &Actor, id: &ParticipantId, today: Day) -> Result<Mine> {
    let own = link::own(conn, actor, id, today)?;
    whole(conn, own, today)
}

fn whole(conn: &mut Conn, participant: Participant, today: Day) -> Result<Mine> {
    let session = shared::session(conn, &participant.session_id)?.ok_or_else(Error::not_found)?;
    let open = rules::takes_names(&session, today) && participant.state.is_live();
    let days = shared::days_of(conn, &session.id)?;
    Ok(Mine { row: shared::row_of(conn, session)?, days, participant, open })
}
