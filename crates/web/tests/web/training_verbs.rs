//! What programs do in the training programme: a request from draft to return, interest, one's own invitation, and certificates; and who
//! may not.

use crate::api::{Program, problem};
use crate::browser::Product;
use crate::training::{decided, found};
use crate::training_voices::session;
use axum::http::{Method, StatusCode};
use kunye_core::jobs::{Handlers, Runner};
use kunye_core::training::attendance::{self, Taken};
use kunye_core::training::certificates;
use kunye_core::training::customers;
use kunye_core::training::participants::name_all;
use kunye_kernel::id::ParticipantId;
use kunye_kernel::time::{DAY, HOUR};
use kunye_testkit::PlainPapers;
use serde_json::{Value, json};
use std::sync::Arc;

const KEY: &str = "01ARYZ6S410000000000000000";

fn at_field(reply: &crate::browser::Reply) -> Value {
    problem(reply, StatusCode::UNPROCESSABLE_ENTITY, "error-invalid")["errors"][0]["field"].clone()
}

/// The course of a code, and the first site, as the catalogue gives them.
async fn offered(coordinator: &mut Program, code: &str) -> (Value, Value) {
    let catalogue = coordinator.get("/api/v1/training/catalogue").await.json();
    let course =
        catalogue["courses"].as_array().unwrap().iter().find(|course| course["catalogue_code"] == code).unwrap()["id"].clone();
    (course, catalogue["sites"][0]["id"].clone())
}

#[tokio::test]
async fn a_request_is_written_sent_read_and_withdrawn() {
    let product = Product::with_provider();
    let kit = &product.kit;
    let programme = found(&product);
    decided(&product, &programme, 500);
    let manager = kit.member("account_manager").id.clone();
    let ministry = [kit.unit("cankaya").institution_id.clone()];
    customers::assign(&kit.world, &kunye_testkit::operator(), &programme, &ministry, Some(&manager)).unwrap();
    let mut coordinator = Program::of(&product, "coordinator").await;
    let (course, _) = offered(&mut coordinator, "K2").await;
    let at = "/api/v1/training/requests";
    let day = kit.world.today().plus_days(14).iso();
    let mut new = json!({ "course": course, "people": 12, "wished": [day], "province": 42, "place": "Ek bina", "address": "Selçuklu", "room": "Salon", "key": KEY });
    let written = coordinator.post(at, &new).await;
    assert_eq!(written.status, StatusCode::CREATED, "{}", written.body);
    assert_eq!(coordinator.post(at, &new).await.json()["reference"], written.json()["reference"], "sent twice is written once");
    let own = format!("{at}/{}", written.json()["reference"].as_str().unwrap());
    new["key"] = json!("bir");
    assert_eq!(at_field(&coordinator.post(at, &new).await), "key");
    for key in ["planner", "account_manager", "officer"] {
        let mut other = Program::of(&product, key).await;
        assert_eq!(other.post(&format!("{own}/sending"), &json!({})).await.status, StatusCode::FORBIDDEN, "{key}");
    }
    let sent = coordinator.post(&format!("{own}/sending"), &json!({})).await.json();
    assert_eq!(sent["state"], "review", "{sent}");
    let review = format!("/api/v1/training/customers{}/review", own.strip_prefix("/api/v1/training").unwrap());
    let mut reader = Program::of(&product, "account_manager").await;
    assert_eq!(at_field(&reader.post(&review, &json!({ "pass_on": false })).await), "text");
    assert_eq!(coordinator.post(&review, &json!({ "pass_on": true })).await.status, StatusCode::FORBIDDEN);
    assert_eq!(reader.post(&review, &json!({ "pass_on": true, "text": "Öncelikli." })).await.status, StatusCode::NO_CONTENT);
    assert_eq!(coordinator.get(&own).await.json()["state"], "sent");
    let back = coordinator.post(&format!("{own}/withdrawal"), &json!({ "reason": "Bina tadilatta." })).await.json();
    assert_eq!((&back["returned"], &back["used"]), (&json!(4), &json!(0)), "{back}");

    // Each movement of the hours, as the page shows them.
    let statement = coordinator.get("/api/v1/training/statement").await.json();
    let kinds: Vec<&str> = statement.as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["grant", "hold", "return"], "{statement}");
    assert_eq!((&statement[1]["hours"], &statement[1]["after"], &statement[2]["after"]), (&json!(4), &json!(4), &json!(8)));
    assert_eq!(Program::of(&product, "planner").await.get("/api/v1/training/statement").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn interest_is_stated_and_taken_back() {
    let product = Product::with_provider();
    let programme = found(&product);
    decided(&product, &programme, 60);
    let mut coordinator = Program::of(&product, "coordinator").await;
    let catalogue = coordinator.get("/api/v1/training/catalogue").await.json();
    let technical =
        catalogue["courses"].as_array().unwrap().iter().find(|course| course["level"] == "technical").unwrap().clone();
    let at = "/api/v1/training/interest";
    let mut new = json!({ "course": technical["id"], "site": catalogue["sites"][0]["id"], "people": 0 });
    assert_eq!(at_field(&coordinator.post(at, &new).await), "people");
    new["people"] = json!(3);
    let made = coordinator.post(at, &new).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let listed = coordinator.get(at).await.json();
    assert_eq!(
        (&listed[0]["id"], &listed[0]["course"], &listed[0]["people"]),
        (&made.json()["id"], &technical["name"], &json!(3))
    );
    let one = format!("{at}/{}", listed[0]["id"].as_str().unwrap());
    let mut planner = Program::of(&product, "planner").await;
    assert_eq!(planner.send(Method::DELETE, &one, "", Vec::new()).await.status, StatusCode::FORBIDDEN);
    assert_eq!(coordinator.send(Method::DELETE, &one, "", Vec::new()).await.status, StatusCode::NO_CONTENT);
    assert_eq!(coordinator.get(at).await.json(), json!([]));
}

#[tokio::test]
async fn ones_own_invitation_is_answered_and_judged_and_its_certificate_made() {
    let product = Product::with_provider();
    let kit = &product.kit;
    let world = &kit.world;
    let programme = found(&product);
    decided(&product, &programme, 60);
    let session = session(&product, &programme, 2);
    let people = ["applicant", "colleague"].map(|key| (kit.member(key).id.clone(), false));
    name_all(world, &kit.actor("coordinator"), &session.reference, &people, "").unwrap();
    let at = "/api/v1/training/invitations";
    let mut applicant = Program::of(&product, "applicant").await;
    let mut colleague = Program::of(&product, "colleague").await;
    let mine = applicant.get(at).await.json()[0].clone();
    assert_eq!(
        (&mine["session"], &mine["state"], &mine["open"]),
        (&json!(session.reference), &json!("invited"), &json!(true)),
        "{mine}"
    );
    let id = mine["id"].as_str().unwrap().to_owned();
    let answer = format!("{at}/{id}/answer");
    assert_eq!(at_field(&applicant.post(&answer, &json!({ "accept": false })).await), "said");
    assert_eq!(colleague.post(&answer, &json!({ "accept": true })).await.status, StatusCode::NOT_FOUND, "another's");
    assert_eq!(applicant.post(&answer, &json!({ "accept": true })).await.status, StatusCode::NO_CONTENT);
    assert_eq!(applicant.get(at).await.json()[0]["state"], "accepted");
    let other = colleague.get(at).await.json()[0]["id"].as_str().unwrap().to_owned();
    let no = json!({ "accept": false, "why": "İzindeyim.", "deputy": "Müjgan Ünlü" });
    assert_eq!(colleague.post(&format!("{at}/{other}/answer"), &no).await.status, StatusCode::NO_CONTENT);

    let asked = applicant.post("/api/v1/training/questions", &json!({ "text": "Öğle arası var mı?" })).await;
    assert_eq!(asked.status, StatusCode::CREATED, "{}", asked.body);
    assert_eq!(applicant.get("/api/v1/training/questions").await.json()[0]["text"], "Öğle arası var mı?");
    assert_eq!(colleague.get("/api/v1/training/questions").await.json(), json!([]));

    let trainer = kit.actor("trainer");
    attendance::assign(world, &kunye_testkit::operator(), &session.reference, trainer.person().unwrap(), true).unwrap();
    kit.clock.advance(session.starts_at().since(world.now()) + 2 * HOUR);
    for hour in 1..=session.hours {
        let present = [ParticipantId::from(id.as_str())].into();
        let taken = Taken { session: session.reference.clone(), hour, present, reason: String::new(), seen: None, paper: None };
        attendance::take(world, &trainer, &taken).unwrap();
    }
    kit.clock.advance(DAY);
    let mut applicant = Program::of(&product, "applicant").await;
    assert_eq!(applicant.get(at).await.json()[0]["evaluate"], true);
    let judge = format!("{at}/{id}/evaluation");
    assert_eq!(at_field(&applicant.post(&judge, &json!({ "scores": { "contents": 5 } })).await), "trainer");
    let scores = json!({ "contents": 5, "trainer": 5, "pace": 4, "place": 3, "overall": 5 });
    assert_eq!(applicant.post(&judge, &json!({ "scores": scores })).await.status, StatusCode::NO_CONTENT);
    assert_eq!(applicant.post(&judge, &json!({ "scores": scores })).await.status, StatusCode::CONFLICT);

    let mut planner = Program::of(&product, "planner").await;
    let (due, orders) = ("/api/v1/training/certificates/due", "/api/v1/training/certificates/orders");
    let waiting = planner.get(due).await.json();
    assert_eq!((&waiting[0]["session"], &waiting[0]["due"]), (&json!(session.reference), &json!(1)), "{waiting}");
    let order = json!({ "sessions": [session.reference] });
    assert_eq!(applicant.post(orders, &order).await.status, StatusCode::FORBIDDEN);
    assert_eq!(planner.post(orders, &json!({ "sessions": ["KT7M-2QX4"] })).await.status, StatusCode::NOT_FOUND);
    let ordered = planner.post(orders, &order).await;
    assert_eq!((ordered.status, &ordered.json()["people"]), (StatusCode::ACCEPTED, &json!(1)), "{}", ordered.body);
    assert_eq!(planner.get(due).await.json()[0]["under_way"], true);
    Runner::new(world.clone(), certificates::with_press(Handlers::default(), Arc::new(PlainPapers))).run_due().unwrap();
    assert_eq!(planner.get(due).await.json(), json!([]));
    let code = applicant.get("/api/v1/training/certificates").await.json()[0]["verification_code"].as_str().unwrap().to_owned();
    let revocation = format!("/api/v1/training/certificates/{code}/revocation");
    assert_eq!(applicant.post(&revocation, &json!({ "reason": "x" })).await.status, StatusCode::FORBIDDEN);
    assert_eq!(at_field(&planner.post(&revocation, &json!({ "reason": " " })).await), "reason");
    assert_eq!(planner.post(&revocation, &json!({ "reason": "Ad yanlış." })).await.status, StatusCode::NO_CONTENT);
    assert_eq!(planner.get(&format!("/api/v1/certificates/{code}")).await.json()["valid"], false);
}
