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
use kunye_kernel::id::{CourseId, InstitutionId, SessionId};
use kunye_kernel::reference;
use kunye_kernel::text::tidy;
use kunye_kernel::time::Day;
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

/// Writes a draft down. `key` makes sending the form twice making it once.
pub fn draft(world: &World, actor: &Actor, new: &Draft, key: &str) -> Result<TrainingRequest> {
    let (now, today, new) = (world.now(), world.today(), new.tidied());
    world.db.write(|tx| {
        let proof = coordinator_of(tx, actor, today)?;
        if let Some(made) = store::by_key(tx, key)? {
            let is_own = made.institution_id == *proof.institution();
            return if is_own { Ok(made) } else { Err(Error::conflict("error-try-again")) };
        }
        let programme = programme_on_site(tx, proof.institution(), today)?;
        let course = programme::course(tx, &new.course)?;
        let wished = rules::complete(&new, course.as_ref(), &programme, today)?;
        let mut code = reference::new(&*world.entropy);
        while store::by_reference(tx, &code)?.is_some() || shared::reference_exists(tx, &code)? {
            code = reference::new(&*world.entropy);
        }
        let request = TrainingRequest {
            id: SessionId::new(now, &*world.entropy),
            reference: code,
            programme_id: programme.id,
            institution_id: proof.institution().clone(),
            course_id: new.course.clone(),
            people: new.people,
            wished,
            province: new.province.ok_or_else(Error::not_found)?,
            place: new.place.clone(),
            address: new.address.clone(),
            room: new.room.clone(),
            note: new.note.clone(),
            state: RequestState::Draft,
            plans: 0,
            once_key: key.to_owned(),
            made_by: proof.person().clone(),
            made_at: now,
            sent_at: None,
            ended_at: None,
            reason: None,
        };
        store::insert(tx, &request)?;
        let entry = Entry::new("training-request.drafted", "training_request", request.id.as_str());
        let detail = json!({ "course": request.course_id, "people": request.people, "province": request.province });
        audit::record(tx, now, actor, &entry.unit(proof.root()).detail(detail))?;
        Ok(request)
    })
}

/// Changes a draft.
pub fn edit(world: &World, actor: &Actor, reference: &str, new: &Draft) -> Result<()> {
    let (now, today, new) = (world.now(), world.today(), new.tidied());
    world.db.write(|tx| {
        let (proof, before) = own(tx, actor, reference, today)?;
        if before.state != RequestState::Draft {
            let text = if before.state.is_live() { "training-request-sent-before" } else { "training-request-ended" };
            return Err(Error::conflict(text));
        }
        let programme = programme::find(tx, &before.programme_id)?.ok_or_else(Error::not_found)?;
        let course = programme::course(tx, &new.course)?;
        let wished = rules::complete(&new, course.as_ref(), &programme, today)?;
        let request = TrainingRequest {
            course_id: new.course.clone(),
            people: new.people,
            wished,
            province: new.province.ok_or_else(Error::not_found)?,
            place: new.place.clone(),
            address: new.address.clone(),
            room: new.room.clone(),
            note: new.note.clone(),
            ..before
        };
        store::update(tx, &request)?;
        let entry = Entry::new("training-request.changed", "training_request", request.id.as_str());
        let detail = json!({ "course": request.course_id, "people": request.people, "province": request.province });
        audit::record(tx, now, actor, &entry.unit(proof.root()).detail(detail))
    })
}
