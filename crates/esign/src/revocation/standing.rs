//! Was a certificate good at a time, going by the lists and responses at hand?
//!
//! The time is the one at which something is proved to have existed; a list or response counts when it was issued after that time,
//! or was the current one at it (ETSI EN 319 102-1, 5.2.5 and 5.6.2.2). It must itself be proved to have existed while the key that
//! signed it was to be trusted: a response of an expired responder proves nothing unless a time stamp covers it.

use super::{Crl, OcspResponse, Revocation, ocsp, reason};
use crate::algorithms::{Scheme, Verified, used};
use crate::effort::Effort;
use crate::oid;
use crate::trust::Anchor;
use crate::x509::path;
use crate::x509::policies::Wanted;
use crate::x509::search::{Path, paths};
use crate::x509::{Certificate, extensions::usage};
use kunye_kernel::time::{DAY, Time};
use std::collections::HashMap;
use std::sync::Arc;

/// All that is known: certificates, lists, responses, anchors, and since when each thing is proved to exist.
#[derive(Debug, Clone)]
pub struct Evidence {
    pub certificates: Vec<Arc<Certificate>>,
    pub lists: Vec<Arc<Crl>>,
    pub responses: Vec<Arc<OcspResponse>>,
    pub anchors: Vec<Arc<Anchor>>,
    /// By fingerprint. What is absent exists since [`Evidence::now`].
    pub proofs: HashMap<[u8; 32], Time>,
    pub effort: Effort,
    /// The time of validation.
    pub now: Time,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Not revoked at the time; the fingerprint of what says so (`None`: nobody needs to say so).
    Good(Option<[u8; 32]>),
    Revoked(Revocation),
    OnHold(Revocation),
    /// There is something, but too old to speak of the time.
    Stale,
    Unknown,
}

/// Without a next update a response is taken for current this long.
const WITHOUT_NEXT_UPDATE: i64 = DAY;
/// Responders and signers of lists that must be looked up themselves, inside each other.
const DEEPEST: usize = 3;

impl Evidence {
    pub fn proved(&self, fingerprint: &[u8; 32]) -> Time {
        self.proofs.get(fingerprint).copied().unwrap_or(self.now)
    }

    /// How a certificate stood at a time. `path` holds its issuer and what is above it.
    pub fn standing(&self, certificate: &Arc<Certificate>, issuer: &Arc<Certificate>, path: &Path, at: Time) -> Standing {
        self.look_up(certificate, issuer, path, at, 0)
    }

    /// As [`Evidence::standing`], by lists alone.
    pub fn standing_by_lists(&self, certificate: &Certificate, issuer: &Arc<Certificate>, path: &Path, at: Time) -> Standing {
        if certificate.needs_no_revocation() {
            return Standing::Good(None);
        }
        self.certain(self.by_lists(certificate, issuer, path, at, 0))
    }

    /// What was not looked at may be what revokes it.
    fn certain(&self, standing: Standing) -> Standing {
        match standing {
            Standing::Good(_) if self.effort.is_spent() => Standing::Unknown,
            known => known,
        }
    }

    fn look_up(
        &self,
        certificate: &Arc<Certificate>,
        issuer: &Arc<Certificate>,
        path: &Path,
        at: Time,
        depth: usize,
    ) -> Standing {
        if certificate.needs_no_revocation() {
            return Standing::Good(None);
        }
        let by_response = self.by_responses(certificate, issuer, path, at, depth);
        let by_list = self.by_lists(certificate, issuer, path, at, depth);
        self.certain(better(by_response, by_list))
    }

    fn by_responses(
        &self,
        certificate: &Certificate,
        issuer: &Arc<Certificate>,
        path: &Path,
        at: Time,
        depth: usize,
    ) -> Standing {
        let mut best = Standing::Unknown;
        for response in &self.responses {
            let Some(answer) = response.answer(certificate, issuer) else { continue };
            if !self.speaks_for(response, issuer, path, depth) {
                continue;
            }
            let known_after = answer.archive_cutoff;
            let said = match answer.status {
                ocsp::Status::Unknown => continue,
                ocsp::Status::Revoked(revocation) => Said::Revoked(revocation),
                ocsp::Status::Good => Said::Nothing,
            };
            let update = Update { this: answer.this_update, next: answer.next_update, known_after };
            best = better(best, judge(said, update, certificate, at, response.fingerprint));
        }
        best
    }

    fn by_lists(&self, certificate: &Certificate, issuer: &Arc<Certificate>, path: &Path, at: Time, depth: usize) -> Standing {
        let mut best = Standing::Unknown;
        // Reasons of which current lists have said nothing bad (RFC 5280 6.3.3 (d)).
        let mut reasons = 0;
        let mut good = None;
        for list in &self.lists {
            let Some(covered) = list.covers(certificate).filter(|_| !list.unusable && !list.is_delta()) else { continue };
            if !self.list_is_signed(list, issuer, path, depth) {
                continue;
            }
            let Ok(entry) = list.find(certificate) else { continue };
            let deltas = self.lists.iter().filter(|delta| delta.amends(list) && !delta.unusable);
            let signed = deltas.filter(|delta| self.list_is_signed(delta, issuer, path, depth));
            let read = signed.filter_map(|delta| Some((delta, delta.find(certificate).ok()?)));
            let delta = read.max_by_key(|(delta, _)| delta.this_update);
            let (said, of) = match delta {
                // Between the two nobody knows when it was taken off.
                Some((delta, Some(change))) if change.reason == reason::REMOVE_FROM_CRL && at >= delta.this_update => {
                    (Said::Nothing, delta)
                }
                Some((delta, Some(change))) if change.reason != reason::REMOVE_FROM_CRL => (Said::Revoked(change), delta),
                Some((delta, _)) => (Said::of(entry), delta),
                None => (Said::of(entry), list),
            };
            let update = Update { this: of.this_update, next: of.next_update, known_after: list.keeps_expired_since };
            match judge(said, update, certificate, at, list.fingerprint) {
                Standing::Good(source) => {
                    reasons |= covered;
                    good = good.or(source);
                }
                other => best = better(best, other),
            }
        }
        if reasons == 0x1fe { better(best, Standing::Good(good)) } else { best }
    }

    /// Whether the responder may answer for the issuer (RFC 6960 4.2.2.2), and did so while its certificate was good.
    fn speaks_for(&self, response: &OcspResponse, issuer: &Arc<Certificate>, path: &Path, depth: usize) -> bool {
        let proved = self.proved(&response.fingerprint);
        if !believed(response.scheme(), issuer, proved) {
            return false;
        }
        let verified = |signer: &Certificate| {
            let thing = (&response.fingerprint, response.der.as_slice());
            self.effort.verified(thing, signer, || response.verified_by(&signer.key)) == Verified::Yes
        };
        if response.is_by(issuer) && verified(issuer) {
            return self.is_in_time(issuer, path, proved);
        }
        if !self.effort.search(response.certificates.len() + self.certificates.len()) {
            return false;
        }
        let delegates = response.certificates.iter().chain(&self.certificates);
        delegates.into_iter().any(|delegate| {
            response.is_by(delegate)
                && delegate.issuer == issuer.subject
                && may_respond(delegate)
                && delegate.is_valid_at(proved)
                && self.is_in_time(issuer, path, proved)
                && self.issued(issuer, delegate)
                && verified(delegate)
                && !self.delegate_is_revoked(delegate, issuer, path, proved, depth)
        })
    }

    /// A responder without `ocsp-nocheck` may be looked up; when nobody says anything about it, the CA has left it so (RFC 6960
    /// 4.2.2.2.1).
    fn delegate_is_revoked(
        &self,
        delegate: &Arc<Certificate>,
        issuer: &Arc<Certificate>,
        path: &Path,
        at: Time,
        depth: usize,
    ) -> bool {
        if delegate.extension(oid::OCSP_NO_CHECK).is_some() || depth >= DEEPEST {
            return false;
        }
        matches!(self.by_lists(delegate, issuer, path, at, depth + 1), Standing::Revoked(_) | Standing::OnHold(_))
    }

    fn issued(&self, issuer: &Certificate, certificate: &Certificate) -> bool {
        let thing = (&certificate.fingerprint, certificate.der.as_slice());
        self.effort.verified(thing, issuer, || certificate.verified_by(&issuer.key)) == Verified::Yes
    }

    fn is_in_time(&self, issuer: &Certificate, path: &Path, at: Time) -> bool {
        if issuer.fingerprint == path.anchor.certificate.fingerprint {
            path.anchor.is_trusted_at(at)
        } else {
            issuer.is_valid_at(at)
        }
    }

    /// Whether the list is its issuer's own, or that of someone below the same anchor who may sign it (RFC 5280 6.3.3 (f)).
    fn list_is_signed(&self, list: &Crl, issuer: &Arc<Certificate>, path: &Path, depth: usize) -> bool {
        let proved = self.proved(&list.fingerprint);
        let may = |certificate: &Certificate| {
            certificate.subject == list.issuer
                && certificate.key_usage().is_ok_and(|flags| flags.is_none_or(|flags| flags & usage::CRL_SIGN != 0))
                && believed(list.scheme(), certificate, proved)
                && self.effort.verified((&list.fingerprint, &list.der), certificate, || list.verified_by(&certificate.key))
                    == Verified::Yes
        };
        if may(issuer) {
            return self.is_in_time(issuer, path, proved);
        }
        if path.anchor.certificate.subject == list.issuer && may(&path.anchor.certificate) {
            return path.anchor.is_trusted_at(proved);
        }
        if depth >= DEEPEST || !self.effort.search(self.certificates.len()) {
            return false;
        }
        self.certificates.iter().filter(|signer| may(signer)).any(|signer| self.reaches(signer, path, proved, depth))
    }

    /// Whether a signer of lists has a path of its own to the same anchor, and is not revoked.
    fn reaches(&self, signer: &Arc<Certificate>, path: &Path, at: Time, depth: usize) -> bool {
        let known = path.certificates.iter().any(|certificate| certificate.fingerprint == signer.fingerprint);
        let anchors = [path.anchor.clone()];
        paths(signer, &self.certificates, &anchors, &self.effort).iter().any(|own| {
            let good = |(certificate, issuer): (&Arc<Certificate>, &Arc<Certificate>)| {
                matches!(self.look_up(certificate, issuer, own, at, depth + 1), Standing::Good(_))
            };
            path::validate(own, at, &Wanted::default()).is_ok() && (known || own.links().all(good))
        })
    }
}

/// The purpose of RFC 6960 4.2.2.2, a key that may sign (RFC 5280 4.2.1.3), and nothing critical that nobody understands (4.2).
fn may_respond(delegate: &Certificate) -> bool {
    let signs = usage::DIGITAL_SIGNATURE | usage::NON_REPUDIATION;
    delegate.purposes().ok().flatten().is_some_and(|purposes| purposes.contains(&oid::OCSP_SIGNING))
        && delegate.key_usage().is_ok_and(|flags| flags.is_none_or(|flags| flags & signs != 0))
        && path::not_understood(delegate).is_none()
}

fn believed(scheme: Option<Scheme>, signer: &Certificate, at: Time) -> bool {
    scheme.is_some_and(|scheme| used(&signer.key, scheme).into_iter().all(|used| used.ends().is_none_or(|end| at < end)))
}

enum Said {
    Nothing,
    Revoked(Revocation),
}

impl Said {
    fn of(entry: Option<Revocation>) -> Self {
        entry.filter(|entry| entry.reason != reason::REMOVE_FROM_CRL).map_or(Self::Nothing, Self::Revoked)
    }
}

struct Update {
    this: Time,
    next: Option<Time>,
    /// Certificates that expired after this are still spoken of.
    known_after: Option<Time>,
}

fn judge(said: Said, update: Update, certificate: &Certificate, at: Time, source: [u8; 32]) -> Standing {
    match said {
        Said::Revoked(revocation) if revocation.at <= at => {
            return if revocation.reason == reason::CERTIFICATE_HOLD {
                Standing::OnHold(revocation)
            } else {
                Standing::Revoked(revocation)
            };
        }
        // Revoked later: at the time it was good, whoever knows of the later revocation knows that too.
        Said::Revoked(_) => return Standing::Good(Some(source)),
        Said::Nothing => {}
    }
    // After its end a certificate may leave the lists, unless they say that they keep it.
    let speaks = update.this <= certificate.not_after || update.known_after.is_some_and(|since| since <= certificate.not_after);
    let current = match update.next {
        Some(next) => at <= next,
        None => at <= update.this.plus(WITHOUT_NEXT_UPDATE),
    };
    if speaks && (update.this >= at || current) { Standing::Good(Some(source)) } else { Standing::Stale }
}

/// One that knows of a revocation outweighs one that does not.
fn better(a: Standing, b: Standing) -> Standing {
    let rank = |standing: &Standing| match standing {
        Standing::Revoked(_) => 0,
        Standing::OnHold(_) => 1,
        Standing::Good(_) => 2,
        Standing::Stale => 3,
        Standing::Unknown => 4,
    };
    if rank(&b) < rank(&a) { b } else { a }
}
