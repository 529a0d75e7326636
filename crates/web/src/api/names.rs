//! The people whom an institution names for its seats: who they are, and naming them and taking them off the list.

use super::input::Body;
use super::words;
use crate::answer::Answer;
use crate::training::participants::sentences;
use crate::training::{exact, mine};
use crate::visit::{Known, Visit};
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use kunye_core::training::attendance::{self, Outcome};
use kunye_core::training::certificates;
use kunye_core::training::participants::{self, NewName, ParticipantState};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{ParticipantId, PersonId, looks_like_id};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Somebody whom one's institution has named.
#[derive(Serialize, ToSchema)]
pub struct NamedPerson {
    id: String,
    name: String,
    /// Where they work today.
    unit: Option<String>,
    #[schema(value_type = words::ParticipantState)]
    state: ParticipantState,
    /// Will pass on what was learnt.
    disseminator: bool,
    /// What was said on declining; "" where nothing was.
    answer: String,
    /// What speaks against it by now, in words.
    clashes: Vec<String>,
    /// Why they were named all the same.
    despite: String,
    /// Once the training is over: `full`, `partly`, `absent`, or `unrecorded` where hours are not marked.
    attendance: Option<&'static str>,
    /// Hours missed, or not marked.
    hours: Option<usize>,
    /// Verification code of their certificate.
    #[schema(example = "KT7M-2QX4")]
    certificate: Option<String>,
}

fn told(outcome: Option<Outcome>) -> (Option<&'static str>, Option<usize>) {
    match outcome {
        None => (None, None),
        Some(Outcome::Full) => (Some("full"), None),
        Some(Outcome::Partly { missed }) => (Some("partly"), Some(missed)),
        Some(Outcome::Absent) => (Some("absent"), None),
        Some(Outcome::Unrecorded { hours }) => (Some("unrecorded"), Some(hours)),
    }
}

fn people(world: &World, visit: &Known, actor: &Actor, reference: &str) -> Result<Vec<NamedPerson>> {
    let today = world.today();
    world.db.read(|conn| {
        let mine = mine(conn, actor, today)?;
        let list = participants::of_coordinator(conn, &mine.proof, reference, today)?;
        let mut certificates = certificates::of_coordinator(conn, &mine.proof, &list.row.session.id)?;
        let mut people = Vec::with_capacity(list.people.len());
        for row in list.people {
            let outcome = attendance::outcome(conn, &row.participant, &list.row.session, today)?;
            let (attendance, hours) = told(outcome);
            people.push(NamedPerson {
                id: row.participant.id.to_string(),
                name: row.person.full_name(),
                unit: row.unit.map(|unit| unit.name),
                state: row.participant.state,
                disseminator: row.participant.disseminator,
                answer: row.participant.answer,
                clashes: sentences(visit, &row.clashes),
                despite: row.participant.despite,
                attendance,
                hours,
                certificate: certificates.remove(&row.participant.id).map(|one| one.code),
            });
        }
        Ok(people)
    })
}

/// The people of one's institution in a session, with what is known of their attendance.
#[utoipa::path(get, operation_id = "list_participants", path = "/api/v1/training/sessions/{reference}/participants", tag = "training",
    params(("reference" = String, Path)), responses((status = 200, body = Vec<NamedPerson>)))]
pub async fn list(visit: Visit, Path(reference): Path<String>) -> Answer {
    let (reader, actor, reference) = (visit.clone(), visit.actor(), exact(&reference)?);
    let people = visit.app.run(move |world| people(world, &reader, &actor, &reference)).await?;
    Ok(Json(people).into_response())
}

/// Somebody to be named.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewParticipant {
    /// National id or staff number, or the id of a person whom a unit proposes.
    who: String,
    /// Will pass on what was learnt.
    #[serde(default)]
    disseminator: bool,
    /// Why, where something speaks against it. Without it, such a person is refused.
    #[serde(default)]
    despite: String,
    /// The participant who makes room.
    #[serde(default)]
    instead: Option<String>,
}

/// Names somebody of one's institution for one of its seats.
///
/// They are invited by message. Whoever is on the list already is refused, so that what is sent twice names once.
#[utoipa::path(post, operation_id = "name_participant", path = "/api/v1/training/sessions/{reference}/participants", tag = "training",
    params(("reference" = String, Path)), request_body = NewParticipant, responses((status = 201, description = "Named", body = NamedPerson)))]
pub async fn name(visit: Visit, Path(reference): Path<String>, Body(given): Body<NewParticipant>) -> Answer {
    let (reader, actor, reference) = (visit.clone(), visit.actor(), exact(&reference)?);
    let verb = move |world: &World| {
        let person = match looks_like_id(&given.who) {
            true => PersonId::from(given.who.as_str()),
            false => world.db.read(|conn| participants::by_number(conn, &actor, &given.who, world.today()))?,
        };
        let new = NewName {
            session: reference.clone(),
            person,
            disseminator: given.disseminator,
            despite: given.despite,
            instead: given.instead.map(|id| own(&id)).transpose()?,
        };
        let named = participants::name(world, &actor, &new)?;
        let found = people(world, &reader, &actor, &reference)?.into_iter().find(|one| one.id == named.id.as_str());
        found.ok_or_else(Error::not_found)
    };
    Ok((StatusCode::CREATED, Json(visit.app.run(verb).await?)).into_response())
}

fn own(id: &str) -> Result<ParticipantId> {
    if looks_like_id(id) { Ok(ParticipantId::from(id)) } else { Err(Error::not_found()) }
}

/// Takes somebody off the list; they are told.
#[utoipa::path(delete, operation_id = "remove_participant", path = "/api/v1/training/participants/{id}", tag = "training",
    params(("id" = String, Path)), responses((status = 204, description = "Taken off")))]
pub async fn remove(visit: Visit, Path(id): Path<String>) -> Answer {
    let (actor, id) = (visit.actor(), own(&id)?);
    visit.app.run(move |world| participants::remove(world, &actor, &id)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
