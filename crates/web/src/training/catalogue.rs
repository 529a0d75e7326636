//! The catalogue and the sites of the provider: what is on offer, each with a page of its own, and two forms to add to it.

use super::offer::ended_from;
use super::the_programme;
use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::input::Form;
use crate::register::rows::{Choice, provinces};
use crate::render::Page;
use crate::visit::{Message, Visit};
use kunye_core::register::Province;
use kunye_core::training::programme::{self, Course, CourseLevel, NewCourse, NewSite, Site, is_name};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, FieldError, Result};
use kunye_kernel::language::Language;
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct Catalogue {
    courses: Vec<CourseRow>,
    sites: Vec<SiteRow>,
    provinces: Vec<Choice>,
    form: CatalogueForm,
    errors: Vec<Message>,
}

impl Page for Catalogue {
    const TEMPLATE: &'static str = "training/catalogue.html";
}

#[derive(Serialize)]
struct CourseRow {
    id: String,
    /// The first day without it, or "".
    ended_from: String,
    code: String,
    name: String,
    level: CourseLevel,
    hours: i32,
    contents: String,
    needs: String,
}

impl CourseRow {
    fn of(course: Course, language: Language) -> Self {
        let name = course.name_in(language).to_owned();
        let Course { id, code, level, hours, contents, needs, ended_on, .. } = course;
        Self { id: id.to_string(), ended_from: ended_from(ended_on), code, name, level, hours, contents, needs }
    }
}

#[derive(Serialize)]
struct SiteRow {
    id: String,
    ended_from: String,
    name: String,
    province: &'static str,
    address: String,
}

impl From<Site> for SiteRow {
    fn from(site: Site) -> Self {
        let (id, ended_from) = (site.id.to_string(), ended_from(site.ended_on));
        Self { id, ended_from, name: site.name, province: site.province.name(), address: site.address }
    }
}

/// The fields of both forms on the page; each sends its own.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CatalogueForm {
    code: String,
    name: String,
    name_en: String,
    level: String,
    hours: String,
    contents: String,
    materials: String,
    needs: String,
    site: String,
    province: String,
    address: String,
}

impl CatalogueForm {
    /// The course; or everything that is wrong with it, at once.
    fn course(&self) -> Result<NewCourse> {
        let level = CourseLevel::parse(&self.level);
        let new = NewCourse {
            code: self.code.clone(),
            name: self.name.clone(),
            name_en: self.name_en.clone(),
            level: level.unwrap_or(CourseLevel::User),
            // What is no number is no number of hours.
            hours: self.hours.trim().parse().unwrap_or(0),
            contents: self.contents.clone(),
            materials: self.materials.clone(),
            needs: self.needs.clone(),
        };
        if level.is_some() {
            return Ok(new);
        }
        let mut wrong = new.wrong();
        wrong.push(FieldError { field: "level", text: "training-course-level" });
        Err(Error::invalid(wrong))
    }

    /// The site; or everything that is wrong with it, at once.
    fn site(&self) -> Result<NewSite> {
        let plate = self.province.parse().ok().and_then(Province::from_plate);
        let Some(province) = plate else {
            let mut wrong = Vec::new();
            if !is_name(&self.site) {
                wrong.push(FieldError { field: "site", text: "training-site-name" });
            }
            wrong.push(FieldError { field: "province", text: "training-site-province" });
            return Err(Error::invalid(wrong));
        };
        Ok(NewSite { name: self.site.clone(), province, address: self.address.clone() })
    }
}

fn page(world: &World, language: Language, actor: &Actor, form: CatalogueForm) -> Result<Catalogue> {
    world.db.read(|conn| {
        let programme = the_programme(conn, actor, world.today())?;
        Ok(Catalogue {
            courses: programme::courses(conn, &programme.id)?.into_iter().map(|course| CourseRow::of(course, language)).collect(),
            sites: programme::sites(conn, &programme.provider_id)?.into_iter().map(SiteRow::from).collect(),
            provinces: provinces(),
            form,
            errors: Vec::new(),
        })
    })
}

async fn refused(visit: &Visit, form: CatalogueForm, error: Error) -> Answer {
    let language = visit.language;
    let actor = visit.actor();
    let page = visit.app.run(move |world| page(world, language, &actor, form)).await?;
    visit.refuse(error, |errors| Catalogue { errors, ..page }, "")
}

/// `GET /planlama/katalog`
pub async fn show(visit: Visit) -> Answer {
    let language = visit.language;
    let actor = visit.actor();
    let page = visit.app.run(move |world| page(world, language, &actor, CatalogueForm::default())).await?;
    visit.page(&page)
}

/// `POST /planlama/katalog/egitim`
pub async fn add_course(visit: Visit, Form(form): Form<CatalogueForm>) -> Answer {
    let (actor, given) = (visit.actor(), form.clone());
    let verb = move |world: &World| {
        let programme = world.db.read(|conn| the_programme(conn, &actor, world.today()))?;
        programme::add_course(world, &actor, &programme.id, &given.course()?)
    };
    match visit.app.run(verb).await {
        Ok(_) => Ok(Flash::success("training-course-added").on(&visit.app, see_other("/planlama/katalog"))?),
        Err(error) => refused(&visit, form, error).await,
    }
}

/// `POST /planlama/katalog/yer`
pub async fn add_site(visit: Visit, Form(form): Form<CatalogueForm>) -> Answer {
    let (actor, given) = (visit.actor(), form.clone());
    let verb = move |world: &World| {
        let programme = world.db.read(|conn| the_programme(conn, &actor, world.today()))?;
        programme::add_site(world, &actor, &programme.provider_id, &given.site()?)
    };
    match visit.app.run(verb).await {
        Ok(_) => Ok(Flash::success("training-site-added").on(&visit.app, see_other("/planlama/katalog"))?),
        // The core calls the name `name`; on this page that is the course's.
        Err(error) => match error.fields() {
            [FieldError { field: "name", text }] => refused(&visit, form, Error::field("site", text)).await,
            _ => refused(&visit, form, error).await,
        },
    }
}
