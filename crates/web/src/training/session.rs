//! One shared session for a coordinator: seats, deadlines, the institution's groups; reserving, making smaller, giving back.

use super::{GroupTag, SessionTag, ended_because, exact, mine};
use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::input::Form;
use crate::render::Page;
use crate::visit::{Known, Message, Visit};
use axum::extract::Path;
use kunye_core::training::ledger;
use kunye_core::training::participants::takes_names;
use kunye_core::training::shared::{self, Application, ReservationState, session_for_coordinator};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::{ReservationId, looks_like_id, ulid};
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct Show {
    session: SessionTag,
    address: String,
    contents: String,
    needs: String,
    reason: String,
    seats: i32,
    free: i32,
    queue: usize,
    queue_seats: i32,
    quota: i32,
    left: i32,
    cancel_by: String,
    substitute_by: String,
    fill_from: String,
    /// Whether seats can still be asked for, or given back.
    open: bool,
    /// Whether giving back costs the hours.
    late: bool,
    /// Hours that one more group would hold, and what there is.
    needed: i32,
    available: i32,
    /// Whether names may still change.
    names_open: bool,
    groups: Vec<GroupTag>,
    /// Whether a group has seats, which can have names.
    seated: bool,
    form: ReserveForm,
    /// What was typed into the form of the group whose error it is.
    fewer: String,
    errors: Vec<Message>,
}

impl Page for Show {
    const TEMPLATE: &'static str = "training/session.html";
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReserveForm {
    seats: String,
    /// Made with the page: sent twice is sent once.
    key: String,
}

fn read(world: &World, visit: &Known, actor: &Actor, reference: &str, form: ReserveForm) -> Result<Show> {
    let today = world.today();
    let key = if looks_like_id(&form.key) { form.key } else { ulid(world.now(), &*world.entropy) };
    let form = ReserveForm { key, ..form };
    world.db.read(|conn| {
        let mine = mine(conn, actor, today)?;
        let (open, own) = session_for_coordinator(conn, &mine.proof, reference)?;
        let session = &open.row.session;
        let hours = ledger::statement(conn, &session.programme_id, mine.proof.institution())?;
        Ok(Show {
            session: SessionTag::of(&open.row, visit.language).on(session, today),
            address: open.row.site.address.clone(),
            contents: open.row.course.contents.clone(),
            needs: open.row.course.needs.clone(),
            reason: ended_because(visit, session),
            seats: session.seats,
            free: open.free,
            queue: open.queue.0,
            queue_seats: open.queue.1,
            quota: session.quota,
            left: open.left,
            cancel_by: session.cancel_by.to_string(),
            substitute_by: session.substitute_by.to_string(),
            fill_from: session.fill_from.to_string(),
            open: session.takes_reservations(today),
            late: today > session.cancel_by,
            needed: if hours.held_for(session.id.as_str()) == 0 { session.hours } else { 0 },
            available: hours.balance.available(),
            names_open: takes_names(session, today),
            seated: own.iter().any(|own| own.reservation.state.has_seats()),
            groups: own.iter().map(GroupTag::of).collect(),
            form,
            fewer: String::new(),
            errors: Vec::new(),
        })
    })
}

async fn page(visit: &Visit, reference: &str, form: ReserveForm) -> Result<Show> {
    let (reader, actor, reference) = (visit.clone(), visit.actor(), reference.to_owned());
    visit.app.run(move |world| read(world, &reader, &actor, &reference, form)).await
}

/// `GET /egitim/seans/{reference}`
pub async fn show(visit: Visit, Path(reference): Path<String>) -> Answer {
    let page = page(&visit, &exact(&reference)?, ReserveForm::default()).await?;
    visit.page(&page)
}

fn href(reference: &str) -> String {
    format!("/egitim/seans/{reference}")
}

/// The page again with what was wrong; what is not there for the visitor stays so.
async fn again(visit: &Visit, reference: &str, form: ReserveForm, error: Error) -> Answer {
    if matches!(error.kind, Kind::NotFound | Kind::Forbidden) {
        return Err(error.into());
    }
    let page = page(visit, reference, form).await?;
    visit.refuse(error, |errors| Show { errors, ..page }, "seats")
}

/// `POST /egitim/seans/{reference}`
pub async fn reserve(visit: Visit, Path(reference): Path<String>, Form(form): Form<ReserveForm>) -> Answer {
    let reference = exact(&reference)?;
    let (actor, wanted, given, desk) = (visit.actor(), reference.clone(), form.clone(), visit.app.desk.clone());
    let verb = move |world: &World| {
        let id = world.db.read(|conn| {
            let mine = mine(conn, &actor, world.today())?;
            session_for_coordinator(conn, &mine.proof, &wanted).map(|(open, _)| open.row.session.id)
        })?;
        // What is no number is no number of seats.
        let seats = given.seats.trim().parse().unwrap_or(0);
        if !looks_like_id(&given.key) {
            return Err(Error::conflict("error-try-again"));
        }
        desk.reserve(Application { actor, session: id, seats, key: given.key })
    };
    match visit.app.run(verb).await {
        Ok(placed) => {
            let flash = match placed.place {
                Some(place) => Flash::info("training-reserved-waiting").with("place", place),
                None if placed.state == ReservationState::Seated => Flash::success("training-reserved"),
                None => Flash::info("training-reserved-before"),
            };
            Ok(flash.with("number", placed.number).on(&visit.app, see_other(&href(&reference)))?)
        }
        Err(error) => again(&visit, &reference, form, error).await,
    }
}

/// Where to go back to, told by the page's own address.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct GroupForm {
    session: String,
    fewer: String,
}

pub(crate) fn group(id: &str) -> Result<ReservationId> {
    if looks_like_id(id) { Ok(ReservationId::from(id)) } else { Err(Error::not_found()) }
}

/// `POST /egitim/rezervasyon/{id}/vazgec`
pub async fn withdraw(visit: Visit, Path(id): Path<String>, Form(form): Form<GroupForm>) -> Answer {
    let (actor, id, reference) = (visit.actor(), group(&id)?, exact(&form.session)?);
    match visit.app.run(move |world| shared::withdraw(world, &actor, &id)).await {
        Ok(done) => {
            let flash = match (done.returned, done.used) {
                (0, 0) => Flash::success("training-withdrawn"),
                (0, used) => Flash::warning("training-withdrawn-used").with("hours", used),
                (returned, _) => Flash::success("training-withdrawn-returned").with("hours", returned),
            };
            Ok(flash.on(&visit.app, see_other(&href(&reference)))?)
        }
        Err(error) => again(&visit, &reference, ReserveForm::default(), error).await,
    }
}

/// `POST /egitim/rezervasyon/{id}/azalt`: session, fewer. Each group has a form of its own, in which its error stands.
pub async fn reduce(visit: Visit, Path(id): Path<String>, Form(form): Form<GroupForm>) -> Answer {
    let (actor, id, reference) = (visit.actor(), group(&id)?, exact(&form.session)?);
    let (seats, wanted) = (form.fewer.trim().parse().unwrap_or(0), id.clone());
    match visit.app.run(move |world| shared::reduce(world, &actor, &wanted, seats)).await {
        Ok(()) => Ok(Flash::success("training-reduced").with("seats", seats).on(&visit.app, see_other(&href(&reference)))?),
        Err(error) if error.fields().is_empty() => again(&visit, &reference, ReserveForm::default(), error).await,
        Err(error) => {
            let page = page(&visit, &reference, ReserveForm::default()).await?;
            let number = page.groups.iter().find(|group| group.id == id.as_str()).map_or(0, |group| group.number);
            let at = |one: Message| Message { field: format!("fewer-{number}"), ..one };
            let shown = |errors: Vec<Message>| Show { fewer: form.fewer, errors: errors.into_iter().map(at).collect(), ..page };
            visit.refuse(error, shown, "")
        }
    }
}
