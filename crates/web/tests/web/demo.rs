//! Demonstration mode: the sample people, and what the simulated phones received.

use crate::browser::Product;
use kunye_core::demo::{Demonstration, Persona, Received};
use kunye_kernel::phone::Mobile;
use kunye_kernel::time::Time;
use std::sync::Arc;

struct Stage;

const NUMBER: &str = "0502 300 10 20";

impl Demonstration for Stage {
    fn personas(&self) -> Vec<Persona> {
        let applicant = Persona {
            role: "applicant".into(),
            name: "Ayşe Nur Öztürk".into(),
            about: "Memur".into(),
            user_name: String::new(),
            password: String::new(),
            second_factor: None,
            facts: vec![("mobile".into(), NUMBER.into())],
        };
        let officer = Persona {
            role: "officer".into(),
            name: "Elif İpek Yıldırım".into(),
            user_name: "elif.yildirim".into(),
            password: "Derin-Vadi-2948".into(),
            second_factor: Some(b"twenty bytes of test".to_vec()),
            facts: Vec::new(),
            ..applicant.clone()
        };
        vec![applicant, officer]
    }

    fn received(&self) -> Vec<Received> {
        let message = |to: &str, text: &str| Received {
            delivery: "01ARYZ6S410000000000000000".into(),
            to: Mobile::parse(to).unwrap(),
            at: Time(0),
            sender: "KUNYE".into(),
            text: text.into(),
            parts: 1,
            characters: text.chars().count(),
            encoding: "gsm7",
        };
        vec![message(NUMBER, "ilk"), message("0502 300 10 21", "başkasına"), message(NUMBER, "<b>ikinci</b>")]
    }
}

#[tokio::test]
async fn the_sample_people_are_introduced_with_their_codes() {
    let product = Product::demonstrating(Arc::new(Stage));
    let page = product.browser().get("/demo").await.body;
    let code = kunye_core::accounts::second_factor::code_for_demo(b"twenty bytes of test", product.kit.world.now()).unwrap().0;
    for shown in ["Ayşe Nur Öztürk", NUMBER, "elif.yildirim", "Derin-Vadi-2948", &code] {
        assert!(page.contains(shown), "{shown}");
    }
    assert!(product.browser().get("/").await.body.contains("class=\"demo-bar\""));
}

#[tokio::test]
async fn the_phone_that_rang_last_lies_on_top() {
    let product = Product::demonstrating(Arc::new(Stage));
    let mut browser = product.browser();
    let page = browser.get("/demo/phone").await.body;
    assert!(page.contains("ilk") && page.contains("&lt;b&gt;ikinci&lt;/b&gt;") && !page.contains("başkasına"));
    assert!(page.contains("Ayşe Nur Öztürk"), "whose phone it is");
    assert!(page.contains("Sonucu bilinmiyor"), "nothing is known of a delivery that the book does not have");
    let other = browser.get("/demo/phone?number=2&auto=1").await.body;
    assert!(other.contains("başkasına") && !other.contains("ilk") && other.contains("http-equiv=\"refresh\""));
    for nonsense in ["/demo/phone?number=99", "/demo/phone?number=-1", "/demo/phone?number=x&auto=x"] {
        assert!(browser.get(nonsense).await.status.is_success(), "{nonsense}");
    }
}
