//! The certificate.

use kunye_kernel::error::{Error, Kind, Result};
use std::path::Path;
use std::sync::Arc;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// From PEM files: the certificate with what stands between it and its root, and its key.
pub fn from_files(certificate: &Path, key: &Path) -> Result<Arc<ServerConfig>> {
    let chain = CertificateDer::pem_file_iter(certificate)
        .and_then(Iterator::collect::<std::result::Result<Vec<_>, _>>)
        .map_err(|cause| unreadable(certificate, cause))?;
    let private = PrivateKeyDer::from_pem_file(key).map_err(|cause| unreadable(key, cause))?;
    let provider = Arc::new(tokio_rustls::rustls::crypto::aws_lc_rs::default_provider());
    ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map(|builder| builder.with_no_client_auth())
        .and_then(|builder| builder.with_single_cert(chain, private))
        .map(Arc::new)
        .map_err(|cause| unreadable(certificate, cause))
}

fn unreadable(path: &Path, cause: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::new(Kind::Invalid(Vec::new()), "config-certificate").with("path", path.display()).because(cause)
}
