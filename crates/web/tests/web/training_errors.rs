//! What is wrong with a form of the training programme is told at once, in words that tell one field from another.

use crate::browser::{Browser, Product, Reply};
use crate::training::{decided, found};
use axum::http::StatusCode;

async fn refused(browser: &mut Browser, at: &str, fields: &[(&str, &str)]) -> Reply {
    let reply = browser.post(at, fields).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{at}: {}", reply.body);
    reply
}

fn tells(reply: &Reply, all: &[&str]) {
    for words in all {
        assert!(reply.body.contains(words), "{words}: {}", reply.body);
    }
}

#[tokio::test]
async fn everything_that_is_wrong_is_told_at_once() {
    let product = Product::with_provider();
    let programme = found(&product);
    decided(&product, &programme, 60);
    let mut planner = product.signed_in("planner").await;

    let course = refused(&mut planner, "/planlama/katalog/egitim", &[("code", "😀<b>"), ("hours", "x")]).await;
    tells(
        &course,
        &["harf, rakam ve kısa çizgi", "Eğitimin adını yazın", "İngilizce adını yazın", "1 ile 80 saat", "Düzeyi seçin."],
    );
    let long = "A".repeat(748);
    tells(&refused(&mut planner, "/planlama/katalog/yer", &[("site", "")]).await, &["Eğitim yerinin adını yazın", "İli seçin."]);
    let site = refused(&mut planner, "/planlama/katalog/yer", &[("site", &long), ("province", "6")]).await;
    tells(&site, &["Eğitim yerinin adını yazın", "href=\"#site\""]);

    let transfer = refused(&mut planner, "/planlama/aktarim", &[("hours", "1,5")]).await;
    tells(
        &transfer,
        &["href=\"#from\"", "href=\"#to\"", "Saati tam sayı olarak yazın; en az 1.", "Kararın tarihini ve sayısını yazın"],
    );

    // Each row of the table names itself, and is marked.
    let tiers = planner.get("/planlama/kategoriler?to-1=x&hours-1=4&way-1=shared&to-2=200&hours-2=&way-2=on_site").await;
    tells(&tiers, &["href=\"#to-1\">Standart kategori: Rakamla yazın.", "href=\"#hours-2\">1. kategori: Rakamla yazın."]);
    tells(&tiers, &["id=\"to-1-error\"", "id=\"hours-2-error\""]);
}

#[tokio::test]
async fn a_file_without_contents_and_a_day_that_is_none_are_told_together() {
    let product = Product::with_provider();
    found(&product);
    let mut planner = product.signed_in("planner").await;
    let mut send = async |name: &str| {
        let part =
            |field: &str, value: &str| format!("--b\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
        let mut body = part("counted_on-day", "31") + &part("counted_on-month", "2") + &part("counted_on-year", "2026");
        body += &format!("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n\r\n--b--\r\n");
        planner.post_raw("/planlama/sayim", "multipart/form-data; boundary=b", body.into_bytes()).await
    };
    tells(&send("sayim.csv").await, &["Dosya boş.", "Böyle bir gün yok: 31.2.2026"]);
    tells(&send("").await, &["Yüklenecek dosyayı seçin.", "Böyle bir gün yok: 31.2.2026"]);
}

/// One's own account is somebody else's to suspend; the page says so before a form is filled in.
#[tokio::test]
async fn nobody_is_asked_for_an_order_about_themselves() {
    let product = Product::new();
    let mut administrator = product.signed_in("administrator").await;
    let at = |key: &str| format!("/kayit/hesap/{}/durum", product.kit.member(key).user_name);
    let own = administrator.get(&at("administrator")).await;
    assert!(own.status == StatusCode::OK && !own.body.contains("name=\"order\""), "{}", own.body);
    let other = refused(&mut administrator, &at("officer"), &[("order", ""), ("reason", "")]).await;
    tells(&other, &["href=\"#order\"", "href=\"#reason\""]);
}

/// A page that answers a form is asked for when somebody comes back to it; where the address cannot be opened, it is left as it is.
#[tokio::test]
async fn a_page_that_answers_a_form_says_so() {
    let product = Product::with_provider();
    found(&product);
    let mut planner = product.signed_in("planner").await;
    let posted = |reply: &Reply| reply.body.contains("<body data-posted>");
    assert!(!posted(&planner.get("/planlama/aktarim").await));
    assert!(posted(&refused(&mut planner, "/planlama/aktarim", &[]).await));
    assert!(!posted(&refused(&mut planner, "/planlama/katalog/egitim", &[]).await), "no page of its own");
}
