//! The supervisor's desk (A5).

use crate::browser::Product;
use crate::desk::{SCAN, at, order, upload};
use axum::http::StatusCode;
use kunye_core::requests::{RequestState, attest};

fn on(reference: &str, act: &str) -> String {
    if act.is_empty() { format!("/onay/{reference}") } else { format!("/onay/{reference}/{act}") }
}

#[tokio::test]
async fn the_head_approves_and_the_officer_sees_it() {
    let product = Product::new();
    let reference = product.kit.request_of("applicant");
    let mut head = product.signed_in("head").await;
    let list = head.get("/onay").await.body;
    assert!(list.contains(&reference) && list.contains("Ayşe Nur Öztürk"));
    let page = head.get(&on(&reference, "")).await.body;
    assert!(page.contains("Onaylıyorum") && page.contains("Memur") && !page.contains("adına"));
    assert_eq!(head.post(&on(&reference, "onayla"), &[]).await.to(), on(&reference, ""));
    let decided = head.get(&on(&reference, "")).await.body;
    assert!(decided.contains("Talebi onayladınız") && !decided.contains("Onaylıyorum"));
    let list = head.get("/onay").await.body;
    assert!(list.contains("Onay bekleyen talep yok") && list.contains("Sonuçlandırdıklarınız") && list.contains(&reference));

    let mut officer = product.signed_in("officer").await;
    let desk = officer.get(&at(&reference, "")).await.body;
    assert!(desk.contains("Mehmet Şükrü Çağlar 23.11.2026 tarihinde elektronik olarak onayladı"));
    upload(&mut officer, &reference, "form.pdf", SCAN).await.to();
    order(&mut officer, &reference).await.to();
}

#[tokio::test]
async fn a_deputy_decides_in_the_heads_name() {
    let product = Product::new();
    let reference = product.kit.request_of("applicant");
    let mut deputy = product.signed_in("deputy").await;
    assert!(deputy.get("/onay").await.body.contains("Mehmet Şükrü Çağlar adına"));
    assert!(deputy.get(&on(&reference, "")).await.body.contains("Mehmet Şükrü Çağlar adına, vekil olarak"));
    deputy.post(&on(&reference, "onayla"), &[]).await.to();
    let desk = product.signed_in("officer").await.get(&at(&reference, "")).await.body;
    assert!(desk.contains("Gülşah Doğan 23.11.2026 tarihinde Mehmet Şükrü Çağlar adına elektronik olarak onayladı"));
}

#[tokio::test]
async fn declining_needs_a_reason() {
    let product = Product::new();
    let reference = product.kit.request_of("applicant");
    let mut head = product.signed_in("head").await;
    for (reason, text) in [("", "Gerekçeyi en az on karakterle yazın"), ("olmaz<x>", "Gerekçeyi en az on karakterle yazın")] {
        let reply = head.post(&on(&reference, "onaylama"), &[("reason", reason)]).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(reply.body.contains(text) && reply.body.contains("href=\"#reason\"") && !reply.body.contains("<x>"));
    }
    assert_eq!(product.kit.request(&reference).state, RequestState::AwaitingApproval);
    let reason = "Kişi geçen ay başka bir birime geçti.";
    head.post(&on(&reference, "onaylama"), &[("reason", reason)]).await.to();
    assert_eq!(product.kit.request(&reference).state, RequestState::Declined);
    assert!(product.signed_in("officer").await.get(&at(&reference, "")).await.body.contains(reason));
}

#[tokio::test]
async fn a_second_decision_is_told_about_the_first() {
    let product = Product::new();
    let reference = product.kit.request_of("applicant");
    let (mut head, mut deputy) = (product.signed_in("head").await, product.signed_in("deputy").await);
    head.post(&on(&reference, "onayla"), &[]).await.to();
    for reply in [
        head.post(&on(&reference, "onayla"), &[]).await,
        deputy.post(&on(&reference, "onaylama"), &[("reason", "Bu talebi bilmiyorum, onaylamıyorum.")]).await,
    ] {
        assert_eq!(reply.status, StatusCode::CONFLICT);
        assert!(reply.body.contains("Talep şu anki durumunda bu işleme uygun değil") && reply.body.contains("Onaylandı"));
    }
    let other = product.kit.request_of("colleague");
    attest::refuse(&product.kit.world, &product.kit.actor("officer"), &other, "Form eksik doldurulmuş.").unwrap();
    let reply = head.post(&on(&other, "onayla"), &[]).await;
    assert_eq!(reply.status, StatusCode::CONFLICT);
    assert!(reply.body.contains("Geri çevrildi"));
}

#[tokio::test]
async fn only_ones_own_people_and_never_oneself() {
    let product = Product::new();
    let reference = product.kit.request_of("applicant");
    let own = product.kit.request_of("head");
    for stranger in ["neighbour_head", "ankara_head", "minister"] {
        let mut stranger = product.signed_in(stranger).await;
        assert_eq!(stranger.get(&on(&reference, "")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(stranger.post(&on(&reference, "onayla"), &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(stranger.post(&on(&reference, "onaylama"), &[("reason", "")]).await.status, StatusCode::NOT_FOUND);
        assert!(!stranger.get("/onay").await.body.contains(&reference));
    }
    let mut head = product.signed_in("head").await;
    assert!(!head.get("/onay").await.body.contains(&own));
    assert_eq!(head.get(&on(&own, "")).await.status, StatusCode::NOT_FOUND);
    let refused = head.post(&on(&own, "onayla"), &[]).await;
    assert!([StatusCode::NOT_FOUND, StatusCode::FORBIDDEN].contains(&refused.status));
    // The head's own request goes one unit up.
    product.signed_in("ankara_head").await.post(&on(&own, "onayla"), &[]).await.to();
    for unknown in ["KT7M-2QX4", "x", "%2e%2e"] {
        assert_eq!(head.get(&on(unknown, "")).await.status, StatusCode::NOT_FOUND, "{unknown}");
    }
    assert_eq!(product.kit.request(&reference).state, RequestState::AwaitingApproval);
}
