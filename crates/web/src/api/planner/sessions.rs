//! Shared sessions: what an announcement would say, announcing, correcting, giving a trainer, calling off.

use super::{EndingReason, Objection};
use crate::answer::Answer;
use crate::api::input::Body;
use crate::api::shapes::{TrainingDay, moment};
use crate::api::words;
use crate::training::announce::{minute, outlined};
use crate::training::planner::{Seen, call_off_shared};
use crate::training::{days, ended_because, exact, the_programme};
use crate::visit::{Known, Visit};
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use kunye_core::training::attendance::{self, Candidate};
use kunye_core::training::planning::HOURS_A_DAY;
use kunye_core::training::programme::{self, CourseLevel};
use kunye_core::training::shared::{self, Group, NewSession, Open, Outline, ReservationState, SessionState};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{CourseId, PersonId, SiteId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A shared session as its planners see it.
#[derive(Serialize, ToSchema)]
pub struct SharedTrainingSession {
    #[schema(example = "KT7M-2QX4")]
    reference: String,
    course: String,
    #[schema(value_type = words::CourseLevel)]
    level: CourseLevel,
    hours: i32,
    #[schema(format = DateTime)]
    starts_at: String,
    #[schema(format = Date)]
    ends_on: String,
    site: String,
    province: String,
    #[schema(value_type = words::TrainingSessionState)]
    state: SessionState,
    seats: i32,
    free: i32,
    /// Groups in the queue, and the seats they wait for.
    waiting_groups: usize,
    waiting_seats: i32,
    /// Most seats of one institution.
    quota: i32,
    /// Last day for giving seats back without loss of hours.
    #[schema(format = Date)]
    cancel_by: String,
    /// Last day for sending somebody else.
    #[schema(format = Date)]
    substitute_by: String,
    /// First day on which seats may go past a group that they cannot hold.
    #[schema(format = Date)]
    fill_from: String,
    #[schema(format = DateTime)]
    announced_at: String,
    /// Why it was called off.
    reason: Option<String>,
}

impl SharedTrainingSession {
    fn of(visit: &Known, open: &Open) -> Self {
        let session = &open.row.session;
        Self {
            reference: session.reference.clone(),
            course: open.row.course.name.clone(),
            level: open.row.course.level,
            hours: session.hours,
            starts_at: moment(session.starts_at()),
            ends_on: session.ends_on.iso(),
            site: open.row.site.name.clone(),
            province: open.row.site.province.name().to_owned(),
            state: session.state,
            seats: session.seats,
            free: open.free,
            waiting_groups: open.queue.0,
            waiting_seats: open.queue.1,
            quota: session.quota,
            cancel_by: session.cancel_by.iso(),
            substitute_by: session.substitute_by.iso(),
            fill_from: session.fill_from.iso(),
            announced_at: moment(session.announced_at),
            reason: Some(ended_because(visit, session)).filter(|reason| !reason.is_empty()),
        }
    }
}

/// The shared sessions of the programme one plans, the latest first.
#[utoipa::path(get, operation_id = "list_shared_sessions", path = "/api/v1/training/planning/sessions", tag = "planning", responses((status = 200, body = Vec<SharedTrainingSession>)))]
pub async fn list(visit: Visit) -> Answer {
    let actor = visit.actor();
    let read = move |world: &World| {
        let today = world.today();
        world.db.read(|conn| {
            let programme = the_programme(conn, &actor, today)?;
            shared::for_planner(conn, &actor, &programme.id, today)
        })
    };
    let (_, sessions) = visit.app.run(read).await?;
    Ok(Json(sessions.iter().map(|open| SharedTrainingSession::of(&visit, open)).collect::<Vec<_>>()).into_response())
}

/// A group of an institution in a session. Who is in it, nobody is told here.
#[derive(Serialize, ToSchema)]
pub struct SessionGroup {
    institution: String,
    /// The order of application.
    number: i32,
    seats: i32,
    #[schema(value_type = words::ReservationState)]
    state: ReservationState,
    #[schema(format = DateTime)]
    made_at: String,
    /// The place in the queue, while it waits.
    place: Option<usize>,
}

impl From<(String, Group)> for SessionGroup {
    fn from((institution, (reservation, standing)): (String, Group)) -> Self {
        Self {
            institution,
            number: reservation.number,
            seats: reservation.seats,
            state: reservation.state,
            made_at: moment(reservation.made_at),
            place: standing.map(|standing| standing.place),
        }
    }
}

/// A session with its groups.
#[derive(Serialize, ToSchema)]
pub struct SharedTrainingSessionDetail {
    #[serde(flatten)]
    session: SharedTrainingSession,
    /// Who trains it; a session that nobody trains is called off when its last day is over.
    trainer: Option<String>,
    /// Whether nobody has ever applied, and it is to come.
    can_be_corrected: bool,
    groups: Vec<SessionGroup>,
}

fn one(world: &World, visit: &Known, actor: &Actor, reference: &str) -> Result<SharedTrainingSessionDetail> {
    let today = world.today();
    let seen = world.db.read(|conn| Seen::load(conn, actor, reference, today))?;
    Ok(SharedTrainingSessionDetail {
        session: SharedTrainingSession::of(visit, &seen.open),
        can_be_corrected: seen.can_be_corrected(today),
        trainer: seen.trainer.map(|person| person.full_name()),
        groups: seen.groups.into_iter().map(SessionGroup::from).collect(),
    })
}

/// A shared session of the programme one plans.
#[utoipa::path(get, operation_id = "get_shared_session", path = "/api/v1/training/planning/sessions/{reference}", tag = "planning",
    params(("reference" = String, Path)), responses((status = 200, body = SharedTrainingSessionDetail)))]
pub async fn get(visit: Visit, Path(reference): Path<String>) -> Answer {
    let (reader, actor, reference) = (visit.clone(), visit.actor(), exact(&reference)?);
    Ok(Json(visit.app.run(move |world| one(world, &reader, &actor, &reference)).await?).into_response())
}

/// A session to be announced, or as which one is to be corrected.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSharedSession {
    /// Id of a course of the catalogue.
    course: String,
    /// Id of a site of the catalogue.
    site: String,
    #[schema(format = Date)]
    starts_on: String,
    /// By the clock in Istanbul.
    #[schema(example = "09:30")]
    starts_at: String,
    /// 6, if not given. A course of more hours goes on, on the next working days.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 8)]
    hours_a_day: Option<i32>,
    /// As many as the rule allows, if not given.
    #[serde(default)]
    #[schema(minimum = 1)]
    seats: Option<i32>,
    /// Whether what warns was read.
    #[serde(default)]
    accepted: bool,
}

impl NewSharedSession {
    /// The day is read here; what else cannot be read is as wrong as what is missing, and the core says so at its field.
    fn read(self, world: &World, actor: &Actor) -> Result<NewSession> {
        let programme = world.db.read(|conn| the_programme(conn, actor, world.today()))?.id;
        Ok(NewSession {
            programme,
            course: CourseId::from(self.course),
            site: SiteId::from(self.site),
            starts_on: days::day("starts_on", &self.starts_on)?,
            starts_minute: minute(&self.starts_at).unwrap_or(-1),
            hours_a_day: self.hours_a_day.unwrap_or(HOURS_A_DAY),
            seats: self.seats,
            accepted: self.accepted,
        })
    }
}

/// What an announcement would say.
#[derive(Serialize, ToSchema)]
pub struct SessionOutline {
    course: String,
    #[schema(value_type = words::CourseLevel)]
    level: CourseLevel,
    hours: i32,
    site: String,
    address: String,
    days: Vec<TrainingDay>,
    seats: i32,
    quota: i32,
    #[schema(format = Date)]
    cancel_by: String,
    #[schema(format = Date)]
    substitute_by: String,
    #[schema(format = Date)]
    fill_from: String,
    /// What can be announced all the same, by whoever has read it.
    warnings: Vec<Objection>,
}

impl SessionOutline {
    fn of(visit: &Known, outline: Outline) -> Self {
        let Outline { course, site, days, seats, quota, deadlines, warnings, .. } = outline;
        let [cancel_by, substitute_by, fill_from] = deadlines.map(|day| day.iso());
        Self {
            course: course.name,
            level: course.level,
            hours: course.hours,
            site: site.name,
            address: site.address,
            days: days.iter().map(TrainingDay::from).collect(),
            seats,
            quota,
            cancel_by,
            substitute_by,
            fill_from,
            warnings: Objection::all(visit, &warnings),
        }
    }
}

async fn tried(visit: Visit, of: Option<String>, given: NewSharedSession) -> Answer {
    let actor = visit.actor();
    let read = move |world: &World| {
        let new = given.read(world, &actor)?;
        outlined(world, &actor, of.as_deref(), &new)
    };
    let outline = visit.app.run(read).await?;
    Ok(Json(SessionOutline::of(&visit, outline)).into_response())
}

/// What an announcement would say by the rules of today; nothing is announced. What blocks is refused as announcing would be.
#[utoipa::path(post, operation_id = "try_announcement", path = "/api/v1/training/planning/sessions/trial", tag = "planning", request_body = NewSharedSession,
    responses((status = 200, body = SessionOutline)))]
pub async fn trial(visit: Visit, Body(given): Body<NewSharedSession>) -> Answer {
    tried(visit, None, given).await
}

/// Announces a session, with the rules of today: seats, quota and deadlines are kept as they are announced.
///
/// Interest in the course at the site is met by it. Sent twice, it is refused: the room is taken, by the first.
#[utoipa::path(post, operation_id = "announce_session", path = "/api/v1/training/planning/sessions", tag = "planning", request_body = NewSharedSession,
    responses((status = 201, description = "Announced", body = SharedTrainingSessionDetail)))]
pub async fn announce(visit: Visit, Body(given): Body<NewSharedSession>) -> Answer {
    let (reader, actor) = (visit.clone(), visit.actor());
    let verb = move |world: &World| {
        let session = shared::announce(world, &actor, &given.read(world, &actor)?)?;
        one(world, &reader, &actor, &session.reference)
    };
    Ok((StatusCode::CREATED, Json(visit.app.run(verb).await?)).into_response())
}

/// What a session would say if it were corrected; nothing is corrected.
#[utoipa::path(post, operation_id = "try_session_correction", path = "/api/v1/training/planning/sessions/{reference}/trial", tag = "planning",
    params(("reference" = String, Path)), request_body = NewSharedSession, responses((status = 200, body = SessionOutline)))]
pub async fn try_correction(visit: Visit, Path(reference): Path<String>, Body(given): Body<NewSharedSession>) -> Answer {
    let reference = exact(&reference)?;
    tried(visit, Some(reference), given).await
}

/// Corrects a session for which nobody has ever applied, by the same rules. A trainer who cannot train it as it is now is taken off it.
#[utoipa::path(post, operation_id = "correct_session", path = "/api/v1/training/planning/sessions/{reference}/correction", tag = "planning",
    params(("reference" = String, Path)), request_body = NewSharedSession, responses((status = 200, body = SharedTrainingSessionDetail)))]
pub async fn correct(visit: Visit, Path(reference): Path<String>, Body(given): Body<NewSharedSession>) -> Answer {
    let (reader, actor, reference) = (visit.clone(), visit.actor(), exact(&reference)?);
    let verb = move |world: &World| {
        shared::correct(world, &actor, &reference, &given.read(world, &actor)?)?;
        one(world, &reader, &actor, &reference)
    };
    Ok(Json(visit.app.run(verb).await?).into_response())
}

/// Calls a session off: every group is freed, all hours return, and whoever was named is told.
#[utoipa::path(post, operation_id = "call_session_off", path = "/api/v1/training/planning/sessions/{reference}/calling-off", tag = "planning",
    params(("reference" = String, Path)), request_body = EndingReason, responses((status = 200, body = SharedTrainingSessionDetail)))]
pub async fn call_off(visit: Visit, Path(reference): Path<String>, Body(given): Body<EndingReason>) -> Answer {
    let (reader, actor, reference) = (visit.clone(), visit.actor(), exact(&reference)?);
    let verb = move |world: &World| {
        call_off_shared(world, &actor, &reference, &given.reason)?;
        one(world, &reader, &actor, &reference)
    };
    Ok(Json(visit.app.run(verb).await?).into_response())
}

/// A trainer of the provider, and what speaks against them for a session.
#[derive(Serialize, ToSchema)]
pub struct TrainerOption {
    id: String,
    name: String,
    /// Province where they live; none where that is not known.
    home: Option<String>,
    /// Hours they have in the programme.
    load: i32,
    possible: bool,
    objections: Vec<Objection>,
}

/// Every trainer of the provider for a session: those who can train it first.
#[utoipa::path(get, operation_id = "list_session_trainers", path = "/api/v1/training/planning/sessions/{reference}/trainers", tag = "planning",
    params(("reference" = String, Path)), responses((status = 200, body = Vec<TrainerOption>)))]
pub async fn trainers(visit: Visit, Path(reference): Path<String>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let read = move |world: &World| {
        let today = world.today();
        world.db.read(|conn| {
            let session = shared::session_for_planner(conn, &actor, &reference, today)?.0.row.session;
            let programme = programme::find(conn, &session.programme_id)?.ok_or_else(Error::not_found)?;
            attendance::trainers(conn, &programme, &session, today)
        })
    };
    let option = |one: Candidate| TrainerOption {
        possible: one.is_possible(),
        objections: Objection::all(&visit, &one.conflicts),
        id: one.trainer.id.to_string(),
        name: one.trainer.name,
        home: one.trainer.home.map(|home| home.name().to_owned()),
        load: one.trainer.load,
    };
    let found = visit.app.run(read).await?;
    Ok(Json(found.into_iter().map(option).collect::<Vec<_>>()).into_response())
}

/// Who is to train a session.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SessionTrainer {
    /// Id of a trainer of the provider.
    trainer: String,
    /// Whether what warns was read.
    #[serde(default)]
    accepted: bool,
}

/// Gives a session its trainer, or another one.
#[utoipa::path(post, operation_id = "set_session_trainer", path = "/api/v1/training/planning/sessions/{reference}/trainer", tag = "planning",
    params(("reference" = String, Path)), request_body = SessionTrainer, responses((status = 200, body = SharedTrainingSessionDetail)))]
pub async fn set_trainer(visit: Visit, Path(reference): Path<String>, Body(given): Body<SessionTrainer>) -> Answer {
    let (reader, actor, reference) = (visit.clone(), visit.actor(), exact(&reference)?);
    let verb = move |world: &World| {
        attendance::assign(world, &actor, &reference, &PersonId::from(given.trainer), given.accepted)?;
        one(world, &reader, &actor, &reference)
    };
    Ok(Json(visit.app.run(verb).await?).into_response())
}
