//! What speaks against a schedule. What blocks it cannot be planned; what warns can, by somebody who has read it.

use super::propose::{Ask, Rooms};
use crate::register::{Distance, Province};
use crate::training::shared::SessionDay;
use crate::training::trainers::{AbsenceKind, Trainer};
use kunye_kernel::error::Error;
use kunye_kernel::holidays::{self, Holiday};
use kunye_kernel::id::CourseId;
use kunye_kernel::time::Day;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Conflict {
    /// The course is not among those that the trainer teaches.
    NoSkill,
    /// The trainer trains elsewhere on that day.
    Busy {
        day: Day,
        reference: String,
    },
    Away {
        day: Day,
        kind: AbsenceKind,
    },
    /// The same room has another training in those hours.
    RoomTaken {
        day: Day,
        reference: String,
    },
    /// Before tomorrow, or after the end of the programme.
    Outside {
        day: Day,
    },
    /// The day before or after, the trainer is so far away that it takes a day to come or to go on.
    Travel {
        day: Day,
        reference: String,
        province: Province,
    },
    Holiday {
        day: Day,
        holiday: Holiday,
    },
    /// The training goes on into the free afternoon.
    HalfDay {
        day: Day,
        holiday: Holiday,
    },
    Weekend {
        day: Day,
    },
    /// Before the working day begins, or after it ends; maybe past midnight.
    OffHours {
        day: Day,
    },
    /// The feasts of that year are not known to the program.
    FeastsUnknown {
        year: i16,
    },
    /// The institution wished other days.
    NotWished {
        day: Day,
    },
    /// The trainer of the session cannot train it as it would be, and is taken off it.
    LosesTrainer {
        name: String,
    },
}

/// Minutes after midnight between which people are at work. Ours: institutions begin and end within an hour of these.
pub const WORKING: std::ops::RangeInclusive<i32> = 8 * 60..=18 * 60;

impl Conflict {
    pub fn blocks(&self) -> bool {
        use Conflict::*;
        matches!(self, NoSkill | Busy { .. } | Away { .. } | RoomTaken { .. } | Outside { .. })
    }

    /// `busy`, `weekend`, …: for texts and for programs.
    pub fn code(&self) -> &'static str {
        use Conflict::*;
        match self {
            NoSkill => "skill",
            Busy { .. } => "busy",
            Away { .. } => "away",
            RoomTaken { .. } => "room",
            Outside { .. } => "outside",
            Travel { .. } => "travel",
            Holiday { .. } => "holiday",
            HalfDay { .. } => "half-day",
            Weekend { .. } => "weekend",
            OffHours { .. } => "off-hours",
            FeastsUnknown { .. } => "feasts",
            NotWished { .. } => "not-wished",
            LosesTrainer { .. } => "loses-trainer",
        }
    }

    /// What a planner is told who tries all the same.
    pub fn refusal(&self) -> Error {
        match self {
            Conflict::NoSkill => Error::field("trainer", "training-trainer-unskilled"),
            Conflict::Busy { reference, .. } => Error::field("trainer", "training-trainer-busy").with("reference", reference),
            Conflict::Away { day, .. } => Error::field("trainer", "training-trainer-away").with("date", day),
            Conflict::RoomTaken { day, reference } => {
                Error::field("starts_on", "training-room-taken").with("date", day).with("reference", reference)
            }
            other => Error::field("starts_on", "training-plan-outside").with("date", other.day().unwrap_or(Day(0))),
        }
    }

    /// The day it is about; none where it is about all of them.
    pub fn day(&self) -> Option<Day> {
        use Conflict::*;
        match self {
            NoSkill | FeastsUnknown { .. } | LosesTrainer { .. } => None,
            Busy { day, .. } | Away { day, .. } | RoomTaken { day, .. } | Outside { day } | Travel { day, .. } => Some(*day),
            Holiday { day, .. } | HalfDay { day, .. } | Weekend { day } | OffHours { day } | NotWished { day } => Some(*day),
        }
    }
}

/// What speaks against a trainer on some days: what blocks comes first.
pub fn conflicts(ask: &Ask, trainer: &Trainer, days: &[SessionDay]) -> Vec<Conflict> {
    let mut found = of_place(&ask.rooms, [ask.from, ask.until], days);
    found.extend(of_trainer(&ask.course, ask.province, trainer, days));
    if let Some(first) = days.first().filter(|first| !ask.wished.holds(first.day)) {
        found.push(Conflict::NotWished { day: first.day });
    }
    found.sort();
    found.dedup();
    found
}

/// What speaks against a trainer of a course in a province, whatever the room and the calendar say.
pub fn of_trainer(course: &CourseId, province: Province, trainer: &Trainer, days: &[SessionDay]) -> Vec<Conflict> {
    let mut found = Vec::new();
    if !trainer.skills.contains(course) {
        found.push(Conflict::NoSkill);
    }
    for SessionDay { day, .. } in days.iter().copied() {
        let elsewhere = trainer.engagements.iter().filter(|other| other.day == day);
        found.extend(elsewhere.map(|other| Conflict::Busy { day, reference: other.reference.clone() }));
        let away = trainer.absences.iter().find(|absence| absence.starts_on <= day && day <= absence.ends_on);
        found.extend(away.map(|absence| Conflict::Away { day, kind: absence.kind }));
    }
    let planned = |day: Day| days.iter().any(|one| one.day == day);
    for other in trainer.engagements.iter().filter(|other| !planned(other.day)) {
        let is_next = planned(other.day.plus_days(1)) || planned(other.day.plus_days(-1));
        if is_next && Distance::between(other.province, province).takes_a_day() {
            let (day, reference, province) = (other.day, other.reference.clone(), other.province);
            found.push(Conflict::Travel { day, reference, province });
        }
    }
    found.sort();
    found
}

/// What speaks against some days in a room, whoever trains: other trainings there, the period that can be planned, the calendar.
pub fn of_place(rooms: &Rooms, [from, until]: [Day; 2], days: &[SessionDay]) -> Vec<Conflict> {
    let mut found = Vec::new();
    for one in days {
        let day = one.day;
        if day < from || day > until {
            found.push(Conflict::Outside { day });
        }
        let others = rooms.iter().filter(|(other, _)| other.overlaps(one));
        found.extend(others.map(|(_, reference)| Conflict::RoomTaken { day, reference: reference.clone() }));
        found.extend(days_off(one));
        let ends = one.starts_minute + one.hours * 60;
        if !WORKING.contains(&one.starts_minute) || !WORKING.contains(&ends) {
            found.push(Conflict::OffHours { day });
        }
    }
    found.sort();
    found
}

/// What the calendar alone says against a day of a training.
pub fn days_off(one: &SessionDay) -> Vec<Conflict> {
    let (day, mut found) = (one.day, Vec::new());
    match holidays::rest_on(day) {
        Some(rest) if !rest.half => found.push(Conflict::Holiday { day, holiday: rest.holiday }),
        Some(rest) if one.starts_minute + one.hours * 60 > holidays::HALF_DAY => {
            found.push(Conflict::HalfDay { day, holiday: rest.holiday });
        }
        _ => {}
    }
    if day.weekday() > 5 {
        found.push(Conflict::Weekend { day });
    }
    if !holidays::feasts_known(day.year()) {
        found.push(Conflict::FeastsUnknown { year: day.year() });
    }
    found
}
