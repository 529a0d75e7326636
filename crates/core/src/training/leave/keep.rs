//! Leaves are written down, taken back, and forgotten when they are long over.

use super::model::{Leave, Row, rows};
use super::store;
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::register;
use crate::register::duties::Scope;
use crate::register::duties::training::staff_scope;
use crate::training::who;
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, FieldError, Result};
use kunye_kernel::id::{LeaveId, PersonId};
use kunye_kernel::time::Day;
use serde_json::json;

/// The longest leave that is taken in one piece, in days.
const LONGEST: i32 = 366;
/// Days after its end for which a leave is kept: a list of names may still be looked into.
const KEPT: i32 = 30;

/// A leave to be written down.
#[derive(Debug, Clone)]
pub struct NewLeave {
    /// National id or staff number.
    pub who: String,
    /// None where a day could not be read.
    pub from: Option<Day>,
    pub until: Option<Day>,
}

/// The days of a leave that can be taken.
pub(super) fn days(from: Option<Day>, until: Option<Day>, today: Day) -> Result<[Day; 2]> {
    let (Some(from), Some(until)) = (from, until) else {
        let missing = [("from", from), ("until", until)].into_iter().filter(|(_, day)| day.is_none());
        let wrong = missing.map(|(field, _)| FieldError { field, text: "leave-day" }).collect();
        return Err(Error::invalid(wrong));
    };
    if until < from || until.0 - from.0 >= LONGEST {
        return Err(Error::field("until", "leave-backwards"));
    }
    if until < today {
        return Err(Error::field("until", "leave-past"));
    }
    Ok([from, until])
}

/// Writes a leave of somebody down whose leave the actor keeps. Said twice it is one. Trainings on its days stay as they are: those who
/// name people see it.
pub fn put(world: &World, actor: &Actor, new: &NewLeave) -> Result<Row> {
    let today = world.today();
    world.db.write(|tx| {
        let scope = staff_scope(tx, actor, today)?;
        let person = who::find(tx, &scope, &new.who, today).map_err(|error| Error::field("who", error.text))?;
        let days = days(new.from, new.until, today)?;
        let (leave, _) = write(tx, world, actor, &scope, &person.id, days)?;
        rows(tx, vec![leave], today)?.pop().ok_or_else(Error::not_found)
    })
}

/// The leave as it stands, and whether it is new.
pub(super) fn write(
    tx: &mut Conn,
    world: &World,
    actor: &Actor,
    scope: &Scope,
    person: &PersonId,
    [from, until]: [Day; 2],
) -> Result<(Leave, bool)> {
    let (now, today) = (world.now(), world.today());
    let said_by = actor.person().cloned().ok_or_else(Error::unauthenticated)?;
    register::person_within(tx, scope, person, today)?.ok_or_else(Error::not_found)?;
    let same = |leave: &Leave| (leave.starts_on, leave.ends_on) == (from, until);
    if let Some(known) = store::touching(tx, std::slice::from_ref(person), from, until)?.into_iter().find(same) {
        return Ok((known, false));
    }
    let leave = Leave {
        id: LeaveId::new(now, &*world.entropy),
        person_id: person.clone(),
        starts_on: from,
        ends_on: until,
        said_by,
        said_at: now,
    };
    store::insert(tx, &leave)?;
    record(tx, actor, "leave.said", &leave, world)?;
    Ok((leave, true))
}

fn record(tx: &mut Conn, actor: &Actor, act: &'static str, leave: &Leave, world: &World) -> Result<()> {
    let post = register::current_post(tx, &leave.person_id, world.today())?;
    let entry = Entry::new(act, "person", leave.person_id.as_str());
    let entry = entry.detail(json!({ "from": leave.starts_on.iso(), "until": leave.ends_on.iso() }));
    let entry = match &post {
        Some(post) => entry.unit(&post.unit_id),
        None => entry,
    };
    audit::record(tx, world.now(), actor, &entry)
}

/// Takes a leave back.
pub fn remove(world: &World, actor: &Actor, id: &LeaveId) -> Result<()> {
    let today = world.today();
    world.db.write(|tx| {
        let scope = staff_scope(tx, actor, today)?;
        let leave = store::find(tx, id)?.ok_or_else(Error::not_found)?;
        register::person_within(tx, &scope, &leave.person_id, today)?.ok_or_else(Error::not_found)?;
        store::delete(tx, id)?;
        record(tx, actor, "leave.taken-back", &leave, world)
    })
}

/// Removes leaves that are long over; the record says how many.
pub(in crate::training) fn forget(world: &World, actor: &Actor) -> Result<()> {
    let (now, before) = (world.now(), world.today().plus_days(-KEPT));
    world.db.write(|tx| {
        let count = store::delete_before(tx, before)?;
        if count == 0 {
            return Ok(());
        }
        let entry = Entry::new("leave.destroyed", "system", "leave").detail(json!({ "count": count, "before": before.iso() }));
        audit::record(tx, now, actor, &entry)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leave_goes_forward_is_not_over_and_not_endless() {
        let today = Day(100);
        let text = |from, until| days(from, until, today).unwrap_err().fields()[0].text;
        assert_eq!(days(Some(Day(90)), Some(Day(100)), today).unwrap(), [Day(90), Day(100)], "begun, and not over");
        assert_eq!(days(Some(Day(100)), Some(Day(465)), today).unwrap(), [Day(100), Day(465)]);
        assert_eq!(text(Some(Day(100)), Some(Day(466))), "leave-backwards");
        assert_eq!(text(Some(Day(101)), Some(Day(100))), "leave-backwards");
        assert_eq!(text(Some(Day(90)), Some(Day(99))), "leave-past");
        assert_eq!(text(None, Some(Day(99))), "leave-day");
    }
}
