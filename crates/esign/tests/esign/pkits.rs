//! NIST's Public Key Interoperability Test Suite: paths, policies, name constraints and revocation lists, each case as NIST expects it.
//!
//! End entities are called `Valid…` or `Invalid…`, and that is what must become of them with the suite's default settings; the table below
//! has the cases with other settings. All certificates and lists of the suite are at hand at once, as in a directory.

use kunye_esign::effort::Effort;
use kunye_esign::oid::{ANY_POLICY, Oid};
use kunye_esign::revocation::{Crl, Evidence, Standing};
use kunye_esign::trust::Anchor;
use kunye_esign::x509::policies::Wanted;
use kunye_esign::x509::search::paths;
use kunye_esign::x509::{Certificate, path};
use kunye_kernel::time::Time;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// What we do not do, and therefore do not pass: a certificate that needs it is never taken for good.
const DSA: [&str; 2] = ["ValidDSASignaturesTest4EE", "ValidDSAParameterInheritanceTest5EE"];

struct Suite {
    certificates: BTreeMap<String, Arc<Certificate>>,
    evidence: Evidence,
}

fn blocks(text: &str) -> Vec<(String, Vec<u8>)> {
    let block = |part: &str| {
        let (name, rest) = part.split_once('\n')?;
        let body: String = rest.lines().filter(|line| !line.starts_with("-----")).collect();
        Some((name.trim().to_owned(), data_encoding::BASE64.decode(body.as_bytes()).unwrap()))
    };
    text.split("Name: ").filter_map(block).collect()
}

fn suite() -> Suite {
    let read = |(name, der): (String, Vec<u8>)| Some((name, Arc::new(Certificate::read(&der).ok()?)));
    let certificates: BTreeMap<_, _> = blocks(include_str!("../pkits/certificates.pem")).into_iter().filter_map(read).collect();
    let lists = blocks(include_str!("../pkits/lists.pem"));
    let root = certificates["TrustAnchorRootCertificate"].clone();
    let anchor = Anchor::new(Certificate::clone(&root));
    let evidence = Evidence {
        certificates: certificates.values().cloned().collect(),
        lists: lists.into_iter().filter_map(|(_, der)| Crl::read(&der).ok().map(Arc::new)).collect(),
        responses: Vec::new(),
        anchors: vec![Arc::new(anchor)],
        proofs: HashMap::new(),
        effort: Effort::without_end(),
        now: Time::parse("2026-11-22T12:00:00Z").unwrap(),
    };
    Suite { certificates, evidence }
}

impl Suite {
    /// Whether some path to the anchor is good, and nothing on it revoked or unknown. What cannot be read is not good.
    fn passes(&self, name: &str, wanted: &Wanted) -> bool {
        let Some(leaf) = self.certificates.get(name) else { return false };
        let good = |found: &kunye_esign::x509::search::Path| {
            let standing = |(certificate, issuer): (&Arc<Certificate>, &Arc<Certificate>)| {
                matches!(self.evidence.standing(certificate, issuer, found, self.evidence.now), Standing::Good(_))
            };
            path::validate(found, self.evidence.now, wanted).is_ok() && found.links().all(standing)
        };
        paths(leaf, &self.evidence.certificates, &self.evidence.anchors, &self.evidence.effort).iter().any(good)
    }
}

#[test]
fn every_end_entity_becomes_what_its_name_says() {
    let suite = suite();
    let names: Vec<String> = blocks(include_str!("../pkits/certificates.pem")).into_iter().map(|(name, _)| name).collect();
    let mut wrong = Vec::new();
    let (mut valid, mut invalid, mut left_out) = (0, 0, 0);
    for name in names.iter().filter(|name| name.ends_with("EE")) {
        let expected = match name {
            name if name.starts_with("Valid") => true,
            name if name.starts_with("Invalid") => false,
            // Of the table below.
            _ => continue,
        };
        if DSA.contains(&name.as_str()) {
            left_out += 1;
            // Not knowing a thing is no reason to believe it.
            if suite.passes(name, &Wanted::default()) {
                wrong.push(name.clone());
            }
            continue;
        }
        if suite.passes(name, &Wanted::default()) != expected {
            wrong.push(name.clone());
        }
        *(if expected { &mut valid } else { &mut invalid }) += 1;
    }
    assert!(wrong.is_empty(), "{} of {}: {wrong:#?}", wrong.len(), valid + invalid);
    assert_eq!((valid, invalid, left_out), (86, 115, 2));
}

/// NIST-test-policy-1 and so on.
fn policy(number: u32) -> Oid {
    Oid::new(&format!("2.16.840.1.101.3.2.1.48.{number}")).unwrap()
}

/// Sections 4.8 to 4.12 with the settings that the suite asks for: case, end entity, initial policies (none: any), explicit, inhibit mapping,
/// and whether it is valid.
type Case = (&'static str, &'static str, &'static [u32], bool, bool, bool);

const CASES: &[Case] = &[
    ("4.8.1.1", "ValidCertificatePathTest1EE", &[], true, false, true),
    ("4.8.1.2", "ValidCertificatePathTest1EE", &[1], true, false, true),
    ("4.8.1.3", "ValidCertificatePathTest1EE", &[2], true, false, false),
    ("4.8.1.4", "ValidCertificatePathTest1EE", &[1, 2], true, false, true),
    ("4.8.2.1", "AllCertificatesNoPoliciesTest2EE", &[], false, false, true),
    ("4.8.2.2", "AllCertificatesNoPoliciesTest2EE", &[], true, false, false),
    ("4.8.3.1", "DifferentPoliciesTest3EE", &[], false, false, true),
    ("4.8.3.2", "DifferentPoliciesTest3EE", &[], true, false, false),
    ("4.8.3.3", "DifferentPoliciesTest3EE", &[1, 2], true, false, false),
    ("4.8.4", "DifferentPoliciesTest4EE", &[], false, false, false),
    ("4.8.5", "DifferentPoliciesTest5EE", &[], false, false, false),
    ("4.8.6.1", "OverlappingPoliciesTest6EE", &[], false, false, true),
    ("4.8.6.2", "OverlappingPoliciesTest6EE", &[1], false, false, true),
    ("4.8.6.3", "OverlappingPoliciesTest6EE", &[2], false, false, false),
    ("4.8.7", "DifferentPoliciesTest7EE", &[], false, false, false),
    ("4.8.8", "DifferentPoliciesTest8EE", &[], false, false, false),
    ("4.8.9", "DifferentPoliciesTest9EE", &[], false, false, false),
    ("4.8.10.1", "AllCertificatesSamePoliciesTest10EE", &[], false, false, true),
    ("4.8.10.2", "AllCertificatesSamePoliciesTest10EE", &[1], false, false, true),
    ("4.8.10.3", "AllCertificatesSamePoliciesTest10EE", &[2], false, false, true),
    ("4.8.11.1", "AllCertificatesanyPolicyTest11EE", &[], false, false, true),
    ("4.8.11.2", "AllCertificatesanyPolicyTest11EE", &[1], false, false, true),
    ("4.8.12", "DifferentPoliciesTest12EE", &[], false, false, false),
    ("4.8.13.1", "AllCertificatesSamePoliciesTest13EE", &[1], false, false, true),
    ("4.8.13.2", "AllCertificatesSamePoliciesTest13EE", &[2], false, false, true),
    ("4.8.13.3", "AllCertificatesSamePoliciesTest13EE", &[3], false, false, true),
    ("4.8.14.1", "AnyPolicyTest14EE", &[1], false, false, true),
    ("4.8.14.2", "AnyPolicyTest14EE", &[2], false, false, false),
    ("4.8.15", "UserNoticeQualifierTest15EE", &[], false, false, true),
    ("4.8.16", "UserNoticeQualifierTest16EE", &[], false, false, true),
    ("4.8.17", "UserNoticeQualifierTest17EE", &[], false, false, true),
    ("4.8.18.1", "UserNoticeQualifierTest18EE", &[1], false, false, true),
    ("4.8.18.2", "UserNoticeQualifierTest18EE", &[2], false, false, true),
    ("4.8.19", "UserNoticeQualifierTest19EE", &[], false, false, true),
    ("4.8.20", "CPSPointerQualifierTest20EE", &[], false, false, true),
    ("4.10.1.1", "ValidPolicyMappingTest1EE", &[1], false, false, true),
    ("4.10.1.2", "ValidPolicyMappingTest1EE", &[2], false, false, false),
    ("4.10.1.3", "ValidPolicyMappingTest1EE", &[], false, true, false),
    ("4.10.2.1", "InvalidPolicyMappingTest2EE", &[], false, false, false),
    ("4.10.2.2", "InvalidPolicyMappingTest2EE", &[], false, true, false),
    ("4.10.3.1", "ValidPolicyMappingTest3EE", &[1], false, false, false),
    ("4.10.3.2", "ValidPolicyMappingTest3EE", &[2], false, false, true),
    ("4.10.5.1", "ValidPolicyMappingTest5EE", &[1], false, false, true),
    ("4.10.5.2", "ValidPolicyMappingTest5EE", &[6], false, false, false),
    ("4.10.6.1", "ValidPolicyMappingTest6EE", &[1], false, false, true),
    ("4.10.6.2", "ValidPolicyMappingTest6EE", &[6], false, false, false),
    ("4.10.12.1", "ValidPolicyMappingTest12EE", &[1], false, false, true),
    ("4.10.12.2", "ValidPolicyMappingTest12EE", &[2], false, false, true),
];

#[test]
fn policies_are_what_the_relying_party_asks_for() {
    let suite = suite();
    let mut wrong = Vec::new();
    for (case, name, policies, explicit, no_mapping, valid) in CASES {
        let wanted = Wanted {
            policies: policies.iter().map(|number| policy(*number)).collect(),
            explicit: *explicit,
            no_mapping: *no_mapping,
            no_any: false,
        };
        if suite.passes(name, &wanted) != *valid {
            wrong.push(*case);
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
    assert_ne!(ANY_POLICY, policy(1));
}
