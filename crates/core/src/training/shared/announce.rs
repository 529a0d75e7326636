//! The planner announces a session, and corrects it while nobody has applied.

use super::model::{SessionDay, SessionKind, SessionState, SharedSession};
use super::store;
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::policy::{self, Policy};
use crate::training::planning::{self, Conflict, HOURS_MOST};
use crate::training::programme::{self, Course, Programme, Site};
use crate::training::{attendance, demand, name_of, planned};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, FieldError, Result};
use kunye_kernel::id::{CourseId, ProgrammeId, SessionId, SiteId};
use kunye_kernel::reference;
use kunye_kernel::time::{Day, HOUR, Time};
use serde_json::json;

/// A session to be announced.
#[derive(Debug, Clone)]
pub struct NewSession {
    pub programme: ProgrammeId,
    pub course: CourseId,
    pub site: SiteId,
    pub starts_on: Day,
    /// Minutes after midnight.
    pub starts_minute: i32,
    /// A course of more hours goes on, on the next working days.
    pub hours_a_day: i32,
    /// Fewer than the policy's seats, where the room is smaller.
    pub seats: Option<i32>,
    /// Whether the planner has read what warns.
    pub accepted: bool,
}

/// What an announcement would say.
#[derive(Debug, Clone)]
pub struct Outline {
    pub programme: Programme,
    pub course: Course,
    pub site: Site,
    pub days: Vec<SessionDay>,
    pub seats: i32,
    pub quota: i32,
    /// Last day for giving seats back, last day for substitutes, first day of filling.
    pub deadlines: [Day; 3],
    /// What can be announced all the same, by somebody who has read it.
    pub warnings: Vec<Conflict>,
}

fn number(policy: &Policy, setting: policy::Number) -> i32 {
    i32::try_from(policy.get(setting)).unwrap_or(i32::MAX)
}

/// Last day for giving seats back, last day for substitutes, first day of filling: of a session that begins on a day.
pub(in crate::training) fn deadlines(policy: &Policy, starts_on: Day) -> [Day; 3] {
    [policy::TRAINING_CANCEL, policy::TRAINING_SUBSTITUTE, policy::TRAINING_FILL]
        .map(|setting| starts_on.plus_days(-number(policy, setting)))
}

/// What would be announced by the rules of today. Refused sooner than the lead allows (B4), with the earliest day; outside the
/// programme; and in a room that is taken. `instead` of a session that is being corrected.
pub fn outline(conn: &mut Conn, actor: &Actor, new: &NewSession, instead: Option<&SessionId>, now: Time) -> Result<Outline> {
    let today = now.day();
    let (programme, proof) = planned(conn, actor, &new.programme, today)?;
    let policy = Policy::at(conn, now)?;
    let lead = number(&policy, policy::TRAINING_LEAD);
    let earliest = today.plus_days(lead).max(programme.starts_on);
    let most = number(&policy, policy::TRAINING_SEATS);
    let (course, site) = (programme::course(conn, &new.course)?, programme::site(conn, &new.site)?);
    let course = course.filter(|course| course.programme_id == programme.id && course.is_offered(new.starts_on));
    let site = site.filter(|site| site.owner_id == *proof.provider() && site.is_offered(new.starts_on));
    let mut wrong = Vec::new();
    if course.is_none() {
        wrong.push(FieldError { field: "course", text: "training-session-course" });
    }
    if site.is_none() {
        wrong.push(FieldError { field: "site", text: "training-session-site" });
    }
    if new.starts_on < earliest {
        wrong.push(FieldError { field: "starts_on", text: "training-session-too-soon" });
    }
    if !(0..24 * 60).contains(&new.starts_minute) {
        wrong.push(FieldError { field: "starts_at", text: "training-session-time" });
    }
    if !(1..=HOURS_MOST).contains(&new.hours_a_day) {
        wrong.push(FieldError { field: "hours_a_day", text: "training-plan-hours" });
    }
    let seats = new.seats.unwrap_or(most);
    if !(1..=most).contains(&seats) {
        wrong.push(FieldError { field: "seats", text: "training-session-seats" });
    }
    let told = |error: Error| {
        let error = error.with("earliest", earliest).with("lead", lead).with("end", programme.ends_on);
        error.with("most", most).with("longest", HOURS_MOST)
    };
    let (Some(course), Some(site), true) = (course, site, wrong.is_empty()) else { return Err(told(Error::invalid(wrong))) };
    let days = planning::spread(new.starts_on, new.starts_minute, course.hours, new.hours_a_day);
    let rooms = store::in_room(conn, &site.id, new.starts_on.plus_days(-1), instead)?;
    let mut found = planning::of_place(&rooms, [earliest, programme.ends_on], &days);
    match found.iter().find(|one| one.blocks()) {
        Some(Conflict::Outside { .. }) => return Err(told(Error::field("starts_on", "training-session-outside"))),
        Some(other) => return Err(other.refusal()),
        None => {}
    }
    if let Some(own) = instead {
        let lost = attendance::trainer_lost(conn, &programme, own, (&course.id, site.province, &days), today)?;
        found.extend(lost.map(|name| Conflict::LosesTrainer { name }));
    }
    Ok(Outline {
        seats,
        quota: number(&policy, policy::TRAINING_QUOTA).min(seats),
        deadlines: deadlines(&policy, new.starts_on),
        warnings: found,
        programme,
        course,
        site,
        days,
    })
}

/// The same, when what warns was read.
fn accepted(tx: &mut Conn, actor: &Actor, new: &NewSession, instead: Option<&SessionId>, now: Time) -> Result<Outline> {
    let outline = outline(tx, actor, new, instead, now)?;
    if !outline.warnings.is_empty() && !new.accepted {
        return Err(Error::field("accepted", "training-plan-warnings").with("count", outline.warnings.len()));
    }
    Ok(outline)
}

/// The last moment of the last hour decides: a class in the evening may go on past midnight.
fn ends_on(days: &[SessionDay], starts_on: Day) -> Day {
    days.last().map_or(starts_on, |day| day.hour_at(day.hours).plus(HOUR - 1).day())
}

/// What an announcement keeps whatever it says.
struct Identity {
    id: SessionId,
    reference: String,
    programme_id: ProgrammeId,
    announced_by: String,
    announced_at: Time,
}

/// The session as an outline describes it.
fn session(of: Identity, new: &NewSession, outline: &Outline) -> SharedSession {
    let Identity { id, reference, programme_id, announced_by, announced_at } = of;
    let [cancel_by, substitute_by, fill_from] = outline.deadlines;
    SharedSession {
        id,
        reference,
        programme_id,
        course_id: new.course.clone(),
        site_id: new.site.clone(),
        starts_on: new.starts_on,
        starts_minute: new.starts_minute,
        hours: outline.course.hours,
        seats: outline.seats,
        quota: outline.quota,
        cancel_by,
        substitute_by,
        fill_from,
        state: SessionState::Open,
        announced_by,
        announced_at,
        ended_at: None,
        reason: None,
        kind: SessionKind::Shared,
        ends_on: ends_on(&outline.days, new.starts_on),
    }
}

fn detail(outline: &Outline) -> serde_json::Value {
    let days: Vec<String> = outline.days.iter().map(|one| one.day.iso()).collect();
    json!({ "course": outline.course.code, "site": outline.site.name, "days": days, "seats": outline.seats,
        "quota": outline.quota, "warnings": outline.warnings.len() })
}

/// Announces a session, with the rules of today: seats, quota, and the three deadlines.
pub fn announce(world: &World, actor: &Actor, new: &NewSession) -> Result<SharedSession> {
    let (now, announced_by) = (world.now(), name_of(actor)?);
    world.db.write(|tx| {
        let outline = accepted(tx, actor, new, None, now)?;
        let mut reference = reference::new(&*world.entropy);
        while store::reference_exists(tx, &reference)? {
            reference = reference::new(&*world.entropy);
        }
        let (id, programme_id) = (SessionId::new(now, &*world.entropy), new.programme.clone());
        let of = Identity { id, reference, programme_id, announced_by: announced_by.clone(), announced_at: now };
        let session = session(of, new, &outline);
        store::insert_session(tx, &session, &outline.days)?;
        demand::meet(tx, world, &session, now)?;
        let entry = Entry::new("training-session.announced", "training_session", session.id.as_str()).detail(detail(&outline));
        audit::record(tx, now, actor, &entry)?;
        Ok(session)
    })
}

/// A session whose announcement can still be corrected, for the planners of its provider: it is to come, and nobody has ever applied.
pub fn correctable(conn: &mut Conn, actor: &Actor, reference: &str, today: Day) -> Result<SharedSession> {
    let session = store::by_reference(conn, reference)?.filter(|one| !one.is_on_site()).ok_or_else(Error::not_found)?;
    planned(conn, actor, &session.programme_id, today).map_err(|_| Error::not_found())?;
    if !session.takes_reservations(today) {
        return Err(Error::conflict("training-session-closed"));
    }
    if !store::reservations(conn, &session.id)?.is_empty() {
        return Err(Error::conflict("training-session-applied"));
    }
    Ok(session)
}

/// Corrects an announcement for which nobody has ever applied: course, place, days, hours, seats, by the same rules. A trainer who
/// cannot train it as it is now is taken off it; whoever was told of the class is told of its change.
pub fn correct(world: &World, actor: &Actor, reference: &str, new: &NewSession) -> Result<SharedSession> {
    let (now, today) = (world.now(), world.today());
    world.db.write(|tx| {
        let before = correctable(tx, actor, reference, today)?;
        let outline = accepted(tx, actor, new, Some(&before.id), now)?;
        let moved = before.starts_on != new.starts_on || before.starts_minute != new.starts_minute;
        let SharedSession { id, reference, programme_id, announced_by, announced_at, .. } = before;
        let session = session(Identity { id, reference, programme_id, announced_by, announced_at }, new, &outline);
        store::correct(tx, &session)?;
        store::move_session(tx, &session, &outline.days)?;
        let freed = match outline.warnings.iter().any(|one| matches!(one, Conflict::LosesTrainer { .. })) {
            true => attendance::free_trainer(tx, &session.id)?,
            false => None,
        };
        demand::correct(tx, world, &session, moved, now)?;
        demand::meet(tx, world, &session, now)?;
        let mut detail = detail(&outline);
        if let (Some(trainer), Some(detail)) = (freed, detail.as_object_mut()) {
            detail.insert("freed".into(), json!(trainer));
        }
        let entry = Entry::new("training-session.corrected", "training_session", session.id.as_str()).detail(detail);
        audit::record(tx, now, actor, &entry)?;
        Ok(session)
    })
}
