//! Where a client sends the browser to have somebody sign in.

use super::leave;
use crate::address;
use crate::answer::{Answer, WithCookie, see_other};
use crate::cookies;
use crate::input::Form;
use crate::render::Page;
use crate::sign_in::pages as sign_in;
use crate::visit::Visit;
use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;
use kunye_core::accounts::sessions::Stage;
use kunye_core::oidc::authorise::{self as core, Asked, Decision, Parameters, Reading, Return, SENT};
use kunye_core::oidc::{Refused, Scope};
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::language::Language;
use serde::{Deserialize, Serialize};

pub const PATH: &str = "/oidc/authorize";

/// Somebody who came with something we cannot send them back with.
#[derive(Serialize)]
struct Stopped {
    text: String,
}

impl Page for Stopped {
    const TEMPLATE: &'static str = "oidc/stopped.html";
}

/// Whether the application may know this.
#[derive(Serialize)]
struct Consent {
    application: String,
    host: String,
    user_name: String,
    scopes: Vec<&'static str>,
    request: String,
}

impl Page for Consent {
    const TEMPLATE: &'static str = "oidc/consent.html";
}

/// What a query or a form says; nothing when it cannot be read.
pub fn parameters(text: &str) -> Option<Parameters> {
    if text.contains("%00") || text.contains('\0') {
        return None;
    }
    serde_urlencoded::from_str(text).ok().map(Parameters::new)
}

/// `GET /oidc/authorize`
pub async fn ask(visit: Visit, RawQuery(query): RawQuery) -> Answer {
    let query = query.unwrap_or_default();
    let from_form = query.contains(SENT);
    answer(&visit, &query, from_form, false).await
}

/// `POST /oidc/authorize`: the same with a longer request (OpenID Connect Core, 3.1.2.1). It comes without cookies from another
/// site's form, so the browser comes again by itself.
pub async fn ask_posted(body: String) -> Answer {
    let to = format!("{PATH}?{}", body.trim());
    address::local(&to).map(see_other).ok_or_else(|| Error::invalid(Vec::new()).into())
}

#[derive(Deserialize)]
pub struct Given {
    #[serde(default)]
    request: String,
    #[serde(default)]
    answer: String,
}

/// `POST /oidc/consent`
pub async fn consent(visit: Visit, Form(given): Form<Given>) -> Answer {
    if given.answer == "yes" {
        return answer(&visit, &given.request, true, true).await;
    }
    match read(&visit, &given.request).await? {
        Reading::Ask(asked) => leave::answer(&visit, &asked.back, vec![("error", "access_denied".to_owned())], true),
        _ => Err(Error::invalid(Vec::new()).into()),
    }
}

async fn read(visit: &Visit, query: &str) -> Result<Reading> {
    // Longer ones would not survive the way over the sign-in page.
    let given = parameters(query).filter(|_| query.len() < address::LONGEST - PATH.len());
    match given {
        Some(given) => visit.app.run(move |world| core::read(world, &given)).await,
        None => Ok(Reading::Stop(Error::new(Kind::Invalid(Vec::new()), "oidc-request-wrong"))),
    }
}

async fn answer(visit: &Visit, query: &str, from_form: bool, agreed: bool) -> Answer {
    let asked = match read(visit, query).await? {
        Reading::Stop(error) => {
            let text = visit.app.texts.error(visit.language, &error);
            return visit.page_with(StatusCode::BAD_REQUEST, &Stopped { text });
        }
        Reading::Refuse(back, refused) => return refuse(visit, &back, refused, from_form),
        Reading::Ask(asked) => asked,
    };
    let session = visit.session().filter(|session| session.stage == Stage::Full).map(|session| session.mac.clone());
    let (actor, wanted) = (visit.actor(), asked.clone());
    let decision = visit.app.run(move |world| core::decide(world, &actor, &wanted, session.as_deref(), agreed)).await?;
    match decision {
        Decision::Code(code) => leave::answer(visit, &asked.back, vec![("code", code.expose().to_owned())], from_form),
        Decision::Refuse(refused) => refuse(visit, &asked.back, refused, from_form),
        Decision::SignIn => in_language(visit, query, sign_in_first(visit, &asked, query)?),
        Decision::Enrol => Ok(sign_in::on_the_way(visit, "/giris/kurulum", &again(visit, &asked, query)?)?),
        Decision::Consent => in_language(visit, query, ask_consent(visit, &asked, query)?),
    }
}

fn refuse(visit: &Visit, back: &Return, refused: Refused, from_form: bool) -> Answer {
    let values = vec![("error", refused.error.as_str().to_owned()), ("error_description", refused.why.to_owned())];
    leave::answer(visit, back, values, from_form)
}

/// The same request, with the moment at which its person was sent to sign in.
fn again(visit: &Visit, asked: &Asked, query: &str) -> Result<String> {
    let own: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with(SENT)).collect();
    Ok(format!("{PATH}?{}&{SENT}={}", own.join("&"), core::sent(&visit.app.world, &asked.client)?))
}

fn sign_in_first(visit: &Visit, asked: &Asked, query: &str) -> Result<Response> {
    let next = address::encode(&again(visit, asked, query)?);
    // Who is signed in is asked again; who has begun goes on.
    let again = if visit.session().is_some_and(|session| session.stage == Stage::Full) { "&yeniden=1" } else { "" };
    let hint = asked.login_hint.as_deref().map(|hint| format!("&ad={}", address::encode(hint))).unwrap_or_default();
    Ok(see_other(&format!("/giris?sonra={next}{again}{hint}")))
}

fn ask_consent(visit: &Visit, asked: &Asked, query: &str) -> Result<Response> {
    let page = Consent {
        application: asked.application.name.clone(),
        host: leave::host(&asked.back.redirect_uri),
        user_name: visit.signed_in()?.account.user_name.clone(),
        scopes: asked.scope.iter().filter(|scope| *scope != Scope::OpenId).map(Scope::as_str).collect(),
        request: query.to_owned(),
    };
    visit.render(StatusCode::OK, &page)
}

/// The language that the client's page was in (`ui_locales`), for whoever has chosen none here.
fn in_language(visit: &Visit, query: &str, response: Response) -> Answer {
    let asked = parameters(query).and_then(|given| given.one("ui_locales").map(str::to_owned)).unwrap_or_default();
    let wished =
        asked.split(' ').find_map(|tag| Language::parse(&tag.split('-').next().unwrap_or_default().to_ascii_lowercase()));
    Ok(match wished {
        Some(language) if !visit.has_chosen_language() && language != visit.language => {
            response.with_cookie(cookies::make(&visit.app, cookies::LANGUAGE, language.code(), None))
        }
        _ => response,
    })
}
