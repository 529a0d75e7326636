//! What the three configurations share.

use kunye_core::messages::ports::FailureReason;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::secret::Secret;
use serde::de::Unexpected;
use serde::{Deserialize, Deserializer};
use std::path::Path;
use std::time::Duration;

/// A setting that cannot work, found before anything starts: its whole key, and the text that says what is allowed.
pub(crate) fn bad_setting(key: &'static str, text: &'static str) -> Error {
    Error::new(Kind::Invalid(Vec::new()), text).with("setting", key)
}

/// The password, from the setting itself or from the file it names (a file ending in a newline is forgiven). Not both.
/// `key` is that of the file's setting.
pub(crate) fn password(key: &'static str, inline: Option<&Secret>, file: Option<&Path>) -> Result<Option<Secret>> {
    match (inline, file) {
        (Some(_), Some(file)) => Err(bad_setting(key, "config-password-twice").with("path", file.display())),
        (password, None) => Ok(password.map(|password| Secret::new(password.expose()))),
        (None, Some(file)) => {
            let unreadable = |cause| bad_setting(key, "config-unreadable").with("path", file.display()).because(cause);
            let text = Secret::new(std::fs::read_to_string(file).map_err(unreadable)?);
            Ok(Some(Secret::new(text.expose().trim_end_matches(['\r', '\n']))))
        }
    }
}

/// Reads a duration written in seconds, whole or not.
pub(crate) fn seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    let seconds = f64::deserialize(deserializer)?;
    Duration::try_from_secs_f64(seconds).map_err(|_| serde::de::Error::invalid_value(Unexpected::Float(seconds), &"seconds"))
}

/// [`FailureReason`] as it is written in a configuration file: `bad-number`, `expired`, `undeliverable`, `rejected`,
/// `throttled`, `unreachable`, `configuration`, `other`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reason(pub FailureReason);

impl Reason {
    /// Every name, as an error tells them.
    pub(crate) const NAMES: &'static [&'static str] =
        &["bad-number", "expired", "undeliverable", "rejected", "throttled", "unreachable", "configuration", "other"];

    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(Self(match name {
            "bad-number" => FailureReason::BadNumber,
            "expired" => FailureReason::Expired,
            "undeliverable" => FailureReason::Undeliverable,
            "rejected" => FailureReason::Rejected,
            "throttled" => FailureReason::Throttled,
            "unreachable" => FailureReason::Unreachable,
            "configuration" => FailureReason::Configuration,
            "other" => FailureReason::Other,
            _ => return None,
        }))
    }

    /// Whether the same message may pass later without anything being changed.
    pub(crate) fn passes(self) -> bool {
        matches!(self.0, FailureReason::Throttled | FailureReason::Unreachable)
    }
}

impl<'de> Deserialize<'de> for Reason {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::named(&name).ok_or_else(|| serde::de::Error::unknown_variant(&name, Self::NAMES))
    }
}

/// A gateway's own words, fit for the record: printable ASCII, not longer than 64 characters.
pub(crate) fn foreign_words(text: &str) -> String {
    text.chars().filter(|c| *c == ' ' || c.is_ascii_graphic()).take(64).collect()
}
