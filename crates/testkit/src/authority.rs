//! An authority that certifies the members' signatures, and what they sign with.

use crate::Member;
use kunye_core::signatures::{Sealing, Signatures};
use kunye_esign::asn1::write;
use kunye_esign::oid::{self, Oid};
use kunye_esign::report::Level;
use kunye_esign::revocation::Crl;
use kunye_esign::seal::{self, Key, Seal, SoftwareKey};
use kunye_esign::trust::Anchor;
use kunye_esign::validate::Material;
use kunye_esign::x509::Certificate;
use kunye_kernel::time::Time;
use rcgen::{
    BasicConstraints, CertificateParams, CertificateRevocationListParams, CustomExtension, DistinguishedName, DnType, IsCa,
    Issuer, KeyIdMethod, KeyPair, KeyUsagePurpose, SerialNumber, date_time_ymd,
};
use std::sync::{Arc, LazyLock};

/// The root of everybody's trust, and its keys.
#[derive(Clone)]
pub struct Authority(Arc<Inner>);

struct Inner {
    certificate: Vec<u8>,
    issuer: Issuer<'static, KeyPair>,
    list: Vec<u8>,
}

/// Somebody who can sign.
pub struct Holder {
    key: SoftwareKey,
}

static AUTHORITY: LazyLock<Authority> = LazyLock::new(Authority::make);

fn params(name: &str, serial: Option<&str>) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CountryName, "TR");
    if let Some(serial) = serial {
        params.distinguished_name.push(DnType::CustomDnType(vec![2, 5, 4, 5]), serial);
    }
    params.distinguished_name.push(DnType::CommonName, name);
    (params.not_before, params.not_after) = (date_time_ymd(2025, 1, 1), date_time_ymd(2040, 1, 1));
    params.use_authority_key_identifier_extension = true;
    params
}

impl Authority {
    /// The same one for every test of a process: making keys takes time.
    pub fn new() -> Self {
        AUTHORITY.clone()
    }

    fn make() -> Self {
        let key = KeyPair::generate().expect("a key");
        let mut own = params("Deneme Kök", None);
        own.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        own.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let certificate = own.self_signed(&key).expect("a certificate").der().to_vec();
        let issuer = Issuer::new(own, key);
        let list = CertificateRevocationListParams {
            this_update: date_time_ymd(2026, 11, 20),
            next_update: date_time_ymd(2040, 1, 1),
            crl_number: SerialNumber::from(1),
            issuing_distribution_point: None,
            revoked_certs: Vec::new(),
            key_identifier_method: KeyIdMethod::Sha256,
        };
        let list = list.signed_by(&issuer).expect("a list").der().to_vec();
        Self(Arc::new(Inner { certificate, issuer, list }))
    }

    /// What believes this authority.
    pub fn material(&self) -> Material {
        Material {
            anchors: vec![Arc::new(Anchor::new(Certificate::read(&self.0.certificate).expect("a certificate")))],
            lists: vec![Arc::new(Crl::read(&self.0.list).expect("a list"))],
            ..Material::default()
        }
    }

    /// Believes this authority, and seals with a key that it certified.
    pub fn signatures(&self) -> Arc<Signatures> {
        let key = Box::new(self.holder("Örnek Bakanlığı", None, &[oid::QC_COMPLIANCE, oid::TR_INSTITUTION_SEAL]).key);
        let sealing = Sealing { key, chain: Vec::new(), authority: None, level: Level::B };
        Arc::new(Signatures::new(self.material(), Some(sealing)))
    }

    /// A member with a qualified certificate.
    pub fn qualified(&self, member: &Member) -> Holder {
        let marks = [oid::QC_COMPLIANCE, oid::TR_QUALIFIED];
        self.holder(&member.full_name(), Some(member.national_id.digits()), &marks)
    }

    /// The same member with a certificate that is not qualified.
    pub fn plain(&self, member: &Member) -> Holder {
        self.holder(&member.full_name(), Some(member.national_id.digits()), &[])
    }

    fn holder(&self, name: &str, serial: Option<&str>, marks: &[Oid]) -> Holder {
        let key = KeyPair::generate().expect("a key");
        let mut own = params(name, serial);
        own.key_usages = vec![KeyUsagePurpose::DigitalSignature, KeyUsagePurpose::ContentCommitment];
        let statements: Vec<Vec<u8>> = marks.iter().map(|mark| write::sequence(&[&write::oid(*mark)])).collect();
        let statements: Vec<&[u8]> = statements.iter().map(Vec::as_slice).collect();
        if !statements.is_empty() {
            let extension = CustomExtension::from_oid_content(&[1, 3, 6, 1, 5, 5, 7, 1, 3], write::sequence(&statements));
            own.custom_extensions = vec![extension];
        }
        let certificate = own.signed_by(&key, &self.0.issuer).expect("a certificate");
        let certificate = Certificate::read(certificate.der()).expect("a certificate");
        Holder { key: SoftwareKey::from_pkcs8(&key.serialize_der(), certificate).expect("a key") }
    }
}

impl Default for Authority {
    fn default() -> Self {
        Self::new()
    }
}

impl Holder {
    /// DER of the certificate.
    pub fn certificate(&self) -> &[u8] {
        &self.key.certificate().der
    }

    /// Signs a PDF, in a field of this name.
    pub fn sign(&self, pdf: &[u8], field: &str, time: Time) -> Vec<u8> {
        let seal = Seal { field, time, key: &self.key, chain: &[], authority: None, evidence: None, archive: false };
        seal::seal(pdf, &seal).expect("a file that can be signed").file
    }
}
