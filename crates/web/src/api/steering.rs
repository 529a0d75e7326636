//! The programme as a whole, for those who plan and direct it: what was said, and whom it reached.

use crate::answer::Answer;
use crate::training::{directed_programme, steered_programme};
use crate::visit::Visit;
use axum::Json;
use axum::response::IntoResponse;
use kunye_core::training::coverage::{self, Capacity, Reach};
use kunye_core::training::evaluation::{self, Question, Tally};
use kunye_core::world::World;
use kunye_kernel::error::Error;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// What participants said, as sums: each question's answers from 1 to 5.
#[derive(Serialize, ToSchema)]
pub struct EvaluationSums {
    answers: i64,
    #[schema(value_type = BTreeMap<String, Vec<i64>>, example = json!({ "contents": [0, 1, 2, 9, 12] }))]
    scores: BTreeMap<Question, [i64; 5]>,
}

impl From<&Tally> for EvaluationSums {
    fn from(tally: &Tally) -> Self {
        Self { answers: tally.answers, scores: tally.scores.clone() }
    }
}

/// A course, a trainer or a site, with its sums.
#[derive(Serialize, ToSchema)]
pub struct EvaluatedGroup {
    /// "" for trainings without a trainer.
    name: String,
    sums: EvaluationSums,
}

/// The whole programme's evaluations. Small groups are in no sum.
#[derive(Serialize, ToSchema)]
pub struct Evaluations {
    all: EvaluationSums,
    courses: Vec<EvaluatedGroup>,
    trainers: Vec<EvaluatedGroup>,
    sites: Vec<EvaluatedGroup>,
    /// Answers that are in no sum yet.
    waiting: i64,
}

/// What was said of the trainings of the programme that one plans or directs.
#[utoipa::path(get, operation_id = "get_evaluations", path = "/api/v1/training/evaluations", tag = "training", responses((status = 200, body = Evaluations)))]
pub async fn evaluations(visit: Visit) -> Answer {
    let actor = visit.actor();
    let read = move |world: &World| {
        let today = world.today();
        world.db.read(|conn| {
            let programme = steered_programme(conn, &actor, today)?;
            evaluation::results(conn, &actor, &programme.id, today)
        })
    };
    let results = visit.app.run(read).await?;
    let group = |one: &evaluation::Group| EvaluatedGroup { name: one.name.clone(), sums: (&one.tally).into() };
    let groups = |all: &[evaluation::Group]| all.iter().map(group).collect();
    let told = Evaluations {
        all: (&results.all).into(),
        courses: groups(&results.courses),
        trainers: groups(&results.trainers),
        sites: groups(&results.sites),
        waiting: results.waiting,
    };
    Ok(Json(told).into_response())
}

/// Users, and those of them who were trained.
#[derive(Serialize, ToSchema)]
pub struct Reached {
    /// Code of a tier, plate of a province, or "" where there is none.
    of: String,
    institutions: i64,
    users: i64,
    trained: i64,
}

impl Reached {
    fn of(of: &str, reach: Reach) -> Self {
        Self { of: of.to_owned(), institutions: reach.institutions, users: reach.users, trained: reach.trained }
    }
}

/// What the programme has room for.
#[derive(Serialize, ToSchema)]
pub struct Room {
    room: i64,
    used: i64,
    planned: i64,
    left: i64,
}

impl From<Capacity> for Room {
    fn from(capacity: Capacity) -> Self {
        Self { room: capacity.room, used: capacity.used, planned: capacity.planned, left: capacity.left() }
    }
}

/// The programme as its director sees it.
#[derive(Serialize, ToSchema)]
pub struct ProgrammeCoverage {
    programme: String,
    #[schema(format = Date)]
    starts_on: String,
    #[schema(format = Date)]
    ends_on: String,
    all: Reached,
    tiers: Vec<Reached>,
    provinces: Vec<Reached>,
    people: Room,
    /// Of trainers.
    hours: Room,
    sessions_held: i64,
    sessions_open: i64,
}

/// Users reached, room left, trainings held and to come.
#[utoipa::path(get, operation_id = "get_coverage", path = "/api/v1/training/coverage", tag = "training", responses((status = 200, body = ProgrammeCoverage)))]
pub async fn coverage(visit: Visit) -> Answer {
    let actor = visit.actor();
    let read = move |world: &World| {
        let today = world.today();
        world.db.read(|conn| {
            let programme = directed_programme(conn, &actor, today)?.ok_or_else(Error::not_found)?;
            coverage::coverage(conn, &actor, &programme.id, today)
        })
    };
    let seen = visit.app.run(read).await?;
    let plate = |province: Option<kunye_core::register::Province>| province.map(|one| format!("{:02}", one.plate()));
    let told = ProgrammeCoverage {
        programme: seen.programme.name.clone(),
        starts_on: seen.programme.starts_on.iso(),
        ends_on: seen.programme.ends_on.iso(),
        all: Reached::of("", seen.all),
        tiers: seen.tiers.iter().map(|(code, reach, _)| Reached::of(code, *reach)).collect(),
        provinces: seen.provinces.iter().map(|(one, reach)| Reached::of(&plate(*one).unwrap_or_default(), *reach)).collect(),
        people: seen.people.into(),
        hours: seen.hours.into(),
        sessions_held: seen.sessions.0,
        sessions_open: seen.sessions.1,
    };
    Ok(Json(told).into_response())
}
