//! Where each province stands on a map of equal tiles: neighbours near each other, west to the left, one tile each. Drawn by hand.

use crate::register::Province;

/// Rows from north to south; each names plate codes from west to east, 0 for none.
const MAP: [[i32; COLUMNS]; ROWS] = [
    [22, 39, 34, 0, 0, 67, 74, 37, 57, 55, 52, 28, 61, 53, 8, 75],
    [59, 0, 41, 54, 81, 14, 78, 18, 19, 5, 60, 29, 69, 25, 36, 76],
    [17, 10, 77, 16, 11, 26, 6, 71, 66, 58, 24, 62, 12, 4, 0, 0],
    [35, 45, 64, 43, 3, 0, 40, 50, 38, 44, 23, 49, 13, 65, 0, 0],
    [9, 20, 15, 32, 42, 68, 51, 1, 46, 2, 21, 72, 56, 30, 0, 0],
    [0, 48, 7, 0, 70, 0, 33, 0, 80, 27, 63, 47, 73, 0, 0, 0],
    [0, 0, 0, 0, 0, 0, 0, 0, 31, 79, 0, 0, 0, 0, 0, 0],
];

/// Size of the map.
pub const COLUMNS: usize = 16;
pub const ROWS: usize = 7;

/// Column and row of a province, from 0.
pub fn tile(province: Province) -> Option<(usize, usize)> {
    let found = |row: &[i32; COLUMNS]| row.iter().position(|plate| *plate == province.plate());
    MAP.iter().enumerate().find_map(|(at, row)| Some((found(row)?, at)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_province_has_a_tile_of_its_own() {
        let plates: Vec<i32> = MAP.iter().flatten().copied().filter(|plate| *plate != 0).collect();
        let once: BTreeSet<i32> = plates.iter().copied().collect();
        assert_eq!((plates.len(), once), (81, (1..=81).collect()));
        assert!(Province::all().iter().all(|province| tile(*province).is_some()));
    }
}
