//! Configuration: one typed struct, made of layers. `docs/kunye.toml` is the lowest of them, so the documented defaults are the
//! defaults.

mod faults;
mod layers;
mod misfits;
pub mod signatures;
mod wrong;

#[cfg(test)]
mod tests;

pub use faults::Faults;
pub use layers::{Layers, Origin, Override};

use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::mail_domain::MailDomain;
use kunye_kernel::secret::Secret;
use kunye_messaging::{HttpsConfig, SmppConfig, SmtpConfig};
use serde::Deserialize;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

/// The commented example, and the defaults.
pub const DEFAULTS: &str = include_str!("../../../../docs/kunye.toml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub server: Server,
    pub database: Database,
    pub data: Data,
    pub workers: Workers,
    pub log: Log,
    pub sms: Sms,
    pub ldap: kunye_directory::Config,
    pub mail: Mail,
    pub signatures: signatures::Signatures,
    pub seal: signatures::Seal,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    pub listen: SocketAddr,
    pub public_url: Option<String>,
    pub secure_cookies: bool,
    pub trusted_proxies: Vec<IpAddr>,
    pub help_desk: String,
    pub shutdown_seconds: u64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    pub url: Option<String>,
    pub url_file: Option<PathBuf>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Data {
    pub folder: PathBuf,
    pub key_file: Option<PathBuf>,
    /// In the place of the folder's `blobs`.
    pub bucket: Option<Bucket>,
}

/// Where a store that speaks S3 keeps what people hand in.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bucket {
    pub address: String,
    pub name: String,
    #[serde(default = "everywhere")]
    pub region: String,
    pub access_key: String,
    pub secret: Option<Secret>,
    pub secret_file: Option<PathBuf>,
    /// The bucket's name stands before the host's, and not in the path.
    #[serde(default)]
    pub virtual_host: bool,
}

/// What stores say that have no regions.
fn everywhere() -> String {
    "us-east-1".to_owned()
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Workers {
    pub threads: usize,
    pub hashes_at_once: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    pub format: LogFormat,
    pub level: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    Text,
    Json,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sms {
    pub gateway: Gateway,
    pub receipt_token: Option<Secret>,
    pub receipt_token_file: Option<PathBuf>,
    pub smpp: Option<SmppConfig>,
    pub https: Option<HttpsConfig>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    pub domain: String,
    pub smtp: Option<SmtpConfig>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gateway {
    Smpp,
    Https,
    None,
}

impl Config {
    /// The program's own defaults, whatever lies around on this machine.
    pub fn defaults() -> Result<Self> {
        Layers::of(None, Vec::new()).config()
    }

    /// Where people reach the product. Needed by whatever prints a form or serves a page.
    pub fn public_url(&self) -> Result<&str> {
        let url = self.server.public_url.as_deref().map(|url| url.trim_end_matches('/')).unwrap_or_default();
        if url.is_empty() {
            return Err(missing("server.public_url"));
        }
        let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or_default();
        if host.is_empty() || host.contains(char::is_whitespace) {
            return Err(Error::new(Kind::Invalid(Vec::new()), "config-public-url").with("setting", "server.public_url"));
        }
        Ok(url)
    }

    pub fn database_url(&self) -> Result<String> {
        match (&self.database.url_file, &self.database.url) {
            (Some(file), _) => Ok(read(file)?.trim().to_owned()),
            (None, Some(url)) => Ok(url.clone()),
            (None, None) => Ok(sqlite_in(&self.data.folder)),
        }
    }

    pub fn key_file(&self) -> PathBuf {
        self.data.key_file.clone().unwrap_or_else(|| self.data.folder.join("key"))
    }

    /// Where mailboxes are: as `mail.domain` says, or `ldap.mail_domain`, which is its former name; else the domain of the directory's
    /// tree, where there is a directory. `Err`: what was said is no domain, or the two say different things.
    pub fn mail_domain(&self) -> Result<Option<MailDomain>> {
        let wrong = |key: &str, text| Error::new(Kind::Invalid(Vec::new()), text).with("setting", key);
        let (new, old) = (("mail.domain", self.mail.domain.as_str()), ("ldap.mail_domain", self.ldap.mail_domain.as_str()));
        let stated = |(key, name)| MailDomain::stated(name).map(Some).ok_or_else(|| wrong(key, "config-mail-domain"));
        match (new.1, old.1) {
            ("", "") => Ok(self.ldap.domain().and_then(|name| MailDomain::concluded(&name))),
            ("", _) => stated(old),
            (_, "") => stated(new),
            (one, other) if one.eq_ignore_ascii_case(other) => stated(new),
            _ => Err(wrong(old.0, "config-mail-domain-twice")),
        }
    }

    /// What a provider's receipts must bring; none where receipts do not come over HTTPS.
    pub fn receipt_token(&self) -> Result<Option<Secret>> {
        let expected =
            self.sms.gateway == Gateway::Https && self.sms.https.as_ref().is_some_and(|https| https.receipts.is_some());
        let token = match (&self.sms.receipt_token, &self.sms.receipt_token_file) {
            (Some(token), _) => Some(Secret::new(token.expose())),
            (None, Some(file)) => Some(Secret::new(read(file)?.trim())),
            (None, None) => None,
        };
        match token {
            None if expected => Err(missing("sms.receipt_token")),
            Some(token) if expected && token.expose().len() < 20 => {
                Err(Error::new(Kind::Invalid(Vec::new()), "config-receipt-token").with("setting", "sms.receipt_token"))
            }
            token => Ok(token.filter(|_| expected)),
        }
    }
}

/// The address of the SQLite file that belongs to a data folder.
pub fn sqlite_in(folder: &Path) -> String {
    format!("sqlite:{}", folder.join("kunye.sqlite").display())
}

pub fn missing(key: &'static str) -> Error {
    Error::new(Kind::Invalid(Vec::new()), "config-missing").with("setting", key).with("variable", layers::variable_of(key))
}

/// Reads a file that a setting or a flag names; the error says which.
pub fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|cause| unreadable(path, cause))
}

/// The same for any file.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|cause| unreadable(path, cause))
}

fn unreadable(path: &Path, cause: std::io::Error) -> Error {
    Error::new(Kind::Unavailable, "config-unreadable").with("path", path.display()).because(cause)
}
