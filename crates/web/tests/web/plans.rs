//! Inside a plan, in a browser: candidates of units, leave, supervisors, what is passed on, transfers; and their neighbours.

use crate::browser::{Browser, Product};
use crate::training::{decided, found, option};
use crate::training_voices::session;
use axum::http::StatusCode;
use kunye_core::training::participants::{NewName, name};
use kunye_kernel::time::DAY;

/// What follows in a page, up to the next quotation mark.
fn after(page: &str, before: &str) -> String {
    let rest = page.split(before).nth(1).unwrap_or_else(|| panic!("no {before} in {page}"));
    rest.split('"').next().unwrap().to_owned()
}

async fn status(browser: &mut Browser, at: &str) -> StatusCode {
    browser.get(at).await.status
}

#[tokio::test]
async fn units_propose_and_see_only_their_own() {
    let product = Product::with_provider();
    let kit = &product.kit;
    let programme = found(&product);
    decided(&product, &programme, 60);
    let session = session(&product, &programme, 4);
    let at = format!("/egitim/seans/{}/adaylar", session.reference);
    let mut coordinator = product.signed_in("coordinator").await;
    assert!(coordinator.get(&at).await.body.contains("Henüz bir birimden aday istemediniz"));
    let units = coordinator.get(&format!("{at}?q=%C3%A7ankaya")).await.body;
    let cankaya = kit.unit("cankaya").id.to_string();
    assert!(units.contains(&cankaya) && !units.contains(kit.unit("provider").id.as_str()), "{units}");
    let until = kit.world.today().plus_days(2).to_string();
    let no_day = coordinator.post(&at, &[("places", "0"), ("until", "dün"), (&cankaya, "yes")]).await;
    assert!(no_day.body.contains("href=\"#until\"") && no_day.body.contains("Böyle bir gün yok: dün"), "{}", no_day.body);
    let wrong = coordinator.post(&at, &[("places", "0"), ("until", &until), (&cankaya, "yes")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("href=\"#places\"") && wrong.body.contains("Çankaya İlçe"), "the choice is kept: {}", wrong.body);
    let stranger = kit.unit("provider").id.to_string();
    let other = coordinator.post(&at, &[("places", "1"), ("until", &until), (&stranger, "yes")]).await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
    assert_eq!(coordinator.post(&at, &[("places", "2"), ("until", &until), (&cankaya, "yes")]).await.to(), at);
    kit.run_jobs();
    assert!(kit.last_text("head").contains("Çankaya İlçe Müdürlüğü biriminden"), "{}", kit.last_text("head"));

    // Its head proposes; the neighbour's head, and officers above whom a nearer one outranks, find nothing.
    let mut head = product.signed_in("head").await;
    let page = head.get("/birimim").await.body;
    let call = after(&page, "href=\"/birimim/adaylar/");
    let one = format!("/birimim/adaylar/{call}");
    for key in ["neighbour_head", "neighbour_officer", "ankara_head", "ankara_officer"] {
        let mut stranger = product.signed_in(key).await;
        assert!(stranger.get("/birimim").await.body.contains("Biriminizden aday istenmedi"), "{key}");
        assert_eq!(status(&mut stranger, &one).await, StatusCode::NOT_FOUND, "{key}");
        let applicant = kit.member("applicant").id.to_string();
        let refused = stranger.post(&one, &[("person", &applicant), ("reason", "x")]).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{key}");
    }
    for key in ["planner", "coordinator"] {
        assert_eq!(status(&mut product.signed_in(key).await, &one).await, StatusCode::FORBIDDEN, "{key}");
    }
    let found = head.get(&format!("{one}?q=i")).await.body;
    assert!(!found.contains("Güneş"), "somebody of the neighbour's: {found}");
    let person = kit.member("applicant").id.to_string();
    let silent = head.post(&one, &[("person", &person), ("reason", " "), ("q", "öztürk")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(silent.body.contains("id=\"reason\""), "{}", silent.body);
    let neighbour = kit.member("neighbour").id.to_string();
    assert_eq!(head.post(&one, &[("person", &neighbour), ("reason", "x")]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(head.post(&one, &[("person", &person), ("reason", "Her gün <b>imzalıyor</b>.")]).await.to(), one);
    let mine = head.get(&one).await.body;
    assert!(mine.contains("Her gün &lt;b&gt;imzalıyor") && mine.contains("Ayşe Nur Öztürk"), "{mine}");
    let candidate = after(&mine, "action=\"/birimim/aday/").replace("/geri-al", "");

    // The coordinator picks; the provider learns nothing of it.
    let page = coordinator.get(&at).await.body;
    assert!(page.contains("Ayşe Nur Öztürk") && page.contains("Mehmet Şükrü Çağlar"), "{page}");
    let list = format!("/egitim/seans/{}/katilimcilar", session.reference);
    assert!(coordinator.get(&list).await.body.contains("Birimlerin 1 önerisi var"));
    assert_eq!(coordinator.post(&list, &[("person", &person)]).await.to(), list);
    assert!(!coordinator.get(&list).await.body.contains("önerisi var"));
    let mut planner = product.signed_in("planner").await;
    let theirs = planner.get(&format!("/planlama/seans/{}/katilimcilar", session.reference)).await.body;
    assert!(!theirs.contains("Öztürk"), "B10");
    assert_eq!(status(&mut planner, &at).await, StatusCode::FORBIDDEN);

    // The head sees whom of theirs was invited; so does the deputy; the neighbour's head nobody.
    for (key, sees) in [("head", true), ("deputy", true), ("neighbour_head", false), ("ankara_head", false)] {
        let page = product.signed_in(key).await.get("/birimim").await.body;
        assert_eq!(page.contains("Ayşe Nur Öztürk") && page.contains("Yanıt bekleniyor"), sees, "{key}");
    }
    let mut neighbour = product.signed_in("neighbour_head").await;
    let take_back = format!("/birimim/aday/{candidate}/geri-al");
    assert_eq!(neighbour.post(&take_back, &[("call", &call)]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(head.post(&take_back, &[("call", &call)]).await.to(), one);
    let close = format!("/egitim/adaylar/{call}/kapat");
    assert_eq!(coordinator.post(&close, &[("session", &session.reference)]).await.to(), at);
    assert_eq!(head.post(&one, &[("person", &person), ("reason", "x")]).await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn leave_is_shown_and_asks_for_a_reason() {
    let product = Product::with_provider();
    let kit = &product.kit;
    let programme = found(&product);
    decided(&product, &programme, 60);
    let session = session(&product, &programme, 4);
    let (day, number) = (session.starts_on.to_string(), kit.member("applicant").staff_no.clone());
    let mut officer = product.signed_in("officer").await;
    assert!(officer.get("/birimim").await.body.contains("href=\"/izinler\""));
    let wrong = officer.post("/izinler", &[("who", "E999"), ("from", "yarın")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(officer.get("/izinler").await.body.contains("class=\"back\" href=\"/birimim\""));
    assert_eq!(officer.post("/izinler", &[("who", &number), ("from", &day), ("until", "")]).await.to(), "/izinler");
    assert!(officer.get("/izinler").await.body.contains("Ayşe Nur Öztürk"));
    // The neighbour's officer neither sees nor says anything of it; the provider has no such page.
    let mut neighbour = product.signed_in("neighbour_officer").await;
    assert!(!neighbour.get("/izinler").await.body.contains("Öztürk"));
    let refused = neighbour.post("/izinler", &[("who", &number), ("from", &day)]).await;
    assert!(refused.body.contains("bu numarayla görevli kimse bulunamadı"), "{}", refused.body);
    let id = after(&officer.get("/izinler").await.body, "action=\"/izinler/").replace("/sil", "");
    assert_eq!(neighbour.post(&format!("/izinler/{id}/sil"), &[]).await.status, StatusCode::NOT_FOUND);
    for key in ["planner", "head", "applicant"] {
        assert_eq!(status(&mut product.signed_in(key).await, "/izinler").await, StatusCode::FORBIDDEN, "{key}");
    }

    let list = format!("/egitim/seans/{}/katilimcilar", session.reference);
    let mut coordinator = product.signed_in("coordinator").await;
    assert!(coordinator.get("/egitim").await.body.contains("href=\"/izinler\""));
    assert!(coordinator.get("/izinler").await.body.contains("class=\"back\" href=\"/egitim\""));
    // From the people of a training and back to them, whatever is done meanwhile.
    let from_list = format!("/izinler?seans={}", session.reference);
    let leave = coordinator.get(&from_list).await.body;
    assert!(coordinator.get(&list).await.body.contains(&format!("href=\"{from_list}\"")));
    assert!(leave.contains(&format!("class=\"back\" href=\"{list}\"")), "{leave}");
    let colleague = kit.member("colleague").staff_no.clone();
    assert_eq!(coordinator.post(&from_list, &[("who", &colleague), ("from", &day)]).await.to(), from_list);
    let elsewhere = coordinator.get("/izinler?seans=//evil.example").await.body;
    assert!(elsewhere.contains("class=\"back\" href=\"/egitim\"") && !elsewhere.contains("action=\"/izinler?"), "{elsewhere}");
    let shown = coordinator.get(&format!("{list}?q=%C3%B6zt%C3%BCrk")).await.body;
    assert!(shown.contains(&format!("{day} günü izinli.")), "{shown}");
    let person = kit.member("applicant").id.to_string();
    let silent = coordinator.post(&list, &[("person", &person), ("q", "öztürk")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(silent.body.contains("href=\"#despite\"") && silent.body.contains("id=\"despite\""), "{}", silent.body);
    let all = format!("{list}/liste");
    let again = coordinator.post(&all, &[(&person, "no")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains(&person) && again.body.contains("id=\"despite\""), "nothing is lost: {}", again.body);
    assert_eq!(coordinator.post(&all, &[(&person, "no"), ("despite", "Dönüyor.")]).await.to(), list);
    assert!(coordinator.get(&list).await.body.contains("Gerekçe: Dönüyor."));
    assert_eq!(officer.post(&format!("/izinler/{id}/sil"), &[]).await.to(), "/izinler");
}

#[tokio::test]
async fn what_is_passed_on_is_said_by_whoever_did() {
    let product = Product::with_provider();
    let kit = &product.kit;
    let programme = found(&product);
    decided(&product, &programme, 60);
    let session = session(&product, &programme, 4);
    let named = |key: &str, disseminator: bool| {
        let new = NewName {
            session: session.reference.clone(),
            person: kit.member(key).id.clone(),
            disseminator,
            despite: String::new(),
            instead: None,
        };
        name(&kit.world, &kit.actor("coordinator"), &new).unwrap().id
    };
    let (teller, listener) = (named("applicant", true), named("colleague", false));
    let at = format!("/egitimlerim/{teller}/yayginlastirma");
    let mut applicant = product.signed_in("applicant").await;
    assert_eq!(status(&mut applicant, &at).await, StatusCode::CONFLICT, "before the training");
    assert!(!applicant.get("/egitimlerim").await.body.contains(&at));
    kit.clock.advance(session.starts_at().since(kit.world.now()) + DAY);
    let mut applicant = product.signed_in("applicant").await;
    assert!(applicant.get("/egitimlerim").await.body.contains(&at));
    let mut colleague = product.signed_in("colleague").await;
    for other in [&at, &format!("/egitimlerim/{listener}/yayginlastirma")] {
        assert_eq!(status(&mut colleague, other).await, StatusCode::NOT_FOUND);
    }
    let no_day = applicant.post(&at, &[("held_on", "dün"), ("people", "0")]).await;
    assert!(no_day.body.contains("href=\"#held_on\""), "{}", no_day.body);
    let today = kit.world.today().to_string();
    let wrong = applicant.post(&at, &[("held_on", today.as_str()), ("people", "0")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("href=\"#place\""), "{}", wrong.body);
    let said = [("held_on", today.as_str()), ("place", "Toplantı <b>salonu</b>"), ("people", "14")];
    assert_eq!(applicant.post(&at, &said).await.to(), at);
    let page = applicant.get(&at).await.body;
    assert!(page.contains("14 kişi") && page.contains("&lt;b&gt;salonu"), "{page}");
    let mut coordinator = product.signed_in("coordinator").await;
    let list = coordinator.get(&format!("/egitim/seans/{}/katilimcilar", session.reference)).await.body;
    assert!(list.contains("Beyanına göre 14 kişiye anlattı"), "{list}");
    let mut director = product.signed_in("director").await;
    assert!(director.get("/genel-durum").await.body.contains("ayrıca 14 iş arkadaşına"));
    let id = after(&page, "action=\"/egitimlerim/yayginlastirma/").replace("/sil", "");
    let remove = format!("/egitimlerim/yayginlastirma/{id}/sil");
    assert_eq!(colleague.post(&remove, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(applicant.post(&remove, &[]).await.to(), at);
}

#[tokio::test]
async fn hours_are_moved_by_a_decision_after_a_look() {
    let product = Product::with_provider();
    let programme = found(&product);
    decided(&product, &programme, 60);
    let mut planner = product.signed_in("planner").await;
    assert!(planner.get("/planlama/kurumlar").await.body.contains("href=\"/planlama/aktarim\""));
    let form = planner.get("/planlama/aktarim").await.body;
    let ministry = option(&form, "Örnek Bakanlığı (");
    let empty = planner.post("/planlama/aktarim", &[("from", ""), ("to", &ministry)]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let same = planner.post("/planlama/aktarim", &[("from", &ministry), ("to", &ministry), ("hours", "x")]).await;
    for field in ["#to", "#hours", "#reason"] {
        assert!(same.body.contains(&format!("href=\"{field}\"")), "{field}: {}", same.body);
    }
    let mut coordinator = product.signed_in("coordinator").await;
    assert_eq!(status(&mut coordinator, "/planlama/aktarim").await, StatusCode::FORBIDDEN);
}
