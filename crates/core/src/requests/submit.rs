//! The public form is sent (A5). Nobody is signed in, and nothing in the answer, its words or its time tells whether the person
//! exists: the register is looked at later, by a job.

use super::model::{Request, RequestKind, RequestState};
use super::{rules, store};
use crate::accounts;
use crate::applications::{self, Change};
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::jobs::{self, Job, Outcome};
use crate::policy::{self, Policy};
use crate::register;
use crate::throttle::{self, Rate};
use crate::world::World;
use kunye_kernel::actor::{Actor, Source};
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{ApplicationId, RequestId, UnitId, looks_like_id};
use kunye_kernel::language::Language;
use kunye_kernel::national_id::NationalId;
use kunye_kernel::phone::Mobile;
use kunye_kernel::text;
use kunye_kernel::time::{MINUTE, SECOND};

/// The answers of the form; those that can be checked without the register are checked by their types.
pub struct NewRequest {
    /// A ULID made when the form was begun.
    pub draft: String,
    pub kind: RequestKind,
    pub national_id: NationalId,
    pub given_names: String,
    pub surname: String,
    pub staff_no: Option<String>,
    pub unit: UnitId,
    pub mobile: Mobile,
    pub compromised: bool,
    pub language: Language,
    pub notice_version: String,
    /// The user name of the unit's account it is about; none for one's own.
    pub account_name: Option<String>,
    /// Roles to be given or taken, for a request of that kind alone, and why.
    pub changes: Vec<Change>,
    pub why: Option<String>,
}

/// Joins a request with the register.
pub const MATCH: &str = "requests.match";

/// A whole ministry may sit behind one address.
const PER_SOURCE: Rate = Rate { burst: 200, every: 10 * SECOND };
/// Forms in one person's name from one address: whoever sends more fills a queue.
const PER_NAME: Rate = Rate { burst: 10, every: 30 * MINUTE };

/// Takes the form. The same draft sent again (a double click, the back button) gives the same reference.
pub fn submit(world: &World, source: &Source, new: &NewRequest) -> Result<String> {
    if !looks_like_id(&new.draft) {
        return Err(Error::field("draft", "error-invalid"));
    }
    rules::asked(new.kind, &new.changes, new.why.as_deref())?;
    let now = world.now();
    let actor = Actor::Public { source: source.clone() };
    let name = format!("{} {}", new.given_names, new.surname);
    let reference = world.db.write(|tx| {
        if let Some(before) = store::by_draft(tx, &new.draft)? {
            return Ok(before.reference);
        }
        throttle::take(tx, &world.vault, &format!("form:{}", source.network()), PER_SOURCE, now)?;
        let in_name = format!("form:{}:{}", new.national_id.digits(), source.network());
        throttle::take(tx, &world.vault, &in_name, PER_NAME, now)?;
        let unit = register::unit(tx, &new.unit)?.filter(|unit| unit.ended_on.is_none());
        let unit = unit.ok_or_else(|| Error::field("unit", "form-unit-unknown"))?;
        in_one_application(tx, &new.changes)?;
        let lapses = Policy::at(tx, now)?.get(policy::REQUEST_LAPSES);
        let request = Request {
            id: RequestId::new(now, &*world.entropy),
            reference: free_reference(tx, world)?,
            draft: new.draft.clone(),
            kind: new.kind,
            state: RequestState::AwaitingApproval,
            unit_id: unit.id.clone(),
            claimed_unit_id: unit.id,
            person_id: None,
            national_id: new.national_id.clone(),
            given_names: new.given_names.clone(),
            surname: new.surname.clone(),
            staff_no: new.staff_no.clone().unwrap_or_default(),
            mobile: new.mobile.clone(),
            search_key: text::search_key(&name),
            compromised: new.compromised,
            language: new.language,
            notice_version: new.notice_version.clone(),
            made_at: now,
            lapses_at: now.plus_days(lapses),
            ended_at: None,
            reason: None,
            account_name: new.account_name.clone(),
            why: new.why.clone(),
        };
        store::insert(tx, &request)?;
        store::insert_changes(tx, &request.id, &new.changes)?;
        jobs::enqueue(tx, &*world.entropy, MATCH, request.id.as_str(), now, now)?;
        let detail =
            serde_json::json!({ "kind": request.kind, "notice": request.notice_version, "compromised": request.compromised });
        let entry = Entry::new("request.submitted", "request", request.id.as_str()).unit(&request.unit_id).detail(detail);
        audit::record(tx, now, &actor, &entry)?;
        Ok(request.reference)
    })?;
    world.bell.ring();
    Ok(reference)
}

/// Roles that can be asked for together: in use, and of one application.
fn in_one_application(tx: &mut Conn, changes: &[Change]) -> Result<()> {
    let mut one: Option<ApplicationId> = None;
    for change in changes {
        let unknown = || Error::field("roles", "request-role-unknown");
        let (application, role) = applications::role(tx, &change.role)?.ok_or_else(unknown)?;
        let same = one.get_or_insert_with(|| application.id.clone()) == &application.id;
        if !same || role.ended_at.or(application.ended_at).is_some() {
            return Err(unknown());
        }
    }
    Ok(())
}

fn free_reference(tx: &mut Conn, world: &World) -> Result<String> {
    loop {
        let reference = kunye_kernel::reference::new(&*world.entropy);
        if !store::reference_exists(tx, &reference)? {
            return Ok(reference);
        }
    }
}

/// The job: finds the person, and brings the request to the officer who serves the person's unit *in the register*. Otherwise an
/// officer could have a form made out to their own unit for anybody.
pub fn match_person(world: &World, job: &Job) -> Result<Outcome> {
    let now = world.now();
    world.db.write(|tx| {
        let request = store::by_id(tx, &job.subject)?;
        if request.person_id.is_none() {
            join(tx, &request, now.day())?;
        }
        jobs::finish(tx, job)?;
        Ok(Outcome::Finished)
    })
}

/// Joins a request with the person of its national id, who must hold a post today, and be responsible for the unit's account it
/// names, if it names one.
pub(super) fn join(tx: &mut Conn, request: &Request, today: kunye_kernel::time::Day) -> Result<bool> {
    let Some(person) = register::person_by_national_id(tx, &request.national_id)? else { return Ok(false) };
    let Some(post) = register::current_post(tx, &person.id, today)? else { return Ok(false) };
    if let Some(name) = &request.account_name
        && accounts::unit::claimed(tx, name, &person.id, today)?.is_none()
    {
        return Ok(false);
    }
    store::attach(tx, &request.id, &person.id, &post.unit_id)?;
    Ok(true)
}
