//! Every file of the corpus gets its verdict.

use crate::support::{Case, cases};
use serde_json::Value;

#[test]
fn every_file_gets_its_verdict() {
    let mut wrong = Vec::new();
    let cases = cases();
    for case in &cases {
        let name = case["name"].as_str().unwrap();
        let case_files = Case::of(case);
        let report = serde_json::to_value(case_files.report_of(&case_files.file)).unwrap();
        let first = report["signatures"].get(0).unwrap_or(&report);
        let expected = case["first"].as_object().unwrap().iter();
        let differing = expected.filter(|(key, expected)| first.get(key.as_str()).unwrap_or(&Value::Null) != *expected);
        let mut differences: Vec<String> =
            differing.map(|(key, expected)| format!("{key} is {}, not {expected}", first[key.as_str()])).collect();
        if report["indication"] != case["indication"] {
            differences.push(format!("in all {}, not {}", report["indication"], case["indication"]));
        }
        if !differences.is_empty() {
            wrong.push(format!("{name}: {} ({})", differences.join("; "), first["reasons"]));
        }
    }
    assert!(cases.len() >= 120 && wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn signers_are_reported_in_the_order_in_which_they_signed() {
    let case = Case::named("three-signers");
    let report = case.report_of(&case.file);
    let names: Vec<_> = report.signatures.iter().map(|signature| signature.signer_name.as_deref().unwrap()).collect();
    assert_eq!(names, ["Ayşe Yılmaz", "Mehmet Demir", "Ali Öz"]);
    let ends: Vec<_> = report.signatures.iter().map(|signature| signature.covered_bytes.unwrap()).collect();
    assert!(ends.is_sorted() && ends[0] < ends[1] && ends[1] < ends[2]);
}

#[test]
fn no_anchor_is_no_trust() {
    let mut case = Case::named("b-lta");
    case.material.anchors.clear();
    let report = serde_json::to_value(case.report_of(&case.file)).unwrap();
    assert_eq!(report["signatures"][0]["indication"], "INDETERMINATE");
    assert!(report["signatures"][0]["reasons"].as_array().unwrap().contains(&"path-not-found".into()));
}
