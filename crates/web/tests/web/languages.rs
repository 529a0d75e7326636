//! Pages by which somebody says in which language they want to be written to.

use crate::browser::Product;
use kunye_core::register;
use kunye_kernel::language::Language;

fn kept(product: &Product, key: &str) -> Option<Language> {
    let id = &product.kit.member(key).id;
    product.kit.world.db.read(|conn| register::person(conn, id)).unwrap().unwrap().language
}

#[tokio::test]
async fn signing_in_and_choosing_say_it_and_links_of_others_do_not() {
    let product = Product::new();
    product.browser().get("/dil/en?to=/").await;
    assert_eq!(kept(&product, "applicant"), None, "nobody is signed in");
    let mut browser = product.signed_in("applicant").await;
    assert_eq!(kept(&product, "applicant"), Some(Language::Tr), "the page of the sign-in was Turkish");

    // A link on somebody else's page, and a browser that says nothing of where it comes from.
    for site in [Some("cross-site"), Some("same-site"), Some("none"), None] {
        browser.headers = site.map(|site| ("sec-fetch-site", site)).into_iter().collect();
        browser.get("/dil/en?to=/").await;
        assert_eq!(kept(&product, "applicant"), Some(Language::Tr), "{site:?}");
    }
    browser.headers = vec![("sec-fetch-site", "same-origin")];
    browser.get("/dil/en?to=/").await;
    assert_eq!(kept(&product, "applicant"), Some(Language::En));
    let page = browser.get("/hesabim").await.body;
    assert!(page.contains("Language of messages") && page.contains(">English<"), "{page}");
    assert_eq!(kept(&product, "colleague"), None);

    // The next sign-in is on an English page.
    let (mut english, name) = (product.browser(), product.kit.member("colleague").user_name.clone());
    english.get("/dil/en?to=/giris").await;
    english.post("/giris", &[("user_name", &name), ("password", kunye_testkit::PASSWORD), ("next", "")]).await;
    assert_eq!(kept(&product, "colleague"), Some(Language::En));
}
