//! Counting signers, on the certificates of the corpus.

use crate::support::read;
use kunye_esign::count::{Census, Count, LeftOut, sources};
use kunye_esign::revocation::Crl;
use kunye_esign::trust::Anchor;
use kunye_esign::x509::Certificate;
use kunye_kernel::time::Time;
use std::collections::BTreeMap;
use std::sync::Arc;

fn signer(name: &str) -> Vec<u8> {
    let file = read(&format!("{name}.pdf"));
    let text = String::from_utf8_lossy(&file).into_owned();
    let digits = text.split("/Contents <").nth(1).unwrap().split('>').next().unwrap();
    let der = data_encoding::HEXLOWER_PERMISSIVE.decode(digits.as_bytes()).unwrap();
    let data = kunye_esign::cms::read(&der).unwrap();
    data.signer.find(&data.certificates).unwrap().der.clone()
}

fn census(lists: &[&str], at: &str) -> Census {
    let root = Arc::new(Anchor::new(Certificate::read(&read("root.der")).unwrap()));
    let ca = Arc::new(Certificate::read(&read("ca.der")).unwrap());
    let lists: Vec<_> = lists.iter().map(|name| Arc::new(Crl::read(&read(name)).unwrap())).collect();
    Census::new(&[root], &[ca], &lists, Time::parse(at).unwrap())
}

fn certificates() -> Vec<Vec<u8>> {
    // Ayşe twice over, Ali with two certificates, Ali's that has expired, a seal, one that is not qualified, and a stranger's.
    let names =
        ["b-b-p256", "b-t", "b-b-p384", "b-b-p521", "expired", "not-yet-valid", "seal-of-an-institution", "not-qualified"];
    let mut all: Vec<Vec<u8>> = names.map(signer).into();
    all.push(signer("path-to-a-stranger"));
    all.push(b"\x30\x03\x02\x01\x05".to_vec());
    all
}

fn counted(census: &Census, all: &[Vec<u8>]) -> Count {
    let mut tally = census.tally();
    all.iter().for_each(|der| tally.add(der));
    tally.end()
}

#[test]
fn people_are_counted_once_and_everything_else_has_its_reason() {
    let census = census(&["root.crl", "ca.crl"], "2026-11-22T12:00:00Z");
    let all = certificates();
    let count = counted(&census, &all);
    let one = |why| (why, 1);
    let left_out = [LeftOut::Malformed, LeftOut::Repeated, LeftOut::Seal, LeftOut::NotQualified, LeftOut::NotYetValid];
    let left_out = left_out.into_iter().chain([LeftOut::Expired, LeftOut::UnknownIssuer]).map(one);
    // The corpus gives Ayşe and Ali one number: who has the same number is the same person.
    assert_eq!(count, Count { people: 1, certificates: 10, good: 3, left_out: BTreeMap::from_iter(left_out) });
}

#[test]
fn what_is_not_known_to_be_good_is_not_counted() {
    let all = certificates();
    let without = counted(&census(&["root.crl"], "2026-11-22T12:00:00Z"), &all);
    assert_eq!((without.people, without.left_out[&LeftOut::NoCurrentList]), (0, 3));
    let stale = counted(&census(&["root.crl", "ca.crl"], "2027-06-01"), &all);
    assert_eq!(stale.people, 0, "lists of the year before say nothing");
    let census = census(&["root.crl", "ca.crl"], "2026-11-22T12:00:00Z");
    let mut forged = signer("b-b-p256");
    assert!(census.verify(&Certificate::read(&forged).unwrap()).is_ok());
    let last = forged.len() - 1;
    forged[last] ^= 1;
    assert_eq!(census.verify(&Certificate::read(&forged).unwrap()), Err(LeftOut::SignatureWrong));
    let mut tally = census.tally();
    [forged, signer("b-b-p256")].iter().for_each(|der| drop(tally.verify_and_add(der)));
    let left_out = BTreeMap::from([(LeftOut::SignatureWrong, 1)]);
    assert_eq!(tally.end(), Count { people: 1, certificates: 2, good: 1, left_out });
}

#[test]
fn certificates_come_in_many_wrappings() {
    let der = signer("b-b-p256");
    let base64 = data_encoding::BASE64.encode(&der);
    let pem = format!("-----BEGIN CERTIFICATE-----\n{base64}\n-----END CERTIFICATE-----\n");
    let (first, second) = base64.split_at(60);
    let ldif = format!("dn: cn=a\nobjectClass: top\nuserCertificate;binary:: {first}\n {second}\n");
    for bytes in [der.clone(), [pem.clone(), pem].concat().into_bytes(), ldif.into_bytes()] {
        let found = sources::certificates(&bytes).unwrap();
        assert!(!found.is_empty() && found.iter().all(|one| *one == der));
    }
    assert!(sources::certificates(b"nothing of the kind").is_err());
}
