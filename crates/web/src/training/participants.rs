//! A coordinator's list for a session: who comes, who answered what, naming, replacing, taking off.

use super::{OutcomeTag, SessionTag, exact};
use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::input::{Form, Query};
use crate::render::Page;
use crate::visit::{Message, Visit};
use axum::extract::Path;
use kunye_core::register::PersonRow;
use kunye_core::register::duties::training::coordinator_of;
use kunye_core::training::attendance;
use kunye_core::training::participants::{self, NewName, OwnList, ParticipantState, Row, candidates, of_coordinator};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::{ParticipantId, PersonId, looks_like_id};
use kunye_kernel::page::PageRequest;
use kunye_kernel::text::tidy;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

#[derive(Serialize)]
struct List {
    session: SessionTag,
    seats: i32,
    /// Seats that have a name.
    named: usize,
    /// Whether names may still change.
    open: bool,
    until: String,
    people: Vec<PersonTag>,
    /// Who is to make room for whoever is found; "" for nobody.
    instead: String,
    instead_name: String,
    q: String,
    /// Whether the search was cut.
    more: bool,
    found: Vec<FoundTag>,
    errors: Vec<Message>,
}

impl Page for List {
    const TEMPLATE: &'static str = "training/participants.html";
}

#[derive(Serialize)]
struct PersonTag {
    id: String,
    name: String,
    unit: String,
    state: ParticipantState,
    live: bool,
    disseminator: bool,
    answer: String,
    /// Whether there is a phone or an address to tell.
    reachable: bool,
    attended: OutcomeTag,
}

impl PersonTag {
    fn of(row: Row, attended: OutcomeTag) -> Self {
        let Row { participant, person, unit } = row;
        Self {
            attended,
            id: participant.id.to_string(),
            name: person.full_name(),
            unit: unit.map(|unit| unit.name).unwrap_or_default(),
            state: participant.state,
            live: participant.state.is_live(),
            disseminator: participant.disseminator,
            answer: participant.answer,
            reachable: person.mobile.is_some() || person.email.is_some(),
        }
    }
}

#[derive(Serialize)]
struct FoundTag {
    id: String,
    name: String,
    title: String,
    unit: String,
    on_list: bool,
    /// Has a seat in another session of the day.
    taken: bool,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Search {
    q: String,
    yerine: String,
}

/// So many are found at once; whoever seeks more says more of the name.
const MOST: u32 = 10;

fn read(world: &World, actor: &Actor, reference: &str, search: &Search) -> Result<List> {
    let (today, q) = (world.today(), tidy(&search.q));
    world.db.read(|conn| {
        let proof = coordinator_of(conn, actor, today)?;
        let OwnList { row, seats, open, people } = of_coordinator(conn, &proof, reference, today)?;
        let live = || people.iter().filter(|one| one.participant.state.is_live());
        let listed: HashSet<PersonId> = live().map(|one| one.person.id.clone()).collect();
        let instead = live().find(|one| one.participant.id.as_str() == search.yerine);
        let (instead, instead_name) =
            instead.map(|one| (one.participant.id.to_string(), one.person.full_name())).unwrap_or_default();
        let (mut found, mut more) = (Vec::new(), false);
        if open && !q.is_empty() {
            let (page, taken) = candidates(conn, &proof, &row, &q, today, PageRequest::new(None, Some(MOST)))?;
            more = page.total > i64::from(MOST);
            let tag = |PersonRow { person, post, unit }: PersonRow| FoundTag {
                on_list: listed.contains(&person.id),
                taken: taken.contains(&person.id),
                name: person.full_name(),
                title: post.map(|post| post.title).unwrap_or_default(),
                unit: unit.map(|unit| unit.name).unwrap_or_default(),
                id: person.id.to_string(),
            };
            found = page.items.into_iter().map(tag).collect();
        }
        let mut tags = Vec::with_capacity(people.len());
        for one in people {
            let attended = attendance::outcome(conn, &one.participant, &row.session, today)?;
            tags.push(PersonTag::of(one, attended.into()));
        }
        Ok(List {
            seats,
            named: listed.len(),
            open,
            until: row.session.substitute_by.to_string(),
            people: tags,
            instead,
            instead_name,
            q,
            more,
            found,
            errors: Vec::new(),
            session: SessionTag::of(&row),
        })
    })
}

async fn page(visit: &Visit, reference: &str, search: Search) -> Result<List> {
    let (actor, reference) = (visit.actor(), reference.to_owned());
    visit.app.run(move |world| read(world, &actor, &reference, &search)).await
}

pub(super) fn href(reference: &str) -> String {
    format!("/egitim/seans/{reference}/katilimcilar")
}

/// `GET /egitim/seans/{reference}/katilimcilar`
pub async fn list(visit: Visit, Path(reference): Path<String>, Query(search): Query<Search>) -> Answer {
    let page = page(&visit, &exact(&reference)?, search).await?;
    visit.page(&page)
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct NameForm {
    person: String,
    disseminator: String,
    instead: String,
    q: String,
}

fn id<T: From<String>>(text: &str) -> Result<T> {
    if looks_like_id(text) { Ok(T::from(text.to_owned())) } else { Err(Error::not_found()) }
}

/// `POST /egitim/seans/{reference}/katilimcilar`
pub async fn name(visit: Visit, Path(reference): Path<String>, Form(form): Form<NameForm>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let new = NewName {
        session: reference.clone(),
        person: id(&form.person)?,
        disseminator: form.disseminator == "yes",
        instead: if form.instead.is_empty() { None } else { Some(id(&form.instead)?) },
    };
    match visit.app.run(move |world| participants::name(world, &actor, &new)).await {
        Ok(_) => Ok(Flash::success("participant-named").on(&visit.app, see_other(&href(&reference)))?),
        Err(error) if matches!(error.kind, Kind::NotFound | Kind::Forbidden) => Err(error.into()),
        Err(error) => {
            let page = page(&visit, &reference, Search { q: form.q, yerine: form.instead }).await?;
            visit.refuse(error, |errors| List { errors, ..page }, "")
        }
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RemoveForm {
    session: String,
}

/// `POST /egitim/katilimci/{id}/cikar`
pub async fn remove(visit: Visit, Path(participant): Path<String>, Form(form): Form<RemoveForm>) -> Answer {
    let (actor, participant, reference) = (visit.actor(), id::<ParticipantId>(&participant)?, exact(&form.session)?);
    match visit.app.run(move |world| participants::remove(world, &actor, &participant)).await {
        Ok(()) => Ok(Flash::success("participant-removed").on(&visit.app, see_other(&href(&reference)))?),
        Err(error) if matches!(error.kind, Kind::NotFound | Kind::Forbidden) => Err(error.into()),
        Err(error) => {
            let page = page(&visit, &reference, Search::default()).await?;
            visit.refuse(error, |errors| List { errors, ..page }, "")
        }
    }
}
