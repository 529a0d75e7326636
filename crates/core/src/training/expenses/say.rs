//! A planner says what a training cost.

use super::{items, store};
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::training::onsite::Item;
use crate::training::shared::{self, SessionRow};
use crate::training::{name_of, planned};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::time::{Day, Time};
use serde_json::{Map, Value};

/// An amount in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    pub item: Item,
    /// In kuruş; none where it was never said.
    pub kurus: Option<i64>,
    pub said_at: Option<Time>,
}

/// What is known of the cost of one training.
#[derive(Debug, Clone)]
pub struct Expenses {
    pub row: SessionRow,
    /// Every item of the provider's.
    pub amounts: Vec<Amount>,
}

/// For the planners of the session's provider; for anybody else there is none.
pub fn of_session(conn: &mut Conn, actor: &Actor, reference: &str, today: Day) -> Result<Expenses> {
    let session = shared::by_reference(conn, reference)?.ok_or_else(Error::not_found)?;
    planned(conn, actor, &session.programme_id, today).map_err(|_| Error::not_found())?;
    let said = store::of_session(conn, &session.id)?;
    let amount = |item: Item| {
        let last = said.iter().rev().find(|one| one.item == item);
        Amount { item, kurus: last.map(|one| one.kurus), said_at: last.map(|one| one.said_at) }
    };
    Ok(Expenses { row: shared::row_of(conn, session)?, amounts: items().map(amount).collect() })
}

/// Says amounts of a training, in kuruş, at whatever time they become known; each stands until another is said. Those that stand
/// already are not said again.
pub fn say(world: &World, actor: &Actor, reference: &str, amounts: &[(Item, i64)]) -> Result<()> {
    let (now, today, said_by) = (world.now(), world.today(), name_of(actor)?);
    world.db.write(|tx| {
        let before = of_session(tx, actor, reference, today)?;
        let stands =
            |(item, kurus): &(Item, i64)| before.amounts.iter().any(|one| one.item == *item && one.kurus == Some(*kurus));
        let new: Vec<(Item, i64)> =
            amounts.iter().filter(|one| items().any(|item| item == one.0) && !stands(one)).copied().collect();
        if new.is_empty() {
            return Ok(());
        }
        store::insert(tx, &before.row.session.id, &new, &said_by, now)?;
        let detail: Map<String, Value> = new.iter().map(|(item, kurus)| (item.as_str().to_owned(), (*kurus).into())).collect();
        let entry = Entry::new("training-session.expenses", "training_session", before.row.session.id.as_str());
        audit::record(tx, now, actor, &entry.detail(detail.into()))
    })
}
