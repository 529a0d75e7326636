//! What time does to requests: those that nobody carried out end, and the papers of all of them are destroyed when policy says so.

use super::model::RequestState;
use super::{paper, store};
use crate::archive;
use crate::audit::{self, Entry};
use crate::issued;
use crate::jobs::{self, Job, Outcome};
use crate::policy;
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::Result;
use kunye_kernel::time::{HOUR, Time};

pub const LAPSE: &str = "requests.lapse";
const ACTOR: Actor = Actor::Job { kind: LAPSE };
/// Destroys what was kept long enough (A6).
pub const DESTROY: &str = "requests.destroy";
const DESTROYER: Actor = Actor::Job { kind: DESTROY };
const BATCH: i64 = 200;

/// Asks for this hour's and this day's run, once, whichever node is first.
pub fn tick(world: &World) -> Result<()> {
    let (now, day) = (world.now(), world.today().iso());
    let hour = (now.0 / HOUR).to_string();
    world.db.write(|tx| {
        jobs::enqueue_once(tx, &*world.entropy, LAPSE, &hour, &hour, now)?;
        jobs::enqueue_once(tx, &*world.entropy, DESTROY, &day, &day, now)
    })
}

/// Destroys the forms, issued, signed and filed, that are older than policy keeps them, and what requests say of people; each leaves a
/// line in the record.
pub fn destroy(world: &World, _: &Job) -> Result<Outcome> {
    let now = world.now();
    let kept = world.policy()?.get(policy::ARCHIVE_KEPT);
    let before = now.day().plus_years(-kept).start();
    archive::destroy::older(world, &DESTROYER, before)?;
    issued::housekeeping::destroy(world, &DESTROYER, paper::KIND, before)?;
    loop {
        let overdue = world.db.read(|conn| store::overdue_signed_forms(conn, before, BATCH))?;
        for form in &overdue {
            if !world.db.read(|conn| store::is_shared(conn, form))? {
                world.blobs.remove(&form.blob)?;
            }
            world.db.write(|tx| {
                store::empty_signed_form(tx, &form.id, now)?;
                let detail = serde_json::json!({ "kind": "signed_form", "sha256": form.digest, "uploaded_at": form.uploaded_at.rfc3339() });
                let entry = Entry::new("document.destroyed", "request", form.request_id.as_str()).unit(&form.owner).detail(detail);
                audit::record(tx, now, &DESTROYER, &entry)
            })?;
        }
        if overdue.is_empty() {
            break;
        }
    }
    forget(world, before)?;
    Ok(Outcome::Done)
}

/// With its papers goes whom a request was about, when nothing has happened to it for that long and none of them is kept any more.
fn forget(world: &World, before: Time) -> Result<()> {
    let now = world.now();
    let mut last = None;
    loop {
        let ended = world.db.read(|conn| store::over_before(conn, before, last.as_ref(), BATCH))?;
        for id in &ended {
            world.db.write(|tx| {
                let request = store::by_id(tx, id.as_str())?;
                let papers = archive::of_subject(tx, id.as_str())?.iter().any(|item| item.destroyed_at.is_none());
                let issued = issued::of_subject(tx, id.as_str())?.iter().any(|document| document.destroyed_at.is_none());
                let signed = store::signed_forms(tx, id)?.iter().any(|form| form.destroyed_at.is_none());
                if papers || issued || signed {
                    return Ok(());
                }
                store::forget(tx, id, now)?;
                let entry = Entry::new("request.forgotten", "request", id.as_str()).unit(&request.unit_id);
                audit::record(tx, now, &DESTROYER, &entry)
            })?;
        }
        match ended.last() {
            Some(id) => last = Some(id.clone()),
            None => return Ok(()),
        }
    }
}

pub fn lapse(world: &World, _: &Job) -> Result<Outcome> {
    let now = world.now();
    loop {
        let ended = world.db.write(|tx| {
            let overdue = store::overdue(tx, now, BATCH)?;
            for request in &overdue {
                store::move_to(tx, request, RequestState::Lapsed, None, now)?;
                let entry = Entry::new("request.lapsed", "request", request.id.as_str()).unit(&request.unit_id);
                audit::record(tx, now, &ACTOR, &entry)?;
            }
            Ok(overdue.len())
        })?;
        if ended == 0 {
            return Ok(Outcome::Done);
        }
    }
}
