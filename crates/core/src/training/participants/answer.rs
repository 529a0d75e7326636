//! The person says whether they come.

use super::model::{Participant, ParticipantState};
use super::{link, rules, store, tell};
use crate::audit::{self, Entry};
use crate::jobs;
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
    /// For the coordinator: why, and who could come instead, by name or staff number; "" for nobody.
    Decline {
        why: String,
        deputy: String,
    },
}

/// As long as a reason, and the name of somebody else, may be.
const MOST: usize = 500;
const NAME_MOST: usize = 120;

/// Answers one's own invitation, signed in or by its link, while the list may still change. Declining frees the seat.
pub fn answer(world: &World, actor: &Actor, id: &ParticipantId, answer: &Answer) -> Result<()> {
    let (now, today) = (world.now(), world.today());
    let (next, said, deputy) = match answer {
        Answer::Accept => (ParticipantState::Accepted, String::new(), String::new()),
        Answer::Decline { why, deputy } => (ParticipantState::Declined, tidy(why), tidy(deputy)),
    };
    if next == ParticipantState::Declined && said.is_empty() {
        return Err(Error::field("said", "participant-decline-reason"));
    }
    if said.chars().count() > MOST {
        return Err(Error::field("said", "participant-answer-long").with("most", MOST));
    }
    if deputy.chars().count() > NAME_MOST {
        return Err(Error::field("deputy", "participant-answer-long").with("most", NAME_MOST));
    }
    world.db.write(|tx| {
        let invited = link::own(tx, actor, id, today)?;
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
            deputy: deputy.clone(),
            answered_at: Some(now),
            ended_at: declined.then_some(now),
            ..invited
        };
        store::update(tx, &answered)?;
        if declined {
            jobs::enqueue(tx, &*world.entropy, tell::TELL, id.as_str(), now, now)?;
        }
        let entry = Entry::new("participant.answered", "participant", id.as_str());
        let detail = json!({ "session": session.id, "state": answered.state });
        audit::record(tx, now, actor, &entry.detail(detail))
    })
}
