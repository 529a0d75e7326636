//! Queries on expenses. Amounts are inserted and read; the database refuses anything else.

use crate::db::{Conn, IntoResult, insert_all};
use crate::schema::training::{training_expenses as expenses, training_sessions};
use crate::training::onsite::Item;
use crate::training::shared::SessionState;
use diesel::prelude::*;
use kunye_kernel::error::Result;
use kunye_kernel::id::{ProgrammeId, SessionId};
use kunye_kernel::time::Time;
use std::collections::{BTreeMap, HashMap};

#[derive(Queryable, Selectable)]
#[diesel(table_name = expenses)]
pub(super) struct Said {
    pub item: Item,
    pub kurus: i64,
    pub said_at: Time,
}

#[derive(Insertable)]
#[diesel(table_name = expenses, treat_none_as_default_value = false)]
struct NewExpense<'a> {
    session_id: &'a SessionId,
    item: Item,
    kurus: i64,
    said_by: &'a str,
    said_at: Time,
}

/// All that was ever said of a session, in its order.
pub(super) fn of_session(conn: &mut Conn, session: &SessionId) -> Result<Vec<Said>> {
    expenses::table.filter(expenses::session_id.eq(session)).order(expenses::seq).select(Said::as_select()).load(conn).or_fail()
}

pub(super) fn insert(tx: &mut Conn, session: &SessionId, new: &[(Item, i64)], said_by: &str, now: Time) -> Result<()> {
    let row = |(item, kurus): &(Item, i64)| NewExpense { session_id: session, item: *item, kurus: *kurus, said_by, said_at: now };
    let rows: Vec<NewExpense<'_>> = new.iter().map(row).collect();
    insert_all!(tx, expenses::table, rows, |_| ())
}

/// The amounts in force of a programme's sessions.
pub(super) fn in_force(conn: &mut Conn, programme: &ProgrammeId) -> Result<HashMap<SessionId, Vec<(Item, i64)>>> {
    let rows: Vec<(SessionId, Item, i64)> = expenses::table
        .inner_join(training_sessions::table.on(training_sessions::id.eq(expenses::session_id)))
        .filter(training_sessions::programme_id.eq(programme))
        .order(expenses::seq)
        .select((expenses::session_id, expenses::item, expenses::kurus))
        .load(conn)
        .or_fail()?;
    // Of each item what was said last.
    let mut last: HashMap<SessionId, BTreeMap<Item, i64>> = HashMap::new();
    for (session, item, kurus) in rows {
        last.entry(session).or_default().insert(item, kurus);
    }
    Ok(last.into_iter().map(|(session, items)| (session, items.into_iter().collect())).collect())
}

pub(super) fn sessions(conn: &mut Conn, programme: &ProgrammeId) -> Result<Vec<(SessionId, SessionState)>> {
    training_sessions::table
        .filter(training_sessions::programme_id.eq(programme))
        .select((training_sessions::id, training_sessions::state))
        .load(conn)
        .or_fail()
}
