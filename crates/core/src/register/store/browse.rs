//! What somebody who looks around in the register is shown, narrowed to their scope: the tree, one unit, one person.

use super::super::duties::Scope;
use super::super::model::{Duty, Person, Unit};
use super::held_on;
use crate::db::{Conn, IntoResult};
use crate::schema::{duties, people, posts, unit_tree, units};
use diesel::dsl::count;
use diesel::prelude::*;
use kunye_kernel::error::Result;
use kunye_kernel::id::{PersonId, UnitId};
use kunye_kernel::time::Day;
use std::collections::{HashMap, HashSet};

/// A unit with how many people work at or below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    pub unit: Unit,
    pub people: i64,
    pub children: Vec<Branch>,
}

/// How many units a tree shows; what hangs deeper is found through each unit's own page, or by searching.
const TREE: usize = 300;
const DEPTH: i32 = 3;

/// The units at the top of a scope with what hangs below them: as many levels as fit in a page.
pub fn tree(conn: &mut Conn, scope: &Scope, day: Day) -> Result<Vec<Branch>> {
    let tops = tops(conn, scope)?;
    let top_ids: Vec<&UnitId> = tops.iter().map(|unit| &unit.id).collect();
    let most = i64::try_from(TREE + 1).unwrap_or(i64::MAX);
    let mut below: Vec<(i32, Unit)> = unit_tree::table
        .inner_join(units::table.on(units::id.eq(unit_tree::unit_id)))
        .filter(unit_tree::ancestor_id.eq_any(&top_ids))
        .filter(unit_tree::depth.between(1, DEPTH))
        .filter(units::ended_on.is_null())
        .order((unit_tree::depth, units::sort_key, units::id))
        .limit(most)
        .select((unit_tree::depth, Unit::as_select()))
        .load(conn)
        .or_fail()?;
    if below.len() > TREE {
        // A level that does not fit is left out whole, but for the first, which is cut.
        let cut = below.last().map_or(0, |(depth, _)| (*depth).max(2));
        below.retain(|(depth, _)| *depth < cut);
    }
    let shown: Vec<Unit> = tops.into_iter().chain(below.into_iter().map(|(_, unit)| unit)).collect();
    let counts = people_below(conn, &shown, day)?;
    Ok(grow(shown, &counts))
}

/// Parents come before their children, and children in their order.
fn grow(units: Vec<Unit>, counts: &HashMap<UnitId, i64>) -> Vec<Branch> {
    let shown: HashSet<UnitId> = units.iter().map(|unit| unit.id.clone()).collect();
    let mut children: HashMap<Option<UnitId>, Vec<Unit>> = HashMap::new();
    for unit in units {
        let parent = unit.parent_id.clone().filter(|parent| shown.contains(parent));
        children.entry(parent).or_default().push(unit);
    }
    fn branches(
        at: Option<&UnitId>,
        children: &mut HashMap<Option<UnitId>, Vec<Unit>>,
        counts: &HashMap<UnitId, i64>,
    ) -> Vec<Branch> {
        let units = children.remove(&at.cloned()).unwrap_or_default();
        let mut grown = Vec::with_capacity(units.len());
        for unit in units {
            let below = branches(Some(&unit.id), children, counts);
            grown.push(Branch { people: counts.get(&unit.id).copied().unwrap_or(0), children: below, unit });
        }
        grown
    }
    branches(None, &mut children, counts)
}

/// The units of a scope whose parents are not in it.
fn tops(conn: &mut Conn, scope: &Scope) -> Result<Vec<Unit>> {
    let parents = diesel::alias!(units as parents);
    let parent_within = parents
        .filter(parents.field(units::id).nullable().eq(units::parent_id))
        .filter(scope.holds_unit(parents.field(units::id)));
    units::table
        .filter(scope.holds_unit(units::id))
        .filter(units::ended_on.is_null())
        .filter(diesel::dsl::not(diesel::dsl::exists(parent_within)))
        .order((units::sort_key, units::id))
        .select(Unit::as_select())
        .load(conn)
        .or_fail()
}

fn people_below(conn: &mut Conn, shown: &[Unit], day: Day) -> Result<HashMap<UnitId, i64>> {
    let ids: Vec<&UnitId> = shown.iter().map(|unit| &unit.id).collect();
    let counts: Vec<(UnitId, i64)> = unit_tree::table
        .inner_join(posts::table.on(posts::unit_id.eq(unit_tree::unit_id)))
        .filter(unit_tree::ancestor_id.eq_any(ids))
        .filter(held_on!(posts, day))
        .group_by(unit_tree::ancestor_id)
        .select((unit_tree::ancestor_id, count(posts::person_id).aggregate_distinct()))
        .load(conn)
        .or_fail()?;
    Ok(counts.into_iter().collect())
}

/// A unit of the scope; for anybody else there is none.
pub fn unit_within(conn: &mut Conn, scope: &Scope, id: &UnitId) -> Result<Option<Unit>> {
    units::table.find(id).filter(scope.holds_unit(units::id)).select(Unit::as_select()).first(conn).or_none()
}

/// A person of the scope; for anybody else there is none.
pub fn person_within(conn: &mut Conn, scope: &Scope, id: &PersonId, day: Day) -> Result<Option<Person>> {
    people::table.find(id).filter(scope.holds(people::id, day)).select(Person::as_select()).first(conn).or_none()
}

/// People by their ids.
pub fn people_of(conn: &mut Conn, ids: &[PersonId]) -> Result<HashMap<PersonId, Person>> {
    let found: Vec<Person> = people::table.filter(people::id.eq_any(ids)).select(Person::as_select()).load(conn).or_fail()?;
    Ok(found.into_iter().map(|person| (person.id.clone(), person)).collect())
}

/// Units by their ids.
pub fn units_of(conn: &mut Conn, ids: &[UnitId]) -> Result<HashMap<UnitId, Unit>> {
    let found: Vec<Unit> = units::table.filter(units::id.eq_any(ids)).select(Unit::as_select()).load(conn).or_fail()?;
    Ok(found.into_iter().map(|unit| (unit.id.clone(), unit)).collect())
}

/// A person's duties that have not ended before a day, the earliest first.
pub fn duties_not_ended(conn: &mut Conn, person: &PersonId, day: Day) -> Result<Vec<Duty>> {
    duties::table
        .filter(duties::person_id.eq(person))
        .filter(duties::ends_on.is_null().or(duties::ends_on.ge(day)))
        .order((duties::starts_on, duties::id))
        .select(Duty::as_select())
        .load(conn)
        .or_fail()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(id: &str, parent: Option<&str>) -> Unit {
        Unit {
            id: id.into(),
            institution_id: "I".into(),
            detsis: format!("9900000{id}"),
            parent_id: parent.map(UnitId::from),
            name: id.to_owned(),
            kind: String::new(),
            province: None,
            ended_on: None,
        }
    }

    fn shape(branches: &[Branch]) -> String {
        let one = |branch: &Branch| format!("{}{}({})", branch.unit.name, branch.people, shape(&branch.children));
        branches.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn units_grow_into_trees_under_the_tops_that_are_shown() {
        let counts = HashMap::from([(UnitId::from("1"), 9), (UnitId::from("3"), 4)]);
        // 1 hangs below a unit beyond the scope; 5 is a top of its own.
        let units = vec![unit("1", Some("0")), unit("5", None), unit("2", Some("1")), unit("3", Some("1")), unit("4", Some("2"))];
        assert_eq!(shape(&grow(units, &counts)), "19(20(40()) 34()) 50()");
        assert_eq!(shape(&grow(Vec::new(), &counts)), "");
    }
}
