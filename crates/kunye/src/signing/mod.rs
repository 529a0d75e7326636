//! The keys, authorities and lists of the configuration, brought to `kunye_core::signatures`.

mod device;
mod key;
mod lists;
pub mod lookups;
pub mod reach;
pub mod stamps;

use crate::config::{self, Config};
use kunye_core::signatures::{Sealing, Signatures};
use kunye_esign::seal::{Key, TimeStamps};
use kunye_esign::x509::Certificate;
use kunye_kernel::entropy::Entropy;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::time::SystemClock;
use lists::Sources;
use lookups::HttpLookups;
use reach::Reach;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;

/// What the service believes and seals with. Lists are read again as often as the configuration says, for as long as the runtime lives.
pub fn start(config: &mut Config, runtime: &Handle, entropy: Arc<dyn Entropy>) -> Result<Arc<Signatures>> {
    let sources = Sources::of(&config.signatures)?;
    let mut signatures = Signatures::new(sources.read(runtime)?, sealing(config, runtime, entropy)?);
    if config.signatures.fetch {
        let reach = Reach::of(&config.signatures.fetch_from)?;
        signatures = signatures.asking(Box::new(HttpLookups::new(reach, runtime.clone(), Arc::new(SystemClock))?));
    }
    let signatures = Arc::new(signatures);
    if sources.change() {
        let every = Duration::from_secs(config.signatures.refresh_minutes.max(1) * 60);
        let (kept, handle) = (Arc::downgrade(&signatures), runtime.clone());
        runtime.spawn(async move {
            let sources = Arc::new(sources);
            loop {
                tokio::time::sleep(every).await;
                let Some(signatures) = kept.upgrade() else { return };
                let (sources, handle) = (sources.clone(), handle.clone());
                let read = tokio::task::spawn_blocking(move || sources.read(&handle)).await;
                match read {
                    Ok(Ok(material)) => signatures.renew(material),
                    Ok(Err(error)) => tracing::warn!(%error, "the revocation lists stay as they were"),
                    Err(error) => tracing::error!(%error, "reading revocation lists ended by panic"),
                }
            }
        });
    }
    Ok(signatures)
}

fn sealing(config: &mut Config, runtime: &Handle, entropy: Arc<dyn Entropy>) -> Result<Option<Sealing>> {
    let seal = &mut config.seal;
    let Some((key, chain)) = opened(seal)? else { return Ok(None) };
    let authority: Option<Box<dyn TimeStamps>> = match &seal.time_stamps {
        Some(address) => {
            let customer = match &mut seal.customer {
                Some(customer) => {
                    let password = config::signatures::password(customer.password.take(), customer.password_file.as_deref())?;
                    let password = password.ok_or_else(|| config::missing("seal.customer.password_file"))?;
                    Some(stamps::Customer { number: customer.number, password })
                }
                None => None,
            };
            Some(Box::new(stamps::HttpTimeStamps::new(address, customer, runtime.clone(), entropy)?))
        }
        None => None,
    };
    Ok(Some(Sealing { key, chain, authority, level: seal.level }))
}

/// A key with the certificates above its own.
type Opened = (Box<dyn Key>, Vec<Arc<Certificate>>);

/// The key, from a file or in a device.
fn opened(seal: &mut config::signatures::Seal) -> Result<Option<Opened>> {
    match (&seal.key_file, &mut seal.device) {
        (None, None) => Ok(None),
        (Some(_), Some(_)) => Err(Error::new(Kind::Invalid(Vec::new()), "config-seal-twice").with("setting", "seal.key_file")),
        (None, Some(device)) => device::open(device).map(|(key, chain)| Some((Box::new(key) as Box<dyn Key>, chain))),
        (Some(file), None) => {
            let password = config::signatures::password(seal.password.take(), seal.password_file.as_deref())?;
            let password = password.ok_or_else(|| config::missing("seal.password_file"))?;
            key::open(file, &password).map(|(key, chain)| Some((Box::new(key) as Box<dyn Key>, chain)))
        }
    }
}

/// A file of the configuration that does not hold what it should.
fn unreadable(path: &std::path::Path, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::new(Kind::Unavailable, "config-unreadable").with("path", path.display()).because(cause)
}
