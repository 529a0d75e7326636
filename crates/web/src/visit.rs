//! One request: who asks, from where, in which language, for what. Found out once, before anything else; handlers take it as an
//! argument and answer through it.

use crate::answer::{Answer, WithCookie};
use crate::cookies::{self, Sealed};
use crate::errors::{self, Failure};
use crate::flash::{self, Flash};
use crate::render::{Frame, Note, Page, PersonTag};
use crate::{App, address, nav, routes, source};
use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use kunye_core::accounts::sessions::{self, Session};
use kunye_kernel::actor::{Actor, Source};
use kunye_kernel::error::{Error, Result};
use kunye_kernel::language::Language;
use kunye_kernel::secret::Secret;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::ops::Deref;
use std::sync::Arc;

/// Cheap to clone.
#[derive(Clone)]
pub struct Visit(Arc<Known>);

/// What is known of a request.
pub struct Known {
    pub app: App,
    pub language: Language,
    pub source: Source,
    /// The browser, in its own words.
    pub agent: String,
    pub path: String,
    /// Path and query: where the browser is, and may be sent back to.
    pub here: String,
    /// Whether the answer is to be read by a program.
    pub wants_json: bool,
    /// Whether a form was sent to an address that can be opened too.
    posted: bool,
    headers: HeaderMap,
    session: Option<Session>,
    flash: Option<Flash>,
}

/// An explanation beside a field of a form: `errors` in the templates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Message {
    pub field: String,
    pub text: String,
}

impl Deref for Visit {
    type Target = Known;

    fn deref(&self) -> &Known {
        &self.0
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        parts.extensions.get::<Visit>().cloned().ok_or_else(|| Error::internal("a route outside of the visit layer").into())
    }
}

/// The layer that everything below relies on: makes the visit, and dresses what goes wrong.
pub async fn begin(State(app): State<App>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let mut known = Known::of(app, &parts);
    if let Err(error) = known.find_out().await {
        return errors::dress(&Visit(Arc::new(known)), Failure::from(error).into_response());
    }
    let visit = Visit(Arc::new(known));
    parts.extensions.insert(visit.clone());
    let response = next.run(Request::from_parts(parts, body)).await;
    errors::dress(&visit, response)
}

impl Known {
    fn of(app: App, parts: &Parts) -> Self {
        let headers = parts.headers.clone();
        let header = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let accepts = header(header::ACCEPT);
        let path = parts.uri.path();
        Self {
            language: language(cookies::read(&app, &headers, cookies::LANGUAGE).as_deref(), header(header::ACCEPT_LANGUAGE)),
            source: source::of(parts, &app.settings.trusted_proxies),
            agent: header(header::USER_AGENT).to_owned(),
            path: path.to_owned(),
            here: parts.uri.path_and_query().map_or("/", |here| here.as_str()).to_owned(),
            posted: parts.method == Method::POST
                && parts.extensions.get::<MatchedPath>().is_some_and(|path| routes::is_page(path.as_str())),
            wants_json: path.starts_with("/api/") || (accepts.contains("json") && !accepts.contains("text/html")),
            headers: parts.headers.clone(),
            session: None,
            flash: None,
            app,
        }
    }

    /// What the database and the key have to be asked for.
    async fn find_out(&mut self) -> Result<()> {
        // No text of ours holds a NUL, and PostgreSQL would fail on it.
        if self.here.contains("%00") {
            return Err(Error::invalid(Vec::new()));
        }
        if self.path.starts_with("/assets/") {
            return Ok(());
        }
        self.flash = flash::COOKIE.read(&self.app, &self.headers)?;
        if let Some(token) = self.token() {
            let source = self.source.clone();
            self.session = self.app.run(move |world| sessions::resolve(world, &token, &source)).await?;
        }
        Ok(())
    }

    /// The session's token, valid or not: from the browser's cookie, or, at the API, from the header of a program (RFC 6750).
    pub fn token(&self) -> Option<Secret> {
        let bearer = if self.path.starts_with("/api/") { self.bearer() } else { None };
        let cookie = || cookies::read(&self.app, &self.headers, cookies::SESSION);
        bearer.or_else(cookie).filter(|token| !token.is_empty()).map(Secret::new)
    }

    fn bearer(&self) -> Option<String> {
        let (scheme, token) = self.headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
    }

    /// The session, however far its sign-in has come.
    pub fn session(&self) -> Option<&Session> {
        self.session.as_ref()
    }

    /// The session, for handlers whose route asks for one.
    pub fn signed_in(&self) -> Result<&Session> {
        self.session.as_ref().ok_or_else(Error::unauthenticated)
    }

    pub fn actor(&self) -> Actor {
        match &self.session {
            Some(session) => session.actor.clone(),
            None => Actor::Public { source: self.source.clone() },
        }
    }

    /// What a sealed cookie holds.
    pub fn sealed<T: DeserializeOwned>(&self, cookie: &Sealed) -> Result<Option<T>> {
        cookie.read(&self.app, &self.headers)
    }

    pub fn text(&self, key: &str) -> String {
        self.text_with(key, &[])
    }

    pub fn text_with(&self, key: &str, args: &[(&str, String)]) -> String {
        self.app.texts.text(self.language, key, args)
    }

    /// An error as messages beside fields; what belongs to no field is said at `field`.
    pub fn messages(&self, error: &Error, field: &str) -> Vec<Message> {
        let at_fields = error.fields().iter();
        let messages: Vec<Message> =
            at_fields.map(|at| Message { field: at.field.to_owned(), text: self.text_with(at.text, &error.args) }).collect();
        if messages.is_empty() {
            vec![Message { field: field.to_owned(), text: self.app.texts.error(self.language, error) }]
        } else {
            messages
        }
    }

    fn frame(&self) -> Frame<'_> {
        let settings = &self.app.settings;
        let session = self.session.as_ref().filter(|session| session.stage == sessions::Stage::Full);
        // Whoever has given every proof may leave by name, whatever is still to be done.
        let known =
            self.session.as_ref().filter(|one| matches!(one.stage, sessions::Stage::Full | sessions::Stage::NeedsPassword));
        Frame {
            lang: self.language.code(),
            path: &self.path,
            posted: self.posted,
            other_lang_href: format!("/dil/{}?to={}", self.language.other().code(), address::encode(&self.here)),
            person: known.map(|session| PersonTag::of(&session.person)),
            nav: nav::items(&self.path, session, self.app.is_demonstration(), |key| self.text(key)),
            demo: self.app.is_demonstration(),
            flash: self.flash.as_ref().map(|flash| self.note(flash)),
            owner: &settings.institution,
            help_desk: settings.help_desk.as_deref(),
        }
    }

    fn note(&self, flash: &Flash) -> Note {
        let args: Vec<(&str, String)> = flash.args.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        Note { kind: flash.tone, text: self.text_with(&flash.text, &args) }
    }

    /// Answers with a page.
    pub fn page<P: Page>(&self, page: &P) -> Answer {
        self.page_with(StatusCode::OK, page)
    }

    /// Whether the language is a choice of the person, and not of the browser.
    pub fn has_chosen_language(&self) -> bool {
        cookies::read(&self.app, &self.headers, cookies::LANGUAGE).is_some()
    }

    /// Whether the browser says that a page of ours led here (Fetch Metadata). One that does not know the header says nothing.
    pub fn is_from_our_page(&self) -> bool {
        self.headers.get("sec-fetch-site").is_some_and(|site| site == "same-origin")
    }

    /// Answers with a page under another status.
    pub fn page_with<P: Page>(&self, status: StatusCode, page: &P) -> Answer {
        Ok(self.render(status, page)?)
    }

    pub fn render<P: Page>(&self, status: StatusCode, page: &P) -> Result<Response> {
        let html = self.app.templates.render(self.language, page.template(), page, self.frame())?;
        let response = (status, Html(html)).into_response();
        Ok(match &self.flash {
            Some(_) => response.with_cookie(flash::COOKIE.forget(&self.app)),
            None => response,
        })
    }

    /// Shows a form again, with what is wrong about it; an error of ours stays an error.
    pub fn refuse<P: Page>(&self, error: Error, page: impl FnOnce(Vec<Message>) -> P, field: &str) -> Answer {
        match errors::for_the_form(&error) {
            None => Err(error.into()),
            Some(status) => {
                let answer = self.page_with(status, &page(self.messages(&error, field)))?;
                Ok(errors::with_wait(answer, &error))
            }
        }
    }
}

/// The language that was chosen, or the one the browser would rather have; Turkish otherwise.
fn language(chosen: Option<&str>, accepted: &str) -> Language {
    if let Some(language) = chosen.and_then(Language::parse) {
        return language;
    }
    let weighed = accepted.split(',').filter_map(|range| {
        let (tag, parameters) = range.split_once(';').unwrap_or((range, ""));
        let language = Language::parse(tag.trim().split('-').next()?.to_ascii_lowercase().as_str())?;
        let weight: f32 = parameters.trim().strip_prefix("q=").map_or(Some(1.0), |q| q.parse().ok())?;
        (weight > 0.0).then_some((language, weight))
    });
    // The first of equals.
    let best = weighed.reduce(|best, next| if next.1 > best.1 { next } else { best });
    best.map_or(Language::default(), |(language, _)| language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_chosen_then_accepted_then_turkish() {
        assert_eq!(language(Some("en"), "tr"), Language::En);
        assert_eq!(language(Some("xx"), "en-GB,en;q=0.9"), Language::En);
        assert_eq!(language(None, "de, en;q=0.5, tr;q=0.8"), Language::Tr);
        assert_eq!(language(None, "en,tr"), Language::En);
        assert_eq!(language(None, "en;q=0, de"), Language::Tr);
        assert_eq!(language(None, ";;q=,,\u{1}"), Language::Tr);
    }
}
