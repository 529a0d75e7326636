//! Garbage for every verb of the training programme: some of it may pass by the rules, and none of it is an error of ours.

use crate::api::{Program, problem};
use crate::browser::Product;
use crate::planner_api::{AT, KEY, offered, teaches, working};
use crate::planner_requests_api::sent;
use crate::training::{decided, found};
use axum::http::{Method, StatusCode};
use kunye_core::register::DutyKind;
use kunye_web::routes::{self, Route};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Values of which nearly every one is wrong wherever it stands.
fn garbage() -> Vec<Value> {
    let mut all = vec![json!(null), json!(true), json!([]), json!({}), json!([[]]), json!([{}]), json!([null]), json!(["x", ""])];
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
        "nudge",
    ];
    all.extend(texts.map(|text| json!(text)));
    all.push(json!("ş".repeat(5_000)));
    all.push(json!([{ "to_users": i64::MAX, "hours": 4, "way": "shared" }]));
    all
}

/// Verbs that end things come last, so that the others have something to be tried on.
fn last(route: &Route) -> bool {
    ["calling-off", "refusal", "withdrawal", "ending", "revocation"].iter().any(|end| route.path.ends_with(end))
}

#[tokio::test]
async fn garbage_is_refused_and_never_an_error_of_ours() {
    let product = Product::with_provider();
    let programme = found(&product);
    decided(&product, &programme, 500);
    let mut programs = BTreeMap::new();
    for key in ["planner", "coordinator", "account_manager", "trainer", "officer", "applicant"] {
        programs.insert(key, Program::of(&product, key).await);
    }
    let holders = [
        (DutyKind::Planner, "planner"),
        (DutyKind::Coordinator, "coordinator"),
        (DutyKind::AccountManager, "account_manager"),
        (DutyKind::Trainer, "trainer"),
        (DutyKind::Officer, "officer"),
    ];
    let planner = programs.get_mut("planner").unwrap();
    let (course, site) = offered(planner, "K2").await;
    let trainer = teaches(&product, &programme);
    let day = working(product.kit.world.today().plus_days(30));
    let class = json!({ "course": course, "site": site, "starts_on": day.iso(), "starts_at": "09:30" });
    let announced = planner.post(&format!("{AT}/sessions"), &class).await;
    assert_eq!(announced.status, StatusCode::CREATED, "{}", announced.body);
    let session = announced.json()["reference"].as_str().unwrap().to_owned();
    let institution = planner.get(&format!("{AT}/institutions")).await.json()[0]["id"].as_str().unwrap().to_owned();
    let reference = sent(programs.get_mut("coordinator").unwrap(), &course, day, KEY).await;
    // What is good for a field of this name, wherever it stands.
    let good = json!({
        "course": course, "site": site, "starts_on": day.iso(), "starts_at": "09:30", "hours_a_day": 6, "seats": 24, "accepted": false,
        "trainer": trainer, "plans": 0, "item": "travel", "done": true, "valid_from": day.iso(), "ends_on": day.iso(), "period": false,
        "tiers": [{ "to_users": 100, "hours": 4, "way": "shared" }], "hours": 1, "people": 5, "wished": [day.iso()], "province": 6,
        "key": "01ARYZ6S410000000000000007", "kind": "phone", "level": "user", "capacity_people": 1, "capacity_hours": 1,
        "institutions": [institution], "courses": [course], "unit": ["99000004"], "places": 1, "until": day.iso(), "from": institution,
        "to": institution, "disseminator": false, "accept": true, "pass_on": true, "marks": [], "sessions": [session], "scores": {},
    });
    let document = serde_json::to_value(kunye_web::api::document::document()).unwrap();
    let mut verbs: Vec<Route> = routes::table()
        .into_iter()
        .filter(|route| route.path.starts_with("/api/v1/training/") && route.method == Method::POST)
        .collect();
    verbs.sort_by_key(last);
    let (mut tried, mut passed) = (0, 0);
    for route in &verbs {
        let schema = &document["paths"][route.path]["post"]["requestBody"]["content"]["application/json"]["schema"];
        let Some(name) = schema["$ref"].as_str() else { continue };
        let fields = document.pointer(&format!("{}/properties", name.strip_prefix('#').unwrap())).unwrap().as_object().unwrap();
        let own = if route.path.contains("/sessions/") { &session } else { &reference };
        let id = match route.path {
            path if path.contains("/trainers/") => trainer.as_str(),
            path if path.contains("/courses/") => course.as_str(),
            path if path.contains("/planning/sites/") => site.as_str(),
            path if path.contains("/customers/") => institution.as_str(),
            _ => KEY,
        };
        let key = holders.iter().find(|(duty, _)| route.access.duties().contains(duty)).map_or("applicant", |(_, key)| key);
        let program = programs.get_mut(key).unwrap();
        let at = route.path.replace("{reference}", own).replace("{id}", id).replace("{code}", "KT7M-2QX4");
        let value = |name: &String| good.get(name).cloned().unwrap_or(json!("Metin"));
        let whole: Map<String, Value> = fields.keys().map(|name| (name.clone(), value(name))).collect();
        for value in garbage() {
            let mut bodies = vec![value.clone()];
            bodies.extend(fields.keys().map(|name| {
                let mut body = whole.clone();
                body.insert(name.clone(), value.clone());
                body.into()
            }));
            for body in bodies {
                let reply = program.post(&at, &body).await;
                tried += 1;
                passed += usize::from(reply.status.is_success());
                assert!(!reply.status.is_server_error(), "{at} {body}: {} {}", reply.status, reply.body);
                assert!(reply.status != StatusCode::FORBIDDEN, "{at} is tried by whoever may: {}", reply.body);
                assert!(reply.status.is_success() || reply.json()["code"].is_string(), "{at} {body}: {}", reply.body);
            }
        }
        for text in ["", "{", "\u{feff}{}", "{\"reason\":\"\\u0000\"}", "{\"reason\":\"\\ud800\"}"] {
            let reply = program.send(Method::POST, &at, "application/json", text.into()).await;
            problem(&reply, StatusCode::UNPROCESSABLE_ENTITY, "error-invalid");
        }
    }
    assert!(tried > 5_000 && passed > 0, "{tried}, {passed}");
    // The books are as they should be.
    for (key, at) in [
        ("planner", format!("{AT}/sessions")),
        ("planner", format!("{AT}/institutions")),
        ("coordinator", "/api/v1/training/statement".into()),
    ] {
        assert_eq!(programs.get_mut(key).unwrap().get(&at).await.status, StatusCode::OK, "{at}");
    }
}
