//! What every mark rests on, for the planners of the provider and for its auditors: the old marks below the new ones, and what phones
//! sent and was refused.

use super::evidence::Doubt;
use super::lists::{self, Sheet};
use super::store::papers::{self, SignedSheet};
use super::store::sends::{self, Received};
use super::store::{self, Said};
use crate::db::Conn;
use crate::register::duties::auditor_scope;
use crate::register::{self, Person};
use crate::training::participants;
use crate::training::shared::{self, SharedSession};
use crate::training::{planned, programme};
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{ParticipantId, PersonId, SessionId};
use kunye_kernel::time::Day;
use std::collections::HashMap;

/// A mark in the story of a session.
#[derive(Debug, Clone)]
pub struct Line {
    pub said: Said,
    /// Whose mark it is.
    pub whom: String,
    /// Who said it; the person themselves where that is the same.
    pub who: String,
    /// Of the whole training; 0 where the training no longer has the hour.
    pub number: i32,
    /// Whether a later one is in force.
    pub replaced: bool,
    pub doubt: Option<Doubt>,
}

/// A mark that a phone sent and that is not in force.
#[derive(Debug, Clone)]
pub struct RefusedLine {
    pub received: Received,
    pub whom: String,
    pub who: String,
    pub number: i32,
}

/// All that is known of a session's attendance.
#[derive(Debug, Clone)]
pub struct History {
    pub sheet: Sheet,
    /// The latest first.
    pub lines: Vec<Line>,
    pub refused: Vec<RefusedLine>,
    pub papers: Vec<SignedSheet>,
    /// Whether scans may be opened: planners may, auditors see that they are there.
    pub opens_papers: bool,
}

/// Whether the actor is an auditor of the session's provider: of all of it, not of some of its units.
fn audits(conn: &mut Conn, actor: &Actor, session: &SharedSession, today: Day) -> Result<bool> {
    let Ok(scope) = auditor_scope(conn, actor, today) else { return Ok(false) };
    let programme = programme::find(conn, &session.programme_id)?.ok_or_else(Error::not_found)?;
    match register::root_unit(conn, &programme.provider_id)? {
        Some(root) => scope.covers(conn, &root.id),
        None => Ok(false),
    }
}

/// The reference of a session, and whether the actor, as an auditor, finds what its attendance rests on; for the record.
pub fn reference_for_auditor(conn: &mut Conn, actor: &Actor, id: &SessionId, today: Day) -> Result<Option<(String, bool)>> {
    let Some(session) = shared::session(conn, id)? else { return Ok(None) };
    let audits = audits(conn, actor, &session, today)?;
    Ok(Some((session.reference, audits)))
}

/// For planners of the session's provider and auditors of the provider; for everybody else there is none. No name before the list is
/// final (B10).
pub fn history(conn: &mut Conn, actor: &Actor, reference: &str, today: Day) -> Result<History> {
    let session = shared::by_reference(conn, reference)?.ok_or_else(Error::not_found)?;
    let plans = planned(conn, actor, &session.programme_id, today).is_ok();
    if !plans && !audits(conn, actor, &session, today)? {
        return Err(Error::not_found());
    }
    let sheet = lists::whole(conn, session.clone(), today)?;
    let (said, refused) = (store::said(conn, &session.id)?, sends::refused(conn, &session.id)?);
    let papers = papers::of_session(conn, &session.id)?;
    let by: Vec<PersonId> = said.iter().map(|one| one.by.clone()).chain(refused.iter().map(|one| one.sent_by.clone())).collect();
    let people: HashMap<PersonId, Person> = register::people_of(conn, &by)?;
    let who = |id: &PersonId| people.get(id).map(Person::full_name).unwrap_or_default();
    // Whoever has left the list since is told by name all the same.
    let mut whom: HashMap<ParticipantId, String> = HashMap::new();
    for id in said.iter().map(|one| &one.participant).chain(refused.iter().map(|one| &one.participant_id)) {
        if sheet.is_final && !whom.contains_key(id) {
            let person = match participants::find(conn, id)?.filter(|one| one.session_id == session.id) {
                Some(one) => register::person(conn, &one.person_id)?,
                None => None,
            };
            whom.insert(id.clone(), person.map(|person| person.full_name()).unwrap_or_default());
        }
    }
    let name = |id: &ParticipantId| whom.get(id).cloned().unwrap_or_default();
    let number = |day: Day, hour: i32| {
        let at = sheet.plan.iter().position(|(slot, _)| slot.day == day && slot.hour == hour);
        at.and_then(|at| i32::try_from(at + 1).ok()).unwrap_or(0)
    };
    let held = |said: &Said| {
        let row = sheet.people.iter().find(|one| one.row.participant.id == said.participant);
        row.and_then(|one| one.marks.get(&said.slot)).filter(|held| held.said.seq == said.seq)
    };
    let line = |said: Said| Line {
        whom: name(&said.participant),
        who: who(&said.by),
        number: number(said.slot.day, said.slot.hour),
        replaced: held(&said).is_none(),
        doubt: held(&said).and_then(|held| held.doubt),
        said,
    };
    let lines: Vec<Line> = said.into_iter().rev().map(line).collect();
    let refused: Vec<RefusedLine> = refused
        .into_iter()
        .map(|received| RefusedLine {
            whom: name(&received.participant_id),
            who: who(&received.sent_by),
            number: number(received.day, received.hour),
            received,
        })
        .collect();
    Ok(History { lines, refused, papers, opens_papers: plans, sheet })
}
