//! A leave, and those of everybody an actor keeps.

use super::store;
use crate::db::Conn;
use crate::register::duties::training::staff_scope;
use crate::register::{self, Person, Unit};
use crate::schema::training::staff_leaves;
use diesel::prelude::*;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::Result;
use kunye_kernel::id::{LeaveId, PersonId, UnitId};
use kunye_kernel::page::{Page, PageRequest};
use kunye_kernel::time::{Day, Time};

/// Days on which somebody is not there; both are inclusive.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = staff_leaves, treat_none_as_default_value = false)]
pub struct Leave {
    pub id: LeaveId,
    pub person_id: PersonId,
    pub starts_on: Day,
    pub ends_on: Day,
    pub said_by: PersonId,
    pub said_at: Time,
}

/// A leave with whose it is, and where they work today.
#[derive(Debug, Clone)]
pub struct Row {
    pub leave: Leave,
    pub person: Person,
    pub unit: Option<Unit>,
}

/// Leaves that are not over, of the people whose leave the actor keeps, the earliest first.
pub fn list(conn: &mut Conn, actor: &Actor, today: Day, page: PageRequest) -> Result<Page<Row>> {
    let scope = staff_scope(conn, actor, today)?;
    let found = store::not_over(conn, &scope, today, page)?;
    Ok(Page { items: rows(conn, found.items, today)?, total: found.total, request: found.request })
}

pub(super) fn rows(conn: &mut Conn, leaves: Vec<Leave>, today: Day) -> Result<Vec<Row>> {
    let ids: Vec<PersonId> = leaves.iter().map(|leave| leave.person_id.clone()).collect();
    let people = register::people_of(conn, &ids)?;
    let posts = register::current_posts(conn, &ids, today)?;
    let units: Vec<UnitId> = posts.values().map(|post| post.unit_id.clone()).collect();
    let units = register::units_of(conn, &units)?;
    let row = |leave: Leave| {
        let person = people.get(&leave.person_id).cloned()?;
        let unit = posts.get(&leave.person_id).and_then(|post| units.get(&post.unit_id)).cloned();
        Some(Row { leave, person, unit })
    };
    Ok(leaves.into_iter().filter_map(row).collect())
}
