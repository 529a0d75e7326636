//! From a certificate to an anchor, and whether everything on the way was good at a time.

use super::Validation;
use crate::revocation::{Question, Standing};
use crate::trust::Purpose;
use crate::verdict::{Code, Reason};
use crate::x509::policies::Wanted;
use crate::x509::search::{Path, paths};
use crate::x509::{Certificate, path};
use kunye_kernel::time::Time;
use std::sync::Arc;

impl Validation<'_> {
    /// Fingerprints of the lists and responses that the answer rests on.
    ///
    /// # Errors
    /// The weightiest reason against the most promising path.
    pub(super) fn chain(&self, leaf: &Arc<Certificate>, purpose: Purpose, at: Time) -> Result<Vec<[u8; 32]>, Reason> {
        let found = paths(leaf, &self.evidence.certificates, &self.evidence.anchors, &self.evidence.effort);
        let mut first = None;
        for path in &found {
            match self.follow(path, purpose, at) {
                Ok(sources) => return Ok(sources),
                Err(reason) => first = first.or(Some(reason)),
            }
        }
        let reason = first.unwrap_or_else(|| Code::PathNotFound.with("issuer", leaf.issuer.display()));
        let unknown = matches!(reason.code, Code::PathNotFound | Code::RevocationUnknown | Code::RevocationStale);
        Err(if unknown && self.evidence.effort.is_spent() { Code::TooMuch.into() } else { reason })
    }

    fn follow(&self, path: &Path, purpose: Purpose, at: Time) -> Result<Vec<[u8; 32]>, Reason> {
        let anchor = &path.anchor;
        let about = |code: Code| code.with("certificate", anchor.certificate.display());
        if !anchor.serves(purpose) {
            return Err(about(Code::AnchorPurpose));
        }
        path::validate(path, at, &Wanted::default())?;
        if !anchor.is_trusted_at(at) {
            return Err(about(Code::AnchorDates));
        }
        let mut sources = Vec::new();
        // From the anchor down: when a CA was revoked, what it says of others counts for nothing.
        for (number, (certificate, issuer)) in path.links().enumerate().collect::<Vec<_>>().into_iter().rev() {
            let about = |code: Code| code.with("certificate", certificate.display());
            match self.evidence.standing(certificate, issuer, path, at) {
                Standing::Good(source) => sources.extend(source),
                Standing::Revoked(revocation) => {
                    let code = if number == 0 { Code::Revoked } else { Code::RevokedCa };
                    return Err(about(code).with("time", revocation.at.display()));
                }
                Standing::OnHold(revocation) => return Err(about(Code::OnHold).with("time", revocation.at.display())),
                Standing::Stale => {
                    self.asks(certificate, issuer);
                    return Err(about(Code::RevocationStale));
                }
                Standing::Unknown => {
                    self.asks(certificate, issuer);
                    return Err(about(Code::RevocationUnknown));
                }
            }
        }
        self.rests_on(path, &sources);
        Ok(sources)
    }

    /// Whether lists that came with the file say all the same what responses may have said.
    pub(super) fn rests_on_lists(&self, leaf: &Arc<Certificate>, at: Time) -> bool {
        paths(leaf, &self.evidence.certificates, &self.evidence.anchors, &self.evidence.effort).iter().any(|path| {
            let listed = |(certificate, issuer): (&Arc<Certificate>, &Arc<Certificate>)| match self.evidence.standing_by_lists(
                certificate,
                issuer,
                path,
                at,
            ) {
                Standing::Good(source) => source.is_none_or(|source| self.embedded.contains(&source)),
                _ => false,
            };
            path::validate(path, at, &Wanted::default()).is_ok() && path.links().all(listed)
        })
    }

    fn asks(&self, certificate: &Arc<Certificate>, issuer: &Arc<Certificate>) {
        let questions = &mut self.basis.borrow_mut().questions;
        if !questions.iter().any(|known| known.certificate.fingerprint == certificate.fingerprint) {
            questions.push(Question { certificate: certificate.clone(), issuer: issuer.clone() });
        }
    }

    fn rests_on(&self, path: &Path, sources: &[[u8; 32]]) {
        let basis = &mut self.basis.borrow_mut();
        for one in &path.certificates {
            if !basis.certificates.iter().any(|known| known.fingerprint == one.fingerprint) {
                basis.certificates.push(one.clone());
            }
        }
        for source in sources {
            let known = basis.lists.iter().any(|one| one.fingerprint == *source)
                || basis.responses.iter().any(|one| one.fingerprint == *source);
            if !known {
                basis.lists.extend(self.evidence.lists.iter().find(|one| one.fingerprint == *source).cloned());
                basis.responses.extend(self.evidence.responses.iter().find(|one| one.fingerprint == *source).cloned());
            }
        }
    }
}
