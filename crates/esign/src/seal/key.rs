//! A key in memory.

use super::{Failure, Key};
use crate::algorithms::{Curve, Hash, PublicKey, Scheme};
use crate::x509::Certificate;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_ASN1_SIGNING, ECDSA_P521_SHA512_ASN1_SIGNING, EcdsaKeyPair, KeyPair,
    RSA_PKCS1_SHA256, RsaKeyPair,
};

/// A private key from a file, with its certificate.
pub struct SoftwareKey {
    certificate: Certificate,
    pair: Pair,
    scheme: Scheme,
}

enum Pair {
    Rsa(RsaKeyPair),
    Ecdsa(EcdsaKeyPair),
}

impl SoftwareKey {
    /// Takes an unencrypted PKCS#8 key. The hash is the one that fits the key.
    ///
    /// # Errors
    /// [`Failure::Key`] when it cannot be read, or is not the certificate's.
    pub fn from_pkcs8(pkcs8: &[u8], certificate: Certificate) -> Result<Self, Failure> {
        let unreadable = |_| Failure::Key("it is no PKCS#8 key of the certificate's kind");
        let (pair, scheme, public) = match &certificate.key {
            PublicKey::Rsa { key, .. } => {
                let pair = RsaKeyPair::from_pkcs8(pkcs8).map_err(unreadable)?;
                let same = pair.public_key().as_ref() == key.as_slice();
                (Pair::Rsa(pair), Scheme::RsaPkcs1(Hash::Sha256), same)
            }
            PublicKey::Ec { curve, point } => {
                let (algorithm, hash) = match curve {
                    Curve::P256 => (&ECDSA_P256_SHA256_ASN1_SIGNING, Hash::Sha256),
                    Curve::P384 => (&ECDSA_P384_SHA384_ASN1_SIGNING, Hash::Sha384),
                    Curve::P521 => (&ECDSA_P521_SHA512_ASN1_SIGNING, Hash::Sha512),
                };
                let pair = EcdsaKeyPair::from_pkcs8(algorithm, pkcs8).map_err(unreadable)?;
                let same = pair.public_key().as_ref() == point.as_slice();
                (Pair::Ecdsa(pair), Scheme::Ecdsa(hash), same)
            }
            PublicKey::Other(_) => return Err(Failure::Key("its algorithm is not supported")),
        };
        if public { Ok(Self { certificate, pair, scheme }) } else { Err(Failure::Key("it is not the key of the certificate")) }
    }
}

impl Key for SoftwareKey {
    fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    fn scheme(&self) -> Scheme {
        self.scheme
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Failure> {
        let random = SystemRandom::new();
        let failed = |_| Failure::Key("signing failed");
        match &self.pair {
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature).map_err(failed)?;
                Ok(signature)
            }
            Pair::Ecdsa(pair) => Ok(pair.sign(&random, message).map_err(failed)?.as_ref().to_vec()),
        }
    }
}
