//! What trainers and planners are shown of attendance. No name before the list is final (B10).

use super::evidence::{Heads, Held, counted};
use super::rules::{self, Outcome, Slot, Standing};
use super::store::{self, hours};
use crate::db::Conn;
use crate::register::duties::training::trainer_of;
use crate::register::{self, Institution};
use crate::training::participants::{self, Participant, Row, is_final};
use crate::training::planned;
use crate::training::shared::{self, SessionRow, SessionState, SharedSession};
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{InstitutionId, ParticipantId, PersonId, ProgrammeId, SessionId};
use kunye_kernel::text::sort_key;
use kunye_kernel::time::{Day, Time};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// A session somebody trains.
#[derive(Debug, Clone)]
pub struct TrainerDay {
    pub row: SessionRow,
    /// How many people have a seat with a name, and how many seats are taken.
    pub people: usize,
    pub seats: i32,
    pub is_final: bool,
}

/// A trainer's own sessions, the earliest first.
pub fn days(conn: &mut Conn, actor: &Actor, today: Day) -> Result<Vec<TrainerDay>> {
    let proof = trainer_of(conn, actor, today)?;
    let sessions = store::trained_by(conn, proof.person())?;
    let day = |session: SharedSession| {
        let people = participants::live(conn, &session.id)?.len();
        let seats = shared::taken(conn, &session)?;
        Ok(TrainerDay { people, seats, is_final: is_final(&session, today), row: shared::row_of(conn, session)? })
    };
    sessions.into_iter().map(day).collect()
}

/// A participant on the list, with the marks in force.
#[derive(Debug, Clone)]
pub struct SheetRow {
    pub row: Row,
    pub institution: Institution,
    pub marks: BTreeMap<Slot, Held>,
    /// Where the marks that count lead.
    pub standing: Standing,
}

/// The list of a session.
#[derive(Debug, Clone)]
pub struct Sheet {
    pub row: SessionRow,
    /// Nobody is on it before.
    pub is_final: bool,
    /// Every hour, with when it begins.
    pub plan: Vec<(Slot, Time)>,
    /// By institution, then by name.
    pub people: Vec<SheetRow>,
    /// How many marks were corrected.
    pub corrections: i64,
    /// Heads the trainer counted.
    pub heads: Heads,
    /// The latest mark of all: what whoever looks at this list has seen.
    pub seen: i64,
}

/// The list for the session's own trainer; for anybody else there is none.
pub fn sheet(conn: &mut Conn, actor: &Actor, reference: &str, today: Day) -> Result<Sheet> {
    let session = trained(conn, actor, reference, today)?;
    whole(conn, session, today)
}

/// The session that the actor trains.
pub(super) fn trained(conn: &mut Conn, actor: &Actor, reference: &str, today: Day) -> Result<SharedSession> {
    let proof = trainer_of(conn, actor, today)?;
    let session = shared::by_reference(conn, reference)?.filter(|session| session.state != SessionState::CalledOff);
    let session = session.ok_or_else(Error::not_found)?;
    match store::trainer(conn, &session.id)? {
        Some(person) if person == *proof.person() => Ok(session),
        _ => Err(Error::not_found()),
    }
}

/// The list for the planners of the session's provider.
pub fn for_planner(conn: &mut Conn, actor: &Actor, reference: &str, today: Day) -> Result<Sheet> {
    let session = shared::by_reference(conn, reference)?.ok_or_else(Error::not_found)?;
    planned(conn, actor, &session.programme_id, today).map_err(|_| Error::not_found())?;
    whole(conn, session, today)
}

pub(super) fn whole(conn: &mut Conn, session: SharedSession, today: Day) -> Result<Sheet> {
    let is_final = is_final(&session, today);
    let plan = rules::slots(&shared::days_of(conn, &session.id)?);
    let hours: Vec<Slot> = plan.iter().map(|(slot, _)| *slot).collect();
    let live = if is_final { participants::live(conn, &session.id)? } else { Vec::new() };
    let ids: Vec<InstitutionId> = live.iter().map(|one| one.institution_id.clone()).collect();
    let institutions: HashMap<InstitutionId, Institution> = register::institutions_of(conn, &ids)?;
    let mut marks = store::marks_of(conn, &session.id)?;
    let mut people: Vec<SheetRow> = Vec::with_capacity(live.len());
    for row in participants::rows(conn, live, today)? {
        let marks = marks.remove(&row.participant.id).unwrap_or_default();
        let institution = institutions.get(&row.participant.institution_id).cloned().ok_or_else(Error::not_found)?;
        people.push(SheetRow { standing: rules::standing(&hours, &counted(&marks)), institution, marks, row });
    }
    people.sort_by_cached_key(|one| {
        let person = &one.row.person;
        (sort_key(&one.institution.name), sort_key(&format!("{} {}", person.surname, person.given_names)))
    });
    let corrections = store::corrections(conn, &session.id)?;
    let heads = hours::heads(conn, &session.id)?;
    let seen = people.iter().flat_map(|one| one.marks.values()).map(|held| held.said.seq).max().unwrap_or(0);
    Ok(Sheet { is_final, plan, people, corrections, heads, seen, row: shared::row_of(conn, session)? })
}

/// What is known of somebody's attendance once the last day is over; nothing before, and nothing of whoever has no seat.
pub fn outcome(conn: &mut Conn, one: &Participant, session: &SharedSession, today: Day) -> Result<Option<Outcome>> {
    if !one.state.is_live() || session.state == SessionState::CalledOff || session.ends_on >= today {
        return Ok(None);
    }
    let plan: Vec<Slot> = rules::slots(&shared::days_of(conn, &session.id)?).into_iter().map(|(slot, _)| slot).collect();
    let marks = store::marks_of(conn, &session.id)?.remove(&one.id).unwrap_or_default();
    Ok(Some(rules::outcome(&plan, &counted(&marks))))
}

/// Everybody who attended a session.
pub(in crate::training) fn attendees(conn: &mut Conn, session: &SessionId) -> Result<BTreeSet<ParticipantId>> {
    let marks = store::marks_of(conn, session)?;
    Ok(marks.into_iter().filter(|(_, marks)| rules::attended(&counted(marks))).map(|(participant, _)| participant).collect())
}

/// Everybody who attended a training of a programme, once for each of them, with the institution that sent them; of some institutions,
/// or of all.
pub(in crate::training) fn attended(
    conn: &mut Conn,
    programme: &ProgrammeId,
    of: Option<&[InstitutionId]>,
) -> Result<Vec<(PersonId, InstitutionId)>> {
    let named = participants::named_in(conn, programme, of)?;
    let sessions: BTreeSet<&SessionId> = named.iter().map(|one| &one.session_id).collect();
    // Whether a mark is in doubt is told by those of the whole class, whoever sent them.
    let marks = store::marks_of_all(conn, &sessions.into_iter().collect::<Vec<_>>())?;
    let was_there = |one: &Participant| {
        let marks = marks.get(&one.session_id).and_then(|session| session.get(&one.id));
        marks.is_some_and(|marks| rules::attended(&counted(marks)))
    };
    Ok(named.into_iter().filter(was_there).map(|one| (one.person_id, one.institution_id)).collect())
}

/// Those who attended each of some trainings of a programme in full, but for some people; a list that is not final has nobody. Of a
/// training of which nobody is left to be asked about, no mark is read.
pub(in crate::training) fn in_full(
    conn: &mut Conn,
    programme: &ProgrammeId,
    sessions: &[SharedSession],
    but: &HashSet<ParticipantId>,
    today: Day,
) -> Result<HashMap<SessionId, Vec<ParticipantId>>> {
    let mut seats: HashMap<SessionId, Vec<ParticipantId>> = HashMap::new();
    let named = participants::named_in(conn, programme, None)?.into_iter();
    for one in named.filter(|one| one.state.is_live() && !but.contains(&one.id)) {
        seats.entry(one.session_id).or_default().push(one.id);
    }
    let is_asked = |session: &&SharedSession| is_final(session, today) && seats.contains_key(&session.id);
    let asked: Vec<&SessionId> = sessions.iter().filter(is_asked).map(|session| &session.id).collect();
    let mut marks = store::marks_of_all(conn, &asked)?;
    let mut found = HashMap::new();
    for id in asked {
        let hours: Vec<Slot> = rules::slots(&shared::days_of(conn, id)?).into_iter().map(|(slot, _)| slot).collect();
        let mut marks = marks.remove(id).unwrap_or_default();
        let mut full = seats.remove(id).unwrap_or_default();
        full.retain(|one| rules::standing(&hours, &counted(&marks.remove(one).unwrap_or_default())) == Standing::Full);
        found.insert(id.clone(), full);
    }
    Ok(found)
}

/// Everybody on the final list of a session.
pub(in crate::training) fn people_of(conn: &mut Conn, session: SharedSession, today: Day) -> Result<Vec<SheetRow>> {
    Ok(whole(conn, session, today)?.people)
}
