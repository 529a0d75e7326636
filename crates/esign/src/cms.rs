//! Signed data (RFC 5652) of exactly one signer, as PAdES (ETSI EN 319 142-1, 6.2) and time stamps (RFC 3161 2.4.2) want it.

use crate::algorithms::{AlgorithmIdentifier, Hash, Scheme, Used, Verified, used, verify};
use crate::asn1::{Element, Malformed, Reader, only, tag, write};
use crate::ber;
use crate::oid;
use crate::revocation::{Crl, OcspResponse};
use crate::verdict::{Code, Reason};
use crate::x509::{Certificate, Name};
use const_oid::ObjectIdentifier as Oid;
use kunye_kernel::time::Time;
use std::sync::Arc;

pub struct SignedData {
    pub content_type: Oid,
    pub content: Option<Vec<u8>>,
    pub certificates: Vec<Arc<Certificate>>,
    pub lists: Vec<Arc<Crl>>,
    pub responses: Vec<Arc<OcspResponse>>,
    pub signer: Signer,
}

pub struct Signer {
    id: SignerId,
    digest_algorithm: AlgorithmIdentifier,
    algorithm: AlgorithmIdentifier,
    /// As encoded, with the tag of a SET.
    signed_attributes: Vec<u8>,
    signed: Vec<Attribute>,
    unsigned: Vec<Attribute>,
    pub signature: Vec<u8>,
}

enum SignerId {
    IssuerSerial(Name, Vec<u8>),
    Key(Vec<u8>),
}

pub struct Attribute {
    pub oid: Oid,
    pub values: Vec<Vec<u8>>,
}

/// Reads a ContentInfo that may be BER and padded with zeros.
///
/// # Errors
/// A reason of [`SubIndication::FormatFailure`](crate::verdict::SubIndication).
pub fn read(bytes: &[u8]) -> Result<SignedData, Reason> {
    let (der, used) = ber::definite(bytes).map_err(malformed)?;
    if bytes[used..].iter().any(|byte| *byte != 0) {
        return Err(malformed(Malformed("something follows the signed data")));
    }
    parse(&der).map_err(malformed)?
}

fn malformed(what: Malformed) -> Reason {
    Code::CmsMalformed.with("detail", what.0)
}

fn parse(der: &[u8]) -> Result<Result<SignedData, Reason>, Malformed> {
    let mut info = only(der)?.is(tag::SEQUENCE)?.inside();
    if info.oid()? != oid::SIGNED_DATA {
        return Err(Malformed("it is not signed data"));
    }
    let mut inside = only(info.take(tag::explicit(0))?.body)?.is(tag::SEQUENCE)?.inside();
    info.end()?;
    inside.take(tag::INTEGER)?;
    inside.take(tag::SET)?;
    let mut encapsulated = inside.sequence()?;
    let content_type = encapsulated.oid()?;
    let content = match encapsulated.optional(tag::explicit(0))? {
        Some(wrapped) => Some(only(wrapped.body)?.is(tag::OCTET_STRING)?.body.to_vec()),
        None => None,
    };
    let (mut certificates, mut lists, mut responses) = (Vec::new(), Vec::new(), Vec::new());
    if let Some(set) = inside.optional(tag::explicit(0))? {
        // Attribute certificates and broken ones help nobody, and hurt nobody either.
        certificates.extend(set.inside().all()?.iter().filter_map(|element| Certificate::read(element.raw).ok()).map(Arc::new));
    }
    if let Some(set) = inside.optional(tag::explicit(1))? {
        for element in set.inside().all()? {
            if element.tag == tag::SEQUENCE {
                lists.extend(Crl::read(element.raw).ok().map(Arc::new));
            } else if element.tag == tag::explicit(1) {
                let mut other = element.inside();
                if other.oid()? == oid::OCSP_RESPONSE {
                    responses.extend(OcspResponse::read(other.rest()).ok().map(Arc::new));
                }
            }
        }
    }
    let signers = inside.take(tag::SET)?.inside().all()?;
    inside.end()?;
    let [signer] = signers.as_slice() else {
        return Ok(Err(Code::CmsSigners.with("count", signers.len().to_string())));
    };
    Ok(Signer::read(*signer)?.map(|signer| SignedData { content_type, content, certificates, lists, responses, signer }))
}

impl Signer {
    fn read(element: Element<'_>) -> Result<Result<Self, Reason>, Malformed> {
        let mut inside = element.is(tag::SEQUENCE)?.inside();
        inside.take(tag::INTEGER)?;
        let id = inside.element()?;
        let id = match id.tag {
            tag::SEQUENCE => {
                let mut parts = id.inside();
                SignerId::IssuerSerial(Name::read(&mut parts)?, parts.take(tag::INTEGER)?.body.to_vec())
            }
            0x80 => SignerId::Key(id.body.to_vec()),
            _ => return Err(Malformed("the signer is named in an unknown way")),
        };
        let digest_algorithm = AlgorithmIdentifier::read(&mut inside)?;
        let Some(set) = inside.optional(tag::explicit(0))? else {
            return Ok(Err(Code::CmsAttributes.with("detail", "there are no signed attributes")));
        };
        let algorithm = AlgorithmIdentifier::read(&mut inside)?;
        let signature = inside.take(tag::OCTET_STRING)?.body.to_vec();
        let unsigned = match inside.optional(tag::explicit(1))? {
            Some(set) => attributes(set.inside())?,
            None => Vec::new(),
        };
        inside.end()?;
        let mut signed_attributes = set.raw.to_vec();
        signed_attributes[0] = tag::SET;
        let signed = attributes(set.inside())?;
        Ok(Ok(Self { id, digest_algorithm, algorithm, signed_attributes, signed, unsigned, signature }))
    }

    pub fn hash(&self) -> Option<Hash> {
        Hash::of(self.digest_algorithm.oid)
    }

    pub fn scheme(&self) -> Option<Scheme> {
        Scheme::of(&self.algorithm, self.hash())
    }

    pub fn algorithm_name(&self) -> String {
        self.algorithm.oid.to_string()
    }

    /// The certificate that the signer names, among these.
    pub fn find<'a>(&self, certificates: impl IntoIterator<Item = &'a Arc<Certificate>>) -> Option<Arc<Certificate>> {
        let named = |certificate: &&Arc<Certificate>| match &self.id {
            SignerId::IssuerSerial(issuer, serial) => certificate.issuer == *issuer && certificate.serial == *serial,
            SignerId::Key(key) => certificate.subject_key_id() == Some(key),
        };
        // Several may carry one name and number; the one that the signed attributes mean is the one.
        let mut named: Vec<_> = certificates.into_iter().filter(named).collect();
        named.sort_by_key(|certificate| !matches!(self.names(certificate), Ok(true)));
        named.first().map(|certificate| (*certificate).clone())
    }

    /// The one value of a signed attribute (RFC 5652 11: these have exactly one, once).
    pub fn signed(&self, oid: Oid) -> Result<Option<Element<'_>>, Malformed> {
        let mut found = self.signed.iter().filter(|attribute| attribute.oid == oid);
        let (first, second) = (found.next(), found.next());
        match (first, second) {
            (None, _) => Ok(None),
            (Some(Attribute { values, .. }), None) if values.len() == 1 => only(&values[0]).map(Some),
            _ => Err(Malformed("a signed attribute stands twice")),
        }
    }

    /// All values of an unsigned attribute.
    pub fn unsigned(&self, oid: Oid) -> impl Iterator<Item = &[u8]> {
        self.unsigned
            .iter()
            .filter(move |attribute| attribute.oid == oid)
            .flat_map(|attribute| attribute.values.iter().map(Vec::as_slice))
    }

    pub fn claimed_time(&self) -> Option<Time> {
        self.signed(oid::SIGNING_TIME).ok()??.time().ok()
    }

    /// Holds the signature against the digest of what is signed: content type, message digest, algorithms, signature value.
    ///
    /// # Errors
    /// The first reason against it.
    pub fn check(&self, content_type: Oid, digest: &[u8], certificate: &Certificate) -> Result<(), Reason> {
        let attributes = |what: Malformed| Code::CmsAttributes.with("detail", what.0);
        let absent = |detail: &str| Code::CmsAttributes.with("detail", detail);
        let kind = self.signed(oid::CONTENT_TYPE).map_err(attributes)?.ok_or_else(|| absent("there is no content type"))?;
        if kind.oid().map_err(attributes)? != content_type {
            return Err(absent("the content type is another"));
        }
        let said = self.signed(oid::MESSAGE_DIGEST).map_err(attributes)?.ok_or_else(|| absent("there is no message digest"))?;
        if said.is(tag::OCTET_STRING).map_err(attributes)?.body != digest {
            return Err(Code::DigestDiffers.into());
        }
        let unknown = || Code::AlgorithmUnknown.with("algorithm", self.algorithm_name());
        let scheme = self.scheme().ok_or_else(unknown)?;
        if Some(scheme.hash()) != self.hash() {
            return Err(Code::CmsAlgorithms.into());
        }
        self.protected().map_err(attributes)?;
        match self.verified(scheme, certificate) {
            Verified::Yes => Ok(()),
            Verified::No => Err(Code::SignatureWrong.into()),
            Verified::Unsupported => Err(unknown()),
        }
    }

    fn verified(&self, scheme: Scheme, certificate: &Certificate) -> Verified {
        let as_encoded = verify(&certificate.key, scheme, &self.signed_attributes, &self.signature);
        if as_encoded != Verified::No {
            return as_encoded;
        }
        // RFC 5652 5.4 signs the DER encoding, whatever order the attributes were sent in.
        let Ok(parts) = only(&self.signed_attributes).and_then(|set| set.inside().all()) else { return Verified::No };
        let sorted = write::set(parts.iter().map(|part| part.raw.to_vec()).collect());
        if sorted == self.signed_attributes { Verified::No } else { verify(&certificate.key, scheme, &sorted, &self.signature) }
    }

    /// CMSAlgorithmProtection (RFC 6211), where it is used.
    fn protected(&self) -> Result<(), Malformed> {
        let Some(value) = self.signed(oid::ALGORITHM_PROTECTION)? else { return Ok(()) };
        let mut inside = value.is(tag::SEQUENCE)?.inside();
        let digest = AlgorithmIdentifier::read(&mut inside)?;
        let signature = inside.take(tag::explicit(1))?;
        let rewritten = write::element(tag::SEQUENCE, signature.body);
        let signature = AlgorithmIdentifier::read(&mut Reader::new(&rewritten))?;
        if digest.same(&self.digest_algorithm) && signature.same(&self.algorithm) {
            Ok(())
        } else {
            Err(Malformed("the protected algorithms are others"))
        }
    }

    /// Whether the signing-certificate attributes mean this certificate (RFC 5035): their first entry is the signer's.
    ///
    /// # Errors
    /// `SignerUnnamed` when there is neither attribute, `CmsAttributes` when one is broken.
    pub fn names(&self, certificate: &Certificate) -> Result<bool, Reason> {
        let broken = |what: Malformed| Code::CmsAttributes.with("detail", what.0);
        let first = self.signed(oid::SIGNING_CERTIFICATE).map_err(broken)?;
        let second = self.signed(oid::SIGNING_CERTIFICATE_V2).map_err(broken)?;
        if first.is_none() && second.is_none() {
            return Err(Code::SignerUnnamed.into());
        }
        let matches = |value: Option<Element<'_>>, hash| value.map_or(Ok(true), |value| means(value, hash, certificate));
        Ok(matches(first, Hash::Sha1).map_err(broken)? && matches(second, Hash::Sha256).map_err(broken)?)
    }

    /// Algorithms that the signature itself relies on.
    pub fn used(&self, certificate: &Certificate) -> Vec<Used> {
        let mut all = self.scheme().map(|scheme| used(&certificate.key, scheme)).unwrap_or_default();
        all.extend(self.hash().map(Used::Hash));
        all
    }
}

/// The digest binds. IssuerSerial beside it is a hint where to look (ETSI EN 319 122-1, 5.2.2).
fn means(value: Element<'_>, default: Hash, certificate: &Certificate) -> Result<bool, Malformed> {
    let mut id = value.is(tag::SEQUENCE)?.inside().sequence()?.sequence()?;
    let hash = match id.optional(tag::SEQUENCE)? {
        Some(algorithm) => {
            Hash::of(AlgorithmIdentifier::read(&mut Reader::new(algorithm.raw))?.oid).ok_or(Malformed("a hash is unknown"))?
        }
        None => default,
    };
    let digest = id.take(tag::OCTET_STRING)?.body;
    Ok(hash.digest(&[&certificate.der]).as_deref() == Some(digest))
}

fn attributes(reader: Reader<'_>) -> Result<Vec<Attribute>, Malformed> {
    let one = |element: Element<'_>| {
        let mut inside = element.is(tag::SEQUENCE)?.inside();
        let oid = inside.oid()?;
        let values = inside.take(tag::SET)?.inside().all()?.iter().map(|value| value.raw.to_vec()).collect();
        inside.end()?;
        Ok(Attribute { oid, values })
    };
    reader.all()?.into_iter().map(one).collect()
}
