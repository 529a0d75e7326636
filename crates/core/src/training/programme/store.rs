//! Queries on programmes, catalogue, sites and tables of tiers.

use super::model::{Course, Programme, Site, TierTable};
use super::terms::{Terms, TermsDecision};
use super::tiers::{Tier, Way};
use crate::db::{Conn, IntoResult, insert_all};
use crate::schema::training::{courses, programme_decisions, programmes, tier_tables, tiers, training_sites};
use diesel::prelude::*;
use kunye_kernel::error::Result;
use kunye_kernel::id::{CourseId, InstitutionId, ProgrammeId, SiteId, TierTableId};
use kunye_kernel::time::{Day, Time};
use std::collections::HashMap;

pub fn find(conn: &mut Conn, id: &ProgrammeId) -> Result<Option<Programme>> {
    programmes::table.find(id).select(Programme::as_select()).first(conn).or_none()
}

/// The programmes of a provider, the latest first.
pub fn of_provider(conn: &mut Conn, provider: &InstitutionId) -> Result<Vec<Programme>> {
    programmes::table
        .filter(programmes::provider_id.eq(provider))
        .order((programmes::starts_on.desc(), programmes::id.desc()))
        .select(Programme::as_select())
        .load(conn)
        .or_fail()
}

/// The programmes that run on a day, whoever provides them.
pub fn running(conn: &mut Conn, day: Day) -> Result<Vec<Programme>> {
    programmes::table
        .filter(programmes::starts_on.le(day))
        .filter(programmes::ends_on.ge(day))
        .order((programmes::starts_on, programmes::id))
        .select(Programme::as_select())
        .load(conn)
        .or_fail()
}

/// Programmes that ended before a day.
pub(in crate::training) fn ended_before(conn: &mut Conn, day: Day) -> Result<Vec<Programme>> {
    programmes::table.filter(programmes::ends_on.lt(day)).select(Programme::as_select()).load(conn).or_fail()
}

pub(super) fn insert(tx: &mut Conn, programme: &Programme) -> Result<()> {
    diesel::insert_into(programmes::table).values(programme).execute(tx).or_fail().map(drop)
}

/// The catalogue, by code; entries that have ended are at the end.
pub fn courses(conn: &mut Conn, programme: &ProgrammeId) -> Result<Vec<Course>> {
    let mut all: Vec<Course> = courses::table
        .filter(courses::programme_id.eq(programme))
        .order(courses::code)
        .select(Course::as_select())
        .load(conn)
        .or_fail()?;
    all.sort_by_key(|course| course.ended_on.is_some());
    Ok(all)
}

pub fn course(conn: &mut Conn, id: &CourseId) -> Result<Option<Course>> {
    courses::table.find(id).select(Course::as_select()).first(conn).or_none()
}

pub(super) fn insert_course(tx: &mut Conn, course: &Course) -> Result<()> {
    diesel::insert_into(courses::table).values(course).execute(tx).or_fail().map(drop)
}

/// Writes what can change of a course.
pub(super) fn update_course(tx: &mut Conn, course: &Course) -> Result<()> {
    diesel::update(courses::table.find(&course.id))
        .set((
            courses::name.eq(&course.name),
            courses::name_en.eq(&course.name_en),
            courses::contents.eq(&course.contents),
            courses::materials.eq(&course.materials),
            courses::needs.eq(&course.needs),
            courses::ended_on.eq(course.ended_on),
        ))
        .execute(tx)
        .or_fail()
        .map(drop)
}

/// Writes what can change of a site.
pub(super) fn update_site(tx: &mut Conn, site: &Site) -> Result<()> {
    diesel::update(training_sites::table.find(&site.id))
        .set((
            training_sites::name.eq(&site.name),
            training_sites::address.eq(&site.address),
            training_sites::ended_on.eq(site.ended_on),
        ))
        .execute(tx)
        .or_fail()
        .map(drop)
}

pub(super) fn set_terms(tx: &mut Conn, programme: &ProgrammeId, terms: Terms) -> Result<()> {
    diesel::update(programmes::table.find(programme))
        .set((
            programmes::starts_on.eq(terms.starts_on),
            programmes::ends_on.eq(terms.ends_on),
            programmes::capacity_people.eq(terms.capacity_people),
            programmes::capacity_hours.eq(terms.capacity_hours),
        ))
        .execute(tx)
        .or_fail()
        .map(drop)
}

pub(super) fn insert_decision(tx: &mut Conn, decision: &TermsDecision) -> Result<()> {
    diesel::insert_into(programme_decisions::table).values(decision).execute(tx).or_fail().map(drop)
}

/// What was decided of a programme, the latest first.
pub(super) fn decisions(conn: &mut Conn, programme: &ProgrammeId) -> Result<Vec<TermsDecision>> {
    programme_decisions::table
        .filter(programme_decisions::programme_id.eq(programme))
        .order((programme_decisions::decided_at.desc(), programme_decisions::id.desc()))
        .select(TermsDecision::as_select())
        .load(conn)
        .or_fail()
}

/// The places of an institution.
pub fn sites(conn: &mut Conn, owner: &InstitutionId) -> Result<Vec<Site>> {
    training_sites::table
        .filter(training_sites::owner_id.eq(owner))
        .order(training_sites::name)
        .select(Site::as_select())
        .load(conn)
        .or_fail()
}

pub fn site(conn: &mut Conn, id: &SiteId) -> Result<Option<Site>> {
    training_sites::table.find(id).select(Site::as_select()).first(conn).or_none()
}

pub(in crate::training) fn insert_site(tx: &mut Conn, site: &Site) -> Result<()> {
    diesel::insert_into(training_sites::table).values(site).execute(tx).or_fail().map(drop)
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = tier_tables, treat_none_as_default_value = false)]
pub(super) struct TableRow {
    pub id: TierTableId,
    pub programme_id: ProgrammeId,
    pub valid_from: Day,
    pub published_by: String,
    pub published_at: Time,
    pub reason: String,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = tiers, treat_none_as_default_value = false)]
struct TierRow {
    table_id: TierTableId,
    position: i32,
    code: String,
    from_users: i64,
    to_users: i64,
    hours: i32,
    way: Way,
}

pub(super) fn insert_table(tx: &mut Conn, table: &TableRow, of: &[Tier]) -> Result<()> {
    diesel::insert_into(tier_tables::table).values(table).execute(tx).or_fail()?;
    let row = |(position, tier): (i32, &Tier)| TierRow {
        table_id: table.id.clone(),
        position,
        code: tier.code.clone(),
        from_users: tier.from_users,
        to_users: tier.to_users,
        hours: tier.hours,
        way: tier.way,
    };
    let rows: Vec<TierRow> = (0..).zip(of).map(row).collect();
    insert_all!(tx, tiers::table, rows, |_| ())
}

/// Every table of a programme; of two that hold on a day, the later in this list decides.
pub fn tables(conn: &mut Conn, programme: &ProgrammeId) -> Result<Vec<TierTable>> {
    let rows: Vec<TableRow> = tier_tables::table
        .filter(tier_tables::programme_id.eq(programme))
        .order((tier_tables::valid_from, tier_tables::published_at, tier_tables::id))
        .select(TableRow::as_select())
        .load(conn)
        .or_fail()?;
    let ids: Vec<&TierTableId> = rows.iter().map(|row| &row.id).collect();
    let lines: Vec<TierRow> = tiers::table
        .filter(tiers::table_id.eq_any(ids))
        .order((tiers::table_id, tiers::position))
        .select(TierRow::as_select())
        .load(conn)
        .or_fail()?;
    let mut of: HashMap<TierTableId, Vec<Tier>> = HashMap::new();
    for TierRow { table_id, code, from_users, to_users, hours, way, .. } in lines {
        of.entry(table_id).or_default().push(Tier { code, from_users, to_users, hours, way });
    }
    let whole = |TableRow { id, valid_from, published_at, reason, .. }: TableRow| {
        let tiers = of.remove(&id).unwrap_or_default();
        TierTable { id, valid_from, published_at, reason, tiers }
    };
    Ok(rows.into_iter().map(whole).collect())
}

/// The table that decides on a day, of those that [`tables`] gives.
pub fn in_force(tables: &[TierTable], day: Day) -> Option<&TierTable> {
    tables.iter().rfind(|table| table.valid_from <= day)
}

/// The table that decides on a day.
pub fn table_on(conn: &mut Conn, programme: &ProgrammeId, day: Day) -> Result<Option<TierTable>> {
    Ok(in_force(&tables(conn, programme)?, day).cloned())
}
