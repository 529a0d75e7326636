//! Electronic signatures: bytes in, verdict out. X.509, CRL, OCSP, time stamps, CMS and PAdES, without network, clock or domain.

pub mod algorithms;
pub mod asn1;
pub mod ber;
pub mod oid;
pub mod revocation;
pub mod trust;
pub mod verdict;
pub mod x509;
pub mod cms;
pub mod tsp;
pub mod profile;
pub mod pdf;
pub mod report;
pub mod validate;
pub mod seal;
