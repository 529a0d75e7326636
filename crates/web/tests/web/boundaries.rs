//! Where an officer's power ends, and what happens when two act at once (A4, A6).

use crate::browser::{Browser, Product};
use crate::desk::{SCAN, at, attest, order, parts, ready, signature, upload};
use axum::http::StatusCode;
use kunye_core::audit;
use kunye_core::register::DutyKind;
use kunye_core::register::appoint::{NewDuty, appoint};
use kunye_core::requests::RequestState;
use kunye_testkit::operator;

#[tokio::test]
async fn officers_above_learn_that_a_form_exists_and_nothing_more() {
    let product = Product::new();
    let mut officer = product.signed_in("officer").await;
    let reference = ready(&product, &mut officer, "applicant").await;
    let mut above = product.signed_in("ankara_officer").await;
    let seen = above.get(&at(&reference, "")).await;
    assert_eq!(seen.status, StatusCode::OK);
    assert!(
        seen.body.contains("Çankaya İlçe Müdürlüğü")
            && seen.body.contains("Elif İpek Yıldırım")
            && seen.body.contains("Ankara İl Müdürlüğü")
    );
    let list = above.get("/kurum/talepler?durum=all").await.body;
    assert!(list.contains(&reference) && list.contains("Başka bir yetkili ilgileniyor"));
    for page in [&seen.body, &list] {
        assert!(!page.contains("Öztürk") && !page.contains("Ayşe") && !page.contains("form.pdf"));
    }
    assert!(!above.get("/kurum/arsiv").await.body.contains(&reference));
    assert_everything_hidden(&product, &mut above, &reference).await;
}

#[tokio::test]
async fn the_neighbours_officer_finds_nothing() {
    let product = Product::new();
    let mut officer = product.signed_in("officer").await;
    let reference = ready(&product, &mut officer, "applicant").await;
    let mut neighbour = product.signed_in("neighbour_officer").await;
    assert_eq!(neighbour.get(&at(&reference, "")).await.status, StatusCode::NOT_FOUND);
    assert!(!neighbour.get("/kurum/talepler?durum=all").await.body.contains(&reference));
    assert_everything_hidden(&product, &mut neighbour, &reference).await;
    for unknown in ["KT7M-2QX4", "kt7m-2qx4", "x", "%C4%B1"] {
        assert_eq!(officer.get(&at(unknown, "")).await.status, StatusCode::NOT_FOUND, "{unknown}");
    }
}

/// Every act and every paper of a request that is ready to be carried out; and nothing of it was done.
async fn assert_everything_hidden(product: &Product, browser: &mut Browser, reference: &str) {
    let (head, today) = (product.kit.member("head").id.to_string(), parts(product.kit.world.today()));
    for act in ["evrak", "form.pdf", "duzelt"] {
        let reply = browser.get(&at(reference, act)).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "GET {act}");
        assert!(!reply.body.contains("Öztürk") && !reply.body.contains("%PDF"));
    }
    let paper = product.kit.world.db.read(|conn| {
        let request = kunye_core::requests::by_reference(conn, reference)?;
        kunye_core::archive::current(conn, request.id.as_str(), "form")
    });
    let paper = paper.unwrap().unwrap();
    assert_eq!(browser.get(&format!("/kurum/arsiv/{}", paper.id)).await.status, StatusCode::NOT_FOUND);
    let reason = [("reason", "kişi biriminizde görevli değil"), ("surname", "Başka"), ("given_names", "Ad")];
    let acts: [(&str, &[(&str, &str)]); 8] = [
        ("onay", &signature(&head, &today)),
        ("onay", &[]),
        ("gonder", &[("attested", "yes")]),
        ("gonder", &[]),
        ("tekrar", &[]),
        ("ret", &reason),
        ("eslestir", &[]),
        ("duzelt", &reason),
    ];
    for (act, fields) in acts {
        let reply = browser.post(&at(reference, act), fields).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "POST {act}");
        assert!(!reply.body.contains("Öztürk"), "{act}");
    }
    assert_eq!(upload(browser, reference, "form.pdf", SCAN).await.status, StatusCode::NOT_FOUND);
    assert_eq!(product.kit.request(reference).state, RequestState::Approved);
    let story = product.kit.world.db.read(|conn| audit::story(conn, product.kit.request(reference).id.as_str())).unwrap();
    assert_eq!(story.iter().filter(|line| line.action.starts_with("archive.")).count(), 1, "filed once, opened never");
}

#[tokio::test]
async fn nobody_acts_in_two_roles() {
    let product = Product::new();
    let today = product.kit.world.today();
    let own = product.kit.request_of("officer");
    let mut officer = product.signed_in("officer").await;
    let refused = officer.get(&at(&own, "")).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.body.contains("Kendi talebinizi karşılayamazsınız"));
    assert_eq!(attest(&product, &mut officer, &own).await.status, StatusCode::FORBIDDEN);
    attest(&product, &mut product.signed_in("second_officer").await, &own).await.to();

    let officer_id = product.kit.member("officer").id.clone();
    let unit = product.kit.unit("cankaya").id.clone();
    let deputy = NewDuty { kind: DutyKind::Deputy, unit, person: officer_id.clone(), starts_on: today, ends_on: Some(today) };
    appoint(&product.kit.world, &operator(), &deputy).unwrap();
    let reference = product.kit.request_of("applicant");
    // As officer, one cannot attest one's own signature as deputy …
    let own_hand = officer.post(&at(&reference, "onay"), &signature(officer_id.as_str(), &parts(today))).await;
    assert_eq!(own_hand.status, StatusCode::FORBIDDEN);
    assert!(own_hand.body.contains("Talebi onaylayan amir") && own_hand.body.contains("Ayşe Nur Öztürk"));
    assert!(!officer.get(&at(&reference, "")).await.body.contains(&format!("value=\"{officer_id}\"")));
    // … nor carry out what one has approved as deputy.
    officer.post(&format!("/onay/{reference}/onayla"), &[]).await.to();
    upload(&mut officer, &reference, "form.pdf", SCAN).await.to();
    let ordered = order(&mut officer, &reference).await;
    assert_eq!(ordered.status, StatusCode::FORBIDDEN);
    assert!(ordered.body.contains("Talebi onaylayan amir"));
    assert_eq!(product.kit.request(&reference).state, RequestState::Approved);
    order(&mut product.signed_in("second_officer").await, &reference).await.to();
}

#[tokio::test]
async fn a_double_click_sends_one_message() {
    let product = Product::new();
    let mut officer = product.signed_in("officer").await;
    let reference = ready(&product, &mut officer, "applicant").await;
    let mut colleague = product.signed_in("second_officer").await;
    let mut again = officer.clone();
    let (first, second, third) =
        tokio::join!(order(&mut officer, &reference), order(&mut again, &reference), order(&mut colleague, &reference));
    for reply in [&first, &second, &third] {
        assert_eq!(reply.to(), at(&reference, ""));
    }
    product.kit.run_jobs();
    // The back button, long after.
    order(&mut officer, &reference).await.to();
    product.kit.run_jobs();
    assert_eq!(product.kit.phones.handed_over(), 1);
    let story = product.kit.world.db.read(|conn| audit::story(conn, product.kit.request(&reference).id.as_str())).unwrap();
    assert_eq!(story.iter().filter(|line| line.action == "request.attested").count(), 1);
}

#[tokio::test]
async fn the_second_of_two_officers_is_told_how_things_stand() {
    let product = Product::new();
    let reference = product.kit.request_of("applicant");
    let mut first = product.signed_in("officer").await;
    let mut second = product.signed_in("second_officer").await;
    assert_eq!(second.post(&at(&reference, "ret"), &[("reason", "kısa")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    second.post(&at(&reference, "ret"), &[("reason", "Form başka bir kişinin imzasını taşıyor.")]).await.to();
    for reply in [attest(&product, &mut first, &reference).await, upload(&mut first, &reference, "form.pdf", SCAN).await] {
        assert_eq!(reply.status, StatusCode::CONFLICT);
        assert!(reply.body.contains("Talep şu anki durumunda bu işleme uygun değil") && reply.body.contains("Geri çevrildi"));
        assert!(
            reply.body.contains("Form başka bir kişinin imzasını taşıyor.") && reply.body.contains("Zeynep Kılıç, PYS yetkilisi")
        );
    }
    let request = product.kit.request(&reference);
    assert!(product.kit.world.db.read(|conn| kunye_core::archive::of_subject(conn, request.id.as_str())).unwrap().is_empty());
}
