//! A participant answers, once.

use super::model::Answers;
use super::{rules, store};
use crate::db::Conn;
use crate::policy::{self, Policy};
use crate::training::shared::{self, SessionRow, SessionState};
use crate::training::{attendance, participants};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::ParticipantId;
use kunye_kernel::time::{Day, HOUR, Time};
use std::collections::HashSet;

/// Every slip is made so long, so that its length tells nothing. Holds a comment of [`super::COMMENT_MOST`] characters in its longest
/// spelling (RFC 8259, 7: six bytes a character), and the scores.
const SLIP_BYTES: usize = 4_096;

/// What the key of the vault is called.
const PURPOSE: &str = "evaluation slips";

/// What a participant is asked about.
#[derive(Debug, Clone)]
pub struct Form {
    pub row: SessionRow,
    /// Has answered before.
    pub given: bool,
    /// Last day for an answer.
    pub until: Day,
    /// Whether an answer is taken now.
    pub open: bool,
}

/// The form of one's own training (signed in, or by the link of its invitation), for whoever was there; for anybody else there is none.
pub fn form(conn: &mut Conn, actor: &Actor, id: &ParticipantId, now: Time) -> Result<Form> {
    let own = participants::own(conn, actor, id, now.day())?;
    let session = shared::session(conn, &own.session_id)?.ok_or_else(Error::not_found)?;
    if session.state == SessionState::CalledOff || !attendance::attendees(conn, &session.id)?.contains(id) {
        return Err(Error::not_found());
    }
    let days = Policy::at(conn, now)?.get(policy::TRAINING_EVALUATE);
    let until = rules::last_day(session.ends_on, days);
    let given = !store::given(conn, std::slice::from_ref(id))?.is_empty();
    let is_over = now >= session.starts_at().plus(i64::from(session.hours) * HOUR);
    let open = !given && is_over && now.day() <= until;
    Ok(Form { row: shared::row_of(conn, session)?, given, until, open })
}

/// The actor's own trainings that wait for an answer.
pub fn waiting_for(conn: &mut Conn, actor: &Actor, now: Time) -> Result<HashSet<ParticipantId>> {
    let person = actor.person().ok_or_else(Error::unauthenticated)?;
    let mut waiting = HashSet::new();
    let days = Policy::at(conn, now)?.get(policy::TRAINING_EVALUATE);
    for (participant, session) in store::of_person(conn, person)? {
        // Cheap questions first: most trainings are long over, or still to come.
        let in_time = (session.ends_on..=rules::last_day(session.ends_on, days)).contains(&now.day());
        if in_time && form(conn, actor, &participant, now).is_ok_and(|form| form.open) {
            waiting.insert(participant);
        }
    }
    Ok(waiting)
}

/// Takes an answer. The record has no line of it: a line would say to the millisecond who answered when, and the row that says *that*
/// somebody has answered says no more than the day.
pub fn give(world: &World, actor: &Actor, id: &ParticipantId, answers: &Answers) -> Result<()> {
    let (now, today) = (world.now(), world.today());
    let answers = answers.check()?;
    let mut words = serde_json::to_vec(&answers).map_err(Error::internal)?;
    words.resize(SLIP_BYTES.max(words.len()), b' ');
    // No ULID: it would begin with the time.
    let mut key = [0; 16];
    world.entropy.fill(&mut key);
    let slip: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    world.db.write(|tx| {
        let form = form(tx, actor, id, now)?;
        if form.given {
            return Err(Error::conflict("evaluation-given"));
        }
        if !form.open {
            return Err(Error::conflict("evaluation-closed").with("date", form.until));
        }
        if !store::mark(tx, id, today)? {
            return Err(Error::conflict("evaluation-given"));
        }
        let session = &form.row.session.id;
        let sealed = world.vault.seal(PURPOSE, session.as_str(), &words, &*world.entropy)?;
        store::put(tx, &slip, session, &sealed)
    })
}

/// The words of a slip.
pub(super) fn unseal(world: &World, session: &str, sealed: &[u8]) -> Result<Answers> {
    let words = world.vault.open_sealed(PURPOSE, session, sealed)?;
    let words = words.ok_or_else(|| Error::internal("a slip of the evaluation cannot be opened"))?;
    serde_json::from_slice(&words).map_err(Error::internal)
}
