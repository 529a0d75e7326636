//! An account manager's own customers: their hours, what was said to them, and a nudge about unused hours.

use super::input::Body;
use super::shapes::{maybe_moment, moment};
use super::training::TrainingHours;
use super::words;
use crate::answer::Answer;
use crate::training::customers::own;
use crate::visit::Visit;
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use kunye_core::register::Person;
use kunye_core::training::customers::{self, Contact, ContactKind, Customer, CustomerPage};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::Result;
use kunye_kernel::id::InstitutionId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An institution that one looks after.
#[derive(Serialize, ToSchema)]
pub struct CustomerAccount {
    id: String,
    name: String,
    /// None where nothing gives it a right.
    #[schema(example = "standard")]
    tier: Option<String>,
    /// The count that was decided on.
    users: Option<i64>,
    #[serde(flatten)]
    hours: TrainingHours,
    /// People trained, and colleagues whom they say they reached.
    trained: i64,
    reached: i64,
    #[schema(format = DateTime)]
    last_contact: Option<String>,
}

impl From<Customer> for CustomerAccount {
    fn from(customer: Customer) -> Self {
        Self {
            id: customer.institution.id.to_string(),
            name: customer.institution.name,
            users: customer.decision.as_ref().map(|decision| decision.users),
            tier: customer.decision.and_then(|decision| decision.tier),
            hours: customer.balance.into(),
            trained: customer.spread.trained,
            reached: customer.spread.told,
            last_contact: maybe_moment(customer.last_contact),
        }
    }
}

/// The institutions one looks after: whoever has most unused hours first.
#[utoipa::path(get, operation_id = "list_customers", path = "/api/v1/training/customers", tag = "training", responses((status = 200, body = Vec<CustomerAccount>)))]
pub async fn list(visit: Visit) -> Answer {
    let actor = visit.actor();
    let (_, rows) = visit.app.run(move |world| world.db.read(|conn| customers::customers(conn, &actor, world.today()))).await?;
    Ok(Json(rows.into_iter().map(CustomerAccount::from).collect::<Vec<_>>()).into_response())
}

/// Something that was said to a customer, or noted about it.
#[derive(Serialize, ToSchema)]
pub struct CustomerContact {
    #[schema(value_type = words::ContactKind)]
    kind: ContactKind,
    text: String,
    #[schema(format = DateTime)]
    made_at: String,
    made_by: String,
}

/// Who acts for a customer.
#[derive(Serialize, ToSchema)]
pub struct CustomerCoordinator {
    name: String,
    email: Option<String>,
}

/// A customer with what was said.
#[derive(Serialize, ToSchema)]
pub struct CustomerDetail {
    #[serde(flatten)]
    customer: CustomerAccount,
    coordinators: Vec<CustomerCoordinator>,
    /// The latest first.
    contacts: Vec<CustomerContact>,
    #[schema(format = DateTime)]
    last_nudge: Option<String>,
}

fn one(world: &World, actor: &Actor, id: &InstitutionId) -> Result<CustomerDetail> {
    let CustomerPage { customer, coordinators, contacts, last_nudge } =
        world.db.read(|conn| customers::one(conn, actor, id, world.today()))?;
    let contact = |(contact, made_by): (Contact, String)| CustomerContact {
        kind: contact.kind,
        text: contact.text,
        made_at: moment(contact.made_at),
        made_by,
    };
    let coordinator = |person: Person| CustomerCoordinator { name: person.full_name(), email: person.email };
    Ok(CustomerDetail {
        customer: customer.into(),
        coordinators: coordinators.into_iter().map(coordinator).collect(),
        contacts: contacts.into_iter().map(contact).collect(),
        last_nudge: maybe_moment(last_nudge),
    })
}

/// One of the institutions one looks after.
#[utoipa::path(get, operation_id = "get_customer", path = "/api/v1/training/customers/{id}", tag = "training", params(("id" = String, Path)),
    responses((status = 200, body = CustomerDetail)))]
pub async fn get(visit: Visit, Path(id): Path<String>) -> Answer {
    let (actor, id) = (visit.actor(), own(&id)?);
    Ok(Json(visit.app.run(move |world| one(world, &actor, &id)).await?).into_response())
}

/// Something to be written down.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewContact {
    /// Every kind but `nudge`, which is a verb of its own.
    #[schema(value_type = words::ContactKind)]
    kind: ContactKind,
    #[schema(max_length = 1000, example = "Kalan saatler için ocak ayı konuşuldu.")]
    text: String,
}

/// Writes down what was said to a customer. It stays as it is.
#[utoipa::path(post, operation_id = "note_contact", path = "/api/v1/training/customers/{id}/contacts", tag = "training", params(("id" = String, Path)),
    request_body = NewContact, responses((status = 201, description = "Written down", body = CustomerDetail)))]
pub async fn note(visit: Visit, Path(id): Path<String>, Body(given): Body<NewContact>) -> Answer {
    let (actor, id) = (visit.actor(), own(&id)?);
    let verb = move |world: &World| {
        customers::note(world, &actor, &id, given.kind, &given.text)?;
        one(world, &actor, &id)
    };
    Ok((StatusCode::CREATED, Json(visit.app.run(verb).await?)).into_response())
}

/// Reminds a customer's coordinators of their unused hours, at most once a week.
#[utoipa::path(post, operation_id = "nudge_customer", path = "/api/v1/training/customers/{id}/nudges", tag = "training", params(("id" = String, Path)),
    responses((status = 201, description = "Sent", body = CustomerDetail)))]
pub async fn nudge(visit: Visit, Path(id): Path<String>) -> Answer {
    let (actor, id) = (visit.actor(), own(&id)?);
    let verb = move |world: &World| {
        customers::nudge(world, &actor, &id)?;
        one(world, &actor, &id)
    };
    Ok((StatusCode::CREATED, Json(visit.app.run(verb).await?)).into_response())
}
