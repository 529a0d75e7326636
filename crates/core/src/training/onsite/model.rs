//! A request, its states, and the list of who provides what.

use super::wish::Wish;
use crate::db::text_enum;
use crate::register::Province;
use crate::schema::training::{request_checks, request_reviews, training_requests};
use diesel::prelude::*;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{CourseId, InstitutionId, PersonId, ProgrammeId, ReviewId, SessionId};
use kunye_kernel::time::Time;

text_enum! {
    pub enum RequestState {
        /// Seen by the institution alone. Holds no hours, unless it was sent before and came back.
        Draft = "draft",
        /// With the institution's account manager, who reads it first (B15); its hours are held.
        Review = "review",
        /// With the planner; its hours are held.
        Sent = "sent",
        /// Is a session.
        Planned = "planned",
        /// Took place: its hours are used.
        Held = "held",
        /// By the institution.
        Withdrawn = "withdrawn",
        /// By the planner, before it was planned.
        Refused = "refused",
        /// By the planner, after it was planned.
        CalledOff = "called_off",
        /// The programme ended before it was planned.
        Lapsed = "lapsed",
    }
}

impl RequestState {
    /// Whether something may still come of it.
    pub fn is_live(self) -> bool {
        matches!(self, RequestState::Draft | RequestState::Review | RequestState::Sent | RequestState::Planned)
    }

    /// Whether it is with the provider and nothing has come of it yet.
    pub fn waits(self) -> bool {
        matches!(self, RequestState::Review | RequestState::Sent)
    }

    /// `next`, when it may follow. A planned request may be planned anew.
    pub fn to(self, next: Self) -> Result<Self> {
        use RequestState::*;
        let legal = match self {
            Draft => matches!(next, Review | Sent | Withdrawn | Lapsed),
            Review => matches!(next, Sent | Draft | Withdrawn | Lapsed),
            Sent => matches!(next, Planned | Withdrawn | Refused | Lapsed),
            Planned => matches!(next, Planned | Held | Withdrawn | CalledOff),
            _ => false,
        };
        match (legal, self) {
            (true, _) => Ok(next),
            (_, Review) => Err(Error::conflict("training-request-in-review")),
            (_, Sent | Planned) => Err(Error::conflict("training-request-sent-before")),
            (_, Draft) => Err(Error::conflict("training-request-draft")),
            _ => Err(Error::conflict("training-request-ended")),
        }
    }
}

/// An institution asks for a training at its own place. When it is planned it becomes a session of the same id and reference, so that
/// hours held for the one are held for the other.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = training_requests, treat_none_as_default_value = false)]
pub struct TrainingRequest {
    pub id: SessionId,
    pub reference: String,
    pub programme_id: ProgrammeId,
    pub institution_id: InstitutionId,
    pub course_id: CourseId,
    pub people: i32,
    pub wished: Wish,
    pub province: Province,
    /// Building or unit.
    pub place: String,
    pub address: String,
    pub room: String,
    pub note: String,
    pub state: RequestState,
    /// How often it was planned: two planners do not plan over each other.
    pub plans: i32,
    /// Of the form it was made with: sent twice is made once.
    pub once_key: String,
    pub made_by: PersonId,
    pub made_at: Time,
    pub sent_at: Option<Time>,
    pub ended_at: Option<Time>,
    /// Why it was withdrawn, refused or called off.
    pub reason: Option<String>,
}

text_enum! {
    /// What an account manager made of a request.
    pub enum Verdict { PassedOn = "passed_on", Returned = "returned" }
}

/// Something an account manager said of a request. Written once; the database refuses anything else.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = request_reviews, treat_none_as_default_value = false)]
pub struct Review {
    pub id: ReviewId,
    pub request_id: SessionId,
    pub verdict: Verdict,
    /// A note for the planners, maybe empty; or the reason for the institution.
    pub text: String,
    pub made_by: PersonId,
    pub made_at: Time,
}

text_enum! {
    /// Who brings something, and bears its cost (B6).
    pub enum Side { Provider = "provider", Institution = "institution" }
}

text_enum! {
    /// What a training needs (B6).
    pub enum Item {
        Trainer = "trainer",
        Materials = "materials",
        /// The trainer's.
        Travel = "travel",
        /// The trainer's.
        Lodging = "lodging",
        /// Choosing them.
        Participants = "participants",
        /// Of the participants.
        Leave = "leave",
        Room = "room",
        /// The participants', where they come from elsewhere.
        OwnTravel = "own_travel",
    }
}

impl Item {
    pub fn side(self) -> Side {
        match self {
            Item::Trainer | Item::Materials | Item::Travel | Item::Lodging => Side::Provider,
            Item::Participants | Item::Leave | Item::Room | Item::OwnTravel => Side::Institution,
        }
    }
}

/// What was last said of an item.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = request_checks, treat_none_as_default_value = false)]
pub struct Check {
    pub request_id: SessionId,
    pub item: Item,
    pub done: bool,
    pub said_by: PersonId,
    pub said_at: Time,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_follow_each_other_as_they_may() {
        use RequestState::*;
        let legal: Vec<(RequestState, RequestState)> = RequestState::ALL
            .iter()
            .flat_map(|from| RequestState::ALL.iter().map(move |to| (*from, *to)))
            .filter(|(from, to)| from.to(*to).is_ok())
            .collect();
        let expected = [
            (Draft, Review),
            (Draft, Sent),
            (Draft, Withdrawn),
            (Draft, Lapsed),
            (Review, Draft),
            (Review, Sent),
            (Review, Withdrawn),
            (Review, Lapsed),
            (Sent, Planned),
            (Sent, Withdrawn),
            (Sent, Refused),
            (Sent, Lapsed),
            (Planned, Planned),
            (Planned, Held),
            (Planned, Withdrawn),
            (Planned, CalledOff),
        ];
        assert_eq!(legal, expected);
        assert!(legal.iter().all(|(from, _)| from.is_live()), "what has ended stays ended");
        assert_eq!(Sent.to(Sent).unwrap_err().text, "training-request-sent-before");
    }

    /// B6: four things each.
    #[test]
    fn each_side_brings_its_own() {
        for side in Side::ALL {
            assert_eq!(Item::ALL.iter().filter(|item| item.side() == *side).count(), 4);
        }
    }
}
