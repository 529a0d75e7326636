//! Inside a plan, as a program meets it: names, candidates of units, leave, requests as their coordinator and their account manager see
//! them; and their neighbours.

use crate::api::{Program, problem};
use crate::browser::Product;
use crate::training::{decided, found};
use crate::training_voices::session;
use axum::http::{Method, StatusCode};
use kunye_core::register::Province;
use kunye_core::training::candidates::{self, NewCall};
use kunye_core::training::customers;
use kunye_core::training::onsite::{self, Draft, Verdict, Wish};
use kunye_core::training::programme::courses;
use serde_json::{Value, json};

async fn delete(program: &mut Program, at: &str) -> StatusCode {
    program.send(Method::DELETE, at, "", Vec::new()).await.status
}

fn names(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_coordinators_program_names_people() {
    let product = Product::with_provider();
    let kit = &product.kit;
    let programme = found(&product);
    decided(&product, &programme, 60);
    let session = session(&product, &programme, 2);
    let list = format!("/api/v1/training/sessions/{}/participants", session.reference);
    let mut coordinator = Program::of(&product, "coordinator").await;
    let who = |key: &str| json!({ "who": kit.member(key).staff_no, "disseminator": true });
    let named = coordinator.post(&list, &who("applicant")).await;
    assert_eq!(named.status, StatusCode::CREATED, "{}", named.body);
    let named = named.json();
    assert_eq!((&named["state"], &named["disseminator"], &named["clashes"]), (&json!("invited"), &json!(true), &json!([])));
    let twice = coordinator.post(&list, &who("applicant")).await;
    assert_eq!(problem(&twice, StatusCode::UNPROCESSABLE_ENTITY, "error-invalid")["errors"][0]["field"], "person");
    for unknown in ["E999999", "10000000146"] {
        let refused = coordinator.post(&list, &json!({ "who": unknown })).await;
        assert_eq!(
            problem(&refused, StatusCode::UNPROCESSABLE_ENTITY, "error-invalid")["errors"][0]["field"],
            "who",
            "{unknown}"
        );
    }
    // By id, as a unit's proposal gives it, and instead of the first.
    let instead = json!({ "who": kit.member("colleague").id, "instead": named["id"] });
    assert_eq!(coordinator.post(&list, &instead).await.status, StatusCode::CREATED);
    let people = coordinator.get(&list).await.json();
    assert_eq!(people.as_array().unwrap().iter().filter(|one| one["state"] == "invited").count(), 1, "{people}");
    let id = people[0]["id"].as_str().unwrap();
    for key in ["planner", "officer"] {
        let mut other = Program::of(&product, key).await;
        assert_eq!(other.post(&list, &who("neighbour")).await.status, StatusCode::FORBIDDEN, "{key}");
        assert_eq!(delete(&mut other, &format!("/api/v1/training/participants/{id}")).await, StatusCode::FORBIDDEN, "{key}");
    }
    assert_eq!(delete(&mut coordinator, "/api/v1/training/participants/x").await, StatusCode::NOT_FOUND);
    assert_eq!(delete(&mut coordinator, &format!("/api/v1/training/participants/{id}")).await, StatusCode::NO_CONTENT);
    let people = coordinator.get(&list).await.json();
    assert!(people.as_array().unwrap().iter().all(|one| one["state"] == "withdrawn"), "{people}");
}

#[tokio::test]
async fn a_personnel_offices_program_keeps_leave() {
    let product = Product::with_provider();
    let kit = &product.kit;
    let programme = found(&product);
    decided(&product, &programme, 60);
    let session = session(&product, &programme, 2);
    let at = "/api/v1/training/leave";
    let away =
        json!({ "who": kit.member("applicant").staff_no, "from": session.starts_on.iso(), "until": session.starts_on.iso() });
    let mut officer = Program::of(&product, "officer").await;
    let put = officer.post(at, &away).await;
    assert_eq!(put.status, StatusCode::CREATED, "{}", put.body);
    assert_eq!(officer.post(at, &away).await.json(), put.json(), "said twice it is one");
    let wrong =
        officer.post(at, &json!({ "who": kit.member("applicant").staff_no, "from": "yarın", "until": "2026-01-01" })).await;
    assert_eq!(problem(&wrong, StatusCode::UNPROCESSABLE_ENTITY, "error-invalid")["errors"][0]["field"], "from");
    let mut coordinator = Program::of(&product, "coordinator").await;
    let listed = coordinator.get(&format!("{at}?size=1")).await.json();
    assert_eq!((&listed["total"], names(&listed["items"])), (&json!(1), vec!["Ayşe Nur Öztürk"]));
    let mut neighbour = Program::of(&product, "neighbour_officer").await;
    assert_eq!(neighbour.get(at).await.json()["items"], json!([]));
    assert_eq!(neighbour.post(at, &away).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let one = format!("{at}/{}", put.json()["id"].as_str().unwrap());
    assert_eq!(delete(&mut neighbour, &one).await, StatusCode::NOT_FOUND);

    // Whoever names all the same says why.
    let list = format!("/api/v1/training/sessions/{}/participants", session.reference);
    let silent = coordinator.post(&list, &json!({ "who": kit.member("applicant").staff_no })).await;
    assert_eq!(problem(&silent, StatusCode::UNPROCESSABLE_ENTITY, "error-invalid")["errors"][0]["field"], "despite");
    let named = coordinator.post(&list, &json!({ "who": kit.member("applicant").staff_no, "despite": "Dönüyor." })).await.json();
    assert_eq!((&named["despite"], named["clashes"].as_array().map(Vec::len)), (&json!("Dönüyor."), Some(1)), "{named}");
    assert_eq!(delete(&mut officer, &one).await, StatusCode::NO_CONTENT);
    assert_eq!(delete(&mut officer, &one).await, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn candidates_are_for_who_asks_and_who_is_asked() {
    let product = Product::with_provider();
    let kit = &product.kit;
    let programme = found(&product);
    decided(&product, &programme, 60);
    let session = session(&product, &programme, 2);
    let new = NewCall {
        session: session.reference.clone(),
        units: vec![kit.unit("cankaya").id.clone()],
        places: 2,
        until: Some(kit.world.today().plus_days(2)),
        note: "E-imza kullananlar".into(),
    };
    candidates::ask(&kit.world, &kit.actor("coordinator"), &new).unwrap();
    let asked = "/api/v1/training/candidates";
    let mut head = Program::of(&product, "head").await;
    let call = head.get(asked).await.json()[0].clone();
    assert_eq!(
        (&call["session"], &call["places"], &call["open"]),
        (&json!(session.reference), &json!(2), &json!(true)),
        "{call}"
    );
    let person = &kit.member("applicant").id;
    candidates::propose(&kit.world, &kit.actor("head"), &call["id"].as_str().unwrap().into(), person, "Her gün imzalıyor.")
        .unwrap();
    assert_eq!(head.get(asked).await.json()[0]["candidates"][0]["person"]["name"], "Ayşe Nur Öztürk");
    for key in ["neighbour_head", "neighbour_officer", "ankara_head"] {
        assert_eq!(Program::of(&product, key).await.get(asked).await.json(), json!([]), "{key}");
    }
    let of_session = format!("/api/v1/training/sessions/{}/candidates", session.reference);
    let mut coordinator = Program::of(&product, "coordinator").await;
    let seen = coordinator.get(&of_session).await.json();
    let proposed = &seen[0]["candidates"][0];
    assert_eq!((&proposed["reason"], &proposed["on_list"]), (&json!("Her gün imzalıyor."), &json!(false)), "{seen}");
    let list = format!("/api/v1/training/sessions/{}/participants", session.reference);
    assert_eq!(coordinator.post(&list, &json!({ "who": proposed["person"]["id"] })).await.status, StatusCode::CREATED);
    assert_eq!(coordinator.get(&of_session).await.json()[0]["candidates"][0]["on_list"], true);
    assert_eq!(Program::of(&product, "planner").await.get(&of_session).await.status, StatusCode::FORBIDDEN, "B10");
}

#[tokio::test]
async fn a_plan_is_read_by_its_coordinator_and_once_sent_by_the_account_manager() {
    let product = Product::with_provider();
    let kit = &product.kit;
    let programme = found(&product);
    decided(&product, &programme, 500);
    let (world, actor) = (&kit.world, kit.actor("coordinator"));
    let manager = kit.member("account_manager").id.clone();
    let ministry = [kit.unit("cankaya").institution_id.clone()];
    customers::assign(world, &kunye_testkit::operator(), &programme, &ministry, Some(&manager)).unwrap();
    let course = world.db.read(|conn| courses(conn, &programme)).unwrap().into_iter().find(|one| one.code == "K2").unwrap();
    let draft = Draft {
        course: course.id,
        people: 12,
        wished: Wish::single(&[world.today().plus_days(14)]),
        province: Province::from_plate(42),
        place: "Ek hizmet binası".into(),
        address: "Selçuklu".into(),
        room: "Salon".into(),
        note: "Öğleden sonra.".into(),
    };
    let reference = onsite::draft(world, &actor, &draft, "one").unwrap().reference;
    let theirs = "/api/v1/training/customers/requests";
    let own = format!("/api/v1/training/requests/{reference}");
    let mut coordinator = Program::of(&product, "coordinator").await;
    let mut reader = Program::of(&product, "account_manager").await;
    let seen = coordinator.get(&own).await.json();
    assert_eq!(
        (&seen["state"], &seen["note"], &seen["reader"]),
        (&json!("draft"), &json!("Öğleden sonra."), &Value::Null),
        "{seen}"
    );
    assert_eq!(reader.get(theirs).await.json(), json!([]), "a draft is the institution's own");
    onsite::send(world, &actor, &reference).unwrap();
    let waiting = reader.get(theirs).await.json();
    assert_eq!(
        (&waiting[0]["reference"], &waiting[0]["institution"]),
        (&json!(reference), &json!("Örnek Bakanlığı")),
        "{waiting}"
    );
    let name = kit.member("account_manager");
    let seen = coordinator.get("/api/v1/training/requests").await.json();
    assert_eq!(seen[0]["reader"], format!("{} {}", name.given_names, name.surname));
    onsite::review(world, &kit.actor("account_manager"), &reference, Verdict::Returned, "Salonun yerini yazar mısınız?").unwrap();
    assert_eq!(reader.get(theirs).await.json(), json!([]));
    let seen = coordinator.get(&own).await.json();
    assert_eq!((&seen["state"], &seen["returned"]), (&json!("draft"), &json!("Salonun yerini yazar mısınız?")));
    onsite::send(world, &actor, &reference).unwrap();
    onsite::review(world, &kit.actor("account_manager"), &reference, Verdict::PassedOn, "Öncelikli.").unwrap();
    assert_eq!(reader.get(theirs).await.json()[0]["noted"], "Öncelikli.");
    let seen = coordinator.get(&own).await;
    assert!(!seen.body.contains("Öncelikli"), "the note is for the planners: {}", seen.body);
    assert_eq!(Program::of(&product, "planner").await.get(theirs).await.status, StatusCode::FORBIDDEN);
}
