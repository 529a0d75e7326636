//! Time-stamp tokens (RFC 3161), and requests for them.

use crate::algorithms::{AlgorithmIdentifier, Hash};
use crate::asn1::{Malformed, only, tag, write};
use crate::cms::{self, SignedData};
use crate::oid;
use crate::verdict::{Code, Reason};
use crate::x509::extensions::imprint;
use kunye_kernel::time::Time;

pub struct Token {
    pub data: SignedData,
    pub time: Time,
    hash: AlgorithmIdentifier,
    imprint: Vec<u8>,
    content: Vec<u8>,
    nonce: Option<Vec<u8>>,
}

/// Reads a TimeStampToken that may be padded with zeros.
///
/// # Errors
/// A reason of [`SubIndication::FormatFailure`](crate::verdict::SubIndication).
pub fn read(bytes: &[u8]) -> Result<Token, Reason> {
    let malformed = |what: Malformed| Code::CmsMalformed.with("detail", what.0);
    let mut data = cms::read(bytes)?;
    let content = data.content.take().filter(|_| data.content_type == oid::TST_INFO).ok_or(Code::CmsContent)?;
    let info = info(&content).map_err(malformed)?;
    Ok(Token { data, time: info.time, hash: info.hash, imprint: info.imprint, nonce: info.nonce, content })
}

struct Info {
    time: Time,
    hash: AlgorithmIdentifier,
    imprint: Vec<u8>,
    nonce: Option<Vec<u8>>,
}

/// TSTInfo (2.4.2).
fn info(content: &[u8]) -> Result<Info, Malformed> {
    let mut inside = only(content)?.is(tag::SEQUENCE)?.inside();
    if inside.take(tag::INTEGER)?.body != [1] {
        return Err(Malformed("the time stamp is of an unknown version"));
    }
    inside.oid()?;
    let (hash, imprint) = imprint(inside.take(tag::SEQUENCE)?)?;
    inside.take(tag::INTEGER)?;
    let time = inside.take(tag::GENERALIZED_TIME)?.time()?;
    inside.optional(tag::SEQUENCE)?;
    inside.optional(tag::BOOLEAN)?;
    let nonce = inside.optional(tag::INTEGER)?.map(|nonce| nonce.body.to_vec());
    Ok(Info { time, hash, imprint, nonce })
}

impl Token {
    pub fn hash(&self) -> Option<Hash> {
        Hash::of(self.hash.oid)
    }

    /// Whether it is a time stamp of these bytes, given in parts.
    pub fn is_of(&self, parts: &[&[u8]]) -> bool {
        self.hash().and_then(|hash| hash.digest(parts)).as_ref() == Some(&self.imprint)
    }

    /// The digest of the TSTInfo, which the authority signed.
    pub fn content_digest(&self) -> Option<Vec<u8>> {
        self.data.signer.hash()?.digest(&[&self.content])
    }

    /// Whether it answers the request of this nonce (2.4.2: it must come back).
    pub fn answers(&self, nonce: u64) -> bool {
        self.nonce.as_ref() == only(&write::integer(&nonce.to_be_bytes())).ok().map(|element| element.body.to_vec()).as_ref()
    }
}

/// A TimeStampReq (2.4.1) for a SHA-256 digest, asking for the authority's certificate.
pub fn request(digest: &[u8; 32], nonce: u64) -> Vec<u8> {
    let algorithm = write::sequence(&[&write::oid(oid::SHA256), &write::null()]);
    let imprint = write::sequence(&[&algorithm, &write::octets(digest)]);
    let yes = write::element(tag::BOOLEAN, &[0xff]);
    write::sequence(&[&write::integer(&[1]), &imprint, &write::integer(&nonce.to_be_bytes()), &yes])
}

/// The token of a TimeStampResp (2.4.2).
///
/// # Errors
/// [`Malformed`] when there is none: the authority refused, or it is no such response.
pub fn response(bytes: &[u8]) -> Result<Vec<u8>, Malformed> {
    let mut inside = only(bytes)?.is(tag::SEQUENCE)?.inside();
    let status = inside.sequence()?.take(tag::INTEGER)?.small()?;
    // 0 granted, 1 granted with changes
    if status > 1 {
        return Err(Malformed("the authority refused to give a time stamp"));
    }
    Ok(inside.take(tag::SEQUENCE)?.raw.to_vec())
}
