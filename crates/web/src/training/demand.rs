//! Interest in technical courses: stated by coordinators, added up for planners.

use super::{course_choice, mine, site_choice, the_programme};
use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::input::Form;
use crate::register::rows::Choice;
use crate::render::Page;
use crate::visit::{Message, Visit};
use axum::extract::Path;
use kunye_core::db::Conn;
use kunye_core::training::demand::{self, NewDemand, Own, Total};
use kunye_core::training::programme::{self, CourseLevel, Programme, Way};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::{CourseId, DemandId, SiteId, looks_like_id};
use kunye_kernel::language::Language;
use kunye_kernel::time::Day;
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct List {
    /// Whether the institution is trained in shared classes.
    shared: bool,
    own: Vec<OwnTag>,
    courses: Vec<Choice>,
    sites: Vec<Choice>,
    form: DemandForm,
    errors: Vec<Message>,
}

impl Page for List {
    const TEMPLATE: &'static str = "training/demand.html";
}

#[derive(Serialize)]
struct OwnTag {
    id: String,
    course: String,
    site: String,
    people: i32,
    stated_on: String,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DemandForm {
    course: String,
    site: String,
    people: String,
}

fn choices(conn: &mut Conn, language: Language, programme: &Programme, today: Day) -> Result<(Vec<Choice>, Vec<Choice>)> {
    let courses = programme::courses(conn, &programme.id)?;
    let technical = courses.iter().filter(|course| course.level == CourseLevel::Technical && course.is_offered(today));
    let sites = programme::sites(conn, &programme.provider_id)?;
    Ok((
        technical.map(|course| course_choice(course, language)).collect(),
        sites.iter().filter(|site| site.is_offered(today)).map(site_choice).collect(),
    ))
}

fn read(world: &World, language: Language, actor: &Actor, form: DemandForm) -> Result<List> {
    let today = world.today();
    world.db.read(|conn| {
        let mine = mine(conn, actor, today)?;
        let mut list = List { shared: false, own: Vec::new(), courses: Vec::new(), sites: Vec::new(), form, errors: Vec::new() };
        let Some((programme, decision)) = mine.programme else { return Ok(list) };
        let tag = |Own { demand, course, site }: Own| OwnTag {
            id: demand.id.to_string(),
            course: course.name_in(language).to_owned(),
            site: site.name,
            people: demand.people,
            stated_on: demand.stated_at.day().to_string(),
        };
        list.shared = decision.and_then(|decision| decision.way) == Some(Way::Shared);
        list.own = demand::of_coordinator(conn, &mine.proof, &programme)?.into_iter().map(tag).collect();
        (list.courses, list.sites) = choices(conn, language, &programme, today)?;
        Ok(list)
    })
}

/// `GET /egitim/ilgi`
pub async fn list(visit: Visit) -> Answer {
    let language = visit.language;
    let actor = visit.actor();
    let page = visit.app.run(move |world| read(world, language, &actor, DemandForm::default())).await?;
    visit.page(&page)
}

async fn told(visit: &Visit, form: DemandForm, done: Result<&'static str>) -> Answer {
    let language = visit.language;
    match done {
        Ok(words) => Ok(Flash::success(words).on(&visit.app, see_other("/egitim/ilgi"))?),
        Err(error) if matches!(error.kind, Kind::NotFound | Kind::Forbidden) => Err(error.into()),
        Err(error) => {
            let actor = visit.actor();
            let page = visit.app.run(move |world| read(world, language, &actor, form)).await?;
            visit.refuse(error, |errors| List { errors, ..page }, "")
        }
    }
}

/// `POST /egitim/ilgi`: course, site, people.
pub async fn state(visit: Visit, Form(form): Form<DemandForm>) -> Answer {
    let new = NewDemand {
        course: CourseId::from(form.course.as_str()),
        site: SiteId::from(form.site.as_str()),
        // What is no number is no number of people.
        people: form.people.trim().parse().unwrap_or(0),
    };
    let actor = visit.actor();
    let done = visit.app.run(move |world| demand::state(world, &actor, &new)).await;
    told(&visit, form, done.map(|_| "demand-stated")).await
}

/// `POST /egitim/ilgi/{id}/geri-al`
pub async fn withdraw(visit: Visit, Path(id): Path<String>) -> Answer {
    if !looks_like_id(&id) {
        return Err(Error::not_found().into());
    }
    let actor = visit.actor();
    let done = visit.app.run(move |world| demand::withdraw(world, &actor, &DemandId::from(id.as_str()))).await;
    told(&visit, DemandForm::default(), done.map(|()| "demand-withdrawn")).await
}

/// Interest in a course at a site, as planners see it.
#[derive(Serialize)]
pub(super) struct TotalTag {
    course: String,
    site: String,
    people: i64,
    seats: i64,
    needed: i64,
    suffices: bool,
    institutions: Vec<Wish>,
    /// The page on which a class is announced, filled in.
    href: String,
}

#[derive(Serialize)]
struct Wish {
    name: String,
    people: i32,
}

impl TotalTag {
    pub fn of(total: Total, language: Language) -> Self {
        let wish = |(institution, people): (kunye_core::register::Institution, i32)| Wish { name: institution.name, people };
        Self {
            href: format!("/planlama/seans?course={}&site={}", total.course.id, total.site.id),
            course: total.course.name_in(language).to_owned(),
            site: total.site.name,
            people: total.people,
            seats: total.seats,
            needed: total.needed,
            suffices: total.suffices,
            institutions: total.institutions.into_iter().map(wish).collect(),
        }
    }
}

#[derive(Serialize)]
struct Overview {
    rows: Vec<TotalTag>,
}

impl Page for Overview {
    const TEMPLATE: &'static str = "training/demands.html";
}

/// `GET /planlama/ilgi`
pub async fn overview(visit: Visit) -> Answer {
    let actor = visit.actor();
    let read = move |world: &World| {
        world.db.read(|conn| {
            let programme = the_programme(conn, &actor, world.today())?;
            demand::totals(conn, &actor, &programme.id, world.now())
        })
    };
    let rows = visit.app.run(read).await?;
    visit.page(&Overview { rows: rows.into_iter().map(|total| TotalTag::of(total, visit.language)).collect() })
}
