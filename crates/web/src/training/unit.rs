//! Trainings as a unit sees them: what is asked of it, for whoever speaks for it, and its invited people, for their supervisors.

use super::SessionTag;
use super::candidates::AskedTag;
use crate::access::{Access, Verdict};
use crate::answer::Answer;
use crate::render::Page;
use crate::visit::{Known, Visit};
use kunye_core::training::candidates::{self, OfUnit};
use kunye_core::training::participants::{self, OfSupervisor, ParticipantState, Row};
use kunye_core::world::World;
use kunye_kernel::error::Result;
use kunye_kernel::language::Language;
use serde::Serialize;

#[derive(Serialize)]
struct Unit {
    calls: Vec<CallTag>,
    /// Trainings to which people were invited whom the actor supervises.
    invited: Vec<InvitedTag>,
    /// Whether the actor keeps the leave of staff.
    keeps_leave: bool,
}

impl Page for Unit {
    const TEMPLATE: &'static str = "training/unit.html";
}

/// What is asked of a unit, with the training it is for.
#[derive(Serialize)]
pub(super) struct CallTag {
    pub session: SessionTag,
    pub asked: AskedTag,
}

impl CallTag {
    pub fn of(visit: &Known, one: &OfUnit) -> Self {
        Self { session: SessionTag::of(&one.row, visit.language), asked: AskedTag::of(visit, &one.asked) }
    }
}

#[derive(Serialize)]
struct InvitedTag {
    session: SessionTag,
    people: Vec<PersonTag>,
}

#[derive(Serialize)]
struct PersonTag {
    name: String,
    unit: String,
    state: ParticipantState,
    disseminator: bool,
    /// What was said on declining.
    answer: String,
}

impl InvitedTag {
    fn of(one: &OfSupervisor, language: Language) -> Self {
        let person = |row: &Row| PersonTag {
            name: row.person.full_name(),
            unit: row.unit.as_ref().map(|unit| unit.name.clone()).unwrap_or_default(),
            state: row.participant.state,
            disseminator: row.participant.disseminator,
            answer: row.participant.answer.clone(),
        };
        Self { session: SessionTag::of(&one.row, language), people: one.people.iter().map(person).collect() }
    }
}

/// `GET /birimim`
pub async fn show(visit: Visit) -> Answer {
    let (reader, actor) = (visit.clone(), visit.actor());
    let keeps_leave = Access::Staffing.verdict(visit.session(), false) == Verdict::Admitted;
    let read = move |world: &World| -> Result<Unit> {
        let today = world.today();
        world.db.read(|conn| {
            let calls = candidates::of_units(conn, &actor, today)?;
            let invited = participants::of_supervisor(conn, &actor, today)?;
            Ok(Unit {
                calls: calls.iter().map(|one| CallTag::of(&reader, one)).collect(),
                invited: invited.iter().map(|one| InvitedTag::of(one, reader.language)).collect(),
                keeps_leave,
            })
        })
    };
    let page = visit.app.run(read).await?;
    visit.page(&page)
}
