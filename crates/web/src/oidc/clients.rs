//! Clients of an application, for administrators. A secret is shown once, in the answer to the `POST` that made it.

use super::client_form::ClientForm;
use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::input::Form;
use crate::render::Page;
use crate::visit::{Message, Visit};
use axum::extract::Path;
use kunye_core::applications::Application;
use kunye_core::oidc::clients::{self, Registered};
use kunye_core::oidc::{Algorithm, Client, ClientAuth, Scope};
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{ClientId, looks_like_id};
use kunye_kernel::secret::Secret;
use serde::Serialize;

#[derive(Serialize)]
struct ApplicationTag {
    name: String,
    href: String,
}

impl ApplicationTag {
    fn of(application: &Application) -> Self {
        Self { name: application.name.clone(), href: format!("/kayit/uygulamalar/{}", application.slug) }
    }

    fn clients(&self) -> String {
        format!("{}/istemciler", self.href)
    }
}

#[derive(Serialize)]
struct List {
    application: ApplicationTag,
    new_href: String,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    href: String,
    name: String,
    auth: ClientAuth,
    since: String,
    /// "" while it lives.
    ended: String,
}

impl Page for List {
    const TEMPLATE: &'static str = "oidc/clients.html";
}

#[derive(Serialize)]
struct Show {
    application: ApplicationTag,
    back_href: String,
    href: String,
    client: ClientTag,
    issuer: String,
}

#[derive(Serialize)]
struct ClientTag {
    id: String,
    name: String,
    auth: ClientAuth,
    own: bool,
    second_factor: bool,
    algorithm: Algorithm,
    scopes: Vec<&'static str>,
    redirects: Vec<String>,
    sign_outs: Vec<String>,
    logout_uri: String,
    since: String,
    ended: String,
}

impl Page for Show {
    const TEMPLATE: &'static str = "oidc/client.html";
}

#[derive(Serialize)]
struct Edit {
    application: ApplicationTag,
    back_href: String,
    /// A client that is there already keeps how it proves itself.
    new: bool,
    auths: &'static [ClientAuth],
    algorithms: &'static [Algorithm],
    scopes: Vec<&'static str>,
    form: ClientForm,
    errors: Vec<Message>,
}

impl Page for Edit {
    const TEMPLATE: &'static str = "oidc/client_form.html";
}

/// Shown once.
#[derive(Serialize)]
struct SecretPage {
    application: ApplicationTag,
    href: String,
    name: String,
    id: String,
    secret: String,
    issuer: String,
}

impl Page for SecretPage {
    const TEMPLATE: &'static str = "oidc/secret.html";
}

#[derive(Serialize)]
struct End {
    application: ApplicationTag,
    back_href: String,
    name: String,
}

impl Page for End {
    const TEMPLATE: &'static str = "oidc/end.html";
}

fn issuer(visit: &Visit) -> String {
    visit.app.world.public_url.to_string()
}

/// `GET /kayit/uygulamalar/{slug}/istemciler`
pub async fn list(visit: Visit, Path(slug): Path<String>) -> Answer {
    let (application, clients) = of_application(&visit, slug).await?;
    let application = ApplicationTag::of(&application);
    let here = application.clients();
    let rows = clients.into_iter().map(|client| Row::of(&here, client)).collect();
    visit.page(&List { new_href: format!("{here}/yeni"), application, rows })
}

async fn of_application(visit: &Visit, slug: String) -> Result<(Application, Vec<Client>)> {
    let actor = visit.actor();
    visit.app.run(move |world| world.db.read(|conn| clients::of_application(conn, world, &actor, &slug))).await
}

impl Row {
    fn of(here: &str, client: Client) -> Self {
        Self {
            href: format!("{here}/{}", client.id),
            name: client.name,
            auth: client.auth,
            since: client.created_at.day().to_string(),
            ended: client.ended_at.map(|at| at.day().to_string()).unwrap_or_default(),
        }
    }
}

/// The client, if it is one of this application's.
async fn one(visit: &Visit, slug: &str, id: &str) -> Result<Registered> {
    let (actor, id) = (visit.actor(), ClientId::from(id));
    if !looks_like_id(id.as_str()) {
        return Err(Error::not_found());
    }
    let found = visit.app.run(move |world| world.db.read(|conn| clients::registered(conn, world, &actor, &id))).await?;
    if found.application.slug == slug { Ok(found) } else { Err(Error::not_found()) }
}

/// `GET /kayit/uygulamalar/{slug}/istemciler/{id}`
pub async fn show(visit: Visit, Path((slug, id)): Path<(String, String)>) -> Answer {
    let found = one(&visit, &slug, &id).await?;
    let application = ApplicationTag::of(&found.application);
    let (back_href, client) = (application.clients(), found.client);
    let href = format!("{back_href}/{}", client.id);
    let tag = ClientTag {
        id: client.id.to_string(),
        name: client.name,
        auth: client.auth,
        own: client.own,
        second_factor: client.second_factor,
        algorithm: client.algorithm,
        scopes: client.scope.iter().filter(|scope| *scope != Scope::OpenId).map(Scope::as_str).collect(),
        redirects: found.redirects,
        sign_outs: found.sign_outs,
        logout_uri: client.logout_uri.unwrap_or_default(),
        since: client.created_at.display(),
        ended: client.ended_at.map(|at| at.display()).unwrap_or_default(),
    };
    visit.page(&Show { application, back_href, href, client: tag, issuer: issuer(&visit) })
}

fn form(application: &Application, back_href: String, new: bool, form: ClientForm) -> Edit {
    Edit {
        application: ApplicationTag::of(application),
        back_href,
        new,
        auths: ClientAuth::ALL,
        algorithms: Algorithm::ALL,
        scopes: Scope::ALL.iter().filter(|scope| **scope != Scope::OpenId).map(|scope| scope.as_str()).collect(),
        form,
        errors: Vec::new(),
    }
}

/// `GET /kayit/uygulamalar/{slug}/istemciler/yeni`
pub async fn ask_new(visit: Visit, Path(slug): Path<String>) -> Answer {
    let (application, _) = of_application(&visit, slug).await?;
    let back = ApplicationTag::of(&application).clients();
    visit.page(&form(&application, back, true, ClientForm::usual()))
}

/// `POST /kayit/uygulamalar/{slug}/istemciler/yeni`
pub async fn add(visit: Visit, Path(slug): Path<String>, Form(given): Form<ClientForm>) -> Answer {
    let (application, _) = of_application(&visit, slug.clone()).await?;
    let (actor, typed) = (visit.actor(), given.clone());
    let made = visit.app.run(move |world| clients::add(world, &actor, &slug, typed.auth()?, &typed.described()?));
    let back = ApplicationTag::of(&application).clients();
    match made.await {
        Ok((client, Some(secret))) => shown_once(&visit, &application, &client, &secret),
        Ok((client, None)) => {
            Ok(Flash::success("oidc-client-added").on(&visit.app, see_other(&format!("{back}/{}", client.id)))?)
        }
        Err(error) => visit.refuse(error, |errors| Edit { errors, ..form(&application, back, true, given) }, "name"),
    }
}

fn shown_once(visit: &Visit, application: &Application, client: &Client, secret: &Secret) -> Answer {
    let application = ApplicationTag::of(application);
    visit.page(&SecretPage {
        href: format!("{}/{}", application.clients(), client.id),
        application,
        name: client.name.clone(),
        id: client.id.to_string(),
        secret: secret.expose().to_owned(),
        issuer: issuer(visit),
    })
}

/// `GET /kayit/uygulamalar/{slug}/istemciler/{id}/duzenle`
pub async fn ask_change(visit: Visit, Path((slug, id)): Path<(String, String)>) -> Answer {
    let found = one(&visit, &slug, &id).await?;
    let back = format!("{}/{id}", ApplicationTag::of(&found.application).clients());
    visit.page(&form(&found.application, back, false, ClientForm::of(&found)))
}

/// `POST /kayit/uygulamalar/{slug}/istemciler/{id}/duzenle`
pub async fn change(visit: Visit, Path((slug, id)): Path<(String, String)>, Form(given): Form<ClientForm>) -> Answer {
    let found = one(&visit, &slug, &id).await?;
    let back = format!("{}/{id}", ApplicationTag::of(&found.application).clients());
    let (actor, typed, client) = (visit.actor(), given.clone(), found.client.id.clone());
    match visit.app.run(move |world| clients::change(world, &actor, &client, &typed.described()?)).await {
        Ok(()) => Ok(Flash::success("oidc-client-changed").on(&visit.app, see_other(&back))?),
        Err(error) => visit.refuse(error, |errors| Edit { errors, ..form(&found.application, back, false, given) }, "name"),
    }
}

/// `POST /kayit/uygulamalar/{slug}/istemciler/{id}/gizli-anahtar`
pub async fn renew_secret(visit: Visit, Path((slug, id)): Path<(String, String)>) -> Answer {
    let found = one(&visit, &slug, &id).await?;
    let (actor, client) = (visit.actor(), found.client.id.clone());
    let secret = visit.app.run(move |world| clients::renew_secret(world, &actor, &client)).await?;
    shown_once(&visit, &found.application, &found.client, &secret)
}

/// `GET /kayit/uygulamalar/{slug}/istemciler/{id}/sonlandir`
pub async fn ask_end(visit: Visit, Path((slug, id)): Path<(String, String)>) -> Answer {
    let found = one(&visit, &slug, &id).await?;
    let application = ApplicationTag::of(&found.application);
    visit.page(&End { back_href: format!("{}/{id}", application.clients()), application, name: found.client.name })
}

/// `POST /kayit/uygulamalar/{slug}/istemciler/{id}/sonlandir`
pub async fn end(visit: Visit, Path((slug, id)): Path<(String, String)>) -> Answer {
    let found = one(&visit, &slug, &id).await?;
    let (actor, client) = (visit.actor(), found.client.id.clone());
    visit.app.run(move |world| clients::end(world, &actor, &client)).await?;
    let back = ApplicationTag::of(&found.application).clients();
    Ok(Flash::success("oidc-client-ended-flash").on(&visit.app, see_other(&back))?)
}
