//! What answers are made of. Phones and national ids are masked where they leave the core, and their names say so; of a password
//! nothing is told but when it ends.

use super::words;
use kunye_core::applications;
use kunye_core::register::{self, DutyKind, Person, Post, Unit};
use kunye_core::requests::view;
use kunye_core::training::shared::SessionDay;
use kunye_kernel::page::Page;
use kunye_kernel::time::{Day, Time};
use serde::Serialize;
use utoipa::ToSchema;

/// One page of a list.
#[derive(Serialize, ToSchema)]
pub struct Listed<T> {
    pub items: Vec<T>,
    /// How many there are in all.
    pub total: i64,
    /// From 1.
    pub page: u32,
    pub size: u32,
}

impl<T> Listed<T> {
    pub fn of<U>(page: Page<U>, shape: impl FnMut(U) -> T) -> Self {
        let Page { items, total, request } = page;
        Self { items: items.into_iter().map(shape).collect(), total, page: request.number, size: request.size }
    }
}

/// What went wrong (RFC 9457).
#[derive(Serialize, ToSchema)]
pub struct Problem {
    /// Always `about:blank`: `code` tells errors apart.
    #[serde(rename = "type")]
    pub kind: String,
    /// A sentence for people, in the language that was asked for.
    pub title: String,
    pub status: u16,
    /// The sentence's key, for programs.
    #[schema(example = "error-not-found")]
    pub code: String,
    /// What to tell the help desk about an error of ours.
    pub incident: Option<String>,
    /// Explanations, each at its field.
    pub errors: Option<Vec<FieldProblem>>,
}

#[derive(Serialize, ToSchema)]
pub struct FieldProblem {
    pub field: String,
    pub text: String,
}

/// A moment, in UTC (RFC 3339).
pub fn moment(time: Time) -> String {
    time.rfc3339()
}

pub fn maybe_moment(time: Option<Time>) -> Option<String> {
    time.map(moment)
}

/// A day of a training. Its hours follow each other.
#[derive(Serialize, ToSchema)]
pub struct TrainingDay {
    #[schema(format = DateTime)]
    pub starts_at: String,
    #[schema(format = DateTime)]
    pub ends_at: String,
    pub hours: i32,
}

impl From<&SessionDay> for TrainingDay {
    fn from(day: &SessionDay) -> Self {
        Self { starts_at: moment(day.hour_at(1)), ends_at: moment(day.hour_at(day.hours + 1)), hours: day.hours }
    }
}

/// One of the 81.
#[derive(Serialize, ToSchema)]
pub struct Province {
    /// Plate code.
    #[schema(minimum = 1, maximum = 81)]
    pub plate: i32,
    #[schema(example = "Ankara")]
    pub name: &'static str,
}

impl From<register::Province> for Province {
    fn from(province: register::Province) -> Self {
        Self { plate: province.plate(), name: province.name() }
    }
}

/// A unit, as other things name it.
#[derive(Serialize, ToSchema)]
pub struct UnitTag {
    pub id: String,
    /// The unit's unchanging number.
    #[schema(example = "24301719")]
    pub detsis: String,
    pub name: String,
}

impl From<Unit> for UnitTag {
    fn from(unit: Unit) -> Self {
        Self { id: unit.id.to_string(), detsis: unit.detsis, name: unit.name }
    }
}

/// A person, as other things name them.
#[derive(Serialize, ToSchema)]
pub struct PersonTag {
    pub id: String,
    pub name: String,
}

impl From<&Person> for PersonTag {
    fn from(person: &Person) -> Self {
        Self { id: person.id.to_string(), name: person.full_name() }
    }
}

/// A role that an account holds in an application.
#[derive(Serialize, ToSchema)]
pub struct HeldRole {
    /// The application's short name.
    #[schema(example = "pys")]
    pub application: String,
    /// The role's, in its application.
    #[schema(example = "okuyucu")]
    pub role: String,
    /// What people call the role.
    pub name: String,
    #[schema(format = DateTime)]
    pub since: String,
}

impl From<applications::Held> for HeldRole {
    fn from(held: applications::Held) -> Self {
        Self {
            application: held.application.slug,
            role: held.role.slug,
            name: held.role.name,
            since: moment(held.authorisation.starts_at),
        }
    }
}

/// A role that a form asks to be given or taken.
#[derive(Serialize, ToSchema)]
pub struct AskedRole {
    #[schema(value_type = words::Act)]
    pub act: applications::Act,
    #[schema(example = "pys")]
    pub application: String,
    #[schema(example = "okuyucu")]
    pub role: String,
    /// Whether the account holds it now.
    pub held: bool,
}

impl From<view::Asked> for AskedRole {
    fn from(asked: view::Asked) -> Self {
        Self { act: asked.act, application: asked.application.slug, role: asked.role.slug, held: asked.held }
    }
}

/// What somebody is charged with in a unit. Days are inclusive.
#[derive(Serialize, ToSchema)]
pub struct Duty {
    pub id: String,
    #[schema(value_type = words::DutyKind)]
    pub kind: DutyKind,
    pub unit: UnitTag,
    pub person: PersonTag,
    #[schema(format = Date)]
    pub starts_on: String,
    #[schema(format = Date)]
    pub ends_on: Option<String>,
}

impl Duty {
    pub fn of(duty: register::Duty, unit: Unit, person: &Person) -> Self {
        Self {
            id: duty.id.to_string(),
            kind: duty.kind,
            unit: unit.into(),
            person: person.into(),
            starts_on: duty.starts_on.iso(),
            ends_on: duty.ends_on.map(Day::iso),
        }
    }
}

/// A person in a list.
#[derive(Serialize, ToSchema)]
pub struct PersonRow {
    pub id: String,
    pub given_names: String,
    pub surname: String,
    pub staff_no: String,
    #[schema(example = "100******46")]
    pub national_id_masked: String,
    #[schema(example = "•••• ••• •• 67")]
    pub mobile_masked: Option<String>,
    /// The address by which applications know the account, in the directory and in OpenID Connect too; none without an account in use.
    pub email: Option<String>,
    /// The address that the register has: where messages go when there is no phone.
    pub register_email: Option<String>,
    /// Of the post held today.
    pub title: Option<String>,
    pub unit: Option<UnitTag>,
}

impl PersonRow {
    pub fn of(person: Person, post: Option<Post>, unit: Option<Unit>, email: Option<String>) -> Self {
        Self {
            id: person.id.to_string(),
            national_id_masked: person.national_id.masked(),
            mobile_masked: person.mobile.map(|mobile| mobile.masked()),
            given_names: person.given_names,
            surname: person.surname,
            staff_no: person.staff_no,
            email,
            register_email: person.email,
            title: post.map(|post| post.title),
            unit: unit.map(UnitTag::from),
        }
    }
}
