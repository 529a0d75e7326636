//! Whoever speaks for a unit proposes people of it, or takes a proposal back.

use super::model::{Call, Candidate};
use super::{rules, store};
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::register;
use crate::register::duties::speakers::{SpeakerOf, speaker_of};
use crate::training::who;
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{CallId, CandidateId, PersonId};
use kunye_kernel::text::tidy;
use kunye_kernel::time::Day;
use serde_json::json;

/// What was asked, for whoever speaks for the unit; for others there is nothing.
pub(super) fn asked(conn: &mut Conn, actor: &Actor, id: &CallId, today: Day) -> Result<(Call, SpeakerOf)> {
    let call = store::call(conn, id)?.ok_or_else(Error::not_found)?;
    let proof = speaker_of(conn, actor, &call.unit_id, today)?.ok_or_else(Error::not_found)?;
    Ok((call, proof))
}

/// Somebody of the unit by national id or staff number.
pub fn by_number(conn: &mut Conn, actor: &Actor, id: &CallId, number: &str, today: Day) -> Result<PersonId> {
    let (_, proof) = asked(conn, actor, id, today)?;
    who::numbered(conn, &proof.people(), number, today)
}

/// Proposes somebody of the unit, or of a unit below it.
pub fn propose(world: &World, actor: &Actor, id: &CallId, person: &PersonId, reason: &str) -> Result<CandidateId> {
    let (now, today, reason) = (world.now(), world.today(), tidy(reason));
    world.db.write(|tx| {
        let (call, proof) = asked(tx, actor, id, today)?;
        let person = register::person_within(tx, &proof.people(), person, today)?.ok_or_else(Error::not_found)?;
        let proposed = store::proposed(tx, std::slice::from_ref(id))?;
        rules::may_propose(&call, proposed.len(), &reason, today)?;
        if proposed.iter().any(|one| one.person_id == person.id) {
            return Err(Error::field("person", "candidates-already"));
        }
        let candidate = Candidate {
            id: CandidateId::new(now, &*world.entropy),
            call_id: call.id,
            person_id: person.id,
            reason: reason.clone(),
            proposed_by: proof.person().clone(),
            proposed_at: now,
            ended_at: None,
        };
        store::propose(tx, &candidate)?;
        let entry = Entry::new("candidate.proposed", "person", candidate.person_id.as_str()).unit(&call.unit_id);
        audit::record(tx, now, actor, &entry.detail(json!({ "session": call.session_id })))?;
        Ok(candidate.id)
    })
}

/// Takes a proposal back, while others may still be made.
pub fn take_back(world: &World, actor: &Actor, id: &CandidateId) -> Result<()> {
    let (now, today) = (world.now(), world.today());
    world.db.write(|tx| {
        let candidate = store::candidate(tx, id)?.ok_or_else(Error::not_found)?;
        let (call, _) = asked(tx, actor, &candidate.call_id, today)?;
        if candidate.ended_at.is_some() {
            return Ok(());
        }
        rules::still_open(&call, today)?;
        store::end(tx, id, now)?;
        let entry = Entry::new("candidate.taken-back", "person", candidate.person_id.as_str()).unit(&call.unit_id);
        audit::record(tx, now, actor, &entry.detail(json!({ "session": call.session_id })))
    })
}
