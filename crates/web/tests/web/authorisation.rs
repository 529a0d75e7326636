//! Asking for roles on the public form and signed in, up to the officer who has them changed (A11).

use crate::applications::{give, pys, role};
use crate::browser::{Browser, Product};
use crate::desk::{SCAN, at, attest, order, upload};
use axum::http::StatusCode;
use kunye_core::requests::{RequestKind, RequestState};
use kunye_web::public::notice;
use serde_json::json;

type Fields<'a> = &'a [(&'a str, &'a str)];

async fn prepared() -> Product {
    let product = Product::new();
    let mut administrator = product.signed_in("administrator").await;
    pys(&mut administrator).await;
    role(&mut administrator, "veri-girisi", "Veri girişi").await;
    product
}

async fn walk(browser: &mut Browser, answers: &[(&str, Fields<'_>, &str)]) {
    for (path, fields, next) in answers {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert_eq!(browser.post(path, fields).await.to(), *next);
    }
}

const WHY: &str = "Personel hareketlerini artık ben işleyeceğim.";

async fn asked(product: &Product, key: &str, roles: Fields<'_>) -> (Browser, String) {
    let mut browser = product.browser();
    let (member, detsis) = (product.kit.member(key).clone(), product.kit.unit("cankaya").detsis.clone());
    browser.post("/aydinlatma", &[("version", notice::VERSION)]).await.to();
    let mobile = member.mobile.spaced();
    walk(
        &mut browser,
        &[
            ("/talep/tur", &[("kind", "authorisation")], "/talep/hesap"),
            ("/talep/hesap", &[("account", "mine")], "/talep/uygulama"),
            ("/talep/uygulama", &[("application", "pys")], "/talep/roller"),
            ("/talep/roller", roles, "/talep/gerekce"),
            ("/talep/gerekce", &[("why", WHY)], "/talep/kimlik"),
            ("/talep/kimlik", &[("national_id", member.national_id.digits())], "/talep/ad"),
            ("/talep/ad", &[("given_names", &member.given_names), ("surname", &member.surname)], "/talep/sicil"),
            ("/talep/sicil", &[("staff_no", "")], "/talep/birim"),
            ("/talep/birim", &[("unit", &detsis)], "/talep/telefon"),
            ("/talep/telefon", &[("mobile", &mobile)], "/talep/taahhut"),
            ("/talep/taahhut", &[("agree", "yes")], "/talep/kontrol"),
        ],
    )
    .await;
    let check = browser.get("/talep/kontrol").await.body;
    assert!(check.contains("Personel Yönetim Sistemi") && check.contains(WHY) && !check.contains("Parolayı başkası"));
    let reference = browser.post("/talep/gonder", &[]).await.to().strip_prefix("/talep/tamam/").unwrap().to_owned();
    product.kit.run_jobs();
    (browser, reference)
}

#[tokio::test]
async fn from_the_public_form_to_the_role() {
    let product = prepared().await;
    give(&product, "applicant", "okuyucu");
    let (mut public, reference) =
        asked(&product, "applicant", &[("role-okuyucu", "withdraw"), ("role-veri-girisi", "grant")]).await;
    assert_eq!(product.kit.request(&reference).kind, RequestKind::Authorisation);
    let story = public.get(&format!("/izle/{reference}")).await.body;
    assert!(story.contains("Yetki değişikliği") && story.contains("Yetkilerin değiştirilmesi") && !story.contains("Okuyucu"));

    let mut head = product.signed_in("head").await;
    let page = head.get(&format!("/onay/{reference}")).await.body;
    assert!(page.contains(WHY) && page.contains("Veri girişi") && page.contains("Kaldırılsın"), "{page}");

    let mut officer = product.signed_in("officer").await;
    let desk = officer.get(&at(&reference, "")).await.body;
    assert!(desk.contains("Şu anda sahip olduğu yetkiler") && desk.contains("Bu rol hesapta var") && desk.contains(WHY));
    attest(&product, &mut officer, &reference).await.to();
    upload(&mut officer, &reference, "form.pdf", SCAN).await.to();
    let ready = officer.get(&at(&reference, "")).await.body;
    assert!(ready.contains("yetkiler hemen değişir") && !ready.contains("kısa mesaj gönderilir"));
    order(&mut officer, &reference).await.to();
    let done = officer.get(&at(&reference, "")).await.body;
    assert!(done.contains("yetkiler değiştirildi") && !done.contains("http-equiv=\"refresh\""));
    assert_eq!(product.kit.request(&reference).state, RequestState::Fulfilled);
    product.kit.run_jobs();
    assert!(product.kit.last_text("applicant").contains(&reference));

    let mut person = product.signed_in("applicant").await;
    let account = person.get("/hesabim").await.body;
    assert!(account.contains("Yetkilerim") && account.contains("Veri girişi") && account.contains("Yetkiler değiştirildi"));
    let story = public.get(&format!("/izle/{reference}")).await.body;
    assert!(story.contains("Yeni yetkiler hemen geçerlidir"));
    // Neighbours find nothing of it.
    assert_eq!(product.signed_in("neighbour_officer").await.get(&at(&reference, "")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(product.signed_in("neighbour_head").await.get(&format!("/onay/{reference}")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_form_tells_nobody_what_somebody_holds() {
    let product = prepared().await;
    give(&product, "applicant", "okuyucu");
    let mut pages = Vec::new();
    for key in ["applicant", "colleague"] {
        let (mut browser, reference) = asked(&product, key, &[("role-okuyucu", "grant")]).await;
        let follow = browser.get(&format!("/izle/{reference}")).await.body;
        pages.push(
            follow
                .replace(&reference, "")
                .replace(reference.split('-').next().unwrap(), "")
                .replace(reference.split('-').nth(1).unwrap(), ""),
        );
    }
    assert_eq!(pages[0], pages[1]);
}

#[tokio::test]
async fn questions_about_roles_explain_what_is_missing() {
    let product = prepared().await;
    let mut browser = product.browser();
    browser.post("/aydinlatma", &[("version", notice::VERSION)]).await.to();
    browser.post("/talep/tur", &[("kind", "authorisation")]).await.to();
    assert_eq!(browser.get("/talep/guvenlik").await.to(), "/talep/hesap", "not asked on this form");
    let refused = |reply: crate::browser::Reply, field: &str| {
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(reply.body.contains(&format!("href=\"#{field}\"")) && reply.body.contains(&format!("id=\"{field}\"")), "{field}");
    };
    refused(browser.post("/talep/hesap", &[]).await, "account");
    refused(browser.post("/talep/hesap", &[("account", "unit")]).await, "account_name");
    browser.post("/talep/hesap", &[("account", "unit"), ("account_name", "cankaya.ilce")]).await.to();
    refused(browser.post("/talep/uygulama", &[("application", "yok")]).await, "application");
    browser.post("/talep/uygulama", &[("application", "pys")]).await.to();
    refused(browser.post("/talep/roller", &[("role-okuyucu", ""), ("role-yok", "grant")]).await, "roles");
    browser.post("/talep/roller", &[("role-okuyucu", "grant")]).await.to();
    refused(browser.post("/talep/gerekce", &[("why", "acele")]).await, "why");
    assert!(browser.get("/talep/roller").await.body.contains("value=\"grant\" selected"), "the answer is still there");
}

#[tokio::test]
async fn who_is_signed_in_begins_with_their_own_data() {
    let product = prepared().await;
    let mut browser = product.signed_in("applicant").await;
    assert_eq!(browser.post("/hesabim/yetki", &[]).await.to(), "/aydinlatma");
    assert_eq!(browser.get("/talep").await.to(), "/aydinlatma", "the notice comes first");
    assert_eq!(browser.get("/talep/kimlik").await.to(), "/aydinlatma");
    assert_eq!(browser.post("/aydinlatma", &[("version", notice::VERSION)]).await.to(), "/talep/uygulama");
    browser.post("/talep/uygulama", &[("application", "pys")]).await.to();
    browser.post("/talep/roller", &[("role-okuyucu", "grant")]).await.to();
    browser.post("/talep/gerekce", &[("why", WHY)]).await.to();
    assert_eq!(browser.get("/talep").await.to(), "/talep/taahhut", "everything else is known");
    browser.post("/talep/taahhut", &[("agree", "yes")]).await.to();
    let check = browser.get("/talep/kontrol").await.body;
    let member = product.kit.member("applicant");
    assert!(check.contains("Ayşe Nur Öztürk") && check.contains("Çankaya İlçe Müdürlüğü"));
    assert!(check.contains(&member.mobile.masked()) && !check.contains(member.national_id.digits()));
    let reference = browser.post("/talep/gonder", &[]).await.to().strip_prefix("/talep/tamam/").unwrap().to_owned();
    product.kit.run_jobs();
    let request = product.kit.request(&reference);
    assert_eq!((request.person_id.as_ref(), request.kind), (Some(&member.id), RequestKind::Authorisation));
}

#[tokio::test]
async fn programs_ask_for_roles_and_are_told_of_them() {
    let product = prepared().await;
    give(&product, "applicant", "okuyucu");
    let member = product.kit.member("applicant").clone();
    let body = |roles: serde_json::Value| {
        json!({ "kind": "authorisation", "application": "pys", "roles": roles, "why": WHY, "national_id": member.national_id.digits(),
                "given_names": member.given_names, "surname": member.surname, "unit": product.kit.unit("cankaya").detsis,
                "mobile": member.mobile.spaced(), "agree": true, "notice": notice::VERSION })
    };
    let mut program = product.browser();
    let offered = program.get("/api/v1/applications").await.json();
    assert_eq!(
        offered[0]["roles"],
        json!([{ "role": "okuyucu", "name": "Okuyucu" }, { "role": "veri-girisi", "name": "Veri girişi" }])
    );
    let send = |roles| serde_json::to_vec(&body(roles)).unwrap();
    let none = program.post_raw("/api/v1/requests", "application/json", send(json!([]))).await;
    assert_eq!(none.json()["errors"][0]["field"], "roles");
    let taken =
        program.post_raw("/api/v1/requests", "application/json", send(json!([{ "role": "veri-girisi", "act": "grant" }]))).await;
    assert_eq!(taken.status, StatusCode::CREATED, "{}", taken.body);
    let reference = taken.json()["reference"].as_str().unwrap().to_owned();
    product.kit.run_jobs();
    let mut officer = product.signed_in("officer").await;
    let seen = officer.get(&format!("/api/v1/requests/{reference}")).await.json();
    assert_eq!(seen["asked"][0], json!({ "act": "grant", "application": "pys", "role": "veri-girisi", "held": false }));
    assert_eq!((seen["held"][0]["role"].as_str(), seen["why"].as_str()), (Some("okuyucu"), Some(WHY)));
    let account = officer.get(&format!("/api/v1/accounts/{}", member.user_name)).await.json();
    assert_eq!((account["kind"].as_str(), account["roles"][0]["role"].as_str()), (Some("personal"), Some("okuyucu")));
    assert_eq!(product.signed_in("applicant").await.get("/api/v1/me").await.json()["account"]["roles"][0]["application"], "pys");
}
