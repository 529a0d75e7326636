//! Sealing: PAdES signatures of our own (ETSI EN 319 142-1), from B-B to B-LTA. The key and the time-stamp authority are the caller's.

mod cms;
mod file;
mod key;

pub use key::SoftwareKey;

use crate::algorithms::{Hash, Scheme};
use crate::report::Level;
use crate::revocation::{Crl, OcspResponse};
use crate::tsp;
use crate::verdict::Reason;
use crate::x509::Certificate;
use kunye_kernel::time::Time;
use std::fmt;
use std::sync::Arc;

/// Why a document could not be sealed.
#[derive(Debug)]
pub enum Failure {
    /// The document cannot be read, or not be added to.
    Document(Reason),
    /// The key cannot be used, or refused.
    Key(&'static str),
    /// The authority gave no time stamp.
    TimeStamp(Box<dyn std::error::Error + Send + Sync>),
    /// The signature needs more room than was kept for it.
    Room,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Document(reason) => write!(f, "the document cannot be sealed: {}", reason.code.text()),
            Self::Key(what) => write!(f, "the key cannot be used: {what}"),
            Self::TimeStamp(cause) => write!(f, "no time stamp: {cause}"),
            Self::Room => f.write_str("the signature is larger than the room kept for it"),
        }
    }
}

impl std::error::Error for Failure {}

/// A key that signs, in a file or in a device.
pub trait Key: Send + Sync {
    fn certificate(&self) -> &Certificate;
    fn scheme(&self) -> Scheme;

    /// Signs the message itself, not its digest.
    ///
    /// # Errors
    /// [`Failure::Key`]
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Failure>;
}

/// A time-stamp authority. [`tsp::request`] and [`tsp::response`] are what it speaks.
pub trait TimeStamps: Send + Sync {
    /// A TimeStampToken for a SHA-256 digest.
    ///
    /// # Errors
    /// [`Failure::TimeStamp`]
    fn token(&self, digest: &[u8; 32]) -> Result<Vec<u8>, Failure>;
}

/// What a seal shall have.
pub struct Seal<'a> {
    /// Name of the signature field; no field of the document has it yet.
    pub field: &'a str,
    /// When it is sealed, as far as our own clock knows.
    pub time: Time,
    pub key: &'a dyn Key,
    /// Certificates from the key's issuer up, without the root.
    pub chain: &'a [Arc<Certificate>],
    pub authority: Option<&'a dyn TimeStamps>,
    /// For B-LT: what proves the path of the key and that of the authority.
    pub evidence: Option<&'a Evidence>,
    /// For B-LTA: one more time stamp, over everything.
    pub archive: bool,
}

/// Certificates, lists and responses for the document's security store.
#[derive(Default)]
pub struct Evidence {
    pub certificates: Vec<Arc<Certificate>>,
    pub lists: Vec<Arc<Crl>>,
    pub responses: Vec<Arc<OcspResponse>>,
}

/// A sealed document, at the level that could be reached.
pub struct Sealed {
    pub file: Vec<u8>,
    pub level: Level,
    /// Why it is not the level that was asked for.
    pub degraded: Option<Failure>,
}

/// Seals a document. When the authority gives no time stamp the seal stays without, and says so: a document that is late is worse
/// than one whose seal proves no time.
///
/// # Errors
/// [`Failure`] when there is no seal at all.
pub fn seal(file: &[u8], seal: &Seal<'_>) -> Result<Sealed, Failure> {
    let prepared = file::prepare(file, seal.field, file::Kind::Signature(seal.time), room(seal))?;
    let hash = seal.key.scheme().hash();
    let digest = hash.digest(&prepared.parts()).ok_or(Failure::Key("its hash is too weak"))?;
    let unstamped = cms::sign(seal.key, seal.chain, hash, &digest)?;
    let stamped = seal.authority.map(|authority| unstamped.stamped(authority));
    let (cms, mut level, mut degraded) = match stamped {
        None => (unstamped.encode(), Level::B, None),
        Some(Ok(cms)) => (cms, Level::T, None),
        Some(Err(failure)) => (unstamped.encode(), Level::B, Some(failure)),
    };
    let mut file = prepared.filled(&cms)?;
    if let (Some(evidence), Level::T) = (seal.evidence, level) {
        file = file::with_evidence(&file, evidence)?;
        level = Level::Lt;
    }
    if let (true, Level::Lt, Some(authority)) = (seal.archive, level, seal.authority) {
        match time_stamped(&file, &format!("{}-{}", seal.field, file.len()), authority) {
            Ok(archived) => (file, level) = (archived, Level::Lta),
            Err(failure) => degraded = Some(failure),
        }
    }
    Ok(Sealed { file, level, degraded })
}

/// Adds a time stamp over the whole document (5.4.3): it proves everything before it, and is added again before its own authority's
/// certificate ends.
///
/// # Errors
/// [`Failure`]
pub fn time_stamped(file: &[u8], field: &str, authority: &dyn TimeStamps) -> Result<Vec<u8>, Failure> {
    let prepared = file::prepare(file, field, file::Kind::TimeStamp, ROOM_OF_A_TOKEN)?;
    let token = authority.token(&sha256(&prepared.parts()))?;
    checked(&token, &prepared.parts())?;
    prepared.filled(&token)
}

/// Adds evidence to the security store (5.4.2), for a document that was sealed before the evidence was there.
///
/// # Errors
/// [`Failure::Document`]
pub fn with_evidence(file: &[u8], evidence: &Evidence) -> Result<Vec<u8>, Failure> {
    file::with_evidence(file, evidence)
}

/// A CMS over bytes that stay beside it.
///
/// # Errors
/// [`Failure::Key`]
pub fn detached(key: &dyn Key, chain: &[Arc<Certificate>], bytes: &[u8]) -> Result<Vec<u8>, Failure> {
    let hash = key.scheme().hash();
    let digest = hash.digest(&[bytes]).ok_or(Failure::Key("its hash is too weak"))?;
    Ok(cms::sign(key, chain, hash, &digest)?.encode())
}

const ROOM_OF_A_TOKEN: usize = 12 * 1024;

fn room(seal: &Seal<'_>) -> usize {
    let certificates =
        seal.chain.iter().map(|certificate| certificate.der.len()).sum::<usize>() + seal.key.certificate().der.len();
    certificates + 2048 + seal.authority.map_or(0, |_| ROOM_OF_A_TOKEN)
}

fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut digest = [0; 32];
    digest.copy_from_slice(&Hash::Sha256.digest(parts).unwrap_or_else(|| vec![0; 32]));
    digest
}

/// A token that is not about what was asked is none.
fn checked(token: &[u8], parts: &[&[u8]]) -> Result<(), Failure> {
    let read = tsp::read(token).map_err(|reason| Failure::TimeStamp(reason.code.text().into()))?;
    if read.is_of(parts) { Ok(()) } else { Err(Failure::TimeStamp("the time stamp is of something else".into())) }
}
