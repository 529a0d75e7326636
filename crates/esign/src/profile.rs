//! Who signs: the Turkish profile of qualified certificates, seals, and the signature policies of the national profiles.

use crate::oid;
use crate::x509::Certificate;
use crate::x509::extensions::usage;
use const_oid::ObjectIdentifier as Oid;
use serde::Serialize;

/// Whose certificate it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SignerKind {
    /// A qualified certificate of a person (*nitelikli elektronik sertifika*).
    QualifiedPerson,
    /// A certificate that names a person or not, but is not qualified.
    Unqualified,
    /// An institution's seal (*kurumsal mühür*).
    InstitutionSeal,
    /// A qualified electronic seal (*nitelikli elektronik mühür*).
    QualifiedSeal,
}

impl SignerKind {
    pub fn is_seal(self) -> bool {
        matches!(self, Self::InstitutionSeal | Self::QualifiedSeal)
    }
}

/// Reads the kind from the statements and policies. A seal's mark outweighs everything else that stands in the certificate.
pub fn kind(certificate: &Certificate) -> SignerKind {
    let mut marks = certificate.qc_statements().unwrap_or_default();
    marks.extend(certificate.policies().ok().flatten().unwrap_or_default());
    let has = |oid: Oid| marks.contains(&oid);
    if has(oid::TR_QUALIFIED_SEAL) || has(oid::TR_QUALIFIED_SEAL_DEVICE) {
        return SignerKind::QualifiedSeal;
    }
    if has(oid::TR_INSTITUTION_SEAL) {
        return SignerKind::InstitutionSeal;
    }
    let statements = certificate.qc_statements().unwrap_or_default();
    let compliant = statements.contains(&oid::QC_COMPLIANCE);
    // Types that cannot be read are none of a person's.
    let types = certificate.qc_types().unwrap_or_else(|_| vec![oid::QC_TYPE]);
    if types.contains(&oid::QC_TYPE_SEAL) {
        return if compliant { SignerKind::QualifiedSeal } else { SignerKind::InstitutionSeal };
    }
    let of_a_person = types.is_empty() || types.contains(&oid::QC_TYPE_SIGNATURE);
    let qualified = compliant && of_a_person && statements.contains(&oid::TR_QUALIFIED);
    let commits = certificate.key_usage().ok().flatten().is_some_and(|flags| flags & usage::NON_REPUDIATION != 0);
    if qualified && commits && serial_id(certificate).is_some() { SignerKind::QualifiedPerson } else { SignerKind::Unqualified }
}

/// The national id of the person as the certificate gives it, never of a seal.
pub fn national_id(certificate: &Certificate) -> Option<String> {
    if kind(certificate).is_seal() { None } else { serial_id(certificate) }
}

/// The organisation that the certificate names as its holder's, if it names one.
pub fn organisation(certificate: &Certificate) -> Option<&str> {
    certificate.subject.attribute(oid::ORGANIZATION).map(str::trim).filter(|name| !name.is_empty())
}

/// `serialNumber` of the subject: eleven digits, or with the prefix of ETSI EN 319 412-1, 5.1.3. Its check digits are the authority's
/// business: what was certified is shown as certified.
fn serial_id(certificate: &Certificate) -> Option<String> {
    let mut serials = certificate.subject.attributes(oid::SERIAL_NUMBER);
    let (first, second) = (serials.next()?, serials.next());
    let digits = first.strip_prefix("PNOTR-").unwrap_or(first);
    let plain = digits.len() == 11 && digits.bytes().all(|byte| byte.is_ascii_digit());
    (plain && second.is_none()).then(|| digits.to_owned())
}

/// The national signature profiles (*e-imza kullanım profilleri*). P1 has no policy of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum SignaturePolicy {
    /// Short term, with a time stamp.
    P2,
    /// Long term, revocation by lists.
    P3,
    /// Long term, revocation by OCSP.
    P4,
}

impl SignaturePolicy {
    pub fn of(policy: Oid) -> Option<Self> {
        match policy {
            oid::TR_P2 => Some(Self::P2),
            oid::TR_P3 => Some(Self::P3),
            oid::TR_P4 => Some(Self::P4),
            _ => None,
        }
    }
}
