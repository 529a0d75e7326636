//! Prints what each case of the corpus comes to, one a line: `look CASES_JSON [NAME_PART]`.

use kunye_esign::validate::{Material, validate};
use kunye_esign::{revocation, trust};
use kunye_kernel::time::Time;
use std::path::Path;
use std::sync::Arc;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let (list, part) = (args.next().ok_or("which cases.json?")?, args.next().unwrap_or_default());
    let folder = Path::new(&list).parent().ok_or("no folder")?;
    let cases: Vec<serde_json::Value> = serde_json::from_slice(&std::fs::read(&list)?)?;
    for case in cases.iter().filter(|case| case["name"].as_str().is_some_and(|name| name.contains(&part))) {
        let files = |key: &str| -> Vec<Vec<u8>> {
            let names = case[key].as_array().into_iter().flatten().filter_map(|name| name.as_str());
            names.filter_map(|name| std::fs::read(folder.join(name)).ok()).collect()
        };
        let material = Material {
            anchors: files("trust").iter().flat_map(|bytes| trust::read_file(bytes).unwrap_or_default()).map(Arc::new).collect(),
            certificates: Vec::new(),
            lists: files("crl")
                .iter()
                .flat_map(|bytes| revocation::crl::read_file(bytes).unwrap_or_default())
                .map(Arc::new)
                .collect(),
            responses: files("ocsp")
                .iter()
                .flat_map(|bytes| revocation::ocsp::read_file(bytes).unwrap_or_default())
                .map(Arc::new)
                .collect(),
        };
        let name = case["name"].as_str().unwrap_or_default();
        let at = Time::parse(case["at"].as_str().unwrap_or_default()).ok_or("no time")?;
        let report = validate(&std::fs::read(folder.join(format!("{name}.pdf")))?, &material, at);
        let first = report.signatures.first();
        let reasons = first.map_or(&report.reasons, |first| &first.reasons);
        let why: Vec<String> = reasons
            .iter()
            .map(|reason| {
                [vec![reason.code.text().to_owned()], reason.args.iter().map(|(_, value)| value.clone()).collect()]
                    .concat()
                    .join(" ")
            })
            .collect();
        println!("{:<44} {:<14} {}", name, report.indication.name(), why.join("; "));
    }
    Ok(())
}
