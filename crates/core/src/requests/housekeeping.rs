//! What time does to requests: those that nobody carried out end.

use super::model::RequestState;
use super::store;
use crate::audit::{self, Entry};
use crate::jobs::{self, Job, Outcome};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::Result;
use kunye_kernel::time::HOUR;

pub const LAPSE: &str = "requests.lapse";
const ACTOR: Actor = Actor::Job { kind: LAPSE };
const BATCH: i64 = 200;

/// Asks for this hour's run, once, whichever node is first.
pub fn tick(world: &World) -> Result<()> {
    let now = world.now();
    let hour = (now.0 / HOUR).to_string();
    world.db.write(|tx| jobs::enqueue_once(tx, &*world.entropy, LAPSE, &hour, &hour, now))
}

pub fn lapse(world: &World, _: &Job) -> Result<Outcome> {
    let now = world.now();
    loop {
        let ended = world.db.write(|tx| {
            let overdue = store::overdue(tx, now, BATCH)?;
            for request in &overdue {
                store::move_to(tx, request, RequestState::Lapsed, None, now)?;
                let entry = Entry::new("request.lapsed", "request", request.id.as_str()).unit(&request.unit_id);
                audit::record(tx, now, &ACTOR, &entry)?;
            }
            Ok(overdue.len())
        })?;
        if ended == 0 {
            return Ok(Outcome::Done);
        }
    }
}
