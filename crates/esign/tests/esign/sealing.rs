//! Seals of our own: at the level they claim, by our own validation; `corpus/check_seals.py` asks pyHanko.

use crate::support::{Authority, Case, read};
use kunye_esign::report::{Level, Report};
use kunye_esign::revocation::Crl;
use kunye_esign::seal::{Evidence, Failure, Seal, SoftwareKey, TimeStamps, seal, time_stamped};
use kunye_esign::trust::Anchor;
use kunye_esign::validate::{Material, validate};
use kunye_esign::verdict::Indication;
use kunye_esign::x509::Certificate;
use kunye_kernel::time::Time;
use std::sync::Arc;

fn certificate(name: &str) -> Arc<Certificate> {
    Arc::new(Certificate::read(&read(name)).unwrap())
}

fn key(name: &str) -> SoftwareKey {
    SoftwareKey::from_pkcs8(&read(&format!("{name}.key")), Certificate::read(&read(&format!("{name}.der"))).unwrap()).unwrap()
}

fn evidence() -> Evidence {
    Evidence {
        certificates: ["ca.der", "tsa.der", "tsa-ca.der", "root.der"].map(certificate).into(),
        lists: ["root.crl", "ca.crl", "tsa-ca.crl"].map(|name| Arc::new(Crl::read(&read(name)).unwrap())).into(),
        responses: Vec::new(),
    }
}

fn time(text: &str) -> Time {
    Time::parse(text).unwrap()
}

/// Without lists: what is needed must be in the file.
fn report(file: &[u8], with_lists: bool) -> Report {
    let root = Certificate::read(&read("root.der")).unwrap();
    let lists = if with_lists { evidence().lists } else { Vec::new() };
    let material = Material { anchors: vec![Arc::new(Anchor::new(root))], lists, ..Material::default() };
    validate(file, &material, time("2026-11-22T12:00:00Z"))
}

/// Keeps a file for pyHanko to look at, where somebody asked for it.
fn keep(name: &str, file: &[u8]) {
    if let Ok(folder) = std::env::var("KUNYE_SEALED") {
        std::fs::write(format!("{folder}/{name}.pdf"), file).unwrap();
    }
}

struct OutOfReach;

impl TimeStamps for OutOfReach {
    fn token(&self, _: &[u8; 32]) -> Result<Vec<u8>, Failure> {
        Err(Failure::TimeStamp("out of reach".into()))
    }
}

#[test]
fn every_level_is_reached_and_no_other_claimed() {
    let authority = Authority::at("2026-11-21T10:00:00Z");
    let evidence = evidence();
    let chain = [certificate("ca.der")];
    for paper in ["nothing-signed", "b-b-packed", "two-signers-in-prepared-fields"] {
        let original = Case::named(paper).file;
        for name in ["seal", "seal-rsa"] {
            let key = key(name);
            for level in [Level::B, Level::T, Level::Lt, Level::Lta] {
                let request = Seal {
                    field: "Muhur",
                    time: time("2026-11-21T09:59:58Z"),
                    key: &key,
                    chain: &chain,
                    authority: (level >= Level::T).then_some(&authority as &dyn TimeStamps),
                    evidence: (level >= Level::Lt).then_some(&evidence),
                    archive: level == Level::Lta,
                };
                let sealed = seal(&original, &request).unwrap();
                assert_eq!(sealed.level, level);
                assert!(sealed.degraded.is_none() && sealed.file.starts_with(&original));
                keep(&format!("{paper}-{name}-{}", level.name()), &sealed.file);
                let report = report(&sealed.file, level < Level::Lt || paper.starts_with("two"));
                let last = report.signatures.last().unwrap();
                assert_eq!(last.indication, Indication::TotalPassed, "{paper} {name} {level:?}: {:?}", last.reasons);
                assert_eq!((last.level, last.signer_name.as_deref()), (Some(level), Some("Kurum Mührü")));
                assert!(last.national_id.is_none() && last.claimed_time == Some(time("2026-11-21T09:59:58Z")));
                let others = report.signatures.iter().rev().skip(1);
                assert!(others.into_iter().all(|one| one.indication == Indication::TotalPassed || one.field != "Muhur"));
            }
        }
    }
}

#[test]
fn signatures_that_were_there_stay_good() {
    let original = Case::named("two-signers").file;
    let key = key("seal");
    let request = Seal {
        field: "Muhur",
        time: time("2026-11-21T10:00:00Z"),
        key: &key,
        chain: &[certificate("ca.der")],
        authority: None,
        evidence: None,
        archive: false,
    };
    let sealed = seal(&original, &request).unwrap();
    let report = report(&sealed.file, true);
    assert_eq!(report.signatures.len(), 3);
    assert_eq!(report.indication, Indication::TotalPassed);
    assert!(matches!(seal(&sealed.file, &request), Err(Failure::Document(_))), "a field is sealed once");
}

#[test]
fn without_the_authority_the_seal_says_that_it_has_no_time() {
    let key = key("seal");
    let request = Seal {
        field: "Muhur",
        time: time("2026-11-21T10:00:00Z"),
        key: &key,
        chain: &[certificate("ca.der")],
        authority: Some(&OutOfReach),
        evidence: None,
        archive: true,
    };
    let sealed = seal(&Case::named("nothing-signed").file, &request).unwrap();
    assert_eq!(sealed.level, Level::B);
    assert!(matches!(sealed.degraded, Some(Failure::TimeStamp(_))));
    assert_eq!(report(&sealed.file, true).signatures[0].level, Some(Level::B));
    assert!(time_stamped(&sealed.file, "Ts", &OutOfReach).is_err());
}

#[test]
fn a_key_must_be_the_certificates() {
    let other = Certificate::read(&read("seal-rsa.der")).unwrap();
    assert!(matches!(SoftwareKey::from_pkcs8(&read("seal.key"), other), Err(Failure::Key(_))));
}

#[test]
fn an_edited_copy_fails() {
    let key = key("seal");
    let request = Seal {
        field: "Muhur",
        time: time("2026-11-21T10:00:00Z"),
        key: &key,
        chain: &[certificate("ca.der")],
        authority: None,
        evidence: None,
        archive: false,
    };
    let mut file = seal(&Case::named("nothing-signed").file, &request).unwrap().file;
    let at = file.windows(6).position(|window| window == b"100 TL").unwrap();
    file[at] = b'9';
    assert_eq!(report(&file, true).indication, Indication::TotalFailed);
}
