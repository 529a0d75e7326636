//! The import of a hundred thousand people, beside bare inserts of the same rows: the core measures both.

use super::{Round, world};
use kunye_core::register::import::bench;
use kunye_kernel::error::{Error, Result};

const PEOPLE: u32 = 100_000;

/// On two databases of their own, alike and empty: one for each side.
pub fn round() -> Result<Round> {
    let folders = [tempfile::tempdir().map_err(Error::internal)?, tempfile::tempdir().map_err(Error::internal)?];
    let figures = bench::measure(&world(folders[0].path())?, &world(folders[1].path())?, PEOPLE, false)?;
    Ok(Round { kunye: figures.rows_per_second(figures.apply), bare: Some(figures.rows_per_second(figures.bare)) })
}
