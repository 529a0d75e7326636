//! Service accounts: the page that shows a new secret is the answer to the act itself, once; it is nowhere to be fetched again.

use super::edit::{End, EndForm, Link};
use super::href;
use super::show::{self, Typed};
use crate::answer::{Answer, see_other};
use crate::errors;
use crate::flash::Flash;
use crate::input::Form;
use crate::render::Page;
use crate::visit::Visit;
use axum::extract::Path;
use kunye_core::applications::service::{self, NewService};
use kunye_core::applications::view;
use kunye_core::register::{self, fields};
use kunye_core::world::World;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::page::PageRequest;
use kunye_kernel::secret::Secret;
use serde::Serialize;

#[derive(Serialize)]
struct SecretPage {
    back_href: String,
    name: String,
    secret: String,
}

impl Page for SecretPage {
    const TEMPLATE: &'static str = "applications/secret.html";
}

fn hand_out(visit: &Visit, slug: &str, name: String, secret: &Secret) -> Answer {
    visit.page(&SecretPage { back_href: href(slug), name, secret: secret.expose().to_owned() })
}

/// `POST /kayit/uygulamalar/{slug}/servis`
pub async fn add(visit: Visit, Path(slug): Path<String>, Form(form): Form<Typed>) -> Answer {
    let (actor, given, wanted) = (visit.actor(), form.clone(), slug.clone());
    let added = move |world: &World| {
        let unit = match given.unit.trim() {
            "" => None,
            typed => {
                let detsis = fields::detsis(typed);
                let found = detsis.map(|detsis| world.db.read(|conn| register::unit_by_detsis(conn, &detsis))).transpose()?;
                Some(found.flatten().ok_or_else(|| Error::field("unit", "applications-service-no-unit"))?.id)
            }
        };
        let new = NewService { application: &wanted, name: &given.service_name, unit: unit.as_ref() };
        service::add(world, &actor, &new)
    };
    match visit.app.run(added).await {
        Ok((account, secret)) => hand_out(&visit, &slug, account.name, &secret),
        Err(error) => match errors::for_the_form(&error) {
            None => Err(error.into()),
            Some(status) => show::again(&visit, slug, form, status, visit.messages(&error, "service_name")).await,
        },
    }
}

/// `POST /kayit/uygulamalar/{slug}/servis/{name}/yenile`
pub async fn renew(visit: Visit, Path((slug, name)): Path<(String, String)>) -> Answer {
    let (actor, wanted) = (visit.actor(), name.clone());
    let secret = visit.app.run(move |world| service::renew_secret(world, &actor, &wanted)).await?;
    hand_out(&visit, &slug, name, &secret)
}

async fn end_page(visit: &Visit, slug: &str, name: &str) -> Result<End> {
    let (actor, wanted) = (visit.actor(), slug.to_owned());
    let shown = visit.app.run(move |world| view::show(world, &actor, &wanted, PageRequest::default())).await?;
    if !shown.services.iter().any(|(service, _)| service.name == name) {
        return Err(Error::not_found());
    }
    let back = Link { href: href(slug), text: shown.application.name };
    Ok(End { back, name: name.to_owned(), what: "service", holders: 0, form: EndForm::default(), errors: Vec::new() })
}

/// `GET /kayit/uygulamalar/{slug}/servis/{name}/son`
pub async fn ask_end(visit: Visit, Path((slug, name)): Path<(String, String)>) -> Answer {
    visit.page(&end_page(&visit, &slug, &name).await?)
}

/// `POST /kayit/uygulamalar/{slug}/servis/{name}/son`
pub async fn end(visit: Visit, Path((slug, name)): Path<(String, String)>, Form(form): Form<EndForm>) -> Answer {
    let page = end_page(&visit, &slug, &name).await?;
    let (actor, reason) = (visit.actor(), form.reason.clone());
    match visit.app.run(move |world| service::end(world, &actor, &name, &reason)).await {
        Ok(()) => Ok(Flash::success("applications-end-done").on(&visit.app, see_other(&href(&slug)))?),
        Err(error) => visit.refuse(error, |errors| End { form, errors, ..page }, "reason"),
    }
}
