//! What a validation found out (ETSI EN 319 102-1, 5.1.4; TS 119 102-2 in plain JSON).

use crate::pdf::changes::Change;
use crate::profile::{SignaturePolicy, SignerKind};
use crate::revocation::{Crl, OcspResponse, Question};
use crate::verdict::{Indication, Reason, SubIndication};
use crate::x509::Certificate;
use kunye_kernel::time::Time;
use serde::{Serialize, Serializer};
use std::sync::Arc;

/// The whole file.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// The worst of all signatures and document time stamps.
    pub indication: Indication,
    pub sub_indication: Option<SubIndication>,
    pub reasons: Vec<Reason>,
    /// The time as of which everything was looked at.
    #[serde(serialize_with = "moment")]
    pub validated_at: Time,
    /// Signatures in the order in which they were made.
    pub signatures: Vec<SignatureReport>,
    pub document_time_stamps: Vec<TimeStampReport>,
    /// What the caller fetched for the sake of this verdict.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fetched: Vec<Fetched>,
    #[serde(skip)]
    pub basis: Basis,
}

/// A list or response that was not at hand, and where it came from.
#[derive(Debug, Clone, Serialize)]
pub struct Fetched {
    /// Common name of the certificate that it is about.
    pub about: String,
    pub address: String,
    #[serde(serialize_with = "moment")]
    pub at: Time,
    /// SHA-256, in hexadecimal digits.
    pub sha256: String,
    /// Its bytes in Base64, so that the verdict can be checked again; lists of megabytes are named by their digest alone.
    pub der: Option<String>,
}

/// What verdicts rest on, and what would have to be known to say more.
#[derive(Debug, Clone, Default)]
pub struct Basis {
    /// Of the good paths: certificates below the anchors, and what says that they are not revoked.
    pub certificates: Vec<Arc<Certificate>>,
    pub lists: Vec<Arc<Crl>>,
    pub responses: Vec<Arc<OcspResponse>>,
    /// Paths that end at an anchor and would be good if somebody could say so.
    pub questions: Vec<Question>,
}

#[derive(Debug, Clone, Serialize)]
pub struct SignatureReport {
    /// Name of the signature field.
    pub field: String,
    pub indication: Indication,
    pub sub_indication: Option<SubIndication>,
    /// Everything against it, the weightiest first.
    pub reasons: Vec<Reason>,
    /// Subject of the signer's certificate.
    pub signer: Option<String>,
    /// Its common name.
    pub signer_name: Option<String>,
    pub signer_kind: Option<SignerKind>,
    /// The person's TCKN; none for a seal.
    pub national_id: Option<String>,
    pub issuer: Option<String>,
    /// Of the signer's certificate, in hexadecimal digits.
    pub serial_number: Option<String>,
    pub level: Option<Level>,
    pub policy: Option<SignaturePolicy>,
    /// The best signature time: the earliest proved one. None when nothing proves any.
    #[serde(serialize_with = "optional_moment")]
    pub time: Option<Time>,
    pub time_proof: Option<TimeProof>,
    /// What the signer's own clock said; it proves nothing.
    #[serde(serialize_with = "optional_moment")]
    pub claimed_time: Option<Time>,
    pub coverage: Option<CoverageKind>,
    /// How many bytes from the beginning of the file are covered, the signature's own string included.
    pub covered_bytes: Option<usize>,
    /// What was added afterwards, and may be.
    pub changes: Vec<Change>,
    pub time_stamps: Vec<TimeStampReport>,
}

/// A signature time stamp or a document time stamp.
#[derive(Debug, Clone, Serialize)]
pub struct TimeStampReport {
    /// Name of the field; none for the time stamp inside a signature.
    pub field: Option<String>,
    pub indication: Indication,
    pub sub_indication: Option<SubIndication>,
    pub reasons: Vec<Reason>,
    /// The time that it states.
    #[serde(serialize_with = "optional_moment")]
    pub time: Option<Time>,
    /// Subject of the authority's certificate.
    pub authority: Option<String>,
}

/// Baseline levels (ETSI EN 319 142-1, 6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Level {
    #[serde(rename = "B-B")]
    B,
    #[serde(rename = "B-T")]
    T,
    #[serde(rename = "B-LT")]
    Lt,
    #[serde(rename = "B-LTA")]
    Lta,
}

impl Level {
    pub fn name(self) -> &'static str {
        match self {
            Self::B => "B-B",
            Self::T => "B-T",
            Self::Lt => "B-LT",
            Self::Lta => "B-LTA",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeProof {
    SignatureTimeStamp,
    DocumentTimeStamp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CoverageKind {
    /// All of the file.
    Whole,
    /// A revision; something was added afterwards.
    Revision,
}

fn moment<S: Serializer>(time: &Time, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&time.rfc3339())
}

fn optional_moment<S: Serializer>(time: &Option<Time>, serializer: S) -> Result<S::Ok, S::Error> {
    match time {
        Some(time) => serializer.serialize_some(&time.rfc3339()),
        None => serializer.serialize_none(),
    }
}
