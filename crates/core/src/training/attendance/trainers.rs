//! The planner says who trains: by the same rules as at an institution's own place.

use super::store;
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::register::{self, Person, Province};
use crate::training::planning::{self, Conflict};
use crate::training::programme::{self, Programme};
use crate::training::shared::{self, SessionDay, SessionState, SharedSession};
use crate::training::trainers::{self, Trainer};
use crate::training::{name_of, planned};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{CourseId, PersonId, ProgrammeId, SessionId};

use kunye_kernel::time::Day;
use serde_json::json;
use std::collections::HashSet;

/// A trainer of the provider, and what speaks against them for a session.
#[derive(Debug, Clone)]
pub struct Candidate {
    pub trainer: Trainer,
    pub conflicts: Vec<Conflict>,
}

impl Candidate {
    /// Whether they can be set.
    pub fn is_possible(&self) -> bool {
        !self.conflicts.iter().any(Conflict::blocks)
    }
}

/// Every trainer of the provider for a session, those who can train it first; then by name.
pub fn trainers(conn: &mut Conn, programme: &Programme, session: &SharedSession, today: Day) -> Result<Vec<Candidate>> {
    let site = programme::site(conn, &session.site_id)?.ok_or_else(Error::not_found)?;
    let days = shared::days_of(conn, &session.id)?;
    let mut all = candidates(conn, programme, &session.id, (&session.course_id, site.province, &days), today)?;
    all.sort_by_key(|one| (!one.is_possible(), !one.conflicts.is_empty()));
    Ok(all)
}

/// Every trainer of the provider, and what speaks against them for a course on some days in a province; by name. `session`: what they
/// train is not in their own way.
fn candidates(
    conn: &mut Conn,
    programme: &Programme,
    session: &SessionId,
    (course, province, days): (&CourseId, Province, &[SessionDay]),
    today: Day,
) -> Result<Vec<Candidate>> {
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return Ok(Vec::new()) };
    let all = trainers::of_provider(conn, programme, today, [first.day.plus_days(-1), last.day.plus_days(1)])?;
    let candidate = |mut trainer: Trainer| {
        trainer.engagements.retain(|one| one.session != *session);
        let conflicts = planning::of_trainer(course, province, &trainer, days);
        Candidate { trainer, conflicts }
    };
    Ok(all.into_iter().map(candidate).collect())
}

pub fn trainer_of_session(conn: &mut Conn, session: &SessionId) -> Result<Option<Person>> {
    match store::trainer(conn, session)? {
        Some(id) => register::person(conn, &id),
        None => Ok(None),
    }
}

/// Open shared sessions of a programme that nobody trains yet.
pub fn without_trainer(conn: &mut Conn, programme: &ProgrammeId) -> Result<HashSet<SessionId>> {
    store::without_trainer(conn, programme)
}

/// Gives a shared session its trainer, or another one; one at an institution's place gets its trainer with its plan. Refused for
/// whoever does not teach the course, trains elsewhere or is away on one of its days; what only warns wants to be `accepted`.
pub fn assign(world: &World, actor: &Actor, reference: &str, trainer: &PersonId, accepted: bool) -> Result<()> {
    let (now, today, by) = (world.now(), world.today(), name_of(actor)?);
    world.db.write(|tx| {
        let session = shared::by_reference(tx, reference)?.ok_or_else(Error::not_found)?;
        let (programme, _) = planned(tx, actor, &session.programme_id, today).map_err(|_| Error::not_found())?;
        if session.is_on_site() {
            return Err(Error::conflict("training-session-on-site"));
        }
        // Who has given a class has given it.
        if session.state != SessionState::Open {
            return Err(Error::conflict("training-session-closed"));
        }
        let all = trainers(tx, &programme, &session, today)?;
        let found = all.into_iter().find(|one| one.trainer.id == *trainer);
        let Candidate { conflicts, .. } = found.ok_or_else(|| Error::field("trainer", "training-trainer-none"))?;
        if let Some(blocking) = conflicts.iter().find(|one| one.blocks()) {
            return Err(blocking.refusal());
        }
        if !conflicts.is_empty() && !accepted {
            return Err(Error::field("accepted", "training-plan-warnings").with("count", conflicts.len()));
        }
        store::set_trainer(tx, &session.id, trainer, &by, now)?;
        let entry = Entry::new("training-session.trainer", "training_session", session.id.as_str());
        audit::record(tx, now, actor, &entry.detail(json!({ "person": trainer, "warnings": conflicts.len() })))
    })
}

/// The trainer of a session who could not train another course on other days in another province.
pub(in crate::training) fn trainer_lost(
    conn: &mut Conn,
    programme: &Programme,
    session: &SessionId,
    planned: (&CourseId, Province, &[SessionDay]),
    today: Day,
) -> Result<Option<String>> {
    let Some(own) = store::trainer(conn, session)? else { return Ok(None) };
    let all = candidates(conn, programme, session, planned, today)?;
    match all.into_iter().find(|one| one.trainer.id == own) {
        Some(one) => Ok((!one.is_possible()).then_some(one.trainer.name)),
        None => Ok(register::person(conn, &own)?.map(|person| person.full_name())),
    }
}

/// Takes the trainer off a session; who that was.
pub(in crate::training) fn free_trainer(tx: &mut Conn, session: &SessionId) -> Result<Option<PersonId>> {
    let trainer = store::trainer(tx, session)?;
    store::unset_trainer(tx, session)?;
    Ok(trainer)
}
