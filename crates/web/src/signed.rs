//! Electronic signatures as pages show them: on a form, and in a report about any file.

use crate::visit::Visit;
use kunye_core::requests::{SignedForm, SignerRole};
use kunye_esign::report::{Report, SignatureReport};
use kunye_esign::verdict::{Indication, Reason};
use kunye_kernel::error::Error;
use kunye_kernel::time::Time;
use serde::Serialize;

/// A signature on a form, found good when it came.
#[derive(Serialize)]
pub struct SignerTag {
    pub role: SignerRole,
    pub name: String,
    pub level: String,
    /// When a time stamp proves that it was made; "" when none does.
    pub at: String,
    pub issuer: String,
}

/// The signed form of a request.
#[derive(Serialize)]
pub struct SignedTag {
    pub signers: Vec<SignerTag>,
    pub uploaded_at: String,
    pub href: String,
}

impl SignedTag {
    pub fn of(form: &SignedForm, href: String) -> Self {
        let tag = |signer: kunye_core::requests::Signer| SignerTag {
            role: signer.role,
            name: signer.name,
            level: signer.level,
            at: signer.proved_at.map(|at| Time(at).display_seconds()).unwrap_or_default(),
            issuer: signer.issuer,
        };
        Self { signers: form.signers().into_iter().map(tag).collect(), uploaded_at: form.uploaded_at.display(), href }
    }
}

/// A signature or seal of a report.
#[derive(Serialize)]
pub struct SignatureTag {
    pub name: String,
    /// The end of a key `verify-kind-…`; "" when unknown.
    pub kind: String,
    /// `passed`, `indeterminate`, `failed`.
    pub verdict: &'static str,
    pub level: String,
    pub at: String,
    pub claimed_at: String,
    pub issuer: String,
    pub reasons: Vec<String>,
}

impl SignatureTag {
    /// Everything of a report; what is wrong with the file itself is said of no signature.
    pub fn all(visit: &Visit, report: &Report) -> Vec<Self> {
        report.signatures.iter().map(|one| Self::of(visit, one)).collect()
    }

    fn of(visit: &Visit, one: &SignatureReport) -> Self {
        let kind = one.signer_kind.and_then(|kind| serde_json::to_value(kind).ok());
        Self {
            name: one.signer_name.clone().or_else(|| one.signer.clone()).unwrap_or_default(),
            kind: kind.and_then(|kind| kind.as_str().map(|kind| kind.replace('_', "-"))).unwrap_or_default(),
            verdict: match one.indication {
                Indication::TotalPassed => "passed",
                Indication::Indeterminate => "indeterminate",
                Indication::TotalFailed => "failed",
            },
            level: one.level.map(|level| level.name().to_owned()).unwrap_or_default(),
            at: one.time.map(Time::display_seconds).unwrap_or_default(),
            claimed_at: one.claimed_time.map(Time::display_seconds).unwrap_or_default(),
            issuer: one.issuer.clone().unwrap_or_default(),
            reasons: one.reasons.iter().map(|reason| sentence(visit, reason)).collect(),
        }
    }
}

/// A reason in words.
pub fn sentence(visit: &Visit, reason: &Reason) -> String {
    visit.app.texts.reason(visit.language, reason)
}

/// An error that names the code of a reason, with the reason's sentence in its place.
pub fn explained(visit: &Visit, mut error: Error) -> Error {
    let known = error.args.iter().find(|(name, _)| *name == "reason").map(|(_, value)| format!("verify-reason-{value}"));
    if let Some(key) = known.filter(|key| visit.app.texts.has(visit.language, key)) {
        let text = visit.text_with(&key, &error.args);
        for (_, value) in error.args.iter_mut().filter(|(name, _)| *name == "reason") {
            value.clone_from(&text);
        }
    }
    error
}
