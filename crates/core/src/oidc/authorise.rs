//! The authorisation request (RFC 6749, 4.1.1; OpenID Connect Core, 3.1.2), held against its client first and then against the
//! session.
//!
//! As long as client and address are not known to belong together, nobody is sent anywhere ([`Reading::Stop`]); after that,
//! every refusal goes back to the client. PKCE with S256 is asked of everyone (RFC 9700, 2.1.1).

use super::access::{self, new_token, roles_in};
use super::fault::{OAuthError, Refused};
use super::model::{Client, Code, Grant, RedirectKind};
use super::rules::{self, Wishes};
use super::scopes::{Scope, Scopes};
use super::{CODE_LIFE, claims, clients, consents, keys, store};
use crate::accounts::Account;
use crate::accounts::sessions::{self, OpenSession};
use crate::applications::Application;
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::{ClientId, GrantId, looks_like_id};
use kunye_kernel::secret::Secret;
use kunye_kernel::time::{MINUTE, Time};
use serde_json::json;

/// Parameters as they came, in their order. One that stands twice is none (RFC 6749, 3.1).
#[derive(Debug, Clone, Default)]
pub struct Parameters(Vec<(String, String)>);

impl Parameters {
    pub fn new(pairs: Vec<(String, String)>) -> Self {
        // Without a value is without the parameter (RFC 6749, 3.1).
        Self(pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect())
    }

    pub fn one(&self, name: &str) -> Option<&str> {
        let mut values = self.0.iter().filter(|(own, _)| own == name).map(|(_, value)| value.as_str());
        values.next().filter(|_| values.next().is_none())
    }

    pub fn stands_twice(&self) -> bool {
        self.0.iter().enumerate().any(|(at, (name, _))| self.0[..at].iter().any(|(other, _)| other == name))
    }
}

/// Where an answer goes: proved to belong to the client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Return {
    pub redirect_uri: String,
    pub state: Option<String>,
    /// `response_mode=form_post`; in the query otherwise.
    pub form_post: bool,
}

/// A request that is in order.
#[derive(Debug, Clone)]
pub struct Asked {
    pub client: Client,
    pub application: Application,
    pub back: Return,
    pub scope: Scopes,
    pub wishes: Wishes,
    /// Who the client believes is there, for the sign-in page.
    pub login_hint: Option<String>,
    challenge: String,
    nonce: Option<String>,
    /// `sub` of the ID token that came as a hint.
    expected: Option<String>,
}

pub enum Reading {
    /// To be shown here.
    Stop(Error),
    Refuse(Return, Refused),
    Ask(Box<Asked>),
}

/// Longest `state` and `nonce`. What goes in comes out again, in addresses and tokens.
const LONGEST: usize = 1_000;

/// How long somebody may take to sign in.
const SENT_FOR: i64 = 30 * MINUTE;

/// Reads a request.
pub fn read(world: &World, given: &Parameters) -> Result<Reading> {
    let (client, application, redirects) = match known(world, given)? {
        Ok(known) => known,
        Err(error) => return Ok(Reading::Stop(error)),
    };
    let asked = given.one("redirect_uri").unwrap_or_default();
    if !redirects.iter().any(|own| rules::is_registered(own, asked, client.auth)) {
        return Ok(Reading::Stop(Error::new(Kind::Invalid(Vec::new()), "oidc-redirect-unknown").with("name", &client.name)));
    }
    let back = Return {
        redirect_uri: asked.to_owned(),
        state: given.one("state").filter(|state| state.len() <= LONGEST).map(str::to_owned),
        form_post: given.one("response_mode") == Some("form_post"),
    };
    Ok(match wish(world, given, &client)? {
        Ok((scope, wishes, challenge)) => Reading::Ask(Box::new(Asked {
            back,
            scope,
            wishes,
            login_hint: given.one("login_hint").map(str::to_owned),
            challenge,
            nonce: given.one("nonce").map(str::to_owned),
            expected: expected(world, given, &client)?,
            client,
            application,
        })),
        Err(refused) => Reading::Refuse(back, refused),
    })
}

type Known = (Client, Application, Vec<String>);

fn known(world: &World, given: &Parameters) -> Result<Result<Known, Error>> {
    let id = given.one("client_id").filter(|id| looks_like_id(id)).map(ClientId::from);
    world.db.read(|conn| {
        let client = match &id {
            Some(id) => store::client(conn, id)?.filter(|client| client.ended_at.is_none()),
            None => None,
        };
        let Some(client) = client else { return Ok(Err(Error::new(Kind::Invalid(Vec::new()), "oidc-client-unknown"))) };
        let application = clients::application_of(conn, &client)?;
        if application.ended_at.is_some() {
            return Ok(Err(Error::new(Kind::Invalid(Vec::new()), "oidc-client-unknown")));
        }
        let redirects = store::redirects(conn, &client.id, RedirectKind::SignIn)?;
        Ok(Ok((client, application, redirects)))
    })
}

type Wish = (Scopes, Wishes, String);

fn wish(world: &World, given: &Parameters, client: &Client) -> Result<Result<Wish, Refused>> {
    let no = |error, why| Ok(Err(Refused { error, why }));
    if given.stands_twice() {
        return no(OAuthError::InvalidRequest, "a parameter is given twice");
    }
    for (name, error) in [
        ("request", OAuthError::RequestNotSupported),
        ("request_uri", OAuthError::RequestUriNotSupported),
        ("registration", OAuthError::RegistrationNotSupported),
    ] {
        if given.one(name).is_some() {
            return no(error, "this parameter is not supported");
        }
    }
    match given.one("response_type") {
        Some("code") => {}
        Some(_) => return no(OAuthError::UnsupportedResponseType, "only the code flow is supported"),
        None => return no(OAuthError::InvalidRequest, "response_type is missing"),
    }
    if !matches!(given.one("response_mode"), None | Some("query" | "form_post")) {
        return no(OAuthError::InvalidRequest, "response_mode is query or form_post");
    }
    if ["state", "nonce"].iter().any(|name| given.one(name).is_some_and(|value| value.len() > LONGEST)) {
        return no(OAuthError::InvalidRequest, "state or nonce is too long");
    }
    let challenge = given.one("code_challenge").unwrap_or_default();
    if given.one("code_challenge_method") != Some("S256") || !rules::is_challenge(challenge) {
        return no(OAuthError::InvalidRequest, "PKCE with code_challenge_method S256 is required");
    }
    let scope = Scopes::read(given.one("scope").unwrap_or_default()).within(&client.scope);
    if !scope.has(Scope::OpenId) {
        return no(OAuthError::InvalidScope, "scope must contain openid");
    }
    let mut wishes = Wishes { sent_at: sent_at(world, given, client)?, ..Wishes::default() };
    if !wishes.prompt(given.one("prompt").unwrap_or_default()) {
        return no(OAuthError::InvalidRequest, "prompt is not understood");
    }
    if let Some(text) = given.one("max_age") {
        match text.parse::<u32>() {
            Ok(seconds) => wishes.max_age = Some(seconds.into()),
            Err(_) => return no(OAuthError::InvalidRequest, "max_age is a number of seconds"),
        }
    }
    // Who names the second factor and not the password as well wants nothing less.
    let acrs: Vec<&str> = given.one("acr_values").unwrap_or_default().split(' ').collect();
    wishes.second_factor = acrs.contains(&claims::ACR_SECOND_FACTOR) && !acrs.contains(&claims::ACR_PASSWORD);
    Ok(Ok((scope, wishes, challenge.to_owned())))
}

/// `sub` of a hint that is ours and was made for this client.
fn expected(world: &World, given: &Parameters, client: &Client) -> Result<Option<String>> {
    let Some(hint) = given.one("id_token_hint") else { return Ok(None) };
    let claims = keys::recognise(world, hint)?;
    let ours = claims.filter(|claims| claims["aud"] == client.id.as_str());
    // A hint that says nothing is answered as one that means nobody.
    Ok(Some(ours.and_then(|claims| claims["sub"].as_str().map(str::to_owned)).unwrap_or_default()))
}

/// The parameter that says since when somebody is away signing in, for a request that goes round over the sign-in page. Sealed,
/// so that a link cannot claim it.
pub const SENT: &str = "kunye_sent";

pub fn sent(world: &World, client: &Client) -> Result<String> {
    let sealed = world.vault.seal("oidc.sent", client.id.as_str(), world.now().0.to_string().as_bytes(), &*world.entropy)?;
    Ok(data_encoding::BASE64URL_NOPAD.encode(&sealed))
}

fn sent_at(world: &World, given: &Parameters, client: &Client) -> Result<Option<Time>> {
    let sealed = given.one(SENT).and_then(|text| data_encoding::BASE64URL_NOPAD.decode(text.as_bytes()).ok());
    let Some(sealed) = sealed else { return Ok(None) };
    let clear = world.vault.open_sealed("oidc.sent", client.id.as_str(), &sealed)?;
    let at = clear.and_then(|clear| std::str::from_utf8(&clear).ok()?.parse().ok()).map(Time);
    Ok(at.filter(|at| world.now().since(*at) <= SENT_FOR))
}

/// What becomes of a request.
pub enum Decision {
    /// To the sign-in page, and here again.
    SignIn,
    /// To the page that sets up a second factor, and here again.
    Enrol,
    /// The person is asked whether the client may know this.
    Consent,
    Refuse(Refused),
    Code(Secret),
}

/// Decides, for the browser that has this session: nothing, where none is open or its sign-in is not finished. `agreed`: the
/// person has just said yes on the page that asks.
pub fn decide(world: &World, actor: &Actor, asked: &Asked, session: Option<&str>, agreed: bool) -> Result<Decision> {
    let now = world.now();
    let no = |error, why| Ok(Decision::Refuse(Refused { error, why }));
    world.db.write(|tx| {
        let open = match session {
            Some(mac) => sessions::by_mac(tx, mac, now)?,
            None => None,
        };
        let silent = asked.wishes.silent;
        let Some((session, account)) = satisfying(world, asked, open, now)? else {
            return if silent { no(OAuthError::LoginRequired, "nobody is signed in as this asks") } else { Ok(Decision::SignIn) };
        };
        if roles_in(tx, &asked.application, &account.id, now)?.is_none() {
            return no(OAuthError::AccessDenied, "the person has no role in this application");
        }
        // Whoever has set up a second factor has given it: a session is not open before.
        if !session.second_factor && (asked.client.second_factor || asked.wishes.second_factor) {
            return if silent { no(OAuthError::InteractionRequired, "a second factor is required") } else { Ok(Decision::Enrol) };
        }
        let open_question = !asked.client.own && (asked.wishes.consent || !consents::cover(tx, &account.id, asked)?);
        if open_question && !agreed {
            return if silent { no(OAuthError::ConsentRequired, "the person has not agreed yet") } else { Ok(Decision::Consent) };
        }
        if open_question {
            consents::remember(tx, actor, &account.id, asked, now)?;
        }
        give_code(tx, world, actor, asked, &session, &account).map(Decision::Code)
    })
}

/// The session, if it is recent enough and of the person who is meant.
fn satisfying(
    world: &World,
    asked: &Asked,
    open: Option<(OpenSession, Account)>,
    now: Time,
) -> Result<Option<(OpenSession, Account)>> {
    let Some((session, account)) = open else { return Ok(None) };
    let meant = match &asked.expected {
        Some(expected) => *expected == claims::subject(world, &asked.client, &account.id)?,
        None => true,
    };
    Ok((meant && asked.wishes.satisfied_by(session.created_at, now)).then_some((session, account)))
}

fn give_code(
    tx: &mut Conn,
    world: &World,
    actor: &Actor,
    asked: &Asked,
    session: &OpenSession,
    account: &Account,
) -> Result<Secret> {
    let (now, code) = (world.now(), new_token(world));
    let anchor = session.anchor();
    // The same at every sign-in of this session at this client; says nothing about either.
    let mut sid = world.vault.fingerprint("oidc.sid", format!("{}|{}", session.mac, asked.client.id).as_bytes())?;
    sid.truncate(32);
    let grant = Grant {
        id: GrantId::new(now, &*world.entropy),
        client_id: asked.client.id.clone(),
        account_id: anchor.account,
        credential_id: anchor.credential,
        post_id: anchor.post,
        session_mac: Some(session.mac.clone()),
        sid,
        scope: asked.scope.clone(),
        second_factor: session.second_factor,
        signed_in_at: session.created_at,
        made_at: now,
        begun_at: None,
        ended_at: None,
        end_reason: None,
    };
    store::insert_grant(tx, &grant)?;
    store::insert_code(
        tx,
        &Code {
            mac: access::fingerprint(world, &code)?,
            grant_id: grant.id,
            redirect_uri: asked.back.redirect_uri.clone(),
            challenge: asked.challenge.clone(),
            nonce: asked.nonce.clone(),
            ends_at: now.plus(CODE_LIFE),
            used_at: None,
        },
    )?;
    let detail = json!({ "client": asked.client.id, "application": asked.application.slug, "scope": asked.scope.as_str() });
    audit::record(tx, now, actor, &Entry::new("oidc.entered", "account", account.id.as_str()).detail(detail))?;
    Ok(code)
}
