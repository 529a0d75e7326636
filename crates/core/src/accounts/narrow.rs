//! A condition on accounts for the lists of rooms above.

use crate::register::{WorksIn, works_in};
use diesel::backend::Backend;
use diesel::expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::sql_types::Bool;
use kunye_kernel::time::Day;

/// Whether the owner of the account in one column, or the person responsible for it, works in the unit in another.
#[derive(Debug, Clone)]
pub struct OwnerWorksIn<A, U> {
    account: A,
    there: WorksIn<Owner, U>,
}

/// The condition that whoever answers for an account has a post in a unit on a day, by the columns of their ids.
pub fn owner_works_in<A, U>(account: A, unit: U, day: Day) -> OwnerWorksIn<A, U> {
    OwnerWorksIn { account, there: works_in(Owner, unit, day) }
}

/// The column of the account's person, inside the statement below.
#[derive(Debug, Clone)]
struct Owner;

impl<DB: Backend> QueryFragment<DB> for Owner {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("owned.person_id");
        Ok(())
    }
}

impl<A, U, DB> QueryFragment<DB> for OwnerWorksIn<A, U>
where
    DB: Backend,
    A: QueryFragment<DB>,
    WorksIn<Owner, U>: QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("EXISTS (SELECT 1 FROM accounts owned WHERE owned.id = ");
        self.account.walk_ast(out.reborrow())?;
        out.push_sql(" AND ");
        self.there.walk_ast(out.reborrow())?;
        out.push_sql(")");
        Ok(())
    }
}

impl<A: Expression, U: Expression> Expression for OwnerWorksIn<A, U> {
    type SqlType = Bool;
}

impl<A: AppearsOnTable<QS>, U: AppearsOnTable<QS>, QS> AppearsOnTable<QS> for OwnerWorksIn<A, U> {}

impl<A: SelectableExpression<QS>, U: SelectableExpression<QS>, QS> SelectableExpression<QS> for OwnerWorksIn<A, U> {}

impl<A, U, G> ValidGrouping<G> for OwnerWorksIn<A, U> {
    type IsAggregate = is_aggregate::No;
}

impl<A, U> QueryId for OwnerWorksIn<A, U> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}
