//! Sessions and reservations, and which state may follow which.

use crate::db::text_enum;
use crate::schema::training::{reservations, shared_sessions};
use diesel::prelude::*;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{CourseId, InstitutionId, PersonId, ProgrammeId, ReservationId, SessionId, SiteId};
use kunye_kernel::time::{Day, MINUTE, Time};

text_enum! {
    pub enum SessionState {
        /// Announced; takes reservations until its day.
        Open = "open",
        /// Took place.
        Held = "held",
        /// Called off by the provider.
        CalledOff = "called_off",
    }
}

/// A course held at a site for several institutions. Seats, quota and deadlines are those of its announcement: a rule that changes
/// later changes no promise.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = shared_sessions, treat_none_as_default_value = false)]
pub struct SharedSession {
    pub id: SessionId,
    pub reference: String,
    pub programme_id: ProgrammeId,
    pub course_id: CourseId,
    pub site_id: SiteId,
    pub starts_on: Day,
    /// Minutes after midnight in Istanbul.
    pub starts_minute: i32,
    pub hours: i32,
    pub seats: i32,
    /// Most seats of one institution.
    pub quota: i32,
    /// Last day on which seats are given back without loss of hours.
    pub cancel_by: Day,
    /// Last day on which one participant may be sent for another.
    pub substitute_by: Day,
    /// First day on which seats may go past a group that they cannot hold.
    pub fill_from: Day,
    pub state: SessionState,
    pub announced_by: String,
    pub announced_at: Time,
    pub ended_at: Option<Time>,
    pub reason: Option<String>,
}

impl SharedSession {
    pub fn starts_at(&self) -> Time {
        self.starts_on.start().plus(i64::from(self.starts_minute) * MINUTE)
    }

    /// Whether seats may be asked for, or given back, on a day.
    pub fn takes_reservations(&self, day: Day) -> bool {
        self.state == SessionState::Open && day < self.starts_on
    }
}

text_enum! {
    pub enum ReservationState {
        Waiting = "waiting",
        Seated = "seated",
        /// Given back in time, or while waiting: the hours are free again.
        Withdrawn = "withdrawn",
        /// Given back after the deadline: the seats are free again, the hours are used.
        WithdrawnLate = "withdrawn_late",
        /// The provider called the session off.
        CalledOff = "called_off",
        /// The session took place with this group.
        Held = "held",
        /// The session took place, and the queue had not come so far.
        NotReached = "not_reached",
    }
}

impl ReservationState {
    pub fn is_live(self) -> bool {
        matches!(self, ReservationState::Waiting | ReservationState::Seated)
    }

    /// `next`, when it may follow.
    pub fn to(self, next: Self) -> Result<Self> {
        use ReservationState::*;
        let legal = match self {
            Waiting => matches!(next, Seated | Withdrawn | CalledOff | NotReached),
            Seated => matches!(next, Withdrawn | WithdrawnLate | CalledOff | Held),
            _ => false,
        };
        if legal { Ok(next) } else { Err(Error::conflict("training-reservation-ended")) }
    }
}

/// An institution's seats in a session, or its place in the queue for them.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = reservations, treat_none_as_default_value = false)]
pub struct Reservation {
    pub id: ReservationId,
    pub session_id: SessionId,
    /// The order of application in the session: 1, 2, 3, without gaps.
    pub number: i32,
    pub institution_id: InstitutionId,
    pub seats: i32,
    pub state: ReservationState,
    /// Of the form it was sent with: sent twice is sent once.
    pub once_key: String,
    pub made_by: PersonId,
    pub made_at: Time,
    pub seated_at: Option<Time>,
    pub ended_at: Option<Time>,
}
