//! Reading the corpus.

use kunye_esign::algorithms::Hash;
use kunye_esign::asn1::{only, tag, write};
use kunye_esign::oid;
use kunye_esign::report::Report;
use kunye_esign::seal::{Failure, Key, SoftwareKey, TimeStamps};
use kunye_esign::validate::{Material, validate};
use kunye_esign::x509::Certificate;
use kunye_esign::{revocation, trust};
use kunye_kernel::time::Time;
use serde_json::Value;
use std::path::PathBuf;
use std::sync::Arc;

pub fn read_in(folder: &str, name: &str) -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(folder);
    std::fs::read(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

pub fn read(name: &str) -> Vec<u8> {
    read_in("files", name)
}

/// All parts of the corpus, which have authorities of their own; each case with the folder of its files.
pub fn cases() -> Vec<Value> {
    let part = |folder: &'static str| {
        let cases: Vec<Value> = serde_json::from_slice(&read_in(folder, "cases.json")).unwrap();
        cases.into_iter().map(move |mut case| {
            case["folder"] = folder.into();
            case
        })
    };
    part("files").chain(part("odd")).chain(part("signers")).chain(part("later")).collect()
}

/// One file of the corpus, with what is needed to validate it.
pub struct Case {
    pub file: Vec<u8>,
    pub at: Time,
    pub material: Material,
}

impl Case {
    pub fn of(case: &Value) -> Self {
        let read = |name: &str| read_in(case["folder"].as_str().unwrap(), name);
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

/// A time-stamp authority with a clock that stands: enough of RFC 3161 for our own requests.
pub struct Authority {
    key: SoftwareKey,
    time: String,
}

impl Authority {
    pub fn at(time: &str) -> Self {
        let key = SoftwareKey::from_pkcs8(&read("tsa.key"), Certificate::read(&read("tsa.der")).unwrap()).unwrap();
        Self { key, time: time.chars().filter(char::is_ascii_digit).chain(['Z']).collect() }
    }
}

impl TimeStamps for Authority {
    fn token(&self, digest: &[u8; 32]) -> Result<Vec<u8>, Failure> {
        let certificate = self.key.certificate();
        let sha256 = write::sequence(&[&write::oid(oid::SHA256)]);
        let info = write::sequence(&[
            &write::integer(&[1]),
            &write::oid(oid::DATA),
            &write::sequence(&[&sha256, &write::octets(digest)]),
            &write::integer(&[7]),
            &write::element(tag::GENERALIZED_TIME, self.time.as_bytes()),
        ]);
        let attribute = |oid, value: &[u8]| write::sequence(&[&write::oid(oid), &write::element(tag::SET, value)]);
        let hashed = |bytes: &[u8]| write::octets(&Hash::Sha256.digest(&[bytes]).unwrap());
        let named = write::sequence(&[&write::sequence(&[&write::sequence(&[&hashed(&certificate.der)])])]);
        let attributes = write::set(vec![
            attribute(oid::CONTENT_TYPE, &write::oid(oid::TST_INFO)),
            attribute(oid::MESSAGE_DIGEST, &hashed(&info)),
            attribute(oid::SIGNING_CERTIFICATE_V2, &named),
        ]);
        let signature = self.key.sign(&attributes)?;
        let signer = write::sequence(&[
            &write::integer(&[1]),
            &write::sequence(&[&certificate.issuer.der, &write::element(tag::INTEGER, &certificate.serial)]),
            &sha256,
            &write::element(tag::explicit(0), only(&attributes).unwrap().body),
            &write::sequence(&[&write::oid(oid::RSA_SHA256), &write::null()]),
            &write::octets(&signature),
        ]);
        let certificates = [certificate.der.clone(), read("tsa-ca.der")].concat();
        let data = write::sequence(&[
            &write::integer(&[3]),
            &write::set(vec![sha256]),
            &write::sequence(&[&write::oid(oid::TST_INFO), &write::element(tag::explicit(0), &write::octets(&info))]),
            &write::element(tag::explicit(0), &certificates),
            &write::set(vec![signer]),
        ]);
        Ok(write::sequence(&[&write::oid(oid::SIGNED_DATA), &write::element(tag::explicit(0), &data)]))
    }
}
