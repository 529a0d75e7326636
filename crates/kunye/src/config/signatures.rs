//! Whose electronic signatures are believed, and what the product seals with.

use kunye_esign::report::Level;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::secret::Secret;
use serde::Deserialize;
use std::path::{Path, PathBuf};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signatures {
    /// Root certificates: files, and folders of them.
    pub trust: Vec<PathBuf>,
    /// Certificates of authorities between the roots and the signers, for signatures that do not bring them.
    pub certificates: Vec<PathBuf>,
    /// Revocation lists: files, folders, and addresses that begin with `http`.
    pub lists: Vec<String>,
    pub refresh_minutes: u64,
    /// Whether what is not at hand is asked for at the addresses in certificates.
    pub fetch: bool,
    /// Networks that are not public and may be called for it all the same.
    pub fetch_from: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seal {
    /// PKCS#12, with the key, its certificate and those above it.
    pub key_file: Option<PathBuf>,
    pub password: Option<Secret>,
    pub password_file: Option<PathBuf>,
    /// In the place of a file: a key that a device keeps.
    pub device: Option<Device>,
    #[serde(deserialize_with = "level")]
    pub level: Level,
    /// Address of a time-stamp authority (RFC 3161).
    pub time_stamps: Option<String>,
    pub customer: Option<Customer>,
}

/// A key behind PKCS#11.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Device {
    /// The library that the device's maker gives out.
    pub module: PathBuf,
    pub token_label: String,
    /// Label of the private key.
    pub key_label: String,
    pub pin: Option<Secret>,
    pub pin_file: Option<PathBuf>,
    /// The key's certificate and those above it, where the token does not hold them.
    #[serde(default)]
    pub certificates: Vec<PathBuf>,
}

/// How Kamu SM's time-stamp service knows its customer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Customer {
    pub number: u64,
    pub password: Option<Secret>,
    pub password_file: Option<PathBuf>,
}

fn level<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Level, D::Error> {
    let name = String::deserialize(deserializer)?;
    let known = [Level::B, Level::T, Level::Lt, Level::Lta].into_iter().find(|level| level.name() == name);
    known.ok_or_else(|| serde::de::Error::unknown_variant(&name, &["B-B", "B-T", "B-LT", "B-LTA"]))
}

/// A password that stands in the environment, or in a file of its own; a newline at the file's end is forgiven.
pub fn password(inline: Option<Secret>, file: Option<&Path>) -> Result<Option<Secret>> {
    match (inline, file) {
        (Some(_), Some(file)) => Err(Error::new(Kind::Invalid(Vec::new()), "config-password-twice").with("path", file.display())),
        (password, None) => Ok(password),
        (None, Some(file)) => Ok(Some(Secret::new(super::read(file)?.trim_end_matches(['\r', '\n'])))),
    }
}
