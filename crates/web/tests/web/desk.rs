//! What an officer does, as short words for the other tests.

use crate::browser::{Browser, Product, Reply};
use kunye_kernel::time::Day;

/// A PDF that holds together, as far as the archive looks.
pub const SCAN: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n";

const BOUNDARY: &str = "----kunye-test";

pub fn at(reference: &str, act: &str) -> String {
    if act.is_empty() { format!("/kurum/talepler/{reference}") } else { format!("/kurum/talepler/{reference}/{act}") }
}

/// The body of a form with a file, as browsers write it.
pub fn file_form(name: &str, bytes: &[u8]) -> (String, Vec<u8>) {
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"scan\"; filename=\"{name}\"\r\nContent-Type: application/pdf\r\n\r\n"
    );
    let body = [head.as_bytes(), bytes, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat();
    (format!("multipart/form-data; boundary={BOUNDARY}"), body)
}

pub async fn upload(browser: &mut Browser, reference: &str, name: &str, bytes: &[u8]) -> Reply {
    let (kind, body) = file_form(name, bytes);
    browser.post_raw(&at(reference, "evrak"), &kind, body).await
}

/// The fields that say who signed the paper and when.
pub fn signature<'a>(supervisor: &'a str, day: &'a [String; 3]) -> [(&'static str, &'a str); 4] {
    [("supervisor", supervisor), ("signed_on-day", &day[0]), ("signed_on-month", &day[1]), ("signed_on-year", &day[2])]
}

/// `23.11.2026` in its three fields.
pub fn parts(day: Day) -> [String; 3] {
    let text = day.to_string();
    let parts: Vec<String> = text.split('.').map(str::to_owned).collect();
    parts.try_into().unwrap()
}

pub async fn attest(product: &Product, officer: &mut Browser, reference: &str) -> Reply {
    let (head, today) = (product.kit.member("head").id.to_string(), parts(product.kit.world.today()));
    officer.post(&at(reference, "onay"), &signature(&head, &today)).await
}

pub async fn order(officer: &mut Browser, reference: &str) -> Reply {
    officer.post(&at(reference, "gonder"), &[("attested", "yes")]).await
}

/// A request of a member with signature and scan, ready to be carried out.
pub async fn ready(product: &Product, officer: &mut Browser, key: &str) -> String {
    let reference = product.kit.request_of(key);
    attest(product, officer, &reference).await.to();
    upload(officer, &reference, "form.pdf", SCAN).await.to();
    reference
}
