//! What one validation may cost. A file may bring any number of certificates, lists and responses that all seem to speak of each other:
//! each pair is verified once, and there is an end to it. What lies behind that end is unknown, never good.

use crate::algorithms::Verified;
use crate::x509::Certificate;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;

/// Verifications of one validation. A document with a hundred signatures needs some hundreds.
const MOST: usize = 5_000;
/// Hashing this many bytes takes as long as verifying a signature.
const BYTES: usize = 64 * 1024;
/// Looking through this many certificates takes as long.
const CERTIFICATES: usize = 50;

/// By the fingerprints of what is signed and of the signer's certificate.
type Known = HashMap<([u8; 32], [u8; 32]), Verified>;

#[derive(Debug, Clone)]
pub struct Effort {
    most: usize,
    spent: Cell<usize>,
    known: RefCell<Known>,
}

impl Default for Effort {
    fn default() -> Self {
        Self { most: MOST, spent: Cell::default(), known: RefCell::default() }
    }
}

impl Effort {
    /// For what the administrator brings.
    pub fn without_end() -> Self {
        Self { most: usize::MAX, ..Self::default() }
    }

    /// What `verify` says of the signature under this thing by this signer's key; it is asked once. No when nothing more may be spent.
    pub fn verified(&self, thing: (&[u8; 32], &[u8]), signer: &Certificate, verify: impl FnOnce() -> Verified) -> Verified {
        let (fingerprint, bytes) = thing;
        let pair = (*fingerprint, signer.fingerprint);
        if let Some(known) = self.known.borrow().get(&pair) {
            return *known;
        }
        if !self.spend(1 + bytes.len() / BYTES) {
            return Verified::No;
        }
        let verified = verify();
        self.known.borrow_mut().insert(pair, verified);
        verified
    }

    /// Whether one may look through this many certificates.
    pub fn search(&self, certificates: usize) -> bool {
        self.spend(1 + certificates / CERTIFICATES)
    }

    /// Whether something was left out because too much had been looked at.
    pub fn is_spent(&self) -> bool {
        self.spent.get() > self.most
    }

    fn spend(&self, verifications: usize) -> bool {
        self.spent.set(self.spent.get().saturating_add(verifications));
        !self.is_spent()
    }
}
