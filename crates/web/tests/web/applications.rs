//! Administrators' pages: applications, roles, machines, and units' accounts.

use crate::browser::{Browser, Product};
use axum::http::{StatusCode, header};
use kunye_core::applications::demo;
use kunye_core::register::DutyKind;
use kunye_core::register::appoint::{NewDuty, appoint};
use kunye_core::{accounts, applications};
use kunye_testkit::operator;

const HOME: &str = "/kayit/uygulamalar";

/// PYS with one role, made on the pages.
pub async fn pys(browser: &mut Browser) {
    let fields = [("slug", "pys"), ("name", "Personel Yönetim Sistemi"), ("purpose", "Personel işlemleri yürütülür.")];
    assert_eq!(browser.post("/kayit/uygulamalar/yeni", &fields).await.to(), "/kayit/uygulamalar/pys");
    role(browser, "okuyucu", "Okuyucu").await;
}

pub async fn role(browser: &mut Browser, slug: &str, name: &str) {
    let added = browser.post("/kayit/uygulamalar/pys/rol", &[("role_slug", slug), ("role_name", name)]).await;
    assert_eq!(added.to(), "/kayit/uygulamalar/pys", "{}", added.body);
}

/// Gives a member a role of PYS, without a form.
pub fn give(product: &Product, key: &str, slug: &str) {
    let (kit, member) = (&product.kit, product.kit.member(key));
    let given = kit.world.db.write(|tx| {
        let (_, role) = applications::roles(tx)?.into_iter().find(|(_, role)| role.slug == slug).unwrap();
        let account = accounts::account(tx, &member.account)?;
        demo::give(tx, &kit.world, &operator(), &account, &member.unit, &role.id)
    });
    given.unwrap();
}

#[tokio::test]
async fn an_application_is_added_with_its_roles_renamed_and_ended() {
    let product = Product::new();
    let mut browser = product.signed_in("administrator").await;
    let empty = browser.get(HOME).await.body;
    assert!(empty.contains("Henüz uygulama yok") && empty.contains("Uygulama ekle"));
    let wrong = browser.post("/kayit/uygulamalar/yeni", &[("slug", "Ü"), ("name", "PYS"), ("purpose", "")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.body.contains("href=\"#slug\"") && wrong.body.contains("href=\"#purpose\"") && wrong.body.contains("value=\"PYS\"")
    );
    pys(&mut browser).await;
    let shown = browser.get("/kayit/uygulamalar/pys").await.body;
    assert!(shown.contains("“Okuyucu” rolü eklendi") && shown.contains("Biriminizde yetkili yok"));
    let twice = browser.post("/kayit/uygulamalar/pys/rol", &[("role_slug", "okuyucu"), ("role_name", "Okur")]).await;
    assert!(twice.status == StatusCode::UNPROCESSABLE_ENTITY && twice.body.contains("value=\"Okur\""), "{}", twice.body);
    browser.post("/kayit/uygulamalar/pys/rol/okuyucu", &[("role_name", "Okur")]).await.to();
    browser
        .post("/kayit/uygulamalar/pys/duzenle", &[("name", "PYS"), ("purpose", "Personel işleri"), ("open_to_all", "yes")])
        .await
        .to();
    let shown = browser.get("/kayit/uygulamalar/pys").await.body;
    assert!(shown.contains("<h1>PYS</h1>") && shown.contains("Okur") && shown.contains("Etkin hesabı olan herkes"));

    give(&product, "applicant", "okuyucu");
    let shown = browser.get("/kayit/uygulamalar/pys").await.body;
    assert!(shown.contains("Ayşe Nur Öztürk") && shown.contains("Çankaya İlçe Müdürlüğü"));
    let person = browser.get(&format!("/kayit/personel/{}", product.kit.member("applicant").id)).await.body;
    assert!(person.contains("Uygulamalardaki yetkileri") && person.contains("Okur"));
    let ask = browser.get("/kayit/uygulamalar/pys/rol/okuyucu/son").await.body;
    assert!(ask.contains("1 kişi etkilenir"), "{ask}");
    let hasty = browser.post("/kayit/uygulamalar/pys/rol/okuyucu/son", &[("reason", "yok")]).await;
    assert_eq!(hasty.status, StatusCode::UNPROCESSABLE_ENTITY);
    browser.post("/kayit/uygulamalar/pys/rol/okuyucu/son", &[("reason", "Bu role artık gerek kalmadı.")]).await.to();
    let shown = browser.get("/kayit/uygulamalar/pys").await.body;
    assert!(!shown.contains("Ayşe Nur") && shown.contains("23.11.2026 günü kaldırıldı"));
    assert_eq!(browser.get("/kayit/uygulamalar/pys/rol/okuyucu").await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.post("/kayit/uygulamalar/pys/son", &[("reason", "Yerine başka bir sistem geçti.")]).await.to(), HOME);
    let record = browser.get("/kayitlar").await.body;
    assert!(record.contains("Uygulama kullanımdan kaldırıldı") && record.contains("Rol kullanımdan kaldırıldı"));
    assert_eq!(browser.get("/kayit/uygulamalar/yok").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_secret_is_shown_once_and_never_stored_by_the_browser() {
    let product = Product::new();
    let mut browser = product.signed_in("administrator").await;
    pys(&mut browser).await;
    let nowhere = browser.post("/kayit/uygulamalar/pys/servis", &[("service_name", "pys-dizin"), ("unit", "99999999")]).await;
    assert!(nowhere.status == StatusCode::UNPROCESSABLE_ENTITY && nowhere.body.contains("href=\"#unit\""));
    let made = browser.post("/kayit/uygulamalar/pys/servis", &[("service_name", "pys-dizin"), ("unit", "")]).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    assert_eq!(made.header(header::CACHE_CONTROL), "no-store");
    let secret = secret_in(&made.body);
    let shown = browser.get("/kayit/uygulamalar/pys").await.body;
    assert!(shown.contains("pys-dizin") && !shown.contains(&secret));
    let again = browser.post("/kayit/uygulamalar/pys/servis/pys-dizin/yenile", &[]).await;
    assert_ne!(secret_in(&again.body), secret);
    assert!(!browser.get("/kayitlar").await.body.contains(&secret));
    browser.post("/kayit/uygulamalar/pys/servis/pys-dizin/son", &[("reason", "Sunucu kapatıldı.")]).await.to();
    assert!(!browser.get("/kayit/uygulamalar/pys").await.body.contains("pys-dizin"));
}

fn secret_in(body: &str) -> String {
    body.split("data-copy=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn an_administrator_of_a_province_reads_the_list_and_keeps_its_own_machines() {
    let product = Product::new();
    let mut whole = product.signed_in("administrator").await;
    pys(&mut whole).await;
    give(&product, "applicant", "okuyucu");
    give(&product, "konak_staff", "okuyucu");
    let kit = &product.kit;
    let duty = NewDuty {
        kind: DutyKind::Administrator,
        unit: kit.unit("izmir").id.clone(),
        person: kit.member("izmir_officer").id.clone(),
        starts_on: kit.world.today(),
        ends_on: None,
    };
    appoint(&kit.world, &operator(), &duty).unwrap();
    let mut province = product.signed_in("izmir_officer").await;
    let list = province.get(HOME).await.body;
    assert!(list.contains("Personel Yönetim Sistemi") && !list.contains("Uygulama ekle"));
    let shown = province.get("/kayit/uygulamalar/pys").await.body;
    assert!(shown.contains("Fatma Şimşek") && !shown.contains("Öztürk") && !shown.contains("Rol ekle"));
    for (path, fields) in [
        ("/kayit/uygulamalar/yeni", &[("slug", "ybs"), ("name", "YBS"), ("purpose", "Yatırımlar")][..]),
        ("/kayit/uygulamalar/pys/duzenle", &[("name", "X")]),
        ("/kayit/uygulamalar/pys/son", &[("reason", "Çünkü böyle istiyorum.")]),
        ("/kayit/uygulamalar/pys/rol", &[("role_slug", "yazar"), ("role_name", "Yazar")]),
        ("/kayit/uygulamalar/pys/rol/okuyucu", &[("role_name", "X")]),
        ("/kayit/uygulamalar/pys/rol/okuyucu/son", &[("reason", "Çünkü böyle istiyorum.")]),
        ("/kayit/uygulamalar/pys/servis", &[("service_name", "her-sey"), ("unit", "")]),
    ] {
        assert_eq!(province.post(path, fields).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    let foreign = kit.unit("cankaya").detsis.clone();
    let beyond = province.post("/kayit/uygulamalar/pys/servis", &[("service_name", "ankara"), ("unit", &foreign)]).await;
    assert_eq!(beyond.status, StatusCode::FORBIDDEN);
    let own = kit.unit("izmir").detsis.clone();
    let made = province.post("/kayit/uygulamalar/pys/servis", &[("service_name", "izmir-portal"), ("unit", &own)]).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    whole.post("/kayit/uygulamalar/pys/servis", &[("service_name", "pys-dizin"), ("unit", "")]).await;
    let shown = province.get("/kayit/uygulamalar/pys").await.body;
    assert!(shown.contains("izmir-portal") && !shown.contains("pys-dizin"));
    let path = "/kayit/uygulamalar/pys/servis/pys-dizin/yenile";
    assert_eq!(province.post(path, &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_units_account_is_opened_and_handed_over() {
    let product = Product::new();
    let mut browser = product.signed_in("administrator").await;
    let unit = format!("/kayit/birim/{}", product.kit.unit("cankaya").id);
    assert!(browser.get(&unit).await.body.contains("Bu birimin ortak hesabı yok"));
    let ask = browser.get(&format!("{unit}/hesap")).await.body;
    assert!(
        ask.contains("value=\"cankaya.ilce.mudurlugu\"") && ask.contains("Ömer Faruk Yücel") && !ask.contains("Fatma Şimşek")
    );
    let found = browser.get(&format!("{unit}/hesap?q=ömer")).await.body;
    assert!(found.contains("Ömer Faruk Yücel") && !found.contains("Ayşe Nur"));
    let nobody = browser.post(&format!("{unit}/hesap"), &[("user_name", "cankaya.ilce")]).await;
    assert!(nobody.status == StatusCode::UNPROCESSABLE_ENTITY && nobody.body.contains("href=\"#person\""));
    let (applicant, colleague) = (product.kit.member("applicant").id.to_string(), product.kit.member("colleague").id.to_string());
    let opened = browser.post(&format!("{unit}/hesap"), &[("user_name", "cankaya.ilce"), ("person", &applicant)]).await;
    assert_eq!(opened.to(), unit);
    assert!(browser.get(&unit).await.body.contains("Sorumlusu: Ayşe Nur Öztürk"));
    assert!(product.signed_in("applicant").await.get("/hesabim").await.body.contains("cankaya.ilce"));
    let own = format!("href=\"/kayit/hesap/{}/durum\"", product.kit.member("applicant").user_name);
    assert!(browser.get(&format!("/kayit/personel/{applicant}")).await.body.contains(&own), "from a person to their account");
    let over = "/kayit/hesap/cankaya.ilce/devir";
    assert!(!browser.get(over).await.body.contains(&applicant), "not offered to whom it belongs");
    let hasty = browser.post(over, &[("person", &colleague), ("reason", "")]).await;
    assert!(hasty.status == StatusCode::UNPROCESSABLE_ENTITY && hasty.body.contains("href=\"#reason\""));
    assert_eq!(browser.post(over, &[("person", &colleague), ("reason", "Görev değişikliği oldu.")]).await.to(), unit);
    assert!(browser.get(&unit).await.body.contains("Sorumlusu: Ömer Faruk Yücel"));
    assert!(browser.get("/kayitlar").await.body.contains("Birim hesabının sorumlusu değişti"));
    let state = "/kayit/hesap/cankaya.ilce/durum";
    let none = browser.post(state, &[("reason", "Adres kullanılmıyor.")]).await;
    assert!(none.status == StatusCode::UNPROCESSABLE_ENTITY && none.body.contains("href=\"#order\""));
    assert!(!browser.get(state).await.body.contains("value=\"resume\""), "only what makes sense");
    assert_eq!(browser.post(state, &[("order", "suspend"), ("reason", "Adres kullanılmıyor.")]).await.to(), unit);
    assert!(browser.get(&unit).await.body.contains("Askıda"));
    assert!(browser.get("/kayitlar").await.body.contains("Adres kullanılmıyor."));
    assert_eq!(
        browser.post(state, &[("order", "suspend"), ("reason", "Adres kullanılmıyor.")]).await.status,
        StatusCode::CONFLICT
    );
    assert_eq!(browser.post(state, &[("order", "close"), ("reason", "Adres kullanılmıyor.")]).await.to(), unit);
    assert!(browser.get(state).await.body.contains("Hesap kapalı"));
    assert_eq!(product.signed_in("officer").await.get(state).await.status, StatusCode::FORBIDDEN);
    // A personal account is handed to nobody.
    let own = format!("/kayit/hesap/{}/devir", product.kit.member("applicant").user_name);
    assert_eq!(browser.get(&own).await.status, StatusCode::NOT_FOUND);
    assert_eq!(product.signed_in("officer").await.get(over).await.status, StatusCode::FORBIDDEN);
}
