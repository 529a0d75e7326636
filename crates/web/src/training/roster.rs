//! The trainers for planners: where they live, what they teach, when they are away.

use super::request::clock;
use super::the_programme;
use super::trainer::{AbsenceTag, AwayForm, absence, told};
use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::input::Form;
use crate::register::rows::{Choice, plate, provinces};
use crate::render::Page;
use crate::visit::{Message, Visit};
use axum::extract::Path;
use kunye_core::register::Province;
use kunye_core::training::programme::Course;
use kunye_core::training::trainers::{self, Absence, Engagement, Profile, Trainer};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::{CourseId, PersonId, looks_like_id};
use kunye_kernel::language::Language;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Serialize)]
struct Roster {
    programme: String,
    trainers: Vec<TrainerTag>,
}

impl Page for Roster {
    const TEMPLATE: &'static str = "training/roster.html";
}

#[derive(Serialize)]
struct TrainerTag {
    id: String,
    name: String,
    /// "" where it is not known.
    home: &'static str,
    /// Codes of the courses.
    skills: Vec<String>,
    load: i32,
    /// Days of training to come.
    days: usize,
    /// The next days away; "" where none are known.
    away: String,
}

/// `15.12.2026`, or the first and the last day.
fn period(one: &Absence) -> String {
    if one.starts_on == one.ends_on { one.starts_on.to_string() } else { format!("{} – {}", one.starts_on, one.ends_on) }
}

impl TrainerTag {
    fn of(trainer: &Trainer, courses: &[Course]) -> Self {
        let taught = courses.iter().filter(|course| trainer.skills.contains(&course.id));
        Self {
            id: trainer.id.to_string(),
            name: trainer.name.clone(),
            home: trainer.home.map(Province::name).unwrap_or_default(),
            skills: taught.map(|course| course.code.clone()).collect(),
            load: trainer.load,
            days: trainer.engagements.len(),
            away: trainer.absences.first().map(period).unwrap_or_default(),
        }
    }
}

/// `GET /planlama/egitmenler`
pub async fn list(visit: Visit) -> Answer {
    let actor = visit.actor();
    let read = move |world: &World| -> Result<Roster> {
        let today = world.today();
        world.db.read(|conn| {
            let programme = the_programme(conn, &actor, today)?;
            let (trainers, courses) = trainers::everybody(conn, &actor, &programme.id, today)?;
            let trainers = trainers.iter().map(|one| TrainerTag::of(one, &courses)).collect();
            Ok(Roster { programme: programme.name, trainers })
        })
    };
    let page = visit.app.run(read).await?;
    visit.page(&page)
}

#[derive(Serialize)]
struct Show {
    id: String,
    name: String,
    load: i32,
    provinces: Vec<Choice>,
    courses: Vec<CourseTag>,
    absences: Vec<AbsenceTag>,
    engagements: Vec<EngagementTag>,
    home: HomeForm,
    form: AwayForm,
    errors: Vec<Message>,
}

impl Page for Show {
    const TEMPLATE: &'static str = "training/roster_one.html";
}

#[derive(Serialize)]
struct CourseTag {
    id: String,
    text: String,
    taught: bool,
}

#[derive(Serialize)]
struct HomeForm {
    province: String,
}

/// A day on which somebody trains, as lists show it.
#[derive(Serialize)]
pub(super) struct EngagementTag {
    pub reference: String,
    pub course: String,
    pub day: String,
    pub at: String,
    pub hours: i32,
    pub province: &'static str,
    pub site: String,
    pub on_site: bool,
}

impl EngagementTag {
    pub fn of(one: &Engagement, language: Language) -> Self {
        Self {
            reference: one.reference.clone(),
            course: one.course_in(language).to_owned(),
            day: one.day.to_string(),
            at: clock(one.starts_minute),
            hours: one.hours,
            province: one.province.name(),
            site: one.site.clone(),
            on_site: one.on_site,
        }
    }
}

fn read(world: &World, language: Language, actor: &Actor, person: &PersonId, form: AwayForm) -> Result<Show> {
    let today = world.today();
    world.db.read(|conn| {
        let programme = the_programme(conn, actor, today)?;
        let Profile { trainer, courses } = trainers::one(conn, actor, &programme.id, person, today)?;
        let course = |course: &Course| CourseTag {
            id: course.id.to_string(),
            text: format!("{} {}", course.code, course.name_in(language)),
            taught: trainer.skills.contains(&course.id),
        };
        Ok(Show {
            id: trainer.id.to_string(),
            name: trainer.name.clone(),
            load: trainer.load,
            provinces: provinces(),
            courses: courses.iter().map(course).collect(),
            absences: trainer.absences.iter().map(AbsenceTag::from).collect(),
            engagements: trainer.engagements.iter().map(|one| EngagementTag::of(one, language)).collect(),
            home: HomeForm { province: trainer.home.map(plate).unwrap_or_default() },
            form,
            errors: Vec::new(),
        })
    })
}

pub(crate) fn person(id: &str) -> Result<PersonId> {
    if looks_like_id(id) { Ok(PersonId::from(id)) } else { Err(Error::not_found()) }
}

fn href(person: &PersonId) -> String {
    format!("/planlama/egitmenler/{person}")
}

/// `GET /planlama/egitmenler/{id}`
pub async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let language = visit.language;
    let (actor, person) = (visit.actor(), person(&id)?);
    let page = visit.app.run(move |world| read(world, language, &actor, &person, AwayForm::default())).await?;
    visit.page(&page)
}

/// Back to the page with a sentence, or the page again with what was wrong.
async fn said(visit: &Visit, person: PersonId, form: AwayForm, done: Result<Flash>, field: &str) -> Answer {
    let language = visit.language;
    match done {
        Ok(flash) => Ok(flash.on(&visit.app, see_other(&href(&person)))?),
        Err(error) if matches!(error.kind, Kind::NotFound | Kind::Forbidden) => Err(error.into()),
        Err(error) => {
            let actor = visit.actor();
            let page = visit.app.run(move |world| read(world, language, &actor, &person, form)).await?;
            visit.refuse(error, |errors| Show { errors, ..page }, field)
        }
    }
}

/// `POST /planlama/egitmenler/{id}`: `province`, and one field named by its id for every course that is taught.
pub async fn keep(visit: Visit, Path(id): Path<String>, Form(form): Form<BTreeMap<String, String>>) -> Answer {
    let (actor, person) = (visit.actor(), person(&id)?);
    let home = form.get("province").and_then(|plate| plate.parse().ok()).and_then(Province::from_plate);
    let taught: BTreeSet<CourseId> =
        form.keys().filter(|name| looks_like_id(name)).map(|name| CourseId::from(name.as_str())).collect();
    let wanted = person.clone();
    let verb = move |world: &World| {
        let programme = world.db.read(|conn| the_programme(conn, &actor, world.today()))?;
        trainers::keep(world, &actor, &programme.id, &wanted, home, &taught)
    };
    let done = visit.app.run(verb).await.map(|()| Flash::success("trainer-kept"));
    said(&visit, person, AwayForm::default(), done, "province").await
}

/// `POST /planlama/egitmenler/{id}/izin`
pub async fn away(visit: Visit, Path(id): Path<String>, Form(form): Form<AwayForm>) -> Answer {
    let (actor, person) = (visit.actor(), person(&id)?);
    let done = match form.read(person.clone()) {
        Ok(new) => visit.app.run(move |world| trainers::away(world, &actor, &new)).await,
        Err(error) => Err(error),
    };
    said(&visit, person, form, done.map(|hit| told(&hit)), "from").await
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct BackForm {
    trainer: String,
}

/// `POST /planlama/izin/{id}/sil`
pub async fn back(visit: Visit, Path(id): Path<String>, Form(form): Form<BackForm>) -> Answer {
    let (actor, id, person) = (visit.actor(), absence(&id)?, person(&form.trainer)?);
    visit.app.run(move |world| trainers::back(world, &actor, &id)).await?;
    Ok(Flash::success("trainer-away-removed").on(&visit.app, see_other(&href(&person)))?)
}
