//! Signing in, step by step.

use crate::browser::Product;
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use kunye_kernel::time::{DAY, MINUTE};
use kunye_testkit::PASSWORD;

const WRONG: &str = "Kullanıcı adı ya da parola yanlış.";

#[tokio::test]
async fn a_password_is_enough_for_whoever_has_no_duty() {
    let product = Product::new();
    let mut browser = product.half_signed_in("applicant").await;
    let page = browser.get("/").await.body;
    assert!(page.contains("Ayşe Nur Öztürk") && page.contains("AÖ"));
    assert_eq!(browser.post("/cikis", &[]).await.to(), "/cikis");
    assert!(!browser.cookies.contains_key("kunye"));
    let page = browser.get("/cikis").await.body;
    assert!(page.contains("Oturumunuz kapandı") && !page.contains("Öztürk"));
}

#[tokio::test]
async fn a_session_that_was_ended_is_over_wherever_its_cookie_is() {
    let product = Product::new();
    let mut browser = product.half_signed_in("applicant").await;
    let mut copy = browser.clone();
    browser.post("/cikis", &[]).await;
    assert!(!copy.get("/").await.body.contains("Ayşe Nur"));
}

#[tokio::test]
async fn wrong_names_and_wrong_passwords_sound_the_same() {
    let product = Product::new();
    let user_name = product.kit.member("applicant").user_name.clone();
    let mut answers = Vec::new();
    for (name, password) in
        [(user_name.as_str(), "yanlış parola"), ("hic.kimse", "yanlış parola"), ("", ""), (user_name.as_str(), "")]
    {
        let reply = product.browser().post("/giris", &[("user_name", name), ("password", password)]).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(reply.body.contains(WRONG), "{name}");
        assert!(!reply.body.contains("yanlış parola"), "a password is never shown again");
        answers.push(reply.body.replace(name, ""));
    }
    assert_eq!(answers[0].len(), answers[1].len(), "nothing else differs");
}

#[tokio::test]
async fn guessing_is_slowed_and_told_for_how_long() {
    let product = Product::new();
    let user_name = product.kit.member("applicant").user_name.clone();
    let mut browser = product.browser();
    let mut slowed = None;
    for _ in 0..10 {
        let reply = browser.post("/giris", &[("user_name", &user_name), ("password", "yanlış")]).await;
        if reply.status == StatusCode::TOO_MANY_REQUESTS {
            slowed = Some(reply);
            break;
        }
    }
    let reply = slowed.expect("ten wrong passwords in a row are too many");
    let wait: u32 = reply.header(header::RETRY_AFTER).parse().unwrap();
    assert!((1..=120).contains(&wait));
    assert!(reply.body.contains(&format!("{wait} saniye")), "{}", reply.body);
}

#[tokio::test]
async fn the_state_is_told_to_whoever_has_the_password() {
    let product = Product::new();
    let user_name = product.kit.member("applicant").user_name.clone();
    product.kit.pass(31 * DAY);
    let reply = product.browser().post("/giris", &[("user_name", &user_name), ("password", PASSWORD)]).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!reply.body.contains(WRONG) && reply.body.contains("href=\"/aydinlatma\""), "and the way back");
    let reply = product.browser().post("/giris", &[("user_name", &user_name), ("password", "yanlış")]).await;
    assert!(reply.body.contains(WRONG));
}

#[tokio::test]
async fn an_officer_gives_a_code_too_and_arrives_where_they_wanted() {
    let product = Product::new();
    let user_name = product.kit.member("officer").user_name.clone();
    let mut browser = product.browser();
    let reply = browser.post("/giris", &[("user_name", &user_name), ("password", PASSWORD), ("next", "/izle?x=1")]).await;
    assert_eq!(reply.to(), "/giris/kod");
    assert!(!browser.get("/").await.body.contains("Elif"), "half a sign-in has no name");
    assert!(browser.get("/giris/kod").await.body.contains("one-time-code"));
    let reply = browser.post("/giris/kod", &[("mode", "code"), ("code", "000000")]).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    let code = product.kit.code();
    let spaced = format!("{} {}", &code[..3], &code[3..]);
    assert_eq!(browser.post("/giris/kod", &[("mode", "code"), ("code", &spaced)]).await.to(), "/izle?x=1");
    assert!(browser.get("/").await.body.contains("Elif İpek Yıldırım"));
    assert!(!browser.cookies.contains_key("sonra"));
    // Once in, the step is behind.
    assert!(browser.get("/giris/kod").await.status.is_redirection());
    // The same code again, in another browser, is refused.
    let mut other = product.half_signed_in("officer").await;
    assert_eq!(other.post("/giris/kod", &[("code", &code)]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn enrolment_shows_a_key_until_a_code_confirms_it_and_recovery_codes_once() {
    let product = Product::new();
    let officer = product.kit.member("officer").account.clone();
    kunye_core::accounts::second_factor::reset(&product.kit.world, &kunye_testkit::operator(), &officer, "lost phone").unwrap();
    let mut browser = product.browser();
    let user_name = product.kit.member("officer").user_name.clone();
    let reply = browser.post("/giris", &[("user_name", &user_name), ("password", PASSWORD)]).await;
    assert_eq!(reply.to(), "/giris/kurulum");
    let page = browser.get("/giris/kurulum").await.body;
    assert!(page.contains("<svg") && page.contains("translate=\"no\""));
    let key = |page: &str| -> String {
        let groups = page.split("class=\"key\"").nth(1).unwrap().split("</p>").next().unwrap();
        groups.split("<span>").skip(1).map(|rest| rest.split('<').next().unwrap()).collect()
    };
    let shown = key(&page);
    assert_eq!(shown.len(), 32, "20 bytes in base 32");
    assert_eq!(key(&browser.get("/giris/kurulum").await.body), shown, "looking again changes nothing");
    let wrong = browser.post("/giris/kurulum", &[("code", "123456")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(key(&wrong.body), shown);

    let secret = data_encoding::BASE32_NOPAD.decode(shown.as_bytes()).unwrap();
    let code = kunye_core::accounts::second_factor::code_for_demo(&secret, product.kit.world.now()).unwrap().0;
    let reply = browser.post("/giris/kurulum", &[("code", &code)]).await;
    assert_eq!(reply.status, StatusCode::OK);
    let codes: Vec<String> = reply
        .body
        .split("<li>")
        .skip(1)
        .filter_map(|rest| rest.split('<').next())
        .filter(|c| c.len() == 14)
        .map(str::to_owned)
        .collect();
    assert_eq!(codes.len(), 8, "{}", reply.body);
    assert!(browser.post("/giris/kurtarma", &[]).await.status.is_redirection());
    assert!(browser.get("/giris/kurulum").await.status.is_redirection(), "the key is not shown again");

    // Without the phone: a recovery code, once.
    for status in [StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY] {
        let mut other = product.half_signed_in("officer").await;
        let reply = other.post("/giris/kod", &[("mode", "recovery"), ("code", &codes[0])]).await;
        assert_eq!(reply.status, status);
    }
}

#[tokio::test]
async fn an_ended_session_is_told_and_leads_back() {
    let product = Product::new();
    let (first, ended, unsaved) = (
        "Devam etmek için oturum açın.",
        "Oturumunuz sona ermiş. Devam etmek için yeniden oturum açın.",
        "Oturumunuz sona ermiş; gönderdikleriniz kaydedilmedi.",
    );
    let mut stranger = product.browser();
    assert_eq!(stranger.get("/kurum/talepler?sayfa=2").await.to(), "/giris?sonra=/kurum/talepler%3Fsayfa%3D2");
    assert!(stranger.get("/giris").await.body.contains(first));

    let mut officer = product.signed_in("officer").await;
    product.kit.clock.advance(13 * kunye_kernel::time::HOUR);
    officer.get("/kurum/talepler").await.to();
    let page = officer.get("/giris").await.body;
    assert!(page.contains(ended) && !page.contains(first), "{page}");
    // A form leads back to the page it stood on, unless that address only takes forms.
    for (form, page, back) in [
        ("/kurum/talepler/KT7M-2QX4/ret", "/kurum/talepler/KT7M-2QX4", "/giris?sonra=/kurum/talepler/KT7M-2QX4"),
        ("/kurum/talepler/KT7M-2QX4/ret", "/kurum/talepler/KT7M-2QX4/ret", "/giris"),
        ("/hesabim/parola", "/hesabim/parola", "/giris?sonra=/hesabim/parola"),
    ] {
        let request = officer.request(Method::POST, form).header("sec-fetch-site", "same-origin");
        let request = request.header(header::REFERER, format!("http://kunye.test{page}"));
        assert_eq!(officer.send(request.body(Body::empty()).unwrap()).await.to(), back, "{page}");
        assert!(officer.get("/giris").await.body.contains(unsaved));
    }
}

#[tokio::test]
async fn signing_in_leads_nowhere_else() {
    let product = Product::new();
    let user_name = product.kit.member("applicant").user_name.clone();
    for elsewhere in ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "/\u{9}/evil.example"]
    {
        let mut browser = product.browser();
        let page = browser.get(&format!("/giris?sonra={}", kunye_web::address::encode(elsewhere))).await.body;
        assert!(page.contains("name=\"next\" value=\"\""), "{elsewhere}");
        let reply = browser.post("/giris", &[("user_name", &user_name), ("password", PASSWORD), ("next", elsewhere)]).await;
        assert_eq!(reply.to(), "/giris", "{elsewhere}");
    }
}

#[tokio::test]
async fn an_idle_session_ends() {
    let product = Product::new();
    let mut browser = product.half_signed_in("applicant").await;
    product.kit.clock.advance(31 * MINUTE);
    assert!(!browser.get("/").await.body.contains("Ayşe Nur"));
    assert_eq!(browser.get("/giris/kod").await.to(), "/giris?sonra=/giris/kod");
    let page = browser.get("/giris").await.body;
    assert!(page.contains("Oturumunuz sona ermiş."), "told once");
    assert!(!browser.get("/giris").await.body.contains("Oturumunuz sona ermiş"));
}
