//! Somebody in the room says that they are there, with the code that is shown. Everybody says so of themselves and of nobody else.

use super::code;
use super::rules::Slot;
use super::show::{self, running};
use super::store::{self, Mark, NewMark, Source, hours};
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::throttle::{self, Rate};
use crate::training::participants::{self, Participant};
use crate::training::shared::{self, SessionRow};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{ParticipantId, PersonId};
use kunye_kernel::time::{HOUR, MINUTE, Time};
use serde_json::json;

/// Five wrong codes at once, then one a minute: of a million codes two are right.
const WRONG: Rate = Rate { burst: 5, every: MINUTE };

/// Between bringing a code and saying who one is: time to type a password.
const BROUGHT_FOR: i64 = 5 * MINUTE;

/// Who says that they are there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// Somebody who is signed in.
    Person(PersonId),
    /// Whoever holds the personal link of an invitation.
    Invited(ParticipantId),
}

/// A code, and when it was brought: when the phone opened the address of the picture, or when it was typed.
#[derive(Debug, Clone)]
pub struct Brought {
    pub code: String,
    pub at: Time,
}

/// Where somebody is expected.
#[derive(Debug, Clone)]
pub struct Here {
    pub name: String,
    pub row: SessionRow,
    /// The hour that runs: its number, when it begins, the person's mark, and whether its code is open.
    pub hour: Option<(i32, Time, Option<Mark>, bool)>,
}

/// A seat of somebody in a training of the day.
struct Seat {
    participant: Participant,
    row: SessionRow,
    plan: Vec<(Slot, Time)>,
}

fn seats(conn: &mut Conn, who: &Who, at: Time) -> Result<Vec<Seat>> {
    let today = at.day();
    let named = match who {
        // Yesterday's may go on past midnight.
        Who::Person(person) => participants::on_days(conn, person, [today.plus_days(-1), today])?,
        Who::Invited(id) => participants::find(conn, id)?.filter(|one| one.state.is_live()).into_iter().collect(),
    };
    let mut found = Vec::new();
    for participant in named {
        let Some(session) = shared::session(conn, &participant.session_id)? else { continue };
        let plan = super::rules::slots(&shared::days_of(conn, &session.id)?);
        let is_today = |begins: &Time| [begins.day(), begins.plus(HOUR - 1).day()].contains(&today);
        if participants::is_final(&session, today) && plan.iter().any(|(_, begins)| is_today(begins)) {
            found.push(Seat { participant, plan, row: shared::row_of(conn, session)? });
        }
    }
    // The one that runs first.
    found.sort_by_key(|seat| running(&seat.plan, at).is_none());
    Ok(found)
}

/// Where somebody is expected today; none where they are expected nowhere.
pub fn here(world: &World, who: &Who) -> Result<Option<Here>> {
    let now = world.now();
    world.db.read(|conn| {
        let Some(seat) = seats(conn, who, now)?.into_iter().next() else { return Ok(None) };
        let hour = match running(&seat.plan, now) {
            Some((number, slot, begins)) => {
                let mark = store::latest(conn, &seat.participant.id, slot)?.map(|(_, mark)| mark);
                let open = hours::opened(conn, &seat.participant.session_id, slot)?.is_some();
                Some((number, begins, mark, open))
            }
            None => None,
        };
        let person = crate::register::person(conn, &seat.participant.person_id)?.ok_or_else(Error::not_found)?;
        Ok(Some(Here { name: person.full_name(), row: seat.row, hour }))
    })
}

enum Outcome {
    /// Present in the hour with this number.
    There(i32),
    Wrong,
}

/// Marks somebody as present in the hour that ran when the code was brought; gives its number. `device` is what the browser is known by
/// again. Whoever the trainer wrote down as absent is not marked by themselves.
pub fn present(world: &World, actor: &Actor, who: &Who, brought: &Brought, device: &str) -> Result<i32> {
    let now = world.now();
    let code = code::read(&brought.code).ok_or_else(|| Error::field("kod", "attendance-code-unreadable"))?;
    if now.since(brought.at) > BROUGHT_FOR || brought.at > now {
        return Err(Error::field("kod", "attendance-code-late"));
    }
    let outcome = world.db.write(|tx| {
        let seat = seats(tx, who, brought.at)?.into_iter().next().ok_or_else(|| Error::conflict("attendance-not-expected"))?;
        let Participant { id, session_id, person_id, .. } = &seat.participant;
        let (number, slot, _) = running(&seat.plan, brought.at).ok_or_else(|| Error::conflict("attendance-no-hour-here"))?;
        let key = format!("attendance-code:{person_id}");
        throttle::check(tx, &world.vault, &key, WRONG, now)?;
        let opened = hours::opened(tx, session_id, slot)?.ok_or_else(|| Error::conflict("attendance-code-closed"))?;
        let secret = show::secret(world, session_id, slot, opened)?;
        if brought.at < opened || !code::is_taken(&secret, &code, brought.at, show::period(tx, brought.at)?) {
            // Kept, unlike what a refusal would have taken back.
            throttle::take(tx, &world.vault, &key, WRONG, now)?;
            return Ok(Outcome::Wrong);
        }
        match store::latest(tx, id, slot)? {
            Some((_, Mark::Present)) => return Ok(Outcome::There(number)),
            Some((_, Mark::Absent)) => return Err(Error::conflict("attendance-marked-absent")),
            None => {}
        }
        let of = format!("{session_id}:{}:{}:{device}", slot.day.0, slot.hour);
        let mark = NewMark {
            participant_id: id.clone(),
            day: slot.day,
            hour: slot.hour,
            mark: Mark::Present,
            reason: String::new(),
            marked_by: person_id.clone(),
            marked_at: now,
            source: Source::Code,
            device: world.vault.fingerprint("attendance:device", of.as_bytes())?,
            paper_id: None,
        };
        store::insert(tx, &[mark])?;
        let entry = Entry::new("attendance.present", "participant", id.as_str());
        let detail = json!({ "session": session_id, "day": slot.day.iso(), "hour": slot.hour });
        audit::record(tx, now, actor, &entry.detail(detail))?;
        Ok(Outcome::There(number))
    })?;
    match outcome {
        Outcome::There(number) => Ok(number),
        Outcome::Wrong => Err(Error::field("kod", "attendance-code-wrong")),
    }
}
