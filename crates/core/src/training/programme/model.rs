//! Programme, catalogue, sites and tables of tiers.

use super::tiers::Tier;
use crate::db::text_enum;
use crate::register::Province;
use crate::schema::training::{courses, programmes, training_sites};
use diesel::prelude::*;
use kunye_kernel::id::{CourseId, InstitutionId, ProgrammeId, SiteId, TierTableId};
use kunye_kernel::language::Language;
use kunye_kernel::time::{Day, Time};

/// A provider's offer for a period. Days are inclusive.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = programmes, treat_none_as_default_value = false)]
pub struct Programme {
    pub id: ProgrammeId,
    /// The institution that trains.
    pub provider_id: InstitutionId,
    pub name: String,
    pub starts_on: Day,
    pub ends_on: Day,
    /// Room for so many trainees (B1: about 4,000).
    pub capacity_people: i32,
    /// Hours that trainers can give.
    pub capacity_hours: i32,
    pub created_at: Time,
}

impl Programme {
    pub fn runs_on(&self, day: Day) -> bool {
        self.starts_on <= day && day <= self.ends_on
    }
}

text_enum! {
    /// Whom a course is for (B1, B5).
    pub enum CourseLevel { User = "user", Technical = "technical" }
}

/// An entry of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = courses, treat_none_as_default_value = false)]
pub struct Course {
    pub id: CourseId,
    pub programme_id: ProgrammeId,
    /// Short, said aloud: `K1`.
    pub code: String,
    pub name: String,
    /// For whoever reads English.
    pub name_en: String,
    pub level: CourseLevel,
    pub hours: i32,
    pub contents: String,
    pub materials: String,
    /// What room and equipment it needs.
    pub needs: String,
    /// The last day on which it is offered.
    pub ended_on: Option<Day>,
    pub created_at: Time,
}

/// A course's name in a language; the Turkish one, where it has no other.
pub fn named<'a>(language: Language, name: &'a str, name_en: &'a str) -> &'a str {
    if language == Language::En && !name_en.is_empty() { name_en } else { name }
}

impl Course {
    /// What it is called in a language.
    pub fn name_in(&self, language: Language) -> &str {
        named(language, &self.name, &self.name_en)
    }

    /// Whether it can be asked for and announced on a day.
    pub fn is_offered(&self, day: Day) -> bool {
        self.ended_on.is_none_or(|end| day <= end)
    }
}

/// Where trainings are held: the provider's own rooms, and those at institutions.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = training_sites, treat_none_as_default_value = false)]
pub struct Site {
    pub id: SiteId,
    /// Whose it is.
    pub owner_id: InstitutionId,
    pub name: String,
    pub province: Province,
    pub address: String,
    pub created_at: Time,
    /// The last day on which classes are held there.
    pub ended_on: Option<Day>,
}

impl Site {
    /// Whether a class can be announced there for a day.
    pub fn is_offered(&self, day: Day) -> bool {
        self.ended_on.is_none_or(|end| day <= end)
    }
}

/// The tiers that decide from a day on, until a later table does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TierTable {
    pub id: TierTableId,
    pub valid_from: Day,
    pub published_at: Time,
    pub reason: String,
    pub tiers: Vec<Tier>,
}
