//! What time does to the register: an import that was previewed and neither applied nor discarded ends after a day.

use super::import;
use crate::jobs::{self, Job, Outcome};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::Result;
use kunye_kernel::time::DAY;

/// The job's subject is the day.
pub const HOUSEKEEPING: &str = "register.housekeeping";
const ACTOR: Actor = Actor::Job { kind: HOUSEKEEPING };

/// Asks for this day's run, once, whichever node is first.
pub fn tick(world: &World) -> Result<()> {
    let (now, today) = (world.now(), world.today().iso());
    world.db.write(|tx| jobs::enqueue_once(tx, &*world.entropy, HOUSEKEEPING, &today, &today, now))
}

pub fn run(world: &World, _: &Job) -> Result<Outcome> {
    import::discard_older(world, &ACTOR, world.now().plus(-DAY))?;
    Ok(Outcome::Done)
}
