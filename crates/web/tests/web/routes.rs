//! The table of routes: whoever is not in the class of a route is refused, on every one of them.

use crate::browser::{Browser, Product, Reply};
use axum::body::Body;
use axum::http::{Method, StatusCode};
use kunye_core::register::DutyKind;
use kunye_web::access::Access;
use kunye_web::routes::{self, Route};

/// An address of the route, with parameters that look right.
fn address(route: &Route, reference: &str) -> String {
    let fill = |part: &str| match part {
        "{reference}" => reference.to_owned(),
        "{*name}" => "app.css".to_owned(),
        "{language}" => "en".to_owned(),
        "{question}" => "tur".to_owned(),
        part if part.starts_with('{') => "01ARYZ6S410000000000000000".to_owned(),
        part => part.to_owned(),
    };
    route.path.split('/').map(fill).collect::<Vec<_>>().join("/")
}

async fn knock(browser: &mut Browser, route: &Route, reference: &str) -> Reply {
    let address = address(route, reference);
    match route.method {
        Method::GET => browser.get(&address).await,
        Method::POST => browser.post(&address, &[]).await,
        _ => browser.send(browser.request(route.method.clone(), &address).body(Body::empty()).unwrap()).await,
    }
}

fn closed() -> Vec<Route> {
    routes::table().into_iter().filter(|route| !matches!(route.access, Access::Public | Access::Demo)).collect()
}

#[tokio::test]
async fn strangers_are_asked_to_sign_in() {
    let product = Product::new();
    let routes = closed();
    assert!(!routes.is_empty());
    for route in routes {
        let mut stranger = product.browser();
        let reply = knock(&mut stranger, &route, "KT7M-2QX4").await;
        if route.path.starts_with("/api/") {
            assert_eq!(reply.status, StatusCode::UNAUTHORIZED, "{}", route.path);
        } else if route.method == Method::GET {
            assert!(reply.to().starts_with("/giris?sonra="), "{}: {}", route.path, reply.to());
        } else {
            assert_eq!(reply.to(), "/giris", "{}", route.path);
        }
        // A made-up session is none.
        stranger.cookies.insert("kunye".into(), "x".repeat(43));
        assert_ne!(knock(&mut stranger, &route, "KT7M-2QX4").await.status, StatusCode::OK, "{}", route.path);
    }
}

#[tokio::test]
async fn half_a_sign_in_opens_nothing_but_its_other_half() {
    let product = Product::new();
    let mut half = product.half_signed_in("officer").await;
    for route in closed().iter().filter(|route| route.access != Access::HalfSignedIn) {
        let reply = knock(&mut half, route, "KT7M-2QX4").await;
        assert!(reply.status == StatusCode::UNAUTHORIZED || reply.to() == "/giris/kod", "{}", route.path);
    }
}

#[tokio::test]
async fn duties_open_only_their_own_pages() {
    let product = Product::with_provider();
    let holders = [
        ("applicant", None),
        ("head", Some(DutyKind::Supervisor)),
        ("deputy", Some(DutyKind::Deputy)),
        ("officer", Some(DutyKind::Officer)),
        ("administrator", Some(DutyKind::Administrator)),
        ("auditor", Some(DutyKind::Auditor)),
        ("help_desk", Some(DutyKind::HelpDesk)),
        ("coordinator", Some(DutyKind::Coordinator)),
        ("planner", Some(DutyKind::Planner)),
        ("trainer", Some(DutyKind::Trainer)),
        ("account_manager", Some(DutyKind::AccountManager)),
        ("director", Some(DutyKind::Director)),
    ];
    for (key, own) in holders {
        let mut browser = product.signed_in(key).await;
        for route in closed().iter().filter(|route| !route.access.duties().is_empty()) {
            let opens = own.is_some_and(|own| route.access.duties().contains(&own));
            if !opens {
                let reply = knock(&mut browser, route, "KT7M-2QX4").await;
                assert_eq!(reply.status, StatusCode::FORBIDDEN, "{key} at {} {}", route.method, route.path);
            }
        }
    }
}

/// House rule: whoever holds the same duty in the unit next door does not find what is not theirs.
#[tokio::test]
async fn neighbours_do_not_find_each_others_requests() {
    let product = Product::new();
    let reference = product.kit.request_of("applicant");
    for (key, access) in [("neighbour_officer", Access::Officer), ("neighbour_head", Access::Supervisor)] {
        let mut neighbour = product.signed_in(key).await;
        for route in closed().iter().filter(|route| route.access == access && route.path.contains("{reference}")) {
            let reply = knock(&mut neighbour, route, &reference).await;
            // An empty form may be refused before the request is looked for; nothing else may come of it.
            assert!(reply.status.is_client_error(), "{key} at {} {}: {}", route.method, route.path, reply.status);
            assert!(!reply.body.contains("Öztürk"), "{} shows a name", route.path);
        }
    }
}

#[tokio::test]
async fn demonstration_pages_do_not_exist_elsewhere() {
    let product = Product::new();
    for route in routes::table().iter().filter(|route| route.access == Access::Demo) {
        assert_eq!(knock(&mut product.browser(), route, "").await.status, StatusCode::NOT_FOUND, "{}", route.path);
    }
}

#[test]
fn no_address_is_there_twice() {
    let mut seen = std::collections::BTreeSet::new();
    for route in routes::table() {
        assert!(seen.insert((route.method.to_string(), route.path)), "{} {}", route.method, route.path);
        assert!(route.path.starts_with('/') && route.path.is_ascii(), "{}", route.path);
    }
}
