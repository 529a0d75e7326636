//! The trainer says who was there in an hour. Said once more it changes nothing; said otherwise it is a correction with a reason.

use super::lists::{self, Sheet};
use super::settle::{Stands, Step, settle};
use super::store::{self, Mark, NewMark, Source};
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::training::certificates;
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{PaperId, ParticipantId};
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
    /// The latest mark that was on the list when it was taken ([`super::Sheet::seen`]); none where nothing can have come since.
    pub seen: Option<i64>,
    /// The signed sheet it is typed in from.
    pub paper: Option<PaperId>,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Done {
    pub present: usize,
    pub corrected: usize,
}

/// Takes a list.
pub fn take(world: &World, actor: &Actor, taken: &Taken) -> Result<Done> {
    let today = world.today();
    world.db.write(|tx| {
        let session = lists::trained(tx, actor, &taken.session, today)?;
        let sheet = lists::whole(tx, session, today)?;
        take_in(tx, world, actor, &sheet, taken)
    })
}

/// The same for a list whose giver was proved.
pub(super) fn take_in(tx: &mut Conn, world: &World, actor: &Actor, sheet: &Sheet, taken: &Taken) -> Result<Done> {
    let (now, reason) = (world.now(), tidy(&taken.reason));
    let person = actor.person().cloned().ok_or_else(Error::unauthenticated)?;
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
        let stands = one.marks.get(&slot).map(Stands::from);
        let seen = stands.map(|before| before.seq).filter(|seq| taken.seen.is_none_or(|seen| *seq <= seen));
        // Whether there is a reason is asked once, for all.
        let step = settle(stands, seen, mark, true);
        let step = step.map_err(|_| Error::conflict("attendance-meanwhile").with("name", one.row.person.full_name()))?;
        if step == Step::Nothing {
            continue;
        }
        if step == Step::Correct {
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
            reason: if step == Step::Correct { reason.clone() } else { String::new() },
            marked_by: person.clone(),
            marked_at: now,
            source: if taken.paper.is_some() { Source::Paper } else { Source::List },
            device: String::new(),
            paper_id: taken.paper.clone(),
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
    let detail = json!({
        "day": slot.day.iso(), "hour": slot.hour, "present": done.present, "corrected": corrected, "paper": taken.paper,
    });
    let entry = Entry::new("attendance.taken", "training_session", sheet.row.session.id.as_str()).detail(detail);
    let entry = if corrected > 0 { entry.reason(&reason) } else { entry };
    audit::record(tx, now, actor, &entry)?;
    Ok(done)
}
