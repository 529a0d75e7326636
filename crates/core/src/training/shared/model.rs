//! Sessions and reservations, and which state may follow which.

use crate::db::text_enum;
use crate::schema::training::{reservations, session_days, training_sessions};
use diesel::prelude::*;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{CourseId, InstitutionId, PersonId, ProgrammeId, ReservationId, SessionId, SiteId};
use kunye_kernel::time::{Day, HOUR, MINUTE, Time};

text_enum! {
    pub enum SessionKind {
        /// A class of several institutions, in which seats are reserved.
        Shared = "shared",
        /// At the place of one institution, which asked for it.
        OnSite = "on_site",
    }
}

text_enum! {
    pub enum SessionState {
        /// Announced; a shared one takes reservations until its day.
        Open = "open",
        /// Took place.
        Held = "held",
        /// Called off by the provider.
        CalledOff = "called_off",
    }
}

/// A course held at a site. Seats, quota and deadlines are those of its announcement: a rule that changes later changes no promise.
/// When it is held hour by hour is told by its [`SessionDay`]s; what is kept here of them is the beginning, the last day and the sum.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = training_sessions, treat_none_as_default_value = false)]
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
    pub kind: SessionKind,
    pub ends_on: Day,
}

/// One day of a session. Its hours follow each other without a break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct SessionDay {
    #[serde(skip)]
    pub day: Day,
    /// Minutes after midnight in Istanbul.
    pub starts_minute: i32,
    pub hours: i32,
}

/// A day as it is stored.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = session_days, treat_none_as_default_value = false)]
pub(super) struct DayRow {
    pub session_id: SessionId,
    pub day: Day,
    pub starts_minute: i32,
    pub hours: i32,
}

impl From<DayRow> for SessionDay {
    fn from(row: DayRow) -> Self {
        Self { day: row.day, starts_minute: row.starts_minute, hours: row.hours }
    }
}

impl SessionDay {
    /// When an hour of the day begins; the first is 1.
    pub fn hour_at(&self, hour: i32) -> Time {
        self.day.start().plus(i64::from(self.starts_minute) * MINUTE + i64::from(hour - 1) * HOUR)
    }

    /// Whether both are in the same room at some moment, were it one room.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.hour_at(1) < other.hour_at(other.hours + 1) && other.hour_at(1) < self.hour_at(self.hours + 1)
    }
}

impl SharedSession {
    pub fn starts_at(&self) -> Time {
        self.starts_on.start().plus(i64::from(self.starts_minute) * MINUTE)
    }

    /// Whether seats may be asked for, or given back, on a day.
    pub fn takes_reservations(&self, day: Day) -> bool {
        self.kind == SessionKind::Shared && self.is_to_come(day)
    }

    /// Whether it stands, and has not begun on a day.
    pub fn is_to_come(&self, day: Day) -> bool {
        self.state == SessionState::Open && day < self.starts_on
    }

    pub fn is_on_site(&self) -> bool {
        self.kind == SessionKind::OnSite
    }

    /// `18.12.2026 09:30`, and the last day where it has several.
    pub fn when(&self) -> String {
        let starts = self.starts_at().display();
        if self.ends_on == self.starts_on { starts } else { format!("{starts} – {}", self.ends_on) }
    }

    /// `18.12.2026`, or its first and last day.
    pub fn days(&self) -> String {
        if self.ends_on == self.starts_on {
            self.starts_on.to_string()
        } else {
            format!("{} – {}", self.starts_on, self.ends_on)
        }
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

    /// It has its seats, or had them when the session took place.
    pub fn has_seats(self) -> bool {
        matches!(self, ReservationState::Seated | ReservationState::Held)
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
