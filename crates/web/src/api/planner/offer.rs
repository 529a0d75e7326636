//! What the programme offers, for whoever changes it: period and capacity, courses, sites.

use crate::answer::Answer;
use crate::api::input::Body;
use crate::api::rights::Made;
use crate::api::shapes::moment;
use crate::api::words;
use crate::training::offer::{course_id, site_id};
use crate::training::{days, the_programme};
use crate::visit::Visit;
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use kunye_core::register::Province;
use kunye_core::training::programme::{
    self, CourseLevel, CourseWords, NewCourse, NewSite, Terms, TermsDecision, correct_course, correct_site, decide_terms,
    end_course, end_site, terms_decisions,
};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Period and capacity. Days are inclusive.
#[derive(Serialize, ToSchema)]
pub struct ProgrammeTerms {
    programme: String,
    #[schema(format = Date)]
    starts_on: String,
    #[schema(format = Date)]
    ends_on: String,
    capacity_people: i32,
    /// Hours that trainers can give.
    capacity_hours: i32,
    /// Every decision so far, the latest first.
    decisions: Vec<DecidedTerms>,
}

/// A decision on period and capacity.
#[derive(Serialize, ToSchema)]
pub struct DecidedTerms {
    #[schema(format = DateTime)]
    decided_at: String,
    #[schema(format = Date)]
    starts_on: String,
    #[schema(format = Date)]
    ends_on: String,
    capacity_people: i32,
    capacity_hours: i32,
    reason: String,
}

impl From<TermsDecision> for DecidedTerms {
    fn from(one: TermsDecision) -> Self {
        Self {
            decided_at: moment(one.decided_at),
            starts_on: one.starts_on.iso(),
            ends_on: one.ends_on.iso(),
            capacity_people: one.capacity_people,
            capacity_hours: one.capacity_hours,
            reason: one.reason,
        }
    }
}

fn terms(world: &World, actor: &Actor) -> Result<ProgrammeTerms> {
    world.db.read(|conn| {
        let programme = the_programme(conn, actor, world.today())?;
        let decisions = terms_decisions(conn, &programme.id)?;
        Ok(ProgrammeTerms {
            starts_on: programme.starts_on.iso(),
            ends_on: programme.ends_on.iso(),
            capacity_people: programme.capacity_people,
            capacity_hours: programme.capacity_hours,
            decisions: decisions.into_iter().map(DecidedTerms::from).collect(),
            programme: programme.name,
        })
    })
}

/// Period and capacity of the programme one plans.
#[utoipa::path(get, operation_id = "get_programme", path = "/api/v1/training/planning/programme", tag = "planning", responses((status = 200, body = ProgrammeTerms)))]
pub async fn get(visit: Visit) -> Answer {
    let actor = visit.actor();
    Ok(Json(visit.app.run(move |world| terms(world, &actor)).await?).into_response())
}

/// Period and capacity, as they are to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTerms {
    #[schema(format = Date)]
    starts_on: String,
    #[schema(format = Date)]
    ends_on: String,
    #[schema(minimum = 1)]
    capacity_people: i32,
    #[schema(minimum = 1)]
    capacity_hours: i32,
    #[schema(example = "Yeni eğitmenler başladı.")]
    reason: String,
}

/// Decides on period and capacity anew. What is so already is refused, so that what is sent twice is decided once.
#[utoipa::path(post, operation_id = "decide_terms", path = "/api/v1/training/planning/programme", tag = "planning", request_body = NewTerms,
    responses((status = 200, body = ProgrammeTerms)))]
pub async fn decide(visit: Visit, Body(given): Body<NewTerms>) -> Answer {
    let actor = visit.actor();
    let verb = move |world: &World| {
        let programme = world.db.read(|conn| the_programme(conn, &actor, world.today()))?;
        let after = Terms {
            starts_on: days::day("starts_on", &given.starts_on)?,
            ends_on: days::day("ends_on", &given.ends_on)?,
            capacity_people: given.capacity_people,
            capacity_hours: given.capacity_hours,
        };
        decide_terms(world, &actor, &programme.id, after, &given.reason)?;
        terms(world, &actor)
    };
    Ok(Json(visit.app.run(verb).await?).into_response())
}

/// A course for the catalogue.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCatalogueCourse {
    #[schema(max_length = 12, example = "K3")]
    code: String,
    #[schema(max_length = 200)]
    name: String,
    /// In English.
    #[schema(max_length = 200)]
    name_en: String,
    #[schema(value_type = words::CourseLevel)]
    level: CourseLevel,
    #[schema(minimum = 1, maximum = 80)]
    hours: i32,
    #[serde(default)]
    contents: String,
    #[serde(default)]
    materials: String,
    /// What room and equipment it needs.
    #[serde(default)]
    needs: String,
}

/// Adds a course. Its code is nobody else's, so that what is sent twice is added once.
#[utoipa::path(post, operation_id = "add_course", path = "/api/v1/training/planning/courses", tag = "planning", request_body = NewCatalogueCourse,
    responses((status = 201, description = "Added", body = Made)))]
pub async fn add_course(visit: Visit, Body(given): Body<NewCatalogueCourse>) -> Answer {
    let actor = visit.actor();
    let NewCatalogueCourse { code, name, name_en, level, hours, contents, materials, needs } = given;
    let new = NewCourse { code, name, name_en, level, hours, contents, materials, needs };
    let verb = move |world: &World| {
        let programme = world.db.read(|conn| the_programme(conn, &actor, world.today()))?;
        programme::add_course(world, &actor, &programme.id, &new)
    };
    let id = visit.app.run(verb).await?;
    Ok((StatusCode::CREATED, Json(Made { id: id.to_string() })).into_response())
}

/// The words of a course; code, level and hours do not change.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CatalogueCourseWords {
    #[schema(max_length = 200)]
    name: String,
    #[schema(max_length = 200)]
    name_en: String,
    contents: String,
    materials: String,
    needs: String,
}

/// Corrects the words of a course. Certificates keep those they were issued with.
#[utoipa::path(post, operation_id = "correct_course", path = "/api/v1/training/planning/courses/{id}", tag = "planning", params(("id" = String, Path)),
    request_body = CatalogueCourseWords, responses((status = 204, description = "Corrected")))]
pub async fn save_course(visit: Visit, Path(id): Path<String>, Body(given): Body<CatalogueCourseWords>) -> Answer {
    let (actor, id) = (visit.actor(), course_id(&id)?);
    let CatalogueCourseWords { name, name_en, contents, materials, needs } = given;
    let words = CourseWords { name, name_en, contents, materials, needs };
    visit.app.run(move |world| correct_course(world, &actor, &id, &words)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// From when on something is not offered any more.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfferEnding {
    /// The first day without it, today at the earliest; null, and it is offered again.
    #[schema(format = Date)]
    from: Option<String>,
}

impl OfferEnding {
    fn read(&self) -> Result<Option<kunye_kernel::time::Day>> {
        self.from.as_deref().map(|day| days::day("from", day)).transpose()
    }
}

/// Ends the offer of a course from a day on, or offers it again. What was announced or planned stays.
#[utoipa::path(post, operation_id = "end_course", path = "/api/v1/training/planning/courses/{id}/ending", tag = "planning", params(("id" = String, Path)),
    request_body = OfferEnding, responses((status = 204, description = "Ended, or offered again")))]
pub async fn drop_course(visit: Visit, Path(id): Path<String>, Body(given): Body<OfferEnding>) -> Answer {
    let (actor, id) = (visit.actor(), course_id(&id)?);
    visit.app.run(move |world| end_course(world, &actor, &id, given.read()?)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// A site for the provider's list.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCatalogueSite {
    name: String,
    /// Plate code.
    #[schema(minimum = 1, maximum = 81)]
    province: i32,
    address: String,
}

/// Adds a site. Its name is no other's, so that what is sent twice is added once.
#[utoipa::path(post, operation_id = "add_site", path = "/api/v1/training/planning/sites", tag = "planning", request_body = NewCatalogueSite,
    responses((status = 201, description = "Added", body = Made)))]
pub async fn add_site(visit: Visit, Body(given): Body<NewCatalogueSite>) -> Answer {
    let actor = visit.actor();
    let verb = move |world: &World| {
        let programme = world.db.read(|conn| the_programme(conn, &actor, world.today()))?;
        let province = Province::from_plate(given.province);
        let province = province.ok_or_else(|| Error::field("province", "training-site-province"))?;
        let new = NewSite { name: given.name, province, address: given.address };
        programme::add_site(world, &actor, &programme.provider_id, &new)
    };
    let id = visit.app.run(verb).await?;
    Ok((StatusCode::CREATED, Json(Made { id: id.to_string() })).into_response())
}

/// What a site is called and where it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CatalogueSiteWords {
    #[schema(max_length = 200)]
    name: String,
    address: String,
}

/// Corrects name and address of a site.
#[utoipa::path(post, operation_id = "correct_site", path = "/api/v1/training/planning/sites/{id}", tag = "planning", params(("id" = String, Path)),
    request_body = CatalogueSiteWords, responses((status = 204, description = "Corrected")))]
pub async fn save_site(visit: Visit, Path(id): Path<String>, Body(given): Body<CatalogueSiteWords>) -> Answer {
    let (actor, id) = (visit.actor(), site_id(&id)?);
    visit.app.run(move |world| correct_site(world, &actor, &id, &given.name, &given.address)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Ends announcing at a site from a day on, or begins it again. What was announced stays.
#[utoipa::path(post, operation_id = "end_site", path = "/api/v1/training/planning/sites/{id}/ending", tag = "planning", params(("id" = String, Path)),
    request_body = OfferEnding, responses((status = 204, description = "Ended, or offered again")))]
pub async fn drop_site(visit: Visit, Path(id): Path<String>, Body(given): Body<OfferEnding>) -> Answer {
    let (actor, id) = (visit.actor(), site_id(&id)?);
    visit.app.run(move |world| end_site(world, &actor, &id, given.read()?)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
