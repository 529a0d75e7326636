//! One course and one site of the catalogue for its planners: their words, and from when they are not offered any more.

use super::days;
use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::input::Form;
use crate::render::Page;
use crate::visit::{Message, Visit};
use axum::extract::Path;
use kunye_core::training::programme::{
    self, CourseLevel, CourseWords, correct_course, correct_site, course_for_planner, end_course, end_site, site_for_planner,
};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::{CourseId, SiteId, looks_like_id};
use kunye_kernel::time::Day;
use serde::{Deserialize, Serialize};

/// The fields of every form on the two pages; each sends its own.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct OfferForm {
    name: String,
    name_en: String,
    contents: String,
    materials: String,
    needs: String,
    address: String,
    from: String,
}

#[derive(Serialize)]
struct CoursePage {
    id: String,
    code: String,
    /// As it is now, whatever stands in the form.
    title: String,
    level: CourseLevel,
    hours: i32,
    /// The first day without it, or "".
    ended_from: String,
    form: OfferForm,
    errors: Vec<Message>,
}

impl Page for CoursePage {
    const TEMPLATE: &'static str = "training/course.html";
}

#[derive(Serialize)]
struct SitePage {
    id: String,
    title: String,
    province: &'static str,
    ended_from: String,
    form: OfferForm,
    errors: Vec<Message>,
}

impl Page for SitePage {
    const TEMPLATE: &'static str = "training/site.html";
}

/// The first day on which something is not offered any more, or "".
pub(super) fn ended_from(ended_on: Option<Day>) -> String {
    ended_on.map(|day| day.plus_days(1).to_string()).unwrap_or_default()
}

pub(crate) fn course_id(id: &str) -> Result<CourseId> {
    if looks_like_id(id) { Ok(CourseId::from(id)) } else { Err(Error::not_found()) }
}

pub(crate) fn site_id(id: &str) -> Result<SiteId> {
    if looks_like_id(id) { Ok(SiteId::from(id)) } else { Err(Error::not_found()) }
}

fn read_course(world: &World, actor: &Actor, id: &CourseId, form: Option<OfferForm>) -> Result<CoursePage> {
    let course = world.db.read(|conn| course_for_planner(conn, actor, id, world.today()))?;
    let programme::Course { code, name, name_en, level, hours, contents, materials, needs, ended_on, .. } = course;
    let title = name.clone();
    let own = OfferForm { name, name_en, contents, materials, needs, ..OfferForm::default() };
    let form = form.unwrap_or(own);
    Ok(CoursePage { id: id.to_string(), code, title, level, hours, ended_from: ended_from(ended_on), form, errors: Vec::new() })
}

fn read_site(world: &World, actor: &Actor, id: &SiteId, form: Option<OfferForm>) -> Result<SitePage> {
    let site = world.db.read(|conn| site_for_planner(conn, actor, id, world.today()))?;
    let programme::Site { name, province, address, ended_on, .. } = site;
    let title = name.clone();
    let form = form.unwrap_or(OfferForm { name, address, ..OfferForm::default() });
    let (id, province) = (id.to_string(), province.name());
    Ok(SitePage { id, title, province, ended_from: ended_from(ended_on), form, errors: Vec::new() })
}

/// `GET /planlama/katalog/egitim/{id}`
pub async fn course(visit: Visit, Path(id): Path<String>) -> Answer {
    let (actor, id) = (visit.actor(), course_id(&id)?);
    let page = visit.app.run(move |world| read_course(world, &actor, &id, None)).await?;
    visit.page(&page)
}

/// Back to the page with a sentence, or the page again with what was wrong.
async fn course_told(visit: &Visit, id: CourseId, form: Option<OfferForm>, done: Result<()>, said: &'static str) -> Answer {
    match done {
        Ok(()) => Ok(Flash::success(said).on(&visit.app, see_other(&format!("/planlama/katalog/egitim/{id}")))?),
        Err(error) if matches!(error.kind, Kind::NotFound | Kind::Forbidden) => Err(error.into()),
        Err(error) => {
            let actor = visit.actor();
            let page = visit.app.run(move |world| read_course(world, &actor, &id, form)).await?;
            visit.refuse(error, |errors| CoursePage { errors, ..page }, "")
        }
    }
}

/// `POST /planlama/katalog/egitim/{id}`
pub async fn save_course(visit: Visit, Path(id): Path<String>, Form(form): Form<OfferForm>) -> Answer {
    let (actor, id, given) = (visit.actor(), course_id(&id)?, form.clone());
    let OfferForm { name, name_en, contents, materials, needs, .. } = given;
    let (words, wanted) = (CourseWords { name, name_en, contents, materials, needs }, id.clone());
    let done = visit.app.run(move |world| correct_course(world, &actor, &wanted, &words)).await;
    course_told(&visit, id, Some(form), done, "offer-course-corrected").await
}

/// `POST /planlama/katalog/egitim/{id}/kaldir`: from
pub async fn drop_course(visit: Visit, Path(id): Path<String>, Form(form): Form<OfferForm>) -> Answer {
    let (actor, id) = (visit.actor(), course_id(&id)?);
    let (wanted, given) = (id.clone(), form.from.clone());
    let verb = move |world: &World| end_course(world, &actor, &wanted, Some(days::day("from", &given)?));
    let done = visit.app.run(verb).await;
    let form = match &done {
        Ok(()) => None,
        Err(_) => {
            let (actor, id) = (visit.actor(), id.clone());
            let own = visit.app.run(move |world| read_course(world, &actor, &id, None)).await?;
            Some(OfferForm { from: form.from, ..own.form })
        }
    };
    course_told(&visit, id, form, done, "offer-ended").await
}

/// `POST /planlama/katalog/egitim/{id}/geri`
pub async fn offer_course(visit: Visit, Path(id): Path<String>) -> Answer {
    let (actor, id) = (visit.actor(), course_id(&id)?);
    let wanted = id.clone();
    let done = visit.app.run(move |world| end_course(world, &actor, &wanted, None)).await;
    course_told(&visit, id, None, done, "offer-again").await
}

/// `GET /planlama/katalog/yer/{id}`
pub async fn site(visit: Visit, Path(id): Path<String>) -> Answer {
    let (actor, id) = (visit.actor(), site_id(&id)?);
    let page = visit.app.run(move |world| read_site(world, &actor, &id, None)).await?;
    visit.page(&page)
}

async fn site_told(visit: &Visit, id: SiteId, form: Option<OfferForm>, done: Result<()>, said: &'static str) -> Answer {
    match done {
        Ok(()) => Ok(Flash::success(said).on(&visit.app, see_other(&format!("/planlama/katalog/yer/{id}")))?),
        Err(error) if matches!(error.kind, Kind::NotFound | Kind::Forbidden) => Err(error.into()),
        Err(error) => {
            let actor = visit.actor();
            let page = visit.app.run(move |world| read_site(world, &actor, &id, form)).await?;
            visit.refuse(error, |errors| SitePage { errors, ..page }, "")
        }
    }
}

/// `POST /planlama/katalog/yer/{id}`: name, address
pub async fn save_site(visit: Visit, Path(id): Path<String>, Form(form): Form<OfferForm>) -> Answer {
    let (actor, id, given) = (visit.actor(), site_id(&id)?, form.clone());
    let wanted = id.clone();
    let done = visit.app.run(move |world| correct_site(world, &actor, &wanted, &given.name, &given.address)).await;
    site_told(&visit, id, Some(form), done, "offer-site-corrected").await
}

/// `POST /planlama/katalog/yer/{id}/kaldir`: from
pub async fn drop_site(visit: Visit, Path(id): Path<String>, Form(form): Form<OfferForm>) -> Answer {
    let (actor, id) = (visit.actor(), site_id(&id)?);
    let (wanted, given) = (id.clone(), form.from.clone());
    let verb = move |world: &World| end_site(world, &actor, &wanted, Some(days::day("from", &given)?));
    let done = visit.app.run(verb).await;
    let form = match &done {
        Ok(()) => None,
        Err(_) => {
            let (actor, id) = (visit.actor(), id.clone());
            let own = visit.app.run(move |world| read_site(world, &actor, &id, None)).await?;
            Some(OfferForm { from: form.from, ..own.form })
        }
    };
    site_told(&visit, id, form, done, "offer-ended").await
}

/// `POST /planlama/katalog/yer/{id}/geri`
pub async fn offer_site(visit: Visit, Path(id): Path<String>) -> Answer {
    let (actor, id) = (visit.actor(), site_id(&id)?);
    let wanted = id.clone();
    let done = visit.app.run(move |world| end_site(world, &actor, &wanted, None)).await;
    site_told(&visit, id, None, done, "offer-again").await
}
