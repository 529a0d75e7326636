//! The part of the register that an import is compared with, loaded once.

use super::super::duties::AdministratorScope;
use super::super::model::{Duty, DutyKind, Person, Post, Unit};
use super::{Set, unit_ids};
use crate::db::{Conn, IntoResult, plan_anew};
use crate::schema::{duties, people, posts, units};
use diesel::prelude::*;
use kunye_kernel::error::Result;
use kunye_kernel::id::{PersonId, UnitId};
use kunye_kernel::national_id::NationalId;
use kunye_kernel::time::Day;
use std::collections::{HashMap, HashSet};

/// Every unit, and which of them the administrator may touch.
#[derive(Debug, Default)]
pub(in crate::register) struct UnitBook {
    by_detsis: HashMap<String, Unit>,
    detsis_of: HashMap<UnitId, String>,
    /// Everything for `None`.
    mine: Option<HashSet<UnitId>>,
}

impl UnitBook {
    pub fn new(units: Vec<Unit>, mine: Option<HashSet<UnitId>>) -> Self {
        let detsis_of = units.iter().map(|unit| (unit.id.clone(), unit.detsis.clone())).collect();
        Self { by_detsis: units.into_iter().map(|unit| (unit.detsis.clone(), unit)).collect(), detsis_of, mine }
    }

    pub fn load(conn: &mut Conn, scope: &AdministratorScope) -> Result<Self> {
        let all = units::table.select(Unit::as_select()).load(conn).or_fail()?;
        let mine = match scope.reach() {
            Set::Everything => None,
            set => Some(unit_ids(conn, set)?),
        };
        Ok(Self::new(all, mine))
    }

    pub fn get(&self, detsis: &str) -> Option<&Unit> {
        self.by_detsis.get(detsis)
    }

    pub fn by_id(&self, id: &UnitId) -> Option<&Unit> {
        self.detsis_of.get(id).and_then(|detsis| self.get(detsis))
    }

    pub fn parent_of(&self, detsis: &str) -> Option<&str> {
        let parent = self.get(detsis)?.parent_id.as_ref()?;
        self.detsis_of.get(parent).map(String::as_str)
    }

    pub fn all(&self) -> impl Iterator<Item = &Unit> {
        self.by_detsis.values()
    }

    pub fn is_mine(&self, unit: &UnitId) -> bool {
        self.mine.as_ref().is_none_or(|mine| mine.contains(unit))
    }

    pub fn is_everything_mine(&self) -> bool {
        self.mine.is_none()
    }
}

/// A person as the register has them.
#[derive(Debug, Clone)]
pub(in crate::register) struct KnownPerson {
    pub person: Person,
    /// By their beginning.
    pub posts: Vec<Post>,
    /// Those that have not ended.
    pub duties: Vec<Duty>,
}

/// The people a file names, and the heads of units.
#[derive(Debug, Default)]
pub(in crate::register) struct PeopleBook {
    pub people: HashMap<NationalId, KnownPerson>,
    /// Duties as head, present and coming.
    pub heads: HashMap<UnitId, Vec<Duty>>,
}

impl PeopleBook {
    pub fn load(conn: &mut Conn, national_ids: &[&NationalId], today: Day) -> Result<Self> {
        let mut book = Self::default();
        plan_anew(conn)?;
        for some in national_ids.chunks(10_000) {
            let found: Vec<Person> = people::table
                .filter(people::national_id.eq_any(some.iter().copied()))
                .select(Person::as_select())
                .load(conn)
                .or_fail()?;
            if found.is_empty() {
                continue;
            }
            let mut posts = posts_of(conn, some)?;
            let mut duties = duties_of(conn, some, today)?;
            for person in found {
                let known = KnownPerson {
                    posts: posts.remove(&person.id).unwrap_or_default(),
                    duties: duties.remove(&person.id).unwrap_or_default(),
                    person,
                };
                book.people.insert(known.person.national_id.clone(), known);
            }
        }
        let heads: Vec<Duty> = duties::table
            .filter(duties::kind.eq(DutyKind::Supervisor))
            .filter(duties::ends_on.is_null().or(duties::ends_on.ge(today)))
            .order((duties::starts_on, duties::id))
            .select(Duty::as_select())
            .load(conn)
            .or_fail()?;
        for head in heads {
            book.heads.entry(head.unit_id.clone()).or_default().push(head);
        }
        Ok(book)
    }
}

fn posts_of(conn: &mut Conn, national_ids: &[&NationalId]) -> Result<HashMap<PersonId, Vec<Post>>> {
    let found: Vec<Post> = posts::table
        .inner_join(people::table.on(people::id.eq(posts::person_id)))
        .filter(people::national_id.eq_any(national_ids.iter().copied()))
        .select(Post::as_select())
        .load(conn)
        .or_fail()?;
    let mut by_person: HashMap<PersonId, Vec<Post>> = HashMap::with_capacity(found.len());
    for post in found {
        by_person.entry(post.person_id.clone()).or_default().push(post);
    }
    by_person.values_mut().for_each(|posts| posts.sort_by(|a, b| (a.starts_on, &a.id).cmp(&(b.starts_on, &b.id))));
    Ok(by_person)
}

fn duties_of(conn: &mut Conn, national_ids: &[&NationalId], today: Day) -> Result<HashMap<PersonId, Vec<Duty>>> {
    let found: Vec<Duty> = duties::table
        .inner_join(people::table.on(people::id.eq(duties::person_id)))
        .filter(people::national_id.eq_any(national_ids.iter().copied()))
        .filter(duties::ends_on.is_null().or(duties::ends_on.ge(today)))
        .order((duties::starts_on, duties::id))
        .select(Duty::as_select())
        .load(conn)
        .or_fail()?;
    let mut by_person: HashMap<PersonId, Vec<Duty>> = HashMap::new();
    for duty in found {
        by_person.entry(duty.person_id.clone()).or_default().push(duty);
    }
    Ok(by_person)
}
