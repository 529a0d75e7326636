//! What a coordinator plans with: the statement of hours, the catalogue, and interest in classes that there are not yet.

use super::input::Body;
use super::shapes::moment;
use super::words;
use crate::answer::Answer;
use crate::training::{mine, statement};
use crate::visit::Visit;
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use kunye_core::db::Conn;
use kunye_core::training::demand::{self, NewDemand};
use kunye_core::training::ledger::EntryKind;
use kunye_core::training::programme::{self, Course, CourseLevel, Programme, Site};
use kunye_core::training::statement::Line;
use kunye_core::world::World;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{CourseId, DemandId, SiteId, looks_like_id};
use kunye_kernel::time::Day;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A movement of hours. Nothing of it is ever changed.
#[derive(Serialize, ToSchema)]
pub struct LedgerEntry {
    number: i64,
    #[schema(format = DateTime)]
    at: String,
    #[schema(value_type = words::LedgerKind)]
    kind: EntryKind,
    hours: i32,
    /// How the available hours change; none where held hours are used.
    change: Option<i32>,
    /// Hours that were available after it.
    after: i32,
    /// Reference of the class or the request that the hours are held for.
    #[schema(example = "KT7M-2QX4")]
    reference: Option<String>,
    /// Of that class or request.
    course: Option<String>,
    place: Option<String>,
    /// Its days as people read them; those that are wished, where it is not planned.
    days: Option<String>,
    /// Of a transfer, the decision that it was made by.
    reason: String,
}

impl From<&Line> for LedgerEntry {
    fn from(line: &Line) -> Self {
        let (entry, about) = (&line.entry, line.about.as_ref());
        Self {
            number: entry.seq,
            at: moment(entry.at),
            kind: entry.kind,
            hours: entry.hours,
            change: line.change(),
            after: line.after,
            reference: about.map(|about| about.reference.clone()),
            course: about.map(|about| about.course.name.clone()),
            place: about.map(|about| about.place.clone()),
            days: about.map(|about| about.days.clone()),
            reason: entry.reason.clone(),
        }
    }
}

/// The movements of one's institution's hours in the programme that runs, the earliest first.
#[utoipa::path(get, operation_id = "get_statement", path = "/api/v1/training/statement", tag = "training", responses((status = 200, body = Vec<LedgerEntry>)))]
pub async fn statement(visit: Visit) -> Answer {
    let account = statement::read(&visit).await?;
    Ok(Json(account.lines.iter().rev().map(LedgerEntry::from).collect::<Vec<_>>()).into_response())
}

/// A course of the catalogue.
#[derive(Serialize, ToSchema)]
pub struct CatalogueCourse {
    id: String,
    #[schema(example = "K2")]
    catalogue_code: String,
    name: String,
    #[schema(value_type = words::CourseLevel)]
    level: CourseLevel,
    hours: i32,
    contents: String,
}

impl From<Course> for CatalogueCourse {
    fn from(course: Course) -> Self {
        let Course { id, code, name, level, hours, contents, .. } = course;
        Self { id: id.to_string(), catalogue_code: code, name, level, hours, contents }
    }
}

/// A place of the provider's.
#[derive(Serialize, ToSchema)]
pub struct CatalogueSite {
    id: String,
    name: String,
    province: String,
    address: String,
}

impl From<Site> for CatalogueSite {
    fn from(site: Site) -> Self {
        let province = site.province.name().to_owned();
        Self { id: site.id.to_string(), name: site.name, province, address: site.address }
    }
}

/// What the programme that runs offers.
#[derive(Serialize, ToSchema)]
pub struct Catalogue {
    programme: String,
    courses: Vec<CatalogueCourse>,
    sites: Vec<CatalogueSite>,
}

impl Catalogue {
    /// What a programme offers on a day.
    fn of(conn: &mut Conn, programme: Programme, today: Day) -> Result<Self> {
        let courses = programme::courses(conn, &programme.id)?.into_iter().filter(|course| course.is_offered(today));
        let sites = programme::sites(conn, &programme.provider_id)?.into_iter().filter(|site| site.is_offered(today));
        let (courses, sites) = (courses.map(CatalogueCourse::from).collect(), sites.map(CatalogueSite::from).collect());
        Ok(Self { programme: programme.name, courses, sites })
    }
}

/// The courses that are offered to one's institution, and the provider's own places.
#[utoipa::path(get, operation_id = "get_catalogue", path = "/api/v1/training/catalogue", tag = "training", responses((status = 200, body = Catalogue)))]
pub async fn catalogue(visit: Visit) -> Answer {
    let actor = visit.actor();
    let read = move |world: &World| {
        let today = world.today();
        world.db.read(|conn| {
            let (programme, _) = mine(conn, &actor, today)?.programme.ok_or_else(Error::not_found)?;
            Catalogue::of(conn, programme, today)
        })
    };
    Ok(Json(visit.app.run(read).await?).into_response())
}

/// Interest of one's institution in a technical class.
#[derive(Serialize, ToSchema)]
pub struct StatedInterest {
    id: String,
    course: String,
    site: String,
    people: i32,
    #[schema(format = DateTime)]
    stated_at: String,
}

/// What one's institution has stated interest in, and still does.
#[utoipa::path(get, operation_id = "list_interest", path = "/api/v1/training/interest", tag = "training", responses((status = 200, body = Vec<StatedInterest>)))]
pub async fn interest(visit: Visit) -> Answer {
    let actor = visit.actor();
    let read = move |world: &World| {
        world.db.read(|conn| {
            let mine = mine(conn, &actor, world.today())?;
            let (programme, _) = mine.programme.ok_or_else(Error::not_found)?;
            demand::of_coordinator(conn, &mine.proof, &programme)
        })
    };
    let own = visit.app.run(read).await?.into_iter().map(|own| StatedInterest {
        id: own.demand.id.to_string(),
        course: own.course.name,
        site: own.site.name,
        people: own.demand.people,
        stated_at: moment(own.demand.stated_at),
    });
    Ok(Json(own.collect::<Vec<_>>()).into_response())
}

/// Interest in a technical class, by ids of the catalogue.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewInterest {
    course: String,
    site: String,
    #[schema(minimum = 1)]
    people: i32,
}

/// What was made.
#[derive(Serialize, ToSchema)]
pub struct Made {
    pub id: String,
}

/// States interest; what was stated for the course before is replaced.
#[utoipa::path(post, operation_id = "state_interest", path = "/api/v1/training/interest", tag = "training", request_body = NewInterest,
    responses((status = 201, description = "Stated", body = Made)))]
pub async fn state(visit: Visit, Body(given): Body<NewInterest>) -> Answer {
    let actor = visit.actor();
    let new = NewDemand { course: CourseId::from(given.course), site: SiteId::from(given.site), people: given.people };
    let id = visit.app.run(move |world| demand::state(world, &actor, &new)).await?;
    Ok((StatusCode::CREATED, Json(Made { id: id.to_string() })).into_response())
}

/// Takes interest back.
#[utoipa::path(delete, operation_id = "withdraw_interest", path = "/api/v1/training/interest/{id}", tag = "training", params(("id" = String, Path)),
    responses((status = 204, description = "Taken back")))]
pub async fn withdraw(visit: Visit, Path(id): Path<String>) -> Answer {
    if !looks_like_id(&id) {
        return Err(Error::not_found().into());
    }
    let (actor, id) = (visit.actor(), DemandId::from(id));
    visit.app.run(move |world| demand::withdraw(world, &actor, &id)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
