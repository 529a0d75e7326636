//! An account manager's own customers: hours that wait to be used first; one customer with its contacts, notes and the nudge.

use super::home::BalanceTag;
use super::request::RequestTag;
use super::tier_name;
use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::input::Form;
use crate::render::Page;
use crate::visit::{Known, Message, Visit};
use axum::extract::Path;
use kunye_core::training::customers::{self, ContactKind, Customer, CustomerPage};
use kunye_core::training::onsite::{self, RequestState, Row};
use kunye_core::training::users::Decision;
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::{InstitutionId, looks_like_id};
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct List {
    /// "" where the provider has none.
    programme: String,
    available: i32,
    rows: Vec<CustomerTag>,
    /// Requests that wait to be read.
    to_read: Vec<RequestTag>,
}

impl Page for List {
    const TEMPLATE: &'static str = "training/customers.html";
}

#[derive(Serialize)]
struct CustomerTag {
    id: String,
    name: String,
    /// "" where nothing was decided.
    tier: String,
    users: i64,
    balance: BalanceTag,
    /// People trained, and colleagues reached as stated.
    trained: i64,
    told: i64,
    /// "" for never.
    last_contact: String,
}

/// The tier, or why there is none.
fn right(visit: &Known, decision: &Decision) -> String {
    match decision.tier.as_deref() {
        Some(tier) => tier_name(visit, tier),
        None => visit.text(&format!("training-verdict-{}", decision.verdict.as_str().replace('_', "-"))),
    }
}

impl CustomerTag {
    fn of(visit: &Known, customer: &Customer) -> Self {
        let decision = customer.decision.as_ref();
        Self {
            id: customer.institution.id.to_string(),
            name: customer.institution.name.clone(),
            tier: decision.map(|one| right(visit, one)).unwrap_or_default(),
            users: decision.map_or(0, |one| one.users),
            balance: customer.balance.into(),
            trained: customer.spread.trained,
            told: customer.spread.told,
            last_contact: customer.last_contact.map(|at| at.day().to_string()).unwrap_or_default(),
        }
    }
}

/// `GET /musteri`
pub async fn list(visit: Visit) -> Answer {
    let (reader, actor) = (visit.clone(), visit.actor());
    let read = move |world: &World| {
        let today = world.today();
        let ((programme, rows), requests) =
            world.db.read(|conn| Ok((customers::customers(conn, &actor, today)?, onsite::for_manager(conn, &actor, today)?)))?;
        let waits = |row: &&Row| row.request.state == RequestState::Review;
        Ok(List {
            programme: programme.map(|programme| programme.name).unwrap_or_default(),
            available: rows.iter().map(|row| row.balance.available()).sum(),
            rows: rows.iter().map(|row| CustomerTag::of(&reader, row)).collect(),
            to_read: requests.iter().filter(waits).map(|row| RequestTag::for_reader(row, reader.language)).collect(),
        })
    };
    let page = visit.app.run(read).await?;
    visit.page(&page)
}

#[derive(Serialize)]
struct Show {
    customer: CustomerTag,
    coordinators: Vec<PersonTag>,
    contacts: Vec<ContactTag>,
    /// What it has asked for, drafts left out.
    requests: Vec<RequestTag>,
    /// When it was last nudged, or "".
    last_nudge: String,
    kinds: Vec<ContactKind>,
    form: NoteForm,
    errors: Vec<Message>,
}

impl Page for Show {
    const TEMPLATE: &'static str = "training/customer.html";
}

#[derive(Serialize)]
struct PersonTag {
    name: String,
    /// "" where the register has none.
    email: String,
}

#[derive(Serialize)]
struct ContactTag {
    kind: ContactKind,
    text: String,
    at: String,
    by: String,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct NoteForm {
    kind: String,
    text: String,
}

pub(crate) fn own(id: &str) -> Result<InstitutionId> {
    if looks_like_id(id) { Ok(InstitutionId::from(id)) } else { Err(Error::not_found()) }
}

fn read(world: &World, visit: &Known, actor: &Actor, id: &InstitutionId, form: NoteForm) -> Result<Show> {
    let today = world.today();
    let (CustomerPage { customer, coordinators, contacts, last_nudge }, requests) =
        world.db.read(|conn| Ok((customers::one(conn, actor, id, today)?, onsite::for_manager(conn, actor, today)?)))?;
    let contact = |(contact, by): (customers::Contact, String)| ContactTag {
        kind: contact.kind,
        text: contact.text,
        at: contact.made_at.display(),
        by,
    };
    let person =
        |person: kunye_core::register::Person| PersonTag { name: person.full_name(), email: person.email.unwrap_or_default() };
    Ok(Show {
        customer: CustomerTag::of(visit, &customer),
        coordinators: coordinators.into_iter().map(person).collect(),
        contacts: contacts.into_iter().map(contact).collect(),
        requests: requests
            .iter()
            .filter(|row| row.request.institution_id == *id)
            .map(|row| RequestTag::for_reader(row, visit.language))
            .collect(),
        last_nudge: last_nudge.map(|at| at.day().to_string()).unwrap_or_default(),
        kinds: ContactKind::ALL.iter().copied().filter(|kind| *kind != ContactKind::Nudge).collect(),
        form,
        errors: Vec::new(),
    })
}

/// `GET /musteri/{id}`
pub async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let (reader, actor, id) = (visit.clone(), visit.actor(), own(&id)?);
    let page = visit.app.run(move |world| read(world, &reader, &actor, &id, NoteForm::default())).await?;
    visit.page(&page)
}

async fn told(visit: &Visit, id: InstitutionId, form: NoteForm, done: Result<&'static str>) -> Answer {
    match done {
        Ok(words) => Ok(Flash::success(words).on(&visit.app, see_other(&format!("/musteri/{id}")))?),
        Err(error) if matches!(error.kind, Kind::NotFound | Kind::Forbidden) => Err(error.into()),
        Err(error) => {
            let (reader, actor) = (visit.clone(), visit.actor());
            let page = visit.app.run(move |world| read(world, &reader, &actor, &id, form)).await?;
            visit.refuse(error, |errors| Show { errors, ..page }, "")
        }
    }
}

/// `POST /musteri/{id}/not`: kind, text.
pub async fn note(visit: Visit, Path(id): Path<String>, Form(form): Form<NoteForm>) -> Answer {
    let (actor, id) = (visit.actor(), own(&id)?);
    let (of, given) = (id.clone(), form.clone());
    let verb = move |world: &World| {
        let kind = ContactKind::parse(&given.kind).ok_or_else(|| Error::field("kind", "customer-contact-kind"));
        // Whose customer it is comes first: a stranger's empty form finds nothing.
        match kind {
            Ok(kind) => customers::note(world, &actor, &of, kind, &given.text),
            Err(error) => world.db.read(|conn| customers::one(conn, &actor, &of, world.today())).and(Err(error)),
        }
    };
    let done = visit.app.run(verb).await.map(|()| "customer-noted");
    told(&visit, id, form, done).await
}

/// `POST /musteri/{id}/hatirlat`
pub async fn nudge(visit: Visit, Path(id): Path<String>) -> Answer {
    let (actor, id) = (visit.actor(), own(&id)?);
    let of = id.clone();
    let done = visit.app.run(move |world| customers::nudge(world, &actor, &of)).await.map(|()| "customer-nudge-sent");
    told(&visit, id, NoteForm::default(), done).await
}
