//! A training at an institution's own place, by the programs of its planner and its coordinator; questions of staff; and garbage, which is
//! nowhere our own mistake.

use crate::api::{Program, problem};
use crate::browser::Product;
use crate::planner_api::{AT, KEY, appointed, at_field, neighbour, offered, teaches, working};
use crate::training::{decided, found};
use axum::http::{Method, StatusCode};
use kunye_core::register::DutyKind;
use kunye_core::training::customers;
use kunye_kernel::time::Day;
use kunye_web::routes;
use serde_json::{Value, json};

/// A request of the ministry that was sent, with its reference.
async fn sent(coordinator: &mut Program, course: &str, day: Day, key: &str) -> String {
    let at = "/api/v1/training/requests";
    let new = json!({ "course": course, "people": 12, "wished": [day.iso()], "province": 42, "place": "Ek bina", "address": "Selçuklu",
        "room": "Salon", "note": "14.00’ten sonra dolu.", "key": key });
    let written = coordinator.post(at, &new).await;
    assert_eq!(written.status, StatusCode::CREATED, "{}", written.body);
    let reference = written.json()["reference"].as_str().unwrap().to_owned();
    assert_eq!(coordinator.post(&format!("{at}/{reference}/sending"), &json!({})).await.status, StatusCode::OK);
    reference
}

#[tokio::test]
async fn a_request_is_planned_with_what_speaks_against_it() {
    let product = Product::with_provider();
    let programme = found(&product);
    decided(&product, &programme, 500);
    let mut stranger = neighbour(&product).await;
    let mut planner = Program::of(&product, "planner").await;
    let mut coordinator = Program::of(&product, "coordinator").await;
    let (course, _) = offered(&mut planner, "K2").await;
    let queue = format!("{AT}/requests");
    let day = working(product.kit.world.today().plus_days(20));
    let draft = json!({ "course": course, "people": 12, "wished": [day.iso()], "province": 42, "place": "Bina", "address": "Adres", "room": "Oda",
        "key": "01ARYZ6S410000000000000009" });
    let draft = coordinator.post("/api/v1/training/requests", &draft).await.json()["reference"].as_str().unwrap().to_owned();
    assert_eq!(planner.get(&queue).await.json(), json!([]), "a draft is the institution's own");
    assert_eq!(planner.get(&format!("{queue}/{draft}")).await.status, StatusCode::NOT_FOUND);
    let reference = sent(&mut coordinator, &course, day, KEY).await;
    let one = format!("{queue}/{reference}");
    let waiting = planner.get(&queue).await.json();
    assert_eq!(
        (&waiting[0]["reference"], &waiting[0]["institution"]),
        (&json!(reference), &json!("Örnek Bakanlığı")),
        "{waiting}"
    );
    let before = planner.get(&one).await.json();
    assert_eq!((&before["state"], &before["plans"], &before["can_be_planned"]), (&json!("sent"), &json!(0), &json!(true)));
    assert_eq!(before["checklist"].as_array().map(Vec::len), Some(8), "B6");

    // Nobody teaches the course, and then somebody does.
    let blocked = planner.get(&format!("{one}/proposals")).await.json();
    assert_eq!(
        (&blocked["options"][0]["possible"], &blocked["options"][0]["objections"][0]["kind"]),
        (&json!(false), &json!("skill")),
        "{blocked}"
    );
    let trainer = teaches(&product, &programme);
    let proposals = planner.get(&format!("{one}/proposals?starts_at=10:00&hours_a_day=3")).await.json();
    let best = &proposals["options"][0];
    assert_eq!(
        (&best["trainer"], &best["possible"], &best["home"]),
        (&json!(trainer), &json!(true), &json!("Ankara")),
        "{proposals}"
    );
    assert_eq!((&best["distance"], &best["objections"]), (&json!("same-region"), &json!([])), "{proposals}");
    assert_eq!((&best["starts_on"], best["days"].as_array().map(Vec::len)), (&json!(day.iso()), Some(2)), "3 hours a day");
    for (query, field) in [("starts_at=25:00", "starts_at"), ("hours_a_day=9", "hours_a_day")] {
        assert_eq!(at_field(&planner.get(&format!("{one}/proposals?{query}")).await), field);
    }
    assert_eq!(planner.get(&format!("{one}/proposals?saat=9")).await.status, StatusCode::UNPROCESSABLE_ENTITY);

    // A plan is tried, then made; what is wrong is told at its field and plans nothing.
    let (plan, trial) = (format!("{one}/plan"), format!("{one}/plan/trial"));
    let later = working(day.plus_days(1));
    let good = json!({ "trainer": trainer, "starts_on": later.iso(), "starts_at": "09:00", "plans": 0 });
    for (field, value) in [
        ("trainer", json!(KEY)),
        ("trainer", json!("x")),
        ("starts_on", json!("yarın")),
        ("starts_at", json!("9'da")),
        ("hours_a_day", json!(-1)),
    ] {
        let mut bad = good.clone();
        bad[field] = value;
        for at in [&trial, &plan] {
            assert_eq!(at_field(&planner.post(at, &bad).await), field, "{at}");
        }
    }
    let tried = planner.post(&trial, &good).await.json();
    assert_eq!((&tried["possible"], &tried["objections"][0]["kind"]), (&json!(true), &json!("not-wished")), "{tried}");
    assert_eq!(at_field(&planner.post(&plan, &good).await), "accepted");
    let mut past = good.clone();
    past["starts_on"] = json!(product.kit.world.today().iso());
    let outside = planner.post(&trial, &past).await.json();
    assert_eq!((&outside["possible"], &outside["objections"][0]["kind"]), (&json!(false), &json!("outside")), "{outside}");
    assert_eq!(at_field(&planner.post(&plan, &past).await), "starts_on");
    for at in [&trial, &plan] {
        assert_eq!(stranger.post(at, &good).await.status, StatusCode::NOT_FOUND, "{at}");
        assert_eq!(coordinator.post(at, &good).await.status, StatusCode::FORBIDDEN, "{at}");
    }
    for at in ["", "/proposals"] {
        assert_eq!(stranger.get(&format!("{one}{at}")).await.status, StatusCode::NOT_FOUND, "{at}");
    }
    assert_eq!(planner.get(&one).await.json(), before, "so far nothing has changed");
    let mut read = good.clone();
    read["accepted"] = json!(true);
    let planned = planner.post(&plan, &read).await.json();
    assert_eq!(
        (&planned["state"], &planned["trainer"], &planned["plans"]),
        (&json!("planned"), &json!("Selin Arıkan"), &json!(1))
    );
    assert_eq!((&planned["starts_on"], &planned["days"][0]["hours"]), (&json!(later.iso()), &json!(4)), "{planned}");
    for at in [&trial, &plan] {
        problem(&planner.post(at, &read).await, StatusCode::CONFLICT, "training-request-changed");
    }
    let own = coordinator.get(&format!("/api/v1/training/requests/{reference}")).await.json();
    assert_eq!((&own["state"], &own["days"]), (&json!("planned"), &planned["days"]), "the same for its coordinator");

    // Each side ticks its own lines.
    let (theirs, ours) = (format!("/api/v1/training/requests/{reference}/checklist"), format!("{one}/checklist"));
    let room = json!({ "item": "room", "done": true });
    problem(&planner.post(&ours, &room).await, StatusCode::CONFLICT, "training-check-side");
    let ticked = coordinator.post(&theirs, &room).await.json();
    let line = ticked["checklist"].as_array().unwrap().iter().find(|line| line["item"] == "room").unwrap().clone();
    assert_eq!((&line["side"], &line["done"], line["said_at"].is_string()), (&json!("institution"), &json!(true), true));
    assert_eq!(coordinator.post(&theirs, &json!({ "item": "çay", "done": true })).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(stranger.post(&ours, &json!({ "item": "travel", "done": true })).await.status, StatusCode::NOT_FOUND);
    assert_eq!(planner.post(&ours, &json!({ "item": "travel", "done": true })).await.status, StatusCode::OK);

    // Refused is what is not planned; called off is what is.
    problem(
        &planner.post(&format!("{one}/refusal"), &json!({ "reason": "x" })).await,
        StatusCode::CONFLICT,
        "training-request-changed",
    );
    let call_off = format!("{one}/calling-off");
    assert_eq!(at_field(&planner.post(&call_off, &json!({ "reason": "" })).await), "reason");
    assert_eq!(stranger.post(&call_off, &json!({ "reason": "x" })).await.status, StatusCode::NOT_FOUND);
    let ended = planner.post(&call_off, &json!({ "reason": "Salon kapandı." })).await.json();
    assert_eq!((&ended["state"], &ended["reason"]), (&json!("called_off"), &json!("Salon kapandı.")), "{ended}");
    assert_eq!(planner.get(&format!("{one}/proposals")).await.json()["options"], json!([]));
    assert_eq!(coordinator.get("/api/v1/training/entitlement").await.json()["held"], 0);
    let statement = coordinator.get("/api/v1/training/statement").await.json();
    assert_eq!((&statement[1]["reference"], &statement[1]["change"]), (&json!(reference), &json!(-4)), "{statement}");

    let second = sent(&mut coordinator, &course, day, "01ARYZ6S410000000000000001").await;
    let refusal = format!("{queue}/{second}/refusal");
    assert_eq!(at_field(&planner.post(&refusal, &json!({ "reason": " " })).await), "reason");
    assert_eq!(stranger.post(&refusal, &json!({ "reason": "x" })).await.status, StatusCode::NOT_FOUND);
    problem(
        &planner.post(&format!("{queue}/{second}/calling-off"), &json!({ "reason": "x" })).await,
        StatusCode::CONFLICT,
        "training-request-changed",
    );
    assert_eq!(planner.post(&refusal, &json!({ "reason": "Dönem dolu." })).await.json()["state"], "refused");
}

#[tokio::test]
async fn a_request_that_nobody_is_there_to_read_is_taken_in() {
    let product = Product::with_provider();
    let kit = &product.kit;
    let programme = found(&product);
    decided(&product, &programme, 500);
    let ministry = [kit.unit("cankaya").institution_id.clone()];
    let manager = kit.member("account_manager").id.clone();
    customers::assign(&kit.world, &kunye_testkit::operator(), &programme, &ministry, Some(&manager)).unwrap();
    let mut planner = Program::of(&product, "planner").await;
    let mut coordinator = Program::of(&product, "coordinator").await;
    let (course, _) = offered(&mut planner, "K2").await;
    let reference = sent(&mut coordinator, &course, working(kit.world.today().plus_days(20)), KEY).await;
    let one = format!("{AT}/requests/{reference}");
    let seen = planner.get(&one).await.json();
    assert_eq!((&seen["state"], &seen["unread"], &seen["can_be_planned"]), (&json!("review"), &json!(false), &json!(false)));
    let take_in = format!("{one}/taking-in");
    assert_eq!(planner.post(&take_in, &json!({})).await.status, StatusCode::NOT_FOUND, "somebody is there");
    customers::assign(&kit.world, &kunye_testkit::operator(), &programme, &ministry, None).unwrap();
    assert_eq!(planner.get(&one).await.json()["unread"], true);
    assert_eq!(neighbour(&product).await.post(&take_in, &json!({})).await.status, StatusCode::NOT_FOUND);
    assert_eq!(planner.post(&take_in, &json!({})).await.json()["state"], "sent");
    problem(&planner.post(&take_in, &json!({})).await, StatusCode::CONFLICT, "training-request-reviewed");
}

#[tokio::test]
async fn questions_of_staff_are_answered_by_their_own_coordinator_once() {
    let product = Product::with_provider();
    let programme = found(&product);
    decided(&product, &programme, 60);
    let at = "/api/v1/training/staff/questions";
    let mut applicant = Program::of(&product, "applicant").await;
    let asked = applicant.post("/api/v1/training/questions", &json!({ "text": "Öğle arası var mı?" })).await;
    assert_eq!(asked.status, StatusCode::CREATED, "{}", asked.body);
    let mut coordinator = Program::of(&product, "coordinator").await;
    let waiting = coordinator.get(at).await.json();
    let question = &waiting[0];
    assert_eq!((&question["text"], &question["answer"]), (&json!("Öğle arası var mı?"), &Value::Null), "{waiting}");
    assert_eq!((&question["person"]["name"], &question["unit"]), (&json!("Ayşe Nur Öztürk"), &json!("Çankaya İlçe Müdürlüğü")));
    let answer = format!("{at}/{}/answer", question["id"].as_str().unwrap());
    // Another institution's coordinator, whose list is empty.
    appointed(&product, "director", DutyKind::Coordinator, "provider");
    let mut other = Program::of(&product, "director").await;
    assert_eq!(other.get(at).await.json(), json!([]));
    assert_eq!(other.post(&answer, &json!({ "text": "Var." })).await.status, StatusCode::NOT_FOUND);
    for key in ["planner", "account_manager", "applicant"] {
        let mut stranger = Program::of(&product, key).await;
        assert_eq!(stranger.get(at).await.status, StatusCode::FORBIDDEN, "{key}");
        assert_eq!(stranger.post(&answer, &json!({ "text": "Var." })).await.status, StatusCode::FORBIDDEN, "{key}");
    }
    for bad in [" ".to_owned(), "x".repeat(1_001)] {
        assert_eq!(at_field(&coordinator.post(&answer, &json!({ "text": bad })).await), "text");
    }
    assert_eq!(coordinator.post(&format!("{at}/x/answer"), &json!({ "text": "Var." })).await.status, StatusCode::NOT_FOUND);
    assert_eq!(coordinator.get(at).await.json(), waiting);
    assert_eq!(coordinator.post(&answer, &json!({ "text": "12.30’da." })).await.status, StatusCode::NO_CONTENT);
    problem(&coordinator.post(&answer, &json!({ "text": "Yok." })).await, StatusCode::CONFLICT, "question-answered");
    assert_eq!(applicant.get("/api/v1/training/questions").await.json()[0]["answer"], "12.30’da.");
    assert_eq!(coordinator.get(at).await.json()[0]["answer"], "12.30’da.");
}

/// Values of which nearly every one is wrong wherever it stands.
fn garbage() -> Vec<Value> {
    let mut all = vec![json!(null), json!(true), json!([]), json!({}), json!([[]]), json!([{}]), json!([null])];
    all.extend([i64::MIN, -1, 0, 1, 7, i64::from(i32::MAX), i64::from(i32::MAX) + 1, i64::MAX].map(|number| json!(number)));
    all.extend([json!(1e308), json!(0.5), json!(u64::MAX)]);
    let texts = [
        "",
        " ",
        "x",
        "0",
        "-1",
        "%00",
        "'; --",
        "<b>",
        "\u{202e}",
        "İıŞş",
        "9999-12-31",
        "-9999-01-01",
        "0001-01-01",
        "31.02.2027",
        "23:59",
        "99:99",
        KEY,
        "KT7M-2QX4",
        "01ARYZ6S41000000000000000é",
        "shared",
        "room",
    ];
    all.extend(texts.map(|text| json!(text)));
    all.push(json!("ş".repeat(5_000)));
    all.push(json!([{ "to_users": 9_000_000_000_000_000_000_i64, "hours": 4, "way": "shared" }]));
    all
}

/// Every verb that takes a body, as it is described, with each of its fields in turn replaced by garbage, and with garbage for a body: some
/// are refused and some may pass, and none is an error of ours.
#[tokio::test]
async fn garbage_is_refused_and_never_an_error_of_ours() {
    let product = Product::with_provider();
    let programme = found(&product);
    decided(&product, &programme, 500);
    let mut planner = Program::of(&product, "planner").await;
    let mut coordinator = Program::of(&product, "coordinator").await;
    let (course, site) = offered(&mut planner, "K2").await;
    let trainer = teaches(&product, &programme);
    let day = working(product.kit.world.today().plus_days(30));
    let reference = sent(&mut coordinator, &course, day, KEY).await;
    let class =
        json!({ "course": course, "site": site, "starts_on": day.iso(), "starts_at": "09:30", "hours_a_day": 6, "seats": 24 });
    let announced = planner.post(&format!("{AT}/sessions"), &class).await;
    assert_eq!(announced.status, StatusCode::CREATED, "{}", announced.body);
    let session = announced.json()["reference"].as_str().unwrap().to_owned();
    let institution = planner.get(&format!("{AT}/institutions")).await.json()[0]["id"].clone();
    let good = json!({
        "course": course, "site": site, "starts_on": day.iso(), "starts_at": "09:30", "hours_a_day": 6, "seats": 24, "accepted": false,
        "trainer": trainer, "plans": 0, "reason": "Neden", "item": "travel", "done": true, "valid_from": day.iso(),
        "tiers": [{ "to_users": 100, "hours": 4, "way": "shared" }], "from": institution, "to": institution, "hours": 1, "key": KEY,
        "text": "Yanıt",
    });
    let document = serde_json::to_value(kunye_web::api::document::document()).unwrap();
    let mut tried = 0;
    for route in routes::table() {
        let is_new = route.path.starts_with(AT) || route.path.contains("/training/staff/") || route.path.ends_with("/checklist");
        if !is_new || route.method != Method::POST {
            continue;
        }
        let schema = &document["paths"][route.path]["post"]["requestBody"]["content"]["application/json"]["schema"];
        let Some(name) = schema["$ref"].as_str() else { continue };
        let fields =
            document.pointer(&format!("{}/properties", name.strip_prefix('#').unwrap())).unwrap().as_object().unwrap().clone();
        let own = if route.path.contains("/sessions/") { &session } else { &reference };
        let program = if route.path.starts_with(AT) { &mut planner } else { &mut coordinator };
        let at = route.path.replace("{reference}", own).replace("{id}", KEY);
        let whole: Value = fields.keys().map(|name| (name.clone(), good[name].clone())).collect::<serde_json::Map<_, _>>().into();
        assert!(whole.as_object().unwrap().values().all(|value| !value.is_null()), "{}: {whole}", route.path);
        for value in garbage() {
            let mut bodies = vec![value.clone()];
            for name in fields.keys() {
                let mut body = whole.clone();
                body[name] = value.clone();
                bodies.push(body);
            }
            for body in bodies {
                let reply = program.post(&at, &body).await;
                tried += 1;
                assert!(!reply.status.is_server_error(), "{at} {body}: {} {}", reply.status, reply.body);
                assert!(reply.status.is_success() || reply.json()["code"].is_string(), "{at} {body}: {}", reply.body);
            }
        }
        for text in ["", "{", "\u{feff}{}", "{\"reason\":\"\\u0000\"}", "{\"reason\":\"\\ud800\"}"] {
            let reply = program.send(Method::POST, &at, "application/json", text.into()).await;
            problem(&reply, StatusCode::UNPROCESSABLE_ENTITY, "error-invalid");
        }
    }
    assert!(tried > 2_000, "{tried}");
    // What could pass has passed through the rules, and the books are as they should be.
    assert_eq!(planner.get(&format!("{AT}/sessions")).await.status, StatusCode::OK);
    assert_eq!(coordinator.get("/api/v1/training/statement").await.status, StatusCode::OK);
}
