//! A rush for seats: the core measures it beside bare transactions of one insert each, on SQLite in a temporary folder, or on an
//! empty database that `--database` names.

use super::Round;
use crate::config::sqlite_in;
use crate::wiring::{Ground, NoGateway};
use kunye_core::training::bench;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::time::SystemClock;
use std::sync::Arc;
use tempfile::TempDir;

pub struct Stage {
    ground: bench::Ground,
    _folder: TempDir,
}

impl Stage {
    pub fn set(database: Option<&str>) -> Result<Self> {
        let folder = tempfile::tempdir().map_err(Error::internal)?;
        let ground = Ground {
            database: database.map_or_else(|| sqlite_in(folder.path()), str::to_owned),
            folder: folder.path().to_owned(),
            key_file: folder.path().join("key"),
            shelf: None,
            public_url: String::new(),
            mail_domain: None,
            hashes_at_once: 0,
            clock: Arc::new(SystemClock),
        };
        let world = ground.world(Arc::new(NoGateway), Arc::new(NoGateway))?;
        world.db.migrate()?;
        Ok(Self { ground: bench::Ground::lay(world)?, _folder: folder })
    }

    pub fn round(&self, round: u32) -> Result<Round> {
        let figures = self.ground.round(round as usize)?;
        let per_second = |time: std::time::Duration| figures.applications as f64 / time.as_secs_f64();
        Ok(Round { kunye: per_second(figures.reservations), bare: Some(per_second(figures.bare)) })
    }
}
