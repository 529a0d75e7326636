//! Everybody who attended is asked, by a message with the link of their invitation: it needs no account.

use super::{rules, store};
use crate::db::Conn;
use crate::jobs::{self, Job, Outcome};
use crate::policy::{self, Policy};
use crate::register;
use crate::texts::Texts;
use crate::training::news::News;
use crate::training::{attendance, participants, shared};
use crate::world::World;
use kunye_kernel::error::Result;
use kunye_kernel::id::{ParticipantId, SessionId};
use kunye_kernel::time::{Day, HOUR, Time};

/// About a session: has each of its people asked.
pub const CALL: &str = "training.call";
/// About a participant.
pub const ASK: &str = "training.ask";

/// Nobody is written to at night, when the day changes.
fn morning(day: Day) -> Time {
    day.start().plus(9 * HOUR)
}

/// A session took place: its people are asked in the morning.
pub(in crate::training) fn call(tx: &mut Conn, world: &World, session: &SessionId, now: Time) -> Result<()> {
    jobs::enqueue(tx, &*world.entropy, CALL, session.as_str(), morning(now.day()).max(now), now)
}

/// Asks each of a session's people who attended. Who is not known to have, because nobody was marked yet or a mark is in doubt, has another
/// chance the next morning, as long as there is time to answer.
pub fn call_participants(world: &World, job: &Job) -> Result<Outcome> {
    let (now, today) = (world.now(), world.today());
    let id = SessionId::from(job.subject.as_str());
    world.db.write(|tx| {
        let Some(session) = shared::session(tx, &id)? else { return Ok(Outcome::Done) };
        let days = Policy::at(tx, now)?.get(policy::TRAINING_EVALUATE);
        if today > rules::last_day(session.ends_on, days) {
            return Ok(Outcome::Done);
        }
        let there = attendance::attendees(tx, &id)?;
        for participant in &there {
            jobs::enqueue_once(tx, &*world.entropy, ASK, participant.as_str(), participant.as_str(), now)?;
        }
        let all = participants::live(tx, &id)?.iter().all(|one| there.contains(&one.id));
        Ok(if all { Outcome::Done } else { Outcome::Again(morning(today.plus_days(1))) })
    })
}

/// Writes to one participant, unless they have answered meanwhile.
pub fn ask(world: &World, texts: &Texts, job: &Job) -> Result<Outcome> {
    let id = ParticipantId::from(job.subject.as_str());
    let found = world.db.read(|conn| {
        let Some(one) = participants::find(conn, &id)? else { return Ok(None) };
        if !store::given(conn, std::slice::from_ref(&id))?.is_empty() {
            return Ok(None);
        }
        let Some(session) = shared::session(conn, &one.session_id)? else { return Ok(None) };
        let days = Policy::at(conn, world.now())?.get(policy::TRAINING_EVALUATE);
        let last = rules::last_day(session.ends_on, days);
        let person = register::person(conn, &one.person_id)?;
        Ok(person.map(|person| (session, person, last)))
    })?;
    let Some((session, person, last)) = found else { return Ok(Outcome::Done) };
    let values = [
        ("date", session.starts_on.to_string()),
        ("until", last.to_string()),
        ("url", participants::link(world, &session.reference, &id)?),
    ];
    let subject = format!("{id}.evaluation");
    News { subject: &subject, to: person, title: "mail-evaluation-title", text: "sms-evaluation", values: &values }
        .send(world, texts, job)
}
