//! The public form, from the notice to the paper, and following it.

use crate::browser::{Browser, Product};
use axum::http::StatusCode;
use kunye_core::requests::{approve, attest};
use kunye_kernel::time::{HOUR, MINUTE};
use kunye_web::public::notice;

type Fields<'a> = &'a [(&'a str, &'a str)];

/// Fills the form in as a member would, up to the page of all answers.
async fn fill_in(product: &Product, browser: &mut Browser, key: &str) {
    let member = product.kit.member(key).clone();
    let detsis = product.kit.unit("cankaya").detsis.clone();
    assert_eq!(browser.post("/aydinlatma", &[("version", notice::VERSION)]).await.to(), "/talep/tur");
    let mobile = member.mobile.spaced();
    let answers: [(&str, Fields, &str); 9] = [
        ("/talep/tur", &[("kind", "renewal")], "/talep/hesap"),
        ("/talep/hesap", &[("account", "mine"), ("account_name", "")], "/talep/guvenlik"),
        ("/talep/guvenlik", &[("compromised", "no")], "/talep/kimlik"),
        ("/talep/kimlik", &[("national_id", member.national_id.digits())], "/talep/ad"),
        ("/talep/ad", &[("given_names", &member.given_names), ("surname", &member.surname)], "/talep/sicil"),
        ("/talep/sicil", &[("staff_no", "")], "/talep/birim"),
        ("/talep/birim", &[("unit", &detsis)], "/talep/telefon"),
        ("/talep/telefon", &[("mobile", &mobile)], "/talep/taahhut"),
        ("/talep/taahhut", &[("agree", "yes")], "/talep/kontrol"),
    ];
    for (path, fields, next) in answers {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(path == "/talep/birim" || page.body.contains("<form method=\"post\""), "{path}");
        assert_eq!(browser.post(path, fields).await.to(), next);
    }
}

async fn submitted(product: &Product, browser: &mut Browser, key: &str) -> String {
    fill_in(product, browser, key).await;
    let done = browser.post("/talep/gonder", &[]).await.to().to_owned();
    done.strip_prefix("/talep/tamam/").unwrap().to_owned()
}

#[tokio::test]
async fn from_the_notice_to_the_paper() {
    let product = Product::new();
    let mut browser = product.browser();
    fill_in(&product, &mut browser, "applicant").await;
    let member = product.kit.member("applicant").clone();
    let check = browser.get("/talep/kontrol").await.body;
    for shown in [
        "Parola yenileme",
        "Hayır",
        &member.national_id.masked(),
        "Ayşe Nur Öztürk",
        "Belirtilmedi",
        "Çankaya İlçe Müdürlüğü",
        &member.mobile.masked(),
    ] {
        assert!(check.contains(shown), "{shown}");
    }
    assert!(!check.contains(member.national_id.digits()), "the number stays covered");

    let reply = browser.post("/talep/gonder", &[]).await;
    let done = reply.to().to_owned();
    let reference = done.strip_prefix("/talep/tamam/").unwrap();
    assert!(!browser.cookies.contains_key("talep"), "the draft is gone");
    let page = browser.get(&done).await.body;
    assert!(page.contains(reference) && page.contains("23.12.2026") && !page.contains("Öztürk"));
    let paper = browser.get(&format!("/talep/{reference}/form.pdf")).await;
    assert!(paper.body.contains(&format!("{reference} Ayşe Nur tr")));
    assert_eq!(paper.header("content-type"), "application/pdf");
    assert!(paper.header("content-disposition").contains(&format!("kunye-{reference}.pdf")));
    let request = product.kit.request(reference);
    assert_eq!(request.notice_version, notice::VERSION);
    assert_eq!(request.national_id, member.national_id);

    let page = browser.get(&format!("/izle/{reference}")).await.body;
    assert!(page.contains("Onay bekliyor") && !page.contains("Öztürk") && !page.contains("Çankaya"));
}

#[tokio::test]
async fn an_answer_is_changed_from_the_page_of_all_answers() {
    let product = Product::new();
    let mut browser = product.browser();
    fill_in(&product, &mut browser, "applicant").await;
    let check = browser.get("/talep/kontrol").await.body;
    assert!(check.contains("href=\"/talep/sicil?from=check\""));
    assert!(browser.get("/talep/sicil?from=check").await.body.contains("href=\"/talep/kontrol\""));
    assert_eq!(browser.post("/talep/sicil?from=check", &[("staff_no", "48-A")]).await.to(), "/talep/kontrol");
    assert!(browser.get("/talep/kontrol").await.body.contains("48-A"));
    // The back button: an earlier page still has its answer, and going on from there loses none of the later ones.
    assert!(browser.get("/talep/ad").await.body.contains("value=\"Ayşe Nur\""));
    assert_eq!(browser.post("/talep/ad", &[("given_names", "Ayşe"), ("surname", "Öztürk")]).await.to(), "/talep/sicil");
    assert_eq!(browser.get("/talep").await.to(), "/talep/kontrol");
}

#[tokio::test]
async fn questions_come_in_their_order() {
    let product = Product::new();
    let mut browser = product.browser();
    for path in ["/talep/tur", "/talep/kontrol", "/talep/taahhut"] {
        assert_eq!(browser.get(path).await.to(), "/aydinlatma", "no notice read, no form");
    }
    assert!(browser.get("/aydinlatma").await.body.contains("class=\"note info\""), "and told why");
    assert_eq!(browser.post("/aydinlatma", &[("version", "0")]).await.to(), "/aydinlatma", "an old notice");
    browser.post("/aydinlatma", &[("version", notice::VERSION)]).await;
    for path in ["/talep/ad", "/talep/taahhut", "/talep/kontrol"] {
        assert_eq!(browser.get(path).await.to(), "/talep/tur");
    }
    assert_eq!(browser.post("/talep/gonder", &[]).await.to(), "/talep/tur");
    let reply = browser.post("/talep/tur", &[]).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(reply.body.contains("id=\"errors-title\"") && reply.body.contains("href=\"#kind\""));
    assert!(reply.body.contains("<title>Hata:"));
    assert_eq!(browser.get("/talep/yok").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn units_are_found_as_people_write_them() {
    let product = Product::new();
    let mut browser = product.browser();
    browser.post("/aydinlatma", &[("version", notice::VERSION)]).await;
    browser.post("/talep/tur", &[("kind", "renewal")]).await;
    browser.post("/talep/hesap", &[("account", "mine")]).await;
    browser.post("/talep/guvenlik", &[("compromised", "yes")]).await;
    browser.post("/talep/kimlik", &[("national_id", "10000000146")]).await;
    browser.post("/talep/ad", &[("given_names", "A"), ("surname", "B")]).await;
    browser.post("/talep/sicil", &[]).await;
    let start = browser.get("/talep/birim").await.body;
    assert!(!start.contains("Çankaya") && start.contains("Şanlıurfa"), "nothing found yet, and all provinces");
    let found = browser.get("/talep/birim?q=cankaya+ilce").await.body;
    assert!(found.contains("Çankaya İlçe Müdürlüğü") && found.contains("Ankara İl Müdürlüğü") && !found.contains("Konak"));
    let by_province = browser.get("/talep/birim?q=&province=35").await.body;
    assert!(by_province.contains("Konak") && by_province.contains("Bornova") && !by_province.contains("Çankaya"));
    assert!(browser.get("/talep/birim?q=%25%5F").await.status.is_success());
    for nonsense in ["/talep/birim?q=x&province=99&page=-1", "/talep/birim?page=99999999999"] {
        assert_eq!(browser.get(nonsense).await.status, StatusCode::OK, "{nonsense}");
    }
    let wrong = browser.post("/talep/birim?q=cankaya", &[("unit", "00000000")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("Çankaya İlçe Müdürlüğü"), "the search is still there");
}

#[tokio::test]
async fn sending_twice_makes_one_request() {
    let product = Product::new();
    let mut browser = product.browser();
    fill_in(&product, &mut browser, "applicant").await;
    let mut double = browser.clone();
    let first = browser.post("/talep/gonder", &[]).await.to().to_owned();
    assert_eq!(double.post("/talep/gonder", &[]).await.to(), first);
    // A third time, and the back button, without the draft: the form is a request now.
    assert_eq!(browser.post("/talep/gonder", &[]).await.to(), first);
    assert_eq!(browser.get("/talep/kontrol").await.to(), first);
}

#[tokio::test]
async fn a_draft_cannot_be_changed_and_ends() {
    let product = Product::new();
    let mut browser = product.browser();
    fill_in(&product, &mut browser, "applicant").await;
    let sealed = browser.cookies["talep"].clone();
    let number = product.kit.member("applicant").national_id.digits().to_owned();
    let opened = data_encoding::BASE64URL_NOPAD.decode(sealed.as_bytes()).unwrap();
    assert!(!opened.windows(11).any(|part| part == number.as_bytes()), "it cannot be read");
    for at in (0..sealed.len()).step_by(37) {
        let mut changed = sealed.clone().into_bytes();
        changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
        browser.cookies.insert("talep".into(), String::from_utf8(changed).unwrap());
        assert_eq!(browser.get("/talep/kontrol").await.to(), "/aydinlatma", "{at}");
    }
    // One kind of sealed cookie is not another.
    browser.cookies.insert("formlar".into(), sealed.clone());
    browser.cookies.insert("talep".into(), sealed);
    assert_eq!(browser.get("/talep/kontrol").await.status, StatusCode::OK);
    product.kit.clock.advance(2 * HOUR + MINUTE);
    assert_eq!(browser.get("/talep/kontrol").await.to(), "/aydinlatma");
}

#[tokio::test]
async fn nothing_tells_whether_the_person_exists() {
    let product = Product::new();
    let (mut known, mut unknown) = (product.browser(), product.browser());
    fill_in(&product, &mut known, "applicant").await;
    fill_in(&product, &mut unknown, "applicant").await;
    assert_eq!(unknown.post("/talep/kimlik?from=check", &[("national_id", "10000000146")]).await.to(), "/talep/kontrol");
    let mut pages = Vec::new();
    for browser in [&mut known, &mut unknown] {
        let reply = browser.post("/talep/gonder", &[]).await;
        let reference = reply.to().strip_prefix("/talep/tamam/").unwrap().to_owned();
        product.kit.run_jobs();
        let done = browser.get(&format!("/talep/tamam/{reference}")).await;
        let follow = browser.get(&format!("/izle/{reference}")).await;
        let plate = |page: String| page.replace(&reference, "REF").replace(&reference[..4], "A").replace(&reference[5..], "B");
        pages.push((done.status, plate(done.body), follow.status, plate(follow.body)));
    }
    assert!(pages[0] == pages[1], "the same pages, to the letter");
}

#[tokio::test]
async fn the_paper_is_for_whoever_made_it_or_knows_the_number() {
    let product = Product::new();
    let mut browser = product.browser();
    let reference = submitted(&product, &mut browser, "applicant").await;
    let (pdf, ask) = (format!("/talep/{reference}/form.pdf"), format!("/talep/{reference}/form"));
    let mut other = product.browser();
    assert_eq!(other.get(&format!("/talep/tamam/{reference}")).await.to(), "/izle");
    assert_eq!(other.get(&pdf).await.to(), ask);
    assert_eq!(other.get(&ask).await.status, StatusCode::OK);
    for wrong in ["10000000146", "1", ""] {
        let reply = other.post(&ask, &[("national_id", wrong)]).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(!reply.body.contains("value=\"10000000146\""));
        assert_eq!(other.get(&pdf).await.to(), ask);
    }
    let number = product.kit.member("applicant").national_id.digits().to_owned();
    assert_eq!(other.post(&ask, &[("national_id", &number)]).await.to(), pdf);
    assert!(other.get(&pdf).await.body.starts_with("%PDF"));
    // Trying numbers is slowed, whatever the address they come from.
    let mut guesser = product.browser();
    let mut slowed = false;
    for _ in 0..8 {
        slowed |= guesser.post(&ask, &[("national_id", "10000000146")]).await.status == StatusCode::TOO_MANY_REQUESTS;
    }
    assert!(slowed);
}

#[tokio::test]
async fn a_reference_is_read_as_people_type_it() {
    let product = Product::new();
    let reference = product.kit.request_of("applicant");
    let mut browser = product.browser();
    let typed = format!(" {} ", reference.to_lowercase().replace('-', " "));
    assert_eq!(browser.post("/izle", &[("reference", &typed)]).await.to(), format!("/izle/{reference}"));
    for wrong in ["", "KT7M", "OOOO-1111"] {
        let reply = browser.post("/izle", &[("reference", wrong)]).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(reply.body.contains("href=\"#reference\""));
    }
    // Well formed and not there.
    let other = kunye_kernel::reference::new(&kunye_kernel::entropy::SeededEntropy::new(99));
    let reply = browser.get(&format!("/izle/{other}")).await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
    assert!(reply.body.contains("Bu numarayla bir talep bulunamadı"));
}

#[tokio::test]
async fn whoever_follows_reads_why_an_officer_refused_and_no_other_reason() {
    let product = Product::new();
    let kit = &product.kit;
    let (refused, declined) = (kit.request_of("applicant"), kit.request_of("colleague"));
    attest::refuse(&kit.world, &kit.actor("officer"), &refused, "Formda <b>imza</b> eksik.").unwrap();
    let verdict = approve::Verdict::Decline { reason: "Bu kişiyi tanımıyorum." };
    approve::decide(&kit.world, &kit.actor("head"), &declined, &verdict).unwrap();
    let mut browser = product.browser();
    assert!(browser.get(&format!("/izle/{refused}")).await.body.contains("Formda &lt;b&gt;imza&lt;/b&gt; eksik."));
    assert_eq!(browser.get(&format!("/api/v1/follow/{refused}")).await.json()["reason"], "Formda <b>imza</b> eksik.");
    let page = browser.get(&format!("/izle/{declined}")).await.body;
    assert!(page.contains("Gerekçeyi amirinize sorabilir") && !page.contains("tanımıyorum"));
    assert!(browser.get(&format!("/api/v1/follow/{declined}")).await.json()["reason"].is_null());
}

#[tokio::test]
async fn looking_for_references_is_slowed() {
    let product = Product::new();
    let mut browser = product.browser();
    let entropy = kunye_kernel::entropy::SeededEntropy::new(5);
    for _ in 0..70 {
        let reply = browser.get(&format!("/izle/{}", kunye_kernel::reference::new(&entropy))).await;
        if reply.status == StatusCode::TOO_MANY_REQUESTS {
            assert!(!reply.header("retry-after").is_empty());
            return;
        }
    }
    panic!("seventy tries were let through");
}
