//! Signing the form electronically, and the public page that verifies documents.

use crate::api::{Program, problem};
use crate::browser::{Browser, Product, Reply};
use crate::desk::at;
use axum::http::{Method, StatusCode, header};
use kunye_core::issued;
use kunye_core::requests::paper;
use kunye_kernel::language::Language;
use kunye_testkit::PlainPapers;
use serde_json::json;

const BOUNDARY: &str = "----kunye-test";

async fn send(browser: &mut Browser, path: &str, field: &str, bytes: &[u8]) -> Reply {
    let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"form.pdf\"\r\n\r\n");
    let body = [head.as_bytes(), bytes, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat();
    browser.post_raw(path, &format!("multipart/form-data; boundary={BOUNDARY}"), body).await
}

/// The form of a request as it was issued, and the same with the signatures of these people.
fn signed(product: &Product, reference: &str, who: &[&str]) -> Vec<u8> {
    let (kit, request) = (&product.kit, product.kit.request(reference));
    let form = paper::issue(&kit.world, &kit.texts, &PlainPapers, &request, Language::Tr).unwrap();
    who.iter().fold(form, |pdf, who| kit.authority.qualified(kit.member(who)).sign(&pdf, who, kit.world.now()))
}

/// A browser that has shown that it knows the number on the form.
async fn holder(product: &Product, reference: &str) -> Browser {
    let mut browser = product.browser();
    let number = product.kit.member("applicant").national_id.digits().to_owned();
    let asked = browser.get(&format!("/talep/{reference}/imza")).await;
    assert_eq!(asked.to(), format!("/talep/{reference}/form?sonra=imza"));
    let reply = browser.post(&format!("/talep/{reference}/form?sonra=imza"), &[("national_id", &number)]).await;
    assert_eq!(reply.to(), format!("/talep/{reference}/imza"));
    browser
}

#[tokio::test]
async fn a_form_is_signed_by_both_and_the_officer_sees_it() {
    let product = Product::new();
    let reference = product.kit.request_of("applicant");
    let address = format!("/talep/{reference}/imza");
    let mut browser = holder(&product, &reference).await;
    assert!(browser.get(&address).await.body.contains("Formu elektronik imzayla imzalayın"));
    let refused = send(&mut browser, &address, "signed", &signed(&product, &reference, &[])).await;
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("Dosyada imza yok."));
    assert_eq!(send(&mut browser, &address, "signed", &signed(&product, &reference, &["applicant"])).await.to(), address);
    let page = browser.get(&address).await.body;
    assert!(page.contains("Ayşe Nur Öztürk") && page.contains("Sıra idari amirinizde."));

    let mut head = product.signed_in("head").await;
    let desk = head.get(&format!("/onay/{reference}")).await.body;
    assert!(desk.contains("Onay yerine formu elektronik imzayla imzala"));
    let twice = signed(&product, &reference, &["applicant", "head"]);
    let once = send(&mut head, &format!("/onay/{reference}/imza"), "signed", &signed(&product, &reference, &["applicant"])).await;
    assert!(once.status == StatusCode::UNPROCESSABLE_ENTITY && once.body.contains("İkinci imza, oturum açan kişinin değil."));
    assert_eq!(send(&mut head, &format!("/onay/{reference}/imza"), "signed", &twice).await.to(), format!("/onay/{reference}"));

    let mut officer = product.signed_in("officer").await;
    let page = officer.get(&at(&reference, "")).await.body;
    assert!(page.contains("elektronik imzayla imzaladı") && page.contains("Elektronik imzalı form"));
    let pdf = officer.get(&at(&reference, "imzali.pdf")).await;
    assert_eq!(pdf.header(header::CONTENT_TYPE), "application/pdf");
    officer.post(&at(&reference, "gonder"), &[("attested", "yes")]).await.to();
    let bundle = officer.get(&at(&reference, "dosya.zip")).await;
    assert_eq!((bundle.status, bundle.header(header::CONTENT_TYPE)), (StatusCode::OK, "application/zip"));
    assert!(bundle.body.starts_with("PK"));
    // Nobody signs what was carried out.
    assert!(!browser.get(&address).await.body.contains("enctype"));
}

#[tokio::test]
async fn whoever_does_not_hold_the_form_neither_reads_nor_brings_it() {
    let product = Product::new();
    let reference = product.kit.request_of("applicant");
    let file = signed(&product, &reference, &["applicant"]);
    let mut stranger = product.browser();
    for path in ["imza", "imzali.pdf"] {
        let reply = stranger.get(&format!("/talep/{reference}/{path}")).await;
        assert_eq!(reply.to(), format!("/talep/{reference}/form?sonra=imza"));
    }
    send(&mut stranger, &format!("/talep/{reference}/imza"), "signed", &file).await.to();
    let request = product.kit.request(&reference);
    let kept = product.kit.world.db.read(|conn| kunye_core::requests::signed_form(conn, &request.id)).unwrap();
    assert!(kept.is_none());
}

#[tokio::test]
async fn documents_are_verified_by_anybody() {
    let product = Product::new();
    let reference = product.kit.request_of("applicant");
    let form = signed(&product, &reference, &[]);
    let request = product.kit.request(&reference);
    let document = product.kit.world.db.read(|conn| issued::of_subject(conn, request.id.as_str())).unwrap().pop().unwrap();
    let mut anybody = product.browser();
    let page = anybody.get(&format!("/dogrula/{}", document.code.to_lowercase())).await;
    assert!(page.status == StatusCode::OK && page.body.contains("Bu kodla bir belge verildi") && page.body.contains(&reference));
    assert!(!page.body.contains(request.national_id.digits()) && !page.body.contains(request.mobile.spaced().as_str()));
    for unknown in ["KKKK-KKKK-KKKK-KKKK", "nonsense", "%2e%2e"] {
        assert_eq!(anybody.get(&format!("/dogrula/{unknown}")).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{unknown}");
    }
    let verified = |bytes: Vec<u8>| {
        let mut anybody = anybody.clone();
        async move { send(&mut anybody, "/dogrula", "file", &bytes).await }
    };
    assert!(verified(form.clone()).await.body.contains("Belge gerçek"));
    assert!(verified(signed(&product, &reference, &["applicant"])).await.body.contains("Belge gerçek"));
    let mut edited = form.clone();
    let at = edited.windows(5).position(|five| five == b"Title").unwrap();
    edited[at + 8] ^= 1;
    assert!(verified(edited).await.body.contains("Bu belge bizden değil"));
    let nothing = verified(Vec::new()).await;
    assert!(nothing.status == StatusCode::UNPROCESSABLE_ENTITY && nothing.body.contains("Bir kod yazın"));
    assert!(verified(b"PK\x03\x04".to_vec()).await.body.contains("Dosya PDF değil."));
}

#[tokio::test]
async fn programs_verify_by_file_and_by_code() {
    let product = Product::new();
    let reference = product.kit.request_of("applicant");
    let form = signed(&product, &reference, &[]);
    let mut program = Program::stranger(&product);
    let verification = "/api/v1/documents/verification";
    let genuine =
        program.send(Method::POST, verification, "application/pdf", signed(&product, &reference, &["applicant"])).await.json();
    assert_eq!((&genuine["standing"], &genuine["reasons"]), (&json!("genuine"), &json!([])), "{genuine}");
    let [seal, signature] = genuine["signatures"].as_array().unwrap().as_slice() else { panic!("{genuine}") };
    assert_eq!((&seal["kind"], &signature["kind"]), (&json!("institution_seal"), &json!("qualified_person")));
    assert!([seal, signature].iter().all(|one| one["indication"] == "TOTAL_PASSED"));
    let code = genuine["document"]["verification_code"].as_str().unwrap().to_owned();
    let listed = program.get(&format!("/api/v1/documents/{}", code.to_lowercase())).await.json();
    assert_eq!((&listed["standing"], &listed["document"]), (&json!("listed"), &genuine["document"]));

    let appended = [form.as_slice(), b"\n1 0 obj\n<<>>\nendobj\ntrailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"].concat();
    let changed = program.send(Method::POST, verification, "application/pdf", appended).await.json();
    assert!(changed["standing"] == "changed" && !changed["reasons"].as_array().unwrap().is_empty(), "{changed}");
    let mut edited = form;
    let at = edited.windows(5).position(|five| five == b"Title").unwrap();
    edited[at + 8] ^= 1;
    let unknown = program.send(Method::POST, verification, "application/pdf", edited).await.json();
    assert_eq!((&unknown["standing"], &unknown["document"]), (&json!("unknown"), &json!(null)));
    let member = product.kit.member("applicant");
    assert!(program.heard.iter().all(|told| !told.contains(member.national_id.digits())), "masked");

    for bytes in [b"PK\x03\x04".to_vec(), Vec::new()] {
        let refused = program.send(Method::POST, verification, "application/pdf", bytes).await;
        assert_eq!(problem(&refused, StatusCode::UNPROCESSABLE_ENTITY, "error-invalid")["errors"][0]["field"], "file");
    }
    let nobodys = program.get("/api/v1/documents/KKKK-KKKK-KKKK-KKKK").await;
    assert_eq!(problem(&nobodys, StatusCode::UNPROCESSABLE_ENTITY, "error-invalid")["errors"][0]["field"], "code");
}
