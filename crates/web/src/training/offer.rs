//! One course or one site of the catalogue for its planners: its words, and from when it is not offered any more.

use super::days;
use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::input::Form;
use crate::render::Page;
use crate::visit::{Message, Visit};
use axum::extract::Path;
use kunye_core::training::programme::{
    Course, CourseLevel, CourseWords, Site, correct_course, correct_site, course_for_planner, end_course, end_site,
    site_for_planner,
};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::{CourseId, SiteId, looks_like_id};
use kunye_kernel::time::Day;
use serde::{Deserialize, Serialize};

/// What is offered, as addresses name it.
#[derive(Debug, Clone)]
enum Offer {
    Course(CourseId),
    Site(SiteId),
}

/// The fields of every form on the page; each sends its own.
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
struct OfferPage {
    at: String,
    kind: &'static str,
    /// As it is now, whatever stands in the form.
    title: String,
    /// Of a course.
    level: Option<CourseLevel>,
    hours: i32,
    /// Of a site, or "".
    province: &'static str,
    /// The first day without it, or "".
    ended_from: String,
    form: OfferForm,
    errors: Vec<Message>,
}

impl Page for OfferPage {
    const TEMPLATE: &'static str = "training/offer.html";
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

impl Offer {
    fn named(kind: &str, id: &str) -> Result<Self> {
        match kind {
            "egitim" => course_id(id).map(Self::Course),
            "yer" => site_id(id).map(Self::Site),
            _ => Err(Error::not_found()),
        }
    }

    fn address(&self) -> String {
        match self {
            Self::Course(id) => format!("/planlama/katalog/egitim/{id}"),
            Self::Site(id) => format!("/planlama/katalog/yer/{id}"),
        }
    }

    /// The page as it stands, its form filled with what is in force.
    fn read(&self, world: &World, actor: &Actor) -> Result<OfferPage> {
        let (at, errors) = (self.address(), Vec::new());
        world.db.read(|conn| match self {
            Self::Course(id) => {
                let course = course_for_planner(conn, actor, id, world.today())?;
                let Course { code, name, name_en, level, hours, contents, materials, needs, ended_on, .. } = course;
                let (title, ended_from) = (format!("{code} · {name}"), ended_from(ended_on));
                let form = OfferForm { name, name_en, contents, materials, needs, ..OfferForm::default() };
                Ok(OfferPage { at, kind: "course", title, level: Some(level), hours, province: "", ended_from, form, errors })
            }
            Self::Site(id) => {
                let Site { name, province, address, ended_on, .. } = site_for_planner(conn, actor, id, world.today())?;
                let (title, province, ended_from) = (name.clone(), province.name(), ended_from(ended_on));
                let form = OfferForm { name, address, ..OfferForm::default() };
                Ok(OfferPage { at, kind: "site", title, level: None, hours: 0, province, ended_from, form, errors })
            }
        })
    }

    fn correct(&self, world: &World, actor: &Actor, form: OfferForm) -> Result<()> {
        let OfferForm { name, name_en, contents, materials, needs, address, from: _ } = form;
        match self {
            Self::Course(id) => correct_course(world, actor, id, &CourseWords { name, name_en, contents, materials, needs }),
            Self::Site(id) => correct_site(world, actor, id, &name, &address),
        }
    }

    /// Ends it from a day on, or offers it again.
    fn end(&self, world: &World, actor: &Actor, from: Option<Day>) -> Result<()> {
        match self {
            Self::Course(id) => end_course(world, actor, id, from),
            Self::Site(id) => end_site(world, actor, id, from),
        }
    }
}

async fn read(visit: &Visit, offer: Offer) -> Result<OfferPage> {
    let actor = visit.actor();
    visit.app.run(move |world| offer.read(world, &actor)).await
}

/// Back to the page with a sentence, or the page again with what was wrong; `keep` puts what was typed into its form.
async fn told(
    visit: &Visit,
    offer: Offer,
    done: Result<()>,
    said: &'static str,
    keep: impl FnOnce(OfferForm) -> OfferForm,
) -> Answer {
    match done {
        Ok(()) => Ok(Flash::success(said).on(&visit.app, see_other(&offer.address()))?),
        Err(error) if matches!(error.kind, Kind::NotFound | Kind::Forbidden) => Err(error.into()),
        Err(error) => {
            let page = read(visit, offer).await?;
            let form = keep(page.form);
            visit.refuse(error, |errors| OfferPage { form, errors, ..page }, "")
        }
    }
}

/// `GET /planlama/katalog/{egitim|yer}/{id}`
pub async fn show(visit: Visit, Path((kind, id)): Path<(String, String)>) -> Answer {
    let page = read(&visit, Offer::named(&kind, &id)?).await?;
    visit.page(&page)
}

/// `POST /planlama/katalog/{egitim|yer}/{id}`: the words
pub async fn save(visit: Visit, Path((kind, id)): Path<(String, String)>, Form(form): Form<OfferForm>) -> Answer {
    let (actor, offer) = (visit.actor(), Offer::named(&kind, &id)?);
    let (wanted, given) = (offer.clone(), form.clone());
    let done = visit.app.run(move |world| wanted.correct(world, &actor, given)).await;
    told(&visit, offer, done, "offer-corrected", |_| form).await
}

/// `POST /planlama/katalog/{egitim|yer}/{id}/kaldir`: from
pub async fn end(visit: Visit, Path((kind, id)): Path<(String, String)>, Form(form): Form<OfferForm>) -> Answer {
    let (actor, offer) = (visit.actor(), Offer::named(&kind, &id)?);
    let (wanted, given) = (offer.clone(), form.from.clone());
    let done = visit.app.run(move |world| wanted.end(world, &actor, Some(days::day("from", &given)?))).await;
    told(&visit, offer, done, "offer-ended", |own| OfferForm { from: form.from, ..own }).await
}

/// `POST /planlama/katalog/{egitim|yer}/{id}/geri`
pub async fn again(visit: Visit, Path((kind, id)): Path<(String, String)>) -> Answer {
    let (actor, offer) = (visit.actor(), Offer::named(&kind, &id)?);
    let wanted = offer.clone();
    let done = visit.app.run(move |world| wanted.end(world, &actor, None)).await;
    told(&visit, offer, done, "offer-again", |own| own).await
}
