//! What a coordinator is shown of all units, and whoever speaks for one of theirs alone.

use super::model::{Call, Candidate};
use super::propose::asked;
use super::{rules, store};
use crate::db::Conn;
use crate::register::duties::speakers::{SpeakerOf, speaker_of, spoken_for_in};
use crate::register::duties::training::CoordinatorOf;
use crate::register::{self, Person, Unit};
use crate::training::participants::{self, Clash};
use crate::training::shared::{self, SessionRow};
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{CallId, PersonId, SessionId, UnitId};
use kunye_kernel::text::sort_key;
use kunye_kernel::time::Day;
use std::collections::{HashMap, HashSet};

/// A candidate with who it is, where they work today and who proposes them.
#[derive(Debug, Clone)]
pub struct Entry {
    pub candidate: Candidate,
    pub person: Person,
    pub unit: Option<Unit>,
    pub proposed_by: String,
    /// Whether the person is on the list of the training.
    pub on_list: bool,
    /// What speaks against it.
    pub clashes: Vec<Clash>,
}

/// What was asked of a unit, and whom it proposes.
#[derive(Debug, Clone)]
pub struct Asked {
    pub call: Call,
    pub unit: Unit,
    /// Whether the unit may still propose.
    pub open: bool,
    pub candidates: Vec<Entry>,
}

/// The same with the training it is for.
#[derive(Debug, Clone)]
pub struct OfUnit {
    pub row: SessionRow,
    pub asked: Asked,
}

fn whole(conn: &mut Conn, calls: Vec<Call>, session: &SessionId, today: Day) -> Result<Vec<Asked>> {
    let ids: Vec<CallId> = calls.iter().map(|call| call.id.clone()).collect();
    let proposed = store::proposed(conn, &ids)?;
    let people: Vec<PersonId> = proposed.iter().flat_map(|one| [one.person_id.clone(), one.proposed_by.clone()]).collect();
    let people = register::people_of(conn, &people)?;
    let theirs: Vec<PersonId> = proposed.iter().map(|one| one.person_id.clone()).collect();
    let posts = register::current_posts(conn, &theirs, today)?;
    let units: Vec<UnitId> =
        calls.iter().map(|call| call.unit_id.clone()).chain(posts.values().map(|post| post.unit_id.clone())).collect();
    let units = register::units_of(conn, &units)?;
    let listed: HashSet<PersonId> = participants::live(conn, session)?.into_iter().map(|one| one.person_id).collect();
    let against = participants::clashes(conn, &theirs, session, today)?;
    let mut of: HashMap<CallId, Vec<Entry>> = HashMap::new();
    for candidate in proposed {
        let Some(person) = people.get(&candidate.person_id).cloned() else { continue };
        of.entry(candidate.call_id.clone()).or_default().push(Entry {
            unit: posts.get(&candidate.person_id).and_then(|post| units.get(&post.unit_id)).cloned(),
            proposed_by: people.get(&candidate.proposed_by).map(Person::full_name).unwrap_or_default(),
            on_list: listed.contains(&candidate.person_id),
            clashes: against.get(&candidate.person_id).cloned().unwrap_or_default(),
            person,
            candidate,
        });
    }
    let one = |call: Call| {
        Some(Asked {
            unit: units.get(&call.unit_id).cloned()?,
            open: rules::is_open(&call, today),
            candidates: of.remove(&call.id).unwrap_or_default(),
            call,
        })
    };
    Ok(calls.into_iter().filter_map(one).collect())
}

/// What the coordinator asked units for a training of the institution, and whom they propose; by the units' names.
pub fn of_coordinator(conn: &mut Conn, proof: &CoordinatorOf, row: &SessionRow, today: Day) -> Result<Vec<Asked>> {
    let calls = store::of_session(conn, &row.session.id, proof.institution())?;
    let mut asked = whole(conn, calls, &row.session.id, today)?;
    asked.sort_by_cached_key(|one| sort_key(&one.unit.name));
    Ok(asked)
}

/// What is asked of the units that the actor speaks for, the most urgent first; until the training is over.
pub fn of_units(conn: &mut Conn, actor: &Actor, today: Day) -> Result<Vec<OfUnit>> {
    let units = spoken_for_in(conn, actor, store::UNIT, today)?;
    let mut found = Vec::new();
    for call in store::within(conn, units, today.plus_days(-SHOWN_AFTER))? {
        if speaker_of(conn, actor, &call.unit_id, today)?.is_some() {
            found.extend(with_training(conn, call, today)?);
        }
    }
    Ok(found)
}

/// Days for which a unit still sees what it was asked.
const SHOWN_AFTER: i32 = 30;

fn with_training(conn: &mut Conn, call: Call, today: Day) -> Result<Option<OfUnit>> {
    let session = shared::session(conn, &call.session_id)?.ok_or_else(Error::not_found)?;
    let asked = whole(conn, vec![call], &session.id, today)?.pop();
    let row = shared::row_of(conn, session)?;
    Ok(asked.map(|asked| OfUnit { row, asked }))
}

/// One question to a unit, for whoever speaks for it.
pub fn of_unit(conn: &mut Conn, actor: &Actor, id: &CallId, today: Day) -> Result<(OfUnit, SpeakerOf)> {
    let (call, proof) = asked(conn, actor, id, today)?;
    Ok((with_training(conn, call, today)?.ok_or_else(Error::not_found)?, proof))
}
