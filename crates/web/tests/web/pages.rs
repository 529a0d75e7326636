//! Every template, with every sample, in both languages; and the first looks at the public pages.

use crate::browser::Product;
use axum::http::{StatusCode, header};
use kunye_core::texts::Texts;
use kunye_kernel::language::Language;
use kunye_web::render::{self, Templates};
use minijinja::value::{Serde, Value};
use serde_json::{Map, Value as Json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A page as the templates' samples describe it.
pub struct Sample {
    pub name: String,
    pub template: String,
    context: BTreeMap<String, Value>,
}

fn read(json: &str) -> Map<String, Json> {
    serde_json::from_str(json).unwrap()
}

/// `samples/form/kind.errors.json` is a sample of `form/kind.html`.
pub fn samples() -> Vec<Sample> {
    let files: BTreeMap<_, _> = render::files(".json").into_iter().collect();
    let globals = read(files["samples/_globals.json"]);
    let sample = |(path, json): (&&str, &&str)| {
        let name = path.strip_prefix("samples/")?.strip_suffix(".json")?;
        if name.starts_with('_') {
            return None;
        }
        let own = read(json);
        let visitor = own["as"].as_str().unwrap();
        let mut context = globals["globals"].as_object().unwrap().clone();
        context.extend(globals["as"][visitor].as_object().unwrap().clone());
        context.extend(own);
        let (folder, file) = name.split_once('/').unwrap();
        let template = format!("{folder}/{}.html", file.split('.').next().unwrap());
        Some(Sample {
            name: name.to_owned(),
            template,
            context: context.into_iter().map(|(key, value)| (key.clone(), safe(&key, value))).collect(),
        })
    };
    files.iter().filter_map(sample).collect()
}

/// Markup of our own making reaches templates as a safe string.
fn safe(key: &str, value: Json) -> Value {
    match value {
        Json::String(text) if key.ends_with("_svg") => Value::from_safe_string(text),
        value => Value::from(Serde(value)),
    }
}

pub fn templates() -> Templates {
    Templates::embedded(&Arc::new(Texts::load().unwrap())).unwrap()
}

impl Sample {
    pub fn render(&self, templates: &Templates, language: Language) -> Result<String, String> {
        let mut context = self.context.clone();
        context.insert("lang".into(), language.code().into());
        let nothing: BTreeMap<String, Value> = BTreeMap::new();
        let rendered = templates.render(language, &self.template, context, nothing);
        rendered
            .map(|html| html.replace("&#x2f;", "/"))
            .map_err(|error| format!("{} ({}): {error:?}", self.name, language.code()))
    }
}

#[test]
fn every_sample_renders_in_both_languages() {
    let templates = templates();
    let mut failures = Vec::new();
    for sample in samples() {
        for language in Language::ALL {
            match sample.render(&templates, language) {
                Err(failure) => failures.push(failure),
                Ok(html) => {
                    assert!(html.contains("<h1"), "{}: a page needs a heading", sample.name);
                    assert!(html.contains(&format!("<html lang=\"{}\"", language.code())), "{}", sample.name);
                }
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Names of the frame mean the same on every page: what a page calls so would stand in the head and at the foot of it.
#[test]
fn no_page_takes_a_name_of_the_frame() {
    let files: BTreeMap<_, _> = render::files(".json").into_iter().collect();
    for (path, json) in files.iter().filter(|(path, _)| !path.contains("/_")) {
        let own = read(json);
        for name in ["owner", "person", "nav", "other_lang_href"] {
            assert!(!own.contains_key(name), "{path}: {name}");
        }
    }
}

#[test]
fn every_page_has_a_sample() {
    let sampled: BTreeSet<String> = samples().into_iter().map(|sample| sample.template).collect();
    let frames = ["base.html", "form/question.html"];
    let pages = render::files(".html").into_iter().map(|(path, _)| path);
    let bare: Vec<_> =
        pages.filter(|path| !path.starts_with("macros/") && !frames.contains(path) && !sampled.contains(*path)).collect();
    assert!(bare.is_empty(), "{bare:?}");
}

#[tokio::test]
async fn public_pages_answer_with_all_their_headers() {
    let product = Product::new();
    let mut browser = product.browser();
    for path in ["/", "/adimlar", "/aydinlatma", "/izle", "/giris", "/cikis"] {
        let reply = browser.get(path).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.body);
        assert!(reply.body.contains("<html lang=\"tr\""));
        assert_eq!(reply.header(header::CACHE_CONTROL), "no-store");
        assert_eq!(reply.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert_eq!(reply.header(header::REFERRER_POLICY), "same-origin");
        let csp = reply.header(header::CONTENT_SECURITY_POLICY);
        assert!(csp.contains("default-src 'self'") && csp.contains("frame-ancestors 'none'") && !csp.contains("unsafe"));
        assert_eq!(reply.header(header::STRICT_TRANSPORT_SECURITY), "", "not over plain HTTP");
        // What the policy forbids is not in the page.
        assert!(!reply.body.contains(" style=") && !reply.body.contains("<style") && !reply.body.contains(" onclick="), "{path}");
    }
}

#[tokio::test]
async fn over_https_cookies_are_bound_to_it() {
    let product = Product::with(kunye_web::Settings { secure: true, ..crate::browser::settings() });
    let mut browser = product.browser();
    let reply = browser.post("/aydinlatma", &[("version", kunye_web::public::notice::VERSION)]).await;
    let cookie = reply.header(header::SET_COOKIE);
    assert!(cookie.starts_with("__Host-talep="), "{cookie}");
    for attribute in ["; Path=/", "; HttpOnly", "; SameSite=Lax", "; Secure"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    assert!(reply.header(header::STRICT_TRANSPORT_SECURITY).starts_with("max-age="));
}

#[tokio::test]
async fn the_language_is_chosen_and_kept() {
    let product = Product::new();
    let mut browser = product.browser();
    browser.headers.push(("accept-language", "en-GB,en;q=0.8"));
    assert!(browser.get("/").await.body.contains("<html lang=\"en\""));
    assert_eq!(browser.get("/dil/tr?to=/izle").await.to(), "/izle");
    assert!(browser.get("/izle").await.body.contains("<html lang=\"tr\""));
    assert_eq!(browser.get("/dil/xx").await.status, StatusCode::NOT_FOUND);
    for elsewhere in ["//evil.example", "https://evil.example", "/%5Cevil.example", "%09//evil.example"] {
        assert_eq!(browser.get(&format!("/dil/en?to={elsewhere}")).await.to(), "/");
    }
}

#[tokio::test]
async fn assets_are_kept_for_ever_under_their_fingerprint() {
    let product = Product::new();
    let mut browser = product.browser();
    let page = browser.get("/").await.body;
    let href = page.split("href=\"").find_map(|rest| rest.strip_prefix("/assets/app.css")).unwrap();
    let query = href.split('"').next().unwrap();
    assert!(query.starts_with("?v="));
    let exact = browser.get(&format!("/assets/app.css{query}")).await;
    assert_eq!((exact.status, exact.header(header::CONTENT_TYPE)), (StatusCode::OK, "text/css; charset=utf-8"));
    assert!(exact.header(header::CACHE_CONTROL).contains("immutable"));
    assert!(!browser.get("/assets/app.css?v=other").await.header(header::CACHE_CONTROL).contains("immutable"));
    for none in ["/assets/../Cargo.toml", "/assets/%2e%2e/Cargo.toml", "/assets/fonts/Inter-Regular.otf", "/assets/"] {
        assert_eq!(browser.get(none).await.status, StatusCode::NOT_FOUND, "{none}");
    }
    // The style sheet asks for nothing that is not served.
    for url in exact.body.split("url(").skip(1).filter_map(|rest| rest.split(')').next()) {
        let path = url.trim_matches(['"', '\'']);
        if !path.starts_with("data:") {
            assert_eq!(browser.get(&format!("/assets/{path}")).await.status, StatusCode::OK, "{path}");
        }
    }
}

#[tokio::test]
async fn health_is_told() {
    let product = Product::new();
    let mut browser = product.browser();
    for path in ["/healthz", "/readyz"] {
        let reply = browser.get(path).await;
        assert_eq!((reply.status, reply.body.as_str()), (StatusCode::OK, "ok\n"));
    }
}
