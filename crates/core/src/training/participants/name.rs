//! A coordinator puts people on the institution's list, takes them off it, and sends one for another.

use super::clash::clashes;
use super::model::{Participant, ParticipantState};
use super::rules::{self, Candidate};
use super::{store, tell};
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::jobs;
use crate::register;
use crate::register::duties::training::{CoordinatorOf, coordinator_of};
use crate::training::shared::{self, SharedSession};
use crate::training::who;
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{InstitutionId, ParticipantId, PersonId, SessionId};
use kunye_kernel::text::tidy;
use kunye_kernel::time::{Day, Time};
use serde_json::json;

/// Somebody to be named.
#[derive(Debug, Clone)]
pub struct NewName {
    /// Reference of the session.
    pub session: String,
    pub person: PersonId,
    pub disseminator: bool,
    /// Why, where something speaks against it.
    pub despite: String,
    /// Who makes room.
    pub instead: Option<ParticipantId>,
}

/// Somebody of the institution's own units by national id or staff number.
///
/// # Errors
/// At the field `who`; that somebody works elsewhere is not told.
pub fn by_number(conn: &mut Conn, actor: &Actor, number: &str, today: Day) -> Result<PersonId> {
    let proof = coordinator_of(conn, actor, today)?;
    who::numbered(conn, &proof.people(), number, today)
}

/// Names a person of the institution's own units for one of its seats. Who is replaced, and who is named, both hear of it.
pub fn name(world: &World, actor: &Actor, new: &NewName) -> Result<Participant> {
    world.db.write(|tx| put(tx, world, actor, new))
}

pub(super) fn put(tx: &mut Conn, world: &World, actor: &Actor, new: &NewName) -> Result<Participant> {
    let (now, today) = (world.now(), world.today());
    let (proof, session) = own(tx, actor, &new.session, today)?;
    let mut list = store::of_institution(tx, &session.id, proof.institution())?;
    list.retain(|one| one.state.is_live());
    let person = register::person_within(tx, &proof.people(), &new.person, today)?.ok_or_else(Error::not_found)?;
    let replaced = match &new.instead {
        Some(instead) => Some(list.iter().position(|one| one.id == *instead).ok_or_else(Error::not_found)?),
        None => None,
    };
    let replaced = replaced.map(|at| list.remove(at));
    let clashes = clashes(tx, std::slice::from_ref(&person.id), &session.id, today)?.remove(&person.id).unwrap_or_default();
    let despite = if clashes.is_empty() { String::new() } else { tidy(&new.despite) };
    let who = Candidate {
        on_list: list.iter().chain(&replaced).any(|one| one.person_id == person.id),
        clashes: !clashes.is_empty(),
        despite: &despite,
    };
    let seats = shared::seats_of(tx, &session.id, proof.institution())?;
    rules::may_name(&session, today, seats, list.len(), who)?;
    if let Some(replaced) = &replaced {
        end(tx, world, replaced, ParticipantState::Withdrawn, now)?;
    }
    let participant = Participant {
        id: ParticipantId::new(now, &*world.entropy),
        session_id: session.id.clone(),
        institution_id: proof.institution().clone(),
        person_id: person.id.clone(),
        disseminator: new.disseminator,
        state: ParticipantState::Invited,
        sequence: 0,
        replaces: replaced.map(|one| one.id),
        answer: String::new(),
        deputy: String::new(),
        despite,
        named_by: proof.person().clone(),
        named_at: now,
        answered_at: None,
        ended_at: None,
    };
    store::insert(tx, &participant)?;
    jobs::enqueue(tx, &*world.entropy, tell::TELL, participant.id.as_str(), now, now)?;
    let detail = json!({ "session": session.id, "person": person.id, "instead": participant.replaces,
            "disseminator": participant.disseminator, "despite": participant.despite });
    let entry = Entry::new("participant.named", "participant", participant.id.as_str());
    audit::record(tx, now, actor, &entry.unit(proof.root()).detail(detail))?;
    Ok(participant)
}

/// Takes somebody off the list.
pub fn remove(world: &World, actor: &Actor, id: &ParticipantId) -> Result<()> {
    let (now, today) = (world.now(), world.today());
    world.db.write(|tx| {
        let proof = coordinator_of(tx, actor, today)?;
        let found = store::find(tx, id)?.filter(|one| one.institution_id == *proof.institution());
        let participant = found.ok_or_else(Error::not_found)?;
        let session = shared::session(tx, &participant.session_id)?.ok_or_else(Error::not_found)?;
        if !rules::takes_names(&session, today) {
            return Err(Error::conflict("participant-list-final").with("date", session.substitute_by));
        }
        end(tx, world, &participant, ParticipantState::Withdrawn, now)?;
        let entry = Entry::new("participant.removed", "participant", id.as_str()).unit(proof.root());
        audit::record(tx, now, actor, &entry.detail(json!({ "session": session.id, "person": participant.person_id })))
    })
}

fn own(tx: &mut Conn, actor: &Actor, reference: &str, today: Day) -> Result<(CoordinatorOf, SharedSession)> {
    let proof = coordinator_of(tx, actor, today)?;
    let session = shared::by_reference(tx, reference)?.ok_or_else(Error::not_found)?;
    Ok((proof, session))
}

/// Ends a seat, and has the person and their calendar told.
fn end(tx: &mut Conn, world: &World, one: &Participant, state: ParticipantState, now: Time) -> Result<()> {
    let ended = Participant { state: one.state.to(state)?, sequence: one.sequence + 1, ended_at: Some(now), ..one.clone() };
    store::update(tx, &ended)?;
    jobs::enqueue(tx, &*world.entropy, tell::TELL, one.id.as_str(), now, now)
}

fn days_of(tx: &mut Conn, session: &SessionId) -> Result<Vec<Day>> {
    Ok(shared::days_of(tx, session)?.iter().map(|one| one.day).collect())
}

/// The session has other days: everybody is asked anew, and whoever has a seat elsewhere on them comes off the list.
pub(in crate::training) fn moved(tx: &mut Conn, world: &World, session: &SessionId, now: Time) -> Result<()> {
    let (list, days) = (store::live(tx, session)?, days_of(tx, session)?);
    let people: Vec<PersonId> = list.iter().map(|one| one.person_id.clone()).collect();
    let taken = store::taken(tx, &people, &days, session)?;
    for one in &list {
        if taken.iter().any(|(person, _)| *person == one.person_id) {
            end(tx, world, one, ParticipantState::Withdrawn, now)?;
            continue;
        }
        let asked = Participant {
            state: ParticipantState::Invited,
            sequence: one.sequence + 1,
            answer: String::new(),
            deputy: String::new(),
            answered_at: None,
            ..one.clone()
        };
        store::update(tx, &asked)?;
        jobs::enqueue(tx, &*world.entropy, tell::TELL, one.id.as_str(), now, now)?;
    }
    Ok(())
}

/// Everybody hears that a session was called off.
pub(in crate::training) fn call_off(tx: &mut Conn, world: &World, session: &SessionId, now: Time) -> Result<()> {
    let list = store::live(tx, session)?;
    list.iter().try_for_each(|one| end(tx, world, one, ParticipantState::CalledOff, now))
}

/// Refused while more people are named than `seats` would be left of the institution.
pub(in crate::training) fn fit(tx: &mut Conn, session: &SessionId, institution: &InstitutionId, seats: i32) -> Result<()> {
    let named = store::live(tx, session)?.iter().filter(|one| one.institution_id == *institution).count();
    rules::may_shrink(seats, named)
}
