use super::notice;
use crate::answer::{Answer, WithCookie, see_other};
use crate::input::Query;
use crate::render::Page;
use crate::visit::Visit;
use crate::{address, cookies};
use axum::extract::Path;
use kunye_core::accounts::sessions::Stage;
use kunye_core::policy;
use kunye_core::register;
use kunye_kernel::error::Error;
use kunye_kernel::language::Language;
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct Home {}

impl Page for Home {
    const TEMPLATE: &'static str = "public/home.html";
}

/// `GET /`
pub async fn home(visit: Visit) -> Answer {
    visit.page(&Home {})
}

#[derive(Serialize)]
struct Steps {
    max_age_days: i64,
}

impl Page for Steps {
    const TEMPLATE: &'static str = "public/steps.html";
}

/// `GET /adimlar` (A12)
pub async fn steps(visit: Visit) -> Answer {
    let policy = visit.app.run(|world| world.policy()).await?;
    visit.page(&Steps { max_age_days: policy.get(policy::PASSWORD_MAX_AGE) })
}

#[derive(Serialize)]
struct Notice {
    version: &'static str,
    since: String,
    retention_years: i64,
}

impl Page for Notice {
    const TEMPLATE: &'static str = "public/notice.html";
}

/// `GET /aydinlatma`: before the form. Reading on is `POST /aydinlatma`, in `form`.
pub async fn notice(visit: Visit) -> Answer {
    let policy = visit.app.run(|world| world.policy()).await?;
    let retention_years = policy.get(policy::ARCHIVE_KEPT);
    visit.page(&Notice { version: notice::VERSION, since: notice::SINCE.to_string(), retention_years })
}

#[derive(Deserialize, Default)]
pub struct Back {
    #[serde(default)]
    to: String,
}

/// `GET /dil/{language}?to=`: remembers the language for a year and goes back. Whoever is signed in is written to in it from now on; a link
/// on somebody else's page changes no more than the cookie.
pub async fn choose_language(visit: Visit, Path(code): Path<String>, Query(back): Query<Back>) -> Answer {
    const YEAR: i64 = 365 * 24 * 60 * 60;
    let language = Language::parse(&code).ok_or_else(Error::not_found)?;
    if visit.is_from_our_page() && visit.session().is_some_and(|session| session.stage == Stage::Full) {
        let actor = visit.actor();
        visit.app.run(move |world| register::language::choose(world, &actor, language)).await?;
    }
    let cookie = cookies::make(&visit.app, cookies::LANGUAGE, language.code(), Some(YEAR));
    Ok(see_other(address::local(&back.to).unwrap_or("/")).with_cookie(cookie))
}
