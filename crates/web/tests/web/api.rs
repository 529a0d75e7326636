//! The JSON API as a program meets it.

use crate::api_schema::assert_described;
use crate::browser::{Browser, Product, Reply};
use crate::desk::SCAN;
use crate::register::provincial_administrator;
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use kunye_core::messages::ports::ReceiptState;
use kunye_kernel::time::MINUTE;
use kunye_testkit::PASSWORD;
use kunye_web::public::notice;
use serde_json::{Value, json};

/// A program with a token, or without one. It keeps everything it was answered, and holds what it is given against the description.
pub struct Program {
    pub http: Browser,
    token: Option<String>,
    pub heard: Vec<String>,
}

impl Program {
    pub fn stranger(product: &Product) -> Self {
        let mut http = product.browser();
        http.headers.push(("accept", "application/json"));
        Self { http, token: None, heard: Vec::new() }
    }

    /// Signed in as a member, with a code where one is asked for.
    pub async fn of(product: &Product, key: &str) -> Self {
        let mut program = Self::stranger(product);
        let reply = program.sign_in(product, key).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{key}: {}", reply.body);
        program.token = Some(reply.json()["token"].as_str().unwrap().to_owned());
        program.heard.clear();
        program
    }

    async fn sign_in(&mut self, product: &Product, key: &str) -> Reply {
        let member = product.kit.member(key);
        let code = member.has_second_factor.then(|| product.kit.code());
        let body = json!({ "user_name": member.user_name, "password": PASSWORD, "code": code });
        self.post("/api/v1/session", &body).await
    }

    pub async fn get(&mut self, path: &str) -> Reply {
        self.send(Method::GET, path, "", Vec::new()).await
    }

    pub async fn post(&mut self, path: &str, body: &Value) -> Reply {
        self.send(Method::POST, path, "application/json", body.to_string().into()).await
    }

    pub async fn send(&mut self, method: Method, path: &str, kind: &str, body: Vec<u8>) -> Reply {
        let mut request = self.http.request(method.clone(), path);
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        if !kind.is_empty() {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        let reply = self.http.send(request.body(Body::from(body)).unwrap()).await;
        if reply.status.is_success() {
            assert_described(&method, path, reply.status.as_u16(), &reply.body);
        }
        self.heard.push(reply.body.clone());
        reply
    }
}

/// A refusal in the form that RFC 9457 asks for.
pub fn problem(reply: &Reply, status: StatusCode, code: &str) -> Value {
    assert_eq!(reply.status, status, "{}", reply.body);
    assert_eq!(reply.header(header::CONTENT_TYPE), "application/problem+json", "{}", reply.body);
    let problem = reply.json();
    assert_eq!(problem["type"], "about:blank");
    assert_eq!((&problem["status"], &problem["code"]), (&json!(status.as_u16()), &json!(code)), "{problem}");
    assert!(problem["title"].as_str().is_some_and(|title| title.ends_with('.')), "{problem}");
    problem
}

pub fn form(product: &Product, key: &str) -> Value {
    let member = product.kit.member(key);
    let unit = product.kit.world.db.read(|conn| kunye_core::register::unit(conn, &member.unit)).unwrap().unwrap();
    json!({
        "kind": "renewal", "compromised": false, "national_id": member.national_id.digits(), "given_names": member.given_names,
        "surname": member.surname, "staff_no": member.staff_no, "unit": unit.detsis, "mobile": member.mobile.spaced(),
        "agree": true, "notice": notice::VERSION,
    })
}

#[tokio::test]
async fn a_session_needs_everything_that_signing_in_needs() {
    let product = Product::new();
    let mut program = Program::stranger(&product);
    let name = product.kit.member("officer").user_name.clone();
    let with = |password: &str, code: Option<&str>| json!({ "user_name": name, "password": password, "code": code });
    problem(&program.post("/api/v1/session", &with("wrong", None)).await, StatusCode::UNAUTHORIZED, "sign-in-failed");
    let incomplete = program.post("/api/v1/session", &with(PASSWORD, None)).await;
    problem(&incomplete, StatusCode::UNAUTHORIZED, "api-second-factor-needed");
    assert_eq!(incomplete.header(header::WWW_AUTHENTICATE), "Bearer");
    let wrong = problem(
        &program.post("/api/v1/session", &with(PASSWORD, Some("000000"))).await,
        StatusCode::UNPROCESSABLE_ENTITY,
        "error-invalid",
    );
    assert_eq!(wrong["errors"][0]["field"], "code");
    let account = product.kit.member("officer").account.clone();
    let open =
        product.kit.world.db.read(|conn| kunye_core::accounts::sessions::list(conn, &account, product.kit.world.now())).unwrap();
    assert!(open.is_empty(), "half a sign-in leaves no session behind");

    let mut program = Program::of(&product, "officer").await;
    let me = program.get("/api/v1/me").await.json();
    assert_eq!(me["person"]["name"], "Elif İpek Yıldırım");
    assert_eq!(
        (&me["duties"][0]["kind"], &me["account"]["state"], &me["account"]["days_left"]),
        (&json!("officer"), &json!("active"), &json!(30))
    );
    assert_eq!(program.send(Method::DELETE, "/api/v1/session", "", Vec::new()).await.status, StatusCode::NO_CONTENT);
    problem(&program.get("/api/v1/me").await, StatusCode::UNAUTHORIZED, "error-unauthenticated");
}

#[tokio::test]
async fn a_browsers_session_opens_the_api_but_not_to_other_sites() {
    let product = Product::new();
    let mut browser = product.signed_in("officer").await;
    browser.headers.push(("accept", "application/json"));
    assert_eq!(browser.get("/api/v1/requests").await.status, StatusCode::OK);
    let reference = product.kit.request_of("applicant");
    let path = format!("/api/v1/requests/{reference}/refusal");
    let body = json!({ "reason": "Belgeler eksik, yeniden getirin." }).to_string();
    let forged = browser
        .request(Method::POST, &path)
        .header("sec-fetch-site", "cross-site")
        .header(header::CONTENT_TYPE, "application/json");
    let reply = browser.send(forged.body(Body::from(body.clone())).unwrap()).await;
    problem(&reply, StatusCode::FORBIDDEN, "error-cross-site");
    assert_eq!(browser.post_raw(&path, "application/json", body.into()).await.json()["state"], "refused");

    // A token that is wrong is wrong, whatever cookie comes with it; and at the pages, tokens count for nothing.
    let both = browser.request(Method::GET, "/api/v1/me").header(header::AUTHORIZATION, "Bearer nonsense");
    assert_eq!(browser.send(both.body(Body::empty()).unwrap()).await.status, StatusCode::UNAUTHORIZED);
    let token = browser.cookies["kunye"].clone();
    let mut elsewhere = product.browser();
    let page = elsewhere.request(Method::GET, "/kurum/talepler").header(header::AUTHORIZATION, format!("Bearer {token}"));
    assert!(elsewhere.send(page.body(Body::empty()).unwrap()).await.to().starts_with("/giris"));
}

/// A renewal from the form to the phone, by programs alone; and nothing secret in anything they heard.
#[tokio::test]
async fn a_renewal_by_programs() {
    let product = Product::new();
    let kit = &product.kit;
    let mut stranger = Program::stranger(&product);
    let taken = stranger.post("/api/v1/requests", &form(&product, "applicant")).await;
    assert_eq!(taken.status, StatusCode::CREATED, "{}", taken.body);
    let reference = taken.json()["reference"].as_str().unwrap().to_owned();
    assert_eq!(taken.header(header::LOCATION), format!("/api/v1/follow/{reference}"));
    assert_eq!(taken.json()["follow_url"], format!("http://kunye.test/izle/{reference}"));
    kit.run_jobs();
    assert_eq!(stranger.get(&format!("/api/v1/follow/{reference}")).await.json()["state"], "awaiting_approval");

    let mut head = Program::of(&product, "head").await;
    assert_eq!(head.get("/api/v1/approvals").await.json()[0]["reference"], json!(reference));
    let at = |act: &str| format!("/api/v1/requests/{reference}{act}");
    let short = head.post(&at("/approval"), &json!({ "decision": "declined", "reason": "yok" })).await;
    assert_eq!(problem(&short, StatusCode::UNPROCESSABLE_ENTITY, "error-invalid")["errors"][0]["field"], "reason");
    assert_eq!(head.post(&at("/approval"), &json!({ "decision": "approved" })).await.json()["state"], "approved");
    problem(
        &head.post(&at("/approval"), &json!({ "decision": "approved" })).await,
        StatusCode::CONFLICT,
        "request-state-forbids",
    );

    let mut officer = Program::of(&product, "officer").await;
    let listed = officer.get("/api/v1/requests?q=ayse").await.json();
    assert_eq!((&listed["total"], &listed["items"][0]["name"]), (&json!(1), &json!("Ayşe Nur Öztürk")));
    let seen = officer.get(&at("")).await.json();
    assert_eq!((&seen["seen"], &seen["missing"]), (&json!("whole"), &json!(["request-missing-scan"])));
    assert!(seen["compared"].as_array().unwrap().iter().all(|line| line["verdict"] == "match"), "{seen}");
    problem(&officer.post(&at("/fulfilment"), &json!({ "attested": true })).await, StatusCode::CONFLICT, "request-missing-scan");
    let wrong = officer.send(Method::POST, &at("/scan?name=form.pdf"), "application/pdf", b"MZ program".to_vec()).await;
    problem(&wrong, StatusCode::UNPROCESSABLE_ENTITY, "error-invalid");
    let filed = officer.send(Method::POST, &at("/scan?name=form.pdf"), "application/pdf", SCAN.to_vec()).await;
    assert_eq!((filed.status, &filed.json()["media_type"]), (StatusCode::CREATED, &json!("application/pdf")));
    problem(
        &officer.post(&at("/fulfilment"), &json!({ "attested": false })).await,
        StatusCode::UNPROCESSABLE_ENTITY,
        "error-invalid",
    );
    assert_eq!(officer.post(&at("/fulfilment"), &json!({ "attested": true })).await.json()["state"], "in_delivery");
    problem(&officer.post(&at("/deliveries"), &json!({})).await, StatusCode::CONFLICT, "request-not-again");
    kit.run_jobs();
    kit.receipt(ReceiptState::Delivered);
    let done = officer.get(&at("")).await.json();
    assert_eq!((&done["state"], &done["deliveries"][0]["state"]), (&json!("fulfilled"), &json!("delivered")));
    assert_eq!(stranger.get(&format!("/api/v1/follow/{reference}")).await.json()["state"], "fulfilled");
    kit.clock.advance(11 * MINUTE);
    assert_eq!(officer.post(&at("/deliveries"), &json!({})).await.json()["state"], "in_delivery");
    kit.run_jobs();

    let person = kit.member("applicant").id.clone();
    for path in [
        "/api/v1/people",
        "/api/v1/units",
        "/api/v1/me",
        &format!("/api/v1/people/{person}"),
        &format!("/api/v1/people/{person}/account"),
    ] {
        assert_eq!(officer.get(path).await.status, StatusCode::OK, "{path}");
    }
    let password = kit.password_on_phone("applicant");
    let mut hidden: Vec<String> = vec![password, PASSWORD.into(), "$argon2".into()];
    for member in kit.members() {
        let spaced = member.mobile.spaced();
        hidden.extend([member.mobile.e164()[3..].to_owned(), spaced[4..].to_owned(), member.national_id.digits().to_owned()]);
    }
    for heard in [&stranger, &head, &officer].iter().flat_map(|program| &program.heard) {
        for secret in &hidden {
            assert!(!heard.contains(secret.as_str()), "{secret} in {heard}");
        }
    }
}

#[tokio::test]
async fn the_paper_way_names_its_signature() {
    let product = Product::new();
    let reference = product.kit.request_of("applicant");
    let mut officer = Program::of(&product, "officer").await;
    let seats = officer.get(&format!("/api/v1/requests/{reference}")).await.json()["seats"].clone();
    let head = product.kit.member("head").id.to_string();
    assert!(seats.as_array().unwrap().iter().any(|seat| seat["person"]["id"] == json!(head)), "{seats}");
    let path = format!("/api/v1/requests/{reference}/attestation");
    let with = |supervisor: &str, day: &str| json!({ "supervisor": supervisor, "signed_on": day });
    let neighbour = product.kit.member("neighbour_head").id.to_string();
    for (body, field) in [
        (with(&neighbour, "2026-11-23"), "supervisor"),
        (with(&head, "2026-11-24"), "signed_on"),
        (with(&head, "soon"), "signed_on"),
    ] {
        let wrong = officer.post(&path, &body).await;
        assert_eq!(problem(&wrong, StatusCode::UNPROCESSABLE_ENTITY, "error-invalid")["errors"][0]["field"], field);
    }
    assert_eq!(officer.post(&path, &with(&head, "2026-11-23")).await.json()["state"], "approved");
    let whole = officer.get(&format!("/api/v1/requests/{reference}")).await.json();
    assert_eq!(
        (&whole["approval"]["way"], &whole["approval"]["supervisor"]["name"]),
        (&json!("paper"), &json!("Mehmet Şükrü Çağlar"))
    );
}

#[tokio::test]
async fn neighbours_get_404_and_superiors_only_that_it_exists() {
    let product = Product::new();
    let reference = product.kit.request_of("applicant");
    let at = |act: &str| format!("/api/v1/requests/{reference}{act}");
    let mut neighbour = Program::of(&product, "neighbour_officer").await;
    let (head, person) = (product.kit.member("head").id.to_string(), product.kit.member("applicant").clone());
    problem(&neighbour.get(&at("")).await, StatusCode::NOT_FOUND, "error-not-found");
    let acts = [
        ("/attestation", json!({ "supervisor": head, "signed_on": "2026-11-23" })),
        ("/fulfilment", json!({ "attested": true })),
        ("/deliveries", json!({})),
        ("/refusal", json!({ "reason": "Bu talep bize ait değildir." })),
    ];
    for (act, body) in acts {
        problem(&neighbour.post(&at(act), &body).await, StatusCode::NOT_FOUND, "error-not-found");
    }
    let scan = neighbour.send(Method::POST, &at("/scan"), "application/pdf", SCAN.to_vec()).await;
    problem(&scan, StatusCode::NOT_FOUND, "error-not-found");
    let (unit, user_name) = (product.kit.unit("cankaya").id.clone(), &person.user_name);
    for path in [
        format!("/api/v1/units/{unit}"),
        format!("/api/v1/people/{}", person.id),
        format!("/api/v1/people/{}/account", person.id),
        format!("/api/v1/accounts/{user_name}"),
        "/api/v1/accounts/nobody".to_owned(),
    ] {
        problem(&neighbour.get(&path).await, StatusCode::NOT_FOUND, "error-not-found");
    }
    for path in [
        "/api/v1/people?q=ozturk",
        "/api/v1/units?q=cankaya",
        "/api/v1/requests?tab=all",
        &format!("/api/v1/requests?tab=all&q={reference}"),
    ] {
        assert_eq!(neighbour.get(path).await.json()["total"], 0, "{path}");
    }
    let mut other_head = Program::of(&product, "neighbour_head").await;
    problem(
        &other_head.post(&at("/approval"), &json!({ "decision": "approved" })).await,
        StatusCode::NOT_FOUND,
        "error-not-found",
    );
    assert_eq!(other_head.get("/api/v1/approvals").await.json(), json!([]));

    let mut province = Program::of(&product, "ankara_officer").await;
    let seen = province.get(&at("")).await;
    assert_eq!(seen.json()["seen"], "exists");
    assert!(!seen.body.contains("Öztürk") && seen.body.contains("Elif İpek Yıldırım"), "{}", seen.body);
    let row = province.get(&format!("/api/v1/requests?tab=all&q={reference}")).await.json()["items"][0].clone();
    assert_eq!((&row["handled"], &row["name"]), (&json!(false), &Value::Null));
}

#[tokio::test]
async fn accounts_tell_their_state_and_their_days() {
    let product = Product::new();
    let member = product.kit.member("applicant").clone();
    provincial_administrator(&product).await;
    for key in ["officer", "ankara_officer", "administrator"] {
        let mut program = Program::of(&product, key).await;
        let by_name = program.get(&format!("/api/v1/accounts/{}", member.user_name)).await;
        let by_person = program.get(&format!("/api/v1/people/{}/account", member.id)).await;
        assert_eq!(by_name.json(), by_person.json());
        let account = by_name.json();
        assert_eq!(
            (&account["state"], &account["days_left"], &account["person"]["name"]),
            (&json!("active"), &json!(30), &json!("Ayşe Nur Öztürk"))
        );
    }
    for key in ["head", "auditor", "help_desk", "applicant"] {
        let reply = Program::of(&product, key).await.get(&format!("/api/v1/accounts/{}", member.user_name)).await;
        problem(&reply, StatusCode::FORBIDDEN, "error-not-your-duty");
    }
}
