//! Electronic signatures: bytes in, verdict out. X.509, CRL, OCSP, time stamps, CMS and PAdES, without network, clock or domain.

pub mod algorithms;
pub mod asn1;
pub mod ber;
pub mod cms;
pub mod count;
pub mod effort;
pub mod oid;
pub mod pdf;
pub mod profile;
pub mod pss;
pub mod report;
pub mod revocation;
pub mod seal;
pub mod trust;
pub mod tsp;
pub mod validate;
pub mod verdict;
pub mod x509;
