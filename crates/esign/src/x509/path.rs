//! Validation of a path (RFC 5280 6.1) as of a time. Revocation is [`crate::revocation`]'s.

use crate::algorithms::{Verified, used};
use crate::asn1::Malformed;
use crate::oid;
use crate::verdict::{Code, Reason};
use crate::x509::Certificate;
use crate::x509::certificate::Extension;
use crate::x509::constraints::Constraints;
use crate::x509::extensions::usage;
use crate::x509::policies::{Policies, Wanted};
use crate::x509::search::Path;
use const_oid::ObjectIdentifier as Oid;
use kunye_kernel::time::Time;

/// Extensions that are processed, here or by whoever uses the certificate. Any other that is critical ends the path.
const UNDERSTOOD: [Oid; 13] = [
    oid::KEY_USAGE,
    oid::BASIC_CONSTRAINTS,
    oid::NAME_CONSTRAINTS,
    oid::CERTIFICATE_POLICIES,
    oid::POLICY_MAPPINGS,
    oid::POLICY_CONSTRAINTS,
    oid::INHIBIT_ANY_POLICY,
    oid::SUBJECT_ALT_NAME,
    oid::EXTENDED_KEY_USAGE,
    oid::CRL_DISTRIBUTION_POINTS,
    oid::QC_STATEMENTS,
    oid::OCSP_NO_CHECK,
    oid::SHORT_TERM,
];

/// Holds the path against RFC 5280 6.1 as of `at`, the time at which it was proved to exist.
///
/// # Errors
/// The first reason against it.
pub fn validate(path: &Path, at: Time, wanted: &Wanted) -> Result<(), Reason> {
    let Some(leaf) = path.certificates.first() else { return Ok(()) };
    let about = |code: Code, certificate: &Certificate| code.with("certificate", certificate.display());
    let length = u32::try_from(path.certificates.len()).unwrap_or(u32::MAX);
    let mut policies = Policies::new(wanted, length);
    let mut constraints = Constraints::default();
    let mut longest = length;
    let mut issuer = &path.anchor.certificate;

    for (number, certificate) in path.certificates.iter().rev().enumerate() {
        let last = number + 1 == path.certificates.len();
        let malformed = |_: Malformed| about(Code::PathMalformed, certificate);

        // 6.1.3 (a): signed by the issuer, in time, by name
        if certificate.issuer != issuer.subject {
            return Err(about(Code::PathNames, certificate));
        }
        signed(certificate, issuer, at)?;
        if !last && !certificate.is_valid_at(at) {
            return Err(about(Code::CaExpired, certificate));
        }
        // (b), (c)
        if (last || !certificate.is_self_issued()) && !constraints.allow(certificate).map_err(malformed)? {
            return Err(about(Code::PathNameConstraints, certificate));
        }
        // (d) to (f)
        if !policies.enter(certificate, last).map_err(malformed)? {
            return Err(about(Code::PathPolicies, certificate));
        }
        if let Some(extension) = not_understood(certificate) {
            return Err(about(Code::PathUnknownExtension, certificate).with("extension", extension.oid.to_string()));
        }
        if last {
            break;
        }
        // 6.1.4: prepare for the next
        if !policies.leave(certificate).map_err(malformed)? {
            return Err(about(Code::PathPolicies, certificate));
        }
        constraints.add(certificate).map_err(malformed)?;
        let Some(basic) = certificate.basic_constraints().map_err(malformed)?.filter(|basic| basic.ca) else {
            return Err(about(Code::PathNotCa, certificate));
        };
        if certificate.key_usage().map_err(malformed)?.is_some_and(|flags| flags & usage::KEY_CERT_SIGN == 0) {
            return Err(about(Code::PathNotCa, certificate));
        }
        if !certificate.is_self_issued() {
            longest = longest.checked_sub(1).ok_or_else(|| about(Code::PathTooLong, certificate))?;
        }
        longest = longest.min(basic.path_length.unwrap_or(u32::MAX));
        issuer = certificate;
    }
    if !policies.end(leaf).map_err(|_| about(Code::PathMalformed, leaf))? {
        return Err(about(Code::PathPolicies, leaf));
    }
    in_time(leaf, at)
}

/// A critical extension that nobody here understands.
pub fn not_understood(certificate: &Certificate) -> Option<&Extension> {
    certificate.extensions.iter().find(|extension| extension.critical && !UNDERSTOOD.contains(&extension.oid))
}

fn signed(certificate: &Certificate, issuer: &Certificate, at: Time) -> Result<(), Reason> {
    match certificate.verified_by(&issuer.key) {
        Verified::No => return Err(Code::PathSignature.with("certificate", certificate.display())),
        Verified::Unsupported => {
            return Err(Code::AlgorithmUnknown.with("algorithm", certificate.signature_algorithm.oid.to_string()));
        }
        Verified::Yes => {}
    }
    let scheme = certificate.scheme().ok_or(Code::AlgorithmUnknown)?;
    match used(&issuer.key, scheme).into_iter().find(|used| used.ends().is_some_and(|end| end <= at)) {
        Some(weak) => Err(Code::AlgorithmWeak.with("algorithm", weak.name())),
        None => Ok(()),
    }
}

/// Whether the end entity's certificate covers the time.
pub fn in_time(leaf: &Certificate, at: Time) -> Result<(), Reason> {
    if at < leaf.not_before {
        return Err(Code::NotYetValid.with("certificate", leaf.display()).with("time", leaf.not_before.display()));
    }
    if at > leaf.not_after {
        return Err(Code::Expired.with("certificate", leaf.display()).with("time", leaf.not_after.display()));
    }
    Ok(())
}
