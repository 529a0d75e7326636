//! Adding, renaming and ending applications and roles.

use super::show::{self, Typed};
use super::{HOME, href};
use crate::answer::{Answer, see_other};
use crate::errors;
use crate::flash::Flash;
use crate::input::Form;
use crate::render::Page;
use crate::visit::{Message, Visit};
use axum::extract::Path;
use kunye_core::applications::manage::{self, Words};
use kunye_core::applications::view;
use kunye_core::world::World;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::page::PageRequest;
use serde::{Deserialize, Serialize};

/// An application that is new, or to be changed; the short name is given once.
#[derive(Serialize)]
struct Edit {
    new: bool,
    back: Link,
    form: EditForm,
    errors: Vec<Message>,
}

#[derive(Serialize)]
pub(super) struct Link {
    pub href: String,
    pub text: String,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct EditForm {
    slug: String,
    name: String,
    purpose: String,
    /// `yes`, or "".
    open_to_all: String,
}

impl EditForm {
    fn words(&self) -> Words<'_> {
        Words { name: &self.name, purpose: &self.purpose, open_to_all: self.open_to_all == "yes" }
    }
}

impl Page for Edit {
    const TEMPLATE: &'static str = "applications/edit.html";
}

fn new_page(visit: &Visit, form: EditForm, errors: Vec<Message>) -> Edit {
    Edit { new: true, back: Link { href: HOME.to_owned(), text: visit.text("nav-applications") }, form, errors }
}

/// `GET /kayit/uygulamalar/yeni`
pub async fn ask_new(visit: Visit) -> Answer {
    visit.page(&new_page(&visit, EditForm::default(), Vec::new()))
}

/// `POST /kayit/uygulamalar/yeni`
pub async fn add(visit: Visit, Form(form): Form<EditForm>) -> Answer {
    let (actor, given) = (visit.actor(), form.clone());
    match visit.app.run(move |world| manage::add(world, &actor, &given.slug, &given.words())).await {
        Ok(added) => Ok(Flash::success("applications-added").on(&visit.app, see_other(&href(&added.slug)))?),
        Err(error) => visit.refuse(error, |errors| new_page(&visit, form, errors), "slug"),
    }
}

/// An application in use that the actor may change.
async fn changeable(visit: &Visit, slug: &str) -> Result<view::Shown> {
    let (actor, slug) = (visit.actor(), slug.to_owned());
    let shown = visit.app.run(move |world| view::show(world, &actor, &slug, PageRequest::default())).await?;
    if !shown.may_change {
        return Err(Error::forbidden("error-register-not-whole"));
    }
    Ok(shown)
}

fn back_to(shown: &view::Shown) -> Link {
    Link { href: href(&shown.application.slug), text: shown.application.name.clone() }
}

/// `GET /kayit/uygulamalar/{slug}/duzenle`
pub async fn ask_change(visit: Visit, Path(slug): Path<String>) -> Answer {
    let shown = changeable(&visit, &slug).await?;
    let form = EditForm {
        slug,
        name: shown.application.name.clone(),
        purpose: shown.application.purpose.clone(),
        open_to_all: if shown.application.open_to_all { "yes".to_owned() } else { String::new() },
    };
    visit.page(&Edit { new: false, back: back_to(&shown), form, errors: Vec::new() })
}

/// `POST /kayit/uygulamalar/{slug}/duzenle`
pub async fn change(visit: Visit, Path(slug): Path<String>, Form(form): Form<EditForm>) -> Answer {
    let shown = changeable(&visit, &slug).await?;
    let (actor, given, wanted) = (visit.actor(), form.clone(), slug.clone());
    match visit.app.run(move |world| manage::rename(world, &actor, &wanted, &given.words())).await {
        Ok(_) => Ok(Flash::success("applications-changed").on(&visit.app, see_other(&href(&slug)))?),
        Err(error) => {
            let form = EditForm { slug, ..form };
            visit.refuse(error, |errors| Edit { new: false, back: back_to(&shown), form, errors }, "name")
        }
    }
}

/// `POST /kayit/uygulamalar/{slug}/rol`
pub async fn add_role(visit: Visit, Path(slug): Path<String>, Form(form): Form<Typed>) -> Answer {
    let (actor, given, wanted) = (visit.actor(), form.clone(), slug.clone());
    let added = move |world: &World| manage::add_role(world, &actor, &wanted, &given.role_slug, &given.role_name);
    match visit.app.run(added).await {
        Ok(role) => {
            let told = Flash::success("applications-role-added").with("role", role.name);
            Ok(told.on(&visit.app, see_other(&href(&slug)))?)
        }
        Err(error) => match errors::for_the_form(&error) {
            None => Err(error.into()),
            Some(status) => show::again(&visit, slug, form, status, visit.messages(&error, "role_slug")).await,
        },
    }
}

#[derive(Serialize)]
struct RolePage {
    back: Link,
    end_href: String,
    slug: String,
    form: RoleForm,
    errors: Vec<Message>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RoleForm {
    role_name: String,
}

impl Page for RolePage {
    const TEMPLATE: &'static str = "applications/role.html";
}

async fn role_page(visit: &Visit, slug: &str, role: &str) -> Result<RolePage> {
    let shown = changeable(visit, slug).await?;
    let found = shown.roles.iter().map(|(role, _)| role).find(|one| one.slug == role && one.ended_at.is_none());
    let found = found.ok_or_else(Error::not_found)?;
    Ok(RolePage {
        end_href: format!("{}/rol/{role}/son", href(slug)),
        slug: found.slug.clone(),
        form: RoleForm { role_name: found.name.clone() },
        back: back_to(&shown),
        errors: Vec::new(),
    })
}

/// `GET /kayit/uygulamalar/{slug}/rol/{role}`
pub async fn ask_role(visit: Visit, Path((slug, role)): Path<(String, String)>) -> Answer {
    visit.page(&role_page(&visit, &slug, &role).await?)
}

/// `POST /kayit/uygulamalar/{slug}/rol/{role}`
pub async fn rename_role(visit: Visit, Path((slug, role)): Path<(String, String)>, Form(form): Form<RoleForm>) -> Answer {
    let page = role_page(&visit, &slug, &role).await?;
    let (actor, given, wanted) = (visit.actor(), form.role_name.clone(), slug.clone());
    match visit.app.run(move |world| manage::rename_role(world, &actor, &wanted, &role, &given)).await {
        Ok(_) => Ok(Flash::success("applications-changed").on(&visit.app, see_other(&href(&slug)))?),
        Err(error) => visit.refuse(error, |errors| RolePage { form, errors, ..page }, "role_name"),
    }
}

/// Something that is about to end for good: an application, a role or a machine's account.
#[derive(Serialize)]
pub(super) struct End {
    pub back: Link,
    pub name: String,
    /// `application`, `role` or `service`: the end of texts' keys.
    pub what: &'static str,
    /// How many hold it in the reader's scope.
    pub holders: i64,
    pub form: EndForm,
    pub errors: Vec<Message>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct EndForm {
    pub reason: String,
}

impl Page for End {
    const TEMPLATE: &'static str = "applications/end.html";
}

async fn end_page(visit: &Visit, slug: &str) -> Result<End> {
    let shown = changeable(visit, slug).await?;
    let (back, name, holders) = (back_to(&shown), shown.application.name.clone(), shown.holders.total);
    Ok(End { back, name, what: "application", holders, form: EndForm::default(), errors: Vec::new() })
}

/// `GET /kayit/uygulamalar/{slug}/son`
pub async fn ask_end(visit: Visit, Path(slug): Path<String>) -> Answer {
    visit.page(&end_page(&visit, &slug).await?)
}

/// `POST /kayit/uygulamalar/{slug}/son`
pub async fn end(visit: Visit, Path(slug): Path<String>, Form(form): Form<EndForm>) -> Answer {
    let page = end_page(&visit, &slug).await?;
    let (actor, reason) = (visit.actor(), form.reason.clone());
    match visit.app.run(move |world| manage::end(world, &actor, &slug, &reason)).await {
        Ok(()) => Ok(Flash::success("applications-end-done").on(&visit.app, see_other(HOME))?),
        Err(error) => visit.refuse(error, |errors| End { form, errors, ..page }, "reason"),
    }
}

async fn end_role_page(visit: &Visit, slug: &str, role: &str) -> Result<End> {
    let shown = changeable(visit, slug).await?;
    let found = shown.roles.iter().find(|(one, _)| one.slug == role && one.ended_at.is_none()).ok_or_else(Error::not_found)?;
    let (back, name, holders) = (back_to(&shown), found.0.name.clone(), found.1);
    Ok(End { back, name, what: "role", holders, form: EndForm::default(), errors: Vec::new() })
}

/// `GET /kayit/uygulamalar/{slug}/rol/{role}/son`
pub async fn ask_end_role(visit: Visit, Path((slug, role)): Path<(String, String)>) -> Answer {
    visit.page(&end_role_page(&visit, &slug, &role).await?)
}

/// `POST /kayit/uygulamalar/{slug}/rol/{role}/son`
pub async fn end_role(visit: Visit, Path((slug, role)): Path<(String, String)>, Form(form): Form<EndForm>) -> Answer {
    let page = end_role_page(&visit, &slug, &role).await?;
    let (actor, reason, wanted) = (visit.actor(), form.reason.clone(), slug.clone());
    match visit.app.run(move |world| manage::end_role(world, &actor, &wanted, &role, &reason)).await {
        Ok(()) => Ok(Flash::success("applications-end-done").on(&visit.app, see_other(&href(&slug)))?),
        Err(error) => visit.refuse(error, |errors| End { form, errors, ..page }, "reason"),
    }
}
