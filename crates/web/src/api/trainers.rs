//! A trainer's own trainings and days away; the shapes of both for planners too.

use super::input::Body;
use super::shapes::{Province, moment};
use super::words;
use crate::answer::Answer;
use crate::training::trainer::{absence, away_of};
use crate::visit::Visit;
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use kunye_core::training::attendance::{self, TrainerDay};
use kunye_core::training::shared::SessionState;
use kunye_core::training::trainers::{self, Absence, AbsenceKind, Away};
use kunye_core::world::World;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::PersonId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A training of one's own.
#[derive(Serialize, ToSchema)]
pub struct OwnTraining {
    #[schema(example = "KT7M-2QX4")]
    reference: String,
    course: String,
    hours: i32,
    #[schema(format = DateTime)]
    starts_at: String,
    #[schema(format = Date)]
    ends_on: String,
    site: String,
    province: Province,
    #[schema(value_type = words::TrainingSessionState)]
    state: SessionState,
    /// At an institution's own place.
    on_site: bool,
    /// How many people are named; who they are is told when the list is final.
    people: usize,
    is_final: bool,
}

impl From<TrainerDay> for OwnTraining {
    fn from(day: TrainerDay) -> Self {
        let session = day.row.session;
        Self {
            hours: session.hours,
            starts_at: moment(session.starts_at()),
            ends_on: session.ends_on.iso(),
            state: session.state,
            on_site: session.is_on_site(),
            reference: session.reference,
            course: day.row.course.name,
            site: day.row.site.name,
            province: day.row.site.province.into(),
            people: day.people,
            is_final: day.is_final,
        }
    }
}

/// The trainings one gives or gave, the earliest first.
#[utoipa::path(get, operation_id = "list_own_trainings", path = "/api/v1/training/trainer/sessions", tag = "training", responses((status = 200, body = Vec<OwnTraining>)))]
pub async fn sessions(visit: Visit) -> Answer {
    let actor = visit.actor();
    let days = visit.app.run(move |world| world.db.read(|conn| attendance::days(conn, &actor, world.today()))).await?;
    Ok(Json(days.into_iter().map(OwnTraining::from).collect::<Vec<_>>()).into_response())
}

/// Days on which a trainer is away; both are inclusive.
#[derive(Serialize, ToSchema)]
pub struct TrainerAbsence {
    id: String,
    #[schema(format = Date)]
    from: String,
    #[schema(format = Date)]
    until: String,
    #[schema(value_type = words::AbsenceKind)]
    kind: AbsenceKind,
}

impl From<&Absence> for TrainerAbsence {
    fn from(one: &Absence) -> Self {
        Self { id: one.id.to_string(), from: one.starts_on.iso(), until: one.ends_on.iso(), kind: one.kind }
    }
}

/// One's own days away, from today on.
#[utoipa::path(get, operation_id = "list_own_absences", path = "/api/v1/training/trainer/absences", tag = "training", responses((status = 200, body = Vec<TrainerAbsence>)))]
pub async fn absences(visit: Visit) -> Answer {
    let actor = visit.actor();
    let own = visit.app.run(move |world| world.db.read(|conn| trainers::own(conn, &actor, world.today()))).await?;
    Ok(Json(own.iter().map(TrainerAbsence::from).collect::<Vec<_>>()).into_response())
}

/// Days on which a trainer will be away.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAbsence {
    #[schema(format = Date)]
    from: String,
    /// The last day; the first is the only one, if not given.
    #[serde(default)]
    #[schema(format = Date)]
    until: String,
    #[schema(value_type = words::AbsenceKind)]
    kind: AbsenceKind,
}

impl NewAbsence {
    pub fn read(&self, person: PersonId) -> Result<Away> {
        away_of(person, &self.from, &self.until, self.kind)
    }
}

/// Days away were written down.
#[derive(Serialize, ToSchema)]
pub struct WrittenAbsence {
    /// References of trainings on those days. They stay, until a planner plans them anew.
    #[schema(example = json!(["KT7M-2QX4"]))]
    pub hit: Vec<String>,
}

/// Writes down days on which one is away, whatever is on them; said twice it is one absence.
#[utoipa::path(post, operation_id = "add_own_absence", path = "/api/v1/training/trainer/absences", tag = "training", request_body = NewAbsence,
    responses((status = 201, description = "Written down", body = WrittenAbsence)))]
pub async fn away(visit: Visit, Body(given): Body<NewAbsence>) -> Answer {
    let actor = visit.actor();
    let verb = move |world: &World| {
        let person = actor.person().cloned().ok_or_else(Error::unauthenticated)?;
        trainers::away(world, &actor, &given.read(person)?)
    };
    let hit = visit.app.run(verb).await?;
    Ok((StatusCode::CREATED, Json(WrittenAbsence { hit })).into_response())
}

/// Takes days away back.
#[utoipa::path(delete, operation_id = "remove_own_absence", path = "/api/v1/training/trainer/absences/{id}", tag = "training", params(("id" = String, Path)),
    responses((status = 204, description = "Taken back")))]
pub async fn back(visit: Visit, Path(id): Path<String>) -> Answer {
    let (actor, id) = (visit.actor(), absence(&id)?);
    visit.app.run(move |world| trainers::back(world, &actor, &id)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
