//! The trainer shows a code in the room for the hour that runs, and says how many heads there are.

use super::code::{code, step};
use super::evidence::Held;
use super::lists::{self, Sheet};
use super::rules::Slot;
use super::store::{Mark, hours};
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::policy::{Policy, TRAINING_CODE};
use crate::training::shared::SessionRow;
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::SessionId;
use kunye_kernel::secret::Secret;
use kunye_kernel::time::{HOUR, SECOND, Time};
use serde_json::json;

/// An hour of a training, with its number counted on from day to day, and when it begins.
pub(super) type Hour = (i32, Slot, Time);

/// The hour that runs at a moment.
pub(super) fn running(plan: &[(Slot, Time)], at: Time) -> Option<Hour> {
    let mut numbered = (1..).zip(plan);
    numbered
        .find(|(_, (_, begins))| (0..HOUR).contains(&at.since(*begins)))
        .map(|(number, (slot, begins))| (number, *slot, *begins))
}

/// What the codes of an hour are made of: derived from the installation's key, never stored, and another one for each opening.
pub(super) fn secret(world: &World, session: &SessionId, slot: Slot, opened: Time) -> Result<Secret> {
    let of = format!("{session}:{}:{}:{}", slot.day.0, slot.hour, opened.0);
    world.vault.fingerprint("attendance:hour", of.as_bytes()).map(Secret::new)
}

/// How long a code is shown: milliseconds.
pub(super) fn period(conn: &mut Conn, now: Time) -> Result<i64> {
    Ok(Policy::at(conn, now)?.get(TRAINING_CODE) * SECOND)
}

/// A code on the screen.
pub struct Code {
    /// Six digits; worth nothing in a minute, and so no secret to be kept from its page.
    pub text: String,
    /// Milliseconds until the next one, of how many.
    pub left: i64,
    pub period: i64,
}

/// What the trainer's screen shows.
pub struct Screen {
    pub row: SessionRow,
    pub is_final: bool,
    /// The hour that runs: its number, when it begins, and its code where that is open.
    pub hour: Option<(i32, Time, Option<Code>)>,
    /// Marked as present in it, of how many people.
    pub marked: usize,
    pub people: usize,
}

/// The screen of a session's own trainer.
pub fn screen(world: &World, actor: &Actor, reference: &str) -> Result<Screen> {
    let (now, today) = (world.now(), world.today());
    world.db.read(|conn| {
        let sheet = lists::sheet(conn, actor, reference, today)?;
        let session = &sheet.row.session.id;
        let hour = running(&sheet.plan, now);
        let shown = match hour {
            Some((number, slot, begins)) => {
                let code = match hours::opened(conn, session, slot)? {
                    Some(opened) => {
                        let period = period(conn, now)?;
                        let step = step(now, period);
                        let text = code(&secret(world, session, slot, opened)?, step.number);
                        Some(Code { text, left: step.left, period })
                    }
                    None => None,
                };
                Some((number, begins, code))
            }
            None => None,
        };
        let is_there = |held: &Held| held.is(Mark::Present);
        let marked =
            hour.map_or(0, |(_, slot, _)| sheet.people.iter().filter(|one| one.marks.get(&slot).is_some_and(is_there)).count());
        Ok(Screen { is_final: sheet.is_final, hour: shown, marked, people: sheet.people.len(), row: sheet.row })
    })
}

/// The hour that runs of a session the actor trains, with its list.
fn current(tx: &mut Conn, world: &World, actor: &Actor, reference: &str) -> Result<(Sheet, Hour)> {
    let sheet = lists::sheet(tx, actor, reference, world.today())?;
    let hour = running(&sheet.plan, world.now()).filter(|_| sheet.is_final);
    let hour = hour.ok_or_else(|| Error::conflict("attendance-no-hour"))?;
    Ok((sheet, hour))
}

/// Opens the code of the hour that runs; opened before, it stays as it is.
pub fn open(world: &World, actor: &Actor, reference: &str) -> Result<()> {
    let now = world.now();
    let person = actor.person().cloned().ok_or_else(Error::unauthenticated)?;
    world.db.write(|tx| {
        let (sheet, (_, slot, _)) = current(tx, world, actor, reference)?;
        let session = &sheet.row.session.id;
        if hours::opened(tx, session, slot)?.is_some() {
            return Ok(());
        }
        hours::open(tx, session, slot, &person, now)?;
        let entry = Entry::new("attendance.opened", "training_session", session.as_str());
        audit::record(tx, now, actor, &entry.detail(json!({ "day": slot.day.iso(), "hour": slot.hour })))
    })
}

/// Closes it: from now on nobody marks themselves in this hour.
pub fn close(world: &World, actor: &Actor, reference: &str) -> Result<()> {
    let now = world.now();
    world.db.write(|tx| {
        let (sheet, (_, slot, _)) = current(tx, world, actor, reference)?;
        let session = &sheet.row.session.id;
        if hours::opened(tx, session, slot)?.is_none() {
            return Ok(());
        }
        hours::close(tx, session, slot, now)?;
        let entry = Entry::new("attendance.closed", "training_session", session.as_str());
        audit::record(tx, now, actor, &entry.detail(json!({ "day": slot.day.iso(), "hour": slot.hour })))
    })
}

/// The trainer has counted heads in an hour that has begun.
pub fn count(world: &World, actor: &Actor, reference: &str, hour: i32, people: i32) -> Result<()> {
    let (now, today) = (world.now(), world.today());
    let person = actor.person().cloned().ok_or_else(Error::unauthenticated)?;
    world.db.write(|tx| {
        let sheet = lists::sheet(tx, actor, reference, today)?;
        let at = usize::try_from(hour - 1).ok().and_then(|at| sheet.plan.get(at)).copied();
        let (slot, _) = at.filter(|(_, begins)| now >= *begins).ok_or_else(|| Error::conflict("attendance-too-soon"))?;
        // More than a few guests beside the list are a slip of the hand.
        let most = i32::try_from(sheet.people.len()).unwrap_or(i32::MAX).saturating_add(100);
        if !(0..=most).contains(&people) {
            return Err(Error::field("people", "attendance-heads-wrong").with("most", most));
        }
        if sheet.heads.get(&slot) == Some(&people) {
            return Ok(());
        }
        let session = &sheet.row.session.id;
        hours::count(tx, session, slot, people, &person, now)?;
        let entry = Entry::new("attendance.counted", "training_session", session.as_str());
        audit::record(tx, now, actor, &entry.detail(json!({ "day": slot.day.iso(), "hour": slot.hour, "people": people })))
    })
}
