//! What can be announced, and for what there is interest.

use crate::answer::Answer;
use crate::api::rights::{CatalogueCourse, CatalogueSite};
use crate::api::words;
use crate::training::the_programme;
use crate::visit::Visit;
use axum::Json;
use axum::response::IntoResponse;
use kunye_core::training::demand::{self, Total};
use kunye_core::training::programme::{self, Course, CourseLevel, Site};
use kunye_core::world::World;
use kunye_kernel::time::Day;
use serde::Serialize;
use utoipa::ToSchema;

/// A course as its planners see it.
#[derive(Serialize, ToSchema)]
pub struct PlannersCourse {
    #[serde(flatten)]
    course: CatalogueCourse,
    name_en: String,
    materials: String,
    needs: String,
    /// The last day on which it is offered; none where it has none.
    #[schema(format = Date)]
    ends_on: Option<String>,
}

/// A site as its planners see it.
#[derive(Serialize, ToSchema)]
pub struct PlannersSite {
    #[serde(flatten)]
    site: CatalogueSite,
    /// The last day on which classes are held there; none where there is none.
    #[schema(format = Date)]
    ends_on: Option<String>,
}

/// What the programme offers, and what it does not any more.
#[derive(Serialize, ToSchema)]
pub struct PlannersCatalogue {
    programme: String,
    courses: Vec<PlannersCourse>,
    sites: Vec<PlannersSite>,
}

/// The courses and sites of the programme one plans.
#[utoipa::path(get, operation_id = "get_planners_catalogue", path = "/api/v1/training/planning/catalogue", tag = "planning", responses((status = 200, body = PlannersCatalogue)))]
pub async fn get(visit: Visit) -> Answer {
    let actor = visit.actor();
    let read = move |world: &World| {
        world.db.read(|conn| {
            let programme = the_programme(conn, &actor, world.today())?;
            Ok((programme::courses(conn, &programme.id)?, programme::sites(conn, &programme.provider_id)?, programme.name))
        })
    };
    let (courses, sites, programme) = visit.app.run(read).await?;
    let course = |course: Course| PlannersCourse {
        name_en: course.name_en.clone(),
        materials: course.materials.clone(),
        needs: course.needs.clone(),
        ends_on: course.ended_on.map(Day::iso),
        course: course.into(),
    };
    let site = |site: Site| PlannersSite { ends_on: site.ended_on.map(Day::iso), site: site.into() };
    let (courses, sites) = (courses.into_iter().map(course).collect(), sites.into_iter().map(site).collect());
    Ok(Json(PlannersCatalogue { programme, courses, sites }).into_response())
}

/// Interest in a course at a site, of all institutions together.
#[derive(Serialize, ToSchema)]
pub struct InterestTotal {
    /// Ids of the catalogue: what a session is announced with.
    course_id: String,
    site_id: String,
    course: String,
    #[schema(value_type = words::CourseLevel)]
    level: CourseLevel,
    site: String,
    /// People whom institutions wish to send.
    people: i64,
    /// Of them, those who would get a seat under the quota.
    seats: i64,
    /// Seats that a class needs.
    needed: i64,
    /// Enough of them, from enough institutions.
    suffices: bool,
    institutions: Vec<InstitutionInterest>,
}

/// What one institution wishes.
#[derive(Serialize, ToSchema)]
pub struct InstitutionInterest {
    institution: String,
    people: i32,
}

impl From<Total> for InterestTotal {
    fn from(total: Total) -> Self {
        let wish = |(institution, people): (kunye_core::register::Institution, i32)| InstitutionInterest {
            institution: institution.name,
            people,
        };
        Self {
            course_id: total.course.id.to_string(),
            site_id: total.site.id.to_string(),
            course: total.course.name,
            level: total.course.level,
            site: total.site.name,
            people: total.people,
            seats: total.seats,
            needed: total.needed,
            suffices: total.suffices,
            institutions: total.institutions.into_iter().map(wish).collect(),
        }
    }
}

/// Interest that stands in the programme one plans, by course and site: what suffices for a class first.
///
/// It is met by announcing a session of the course at the site: those who stated it are told, and it ends.
#[utoipa::path(get, operation_id = "list_interest_totals", path = "/api/v1/training/planning/interest", tag = "planning", responses((status = 200, body = Vec<InterestTotal>)))]
pub async fn interest(visit: Visit) -> Answer {
    let actor = visit.actor();
    let read = move |world: &World| {
        world.db.read(|conn| {
            let programme = the_programme(conn, &actor, world.today())?;
            demand::totals(conn, &actor, &programme.id, world.now())
        })
    };
    let totals = visit.app.run(read).await?;
    Ok(Json(totals.into_iter().map(InterestTotal::from).collect::<Vec<_>>()).into_response())
}
