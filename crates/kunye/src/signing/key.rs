//! The institution's key in a PKCS#12 file (RFC 7292).

use super::unreadable;
use crate::config::read_bytes;
use kunye_esign::seal::SoftwareKey;
use kunye_esign::x509::Certificate;
use kunye_kernel::error::Result;
use kunye_kernel::secret::Secret;
use p12_keystore::{KeyStore, Pkcs12ImportPolicy};
use std::path::Path;
use std::sync::Arc;

/// The one key of a file, with its certificate, and the certificates above it but for a root, which proves nothing.
pub fn open(path: &Path, password: &Secret) -> Result<(SoftwareKey, Vec<Arc<Certificate>>)> {
    let bytes = read_bytes(path)?;
    let store = KeyStore::from_pkcs12(&bytes, password.expose(), Pkcs12ImportPolicy::Relaxed);
    let store = store.map_err(|cause| unreadable(path, cause))?;
    let (_, chain) = store.private_key_chain().ok_or_else(|| unreadable(path, "there is no private key with a certificate"))?;
    let mut certificates = Vec::new();
    for certificate in chain.certs() {
        certificates.push(Certificate::read(certificate.as_der()).map_err(|cause| unreadable(path, cause))?);
    }
    let mut certificates = certificates.into_iter();
    let own = certificates.next().ok_or_else(|| unreadable(path, "the key has no certificate"))?;
    let key = SoftwareKey::from_pkcs8(chain.key().as_der(), own).map_err(|cause| unreadable(path, cause))?;
    Ok((key, certificates.filter(|one| one.issuer != one.subject).map(Arc::new).collect()))
}
