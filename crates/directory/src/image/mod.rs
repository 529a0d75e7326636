//! The directory in memory: everything a search reads, so that it waits neither for the database nor for anybody who hashes.
//!
//! The image is drawn once from the database, and then redrawn where the database says that something changed ([`keeper`]). It
//! says what there is; who may see it is asked of [`crate::view`].

pub mod keeper;
mod person;

pub use person::{NOWHERE, Person, number_of};

use crate::schema::{Attr, Rule};
use hashbrown::HashTable;
use kunye_core::accounts::AccountKind;
use kunye_core::applications::HeldRole;
use kunye_core::directory::{ApplicationCard, Card, Machine, Offices, RoleCard, UnitCard};
use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;

pub struct Unit {
    pub card: UnitCard,
    /// Slot of the unit above.
    pub parent: u32,
    pub has_children: bool,
}

pub struct Role {
    pub card: RoleCard,
    /// Slots of those who hold it, in order.
    pub holders: Vec<u32>,
}

/// Slots by a value that several may have.
struct Index {
    slots: HashTable<u32>,
    key: fn(&RandomState, &Person) -> u64,
}

impl Index {
    fn by(key: fn(&RandomState, &Person) -> u64) -> Self {
        Self { slots: HashTable::new(), key }
    }

    fn add(&mut self, hashes: &RandomState, people: &[Person], slot: u32) {
        let key = |slot: &u32| (self.key)(hashes, &people[*slot as usize]);
        self.slots.insert_unique(key(&slot), slot, key);
    }

    fn remove(&mut self, hashes: &RandomState, people: &[Person], slot: u32) {
        if let Ok(entry) = self.slots.find_entry((self.key)(hashes, &people[slot as usize]), |found| *found == slot) {
            entry.remove();
        }
    }
}

pub struct Image {
    /// An account keeps its slot for as long as this process lives.
    people: Vec<Person>,
    by_id: HashTable<u32>,
    by_name: Index,
    by_cn: Index,
    by_staff_no: Index,
    by_number: Index,
    /// Of those whose address is no mailbox of ours.
    by_elsewhere: Index,
    /// Units' accounts: called by their unit, whose name may change without them.
    shared: Vec<u32>,
    units: Vec<Unit>,
    unit_slots: HashMap<String, u32>,
    by_detsis: HashMap<String, u32>,
    pub applications: Vec<ApplicationCard>,
    roles: Vec<Role>,
    role_slots: HashMap<(String, String), u16>,
    machines: HashMap<String, Machine>,
    hashes: RandomState,
}

impl Default for Image {
    fn default() -> Self {
        Self {
            people: Vec::new(),
            by_id: HashTable::new(),
            by_name: Index::by(|hashes, person| hashes.hash_one(person.user_name())),
            by_cn: Index::by(cn_key),
            by_staff_no: Index::by(|hashes, person| hashes.hash_one(&*crate::matching::fold(person.staff_no()))),
            by_number: Index::by(|hashes, person| hashes.hash_one(person.number)),
            by_elsewhere: Index::by(|hashes, person| hashes.hash_one(&*crate::matching::fold(person.elsewhere()))),
            shared: Vec::new(),
            units: Vec::new(),
            unit_slots: HashMap::new(),
            by_detsis: HashMap::new(),
            applications: Vec::new(),
            roles: Vec::new(),
            role_slots: HashMap::new(),
            machines: HashMap::new(),
            hashes: RandomState::new(),
        }
    }
}

impl Image {
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    pub fn machine(&self, name: &str) -> Option<&Machine> {
        self.machines.get(name)
    }

    pub fn unit_slot(&self, id: &str) -> Option<u32> {
        self.unit_slots.get(id).copied()
    }

    pub fn unit_by_detsis(&self, detsis: &str) -> Option<u32> {
        self.by_detsis.get(detsis).copied()
    }

    pub fn role_by_cn(&self, cn: &str) -> Option<usize> {
        self.roles.iter().position(|role| cn_of(&role.card.held).eq_ignore_ascii_case(cn))
    }

    /// Whether a unit is `above` or hangs below it.
    pub fn is_at_or_below(&self, mut unit: u32, above: u32) -> bool {
        // A tree has no circles; a register that is being changed might, for a moment.
        for _ in 0..64 {
            match self.units.get(unit as usize) {
                _ if unit == above => return true,
                Some(found) => unit = found.parent,
                None => return false,
            }
        }
        false
    }

    pub fn by_id(&self, id: u128) -> Option<u32> {
        self.by_id.find(self.hash(id), |slot| self.people[*slot as usize].id == id).copied()
    }

    pub fn by_user_name(&self, name: &str) -> Option<u32> {
        let hash = self.hash(name);
        self.by_name.slots.find(hash, |slot| self.people[*slot as usize].user_name() == name).copied()
    }

    /// Those whose value of this attribute may be this one; `None` where no index knows. What is found is still to be compared.
    pub fn candidates(&self, attr: Attr, rule: Rule, value: &str) -> Option<Vec<u32>> {
        let all = |index: &Index, hash: u64| index.slots.iter_hash(hash).copied().collect();
        match (attr, rule) {
            (Attr::Uid, Rule::CaseIgnore) => Some(self.by_user_name(value).into_iter().collect()),
            // A mailbox is the user name at the mail domain.
            (Attr::Mail, Rule::CaseIgnore) => {
                let mailbox = value.split('@').next().and_then(|name| self.by_user_name(name));
                let mut found: Vec<u32> = all(&self.by_elsewhere, self.hash(value));
                found.extend(mailbox.filter(|slot| self.people[*slot as usize].has_mailbox()));
                Some(found)
            }
            (Attr::Cn | Attr::DisplayName, Rule::CaseIgnore) => {
                let mut found: Vec<u32> = all(&self.by_cn, self.hash(value));
                found.extend(&self.shared);
                Some(found)
            }
            (Attr::EmployeeNumber, Rule::CaseIgnore) => Some(all(&self.by_staff_no, self.hash(value))),
            (Attr::UidNumber, Rule::Integer) => Some(all(&self.by_number, self.hash(posix_back(value)?))),
            (Attr::EntryUuid, Rule::Uuid) => {
                let id = u128::from_str_radix(&value.replace('-', ""), 16).unwrap_or_default();
                Some(self.by_id(id).into_iter().collect())
            }
            (Attr::MemberOf, Rule::Name) => {
                let cn = value.split(',').next().and_then(|level| level.strip_prefix("cn=")).unwrap_or_default();
                Some(self.role_by_cn(cn).map(|role| self.roles[role].holders.clone()).unwrap_or_default())
            }
            _ => None,
        }
    }

    /// Puts accounts in, or in the place of what was there.
    pub fn put(&mut self, cards: &[Card]) {
        for card in cards {
            let unit = card.unit.as_ref().and_then(|unit| self.unit_slot(unit.as_str())).unwrap_or(NOWHERE);
            let roles = card.roles.iter().filter_map(|HeldRole { application_slug, role_slug }| {
                self.role_slots.get(&(application_slug.clone(), role_slug.clone())).copied()
            });
            let person = Person::new(card, unit, roles.collect());
            match self.by_id(person.id) {
                Some(slot) => self.replace(slot, person),
                None => self.add(person),
            }
        }
    }

    fn add(&mut self, person: Person) {
        let Ok(slot) = u32::try_from(self.people.len()) else { return };
        if person.kind == AccountKind::Unit {
            self.shared.push(slot);
        }
        self.people.push(person);
        let id = self.people[slot as usize].id;
        let hashes = &self.hashes;
        let people = &self.people;
        self.by_id.insert_unique(hashes.hash_one(id), slot, |slot| hashes.hash_one(people[*slot as usize].id));
        self.index(slot);
    }

    fn replace(&mut self, slot: u32, person: Person) {
        self.unindex(slot);
        self.people[slot as usize] = person;
        self.index(slot);
    }

    fn index(&mut self, slot: u32) {
        for index in [&mut self.by_name, &mut self.by_cn, &mut self.by_staff_no, &mut self.by_number] {
            index.add(&self.hashes, &self.people, slot);
        }
        if !self.people[slot as usize].elsewhere().is_empty() {
            self.by_elsewhere.add(&self.hashes, &self.people, slot);
        }
        for role in &self.people[slot as usize].roles {
            let holders = &mut self.roles[usize::from(*role)].holders;
            if let Err(at) = holders.binary_search(&slot) {
                holders.insert(at, slot);
            }
        }
    }

    fn unindex(&mut self, slot: u32) {
        for index in [&mut self.by_name, &mut self.by_cn, &mut self.by_staff_no, &mut self.by_number] {
            index.remove(&self.hashes, &self.people, slot);
        }
        if !self.people[slot as usize].elsewhere().is_empty() {
            self.by_elsewhere.remove(&self.hashes, &self.people, slot);
        }
        for role in &self.people[slot as usize].roles {
            let holders = &mut self.roles[usize::from(*role)].holders;
            if let Ok(at) = holders.binary_search(&slot) {
                holders.remove(at);
            }
        }
    }

    /// Puts every unit in anew. Units keep their slots; one that ended stays without a place in the tree.
    pub fn put_units(&mut self, cards: Vec<UnitCard>) {
        self.by_detsis.clear();
        for card in cards {
            let slot = match self.unit_slots.get(card.id.as_str()) {
                Some(slot) => *slot,
                None => {
                    let slot = self.units.len() as u32;
                    self.unit_slots.insert(card.id.to_string(), slot);
                    self.units.push(Unit { card: card.clone(), parent: NOWHERE, has_children: false });
                    slot
                }
            };
            self.by_detsis.insert(card.detsis.clone(), slot);
            self.units[slot as usize].card = card;
        }
        for slot in 0..self.units.len() {
            let parent = self.units[slot].card.parent.as_ref().and_then(|id| self.unit_slot(id.as_str()));
            self.units[slot].parent = parent.unwrap_or(NOWHERE);
            self.units[slot].has_children = false;
        }
        for slot in 0..self.units.len() {
            let parent = self.units[slot].parent as usize;
            if let Some(parent) = self.units.get_mut(parent) {
                parent.has_children = true;
            }
        }
    }

    /// Puts applications, roles and machines in anew. Roles keep their slots and holders; one that ended is not listed by name.
    pub fn put_offices(&mut self, offices: Offices) {
        self.applications = offices.applications;
        self.machines = offices.machines.into_iter().map(|machine| (machine.name.clone(), machine)).collect();
        self.role_slots.clear();
        for card in offices.roles {
            let known = self.roles.iter().position(|role| role.card.id == card.id);
            let at = known.unwrap_or(self.roles.len());
            let Ok(slot) = u16::try_from(at) else { continue };
            self.role_slots.insert((card.held.application_slug.clone(), card.held.role_slug.clone()), slot);
            match self.roles.get_mut(at) {
                Some(role) => role.card = card,
                None => self.roles.push(Role { card, holders: Vec::new() }),
            }
        }
        let ended: Vec<usize> = (0..self.roles.len()).filter(|at| !self.is_role_in_use(*at)).collect();
        for at in ended {
            for slot in std::mem::take(&mut self.roles[at].holders) {
                let roles = &mut self.people[slot as usize].roles;
                *roles = roles.iter().copied().filter(|role| usize::from(*role) != at).collect();
            }
        }
    }

    pub fn is_role_in_use(&self, at: usize) -> bool {
        let held = &self.roles[at].card.held;
        self.role_slots.get(&(held.application_slug.clone(), held.role_slug.clone())).is_some_and(|slot| usize::from(*slot) == at)
    }

    pub fn is_unit_in_use(&self, at: usize) -> bool {
        self.by_detsis.get(&self.units[at].card.detsis).is_some_and(|slot| *slot as usize == at)
    }

    fn hash(&self, value: impl std::hash::Hash) -> u64 {
        self.hashes.hash_one(value)
    }
}

/// `pys-kayit`: what a group is called.
pub fn cn_of(held: &HeldRole) -> String {
    format!("{}-{}", held.application_slug, held.role_slug)
}

fn cn_key(hashes: &RandomState, person: &Person) -> u64 {
    let cn = format!("{} {}", person.given_names(), person.surname());
    hashes.hash_one(&*crate::matching::fold(&cn))
}

/// Numbers are given out from here, where systemd's *Users, Groups, UIDs and GIDs* has nothing else.
const POSIX_BASE: u32 = 1_900_000_000;

pub fn posix(number: u32) -> u32 {
    POSIX_BASE.saturating_add(number)
}

fn posix_back(value: &str) -> Option<u32> {
    Some(value.parse::<u32>().unwrap_or(0).saturating_sub(POSIX_BASE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kunye_core::accounts::AccountState;
    use kunye_core::accounts::email::Email;
    use kunye_kernel::id::AccountId;
    use kunye_kernel::time::Time;

    fn card(n: usize, email: Option<Email>) -> Card {
        Card {
            account: AccountId::from(format!("{n:026}").as_str()),
            kind: AccountKind::Personal,
            state: AccountState::Active,
            user_name: format!("u{n}"),
            number: 1,
            given_names: "Ad".into(),
            surname: "Soyad".into(),
            staff_no: String::new(),
            mobile: None,
            email,
            unit: None,
            title: String::new(),
            roles: Vec::new(),
            credential: None,
            created_at: Time(0),
            modified_at: Time(0),
        }
    }

    #[test]
    fn an_address_is_found_by_an_index_and_forgotten_with_it() {
        let mut image = Image::default();
        let elsewhere = |address: &str| Some(Email::Elsewhere(address.into()));
        image.put(&[card(0, Some(Email::Mailbox)), card(1, elsewhere("U1@Baska.gov.tr")), card(2, None)]);
        image.put(&[card(3, elsewhere("u1@baska.gov.tr"))]);
        let found = |image: &Image, value: &str| {
            let mut slots = image.candidates(Attr::Mail, Rule::CaseIgnore, value).unwrap();
            slots.sort_unstable();
            slots
        };
        assert_eq!(found(&image, "u0@example.org"), [0]);
        assert_eq!(found(&image, "u1@baska.gov.tr"), [1, 3], "several may write the same");
        for nobodys in ["u1@example.org", "u2@example.org", "", "@"] {
            assert_eq!(found(&image, nobodys), [0; 0], "{nobodys}");
        }
        image.put(&[card(1, Some(Email::Mailbox)), card(3, elsewhere("u3@baska.gov.tr"))]);
        assert_eq!(found(&image, "u1@baska.gov.tr"), [1], "by the user name, and still to be compared");
        assert_eq!(found(&image, "u3@baska.gov.tr"), [3]);
    }
}
