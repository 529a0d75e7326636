//! One short page for whoever passes on what they learnt: when, where, and how many heard it.

use super::mine::own;
use super::{SessionTag, days};
use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::input::Form;
use crate::render::Page;
use crate::visit::{Message, Visit};
use axum::extract::Path;
use kunye_core::training::participants;
use kunye_core::training::spread::{self, NewReport, Report};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::{ParticipantId, SpreadId, looks_like_id};
use kunye_kernel::language::Language;
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct Show {
    /// Of the participant.
    id: String,
    session: SessionTag,
    reports: Vec<ReportTag>,
    form: SpreadForm,
    errors: Vec<Message>,
}

impl Page for Show {
    const TEMPLATE: &'static str = "training/spread.html";
}

#[derive(Serialize)]
struct ReportTag {
    id: String,
    on: String,
    place: String,
    people: i32,
}

impl From<Report> for ReportTag {
    fn from(one: Report) -> Self {
        Self { id: one.id.to_string(), on: one.held_on.to_string(), place: one.place, people: one.people }
    }
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SpreadForm {
    held_on: String,
    place: String,
    people: String,
}

fn read(world: &World, language: Language, actor: &Actor, id: &ParticipantId, form: SpreadForm) -> Result<Show> {
    let today = world.today();
    world.db.read(|conn| {
        let reports = spread::mine(conn, actor, id, world.now())?;
        let mine = participants::one_of_mine(conn, actor, id, today)?;
        let reports = reports.into_iter().map(ReportTag::from).collect();
        Ok(Show { id: id.to_string(), session: SessionTag::of(&mine.row, language), reports, form, errors: Vec::new() })
    })
}

fn href(id: &ParticipantId) -> String {
    format!("/egitimlerim/{id}/yayginlastirma")
}

/// `GET /egitimlerim/{id}/yayginlastirma`
pub async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let language = visit.language;
    let (actor, id) = (visit.actor(), own(&id)?);
    let page = visit.app.run(move |world| read(world, language, &actor, &id, SpreadForm::default())).await?;
    visit.page(&page)
}

/// `POST /egitimlerim/{id}/yayginlastirma`: held_on, place, people.
pub async fn report(visit: Visit, Path(id): Path<String>, Form(form): Form<SpreadForm>) -> Answer {
    let language = visit.language;
    let (actor, id) = (visit.actor(), own(&id)?);
    let (given, wanted) = (form.clone(), id.clone());
    let verb = move |world: &World| {
        let held_on = days::optional("held_on", &given.held_on)?;
        let new = NewReport { held_on, place: given.place, people: given.people.trim().parse().unwrap_or(0) };
        spread::report(world, &actor, &wanted, &new)
    };
    match visit.app.run(verb).await {
        Ok(()) => Ok(Flash::success("spread-said").on(&visit.app, see_other(&href(&id)))?),
        Err(error) if matches!(error.kind, Kind::NotFound | Kind::Forbidden) => Err(error.into()),
        Err(error) => {
            let actor = visit.actor();
            let page = visit.app.run(move |world| read(world, language, &actor, &id, form)).await?;
            visit.refuse(error, |errors| Show { errors, ..page }, "held_on")
        }
    }
}

/// `POST /egitimlerim/yayginlastirma/{id}/sil`
pub async fn take_back(visit: Visit, Path(id): Path<String>) -> Answer {
    let actor = visit.actor();
    if !looks_like_id(&id) {
        return Err(Error::not_found().into());
    }
    let of = visit.app.run(move |world| spread::take_back(world, &actor, &SpreadId::from(id.as_str()))).await?;
    Ok(Flash::success("spread-taken-back").on(&visit.app, see_other(&href(&of)))?)
}
