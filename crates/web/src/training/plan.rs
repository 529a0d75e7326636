//! One request for its planners: the proposal with its reasons, every other option with what speaks against it, and the decision.

use super::announce::minute;
use super::conflict::ConflictTag;
use super::request::{CheckForm, CheckTag, DayTag, ReasonForm, RequestTag, checks, clock};
use super::{days, exact};
use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::input::{Form, Query};
use crate::register::rows::Choice;
use crate::render::Page;
use crate::visit::{Known, Message, Visit};
use axum::extract::Path;
use kunye_core::training::onsite::{self, Assignment, Planning, Side, Verdict, Wish, one_for_planner};
use kunye_core::training::planning::{Criterion, HOURS_A_DAY, Proposal};
use kunye_core::training::shared;
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::PersonId;
use kunye_kernel::time::Day;
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct Plan {
    request: RequestTag,
    days: Vec<DayTag>,
    /// How often it was planned.
    plans: i32,
    /// Whether it can be planned, or planned anew.
    open: bool,
    best: Option<OptionTag>,
    reasons: Vec<String>,
    /// Other trainers on their best days; where there is nobody else, other days.
    others: Vec<OptionTag>,
    more: Vec<OptionTag>,
    trainers: Vec<Choice>,
    /// Whether it waits to be read, and nobody is there who would.
    unread: bool,
    /// What speaks against the plan that was refused.
    against: Vec<ConflictTag>,
    provider: Vec<CheckTag>,
    theirs: Vec<CheckTag>,
    form: PlanForm,
    errors: Vec<Message>,
}

impl Page for Plan {
    const TEMPLATE: &'static str = "training/plan.html";
}

/// A trainer on some days.
#[derive(Serialize)]
struct OptionTag {
    trainer: String,
    name: String,
    /// Days with their hours, in words.
    days: Vec<DayTag>,
    day: String,
    month: String,
    year: String,
    home: String,
    load: i32,
    possible: bool,
    conflicts: Vec<ConflictTag>,
}

impl OptionTag {
    fn of(visit: &Known, proposal: &Proposal) -> Self {
        let first = proposal.days.first().map_or(Day(0), |one| one.day);
        Self {
            trainer: proposal.trainer.to_string(),
            name: proposal.name.clone(),
            days: proposal.days.iter().map(DayTag::from).collect(),
            day: first.of_month().to_string(),
            month: first.month().to_string(),
            year: first.year().to_string(),
            home: home(visit, proposal),
            load: proposal.load,
            possible: proposal.is_possible(),
            conflicts: proposal.conflicts.iter().map(|one| ConflictTag::of(visit, one)).collect(),
        }
    }
}

/// `Ankara · komşu bölge`
fn home(visit: &Known, proposal: &Proposal) -> String {
    match (proposal.home, proposal.distance) {
        (Some(home), Some(distance)) => {
            format!("{} · {}", home.name(), visit.text(&format!("training-distance-{}", distance.code())))
        }
        _ => visit.text("training-home-unknown"),
    }
}

/// Why the best goes before the others, in the order of the rule.
fn reasons(visit: &Known, planning: &Planning, wished: &Wish) -> Vec<String> {
    let Some(best) = planning.options.first() else { return Vec::new() };
    let warnings = best.conflicts.iter().filter(|one| !one.blocks()).count();
    let mut said = vec![match warnings {
        0 => visit.text("training-reason-free"),
        count => visit.text_with("training-reason-warnings", &[("count", count.to_string())]),
    }];
    said.push(visit.text_with("training-reason-home", &[("home", home(visit, best))]));
    said.push(visit.text_with("training-reason-load", &[("hours", best.load.to_string())]));
    said.push(match wished.is_period() {
        true => visit.text("training-reason-period"),
        false => visit.text_with("training-reason-wish", &[("number", (best.wish + 1).to_string())]),
    });
    if let (Some(next), Some(because)) = (planning.next(), planning.because) {
        let day = next.days.first().map(|one| one.day.to_string()).unwrap_or_default();
        let why = match because {
            Criterion::Wish if wished.is_period() => visit.text("training-because-earlier"),
            because => visit.text(&format!("training-because-{}", because.code())),
        };
        said.push(visit.text_with("training-reason-next", &[("name", next.name.clone()), ("date", day), ("why", why)]));
    }
    said
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PlanForm {
    trainer: String,
    #[serde(rename = "starts_on-day")]
    day: String,
    #[serde(rename = "starts_on-month")]
    month: String,
    #[serde(rename = "starts_on-year")]
    year: String,
    starts_at: String,
    hours_a_day: String,
    accepted: String,
    plans: String,
    reason: String,
}

impl PlanForm {
    /// The day is read here; what else cannot be read is as wrong as what is missing, and the core says so at its field.
    fn read(&self, reference: &str) -> Result<Assignment> {
        Ok(Assignment {
            reference: reference.to_owned(),
            trainer: PersonId::from(self.trainer.as_str()),
            starts_on: days::parts("starts_on", [&self.day, &self.month, &self.year])?,
            starts_minute: minute(&self.starts_at).unwrap_or(-1),
            hours_a_day: self.hours_a_day.trim().parse().unwrap_or(0),
            plans: self.plans.parse().unwrap_or(-1),
            accepted: self.accepted == "yes",
        })
    }
}

/// When trainings begin, unless the planner says otherwise.
pub(crate) const NINE: i32 = 9 * 60;
/// So many options are shown at once.
const SHOWN: usize = 6;
/// More than these nobody reads.
pub(crate) const MOST: usize = 60;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    saat: String,
    gunluk: String,
}

fn read(world: &World, visit: &Known, actor: &Actor, reference: &str, form: PlanForm) -> Result<Plan> {
    let today = world.today();
    world.db.read(|conn| {
        let whole = one_for_planner(conn, actor, reference, today)?;
        let request = &whole.row.request;
        let open = whole.can_be_planned(today);
        let starts = minute(&form.starts_at).unwrap_or(NINE);
        let a_day = form.hours_a_day.trim().parse().ok().filter(|hours| (1..=8).contains(hours)).unwrap_or(HOURS_A_DAY);
        let none = Planning { options: Vec::new(), other_days: Vec::new(), because: None, trainers: Vec::new() };
        let planning = if open { onsite::planning(conn, request, today, starts, a_day)? } else { none };
        // A form that says no plan has nothing against it yet; why it is none is told at its fields.
        let against = form.read(reference).and_then(|wanted| onsite::outline(conn, actor, &wanted, today));
        let against = against.map(|plan| plan.conflicts).unwrap_or_default();
        let shown = match planning.options.len() {
            0 | 1 => SHOWN,
            trainers => SHOWN.min(trainers - 1),
        };
        let options = planning.options.iter().chain(&planning.other_days).take(MOST);
        let mut options = options.map(|one| OptionTag::of(visit, one));
        let best = options.next();
        let others = options.by_ref().take(shown).collect();
        let form = PlanForm {
            plans: request.plans.to_string(),
            starts_at: if form.starts_at.is_empty() { clock(starts) } else { form.starts_at },
            hours_a_day: if form.hours_a_day.is_empty() { a_day.to_string() } else { form.hours_a_day },
            ..form
        };
        Ok(Plan {
            days: whole.days.iter().map(DayTag::from).collect(),
            plans: request.plans,
            open,
            best,
            others,
            more: options.collect(),
            reasons: reasons(visit, &planning, &request.wished),
            trainers: planning
                .trainers
                .iter()
                .map(|one| Choice { value: one.id.to_string(), text: one.name.clone(), hint: String::new() })
                .collect(),
            unread: whole.row.is_unread(),
            against: against.iter().map(|one| ConflictTag::of(visit, one)).collect(),
            provider: checks(&whole, Side::Provider),
            theirs: checks(&whole, Side::Institution),
            form,
            errors: Vec::new(),
            request: RequestTag::of(&whole.row, visit.language),
        })
    })
}

fn href(reference: &str) -> String {
    format!("/planlama/talepler/{reference}")
}

async fn page(visit: &Visit, reference: String, form: PlanForm) -> Result<Plan> {
    let (actor, reader) = (visit.actor(), visit.clone());
    visit.app.run(move |world| read(world, &reader, &actor, &reference, form)).await
}

/// `GET /planlama/talepler/{reference}`
pub async fn show(visit: Visit, Path(reference): Path<String>, Query(chosen): Query<Chosen>) -> Answer {
    let form = PlanForm { starts_at: chosen.saat, hours_a_day: chosen.gunluk, ..PlanForm::default() };
    let page = page(&visit, exact(&reference)?, form).await?;
    visit.page(&page)
}

/// Back to the page with a sentence, or the page again with what was wrong.
async fn told(visit: &Visit, reference: String, form: PlanForm, done: Result<Flash>, field: &str) -> Answer {
    match done {
        Ok(flash) => Ok(flash.on(&visit.app, see_other(&href(&reference)))?),
        Err(error) if matches!(error.kind, Kind::NotFound | Kind::Forbidden) => Err(error.into()),
        Err(error) => {
            let page = page(visit, reference, form).await?;
            visit.refuse(error, |errors| Plan { errors, ..page }, field)
        }
    }
}

/// `POST /planlama/talepler/{reference}/ata`
pub async fn assign(visit: Visit, Path(reference): Path<String>, Form(form): Form<PlanForm>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let done = match form.read(&reference) {
        Ok(wanted) => visit.app.run(move |world| onsite::assign(world, &actor, &wanted)).await,
        Err(error) => Err(error),
    };
    let done = done.map(|session| Flash::success("training-request-planned").with("when", session.when()));
    told(&visit, reference, form, done, "").await
}

/// `POST /planlama/talepler/{reference}/reddet`
pub async fn refuse(visit: Visit, Path(reference): Path<String>, Form(form): Form<ReasonForm>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let (wanted, reason) = (reference.clone(), form.reason.clone());
    let done = visit.app.run(move |world| onsite::refuse(world, &actor, &wanted, &reason)).await;
    let form = PlanForm { reason: form.reason, ..PlanForm::default() };
    told(&visit, reference, form, done.map(|()| Flash::success("training-request-refused")), "reason").await
}

/// `POST /planlama/talepler/{reference}/sirala`: takes in a request that nobody is there to read first.
pub async fn take_in(visit: Visit, Path(reference): Path<String>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let wanted = reference.clone();
    let done = visit.app.run(move |world| onsite::review(world, &actor, &wanted, Verdict::PassedOn, "")).await;
    told(&visit, reference, PlanForm::default(), done.map(|()| Flash::success("planning-request-taken-in")), "").await
}

/// Calls a planned training off.
pub(crate) fn call_off_planned(world: &World, actor: &Actor, reference: &str, reason: &str) -> Result<()> {
    let whole = world.db.read(|conn| one_for_planner(conn, actor, reference, world.today()))?;
    let session = whole.row.session.ok_or_else(|| Error::conflict("training-request-changed"))?;
    shared::call_off(world, actor, &session.id, reason)
}

/// `POST /planlama/talepler/{reference}/iptal`
pub async fn call_off(visit: Visit, Path(reference): Path<String>, Form(form): Form<ReasonForm>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let (wanted, reason) = (reference.clone(), form.reason.clone());
    let done = visit.app.run(move |world| call_off_planned(world, &actor, &wanted, &reason)).await;
    let done = done.map(|()| Flash::success("training-called-off"));
    let form = PlanForm { reason: form.reason, ..PlanForm::default() };
    told(&visit, reference, form, done, "reason").await
}

/// `POST /planlama/talepler/{reference}/liste`
pub async fn check(visit: Visit, Path(reference): Path<String>, Form(form): Form<CheckForm>) -> Answer {
    let (actor, reference, (item, done)) = (visit.actor(), exact(&reference)?, form.read()?);
    let wanted = reference.clone();
    let said = visit.app.run(move |world| onsite::check(world, &actor, Side::Provider, &wanted, item, done)).await;
    told(&visit, reference, PlanForm::default(), said.map(|()| Flash::success("training-check-said")), "").await
}
