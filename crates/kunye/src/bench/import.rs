//! The import of a hundred thousand people, beside bare inserts of the same rows: the core measures both.

use super::Round;
use crate::config::sqlite_in;
use crate::wiring::{Ground, NoGateway};
use kunye_core::register::import::bench;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::time::SystemClock;
use std::sync::Arc;

const PEOPLE: u32 = 100_000;

/// On a database of its own: an empty one is part of the measure.
pub fn round() -> Result<Round> {
    let folder = tempfile::tempdir().map_err(Error::internal)?;
    let path = folder.path();
    let ground = Ground {
        database: sqlite_in(path),
        folder: path.to_owned(),
        key_file: path.join("key"),
        public_url: String::new(),
        hashes_at_once: 0,
        clock: Arc::new(SystemClock),
    };
    let world = ground.world(Arc::new(NoGateway), Arc::new(NoGateway))?;
    world.db.migrate()?;
    let figures = bench::measure(&world, PEOPLE, false)?;
    Ok(Round { kunye: figures.rows_per_second(figures.apply), bare: figures.rows_per_second(figures.bare) })
}
