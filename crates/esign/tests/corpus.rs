//! The corpus of signed files: each with the verdict it must get. `tests/corpus/make.py` made them with pyHanko and OpenSSL.

use kunye_esign::validate::{Material, validate};
use kunye_esign::{revocation, trust};
use kunye_kernel::time::Time;
use serde_json::Value;
use std::path::PathBuf;
use std::sync::Arc;

fn folder() -> PathBuf {
    std::env::var("KUNYE_CORPUS").map_or_else(|_| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/files"), PathBuf::from)
}

fn read(name: &str) -> Vec<u8> {
    std::fs::read(folder().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn cases() -> Vec<Value> {
    serde_json::from_slice(&read("cases.json")).unwrap()
}

fn time(text: &str) -> Time {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let whole = format!("{digits}Z");
    kunye_esign::asn1::Element { tag: 0x18, body: whole.as_bytes(), raw: &[] }.time().unwrap()
}

fn names<'a>(case: &'a Value, key: &str) -> Vec<&'a str> {
    case[key].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect()
}

fn material(case: &Value) -> Material {
    Material {
        anchors: names(case, "trust").iter().flat_map(|name| trust::read_file(&read(name)).unwrap()).map(Arc::new).collect(),
        certificates: Vec::new(),
        lists: names(case, "crl").iter().flat_map(|name| revocation::crl::read_file(&read(name)).unwrap()).map(Arc::new).collect(),
        responses: names(case, "ocsp").iter().flat_map(|name| revocation::ocsp::read_file(&read(name)).unwrap()).map(Arc::new).collect(),
    }
}

fn report(case: &Value, file: &[u8]) -> Value {
    serde_json::to_value(validate(file, &material(case), time(case["at"].as_str().unwrap()))).unwrap()
}

#[test]
fn every_file_gets_its_verdict() {
    let mut wrong = Vec::new();
    let cases = cases();
    for case in &cases {
        let name = case["name"].as_str().unwrap();
        let report = report(case, &read(&format!("{name}.pdf")));
        let first = report["signatures"].get(0).unwrap_or(&report);
        let mut differences: Vec<String> = case["first"]
            .as_object()
            .unwrap()
            .iter()
            .filter(|(key, expected)| first.get(key.as_str()).unwrap_or(&Value::Null) != *expected)
            .map(|(key, expected)| format!("{key} is {}, not {expected}", first[key.as_str()]))
            .collect();
        if report["indication"] != case["indication"] {
            differences.push(format!("in all {}, not {}", report["indication"], case["indication"]));
        }
        if !differences.is_empty() {
            wrong.push(format!("{name}: {} ({})", differences.join("; "), first["reasons"]));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}
