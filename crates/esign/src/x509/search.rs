//! Ways from a certificate to a trust anchor, through certificates that came along (RFC 4158).

use crate::algorithms::Verified;
use crate::effort::Effort;
use crate::trust::Anchor;
use crate::x509::Certificate;
use std::sync::Arc;

/// A way to an anchor. The anchor's own certificate is not among `certificates`.
#[derive(Debug, Clone)]
pub struct Path {
    /// The end entity first. Empty when the end entity is the anchor itself.
    pub certificates: Vec<Arc<Certificate>>,
    pub anchor: Arc<Anchor>,
}

impl Path {
    /// Each certificate with its issuer's.
    pub fn links(&self) -> impl Iterator<Item = (&Arc<Certificate>, &Arc<Certificate>)> {
        let issuers = self.certificates.iter().skip(1).chain(std::iter::once(&self.anchor.certificate));
        self.certificates.iter().zip(issuers)
    }
}

const LONGEST: usize = 12;
const MOST_PATHS: usize = 8;
/// Verifications in one search: a bag of certificates that all issue each other ends here.
const MOST_STEPS: usize = 300;

/// Ways whose signatures verify (or cannot be verified: then the path's validation says why), the most likely first.
pub fn paths(leaf: &Arc<Certificate>, others: &[Arc<Certificate>], anchors: &[Arc<Anchor>], effort: &Effort) -> Vec<Path> {
    let mut search = Search { others, anchors, effort, found: Vec::new(), steps: 0 };
    search.from(&mut vec![leaf.clone()]);
    search.found
}

struct Search<'a> {
    others: &'a [Arc<Certificate>],
    anchors: &'a [Arc<Anchor>],
    effort: &'a Effort,
    found: Vec<Path>,
    steps: usize,
}

impl Search<'_> {
    fn from(&mut self, way: &mut Vec<Arc<Certificate>>) {
        let Some(last) = way.last().cloned() else { return };
        if let Some(anchor) = self.anchors.iter().find(|anchor| anchor.certificate.fingerprint == last.fingerprint) {
            self.found.push(Path { certificates: way[..way.len() - 1].to_vec(), anchor: anchor.clone() });
            return;
        }
        let mut anchors: Vec<&Arc<Anchor>> = self.anchors.iter().filter(|anchor| may_issue(&anchor.certificate, &last)).collect();
        anchors.sort_by_key(|anchor| !names_key(&last, &anchor.certificate));
        for anchor in anchors {
            if self.step(&last, &anchor.certificate) {
                self.found.push(Path { certificates: way.clone(), anchor: anchor.clone() });
            }
        }
        if way.len() >= LONGEST || !self.effort.search(self.others.len()) {
            return;
        }
        let others = self.others;
        let mut issuers: Vec<&Arc<Certificate>> = others.iter().filter(|other| may_issue(other, &last)).collect();
        issuers.sort_by_key(|issuer| !names_key(&last, issuer));
        for issuer in issuers {
            if self.found.len() >= MOST_PATHS || self.steps >= MOST_STEPS {
                return;
            }
            let known = way.iter().any(|other| other.subject == issuer.subject && other.spki == issuer.spki);
            if !known && self.step(&last, issuer) {
                way.push(issuer.clone());
                self.from(way);
                way.pop();
            }
        }
    }

    fn step(&mut self, certificate: &Certificate, issuer: &Certificate) -> bool {
        self.steps += 1;
        let verified = || {
            let thing = (&certificate.fingerprint, certificate.der.as_slice());
            self.effort.verified(thing, issuer, || certificate.verified_by(&issuer.key))
        };
        self.steps <= MOST_STEPS && verified() != Verified::No
    }
}

fn may_issue(issuer: &Certificate, certificate: &Certificate) -> bool {
    issuer.subject == certificate.issuer
}

/// Whether the key identifiers agree.
fn names_key(certificate: &Certificate, issuer: &Certificate) -> bool {
    matches!((certificate.authority_key_id(), issuer.subject_key_id()), (Some(a), Some(b)) if a == b)
}
