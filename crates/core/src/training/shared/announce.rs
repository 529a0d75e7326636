//! The planner announces a session, or calls it off.

use super::model::{ReservationState, SessionDay, SessionKind, SessionState, SharedSession};
use super::store;
use crate::audit::{self, Entry};
use crate::policy::{self, Policy};
use crate::training::ledger::{Accounts, EntryKind, Post};
use crate::training::{demand, name_of, onsite, participants, planned, programme};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, FieldError, Result};
use kunye_kernel::id::{CourseId, InstitutionId, ProgrammeId, SessionId, SiteId};
use kunye_kernel::reference;
use kunye_kernel::text::tidy;
use kunye_kernel::time::{Day, HOUR};
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
    /// Fewer than the policy's seats, where the room is smaller.
    pub seats: Option<i32>,
}

fn number(policy: &Policy, setting: policy::Number) -> i32 {
    i32::try_from(policy.get(setting)).unwrap_or(i32::MAX)
}

/// Last day for giving seats back, last day for substitutes, first day of filling: of a session that begins on a day.
pub(in crate::training) fn deadlines(policy: &Policy, starts_on: Day) -> [Day; 3] {
    [policy::TRAINING_CANCEL, policy::TRAINING_SUBSTITUTE, policy::TRAINING_FILL]
        .map(|setting| starts_on.plus_days(-number(policy, setting)))
}

/// Announces a session, with the rules of today: seats, quota, and the three deadlines. Sooner than the lead allows (B4), it is
/// refused with the earliest day.
pub fn announce(world: &World, actor: &Actor, new: &NewSession) -> Result<SharedSession> {
    let (now, today, announced_by) = (world.now(), world.today(), name_of(actor)?);
    world.db.write(|tx| {
        let (programme, proof) = planned(tx, actor, &new.programme, today)?;
        let policy = Policy::at(tx, now)?;
        let lead = number(&policy, policy::TRAINING_LEAD);
        let earliest = today.plus_days(lead).max(programme.starts_on);
        let most = number(&policy, policy::TRAINING_SEATS);
        let (course, site) = (programme::course(tx, &new.course)?, programme::site(tx, &new.site)?);
        let course =
            course.filter(|course| course.programme_id == programme.id && course.ended_on.is_none_or(|end| end >= today));
        let site = site.filter(|site| site.owner_id == *proof.provider());
        let mut wrong = Vec::new();
        if course.is_none() {
            wrong.push(FieldError { field: "course", text: "training-session-course" });
        }
        if site.is_none() {
            wrong.push(FieldError { field: "site", text: "training-session-site" });
        }
        if new.starts_on < earliest {
            wrong.push(FieldError { field: "starts_on", text: "training-session-too-soon" });
        } else if !programme.runs_on(new.starts_on) {
            wrong.push(FieldError { field: "starts_on", text: "training-session-outside" });
        }
        if !(0..24 * 60).contains(&new.starts_minute) {
            wrong.push(FieldError { field: "starts_at", text: "training-session-time" });
        }
        let seats = new.seats.unwrap_or(most);
        if !(1..=most).contains(&seats) {
            wrong.push(FieldError { field: "seats", text: "training-session-seats" });
        }
        let (Some(course), true) = (course, wrong.is_empty()) else {
            return Err(Error::invalid(wrong)
                .with("earliest", earliest)
                .with("lead", lead)
                .with("most", most)
                .with("end", programme.ends_on));
        };
        let mut reference = reference::new(&*world.entropy);
        while store::reference_exists(tx, &reference)? {
            reference = reference::new(&*world.entropy);
        }
        let [cancel_by, substitute_by, fill_from] = deadlines(&policy, new.starts_on);
        let day = SessionDay { day: new.starts_on, starts_minute: new.starts_minute, hours: course.hours };
        let session = SharedSession {
            id: SessionId::new(now, &*world.entropy),
            reference,
            programme_id: programme.id,
            course_id: course.id,
            site_id: new.site.clone(),
            starts_on: new.starts_on,
            starts_minute: new.starts_minute,
            hours: course.hours,
            seats,
            quota: number(&policy, policy::TRAINING_QUOTA).min(seats),
            cancel_by,
            substitute_by,
            fill_from,
            state: SessionState::Open,
            announced_by: announced_by.clone(),
            announced_at: now,
            ended_at: None,
            reason: None,
            kind: SessionKind::Shared,
            // A class in the evening may go on past midnight.
            ends_on: day.hour_at(course.hours).plus(HOUR - 1).day(),
        };
        store::insert_session(tx, &session, &[day])?;
        demand::meet(tx, world, &session, now)?;
        let detail = json!({ "course": course.code, "on": session.starts_on.iso(), "seats": seats, "quota": session.quota });
        let entry = Entry::new("training-session.announced", "training_session", session.id.as_str()).detail(detail);
        audit::record(tx, now, actor, &entry)?;
        Ok(session)
    })
}

/// Calls a session off: every group is freed, and all hours are returned.
pub fn call_off(world: &World, actor: &Actor, id: &SessionId, reason: &str) -> Result<()> {
    let (now, today, name, reason) = (world.now(), world.today(), name_of(actor)?, tidy(reason));
    if reason.is_empty() {
        return Err(Error::field("reason", "training-reason-missing"));
    }
    world.db.write(|tx| {
        let session = store::session(tx, id)?.ok_or_else(Error::not_found)?;
        planned(tx, actor, &session.programme_id, today).map_err(|_| Error::not_found())?;
        if session.state != SessionState::Open {
            return Err(Error::conflict("training-session-closed"));
        }
        let board = store::board(tx, id)?;
        let institutions: Vec<InstitutionId> = board.live().iter().map(|one| one.institution_id.clone()).collect();
        let mut accounts = Accounts::load(tx, &session.programme_id, &institutions)?;
        for one in board.live() {
            let held = accounts.held_for(&one.institution_id, id.as_str());
            if held > 0 {
                accounts.post(Post {
                    institution: one.institution_id.clone(),
                    kind: EntryKind::Return,
                    hours: held,
                    hold: Some(id.to_string()),
                    once_key: format!("return:{}", one.id),
                    about: one.id.to_string(),
                    reason: reason.clone(),
                })?;
            }
            let mut ended = one.clone();
            ended.state = one.state.to(ReservationState::CalledOff)?;
            ended.ended_at = Some(now);
            store::update(tx, &ended)?;
        }
        accounts.save(tx, &name, now)?;
        store::end_session(tx, id, SessionState::CalledOff, Some(&reason), now)?;
        participants::call_off(tx, world, id, now)?;
        onsite::session_called_off(tx, world, &session, &reason, now)?;
        let detail = json!({ "groups": board.live().len() });
        let entry = Entry::new("training-session.called-off", "training_session", id.as_str()).reason(&reason).detail(detail);
        audit::record(tx, now, actor, &entry)
    })
}
