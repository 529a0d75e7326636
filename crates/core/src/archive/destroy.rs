//! The end of a paper (A6; the privacy notice promises it): its bytes go, its line stays and says when.

use super::store;
use crate::audit::{self, Entry};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::Result;
use kunye_kernel::time::Time;

const BATCH: i64 = 200;

/// Destroys every paper that was filed before a moment; gives how many. Each leaves a line in the record.
pub fn older(world: &World, actor: &Actor, before: Time) -> Result<usize> {
    let now = world.now();
    let mut destroyed = 0;
    loop {
        let overdue = world.db.read(|conn| store::overdue(conn, before, BATCH))?;
        if overdue.is_empty() {
            return Ok(destroyed);
        }
        for item in &overdue {
            // The bytes first: a crash in between leaves a row that is looked at again, never bytes that nobody knows of.
            if !world.db.read(|conn| store::is_shared(conn, item))? {
                world.blobs.remove(&item.blob)?;
            }
            world.db.write(|tx| {
                store::empty(tx, &item.id, now)?;
                let detail = serde_json::json!({
                    "archive_no": item.archive_no, "kind": item.kind, "filed_at": item.filed_at.rfc3339(), "size": item.size,
                });
                let entry = Entry::new("archive.destroyed", "request", &item.subject).unit(&item.unit_id).detail(detail);
                audit::record(tx, now, actor, &entry)
            })?;
        }
        destroyed += overdue.len();
    }
}
