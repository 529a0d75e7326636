//! Files of a personnel system through the pages: preview, apply, and what is refused.

use crate::browser::{Browser, Product, Reply};
use crate::register::provincial_administrator;
use axum::http::{StatusCode, header};
use kunye_core::register::{self, import::FILE_LIMIT};
use kunye_kernel::national_id::NationalId;
use rust_xlsxwriter::Workbook;

const HEADER: &str = "TCKN;Sicil No;Ad;Soyad;Unvan;Birim DETSİS No;Cep Telefonu;Göreve Başlama Tarihi\n";

/// A row of a people file: somebody new in Çankaya.
fn newcomer(product: &Product, at: u32) -> String {
    let id = NationalId::from_first_nine(700_000_001 + at * 13).unwrap();
    let detsis = &product.kit.unit("cankaya").detsis;
    format!("{};9{at:04};Şule {};Ağırbaş;Memur;{detsis};0502 300 20 {:02};01.11.2026\n", id.digits(), "İ", at % 100)
}

async fn send(browser: &mut Browser, kind: &str, name: &str, bytes: &[u8]) -> Reply {
    let mut body = format!("--x\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\n{kind}\r\n").into_bytes();
    let head = format!("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--x--\r\n");
    browser.post_raw("/kayit/aktar", "multipart/form-data; boundary=x", body).await
}

fn count(product: &Product) -> i64 {
    let page = kunye_kernel::page::PageRequest::default();
    let everything = |conn: &mut _| {
        let scope = register::duties::administrator_scope(conn, &kunye_testkit::operator(), product.kit.world.today())?;
        register::search_people(conn, &scope.people(), "agirbas", product.kit.world.today(), page)
    };
    product.kit.world.db.read(everything).unwrap().total
}

#[tokio::test]
async fn a_csv_file_is_previewed_and_then_applied_once() {
    let product = Product::new();
    let mut administrator = product.signed_in("administrator").await;
    let file =
        format!("{HEADER}{}{}12345678901;1;Ad;Soyad;Memur;99000004;;01.11.2026\n", newcomer(&product, 1), newcomer(&product, 2));
    let import = send(&mut administrator, "people", "C:\\dosyalar\\personel <b>.csv", file.as_bytes()).await.to().to_owned();
    assert!(import.starts_with("/kayit/aktar/01"));

    let preview = administrator.get(&import).await.body;
    assert!(preview.contains("Şule İ Ağırbaş") && preview.contains("personel &lt;b&gt;.csv"), "{preview}");
    assert!(preview.contains("T.C. kimlik numarası geçersiz."), "the rejected row says why");
    assert!(!preview.contains("0502 300 20 01") && !preview.contains("12345678901"));
    assert_eq!(count(&product), 0, "a preview changes nothing");
    assert!(administrator.get("/kayit/aktar").await.body.contains("personel &lt;b&gt;.csv"));

    let rejected = administrator.get(&format!("{import}/alinmayanlar.csv")).await;
    assert_eq!(rejected.header(header::CONTENT_DISPOSITION), "attachment; filename=\"alinmayanlar.csv\"");
    assert!(rejected.body.contains("\"4\";\"T.C. kimlik numarası\";\"T.C. kimlik numarası geçersiz.\""), "{}", rejected.body);

    let wait = administrator.get(&format!("{import}/bekle")).await;
    assert!(wait.body.contains("http-equiv=\"refresh\""));
    assert_eq!(administrator.post(&format!("{import}/uygula"), &[]).await.to(), import);
    assert_eq!(count(&product), 2);
    let result = administrator.get(&import).await.body;
    assert!(result.contains("Değişiklikler uygulandı"), "{result}");
    assert_eq!(administrator.get(&format!("{import}/bekle")).await.to(), import);
    // A second click finds it done; what is done cannot be discarded.
    assert_eq!(administrator.post(&format!("{import}/uygula"), &[]).await.to(), import);
    assert_eq!(administrator.post(&format!("{import}/vazgec"), &[]).await.to(), import);
    assert!(administrator.get(&import).await.body.contains("Değişiklikler uygulandı"));
    assert_eq!(count(&product), 2);
}

#[tokio::test]
async fn a_workbook_of_units_is_taken() {
    let product = Product::new();
    let mut administrator = product.signed_in("administrator").await;
    let template = administrator.get("/kayit/aktar/sablon/birimler.xlsx").await;
    assert!(template.body.starts_with("PK"));
    assert_eq!(administrator.get("/kayit/aktar/sablon/baska.xlsx").await.status, StatusCode::NOT_FOUND);

    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let above = product.kit.unit("ankara").detsis.clone();
    let rows = [
        ["DETSİS No", "Birim Adı", "Üst Birim DETSİS No", "Birim Türü", "İl"],
        ["99000101", "Gölbaşı İlçe Müdürlüğü", &above, "İlçe müdürlüğü", "Ankara"],
    ];
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write(row, column, cell).unwrap();
        }
    }
    let bytes = book.save_to_buffer().unwrap();
    let import = send(&mut administrator, "units", "birimler.xlsx", &bytes).await.to().to_owned();
    assert!(administrator.get(&import).await.body.contains("Gölbaşı İlçe Müdürlüğü"));
    administrator.post(&format!("{import}/uygula"), &[]).await;
    assert!(administrator.get("/kayit?q=golbasi").await.body.contains("Gölbaşı İlçe Müdürlüğü"));
}

#[tokio::test]
async fn what_was_discarded_stays_undone() {
    let product = Product::new();
    let mut administrator = product.signed_in("administrator").await;
    let file = format!("{HEADER}{}", newcomer(&product, 1));
    let import = send(&mut administrator, "people", "p.csv", file.as_bytes()).await.to().to_owned();
    assert_eq!(administrator.post(&format!("{import}/vazgec"), &[]).await.to(), import);
    assert!(administrator.get(&import).await.body.contains("Aktarımdan vazgeçildi"));
    assert_eq!(administrator.post(&format!("{import}/uygula"), &[]).await.to(), import);
    assert_eq!(count(&product), 0);
}

#[tokio::test]
async fn a_preview_that_no_longer_holds_is_not_applied() {
    let product = Product::new();
    let mut administrator = product.signed_in("administrator").await;
    let file = format!("{HEADER}{}", newcomer(&product, 1));
    let first = send(&mut administrator, "people", "p.csv", file.as_bytes()).await.to().to_owned();
    let second = send(&mut administrator, "people", "p.csv", file.as_bytes()).await.to().to_owned();
    administrator.post(&format!("{first}/uygula"), &[]).await;
    let late = administrator.post(&format!("{second}/uygula"), &[]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.body.contains("Önizlemeden sonra kayıtlarda değişiklik oldu"), "{}", late.body);
    assert_eq!(count(&product), 1);
}

/// The sizes in a package's directory say that it unpacks to half a gigabyte each.
fn bomb() -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet().write(0, 0, "x").unwrap();
    let mut bytes = book.save_to_buffer().unwrap();
    let entries: Vec<usize> = (0..bytes.len() - 28).filter(|at| bytes[*at..].starts_with(b"PK\x01\x02")).collect();
    for at in entries {
        bytes[at + 24..at + 28].copy_from_slice(&0x2000_0000_u32.to_le_bytes());
    }
    bytes
}

#[tokio::test]
async fn hostile_files_are_refused_in_words() {
    let product = Product::new();
    let mut administrator = product.signed_in("administrator").await;
    let (program, page) =
        (b"MZ\x90\x00\x03\x00\x00\x00 not a table".to_vec(), b"<html><table><tr><td>x</td></tr></table>".to_vec());
    let quote = format!("{HEADER}\"açık;1;Ad;Soyad\n{}", newcomer(&product, 1)).into_bytes();
    let cases = [
        ("people", "p.xlsx", bomb(), "izin verilenden"),
        ("people", "p.xlsx", program, "Bu dosya bir tablo değil"),
        ("people", "p.xls", page, "web sayfası"),
        ("people", "p.csv", quote, "tırnak işareti"),
        ("people", "p.csv", b"\n \n".to_vec(), "Dosya boş"),
        ("people", "p.csv", b"PK\x03\x04 broken".to_vec(), "Dosya bozuk"),
        ("people", "p.csv", HEADER.as_bytes().to_vec(), "başlık satırından başka"),
        ("units", "p.csv", HEADER.as_bytes().to_vec(), "şu sütunlar bulunamadı"),
        ("people", "p.csv", Vec::new(), "Dosya boş"),
        ("people", "", Vec::new(), "Yüklenecek dosyayı seçin"),
        ("accounts", "p.csv", HEADER.as_bytes().to_vec(), "birimlerin mi, personelin mi"),
    ];
    for (kind, name, bytes, words) in cases {
        let reply = send(&mut administrator, kind, name, &bytes).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}: {}", reply.body);
        assert!(reply.body.contains(words), "{words}: {}", reply.body);
    }
    assert!(!administrator.get("/kayit/aktar").await.body.contains("Onay bekliyor"), "nothing was kept of them");
    let huge = send(&mut administrator, "people", "p.csv", &vec![b'x'; FILE_LIMIT + 100_000]).await;
    assert_eq!(huge.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(huge.body.contains("20 MB"), "{}", huge.body);
}

#[tokio::test]
async fn an_import_is_its_makers_alone_and_ends_at_their_units() {
    let product = Product::new();
    let mut administrator = product.signed_in("administrator").await;
    let mut provincial = provincial_administrator(&product).await;
    let file = format!("{HEADER}{}", newcomer(&product, 1));
    let import = send(&mut administrator, "people", "p.csv", file.as_bytes()).await.to().to_owned();
    for address in [import.clone(), format!("{import}/bekle"), format!("{import}/alinmayanlar.csv")] {
        assert_eq!(provincial.get(&address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
    for act in ["uygula", "vazgec"] {
        assert_eq!(provincial.post(&format!("{import}/{act}"), &[]).await.status, StatusCode::NOT_FOUND, "{act}");
    }
    assert_eq!(count(&product), 0);

    let elsewhere = newcomer(&product, 2).replace(&product.kit.unit("cankaya").detsis, &product.kit.unit("konak").detsis);
    let import = send(&mut provincial, "people", "p.csv", format!("{HEADER}{elsewhere}").as_bytes()).await.to().to_owned();
    let preview = provincial.get(&import).await.body;
    assert!(preview.contains("yetki alanınızda değil") && !preview.contains("uygula\""), "{preview}");

    let mut officer = product.signed_in("officer").await;
    assert_eq!(send(&mut officer, "people", "p.csv", file.as_bytes()).await.status, StatusCode::FORBIDDEN);
}
