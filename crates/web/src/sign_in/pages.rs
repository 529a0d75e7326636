use super::qr;
use crate::access::step;
use crate::answer::{Answer, WithCookie, see_other};
use crate::cookies::{self, Sealed};
use crate::input::{Form, Query};
use crate::render::Page;
use crate::visit::{Message, Visit};
use crate::{address, nav};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use kunye_core::accounts::sessions::{self, Stage};
use kunye_core::accounts::{second_factor, sign_in};
use kunye_core::oidc::{logout, settle};
use kunye_core::world::World;
use kunye_kernel::error::{Kind, Result};
use kunye_kernel::secret::Secret;
use kunye_kernel::time::MINUTE;
use minijinja::value::Value;
use serde::{Deserialize, Serialize};

/// Where to go once signed in, kept while there are steps to take.
const NEXT: Sealed = Sealed { name: "sonra", lifetime: 15 * MINUTE };

#[derive(Serialize)]
struct Password {
    next: String,
    form: PasswordForm,
    errors: Vec<Message>,
}

/// What may be shown again: never the password.
#[derive(Serialize)]
struct PasswordForm {
    user_name: String,
}

impl Page for Password {
    const TEMPLATE: &'static str = "sign_in/password.html";
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Next {
    sonra: String,
    /// Who is signed in is asked for the password again.
    yeniden: String,
    /// Who is expected to sign in.
    ad: String,
}

/// `GET /giris?sonra=`
pub async fn password(visit: Visit, Query(next): Query<Next>) -> Answer {
    let Next { sonra, yeniden, ad } = next;
    let next = address::local(&sonra).unwrap_or_default().to_owned();
    match visit.session() {
        Some(session) => match step(session.stage) {
            Some(step) if next.is_empty() => Ok(see_other(step)),
            Some(step) => Ok(on_the_way(&visit, step, &next)?),
            None if !yeniden.is_empty() => ask_for_password(&visit, next, &ad),
            None if next.is_empty() => Ok(see_other(nav::start(session, visit.app.is_demonstration()))),
            None => Ok(see_other(&next)),
        },
        None => ask_for_password(&visit, next, &ad),
    }
}

fn ask_for_password(visit: &Visit, next: String, name: &str) -> Answer {
    let form = PasswordForm { user_name: name.chars().take(128).collect() };
    visit.page(&Password { next, form, errors: Vec::new() })
}

/// To a step of the sign-in, and on to an address of ours after it.
pub fn on_the_way(visit: &Visit, step: &str, next: &str) -> Result<Response> {
    Ok(see_other(step).with_cookie(NEXT.make(&visit.app, &next)?))
}

#[derive(Deserialize)]
pub struct Credentials {
    #[serde(default)]
    next: String,
    #[serde(default)]
    user_name: String,
    #[serde(default = "nothing")]
    password: Secret,
}

fn nothing() -> Secret {
    Secret::new("")
}

/// `POST /giris`
pub async fn begin(visit: Visit, Form(given): Form<Credentials>) -> Answer {
    let Credentials { next, user_name, password } = given;
    let next = address::local(&next).unwrap_or_default().to_owned();
    let (source, agent, name, language) = (visit.source.clone(), visit.agent.clone(), user_name.clone(), visit.language);
    let old = visit.session().map(|session| session.mac.clone());
    let begun = visit.app.run(move |world| {
        let opened = sign_in::begin(world, &source, &agent, Some(language), &name, &password)?;
        // Whoever signs in again goes on with what was open, and leaves no second session behind.
        if let (Some(old), Some(new)) = (old, sessions::resolve(world, &opened.token, &source)?) {
            logout::succeed(world, &new.account.id, &old, &new.mac)?;
        }
        Ok(opened)
    });
    match begun.await {
        Ok(opened) => {
            let to = match step(opened.stage) {
                Some(step) => step,
                None if next.is_empty() => "/giris",
                None => &next,
            };
            let response = see_other(to).with_cookie(cookies::session(&visit.app, &opened.token));
            Ok(if next.is_empty() { response } else { response.with_cookie(NEXT.make(&visit.app, &next)?) })
        }
        Err(error) => {
            let form = PasswordForm { user_name: user_name.chars().take(128).collect() };
            let page = |errors| Password { next, form, errors };
            visit.refuse(error, page, "user_name")
        }
    }
}

/// On to where the person wanted to go.
fn onwards(visit: &Visit) -> Result<Response> {
    let next: Option<String> = visit.sealed(&NEXT)?;
    // The session is whole only from the next request on, and the sign-in page knows where it leads.
    let to = next.as_deref().and_then(address::local).unwrap_or("/giris");
    Ok(see_other(to).with_cookie(NEXT.forget(&visit.app)))
}

#[derive(Serialize)]
struct SecondFactor {
    mode: &'static str,
    form: CodeForm,
    errors: Vec<Message>,
}

/// The code is never shown again.
#[derive(Serialize)]
struct CodeForm {
    code: &'static str,
}

impl Page for SecondFactor {
    const TEMPLATE: &'static str = "sign_in/second_factor.html";
}

#[derive(Deserialize, Default)]
pub struct Mode {
    #[serde(default)]
    mode: String,
}

impl Mode {
    fn name(&self) -> &'static str {
        if self.mode == "recovery" { "recovery" } else { "code" }
    }
}

/// `GET /giris/kod`
pub async fn code(visit: Visit, Query(mode): Query<Mode>) -> Answer {
    match visit.signed_in()?.stage {
        Stage::NeedsCode => visit.page(&SecondFactor { mode: mode.name(), form: CodeForm { code: "" }, errors: Vec::new() }),
        _ => Ok(onwards(&visit)?),
    }
}

#[derive(Deserialize)]
pub struct Code {
    #[serde(flatten)]
    mode: Mode,
    #[serde(default = "nothing")]
    code: Secret,
}

/// `POST /giris/kod`: a code of the app, or a recovery code.
pub async fn verify(visit: Visit, Form(given): Form<Code>) -> Answer {
    let session = visit.signed_in()?.clone();
    let Code { mode, code } = given;
    match visit.app.run(move |world| second_factor::verify(world, &session, code.expose())).await {
        Ok(()) => Ok(onwards(&visit)?),
        Err(error) => {
            visit.refuse(error, |errors| SecondFactor { mode: mode.name(), form: CodeForm { code: "" }, errors }, "code")
        }
    }
}

#[derive(Serialize)]
struct Enrol {
    qr_svg: Value,
    manual_key: Vec<String>,
    form: CodeForm,
    errors: Vec<Message>,
}

impl Page for Enrol {
    const TEMPLATE: &'static str = "sign_in/enrol.html";
}

/// `GET /giris/kurulum`. The key is made at the first look and stays the same until a code confirms it.
pub async fn enrol(visit: Visit) -> Answer {
    match visit.signed_in()?.stage {
        Stage::NeedsCode => Ok(see_other("/giris/kod")),
        Stage::NeedsEnrolment | Stage::NeedsPassword | Stage::Full => match enrolment(&visit).await {
            // Set up already, in another window perhaps.
            Err(error) if error.kind == Kind::Conflict => Ok(onwards(&visit)?),
            shown => visit.page(&shown?),
        },
    }
}

async fn enrolment(visit: &Visit) -> Result<Enrol> {
    let session = visit.signed_in()?.clone();
    let enrolment = visit.app.run(move |world| second_factor::start_enrolment(world, &session)).await?;
    let letters: Vec<char> = enrolment.key.expose().chars().collect();
    let manual_key = letters.chunks(4).map(|group| group.iter().collect()).collect();
    Ok(Enrol { qr_svg: qr::svg(enrolment.url.expose())?, manual_key, form: CodeForm { code: "" }, errors: Vec::new() })
}

#[derive(Serialize)]
struct RecoveryCodes {
    codes: Vec<String>,
}

impl Page for RecoveryCodes {
    const TEMPLATE: &'static str = "sign_in/recovery_codes.html";
}

/// `POST /giris/kurulum`. The one `POST` that answers with a page: the recovery codes exist nowhere else, so there is no address
/// that could show them after a redirection.
pub async fn confirm(visit: Visit, Form(given): Form<Code>) -> Answer {
    let session = visit.signed_in()?.clone();
    let confirmed = visit.app.run(move |world| second_factor::confirm_enrolment(world, &session, given.code.expose())).await;
    match confirmed {
        Ok(codes) => visit.page(&RecoveryCodes { codes: codes.iter().map(|code| code.expose().to_owned()).collect() }),
        Err(error) => {
            let shown = enrolment(&visit).await?;
            visit.refuse(error, |errors| Enrol { errors, ..shown }, "code")
        }
    }
}

/// `POST /giris/kurtarma`: the recovery codes are in a safe place.
pub async fn kept(visit: Visit) -> Answer {
    Ok(onwards(&visit)?)
}

#[derive(Serialize)]
struct SignedOut {
    why: &'static str,
}

impl Page for SignedOut {
    const TEMPLATE: &'static str = "sign_in/signed_out.html";
}

/// `GET /cikis`: what one sees after signing out.
pub async fn signed_out(visit: Visit) -> Answer {
    match visit.session() {
        Some(session) => Ok(see_other(nav::start(session, visit.app.is_demonstration()))),
        None => visit.page_with(StatusCode::OK, &SignedOut { why: "chosen" }),
    }
}

/// `POST /cikis`. Signing out twice is signing out.
pub async fn sign_out(visit: Visit) -> Answer {
    if let Some(token) = visit.token() {
        let account = visit.session().map(|session| session.account.id.clone());
        let end = move |world: &World| {
            sessions::end(world, &token)?;
            account.map_or(Ok(()), |account| settle::settle_account(world, &account))
        };
        visit.app.run(end).await?;
    }
    let mut answer = see_other("/cikis").with_cookie(cookies::forget(&visit.app, cookies::SESSION));
    // What a page kept in the browser, for times without a connection, goes with the session.
    answer.headers_mut().insert(HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"storage\""));
    Ok(answer)
}
