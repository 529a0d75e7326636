//! Who sees what. What is not for somebody is not found: not by searching, not by comparing, not by its name.

use crate::image::{Image, NOWHERE, number_of};
use kunye_core::accounts::AccountState;

/// Who asks, as the bind proved it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Who {
    /// Nobody: sees the root DSE and the schema.
    #[default]
    Anonymous,
    /// A person, or a unit's account, by the numbers of account and credential: sees itself.
    Account { id: u128, credential: u128 },
    /// An application: sees people and units at or below its unit, and the roles of its application.
    Machine(String),
}

impl Who {
    pub fn account(id: &str, credential: &str) -> Self {
        Who::Account { id: number_of(id), credential: number_of(credential) }
    }
}

/// What that comes to at this moment. Asked anew for every request: who has lost the right in between has lost it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum View {
    Nothing,
    Own { slot: u32 },
    Machine { unit: Option<u32>, application: String },
}

impl View {
    pub fn of(who: &Who, image: &Image) -> Self {
        match who {
            Who::Anonymous => View::Nothing,
            Who::Account { id, credential } => match image.by_id(*id) {
                Some(slot) if stands(image, slot, *credential) => View::Own { slot },
                _ => View::Nothing,
            },
            Who::Machine(name) => match image.machine(name) {
                Some(machine) => View::Machine {
                    // A unit that is gone is no reason to see everything.
                    unit: machine.unit.as_ref().map(|id| image.unit_slot(id.as_str()).unwrap_or(NOWHERE)),
                    application: machine.application.clone(),
                },
                None => View::Nothing,
            },
        }
    }

    /// Whether the tree's fixed entries are seen.
    pub fn sees_tree(&self) -> bool {
        *self != View::Nothing
    }

    pub fn sees_person(&self, image: &Image, slot: u32) -> bool {
        match self {
            View::Nothing => false,
            View::Own { slot: own } => *own == slot,
            View::Machine { unit: None, .. } => true,
            View::Machine { unit: Some(above), .. } => {
                image.people().get(slot as usize).is_some_and(|person| image.is_at_or_below(person.unit, *above))
            }
        }
    }

    pub fn sees_unit(&self, image: &Image, slot: u32) -> bool {
        match self {
            View::Nothing | View::Own { .. } => false,
            View::Machine { unit: None, .. } => true,
            View::Machine { unit: Some(above), .. } => image.is_at_or_below(slot, *above),
        }
    }

    /// Roles and groups of an application.
    pub fn sees_application(&self, slug: &str) -> bool {
        matches!(self, View::Machine { application, .. } if application == slug)
    }

    /// A person's own `memberOf` tells of every application.
    pub fn sees_role_of(&self, slot: u32, slug: &str) -> bool {
        matches!(self, View::Own { slot: own } if *own == slot) || self.sees_application(slug)
    }
}

fn stands(image: &Image, slot: u32, credential: u128) -> bool {
    let person = &image.people()[slot as usize];
    person.state == AccountState::Active && person.credential == credential
}
