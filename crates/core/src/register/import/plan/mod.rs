//! What an import would do: computed from the register and the rows, shown as a preview, carried out if it is still the same.
//! Pure.

mod people;
mod units;

pub(in crate::register) use people::{PeoplePlan, PersonAct, PersonStep, PostAct};
pub(in crate::register) use units::UnitsPlan;

use super::columns::Column;
use super::rows::Rejection;
use crate::db::text_enum;
use crate::register::model::Person;
use kunye_kernel::phone::Mobile;
use std::hash::{Hash, Hasher};

text_enum! {
    /// What happens to a row.
    pub enum Class {
        New = "new",
        Changed = "changed",
        /// A person who moves to another unit, or a unit that moves under another.
        Transferred = "transferred",
        /// A person whose post ends.
        Ended = "ended",
        Unchanged = "unchanged",
        Rejected = "rejected",
    }
}

/// A field that gets another value, as it is shown and recorded: phones masked.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Change {
    pub field: Column,
    pub before: Option<String>,
    pub after: Option<String>,
}

impl Change {
    pub(in crate::register) fn new(field: Column, before: Option<impl ToString>, after: Option<impl ToString>) -> Self {
        Self { field, before: before.map(|value| value.to_string()), after: after.map(|value| value.to_string()) }
    }

    /// Every field in which two states of one person differ.
    pub(in crate::register) fn between(before: &Person, after: &Person) -> Vec<Self> {
        let masked = |person: &Person| person.mobile.as_ref().map(Mobile::masked);
        let pairs = [
            (Column::StaffNo, before.staff_no != after.staff_no, Some(before.staff_no.clone()), Some(after.staff_no.clone())),
            (
                Column::GivenNames,
                before.given_names != after.given_names,
                Some(before.given_names.clone()),
                Some(after.given_names.clone()),
            ),
            (Column::Surname, before.surname != after.surname, Some(before.surname.clone()), Some(after.surname.clone())),
            (Column::Mobile, before.mobile != after.mobile, masked(before), masked(after)),
            (Column::Email, before.email != after.email, before.email.clone(), after.email.clone()),
        ];
        pairs
            .into_iter()
            .filter(|(_, differs, ..)| *differs)
            .map(|(field, _, before, after)| Self { field, before, after })
            .collect()
    }
}

/// A line of the preview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub row: u32,
    /// A DETSİS number, or a masked national id.
    pub key: String,
    pub name: String,
    /// The name of the unit above a unit, or of the unit a person is in.
    pub unit: Option<String>,
    pub changes: Vec<Change>,
}

/// How many rows of each class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Counts {
    pub new: usize,
    pub changed: usize,
    pub transferred: usize,
    pub ended: usize,
    pub unchanged: usize,
    pub rejected: usize,
}

impl Counts {
    pub fn of(&self, class: Class) -> usize {
        match class {
            Class::New => self.new,
            Class::Changed => self.changed,
            Class::Transferred => self.transferred,
            Class::Ended => self.ended,
            Class::Unchanged => self.unchanged,
            Class::Rejected => self.rejected,
        }
    }

    pub(super) fn add(&mut self, class: Class) {
        match class {
            Class::New => self.new += 1,
            Class::Changed => self.changed += 1,
            Class::Transferred => self.transferred += 1,
            Class::Ended => self.ended += 1,
            Class::Unchanged => self.unchanged += 1,
            Class::Rejected => self.rejected += 1,
        }
    }

    pub fn rows(&self) -> usize {
        Class::ALL.iter().map(|class| self.of(*class)).sum()
    }

    /// Whether applying would change anything.
    pub fn has_effect(&self) -> bool {
        self.new + self.changed + self.transferred + self.ended > 0
    }
}

/// A plan of either kind.
pub(in crate::register) enum Plan {
    Units(UnitsPlan),
    People(PeoplePlan),
}

impl Plan {
    pub fn counts(&self) -> Counts {
        match self {
            Plan::Units(plan) => plan.counts(),
            Plan::People(plan) => plan.counts(),
        }
    }

    /// The first `most` lines of a class.
    pub fn items(&self, class: Class, most: usize) -> Vec<Item> {
        match self {
            Plan::Units(plan) => plan.items(class, most),
            Plan::People(plan) => plan.items(class, most),
        }
    }

    pub fn into_rejected(self) -> Vec<Rejection> {
        match self {
            Plan::Units(plan) => plan.rejected,
            Plan::People(plan) => plan.rejected,
        }
    }

    /// The same for two plans that do the same: SHA-256 over every effect.
    pub fn digest(&self) -> String {
        let mut digest = Digest(aws_lc_rs::digest::Context::new(&aws_lc_rs::digest::SHA256));
        match self {
            Plan::Units(plan) => plan.hash(&mut digest),
            Plan::People(plan) => plan.hash(&mut digest),
        }
        data_encoding::HEXLOWER.encode(digest.0.finish().as_ref())
    }
}

/// Lets `derive(Hash)` say what belongs into a digest.
struct Digest(aws_lc_rs::digest::Context);

impl Hasher for Digest {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Only the whole digest is of use.
    fn finish(&self) -> u64 {
        0
    }
}

/// Rejections in the order of the file.
fn in_order(mut rejected: Vec<Rejection>) -> Vec<Rejection> {
    rejected.sort_by_key(|rejection| rejection.row);
    rejected
}
