//! A coordinator's list for a session: who comes, who answered what, naming, replacing, taking off.

use super::conflict::ConflictTag;
use super::{OutcomeTag, SessionTag, exact};
use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::input::{Form, Query};
use crate::render::Page;
use crate::visit::{Known, Message, Visit};
use axum::extract::Path;
use kunye_core::register::PersonRow;
use kunye_core::register::duties::training::coordinator_of;
use kunye_core::training::attendance;
use kunye_core::training::candidates::of_coordinator as candidates_of_units;
use kunye_core::training::certificates::{self, Certificate};
use kunye_core::training::participants::{self, Clash, NewName, OwnList, ParticipantState, Row, of_coordinator};
use kunye_core::training::planning::days_off;
use kunye_core::training::spread;
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
    /// What the calendar says against the training's days, in sentences.
    days_off: Vec<String>,
    /// Candidates of units who are not on the list.
    proposed: usize,
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
    /// Whom they would send instead, as they wrote it, and who of those could come.
    deputy: String,
    deputies: Vec<DeputyTag>,
    /// What speaks against it by now, and why they were named all the same.
    clashes: Vec<String>,
    despite: String,
    /// Colleagues whom they say they reached; 0 for none.
    told: i64,
    /// Whether there is a phone or an address to tell.
    reachable: bool,
    attended: OutcomeTag,
    /// Number and code of the certificate; "" where there is none.
    number: String,
    code: String,
}

impl PersonTag {
    fn of(visit: &Known, row: Row, told: i64, attended: OutcomeTag, certificate: Option<&Certificate>) -> Self {
        let Row { participant, person, unit, clashes } = row;
        Self {
            attended,
            told,
            number: certificate.map(Certificate::number).unwrap_or_default(),
            code: certificate.map(|one| one.code.clone()).unwrap_or_default(),
            clashes: sentences(visit, &clashes),
            despite: participant.despite,
            id: participant.id.to_string(),
            name: person.full_name(),
            unit: unit.map(|unit| unit.name).unwrap_or_default(),
            state: participant.state,
            live: participant.state.is_live(),
            disseminator: participant.disseminator,
            answer: participant.answer,
            deputy: participant.deputy,
            deputies: Vec::new(),
            reachable: person.mobile.is_some() || person.email.is_some(),
        }
    }
}

#[derive(Serialize)]
struct DeputyTag {
    id: String,
    name: String,
    unit: String,
}

impl DeputyTag {
    fn of(row: PersonRow) -> Self {
        let PersonRow { person, unit, .. } = row;
        Self { name: person.full_name(), unit: unit.map(|unit| unit.name).unwrap_or_default(), id: person.id.to_string() }
    }
}

#[derive(Serialize)]
struct FoundTag {
    id: String,
    name: String,
    title: String,
    unit: String,
    on_list: bool,
    /// What speaks against it.
    clashes: Vec<String>,
    /// Whether naming them was refused just now, and the reason that was typed.
    refused: bool,
    despite: String,
}

/// What speaks against naming somebody, in sentences.
pub(crate) fn sentences(visit: &Known, clashes: &[Clash]) -> Vec<String> {
    let one = |clash: &Clash| match clash {
        Clash::Taken { day } => visit.text_with("clash-taken", &[("date", day.to_string())]),
        Clash::Leave { from, until } if from == until => visit.text_with("clash-leave-day", &[("date", from.to_string())]),
        Clash::Leave { from, until } => {
            visit.text_with("clash-leave", &[("from", from.to_string()), ("until", until.to_string())])
        }
        Clash::PostEnds { on } => visit.text_with("clash-post-ends", &[("date", on.to_string())]),
    };
    clashes.iter().map(one).collect()
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Search {
    q: String,
    yerine: String,
    /// Who could not be named, and the reason typed for them: for the page after a mistake.
    person: String,
    despite: String,
}

/// So many are found at once; whoever seeks more says more of the name.
const MOST: u32 = 10;

fn read(world: &World, visit: &Known, actor: &Actor, reference: &str, search: &Search) -> Result<List> {
    let (today, q) = (world.today(), tidy(&search.q));
    world.db.read(|conn| {
        let proof = coordinator_of(conn, actor, today)?;
        let OwnList { row, seats, open, days, people } = of_coordinator(conn, &proof, reference, today)?;
        let live = || people.iter().filter(|one| one.participant.state.is_live());
        let listed: HashSet<PersonId> = live().map(|one| one.person.id.clone()).collect();
        let instead = live().find(|one| one.participant.id.as_str() == search.yerine);
        let (instead, instead_name) =
            instead.map(|one| (one.participant.id.to_string(), one.person.full_name())).unwrap_or_default();
        let (mut found, mut more) = (Vec::new(), false);
        if open && !q.is_empty() {
            let (session, most) = (&row.session.id, PageRequest::new(None, Some(MOST)));
            let (page, mut clashes) = participants::search(conn, &proof.people(), session, &q, today, most)?;
            more = page.total > i64::from(MOST);
            let mut tag = |PersonRow { person, post, unit }: PersonRow| FoundTag {
                on_list: listed.contains(&person.id),
                clashes: sentences(visit, &clashes.remove(&person.id).unwrap_or_default()),
                refused: search.person == person.id.as_str(),
                despite: if search.person == person.id.as_str() { search.despite.clone() } else { String::new() },
                name: person.full_name(),
                title: post.map(|post| post.title).unwrap_or_default(),
                unit: unit.map(|unit| unit.name).unwrap_or_default(),
                id: person.id.to_string(),
            };
            found = page.items.into_iter().map(&mut tag).collect();
        }
        let asked = candidates_of_units(conn, &proof, &row, today)?;
        let proposed = asked.iter().flat_map(|one| &one.candidates).filter(|one| !one.on_list).count();
        let told = spread::of_session(conn, &proof, &row.session.id)?;
        let certificates = certificates::of_coordinator(conn, &proof, &row.session.id)?;
        let mut tags = Vec::with_capacity(people.len());
        for one in people {
            let attended = attendance::outcome(conn, &one.participant, &row.session, today)?;
            let told = told.get(&one.participant.id).copied().unwrap_or(0);
            let certificate = certificates.get(&one.participant.id);
            let mut deputies = Vec::new();
            if open && listed.len() < usize::try_from(seats).unwrap_or(0) && one.participant.state == ParticipantState::Declined {
                let (session, named) = (&row.session.id, &one.participant.deputy);
                deputies = participants::deputies(conn, &proof.people(), session, named, &listed, today)?;
                deputies.retain(|row| row.person.id != one.person.id);
            }
            let tag = PersonTag::of(visit, one, told, attended.into(), certificate);
            tags.push(PersonTag { deputies: deputies.into_iter().map(DeputyTag::of).collect(), ..tag });
        }
        Ok(List {
            days_off: days.iter().flat_map(days_off).map(|one| ConflictTag::of(visit, &one).text).collect(),
            seats,
            named: listed.len(),
            open,
            until: row.session.substitute_by.to_string(),
            people: tags,
            proposed,
            instead,
            instead_name,
            q,
            more,
            found,
            errors: Vec::new(),
            session: SessionTag::of(&row, visit.language),
        })
    })
}

async fn page(visit: &Visit, reference: &str, search: Search) -> Result<List> {
    let (actor, reader, reference) = (visit.actor(), visit.clone(), reference.to_owned());
    visit.app.run(move |world| read(world, &reader, &actor, &reference, &search)).await
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
    despite: String,
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
        despite: form.despite.clone(),
        instead: if form.instead.is_empty() { None } else { Some(id(&form.instead)?) },
    };
    match visit.app.run(move |world| participants::name(world, &actor, &new)).await {
        Ok(_) => Ok(Flash::success("participant-named").on(&visit.app, see_other(&href(&reference)))?),
        Err(error) if matches!(error.kind, Kind::NotFound | Kind::Forbidden) => Err(error.into()),
        Err(error) => {
            let page =
                page(&visit, &reference, Search { q: form.q, yerine: form.instead, person: form.person, despite: form.despite })
                    .await?;
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
