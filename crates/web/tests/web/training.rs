//! The training programme as coordinators and planners see it.

use crate::browser::{Browser, Product};
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use kunye_core::register::Province;
use kunye_core::training::ledger;
use kunye_core::training::programme::{self, NewProgramme, NewSite};
use kunye_core::training::shared::{NewSession, announce};
use kunye_core::training::users;
use kunye_kernel::id::ProgrammeId;
use kunye_kernel::time::{DAY, Day};

/// A programme of the kit's provider, with a catalogue and a site.
pub fn found(product: &Product) -> ProgrammeId {
    let (world, operator) = (&product.kit.world, kunye_testkit::operator());
    let provider = product.kit.unit("provider").institution_id.clone();
    let new = NewProgramme {
        provider: provider.clone(),
        name: "2026 Programı".into(),
        starts_on: world.today(),
        ends_on: Day::new(2027, 12, 31).unwrap(),
        capacity_people: 4_000,
        capacity_hours: 2_000,
    };
    let programme = programme::found(world, &operator, &new, &programme::seed_tiers()).unwrap();
    for course in programme::seed_courses() {
        programme::add_course(world, &operator, &programme, &course).unwrap();
    }
    let site = NewSite { name: "Ankara Merkezi".into(), province: Province::from_plate(6).unwrap(), address: "Kızılay".into() };
    programme::add_site(world, &operator, &provider, &site).unwrap();
    programme
}

/// The ministry with so many users in one of its districts, decided.
pub fn decided(product: &Product, programme: &ProgrammeId, count: i64) {
    let (world, operator) = (&product.kit.world, kunye_testkit::operator());
    let file = format!("DETSİS No;Aktif Kullanıcı Sayısı\n{};{count}\n", product.kit.unit("cankaya").detsis);
    let taken = users::take(world, &operator, programme, world.today(), "sayim.csv", file.as_bytes()).unwrap();
    users::decide(world, &operator, programme, &taken).unwrap();
}

async fn upload(browser: &mut Browser, day: Day, file: &str) -> crate::browser::Reply {
    let iso = day.iso();
    let [year, month, day] = <[&str; 3]>::try_from(iso.split('-').collect::<Vec<_>>()).unwrap();
    let mut body = String::new();
    for (name, value) in [("counted_on-day", day), ("counted_on-month", month), ("counted_on-year", year)] {
        body += &format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    }
    body += &format!("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"sayım.csv\"\r\n\r\n{file}\r\n--b--\r\n");
    let request = browser
        .request(Method::POST, "/planlama/sayim")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
        .body(Body::from(body))
        .unwrap();
    browser.send(request).await
}

/// The value of a hidden field, or of an option whose text begins so.
fn hidden(page: &str, name: &str) -> String {
    let rest = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_else(|| panic!("no {name} in {page}"));
    rest.split('"').next().unwrap().to_owned()
}

pub fn option(page: &str, text: &str) -> String {
    let before = page.split(&format!("\">{text}")).next().unwrap();
    before.rsplit("value=\"").next().unwrap().to_owned()
}

#[tokio::test]
async fn from_a_count_to_seats_in_a_class() {
    let product = Product::with_provider();
    let kit = &product.kit;
    let mut planner = product.signed_in("planner").await;
    let empty = planner.get("/planlama").await;
    assert!(empty.body.contains("Henüz bir program kurulmadı"), "{}", empty.body);
    assert_eq!(planner.get("/planlama/seans").await.status, StatusCode::NOT_FOUND);
    let programme = found(&product);

    // A wrong row refuses the file; the right file is taken and decided.
    let today = kit.world.today();
    let detsis = &kit.unit("cankaya").detsis;
    let wrong = upload(&mut planner, today, &format!("DETSİS No;Kullanıcı Sayısı\n{detsis};60\n12345678;1\n")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("1 hatalı satır") && wrong.body.contains("12345678"), "{}", wrong.body);
    let none = upload(&mut planner, today, "").await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(upload(&mut planner, today, &format!("DETSİS No;Kullanıcı Sayısı\n{detsis};60\n")).await.to(), "/planlama/sayim");
    let waiting = planner.get("/planlama/sayim").await.body;
    assert!(
        waiting.contains("1 kurumun sayımı alındı") && waiting.contains("Örnek Bakanlığı") && waiting.contains("4 saat"),
        "{waiting}"
    );
    assert_eq!(planner.post("/planlama/karar", &[]).await.to(), "/planlama/kurumlar");
    assert!(planner.get("/planlama/kurumlar").await.body.contains("Standart kategori"));

    // Too soon is told with the earliest day; then the session is announced.
    let form = planner.get("/planlama/seans").await.body;
    let (course, site) = (option(&form, "K2 "), option(&form, "Ankara Merkezi"));
    let announce = |day: Day| {
        let iso = day.iso();
        let [year, month, day] = <[&str; 3]>::try_from(iso.split('-').collect::<Vec<_>>()).unwrap().map(str::to_owned);
        [
            ("course", course.clone()),
            ("site", site.clone()),
            ("starts_on-day", day),
            ("starts_on-month", month),
            ("starts_on-year", year),
            ("starts_at", "13:30".to_owned()),
            ("hours_a_day", "6".to_owned()),
            ("seats", "8".to_owned()),
            ("accepted", "yes".to_owned()),
            ("step", String::new()),
        ]
    };
    let soon = announce(today.plus_days(20));
    let soon = planner.post("/planlama/seans", &soon.each_ref().map(|(name, value)| (*name, value.as_str()))).await;
    assert_eq!(soon.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(soon.body.contains(&format!("En erken {}", today.plus_days(21))), "{}", soon.body);
    // What would be announced is shown first; a Sunday is read, and then announced.
    let sunday = (30..).map(|days| today.plus_days(days)).find(|day| day.weekday() == 7).unwrap();
    let send = |day: Day, step: &str, accepted: &str| {
        let mut form = announce(day);
        (form[8].1, form[9].1) = (accepted.to_owned(), step.to_owned());
        form
    };
    let mut post = async |form: [(&'static str, String); 10]| {
        planner.post("/planlama/seans", &form.each_ref().map(|(name, value)| (*name, value.as_str()))).await
    };
    let shown = post(send(sunday, "", "")).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.body.contains("Duyuruyu denetleyin") && shown.body.contains("hafta sonuna denk geliyor"), "{}", shown.body);
    let unread = post(send(sunday, "announce", "")).await;
    assert_eq!(unread.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unread.body.contains("Bu planda 1 uyarı var") && unread.body.contains("Duyuruyu denetleyin"), "{}", unread.body);
    let edited = post(send(sunday, "edit", "")).await.body;
    assert!(edited.contains("name=\"starts_at\"") && edited.contains("value=\"13:30\""), "{edited}");
    let mut none = send(today.plus_days(30), "", "");
    (none[2].1, none[3].1) = ("31".into(), "2".into());
    let none = post(none).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.body.contains("Böyle bir gün yok: 31.2.") && !none.body.contains("En erken 0"), "{}", none.body);
    let wrong = post(send(sunday, "announce", "yes")).await.to().to_owned();
    let home = planner.get("/planlama").await.body;
    assert!(home.contains("Eğitmeni olmayan 1 seans"), "{home}");
    // Nobody has applied: it is corrected, with its own values in the form, and keeps its reference.
    let fix = format!("{wrong}/duzelt");
    let form = planner.get(&fix).await.body;
    assert!(form.contains("Duyuruyu düzelt") && form.contains("value=\"13:30\"") && form.contains("value=\"8\""), "{form}");
    let monday = send(sunday.plus_days(1), "announce", "");
    assert_eq!(planner.post(&fix, &monday.each_ref().map(|(name, value)| (*name, value.as_str()))).await.to(), wrong);
    let corrected = planner.get(&wrong).await.body;
    assert!(corrected.contains(&sunday.plus_days(1).to_string()) && !corrected.contains(&sunday.to_string()), "{corrected}");
    planner.post(&format!("{wrong}/iptal"), &[("reason", "Yanlış duyuruldu.")]).await.to();

    let mut good = announce(today.plus_days(30));
    good[9].1 = "announce".into();
    let announced = planner.post("/planlama/seans", &good.each_ref().map(|(name, value)| (*name, value.as_str()))).await;
    let reference = announced.to().rsplit('/').next().unwrap().to_owned();

    // The coordinator sees the right, reserves, and sends the form once more with the back button.
    let mut coordinator = product.signed_in("coordinator").await;
    let home = coordinator.get("/egitim").await.body;
    assert!(home.contains("60 aktif kullanıcınız var") && home.contains("Elektronik İmza Uygulamaları"), "{home}");
    let at = format!("/egitim/seans/{reference}");
    let page = coordinator.get(&at).await.body;
    assert!(page.contains(&today.plus_days(23).to_string()), "the deadline: {page}");
    let key = hidden(&page, "key");
    let greedy = coordinator.post(&at, &[("seats", "7"), ("key", &key)]).await;
    assert_eq!(greedy.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(greedy.body.contains("en çok 6 kişilik") && hidden(&greedy.body, "key") == key, "{}", greedy.body);
    for seats in ["", "altı", "-1", "99999999999999999999"] {
        let reply = coordinator.post(&at, &[("seats", seats), ("key", &key)]).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{seats}");
    }
    for _ in 0..2 {
        assert_eq!(coordinator.post(&at, &[("seats", "5"), ("key", &key)]).await.to(), at);
    }
    let page = coordinator.get(&at).await.body;
    assert!(page.contains("Yeriniz ayrıldı") && page.contains("5 kişilik grup"), "{page}");
    assert_eq!(page.matches("Başvuru sırası: 1").count(), 2, "one group, named where it can be changed too: {page}");
    let statement = coordinator.get("/egitim/hesap").await.body;
    assert!(statement.contains("4 saat ayrıldı") && statement.contains("−4") && statement.contains("4 saat hak verildi"));
    // The count opens at the institution, with what hangs directly below it.
    let users = coordinator.get("/egitim/kullanicilar").await.body;
    let rows: Vec<&str> = users.split("<tbody>").nth(1).unwrap().split("<tr>").skip(1).collect();
    assert!(rows.len() > 1 && rows[0].contains("Örnek Bakanlığı") && rows[0].contains("<b>60</b>"), "{users}");

    // The planner sees the group and no name; the coordinator gives it back.
    let planned = planner.get(&format!("/planlama/seans/{reference}")).await.body;
    assert!(planned.contains("Örnek Bakanlığı") && planned.contains("5 kişilik grup") && !planned.contains("Serap"), "{planned}");
    let group = page.split("/egitim/rezervasyon/").nth(1).unwrap().split('/').next().unwrap().to_owned();
    let fewer = format!("/egitim/rezervasyon/{group}/azalt");
    let refused = coordinator.post(&fewer, &[("session", &reference), ("fewer", "5")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("href=\"#fewer-1\"") && refused.body.contains("id=\"fewer-1-error\""),
        "at its own form: {}",
        refused.body
    );
    assert!(refused.body.contains("<details class=\"more\" open>") && refused.body.contains("value=\"5\""), "{}", refused.body);
    assert_eq!(coordinator.post(&fewer, &[("session", &reference), ("fewer", "2")]).await.to(), at);
    let gone = format!("/egitim/rezervasyon/{group}/vazgec");
    assert_eq!(coordinator.post(&gone, &[("session", &reference)]).await.to(), at);
    assert!(coordinator.get(&at).await.body.contains("4 saat hesabınıza döndü"));
    let ministry = &kit.unit("ministry").institution_id;
    let balance = kit.world.db.read(|conn| ledger::statement(conn, &programme, ministry)).unwrap().balance;
    assert_eq!((balance.held, balance.available()), (0, 4));

    // Called off, with a reason that the coordinator reads.
    let off = format!("/planlama/seans/{reference}/iptal");
    assert_eq!(planner.post(&off, &[("reason", "")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    planner.post(&off, &[("reason", "Eğitmen hastalandı.")]).await.to();
    let page = coordinator.get(&at).await.body;
    assert!(page.contains("Eğitmen hastalandı.") && !page.contains("name=\"key\""), "{page}");
    assert_eq!(
        coordinator.post(&at, &[("seats", "1"), ("key", &key)]).await.to(),
        at,
        "the form of before, told what became of it"
    );
}

/// B2: certificates are counted where their people work, by the authorities that the installation trusts; the evidence names nobody.
#[tokio::test]
async fn certificates_are_counted_on_a_page() {
    let product = Product::with_provider();
    found(&product);
    let (kit, at) = (&product.kit, "/planlama/sayim/sertifikalar");
    let mut planner = product.signed_in("planner").await;
    let mut send = async |bytes: &[u8]| {
        let mut body = b"--b\r\nContent-Disposition: form-data; name=\"certificates\"; filename=\"imza.p7b\"\r\n\r\n".to_vec();
        body.extend(bytes);
        body.extend(b"\r\n--b--\r\n");
        planner.post_raw(at, "multipart/form-data; boundary=b", body).await
    };
    assert!(send(b"").await.body.contains("Dosya boş"), "{}", send(b"").await.body);
    let none = send(kit.authority.plain(kit.member("applicant")).certificate()).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.body.contains("1 sertifika geçerli değil"), "{}", none.body);
    assert_eq!(send(b"PK\x03\x04broken").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    // Looked at first: nothing is taken before it is said so, and nobody else takes it.
    let preview = send(kit.authority.qualified(kit.member("applicant")).certificate()).await;
    assert_eq!(preview.status, StatusCode::OK);
    assert!(preview.body.contains("1 imza sahibi 1 kurumda") && preview.body.contains("Örnek Bakanlığı"), "{}", preview.body);
    let aside = preview.body.split("name=\"aside\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let mut planner = product.signed_in("planner").await;
    assert!(!planner.get("/planlama/sayim").await.body.contains("imza.p7b"));
    let (take, of) = (format!("{at}/al"), [("aside", aside.as_str())]);
    assert_eq!(product.signed_in("coordinator").await.post(&take, &of).await.status, StatusCode::FORBIDDEN);
    let gone = planner.post(&take, &[("aside", "x")]).await;
    assert!(gone.status == StatusCode::CONFLICT && gone.body.contains("Önizlemenin süresi doldu"), "{}", gone.body);
    for _ in 0..2 {
        assert_eq!(planner.post(&take, &of).await.to(), "/planlama/sayim");
    }
    let page = planner.get("/planlama/sayim").await.body;
    assert!(page.contains("Örnek Bakanlığı") && page.contains("1 aktif kullanıcı") && page.contains("imza.p7b"), "{page}");
    let evidence = page.split("href=\"").find(|rest| rest.contains("/dayanak\"")).unwrap().split('"').next().unwrap().to_owned();
    let told = planner.get(&evidence).await;
    assert_eq!((&told.json()["people"], &told.json()["placed_by_register"]), (&1.into(), &1.into()), "{}", told.body);
    assert!(!told.body.contains(kit.member("applicant").national_id.digits()));
    let mut coordinator = product.signed_in("coordinator").await;
    assert_eq!(coordinator.get(&evidence).await.status, StatusCode::FORBIDDEN);
    assert_eq!(planner.post("/planlama/karar", &[]).await.to(), "/planlama/kurumlar");
    let users = coordinator.get("/egitim/kullanicilar").await.body;
    assert!(users.contains("sertifikalar ve iptal listeleri"), "{users}");
}

#[tokio::test]
async fn what_is_anothers_is_not_there() {
    let product = Product::with_provider();
    let programme = found(&product);
    decided(&product, &programme, 60);
    let kit = &product.kit;
    // The planner's institution has no coordinator; the ministry's sees nothing of the provider's tree.
    let mut coordinator = product.signed_in("coordinator").await;
    let provider = &kit.unit("provider").id;
    assert_eq!(coordinator.get(&format!("/egitim/kullanicilar?birim={provider}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(coordinator.get("/egitim/seans/KT7M-2QX4").await.status, StatusCode::NOT_FOUND);
    let nobody = "/egitim/rezervasyon/01ARYZ6S410000000000000000/vazgec";
    assert_eq!(coordinator.post(nobody, &[("session", "KT7M-2QX4")]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(coordinator.get("/api/v1/training/requests").await.json(), serde_json::json!([]));
    assert_eq!(coordinator.get("/api/v1/training/requests/KT7M-2QX4").await.status, StatusCode::NOT_FOUND);
    for path in ["/planlama", "/planlama/kurumlar", "/planlama/kategoriler", "/planlama/sayim/01ARYZ6S410000000000000000/dayanak"]
    {
        assert_eq!(coordinator.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    let mut planner = product.signed_in("planner").await;
    assert_eq!(planner.get("/egitim").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn empty_pages_say_what_comes_next() {
    let product = Product::with_provider();
    let mut coordinator = product.signed_in("coordinator").await;
    assert!(coordinator.get("/egitim").await.body.contains("yürürlükte bir eğitim programı yok"));
    assert_eq!(coordinator.get("/egitim/hesap").await.status, StatusCode::NOT_FOUND);
    let programme = found(&product);
    let page = coordinator.get("/egitim").await.body;
    assert!(page.contains("Karar bekleniyor") && page.contains("kurumsal müşteri temsilcinize"), "{page}");
    assert_eq!(coordinator.get("/egitim/kullanicilar").await.status, StatusCode::NOT_FOUND);
    for (count, says) in [(0, "eğitim hakkı doğmadı"), (1_000_001, "üst sınırını aşıyor"), (500, "kurumunuzda düzenlenir")]
    {
        product.kit.clock.advance(DAY);
        decided(&product, &programme, count);
        let mut coordinator = product.signed_in("coordinator").await;
        let page = coordinator.get("/egitim").await.body;
        assert!(page.contains(says), "{count}: {page}");
    }
    let english = {
        let mut coordinator = product.signed_in("coordinator").await;
        coordinator.get("/dil/en?to=/egitim").await;
        coordinator.get("/egitim").await.body
    };
    assert!(english.contains("Your right to training") && english.contains("8 hours"), "{english}");
}

#[tokio::test]
async fn a_table_is_tried_before_it_is_published() {
    let product = Product::with_provider();
    let programme = found(&product);
    decided(&product, &programme, 150);
    let mut planner = product.signed_in("planner").await;
    let page = planner.get("/planlama/kategoriler").await.body;
    assert!(page.contains("value=\"1000000\"") && page.contains("Standart kategori"), "{page}");
    let table =
        [("to-1", "200"), ("hours-1", "4"), ("way-1", "shared"), ("to-2", "1.000.000"), ("hours-2", "8"), ("way-2", "on_site")];
    let query =
        |table: &[(&str, &str)]| table.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&");
    let tried = planner.get(&format!("/planlama/kategoriler?{}", query(&table))).await.body;
    assert!(tried.contains("Hakkı azalan kurumlar") && tried.contains("Örnek Bakanlığı"), "{tried}");
    let broken = planner.get("/planlama/kategoriler?to-1=200&hours-1=4&way-1=shared&to-2=100&hours-2=8&way-2=on_site").await.body;
    assert!(broken.contains("Bir aralığın sonu başından küçük olamaz"), "{broken}");
    let tables = || product.kit.world.db.read(|conn| programme::tables(conn, &programme)).unwrap().len();
    assert_eq!(tables(), 1, "trying publishes nothing");
    let day = product.kit.world.today().plus_days(40).iso();
    let [year, month, day] = <[&str; 3]>::try_from(day.split('-').collect::<Vec<_>>()).unwrap();
    let fields = |reason| {
        let rest = [("reason", reason), ("valid_from-day", day), ("valid_from-month", month), ("valid_from-year", year)];
        table.into_iter().chain(rest).collect::<Vec<_>>()
    };
    assert_eq!(planner.post("/planlama/kategoriler", &fields("")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    planner.post("/planlama/kategoriler", &fields("Yeni dönem")).await.to();
    assert_eq!(tables(), 2);
    assert!(planner.get("/planlama/kategoriler").await.body.contains("101"), "the old table is in force until its day");
}

#[tokio::test]
async fn a_program_reserves_and_gives_back() {
    let product = Product::with_provider();
    let programme = found(&product);
    decided(&product, &programme, 60);
    let kit = &product.kit;
    let session = {
        let provider = &kit.unit("provider").institution_id;
        let (course, site) = kit
            .world
            .db
            .read(|conn| {
                let course = programme::courses(conn, &programme)?.into_iter().find(|course| course.code == "K2").unwrap();
                Ok((course.id, programme::sites(conn, provider)?[0].id.clone()))
            })
            .unwrap();
        let starts_on = kit.world.today().plus_days(40);
        let new = NewSession {
            programme: programme.clone(),
            course,
            site,
            starts_on,
            starts_minute: 570,
            hours_a_day: 6,
            seats: None,
            accepted: true,
        };
        announce(&kit.world, &kunye_testkit::operator(), &new).unwrap()
    };
    let mut coordinator = product.signed_in("coordinator").await;
    let right = coordinator.get("/api/v1/training/entitlement").await.json();
    assert_eq!((&right["tier"], &right["available"], &right["users"]), (&"standard".into(), &4.into(), &60.into()));
    let open = coordinator.get("/api/v1/training/sessions").await.json();
    assert_eq!(
        (&open[0]["reference"], &open[0]["free"], &open[0]["left"]),
        (&session.reference.as_str().into(), &24.into(), &6.into())
    );
    let at = format!("/api/v1/training/sessions/{}/reservations", session.reference);
    let mut ask = async |body: &str| {
        let reply = coordinator.post_raw(&at, "application/json", body.as_bytes().to_vec()).await;
        (reply.status, reply.json())
    };
    let (status, refused) = ask(r#"{"seats": 7, "key": "01ARYZ6S410000000000000000"}"#).await;
    assert_eq!((status, &refused["errors"][0]["field"]), (StatusCode::UNPROCESSABLE_ENTITY, &"seats".into()));
    assert_eq!(ask(r#"{"seats": 3, "key": "x"}"#).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let (status, first) = ask(r#"{"seats": 3, "key": "01ARYZ6S410000000000000000"}"#).await;
    assert_eq!((status, &first["state"], &first["number"]), (StatusCode::CREATED, &"seated".into(), &1.into()));
    assert_eq!(ask(r#"{"seats": 3, "key": "01ARYZ6S410000000000000000"}"#).await.1, first, "sent twice is sent once");
    let id = first["id"].as_str().unwrap();
    let delete = |coordinator: &Browser| {
        let request = coordinator.request(Method::DELETE, &format!("/api/v1/training/reservations/{id}"));
        request.body(Body::empty()).unwrap()
    };
    let request = delete(&coordinator);
    let given_back = coordinator.send(request).await;
    assert_eq!(given_back.json()["returned"], 4, "{}", given_back.body);
    let request = delete(&coordinator);
    assert_eq!(coordinator.send(request).await.status, StatusCode::CONFLICT);
}
