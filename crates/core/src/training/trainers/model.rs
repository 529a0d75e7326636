//! A trainer, as planning sees one.

use crate::db::text_enum;
use crate::register::Province;
use crate::schema::training::trainer_absences;
use crate::training::programme::named;
use diesel::prelude::*;
use kunye_kernel::id::{AbsenceId, CourseId, PersonId, SessionId};
use kunye_kernel::language::Language;
use kunye_kernel::time::{Day, Time};
use std::collections::BTreeSet;

text_enum! {
    /// Why somebody is away. Nothing finer is asked.
    pub enum AbsenceKind { Leave = "leave", Duty = "duty" }
}

/// Days on which a trainer is not there; both are inclusive.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = trainer_absences, treat_none_as_default_value = false)]
pub struct Absence {
    pub id: AbsenceId,
    pub person_id: PersonId,
    pub starts_on: Day,
    pub ends_on: Day,
    pub kind: AbsenceKind,
    pub said_by: PersonId,
    pub said_at: Time,
}

/// A day on which a trainer trains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Engagement {
    pub session: SessionId,
    pub reference: String,
    pub course: String,
    pub course_en: String,
    pub day: Day,
    pub starts_minute: i32,
    pub hours: i32,
    pub province: Province,
    pub site: String,
    pub on_site: bool,
}

impl Engagement {
    /// What the course is called in a language.
    pub fn course_in(&self, language: Language) -> &str {
        named(language, &self.course, &self.course_en)
    }
}

/// A trainer with everything that planning asks about.
#[derive(Debug, Clone)]
pub struct Trainer {
    pub id: PersonId,
    pub name: String,
    pub home: Option<Province>,
    /// Courses that are taught.
    pub skills: BTreeSet<CourseId>,
    pub absences: Vec<Absence>,
    pub engagements: Vec<Engagement>,
    /// Hours of the programme's sessions, held and to come.
    pub load: i32,
}
