//! Whether a certificate was revoked: lists (RFC 5280 5 and 6.3), OCSP responses (RFC 6960), and the decision at a time.

pub mod crl;
pub mod ocsp;
pub mod standing;

pub use crl::Crl;
pub use ocsp::OcspResponse;
pub use standing::{Evidence, Standing};

use kunye_kernel::time::Time;

/// CRLReason (RFC 5280 5.3.1).
pub mod reason {
    pub const CERTIFICATE_HOLD: u32 = 6;
    pub const REMOVE_FROM_CRL: u32 = 8;
}

/// One revocation, as its issuer wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revocation {
    pub at: Time,
    /// See [`reason`]; 0 where none is given.
    pub reason: u32,
}
