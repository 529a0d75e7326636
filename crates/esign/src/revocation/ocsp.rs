//! OCSP responses (RFC 6960 4.2).

use super::{Question, Revocation};
use crate::algorithms::{AlgorithmIdentifier, Hash, PublicKey, Scheme, Verified, fingerprint, verify};
use crate::asn1::{Element, Malformed, Reader, Result, only, tag, write};
use crate::oid;
use crate::x509::certificate::{Extension, blocks};
use crate::x509::{Certificate, Name};
use kunye_kernel::time::Time;
use std::sync::Arc;

#[derive(Debug, Clone)]
pub struct OcspResponse {
    pub der: Vec<u8>,
    tbs: Vec<u8>,
    responder: Responder,
    pub produced_at: Time,
    pub answers: Vec<Answer>,
    algorithm: AlgorithmIdentifier,
    signature: Vec<u8>,
    pub certificates: Vec<Arc<Certificate>>,
    pub fingerprint: [u8; 32],
}

#[derive(Debug, Clone)]
enum Responder {
    Name(Name),
    /// SHA-1 of the key's bits.
    Key(Vec<u8>),
}

/// What a response says of one certificate.
#[derive(Debug, Clone)]
pub struct Answer {
    hash: Hash,
    name_hash: Vec<u8>,
    key_hash: Vec<u8>,
    serial: Vec<u8>,
    pub status: Status,
    pub this_update: Time,
    pub next_update: Option<Time>,
    pub archive_cutoff: Option<Time>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Good,
    Revoked(Revocation),
    Unknown,
}

impl OcspResponse {
    /// Reads an OCSPResponse, or a bare BasicOCSPResponse as CAdES holds it.
    ///
    /// # Errors
    /// [`Malformed`] when it is neither, or an answer that says "try later" and the like.
    pub fn read(der: &[u8]) -> Result<Self> {
        let mut outer = only(der)?.is(tag::SEQUENCE)?.inside();
        if outer.rest().first() != Some(&tag::ENUMERATED) {
            return Self::read_basic(der, der);
        }
        if outer.take(tag::ENUMERATED)?.small()? != 0 {
            return Err(Malformed("the responder gave no answer"));
        }
        let mut bytes = only(outer.take(tag::explicit(0))?.body)?.is(tag::SEQUENCE)?.inside();
        if bytes.oid()? != oid::OCSP_BASIC {
            return Err(Malformed("the response is of an unknown type"));
        }
        Self::read_basic(bytes.take(tag::OCTET_STRING)?.body, der)
    }

    fn read_basic(basic: &[u8], whole: &[u8]) -> Result<Self> {
        let mut outer = only(basic)?.is(tag::SEQUENCE)?.inside();
        let tbs = outer.take(tag::SEQUENCE)?;
        let algorithm = AlgorithmIdentifier::read(&mut outer)?;
        let signature = outer.take(tag::BIT_STRING)?.bits()?.to_vec();
        let mut certificates = Vec::new();
        if let Some(wrapped) = outer.optional(tag::explicit(0))? {
            for element in only(wrapped.body)?.is(tag::SEQUENCE)?.inside().all()? {
                certificates.push(Arc::new(Certificate::read(element.raw)?));
            }
        }
        outer.end()?;

        let mut inside = tbs.inside();
        inside.optional(tag::explicit(0))?;
        let id = inside.element()?;
        let responder = match id.tag {
            0xa1 => Responder::Name(Name::read(&mut id.inside())?),
            0xa2 => Responder::Key(only(id.body)?.is(tag::OCTET_STRING)?.body.to_vec()),
            _ => return Err(Malformed("the responder is named in an unknown way")),
        };
        let produced_at = inside.element()?.time()?;
        let answers = inside.sequence()?.all()?.into_iter().map(Answer::read).collect::<Result<_>>()?;
        if let Some(wrapped) = inside.optional(tag::explicit(1))? {
            let extensions = Extension::read_all(only(wrapped.body)?)?;
            if extensions.iter().any(|extension| extension.critical) {
                return Err(Malformed("the response has an unknown critical extension"));
            }
        }
        inside.end()?;
        Ok(Self {
            der: whole.to_vec(),
            tbs: tbs.raw.to_vec(),
            responder,
            produced_at,
            answers,
            algorithm,
            signature,
            certificates,
            fingerprint: fingerprint(whole),
        })
    }

    pub fn verified_by(&self, key: &PublicKey) -> Verified {
        match self.scheme() {
            Some(scheme) => verify(key, scheme, &self.tbs, &self.signature),
            None => Verified::Unsupported,
        }
    }

    pub fn scheme(&self) -> Option<Scheme> {
        Scheme::of(&self.algorithm, None)
    }

    /// Whether the response names this certificate as its responder.
    pub fn is_by(&self, certificate: &Certificate) -> bool {
        match &self.responder {
            Responder::Name(name) => *name == certificate.subject,
            Responder::Key(hash) => {
                certificate.key_bits().ok().and_then(|bits| Hash::Sha1.digest(&[bits])).as_ref() == Some(hash)
            }
        }
    }

    /// What it says of a certificate of this issuer.
    pub fn answer(&self, certificate: &Certificate, issuer: &Certificate) -> Option<&Answer> {
        self.answers.iter().find(|answer| answer.is_about(certificate, issuer))
    }
}

impl Answer {
    fn read(element: Element<'_>) -> Result<Self> {
        let mut inside = element.is(tag::SEQUENCE)?.inside();
        let mut id = inside.sequence()?;
        let hash = Hash::of(AlgorithmIdentifier::read(&mut id)?.oid).ok_or(Malformed("the response uses an unknown hash"))?;
        let (name_hash, key_hash) = (id.take(tag::OCTET_STRING)?.body, id.take(tag::OCTET_STRING)?.body);
        let serial = id.take(tag::INTEGER)?.body;
        let status = inside.element()?;
        let status = match status.tag {
            0x80 => Status::Good,
            0xa1 => Status::Revoked(revocation(status.inside())?),
            0x82 => Status::Unknown,
            _ => return Err(Malformed("the status is unknown to the standard")),
        };
        let this_update = inside.take(tag::GENERALIZED_TIME)?.time()?;
        let next_update = inside.optional(tag::explicit(0))?.map(|wrapped| only(wrapped.body)?.time()).transpose()?;
        let mut archive_cutoff = None;
        if let Some(wrapped) = inside.optional(tag::explicit(1))? {
            for extension in Extension::read_all(only(wrapped.body)?)? {
                match extension.oid {
                    oid::OCSP_ARCHIVE_CUTOFF => archive_cutoff = Some(only(&extension.value)?.time()?),
                    _ if extension.critical => return Err(Malformed("an answer has an unknown critical extension")),
                    _ => {}
                }
            }
        }
        inside.end()?;
        let owned = <[u8]>::to_vec;
        Ok(Self {
            hash,
            name_hash: owned(name_hash),
            key_hash: owned(key_hash),
            serial: owned(serial),
            status,
            this_update,
            next_update,
            archive_cutoff,
        })
    }

    fn is_about(&self, certificate: &Certificate, issuer: &Certificate) -> bool {
        let Ok(key) = issuer.key_bits() else { return false };
        self.serial == certificate.serial
            && self.hash.digest(&[&certificate.issuer.der]).as_ref() == Some(&self.name_hash)
            && self.hash.digest(&[key]).as_ref() == Some(&self.key_hash)
    }
}

fn revocation(mut inside: Reader<'_>) -> Result<Revocation> {
    let at = inside.take(tag::GENERALIZED_TIME)?.time()?;
    let reason = match inside.optional(tag::explicit(0))? {
        Some(wrapped) => only(wrapped.body)?.is(tag::ENUMERATED)?.small()?,
        None => 0,
    };
    Ok(Revocation { at, reason })
}

/// An OCSPRequest (4.1.1) about one certificate. It names the issuer by SHA-1, which every responder knows (RFC 5019, 2.1.1): here a hash
/// only finds things. There is no nonce: answers are made ahead, and how old one may be is decided by whoever reads it.
///
/// # Errors
/// [`Malformed`] when the issuer's key cannot be read.
pub fn request(question: &Question) -> Result<Vec<u8>> {
    let issuer = &question.issuer;
    let sha1 = |bytes: &[u8]| Hash::Sha1.digest(&[bytes]).ok_or(Malformed("there is no SHA-1"));
    let id = write::sequence(&[
        &write::sequence(&[&write::oid(oid::SHA1), &write::null()]),
        &write::octets(&sha1(&issuer.subject.der)?),
        &write::octets(&sha1(issuer.key_bits()?)?),
        &write::element(tag::INTEGER, &question.certificate.serial),
    ]);
    Ok(write::sequence(&[&write::sequence(&[&write::sequence(&[&write::sequence(&[&id])])])]))
}

/// Every response of a PEM or DER file.
///
/// # Errors
/// [`Malformed`] when one of them is none, or there is none at all.
pub fn read_file(bytes: &[u8]) -> Result<Vec<OcspResponse>> {
    let found = blocks(bytes, "OCSP RESPONSE")?.iter().map(|(_, der)| OcspResponse::read(der)).collect::<Result<Vec<_>>>()?;
    if found.is_empty() { Err(Malformed("there is no OCSP response in the file")) } else { Ok(found) }
}
