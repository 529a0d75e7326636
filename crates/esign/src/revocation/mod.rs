//! Whether a certificate was revoked: lists (RFC 5280 5 and 6.3), OCSP responses (RFC 6960), and the decision at a time.

pub mod crl;
pub mod ocsp;
pub mod standing;

pub use crl::Crl;
pub use ocsp::OcspResponse;
pub use standing::{Evidence, Standing};

use crate::x509::Certificate;
use kunye_kernel::time::Time;
use std::sync::Arc;

/// CRLReason (RFC 5280 5.3.1).
pub mod reason {
    pub const CERTIFICATE_HOLD: u32 = 6;
    pub const REMOVE_FROM_CRL: u32 = 8;
}

/// Something that nobody at hand could say: whether this certificate of this issuer is revoked. Both stand on a path to an anchor, so that
/// the addresses in the certificate are those of an authority that the administrator trusts, and not of whoever brought a file.
#[derive(Debug, Clone)]
pub struct Question {
    pub certificate: Arc<Certificate>,
    pub issuer: Arc<Certificate>,
}

/// One revocation, as its issuer wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revocation {
    pub at: Time,
    /// See [`reason`]; 0 where none is given.
    pub reason: u32,
}
