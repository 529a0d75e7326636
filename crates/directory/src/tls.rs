//! The certificate, and its successor: whoever renews it writes the files, and nobody has to restart anything.

use kunye_kernel::error::{Error, Kind, Result};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::SystemTime;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::{CryptoProvider, aws_lc_rs};
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::{ClientHello, ResolvesServerCert};
use tokio_rustls::rustls::sign::CertifiedKey;

/// What handshakes are made with.
pub struct Tls {
    pub config: Arc<ServerConfig>,
    certificate: Arc<Certificate>,
}

/// The certificate in use, and the files it came from.
#[derive(Debug)]
struct Certificate {
    files: [PathBuf; 2],
    provider: Arc<CryptoProvider>,
    in_use: RwLock<Arc<CertifiedKey>>,
    /// When the files were written that were looked at last.
    written: Mutex<[Option<SystemTime>; 2]>,
}

impl Tls {
    /// From PEM files: the certificate with what stands between it and its root, and its key.
    pub fn from_files(certificate: &Path, key: &Path) -> Result<Self> {
        let provider = Arc::new(aws_lc_rs::default_provider());
        let files = [certificate.to_owned(), key.to_owned()];
        let written = Mutex::new(written(&files));
        let in_use = RwLock::new(Arc::new(read(&files, &provider)?));
        let certificate = Arc::new(Certificate { files, provider: provider.clone(), in_use, written });
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|cause| unreadable(&certificate.files[0], cause))?
            .with_no_client_auth()
            .with_cert_resolver(certificate.clone());
        Ok(Self { config: Arc::new(config), certificate })
    }

    /// Takes the files up when they were written anew. What cannot be used changes nothing: certificate and key are two files, and
    /// one may be there before the other.
    pub fn renew(&self) {
        let certificate = &self.certificate;
        let mut seen = certificate.written.lock().unwrap_or_else(PoisonError::into_inner);
        let written = written(&certificate.files);
        if *seen == written {
            return;
        }
        match read(&certificate.files, &certificate.provider) {
            Ok(new) => {
                *certificate.in_use.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(new);
                tracing::info!(path = %certificate.files[0].display(), "the directory's certificate was renewed");
            }
            Err(error) => tracing::warn!(%error, "the directory's new certificate cannot be used; the old one stays"),
        }
        *seen = written;
    }
}

impl ResolvesServerCert for Certificate {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.in_use.read().unwrap_or_else(PoisonError::into_inner).clone())
    }
}

fn written(files: &[PathBuf; 2]) -> [Option<SystemTime>; 2] {
    [&files[0], &files[1]].map(|file| std::fs::metadata(file).and_then(|found| found.modified()).ok())
}

fn read([certificate, key]: &[PathBuf; 2], provider: &CryptoProvider) -> Result<CertifiedKey> {
    let chain = CertificateDer::pem_file_iter(certificate)
        .and_then(Iterator::collect::<std::result::Result<Vec<_>, _>>)
        .map_err(|cause| unreadable(certificate, cause))?;
    let private = PrivateKeyDer::from_pem_file(key).map_err(|cause| unreadable(key, cause))?;
    CertifiedKey::from_der(chain, private, provider).map_err(|cause| unreadable(certificate, cause))
}

fn unreadable(path: &Path, cause: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::new(Kind::Invalid(Vec::new()), "config-certificate")
        .with("setting", "ldap.certificate")
        .with("path", path.display())
        .because(cause)
}
