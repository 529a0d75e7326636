//! What the three configurations share.

use kunye_core::messages::ports::FailureReason;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::secret::Secret;
use serde::{Deserialize, Deserializer};
use std::path::Path;
use std::time::Duration;

/// A setting that cannot work, found when the program starts. `why` is for the administrator's log.
pub(crate) fn bad_setting(setting: &'static str, why: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::new(Kind::Invalid(Vec::new()), "messaging-bad-setting").with("setting", setting).because(why)
}

/// The password, from the setting itself or from the file it names (a file ending in a newline is forgiven). Not both.
pub(crate) fn password(inline: Option<Secret>, file: Option<&Path>) -> Result<Option<Secret>> {
    match (inline, file) {
        (Some(_), Some(_)) => Err(bad_setting("password", "both password and password_file are set")),
        (password, None) => Ok(password),
        (None, Some(file)) => {
            let text = Secret::new(std::fs::read_to_string(file).map_err(|error| bad_setting("password_file", error))?);
            Ok(Some(Secret::new(text.expose().trim_end_matches(['\r', '\n']))))
        }
    }
}

/// Reads a duration written in seconds, whole or not.
pub(crate) fn seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    let seconds = f64::deserialize(deserializer)?;
    Duration::try_from_secs_f64(seconds).map_err(serde::de::Error::custom)
}

/// [`FailureReason`] as it is written in a configuration file: `bad-number`, `expired`, `undeliverable`, `rejected`,
/// `throttled`, `unreachable`, `configuration`, `other`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reason(pub FailureReason);

impl Reason {
    pub(crate) fn named(name: &str) -> Option<Self> {
        const NAMES: [(&str, FailureReason); 8] = [
            ("bad-number", FailureReason::BadNumber),
            ("expired", FailureReason::Expired),
            ("undeliverable", FailureReason::Undeliverable),
            ("rejected", FailureReason::Rejected),
            ("throttled", FailureReason::Throttled),
            ("unreachable", FailureReason::Unreachable),
            ("configuration", FailureReason::Configuration),
            ("other", FailureReason::Other),
        ];
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, reason)| Self(*reason))
    }

    /// Whether the same message may pass later without anything being changed.
    pub(crate) fn passes(self) -> bool {
        matches!(self.0, FailureReason::Throttled | FailureReason::Unreachable)
    }
}

impl<'de> Deserialize<'de> for Reason {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::named(&name).ok_or_else(|| serde::de::Error::custom(format!("unknown reason {name}")))
    }
}

/// A gateway's own words, fit for the record: printable ASCII, not longer than 64 characters.
pub(crate) fn foreign_words(text: &str) -> String {
    text.chars().filter(|c| *c == ' ' || c.is_ascii_graphic()).take(64).collect()
}
