use super::href;
use crate::answer::Answer;
use crate::render::Page;
use crate::visit::Visit;
use kunye_core::applications::view;
use serde::Serialize;

#[derive(Serialize)]
struct List {
    applications: Vec<Line>,
    may_change: bool,
}

#[derive(Serialize)]
struct Line {
    href: String,
    slug: String,
    name: String,
    purpose: String,
    open_to_all: bool,
    roles: usize,
    holders: i64,
    /// A day, or "".
    ended: String,
}

impl Page for List {
    const TEMPLATE: &'static str = "applications/list.html";
}

/// `GET /kayit/uygulamalar`
pub async fn list(visit: Visit) -> Answer {
    let actor = visit.actor();
    let overview = visit.app.run(move |world| view::overview(world, &actor)).await?;
    let line = |one: view::Summary| Line {
        href: href(&one.application.slug),
        slug: one.application.slug,
        name: one.application.name,
        purpose: one.application.purpose,
        open_to_all: one.application.open_to_all,
        roles: one.roles,
        holders: one.holders,
        ended: one.application.ended_at.map(|at| at.day().to_string()).unwrap_or_default(),
    };
    visit.page(&List { applications: overview.applications.into_iter().map(line).collect(), may_change: overview.may_change })
}
