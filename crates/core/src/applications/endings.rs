//! The job that closes and records authorisations which nobody holds any more. They open nothing from the moment the fact
//! changed; this only writes it down.

use super::model::{EndReason, Held};
use super::store;
use crate::audit::{self, Entry};
use crate::jobs::{self, Job, Outcome};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::Result;
use kunye_kernel::time::HOUR;

pub const CLOSE: &str = "applications.close";
const ACTOR: Actor = Actor::Job { kind: CLOSE };
const BATCH: i64 = 200;

/// Asks for this hour's run, once, whichever node is first.
pub fn tick(world: &World) -> Result<()> {
    let now = world.now();
    let hour = (now.0 / HOUR).to_string();
    world.db.write(|tx| jobs::enqueue_once(tx, &*world.entropy, CLOSE, &hour, &hour, now))
}

pub fn close(world: &World, _: &Job) -> Result<Outcome> {
    let now = world.now();
    loop {
        let closed = world.db.write(|tx| {
            let over = store::to_close(tx, now.day(), BATCH)?;
            for held in &over {
                let reason = reason(held);
                store::end_authorisation(tx, &held.authorisation.id, reason, now)?;
                let detail = serde_json::json!({ "application": held.application.slug, "role": held.role.slug, "why": reason });
                let entry = Entry::new("authorisation.ended", "account", held.authorisation.account_id.as_str());
                audit::record(tx, now, &ACTOR, &entry.unit(&held.authorisation.unit_id).detail(detail))?;
            }
            Ok(over.len())
        })?;
        if closed == 0 {
            return Ok(Outcome::Done);
        }
    }
}

fn reason(held: &Held) -> EndReason {
    if held.application.ended_at.is_some() {
        EndReason::ApplicationEnded
    } else if held.role.ended_at.is_some() {
        EndReason::RoleEnded
    } else {
        EndReason::LeftUnit
    }
}
