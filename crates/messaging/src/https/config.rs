//! `[sms.https]`: how to speak to a provider that takes texts over HTTPS.
//!
//! ```toml
//! [sms.https]
//! url = "https://api.provider.example/v2/send"
//! sender = "KURUM"
//! user = "8501234567"
//! password_file = "/etc/kunye/sms.secret"
//! basic_auth = true
//! reference = "/job"
//! success = { pointer = "/code", equals = "00" }
//! refusals = [
//!   { pointer = "/code", equals = "30", reason = "configuration" },
//!   { pointer = "/code", equals = "80", reason = "throttled" },
//! ]
//!
//! [sms.https.body.json]
//! header = "{sender}"
//! messages = [{ to = "{to_national}", text = "{text}" }]
//!
//! [sms.https.receipts]
//! list = "/reports"
//! reference = "/job"
//! state = "/status"
//! states = { "0" = "pending", "1" = "delivered", "2" = "expired", "3" = "bad-number" }
//! ```

use crate::settings::{Reason, seconds};
use kunye_core::messages::ports::ReceiptState;
use kunye_kernel::secret::Secret;
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

/// Settings of one provider. `url`, `sender` and `body` have no default.
///
/// `body` and `headers` hold these places: `{to}` (`+905321234567`), `{to_digits}` (`905321234567`), `{to_national}`
/// (`5321234567`), `{text}`, `{sender}`, `{id}` (our own id of the attempt), `{valid_seconds}`, `{valid_minutes}`, `{user}`,
/// `{password}`. A brace of its own is doubled. Each value is escaped for the place it stands in. Headers take no `{text}`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HttpsConfig {
    /// The gateway's name in the record. Default `https`.
    #[serde(default = "name")]
    pub name: String,
    /// `https:` always, except to this machine itself. Nothing is put into it: addresses end up in logs.
    pub url: String,
    /// `POST` (default), `PUT` or `PATCH`.
    #[serde(default = "method")]
    pub method: String,
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    pub sender: String,
    pub body: BodyTemplate,
    #[serde(default)]
    pub user: String,
    #[serde(default)]
    pub password: Option<Secret>,
    /// A file with the password, instead of `password`.
    #[serde(default)]
    pub password_file: Option<PathBuf>,
    /// Whether `user` and `password` go as HTTP Basic (RFC 7617). Default false.
    #[serde(default)]
    pub basic_auth: bool,
    /// What an answer that took the message looks like. Default: any status 2xx.
    #[serde(default)]
    pub success: Success,
    /// Where the provider's reference stands in the answer (RFC 6901). Default: none, then receipts must cite `{id}`.
    #[serde(default)]
    pub reference: Option<String>,
    /// Looked at in order, before the success rule; the first that fits counts.
    #[serde(default)]
    pub refusals: Vec<Refusal>,
    /// How receipts that the provider posts to us are read. Default: not at all.
    #[serde(default)]
    pub receipts: Option<ReceiptRules>,
    /// Default 5 s.
    #[serde(default = "five", rename = "connect_timeout_seconds", deserialize_with = "seconds")]
    pub connect_timeout: Duration,
    /// Default 15 s: from the first octet to the last of the answer.
    #[serde(default = "fifteen", rename = "timeout_seconds", deserialize_with = "seconds")]
    pub timeout: Duration,
}

/// Headers and body may hold a key that somebody wrote there in clear.
impl std::fmt::Debug for HttpsConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "HttpsConfig({})", self.name)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BodyTemplate {
    /// Any structure; places are filled in its strings.
    Json(serde_json::Value),
    /// `application/x-www-form-urlencoded`.
    Form(BTreeMap<String, String>),
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Success {
    /// Default: any 2xx.
    #[serde(default)]
    pub status: Vec<u16>,
    /// RFC 6901; with `equals`.
    #[serde(default)]
    pub pointer: Option<String>,
    #[serde(default)]
    pub equals: Option<String>,
}

/// What is given must fit: the status, the value in the answer, or both.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refusal {
    #[serde(default)]
    pub status: Option<u16>,
    #[serde(default)]
    pub pointer: Option<String>,
    #[serde(default)]
    pub equals: Option<String>,
    /// `throttled` and `unreachable` mean: not now; every other reason: no.
    pub reason: Reason,
}

/// Pointers are RFC 6901, into one receipt; form fields are reached as `/name`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptRules {
    /// Where the array of receipts stands. Default: the body is one receipt, or an array of them.
    #[serde(default)]
    pub list: Option<String>,
    pub reference: String,
    pub state: String,
    /// The provider's words and what they mean: `pending`, `delivered`, `unknown`, or a failure reason. Any other word is
    /// `unknown`.
    pub states: BTreeMap<String, State>,
}

/// [`ReceiptState`] as it is written in a configuration file.
#[derive(Debug, Clone, Copy)]
pub struct State(pub ReceiptState);

impl<'de> Deserialize<'de> for State {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        match name.as_str() {
            "pending" => Ok(Self(ReceiptState::Pending)),
            "delivered" => Ok(Self(ReceiptState::Delivered)),
            "unknown" => Ok(Self(ReceiptState::Unknown)),
            reason => Reason::named(reason)
                .map(|reason| Self(ReceiptState::Failed(reason.0)))
                .ok_or_else(|| serde::de::Error::unknown_variant(reason, STATES)),
        }
    }
}

/// Every name of a [`State`], as an error tells them.
const STATES: &[&str] = &[
    "pending",
    "delivered",
    "unknown",
    "bad-number",
    "expired",
    "undeliverable",
    "rejected",
    "throttled",
    "unreachable",
    "configuration",
    "other",
];

fn name() -> String {
    "https".to_owned()
}
fn method() -> String {
    "POST".to_owned()
}
fn five() -> Duration {
    Duration::from_secs(5)
}
fn fifteen() -> Duration {
    Duration::from_secs(15)
}
