//! The officer's desk (A4–A9), with the people around it.

use crate::browser::Product;
use crate::desk::{SCAN, at, attest, order, parts, ready, signature, upload};
use axum::http::{StatusCode, header};
use kunye_core::messages::ports::{FailureReason, Handover, ReceiptState};
use kunye_core::register;
use kunye_core::register::import::{self, ImportKind};
use kunye_core::requests::{RequestState, attest as core_attest};
use kunye_kernel::national_id::NationalId;
use kunye_kernel::phone::Mobile;
use kunye_kernel::time::MINUTE;
use kunye_testkit::operator;

#[tokio::test]
async fn from_the_form_to_the_phone_and_back_in() {
    let product = Product::new();
    let reference = product.kit.request_of("applicant");
    let mut officer = product.signed_in("officer").await;
    let list = officer.get("/kurum/talepler").await.body;
    assert!(list.contains(&reference) && list.contains("Ayşe Nur Öztürk"));
    let desk = officer.get(&at(&reference, "")).await;
    assert_eq!(desk.status, StatusCode::OK);
    assert!(desk.body.contains("Fark yok") && desk.body.contains("Mehmet Şükrü Çağlar"));

    assert_eq!(attest(&product, &mut officer, &reference).await.to(), at(&reference, ""));
    assert!(officer.get(&at(&reference, "")).await.body.contains("formu 23.11.2026 tarihinde imzaladı"));
    upload(&mut officer, &reference, "imzalı form.pdf", SCAN).await.to();
    let unticked = officer.post(&at(&reference, "gonder"), &[]).await;
    assert_eq!(unticked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unticked.body.contains("href=\"#attested\""));
    order(&mut officer, &reference).await.to();
    let waiting = officer.get(&at(&reference, "")).await.body;
    assert!(waiting.contains("http-equiv=\"refresh\"") && waiting.contains("data-live"), "the page looks again by itself");

    product.kit.run_jobs();
    product.kit.receipt(ReceiptState::Delivered);
    let done = officer.get(&at(&reference, "")).await.body;
    assert!(
        done.contains("Tamamlandı")
            && done.contains("İletildi")
            && !done.contains("http-equiv=\"refresh\"")
            && !done.contains("data-live")
    );
    let password = product.kit.password_on_phone("applicant");
    assert!(!done.contains(&password) && !waiting.contains(&password), "nobody but the person sees it");

    let mut person = product.browser();
    let user_name = product.kit.member("applicant").user_name.clone();
    person.post("/giris", &[("user_name", &user_name), ("password", &password), ("next", "")]).await.to();
    let account = person.get("/hesabim").await.body;
    assert!(
        account.contains(&reference)
            && account.contains("Belgelerin eksiksiz olduğu beyan edildi")
            && account.contains("23.12.2026")
    );
}

#[tokio::test]
async fn form_and_register_stand_side_by_side_and_phones_are_masked() {
    let product = Product::new();
    let mut form = product.kit.form_of("applicant");
    form.surname = "Öztürk Aydın".into();
    form.mobile = Mobile::parse("0532 765 43 21").unwrap();
    form.unit = product.kit.unit("kecioren").id.clone();
    form.staff_no = None;
    form.compromised = true;
    let reference = product.kit.submit(&form);
    let mut officer = product.signed_in("officer").await;
    let desk = officer.get(&at(&reference, "")).await.body;
    assert!(
        desk.contains("3 fark var") && desk.contains("Eksik"),
        "surname, unit and mobile differ; the staff number is missing"
    );
    assert!(desk.contains("•••• ••• •• 21") && desk.contains("Öztürk Aydın") && desk.contains("Keçiören İlçe Müdürlüğü"));
    let member = product.kit.member("applicant");
    for secret in [member.mobile.e164(), &member.mobile.spaced(), "765 43 21", "+905327654321", member.national_id.digits()] {
        assert!(!desk.contains(secret), "{secret}");
    }
    // The claimed unit's own officer does not get it: the register decides.
    assert_eq!(product.signed_in("neighbour_officer").await.get(&at(&reference, "")).await.status, StatusCode::NOT_FOUND);
    // Differences are for the officer to judge; they close nothing.
    attest(&product, &mut officer, &reference).await.to();
}

#[tokio::test]
async fn a_reference_typed_or_scanned_leads_straight_to_the_request() {
    let product = Product::new();
    let reference = product.kit.request_of("applicant");
    let mut officer = product.signed_in("officer").await;
    let search = |text: &str| format!("/kurum/talepler?q={}", kunye_web::address::encode(text));
    for typed in [reference.clone(), reference.to_lowercase().replace('-', ""), format!("http://kunye.test/izle/{reference}")] {
        assert_eq!(officer.get(&search(&typed)).await.to(), at(&reference, ""), "{typed}");
    }
    let found = officer.get(&search("ayse ozt")).await;
    assert!(found.body.contains(&reference));
    let none = officer.get(&search("kimsenin adı")).await;
    assert!(none.body.contains("Aramanıza uyan talep bulunamadı"));
    let mut neighbour = product.signed_in("neighbour_officer").await;
    let hidden = neighbour.get(&search(&reference)).await;
    assert_eq!(hidden.status, StatusCode::OK);
    assert!(hidden.body.contains("Aramanıza uyan talep bulunamadı"));
    // The QR code on the paper leads to the public page; from there the officer goes on.
    assert!(officer.get(&format!("/izle/{reference}")).await.body.contains(&at(&reference, "")));
    for other in [&mut neighbour, &mut product.browser()] {
        assert!(!other.get(&format!("/izle/{reference}")).await.body.contains(&at(&reference, "")));
    }
}

#[tokio::test]
async fn a_signature_needs_a_supervisor_and_a_day_that_can_be() {
    let product = Product::new();
    let reference = product.kit.request_of("applicant");
    let mut officer = product.signed_in("officer").await;
    let (head, stranger) = (product.kit.member("head").id.to_string(), product.kit.member("neighbour_head").id.to_string());
    let day = |text: &str| -> [String; 3] { text.split('.').map(str::to_owned).collect::<Vec<_>>().try_into().unwrap() };
    for (supervisor, signed_on, text) in [
        (&head, "31.2.2026", "Gerçek bir tarih yazın"),
        (&head, "24.11.2026", "İmza tarihi bugünden sonra olamaz"),
        (&head, "22.11.2026", "İmza tarihi formun doldurulduğu tarihten önce olamaz"),
        (&stranger, "23.11.2026", "o tarihte bu personelin amiri ya da vekili değil"),
        (&String::new(), "23.11.2026", "Formu imzalayan amiri seçin"),
    ] {
        let signed_on = day(signed_on);
        let reply = officer.post(&at(&reference, "onay"), &signature(supervisor, &signed_on)).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{text}");
        assert!(reply.body.contains(text), "{text}");
        assert!(reply.body.contains(&format!("value=\"{}\"", signed_on[0])), "what was typed is kept: {text}");
    }
    assert_eq!(product.kit.request(&reference).state, RequestState::AwaitingApproval);
    let deputy = product.kit.member("deputy").id.to_string();
    officer.post(&at(&reference, "onay"), &signature(&deputy, &parts(product.kit.world.today()))).await.to();
    let desk = officer.get(&at(&reference, "")).await.body;
    assert!(desk.contains("Gülşah Doğan formu 23.11.2026 tarihinde Mehmet Şükrü Çağlar adına imzaladı"));
}

#[tokio::test]
async fn a_message_that_failed_is_sent_again_and_one_that_was_taken_is_not() {
    let product = Product::new();
    let mut officer = product.signed_in("officer").await;
    let reference = ready(&product, &mut officer, "applicant").await;
    product.kit.phones.answer(Handover::Refused { reason: FailureReason::BadNumber, code: "0x0b".into() });
    order(&mut officer, &reference).await.to();
    product.kit.run_jobs();
    let failed = officer.get(&at(&reference, "")).await.body;
    assert!(failed.contains("Gönderilemedi") && failed.contains("Numara geçersiz") && failed.contains("(0x0b)"));
    officer.post(&at(&reference, "tekrar"), &[]).await.to();
    product.kit.run_jobs();
    let taken = officer.get(&at(&reference, "")).await.body;
    assert!(taken.contains("2. gönderim") && taken.contains("iletim raporu bekleniyor"));
    let too_soon = officer.post(&at(&reference, "tekrar"), &[]).await;
    assert_eq!(too_soon.status, StatusCode::CONFLICT);
    assert!(too_soon.body.contains("Mesaj şu anda yeniden gönderilemez"));
    product.kit.clock.advance(11 * MINUTE);
    officer.post(&at(&reference, "tekrar"), &[]).await.to();
    product.kit.phones.answer(Handover::Unknown);
    product.kit.run_jobs();
    let unknown = officer.get(&at(&reference, "")).await.body;
    assert!(unknown.contains("Sonucu bilinmiyor"), "nothing is shown as sent that nobody knows was sent");
}

#[tokio::test]
async fn the_register_is_corrected_with_a_reason() {
    let product = Product::new();
    let mut form = product.kit.form_of("applicant");
    form.surname = "Öztürk Aydın".into();
    let reference = product.kit.submit(&form);
    let mut officer = product.signed_in("officer").await;
    let page = officer.get(&at(&reference, "duzelt")).await.body;
    assert!(page.contains("value=\"Öztürk\"") && page.contains("•••• ••• •• 20") && !page.contains("0502"));
    let fields = |mobile: &'static str, reason: &'static str| {
        [
            ("given_names", "Ayşe Nur"),
            ("surname", "Öztürk Aydın"),
            ("title", "Şef"),
            ("staff_no", "40110"),
            ("mobile", mobile),
            ("reason", reason),
        ]
    };
    let reply = officer.post(&at(&reference, "duzelt"), &fields("532", "")).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        reply.body.contains("value=\"Öztürk Aydın\"")
            && reply.body.contains("href=\"#mobile\"")
            && reply.body.contains("href=\"#reason\"")
    );
    let reason = "Nüfus cüzdanı görüldü, soyadı evlilikle değişmiş.";
    officer.post(&at(&reference, "duzelt"), &fields("0532 765 43 21", reason)).await.to();
    let person = product.kit.world.db.read(|conn| register::person(conn, &product.kit.member("applicant").id)).unwrap().unwrap();
    assert_eq!((person.surname.as_str(), person.mobile.unwrap().e164()), ("Öztürk Aydın", "+905327654321"));
    let desk = officer.get(&at(&reference, "")).await.body;
    assert!(desk.contains("Soyad: Öztürk → Öztürk Aydın") && desk.contains("•••• ••• •• 21") && !desk.contains("765 43 21"));
    officer.post(&at(&reference, "duzelt"), &fields("", reason)).await.to();
    assert!(officer.get(&at(&reference, "")).await.body.contains("hiçbir şey değiştirilmedi"));
}

#[tokio::test]
async fn somebody_who_is_not_in_the_register_is_looked_for_again() {
    let product = Product::new();
    let national_id = NationalId::from_first_nine(811_111_111).unwrap();
    let mut form = product.kit.form_of("applicant");
    form.national_id = national_id.clone();
    let reference = product.kit.submit(&form);
    let mut officer = product.signed_in("officer").await;
    let desk = officer.get(&at(&reference, "")).await.body;
    assert!(desk.contains("sicilde bulunamadı") && !desk.contains("/duzelt") && !desk.contains("name=\"supervisor\""));
    officer.post(&at(&reference, "eslestir"), &[]).await.to();
    assert!(officer.get(&at(&reference, "")).await.body.contains("Kişi sicilde yine bulunamadı"));
    let csv = format!(
        "TCKN;Sicil No;Ad;Soyad;Unvan;Birim DETSİS No;Cep Telefonu;Göreve Başlama Tarihi\n{};50001;Ayşe Nur;Öztürk;Memur;{};;01.11.2026\n",
        national_id.digits(),
        product.kit.unit("cankaya").detsis
    );
    let world = &product.kit.world;
    let preview = import::preview(world, &operator(), ImportKind::People, "yeni.csv", csv.as_bytes(), &mut |_| ()).unwrap();
    import::apply(world, &operator(), &preview.id, &mut |_| ()).unwrap();
    officer.post(&at(&reference, "eslestir"), &[]).await.to();
    let desk = officer.get(&at(&reference, "")).await.body;
    assert!(desk.contains("Kişi sicilde bulundu") && desk.contains("name=\"supervisor\""));
    // No phone on record: it cannot be carried out, and the page says why.
    attest(&product, &mut officer, &reference).await.to();
    upload(&mut officer, &reference, "form.pdf", SCAN).await.to();
    assert!(officer.get(&at(&reference, "")).await.body.contains("Sicilde bu kişinin cep telefonu kayıtlı değil"));
    let reply = order(&mut officer, &reference).await;
    assert_eq!(reply.status, StatusCode::CONFLICT);
    assert_eq!(product.kit.request(&reference).state, RequestState::Approved);
}

#[tokio::test]
async fn long_lists_come_in_pages_and_tabs() {
    let product = Product::new();
    let mut last = String::new();
    for _ in 0..30 {
        product.kit.clock.advance(30 * MINUTE);
        last = product.kit.request_of("colleague");
    }
    core_attest::refuse(&product.kit.world, &product.kit.actor("officer"), &last, "Form iki kez doldurulmuş.").unwrap();
    let mut officer = product.signed_in("officer").await;
    let first = officer.get("/kurum/talepler").await.body;
    assert!(
        first.contains("Sayfa 1 / 2") && first.contains("href=\"/kurum/talepler?durum=to_do&amp;sayfa=2\"")
            || first.contains("durum=to_do&sayfa=2")
    );
    assert!(!first.contains(&last));
    assert!(officer.get("/kurum/talepler?durum=to_do&sayfa=2").await.body.contains("Sayfa 2 / 2"));
    assert!(officer.get("/kurum/talepler?durum=finished").await.body.contains(&last));
    let ended = officer.get(&at(&last, "")).await.body;
    assert!(ended.contains("Yapılanlar") && !ended.contains("Beyan edip gönderin"), "no steps that nobody will take");
    for odd in ["?sayfa=999", "?sayfa=-1&durum=nonsense", "?q=%25_%27&sayfa=x", "?q=%F0%9F%92%A9"] {
        assert_eq!(officer.get(&format!("/kurum/talepler{odd}")).await.status, StatusCode::OK, "{odd}");
    }
}

#[tokio::test]
async fn the_paper_can_be_printed_again_in_its_own_language() {
    let product = Product::new();
    let reference = product.kit.request_of("applicant");
    let mut officer = product.signed_in("officer").await;
    officer.get("/dil/en?to=/").await;
    let paper = officer.get(&at(&reference, "form.pdf")).await;
    assert!(paper.status == StatusCode::OK && paper.body.contains(&format!("{reference} Ayşe Nur tr")));
    assert!(paper.header(header::CONTENT_DISPOSITION).contains(&reference));
    assert_eq!(paper.header(header::CACHE_CONTROL), "no-store");
    assert!(officer.get(&at(&reference, "")).await.body.contains("<html lang=\"en\""));
}
