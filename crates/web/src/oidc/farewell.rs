//! Where a client sends the browser to sign out (OpenID Connect RP-Initiated Logout). A hint that means the session of this very
//! browser is believed; otherwise the person is asked.

use super::authorise::parameters;
use super::leave;
use crate::answer::{Answer, WithCookie, see_other};
use crate::cookies;
use crate::input::Form;
use crate::render::Page;
use crate::visit::Visit;
use axum::extract::RawQuery;
use kunye_core::accounts::sessions;
use kunye_core::oidc::logout::{self, Farewell};
use kunye_core::oidc::settle;
use kunye_kernel::error::{Error, Result};
use serde::{Deserialize, Serialize};

/// `oidc/logout.html`
#[derive(Serialize)]
struct Ask {
    /// "" when no known client asks.
    client: String,
    request: String,
}

impl Page for Ask {
    const TEMPLATE: &'static str = "oidc/logout.html";
}

/// `GET /oidc/logout`
pub async fn ask(visit: Visit, RawQuery(query): RawQuery) -> Answer {
    answer(&visit, query.unwrap_or_default()).await
}

/// `POST /oidc/logout`
pub async fn ask_posted(visit: Visit, body: String) -> Answer {
    answer(&visit, body).await
}

async fn read(visit: &Visit, query: &str) -> Result<Farewell> {
    let given = parameters(query).ok_or_else(|| Error::invalid(Vec::new()))?;
    let read = visit.app.run(move |world| {
        let of = |name: &str| given.one(name);
        logout::farewell(world, of("id_token_hint"), of("client_id"), of("post_logout_redirect_uri"), of("state"))
    });
    read.await
}

async fn answer(visit: &Visit, query: String) -> Answer {
    let wish = read(visit, &query).await?;
    let here = visit.session().map(|session| session.mac.clone());
    match (wish.session.clone(), here) {
        (Some((mac, account)), here) if here.as_ref().is_none_or(|here| *here == mac) => {
            let actor = visit.actor();
            visit.app.run(move |world| logout::end_session(world, &mac, &account, &actor)).await?;
            gone(visit, &wish, false)
        }
        // Nobody is signed in here: there is nothing to end.
        (_, None) => gone(visit, &wish, false),
        (_, Some(_)) => {
            let client = wish.client.map(|client| client.name).unwrap_or_default();
            visit.page(&Ask { client, request: query })
        }
    }
}

#[derive(Deserialize)]
pub struct Given {
    #[serde(default)]
    request: String,
}

/// `POST /oidc/logout/confirm`
pub async fn confirm(visit: Visit, Form(given): Form<Given>) -> Answer {
    let wish = read(&visit, &given.request).await?;
    if let (Some(token), Some(session)) = (visit.token(), visit.session()) {
        let account = session.account.id.clone();
        let end = move |world: &kunye_core::world::World| {
            sessions::end(world, &token)?;
            settle::settle_account(world, &account)
        };
        visit.app.run(end).await?;
    }
    gone(&visit, &wish, true)
}

fn gone(visit: &Visit, wish: &Farewell, from_form: bool) -> Answer {
    let response = match &wish.to {
        Some(to) => leave::to(visit, to, from_form)?,
        None => see_other("/cikis"),
    };
    Ok(response.with_cookie(cookies::forget(&visit.app, cookies::SESSION)))
}
