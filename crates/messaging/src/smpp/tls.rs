//! SMPP inside TLS. The peer is checked against the machine's certificate store, and against authorities of the operator's own.

use crate::settings::bad_setting;
use kunye_kernel::error::Result;
use rustls_platform_verifier::Verifier;
use std::io;
use std::path::Path;
use std::sync::Arc;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, crypto::aws_lc_rs};

/// Errors: the file cannot be read, or the machine has no certificate store (`config-certificate`).
pub fn connector(authorities: Option<&Path>) -> Result<TlsConnector> {
    let path = authorities.unwrap_or(Path::new("")).display();
    let bad = |cause: String| bad_setting("sms.smpp.tls_ca_file", "config-certificate").with("path", &path).because(cause);
    let authorities: Vec<CertificateDer<'static>> = match authorities {
        Some(file) => CertificateDer::pem_file_iter(file).and_then(Iterator::collect).map_err(|error| bad(error.to_string()))?,
        None => Vec::new(),
    };
    let provider = Arc::new(aws_lc_rs::default_provider());
    let verifier = Verifier::new_with_extra_roots(authorities, Arc::clone(&provider)).map_err(|error| bad(error.to_string()))?;
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| bad(error.to_string()))?
        // "Dangerous" is any verifier brought from outside; this one is the platform's.
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}

pub async fn secure(connector: &TlsConnector, stream: TcpStream, host: &str) -> io::Result<TlsStream<TcpStream>> {
    let name = ServerName::try_from(host.to_owned()).map_err(io::Error::other)?;
    connector.connect(name, stream).await
}
