//! Reading the corpus.

use kunye_esign::report::Report;
use kunye_esign::validate::{Material, validate};
use kunye_esign::{revocation, trust};
use kunye_kernel::time::Time;
use serde_json::Value;
use std::path::PathBuf;
use std::sync::Arc;

pub fn read(name: &str) -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/files");
    std::fs::read(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

pub fn cases() -> Vec<Value> {
    serde_json::from_slice(&read("cases.json")).unwrap()
}

/// One file of the corpus, with what is needed to validate it.
pub struct Case {
    pub file: Vec<u8>,
    pub at: Time,
    pub material: Material,
}

impl Case {
    pub fn of(case: &Value) -> Self {
        let files = |key: &str| case[key].as_array().unwrap().iter().map(|name| read(name.as_str().unwrap())).collect::<Vec<_>>();
        let material = Material {
            anchors: files("trust").iter().flat_map(|bytes| trust::read_file(bytes).unwrap()).map(Arc::new).collect(),
            certificates: Vec::new(),
            lists: files("crl").iter().flat_map(|bytes| revocation::crl::read_file(bytes).unwrap()).map(Arc::new).collect(),
            responses: files("ocsp").iter().flat_map(|bytes| revocation::ocsp::read_file(bytes).unwrap()).map(Arc::new).collect(),
        };
        let file = read(&format!("{}.pdf", case["name"].as_str().unwrap()));
        Self { file, at: Time::parse(case["at"].as_str().unwrap()).unwrap(), material }
    }

    pub fn named(name: &str) -> Self {
        Self::of(cases().iter().find(|case| case["name"] == name).unwrap())
    }

    pub fn report_of(&self, file: &[u8]) -> Report {
        validate(file, &self.material, self.at)
    }
}
