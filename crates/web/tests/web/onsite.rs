//! A training at the institution's own place on pages: coordinator, planner and trainer, and their neighbours.

use crate::browser::{Browser, Product, Reply};
use crate::training::{decided, found, option};
use axum::http::StatusCode;
use kunye_core::register::Province;
use kunye_core::training::programme;
use kunye_core::training::trainers;
use kunye_kernel::time::Day;

/// The value of a hidden field.
fn hidden(page: &str, name: &str) -> String {
    let rest = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_else(|| panic!("no {name} in {page}"));
    rest.split('"').next().unwrap().to_owned()
}

async fn post(browser: &mut Browser, at: &str, fields: &[(&str, String)]) -> Reply {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.post(at, &fields).await
}

/// The next day, from so many days ahead on, on which people work.
fn working(from: Day) -> Day {
    (from.0..).map(Day).find(|day| kunye_kernel::holidays::is_working_day(*day)).unwrap()
}

fn wanted(page: &str, day: Day) -> Vec<(&'static str, String)> {
    vec![
        ("course", option(page, "K2 ")),
        ("people", "12".into()),
        ("wished", "days".into()),
        ("day_1", day.to_string()),
        ("province", "42".into()),
        ("place", "Ek hizmet binası".into()),
        ("room", "Salon".into()),
        ("address", "Selçuklu".into()),
        ("note", "Saat 14.00’ten sonra dolu.".into()),
        ("key", hidden(page, "key")),
    ]
}

#[tokio::test]
async fn from_a_draft_to_a_planned_training() {
    let product = Product::with_provider();
    let kit = &product.kit;
    let programme = found(&product);
    decided(&product, &programme, 500);
    let world = &kit.world;
    let day = working(world.today().plus_days(20));
    let mut coordinator = product.signed_in("coordinator").await;
    assert!(coordinator.get("/egitim").await.body.contains("/egitim/talepler"));
    assert!(coordinator.get("/egitim/talepler").await.body.contains("Henüz talebiniz yok"));

    // What is missing is said at its field, and nothing is lost.
    let form = coordinator.get("/egitim/talepler/yeni").await.body;
    let mut bad = wanted(&form, day);
    bad[3].1 = "31.02.2027".into();
    bad[1].1 = "çok".into();
    let refused = post(&mut coordinator, "/egitim/talepler/yeni", &bad).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["Böyle bir gün yok: 31.02.2027", "Ek hizmet binası", "14.00’ten"] {
        assert!(refused.body.contains(words), "{words}: {}", refused.body);
    }
    let good = wanted(&form, day);
    let made = post(&mut coordinator, "/egitim/talepler/yeni", &good).await.to().to_owned();
    assert_eq!(post(&mut coordinator, "/egitim/talepler/yeni", &good).await.to(), made, "the form sent twice");
    let reference = made.rsplit('/').next().unwrap().to_owned();

    // A draft is the institution's own.
    let mut planner = product.signed_in("planner").await;
    let at = format!("/planlama/talepler/{reference}");
    assert_eq!(planner.get(&at).await.status, StatusCode::NOT_FOUND);
    assert!(planner.get("/planlama/talepler").await.body.contains("Bekleyen talep yok"));
    let change = format!("{made}/duzenle");
    assert!(coordinator.get(&change).await.body.contains("value=\"12\""));
    let mut more = wanted(&form, day);
    more[1].1 = "14".into();
    assert_eq!(post(&mut coordinator, &change, &more).await.to(), made);

    // Sent: hours are held. Sent twice is told.
    assert_eq!(coordinator.post(&format!("{made}/gonder"), &[]).await.to(), made);
    let twice = coordinator.post(&format!("{made}/gonder"), &[]).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    assert!(twice.body.contains("daha önce gönderilmiş"), "{}", twice.body);
    assert_eq!(coordinator.get(&change).await.status, StatusCode::NOT_FOUND);
    let hours = coordinator.get("/egitim/hesap").await.body;
    assert!(hours.contains("4 saat ayrıldı") && hours.contains(&format!("href=\"/egitim/talepler/{reference}\"")), "{hours}");
    assert!(hours.contains("Elektronik İmza Uygulamaları · ") && hours.contains("Konya · "), "{hours}");
    let book = coordinator.get("/egitim/hesap/hesap.xlsx").await;
    assert_eq!((book.status, book.header("content-disposition").contains("hesap-ornek-bakanligi-2026-")), (StatusCode::OK, true));
    coordinator.headers.push(("accept-language", "en"));
    let english = coordinator.get("/egitim/talepler").await.body;
    assert!(english.contains("Working with Electronic Signatures") && !english.contains("Elektronik İmza"), "{english}");
    coordinator.headers.clear();
    let board = coordinator.get("/egitim/talepler").await.body;
    assert!(board.contains("Planlama bekliyor") && board.contains("Konya"), "{board}");

    // The planner's proposal: nobody teaches the course yet, and then somebody does.
    let blocked = planner.get(&at).await.body;
    assert!(blocked.contains("Uygun bir seçenek bulunamadı") && blocked.contains("Bu eğitimi vermiyor"), "{blocked}");
    let roster = planner.get("/planlama/egitmenler").await.body;
    let trainer = roster.split("/planlama/egitmenler/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let one = format!("/planlama/egitmenler/{trainer}");
    let courses = world.db.read(|conn| programme::courses(conn, &programme)).unwrap();
    let course = courses.iter().find(|course| course.code == "K2").unwrap().id.to_string();
    let no_home = planner.post(&one, &[(course.as_str(), "yes")]).await;
    assert_eq!(no_home.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(planner.post(&one, &[("province", "06"), (course.as_str(), "yes")]).await.to(), one);
    let proposal = planner.get(&at).await.body;
    assert!(proposal.contains("Hiçbir çakışma yok") && proposal.contains("aynı bölge"), "{proposal}");
    assert!(!proposal.contains("Serap"), "B10: no name of the institution's people");

    // A trainer who is away is refused in words; the proposal says so too.
    let mut teacher = product.signed_in("trainer").await;
    let away = [("from", day.to_string()), ("until", String::new()), ("kind", "leave".to_owned())];
    assert_eq!(post(&mut teacher, "/egitmen/izin", &away).await.to(), "/egitmen");
    assert!(planner.get(&at).await.body.contains("izinli ya da görevli"));
    let plan = |day: Day, plans: &str, accepted: &str| {
        vec![
            ("trainer", trainer.clone()),
            ("starts_on-day", day.of_month().to_string()),
            ("starts_on-month", day.month().to_string()),
            ("starts_on-year", day.year().to_string()),
            ("starts_at", "09:00".to_owned()),
            ("hours_a_day", "6".to_owned()),
            ("plans", plans.to_owned()),
            ("accepted", accepted.to_owned()),
        ]
    };
    let assign = format!("{at}/ata");
    let refused = post(&mut planner, &assign, &plan(day, "0", "yes")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains(&format!("{day} günü izinli ya da görevli")), "{}", refused.body);
    let absences = teacher.get("/egitmen").await.body;
    let absence = absences.split("/egitmen/izin/").nth(1).unwrap().split('/').next().unwrap().to_owned();
    assert_eq!(teacher.post(&format!("/egitmen/izin/{absence}/sil"), &[]).await.to(), "/egitmen");
    let wrong = teacher.post("/egitmen/izin", &[("from", "1.1.2020")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let none = teacher.post("/egitmen/izin", &[("from", "31.02.2027")]).await;
    assert!(none.body.contains("Böyle bir gün yok: 31.02.2027"), "{}", none.body);
    let turned = teacher.post("/egitmen/izin", &[("from", "05.02.2027"), ("until", "04.02.2027")]).await;
    assert!(turned.body.contains("Bitiş günü başlangıçtan önce olamaz"), "{}", turned.body);

    // A day that was not wished warns; what warns is accepted by whoever has read it.
    let later = working(day.plus_days(1));
    let warned = post(&mut planner, &assign, &plan(later, "0", "")).await;
    assert!(warned.body.contains("Okuyup kabul ettiğinizi") && warned.body.contains("gününü istemedi"), "{}", warned.body);
    assert_eq!(post(&mut planner, &assign, &plan(later, "0", "yes")).await.to(), at);
    let late = post(&mut planner, &assign, &plan(day, "0", "yes")).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "another planner was quicker");
    assert_eq!(post(&mut planner, &assign, &plan(day, "1", "yes")).await.to(), at, "planned anew");

    // It is a session like the others: names, calendar, lists.
    let list = format!("/egitim/seans/{reference}/katilimcilar");
    assert!(coordinator.get(&list).await.body.contains("Belirlenen katılımcı: 0 / 14"));
    assert_eq!(coordinator.get(&format!("/egitim/seans/{reference}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(planner.get(&format!("/planlama/seans/{reference}")).await.status, StatusCode::NOT_FOUND);
    let people = planner.get(&format!("/planlama/seans/{reference}/katilimcilar")).await.body;
    assert!(people.contains(&at) && people.contains("Liste henüz kesinleşmedi"), "{people}");
    assert!(teacher.get("/egitmen").await.body.contains(&reference));
    let month = planner.get(&format!("/planlama/takvim?ay={}-{:02}", day.year(), day.month())).await.body;
    assert!(month.contains(&at) && month.contains("Salon"), "{month}");
    let provinces = planner.get("/planlama/iller").await.body;
    assert!(provinces.contains("1 ilde talep ya da eğitim var"), "{provinces}");
    assert!(provinces.contains("class=\"settled counted\"><title>Konya: 0 bekleyen, 1 planlanan, 0 yapılan"), "{provinces}");

    // Ticks, each on its own side.
    assert_eq!(coordinator.post(&format!("{made}/liste"), &[("item", "room"), ("done", "yes")]).await.to(), made);
    assert_eq!(planner.post(&format!("{at}/liste"), &[("item", "room"), ("done", "no")]).await.status, StatusCode::CONFLICT);
    assert_eq!(planner.post(&format!("{at}/liste"), &[("item", "x")]).await.status, StatusCode::NOT_FOUND);
    assert!(planner.get(&at).await.body.contains("Tamam"));

    // Called off with a reason, and the hours are back.
    assert_eq!(planner.post(&format!("{at}/reddet"), &[("reason", "x")]).await.status, StatusCode::CONFLICT);
    assert_eq!(planner.post(&format!("{at}/iptal"), &[("reason", " ")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(planner.post(&format!("{at}/iptal"), &[("reason", "Salon kapandı.")]).await.to(), at);
    let ended = coordinator.get(&made).await.body;
    assert!(ended.contains("Salon kapandı.") && ended.contains("İptal edildi"), "{ended}");
    assert!(coordinator.get("/egitim/hesap").await.body.contains("4 saat geri döndü"));
    let again = coordinator.post(&format!("{made}/geri-cek"), &[("reason", "x")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
}

/// A Standard tier's coordinator is told at once that shared classes are theirs, and is led there; so is whoever has no right yet.
#[tokio::test]
async fn who_is_trained_in_shared_classes_is_led_there_and_asked_for_nothing() {
    let product = Product::with_provider();
    let programme = found(&product);
    let mut coordinator = product.signed_in("coordinator").await;
    let none = coordinator.get("/egitim/talepler/yeni").await;
    assert!(none.status.is_success() && none.body.contains("henüz bir eğitim hakkı kararı yok"), "{}", none.body);
    decided(&product, &programme, 50);
    for at in ["/egitim/talepler/yeni", "/egitim/talepler"] {
        let page = coordinator.get(at).await;
        assert!(page.status.is_success());
        assert!(page.body.contains("Kurumunuz eğitimlere ortak seanslarda katılır"), "{at}: {}", page.body);
        assert!(page.body.contains("href=\"/egitim#open-title\""), "{at}");
        assert!(!page.body.contains("name=\"people\"") && !page.body.contains("href=\"/egitim/talepler/yeni"), "{at}");
    }
    let home = coordinator.get("/egitim").await.body;
    assert!(home.contains("id=\"open-title\"") && !home.contains("/egitim/talepler"), "{home}");
    let sent = coordinator.post("/egitim/talepler/yeni", &[("key", "01ARYZ6S410000000000000000"), ("people", "5")]).await;
    assert_eq!(sent.status, StatusCode::CONFLICT);
    assert!(sent.body.contains("Ortak seanslarda yer ayırtabilirsiniz"), "{}", sent.body);
}

/// More hours than there are: the draft stays, and says how many are missing.
#[tokio::test]
async fn what_cannot_be_held_is_refused_in_words() {
    let product = Product::with_provider();
    let programme = found(&product);
    decided(&product, &programme, 500);
    let mut coordinator = product.signed_in("coordinator").await;
    let day = working(product.kit.world.today().plus_days(20));
    let mut sent = Vec::new();
    for _ in 0..3 {
        let form = coordinator.get("/egitim/talepler/yeni").await.body;
        sent.push(post(&mut coordinator, "/egitim/talepler/yeni", &wanted(&form, day)).await.to().to_owned());
    }
    for made in &sent[..2] {
        assert_eq!(coordinator.post(&format!("{made}/gonder"), &[]).await.to(), *made);
    }
    let short = coordinator.post(&format!("{}/gonder", sent[2]), &[]).await;
    assert_eq!(short.status, StatusCode::CONFLICT);
    assert!(short.body.contains("4 saat gerekiyor; kullanılabilir hakkınız 0 saat"), "{}", short.body);
    assert!(short.body.contains("Taslak"), "{}", short.body);
    assert_eq!(coordinator.post(&format!("{}/geri-cek", sent[0]), &[]).await.to(), sent[0]);
    assert_eq!(coordinator.post(&format!("{}/gonder", sent[2]), &[]).await.to(), sent[2]);

    // Homes and skills are the planner's to keep, of the provider's own trainers.
    let planner = product.kit.actor("planner");
    let stranger = product.kit.member("coordinator").id.clone();
    let none = trainers::keep(&product.kit.world, &planner, &programme, &stranger, Province::from_plate(6), &[].into());
    assert_eq!(none.unwrap_err().text, "error-not-found");
}

/// B15: the account manager reads a request first; for the manager of others, and for the coordinator, that page is not there.
#[tokio::test]
async fn an_account_manager_reads_a_request_first() {
    let product = Product::with_provider();
    let kit = &product.kit;
    let programme = found(&product);
    decided(&product, &programme, 500);
    let mut coordinator = product.signed_in("coordinator").await;
    let form = coordinator.get("/egitim/talepler/yeni").await.body;
    let wanted = wanted(&form, working(kit.world.today().plus_days(20)));
    let made = post(&mut coordinator, "/egitim/talepler/yeni", &wanted).await.to().to_owned();
    assert!(coordinator.get(&made).await.body.contains("kurumsal müşteri temsilcisi yok; talep doğrudan planlamaya gider"));
    let reference = made.rsplit('/').next().unwrap().to_owned();
    let (read, plan) = (format!("/musteri/talepler/{reference}"), format!("/planlama/talepler/{reference}"));
    let mut manager = product.signed_in("account_manager").await;
    let mut planner = product.signed_in("planner").await;
    let page = planner.get("/planlama/temsilciler").await.body;
    let institution = kit.unit("ministry").institution_id.to_string();
    let who = option(&page, "Deniz Tuna");
    planner.post("/planlama/temsilciler", &[(&institution, "yes"), ("manager", &who)]).await.to();
    kit.run_jobs();
    assert!(kit.last_text("account_manager").contains("Size 1 kurum verildi"));
    assert!(coordinator.get(&made).await.body.contains("Deniz Tuna okur"));
    assert_eq!(manager.get(&read).await.status, StatusCode::NOT_FOUND, "a draft");
    assert_eq!(coordinator.post(&format!("{made}/gonder"), &[]).await.to(), made);
    kit.run_jobs();
    assert!(kit.last_text("account_manager").contains(&reference));
    assert!(manager.get("/musteri").await.body.contains(&read));
    assert!(planner.get(&plan).await.body.contains("Deniz Tuna tarafından okunuyor"));
    assert_eq!(planner.post(&format!("{plan}/sirala"), &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(coordinator.get(&read).await.status, StatusCode::FORBIDDEN);

    let silent = manager.post(&read, &[("verdict", "returned"), ("text", " ")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(silent.body.contains("href=\"#text\""), "{}", silent.body);
    assert_eq!(manager.post(&read, &[("verdict", "returned"), ("text", "Salon <b>kaç</b> kişilik?")]).await.to(), "/musteri");
    let back = coordinator.get(&made).await.body;
    assert!(back.contains("Salon &lt;b&gt;kaç") && back.contains("4 saati bu talep için ayrılmış"), "{back}");
    assert_eq!(coordinator.post(&format!("{made}/gonder"), &[]).await.to(), made);

    // Given to nobody meanwhile: the planner takes it in.
    planner.post("/planlama/temsilciler", &[(&institution, "yes"), ("manager", "none")]).await.to();
    assert_eq!(manager.get(&read).await.status, StatusCode::NOT_FOUND);
    assert!(planner.get(&plan).await.body.contains("Okuyacak temsilci yok"));
    assert_eq!(planner.post(&format!("{plan}/sirala"), &[]).await.to(), plan);
    assert!(coordinator.get(&made).await.body.contains("Planlama bekliyor"));
}
