//! One certificate: its bytes as issued, and what stands in them.

use crate::algorithms::{AlgorithmIdentifier, PublicKey, Scheme, Verified, fingerprint, verify};
use crate::asn1::{Element, Malformed, Reader, Result, only, tag};
use crate::x509::Name;
use const_oid::ObjectIdentifier as Oid;
use kunye_kernel::time::Time;
use std::ops::Range;

#[derive(Debug, Clone)]
pub struct Extension {
    pub oid: Oid,
    pub critical: bool,
    pub value: Vec<u8>,
}

impl Extension {
    /// Extensions of a certificate, a list, an entry or a response: SEQUENCE OF (RFC 5280 4.1).
    pub fn read_all(sequence: Element<'_>) -> Result<Vec<Self>> {
        let mut extensions: Vec<Self> = Vec::new();
        for element in sequence.is(tag::SEQUENCE)?.inside().all()? {
            let mut inside = element.is(tag::SEQUENCE)?.inside();
            let oid = inside.oid()?;
            let critical = inside.optional(tag::BOOLEAN)?.map_or(Ok(false), |element| element.boolean())?;
            let value = inside.take(tag::OCTET_STRING)?.body.to_vec();
            inside.end()?;
            if extensions.iter().any(|other| other.oid == oid) {
                return Err(Malformed("an extension stands twice"));
            }
            extensions.push(Self { oid, critical, value });
        }
        Ok(extensions)
    }
}

/// An X.509 certificate. Two are equal when their bytes are.
#[derive(Debug, Clone)]
pub struct Certificate {
    pub der: Vec<u8>,
    tbs: Range<usize>,
    pub serial: Vec<u8>,
    pub issuer: Name,
    pub subject: Name,
    pub not_before: Time,
    pub not_after: Time,
    pub spki: Vec<u8>,
    pub key: PublicKey,
    pub signature_algorithm: AlgorithmIdentifier,
    signature: Vec<u8>,
    pub extensions: Vec<Extension>,
    pub fingerprint: [u8; 32],
}

impl PartialEq for Certificate {
    fn eq(&self, other: &Self) -> bool {
        self.der == other.der
    }
}

impl Eq for Certificate {}

impl Certificate {
    /// Reads one certificate, with nothing before or after it.
    ///
    /// # Errors
    /// [`Malformed`] when it is not one, or when its two signature algorithms differ (RFC 5280 4.1.1.2).
    pub fn read(der: &[u8]) -> Result<Self> {
        let mut outer = only(der)?.is(tag::SEQUENCE)?.inside();
        let tbs = outer.take(tag::SEQUENCE)?;
        let signature_algorithm = AlgorithmIdentifier::read(&mut outer)?;
        let signature = outer.take(tag::BIT_STRING)?.bits()?.to_vec();
        outer.end()?;

        let mut inside = tbs.inside();
        inside.optional(tag::explicit(0))?;
        let serial = inside.take(tag::INTEGER)?.body.to_vec();
        let inner = AlgorithmIdentifier::read(&mut inside)?;
        if inner != signature_algorithm {
            return Err(Malformed("the certificate names two signature algorithms"));
        }
        let issuer = Name::read(&mut inside)?;
        let mut validity = inside.sequence()?;
        let (not_before, not_after) = (validity.element()?.time()?, validity.element()?.time()?);
        let subject = Name::read(&mut inside)?;
        let spki = inside.take(tag::SEQUENCE)?.raw.to_vec();
        inside.optional(tag::implicit(1))?;
        inside.optional(tag::implicit(2))?;
        let extensions = match inside.optional(tag::explicit(3))? {
            Some(wrapped) => Extension::read_all(only(wrapped.body)?)?,
            None => Vec::new(),
        };
        inside.end()?;
        let start = tbs.raw.as_ptr() as usize - der.as_ptr() as usize;
        Ok(Self {
            tbs: start..start + tbs.raw.len(),
            der: der.to_vec(),
            serial,
            issuer,
            subject,
            not_before,
            not_after,
            key: PublicKey::read(&spki)?,
            spki,
            signature_algorithm,
            signature,
            extensions,
            fingerprint: fingerprint(der),
        })
    }

    pub fn extension(&self, oid: Oid) -> Option<&Extension> {
        self.extensions.iter().find(|extension| extension.oid == oid)
    }

    /// Whether it names itself as its issuer.
    pub fn is_self_issued(&self) -> bool {
        self.issuer == self.subject
    }

    pub fn scheme(&self) -> Option<Scheme> {
        Scheme::of(&self.signature_algorithm, None)
    }

    /// Whether this key made the certificate's signature.
    pub fn verified_by(&self, key: &PublicKey) -> Verified {
        match self.scheme() {
            Some(scheme) => verify(key, scheme, &self.der[self.tbs.clone()], &self.signature),
            None => Verified::Unsupported,
        }
    }

    /// The bits of the key alone, which SubjectKeyIdentifier and OCSP hash.
    pub fn key_bits(&self) -> Result<&[u8]> {
        let mut inside = Reader::new(&self.spki).sequence()?;
        inside.take(tag::SEQUENCE)?;
        inside.take(tag::BIT_STRING)?.bits()
    }

    /// Hexadecimal digits of the serial number.
    pub fn serial_text(&self) -> String {
        data_encoding::HEXUPPER.encode(&self.serial)
    }

    /// The common name, or the whole subject where there is none.
    pub fn display(&self) -> String {
        self.subject.attribute(crate::oid::COMMON_NAME).map_or_else(|| self.subject.display(), str::to_owned)
    }

    pub fn is_valid_at(&self, time: Time) -> bool {
        self.not_before <= time && time <= self.not_after
    }
}

/// Every certificate of a PEM or DER file.
///
/// # Errors
/// [`Malformed`] when one of them is none, or there is none at all.
pub fn read_file(bytes: &[u8]) -> Result<Vec<Certificate>> {
    let certificates = blocks(bytes, "CERTIFICATE")?.iter().map(|(_, der)| Certificate::read(der)).collect::<Result<Vec<_>>>()?;
    if certificates.is_empty() { Err(Malformed("there is no certificate in the file")) } else { Ok(certificates) }
}

/// The DER of a file, or of each PEM block of this kind (RFC 7468), with the text that stands before it.
pub fn blocks(bytes: &[u8], label: &str) -> Result<Vec<(String, Vec<u8>)>> {
    if bytes.first() == Some(&tag::SEQUENCE) {
        return Ok(vec![(String::new(), bytes.to_vec())]);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Malformed("the file is neither DER nor PEM"))?;
    let mut found = Vec::new();
    let (begin, end) = (format!("-----BEGIN {label}-----"), format!("-----END {label}-----"));
    let mut rest = text.trim_start_matches('\u{feff}');
    while let Some((before, after)) = rest.split_once(begin.as_str()) {
        let (body, next) = after.split_once(end.as_str()).ok_or(Malformed("a PEM block has no end"))?;
        let digits: String = body.split_whitespace().collect();
        let der = data_encoding::BASE64.decode(digits.as_bytes()).map_err(|_| Malformed("a PEM block is not Base64"))?;
        found.push((before.to_owned(), der));
        rest = next;
    }
    Ok(found)
}
