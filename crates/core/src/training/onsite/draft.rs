//! A coordinator writes a request, and changes it while nobody else has seen it.

use super::model::{RequestState, TrainingRequest};
use super::wish::Wish;
use super::{rules, store};
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::register::Province;
use crate::register::duties::training::{CoordinatorOf, coordinator_of};
use crate::training::overview::programme_of;
use crate::training::programme::{self, Programme, Way};
use crate::training::shared;
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{CourseId, InstitutionId, PersonId, SessionId};
use kunye_kernel::reference;
use kunye_kernel::text::tidy;
use kunye_kernel::time::{Day, Time};
use serde_json::json;

/// What a coordinator writes. What could not be read is missing.
#[derive(Debug, Clone)]
pub struct Draft {
    pub course: CourseId,
    pub people: i32,
    pub wished: Option<Wish>,
    pub province: Option<Province>,
    pub place: String,
    pub address: String,
    pub room: String,
    pub note: String,
}

impl Draft {
    fn tidied(&self) -> Self {
        Self {
            place: tidy(&self.place),
            address: tidy(&self.address),
            room: tidy(&self.room),
            note: self.note.trim().to_owned(),
            ..self.clone()
        }
    }
}

impl TrainingRequest {
    /// What it says, as it was written.
    pub fn as_draft(&self) -> Draft {
        Draft {
            course: self.course_id.clone(),
            people: self.people,
            wished: Some(self.wished.clone()),
            province: Some(self.province),
            place: self.place.clone(),
            address: self.address.clone(),
            room: self.room.clone(),
            note: self.note.clone(),
        }
    }
}

/// The programme in which an institution is trained at its own place, and no other is.
pub(super) fn programme_on_site(conn: &mut Conn, institution: &InstitutionId, today: Day) -> Result<Programme> {
    match programme_of(conn, institution, today)? {
        Some((programme, Some(decision))) if decision.way == Some(Way::OnSite) => Ok(programme),
        Some((_, Some(decision))) if decision.way == Some(Way::Shared) => Err(Error::conflict("training-tier-shared")),
        _ => Err(Error::conflict("training-no-right")),
    }
}

/// An institution's own request, for its coordinator; for anybody else there is none.
pub(super) fn own(conn: &mut Conn, actor: &Actor, reference: &str, today: Day) -> Result<(CoordinatorOf, TrainingRequest)> {
    let proof = coordinator_of(conn, actor, today)?;
    let found = store::by_reference(conn, reference)?.filter(|one| one.institution_id == *proof.institution());
    Ok((proof, found.ok_or_else(Error::not_found)?))
}

/// What of a request stays while its draft is written.
struct Head {
    id: SessionId,
    reference: String,
    institution_id: InstitutionId,
    once_key: String,
    made_by: PersonId,
    made_at: Time,
}

impl Head {
    /// A draft that says this, when it says all that it must.
    fn with(self, conn: &mut Conn, new: &Draft, programme: Programme, today: Day) -> Result<TrainingRequest> {
        let new = new.tidied();
        let course = programme::course(conn, &new.course)?;
        let wished = rules::complete(&new, course.as_ref(), &programme, today)?;
        let Self { id, reference, institution_id, once_key, made_by, made_at } = self;
        Ok(TrainingRequest {
            id,
            reference,
            programme_id: programme.id,
            institution_id,
            course_id: new.course,
            people: new.people,
            wished,
            province: new.province.ok_or_else(Error::not_found)?,
            place: new.place,
            address: new.address,
            room: new.room,
            note: new.note,
            state: RequestState::Draft,
            plans: 0,
            once_key,
            made_by,
            made_at,
            sent_at: None,
            ended_at: None,
            reason: None,
        })
    }
}

/// Writes a draft down. `key` makes sending the form twice making it once.
pub fn draft(world: &World, actor: &Actor, new: &Draft, key: &str) -> Result<TrainingRequest> {
    let (now, today) = (world.now(), world.today());
    world.db.write(|tx| {
        let proof = coordinator_of(tx, actor, today)?;
        if let Some(made) = store::by_key(tx, key)? {
            let is_own = made.institution_id == *proof.institution();
            return if is_own { Ok(made) } else { Err(Error::conflict("error-try-again")) };
        }
        let programme = programme_on_site(tx, proof.institution(), today)?;
        let mut code = reference::new(&*world.entropy);
        while store::by_reference(tx, &code)?.is_some() || shared::reference_exists(tx, &code)? {
            code = reference::new(&*world.entropy);
        }
        let head = Head {
            id: SessionId::new(now, &*world.entropy),
            reference: code,
            institution_id: proof.institution().clone(),
            once_key: key.to_owned(),
            made_by: proof.person().clone(),
            made_at: now,
        };
        let request = head.with(tx, new, programme, today)?;
        store::insert(tx, &request)?;
        record(tx, actor, "training-request.drafted", &request, &proof, now)?;
        Ok(request)
    })
}

/// Changes a draft.
pub fn edit(world: &World, actor: &Actor, reference: &str, new: &Draft) -> Result<()> {
    let (now, today) = (world.now(), world.today());
    world.db.write(|tx| {
        let (proof, before) = own(tx, actor, reference, today)?;
        if before.state != RequestState::Draft {
            let text = if before.state.is_live() { "training-request-sent-before" } else { "training-request-ended" };
            return Err(Error::conflict(text));
        }
        let programme = programme::find(tx, &before.programme_id)?.ok_or_else(Error::not_found)?;
        let TrainingRequest { id, reference, institution_id, once_key, made_by, made_at, .. } = before;
        let head = Head { id, reference, institution_id, once_key, made_by, made_at };
        let request = head.with(tx, new, programme, today)?;
        store::update(tx, &request)?;
        record(tx, actor, "training-request.changed", &request, &proof, now)
    })
}

fn record(tx: &mut Conn, actor: &Actor, act: &'static str, of: &TrainingRequest, by: &CoordinatorOf, now: Time) -> Result<()> {
    let detail = json!({ "course": of.course_id, "people": of.people, "province": of.province });
    let entry = Entry::new(act, "training_request", of.id.as_str()).unit(by.root());
    audit::record(tx, now, actor, &entry.detail(detail))
}
