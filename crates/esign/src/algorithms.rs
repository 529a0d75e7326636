//! Hashes and signature schemes: reading their identifiers, verifying with aws-lc, and until when each is believed in
//! (ETSI TS 119 312; the dates are those that validators of EN 319 102-1 commonly use).

use crate::asn1::{Reader, Result, only, tag};
use crate::oid;
use crate::pss;
use aws_lc_rs::{digest, signature as aws};
use const_oid::ObjectIdentifier as Oid;
use kunye_kernel::time::{Day, HOUR, Time};

/// An algorithm and its parameters, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlgorithmIdentifier {
    pub oid: Oid,
    pub parameters: Option<Vec<u8>>,
}

impl AlgorithmIdentifier {
    pub fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let mut inside = reader.sequence()?;
        let oid = inside.oid()?;
        let parameters = if inside.is_empty() { None } else { Some(inside.element()?.raw.to_vec()) };
        inside.end()?;
        Ok(Self { oid, parameters })
    }

    /// The same algorithm; an absent parameter and NULL mean the same.
    pub fn same(&self, other: &Self) -> bool {
        let plain = |parameters: &Option<Vec<u8>>| parameters.clone().filter(|bytes| bytes != &[tag::NULL, 0]);
        self.oid == other.oid && plain(&self.parameters) == plain(&other.parameters)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Hash {
    Md5,
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    pub fn of(algorithm: Oid) -> Option<Self> {
        Some(match algorithm {
            oid::MD5 => Self::Md5,
            oid::SHA1 => Self::Sha1,
            oid::SHA224 => Self::Sha224,
            oid::SHA256 => Self::Sha256,
            oid::SHA384 => Self::Sha384,
            oid::SHA512 => Self::Sha512,
            _ => return None,
        })
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Md5 => "MD5",
            Self::Sha1 => "SHA-1",
            Self::Sha224 => "SHA-224",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        }
    }

    pub fn oid(self) -> Oid {
        match self {
            Self::Md5 => oid::MD5,
            Self::Sha1 => oid::SHA1,
            Self::Sha224 => oid::SHA224,
            Self::Sha256 => oid::SHA256,
            Self::Sha384 => oid::SHA384,
            Self::Sha512 => oid::SHA512,
        }
    }

    /// `None` for a hash so weak that nothing here computes it any more.
    pub fn digest(self, parts: &[&[u8]]) -> Option<Vec<u8>> {
        let mut context = digest::Context::new(match self {
            Self::Md5 => return None,
            Self::Sha1 => &digest::SHA1_FOR_LEGACY_USE_ONLY,
            Self::Sha224 => &digest::SHA224,
            Self::Sha256 => &digest::SHA256,
            Self::Sha384 => &digest::SHA384,
            Self::Sha512 => &digest::SHA512,
        });
        parts.iter().for_each(|part| context.update(part));
        Some(context.finish().as_ref().to_vec())
    }
}

/// SHA-256: the identity of a certificate, list or response inside this crate.
pub fn fingerprint(bytes: &[u8]) -> [u8; 32] {
    let digest = digest::digest(&digest::SHA256, bytes);
    let mut out = [0; 32];
    out.copy_from_slice(digest.as_ref());
    out
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    RsaPkcs1(Hash),
    RsaPss(pss::Parameters),
    Ecdsa(Hash),
}

impl Scheme {
    /// `hash` is that of the signer info, for identifiers that name only the key (RFC 5652 5.3).
    pub fn of(algorithm: &AlgorithmIdentifier, hash: Option<Hash>) -> Option<Self> {
        Some(match algorithm.oid {
            oid::RSA => Self::RsaPkcs1(hash?),
            oid::RSA_MD5 => Self::RsaPkcs1(Hash::Md5),
            oid::RSA_SHA1 => Self::RsaPkcs1(Hash::Sha1),
            oid::RSA_SHA224 => Self::RsaPkcs1(Hash::Sha224),
            oid::RSA_SHA256 => Self::RsaPkcs1(Hash::Sha256),
            oid::RSA_SHA384 => Self::RsaPkcs1(Hash::Sha384),
            oid::RSA_SHA512 => Self::RsaPkcs1(Hash::Sha512),
            oid::RSA_PSS => return pss::Parameters::read(algorithm.parameters.as_deref()).ok().map(Self::RsaPss),
            oid::EC => Self::Ecdsa(hash?),
            oid::ECDSA_SHA1 => Self::Ecdsa(Hash::Sha1),
            oid::ECDSA_SHA224 => Self::Ecdsa(Hash::Sha224),
            oid::ECDSA_SHA256 => Self::Ecdsa(Hash::Sha256),
            oid::ECDSA_SHA384 => Self::Ecdsa(Hash::Sha384),
            oid::ECDSA_SHA512 => Self::Ecdsa(Hash::Sha512),
            _ => return None,
        })
    }

    pub fn hash(self) -> Hash {
        match self {
            Self::RsaPkcs1(hash) | Self::Ecdsa(hash) | Self::RsaPss(pss::Parameters { hash, .. }) => hash,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Curve {
    P256,
    P384,
    P521,
}

/// What a subjectPublicKeyInfo holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublicKey {
    /// An RSAPublicKey, and the bits of its modulus.
    Rsa {
        key: Vec<u8>,
        bits: usize,
    },
    /// A point of a named curve.
    Ec {
        curve: Curve,
        point: Vec<u8>,
    },
    Other(Oid),
}

impl PublicKey {
    pub fn read(spki: &[u8]) -> Result<Self> {
        let mut inside = only(spki)?.is(tag::SEQUENCE)?.inside();
        let algorithm = AlgorithmIdentifier::read(&mut inside)?;
        let key = inside.take(tag::BIT_STRING)?.bits()?.to_vec();
        Ok(match algorithm.oid {
            oid::RSA | oid::RSA_PSS => {
                let modulus = Reader::new(&key).sequence()?.take(tag::INTEGER)?.body;
                let digits: &[u8] = modulus.strip_prefix(&[0]).unwrap_or(modulus);
                let bits = digits.len() * 8 - digits.first().map_or(0, |first| first.leading_zeros() as usize);
                Self::Rsa { key, bits }
            }
            oid::EC => {
                let curve = match only(algorithm.parameters.as_deref().unwrap_or_default()).and_then(|element| element.oid()) {
                    Ok(oid::P256) => Curve::P256,
                    Ok(oid::P384) => Curve::P384,
                    Ok(oid::P521) => Curve::P521,
                    _ => return Ok(Self::Other(algorithm.oid)),
                };
                Self::Ec { curve, point: key }
            }
            other => Self::Other(other),
        })
    }
}

/// How a verification ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verified {
    Yes,
    No,
    /// Nothing here verifies this scheme with this key: too weak, or unknown.
    Unsupported,
}

pub fn verify(key: &PublicKey, scheme: Scheme, message: &[u8], signature: &[u8]) -> Verified {
    let (bytes, algorithm): (&[u8], &'static dyn aws::VerificationAlgorithm) = match (key, scheme) {
        (PublicKey::Rsa { key, .. }, Scheme::RsaPkcs1(hash)) => match hash {
            Hash::Sha1 => (key, &aws::RSA_PKCS1_1024_8192_SHA1_FOR_LEGACY_USE_ONLY),
            Hash::Sha256 => (key, &aws::RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY),
            Hash::Sha384 => (key, &aws::RSA_PKCS1_2048_8192_SHA384),
            Hash::Sha512 => (key, &aws::RSA_PKCS1_1024_8192_SHA512_FOR_LEGACY_USE_ONLY),
            Hash::Md5 | Hash::Sha224 => return Verified::Unsupported,
        },
        (PublicKey::Rsa { key, .. }, Scheme::RsaPss(parameters)) => match pss_algorithm(parameters) {
            Some(algorithm) => (key, algorithm),
            None => return parameters.verify(key, message, signature),
        },
        (PublicKey::Ec { curve, point }, Scheme::Ecdsa(hash)) => match (curve, hash) {
            (Curve::P256, Hash::Sha1) => (point, &aws::ECDSA_P256_SHA1_ASN1),
            (Curve::P256, Hash::Sha256) => (point, &aws::ECDSA_P256_SHA256_ASN1),
            (Curve::P256, Hash::Sha384) => (point, &aws::ECDSA_P256_SHA384_ASN1),
            (Curve::P256, Hash::Sha512) => (point, &aws::ECDSA_P256_SHA512_ASN1),
            (Curve::P384, Hash::Sha256) => (point, &aws::ECDSA_P384_SHA256_ASN1),
            (Curve::P384, Hash::Sha384) => (point, &aws::ECDSA_P384_SHA384_ASN1),
            (Curve::P384, Hash::Sha512) => (point, &aws::ECDSA_P384_SHA512_ASN1),
            (Curve::P521, Hash::Sha1) => (point, &aws::ECDSA_P521_SHA1_ASN1),
            (Curve::P521, Hash::Sha256) => (point, &aws::ECDSA_P521_SHA256_ASN1),
            (Curve::P521, Hash::Sha384) => (point, &aws::ECDSA_P521_SHA384_ASN1),
            (Curve::P521, Hash::Sha512) => (point, &aws::ECDSA_P521_SHA512_ASN1),
            _ => return Verified::Unsupported,
        },
        (PublicKey::Other(_), _) => return Verified::Unsupported,
        // A signature of one kind under a key of another.
        _ => return Verified::No,
    };
    match aws::UnparsedPublicKey::new(algorithm, bytes).verify(message, signature) {
        Ok(()) => Verified::Yes,
        Err(_) => Verified::No,
    }
}

/// What nearly everyone uses, and aws-lc has: one hash, and a salt as long as it.
fn pss_algorithm(parameters: pss::Parameters) -> Option<&'static dyn aws::VerificationAlgorithm> {
    Some(match (parameters.hash, parameters.mask, parameters.salt) {
        (Hash::Sha256, Hash::Sha256, 32) => &aws::RSA_PSS_2048_8192_SHA256,
        (Hash::Sha384, Hash::Sha384, 48) => &aws::RSA_PSS_2048_8192_SHA384,
        (Hash::Sha512, Hash::Sha512, 64) => &aws::RSA_PSS_2048_8192_SHA512,
        _ => return None,
    })
}

/// An algorithm that was used, for the policy to judge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Used {
    Hash(Hash),
    /// RSA modulus in bits.
    Rsa(usize),
}

impl Used {
    pub fn name(self) -> String {
        match self {
            Self::Hash(hash) => hash.name().to_owned(),
            Self::Rsa(bits) => format!("RSA-{bits}"),
        }
    }

    /// From when on it is no longer believed in: the first moment of that day in UTC. `None`: still is.
    pub fn ends(self) -> Option<Time> {
        let year = match self {
            Self::Hash(Hash::Md5) => 2005,
            Self::Hash(Hash::Sha1) => 2012,
            Self::Hash(Hash::Sha224) => 2029,
            Self::Hash(_) => return None,
            Self::Rsa(..1024) => 2000,
            Self::Rsa(..1536) => 2011,
            Self::Rsa(..1900) => 2017,
            Self::Rsa(..3000) => 2029,
            Self::Rsa(_) => return None,
        };
        Day::new(year, 1, 1).map(|day| day.start().plus(3 * HOUR))
    }
}

/// What a signature of this scheme under this key relies on.
pub fn used(key: &PublicKey, scheme: Scheme) -> Vec<Used> {
    let mut used = vec![Used::Hash(scheme.hash())];
    if let PublicKey::Rsa { bits, .. } = key {
        used.push(Used::Rsa(*bits));
    }
    used
}
