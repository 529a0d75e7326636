//! OpenID Connect: codes, tokens, keys and goodbyes, on a whole product.

mod claims;
mod clients;
mod ends;
mod keys;
mod renewal;

use crate::sign_in;
use kunye_core::accounts::sessions;
use kunye_core::applications::manage::{self, Words};
use kunye_core::oidc::authorise::{self, Asked, Decision, Parameters, Reading};
use kunye_core::oidc::clients::{self as verbs, Described};
use kunye_core::oidc::exchange::{Tokens, exchange};
use kunye_core::oidc::{Algorithm, Client, ClientAuth, Fault, OAuthError, Scopes, access};
use kunye_kernel::secret::Secret;
use kunye_kernel::time::SECOND;
use kunye_testkit::{Kit, PASSWORD, operator, source, world};

pub const BACK: &str = "https://pys.example.gov.tr/geri";
// The example of RFC 7636, appendix B.
pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

pub fn application(kit: &Kit, slug: &str, open_to_all: bool) {
    let words = Words { name: "Personel Yönetim Sistemi", purpose: "Personel işlemleri içindir.", open_to_all };
    manage::add(&kit.world, &operator(), slug, &words).unwrap();
}

pub fn described() -> Described {
    Described {
        name: "PYS".into(),
        own: true,
        second_factor: false,
        algorithm: Algorithm::Es256,
        scope: Scopes::all(),
        redirects: vec![BACK.into()],
        sign_outs: vec!["https://pys.example.gov.tr/".into()],
        logout_uri: Some("https://pys.example.gov.tr/cikis".into()),
        jwks: None,
    }
}

pub fn client(kit: &Kit, slug: &str, described: &Described) -> Client {
    verbs::add(&kit.world, &operator(), slug, ClientAuth::Secret, described).unwrap().0
}

/// A product with one application that is open to everybody, and a client of it.
pub fn rig() -> (Kit, Client) {
    rig_of(world())
}

pub fn rig_of(kit: Kit) -> (Kit, Client) {
    application(&kit, "pys", true);
    let client = client(&kit, "pys", &described());
    (kit, client)
}

pub fn session(kit: &Kit, key: &str) -> (Secret, String) {
    let token = sign_in(kit, key, PASSWORD).unwrap().token;
    let mac = sessions::resolve(&kit.world, &token, &source()).unwrap().unwrap().mac;
    (token, mac)
}

pub fn parameters(client: &Client, more: &[(&str, &str)]) -> Parameters {
    let usual = [
        ("client_id", client.id.as_str()),
        ("redirect_uri", BACK),
        ("response_type", "code"),
        ("scope", "openid profile roles"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
        ("nonce", "n-1"),
    ];
    let kept = usual.iter().filter(|(name, _)| more.iter().all(|(other, _)| other != name));
    Parameters::new(kept.chain(more).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
}

pub fn asked(kit: &Kit, client: &Client, more: &[(&str, &str)]) -> Asked {
    match authorise::read(&kit.world, &parameters(client, more)).unwrap() {
        Reading::Ask(asked) => *asked,
        Reading::Refuse(_, refused) => panic!("{refused:?}"),
        Reading::Stop(error) => panic!("{error:?}"),
    }
}

pub fn decide(kit: &Kit, asked: &Asked, mac: Option<&str>) -> Decision {
    authorise::decide(&kit.world, &kit.actor("applicant"), asked, mac, false).unwrap()
}

pub fn code(kit: &Kit, client: &Client, mac: &str, more: &[(&str, &str)]) -> Secret {
    match decide(kit, &asked(kit, client, more), Some(mac)) {
        Decision::Code(code) => code,
        Decision::Refuse(refused) => panic!("{refused:?}"),
        _ => panic!("a page"),
    }
}

pub fn tokens(kit: &Kit, client: &Client, mac: &str, more: &[(&str, &str)]) -> Tokens {
    let code = code(kit, client, mac, more);
    exchange(&kit.world, client, &source(), &code, BACK, VERIFIER).unwrap()
}

pub fn opens(kit: &Kit, tokens: &Tokens) -> bool {
    access::userinfo(&kit.world, &tokens.access).unwrap().is_some()
}

pub fn error<T>(answer: Result<T, Fault>) -> OAuthError {
    match answer {
        Err(Fault::Refused(refused)) => refused.error,
        Err(Fault::Ours(error)) => panic!("{error:?}"),
        Ok(_) => panic!("it was let through"),
    }
}

/// The claims of a token, unread by any library.
pub fn claims(token: &str) -> serde_json::Value {
    let payload = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&data_encoding::BASE64URL_NOPAD.decode(payload.as_bytes()).unwrap()).unwrap()
}

#[test]
fn a_code_becomes_tokens_that_tell_who_is_there() {
    let (kit, client) = rig();
    let (_, mac) = session(&kit, "applicant");
    let tokens = tokens(&kit, &client, &mac, &[("scope", "openid profile email roles units phone")]);
    assert_eq!(tokens.scope, "openid profile email roles units");
    assert_eq!(tokens.expires_in, 600);
    let id = claims(tokens.id_token.expose());
    let member = kit.member("applicant");
    assert_eq!(id["iss"], "http://kunye.test");
    assert_eq!(id["aud"], client.id.as_str());
    assert_eq!(id["sub"], member.account.as_str());
    assert_eq!(id["nonce"], "n-1");
    assert_eq!(id["name"], member.full_name());
    assert_eq!(id["preferred_username"], member.user_name);
    assert_eq!(id["unit"], kit.unit("cankaya").detsis);
    assert_eq!(id["acr"], "urn:kunye:acr:password");
    assert_eq!(id["auth_time"], kit.world.now().0 / SECOND);
    let told = serde_json::to_string(&access::userinfo(&kit.world, &tokens.access).unwrap().unwrap()).unwrap();
    for token in [told.as_str(), &id.to_string()] {
        assert!(!token.contains(member.national_id.digits()), "{token}");
    }
}

#[test]
fn a_second_use_of_a_code_ends_what_the_first_opened() {
    let (kit, client) = rig();
    let (_, mac) = session(&kit, "applicant");
    let code = code(&kit, &client, &mac, &[]);
    let exchanged = || exchange(&kit.world, &client, &source(), &code, BACK, VERIFIER);
    let first = exchanged().unwrap();
    assert!(opens(&kit, &first));
    assert_eq!(error(exchanged()), OAuthError::InvalidGrant);
    assert!(!opens(&kit, &first));
    kit.run_jobs();
    assert_eq!(kit.told.calls().len(), 1, "the client hears that its session is over");
}

#[test]
fn a_code_is_good_for_its_client_its_address_its_verifier_and_a_minute() {
    let (kit, client) = rig();
    let (_, mac) = session(&kit, "applicant");
    let other = self::client(&kit, "pys", &described());
    let refused = |code: &Secret, client: &Client, back: &str, verifier: &str| {
        assert_eq!(error(exchange(&kit.world, client, &source(), code, back, verifier)), OAuthError::InvalidGrant);
    };
    let fresh = || code(&kit, &client, &mac, &[]);
    let taken = fresh();
    refused(&taken, &other, BACK, VERIFIER);
    assert!(exchange(&kit.world, &client, &source(), &taken, BACK, VERIFIER).is_ok(), "a stranger's try costs nothing");
    refused(&fresh(), &client, "https://pys.example.gov.tr/geri/", VERIFIER);
    refused(&fresh(), &client, BACK, &"a".repeat(43));
    refused(&fresh(), &client, BACK, CHALLENGE);
    refused(&Secret::new("x"), &client, BACK, VERIFIER);
    let guessed = fresh();
    refused(&guessed, &client, BACK, &"b".repeat(43));
    refused(&guessed, &client, BACK, VERIFIER);
    let late = fresh();
    kit.clock.advance(60 * SECOND);
    refused(&late, &client, BACK, VERIFIER);
}

#[test]
fn requests_are_held_against_the_client_before_anything_goes_back() {
    let (kit, client) = rig();
    let read = |more: &[(&str, &str)]| authorise::read(&kit.world, &parameters(&client, more)).unwrap();
    for wrong in [
        [("client_id", "01ARYZ6S410000000000000000")],
        [("client_id", "")],
        [("redirect_uri", "https://evil.example/")],
        [("redirect_uri", "")],
    ] {
        assert!(matches!(read(&wrong), Reading::Stop(_)), "{wrong:?}");
    }
    let refused = |more: &[(&str, &str)]| match read(more) {
        Reading::Refuse(back, refused) => {
            assert_eq!(back.redirect_uri, BACK);
            refused.error
        }
        _ => panic!("{more:?}"),
    };
    assert_eq!(refused(&[("code_challenge_method", "plain")]), OAuthError::InvalidRequest);
    assert_eq!(refused(&[("code_challenge_method", "")]), OAuthError::InvalidRequest);
    assert_eq!(refused(&[("code_challenge", "")]), OAuthError::InvalidRequest);
    assert_eq!(refused(&[("code_challenge", "kısa")]), OAuthError::InvalidRequest);
    assert_eq!(refused(&[("response_type", "token")]), OAuthError::UnsupportedResponseType);
    assert_eq!(refused(&[("response_type", "code id_token")]), OAuthError::UnsupportedResponseType);
    assert_eq!(refused(&[("response_mode", "fragment")]), OAuthError::InvalidRequest);
    assert_eq!(refused(&[("scope", "profile")]), OAuthError::InvalidScope);
    assert_eq!(refused(&[("request", "e30.e30.")]), OAuthError::RequestNotSupported);
    assert_eq!(refused(&[("request_uri", "https://pys.example.gov.tr/r")]), OAuthError::RequestUriNotSupported);
    assert_eq!(refused(&[("prompt", "none login")]), OAuthError::InvalidRequest);
    assert_eq!(refused(&[("max_age", "-1")]), OAuthError::InvalidRequest);
    assert_eq!(refused(&[("state", "a"), ("state", "b")]), OAuthError::InvalidRequest);
    // Of two addresses, neither is believed.
    assert!(matches!(read(&[("redirect_uri", BACK), ("redirect_uri", "https://evil.example/")]), Reading::Stop(_)));
}

#[test]
fn prompts_ages_and_hints_decide_whether_somebody_signs_in_again() {
    let (kit, client) = rig();
    let (_, mac) = session(&kit, "applicant");
    let silent = |more: &[(&str, &str)], mac: Option<&str>| {
        let more: Vec<(&str, &str)> = more.iter().copied().chain([("prompt", "none")]).collect();
        match decide(&kit, &asked(&kit, &client, &more), mac) {
            Decision::Refuse(refused) => Some(refused.error),
            Decision::Code(_) => None,
            _ => panic!("a page for prompt=none"),
        }
    };
    assert_eq!(silent(&[], None), Some(OAuthError::LoginRequired));
    assert_eq!(silent(&[], Some("made up")), Some(OAuthError::LoginRequired));
    assert_eq!(silent(&[], Some(&mac)), None);
    let own = tokens(&kit, &client, &mac, &[]).id_token;
    assert_eq!(silent(&[("id_token_hint", own.expose())], Some(&mac)), None);
    assert_eq!(silent(&[("id_token_hint", "made.up.")], Some(&mac)), Some(OAuthError::LoginRequired));
    let (_, colleague) = session(&kit, "colleague");
    assert_eq!(silent(&[("id_token_hint", own.expose())], Some(&colleague)), Some(OAuthError::LoginRequired));
    assert_eq!(silent(&[("acr_values", "urn:kunye:acr:second_factor")], Some(&mac)), Some(OAuthError::InteractionRequired));
    assert_eq!(silent(&[("acr_values", "urn:kunye:acr:second_factor urn:kunye:acr:password")], Some(&mac)), None);
    kit.clock.advance(100 * SECOND);
    assert_eq!(silent(&[("max_age", "60")], Some(&mac)), Some(OAuthError::LoginRequired));
    assert_eq!(silent(&[("max_age", "600")], Some(&mac)), None);

    // Who asks for a fresh sign-in gets one: an older session will not do, and a made-up moment neither.
    let again = asked(&kit, &client, &[("prompt", "login"), (authorise::SENT, "AAAA")]);
    assert!(matches!(decide(&kit, &again, Some(&mac)), Decision::SignIn));
    let sent = authorise::sent(&kit.world, &client).unwrap();
    kit.clock.advance(SECOND);
    let (_, fresh) = session(&kit, "applicant");
    let back = asked(&kit, &client, &[("prompt", "login"), (authorise::SENT, &sent)]);
    assert!(matches!(decide(&kit, &back, Some(&mac)), Decision::SignIn));
    assert!(matches!(decide(&kit, &back, Some(&fresh)), Decision::Code(_)));
}

#[test]
fn outside_applications_need_consent_and_know_people_by_names_of_their_own() {
    let (kit, own) = rig();
    application(&kit, "egitim", true);
    let outside = client(&kit, "egitim", &Described { own: false, ..described() });
    let (_, mac) = session(&kit, "applicant");
    let wanted = asked(&kit, &outside, &[]);
    assert!(matches!(decide(&kit, &wanted, Some(&mac)), Decision::Consent));
    let actor = kit.actor("applicant");
    assert!(matches!(authorise::decide(&kit.world, &actor, &wanted, Some(&mac), true).unwrap(), Decision::Code(_)));
    assert!(matches!(decide(&kit, &wanted, Some(&mac)), Decision::Code(_)), "it is remembered");
    let more = asked(&kit, &outside, &[("scope", "openid profile roles email")]);
    assert!(matches!(decide(&kit, &more, Some(&mac)), Decision::Consent), "more was not allowed");
    let asked_again = asked(&kit, &outside, &[("prompt", "consent")]);
    assert!(matches!(decide(&kit, &asked_again, Some(&mac)), Decision::Consent));

    let there = claims(tokens(&kit, &outside, &mac, &[]).id_token.expose())["sub"].clone();
    let here = claims(tokens(&kit, &own, &mac, &[]).id_token.expose())["sub"].clone();
    assert_ne!(there, here);
    assert_eq!(there, claims(tokens(&kit, &outside, &mac, &[]).id_token.expose())["sub"]);
    assert_eq!(there.as_str().unwrap().len(), 32);
}
