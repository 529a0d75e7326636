//! What directories read: every account as one card, the tree of units, and what changed since one last looked.
//!
//! A face holds the cards in memory and draws anew those that [`changes`] names. The database itself writes that list (triggers of
//! the migration), in the transaction of the change; so no act has to remember the directory, and no node misses one.

mod cards;
mod machines;
mod recent;
mod store;
#[cfg(test)]
mod tests;

pub use cards::{ApplicationCard, Card, Offices, RoleCard, UnitCard, all, of, offices, units};
pub use machines::{Machine, check_machine};
pub use recent::Recent;
pub use store::{Change, Since, changes, lately};

use crate::jobs::{self, Job, Outcome};
use crate::world::World;
use kunye_kernel::error::Result;
use kunye_kernel::time::DAY;

/// Forgets changes that every node has seen; once a day. The job's subject is the day.
pub const SWEEP: &str = "directory.sweep";

/// A node that has not looked for longer reads everything again.
pub const KEPT: i64 = 2 * DAY;

pub fn tick(world: &World) -> Result<()> {
    let now = world.now();
    let day = now.day().iso();
    world.db.write(|tx| jobs::enqueue_once(tx, &*world.entropy, SWEEP, &day, &day, now))
}

pub fn sweep(world: &World, _: &Job) -> Result<Outcome> {
    world.db.write(|tx| store::forget(tx, KEPT))?;
    Ok(Outcome::Done)
}
