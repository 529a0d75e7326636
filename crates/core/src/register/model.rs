//! What the register holds. Days are inclusive: a post that ends on the 5th is held on the 5th.

use super::province::Province;
use crate::db::text_enum;
use crate::schema::{duties, institutions, people, posts, units};
use diesel::prelude::*;
use kunye_kernel::id::{DutyId, InstitutionId, PersonId, PostId, UnitId};
use kunye_kernel::language::Language;
use kunye_kernel::national_id::NationalId;
use kunye_kernel::phone::Mobile;
use kunye_kernel::text;
use kunye_kernel::time::Day;

/// A public body. Its root unit carries the same DETSİS number.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Queryable, Selectable, serde::Serialize, serde::Deserialize)]
#[diesel(table_name = institutions)]
pub struct Institution {
    pub id: InstitutionId,
    pub detsis: String,
    pub name: String,
}

/// A node of an institution's tree. `detsis` never changes; name and parent may.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Queryable, Selectable)]
#[diesel(table_name = units)]
pub struct Unit {
    pub id: UnitId,
    pub institution_id: InstitutionId,
    pub detsis: String,
    pub parent_id: Option<UnitId>,
    pub name: String,
    /// What the institution calls this sort of unit: *il müdürlüğü*, *okul*.
    pub kind: String,
    pub province: Option<Province>,
    pub ended_on: Option<Day>,
}

/// A member of staff. The national id identifies; it is masked wherever it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Queryable, Selectable)]
#[diesel(table_name = people)]
pub struct Person {
    pub id: PersonId,
    pub institution_id: InstitutionId,
    pub national_id: NationalId,
    /// *Sicil no.*
    pub staff_no: String,
    pub given_names: String,
    pub surname: String,
    pub mobile: Option<Mobile>,
    pub email: Option<String>,
    /// The language they last said, see [`super::language`].
    pub language: Option<Language>,
}

impl Person {
    pub fn full_name(&self) -> String {
        format!("{} {}", self.given_names, self.surname)
    }
}

/// A person's place in a unit. A transfer ends one post and starts another.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Queryable, Selectable)]
#[diesel(table_name = posts)]
pub struct Post {
    pub id: PostId,
    pub person_id: PersonId,
    pub unit_id: UnitId,
    pub title: String,
    pub starts_on: Day,
    pub ends_on: Option<Day>,
}

impl Post {
    pub fn is_held_on(&self, day: Day) -> bool {
        self.starts_on <= day && self.ends_on.is_none_or(|end| end >= day)
    }
}

text_enum! {
    /// What a person may be charged with in a unit. The power reaches the unit and what hangs below it.
    pub enum DutyKind {
        /// *İdari amir*: the head of the unit.
        Supervisor = "supervisor",
        /// *Vekil*: stands in for the head, always between two dates.
        Deputy = "deputy",
        /// *PYS yetkilisi*.
        Officer = "officer",
        /// *Yönetici*: runs registers and policy; no secrets, no archive.
        Administrator = "administrator",
        /// *Denetçi*: reads the record.
        Auditor = "auditor",
        /// *Destek görevlisi*: tells why a sign-in fails.
        HelpDesk = "help_desk",
        /// *Kurum yetkilisi*: acts for a whole institution in the training programme (B8, B9).
        Coordinator = "coordinator",
        /// *Eğitim planlayıcısı*: runs the programme at the provider.
        Planner = "planner",
        /// *Kurumsal müşteri temsilcisi*: the provider's person for customer institutions (B15).
        AccountManager = "account_manager",
        /// *Eğitmen*.
        Trainer = "trainer",
        /// *Merkez müdürü*: directs the provider; sees the programme as a whole.
        Director = "director",
    }
}

/// A duty of a person in a unit, between two days.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Queryable, Selectable)]
#[diesel(table_name = duties)]
pub struct Duty {
    pub id: DutyId,
    pub kind: DutyKind,
    pub unit_id: UnitId,
    pub person_id: PersonId,
    pub starts_on: Day,
    pub ends_on: Option<Day>,
}

impl Duty {
    pub fn is_held_on(&self, day: Day) -> bool {
        self.starts_on <= day && self.ends_on.is_none_or(|end| end >= day)
    }
}

/// The columns that a list is searched and sorted by, beside what they are made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Keys {
    pub search: String,
    pub sort: Vec<u8>,
}

impl Keys {
    /// A person is found by names and staff number, and sorted as a list of staff is: surname first.
    pub fn of_person(given_names: &str, surname: &str, staff_no: &str) -> Self {
        Self {
            search: text::search_key(&format!("{given_names} {surname} {staff_no}")),
            sort: text::sort_key(&format!("{surname} {given_names}")),
        }
    }

    /// A unit is found by name and DETSİS number.
    pub fn of_unit(name: &str, detsis: &str) -> Self {
        Self { search: text::search_key(&format!("{name} {detsis}")), sort: text::sort_key(name) }
    }
}
