//! Queries on institutions and units.

use super::super::duties::Scope;
use super::super::model::{Institution, Keys, Unit};
use super::super::province::Province;
use super::{Set, Within};
use crate::db::{Conn, IntoResult, insert_new};
use crate::schema::{host, institutions, unit_tree, units};
use diesel::prelude::*;
use kunye_kernel::error::Result;
use kunye_kernel::id::{InstitutionId, UnitId};
use kunye_kernel::page::{Page, PageRequest};
use kunye_kernel::text;
use kunye_kernel::time::{Day, Time};
use std::collections::{HashMap, HashSet};

/// A unit in a list, with what tells it from others of the same name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitRow {
    pub unit: Unit,
    pub parent_name: Option<String>,
}

pub fn institutions(conn: &mut Conn) -> Result<Vec<Institution>> {
    institutions::table.order(institutions::name).select(Institution::as_select()).load(conn).or_fail()
}

pub fn institution(conn: &mut Conn, id: &InstitutionId) -> Result<Option<Institution>> {
    institutions::table.find(id).select(Institution::as_select()).first(conn).or_none()
}

/// The unit at the top of an institution's tree.
pub fn root_unit(conn: &mut Conn, institution: &InstitutionId) -> Result<Option<Unit>> {
    units::table
        .filter(units::institution_id.eq(institution))
        .filter(units::parent_id.is_null())
        .select(Unit::as_select())
        .first(conn)
        .or_none()
}

/// The institution whose service this is, see [`super::super::host`].
pub fn host(conn: &mut Conn) -> Result<Option<Institution>> {
    let named = host::table.select(host::institution_id);
    institutions::table.filter(institutions::id.eq_any(named)).select(Institution::as_select()).first(conn).or_none()
}

pub(in crate::register) fn set_host(tx: &mut Conn, institution: &InstitutionId) -> Result<()> {
    if !is_first_host(tx, institution)? {
        diesel::update(host::table).set(host::institution_id.eq(institution)).execute(tx).or_fail()?;
    }
    Ok(())
}

/// Those of some units that are an institution's.
pub fn units_of_institution(conn: &mut Conn, institution: &InstitutionId, some: &[&UnitId]) -> Result<HashSet<UnitId>> {
    let found = units::table.filter(units::id.eq_any(some.iter().copied())).filter(units::institution_id.eq(institution));
    found.select(units::id).load(conn).or_fail().map(Vec::into_iter).map(HashSet::from_iter)
}

/// Makes an institution the host where there is none; says whether it is the first.
fn is_first_host(tx: &mut Conn, institution: &InstitutionId) -> Result<bool> {
    Ok(insert_new!(tx, host::table, (host::place.eq(1), host::institution_id.eq(institution))).or_fail()? > 0)
}

pub fn unit(conn: &mut Conn, id: &UnitId) -> Result<Option<Unit>> {
    units::table.find(id).select(Unit::as_select()).first(conn).or_none()
}

pub fn unit_by_detsis(conn: &mut Conn, detsis: &str) -> Result<Option<Unit>> {
    units::table.filter(units::detsis.eq(detsis)).select(Unit::as_select()).first(conn).or_none()
}

/// Units in use whose name or DETSİS number has words that begin with those of `query`, in Turkish order. An empty query
/// finds all.
pub fn search_units(conn: &mut Conn, query: &str, province: Option<Province>, page: PageRequest) -> Result<Page<UnitRow>> {
    search(conn, &|| Within::new(units::id, Set::Everything), query, province, page)
}

/// The same, within a scope.
pub fn search_units_within(
    conn: &mut Conn,
    scope: &Scope,
    query: &str,
    province: Option<Province>,
    page: PageRequest,
) -> Result<Page<UnitRow>> {
    search(conn, &|| scope.holds_unit(units::id), query, province, page)
}

fn search(
    conn: &mut Conn,
    within: &dyn Fn() -> Within<units::id>,
    query: &str,
    province: Option<Province>,
    page: PageRequest,
) -> Result<Page<UnitRow>> {
    let patterns = text::search_patterns(query);
    let parents = diesel::alias!(units as parents);
    let narrowed = || {
        let mut found = units::table
            .left_join(parents.on(units::parent_id.eq(parents.field(units::id).nullable())))
            .filter(units::ended_on.is_null())
            .filter(within())
            .into_boxed();
        if let Some(province) = province {
            found = found.filter(units::province.eq(province));
        }
        for pattern in &patterns {
            found = found.filter(units::search_key.like(pattern.as_str()));
        }
        found
    };
    let total = narrowed().count().get_result(conn).or_fail()?;
    let rows: Vec<(Unit, Option<String>)> = narrowed()
        .order((units::sort_key, units::id))
        .limit(page.limit())
        .offset(page.offset())
        .select((Unit::as_select(), parents.field(units::name).nullable()))
        .load(conn)
        .or_fail()?;
    let items = rows.into_iter().map(|(unit, parent_name)| UnitRow { unit, parent_name }).collect();
    Ok(Page { items, total, request: page })
}

/// What units are called: for lists of something else that happens in them.
pub fn unit_names<'a>(conn: &mut Conn, ids: impl Iterator<Item = &'a UnitId>) -> Result<HashMap<UnitId, String>> {
    let ids: HashSet<&UnitId> = ids.collect();
    let rows: Vec<(UnitId, String)> =
        units::table.filter(units::id.eq_any(ids)).select((units::id, units::name)).load(conn).or_fail()?;
    Ok(rows.into_iter().collect())
}

/// The province of every unit that has one.
pub fn provinces_of_units(conn: &mut Conn) -> Result<HashMap<UnitId, Province>> {
    let rows: Vec<(UnitId, Option<Province>)> = units::table.select((units::id, units::province)).load(conn).or_fail()?;
    Ok(rows.into_iter().filter_map(|(unit, province)| Some((unit, province?))).collect())
}

/// The units directly below, in Turkish order.
pub fn children(conn: &mut Conn, id: &UnitId) -> Result<Vec<Unit>> {
    units::table
        .filter(units::parent_id.eq(id))
        .filter(units::ended_on.is_null())
        .order((units::sort_key, units::id))
        .select(Unit::as_select())
        .load(conn)
        .or_fail()
}

/// Every unit in use, with when it was made and last changed.
pub fn units_in_use(conn: &mut Conn) -> Result<Vec<(Unit, Time, Time)>> {
    units::table
        .filter(units::ended_on.is_null())
        .order(units::detsis)
        .select((Unit::as_select(), units::created_at, units::updated_at))
        .load(conn)
        .or_fail()
}

/// From the root down to the unit itself.
pub fn path(conn: &mut Conn, id: &UnitId) -> Result<Vec<Unit>> {
    unit_tree::table
        .inner_join(units::table.on(units::id.eq(unit_tree::ancestor_id)))
        .filter(unit_tree::unit_id.eq(id))
        .order(unit_tree::depth.desc())
        .select(Unit::as_select())
        .load(conn)
        .or_fail()
}

/// Whether a unit is one of `above` or hangs below one of them.
pub fn is_at_or_below(conn: &mut Conn, id: &UnitId, above: &[UnitId]) -> Result<bool> {
    let paths = unit_tree::table.filter(unit_tree::unit_id.eq(id)).filter(unit_tree::ancestor_id.eq_any(above));
    paths.count().get_result::<i64>(conn).or_fail().map(|paths| paths > 0)
}

/// The ids of every unit in a set.
pub(in crate::register) fn unit_ids(conn: &mut Conn, set: Set) -> Result<HashSet<UnitId>> {
    units::table
        .filter(Within::new(units::id, set))
        .select(units::id)
        .load(conn)
        .or_fail()
        .map(Vec::into_iter)
        .map(HashSet::from_iter)
}

/// Those of some units that are in a set.
pub(in crate::register) fn units_among(conn: &mut Conn, some: &HashSet<&UnitId>, set: Set) -> Result<HashSet<UnitId>> {
    let narrowed = units::table.filter(units::id.eq_any(some.iter().copied())).filter(Within::new(units::id, set));
    narrowed.select(units::id).load(conn).or_fail().map(Vec::into_iter).map(HashSet::from_iter)
}

#[derive(Insertable)]
#[diesel(table_name = institutions, treat_none_as_default_value = false)]
pub(in crate::register) struct NewInstitution {
    pub id: InstitutionId,
    pub detsis: String,
    pub name: String,
    pub created_at: Time,
}

#[derive(Insertable)]
#[diesel(table_name = units, treat_none_as_default_value = false)]
pub(in crate::register) struct NewUnit {
    pub id: UnitId,
    pub institution_id: InstitutionId,
    pub detsis: String,
    pub parent_id: Option<UnitId>,
    pub name: String,
    pub kind: String,
    pub province: Option<Province>,
    pub search_key: String,
    pub sort_key: Vec<u8>,
    pub ended_on: Option<Day>,
    pub created_at: Time,
    pub updated_at: Time,
}

#[derive(Insertable)]
#[diesel(table_name = unit_tree, treat_none_as_default_value = false)]
pub(in crate::register) struct TreeLine {
    pub unit_id: UnitId,
    pub ancestor_id: UnitId,
    pub depth: i32,
}

pub(in crate::register) fn insert_institution(tx: &mut Conn, new: &NewInstitution) -> Result<()> {
    diesel::insert_into(institutions::table).values(new).execute(tx).or_fail()?;
    is_first_host(tx, &new.id).map(drop)
}

/// An institution bears the name of its root unit.
pub(in crate::register) fn rename_institution(tx: &mut Conn, detsis: &str, name: &str) -> Result<()> {
    diesel::update(institutions::table.filter(institutions::detsis.eq(detsis)))
        .set(institutions::name.eq(name))
        .execute(tx)
        .or_fail()
        .map(drop)
}

/// Writes a unit's own fields and its parent; the paths of `unit_tree` are the caller's.
pub(in crate::register) fn update_unit(tx: &mut Conn, unit: &Unit, now: Time) -> Result<()> {
    let keys = Keys::of_unit(&unit.name, &unit.detsis);
    diesel::update(units::table.find(&unit.id))
        .set((
            units::name.eq(&unit.name),
            units::kind.eq(&unit.kind),
            units::province.eq(unit.province),
            units::parent_id.eq(&unit.parent_id),
            units::search_key.eq(keys.search),
            units::sort_key.eq(keys.sort),
            units::updated_at.eq(now),
        ))
        .execute(tx)
        .or_fail()
        .map(drop)
}

/// Forgets where these units hang, so that their paths can be written anew.
pub(in crate::register) fn delete_paths(tx: &mut Conn, of: &[UnitId]) -> Result<()> {
    for some in of.chunks(500) {
        diesel::delete(unit_tree::table.filter(unit_tree::unit_id.eq_any(some))).execute(tx).or_fail()?;
    }
    Ok(())
}

/// Where a unit hangs: what a count of something over an institution's tree needs to know.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = units)]
pub struct Place {
    pub id: UnitId,
    pub parent_id: Option<UnitId>,
    pub institution_id: InstitutionId,
    pub detsis: String,
}

/// The place of every unit of the register, in use or not.
pub fn places(conn: &mut Conn) -> Result<Vec<Place>> {
    units::table.select(Place::as_select()).load(conn).or_fail()
}

/// Institutions by their ids.
pub fn institutions_of(conn: &mut Conn, ids: &[InstitutionId]) -> Result<HashMap<InstitutionId, Institution>> {
    let found: Vec<Institution> =
        institutions::table.filter(institutions::id.eq_any(ids)).select(Institution::as_select()).load(conn).or_fail()?;
    Ok(found.into_iter().map(|institution| (institution.id.clone(), institution)).collect())
}
