//! The box is opened: slips of sessions to which nobody can add any more are counted together, and destroyed.

use super::model::{Answers, Batch};
use super::rules::{self, Tally};
use super::{give, store};
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::policy::{self, Policy};
use crate::training::attendance;
use crate::training::shared::{DAILY, SharedSession};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::Result;
use kunye_kernel::id::{BatchId, CourseId, PersonId, ProgrammeId, SiteId};
use kunye_kernel::text::sort_key;
use kunye_kernel::time::Time;
use serde_json::json;

const ACTOR: Actor = Actor::Job { kind: DAILY };

/// What slips are opened together by.
type Of = (ProgrammeId, CourseId, SiteId, Option<PersonId>);

/// A slip's key, with whom it is sealed for, and its words.
type Slip = (String, String, Vec<u8>);

/// Opens what may be opened today; the second time of a day there is nothing left.
pub fn open_due(world: &World) -> Result<()> {
    let now = world.now();
    world.db.write(|tx| {
        for (of, slips) in rules::openable(complete(tx, now)?) {
            open(tx, world, of, &slips, now)?;
        }
        Ok(())
    })
}

/// Every slip of the sessions to which nobody can add.
fn complete(tx: &mut Conn, now: Time) -> Result<Vec<(Of, Slip)>> {
    let days = Policy::at(tx, now)?.get(policy::TRAINING_EVALUATE);
    let mut found = Vec::new();
    for session in store::in_box(tx)? {
        let there: Vec<_> = attendance::attendees(tx, &session.id)?.into_iter().collect();
        let given = store::given(tx, &there)?.len();
        if !rules::is_complete(now.day(), rules::last_day(session.ends_on, days), there.len(), given) {
            continue;
        }
        let trainer = attendance::trainer_of_session(tx, &session.id)?.map(|person| person.id);
        let SharedSession { id, programme_id, course_id, site_id, .. } = session;
        for (key, sealed) in store::slips(tx, &id)? {
            let of = (programme_id.clone(), course_id.clone(), site_id.clone(), trainer.clone());
            found.push((of, (key, id.to_string(), sealed)));
        }
    }
    Ok(found)
}

fn open(tx: &mut Conn, world: &World, of: Of, slips: &[Slip], now: Time) -> Result<()> {
    let answers: Vec<Answers> =
        slips.iter().map(|(_, session, words)| give::unseal(world, session, words)).collect::<Result<_>>()?;
    let mut comments: Vec<String> = answers.iter().map(|one| one.comment.clone()).filter(|text| !text.is_empty()).collect();
    comments.sort_by_cached_key(|text| sort_key(text));
    let (programme_id, course_id, site_id, trainer_id) = of;
    let batch = Batch {
        id: BatchId::new(now, &*world.entropy),
        programme_id,
        course_id,
        site_id,
        trainer_id,
        answers: i32::try_from(slips.len()).unwrap_or(i32::MAX),
        opened_on: now.day(),
    };
    store::insert(tx, &batch, &Tally::of(&answers), &comments)?;
    let keys: Vec<String> = slips.iter().map(|(key, ..)| key.clone()).collect();
    store::destroy(tx, &keys)?;
    let entry = Entry::new("evaluation.opened", "evaluation", batch.id.as_str());
    audit::record(tx, now, &ACTOR, &entry.detail(json!({ "course": batch.course_id, "people": batch.answers })))
}
