//! The list of who provides what (B6): each side ticks its own.

use super::draft::own;
use super::model::{Check, Item, RequestState, Side};
use super::{send, store};
use crate::audit::{self, Entry};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use serde_json::json;

/// Says of an item whether it is done; the item's side must be the actor's. Said once more it changes nothing.
pub fn check(world: &World, actor: &Actor, side: Side, reference: &str, item: Item, done: bool) -> Result<()> {
    let (now, today) = (world.now(), world.today());
    let said_by = actor.person().cloned().ok_or_else(Error::unauthenticated)?;
    world.db.write(|tx| {
        let (request, unit) = match side {
            Side::Institution => {
                let (proof, request) = own(tx, actor, reference, today)?;
                (request, Some(proof.root().clone()))
            }
            Side::Provider => (send::sent(tx, actor, reference, today)?, None),
        };
        if item.side() != side {
            return Err(Error::conflict("training-check-side"));
        }
        if !request.state.waits() && request.state != RequestState::Planned {
            return Err(Error::conflict("training-request-ended"));
        }
        if store::checks(tx, &request.id)?.iter().any(|one| one.item == item && one.done == done) {
            return Ok(());
        }
        let check = Check { request_id: request.id.clone(), item, done, said_by: said_by.clone(), said_at: now };
        store::set_check(tx, &check)?;
        let entry = Entry::new("training-request.checked", "training_request", request.id.as_str());
        let entry = match &unit {
            Some(unit) => entry.unit(unit),
            None => entry,
        };
        audit::record(tx, now, actor, &entry.detail(json!({ "item": item, "done": done })))
    })
}
