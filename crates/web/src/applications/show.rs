use super::href;
use crate::answer::Answer;
use crate::input::Query;
use crate::paging::Pages;
use crate::register::rows::{person_href, unit_href};
use crate::render::Page;
use crate::visit::{Message, Visit};
use axum::extract::Path;
use axum::http::StatusCode;
use kunye_core::applications::view::{self, Holder};
use kunye_core::applications::{Role, ServiceAccount};
use kunye_core::register::Unit;
use kunye_kernel::error::Result;
use kunye_kernel::page::PageRequest;
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct Show {
    application: Tag,
    roles: Vec<RoleTag>,
    machines: Vec<Machine>,
    holders: Vec<HolderTag>,
    pages: Pages,
    may_change: bool,
    form: Typed,
    errors: Vec<Message>,
}

impl Page for Show {
    const TEMPLATE: &'static str = "applications/show.html";
}

#[derive(Serialize)]
struct Tag {
    href: String,
    slug: String,
    name: String,
    purpose: String,
    open_to_all: bool,
    /// A day, or "".
    ended: String,
}

#[derive(Serialize)]
struct RoleTag {
    href: String,
    slug: String,
    name: String,
    holders: i64,
    /// A day, or "".
    ended: String,
}

#[derive(Serialize)]
struct Machine {
    href: String,
    name: String,
    /// "" for everything.
    unit: String,
    since: String,
}

#[derive(Serialize)]
struct HolderTag {
    name: String,
    href: String,
    user_name: String,
    role: String,
    unit: String,
    unit_href: String,
    since: String,
}

/// What the page's own forms send: a new role, or a new machine.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub role_slug: String,
    pub role_name: String,
    pub service_name: String,
    /// DETSİS number of the unit that a machine shall see; "" for everything.
    pub unit: String,
}

#[derive(Deserialize, Default)]
pub struct Wanted {
    #[serde(default)]
    page: String,
}

/// `GET /kayit/uygulamalar/{slug}?page=`
pub async fn show(visit: Visit, Path(slug): Path<String>, Query(wanted): Query<Wanted>) -> Answer {
    visit.page(&load(&visit, slug, wanted.page.parse().ok(), Typed::default(), Vec::new()).await?)
}

/// The page again, with what was wrong with one of its forms.
pub(super) async fn again(visit: &Visit, slug: String, form: Typed, status: StatusCode, errors: Vec<Message>) -> Answer {
    visit.page_with(status, &load(visit, slug, None, form, errors).await?)
}

async fn load(visit: &Visit, slug: String, page: Option<u32>, form: Typed, errors: Vec<Message>) -> Result<Show> {
    let actor = visit.actor();
    let shown = visit.app.run(move |world| view::show(world, &actor, &slug, PageRequest::new(page, None))).await?;
    let own = href(&shown.application.slug);
    let day = |at: Option<kunye_kernel::time::Time>| at.map(|at| at.day().to_string()).unwrap_or_default();
    let role = |(role, holders): (Role, i64)| RoleTag {
        href: format!("{own}/rol/{}", role.slug),
        slug: role.slug,
        name: role.name,
        holders,
        ended: day(role.ended_at),
    };
    let machine = |(service, unit): (ServiceAccount, Option<Unit>)| Machine {
        href: format!("{own}/servis/{}", service.name),
        name: service.name,
        unit: unit.map(|unit| unit.name).unwrap_or_default(),
        since: service.created_at.day().to_string(),
    };
    Ok(Show {
        pages: Pages::of(&shown.holders, |page| format!("?page={page}")),
        application: Tag {
            href: own.clone(),
            ended: day(shown.application.ended_at),
            slug: shown.application.slug,
            name: shown.application.name,
            purpose: shown.application.purpose,
            open_to_all: shown.application.open_to_all,
        },
        roles: shown.roles.into_iter().map(role).collect(),
        machines: shown.services.into_iter().map(machine).collect(),
        holders: shown.holders.items.into_iter().map(HolderTag::from).collect(),
        may_change: shown.may_change,
        form,
        errors,
    })
}

impl From<Holder> for HolderTag {
    fn from(holder: Holder) -> Self {
        Self {
            href: person_href(&holder.person),
            name: holder.person.full_name(),
            user_name: holder.account.user_name,
            role: holder.role.name,
            unit_href: unit_href(&holder.unit),
            unit: holder.unit.name,
            since: holder.authorisation.starts_at.day().to_string(),
        }
    }
}
