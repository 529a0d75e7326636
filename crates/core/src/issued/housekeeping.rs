//! Issued documents are destroyed when their time is over, and the record says so. What stays is that one of this code was issued.

use super::store;
use crate::audit::{self, Entry};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::Result;
use kunye_kernel::time::Time;

const BATCH: i64 = 200;

/// Destroys every document of a kind that was issued before a moment; gives how many.
pub fn destroy(world: &World, actor: &Actor, kind: &str, before: Time) -> Result<usize> {
    let now = world.now();
    let mut destroyed = 0;
    loop {
        let overdue = world.db.read(|conn| store::overdue(conn, kind, before, BATCH))?;
        if overdue.is_empty() {
            return Ok(destroyed);
        }
        for document in &overdue {
            // The bytes first: a crash in between leaves a row that is looked at again, never bytes without a row.
            world.blobs.remove(&document.blob)?;
            world.db.write(|tx| {
                store::empty(tx, &document.code, now)?;
                let detail = serde_json::json!({ "code": document.code, "kind": document.kind, "sha256": document.digest });
                let entry = Entry::new("document.destroyed", "request", &document.subject).unit(&document.owner).detail(detail);
                audit::record(tx, now, actor, &entry)
            })?;
        }
        destroyed += overdue.len();
    }
}
