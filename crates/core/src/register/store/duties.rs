//! Queries on duties.

use super::super::model::{Duty, DutyKind, Person, Unit};
use super::held_on;
use crate::db::{Conn, IntoResult};
use crate::schema::{duties, people, unit_tree, units};
use diesel::prelude::*;
use kunye_kernel::error::Result;
use kunye_kernel::id::{DutyId, InstitutionId, PersonId, UnitId};
use kunye_kernel::time::{Day, Time};

/// Duties that a person holds on a day.
pub fn duties_of(conn: &mut Conn, person: &PersonId, day: Day) -> Result<Vec<Duty>> {
    duties::table
        .filter(duties::person_id.eq(person))
        .filter(held_on!(duties, day))
        .order((duties::starts_on, duties::id))
        .select(Duty::as_select())
        .load(conn)
        .or_fail()
}

/// Duties in a unit, past and coming ones too, the latest first: what the unit's page shows.
pub fn duties_in_unit(conn: &mut Conn, unit: &UnitId) -> Result<Vec<Duty>> {
    duties::table
        .filter(duties::unit_id.eq(unit))
        .order((duties::starts_on.desc(), duties::id.desc()))
        .select(Duty::as_select())
        .load(conn)
        .or_fail()
}

/// Duties held on a day at or below a unit, or everywhere, with whom and where: by unit, then by kind.
pub fn duties_in_force(conn: &mut Conn, above: Option<&UnitId>, day: Day) -> Result<Vec<(Duty, Person, Unit)>> {
    let mut found = duties::table
        .inner_join(people::table.on(people::id.eq(duties::person_id)))
        .inner_join(units::table.on(units::id.eq(duties::unit_id)))
        .filter(held_on!(duties, day))
        .order((units::sort_key, units::id, duties::kind, duties::starts_on, duties::id))
        .select((Duty::as_select(), Person::as_select(), Unit::as_select()))
        .into_boxed();
    if let Some(above) = above {
        let below = unit_tree::table.filter(unit_tree::ancestor_id.eq(above)).select(unit_tree::unit_id);
        found = found.filter(duties::unit_id.eq_any(below));
    }
    found.load(conn).or_fail()
}

pub fn duty(conn: &mut Conn, id: &DutyId) -> Result<Option<Duty>> {
    duties::table.find(id).select(Duty::as_select()).first(conn).or_none()
}

/// The head of a unit on a day.
pub fn unit_head(conn: &mut Conn, unit: &UnitId, day: Day) -> Result<Option<PersonId>> {
    let heads = holders(conn, unit, DutyKind::Supervisor, day)?;
    Ok(heads.into_iter().next_back())
}

/// Who stands in for the head of a unit on a day.
pub fn deputies(conn: &mut Conn, unit: &UnitId, day: Day) -> Result<Vec<PersonId>> {
    holders(conn, unit, DutyKind::Deputy, day)
}

/// Officers whose duty is in this very unit.
pub fn officers(conn: &mut Conn, unit: &UnitId, day: Day) -> Result<Vec<PersonId>> {
    holders(conn, unit, DutyKind::Officer, day)
}

fn holders(conn: &mut Conn, unit: &UnitId, kind: DutyKind, day: Day) -> Result<Vec<PersonId>> {
    duties::table
        .filter(duties::unit_id.eq(unit))
        .filter(duties::kind.eq(kind))
        .filter(held_on!(duties, day))
        .order((duties::starts_on, duties::id))
        .select(duties::person_id)
        .load(conn)
        .or_fail()
}

/// The nearest unit at or above `unit` that has an officer on that day.
pub fn serving_unit(conn: &mut Conn, unit: &UnitId, day: Day) -> Result<Option<UnitId>> {
    unit_tree::table
        .inner_join(duties::table.on(duties::unit_id.eq(unit_tree::ancestor_id)))
        .filter(unit_tree::unit_id.eq(unit))
        .filter(duties::kind.eq(DutyKind::Officer))
        .filter(held_on!(duties, day))
        .order(unit_tree::depth)
        .select(unit_tree::ancestor_id)
        .first(conn)
        .or_none()
}

/// Duties of these kinds at or above a unit on a day, the nearest first, the head before deputies.
pub(in crate::register) fn seats_above(conn: &mut Conn, unit: &UnitId, kinds: &[DutyKind], day: Day) -> Result<Vec<Duty>> {
    let mut seats: Vec<(i32, Duty)> = unit_tree::table
        .inner_join(duties::table.on(duties::unit_id.eq(unit_tree::ancestor_id)))
        .filter(unit_tree::unit_id.eq(unit))
        .filter(duties::kind.eq_any(kinds))
        .filter(held_on!(duties, day))
        .select((unit_tree::depth, Duty::as_select()))
        .load(conn)
        .or_fail()?;
    seats.sort_by(|(depth, seat), (other_depth, other)| (depth, seat.kind, &seat.id).cmp(&(other_depth, other.kind, &other.id)));
    Ok(seats.into_iter().map(|(_, seat)| seat).collect())
}

#[derive(Insertable)]
#[diesel(table_name = duties, treat_none_as_default_value = false)]
pub(in crate::register) struct NewDutyRow {
    pub id: DutyId,
    pub kind: DutyKind,
    pub unit_id: UnitId,
    pub person_id: PersonId,
    pub starts_on: Day,
    pub ends_on: Option<Day>,
    pub created_at: Time,
}

pub(in crate::register) fn insert_duty(tx: &mut Conn, new: &NewDutyRow) -> Result<()> {
    diesel::insert_into(duties::table).values(new).execute(tx).or_fail().map(drop)
}

/// Duties of one kind in a unit that are held on `from` or begin later.
pub(in crate::register) fn duties_from(conn: &mut Conn, unit: &UnitId, kind: DutyKind, from: Day) -> Result<Vec<Duty>> {
    duties::table
        .filter(duties::unit_id.eq(unit))
        .filter(duties::kind.eq(kind))
        .filter(duties::ends_on.is_null().or(duties::ends_on.ge(from)))
        .order((duties::starts_on, duties::id))
        .select(Duty::as_select())
        .load(conn)
        .or_fail()
}

pub(in crate::register) fn set_duty_end(tx: &mut Conn, id: &DutyId, on: Day) -> Result<()> {
    diesel::update(duties::table.find(id)).set(duties::ends_on.eq(on)).execute(tx).or_fail().map(drop)
}

/// In which units, of which institutions, people hold a duty of one kind on a day.
pub(in crate::register) fn institutions_of_duty(
    conn: &mut Conn,
    kind: DutyKind,
    people: &[&PersonId],
    day: Day,
) -> Result<Vec<(PersonId, UnitId, InstitutionId)>> {
    duties::table
        .inner_join(units::table.on(units::id.eq(duties::unit_id)))
        .filter(duties::person_id.eq_any(people.iter().copied()))
        .filter(duties::kind.eq(kind))
        .filter(held_on!(duties, day))
        .order((duties::person_id, duties::starts_on.desc(), duties::id.desc()))
        .select((duties::person_id, duties::unit_id, units::institution_id))
        .load(conn)
        .or_fail()
}
