//! Whoever speaks for a unit proposes people of it for a training.

use super::participants::sentences;
use super::unit::CallTag;
use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::input::{Form, Query};
use crate::render::Page;
use crate::visit::{Known, Message, Visit};
use axum::extract::Path;
use kunye_core::register::PersonRow;
use kunye_core::training::{candidates, participants};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::{CallId, CandidateId, PersonId, looks_like_id};
use kunye_kernel::page::PageRequest;
use kunye_kernel::text::tidy;
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct Propose {
    call: CallTag,
    q: String,
    /// Whether the search was cut.
    more: bool,
    found: Vec<FoundTag>,
    /// Who was refused, and what was typed for them.
    refused: String,
    reason: String,
    errors: Vec<Message>,
}

impl Page for Propose {
    const TEMPLATE: &'static str = "training/propose.html";
}

#[derive(Serialize)]
struct FoundTag {
    id: String,
    name: String,
    title: String,
    unit: String,
    proposed: bool,
    /// What speaks against it, in sentences.
    clashes: Vec<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ProposeForm {
    q: String,
    person: String,
    reason: String,
}

/// So many are found at once; whoever seeks more says more of the name.
const MOST: u32 = 10;

fn read(world: &World, visit: &Known, actor: &Actor, id: &CallId, form: ProposeForm) -> Result<Propose> {
    let (today, q) = (world.today(), tidy(&form.q));
    world.db.read(|conn| {
        let (of, proof) = candidates::of_unit(conn, actor, id, today)?;
        let (mut found, mut more) = (Vec::new(), false);
        if of.asked.open && !q.is_empty() {
            let (session, most) = (&of.row.session.id, PageRequest::new(None, Some(MOST)));
            let (page, mut clashes) = participants::search(conn, &proof.people(), session, &q, today, most)?;
            more = page.total > i64::from(MOST);
            let tag = |PersonRow { person, post, unit }: PersonRow| FoundTag {
                clashes: sentences(visit, &clashes.remove(&person.id).unwrap_or_default()),
                proposed: of.asked.candidates.iter().any(|one| one.person.id == person.id),
                name: person.full_name(),
                title: post.map(|post| post.title).unwrap_or_default(),
                unit: unit.map(|unit| unit.name).unwrap_or_default(),
                id: person.id.to_string(),
            };
            found = page.items.into_iter().map(tag).collect();
        }
        let (refused, reason) = (form.person, form.reason);
        Ok(Propose { call: CallTag::of(visit, &of), q, more, found, refused, reason, errors: Vec::new() })
    })
}

async fn page(visit: &Visit, actor: Actor, id: CallId, form: ProposeForm) -> Result<Propose> {
    let reader = visit.clone();
    visit.app.run(move |world| read(world, &reader, &actor, &id, form)).await
}

fn call(text: &str) -> Result<CallId> {
    if looks_like_id(text) { Ok(CallId::from(text)) } else { Err(Error::not_found()) }
}

/// `GET /birimim/adaylar/{id}?q=`
pub async fn show(visit: Visit, Path(id): Path<String>, Query(search): Query<ProposeForm>) -> Answer {
    let (actor, id) = (visit.actor(), call(&id)?);
    let page = page(&visit, actor, id, search).await?;
    visit.page(&page)
}

/// `POST /birimim/adaylar/{id}`: person, reason, q.
pub async fn propose(visit: Visit, Path(id): Path<String>, Form(form): Form<ProposeForm>) -> Answer {
    let (actor, id) = (visit.actor(), call(&id)?);
    if !looks_like_id(&form.person) {
        return Err(Error::not_found().into());
    }
    let (of, person, reason) = (id.clone(), PersonId::from(form.person.as_str()), form.reason.clone());
    match visit.app.run(move |world| candidates::propose(world, &actor, &of, &person, &reason)).await {
        Ok(_) => Ok(Flash::success("candidates-proposed").on(&visit.app, see_other(&format!("/birimim/adaylar/{id}")))?),
        Err(error) if matches!(error.kind, Kind::NotFound | Kind::Forbidden) => Err(error.into()),
        Err(error) => {
            let actor = visit.actor();
            let page = page(&visit, actor, id, form).await?;
            visit.refuse(error, |errors| Propose { errors, ..page }, "person")
        }
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct TakeBackForm {
    call: String,
}

/// `POST /birimim/aday/{id}/geri-al`: call is the id of what was asked.
pub async fn take_back(visit: Visit, Path(id): Path<String>, Form(form): Form<TakeBackForm>) -> Answer {
    let (actor, of) = (visit.actor(), call(&form.call)?);
    if !looks_like_id(&id) {
        return Err(Error::not_found().into());
    }
    let id = CandidateId::from(id.as_str());
    match visit.app.run(move |world| candidates::take_back(world, &actor, &id)).await {
        Ok(()) => Ok(Flash::success("candidates-taken-back").on(&visit.app, see_other(&format!("/birimim/adaylar/{of}")))?),
        Err(error) if matches!(error.kind, Kind::NotFound | Kind::Forbidden) => Err(error.into()),
        Err(error) => {
            let actor = visit.actor();
            let page = page(&visit, actor, of, ProposeForm::default()).await?;
            visit.refuse(error, |errors| Propose { errors, ..page }, "person")
        }
    }
}
