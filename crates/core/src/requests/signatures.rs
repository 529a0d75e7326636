//! The law of signatures on a form (A5): pure. The report is that of the validation; who people are is the caller's question.

use super::model::{Signer, SignerRole};
use kunye_esign::profile::SignerKind;
use kunye_esign::report::{Level, Report, SignatureReport};
use kunye_esign::verdict::Indication;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::national_id::NationalId;
use kunye_kernel::time::Time;

/// A signature found good, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Good {
    pub national_id: NationalId,
    pub signer: Signer,
    /// When it is proved to have been made.
    pub time: Option<Time>,
}

/// Levels in the order of the policy's numbers.
pub fn level(number: i64) -> Level {
    match number {
        0 => Level::B,
        1 => Level::T,
        2 => Level::Lt,
        _ => Level::Lta,
    }
}

/// The signatures that were added to a form of `issued` bytes: first the applicant's, then perhaps the supervisor's, each by a
/// qualified certificate, each good, none below the level that policy asks for. What is wrong is said of the first that is.
pub fn good(report: &Report, issued: usize, applicant: &NationalId, lowest: Level) -> Result<Vec<Good>> {
    let added: Vec<&SignatureReport> =
        report.signatures.iter().filter(|one| one.covered_bytes.is_none_or(|end| end > issued)).collect();
    if added.is_empty() {
        return Err(Error::field("signed", "signed-unsigned"));
    }
    if added.len() > 2 {
        return Err(Error::field("signed", "signed-too-many"));
    }
    let mut all = Vec::with_capacity(added.len());
    for (one, role) in added.into_iter().zip([SignerRole::Applicant, SignerRole::Supervisor]) {
        all.push(judge(one, role, lowest)?);
    }
    match all.first() {
        Some(first) if first.national_id == *applicant => Ok(all),
        _ => Err(Error::field("signed", "signed-not-applicant")),
    }
}

fn judge(one: &SignatureReport, role: SignerRole, lowest: Level) -> Result<Good> {
    let name = one.signer_name.clone().unwrap_or_default();
    let refuse = |text: &'static str| Error::field("signed", text).with("name", if name.is_empty() { &one.field } else { &name });
    if one.indication != Indication::TotalPassed {
        let reason = one.reasons.first().map_or("", |reason| reason.code.text());
        return Err(refuse("signed-not-passed").with("reason", reason));
    }
    if one.signer_kind != Some(SignerKind::QualifiedPerson) {
        return Err(refuse("signed-not-qualified"));
    }
    let level = one.level.ok_or_else(|| refuse("signed-not-pades"))?;
    if level < lowest {
        return Err(refuse("signed-level").with("level", level.name()).with("lowest", lowest.name()));
    }
    let national_id = one.national_id.as_deref().and_then(NationalId::parse).ok_or_else(|| refuse("signed-not-qualified"))?;
    let signer = Signer {
        role,
        name,
        level: level.name().to_owned(),
        proved_at: one.time.map(|time| time.0),
        issuer: one.issuer.clone().unwrap_or_default(),
    };
    Ok(Good { national_id, signer, time: one.time })
}
