//! The 81 provinces with what there is in them: a table in Turkish order, and the same as tiles.

use super::the_programme;
use crate::answer::Answer;
use crate::render::Page;
use crate::visit::Visit;
use kunye_core::training::onsite::{self, OfProvince};
use kunye_core::world::World;
use kunye_kernel::error::Result;
use serde::Serialize;

#[derive(Serialize)]
struct Provinces {
    programme: String,
    rows: Vec<Line>,
    /// How many provinces have anything.
    busy: usize,
}

impl Page for Provinces {
    const TEMPLATE: &'static str = "training/provinces.html";
}

#[derive(Serialize)]
struct Line {
    plate: String,
    name: &'static str,
    waiting: usize,
    planned: usize,
    held: usize,
    people: i32,
    trainers: usize,
    /// Whether there is any of it.
    any: bool,
    /// Of its tile, from the upper left.
    column: i32,
    row: i32,
}

/// Places of the tiles by plate code, ten a line: column and row, as the provinces lie beside each other.
const TILES: [(i32, i32); 81] = [
    (8, 6),
    (11, 5),
    (4, 4),
    (15, 3),
    (8, 1),
    (6, 2),
    (4, 6),
    (14, 1),
    (1, 5),
    (2, 3), //
    (4, 2),
    (13, 3),
    (14, 4),
    (5, 2),
    (3, 5),
    (2, 2),
    (0, 2),
    (7, 2),
    (8, 2),
    (2, 5), //
    (12, 5),
    (0, 0),
    (12, 4),
    (11, 3),
    (14, 3),
    (4, 3),
    (10, 5),
    (11, 1),
    (12, 2),
    (16, 5), //
    (9, 7),
    (4, 5),
    (7, 6),
    (2, 1),
    (0, 4),
    (15, 2),
    (7, 1),
    (9, 4),
    (1, 0),
    (7, 3), //
    (3, 1),
    (6, 5),
    (3, 3),
    (11, 4),
    (1, 4),
    (9, 5),
    (13, 6),
    (2, 6),
    (13, 4),
    (8, 4), //
    (8, 5),
    (10, 1),
    (13, 1),
    (4, 1),
    (9, 1),
    (14, 5),
    (8, 0),
    (10, 3),
    (1, 1),
    (9, 2), //
    (12, 1),
    (12, 3),
    (11, 6),
    (3, 4),
    (15, 4),
    (8, 3),
    (5, 0),
    (7, 4),
    (13, 2),
    (6, 6), //
    (6, 3),
    (13, 5),
    (15, 5),
    (6, 0),
    (15, 1),
    (16, 3),
    (3, 2),
    (6, 1),
    (10, 6),
    (9, 6), //
    (5, 1), //
];

impl From<OfProvince> for Line {
    fn from(one: OfProvince) -> Self {
        let plate = one.province.plate();
        let at = usize::try_from(plate - 1).unwrap_or_default();
        let (column, row) = TILES.get(at).copied().unwrap_or_default();
        Self {
            plate: format!("{plate:02}"),
            name: one.province.name(),
            waiting: one.waiting,
            planned: one.planned,
            held: one.held,
            people: one.people,
            trainers: one.trainers,
            any: one.waiting + one.planned + one.held + one.trainers > 0,
            column,
            row,
        }
    }
}

/// `GET /planlama/iller`
pub async fn show(visit: Visit) -> Answer {
    let actor = visit.actor();
    let read = move |world: &World| -> Result<Provinces> {
        let today = world.today();
        world.db.read(|conn| {
            let programme = the_programme(conn, &actor, today)?;
            let all = onsite::by_province(conn, &actor, &programme.id, today)?;
            let busy = all.iter().filter(|one| one.waiting + one.planned + one.held > 0).count();
            Ok(Provinces { programme: programme.name, rows: all.into_iter().map(Line::from).collect(), busy })
        })
    };
    let page = visit.app.run(read).await?;
    visit.page(&page)
}

#[cfg(test)]
mod tests {
    use super::TILES;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_provinces_share_a_tile() {
        assert_eq!(TILES.iter().collect::<BTreeSet<_>>().len(), 81);
    }
}
