//! One's own account (A2, A9).

use crate::browser::{Browser, Product};
use crate::desk::{at, order, ready};
use axum::http::StatusCode;
use kunye_core::policy;
use kunye_core::requests::{RequestState, attest};
use kunye_kernel::time::{DAY, MINUTE};
use kunye_testkit::{PASSWORD, operator};

const CHOSEN: &str = "sekiz mor vapur iskelede";

async fn change(browser: &mut Browser, current: &str, chosen: &str, again: &str) -> crate::browser::Reply {
    browser.post("/hesabim/parola", &[("current", current), ("chosen", chosen), ("again", again)]).await
}

/// Where the buttons that end other sessions lead.
fn ends(page: &str) -> Vec<String> {
    let actions = page.split("action=\"").filter_map(|rest| rest.split('"').next());
    actions.filter(|action| action.ends_with("/kapat") && !action.contains("digerleri")).map(str::to_owned).collect()
}

#[tokio::test]
async fn the_account_page_tells_state_clock_duties_and_requests() {
    let product = Product::new();
    let reference = product.kit.request_of("officer");
    let refused = product.kit.request_of("officer");
    attest::refuse(&product.kit.world, &product.kit.actor("second_officer"), &refused, "Formda imzanız eksik.").unwrap();
    product.kit.clock.advance(26 * DAY);
    let mut officer = product.signed_in("officer").await;
    let page = officer.get("/hesabim").await.body;
    for told in [
        "Elif İpek Yıldırım",
        "elif.yildirim",
        "Etkin",
        "dolmasına 4 gün kaldı",
        "23.12.2026",
        "PYS yetkilisi",
        "Çankaya İlçe Müdürlüğü",
    ] {
        assert!(page.contains(told), "{told}");
    }
    assert!(page.contains(&reference) && page.contains(&format!("href=\"/izle/{reference}\"")));
    assert!(page.contains("Formda imzanız eksik.") && !page.contains("href=\"/kurum/talepler/"));
    let other = product.signed_in("deputy").await.get("/hesabim").await.body;
    assert!(!other.contains(&reference) && other.contains("22.01.2027 tarihine kadar"));
}

#[tokio::test]
async fn sessions_are_listed_and_ended_by_their_owner_alone() {
    let product = Product::new();
    let mut here = product.browser();
    here.headers.push(("user-agent", "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"));
    let user_name = product.kit.member("applicant").user_name.clone();
    here.post("/giris", &[("user_name", &user_name), ("password", PASSWORD), ("next", "")]).await.to();
    let mut phone = product.signed_in("applicant").await;
    let page = here.get("/hesabim").await.body;
    assert!(page.contains("Firefox, Windows") && page.contains("Bilinmeyen tarayıcı") && page.contains("192.0.2.7"));
    let [other] = ends(&page).try_into().unwrap();
    assert_eq!(phone.get("/hesabim").await.status, StatusCode::OK);
    // Somebody else's session cannot be ended, whatever one knows of it.
    product.signed_in("colleague").await.post(&other, &[]).await.to();
    assert_eq!(phone.get("/hesabim").await.status, StatusCode::OK);
    here.post(&other, &[]).await.to();
    here.post(&other, &[]).await.to();
    assert!(phone.get("/hesabim").await.to().starts_with("/giris"));
    assert!(ends(&here.get("/hesabim").await.body).is_empty());

    let (mut second, mut third) = (product.signed_in("applicant").await, product.signed_in("applicant").await);
    here.post("/hesabim/oturum/digerleri/kapat", &[]).await.to();
    for ended in [&mut second, &mut third] {
        assert!(ended.get("/hesabim").await.to().starts_with("/giris"));
    }
    assert_eq!(here.get("/hesabim").await.status, StatusCode::OK);
    // What nobody has used for too long is over, and not listed either.
    let mut idle = product.signed_in("applicant").await;
    for _ in 0..3 {
        product.kit.clock.advance(20 * MINUTE);
        assert_eq!(here.get("/hesabim").await.status, StatusCode::OK);
    }
    assert!(ends(&here.get("/hesabim").await.body).is_empty());
    assert!(idle.get("/hesabim").await.to().starts_with("/giris"));
}

#[tokio::test]
async fn a_password_of_ones_own_is_long_new_and_meant() {
    let product = Product::new();
    let mut person = product.signed_in("applicant").await;
    assert!(person.get("/hesabim/parola").await.body.contains("En az 15 karakter"));
    for (current, chosen, again, text) in [
        ("yanlış", CHOSEN, CHOSEN, "Şu anki parolanız yanlış"),
        (PASSWORD, "kısa", "kısa", "Parola en az 15 karakter olmalıdır"),
        (PASSWORD, PASSWORD, PASSWORD, "Yeni parola eskisinden farklı olmalıdır"),
        (PASSWORD, CHOSEN, "sekiz mor vapur", "İki parola birbirinin aynı değil"),
        ("", "", "", "Şu anki parolanızı girin"),
        // A choice that breaks a rule is no guess at the current one, however often it is made.
        (PASSWORD, "123456789012345", "123456789012345", "kolayca tahmin edilebilir"),
        (PASSWORD, "kısa", "kısa", "Parola en az 15 karakter olmalıdır"),
        (PASSWORD, "kısacık", "kısa", "Parola en az 15 karakter olmalıdır"),
        (PASSWORD, CHOSEN, "dokuz mor vapur", "İki parola birbirinin aynı değil"),
    ] {
        let reply = change(&mut person, current, chosen, again).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{text}");
        assert!(reply.body.contains(text), "{text}: {}", reply.body);
        assert!(!reply.body.contains(CHOSEN) && !reply.body.contains(PASSWORD), "what was typed is not shown again");
    }
    product.kit.clock.advance(5 * MINUTE);
    for _ in 0..5 {
        assert_eq!(change(&mut person, "yanlış", CHOSEN, CHOSEN).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let slowed = change(&mut person, PASSWORD, CHOSEN, CHOSEN).await;
    assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(!slowed.headers["retry-after"].is_empty());
    policy::set(&product.kit.world, &operator(), policy::OWN_PASSWORD.key, "0", None, "deneme").unwrap();
    assert_eq!(person.get("/hesabim/parola").await.status, StatusCode::FORBIDDEN);
    assert_eq!(change(&mut person, PASSWORD, CHOSEN, CHOSEN).await.status, StatusCode::FORBIDDEN);
    assert!(person.get("/hesabim").await.body.contains("kendiniz değiştiremezsiniz"));
}

#[tokio::test]
async fn where_policy_asks_for_it_the_password_of_the_message_opens_its_change_alone() {
    let product = Product::new();
    policy::set(&product.kit.world, &operator(), policy::CHANGE_FIRST.key, "1", None, "deneme").unwrap();
    let mut officer = product.signed_in("officer").await;
    assert_eq!(officer.get("/hesabim").await.status, StatusCode::OK, "a password of one's own opens everything");
    let reference = ready(&product, &mut officer, "applicant").await;
    order(&mut officer, &reference).await.to();
    product.kit.run_jobs();
    let password = product.kit.password_on_phone("applicant");
    let user_name = product.kit.member("applicant").user_name.clone();
    let mut person = product.browser();
    let opened = person.post("/giris", &[("user_name", &user_name), ("password", &password), ("next", "")]).await;
    assert_eq!(opened.to(), "/hesabim/parola");
    for page in ["/hesabim", "/egitimlerim", "/hesabim/uygulamalar"] {
        assert_eq!(person.get(page).await.to(), "/hesabim/parola", "{page}");
    }
    let page = person.get("/hesabim/parola").await.body;
    assert!(page.contains("kendinize bir parola belirleyin") && page.contains("Kısa mesajla gelen parola"));
    assert!(page.contains("action=\"/cikis\"") && !page.contains("href=\"/giris\""), "whoever is here can leave");
    assert_eq!(change(&mut person, &password, "kısa", "kısa").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(change(&mut person, &password, CHOSEN, CHOSEN).await.to(), "/hesabim");
    assert_eq!(person.get("/hesabim").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_changed_password_ends_every_other_session_and_nothing_is_half_done() {
    let product = Product::new();
    let mut here = product.signed_in("officer").await;
    let mut elsewhere = product.signed_in("officer").await;
    let reference = ready(&product, &mut elsewhere, "applicant").await;
    assert_eq!(change(&mut here, PASSWORD, CHOSEN, CHOSEN).await.to(), "/hesabim");
    let page = here.get("/hesabim").await.body;
    assert!(page.contains("Parolanız değişti") && ends(&page).is_empty());
    // The other browser sends its form: it is asked to sign in, and the order was not given.
    assert_eq!(order(&mut elsewhere, &reference).await.to(), "/giris");
    assert!(elsewhere.get("/giris").await.body.contains("gönderdikleriniz kaydedilmedi"));
    assert_eq!(product.kit.request(&reference).state, RequestState::Approved);
    order(&mut here, &reference).await.to();
    assert_eq!(product.kit.request(&reference).state, RequestState::InDelivery);
    let user_name = product.kit.member("officer").user_name.clone();
    for (password, opens) in [(PASSWORD, false), (CHOSEN, true)] {
        let reply = product.browser().post("/giris", &[("user_name", &user_name), ("password", password), ("next", "")]).await;
        assert_eq!(reply.status == StatusCode::SEE_OTHER, opens, "{password}");
    }
    assert!(here.get(&at(&reference, "")).await.body.contains("Gönderiliyor"));
}
