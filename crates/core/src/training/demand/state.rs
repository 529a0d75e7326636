//! A coordinator states interest or takes it back; an announced class meets it.

use super::store::{self, Demand};
use super::tell::{CHANGED, MET, UNMET};
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::jobs;
use crate::register::duties::training::coordinator_of;
use crate::training::overview::programme_of;
use crate::training::programme::{self, CourseLevel, Way};
use crate::training::shared::SharedSession;
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, FieldError, Result};
use kunye_kernel::id::{CourseId, DemandId, SiteId};
use kunye_kernel::time::Time;
use serde_json::json;

/// More people than this are a training at one's own place.
const MOST: i32 = 100;

/// Interest to be stated.
#[derive(Debug, Clone)]
pub struct NewDemand {
    pub course: CourseId,
    pub site: SiteId,
    pub people: i32,
}

/// States interest; what was stated for the course before is replaced.
pub fn state(world: &World, actor: &Actor, new: &NewDemand) -> Result<DemandId> {
    let (now, today) = (world.now(), world.today());
    world.db.write(|tx| {
        let proof = coordinator_of(tx, actor, today)?;
        let (programme, decision) =
            programme_of(tx, proof.institution(), today)?.ok_or_else(|| Error::conflict("training-no-right"))?;
        match decision.and_then(|decision| decision.way) {
            Some(Way::Shared) => {}
            Some(Way::OnSite) => return Err(Error::conflict("training-tier-on-site")),
            None => return Err(Error::conflict("training-no-right")),
        }
        let is_offered = |course: &programme::Course| {
            course.programme_id == programme.id && course.level == CourseLevel::Technical && course.is_offered(today)
        };
        let course = programme::course(tx, &new.course)?.filter(is_offered);
        let site =
            programme::site(tx, &new.site)?.filter(|site| site.owner_id == programme.provider_id && site.is_offered(today));
        let mut wrong = Vec::new();
        if course.is_none() {
            wrong.push(FieldError { field: "course", text: "demand-course" });
        }
        if site.is_none() {
            wrong.push(FieldError { field: "site", text: "training-session-site" });
        }
        if !(1..=MOST).contains(&new.people) {
            wrong.push(FieldError { field: "people", text: "demand-people" });
        }
        if !wrong.is_empty() {
            return Err(Error::invalid(wrong).with("most", MOST));
        }
        let own = |demand: &Demand| demand.institution_id == *proof.institution() && demand.course_id == new.course;
        for before in store::standing(tx, &programme.id)?.into_iter().filter(own) {
            store::end(tx, &before.id, None, now)?;
        }
        let demand = Demand {
            id: DemandId::new(now, &*world.entropy),
            programme_id: programme.id.clone(),
            institution_id: proof.institution().clone(),
            course_id: new.course.clone(),
            site_id: new.site.clone(),
            people: new.people,
            stated_by: proof.person().clone(),
            stated_at: now,
            session_id: None,
            ended_at: None,
        };
        store::insert(tx, &demand)?;
        let entry = Entry::new("demand.stated", "demand", demand.id.as_str()).unit(proof.root());
        let detail = json!({ "course": demand.course_id, "site": demand.site_id, "people": demand.people });
        audit::record(tx, now, actor, &entry.detail(detail))?;
        Ok(demand.id)
    })
}

/// Takes interest back.
pub fn withdraw(world: &World, actor: &Actor, id: &DemandId) -> Result<()> {
    let (now, today) = (world.now(), world.today());
    world.db.write(|tx| {
        let proof = coordinator_of(tx, actor, today)?;
        let own = store::find(tx, id)?.filter(|demand| demand.institution_id == *proof.institution());
        let demand = own.ok_or_else(Error::not_found)?;
        if demand.ended_at.is_some() {
            return Err(Error::conflict("demand-ended"));
        }
        store::end(tx, id, None, now)?;
        audit::record(tx, now, actor, &Entry::new("demand.withdrawn", "demand", id.as_str()).unit(proof.root()))
    })
}

/// A class was announced: those who wished for this course at this site are told, first come, first served.
pub(in crate::training) fn meet(tx: &mut Conn, world: &World, session: &SharedSession, now: Time) -> Result<()> {
    let met = |demand: &Demand| demand.course_id == session.course_id && demand.site_id == session.site_id;
    for demand in store::standing(tx, &session.programme_id)?.into_iter().filter(met) {
        store::end(tx, &demand.id, Some(&session.id), now)?;
        jobs::enqueue(tx, &*world.entropy, MET, demand.id.as_str(), now, now)?;
    }
    Ok(())
}

/// The announcement of a class was corrected. Those who were told of it are told anew where day or hour changed; interest in another
/// course or another site stands again, unless it was stated anew meanwhile.
pub(in crate::training) fn correct(tx: &mut Conn, world: &World, session: &SharedSession, moved: bool, now: Time) -> Result<()> {
    let standing = store::standing(tx, &session.programme_id)?;
    for demand in store::met_by(tx, &session.id)? {
        if demand.course_id == session.course_id && demand.site_id == session.site_id {
            if moved {
                jobs::enqueue(tx, &*world.entropy, CHANGED, demand.id.as_str(), now, now)?;
            }
            continue;
        }
        let again = |one: &Demand| one.institution_id == demand.institution_id && one.course_id == demand.course_id;
        if !standing.iter().any(again) {
            store::reopen(tx, &demand.id)?;
        }
        jobs::enqueue(tx, &*world.entropy, UNMET, demand.id.as_str(), now, now)?;
    }
    Ok(())
}
