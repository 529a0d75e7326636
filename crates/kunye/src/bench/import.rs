//! The import of a hundred thousand people, beside bare inserts of the same rows: the core measures both.

use super::Round;
use crate::config::sqlite_in;
use crate::wiring::{Ground, NoGateway};
use kunye_core::register::import::bench;
use kunye_core::world::World;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::time::SystemClock;
use std::path::Path;
use std::sync::Arc;

const PEOPLE: u32 = 100_000;

/// On two databases of their own, alike and empty: one for each side.
pub fn round() -> Result<Round> {
    let folders = [tempfile::tempdir().map_err(Error::internal)?, tempfile::tempdir().map_err(Error::internal)?];
    let figures = bench::measure(&world(folders[0].path())?, &world(folders[1].path())?, PEOPLE, false)?;
    Ok(Round { kunye: figures.rows_per_second(figures.apply), bare: figures.rows_per_second(figures.bare) })
}

fn world(path: &Path) -> Result<World> {
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
    Ok(world)
}
