//! What programs send: bounds of lists, forms, and everything that is refused.

use crate::api::{Program, form, problem};
use crate::browser::Product;
use axum::http::{Method, StatusCode, header};
use kunye_web::public::notice;
use serde_json::{Value, json};

/// The API tells the address that the directory and OpenID Connect tell (A10), beside the one of the register.
#[tokio::test]
async fn a_person_has_one_address_for_applications() {
    let product = Product::new();
    product.kit.bring_email("applicant", "ayse@evden.gov.tr");
    let mut program = Program::of(&product, "administrator").await;
    let member = product.kit.member("applicant").clone();
    let list = program.get(&format!("/api/v1/people?q={}", member.staff_no)).await.json();
    let one = program.get(&format!("/api/v1/people/{}", member.id)).await.json();
    for told in [&list["items"][0], &one] {
        assert_eq!(told["email"], format!("{}@example.org", member.user_name));
        assert_eq!(told["register_email"], "ayse@evden.gov.tr");
    }
}

#[tokio::test]
async fn lists_come_in_pages_within_bounds() {
    let product = Product::new();
    let mut program = Program::of(&product, "administrator").await;
    let all = program.get("/api/v1/people").await.json();
    assert_eq!((&all["total"], &all["page"], &all["size"]), (&json!(21), &json!(1), &json!(25)));
    let surname = |person: &Value| person["surname"].as_str().unwrap().to_owned();
    let everybody: Vec<String> = all["items"].as_array().unwrap().iter().map(surname).collect();
    let mut leafed = Vec::new();
    for page in 1..=3 {
        let some = program.get(&format!("/api/v1/people?size=7&page={page}")).await.json();
        leafed.extend(some["items"].as_array().unwrap().iter().map(surname));
    }
    assert_eq!(leafed, everybody, "leafing loses nobody and shows nobody twice");
    assert_eq!(everybody.first().map(String::as_str), Some("Ağaoğlu"));
    let beyond = program.get("/api/v1/people?page=4000000000").await.json();
    assert_eq!((&beyond["items"], &beyond["total"]), (&json!([]), &json!(21)));
    for query in ["?page=0", "?size=0", "?size=101", "?page=abc", "?page=-1", "?size=1e3", "?sayfa=2", "?q=a&q=b"] {
        problem(&program.get(&format!("/api/v1/people{query}")).await, StatusCode::UNPROCESSABLE_ENTITY, "error-invalid");
    }
    assert_eq!(program.get("/api/v1/units?province=35").await.json()["total"], 3);
    assert_eq!(program.get("/api/v1/units?q=99000004").await.json()["items"][0]["parent_name"], "Ankara İl Müdürlüğü");
    let province = program.get("/api/v1/units?province=99").await;
    assert_eq!(problem(&province, StatusCode::UNPROCESSABLE_ENTITY, "error-invalid")["errors"][0]["field"], "province");
    let unit = program.get(&format!("/api/v1/units/{}", product.kit.unit("cankaya").id)).await.json();
    assert_eq!((&unit["path"][1]["name"], &unit["province"]["plate"]), (&json!("Ankara İl Müdürlüğü"), &json!(6)));
    assert_eq!(unit["duties"].as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn a_form_is_explained_all_at_once_and_taken_once() {
    let product = Product::new();
    let mut stranger = Program::stranger(&product);
    let empty = json!({
        "kind": "renewal", "compromised": false, "national_id": "12345678901", "given_names": "", "surname": "<b>", "unit": "1",
        "mobile": "0312 555 11 22", "agree": false, "notice": notice::VERSION,
    });
    let refused = stranger.post("/api/v1/requests", &empty).await;
    let errors = problem(&refused, StatusCode::UNPROCESSABLE_ENTITY, "error-invalid")["errors"].clone();
    let fields: Vec<&str> = errors.as_array().unwrap().iter().map(|error| error["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["national_id", "given_names", "surname", "unit", "mobile", "agree"]);

    let mut old = form(&product, "applicant");
    old["notice"] = json!("0");
    let refused = stranger.post("/api/v1/requests", &old).await;
    assert_eq!(problem(&refused, StatusCode::UNPROCESSABLE_ENTITY, "error-invalid")["errors"][0]["field"], "notice");

    let mut again = form(&product, "applicant");
    again["draft"] = json!("01ARYZ6S410000000000000000");
    let first = stranger.post("/api/v1/requests", &again).await.json();
    assert_eq!(stranger.post("/api/v1/requests", &again).await.json(), first);
    again["draft"] = json!("../../etc/passwd");
    assert_eq!(stranger.post("/api/v1/requests", &again).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn every_refusal_is_a_problem_in_the_readers_language() {
    let product = Product::new();
    let mut program = Program::of(&product, "administrator").await;
    program.http.headers.push(("accept-language", "en"));
    let missing = problem(&program.get("/api/v1/nothing").await, StatusCode::NOT_FOUND, "error-not-found");
    assert!(missing["title"].as_str().unwrap().is_ascii(), "{missing}");
    let method = program.send(Method::DELETE, "/api/v1/units", "", Vec::new()).await;
    problem(&method, StatusCode::METHOD_NOT_ALLOWED, "error-method");
    assert!(method.header(header::ALLOW).contains("GET"));
    let mut stranger = Program::stranger(&product);
    let json = "application/json";
    for (kind, body, status) in [
        ("text/plain", "{}", StatusCode::UNSUPPORTED_MEDIA_TYPE),
        (json, "{", StatusCode::UNPROCESSABLE_ENTITY),
        (json, "[]", StatusCode::UNPROCESSABLE_ENTITY),
        (json, "{\"user_name\":\"a\\u0000b\",\"password\":\"c\"}", StatusCode::UNPROCESSABLE_ENTITY),
        (json, "{\"user_name\":\"a\",\"password\":\"b\",\"admin\":true}", StatusCode::UNPROCESSABLE_ENTITY),
        (json, "{\"user_name\":\"a\"}", StatusCode::UNPROCESSABLE_ENTITY),
        (json, "\u{feff}", StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let reply = stranger.send(Method::POST, "/api/v1/session", kind, body.into()).await;
        problem(&reply, status, "error-invalid");
    }
    let large = stranger.send(Method::POST, "/api/v1/session", json, vec![b' '; 2 << 20]).await;
    problem(&large, StatusCode::PAYLOAD_TOO_LARGE, "error-too-large");
    problem(&stranger.get("/api/v1/follow/KT7M").await, StatusCode::UNPROCESSABLE_ENTITY, "error-invalid");
    assert_eq!(stranger.get("/api/v1/units?q=%00").await.header(header::CONTENT_TYPE), "application/problem+json");
}
