//! The CMS of a seal (ETSI EN 319 122-1, 5 and EN 319 142-1, 6.3): detached, one signer, signing-certificate-v2.

use super::{Failure, Key, TimeStamps, checked, sha256};
use crate::algorithms::{Hash, Scheme};
use crate::asn1::{tag, write};
use crate::oid;
use crate::x509::Certificate;
use const_oid::ObjectIdentifier as Oid;
use std::sync::Arc;

pub struct Unstamped {
    hash: Hash,
    certificates: Vec<Vec<u8>>,
    /// Version, signer, digest algorithm.
    before: Vec<u8>,
    attributes: Vec<u8>,
    algorithm: Vec<u8>,
    signature: Vec<u8>,
}

pub fn sign(key: &dyn Key, chain: &[Arc<Certificate>], hash: Hash, digest: &[u8]) -> Result<Unstamped, Failure> {
    let certificate = key.certificate();
    let attributes = write::set(vec![
        attribute(oid::CONTENT_TYPE, &write::oid(oid::DATA)),
        attribute(oid::MESSAGE_DIGEST, &write::octets(digest)),
        attribute(oid::SIGNING_CERTIFICATE_V2, &signing_certificate(certificate)),
    ]);
    let signature = key.sign(&attributes)?;
    let serial = write::element(tag::INTEGER, &certificate.serial);
    let signer = write::sequence(&[&certificate.issuer.der, &serial]);
    Ok(Unstamped {
        hash,
        certificates: std::iter::once(&certificate.der).chain(chain.iter().map(|other| &other.der)).cloned().collect(),
        before: [write::integer(&[1]), signer, write::sequence(&[&write::oid(hash.oid())])].concat(),
        attributes,
        algorithm: algorithm(key.scheme())?,
        signature,
    })
}

fn attribute(oid: Oid, value: &[u8]) -> Vec<u8> {
    write::sequence(&[&write::oid(oid), &write::element(tag::SET, value)])
}

/// SigningCertificateV2 (RFC 5035 3): SHA-256 is the default and not written.
fn signing_certificate(certificate: &Certificate) -> Vec<u8> {
    let issuer = write::sequence(&[&write::element(tag::explicit(4), &certificate.issuer.der)]);
    let issuer_serial = write::sequence(&[&issuer, &write::element(tag::INTEGER, &certificate.serial)]);
    let id = write::sequence(&[&write::octets(&sha256(&[&certificate.der])), &issuer_serial]);
    write::sequence(&[&write::sequence(&[&id])])
}

fn algorithm(scheme: Scheme) -> Result<Vec<u8>, Failure> {
    Ok(match scheme {
        Scheme::RsaPkcs1(Hash::Sha256) => write::sequence(&[&write::oid(oid::RSA_SHA256), &write::null()]),
        Scheme::Ecdsa(Hash::Sha256) => write::sequence(&[&write::oid(oid::ECDSA_SHA256)]),
        Scheme::Ecdsa(Hash::Sha384) => write::sequence(&[&write::oid(oid::ECDSA_SHA384)]),
        Scheme::Ecdsa(Hash::Sha512) => write::sequence(&[&write::oid(oid::ECDSA_SHA512)]),
        _ => return Err(Failure::Key("no seal is made with its algorithm")),
    })
}

impl Unstamped {
    pub fn encode(&self) -> Vec<u8> {
        self.with(&[])
    }

    /// With a time stamp of the signature value (RFC 3161, appendix A).
    pub fn stamped(&self, authority: &dyn TimeStamps) -> Result<Vec<u8>, Failure> {
        let token = authority.token(&sha256(&[&self.signature]))?;
        checked(&token, &[&self.signature])?;
        Ok(self.with(&write::element(tag::explicit(1), &attribute(oid::SIGNATURE_TIME_STAMP, &token))))
    }

    fn with(&self, unsigned: &[u8]) -> Vec<u8> {
        // The same attributes, as a set when signed and as [0] when sent.
        let mut attributes = self.attributes.clone();
        if let Some(first) = attributes.first_mut() {
            *first = tag::explicit(0);
        }
        let signature = write::octets(&self.signature);
        let signer = write::sequence(&[&self.before, &attributes, &self.algorithm, &signature, unsigned]);
        let mut certificates = self.certificates.clone();
        certificates.sort();
        let data = write::sequence(&[
            &write::integer(&[1]),
            &write::set(vec![write::sequence(&[&write::oid(self.hash.oid())])]),
            &write::sequence(&[&write::oid(oid::DATA)]),
            &write::element(tag::explicit(0), &certificates.concat()),
            &write::set(vec![signer]),
        ]);
        write::sequence(&[&write::oid(oid::SIGNED_DATA), &write::element(tag::explicit(0), &data)])
    }
}
