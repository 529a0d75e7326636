//! The number that decided a tier, opened down to each unit.

use super::mine;
use crate::answer::Answer;
use crate::input::Query;
use crate::render::Page;
use crate::visit::Visit;
use kunye_core::register;
use kunye_core::training::users::{self, CountSource};
use kunye_core::world::World;
use kunye_kernel::error::Error;
use kunye_kernel::id::{UnitId, looks_like_id};
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct Users {
    total: i64,
    counted_on: String,
    source: CountSource,
    file_name: String,
    /// From the top to the unit that is shown.
    path: Vec<Step>,
    /// The unit that is shown; its `subtotal` is the sum of everything on the page.
    own: Option<Row>,
    rows: Vec<Row>,
}

impl Page for Users {
    const TEMPLATE: &'static str = "training/users.html";
}

#[derive(Serialize)]
struct Step {
    href: String,
    name: String,
}

#[derive(Serialize)]
struct Row {
    /// "" where nothing hangs below.
    href: String,
    name: String,
    users: i64,
    subtotal: i64,
}

#[derive(Deserialize, Default)]
pub struct Wanted {
    #[serde(default)]
    birim: String,
}

fn href(unit: &UnitId) -> String {
    format!("/egitim/kullanicilar?birim={unit}")
}

/// `GET /egitim/kullanicilar?birim=`
pub async fn show(visit: Visit, Query(wanted): Query<Wanted>) -> Answer {
    let actor = visit.actor();
    let read = move |world: &World| {
        let today = world.today();
        world.db.read(|conn| {
            let mine = mine(conn, &actor, today)?;
            let decision = mine.programme.and_then(|(_, decision)| decision).ok_or_else(Error::not_found)?;
            let count = users::count(conn, &decision.count_id)?.ok_or_else(Error::not_found)?;
            let unit = if looks_like_id(&wanted.birim) { UnitId::from(wanted.birim.as_str()) } else { mine.proof.root().clone() };
            // A unit of somebody else's tree has no lines in this count, and its name is not told.
            let above = register::path(conn, &unit)?;
            if above.first().map(|root| &root.id) != Some(mine.proof.root()) {
                return Err(Error::not_found());
            }
            let path = above.into_iter().map(|unit| Step { href: href(&unit.id), name: unit.name }).collect();
            let own = users::of_unit(conn, &count.id, &unit)?;
            let lines = users::below(conn, &count.id, &unit)?;
            let names = register::unit_names(conn, own.iter().chain(&lines).map(|line| &line.unit))?;
            let row = |line: &users::Line| Row {
                href: if line.subtotal > line.users { href(&line.unit) } else { String::new() },
                name: names.get(&line.unit).cloned().unwrap_or_default(),
                users: line.users,
                subtotal: line.subtotal,
            };
            Ok(Users {
                total: count.total,
                counted_on: count.counted_on.to_string(),
                source: count.source,
                file_name: count.file_name.clone(),
                path,
                own: own.as_ref().map(|line| Row { href: String::new(), ..row(line) }),
                rows: lines.iter().map(row).collect(),
            })
        })
    };
    let page = visit.app.run(read).await?;
    visit.page(&page)
}
