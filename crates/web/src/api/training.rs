//! The training programme for a coordinator's programs: the right, the open sessions, reservations.

use super::input::Body;
use super::shapes::moment;
use super::words;
use crate::answer::Answer;
use crate::training::session::group;
use crate::training::{exact, mine};
use crate::visit::Visit;
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use kunye_core::training::ledger::{self, Balance};
use kunye_core::training::programme::CourseLevel;
use kunye_core::training::shared::{self, Application, Open, Own, ReservationState, for_coordinator, session_for_coordinator};
use kunye_core::world::World;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::looks_like_id;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where an institution's hours of training are.
#[derive(Serialize, ToSchema)]
pub struct Entitlement {
    programme: String,
    /// Of the latest decision; none where nothing was decided.
    #[schema(example = "standard")]
    tier: Option<String>,
    /// The count that decided.
    users: Option<i64>,
    #[serde(flatten)]
    hours: TrainingHours,
}

/// Hours of a right.
#[derive(Serialize, ToSchema)]
pub struct TrainingHours {
    granted: i32,
    /// From other institutions, by the provider's decision.
    received: i32,
    /// To other institutions, by the provider's decision.
    given: i32,
    held: i32,
    used: i32,
    expired: i32,
    /// What can be held for something new.
    available: i32,
}

impl From<Balance> for TrainingHours {
    fn from(balance: Balance) -> Self {
        let Balance { granted, received, given, held, used, expired } = balance;
        Self { granted, received, given, held, used, expired, available: balance.available() }
    }
}

/// The hours of one's institution in the programme that runs.
#[utoipa::path(get, operation_id = "get_entitlement", path = "/api/v1/training/entitlement", tag = "training", responses((status = 200, body = Entitlement)))]
pub async fn entitlement(visit: Visit) -> Answer {
    let actor = visit.actor();
    let read = move |world: &World| {
        world.db.read(|conn| {
            let mine = mine(conn, &actor, world.today())?;
            let (programme, decision) = mine.programme.ok_or_else(Error::not_found)?;
            let balance = ledger::statement(conn, &programme.id, mine.proof.institution())?.balance;
            Ok(Entitlement {
                programme: programme.name,
                users: decision.as_ref().map(|decision| decision.users),
                tier: decision.and_then(|decision| decision.tier),
                hours: balance.into(),
            })
        })
    };
    Ok(Json(visit.app.run(read).await?).into_response())
}

/// A shared session that takes reservations.
#[derive(Serialize, ToSchema)]
pub struct OpenTrainingSession {
    #[schema(example = "KT7M-2QX4")]
    reference: String,
    course: String,
    #[schema(value_type = words::CourseLevel)]
    level: CourseLevel,
    hours: i32,
    #[schema(format = DateTime)]
    starts_at: String,
    site: String,
    seats: i32,
    free: i32,
    /// Groups in the queue, and the seats they wait for.
    waiting_groups: usize,
    waiting_seats: i32,
    /// Seats one's institution may still ask for.
    left: i32,
    /// Last day on which seats are given back without loss of hours.
    #[schema(format = Date)]
    cancel_by: String,
}

impl From<&Open> for OpenTrainingSession {
    fn from(open: &Open) -> Self {
        let session = &open.row.session;
        Self {
            reference: session.reference.clone(),
            course: open.row.course.name.clone(),
            level: open.row.course.level,
            hours: session.hours,
            starts_at: moment(session.starts_at()),
            site: open.row.site.name.clone(),
            seats: session.seats,
            free: open.free,
            waiting_groups: open.queue.0,
            waiting_seats: open.queue.1,
            left: open.left,
            cancel_by: session.cancel_by.iso(),
        }
    }
}

/// The sessions that take reservations, the earliest first.
#[utoipa::path(get, operation_id = "list_training_sessions", path = "/api/v1/training/sessions", tag = "training", responses((status = 200, body = Vec<OpenTrainingSession>)))]
pub async fn sessions(visit: Visit) -> Answer {
    let actor = visit.actor();
    let read = move |world: &World| {
        let today = world.today();
        world.db.read(|conn| {
            let mine = mine(conn, &actor, today)?;
            let (programme, _) = mine.programme.ok_or_else(Error::not_found)?;
            for_coordinator(conn, &mine.proof, &programme, today)
        })
    };
    let shown = visit.app.run(read).await?;
    let open: Vec<OpenTrainingSession> = shown.open.iter().map(OpenTrainingSession::from).collect();
    Ok(Json(open).into_response())
}

/// A group of one's institution in a session.
#[derive(Serialize, ToSchema)]
pub struct ReservedGroup {
    id: String,
    session: String,
    /// The order of application in the session.
    number: i32,
    seats: i32,
    #[schema(value_type = words::ReservationState)]
    state: ReservationState,
    #[schema(format = DateTime)]
    made_at: String,
    /// The place in the queue, while it waits.
    place: Option<usize>,
}

impl From<&Own> for ReservedGroup {
    fn from(own: &Own) -> Self {
        let reservation = &own.reservation;
        Self {
            id: reservation.id.to_string(),
            session: own.row.session.reference.clone(),
            number: reservation.number,
            seats: reservation.seats,
            state: reservation.state,
            made_at: moment(reservation.made_at),
            place: own.standing.map(|standing| standing.place),
        }
    }
}

/// One's institution's groups in a session.
#[utoipa::path(get, operation_id = "list_reservations", path = "/api/v1/training/sessions/{reference}/reservations", tag = "training",
    params(("reference" = String, Path)), responses((status = 200, body = Vec<ReservedGroup>)))]
pub async fn reservations(visit: Visit, Path(reference): Path<String>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let groups = visit.app.run(move |world| groups(world, &actor, &reference)).await?;
    Ok(Json(groups).into_response())
}

fn groups(world: &World, actor: &kunye_kernel::actor::Actor, reference: &str) -> Result<Vec<ReservedGroup>> {
    world.db.read(|conn| {
        let mine = mine(conn, actor, world.today())?;
        let (_, own) = session_for_coordinator(conn, &mine.proof, reference)?;
        Ok(own.iter().map(ReservedGroup::from).collect())
    })
}

/// An application for seats.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReservation {
    #[schema(minimum = 1)]
    seats: i32,
    /// A ULID of the program's own making: sent twice is sent once.
    key: String,
}

/// Asks for seats for a group: it has them, or a place in the queue.
#[utoipa::path(post, operation_id = "reserve_seats", path = "/api/v1/training/sessions/{reference}/reservations", tag = "training",
    params(("reference" = String, Path)), request_body = NewReservation, responses((status = 201, description = "Seats, or a place in the queue", body = ReservedGroup)))]
pub async fn reserve(visit: Visit, Path(reference): Path<String>, Body(given): Body<NewReservation>) -> Answer {
    let (actor, reference, desk) = (visit.actor(), exact(&reference)?, visit.app.desk.clone());
    let verb = move |world: &World| {
        if !looks_like_id(&given.key) {
            return Err(Error::field("key", "training-key-malformed"));
        }
        let session = world.db.read(|conn| {
            let mine = mine(conn, &actor, world.today())?;
            session_for_coordinator(conn, &mine.proof, &reference).map(|(open, _)| open.row.session.id)
        })?;
        let application = Application { actor: actor.clone(), session, seats: given.seats, key: given.key };
        let placed = desk.reserve(application)?;
        let own = groups(world, &actor, &reference)?.into_iter().find(|group| group.id == placed.reservation.as_str());
        own.ok_or_else(Error::not_found)
    };
    Ok((StatusCode::CREATED, Json(visit.app.run(verb).await?)).into_response())
}

/// What came of giving a reservation back.
#[derive(Serialize, ToSchema)]
pub struct GivenBack {
    /// Hours that are free again.
    pub returned: i32,
    /// Hours that count as used, because the deadline had passed.
    pub used: i32,
}

/// Gives a reservation back, or leaves the queue.
#[utoipa::path(delete, operation_id = "withdraw_reservation", path = "/api/v1/training/reservations/{id}", tag = "training",
    params(("id" = String, Path)), responses((status = 200, body = GivenBack)))]
pub async fn withdraw(visit: Visit, Path(id): Path<String>) -> Answer {
    let (actor, id) = (visit.actor(), group(&id)?);
    let done = visit.app.run(move |world| shared::withdraw(world, &actor, &id)).await?;
    Ok(Json(GivenBack { returned: done.returned, used: done.used }).into_response())
}

/// A smaller group.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SmallerGroup {
    /// Fewer than there are.
    #[schema(minimum = 1)]
    seats: i32,
}

/// Makes a group smaller; the seats go to the first in the queue who fits. Names come off the list first.
#[utoipa::path(post, operation_id = "reduce_reservation", path = "/api/v1/training/reservations/{id}/reduction", tag = "training",
    params(("id" = String, Path)), request_body = SmallerGroup, responses((status = 204, description = "Made smaller")))]
pub async fn reduce(visit: Visit, Path(id): Path<String>, Body(given): Body<SmallerGroup>) -> Answer {
    let (actor, id) = (visit.actor(), group(&id)?);
    visit.app.run(move |world| shared::reduce(world, &actor, &id, given.seats)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
