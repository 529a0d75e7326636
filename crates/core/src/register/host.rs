//! Whose service this is: the institution whose name the pages bear, and whose administrators change what reaches everybody. It is the
//! first to be registered, until somebody with a shell on the server names another; those beside it are its customers.

use super::model::Institution;
use super::store;
use crate::audit::{self, Entry};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};

/// Names the host by the DETSİS number of its topmost unit. Running nodes show the new name when they are started again.
///
/// Errors: not at a shell on the server; no institution of that number; no reason.
pub fn name(world: &World, actor: &Actor, detsis: &str, reason: &str) -> Result<Institution> {
    // Whoever administers the host administers everything, so no administrator hands this over to another institution.
    if !matches!(actor, Actor::Operator { .. }) {
        return Err(Error::forbidden("error-register-not-whole"));
    }
    let reason = kunye_kernel::text::tidy(reason);
    if reason.is_empty() {
        return Err(Error::field("reason", "policy-reason-missing"));
    }
    let now = world.now();
    world.db.write(|tx| {
        let institutions = store::institutions(tx)?;
        let next = institutions.into_iter().find(|one| one.detsis == detsis).ok_or_else(Error::not_found)?;
        let before = store::host(tx)?;
        if before.as_ref() != Some(&next) {
            store::set_host(tx, &next.id)?;
            let detail = serde_json::json!({ "before": before.map(|one| one.name), "after": next.name });
            let root = store::root_unit(tx, &next.id)?.ok_or_else(Error::not_found)?;
            let entry = Entry::new("institution.host", "unit", root.id.as_str()).unit(&root.id).reason(&reason).detail(detail);
            audit::record(tx, now, actor, &entry)?;
        }
        Ok(next)
    })
}
