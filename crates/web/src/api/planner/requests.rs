//! Requests for trainings at an institution's own place: the queue, proposals with what speaks against them, planning, refusing, calling off.

use super::{EndingReason, Objection};
use crate::answer::Answer;
use crate::api::input::{Body, Params};
use crate::api::plans::{ChecklistWord, CustomerRequest, RequestParticulars};
use crate::api::shapes::TrainingDay;
use crate::training::announce::minute;
use crate::training::plan::{MOST, NINE, call_off_planned};
use crate::training::{days, exact, the_programme};
use crate::visit::{Known, Visit};
use axum::Json;
use axum::extract::Path;
use axum::response::IntoResponse;
use kunye_core::training::onsite::{self, Assignment, Row, Side, Verdict, one_for_planner};
use kunye_core::training::planning::{HOURS_A_DAY, HOURS_MOST, Proposal};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::PersonId;
use kunye_kernel::time::Day;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// A request as its planners see it.
#[derive(Serialize, ToSchema)]
pub struct PlannersRequest {
    #[serde(flatten)]
    request: CustomerRequest,
    /// A day on which its trainer is away after all: it wants to be planned anew.
    #[schema(format = Date)]
    away: Option<String>,
}

impl From<&Row> for PlannersRequest {
    fn from(row: &Row) -> Self {
        Self { request: row.into(), away: row.away.map(Day::iso) }
    }
}

/// Every request that was sent in the programme one plans: those that wait first, as they came, then what is planned by its day.
#[utoipa::path(get, operation_id = "list_planners_requests", path = "/api/v1/training/planning/requests", tag = "planning", responses((status = 200, body = Vec<PlannersRequest>)))]
pub async fn list(visit: Visit) -> Answer {
    let actor = visit.actor();
    let read = move |world: &World| {
        let today = world.today();
        world.db.read(|conn| {
            let programme = the_programme(conn, &actor, today)?;
            onsite::queue(conn, &actor, &programme.id, today)
        })
    };
    let rows = visit.app.run(read).await?;
    Ok(Json(rows.iter().map(PlannersRequest::from).collect::<Vec<_>>()).into_response())
}

/// A request with its days and its checklist.
#[derive(Serialize, ToSchema)]
pub struct PlannersRequestDetail {
    #[serde(flatten)]
    request: PlannersRequest,
    #[serde(flatten)]
    particulars: RequestParticulars,
    /// How often it was planned: whoever plans it says so, and does not plan over somebody else.
    plans: i32,
    /// Whether it can be planned, or planned anew.
    can_be_planned: bool,
    /// Whether it waits to be read, and nobody is there who would.
    unread: bool,
}

fn one(world: &World, actor: &Actor, reference: &str) -> Result<PlannersRequestDetail> {
    let today = world.today();
    let whole = world.db.read(|conn| one_for_planner(conn, actor, reference, today))?;
    Ok(PlannersRequestDetail {
        request: (&whole.row).into(),
        particulars: (&whole).into(),
        plans: whole.row.request.plans,
        can_be_planned: whole.can_be_planned(today),
        unread: whole.row.is_unread(),
    })
}

/// A verb on a request, answered with the request as it is then.
async fn after(visit: Visit, reference: &str, verb: impl FnOnce(&World, &Actor, &str) -> Result<()> + Send + 'static) -> Answer {
    let (actor, reference) = (visit.actor(), exact(reference)?);
    let verb = move |world: &World| {
        verb(world, &actor, &reference)?;
        one(world, &actor, &reference)
    };
    Ok(Json(visit.app.run(verb).await?).into_response())
}

/// A request that was sent, in the programme one plans.
#[utoipa::path(get, operation_id = "get_planners_request", path = "/api/v1/training/planning/requests/{reference}", tag = "planning",
    params(("reference" = String, Path)), responses((status = 200, body = PlannersRequestDetail)))]
pub async fn get(visit: Visit, Path(reference): Path<String>) -> Answer {
    after(visit, &reference, |_, _, _| Ok(())).await
}

/// A trainer on some days.
#[derive(Serialize, ToSchema)]
pub struct PlanOption {
    /// Id of the trainer.
    trainer: String,
    name: String,
    #[schema(format = Date)]
    starts_on: String,
    days: Vec<TrainingDay>,
    /// Province where the trainer lives; none where that is not known.
    home: Option<String>,
    /// From home: `same-province`, `same-region`, `next-region` or `far`.
    #[schema(example = "same-region")]
    distance: Option<&'static str>,
    /// Hours the trainer has in the programme already.
    load: i32,
    /// Whether nothing blocks it.
    possible: bool,
    objections: Vec<Objection>,
}

impl PlanOption {
    fn of(visit: &Known, proposal: &Proposal) -> Self {
        Self {
            trainer: proposal.trainer.to_string(),
            name: proposal.name.clone(),
            starts_on: proposal.days.first().map(|one| one.day.iso()).unwrap_or_default(),
            days: proposal.days.iter().map(TrainingDay::from).collect(),
            home: proposal.home.map(|home| home.name().to_owned()),
            distance: proposal.distance.map(|distance| distance.code()),
            load: proposal.load,
            possible: proposal.is_possible(),
            objections: Objection::all(visit, &proposal.conflicts),
        }
    }
}

/// The options for a request, the best first; sixty of them at most.
#[derive(Serialize, ToSchema)]
pub struct PlanProposals {
    /// Each trainer on their best day. None, where the request cannot be planned.
    options: Vec<PlanOption>,
    /// The same trainers on the other days that were wished.
    other_days: Vec<PlanOption>,
    /// By what the best goes before the next: `conflicts`, `distance`, `load`, `wish` or `name`.
    #[schema(example = "distance")]
    because: Option<&'static str>,
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PlanTimes {
    /// By the clock in Istanbul; 09:00 if not given.
    #[serde(default)]
    #[param(example = "09:30")]
    starts_at: Option<String>,
    /// 6 if not given.
    #[serde(default)]
    #[param(minimum = 1, maximum = 8)]
    hours_a_day: Option<i32>,
}

/// Every trainer on every day that was wished, by the written rule, with what speaks against each.
#[utoipa::path(get, operation_id = "list_plan_proposals", path = "/api/v1/training/planning/requests/{reference}/proposals", tag = "planning",
    params(("reference" = String, Path), PlanTimes), responses((status = 200, body = PlanProposals)))]
pub async fn proposals(visit: Visit, Path(reference): Path<String>, Params(times): Params<PlanTimes>) -> Answer {
    let (reader, actor, reference) = (visit.clone(), visit.actor(), exact(&reference)?);
    let read = move |world: &World| {
        let today = world.today();
        let none = || Error::field("starts_at", "training-session-time");
        let starts = times.starts_at.map_or(Ok(NINE), |text| minute(&text).ok_or_else(none))?;
        let a_day = times.hours_a_day.unwrap_or(HOURS_A_DAY);
        if !(1..=HOURS_MOST).contains(&a_day) {
            return Err(Error::field("hours_a_day", "training-plan-hours").with("longest", HOURS_MOST));
        }
        world.db.read(|conn| {
            let whole = one_for_planner(conn, &actor, &reference, today)?;
            if !whole.can_be_planned(today) {
                return Ok(PlanProposals { options: Vec::new(), other_days: Vec::new(), because: None });
            }
            let planning = onsite::planning(conn, &whole.row.request, today, starts, a_day)?;
            let shape = |one: &Proposal| PlanOption::of(&reader, one);
            let options: Vec<PlanOption> = planning.options.iter().take(MOST).map(shape).collect();
            let other_days = planning.other_days.iter().take(MOST - options.len()).map(shape).collect();
            Ok(PlanProposals { options, other_days, because: planning.because.map(|one| one.code()) })
        })
    };
    Ok(Json(visit.app.run(read).await?).into_response())
}

/// What a planner decides on a request.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPlan {
    /// Id of a trainer of the provider.
    trainer: String,
    #[schema(format = Date)]
    starts_on: String,
    /// By the clock in Istanbul.
    #[schema(example = "09:00")]
    starts_at: String,
    /// 6 if not given.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 8)]
    hours_a_day: Option<i32>,
    /// How often the request had been planned when this was decided; another number is refused.
    plans: i32,
    /// Whether what warns was read.
    #[serde(default)]
    accepted: bool,
}

impl NewPlan {
    fn read(self, reference: &str) -> Result<Assignment> {
        Ok(Assignment {
            reference: reference.to_owned(),
            trainer: PersonId::from(self.trainer),
            starts_on: days::day("starts_on", &self.starts_on)?,
            starts_minute: minute(&self.starts_at).unwrap_or(-1),
            hours_a_day: self.hours_a_day.unwrap_or(HOURS_A_DAY),
            plans: self.plans,
            accepted: self.accepted,
        })
    }
}

/// What a plan would be, with everything that speaks against it; nothing is planned.
#[utoipa::path(post, operation_id = "try_plan", path = "/api/v1/training/planning/requests/{reference}/plan/trial", tag = "planning",
    params(("reference" = String, Path)), request_body = NewPlan, responses((status = 200, body = PlanOption)))]
pub async fn trial(visit: Visit, Path(reference): Path<String>, Body(given): Body<NewPlan>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let read = move |world: &World| {
        let new = given.read(&reference)?;
        world.db.read(|conn| onsite::outline(conn, &actor, &new, world.today()))
    };
    let plan = visit.app.run(read).await?;
    Ok(Json(PlanOption::of(&visit, &plan)).into_response())
}

/// Gives a request its trainer and days, or others. It is a session then, of the same reference.
#[utoipa::path(post, operation_id = "plan_request", path = "/api/v1/training/planning/requests/{reference}/plan", tag = "planning",
    params(("reference" = String, Path)), request_body = NewPlan, responses((status = 200, body = PlannersRequestDetail)))]
pub async fn plan(visit: Visit, Path(reference): Path<String>, Body(given): Body<NewPlan>) -> Answer {
    after(visit, &reference, |world, actor, of| onsite::assign(world, actor, &given.read(of)?).map(drop)).await
}

/// Takes in a request that waits to be read where nobody looks after the institution any more.
#[utoipa::path(post, operation_id = "take_request_in", path = "/api/v1/training/planning/requests/{reference}/taking-in", tag = "planning",
    params(("reference" = String, Path)), responses((status = 200, body = PlannersRequestDetail)))]
pub async fn take_in(visit: Visit, Path(reference): Path<String>) -> Answer {
    after(visit, &reference, |world, actor, of| onsite::review(world, actor, of, Verdict::PassedOn, "")).await
}

/// Refuses a request that is not planned; its hours return, and the coordinator is told.
#[utoipa::path(post, operation_id = "refuse_training_request", path = "/api/v1/training/planning/requests/{reference}/refusal", tag = "planning",
    params(("reference" = String, Path)), request_body = EndingReason, responses((status = 200, body = PlannersRequestDetail)))]
pub async fn refuse(visit: Visit, Path(reference): Path<String>, Body(given): Body<EndingReason>) -> Answer {
    after(visit, &reference, move |world, actor, of| onsite::refuse(world, actor, of, &given.reason)).await
}

/// Calls a planned training off; its hours return, and the coordinator and whoever was named are told.
#[utoipa::path(post, operation_id = "call_request_off", path = "/api/v1/training/planning/requests/{reference}/calling-off", tag = "planning",
    params(("reference" = String, Path)), request_body = EndingReason, responses((status = 200, body = PlannersRequestDetail)))]
pub async fn call_off(visit: Visit, Path(reference): Path<String>, Body(given): Body<EndingReason>) -> Answer {
    after(visit, &reference, move |world, actor, of| call_off_planned(world, actor, of, &given.reason)).await
}

/// Says of a line of the provider's side whether it is done. Said once more it changes nothing.
#[utoipa::path(post, operation_id = "check_planners_request", path = "/api/v1/training/planning/requests/{reference}/checklist", tag = "planning",
    params(("reference" = String, Path)), request_body = ChecklistWord, responses((status = 200, body = PlannersRequestDetail)))]
pub async fn check(visit: Visit, Path(reference): Path<String>, Body(given): Body<ChecklistWord>) -> Answer {
    after(visit, &reference, move |world, actor, of| onsite::check(world, actor, Side::Provider, of, given.item, given.done))
        .await
}
