//! What participants say, customers and their managers, questions, interest, lists of names, and the director's page, in a browser.

use crate::browser::{Browser, Product, Reply};
use crate::training::{decided, found, option};
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use kunye_core::policy;
use kunye_core::register::Province;
use kunye_core::training::attendance::{self, Taken};
use kunye_core::training::evaluation::{self, Answers, Question};
use kunye_core::training::participants::name_all;
use kunye_core::training::programme::{courses, sites};
use kunye_core::training::shared::{Application, Desk, NewSession, SharedSession, announce, new_day};
use kunye_core::training::trainers;
use kunye_kernel::id::ProgrammeId;
use kunye_kernel::time::{DAY, HOUR};

/// A session of two hours in five days, with seats for the ministry.
pub fn session(product: &Product, programme: &ProgrammeId, seats: i32) -> SharedSession {
    let world = &product.kit.world;
    policy::set(world, &kunye_testkit::operator(), policy::TRAINING_LEAD.key, "1", None, "a test").unwrap();
    let (courses, sites) = world
        .db
        .read(|conn| {
            let provider = &product.kit.unit("provider").institution_id;
            Ok((courses(conn, programme)?, sites(conn, provider)?))
        })
        .unwrap();
    let new = NewSession {
        programme: programme.clone(),
        course: courses.iter().find(|course| course.code == "K1").unwrap().id.clone(),
        site: sites[0].id.clone(),
        starts_on: world.today().plus_days(5),
        starts_minute: 570,
        hours_a_day: 6,
        seats: None,
        accepted: true,
    };
    let session = announce(world, &kunye_testkit::operator(), &new).unwrap();
    let (trainer, taught) = (product.kit.actor("trainer"), courses.into_iter().map(|course| course.id).collect());
    trainers::keep(world, &kunye_testkit::operator(), programme, trainer.person().unwrap(), Province::from_plate(6), &taught)
        .unwrap();
    let application = Application {
        actor: product.kit.actor("coordinator"),
        session: session.id.clone(),
        seats,
        key: "01ARYZ6S410000000000000000".into(),
    };
    Desk::new(world.clone()).reserve(application).unwrap();
    session
}

const PRESENT: [&str; 5] = ["applicant", "colleague", "second_officer", "neighbour", "konak_staff"];

#[tokio::test]
async fn what_participants_say_is_shown_in_groups() {
    let product = Product::with_provider();
    let world = &product.kit.world;
    let programme = found(&product);
    decided(&product, &programme, 60);
    let session = session(&product, &programme, 6);
    let mut planner = product.signed_in("planner").await;
    assert!(planner.get("/degerlendirmeler").await.body.contains("Henüz gösterilecek değerlendirme yok"));
    let people: Vec<_> = PRESENT.iter().map(|key| (product.kit.member(key).id.clone(), false)).collect();
    let named = name_all(world, &product.kit.actor("coordinator"), &session.reference, &people, "").unwrap();
    let trainer = product.kit.actor("trainer");
    attendance::assign(world, &kunye_testkit::operator(), &session.reference, trainer.person().unwrap(), false).unwrap();
    product.kit.clock.advance(session.starts_at().since(world.now()) + 2 * HOUR);
    for hour in 1..=2 {
        let present = named.iter().map(|one| one.id.clone()).collect();
        let taken = Taken { session: session.reference.clone(), hour, present, reason: String::new(), seen: None, paper: None };
        attendance::take(world, &trainer, &taken).unwrap();
    }
    let mut applicant = product.signed_in("applicant").await;
    let form = format!("/egitimlerim/{}/degerlendirme", named[0].id);
    assert!(applicant.get("/egitimlerim").await.body.contains(&form));
    assert!(applicant.get(&form).await.body.contains("Bu eğitimi bir meslektaşıma öneririm."));
    assert_eq!(product.signed_in("colleague").await.get(&form).await.status, StatusCode::NOT_FOUND);
    let half = applicant.post(&form, &[("contents", "5"), ("comment", "Salon soğuktu.")]).await;
    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(half.body.contains("href=\"#overall\"") && half.body.contains("Salon soğuktu."), "what was typed stays");
    let all: Vec<(&str, &str)> = Question::ALL.iter().map(|question| (question.as_str(), "5")).collect();
    let all = [&all[..], &[("comment", "Salon <b>soğuktu</b>.")]].concat();
    assert_eq!(applicant.post(&form, &all).await.to(), "/egitimlerim");
    assert_eq!(applicant.post(&form, &all).await.status, StatusCode::CONFLICT);
    assert!(applicant.get(&form).await.body.contains("Bu eğitimi değerlendirdiniz"));
    assert!(!applicant.get("/egitimlerim").await.body.contains(&form));
    for (key, one) in PRESENT.iter().zip(&named).skip(1) {
        let scores = Question::ALL.iter().map(|question| (*question, 4)).collect();
        evaluation::give(world, &product.kit.actor(key), &one.id, &Answers { scores, comment: String::new() }).unwrap();
    }
    let mut planner = product.signed_in("planner").await;
    assert!(planner.get("/degerlendirmeler").await.body.contains("Açılmayı bekleyen 5 yanıt"));
    product.kit.clock.advance(DAY);
    new_day(world).unwrap();
    let mut director = product.signed_in("director").await;
    let page = director.get("/degerlendirmeler").await.body;
    assert!(page.contains("5 yanıt.") && page.contains("4,2") && page.contains("Selin Arıkan"), "{page}");
    let course = page.split("href=\"/degerlendirmeler/egitim/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let detail = director.get(&format!("/degerlendirmeler/egitim/{course}")).await.body;
    assert!(detail.contains("Salon &lt;b&gt;soğuktu&lt;"), "{detail}");
    assert_eq!(director.get("/degerlendirmeler/yer/01ARYZ6S410000000000000000").await.status, StatusCode::NOT_FOUND);
    let mut trainer = product.signed_in("trainer").await;
    assert!(trainer.get("/egitmen/degerlendirme").await.body.contains("Elektronik İmzaya Giriş"));
    assert_eq!(trainer.get("/degerlendirmeler").await.status, StatusCode::FORBIDDEN);
    let sums = director.get("/api/v1/training/evaluations").await.json();
    assert_eq!(
        (&sums["all"]["answers"], &sums["all"]["scores"]["overall"]),
        (&5.into(), &serde_json::json!([0, 0, 0, 4, 1])),
        "{sums}"
    );
    assert!(!sums.to_string().contains("soğuktu"), "sums, and no words");
    assert_eq!(trainer.get("/api/v1/training/evaluations").await.status, StatusCode::FORBIDDEN);
    let whole = director.get("/api/v1/training/coverage").await.json();
    assert_eq!((&whole["all"]["users"], &whole["all"]["trained"]), (&60.into(), &5.into()), "{whole}");
    assert_eq!(whole["provinces"].as_array().map(Vec::len), Some(81));
    assert_eq!(product.signed_in("planner").await.get("/api/v1/training/coverage").await.status, StatusCode::FORBIDDEN);

    // The director's figures, and the same as a workbook.
    let page = director.get("/genel-durum").await.body;
    assert!(
        page.contains("60 aktif kullanıcıdan 5 kişi") && page.contains("Bilinmiyor: henüz hiçbir eğitimin gideri girilmedi."),
        "{page}"
    );
    assert_eq!(page.matches("<g class=\"shade-").count(), 81);
    let book = director.get("/genel-durum/genel-durum.xlsx").await;
    assert_eq!(book.status, StatusCode::OK);
    assert!(book.header(header::CONTENT_TYPE).contains("spreadsheetml"));
}

#[tokio::test]
async fn a_customer_is_given_noted_and_nudged() {
    let product = Product::with_provider();
    let programme = found(&product);
    decided(&product, &programme, 60);
    let mut manager = product.signed_in("account_manager").await;
    assert!(manager.get("/musteri").await.body.contains("Size verilmiş kurum yok"));
    let mut planner = product.signed_in("planner").await;
    let page = planner.get("/planlama/temsilciler").await.body;
    let institution = product.kit.unit("ministry").institution_id.to_string();
    assert!(page.contains(&institution));
    let none = planner.post("/planlama/temsilciler", &[("manager", "")]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let who = option(&page, "Deniz Tuna");
    let given = planner.post("/planlama/temsilciler", &[(&institution, "yes"), ("manager", &who)]).await;
    assert_eq!(given.to(), "/planlama/temsilciler");
    assert!(planner.get("/planlama/temsilciler").await.body.contains("Temsilcisi: Deniz Tuna"));
    let at = format!("/musteri/{institution}");
    assert!(manager.get("/musteri").await.body.contains(&at));
    let page = manager.get(&at).await.body;
    assert!(page.contains("Serap Aydın") && page.contains("Henüz kayıt yok"), "{page}");
    let empty = manager.post(&format!("{at}/not"), &[("kind", "phone"), ("text", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(manager.post(&format!("{at}/not"), &[("kind", "phone"), ("text", "Ocak ayını düşünüyorlar.")]).await.to(), at);
    assert_eq!(manager.post(&format!("{at}/hatirlat"), &[]).await.to(), at);
    assert_eq!(manager.post(&format!("{at}/hatirlat"), &[]).await.status, StatusCode::CONFLICT);
    let page = manager.get(&at).await.body;
    assert!(page.contains("Ocak ayını düşünüyorlar.") && page.contains("Hak hatırlatması"), "{page}");
    product.kit.run_jobs();
    assert!(product.kit.last_text("coordinator").contains("4 saat eğitim hakkı"), "{}", product.kit.last_text("coordinator"));
    let other = format!("/musteri/{}", product.kit.unit("provider").institution_id);
    assert_eq!(manager.get(&other).await.status, StatusCode::NOT_FOUND);
    assert_eq!(manager.post(&format!("{other}/not"), &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn staff_ask_their_own_coordinator() {
    let product = Product::with_provider();
    let mut applicant = product.signed_in("applicant").await;
    let page = applicant.get("/egitimlerim/soru").await.body;
    assert!(page.contains("Örnek Bakanlığı kurum yetkilisine gider: Serap Aydın"), "{page}");
    assert_eq!(applicant.post("/egitimlerim/soru", &[("text", "")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(applicant.post("/egitimlerim/soru", &[("text", "Yolluk ödenir mi?")]).await.to(), "/egitimlerim/soru");
    let mut coordinator = product.signed_in("coordinator").await;
    assert!(coordinator.get("/egitim").await.body.contains("Yanıt bekleyen 1 soru"));
    let page = coordinator.get("/egitim/sorular").await.body;
    assert!(page.contains("Yolluk ödenir mi?") && page.contains("Ayşe Nur Öztürk"), "{page}");
    let id = page.split("action=\"/egitim/sorular/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let at = format!("/egitim/sorular/{id}");
    let empty = coordinator.post(&at, &[("text", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains(&format!("href=\"#text-{id}\"")));
    assert_eq!(coordinator.post(&at, &[("text", "Evet, ödenir.")]).await.to(), "/egitim/sorular");
    product.kit.run_jobs();
    assert!(product.kit.last_text("applicant").contains("sorunuz yanıtlandı"));
    assert!(applicant.get("/egitimlerim/soru").await.body.contains("Evet, ödenir."));
    let mut director = product.signed_in("director").await;
    assert!(director.get("/egitimlerim/soru").await.body.contains("Sorunuzu iletecek kimse yok"));
    assert_eq!(director.get("/egitim/sorular").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn interest_is_stated_and_seen() {
    let product = Product::with_provider();
    let programme = found(&product);
    decided(&product, &programme, 60);
    for (key, value) in [("training.demand-people", "6"), ("training.demand-institutions", "1")] {
        policy::set(&product.kit.world, &kunye_testkit::operator(), key, value, None, "a test").unwrap();
    }
    let mut coordinator = product.signed_in("coordinator").await;
    let page = coordinator.get("/egitim/ilgi").await.body;
    let (course, site) = (option(&page, "T1 "), option(&page, "Ankara Merkezi"));
    let wrong = coordinator.post("/egitim/ilgi", &[("course", &course), ("site", ""), ("people", "çok")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [("course", course.as_str()), ("site", &site), ("people", "8")];
    assert_eq!(coordinator.post("/egitim/ilgi", &fields).await.to(), "/egitim/ilgi");
    let mut planner = product.signed_in("planner").await;
    let page = planner.get("/planlama/ilgi").await.body;
    assert!(page.contains("1 kurumdan 8 kişi") && page.contains("Bir seans için yeterli"), "{page}");
    let page = planner.get("/planlama/seans").await.body;
    assert!(page.contains("Yeterli ilgi olan teknik eğitimler"), "{page}");
    let chosen = planner.get(&format!("/planlama/seans?course={course}&site={site}")).await.body;
    assert!(chosen.contains(&format!("<option value=\"{course}\" selected>")), "{chosen}");
    let own = coordinator.get("/egitim/ilgi").await.body;
    let id = own.split("action=\"/egitim/ilgi/").nth(1).unwrap().split('/').next().unwrap().to_owned();
    assert_eq!(coordinator.post(&format!("/egitim/ilgi/{id}/geri-al"), &[]).await.to(), "/egitim/ilgi");
    assert!(planner.get("/planlama/ilgi").await.body.contains("Bildirilmiş ilgi yok"));
}

async fn list(browser: &mut Browser, to: &str, file: &str) -> Reply {
    let body = format!("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"liste.csv\"\r\n\r\n{file}\r\n--b--\r\n");
    let request = browser
        .request(Method::POST, to)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
        .body(Body::from(body))
        .unwrap();
    browser.send(request).await
}

#[tokio::test]
async fn names_come_from_a_list() {
    let product = Product::with_provider();
    let programme = found(&product);
    decided(&product, &programme, 60);
    let session = session(&product, &programme, 3);
    let mut coordinator = product.signed_in("coordinator").await;
    let people = format!("/egitim/seans/{}/katilimcilar", session.reference);
    assert!(coordinator.get(&people).await.body.contains("Listeden ekle"));
    assert!(coordinator.get("/egitim/katilimcilar.csv").await.body.contains("TCKN ya da Sicil No"));
    let (first, second) = (product.kit.member("applicant"), product.kit.member("colleague"));
    let stranger = product.kit.member("planner");
    let file = format!(
        "TCKN;Yaygınlaştırıcı\n{};Evet\n{};\n{};\n",
        first.national_id.digits(),
        second.staff_no,
        stranger.national_id.digits()
    );
    let file_at = format!("{people}/dosya");
    assert_eq!(list(&mut coordinator, &file_at, "").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let preview = list(&mut coordinator, &file_at, &file).await;
    assert_eq!(preview.status, StatusCode::OK);
    assert!(preview.body.contains("2 kişiyi davet et") && !preview.body.contains(stranger.national_id.digits()));
    assert!(preview.body.contains("bulunamadı") && !preview.body.contains("Tolga"), "{}", preview.body);
    let fields: Vec<(&str, &str)> = vec![(first.id.as_str(), "yes"), (second.id.as_str(), "no")];
    assert_eq!(coordinator.post(&format!("{people}/liste"), &fields).await.to(), people);
    let again = coordinator.post(&format!("{people}/liste"), &fields).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "they are on the list already");
    assert!(coordinator.get(&people).await.body.contains("Belirlenen katılımcı: 2 / 3"));
}
