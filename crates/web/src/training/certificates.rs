//! The planner's page of certificates that are due: trainings are ticked, the order is shown before it is given, and the page tells how
//! far their making has come.

use super::{SessionTag, planned_programme};
use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::input::Form;
use crate::render::Page;
use crate::visit::{Message, Visit};
use kunye_core::training::certificates::{self, Bulk, Pending};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::language::Language;
use serde::Serialize;
use std::collections::BTreeMap;

const HREF: &str = "/planlama/sertifikalar";

#[derive(Serialize)]
struct List {
    /// None where no programme was founded.
    programme: Option<String>,
    due: Vec<Line>,
    /// People whose certificates can be ordered.
    people: usize,
    running: Vec<Line>,
    /// Of those that are being made.
    made: usize,
    total: usize,
    /// Of the whole programme.
    issued: usize,
    /// What was ticked.
    form: BTreeMap<String, String>,
    errors: Vec<Message>,
}

impl Page for List {
    const TEMPLATE: &'static str = "training/certificates.html";
}

#[derive(Serialize)]
struct Preview {
    lines: Vec<Line>,
    people: usize,
}

impl Page for Preview {
    const TEMPLATE: &'static str = "training/certificates_preview.html";
}

#[derive(Serialize)]
struct Line {
    session: SessionTag,
    due: usize,
    made: usize,
    total: usize,
}

impl Line {
    fn of(one: &Pending, language: Language) -> Self {
        Self { session: SessionTag::of(&one.row, language), due: one.due, made: one.made, total: one.total }
    }
}

impl List {
    fn of(programme: Option<String>, bulk: &Bulk, form: BTreeMap<String, String>, language: Language) -> Self {
        let (running, due): (Vec<&Pending>, Vec<&Pending>) = bulk.pending.iter().partition(|one| one.under_way);
        Self {
            programme,
            people: bulk.due().1,
            made: running.iter().map(|one| one.made).sum(),
            total: running.iter().map(|one| one.total).sum(),
            due: due.into_iter().map(|one| Line::of(one, language)).collect(),
            running: running.into_iter().map(|one| Line::of(one, language)).collect(),
            issued: bulk.made,
            form,
            errors: Vec::new(),
        }
    }
}

fn read(world: &World, actor: &Actor) -> Result<(Option<String>, Bulk)> {
    let today = world.today();
    world.db.read(|conn| {
        let Some(programme) = planned_programme(conn, actor, today)? else { return Ok((None, Bulk::default())) };
        let bulk = certificates::waiting(conn, actor, &programme.id, today)?;
        Ok((Some(programme.name), bulk))
    })
}

/// `GET /planlama/sertifikalar`
pub async fn list(visit: Visit) -> Answer {
    let actor = visit.actor();
    let (programme, bulk) = visit.app.run(move |world| read(world, &actor)).await?;
    visit.page(&List::of(programme, &bulk, BTreeMap::new(), visit.language))
}

/// `POST /planlama/sertifikalar`: the reference of each training that was ticked, or `all`; shown first, and ordered with `confirm`.
pub async fn order(visit: Visit, Form(form): Form<BTreeMap<String, String>>) -> Answer {
    let (actor, language) = (visit.actor(), visit.language);
    let (programme, bulk) = visit.app.run(move |world| read(world, &actor)).await?;
    let is_chosen = |one: &&Pending| {
        let reference = &one.row.session.reference;
        !one.under_way && (form.contains_key("all") || form.contains_key(reference))
    };
    let chosen: Vec<&Pending> = bulk.pending.iter().filter(is_chosen).collect();
    if chosen.is_empty() {
        // What was ticked may have been ordered meanwhile, by somebody else or by a first press.
        let nothing = form.keys().all(|key| key == "confirm");
        let error = Error::field("choose", if nothing { "certificates-choose" } else { "certificates-none-left" });
        return visit.refuse(error, |errors| List { errors, ..List::of(programme, &bulk, form, language) }, "choose");
    }
    if form.get("confirm").is_none_or(|confirm| confirm != "yes") {
        let people = chosen.iter().map(|one| one.due).sum();
        return visit.page(&Preview { lines: chosen.into_iter().map(|one| Line::of(one, language)).collect(), people });
    }
    let (actor, references) = (visit.actor(), chosen.iter().map(|one| one.row.session.reference.clone()).collect::<Vec<_>>());
    match visit.app.run(move |world| certificates::order_all(world, &actor, &references)).await {
        Ok(ordered) => {
            let flash =
                Flash::success("certificates-bulk-ordered").with("count", ordered.people).with("trainings", ordered.trainings);
            Ok(flash.on(&visit.app, see_other(HREF))?)
        }
        Err(error) if matches!(error.kind, Kind::NotFound | Kind::Forbidden) => Err(error.into()),
        Err(error) => visit.refuse(error, |errors| List { errors, ..List::of(programme, &bulk, form, language) }, "choose"),
    }
}
