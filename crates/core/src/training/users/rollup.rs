//! A unit's users are its own and those of everything below it (B7). Pure.

use kunye_kernel::id::UnitId;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// A unit of a count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub unit: UnitId,
    pub parent: Option<UnitId>,
    /// Of the unit itself.
    pub users: i64,
    /// At or below it.
    pub subtotal: i64,
}

/// Sums from the leaves up, each unit once, in any order of `units` (id and the unit above). Units without any user at or below
/// them are left out. Takes time in proportion to the number of units.
pub fn roll_up(units: &[(UnitId, Option<UnitId>)], own: &HashMap<UnitId, i64>) -> Vec<Line> {
    let at: HashMap<&UnitId, usize> = units.iter().enumerate().map(|(at, (id, _))| (id, at)).collect();
    let above: Vec<Option<usize>> =
        units.iter().map(|(_, parent)| parent.as_ref().and_then(|parent| at.get(parent).copied())).collect();
    let mut open_below = vec![0_u32; units.len()];
    for parent in above.iter().flatten() {
        open_below[*parent] += 1;
    }
    let mut subtotals: Vec<i64> = units.iter().map(|(id, _)| own.get(id).copied().unwrap_or(0)).collect();
    let mut ready: Vec<usize> = (0..units.len()).filter(|at| open_below[*at] == 0).collect();
    while let Some(done) = ready.pop() {
        if let Some(parent) = above[done] {
            subtotals[parent] += subtotals[done];
            open_below[parent] -= 1;
            if open_below[parent] == 0 {
                ready.push(parent);
            }
        }
    }
    let lines = units.iter().zip(&subtotals).filter(|(_, subtotal)| **subtotal > 0);
    let line = |((id, parent), subtotal): (&(UnitId, Option<UnitId>), &i64)| Line {
        unit: id.clone(),
        parent: parent.clone().filter(|parent| at.contains_key(parent)),
        users: own.get(id).copied().unwrap_or(0),
        subtotal: *subtotal,
    };
    lines.map(line).collect()
}
