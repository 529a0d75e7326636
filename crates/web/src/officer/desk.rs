//! One request on the officer's desk: whole for the one who deals with it, and for officers above only that it exists (A6).

use super::acts::ActForm;
use super::view::{ExistsPage, Show, Whole};
use crate::answer::{Answer, file};
use crate::errors;
use crate::form::paper::exact;
use crate::visit::Visit;
use axum::extract::Path;
use kunye_core::db::Conn;
use kunye_core::policy;
use kunye_core::register::{self, duties};
use kunye_core::requests::view::{self, ForOfficer, Seen};
use kunye_core::requests::{Approval, export, paper, sign};
use kunye_core::world::World;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::PersonId;
use std::collections::HashMap;

/// As much of a request as the visitor may know.
enum Known {
    Whole(Box<Whole>),
    Exists(ExistsPage),
}

async fn load(visit: &Visit, reference: &str) -> Result<Known> {
    let (actor, reference) = (visit.actor(), reference.to_owned());
    let read = move |world: &World| match view::for_officer(world, &actor, &reference)? {
        Seen::Whole(seen) => {
            let scan_limit = world.policy()?.get(policy::SCAN_MAX_SIZE);
            world.db.read(|conn| {
                let names = names(conn, &seen)?;
                let on_behalf = match (&seen.approval, &seen.request.person_id) {
                    (Some((approval, _)), Some(applicant)) => head_of(conn, approval, applicant)?,
                    _ => String::new(),
                };
                Ok(Known::Whole(Box::new(Whole { seen: *seen, names, on_behalf, scan_limit })))
            })
        }
        Seen::Exists(seen) => world.db.read(|conn| {
            let told = view::for_applicant(conn, seen.request.clone())?;
            let above = register::path(conn, &seen.unit.id)?.into_iter().filter(|unit| unit.id != seen.unit.id);
            let path = above.map(|unit| unit.name).collect::<Vec<_>>().join(" / ");
            Ok(Known::Exists(ExistsPage::of(*seen, &told, path)))
        }),
    };
    visit.app.run(read).await
}

fn names(conn: &mut Conn, seen: &ForOfficer) -> Result<HashMap<String, String>> {
    let mut names = HashMap::new();
    for id in seen.story.iter().filter(|line| line.actor_kind == "person").filter_map(|line| line.actor.as_ref()) {
        if !names.contains_key(id)
            && let Some(person) = register::person(conn, &PersonId::from(id.as_str()))?
        {
            names.insert(id.clone(), person.full_name());
        }
    }
    Ok(names)
}

/// The head of the seat from which a deputy approved, on the day of the signature.
fn head_of(conn: &mut Conn, approval: &Approval, applicant: &PersonId) -> Result<String> {
    if !approval.as_deputy {
        return Ok(String::new());
    }
    let seats = duties::supervisors_of(conn, applicant, approval.signed_on)?;
    let Some(seat) = seats.into_iter().find(|seat| seat.person == approval.supervisor_id) else { return Ok(String::new()) };
    let Some(head) = register::unit_head(conn, &seat.unit, approval.signed_on)? else { return Ok(String::new()) };
    Ok(register::person(conn, &head)?.map(|head| head.full_name()).unwrap_or_default())
}

/// `GET /kurum/talepler/{reference}`
pub async fn show(visit: Visit, Path(reference): Path<String>) -> Answer {
    match load(&visit, &exact(&reference)?).await? {
        Known::Whole(whole) => visit.page(&Show::of(&visit, *whole, ActForm::default(), Vec::new())),
        Known::Exists(page) => visit.page(&page),
    }
}

/// The request as it is now, with why an act on it was not done. For whoever does not deal with it, there is no such request,
/// whatever was wrong with the act.
pub(super) async fn again(visit: &Visit, reference: &str, error: Error, form: ActForm) -> Answer {
    if matches!(error.kind, Kind::NotFound | Kind::Internal | Kind::Unavailable) {
        return Err(error.into());
    }
    let Known::Whole(whole) = load(visit, reference).await? else { return Err(Error::not_found().into()) };
    let shown = Show::of(visit, *whole, form, visit.messages(&error, ""));
    Ok(errors::with_wait(visit.page_with(errors::status(&error.kind), &shown)?, &error))
}

/// `GET /kurum/talepler/{reference}/form.pdf`: the paper again, in the language it was made in.
pub async fn form_pdf(visit: Visit, Path(reference): Path<String>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let (texts, papers, name) = (visit.app.texts.clone(), visit.app.papers.clone(), format!("kunye-{reference}.pdf"));
    let draw = move |world: &World| match view::for_officer(world, &actor, &reference)? {
        Seen::Whole(seen) => {
            let language = seen.request.language;
            paper::issue(world, &texts, &*papers, &seen.request, language)
        }
        Seen::Exists(_) => Err(Error::not_found()),
    };
    file(visit.app.run(draw).await?, "application/pdf", &name, false)
}

/// `GET /kurum/talepler/{reference}/imzali.pdf`: the form with its electronic signatures, before and after it is filed.
pub async fn signed_pdf(visit: Visit, Path(reference): Path<String>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let name = format!("kunye-{reference}-imzali.pdf");
    let open = move |world: &World| match view::for_officer(world, &actor, &reference)? {
        Seen::Whole(seen) => sign::open(world, &seen.signed.ok_or_else(Error::not_found)?),
        Seen::Exists(_) => Err(Error::not_found()),
    };
    file(visit.app.run(open).await?, "application/pdf", &name, false)
}

/// `GET /kurum/talepler/{reference}/dosya.zip`: everything about a request, for an auditor without the product.
pub async fn bundle(visit: Visit, Path(reference): Path<String>) -> Answer {
    let (actor, reference, texts) = (visit.actor(), exact(&reference)?, visit.app.texts.clone());
    let name = format!("kunye-{reference}.zip");
    let pack = move |world: &World| export::bundle(world, &texts, &actor, &reference);
    file(visit.app.run(pack).await?, "application/zip", &name, false)
}
