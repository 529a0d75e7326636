//! A browser that keeps its cookies, and the product it looks at.

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use kunye_core::demo::Demonstration;
use kunye_testkit::{Kit, PASSWORD, PlainPapers};
use kunye_web::{App, Settings, Web};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use tower::ServiceExt;

pub struct Product {
    pub kit: Kit,
    pub app: App,
    pub router: axum::Router,
}

pub fn settings() -> Settings {
    Settings {
        secure: false,
        trusted_proxies: Vec::new(),
        institution: "Örnek Bakanlığı".into(),
        help_desk: Some("444 0 123".into()),
        at_once: 4,
    }
}

impl Product {
    pub fn new() -> Self {
        Self::with(settings())
    }

    pub fn with(settings: Settings) -> Self {
        Self::of(kunye_testkit::world(), settings, None)
    }

    /// With the centre that trains the institution's people.
    pub fn with_provider() -> Self {
        Self::of(kunye_testkit::world_with_provider(), settings(), None)
    }

    pub fn demonstrating(demonstration: Arc<dyn Demonstration>) -> Self {
        Self::of(kunye_testkit::world(), settings(), Some(demonstration))
    }

    fn of(kit: Kit, settings: Settings, demonstration: Option<Arc<dyn Demonstration>>) -> Self {
        let app =
            Web::new(kit.world.clone(), kit.texts.clone(), settings, Arc::new(PlainPapers), Arc::new(PlainPapers), demonstration)
                .unwrap();
        Self { router: kunye_web::router(app.clone()).unwrap(), app, kit }
    }

    pub fn browser(&self) -> Browser {
        Browser { router: self.router.clone(), cookies: BTreeMap::new(), headers: Vec::new() }
    }

    /// A browser in which a member has signed in, with the second factor where it is asked for.
    pub async fn signed_in(&self, key: &str) -> Browser {
        let member = self.kit.member(key);
        let mut browser = self.half_signed_in(key).await;
        if member.has_second_factor {
            let code = self.kit.code();
            let reply = browser.post("/giris/kod", &[("mode", "code"), ("code", &code)]).await;
            assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
        }
        browser
    }

    /// The password was given; a second factor may be missing.
    pub async fn half_signed_in(&self, key: &str) -> Browser {
        let mut browser = self.browser();
        let user_name = self.kit.member(key).user_name.clone();
        let reply = browser.post("/giris", &[("user_name", &user_name), ("password", PASSWORD), ("next", "")]).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
        browser
    }
}

#[derive(Clone)]
pub struct Browser {
    router: axum::Router,
    pub cookies: BTreeMap<String, String>,
    /// Sent with every request, after the browser's own.
    pub headers: Vec<(&'static str, &'static str)>,
}

pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Reply {
    pub fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// Where it leads; asserts that it does.
    pub fn to(&self) -> &str {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.body);
        self.header(header::LOCATION)
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

pub fn form(fields: &[(&str, &str)]) -> String {
    serde_urlencoded::to_string(fields).unwrap()
}

impl Browser {
    pub async fn get(&mut self, path: &str) -> Reply {
        self.send(self.request(Method::GET, path).body(Body::empty()).unwrap()).await
    }

    /// As from a form of the product's own page.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Reply {
        self.post_raw(path, "application/x-www-form-urlencoded", form(fields).into()).await
    }

    pub async fn post_raw(&mut self, path: &str, kind: &str, body: Vec<u8>) -> Reply {
        let request = self.request(Method::POST, path).header(header::CONTENT_TYPE, kind).header("sec-fetch-site", "same-origin");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    pub fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "kunye.test");
        if !self.headers.iter().any(|(name, _)| *name == "accept") {
            request = request.header(header::ACCEPT, "text/html");
        }
        for (name, value) in &self.headers {
            request = request.header(*name, *value);
        }
        if !self.cookies.is_empty() {
            let line: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header(header::COOKIE, line.join("; "));
        }
        request
    }

    pub async fn send(&mut self, mut request: Request<Body>) -> Reply {
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([192, 0, 2, 7], 5000))));
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, 10 << 20).await.unwrap();
        for line in parts.headers.get_all(header::SET_COOKIE) {
            let line = line.to_str().unwrap();
            let (name, rest) = line.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            if line.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        // Templates escape the slash in values; tests read addresses as people do.
        Reply { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&body).replace("&#x2f;", "/") }
    }
}
