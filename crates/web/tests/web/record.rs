//! The record and the rules, for those who watch over them.

use crate::browser::Product;
use crate::register::provincial_administrator;
use crate::training::{decided, found};
use crate::training_voices::session;
use axum::http::StatusCode;
use kunye_core::messages::ports::ReceiptState;
use kunye_core::policy;
use kunye_core::register::DutyKind;
use kunye_core::register::appoint::{NewDuty, appoint};
use kunye_core::reports::record::{self, Search};
use kunye_core::requests::approve::{Verdict, decide};
use kunye_core::requests::attest;
use kunye_core::texts::keys;
use kunye_core::training::attendance::{self, Taken};
use kunye_core::training::expenses;
use kunye_core::training::onsite::Item;
use kunye_core::training::participants::name_all;
use kunye_kernel::language::Language;
use kunye_kernel::page::PageRequest;
use kunye_web::record::details::UNTOLD;
use kunye_web::record::pages::ACTIONS;

fn main(body: &str) -> &str {
    body.split("<main").nth(1).unwrap()
}

#[tokio::test]
async fn the_record_is_read_within_ones_units() {
    let product = Product::new();
    let (own, other) = (product.kit.request_of("applicant"), product.kit.request_of("konak_staff"));
    let mut auditor = product.signed_in("auditor").await;
    let all = auditor.get("/kayitlar").await;
    assert!(main(&all.body).contains(&own) && main(&all.body).contains(&other), "{}", all.body);
    assert!(main(&all.body).contains("Talep oluşturuldu") && main(&all.body).contains("Oturum açmamış kişi"));
    assert!(main(&all.body).contains("Müjgan Ünlü"), "the auditor's own sign-in is on record");

    let mut provincial = provincial_administrator(&product).await;
    let narrowed = provincial.get("/kayitlar").await;
    assert!(main(&narrowed.body).contains(&own));
    for beyond in [&other, "Müjgan", "konak", "Konak"] {
        assert!(!main(&narrowed.body).contains(beyond), "{beyond}");
    }
    // Asking for it by its number does not help.
    assert!(!main(&provincial.get(&format!("/kayitlar?q={other}")).await.body).contains("<code>request.submitted"));
    for key in ["officer", "head", "help_desk", "applicant"] {
        assert_eq!(product.signed_in(key).await.get("/kayitlar").await.status, StatusCode::FORBIDDEN, "{key}");
    }
}

#[tokio::test]
async fn the_record_is_searched_by_act_by_name_and_by_day() {
    let product = Product::new();
    let reference = product.kit.request_of("applicant");
    let mut auditor = product.signed_in("auditor").await;
    let lines = |body: &str| main(body).matches("<th scope=\"row\">").count();
    assert_eq!(lines(&auditor.get(&format!("/kayitlar?q={reference}")).await.body), 1);
    assert_eq!(lines(&auditor.get("/kayitlar?action=request.submitted").await.body), 1);
    assert_eq!(lines(&auditor.get("/kayitlar?action=request.submitted&from=2026-11-24").await.body), 0);
    assert_eq!(lines(&auditor.get("/kayitlar?action=request.submitted&from=2026-11-23&until=2026-11-23").await.body), 1);
    // The deputy was appointed once; the search knows people by name, with and without Turkish letters.
    assert_eq!(lines(&auditor.get("/kayitlar?action=duty.given&q=gulsah").await.body), 1);
    assert_eq!(lines(&auditor.get("/kayitlar?q=nobody+at+all").await.body), 0);
    assert_eq!(lines(&auditor.get("/kayitlar?q=%25").await.body), 0, "a sign is no name");
    let odd = auditor.get("/kayitlar?page=-3").await;
    assert_eq!(odd.status, StatusCode::OK);
    assert!(main(&odd.body).contains("rel=\"next\""), "{}", odd.body);
    // What cannot be looked for is said, and finds nothing rather than everything.
    for (query, told) in [
        ("action=yok", "Böyle bir işlem yok"),
        ("from=31.02.2026", "Böyle bir gün yok"),
        ("until=x", "Böyle bir gün yok"),
        ("action=%27&from=31.02.2026", "Böyle bir işlem yok"),
    ] {
        let reply = auditor.get(&format!("/kayitlar?{query}")).await;
        assert_eq!((reply.status, lines(&reply.body)), (StatusCode::UNPROCESSABLE_ENTITY, 0), "{query}");
        assert!(main(&reply.body).contains(told), "{query}: {}", reply.body);
    }
}

#[tokio::test]
async fn every_act_on_record_has_its_words() {
    let product = Product::new();
    let kit = &product.kit;
    let reference = kit.request_of("applicant");
    decide(&kit.world, &kit.actor("head"), &reference, &Verdict::Approve).unwrap();
    kunye_core::requests::file::file(&kit.world, &kit.actor("officer"), &reference, "f.pdf", crate::desk::SCAN).unwrap();
    kunye_core::requests::carry_out::carry_out(&kit.world, &kit.actor("officer"), &reference, true).unwrap();
    kit.run_jobs();
    kit.receipt(ReceiptState::Delivered);
    product.signed_in("officer").await;
    let page = PageRequest::new(None, Some(PageRequest::MAX_SIZE));
    let told = kit
        .world
        .db
        .read(|conn| record::list(conn, &kunye_testkit::operator(), kit.world.today(), &Search::default(), page))
        .unwrap();
    let unknown: Vec<_> =
        told.items.iter().map(|told| told.line.action.as_str()).filter(|action| !ACTIONS.contains(action)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");

    // And so has every act that the core's code names.
    for (file, source) in crate::texts::sources("crates/core/src") {
        for name in source.split("Entry::new(\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(ACTIONS.contains(&name), "{file}: {name}");
        }
    }
}

/// The detail of a line is told by name; a name without words would be shown as the code has it.
#[test]
fn every_detail_that_the_core_records_has_a_name_in_words() {
    let texts = kunye_core::texts::Texts::load().unwrap();
    let mut seen = 0;
    for (file, source) in crate::texts::sources("crates/core/src") {
        let source = source.replace("serde_json::json!", "json!");
        for before in ["detail(json!({", "detail = json!({"] {
            for detail in source.split(before).skip(1) {
                for name in names(detail) {
                    seen += 1;
                    // Told one by one, by words of their own.
                    let is_list = matches!(name, "changes" | "signers");
                    let key = format!("record-detail-{}", name.replace('_', "-"));
                    assert!(is_list || texts.has(kunye_kernel::language::Language::Tr, &key), "{file}: {name}");
                }
            }
        }
    }
    assert!(seen > 100, "{seen}");
}

/// The names of an object whose text begins behind its brace.
fn names(object: &str) -> Vec<&str> {
    let (mut depth, mut names) = (0, Vec::new());
    let mut rest = object;
    while let Some(at) = rest.find(['{', '}', '(', ')', '[', ']', '"']) {
        let found = rest.as_bytes()[at];
        rest = &rest[at + 1..];
        match found {
            b'"' => {
                let (text, behind) = rest.split_once('"').unwrap();
                if depth == 0 && behind.starts_with(':') {
                    names.push(text);
                }
                rest = behind;
            }
            b'{' | b'(' | b'[' => depth += 1,
            _ if depth == 0 => return names,
            _ => depth -= 1,
        }
    }
    names
}

#[tokio::test]
async fn no_line_shows_a_secret_or_a_whole_number() {
    let product = Product::new();
    let kit = &product.kit;
    let reference = kit.request_of("applicant");
    decide(&kit.world, &kit.actor("head"), &reference, &Verdict::Approve).unwrap();
    kunye_core::requests::file::file(&kit.world, &kit.actor("officer"), &reference, "f.pdf", crate::desk::SCAN).unwrap();
    kunye_core::requests::carry_out::carry_out(&kit.world, &kit.actor("officer"), &reference, true).unwrap();
    kit.run_jobs();
    let mut auditor = product.signed_in("auditor").await;
    let page = auditor.get(&format!("/kayitlar?q={reference}")).await.body;
    let recipient = format!("Alıcı: {}", kit.member("applicant").mobile.masked());
    assert!(page.contains("Talep karşılandı") && page.contains(&recipient), "{page}");
    let (password, mobile) = (kit.password_on_phone("applicant"), kit.member("applicant").mobile.e164()[3..].to_owned());
    for secret in [&password, &mobile, kit.member("applicant").national_id.digits()] {
        assert!(!page.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn details_are_words_names_and_dates() {
    let product = Product::new();
    let kit = &product.kit;
    let (on_paper, signed_in) = (kit.request_of("applicant"), kit.request_of("colleague"));
    attest::approval(&kit.world, &kit.actor("officer"), &on_paper, &kit.member("head").id, kit.world.today()).unwrap();
    kunye_core::requests::file::file(&kit.world, &kit.actor("officer"), &on_paper, "f.pdf", crate::desk::SCAN).unwrap();
    kunye_core::requests::carry_out::carry_out(&kit.world, &kit.actor("officer"), &on_paper, true).unwrap();
    decide(&kit.world, &kit.actor("head"), &signed_in, &Verdict::Approve).unwrap();
    kit.run_jobs();
    let from = kit.world.now().plus_days(1);
    policy::set(&kit.world, &kunye_testkit::operator(), "password.max-age", "45", Some(from), "Genelge 2026/14").unwrap();

    let mut auditor = product.signed_in("auditor").await;
    let told = main(&auditor.get(&format!("/kayitlar?q={on_paper}")).await.body).to_owned();
    let head = kit.member("head");
    for words in [
        "Yol: Islak imzalı".to_owned(),
        "Vekil olarak: Hayır".into(),
        format!("Amir: {} {}", head.given_names, head.surname),
        format!("İmza tarihi: {}", kit.world.today()),
        "Dosya türü: PDF".into(),
        "Durum: Kabul edildi".into(),
        "Sistem (parola gönderimi)".into(),
        "Tür: Parola yenileme".into(),
    ] {
        assert!(told.contains(&words), "{words}: {told}");
    }
    assert!(main(&auditor.get(&format!("/kayitlar?q={signed_in}")).await.body).contains("Yol: Elektronik"));
    let rules = auditor.get("/kayitlar?action=policy.set").await.body;
    assert!(main(&rules).contains(&format!("Geçerlilik başlangıcı: {}", from.display())), "{rules}");
}

/// The names of details that a source writes: the keys of each `json!` that becomes an entry's detail.
fn details_of(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    let source = crate::texts::without_tests(source).replace("serde_json::json!", "json!");
    for (at, _) in source.match_indices("json!(") {
        let before = source[..at].trim_end();
        if !before.ends_with(".detail(") && !before.ends_with("detail =") {
            continue;
        }
        let mut depth = 1;
        let inside = source[at + "json!(".len()..].split_inclusive(['(', ')']).take_while(|part| {
            let is_inside = depth > 0;
            depth += if part.ends_with('(') { 1 } else { -1 };
            is_inside
        });
        let inside: String = inside.collect();
        let keys = inside.match_indices("\":").map(|(end, _)| inside[..end].rsplit('"').next().unwrap().to_owned());
        found.extend(keys);
    }
    found
}

/// Every detail of every act has its words in both languages, or is one that is not told.
#[test]
fn every_detail_on_record_has_its_words() {
    let (tr, en) = (keys(Language::Tr), keys(Language::En));
    let mut seen = 0;
    for (file, source) in crate::texts::sources("crates/core/src") {
        for name in details_of(&source) {
            seen += 1;
            let key = format!("record-detail-{}", name.replace('_', "-"));
            // What was changed, and who signed, are told in lines of their own.
            let is_told = UNTOLD.contains(&name.as_str()) || ["changes", "signers"].contains(&name.as_str());
            assert!(is_told || (tr.contains(&key) && en.contains(&key)), "{file}: {name}");
        }
    }
    assert!(seen > 80, "the walk finds what the core writes: {seen}");
    assert_eq!(details_of("x.detail(json!({ \"a\": f(b), \"c_d\": 1 })))"), ["a", "c_d"]);
}

/// B12: an auditor of the provider is led to what attendance rests on; the record says nothing of it to anybody else.
#[tokio::test]
async fn an_auditor_is_led_from_a_training_to_its_evidence() {
    let product = Product::with_provider();
    let kit = &product.kit;
    let programme = found(&product);
    decided(&product, &programme, 60);
    let session = session(&product, &programme, 2);
    let (world, trainer) = (&kit.world, kit.actor("trainer"));
    let people = [(kit.member("applicant").id.clone(), false)];
    let named = name_all(world, &kit.actor("coordinator"), &session.reference, &people, "").unwrap();
    attendance::assign(world, &kunye_testkit::operator(), &session.reference, trainer.person().unwrap(), false).unwrap();
    kit.clock.advance(session.starts_at().since(world.now()));
    let present = named.iter().map(|one| one.id.clone()).collect();
    let taken = Taken { session: session.reference.clone(), hour: 1, present, reason: String::new(), seen: None, paper: None };
    attendance::take(world, &trainer, &taken).unwrap();
    let costs = [(Item::Materials, 125_050), (Item::Travel, 0)];
    expenses::say(world, &kit.actor("planner"), &session.reference, &costs).unwrap();
    let new = NewDuty {
        kind: DutyKind::Auditor,
        unit: kit.unit("provider").id.clone(),
        person: kit.member("director").id.clone(),
        starts_on: world.today(),
        ends_on: None,
    };
    appoint(world, &kunye_testkit::operator(), &new).unwrap();

    let (list, evidence) =
        (format!("/kayitlar?q={}", session.reference), format!("/planlama/seans/{}/yoklama", session.reference));
    let mut auditor = product.signed_in("director").await;
    let page = auditor.get(&list).await.body;
    assert!(main(&page).contains("Yoklama alındı") && main(&page).contains(&format!("href=\"{evidence}\"")), "{page}");
    let shown = main(&page).split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text);
    for word in shown.flat_map(|text| text.split(|c: char| !c.is_ascii_alphanumeric())) {
        assert!(!kunye_kernel::id::looks_like_id(word), "a raw id: {word}");
    }
    assert!(main(&page).contains(&format!("Gün: {}", session.starts_on)) && main(&page).contains("Ders saati: 1"), "{page}");
    let said = ["Eğitimin giderleri girildi", "Materyal: 1.250,50 TL", "Eğitmenin yolu: 0,00 TL"];
    assert!(said.iter().all(|words| main(&page).contains(words)), "{page}");
    let page = auditor.get(&evidence).await.body;
    assert!(page.contains("Ayşe Nur Öztürk") && page.contains(&format!("href=\"{list}\"")), "{page}");
    // The institution's own auditor finds who was named by their name, with the training's reference and words for each detail.
    let mut auditor = product.signed_in("auditor").await;
    let named = auditor.get("/kayitlar?q=ayse+nur&action=participant.named").await.body;
    for told in
        ["Katılımcı belirlendi", "Ayşe Nur Öztürk", &format!("Eğitim no: {}", session.reference), "Yaygınlaştırıcı: Hayır"]
    {
        assert!(main(&named).contains(told), "{told}: {named}");
    }
    for raw in ["course:", "disseminator", "despite", "person:"] {
        assert!(!main(&named).contains(raw), "{raw}: {named}");
    }
    for key in ["auditor", "administrator"] {
        let mut other = product.signed_in(key).await;
        assert!(!other.get(&list).await.body.contains(&evidence), "{key}");
        assert!([StatusCode::NOT_FOUND, StatusCode::FORBIDDEN].contains(&other.get(&evidence).await.status), "{key}");
    }
}

#[tokio::test]
async fn the_rules_are_read_with_their_dates() {
    let product = Product::new();
    let kit = &product.kit;
    let tomorrow = kit.world.now().plus_days(1);
    policy::set(&kit.world, &kunye_testkit::operator(), "password.max-age", "45", Some(tomorrow), "Genelge 2026/14").unwrap();
    for key in ["administrator", "auditor"] {
        let page = product.signed_in(key).await.get("/kurallar").await;
        assert_eq!(page.status, StatusCode::OK, "{key}");
        assert!(
            page.body.contains("30 gün") && page.body.contains("45 gün") && page.body.contains("24.11.2026"),
            "{}",
            page.body
        );
        assert!(page.body.contains("kunye policy set"), "who may set them is said");
    }
    assert_eq!(product.signed_in("officer").await.get("/kurallar").await.status, StatusCode::FORBIDDEN);
}
