//! A training at an institution's own place, by the programs of its planner and its coordinator; questions of staff.

use crate::api::{Program, problem};
use crate::browser::Product;
use crate::planner_api::{AT, KEY, appointed, at_field, neighbour, offered, teaches, working};
use crate::training::{decided, found};
use axum::http::StatusCode;
use kunye_core::register::DutyKind;
use kunye_core::training::customers;
use kunye_kernel::time::Day;
use serde_json::{Value, json};

/// A request of the ministry that was sent, with its reference.
pub async fn sent(coordinator: &mut Program, course: &str, day: Day, key: &str) -> String {
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
    let own = format!("/api/v1/training/requests/{draft}");
    let mut words = json!({ "course": course, "people": 0, "wished": [day.iso()], "province": 42, "place": "Bina", "address": "Adres", "room": "Oda" });
    let as_written = coordinator.get(&own).await.json();
    assert_eq!(at_field(&coordinator.post(&format!("{own}/correction"), &words).await), "people");
    assert_eq!(coordinator.get(&own).await.json(), as_written);
    words["people"] = json!(9);
    assert_eq!(coordinator.post(&format!("{own}/correction"), &words).await.json()["people"], 9);
    appointed(&product, "director", DutyKind::Coordinator, "provider");
    let mut other = Program::of(&product, "director").await;
    assert_eq!(other.post(&format!("{own}/correction"), &words).await.status, StatusCode::NOT_FOUND);
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
    let correction = json!({ "course": course, "people": 12, "wished": [day.iso()], "province": 42, "place": "x", "address": "x", "room": "x" });
    let changed = coordinator.post(&format!("/api/v1/training/requests/{reference}/correction"), &correction).await;
    assert_eq!(changed.status, StatusCode::CONFLICT, "what was sent is no draft: {}", changed.body);
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
