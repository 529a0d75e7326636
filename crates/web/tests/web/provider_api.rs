//! What the programs of account managers, trainers and units do, and those of planners who keep the offer and the provider's people; and
//! who may not, and what is refused and changes nothing.

use crate::api::{Program, problem};
use crate::browser::Product;
use crate::planner_api::{AT, KEY, appointed, at_field, neighbour, offered};
use crate::training::{decided, found};
use crate::training_voices::session;
use axum::http::{Method, StatusCode};
use kunye_core::register::DutyKind;
use serde_json::{Value, json};

async fn delete(program: &mut Program, at: &str) -> StatusCode {
    program.send(Method::DELETE, at, "", Vec::new()).await.status
}

#[tokio::test]
async fn customers_are_given_spoken_to_and_nudged() {
    let product = Product::with_provider();
    let programme = found(&product);
    decided(&product, &programme, 60);
    let kit = &product.kit;
    let (managers, customers) = (format!("{AT}/managers"), "/api/v1/training/customers");
    let mut planner = Program::of(&product, "planner").await;
    let mut manager = Program::of(&product, "account_manager").await;
    let before = planner.get(&managers).await.json();
    let ministry = before["institutions"][0]["id"].clone();
    let own = kit.member("account_manager").id.to_string();
    assert_eq!((&before["managers"][0]["id"], &before["institutions"][0]["manager"]), (&json!(own), &Value::Null), "{before}");
    assert_eq!(manager.get(customers).await.json(), json!([]), "nobody's yet");
    let mut stranger = neighbour(&product).await;
    let good = json!({ "institutions": [ministry], "manager": own });
    for nobody in ["x", kit.member("trainer").id.as_str()] {
        assert_eq!(
            at_field(&planner.post(&managers, &json!({ "institutions": [ministry], "manager": nobody })).await),
            "manager"
        );
    }
    assert_eq!(planner.post(&managers, &json!({ "institutions": [KEY], "manager": own })).await.status, StatusCode::NOT_FOUND);
    assert_eq!(stranger.post(&managers, &good).await.status, StatusCode::NOT_FOUND);
    assert_eq!(stranger.get(&managers).await.status, StatusCode::NOT_FOUND);
    assert_eq!(planner.get(&managers).await.json(), before);
    assert_eq!(planner.post(&managers, &good).await.json()["institutions"][0]["manager"]["id"], json!(own));

    let listed = manager.get(customers).await.json();
    assert_eq!(
        (&listed[0]["id"], &listed[0]["available"], &listed[0]["tier"]),
        (&ministry, &json!(4), &json!("standard")),
        "{listed}"
    );
    let one = format!("{customers}/{}", ministry.as_str().unwrap());
    let (contacts, nudges) = (format!("{one}/contacts"), format!("{one}/nudges"));
    let seen = manager.get(&one).await.json();
    assert_eq!(seen["coordinators"][0]["name"], "Serap Aydın", "{seen}");
    // Another account manager, to whom nothing was given.
    appointed(&product, "director", DutyKind::AccountManager, "provider");
    let mut other = Program::of(&product, "director").await;
    assert_eq!(other.get(&one).await.status, StatusCode::NOT_FOUND);
    assert_eq!(other.post(&contacts, &json!({ "kind": "phone", "text": "x" })).await.status, StatusCode::NOT_FOUND);
    assert_eq!(other.post(&nudges, &json!({})).await.status, StatusCode::NOT_FOUND);
    for (kind, text, field) in [("phone", " ", "text"), ("nudge", "x", "kind")] {
        assert_eq!(at_field(&manager.post(&contacts, &json!({ "kind": kind, "text": text })).await), field);
    }
    assert_eq!(manager.get(&format!("{customers}/x")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(manager.get(&one).await.json(), seen);
    let noted = manager.post(&contacts, &json!({ "kind": "phone", "text": "Ocak ayı konuşuldu." })).await.json();
    assert_eq!(
        (&noted["contacts"][0]["text"], &noted["contacts"][0]["made_by"]),
        (&json!("Ocak ayı konuşuldu."), &json!("Deniz Tuna"))
    );
    let nudged = manager.post(&nudges, &json!({})).await;
    assert_eq!((nudged.status, nudged.json()["last_nudge"].is_string()), (StatusCode::CREATED, true), "{}", nudged.body);
    assert_eq!(manager.post(&nudges, &json!({})).await.status, StatusCode::CONFLICT, "at most one a week");
}

#[tokio::test]
async fn trainers_are_kept_and_away() {
    let product = Product::with_provider();
    let programme = found(&product);
    decided(&product, &programme, 60);
    let class = session(&product, &programme, 2);
    let mut planner = Program::of(&product, "planner").await;
    let mut trainer = Program::of(&product, "trainer").await;
    let id = product.kit.member("trainer").id.to_string();
    let set = format!("{AT}/sessions/{}/trainer", class.reference);
    assert_eq!(planner.post(&set, &json!({ "trainer": id, "accepted": true })).await.status, StatusCode::OK);
    let (course, _) = offered(&mut planner, "K1").await;
    let all = format!("{AT}/trainers");
    let one = format!("{all}/{id}");
    let before = planner.get(&all).await.json();
    assert_eq!((&before[0]["id"], &before[0]["days"][0]["reference"]), (&json!(id), &json!(class.reference)), "{before}");
    assert_eq!(at_field(&planner.post(&one, &json!({ "province": 82, "courses": [course] })).await), "province");
    assert_eq!(planner.post(&one, &json!({ "province": 6, "courses": ["x"] })).await.status, StatusCode::NOT_FOUND);
    let mut stranger = neighbour(&product).await;
    assert_eq!(stranger.post(&one, &json!({ "province": 6, "courses": [] })).await.status, StatusCode::NOT_FOUND);
    assert_eq!(stranger.get(&all).await.status, StatusCode::NOT_FOUND);
    let nobody = format!("{all}/{}", product.kit.member("planner").id);
    assert_eq!(planner.post(&nobody, &json!({ "province": 6, "courses": [] })).await.status, StatusCode::NOT_FOUND);
    assert_eq!(planner.get(&all).await.json(), before);
    let kept = planner.post(&one, &json!({ "province": 35, "courses": [course] })).await.json();
    assert_eq!((&kept["home"]["plate"], &kept["courses"]), (&json!(35), &json!([course])), "{kept}");

    // Away, whatever is on those days; by the trainer or by a planner.
    let mine = trainer.get("/api/v1/training/trainer/sessions").await.json();
    assert_eq!((&mine[0]["reference"], &mine[0]["is_final"]), (&json!(class.reference), &json!(false)), "{mine}");
    let own = "/api/v1/training/trainer/absences";
    let away = json!({ "from": class.starts_on.iso(), "kind": "leave" });
    for (body, field) in [
        (json!({ "from": "", "kind": "leave" }), "from"),
        (json!({ "from": "31.02.2027", "kind": "leave" }), "from"),
        (json!({ "from": "2027-02-02", "until": "2027-02-01", "kind": "duty" }), "until"),
        (json!({ "from": "2020-01-01", "kind": "leave" }), "from"),
    ] {
        assert_eq!(at_field(&trainer.post(own, &body).await), field, "{body}");
        assert_eq!(at_field(&planner.post(&format!("{one}/absences"), &body).await), field, "{body}");
    }
    assert_eq!(trainer.get(own).await.json(), json!([]));
    assert_eq!(trainer.post(own, &away).await.json(), json!({ "hit": [class.reference] }));
    assert_eq!(planner.post(&format!("{one}/absences"), &away).await.json()["hit"], json!([class.reference]));
    let absences = trainer.get(own).await.json();
    assert_eq!((absences.as_array().map(Vec::len), &absences[0]["until"]), (Some(1), &away["from"]), "said twice it is one");
    let absence = absences[0]["id"].as_str().unwrap();
    assert_eq!(stranger.post(&format!("{one}/absences"), &away).await.status, StatusCode::NOT_FOUND);
    assert_eq!(delete(&mut stranger, &format!("{AT}/absences/{absence}")).await, StatusCode::NOT_FOUND);
    assert_eq!(delete(&mut planner, &format!("{own}/{absence}")).await, StatusCode::FORBIDDEN);
    assert_eq!(delete(&mut trainer, &format!("{own}/{absence}")).await, StatusCode::NO_CONTENT);
    assert_eq!(delete(&mut planner, &format!("{AT}/absences/{absence}")).await, StatusCode::NOT_FOUND);
    assert_eq!(delete(&mut planner, &format!("{AT}/absences/x")).await, StatusCode::NOT_FOUND);
    assert_eq!(planner.post(&format!("{one}/absences"), &away).await.status, StatusCode::CREATED);
    let absence = planner.get(&all).await.json()[0]["absences"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(delete(&mut planner, &format!("{AT}/absences/{absence}")).await, StatusCode::NO_CONTENT);
    assert_eq!(trainer.get(own).await.json(), json!([]));
}

#[tokio::test]
async fn a_units_program_proposes_whom_the_coordinators_asked_for() {
    let product = Product::with_provider();
    let kit = &product.kit;
    let programme = found(&product);
    decided(&product, &programme, 60);
    let class = session(&product, &programme, 4);
    let at = format!("/api/v1/training/sessions/{}/candidates", class.reference);
    let mut coordinator = Program::of(&product, "coordinator").await;
    let (unit, until) = (kit.unit("cankaya").detsis.clone(), kit.world.today().plus_days(2).iso());
    let good = json!({ "unit": [unit], "places": 1, "until": until, "note": "E-imza kullananlar" });
    for (field, value) in [("unit", json!([])), ("places", json!(0)), ("until", json!("dün")), ("until", json!(""))] {
        let mut bad = good.clone();
        bad[field] = value;
        assert_eq!(at_field(&coordinator.post(&at, &bad).await), field);
    }
    for unit in ["x", kit.unit("provider").detsis.as_str()] {
        let other = json!({ "unit": [unit], "places": 1, "until": until });
        assert_eq!(coordinator.post(&at, &other).await.status, StatusCode::NOT_FOUND, "{unit}");
    }
    appointed(&product, "director", DutyKind::Coordinator, "provider");
    let mut other = Program::of(&product, "director").await;
    assert_eq!(other.post(&at, &good).await.status, StatusCode::NOT_FOUND);
    assert_eq!(coordinator.get(&at).await.json(), json!([]));
    let asked = coordinator.post(&at, &good).await;
    assert_eq!(asked.status, StatusCode::CREATED, "{}", asked.body);
    let call = asked.json()[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(coordinator.post(&at, &good).await.json()[0]["id"], call, "asked anew, and not twice");

    let people = format!("/api/v1/training/candidates/calls/{call}/people");
    let proposed = json!({ "who": kit.member("applicant").staff_no, "reason": "Her gün imzalıyor." });
    let mut head = Program::of(&product, "head").await;
    for key in ["neighbour_head", "neighbour_officer", "ankara_head"] {
        let mut stranger = Program::of(&product, key).await;
        assert_eq!(stranger.post(&people, &proposed).await.status, StatusCode::NOT_FOUND, "{key}");
    }
    for unknown in ["E999999", kit.member("neighbour").staff_no.as_str(), ""] {
        assert_eq!(at_field(&head.post(&people, &json!({ "who": unknown, "reason": "x" })).await), "who", "{unknown}");
    }
    let silent = json!({ "who": kit.member("applicant").staff_no, "reason": " " });
    assert_eq!(at_field(&head.post(&people, &silent).await), "reason");
    assert_eq!(coordinator.get(&at).await.json()[0]["candidates"], json!([]));
    let made = head.post(&people, &proposed).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    assert_eq!(head.post(&people, &proposed).await.status, StatusCode::CONFLICT, "twice, and there is one place");
    let seen = coordinator.get(&at).await.json();
    assert_eq!(
        (&seen[0]["candidates"][0]["id"], &seen[0]["candidates"][0]["person"]["name"]),
        (&made.json()["id"], &json!("Ayşe Nur Öztürk"))
    );
    let one = format!("/api/v1/training/candidates/people/{}", made.json()["id"].as_str().unwrap());
    assert_eq!(delete(&mut Program::of(&product, "neighbour_head").await, &one).await, StatusCode::NOT_FOUND);
    assert_eq!(delete(&mut coordinator, &one).await, StatusCode::FORBIDDEN);
    assert_eq!(delete(&mut head, &one).await, StatusCode::NO_CONTENT);
    assert_eq!(coordinator.get(&at).await.json()[0]["candidates"], json!([]));

    let close = format!("/api/v1/training/candidates/calls/{call}");
    assert_eq!(delete(&mut other, &close).await, StatusCode::NOT_FOUND);
    assert_eq!(delete(&mut head, &close).await, StatusCode::FORBIDDEN);
    assert_eq!(delete(&mut coordinator, &close).await, StatusCode::NO_CONTENT);
    assert_eq!(coordinator.get(&at).await.json()[0]["open"], false);
    assert!(head.post(&people, &proposed).await.status.is_client_error(), "it is asked no more");

    // The group itself can be made smaller.
    let groups = format!("/api/v1/training/sessions/{}/reservations", class.reference);
    let group = coordinator.get(&groups).await.json()[0]["id"].as_str().unwrap().to_owned();
    let smaller = format!("/api/v1/training/reservations/{group}/reduction");
    for seats in [0, 4, -1] {
        assert_eq!(at_field(&coordinator.post(&smaller, &json!({ "seats": seats })).await), "seats", "{seats}");
    }
    assert_eq!(other.post(&smaller, &json!({ "seats": 2 })).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        coordinator.post("/api/v1/training/reservations/x/reduction", &json!({ "seats": 2 })).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(coordinator.get(&groups).await.json()[0]["seats"], 4);
    assert_eq!(coordinator.post(&smaller, &json!({ "seats": 2 })).await.status, StatusCode::NO_CONTENT);
    assert_eq!(coordinator.get(&groups).await.json()[0]["seats"], 2);
}

#[tokio::test]
async fn the_offer_is_added_to_corrected_and_ended() {
    let product = Product::with_provider();
    let programme = found(&product);
    decided(&product, &programme, 60);
    let mut planner = Program::of(&product, "planner").await;
    let mut stranger = neighbour(&product).await;
    let (at, courses, sites) = (format!("{AT}/catalogue"), format!("{AT}/courses"), format!("{AT}/sites"));
    let before = planner.get(&at).await.json();
    let course = json!({ "code": "T9", "name": "Zaman Damgası", "name_en": "Time Stamps", "level": "technical", "hours": 4 });
    for (field, value) in
        [("code", json!("")), ("code", json!("K1")), ("name", json!(" ")), ("hours", json!(0)), ("hours", json!(81))]
    {
        let mut bad = course.clone();
        bad[field] = value;
        assert_eq!(at_field(&planner.post(&courses, &bad).await), field);
    }
    let site = json!({ "name": "Gebze", "province": 41, "address": "Kocaeli" });
    for (field, value) in [("name", json!(" ")), ("name", json!("Ankara Merkezi")), ("province", json!(0))] {
        let mut bad = site.clone();
        bad[field] = value;
        assert_eq!(at_field(&planner.post(&sites, &bad).await), field);
    }
    for (at, body) in [(&courses, &course), (&sites, &site)] {
        assert_eq!(stranger.post(at, body).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(planner.get(&at).await.json(), before);
    let made = planner.post(&courses, &course).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let course = format!("{courses}/{}", made.json()["id"].as_str().unwrap());
    let made = planner.post(&sites, &site).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let site = format!("{sites}/{}", made.json()["id"].as_str().unwrap());

    let words =
        json!({ "name": "Zaman Damgaları", "name_en": "Time Stamps", "contents": "RFC 3161", "materials": "", "needs": "" });
    let place = json!({ "name": "Gebze Merkezi", "address": "Gebze" });
    let today = product.kit.world.today();
    let (ending, past) = (json!({ "from": today.plus_days(10).iso() }), json!({ "from": today.plus_days(-1).iso() }));
    let before = planner.get(&at).await.json();
    assert_eq!(
        at_field(
            &planner.post(&course, &json!({ "name": "", "name_en": "x", "contents": "", "materials": "", "needs": "" })).await
        ),
        "name"
    );
    assert_eq!(at_field(&planner.post(&site, &json!({ "name": "Ankara Merkezi", "address": "" })).await), "name");
    for (one, words) in [(&course, &words), (&site, &place)] {
        assert_eq!(at_field(&planner.post(&format!("{one}/ending"), &past).await), "from");
        assert_eq!(at_field(&planner.post(&format!("{one}/ending"), &json!({ "from": "yarın" })).await), "from");
        assert_eq!(stranger.post(one, words).await.status, StatusCode::NOT_FOUND);
        assert_eq!(stranger.post(&format!("{one}/ending"), &ending).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(planner.get(&at).await.json(), before);
    for (one, words) in [(&course, &words), (&site, &place)] {
        assert_eq!(planner.post(one, words).await.status, StatusCode::NO_CONTENT);
        assert_eq!(planner.post(&format!("{one}/ending"), &ending).await.status, StatusCode::NO_CONTENT);
    }
    let seen = planner.get(&at).await.json();
    let of = |list: &str, name: &str| seen[list].as_array().unwrap().iter().find(|one| one["name"] == name).unwrap().clone();
    assert_eq!(of("courses", "Zaman Damgaları")["ends_on"], json!(today.plus_days(9).iso()));
    assert_eq!(of("sites", "Gebze Merkezi")["ends_on"], json!(today.plus_days(9).iso()));
    assert_eq!(planner.post(&format!("{course}/ending"), &json!({ "from": null })).await.status, StatusCode::NO_CONTENT);
    assert!(planner.get(&at).await.json()["courses"].as_array().unwrap().iter().all(|course| course["ends_on"].is_null()));

    // Period and capacity, decided anew with a reason.
    let at = format!("{AT}/programme");
    let before = planner.get(&at).await.json();
    let good = json!({ "starts_on": before["starts_on"], "ends_on": before["ends_on"], "capacity_people": 5000, "capacity_hours": 2500, "reason": "Yeni eğitmenler." });
    for (field, value) in [
        ("ends_on", json!("31.02.2027")),
        ("ends_on", json!("2020-01-01")),
        ("capacity_people", json!(0)),
        ("capacity_hours", json!(-1)),
        ("reason", json!(" ")),
    ] {
        let mut bad = good.clone();
        bad[field] = value;
        assert_eq!(at_field(&planner.post(&at, &bad).await), field);
    }
    assert_eq!(stranger.post(&at, &good).await.status, StatusCode::NOT_FOUND);
    assert_eq!(stranger.get(&at).await.status, StatusCode::NOT_FOUND);
    assert_eq!(planner.get(&at).await.json(), before);
    let decided = planner.post(&at, &good).await.json();
    assert_eq!(
        (&decided["capacity_people"], &decided["decisions"][0]["reason"]),
        (&json!(5000), &json!("Yeni eğitmenler.")),
        "{decided}"
    );
    problem(&planner.post(&at, &good).await, StatusCode::CONFLICT, "training-terms-same");
}
