//! What planners' programs do: classes from the trial of an announcement to calling off, interest that is met, tiers, hours that move; and
//! who may not, and what is refused and changes nothing.

use crate::api::{Program, problem};
use crate::browser::{Product, Reply};
use crate::training::{decided, found};
use axum::http::StatusCode;
use kunye_core::register::appoint::{NewDuty, appoint};
use kunye_core::register::{DutyKind, Province};
use kunye_core::training::trainers;
use kunye_core::training::users;
use kunye_kernel::id::ProgrammeId;
use kunye_kernel::time::Day;
use serde_json::{Value, json};

pub const AT: &str = "/api/v1/training/planning";
pub const KEY: &str = "01ARYZ6S410000000000000000";

pub fn at_field(reply: &Reply) -> Value {
    problem(reply, StatusCode::UNPROCESSABLE_ENTITY, "error-invalid")["errors"][0]["field"].clone()
}

pub fn working(from: Day) -> Day {
    (from.0..).map(Day).find(|day| kunye_kernel::holidays::is_working_day(*day)).unwrap()
}

/// Somebody with one more duty, from today on.
pub fn appointed(product: &Product, key: &str, kind: DutyKind, unit: &str) {
    let kit = &product.kit;
    let (unit, person) = (kit.unit(unit).id.clone(), kit.member(key).id.clone());
    let duty = NewDuty { kind, unit, person, starts_on: kit.world.today(), ends_on: None };
    appoint(&kit.world, &kunye_testkit::operator(), &duty).unwrap();
}

/// A planner of another institution, which has no programme.
pub async fn neighbour(product: &Product) -> Program {
    appointed(product, "help_desk", DutyKind::Planner, "ministry");
    Program::of(product, "help_desk").await
}

/// Ids of a course by its code, and of the first site, as the planners' catalogue gives them.
pub async fn offered(planner: &mut Program, code: &str) -> (String, String) {
    let catalogue = planner.get(&format!("{AT}/catalogue")).await.json();
    let courses = catalogue["courses"].as_array().unwrap();
    let course = courses.iter().find(|course| course["catalogue_code"] == code).unwrap();
    (course["id"].as_str().unwrap().to_owned(), catalogue["sites"][0]["id"].as_str().unwrap().to_owned())
}

/// The kit's trainer teaches everything, and lives in Ankara.
pub fn teaches(product: &Product, programme: &ProgrammeId) -> String {
    let world = &product.kit.world;
    let taught = world.db.read(|conn| kunye_core::training::programme::courses(conn, programme)).unwrap();
    let taught = taught.into_iter().map(|course| course.id).collect();
    let trainer = product.kit.member("trainer").id.clone();
    trainers::keep(world, &kunye_testkit::operator(), programme, &trainer, Province::from_plate(6), &taught).unwrap();
    trainer.to_string()
}

#[tokio::test]
async fn a_class_is_tried_announced_corrected_and_called_off() {
    let product = Product::with_provider();
    let programme = found(&product);
    decided(&product, &programme, 60);
    let mut stranger = neighbour(&product).await;
    let mut planner = Program::of(&product, "planner").await;
    let (course, site) = offered(&mut planner, "K1").await;
    let (all, trial) = (format!("{AT}/sessions"), format!("{AT}/sessions/trial"));
    let day = working(product.kit.world.today().plus_days(30));
    let good = json!({ "course": course, "site": site, "starts_on": day.iso(), "starts_at": "09:30" });

    // What is wrong is told at its field by the trial and by the act alike, and nothing is announced.
    let lead = product.kit.world.today().plus_days(20).iso();
    for (field, value, told) in [
        ("course", json!("x"), "course"),
        ("site", json!(KEY), "site"),
        ("starts_on", json!("31.02.2027"), "starts_on"),
        ("starts_on", json!(lead), "starts_on"),
        ("starts_at", json!("25:00"), "starts_at"),
        ("hours_a_day", json!(9), "hours_a_day"),
        ("seats", json!(25), "seats"),
    ] {
        let mut bad = good.clone();
        bad[field] = value;
        for at in [&trial, &all] {
            assert_eq!(at_field(&planner.post(at, &bad).await), told, "{at}");
        }
    }
    let soon = problem(
        &planner.post(&trial, &json!({ "course": course, "site": site, "starts_on": lead, "starts_at": "09:30" })).await,
        StatusCode::UNPROCESSABLE_ENTITY,
        "error-invalid",
    );
    let earliest = product.kit.world.today().plus_days(21).to_string();
    assert!(soon["errors"][0]["text"].as_str().unwrap().contains(&earliest), "B4: {soon}");

    // The trial says what would be announced, and announces nothing.
    let outline = planner.post(&trial, &good).await.json();
    assert_eq!((&outline["seats"], &outline["quota"], &outline["warnings"]), (&json!(24), &json!(6), &json!([])), "{outline}");
    assert_eq!((&outline["days"][0]["hours"], outline["days"].as_array().map(Vec::len)), (&outline["hours"], Some(1)));
    assert_eq!(planner.get(&all).await.json(), json!([]));

    // What warns is read first; at a weekend, say.
    let mut weekend = good.clone();
    weekend["starts_on"] = json!((day.0..).map(Day).find(|day| day.weekday() == 6).unwrap().iso());
    let warned = planner.post(&trial, &weekend).await.json();
    assert_eq!(
        (&warned["warnings"][0]["kind"], &warned["warnings"][0]["blocks"]),
        (&json!("weekend"), &json!(false)),
        "{warned}"
    );
    assert_eq!(at_field(&planner.post(&all, &weekend).await), "accepted");
    assert_eq!(planner.get(&all).await.json(), json!([]));

    let announced = planner.post(&all, &good).await;
    assert_eq!(announced.status, StatusCode::CREATED, "{}", announced.body);
    let announced = announced.json();
    assert_eq!((&announced["state"], &announced["trainer"], &announced["groups"]), (&json!("open"), &Value::Null, &json!([])));
    assert_eq!(at_field(&planner.post(&all, &good).await), "starts_on", "sent twice, the room is taken by the first");
    let one = format!("{all}/{}", announced["reference"].as_str().unwrap());
    assert_eq!(planner.get(&one).await.json(), announced);

    // Planners of others find nothing, and do nothing.
    for at in ["", "/trainers"] {
        assert_eq!(stranger.get(&format!("{one}{at}")).await.status, StatusCode::NOT_FOUND, "{at}");
    }
    for at in ["/trial", "/correction"] {
        assert_eq!(stranger.post(&format!("{one}{at}"), &good).await.status, StatusCode::NOT_FOUND, "{at}");
    }
    let call_off = format!("{one}/calling-off");
    assert_eq!(stranger.post(&call_off, &json!({ "reason": "x" })).await.status, StatusCode::NOT_FOUND);
    let trainer = product.kit.member("trainer").id.to_string();
    let set = format!("{one}/trainer");
    assert_eq!(stranger.post(&set, &json!({ "trainer": trainer })).await.status, StatusCode::NOT_FOUND);
    for at in [&all, &trial] {
        assert_eq!(stranger.post(at, &good).await.status, StatusCode::NOT_FOUND, "{at}");
    }
    assert_eq!(planner.get(&one).await.json(), announced);

    // A trainer who does not teach the course is refused, with what speaks against them.
    let options = planner.get(&format!("{one}/trainers")).await.json();
    assert_eq!((&options[0]["possible"], &options[0]["objections"][0]["kind"]), (&json!(false), &json!("skill")), "{options}");
    for nobody in [trainer.as_str(), KEY, "x"] {
        assert_eq!(at_field(&planner.post(&set, &json!({ "trainer": nobody })).await), "trainer", "{nobody}");
    }
    teaches(&product, &programme);
    assert_eq!(planner.post(&set, &json!({ "trainer": trainer })).await.json()["trainer"], "Selin Arıkan");

    // Corrected by the same rules, while nobody has applied.
    let mut smaller = good.clone();
    smaller["seats"] = json!(12);
    assert_eq!(planner.post(&format!("{one}/trial"), &smaller).await.json()["seats"], 12);
    assert_eq!(planner.get(&one).await.json()["seats"], 24);
    let corrected = planner.post(&format!("{one}/correction"), &smaller).await.json();
    assert_eq!((&corrected["seats"], &corrected["can_be_corrected"]), (&json!(12), &json!(true)), "{corrected}");
    smaller["seats"] = json!(0);
    assert_eq!(at_field(&planner.post(&format!("{one}/correction"), &smaller).await), "seats");
    assert_eq!(planner.get(&one).await.json(), corrected);
    let mut coordinator = Program::of(&product, "coordinator").await;
    let seats = format!("/api/v1/training/sessions/{}/reservations", announced["reference"].as_str().unwrap());
    assert_eq!(coordinator.post(&seats, &json!({ "seats": 3, "key": KEY })).await.status, StatusCode::CREATED);
    for at in ["/trial", "/correction"] {
        problem(&planner.post(&format!("{one}{at}"), &good).await, StatusCode::CONFLICT, "training-session-applied");
    }
    let seen = planner.get(&one).await;
    let group = &seen.json()["groups"][0];
    assert_eq!((&group["institution"], &group["seats"]), (&json!("Örnek Bakanlığı"), &json!(3)), "{group}");
    assert!(!seen.body.contains("Aydın"), "B10: institutions and numbers");

    // Called off with a reason, once; the hours are back.
    assert_eq!(at_field(&planner.post(&call_off, &json!({ "reason": " " })).await), "reason");
    let ended = planner.post(&call_off, &json!({ "reason": "Salon kullanılamıyor." })).await.json();
    assert_eq!((&ended["state"], &ended["reason"]), (&json!("called_off"), &json!("Salon kullanılamıyor.")), "{ended}");
    problem(&planner.post(&call_off, &json!({ "reason": "yine" })).await, StatusCode::CONFLICT, "training-session-closed");
    assert_eq!(coordinator.get("/api/v1/training/entitlement").await.json()["available"], 4);
}

#[tokio::test]
async fn interest_is_added_up_and_met_by_a_class() {
    let product = Product::with_provider();
    let programme = found(&product);
    decided(&product, &programme, 60);
    let mut coordinator = Program::of(&product, "coordinator").await;
    let mut planner = Program::of(&product, "planner").await;
    let (user, site) = offered(&mut planner, "K1").await;
    let catalogue = planner.get(&format!("{AT}/catalogue")).await.json();
    let technical = catalogue["courses"].as_array().unwrap().iter().find(|course| course["level"] == "technical").unwrap();
    let stated = json!({ "course": technical["id"], "site": site, "people": 9 });
    assert_eq!(coordinator.post("/api/v1/training/interest", &stated).await.status, StatusCode::CREATED);
    let at = format!("{AT}/interest");
    let totals = planner.get(&at).await.json();
    let total = &totals[0];
    assert_eq!((&total["course_id"], &total["site_id"]), (&technical["id"], &json!(site)), "{totals}");
    assert_eq!((&total["level"], &total["people"]), (&json!("technical"), &json!(9)));
    assert_eq!((&total["seats"], &total["suffices"]), (&json!(6), &json!(false)), "B4: the quota");
    assert_eq!(total["institutions"], json!([{ "institution": "Örnek Bakanlığı", "people": 9 }]));
    assert_eq!(coordinator.get(&at).await.status, StatusCode::FORBIDDEN);
    assert_eq!(neighbour(&product).await.get(&at).await.status, StatusCode::NOT_FOUND);

    // Another course does not meet it; the course at the site does.
    let day = working(product.kit.world.today().plus_days(30));
    for (course, starts, left) in [(&user, "09:00", 1), (&technical["id"].as_str().unwrap().to_owned(), "14:00", 0)] {
        let new = json!({ "course": course, "site": site, "starts_on": day.iso(), "starts_at": starts, "accepted": true });
        let announced = planner.post(&format!("{AT}/sessions"), &new).await;
        assert_eq!(announced.status, StatusCode::CREATED, "{}", announced.body);
        assert_eq!(planner.get(&at).await.json().as_array().map(Vec::len), Some(left));
    }
    assert_eq!(coordinator.get("/api/v1/training/interest").await.json(), json!([]));
}

#[tokio::test]
async fn a_table_of_tiers_is_tried_and_published_once() {
    let product = Product::with_provider();
    let programme = found(&product);
    decided(&product, &programme, 60);
    let at = format!("{AT}/tiers");
    let mut planner = Program::of(&product, "planner").await;
    let before = planner.get(&at).await.json();
    assert_eq!((before.as_array().map(Vec::len), &before[0]["in_force"]), (Some(1), &json!(true)));
    assert_eq!(before[0]["tiers"].as_array().map(Vec::len), Some(6), "B3");
    assert_eq!(
        before[0]["tiers"][0],
        json!({ "tier": "standard", "from_users": 1, "to_users": 100, "hours": 4, "way": "shared" })
    );

    let tiers =
        json!([{ "to_users": 50, "hours": 4, "way": "shared" }, { "to_users": 1_000_000, "hours": 10, "way": "on_site" }]);
    let tried = planner.post(&format!("{at}/trial"), &json!({ "tiers": tiers })).await.json();
    assert_eq!((&tried["counted"], &tried["hours"]), (&json!(1), &json!([4, 10])), "{tried}");
    assert_eq!(tried["gains"], json!([{ "institution": "Örnek Bakanlığı", "users": 60, "hours": [4, 10] }]));
    assert_eq!(tried["tiers"][1]["institutions"], json!([0, 1]), "the new table's 1 gains it: {tried}");
    assert_eq!(planner.get(&at).await.json(), before, "nothing was published");

    let today = product.kit.world.today();
    let good = json!({ "valid_from": today.plus_days(10).iso(), "reason": "Kapasite arttı.", "tiers": tiers });
    for (field, value, told) in [
        ("valid_from", json!(today.plus_days(-1).iso()), "valid_from"),
        ("valid_from", json!("31.02.2027"), "valid_from"),
        ("reason", json!(" "), "reason"),
        ("tiers", json!([]), "tiers"),
        ("tiers", json!([{ "to_users": 0, "hours": 4, "way": "shared" }]), "tiers"),
        ("tiers", json!([{ "to_users": 100, "hours": 0, "way": "shared" }]), "tiers"),
        (
            "tiers",
            json!([{ "to_users": 200, "hours": 4, "way": "shared" }, { "to_users": 100, "hours": 4, "way": "on_site" }]),
            "tiers",
        ),
        ("tiers", json!([{ "to_users": i64::MAX, "hours": 4, "way": "shared" }]), "tiers"),
    ] {
        let mut bad = good.clone();
        bad[field] = value;
        assert_eq!(at_field(&planner.post(&at, &bad).await), told, "{bad}");
        if field == "tiers" {
            assert_eq!(at_field(&planner.post(&format!("{at}/trial"), &json!({ "tiers": bad["tiers"] })).await), "tiers");
        }
    }
    let mut stranger = neighbour(&product).await;
    assert_eq!(stranger.post(&at, &good).await.status, StatusCode::NOT_FOUND);
    assert_eq!(stranger.post(&format!("{at}/trial"), &json!({ "tiers": tiers })).await.status, StatusCode::NOT_FOUND);
    assert_eq!(planner.get(&at).await.json(), before);

    let published = planner.post(&at, &good).await;
    assert_eq!(published.status, StatusCode::CREATED, "{}", published.body);
    assert_eq!((&published.json()["in_force"], &published.json()["tiers"][1]["from_users"]), (&json!(false), &json!(51)));
    assert_eq!(planner.post(&at, &good).await.json(), published.json(), "sent twice is published once");
    let all = planner.get(&at).await.json();
    assert_eq!((all.as_array().map(Vec::len), &all[0], &all[1]), (Some(2), &published.json(), &before[0]));
}

#[tokio::test]
async fn hours_move_once_and_both_statements_show_the_decision() {
    let product = Product::with_provider();
    let kit = &product.kit;
    let (world, operator) = (&kit.world, kunye_testkit::operator());
    let programme = found(&product);
    decided(&product, &programme, 60);
    // The centre has an account of its own in this programme.
    let file = format!("DETSİS No;Aktif Kullanıcı Sayısı\n{};40\n", kit.unit("provider").detsis);
    let taken = users::take(world, &operator, &programme, world.today(), "sayim.csv", file.as_bytes()).unwrap();
    users::decide(world, &operator, &programme, &taken).unwrap();
    let mut planner = Program::of(&product, "planner").await;
    let rows = planner.get(&format!("{AT}/institutions")).await.json();
    let row = |name: &str| rows.as_array().unwrap().iter().find(|row| row["name"] == name).unwrap().clone();
    let ministry = row("Örnek Bakanlığı");
    assert_eq!(
        (&ministry["users"], &ministry["tier"], &ministry["verdict"], &ministry["available"]),
        (&json!(60), &json!("standard"), &json!("tier"), &json!(4)),
        "{rows}"
    );
    let centre = rows.as_array().unwrap().iter().find(|row| row["id"] != ministry["id"]).unwrap()["id"].clone();
    let (at, trial) = (format!("{AT}/transfers"), format!("{AT}/transfers/trial"));
    let good = json!({ "from": centre, "to": ministry["id"], "hours": 3, "reason": "12.12.2026/42" });
    let keyed = |body: &Value, key: &str| {
        let mut body = body.clone();
        body["key"] = json!(key);
        body
    };
    for (field, value, told) in [
        ("from", json!("x"), "from"),
        ("to", json!(""), "to"),
        ("to", json!(KEY), "to"),
        ("to", centre.clone(), "to"),
        ("hours", json!(0), "hours"),
        ("reason", json!(" "), "reason"),
        ("reason", json!("x".repeat(201)), "reason"),
    ] {
        let mut bad = good.clone();
        bad[field] = value;
        assert_eq!(at_field(&planner.post(&trial, &bad).await), told, "{bad}");
        assert_eq!(at_field(&planner.post(&at, &keyed(&bad, KEY)).await), told, "{bad}");
    }
    let mut more = good.clone();
    more["hours"] = json!(5);
    for reply in [planner.post(&trial, &more).await, planner.post(&at, &keyed(&more, KEY)).await] {
        assert_eq!(at_field(&reply), "hours", "more than there is: {}", reply.body);
    }
    assert_eq!(at_field(&planner.post(&at, &keyed(&good, "bir")).await), "key");
    let tried = planner.post(&trial, &good).await.json();
    assert_eq!(tried, json!({ "from": { "before": 4, "after": 1 }, "to": { "before": 4, "after": 7 } }));
    let mut coordinator = Program::of(&product, "coordinator").await;
    assert_eq!(coordinator.post(&at, &keyed(&good, KEY)).await.status, StatusCode::FORBIDDEN);
    assert_eq!(neighbour(&product).await.post(&at, &keyed(&good, KEY)).await.status, StatusCode::NOT_FOUND);
    assert_eq!(planner.get(&format!("{AT}/institutions")).await.json(), rows, "so far nothing has moved");

    for _ in 0..2 {
        assert_eq!(planner.post(&at, &keyed(&good, KEY)).await.status, StatusCode::NO_CONTENT);
    }
    let right = coordinator.get("/api/v1/training/entitlement").await.json();
    assert_eq!((&right["granted"], &right["received"], &right["available"]), (&json!(4), &json!(3), &json!(7)), "once: {right}");
    let statement = coordinator.get("/api/v1/training/statement").await.json();
    let last = &statement[1];
    assert_eq!(
        (&last["kind"], &last["hours"], &last["change"], &last["after"], &last["reason"]),
        (&json!("transfer_in"), &json!(3), &json!(3), &json!(7), &json!("12.12.2026/42")),
        "{statement}"
    );
    assert_eq!(last["reference"], Value::Null, "it is held for nothing");
}
