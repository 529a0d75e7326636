//! The person says whether they come.

use super::model::{Participant, ParticipantState};
use super::{rules, store};
use crate::audit::{self, Entry};
use crate::training::shared;
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::ParticipantId;
use kunye_kernel::text::tidy;
use serde_json::json;

/// What somebody answers to an invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    Accept,
    /// Why, and who could come instead: for the coordinator.
    Decline(String),
}

/// As long as an answer may be.
const MOST: usize = 500;

/// Answers one's own invitation, while the list may still change. Declining frees the seat.
pub fn answer(world: &World, actor: &Actor, id: &ParticipantId, answer: &Answer) -> Result<()> {
    let (now, today) = (world.now(), world.today());
    let person = actor.person().ok_or_else(Error::unauthenticated)?;
    let (next, said) = match answer {
        Answer::Accept => (ParticipantState::Accepted, String::new()),
        Answer::Decline(said) => (ParticipantState::Declined, tidy(said)),
    };
    if next == ParticipantState::Declined && said.is_empty() {
        return Err(Error::field("said", "participant-decline-reason"));
    }
    if said.chars().count() > MOST {
        return Err(Error::field("said", "participant-answer-long").with("most", MOST));
    }
    world.db.write(|tx| {
        let invited = store::find(tx, id)?.filter(|one| one.person_id == *person).ok_or_else(Error::not_found)?;
        let session = shared::session(tx, &invited.session_id)?.ok_or_else(Error::not_found)?;
        if !rules::takes_names(&session, today) {
            return Err(Error::conflict("participant-answer-late").with("date", session.substitute_by));
        }
        if invited.state == next {
            return Ok(());
        }
        let declined = next == ParticipantState::Declined;
        let answered = Participant {
            state: invited.state.to(next)?,
            sequence: invited.sequence + i32::from(declined),
            answer: said.clone(),
            answered_at: Some(now),
            ended_at: declined.then_some(now),
            ..invited
        };
        store::update(tx, &answered)?;
        let entry = Entry::new("participant.answered", "participant", id.as_str());
        let detail = json!({ "session": session.id, "state": answered.state });
        audit::record(tx, now, actor, &entry.detail(detail))
    })
}
