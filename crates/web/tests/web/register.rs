//! The register's pages: who finds whom, and who is charged with what.

use crate::browser::{Browser, Product};
use axum::http::StatusCode;
use kunye_core::register::DutyKind;
use kunye_core::register::appoint::{NewDuty, appoint};
use kunye_kernel::time::Day;

/// The officer of the province, who becomes its administrator too.
pub async fn provincial_administrator(product: &Product) -> Browser {
    let kit = &product.kit;
    let (unit, person) = (kit.unit("ankara").id.clone(), kit.member("ankara_officer").id.clone());
    let new = NewDuty { kind: DutyKind::Administrator, unit, person, starts_on: kit.world.today(), ends_on: None };
    appoint(&kit.world, &kunye_testkit::operator(), &new).unwrap();
    product.signed_in("ankara_officer").await
}

fn unit(product: &Product, key: &str) -> String {
    format!("/kayit/birim/{}", product.kit.unit(key).id)
}

fn person(product: &Product, key: &str) -> String {
    format!("/kayit/personel/{}", product.kit.member(key).id)
}

/// What a page shows in its main part.
fn main(body: &str) -> &str {
    body.split("<main").nth(1).unwrap()
}

#[tokio::test]
async fn units_reach_as_far_as_the_duty() {
    let product = Product::new();
    let seen = [
        ("administrator", &["Örnek Bakanlığı", "Çankaya", "Keçiören", "Konak"][..], &[][..]),
        ("ankara_officer", &["Ankara İl", "Çankaya", "Keçiören"], &["Örnek Bakanlığı</a>", "İzmir İl</a>", "Konak"]),
        ("officer", &["Çankaya"], &["Keçiören", "Ankara İl Müdürlüğü</a>", "Konak"]),
    ];
    for (key, shown, hidden) in seen {
        let mut browser = product.signed_in(key).await;
        let tree = browser.get("/kayit").await;
        // A province is a search among the same units.
        let found = browser.get("/kayit?province=06&q=mudurlugu").await;
        for name in shown.iter().filter(|name| !name.contains("Konak")) {
            assert!(main(&tree.body).contains(name), "{key} {name}");
        }
        for name in hidden {
            assert!(!main(&tree.body).contains(name) && !main(&found.body).contains(name), "{key} {name}");
        }
    }
    let mut officer = product.signed_in("officer").await;
    assert!(main(&officer.get("/kayit?q=cankaya").await.body).contains("Çankaya İlçe Müdürlüğü"));
    assert!(!main(&officer.get("/kayit?q=kecioren").await.body).contains("Keçiören İlçe"));
    assert_eq!(officer.get(&unit(&product, "cankaya")).await.status, StatusCode::OK);
    for beyond in ["kecioren", "ankara", "ministry", "konak"] {
        assert_eq!(officer.get(&unit(&product, beyond)).await.status, StatusCode::NOT_FOUND, "{beyond}");
    }
    assert_eq!(officer.get("/kayit/birim/01ARYZ6S410000000000000000").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_tree_counts_everybody_below() {
    let product = Product::new();
    let mut administrator = product.signed_in("administrator").await;
    let page = administrator.get("/kayit").await.body;
    // Seven units of the table; its twenty-one people all hang below the ministry, seven of them below Ankara's districts.
    assert_eq!(page.matches("class=\"leaf\"").count(), 7);
    assert!(page.contains("21 personel") && page.contains("6 personel"), "{page}");
}

#[tokio::test]
async fn people_are_found_without_turkish_letters_and_not_next_door() {
    let product = Product::new();
    let mut officer = product.signed_in("officer").await;
    let found = officer.get("/kayit/personel?q=sukru+cag").await;
    assert!(main(&found.body).contains("Mehmet Şükrü Çağlar"), "{}", found.body);
    assert!(!main(&officer.get("/kayit/personel?q=isil").await.body).contains("Işıl Çiğdem"));

    let all = officer.get("/kayit/personel").await;
    let names = ["Çağlar", "Doğan", "Kılıç", "Öztürk", "Yıldırım", "Yücel"];
    let places: Vec<usize> = names.iter().map(|name| main(&all.body).find(&format!("{name}</a>")).unwrap()).collect();
    assert!(places.is_sorted(), "surnames are in Turkish order: {places:?}");
    assert!(!main(&all.body).contains("Güneş"));

    // What nobody would type does no harm either.
    for odd in [
        "/kayit/personel?page=0",
        "/kayit/personel?page=99999999999",
        "/kayit/personel?page=-1&q=%25%25",
        "/kayit/personel?q=%27%22%3C",
    ] {
        assert_eq!(officer.get(odd).await.status, StatusCode::OK, "{odd}");
    }
    assert!(!main(&officer.get("/kayit/personel?page=9").await.body).contains("Öztürk"));
}

#[tokio::test]
async fn a_person_is_shown_masked_and_only_to_their_own_officers() {
    let product = Product::new();
    let member = product.kit.member("applicant").clone();
    let page = person(&product, "applicant");
    for key in ["officer", "ankara_officer", "administrator"] {
        let mut browser = product.signed_in(key).await;
        let reply = browser.get(&page).await;
        assert_eq!(reply.status, StatusCode::OK, "{key}");
        assert!(reply.body.contains("Ayşe Nur Öztürk") && reply.body.contains(&member.national_id.masked()));
        assert!(reply.body.contains(&member.mobile.masked()));
        let mobile = &member.mobile.e164()[3..];
        let spaced = member.mobile.spaced();
        for secret in [member.national_id.digits(), mobile, &spaced, &spaced[4..], "$argon2"] {
            assert!(!reply.body.contains(secret), "{key} is shown {secret}");
        }
    }
    for key in ["neighbour_officer", "izmir_officer"] {
        assert_eq!(product.signed_in(key).await.get(&page).await.status, StatusCode::NOT_FOUND, "{key}");
    }
    for key in ["help_desk", "auditor", "head", "applicant"] {
        assert_eq!(product.signed_in(key).await.get(&page).await.status, StatusCode::FORBIDDEN, "{key}");
    }
}

fn duty<'a>(person: &'a str, kind: &'a str, from: [&'a str; 3], until: [&'a str; 3]) -> [(&'a str, &'a str); 8] {
    [
        ("person", person),
        ("kind", kind),
        ("from-day", from[0]),
        ("from-month", from[1]),
        ("from-year", from[2]),
        ("until-day", until[0]),
        ("until-month", until[1]),
        ("until-year", until[2]),
    ]
}

const TODAY: [&str; 3] = ["23", "11", "2026"];
const OPEN: [&str; 3] = ["", "", ""];

#[tokio::test]
async fn a_duty_is_given_and_ended_with_its_days() {
    let product = Product::new();
    let mut administrator = product.signed_in("administrator").await;
    let colleague = product.kit.member("colleague").id.to_string();
    let unit = unit(&product, "cankaya");
    let form = format!("{unit}/gorev?q=omer+faruk");

    let page = administrator.get(&form).await;
    assert!(page.body.contains(&colleague) && page.body.contains("value=\"2026\""), "{}", page.body);
    assert_eq!(administrator.post(&form, &duty(&colleague, "officer", TODAY, OPEN)).await.to(), unit);
    let shown = administrator.get(&unit).await.body;
    assert!(main(&shown).contains("Ömer Faruk Yücel"));
    // A second click says the same thing again.
    assert_eq!(administrator.post(&form, &duty(&colleague, "officer", TODAY, OPEN)).await.to(), unit);

    let given =
        product.kit.world.db.read(|conn| kunye_core::register::duties_in_unit(conn, &product.kit.unit("cankaya").id)).unwrap();
    let given = given.iter().find(|duty| duty.person_id.as_str() == colleague).unwrap();
    assert_eq!((given.kind, given.starts_on, given.ends_on), (DutyKind::Officer, Day::new(2026, 11, 23).unwrap(), None));

    let end = format!("/kayit/gorev/{}", given.id);
    assert!(administrator.get(&end).await.body.contains("Ömer Faruk Yücel"));
    let until = |day: &'static str, year: &'static str| [("until-day", day), ("until-month", "11"), ("until-year", year)];
    let early = administrator.post(&end, &until("1", "2025")).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.body.contains("href=\"#until\""));
    assert_eq!(administrator.post(&end, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(administrator.post(&end, &until("30", "2026")).await.to(), unit);
    assert!(main(&administrator.get(&unit).await.body).contains("30.11.2026"));
}

#[tokio::test]
async fn wrong_appointments_are_explained_at_their_fields() {
    let product = Product::new();
    let mut administrator = product.signed_in("administrator").await;
    let colleague = product.kit.member("colleague").id.to_string();
    let form = format!("{}/gorev?q=omer", unit(&product, "cankaya"));
    let cases = [
        (duty("", "", OPEN, OPEN), &["#person", "#kind", "#from"][..]),
        (duty(&colleague, "deputy", TODAY, OPEN), &["#until"]),
        (duty(&colleague, "officer", TODAY, ["31", "2", "2027"]), &["#until"]),
        (duty(&colleague, "officer", TODAY, ["1", "11", "2026"]), &["#until"]),
        (duty("01ARYZ6S410000000000000000", "officer", TODAY, OPEN), &["#person"]),
    ];
    for (fields, anchors) in cases {
        let reply = administrator.post(&form, &fields).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        for anchor in anchors {
            assert!(reply.body.contains(&format!("href=\"{anchor}\"")), "{fields:?} {anchor}");
        }
    }
    let own = product.kit.member("administrator").id.to_string();
    assert_eq!(administrator.post(&form, &duty(&own, "officer", TODAY, OPEN)).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn nobody_appoints_beyond_their_own_units() {
    let product = Product::new();
    let mut administrator = provincial_administrator(&product).await;
    assert_eq!(administrator.get(&format!("{}/gorev", unit(&product, "kecioren"))).await.status, StatusCode::OK);
    let staff = product.kit.member("konak_staff").id.to_string();
    for beyond in ["konak", "ministry"] {
        let form = format!("{}/gorev", unit(&product, beyond));
        assert_eq!(administrator.get(&form).await.status, StatusCode::NOT_FOUND, "{beyond}");
        assert_eq!(
            administrator.post(&form, &duty(&staff, "officer", TODAY, OPEN)).await.status,
            StatusCode::NOT_FOUND,
            "{beyond}"
        );
    }
    let duties =
        product.kit.world.db.read(|conn| kunye_core::register::duties_in_unit(conn, &product.kit.unit("konak").id)).unwrap();
    let end = format!("/kayit/gorev/{}", duties[0].id);
    assert_eq!(administrator.get(&end).await.status, StatusCode::NOT_FOUND);
    let fields = [("until-day", "1"), ("until-month", "1"), ("until-year", "2027")];
    assert_eq!(administrator.post(&end, &fields).await.status, StatusCode::NOT_FOUND);
    // Whom one may choose is narrowed as well.
    let search = administrator.get(&format!("{}/gorev?q=fatma", unit(&product, "kecioren"))).await;
    assert!(!search.body.contains(&staff));
}
