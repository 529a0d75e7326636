//! A certificate that should not stand is revoked, with a reason that its page shows. It stays where it was.

use super::store;
use crate::audit::{self, Entry};
use crate::register::duties::training::planner_of;
use crate::training::name_of;
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::text::tidy;
use serde_json::json;

/// Revokes; with `reissue`, another is made the next time certificates are ordered, if the person attended in full.
pub fn revoke(world: &World, actor: &Actor, code: &str, reason: &str, reissue: bool) -> Result<()> {
    let (now, today, by, reason) = (world.now(), world.today(), name_of(actor)?, tidy(reason));
    world.db.write(|tx| {
        let certificate = store::by_code(tx, code)?.ok_or_else(Error::not_found)?;
        planner_of(tx, actor, &certificate.provider_id, today).map_err(|_| Error::not_found())?;
        if reason.is_empty() {
            return Err(Error::field("reason", "training-reason-missing"));
        }
        if !certificate.is_valid() {
            return Err(Error::conflict("certificate-revoked-before"));
        }
        store::end(tx, &certificate.id, &by, &reason, reissue, now)?;
        let entry = Entry::new("certificate.revoked", "certificate", certificate.id.as_str()).reason(&reason);
        audit::record(tx, now, actor, &entry.detail(json!({ "number": certificate.number(), "reissue": reissue })))
    })
}
