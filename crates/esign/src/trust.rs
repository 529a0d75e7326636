//! Trust anchors: certificates that the administrator installs, each with what it is trusted for and when.
//!
//! A file is DER, or PEM with any number of certificates. Lines before a certificate (RFC 7468 allows them) narrow its trust:
//!
//! ```text
//! Purpose: signature, seal
//! From: 2020-01-01
//! Until: 2030-12-31
//! -----BEGIN CERTIFICATE-----
//! ```
//!
//! Without them an anchor is trusted for everything, from the beginning of its certificate to its end. Days are those of Istanbul,
//! the last one included.

use crate::asn1::{Malformed, Result};
use crate::x509::Certificate;
use crate::x509::certificate::blocks;
use kunye_kernel::time::{Day, Time};
use std::sync::Arc;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Signature,
    Seal,
    TimeStamp,
}

#[derive(Debug, Clone)]
pub struct Anchor {
    pub certificate: Arc<Certificate>,
    /// Empty: for everything.
    pub purposes: Vec<Purpose>,
    pub from: Time,
    pub until: Time,
}

impl Anchor {
    /// Trusted for everything while the certificate lasts.
    pub fn new(certificate: Certificate) -> Self {
        let (from, until) = (certificate.not_before, certificate.not_after);
        Self { certificate: Arc::new(certificate), purposes: Vec::new(), from, until }
    }

    pub fn serves(&self, purpose: Purpose) -> bool {
        self.purposes.is_empty() || self.purposes.contains(&purpose)
    }

    pub fn is_trusted_at(&self, time: Time) -> bool {
        self.from <= time && time <= self.until
    }
}

/// Anchors of one file.
///
/// # Errors
/// [`Malformed`] when the file holds no certificate, a broken one, or lines before one that cannot be understood.
pub fn read_file(bytes: &[u8]) -> Result<Vec<Anchor>> {
    let mut anchors = Vec::new();
    for (before, der) in blocks(bytes, "CERTIFICATE")? {
        let mut anchor = Anchor::new(Certificate::read(&der)?);
        for line in before.lines() {
            let Some((name, value)) = line.split_once(':') else { continue };
            match name.trim().to_ascii_lowercase().as_str() {
                "purpose" => anchor.purposes = value.split(',').map(purpose).collect::<Result<_>>()?,
                "from" => anchor.from = day(value)?.start(),
                "until" => anchor.until = day(value)?.plus_days(1).start().plus(-1),
                _ => {}
            }
        }
        anchors.push(anchor);
    }
    if anchors.is_empty() { Err(Malformed("there is no certificate in the file")) } else { Ok(anchors) }
}

fn purpose(text: &str) -> Result<Purpose> {
    match text.trim().to_ascii_lowercase().as_str() {
        "signature" => Ok(Purpose::Signature),
        "seal" => Ok(Purpose::Seal),
        "time-stamp" => Ok(Purpose::TimeStamp),
        _ => Err(Malformed("a purpose is signature, seal or time-stamp")),
    }
}

fn day(text: &str) -> Result<Day> {
    Day::parse(text).ok_or(Malformed("a date of an anchor is wrong"))
}
