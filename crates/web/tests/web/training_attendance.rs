//! A room with a code on its wall, on pages: the trainer's screen, a phone that is signed in, a phone with the link of an invitation, marks
//! that a phone kept, a signed sheet, and who sees what it all rests on.

use crate::browser::{Browser, Product, Reply};
use crate::training::{decided, found};
use crate::training_voices::session;
use axum::http::StatusCode;
use kunye_core::training::attendance;
use kunye_core::training::participants::name_all;
use kunye_core::training::shared::SharedSession;
use kunye_kernel::time::{HOUR, SECOND};

/// Two people in a class whose first hour has begun.
fn room(product: &Product) -> SharedSession {
    let world = &product.kit.world;
    let programme = found(product);
    decided(product, &programme, 60);
    let session = session(product, &programme, 6);
    let people: Vec<_> = ["applicant", "colleague"].iter().map(|key| (product.kit.member(key).id.clone(), false)).collect();
    name_all(world, &product.kit.actor("coordinator"), &session.reference, &people, "").unwrap();
    let trainer = product.kit.actor("trainer");
    attendance::assign(world, &kunye_testkit::operator(), &session.reference, trainer.person().unwrap(), false).unwrap();
    product.kit.run_jobs();
    product.kit.clock.advance(session.starts_at().since(world.now()));
    session
}

/// The digits on the wall.
async fn on_the_wall(trainer: &mut Browser, at: &str) -> String {
    let page = trainer.get(&format!("{at}/kod")).await.body;
    let code = page.split("room-code").nth(1).unwrap().split("</p>").next().unwrap();
    let code: String = code.chars().filter(char::is_ascii_digit).collect();
    assert_eq!(code.len(), 6, "{page}");
    code
}

#[tokio::test]
async fn people_in_the_room_mark_themselves() {
    let product = Product::with_provider();
    let session = room(&product);
    let at = format!("/egitmen/seans/{}", session.reference);
    let mut trainer = product.signed_in("trainer").await;
    assert!(trainer.get(&format!("{at}/kod")).await.body.contains("1. saatin kodunu aç"));
    assert_eq!(trainer.post(&format!("{at}/kod"), &[]).await.to(), format!("{at}/kod"));
    let wall = trainer.get(&format!("{at}/kod")).await.body;
    assert!(wall.contains("<svg") && wall.contains("2 kişiden 0 kişi") && !wall.contains("Öztürk"), "{wall}");
    assert!(wall.contains("<noscript><meta http-equiv=\"refresh\""));

    // Opening the address marks nobody, and keeps the code out of the address; the sign-in may take a while.
    let code = on_the_wall(&mut trainer, &at).await;
    let mut phone = product.browser();
    assert_eq!(phone.get(&format!("/yoklama?kod={code}")).await.to(), "/yoklama");
    assert!(phone.get("/yoklama").await.body.contains("Kodunuz alındı"));
    assert_eq!(phone.post("/yoklama", &[]).await.to(), "/giris?sonra=%2Fyoklama");
    product.kit.clock.advance(90 * SECOND);
    let mut applicant = product.signed_in("applicant").await;
    let brought: Vec<(String, String)> = phone.cookies.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
    applicant.cookies.extend(brought.into_iter().filter(|(name, _)| name == "kod"));
    assert!(applicant.get("/yoklama").await.body.contains("Salondaysanız onaylayın"));
    assert_eq!(applicant.post("/yoklama", &[]).await.to(), "/yoklama");
    assert!(applicant.get("/yoklama").await.body.contains("1. saat için buradasınız"));

    // A colleague without an account has the link of the message: the photograph of before is worth nothing, the wall's code is.
    let text = product.kit.last_text("colleague");
    let link = text.split_whitespace().find(|word| word.contains("/davet/")).unwrap();
    let path = &link[link.find("/davet/").unwrap()..];
    let mut invited = product.browser();
    assert_eq!(invited.get(&format!("{}A", &path[..path.len() - 1])).await.status, StatusCode::NOT_FOUND);
    let own = invited.get(path).await.to().to_owned();
    assert!(own.starts_with("/egitimlerim/0"), "{own}");
    assert!(invited.get(&own).await.body.contains("href=\"/yoklama\""), "on its day the room is one press away");
    assert_eq!(invited.get("/egitimlerim").await.to(), "/giris?sonra=/egitimlerim", "it opens nothing else");
    let stale = invited.post("/yoklama", &[("kod", &code)]).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.body.contains("Bu kod şu anda geçerli değil"), "{}", stale.body);
    // The applicant lends the phone: the trainer is told of both.
    let device: Vec<(String, String)> = applicant
        .cookies
        .iter()
        .filter(|(name, _)| *name == "cihaz")
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    assert_eq!(device.len(), 1);
    invited.cookies.extend(device);
    let code = on_the_wall(&mut trainer, &at).await;
    assert_eq!(invited.post("/yoklama", &[("kod", &format!("{} {}", &code[..3], &code[3..]))]).await.to(), "/yoklama");
    let list = trainer.get(&at).await.body;
    assert_eq!(list.matches("aynı cihaz başka birini de işaretledi").count(), 3, "two rows and the words for scripts: {list}");
    assert!(list.contains("2 işaret kuşkulu"), "{list}");
    // Heads are counted.
    assert_eq!(
        trainer.post(&format!("{at}/sayi"), &[("hour", "1"), ("people", "x")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(trainer.post(&format!("{at}/sayi"), &[("hour", "1"), ("people", "1")]).await.to(), format!("{at}?saat=1"));
    assert!(trainer.get(&at).await.body.contains("1 kişi saydınız, 2 kişi işaretli"));
    assert_eq!(trainer.post(&format!("{at}/kod/kapat"), &[]).await.to(), format!("{at}/kod"));
}

async fn json(browser: &mut Browser, at: &str, body: &str) -> Reply {
    browser.post_raw(at, "application/json", body.as_bytes().to_vec()).await
}

#[tokio::test]
async fn a_phone_sends_what_it_kept_and_is_told_of_each() {
    let product = Product::with_provider();
    let session = room(&product);
    let at = format!("/api/v1/training/sessions/{}/attendance", session.reference);
    let mut trainer = product.signed_in("trainer").await;
    let page = trainer.get(&format!("/egitmen/seans/{}", session.reference)).await.body;
    let id = page.split("type=\"checkbox\" name=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert!(page.contains("roster.js") && page.contains("data-roster="));
    let mark = |send: u32, mark: &str, seen: &str| {
        format!(
            "{{\"marks\":[{{\"id\":\"01SENT{send:020}\",\"participant\":\"{id}\",\"hour\":1,\"mark\":\"{mark}\",\"seen\":\"{seen}\",\"made_at\":1}}]}}"
        )
    };
    for _ in 0..2 {
        let told = json(&mut trainer, &at, &mark(1, "present", "")).await;
        assert_eq!(told.status, StatusCode::OK, "{}", told.body);
        assert!(told.body.contains("\"verdict\":\"kept\""), "{}", told.body);
    }
    let unseen = json(&mut trainer, &at, &mark(2, "absent", "")).await.body;
    assert!(unseen.contains("\"refused\"") && unseen.contains("siz bağlantısızken"), "{unseen}");
    assert!(trainer.get(&at).await.body.contains("\"source\":\"list\""));
    for wrong in [
        mark(3, "late", ""),
        mark(4, "present", "x"),
        "{\"marks\":[{}]}".into(),
        mark(5, "present", "").replace("01SENT", "../../"),
    ] {
        assert_eq!(json(&mut trainer, &at, &wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    let mut planner = product.signed_in("planner").await;
    assert_eq!(json(&mut planner, &at, &mark(6, "present", "")).await.status, StatusCode::FORBIDDEN);
    // A phone in a pocket keeps nothing after the sign-out.
    let out = trainer.post("/cikis", &[]).await;
    assert_eq!(out.header(axum::http::HeaderName::from_static("clear-site-data")), "\"storage\"");
}

fn scan(day: &str, bytes: &[u8]) -> (String, Vec<u8>) {
    let mut body = format!("--b\r\nContent-Disposition: form-data; name=\"gun\"\r\n\r\n{day}\r\n").into_bytes();
    body.extend(b"--b\r\nContent-Disposition: form-data; name=\"scan\"; filename=\"foy.pdf\"\r\n\r\n");
    body.extend(bytes);
    body.extend(b"\r\n--b--\r\n");
    ("multipart/form-data; boundary=b".to_owned(), body)
}

#[tokio::test]
async fn a_signed_sheet_is_typed_in_and_its_scan_is_for_few() {
    let product = Product::with_provider();
    let session = room(&product);
    product.kit.clock.advance(HOUR);
    let at = format!("/egitmen/seans/{}", session.reference);
    let day = product.kit.world.today().iso();
    let mut trainer = product.signed_in("trainer").await;
    assert!(trainer.get(&format!("{at}/imza-foyu.pdf?gun={day}")).await.body.starts_with("%PDF"));
    assert_eq!(trainer.get(&format!("{at}/imza-foyu.pdf?gun=2020-01-01")).await.status, StatusCode::NOT_FOUND);
    let (kind, body) = scan(&day, b"MZ a program");
    let refused = trainer.post_raw(&format!("{at}/kagit"), &kind, body).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let (kind, body) = scan(&day, crate::desk::SCAN);
    let kept = trainer.post_raw(&format!("{at}/kagit"), &kind, body).await.to().to_owned();
    let page = trainer.get(&kept).await.body;
    let paper = kept.rsplit('=').next().unwrap().to_owned();
    let first = page.split("-1\" value=\"yes\" aria-label").next().unwrap().rsplit('"').next().unwrap().to_owned();
    assert_eq!(first.len(), 26, "{page}");
    let typed = format!("{at}/kagit/{paper}");
    let fields =
        [("gun", day.as_str()), ("seen", "0"), ("saat-1", "yes"), (&format!("{first}-1"), "yes"), (&format!("{first}-2"), "yes")];
    assert_eq!(trainer.post(&typed, &fields).await.to(), kept);
    assert_eq!(trainer.post(&typed, &[("gun", day.as_str())]).await.status, StatusCode::CONFLICT, "no hour is on the sheet");
    let mut planner = product.signed_in("planner").await;
    let evidence = planner.get(&format!("/planlama/seans/{}/yoklama", session.reference)).await.body;
    assert!(
        evidence.contains("imza föyü") && evidence.contains(&paper) && evidence.matches("İşaret yok").count() == 2,
        "{evidence}"
    );
    let opened = planner.get(&format!("/planlama/seans/{}/kagit/{paper}", session.reference)).await;
    assert!(opened.body.starts_with("%PDF"));
    assert!(opened.header(axum::http::header::CONTENT_SECURITY_POLICY).starts_with("sandbox"));
    for key in ["coordinator", "applicant", "officer"] {
        let mut other = product.signed_in(key).await;
        for path in [typed.clone(), format!("/planlama/seans/{}/yoklama", session.reference)] {
            assert!([StatusCode::FORBIDDEN, StatusCode::NOT_FOUND].contains(&other.get(&path).await.status), "{key} {path}");
        }
    }
}
