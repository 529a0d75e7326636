//! The provider's people: trainers with what they teach and when they are away, and account managers with their customers.

use crate::answer::Answer;
use crate::api::input::Body;
use crate::api::shapes::{PersonTag, Province, moment};
use crate::api::trainers::{NewAbsence, TrainerAbsence, WrittenAbsence};
use crate::training::roster::person;
use crate::training::the_programme;
use crate::training::trainer::absence;
use crate::visit::Visit;
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use kunye_core::register;
use kunye_core::training::customers::{self, Assignment};
use kunye_core::training::shared::SessionDay;
use kunye_core::training::trainers::{self, Engagement, Trainer};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{CourseId, InstitutionId, PersonId, looks_like_id};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A trainer of the provider.
#[derive(Serialize, ToSchema)]
pub struct ProviderTrainer {
    id: String,
    name: String,
    /// Where they live; none where that is not known.
    home: Option<Province>,
    /// Ids of the courses that they teach.
    courses: Vec<String>,
    /// Hours in the programme, held and to come.
    load: i32,
    /// From today on.
    absences: Vec<TrainerAbsence>,
    days: Vec<EngagedDay>,
}

/// A day on which a trainer trains.
#[derive(Serialize, ToSchema)]
pub struct EngagedDay {
    #[schema(example = "KT7M-2QX4")]
    reference: String,
    course: String,
    #[schema(format = DateTime)]
    starts_at: String,
    hours: i32,
    site: String,
    province: Province,
    on_site: bool,
}

impl From<&Engagement> for EngagedDay {
    fn from(one: &Engagement) -> Self {
        let day = SessionDay { day: one.day, starts_minute: one.starts_minute, hours: one.hours };
        Self {
            reference: one.reference.clone(),
            course: one.course.clone(),
            starts_at: moment(day.hour_at(1)),
            hours: one.hours,
            site: one.site.clone(),
            province: one.province.into(),
            on_site: one.on_site,
        }
    }
}

impl From<Trainer> for ProviderTrainer {
    fn from(trainer: Trainer) -> Self {
        Self {
            id: trainer.id.to_string(),
            home: trainer.home.map(Province::from),
            courses: trainer.skills.iter().map(CourseId::to_string).collect(),
            load: trainer.load,
            absences: trainer.absences.iter().map(TrainerAbsence::from).collect(),
            days: trainer.engagements.iter().map(EngagedDay::from).collect(),
            name: trainer.name,
        }
    }
}

/// The trainers of the provider one plans for, by name.
#[utoipa::path(get, operation_id = "list_trainers", path = "/api/v1/training/planning/trainers", tag = "planning", responses((status = 200, body = Vec<ProviderTrainer>)))]
pub async fn trainers(visit: Visit) -> Answer {
    let actor = visit.actor();
    let read = move |world: &World| {
        let today = world.today();
        world.db.read(|conn| {
            let programme = the_programme(conn, &actor, today)?;
            trainers::everybody(conn, &actor, &programme.id, today)
        })
    };
    let (trainers, _) = visit.app.run(read).await?;
    Ok(Json(trainers.into_iter().map(ProviderTrainer::from).collect::<Vec<_>>()).into_response())
}

/// What is known of a trainer.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TrainerProfile {
    /// Plate code of the province where they live.
    #[schema(minimum = 1, maximum = 81)]
    province: i32,
    /// Ids of the courses that they teach; others they do not.
    courses: Vec<String>,
}

/// Says where a trainer lives and what they teach.
#[utoipa::path(post, operation_id = "keep_trainer", path = "/api/v1/training/planning/trainers/{id}", tag = "planning", params(("id" = String, Path)),
    request_body = TrainerProfile, responses((status = 200, body = ProviderTrainer)))]
pub async fn keep(visit: Visit, Path(id): Path<String>, Body(given): Body<TrainerProfile>) -> Answer {
    let (actor, id) = (visit.actor(), person(&id)?);
    let verb = move |world: &World| {
        let programme = world.db.read(|conn| the_programme(conn, &actor, world.today()))?.id;
        let home = register::Province::from_plate(given.province);
        let taught = given.courses.into_iter().map(CourseId::from).collect();
        trainers::keep(world, &actor, &programme, &id, home, &taught)?;
        let profile = world.db.read(|conn| trainers::one(conn, &actor, &programme, &id, world.today()))?;
        Ok(ProviderTrainer::from(profile.trainer))
    };
    Ok(Json(visit.app.run(verb).await?).into_response())
}

/// Writes down days on which a trainer is away, whatever is on them; said twice it is one absence.
#[utoipa::path(post, operation_id = "add_trainer_absence", path = "/api/v1/training/planning/trainers/{id}/absences", tag = "planning",
    params(("id" = String, Path)), request_body = NewAbsence, responses((status = 201, description = "Written down", body = WrittenAbsence)))]
pub async fn away(visit: Visit, Path(id): Path<String>, Body(given): Body<NewAbsence>) -> Answer {
    let (actor, id) = (visit.actor(), person(&id)?);
    let hit = visit.app.run(move |world| trainers::away(world, &actor, &given.read(id)?)).await?;
    Ok((StatusCode::CREATED, Json(WrittenAbsence { hit })).into_response())
}

/// Takes a trainer's days away back.
#[utoipa::path(delete, operation_id = "remove_trainer_absence", path = "/api/v1/training/planning/absences/{id}", tag = "planning", params(("id" = String, Path)),
    responses((status = 204, description = "Taken back")))]
pub async fn back(visit: Visit, Path(id): Path<String>) -> Answer {
    let (actor, id) = (visit.actor(), absence(&id)?);
    visit.app.run(move |world| trainers::back(world, &actor, &id)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Who looks after which institution.
#[derive(Serialize, ToSchema)]
pub struct CustomerAssignments {
    /// Who may be given institutions.
    managers: Vec<PersonTag>,
    institutions: Vec<AssignedInstitution>,
}

#[derive(Serialize, ToSchema)]
pub struct AssignedInstitution {
    id: String,
    name: String,
    /// None where nobody looks after it.
    manager: Option<PersonTag>,
}

impl From<Assignment> for AssignedInstitution {
    fn from(one: Assignment) -> Self {
        Self {
            id: one.institution.id.to_string(),
            name: one.institution.name,
            manager: one.manager.as_ref().map(PersonTag::from),
        }
    }
}

fn assigned(world: &World, actor: &Actor) -> Result<CustomerAssignments> {
    let today = world.today();
    world.db.read(|conn| {
        let programme = the_programme(conn, actor, today)?;
        let institutions = customers::overview(conn, actor, &programme.id, today)?;
        let managers = customers::managers(conn, &programme.provider_id, today)?;
        Ok(CustomerAssignments {
            managers: managers.iter().map(PersonTag::from).collect(),
            institutions: institutions.into_iter().map(AssignedInstitution::from).collect(),
        })
    })
}

/// Who looks after which institution of the programme one plans.
#[utoipa::path(get, operation_id = "list_customer_assignments", path = "/api/v1/training/planning/managers", tag = "planning", responses((status = 200, body = CustomerAssignments)))]
pub async fn managers(visit: Visit) -> Answer {
    let actor = visit.actor();
    Ok(Json(visit.app.run(move |world| assigned(world, &actor)).await?).into_response())
}

/// Institutions that are given to an account manager.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAssignments {
    /// Ids.
    institutions: Vec<String>,
    /// Id of the account manager; nobody, where it is null.
    manager: Option<String>,
}

/// Gives institutions to an account manager, or to nobody.
#[utoipa::path(post, operation_id = "assign_customers", path = "/api/v1/training/planning/managers", tag = "planning", request_body = NewAssignments,
    responses((status = 200, body = CustomerAssignments)))]
pub async fn assign(visit: Visit, Body(given): Body<NewAssignments>) -> Answer {
    let actor = visit.actor();
    let verb = move |world: &World| {
        if given.manager.as_ref().is_some_and(|id| !looks_like_id(id)) {
            return Err(Error::field("manager", "customer-manager-none"));
        }
        let (chosen, manager): (Vec<InstitutionId>, _) =
            (given.institutions.into_iter().map(InstitutionId::from).collect(), given.manager.map(PersonId::from));
        let programme = world.db.read(|conn| the_programme(conn, &actor, world.today()))?;
        customers::assign(world, &actor, &programme.id, &chosen, manager.as_ref())?;
        assigned(world, &actor)
    };
    Ok(Json(visit.app.run(verb).await?).into_response())
}
