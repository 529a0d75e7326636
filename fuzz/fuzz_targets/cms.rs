//! Everything that is read out of a signature: BER, CMS, time stamps, certificates, lists, responses.
//!
//! `fuzz/run cms`.

#![no_main]

use kunye_esign::{ber, cms, count, revocation, trust, tsp, x509};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok((der, used)) = ber::definite(bytes) {
        assert!(used <= bytes.len());
        // Once definite, always the same.
        assert_eq!(ber::definite(&der), Ok((der.clone(), der.len())));
    }
    let _ = cms::read(bytes);
    let _ = tsp::read(bytes);
    let _ = tsp::response(bytes);
    let _ = trust::read_file(bytes);
    let _ = count::sources::certificates(bytes);
    if let Ok(certificate) = x509::Certificate::read(bytes) {
        let _ = (certificate.policy_mappings(), certificate.distribution_points(), certificate.qc_statements());
        let _ = (certificate.subject_alt_names(), certificate.key_usage(), certificate.purposes());
    }
    if let Ok(list) = revocation::Crl::read(bytes) {
        let _ = list.walk(|_, _, _| {});
    }
    let _ = revocation::OcspResponse::read(bytes);
});
