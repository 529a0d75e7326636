//! OpenID Connect as programs and browsers meet it.

mod endpoints;
mod pages;

use crate::browser::{Browser, Product, Reply, form};
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use kunye_core::applications::manage::{self, Words};
use kunye_core::oidc::clients::{self, Described};
use kunye_core::oidc::{Algorithm, Client, ClientAuth, Scopes};
use kunye_kernel::secret::Secret;
use kunye_testkit::operator;
use std::collections::BTreeMap;

pub const BACK: &str = "https://pys.example.gov.tr/geri";
// The example of RFC 7636, appendix B.
pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

pub fn described() -> Described {
    Described {
        name: "PYS web".into(),
        own: true,
        second_factor: false,
        algorithm: Algorithm::Es256,
        scope: Scopes::all(),
        redirects: vec![BACK.into()],
        sign_outs: vec!["https://pys.example.gov.tr/".into()],
        logout_uri: None,
        jwks: None,
    }
}

pub struct Registered {
    pub client: Client,
    pub secret: String,
}

/// A client of the application `pys`, which is open to everybody.
pub fn register(product: &Product, auth: ClientAuth, described: &Described) -> Registered {
    let world = &product.kit.world;
    let words = Words { name: "Personel Yönetim Sistemi", purpose: "Personel işlemleri içindir.", open_to_all: true };
    // There already, at the second client.
    drop(manage::add(world, &operator(), "pys", &words));
    let (client, secret) = clients::add(world, &operator(), "pys", auth, described).unwrap();
    Registered { client, secret: secret.map(|secret: Secret| secret.expose().to_owned()).unwrap_or_default() }
}

/// The address to which the client sends a browser.
pub fn authorize(client: &Client, more: &[(&str, &str)]) -> String {
    let usual = [
        ("client_id", client.id.as_str()),
        ("redirect_uri", BACK),
        ("response_type", "code"),
        ("scope", "openid profile"),
        ("state", "s&1"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ];
    let kept = usual.iter().filter(|(name, _)| more.iter().all(|(other, _)| other != name));
    let all: Vec<(&str, &str)> = kept.chain(more).copied().collect();
    format!("/oidc/authorize?{}", form(&all))
}

/// What an address that leads to the client brings.
pub fn brought(to: &str) -> BTreeMap<String, String> {
    let (back, query) = to.split_once('?').unwrap_or_else(|| panic!("nothing is brought by {to}"));
    assert_eq!(back, BACK);
    serde_urlencoded::from_str(query).unwrap()
}

/// Where a page that leaves by itself leads to.
pub fn leaves_to(reply: &Reply) -> String {
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    reply.header(header::REFRESH).strip_prefix("0; url=").expect("a page that leaves").to_owned()
}

/// A call of the client's program: no cookies, another origin's, with its secret.
pub async fn call(browser: &mut Browser, path: &str, basic: Option<(&str, &str)>, fields: &[(&str, &str)]) -> Reply {
    let mut request = browser
        .request(Method::POST, path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "cross-site");
    if let Some((id, secret)) = basic {
        let pair = data_encoding::BASE64.encode(format!("{id}:{secret}").as_bytes());
        request = request.header(header::AUTHORIZATION, format!("Basic {pair}"));
    }
    browser.send(request.body(Body::from(form(fields))).unwrap()).await
}

pub async fn exchange(product: &Product, registered: &Registered, code: &str) -> Reply {
    let fields = [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", BACK), ("code_verifier", VERIFIER)];
    let basic = (registered.client.id.as_str(), registered.secret.as_str());
    call(&mut product.browser(), "/oidc/token", Some(basic), &fields).await
}

/// Signs a member in at the client, and gives what the token endpoint answers.
pub async fn enter(product: &Product, registered: &Registered, key: &str) -> (Browser, serde_json::Value) {
    let mut browser = product.signed_in(key).await;
    let reply = browser.get(&authorize(&registered.client, &[])).await;
    let code = brought(reply.to())["code"].clone();
    let tokens = exchange(product, registered, &code).await;
    assert_eq!(tokens.status, StatusCode::OK, "{}", tokens.body);
    (browser, tokens.json())
}
