//! `[sms.smpp]`: how to reach an SMSC.

use super::receipt::ReceiptIds;
use super::status::Overrides;
use super::tls;
use crate::settings::{Reason, bad_setting, password, seconds};
use crate::sms::{Packing, ReferenceSize, Rules};
use kunye_kernel::error::{Error, Result};
use kunye_kernel::secret::Secret;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;
use tokio_rustls::TlsConnector;

/// Settings of one SMPP 3.4 transceiver. Only `host`, `system_id`, `sender` and a password have no default.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmppConfig {
    /// The gateway's name in the record. Default `smpp`.
    #[serde(default = "name")]
    pub name: String,
    pub host: String,
    /// Default 2775.
    #[serde(default = "port")]
    pub port: u16,
    /// TLS from the first octet. Default off: operators usually offer SMPP inside a private line. Without either, message texts
    /// cross the network in clear.
    #[serde(default)]
    pub tls: bool,
    /// A PEM file with authorities to trust beside those of the machine. Default none.
    #[serde(default)]
    pub tls_ca_file: Option<PathBuf>,
    /// At most 15 characters.
    pub system_id: String,
    /// The specification allows 8 characters; what an SMSC really accepts is its own affair.
    #[serde(default)]
    pub password: Option<Secret>,
    /// A file with the password, instead of `password`.
    #[serde(default)]
    pub password_file: Option<PathBuf>,
    /// At most 12 characters. Default empty.
    #[serde(default)]
    pub system_type: String,
    /// At most 5 characters. Default empty.
    #[serde(default)]
    pub service_type: String,
    /// The sender that phones show: a name of at most 11 characters as registered with the operator, or a number.
    pub sender: String,
    /// Type of number and numbering plan of `sender`. Default 5 and 0: alphanumeric.
    #[serde(default = "alphanumeric")]
    pub sender_ton: u8,
    #[serde(default)]
    pub sender_npi: u8,
    /// The same for the phone's number, which goes out as `905321234567`. Default 1 and 1: international, E.164.
    #[serde(default = "one")]
    pub destination_ton: u8,
    #[serde(default = "one")]
    pub destination_npi: u8,
    /// How many messages may be on the line without an answer. Default 10.
    #[serde(default = "window")]
    pub window: usize,
    /// How septets travel: `unpacked` (default) or `packed`.
    #[serde(default)]
    pub packing: Packing,
    /// Whether the SMSC passes on headers with the Turkish tables. Default true; with false, Turkish letters go as UCS-2.
    #[serde(default = "yes")]
    pub turkish_tables: bool,
    /// The reference in the parts of a long message: `8-bit` (default) or `16-bit`.
    #[serde(default)]
    pub concat_reference: ReferenceSize,
    /// How message ids are written: `same` (default), `decimal-hex` or `hex-decimal` (answer, then receipt).
    #[serde(default)]
    pub receipt_ids: ReceiptIds,
    /// The SMSC's own meanings of `command_status`: `"0x0403" = "throttled"`. Default none.
    #[serde(default)]
    pub statuses: BTreeMap<String, Reason>,
    /// Default 10 s: for the line and for the bind together.
    #[serde(default = "ten", rename = "connect_timeout_seconds", deserialize_with = "seconds")]
    pub connect_timeout: Duration,
    /// Default 10 s: for the answer to any PDU. A message without an answer is neither taken nor refused: unknown.
    #[serde(default = "ten", rename = "response_timeout_seconds", deserialize_with = "seconds")]
    pub response_timeout: Duration,
    /// Default 10 s: how long a message may wait for a place in the window or for the end of a pause.
    #[serde(default = "ten", rename = "queue_timeout_seconds", deserialize_with = "seconds")]
    pub queue_timeout: Duration,
    /// Default 30 s: silence after which we ask whether the peer is still there.
    #[serde(default = "thirty", rename = "enquire_link_seconds", deserialize_with = "seconds")]
    pub enquire_link: Duration,
    /// Default 1 s and 60 s: the pause before connecting again; it doubles from the first to the second.
    #[serde(default = "second", rename = "reconnect_min_seconds", deserialize_with = "seconds")]
    pub reconnect_min: Duration,
    #[serde(default = "minute", rename = "reconnect_max_seconds", deserialize_with = "seconds")]
    pub reconnect_max: Duration,
    /// Default 1 s and 30 s: the pause after the SMSC asked us to slow down; it doubles from the first to the second.
    #[serde(default = "second", rename = "throttle_min_seconds", deserialize_with = "seconds")]
    pub throttle_min: Duration,
    #[serde(default = "thirty", rename = "throttle_max_seconds", deserialize_with = "seconds")]
    pub throttle_max: Duration,
}

fn name() -> String {
    "smpp".to_owned()
}
fn port() -> u16 {
    2775
}
fn alphanumeric() -> u8 {
    5
}
fn one() -> u8 {
    1
}
fn yes() -> bool {
    true
}
fn window() -> usize {
    10
}
fn second() -> Duration {
    Duration::from_secs(1)
}
fn ten() -> Duration {
    Duration::from_secs(10)
}
fn thirty() -> Duration {
    Duration::from_secs(30)
}
fn minute() -> Duration {
    Duration::from_secs(60)
}

impl SmppConfig {
    pub(super) fn rules(&self) -> Rules {
        Rules { turkish: self.turkish_tables, reference: self.concat_reference }
    }

    /// What the wire format cannot carry and what is not there, each setting with what it needs.
    pub fn faults(&self) -> Vec<Error> {
        let sender = if self.sender_ton == 5 { 11 } else { 20 };
        let limits = [
            ("sms.smpp.system_id", &self.system_id, 1, 15),
            ("sms.smpp.system_type", &self.system_type, 0, 12),
            ("sms.smpp.service_type", &self.service_type, 0, 5),
            ("sms.smpp.sender", &self.sender, 1, sender),
            ("sms.smpp.host", &self.host, 1, 255),
        ];
        let fits = |value: &str, least, most| {
            (least..=most).contains(&value.len()) && value.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic())
        };
        let long = limits
            .into_iter()
            .filter(|(_, value, least, most)| !fits(value, *least, *most))
            .map(|(key, _, least, most)| bad_setting(key, "messaging-setting-length").with("least", least).with("most", most));
        let mut faults: Vec<Error> = long.collect();
        faults.extend((self.window == 0).then(|| bad_setting("sms.smpp.window", "messaging-setting-window")));
        faults.extend(self.secret().err());
        faults.extend(self.overrides().err());
        faults.extend(self.connector().err());
        faults
    }

    /// The password; empty where none is given.
    pub(super) fn secret(&self) -> Result<Secret> {
        let given = password("sms.smpp.password_file", self.password.as_ref(), self.password_file.as_deref())?;
        let secret = given.unwrap_or(Secret::new(""));
        if secret.expose().len() > 64 || secret.expose().contains('\0') {
            return Err(bad_setting("sms.smpp.password", "messaging-setting-password"));
        }
        Ok(secret)
    }

    pub(super) fn overrides(&self) -> Result<Overrides> {
        let read = |(status, reason): (&String, &Reason)| {
            let code = status.strip_prefix("0x").and_then(|digits| u32::from_str_radix(digits, 16).ok());
            let wrong = || bad_setting("sms.smpp.statuses", "messaging-setting-statuses").with("value", status);
            Ok((code.ok_or_else(wrong)?, *reason))
        };
        self.statuses.iter().map(read).collect()
    }

    pub(super) fn connector(&self) -> Result<Option<TlsConnector>> {
        self.tls.then(|| tls::connector(self.tls_ca_file.as_deref())).transpose()
    }
}
