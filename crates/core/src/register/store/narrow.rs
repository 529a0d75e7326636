//! Conditions that narrow anybody's list to what the register says an actor may see: `.filter(scope.sees_in(table::unit_id))`.
//!
//! Diesel's common connection cannot nest a boxed sub-select, and the rules below read better as SQL; every one of them is
//! held against its counterpart in `duties` by a test on both databases.

use diesel::backend::Backend;
use diesel::expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::serialize::ToSql;
use diesel::sql_types::{Bool, Integer, Text};
use kunye_kernel::id::{PersonId, UnitId};
use kunye_kernel::time::Day;

/// Whether the id in a column belongs to a set.
#[derive(Debug, Clone)]
pub struct Within<C> {
    column: C,
    set: Set,
}

/// Sets of units or of people.
#[derive(Debug, Clone)]
pub(in crate::register) enum Set {
    Everything,
    /// Units at or below these.
    UnitsBelow(Vec<UnitId>),
    /// Units at or below these that no officer nearer to them serves.
    UnitsServedFrom(Vec<UnitId>, Day),
    /// People with a post at or below these: any post, or one held on the day.
    PeopleBelow(Vec<UnitId>, Option<Day>),
    /// People who have this person as a supervisor on the day.
    PeopleSupervisedBy(PersonId, Day),
}

impl<C> Within<C> {
    pub(in crate::register) fn new(column: C, set: Set) -> Self {
        Self { column, set }
    }
}

impl<C: Expression> Expression for Within<C> {
    type SqlType = Bool;
}

impl<C: AppearsOnTable<QS>, QS> AppearsOnTable<QS> for Within<C> {}

impl<C: SelectableExpression<QS>, QS> SelectableExpression<QS> for Within<C> {}

impl<C: ValidGrouping<G>, G> ValidGrouping<G> for Within<C> {
    type IsAggregate = is_aggregate::No;
}

impl<C> QueryId for Within<C> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<C, DB> QueryFragment<DB> for Within<C>
where
    DB: Backend,
    C: QueryFragment<DB>,
    UnitId: ToSql<Text, DB>,
    PersonId: ToSql<Text, DB>,
    Day: ToSql<Integer, DB>,
{
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        let mut sql = Sql(out);
        match &self.set {
            Set::Everything => sql.text("1 = 1"),
            Set::UnitsBelow(units) => {
                sql.text("EXISTS (SELECT 1 FROM unit_tree line WHERE line.unit_id = ");
                sql.part(&self.column)?;
                sql.text(" AND line.ancestor_id IN ");
                sql.ids(units)?;
                sql.text(")");
            }
            Set::UnitsServedFrom(units, day) => {
                sql.text("EXISTS (SELECT 1 FROM unit_tree line WHERE line.unit_id = ");
                sql.part(&self.column)?;
                sql.text(" AND line.ancestor_id IN ");
                sql.ids(units)?;
                sql.text(
                    " AND NOT EXISTS (SELECT 1 FROM unit_tree nearer JOIN duties officer ON officer.unit_id = nearer.ancestor_id
                      WHERE nearer.unit_id = line.unit_id AND nearer.depth < line.depth AND officer.kind = 'officer'",
                );
                sql.held("officer", day)?;
                sql.text("))");
            }
            Set::PeopleBelow(units, day) => {
                sql.part(&self.column)?;
                sql.text(" IN (SELECT place.person_id FROM posts place JOIN unit_tree line ON line.unit_id = place.unit_id WHERE line.ancestor_id IN ");
                sql.ids(units)?;
                if let Some(day) = day {
                    sql.held("place", day)?;
                }
                sql.text(")");
            }
            Set::PeopleSupervisedBy(person, day) => self.supervised(&mut sql, person, day)?,
        }
        Ok(())
    }
}

impl<C> Within<C> {
    /// `duties::supervisors_of`, asked from the other side. The seat of `person` counts for whoever is in its unit or below,
    /// unless they lead that unit themselves, or a unit nearer to them, which they do not lead, has somebody else in a seat.
    fn supervised<'b, DB>(&'b self, sql: &mut Sql<'_, 'b, DB>, person: &'b PersonId, day: &'b Day) -> QueryResult<()>
    where
        DB: Backend,
        C: QueryFragment<DB>,
        PersonId: ToSql<Text, DB>,
        Day: ToSql<Integer, DB>,
    {
        sql.text(
            "EXISTS (SELECT 1 FROM posts place JOIN unit_tree line ON line.unit_id = place.unit_id
             JOIN duties own ON own.unit_id = line.ancestor_id
             WHERE own.kind IN ('supervisor', 'deputy') AND own.person_id <> place.person_id AND own.person_id = ",
        );
        sql.0.push_bind_param::<Text, _>(person)?;
        sql.text(" AND place.person_id = ");
        sql.part(&self.column)?;
        sql.held("own", day)?;
        sql.held("place", day)?;
        sql.text(" AND NOT EXISTS (SELECT 1 FROM posts later WHERE later.person_id = place.person_id");
        sql.held("later", day)?;
        sql.text(" AND (later.starts_on > place.starts_on OR (later.starts_on = place.starts_on AND later.id > place.id)))");
        sql.text(" AND NOT EXISTS (SELECT 1 FROM duties led WHERE led.kind = 'supervisor' AND led.unit_id = own.unit_id AND led.person_id = place.person_id");
        sql.held("led", day)?;
        sql.text(
            ") AND NOT EXISTS (SELECT 1 FROM unit_tree nearer JOIN duties seat ON seat.unit_id = nearer.ancestor_id
             WHERE nearer.unit_id = place.unit_id AND nearer.depth < line.depth
             AND seat.kind IN ('supervisor', 'deputy') AND seat.person_id <> place.person_id",
        );
        sql.held("seat", day)?;
        sql.text(" AND NOT EXISTS (SELECT 1 FROM duties led WHERE led.kind = 'supervisor' AND led.unit_id = seat.unit_id AND led.person_id = place.person_id");
        sql.held("led", day)?;
        sql.text(")))");
        Ok(())
    }
}

/// Whether the person in one column has a post in the very unit in another on a day.
#[derive(Debug, Clone)]
pub struct WorksIn<P, U> {
    person: P,
    unit: U,
    day: Day,
}

/// The condition that a person has a post in a unit (not below it) on a day, by the columns of their ids.
pub fn works_in<P, U>(person: P, unit: U, day: Day) -> WorksIn<P, U> {
    WorksIn { person, unit, day }
}

impl<P, U, DB> QueryFragment<DB> for WorksIn<P, U>
where
    DB: Backend,
    P: QueryFragment<DB>,
    U: QueryFragment<DB>,
    Day: ToSql<Integer, DB>,
{
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        let mut sql = Sql(out);
        sql.text("EXISTS (SELECT 1 FROM posts place WHERE place.person_id = ");
        sql.part(&self.person)?;
        sql.text(" AND place.unit_id = ");
        sql.part(&self.unit)?;
        sql.held("place", &self.day)?;
        sql.text(")");
        Ok(())
    }
}

/// A statement that is being written.
struct Sql<'a, 'b, DB: Backend>(AstPass<'a, 'b, DB>);

impl<'b, DB: Backend> Sql<'_, 'b, DB> {
    fn text(&mut self, text: &str) {
        self.0.push_sql(text);
    }

    fn part(&mut self, part: &'b impl QueryFragment<DB>) -> QueryResult<()> {
        part.walk_ast(self.0.reborrow())
    }

    /// `(?, ?)`; nothing is in an empty list.
    fn ids(&mut self, ids: &'b [UnitId]) -> QueryResult<()>
    where
        UnitId: ToSql<Text, DB>,
    {
        self.text(if ids.is_empty() { "(NULL" } else { "(" });
        for (i, id) in ids.iter().enumerate() {
            self.text(if i == 0 { "" } else { ", " });
            self.0.push_bind_param::<Text, _>(id)?;
        }
        self.text(")");
        Ok(())
    }

    /// ` AND` the row of this alias holds on the day.
    fn held(&mut self, alias: &str, day: &'b Day) -> QueryResult<()>
    where
        Day: ToSql<Integer, DB>,
    {
        self.text(&format!(" AND {alias}.starts_on <= "));
        self.0.push_bind_param::<Integer, _>(day)?;
        self.text(&format!(" AND ({alias}.ends_on IS NULL OR {alias}.ends_on >= "));
        self.0.push_bind_param::<Integer, _>(day)?;
        self.text(")");
        Ok(())
    }
}
