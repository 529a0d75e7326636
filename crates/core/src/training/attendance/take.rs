//! The trainer says who was there in an hour. Said once more it changes nothing; said otherwise it is a correction with a reason.

use super::lists;
use super::store::{self, Mark, NewMark};
use crate::audit::{self, Entry};
use crate::training::certificates;
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::ParticipantId;
use kunye_kernel::text::tidy;
use serde_json::json;
use std::collections::BTreeSet;

/// A list for one hour: whoever is not among `present` was absent.
#[derive(Debug, Clone)]
pub struct Taken {
    pub session: String,
    /// Of the whole training, counted on from day to day; the first is 1.
    pub hour: i32,
    pub present: BTreeSet<ParticipantId>,
    /// Why marks of before were wrong, where some were.
    pub reason: String,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Done {
    pub present: usize,
    pub corrected: usize,
}

/// Takes a list.
pub fn take(world: &World, actor: &Actor, taken: &Taken) -> Result<Done> {
    let (now, today, reason) = (world.now(), world.today(), tidy(&taken.reason));
    let person = actor.person().cloned().ok_or_else(Error::unauthenticated)?;
    world.db.write(|tx| {
        let session = lists::trained(tx, actor, &taken.session, today)?;
        let sheet = lists::whole(tx, session.clone(), today)?;
        let at = usize::try_from(taken.hour - 1).ok().and_then(|at| sheet.plan.get(at)).copied();
        let (slot, _) = at.filter(|(_, begins)| now >= *begins).ok_or_else(|| Error::conflict("attendance-too-soon"))?;
        let listed: BTreeSet<&ParticipantId> = sheet.people.iter().map(|one| &one.row.participant.id).collect();
        if taken.present.iter().any(|id| !listed.contains(id)) {
            return Err(Error::conflict("attendance-other-list"));
        }
        let (mut new, mut corrected) = (Vec::new(), 0);
        for one in &sheet.people {
            let id = &one.row.participant.id;
            let mark = if taken.present.contains(id) { Mark::Present } else { Mark::Absent };
            let before = one.marks.get(&slot);
            if before == Some(&mark) {
                continue;
            }
            if before.is_some() {
                if certificates::has_valid(tx, id)? {
                    return Err(Error::conflict("attendance-certified").with("name", one.row.person.full_name()));
                }
                corrected += 1;
            }
            new.push(NewMark {
                participant_id: id.clone(),
                day: slot.day,
                hour: slot.hour,
                mark,
                reason: if before.is_some() { reason.clone() } else { String::new() },
                marked_by: person.clone(),
                marked_at: now,
            });
        }
        if corrected > 0 && reason.is_empty() {
            return Err(Error::field("reason", "attendance-reason-missing").with("corrected", corrected));
        }
        let done = Done { present: taken.present.len(), corrected };
        if new.is_empty() {
            return Ok(done);
        }
        store::insert(tx, &new)?;
        let detail = json!({ "day": slot.day.iso(), "hour": slot.hour, "present": done.present, "corrected": corrected });
        let entry = Entry::new("attendance.taken", "training_session", session.id.as_str()).detail(detail);
        let entry = if corrected > 0 { entry.reason(&reason) } else { entry };
        audit::record(tx, now, actor, &entry)?;
        Ok(done)
    })
}
