//! The 81 provinces with what there is in them: a table in Turkish order, and the same as tiles.

use super::map::{Map, Said};
use super::the_programme;
use crate::answer::Answer;
use crate::register::rows::plate;
use crate::render::Page;
use crate::visit::{Known, Visit};
use kunye_core::training::onsite::{self, OfProvince};
use kunye_core::world::World;
use kunye_kernel::error::Result;
use serde::Serialize;

#[derive(Serialize)]
struct Provinces {
    programme: String,
    map: Map,
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
}

/// Requests that wait, and trainings planned and held.
fn there(one: &OfProvince) -> usize {
    one.waiting + one.planned + one.held
}

/// A province where somebody waits stands out from one where all is planned or held.
fn said(visit: &Known, one: &OfProvince) -> Said {
    let look = match (one.waiting, there(one)) {
        (1.., _) => "waits",
        (0, 1..) => "settled",
        _ => "shade-0",
    };
    let numbers = [("waiting", one.waiting), ("planned", one.planned), ("held", one.held)];
    let mut args: Vec<(&str, String)> = numbers.iter().map(|(name, number)| (*name, number.to_string())).collect();
    args.push(("name", one.province.name().to_owned()));
    Said { look: look.to_owned(), title: visit.text_with("provinces-map-tile", &args), count: there(one) }
}

impl From<OfProvince> for Line {
    fn from(one: OfProvince) -> Self {
        Self {
            plate: plate(one.province),
            name: one.province.name(),
            waiting: one.waiting,
            planned: one.planned,
            held: one.held,
            people: one.people,
            trainers: one.trainers,
            any: there(&one) + one.trainers > 0,
        }
    }
}

/// `GET /planlama/iller`
pub async fn show(visit: Visit) -> Answer {
    let (reader, actor) = (visit.clone(), visit.actor());
    let read = move |world: &World| -> Result<Provinces> {
        let today = world.today();
        world.db.read(|conn| {
            let programme = the_programme(conn, &actor, today)?;
            let all = onsite::by_province(conn, &actor, &programme.id, today)?;
            Ok(Provinces {
                programme: programme.name,
                map: Map::of(all.iter().map(|one| (one.province, said(&reader, one)))),
                busy: all.iter().filter(|one| there(one) > 0).count(),
                rows: all.into_iter().map(Line::from).collect(),
            })
        })
    };
    let page = visit.app.run(read).await?;
    visit.page(&page)
}
