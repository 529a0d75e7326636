//! Prints the report of one case of the corpus: `look CORPUS NAME`.
use kunye_esign::validate::{Material, validate};
use kunye_esign::{revocation, trust};
use std::sync::Arc;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let folder = &args[1];
    let read = |name: &str| std::fs::read(format!("{folder}/{name}")).unwrap();
    let cases: Vec<serde_json::Value> = serde_json::from_slice(&read("cases.json")).unwrap();
    for case in cases.iter().filter(|case| args[2..].iter().any(|name| case["name"] == *name)) {
        let names = |key: &str| case[key].as_array().unwrap().iter().map(|n| n.as_str().unwrap().to_owned()).collect::<Vec<_>>();
        let material = Material {
            anchors: names("trust").iter().flat_map(|n| trust::read_file(&read(n)).unwrap()).map(Arc::new).collect(),
            certificates: vec![],
            lists: names("crl").iter().flat_map(|n| revocation::crl::read_file(&read(n)).unwrap()).map(Arc::new).collect(),
            responses: names("ocsp").iter().flat_map(|n| revocation::ocsp::read_file(&read(n)).unwrap()).map(Arc::new).collect(),
        };
        let digits: String = case["at"].as_str().unwrap().chars().filter(char::is_ascii_digit).collect();
        let whole = format!("{digits}Z");
        let at = kunye_esign::asn1::Element { tag: 0x18, body: whole.as_bytes(), raw: &[] }.time().unwrap();
        let file = read(&format!("{}.pdf", case["name"].as_str().unwrap()));
        println!("{}", serde_json::to_string_pretty(&validate(&file, &material, at)).unwrap());
    }
}
