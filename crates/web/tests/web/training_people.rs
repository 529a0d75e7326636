//! From a group's seats to a certificate in hand, on pages: coordinator, participant, trainer, planner, and anybody.

use crate::browser::{Browser, Product};
use crate::training::{decided, found, option};
use axum::http::StatusCode;
use kunye_core::jobs::{Handlers, Runner};
use kunye_core::policy;
use kunye_core::register::Province;
use kunye_core::training::attendance::{self, Taken};
use kunye_core::training::participants::name_all;
use kunye_core::training::shared::new_day;
use kunye_core::training::{certificates, programme, trainers};
use kunye_kernel::id::ParticipantId;
use kunye_kernel::time::{DAY, HOUR};
use kunye_testkit::PlainPapers;
use std::sync::Arc;

/// The id in an address of a page: what follows `before`, up to the next slash or quote.
fn after(page: &str, before: &str) -> String {
    let rest = page.split(before).nth(1).unwrap_or_else(|| panic!("no {before} in {page}"));
    rest.split(['/', '"', '?']).next().unwrap().to_owned()
}

async fn named(coordinator: &mut Browser, list: &str, surname: &str) {
    let page = coordinator.get(&format!("{list}?q={}", kunye_web::address::encode(surname))).await.body;
    let person = after(&page, "name=\"person\" value=\"");
    assert_eq!(coordinator.post(list, &[("person", &person), ("disseminator", "yes"), ("q", surname)]).await.to(), list);
}

#[tokio::test]
async fn from_seats_to_a_certificate_in_hand() {
    let product = Product::with_provider();
    let kit = &product.kit;
    // Soon enough for the passwords of the kit to last.
    policy::set(&kit.world, &kunye_testkit::operator(), policy::TRAINING_LEAD.key, "1", None, "a test").unwrap();
    let programme = found(&product);
    decided(&product, &programme, 60);
    let today = kit.world.today();
    let mut planner = product.signed_in("planner").await;
    let form = planner.get("/planlama/seans").await.body;
    let iso = today.plus_days(5).iso();
    let [year, month, day] = <[&str; 3]>::try_from(iso.split('-').collect::<Vec<_>>()).unwrap();
    let fields = [
        ("course", option(&form, "K2 ")),
        ("site", option(&form, "Ankara Merkezi")),
        ("starts_on-day", day.into()),
        ("starts_on-month", month.into()),
        ("starts_on-year", year.into()),
        ("starts_at", "09:00".into()),
        ("hours_a_day", "6".into()),
        ("seats", String::new()),
        ("accepted", "yes".into()),
        ("step", "announce".into()),
    ];
    let announced = planner.post("/planlama/seans", &fields.each_ref().map(|(name, value)| (*name, value.as_str()))).await;
    let reference = announced.to().rsplit('/').next().unwrap().to_owned();
    let mut coordinator = product.signed_in("coordinator").await;
    let at = format!("/egitim/seans/{reference}");
    let list = format!("{at}/katilimcilar");
    assert_eq!(coordinator.get(&list).await.status, StatusCode::NOT_FOUND, "no seats, no list");
    let named_api = format!("/api/v1/training/sessions/{reference}/participants");
    assert_eq!(coordinator.get(&named_api).await.status, StatusCode::NOT_FOUND, "no seats, no list");
    let page = coordinator.get(&at).await.body;
    coordinator.post(&at, &[("seats", "2"), ("key", &after(&page, "name=\"key\" value=\""))]).await.to();
    assert!(coordinator.get(&at).await.body.contains(&list));

    // Named from the register, invited by a message; answered on a page; the calendar knows.
    named(&mut coordinator, &list, "Öztürk").await;
    named(&mut coordinator, &list, "Yücel").await;
    let page = coordinator.get(&list).await.body;
    assert!(
        page.contains("Ayşe Nur Öztürk") && page.contains("Belirlenen katılımcı: 2 / 2") && page.contains("Yaygınlaştırıcı"),
        "{page}"
    );
    let both = coordinator.get(&named_api).await.json();
    assert_eq!(both.as_array().map(Vec::len), Some(2), "{both}");
    assert_eq!((&both[0]["name"], &both[0]["state"]), (&"Ayşe Nur Öztürk".into(), &"invited".into()), "{both}");
    assert!(both[0]["attendance"].is_null(), "not held yet");
    assert_eq!(planner.get(&named_api).await.status, StatusCode::FORBIDDEN, "names are the coordinator's (B10)");
    kit.run_jobs();
    assert!(kit.last_text("applicant").contains("eğitime davet edildiniz"), "{}", kit.last_text("applicant"));
    let mut applicant = product.signed_in("applicant").await;
    let mine = applicant.get("/egitimlerim").await.body;
    let own = format!("/egitimlerim/{}", after(&mine, "href=\"/egitimlerim/"));
    let invitation = applicant.get(&own).await.body;
    assert!(invitation.contains("Yanıt bekleniyor") && invitation.contains("Katılacağım"), "{invitation}");
    assert_eq!(applicant.post(&own, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(applicant.post(&own, &[("reply", "decline"), ("said", " ")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(applicant.post(&own, &[("reply", "accept")]).await.to(), own);
    let entry = applicant.get(&format!("{own}/takvim.ics")).await;
    assert_eq!(entry.header("content-type"), "text/calendar; charset=utf-8; method=PUBLISH");
    let entry = entry.body;
    assert!(
        entry.replace("\r\n ", "").contains("\r\nORGANIZER;CN=\"Örnek Sertifikasyon Merkezi\":mailto:kunye@example.gov.tr\r\n"),
        "{entry}"
    );
    assert!(
        entry.contains("METHOD:PUBLISH") && entry.contains("SEQUENCE:0") && entry.contains("DTSTART:20261128T060000Z"),
        "{entry}"
    );
    let mut colleague = product.signed_in("colleague").await;
    assert_eq!(colleague.get(&own).await.status, StatusCode::NOT_FOUND, "another's invitation");

    // One is sent for another: the first calendar forgets, with the same UID.
    let page = coordinator.get(&list).await.body;
    let participant = after(&page, "action=\"/egitim/katilimci/");
    let full = coordinator.get(&format!("{list}?q=%C3%9Cnl%C3%BC")).await.body;
    assert!(!full.contains("name=\"person\""), "no seat is left to name anybody for");
    let instead = coordinator.get(&format!("{list}?yerine={participant}&q=%C3%9Cnl%C3%BC")).await.body;
    let person = after(&instead, "name=\"person\" value=\"");
    assert_eq!(coordinator.post(&list, &[("person", &person), ("instead", &participant)]).await.to(), list);
    let entry_again = applicant.get(&format!("{own}/takvim.ics")).await.body;
    let uid = |text: &str| text.lines().find(|line| line.starts_with("UID:")).unwrap().to_owned();
    assert!(entry_again.contains("METHOD:CANCEL") && entry_again.contains("SEQUENCE:1"), "{entry_again}");
    assert_eq!(uid(&entry), uid(&entry_again));
    let page = coordinator.get(&list).await.body;
    assert!(page.contains("Müjgan Ünlü") && page.contains("Listeden çıkarıldı"), "{page}");

    // B10: the provider reads no name before the list is final.
    let people = format!("/planlama/seans/{reference}/katilimcilar");
    let page = planner.get(&people).await.body;
    assert!(page.contains("Liste henüz kesinleşmedi") && !page.contains("Yücel"), "{page}");
    let trainer_id = after(&page, "<option value=\"0").to_owned();
    let assign = format!("/planlama/seans/{reference}/egitmen");
    assert_eq!(planner.post(&assign, &[("trainer", "")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    // Who does not teach the course is refused in words.
    let unskilled = planner.post(&assign, &[("trainer", &format!("0{trainer_id}"))]).await;
    assert!(unskilled.body.contains("Eğitmenin verdiği eğitimler arasında bu yok"), "{}", unskilled.body);
    let taught = product.kit.world.db.read(|conn| programme::courses(conn, &programme)).unwrap();
    let taught = taught.into_iter().map(|course| course.id).collect();
    let (operator, teacher) = (kunye_testkit::operator(), product.kit.actor("trainer"));
    let home = Province::from_plate(6);
    trainers::keep(&product.kit.world, &operator, &programme, teacher.person().unwrap(), home, &taught).unwrap();
    assert_eq!(planner.post(&assign, &[("trainer", &format!("0{trainer_id}"))]).await.to(), people);
    let mut trainer = product.signed_in("trainer").await;
    let sheet = format!("/egitmen/seans/{reference}");
    assert!(trainer.get("/egitmen").await.body.contains(&sheet));
    assert!(!trainer.get(&sheet).await.body.contains("Yücel"));
    let marks_api = format!("/api/v1/training/sessions/{reference}/attendance");
    let before = trainer.get(&marks_api).await.json();
    assert_eq!((&before["is_final"], &before["people"]), (&false.into(), &serde_json::json!([])), "no name before (B10)");
    assert_eq!(before["hours"].as_array().map(Vec::len), Some(4));

    // On the day, hour by hour.
    kit.clock.advance(5 * DAY);
    let mut trainer = product.signed_in("trainer").await;
    let page = trainer.get(&sheet).await.body;
    assert!(page.contains("Ömer Faruk Yücel") && page.contains("1. saat"), "{page}");
    let ids: Vec<String> =
        page.split("type=\"checkbox\" name=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect();
    assert_eq!(ids.len(), 2);
    assert_eq!(trainer.post(&sheet, &[("hour", "4"), (&ids[0], "yes")]).await.status, StatusCode::CONFLICT, "not begun");
    kit.clock.advance(4 * HOUR);
    let mut trainer = product.signed_in("trainer").await;
    for hour in ["1", "2", "3", "4"] {
        let there: &[(&str, &str)] = if hour == "4" { &[(&ids[0], "yes")] } else { &[(&ids[0], "yes"), (&ids[1], "yes")] };
        assert_eq!(trainer.post(&sheet, &[&[("hour", hour)], there].concat()).await.to(), format!("{sheet}?saat={hour}"));
    }
    let wrong = trainer.post(&sheet, &[("hour", "1"), ("seen", "1000"), (&ids[0], "yes")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "a correction says why");
    kit.clock.advance(DAY);
    new_day(&kit.world).unwrap();

    let mut trainer = product.signed_in("trainer").await;
    let marks = trainer.get(&marks_api).await.json();
    let row = |at: usize| marks["people"][at]["marks"].as_array().unwrap().iter();
    let said = |at: usize| row(at).map(|one| (one["hour"].as_i64().unwrap(), one["mark"].as_str().unwrap())).collect::<Vec<_>>();
    let left_early = vec![(1, "present"), (2, "present"), (3, "present"), (4, "absent")];
    assert!([said(0), said(1)].contains(&left_early), "{marks}");
    let mut coordinator = product.signed_in("coordinator").await;
    let named = coordinator.get(&named_api).await.json();
    let told: Vec<_> = named.as_array().unwrap().iter().map(|one| (&one["attendance"], &one["hours"])).collect();
    assert!(
        told.contains(&(&"full".into(), &serde_json::Value::Null)) && told.contains(&(&"partly".into(), &1.into())),
        "{named}"
    );
    assert_eq!(coordinator.get(&marks_api).await.status, StatusCode::FORBIDDEN, "another's class");
    // Certificates for one of two, made by a job, opened by whose it is.
    let mut planner = product.signed_in("planner").await;
    let page = planner.get(&people).await.body;
    assert!(page.contains("1 sertifikayı düzenle") && page.contains("Tam katıldı") && page.contains("1 saat yoktu"), "{page}");
    assert_eq!(planner.post(&format!("/planlama/seans/{reference}/sertifikalar"), &[]).await.to(), people);
    let handlers = certificates::with_press(Handlers::default(), Arc::new(PlainPapers));
    Runner::new(kit.world.clone(), handlers).run_due().unwrap();
    let page = planner.get(&people).await.body;
    let code = after(&page, "href=\"/sertifika/");
    let public = format!("/sertifika/{code}");
    let shown = product.browser().get(&public).await.body;
    for field in ["2026/000001", "Örnek Bakanlığı", "Elektronik İmza Uygulamaları", "Ankara Merkezi", "geçerlidir"] {
        assert!(shown.contains(field), "{field}: {shown}");
    }
    assert_eq!(product.browser().post("/sertifika", &[("code", &code.to_lowercase())]).await.to(), public);
    assert_eq!(product.browser().post("/sertifika", &[("code", "1234")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    for none in ["AAAA-AAAA", "KT7M-2QX4", "1234"] {
        let page = product.browser().get(&format!("/sertifika/{none}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        let told =
            page.body.contains("Bu kodla düzenlenmiş bir sertifika yok") && page.body.contains(&format!("value=\"{none}\""));
        assert!(told && !page.body.contains("Sayfa bulunamadı"), "{none}: {}", page.body);
    }
    let said = product.browser().get(&format!("/api/v1/certificates/{code}")).await.json();
    assert_eq!((&said["number"], &said["valid"], &said["hours"]), (&"2026/000001".into(), &true.into(), &4.into()), "{said}");
    assert_eq!(product.browser().get("/api/v1/certificates/AAAA-AAAA").await.status, StatusCode::NOT_FOUND);
    let held = coordinator.get(&named_api).await.json();
    let codes: Vec<_> = held.as_array().unwrap().iter().filter_map(|one| one["certificate"].as_str()).collect();
    assert_eq!(codes, [code.as_str()], "their coordinator finds it: {held}");
    assert!(coordinator.get(&list).await.body.contains(&format!("/sertifika/{code}/sertifika.pdf")));
    assert_eq!(planner.get("/api/v1/training/certificates").await.json(), serde_json::json!([]), "of others, none");
    let pdf = format!("{public}/sertifika.pdf");
    let paper = planner.get(&pdf).await.body;
    assert!(paper.starts_with("%PDF") && paper.contains("2026/000001"), "{paper}");
    assert!(paper.contains("/ByteRange"), "sealed");
    assert_eq!(trainer.get(&pdf).await.status, StatusCode::NOT_FOUND);
    let mut officer = product.signed_in("officer").await;
    assert_eq!(officer.get(&pdf).await.status, StatusCode::NOT_FOUND);
    let revoke = format!("/planlama/sertifika/{code}/iptal");
    assert_eq!(planner.post(&revoke, &[("session", &reference)]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    planner.post(&revoke, &[("session", &reference), ("reason", "Ad yanlış.")]).await.to();
    assert!(product.browser().get(&public).await.body.contains("iptal edildi. Gerekçe: Ad yanlış."));
}

/// The address in the last message to somebody, without the host.
fn link_in(product: &Product, key: &str) -> String {
    let text = product.kit.last_text(key);
    text.split_whitespace().find_map(|word| word.find("/davet/").map(|at| word[at..].to_owned())).unwrap()
}

/// Whoever has no account does for their own seat, by the link, what others do signed in, and nothing else.
#[tokio::test]
async fn an_invitation_is_answered_judged_and_certified_without_an_account() {
    let product = Product::with_provider();
    let kit = &product.kit;
    let world = &kit.world;
    let programme = found(&product);
    decided(&product, &programme, 60);
    let session = crate::training_voices::session(&product, &programme, 2);
    let named: Vec<_> = ["applicant", "colleague"].iter().map(|key| (kit.member(key).id.clone(), false)).collect();
    name_all(world, &kit.actor("coordinator"), &session.reference, &named, "").unwrap();
    kit.run_jobs();
    let (path, others) = (link_in(&product, "colleague"), link_in(&product, "applicant"));
    let mut phone = product.browser();
    let own = phone.get(&path).await.to().to_owned();
    let not_mine = product.browser().get(&others).await.to().to_owned();
    let page = phone.get(&own).await.body;
    for shown in ["Katılacağım", "Günler ve saatler", "11:30", "yalnızca bu eğitim için", "Ankara"] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    assert!(!page.contains("Öztürk") && !page.contains("href=\"/egitimlerim\""), "nobody else's: {page}");
    for at in ["", "/takvim.ics", "/degerlendirme"] {
        assert_eq!(phone.get(&format!("{not_mine}{at}")).await.status, StatusCode::NOT_FOUND, "{at}");
    }
    assert_eq!(phone.post(&not_mine, &[("reply", "accept")]).await.status, StatusCode::NOT_FOUND);
    for elsewhere in ["/egitimlerim", "/egitimlerim/soru", "/egitim"] {
        assert!(phone.get(elsewhere).await.to().starts_with("/giris"), "{elsewhere}");
    }
    assert_eq!(phone.get("/api/v1/training/certificates").await.status, StatusCode::UNAUTHORIZED);
    assert!(phone.get(&format!("{own}/takvim.ics")).await.body.contains("BEGIN:VEVENT"));
    assert_eq!(phone.post(&own, &[("reply", "decline"), ("said", "")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(phone.post(&own, &[("reply", "accept")]).await.to(), own);
    assert!(phone.get(&own).await.body.contains("Katılacak"));

    // Somebody who is signed in acts as themselves, and is told whose link it is not.
    let mut stranger = product.signed_in("officer").await;
    assert_eq!(stranger.get(&path).await.to(), "/egitimlerim");
    assert!(stranger.get("/egitimlerim").await.body.contains("Bu davet başka birine ait"));
    assert_eq!(stranger.get(&own).await.status, StatusCode::NOT_FOUND);

    // The other declines by the link and suggests a colleague, whom the coordinator invites by one press.
    let mut other = product.browser();
    other.get(&others).await.to();
    let declined = [("reply", "decline"), ("said", "İzindeyim."), ("deputy", "Müjgan Ünlü")];
    assert_eq!(other.post(&not_mine, &declined).await.to(), not_mine);
    let list = format!("/egitim/seans/{}/katilimcilar", session.reference);
    let mut coordinator = product.signed_in("coordinator").await;
    let page = coordinator.get(&list).await.body;
    assert!(page.contains("Yerine önerdiği: Müjgan Ünlü") && page.contains("Müjgan Ünlü için davet gönder"), "{page}");
    let deputy = after(&page, "name=\"person\" value=\"");
    assert_eq!(coordinator.post(&list, &[("person", &deputy)]).await.to(), list);
    let page = coordinator.get(&list).await.body;
    assert!(page.contains("Yerine önerdiği") && !page.contains("için davet gönder"), "on the list by now: {page}");

    // After the training: judged, and the certificate fetched.
    let trainer = kit.actor("trainer");
    attendance::assign(world, &kunye_testkit::operator(), &session.reference, trainer.person().unwrap(), true).unwrap();
    kit.clock.advance(session.starts_at().since(world.now()) + 2 * HOUR);
    let seat = ParticipantId::from(own.rsplit('/').next().unwrap());
    for hour in 1..=session.hours {
        let present = [seat.clone()].into();
        let taken = Taken { session: session.reference.clone(), hour, present, reason: String::new(), seen: None, paper: None };
        attendance::take(world, &trainer, &taken).unwrap();
    }
    kit.clock.advance(DAY);
    let mut phone = product.browser();
    phone.get(&path).await.to();
    let form = format!("{own}/degerlendirme");
    assert!(phone.get(&own).await.body.contains(&form) && phone.get(&form).await.status == StatusCode::OK);
    let scores = ["contents", "trainer", "pace", "place", "overall"].map(|question| (question, "5"));
    assert_eq!(phone.post(&form, &scores).await.to(), own);
    let mut planner = product.signed_in("planner").await;
    let due = "/planlama/sertifikalar";
    assert!(planner.get("/planlama").await.body.contains("1 kişinin sertifikası"));
    let page = planner.get(due).await.body;
    assert!(page.contains(&format!("name=\"{}\"", session.reference)) && page.contains("1 kişi"), "{page}");
    let none = planner.post(due, &[]).await;
    assert!(none.status == StatusCode::UNPROCESSABLE_ENTITY && none.body.contains("En az bir eğitim seçin"), "{}", none.body);
    assert_eq!(planner.post(due, &[("KT7M-2QX4", "yes"), ("confirm", "yes")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    for chosen in [session.reference.as_str(), "all"] {
        let preview = planner.post(due, &[(chosen, "yes")]).await.body;
        assert!(preview.contains("1 eğitimde 1 kişinin") && preview.contains("1 sertifikayı düzenle"), "{preview}");
    }
    assert!(!planner.get(due).await.body.contains("<progress"), "nothing is ordered by looking");
    assert_eq!(planner.post(due, &[(&session.reference, "yes"), ("confirm", "yes")]).await.to(), due);
    let page = planner.get(due).await.body;
    assert!(page.contains("<progress value=\"0\" max=\"1\"") && page.contains("0 / 1 sertifika hazır"), "{page}");
    let handlers = certificates::with_press(Handlers::default(), Arc::new(PlainPapers));
    Runner::new(world.clone(), handlers).run_due().unwrap();
    let page = planner.get(due).await.body;
    assert!(
        page.contains("programda 1 geçerli sertifika") && page.contains("Bekleyen sertifika yok") && !page.contains("<progress")
    );
    let page = phone.get(&own).await.body;
    let code = after(&page, "href=\"/sertifika/");
    let file = format!("/sertifika/{code}/sertifika.pdf");
    assert_eq!(phone.get(&file).await.status, StatusCode::OK, "{page}");
    let mut other = product.browser();
    other.get(&others).await.to();
    assert_eq!(other.get(&file).await.status, StatusCode::NOT_FOUND, "another's");
}
