//! A person in a session, and which state may follow which.

use crate::db::text_enum;
use crate::schema::training::participants;
use diesel::prelude::*;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{InstitutionId, ParticipantId, PersonId, SessionId};
use kunye_kernel::time::Time;

text_enum! {
    pub enum ParticipantState {
        /// Named, and told so; has not answered, or is asked anew because the days have changed.
        Invited = "invited",
        Accepted = "accepted",
        /// Cannot come; the seat is free for somebody else.
        Declined = "declined",
        /// Taken off the list by the coordinator.
        Withdrawn = "withdrawn",
        /// The provider called the session off.
        CalledOff = "called_off",
    }
}

impl ParticipantState {
    /// Whether the person has a seat.
    pub fn is_live(self) -> bool {
        matches!(self, ParticipantState::Invited | ParticipantState::Accepted)
    }

    /// `next`, when it may follow.
    pub fn to(self, next: Self) -> Result<Self> {
        use ParticipantState::*;
        let legal = match self {
            Invited => matches!(next, Accepted | Declined | Withdrawn | CalledOff),
            Accepted => matches!(next, Declined | Withdrawn | CalledOff),
            _ => false,
        };
        if legal { Ok(next) } else { Err(Error::conflict("participant-ended")) }
    }
}

/// Somebody an institution sends to a session.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = participants, treat_none_as_default_value = false)]
pub struct Participant {
    pub id: ParticipantId,
    pub session_id: SessionId,
    pub institution_id: InstitutionId,
    pub person_id: PersonId,
    /// Will pass on what was learnt (B14).
    pub disseminator: bool,
    pub state: ParticipantState,
    /// Of the calendar entry: grows with every change that calendars are to hear of (RFC 5545, 3.8.7.4).
    pub sequence: i32,
    /// For whom this one came.
    pub replaces: Option<ParticipantId>,
    /// What was said on declining.
    pub answer: String,
    /// Who could come instead, as they wrote it: a name or a staff number; "" for nobody.
    pub deputy: String,
    /// Why the coordinator named them in spite of what speaks against it; "" where nothing does.
    pub despite: String,
    pub named_by: PersonId,
    pub named_at: Time,
    pub answered_at: Option<Time>,
    pub ended_at: Option<Time>,
}
