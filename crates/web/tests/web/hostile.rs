//! What nobody with good intentions sends, and what goes wrong on our side: clear answers, and nothing told.

use crate::browser::{self, Product, Reply, form};
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use diesel::connection::SimpleConnection;
use kunye_core::db::IntoResult;
use kunye_kernel::error::{Kind, Result};
use kunye_web::Settings;

const FORM: &str = "application/x-www-form-urlencoded";

fn refused(reply: &Reply) {
    assert!(reply.status.is_client_error(), "{}", reply.status);
    assert!(reply.body.contains("<h1>"), "a page: {}", reply.body);
}

#[tokio::test]
async fn forged_requests_are_refused() {
    let product = Product::new();
    let user_name = product.kit.member("applicant").user_name.clone();
    let fields = form(&[("user_name", &user_name), ("password", kunye_testkit::PASSWORD)]);
    let mut browser = product.browser();
    let forged: [&[(&str, &str)]; 5] = [
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
        &[("sec-fetch-site", "cross-site"), ("origin", "http://kunye.test.evil.example")],
    ];
    for headers in forged {
        let mut request = browser.request(Method::POST, "/giris").header(header::CONTENT_TYPE, FORM);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let reply = browser.send(request.body(Body::from(fields.clone())).unwrap()).await;
        assert_eq!(reply.status, StatusCode::FORBIDDEN, "{headers:?}");
        assert!(reply.body.contains("başka bir siteden"));
        assert!(!browser.cookies.contains_key("kunye"));
    }
    for headers in [("sec-fetch-site", "same-origin"), ("origin", "http://kunye.test")] {
        let request = browser.request(Method::POST, "/giris").header(header::CONTENT_TYPE, FORM).header(headers.0, headers.1);
        let reply = browser.send(request.body(Body::from(fields.clone())).unwrap()).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{headers:?}");
    }
}

#[tokio::test]
async fn bodies_have_a_limit() {
    let product = Product::new();
    let mut browser = product.browser();
    let reply = browser.post_raw("/giris", FORM, [b"user_name=".to_vec(), vec![b'a'; 1 << 20]].concat()).await;
    assert_eq!(reply.status, StatusCode::PAYLOAD_TOO_LARGE);
    refused(&reply);
    // Below the limit, a field of a megabyte is an answer like any other, and a wrong one.
    browser.post("/aydinlatma", &[("version", kunye_web::public::notice::VERSION)]).await;
    let long = "a".repeat(1_000_000);
    let reply = browser.post("/talep/tur", &[("kind", &long)]).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(reply.body.len() < 100_000, "it is not sent back whole");
    let reply = browser.post("/giris", &[("user_name", &long), ("password", "x")]).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(reply.body.len() < 100_000, "it is not sent back whole");
}

#[tokio::test]
async fn what_is_no_text_is_refused() {
    let product = Product::new();
    let mut browser = product.browser();
    browser.post("/aydinlatma", &[("version", kunye_web::public::notice::VERSION)]).await;
    for (path, field) in [("/giris", "user_name"), ("/izle", "reference"), ("/talep/ad", "surname"), ("/talep/tur", "kind")] {
        for body in [format!("{field}=a%00b"), format!("{field}=a\0b")] {
            let reply = browser.post_raw(path, FORM, body.into_bytes()).await;
            assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
            refused(&reply);
        }
        refused(&browser.post_raw(path, FORM, vec![0xff, 0xfe, 0x80]).await);
        refused(&browser.post_raw(path, "application/json", b"{}".to_vec()).await);
        refused(&browser.post_raw(path, "text/plain", b"a=b".to_vec()).await);
    }
    for path in ["/izle/%00", "/izle/a%00b", "/talep/birim?q=%00", "/dil/en?to=%00"] {
        refused(&browser.get(path).await);
    }
    for path in
        ["/izle/..%2f..%2fetc", "/izle/%ff", "/talep/tamam/%E2%80%AE", "/talep/'%20OR%201=1/form.pdf", "/yok", "/izle/KT7M-2QX5"]
    {
        let reply = browser.get(path).await;
        assert!(
            reply.status == StatusCode::NOT_FOUND
                || reply.status == StatusCode::BAD_REQUEST
                || reply.status == StatusCode::SEE_OTHER,
            "{path}: {}",
            reply.status
        );
    }
}

#[tokio::test]
async fn wrong_methods_are_told_the_right_ones() {
    let product = Product::new();
    let mut browser = product.browser();
    let (post, get) = (browser.get("/talep/gonder").await, browser.post("/adimlar", &[]).await);
    for (reply, allowed) in [(post, "POST"), (get, "GET")] {
        assert_eq!(reply.status, StatusCode::METHOD_NOT_ALLOWED);
        assert!(reply.header(header::ALLOW).contains(allowed));
        refused(&reply);
    }
}

#[tokio::test]
async fn programs_get_problems_and_people_get_pages() {
    let product = Product::new();
    let mut browser = product.browser();
    assert!(browser.get("/yok").await.body.contains("<html lang=\"tr\""));
    browser.headers.push(("accept", "application/json"));
    browser.headers.push(("accept-language", "en"));
    let reply = browser.get("/yok").await;
    assert_eq!(reply.header(header::CONTENT_TYPE), "application/problem+json");
    let problem = reply.json();
    assert_eq!(problem["status"], 404);
    assert_eq!(problem["code"], "error-not-found");
    assert_eq!(problem["type"], "about:blank");
    assert!(problem["title"].as_str().unwrap().len() > 10);
    assert_eq!(problem.get("incident"), None);
}

#[tokio::test]
async fn our_own_failures_are_an_incident_and_tell_no_cause() {
    let product = Product::new();
    product.kit.world.db.write(|tx| tx.batch_execute("DROP TABLE sessions").or_fail()).unwrap();
    let mut browser = product.browser();
    browser.cookies.insert("kunye".into(), "x".repeat(43));
    let reply = browser.get("/").await;
    assert_eq!(reply.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(reply.body.contains("class=\"code\""), "an incident code: {}", reply.body);
    assert!(!reply.body.contains("sessions") && !reply.body.to_lowercase().contains("sql"));
}

#[tokio::test]
async fn invisible_marks_do_not_get_in() {
    let product = Product::new();
    let mut browser = product.browser();
    browser.post("/aydinlatma", &[("version", kunye_web::public::notice::VERSION)]).await;
    browser.post("/talep/tur", &[("kind", "renewal")]).await;
    browser.post("/talep/hesap", &[("account", "mine")]).await;
    browser.post("/talep/guvenlik", &[("compromised", "no")]).await;
    browser.post("/talep/kimlik", &[("national_id", "10000000146")]).await;
    assert_eq!(
        browser.post("/talep/ad", &[("given_names", "Ay\u{202e}şe"), ("surname", "\u{200f}Öz")]).await.to(),
        "/talep/sicil"
    );
    let page = browser.get("/talep/ad").await.body;
    assert!(page.contains("value=\"Ayşe\"") && page.contains("value=\"Öz\""));
    let reply = browser.post("/talep/ad", &[("given_names", "<script>alert(1)</script>"), ("surname", "Öz")]).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!reply.body.contains("<script>alert"));
}

#[tokio::test]
async fn a_verb_that_panics_takes_nobody_along() {
    let product = Product::with(Settings { at_once: 1, ..browser::settings() });
    for _ in 0..3 {
        let failed: Result<()> = product.app.run(|_| panic!("as a test wishes")).await;
        assert_eq!(failed.unwrap_err().kind, Kind::Internal);
    }
    assert_eq!(product.app.run(|_| Ok(7)).await.unwrap(), 7, "its seat was given back");
}
