//! Trust anchors and revocation lists: files, folders, and addresses that the administrator names.

use super::unreadable;
use crate::config::read_bytes;
use crate::config::signatures::Signatures;
use kunye_esign::asn1;
use kunye_esign::revocation::{Crl, crl};
use kunye_esign::trust;
use kunye_esign::validate::Material;
use kunye_kernel::error::{Error, Result};
use reqwest::Client;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;

const TIME_LIMIT: Duration = Duration::from_secs(30);

/// Bytes of the largest list: national ones run to some megabytes.
const LARGEST: usize = 64 * 1024 * 1024;

pub struct Sources {
    trust: Vec<PathBuf>,
    certificates: Vec<PathBuf>,
    files: Vec<PathBuf>,
    addresses: Vec<String>,
    client: Client,
}

impl Sources {
    pub fn of(config: &Signatures) -> Result<Self> {
        let is_address = |source: &&String| source.starts_with("http://") || source.starts_with("https://");
        let (addresses, files): (Vec<&String>, Vec<&String>) = config.lists.iter().partition(is_address);
        Ok(Self {
            trust: config.trust.clone(),
            certificates: config.certificates.clone(),
            files: files.into_iter().map(PathBuf::from).collect(),
            addresses: addresses.into_iter().cloned().collect(),
            client: Client::builder().timeout(TIME_LIMIT).build().map_err(Error::internal)?,
        })
    }

    /// Whether there is anything that may change while the service runs.
    pub fn change(&self) -> bool {
        !self.files.is_empty() || !self.addresses.is_empty()
    }

    /// Reads everything. A file that cannot be read is an error; an address that is out of reach is told in the log, and what it had is
    /// missing until it answers.
    pub fn read(&self, runtime: &Handle) -> Result<Material> {
        let mut lists = all(&self.files, crl::read_file)?;
        for address in &self.addresses {
            match runtime.block_on(self.fetch(address)) {
                Ok(found) => lists.extend(found.into_iter().map(Arc::new)),
                Err(error) => tracing::warn!(address, error, "a revocation list is out of reach"),
            }
        }
        let certificates = all(&self.certificates, trust::read_file)?;
        Ok(Material {
            anchors: all(&self.trust, trust::read_file)?,
            certificates: certificates.into_iter().map(|anchor| anchor.certificate.clone()).collect(),
            lists,
            responses: Vec::new(),
        })
    }

    async fn fetch(&self, address: &str) -> Result<Vec<Crl>, String> {
        let said = |error: reqwest::Error| error.without_url().to_string();
        let mut answer = self.client.get(address).send().await.and_then(|answer| answer.error_for_status()).map_err(said)?;
        let mut bytes = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(said)? {
            bytes.extend_from_slice(&chunk);
            if bytes.len() > LARGEST {
                return Err("the list is too large".to_owned());
            }
        }
        crl::read_file(&bytes).map_err(|malformed| malformed.to_string())
    }
}

/// Everything in the files, and in the files of the folders.
fn all<T>(paths: &[PathBuf], read: impl Fn(&[u8]) -> asn1::Result<Vec<T>>) -> Result<Vec<Arc<T>>> {
    let mut found = Vec::new();
    for path in paths.iter().map(|path| files_of(path)).collect::<Result<Vec<_>>>()?.into_iter().flatten() {
        let items = read(&read_bytes(&path)?).map_err(|cause| unreadable(&path, cause))?;
        found.extend(items.into_iter().map(Arc::new));
    }
    Ok(found)
}

fn files_of(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = std::fs::read_dir(path).map_err(|cause| unreadable(path, cause))?;
    let mut files: Vec<PathBuf> =
        entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).filter(|path| path.is_file()).collect();
    files.sort();
    Ok(files)
}
