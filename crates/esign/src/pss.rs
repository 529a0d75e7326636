//! RSA-PSS with any salt and any mask (RFC 8017 8.1.2, 9.1.2; RFC 4055 3.1), for what aws-lc has no constants for: signers of the Java
//! world mask by SHA-1 whatever the message's hash is. Nothing here is secret, so nothing needs to take the same time.

use crate::algorithms::{AlgorithmIdentifier, Hash, Verified};
use crate::asn1::{Malformed, Reader, Result, only, tag};
use crate::oid;
use num_bigint::BigUint;

/// RSASSA-PSS-params (RFC 8017 A.2.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameters {
    pub hash: Hash,
    /// Of MGF1. It need not resist collisions, so that its age is no matter (RFC 8017 B.2.1).
    pub mask: Hash,
    pub salt: usize,
}

/// As aws-lc has it for the rest.
const MODULUS: std::ops::RangeInclusive<u64> = 2048..=8192;
const LARGEST_EXPONENT: u64 = 33;

impl Parameters {
    pub fn read(parameters: Option<&[u8]>) -> Result<Self> {
        let mut read = Self { hash: Hash::Sha1, mask: Hash::Sha1, salt: 20 };
        let unknown = Malformed("RSA-PSS parameters are unknown");
        let Some(parameters) = parameters else { return Ok(read) };
        let mut inside = only(parameters)?.is(tag::SEQUENCE)?.inside();
        if let Some(element) = inside.optional(tag::explicit(0))? {
            read.hash = Hash::of(AlgorithmIdentifier::read(&mut element.inside())?.oid).ok_or(unknown)?;
        }
        if let Some(element) = inside.optional(tag::explicit(1))? {
            let function = AlgorithmIdentifier::read(&mut element.inside())?;
            let of = function.parameters.filter(|_| function.oid == oid::MGF1).ok_or(unknown)?;
            read.mask = Hash::of(AlgorithmIdentifier::read(&mut Reader::new(&of))?.oid).ok_or(unknown)?;
        }
        if let Some(element) = inside.optional(tag::explicit(2))? {
            read.salt = usize::try_from(element.inside().element()?.small()?).map_err(|_| unknown)?;
        }
        // trailerField: there is only the one.
        match inside.optional(tag::explicit(3))? {
            Some(element) if element.inside().element()?.small()? != 1 => Err(unknown),
            _ => Ok(read),
        }
    }

    /// RSASSA-PSS-VERIFY under an RSAPublicKey.
    pub fn verify(self, key: &[u8], message: &[u8], signature: &[u8]) -> Verified {
        let Some((modulus, exponent)) = public_key(key) else { return Verified::Unsupported };
        let allowed = |hash| matches!(hash, Hash::Sha256 | Hash::Sha384 | Hash::Sha512);
        if !allowed(self.hash) || !(allowed(self.mask) || self.mask == Hash::Sha1) {
            return Verified::Unsupported;
        }
        let value = BigUint::from_bytes_be(signature);
        if signature.len() as u64 != modulus.bits().div_ceil(8) || value >= modulus {
            return Verified::No;
        }
        let encoded = value.modpow(&exponent, &modulus).to_bytes_be();
        if self.is_of(&encoded, modulus.bits() - 1, message) { Verified::Yes } else { Verified::No }
    }

    /// EMSA-PSS-VERIFY (9.1.2). `bits`: how long the encoded message may be; leading zeros may be missing.
    fn is_of(self, encoded: &[u8], bits: u64, message: &[u8]) -> bool {
        let Ok(length) = usize::try_from(bits.div_ceil(8)) else { return false };
        let Some(zeros) = length.checked_sub(encoded.len()) else { return false };
        let encoded = [vec![0; zeros], encoded.to_vec()].concat();
        let Some(digest) = self.hash.digest(&[message]) else { return false };
        // 3, 4: long enough, and the last octet
        let Some(padding) = length.checked_sub(digest.len() + 2).and_then(|rest| rest.checked_sub(self.salt)) else {
            return false;
        };
        let Some((0xbc, encoded)) = encoded.split_last().map(|(last, rest)| (*last, rest)) else { return false };
        // 5, 6: the masked block, whose bits beyond the length are zero
        let (block, hashed) = encoded.split_at(length - digest.len() - 1);
        let unused = 8 * length as u64 - bits;
        let kept = 0xff_u8 >> unused;
        if block.first().is_none_or(|first| first & !kept != 0) {
            return false;
        }
        // 7 to 9
        let Some(mask) = self.mask(hashed, block.len()) else { return false };
        let mut block: Vec<u8> = block.iter().zip(mask).map(|(byte, mask)| byte ^ mask).collect();
        if let Some(first) = block.first_mut() {
            *first &= kept;
        }
        // 10: zeros, and a one before the salt
        let (before, salt) = block.split_at(padding + 1);
        let Some((1, zeros)) = before.split_last().map(|(last, rest)| (*last, rest)) else { return false };
        zeros.iter().all(|byte| *byte == 0) && self.hash.digest(&[&[0; 8], &digest, salt]).as_deref() == Some(hashed)
    }

    /// MGF1 (B.2.1).
    fn mask(self, seed: &[u8], length: usize) -> Option<Vec<u8>> {
        let mut mask = Vec::with_capacity(length + 64);
        let mut counter = 0_u32;
        while mask.len() < length {
            mask.extend(self.mask.digest(&[seed, &counter.to_be_bytes()])?);
            counter += 1;
        }
        mask.truncate(length);
        Some(mask)
    }
}

/// Modulus and exponent of an RSAPublicKey (RFC 8017 A.1.1), of sizes that are in use.
fn public_key(key: &[u8]) -> Option<(BigUint, BigUint)> {
    let mut inside = only(key).ok()?.is(tag::SEQUENCE).ok()?.inside();
    let mut number = || Some(BigUint::from_bytes_be(inside.take(tag::INTEGER).ok()?.body));
    let (modulus, exponent) = (number()?, number()?);
    let usable = MODULUS.contains(&modulus.bits())
        && modulus.bit(0)
        && exponent.bit(0)
        && (2..=LARGEST_EXPONENT).contains(&exponent.bits());
    usable.then_some((modulus, exponent))
}
