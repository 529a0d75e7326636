//! Who is charged with what: appointing and ending duties.

use super::duties::administrator_of;
use super::model::{Duty, DutyKind};
use super::store::{self, NewDutyRow};
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{DutyId, PersonId, UnitId};
use kunye_kernel::time::{Day, Time};
use serde_json::json;

/// A duty to be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDuty {
    pub kind: DutyKind,
    pub unit: UnitId,
    pub person: PersonId,
    pub starts_on: Day,
    /// The last day. A deputy's duty always has one.
    pub ends_on: Option<Day>,
}

/// Gives a duty. Only an administrator of the unit may, and never to themself. Saying it twice is saying it once. A new head
/// ends the former head's duty the day before.
pub fn appoint(world: &World, actor: &Actor, new: &NewDuty) -> Result<DutyId> {
    let (now, today) = (world.now(), world.today());
    check_dates(new)?;
    if actor.person() == Some(&new.person) {
        return Err(Error::forbidden("error-register-own-duty"));
    }
    world.db.write(|tx| {
        let proof = administrator_of(tx, actor, &new.unit, today)?;
        check_person(tx, new, today)?;
        let running = store::duties_from(tx, &new.unit, new.kind, new.starts_on)?;
        let own = running.iter().find(|duty| duty.person_id == new.person && new.ends_on.is_none_or(|end| duty.starts_on <= end));
        if let Some(duty) = own {
            let is_same = duty.starts_on == new.starts_on && duty.ends_on == new.ends_on;
            return if is_same { Ok(duty.id.clone()) } else { Err(Error::conflict("error-register-duty-overlaps")) };
        }
        if new.kind == DutyKind::Supervisor {
            end_former_heads(tx, now, actor, &running, new.starts_on)?;
        }
        let id = DutyId::new(now, &*world.entropy);
        let row = NewDutyRow {
            id: id.clone(),
            kind: new.kind,
            unit_id: proof.unit().clone(),
            person_id: new.person.clone(),
            starts_on: new.starts_on,
            ends_on: new.ends_on,
            created_at: now,
        };
        store::insert_duty(tx, &row)?;
        let detail = json!({ "duty": id, "kind": new.kind, "from": new.starts_on.iso(), "to": new.ends_on.map(Day::iso) });
        let entry = Entry::new("duty.given", "person", new.person.as_str()).unit(&new.unit).detail(detail);
        audit::record(tx, now, actor, &entry)?;
        Ok(id)
    })
}

/// Ends a duty on a day, which is its last. Ending it twice on the same day is ending it once.
pub fn end_duty(world: &World, actor: &Actor, id: &DutyId, on: Day) -> Result<()> {
    let (now, today) = (world.now(), world.today());
    world.db.write(|tx| {
        let duty = store::duty(tx, id)?.ok_or_else(Error::not_found)?;
        administrator_of(tx, actor, &duty.unit_id, today)?;
        if duty.ends_on == Some(on) {
            return Ok(());
        }
        // The day before it begins takes back a duty that was given by mistake.
        if on < duty.starts_on.plus_days(-1) {
            return Err(Error::field("ends_on", "error-register-ends-before-start"));
        }
        if duty.ends_on.is_some_and(|end| end < on) {
            return Err(Error::conflict("error-register-duty-ended"));
        }
        end_on(tx, now, actor, &duty, on)
    })
}

fn check_dates(new: &NewDuty) -> Result<()> {
    match new.ends_on {
        Some(end) if end < new.starts_on => Err(Error::field("ends_on", "error-register-ends-before-start")),
        None if new.kind == DutyKind::Deputy => Err(Error::field("ends_on", "error-register-deputy-without-end")),
        _ => Ok(()),
    }
}

/// A duty goes to somebody who works in the same institution when it begins. The right to training is the whole institution's, so
/// its coordinator is appointed at the top (B8).
fn check_person(tx: &mut Conn, new: &NewDuty, today: Day) -> Result<()> {
    let unit = store::unit(tx, &new.unit)?.ok_or_else(Error::not_found)?;
    if new.kind == DutyKind::Coordinator && unit.parent_id.is_some() {
        return Err(Error::field("kind", "error-register-coordinator-central"));
    }
    let post = store::current_post(tx, &new.person, new.starts_on.max(today))?;
    let place = match post {
        Some(post) => store::unit(tx, &post.unit_id)?,
        None => None,
    };
    match place {
        Some(place) if place.institution_id == unit.institution_id => Ok(()),
        _ => Err(Error::field("person", "error-register-no-post")),
    }
}

fn end_former_heads(tx: &mut Conn, now: Time, actor: &Actor, running: &[Duty], starts_on: Day) -> Result<()> {
    if running.iter().any(|head| head.starts_on >= starts_on) {
        return Err(Error::conflict("error-register-head-later"));
    }
    running.iter().try_for_each(|head| end_on(tx, now, actor, head, starts_on.plus_days(-1)))
}

fn end_on(tx: &mut Conn, now: Time, actor: &Actor, duty: &Duty, on: Day) -> Result<()> {
    store::set_duty_end(tx, &duty.id, on)?;
    let detail = json!({ "duty": duty.id, "kind": duty.kind, "to": on.iso() });
    let entry = Entry::new("duty.ended", "person", duty.person_id.as_str()).unit(&duty.unit_id).detail(detail);
    audit::record(tx, now, actor, &entry)
}
