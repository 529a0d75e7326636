//! Object identifiers by name.

pub use const_oid::ObjectIdentifier as Oid;

const fn oid(dotted: &str) -> Oid {
    Oid::new_unwrap(dotted)
}

// Hashes and keys: RFC 8017, 5480, 8702.
pub const MD5: Oid = oid("1.2.840.113549.2.5");
pub const SHA1: Oid = oid("1.3.14.3.2.26");
pub const SHA224: Oid = oid("2.16.840.1.101.3.4.2.4");
pub const SHA256: Oid = oid("2.16.840.1.101.3.4.2.1");
pub const SHA384: Oid = oid("2.16.840.1.101.3.4.2.2");
pub const SHA512: Oid = oid("2.16.840.1.101.3.4.2.3");
pub const RSA: Oid = oid("1.2.840.113549.1.1.1");
pub const RSA_MD5: Oid = oid("1.2.840.113549.1.1.4");
pub const RSA_SHA1: Oid = oid("1.2.840.113549.1.1.5");
pub const RSA_SHA224: Oid = oid("1.2.840.113549.1.1.14");
pub const RSA_SHA256: Oid = oid("1.2.840.113549.1.1.11");
pub const RSA_SHA384: Oid = oid("1.2.840.113549.1.1.12");
pub const RSA_SHA512: Oid = oid("1.2.840.113549.1.1.13");
pub const RSA_PSS: Oid = oid("1.2.840.113549.1.1.10");
pub const MGF1: Oid = oid("1.2.840.113549.1.1.8");
pub const EC: Oid = oid("1.2.840.10045.2.1");
pub const P256: Oid = oid("1.2.840.10045.3.1.7");
pub const P384: Oid = oid("1.3.132.0.34");
pub const P521: Oid = oid("1.3.132.0.35");
pub const ECDSA_SHA1: Oid = oid("1.2.840.10045.4.1");
pub const ECDSA_SHA224: Oid = oid("1.2.840.10045.4.3.1");
pub const ECDSA_SHA256: Oid = oid("1.2.840.10045.4.3.2");
pub const ECDSA_SHA384: Oid = oid("1.2.840.10045.4.3.3");
pub const ECDSA_SHA512: Oid = oid("1.2.840.10045.4.3.4");

// CMS: RFC 5652, 5035, 5126, 6211; ETSI EN 319 122-1.
pub const DATA: Oid = oid("1.2.840.113549.1.7.1");
pub const SIGNED_DATA: Oid = oid("1.2.840.113549.1.7.2");
pub const TST_INFO: Oid = oid("1.2.840.113549.1.9.16.1.4");
pub const CONTENT_TYPE: Oid = oid("1.2.840.113549.1.9.3");
pub const MESSAGE_DIGEST: Oid = oid("1.2.840.113549.1.9.4");
pub const SIGNING_TIME: Oid = oid("1.2.840.113549.1.9.5");
pub const ALGORITHM_PROTECTION: Oid = oid("1.2.840.113549.1.9.52");
pub const SIGNING_CERTIFICATE: Oid = oid("1.2.840.113549.1.9.16.2.12");
pub const SIGNING_CERTIFICATE_V2: Oid = oid("1.2.840.113549.1.9.16.2.47");
pub const SIGNATURE_TIME_STAMP: Oid = oid("1.2.840.113549.1.9.16.2.14");
/// On the content, before it is signed (ETSI EN 319 122-1, 5.2.8).
pub const CONTENT_TIME_STAMP: Oid = oid("1.2.840.113549.1.9.16.2.20");
pub const SIGNATURE_POLICY: Oid = oid("1.2.840.113549.1.9.16.2.15");
pub const CERTIFICATE_VALUES: Oid = oid("1.2.840.113549.1.9.16.2.23");
pub const REVOCATION_VALUES: Oid = oid("1.2.840.113549.1.9.16.2.24");
/// Adobe's archive of revocation data, a signed attribute (ISO 32000-2, 12.8.3.3.2).
pub const ADOBE_REVOCATION: Oid = oid("1.2.840.113583.1.1.8");
/// OCSP responses among the revocation lists of a CMS (RFC 5940).
pub const OCSP_RESPONSE: Oid = oid("1.3.6.1.5.5.7.16.2");

// Names: X.520.
pub const COMMON_NAME: Oid = oid("2.5.4.3");
pub const SERIAL_NUMBER: Oid = oid("2.5.4.5");
pub const ORGANIZATION: Oid = oid("2.5.4.10");
pub const ORGANIZATION_IDENTIFIER: Oid = oid("2.5.4.97");

// Certificate and list extensions: RFC 5280, 6960.
pub const SUBJECT_KEY: Oid = oid("2.5.29.14");
pub const KEY_USAGE: Oid = oid("2.5.29.15");
pub const SUBJECT_ALT_NAME: Oid = oid("2.5.29.17");
pub const ISSUER_ALT_NAME: Oid = oid("2.5.29.18");
pub const BASIC_CONSTRAINTS: Oid = oid("2.5.29.19");
pub const CRL_NUMBER: Oid = oid("2.5.29.20");
pub const CRL_REASON: Oid = oid("2.5.29.21");
pub const INVALIDITY_DATE: Oid = oid("2.5.29.24");
pub const DELTA_CRL: Oid = oid("2.5.29.27");
pub const ISSUING_DISTRIBUTION_POINT: Oid = oid("2.5.29.28");
pub const CERTIFICATE_ISSUER: Oid = oid("2.5.29.29");
pub const NAME_CONSTRAINTS: Oid = oid("2.5.29.30");
pub const CRL_DISTRIBUTION_POINTS: Oid = oid("2.5.29.31");
pub const CERTIFICATE_POLICIES: Oid = oid("2.5.29.32");
pub const ANY_POLICY: Oid = oid("2.5.29.32.0");
pub const POLICY_MAPPINGS: Oid = oid("2.5.29.33");
pub const AUTHORITY_KEY: Oid = oid("2.5.29.35");
pub const POLICY_CONSTRAINTS: Oid = oid("2.5.29.36");
pub const EXTENDED_KEY_USAGE: Oid = oid("2.5.29.37");
pub const FRESHEST_CRL: Oid = oid("2.5.29.46");
pub const INHIBIT_ANY_POLICY: Oid = oid("2.5.29.54");
pub const EXPIRED_CERTS_ON_CRL: Oid = oid("2.5.29.60");
pub const AUTHORITY_INFO: Oid = oid("1.3.6.1.5.5.7.1.1");
pub const QC_STATEMENTS: Oid = oid("1.3.6.1.5.5.7.1.3");
pub const SUBJECT_INFO: Oid = oid("1.3.6.1.5.5.7.1.11");
pub const ACCESS_OCSP: Oid = oid("1.3.6.1.5.5.7.48.1");
pub const OCSP_BASIC: Oid = oid("1.3.6.1.5.5.7.48.1.1");
pub const OCSP_NO_CHECK: Oid = oid("1.3.6.1.5.5.7.48.1.5");
pub const OCSP_ARCHIVE_CUTOFF: Oid = oid("1.3.6.1.5.5.7.48.1.6");
/// A certificate that ends before it could be revoked (ETSI EN 319 412-1, 5.2).
pub const SHORT_TERM: Oid = oid("0.4.0.194121.2.1");

// Purposes of keys.
pub const ANY_PURPOSE: Oid = oid("2.5.29.37.0");
pub const SERVER_AUTHENTICATION: Oid = oid("1.3.6.1.5.5.7.3.1");
pub const CODE_SIGNING: Oid = oid("1.3.6.1.5.5.7.3.3");
pub const TIME_STAMPING: Oid = oid("1.3.6.1.5.5.7.3.8");
pub const OCSP_SIGNING: Oid = oid("1.3.6.1.5.5.7.3.9");

// Qualified certificates: ETSI EN 319 412-5, and the Turkish authority's profile.
pub const QC_COMPLIANCE: Oid = oid("0.4.0.1862.1.1");
/// What a qualified certificate is for (4.2.3).
pub const QC_TYPE: Oid = oid("0.4.0.1862.1.6");
pub const QC_TYPE_SIGNATURE: Oid = oid("0.4.0.1862.1.6.1");
pub const QC_TYPE_SEAL: Oid = oid("0.4.0.1862.1.6.2");
pub const TR_QUALIFIED: Oid = oid("2.16.792.1.61.0.1.5070.1.1");
pub const TR_INSTITUTION_SEAL: Oid = oid("2.16.792.1.61.0.1.5070.1.3");
pub const TR_QUALIFIED_SEAL: Oid = oid("2.16.792.1.61.0.1.5070.2.1");
pub const TR_QUALIFIED_SEAL_DEVICE: Oid = oid("2.16.792.1.61.0.1.5070.2.2");

// Turkish signature profiles (e-imza kullanım profilleri). P1 has no policy.
pub const TR_P2: Oid = oid("2.16.792.1.61.0.1.5070.3.1.1");
pub const TR_P3: Oid = oid("2.16.792.1.61.0.1.5070.3.2.1");
pub const TR_P4: Oid = oid("2.16.792.1.61.0.1.5070.3.3.1");
