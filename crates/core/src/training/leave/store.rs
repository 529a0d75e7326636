//! Queries on leaves.

use super::model::Leave;
use crate::db::{Conn, IntoResult};
use crate::register::duties::Scope;
use crate::schema::training::staff_leaves as leaves;
use diesel::prelude::*;
use kunye_kernel::error::Result;
use kunye_kernel::id::{LeaveId, PersonId};
use kunye_kernel::page::{Page, PageRequest};
use kunye_kernel::time::Day;

pub(super) fn find(conn: &mut Conn, id: &LeaveId) -> Result<Option<Leave>> {
    leaves::table.find(id).select(Leave::as_select()).first(conn).or_none()
}

pub(super) fn insert(tx: &mut Conn, leave: &Leave) -> Result<()> {
    diesel::insert_into(leaves::table).values(leave).execute(tx).or_fail().map(drop)
}

pub(super) fn delete(tx: &mut Conn, id: &LeaveId) -> Result<()> {
    diesel::delete(leaves::table.find(id)).execute(tx).or_fail().map(drop)
}

/// Removes what ended before a day; gives how many.
pub(super) fn delete_before(tx: &mut Conn, day: Day) -> Result<usize> {
    diesel::delete(leaves::table.filter(leaves::ends_on.lt(day))).execute(tx).or_fail()
}

/// Leaves of some people that touch a period, the earliest first.
pub(in crate::training) fn touching(conn: &mut Conn, people: &[PersonId], from: Day, until: Day) -> Result<Vec<Leave>> {
    leaves::table
        .filter(leaves::person_id.eq_any(people))
        .filter(leaves::ends_on.ge(from))
        .filter(leaves::starts_on.le(until))
        .order((leaves::starts_on, leaves::id))
        .select(Leave::as_select())
        .load(conn)
        .or_fail()
}

/// Leaves of people within a scope that are not over, the earliest first.
pub(super) fn not_over(conn: &mut Conn, scope: &Scope, today: Day, page: PageRequest) -> Result<Page<Leave>> {
    let narrowed = || leaves::table.filter(leaves::ends_on.ge(today)).filter(scope.holds(leaves::person_id, today));
    let total = narrowed().count().get_result(conn).or_fail()?;
    let items = narrowed()
        .order((leaves::starts_on, leaves::id))
        .limit(page.limit())
        .offset(page.offset())
        .select(Leave::as_select())
        .load(conn)
        .or_fail()?;
    Ok(Page { items, total, request: page })
}
