//! A planner gives a request its trainer and days: it becomes a session, or, when it is one already, moves.

use super::lists::asked;
use super::model::{RequestState, TrainingRequest};
use super::{send, store, tell};
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::jobs;
use crate::policy::Policy;
use crate::training::planning::{HOURS_MOST, Proposal};
use crate::training::programme::{self, Site};
use crate::training::shared::{
    self, Reservation, ReservationState, SessionDay, SessionKind, SessionState, SharedSession, deadlines,
};
use crate::training::{attendance, name_of, participants};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{PersonId, ReservationId, SiteId};
use kunye_kernel::time::{Day, Time};
use serde_json::json;

/// What a planner decides on a request.
#[derive(Debug, Clone)]
pub struct Assignment {
    pub reference: String,
    pub trainer: PersonId,
    pub starts_on: Day,
    /// Minutes after midnight.
    pub starts_minute: i32,
    pub hours_a_day: i32,
    /// How often the request had been planned when the page was made: two planners do not plan over each other.
    pub plans: i32,
    /// Whether the planner has read what warns.
    pub accepted: bool,
}

/// A request that can be planned, and what the plan would be.
struct Ready {
    request: TrainingRequest,
    state: RequestState,
    /// The session, when it is planned anew.
    before: Option<SharedSession>,
    plan: Proposal,
}

/// Whatever speaks against the plan. Refused is what has nothing to do with calendars: a request that cannot be planned, a plan of somebody
/// else's meanwhile, a time that there is not, a trainer who is none.
fn ready(conn: &mut Conn, actor: &Actor, new: &Assignment, today: Day) -> Result<Ready> {
    let request = send::sent(conn, actor, &new.reference, today)?;
    let state = request.state.to(RequestState::Planned)?;
    if request.plans != new.plans {
        return Err(Error::conflict("training-request-changed"));
    }
    let before = shared::session(conn, &request.id)?;
    if before.as_ref().is_some_and(|session| !session.is_to_come(today)) {
        return Err(Error::conflict("training-request-begun"));
    }
    if !(0..24 * 60).contains(&new.starts_minute) {
        return Err(Error::field("starts_at", "training-session-time"));
    }
    if !(1..=HOURS_MOST).contains(&new.hours_a_day) {
        return Err(Error::field("hours_a_day", "training-plan-hours").with("longest", HOURS_MOST));
    }
    let (ask, trainers) = asked(conn, &request, today, new.starts_minute, new.hours_a_day, Some(new.starts_on))?;
    let trainer = trainers.iter().find(|one| one.id == new.trainer);
    let trainer = trainer.ok_or_else(|| Error::field("trainer", "training-trainer-none"))?;
    let plan = Proposal::of(&ask, trainer, 0, new.starts_on);
    Ok(Ready { request, state, before, plan })
}

/// What a plan would be, with everything that speaks against it.
pub fn outline(conn: &mut Conn, actor: &Actor, new: &Assignment, today: Day) -> Result<Proposal> {
    ready(conn, actor, new, today).map(|ready| ready.plan)
}

/// Nothing blocks it, and what warns was read.
fn agreed(plan: &Proposal, accepted: bool) -> Result<()> {
    if let Some(blocking) = plan.conflicts.iter().find(|one| one.blocks()) {
        return Err(blocking.refusal());
    }
    let warnings = plan.conflicts.len();
    if warnings > 0 && !accepted {
        return Err(Error::field("accepted", "training-plan-warnings").with("count", warnings));
    }
    Ok(())
}

/// Plans a request, or plans it anew. What blocks is refused in words; what warns is, until it was read.
pub fn assign(world: &World, actor: &Actor, new: &Assignment) -> Result<SharedSession> {
    let (now, today, by) = (world.now(), world.today(), name_of(actor)?);
    world.db.write(|tx| {
        let Ready { request, state, before, plan } = ready(tx, actor, new, today)?;
        agreed(&plan, new.accepted)?;
        let course = programme::course(tx, &request.course_id)?.ok_or_else(Error::not_found)?;
        let site_id = site(tx, world, &request, now)?;
        let [cancel_by, substitute_by, fill_from] = deadlines(&Policy::at(tx, now)?, new.starts_on);
        let session = SharedSession {
            id: request.id.clone(),
            reference: request.reference.clone(),
            programme_id: request.programme_id.clone(),
            course_id: request.course_id.clone(),
            site_id,
            starts_on: new.starts_on,
            starts_minute: new.starts_minute,
            hours: course.hours,
            seats: request.people,
            quota: request.people,
            // Whoever is planned at short notice can still withdraw today without loss.
            cancel_by: cancel_by.max(today),
            substitute_by,
            fill_from,
            state: SessionState::Open,
            announced_by: by.clone(),
            announced_at: now,
            ended_at: None,
            reason: None,
            kind: SessionKind::OnSite,
            ends_on: plan.days.last().map_or(new.starts_on, |day| day.day),
        };
        match &before {
            None => {
                shared::insert_session(tx, &session, &plan.days)?;
                shared::insert(tx, &[group(world, &request, now)])?;
            }
            Some(before) => moved(tx, world, before, &session, &plan.days, now)?,
        }
        attendance::set_trainer(tx, &session.id, &new.trainer, &by, now)?;
        store::update(tx, &TrainingRequest { state, plans: request.plans + 1, ..request.clone() })?;
        jobs::enqueue(tx, &*world.entropy, tell::TELL, request.id.as_str(), now, now)?;
        let what = if before.is_none() { "training-request.planned" } else { "training-request.replanned" };
        let days: Vec<String> = plan.days.iter().map(|one| one.day.iso()).collect();
        let detail = json!({ "trainer": new.trainer, "days": days, "warnings": plan.conflicts.len() });
        audit::record(tx, now, actor, &Entry::new(what, "training_request", request.id.as_str()).detail(detail))?;
        Ok(session)
    })
}

/// The institution's place as it is written in the request: known by name and address, so that the next training there is at the
/// same place.
fn site(tx: &mut Conn, world: &World, request: &TrainingRequest, now: Time) -> Result<SiteId> {
    let known = programme::sites(tx, &request.institution_id)?;
    let plain = format!("{}, {}", request.place, request.room);
    let mut names =
        [plain.clone(), format!("{plain} ({})", request.province), format!("{plain} ({})", request.reference)].into_iter();
    loop {
        // The last of them has the reference in it, and is nobody else's.
        let name = names.next().ok_or_else(|| Error::internal("a site without a name of its own"))?;
        match known.iter().find(|site| site.name == name) {
            Some(site) if (site.province, &site.address) == (request.province, &request.address) => return Ok(site.id.clone()),
            Some(_) => {}
            None => {
                let site = Site {
                    id: SiteId::new(now, &*world.entropy),
                    owner_id: request.institution_id.clone(),
                    name,
                    province: request.province,
                    address: request.address.clone(),
                    created_at: now,
                    ended_on: None,
                };
                programme::insert_site(tx, &site)?;
                return Ok(site.id);
            }
        }
    }
}

/// All seats are the institution's.
fn group(world: &World, request: &TrainingRequest, now: Time) -> Reservation {
    Reservation {
        id: ReservationId::new(now, &*world.entropy),
        session_id: request.id.clone(),
        number: 1,
        institution_id: request.institution_id.clone(),
        seats: request.people,
        state: ReservationState::Seated,
        once_key: format!("on-site:{}", request.id),
        made_by: request.made_by.clone(),
        made_at: now,
        seated_at: Some(now),
        ended_at: None,
    }
}

/// A session that is planned anew. Whoever was named is asked again where days or hours have changed.
fn moved(
    tx: &mut Conn,
    world: &World,
    before: &SharedSession,
    session: &SharedSession,
    days: &[SessionDay],
    now: Time,
) -> Result<()> {
    let same = shared::days_of(tx, &before.id)? == days;
    shared::move_session(tx, session, days)?;
    if same { Ok(()) } else { participants::moved(tx, world, &session.id, now) }
}
