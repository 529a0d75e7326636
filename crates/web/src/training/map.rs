//! The provinces as equal tiles, for pages that say where something is. Every number of theirs is said in a table too.

use crate::register::rows::plate;
use kunye_core::register::Province;
use kunye_core::training::coverage::{COLUMNS, ROWS, tile};
use serde::Serialize;

/// Tiles of ten units with gaps between them.
#[derive(Serialize)]
pub(super) struct Map {
    width: usize,
    height: usize,
    tiles: Vec<Tile>,
}

#[derive(Serialize)]
struct Tile {
    x: usize,
    y: usize,
    plate: String,
    #[serde(flatten)]
    said: Said,
}

/// What a tile says of its province.
#[derive(Serialize)]
pub(super) struct Said {
    /// Its colours, as the style sheet names them.
    pub look: String,
    /// In words, for whoever points at it.
    pub title: String,
    /// Below the plate code, where there is room for it; 0 is not shown.
    pub count: usize,
}

const STEP: usize = 11;

impl Map {
    pub fn of(provinces: impl Iterator<Item = (Province, Said)>) -> Self {
        let tiles = provinces.filter_map(|(province, said)| {
            let (column, row) = tile(province)?;
            Some(Tile { x: column * STEP, y: row * STEP, plate: plate(province), said })
        });
        Self { width: COLUMNS * STEP - 1, height: ROWS * STEP - 1, tiles: tiles.collect() }
    }
}
