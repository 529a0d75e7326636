//! Validation of a signed PDF (ETSI EN 319 102-1, 5.3 to 5.6, on PAdES files of EN 319 142-1).
//!
//! The standard's sliding of the control time comes down to one question here. Going from the last document time stamp to the first,
//! each one that is itself believed proves that everything it covers existed at its time: earlier signatures, their time stamps,
//! and the lists and responses of the security store. Then each signature is judged as of the earliest time at which it is proved to
//! have existed, or as of the time of validation when nothing proves an earlier one: was its path good *then*, by evidence that is
//! itself proved to be from a time when its keys were to be trusted?

mod chain;
mod items;
mod signature;
mod token;

use crate::pdf::changes::Change;
use crate::pdf::fields::signature_fields;
use crate::pdf::{self, security_store};
use crate::report::{Basis, Report, SignatureReport, TimeStampReport};
use crate::revocation::{Crl, Evidence, OcspResponse};
use crate::trust::Anchor;
use crate::verdict::{Code, Indication, Reason};
use crate::x509::Certificate;
use items::{Contents, Item};
use kunye_kernel::time::{MINUTE, Time};
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

/// What the caller brings.
#[derive(Debug, Clone, Default)]
pub struct Material {
    pub anchors: Vec<Arc<Anchor>>,
    /// Certificates that may be part of a path.
    pub certificates: Vec<Arc<Certificate>>,
    pub lists: Vec<Arc<Crl>>,
    pub responses: Vec<Arc<OcspResponse>>,
}

/// Signature fields of one file; a form of many pages has a few.
const MOST_FIELDS: usize = 100;

/// Clocks of authorities differ by this much without anybody being wrong.
const CLOCK_SKEW: i64 = 5 * MINUTE;

/// Validates every signature of a file as of `at`. Never fails: what cannot be read is reported so.
pub fn validate(file: &[u8], material: &Material, at: Time) -> Report {
    let mut report = Report {
        indication: Indication::TotalPassed,
        sub_indication: None,
        reasons: Vec::new(),
        validated_at: at,
        signatures: Vec::new(),
        document_time_stamps: Vec::new(),
        fetched: Vec::new(),
        basis: Basis::default(),
    };
    match pdf::open(file) {
        // Each signature is a document to be read.
        Ok(document) if signature_fields(&document).len() > MOST_FIELDS => report.reasons.push(Code::PdfUnreadable.into()),
        Ok(document) => Validation::new(file, &Rc::new(document), material, at).run(&mut report),
        Err(reason) => report.reasons.push(reason),
    }
    if report.signatures.is_empty() && report.reasons.is_empty() {
        report.reasons.push(Code::NoSignature.into());
    }
    sum_up(&mut report);
    report
}

/// The whole is as good as its worst part.
fn sum_up(report: &mut Report) {
    let own = report.reasons.first().map(|reason| {
        // A file without a signature is not a failed signature.
        let indication =
            if reason.code == Code::NoSignature { Indication::Indeterminate } else { reason.sub_indication().indication() };
        (indication, Some(reason.sub_indication()).filter(|_| reason.code != Code::NoSignature))
    });
    let signatures = report.signatures.iter().map(|signature| (signature.indication, signature.sub_indication));
    let stamps = report.document_time_stamps.iter().map(|stamp| (stamp.indication, stamp.sub_indication));
    // A document time stamp that cannot be believed proves nothing; only a broken one speaks against the file.
    let stamps = stamps.filter(|(indication, _)| *indication == Indication::TotalFailed);
    let worst = own.into_iter().chain(signatures).chain(stamps).max_by_key(|(indication, _)| *indication);
    if let Some((indication, sub_indication)) = worst {
        report.indication = indication;
        report.sub_indication = sub_indication;
    }
}

/// Puts the weightiest reason first, and says what it comes to.
fn weigh(reasons: &mut [Reason]) -> (Indication, Option<crate::verdict::SubIndication>) {
    reasons.sort_by_key(|reason| reason.sub_indication().weight());
    match reasons.first() {
        Some(reason) => (reason.sub_indication().indication(), Some(reason.sub_indication())),
        None => (Indication::TotalPassed, None),
    }
}

struct Validation<'a> {
    file: &'a [u8],
    items: Vec<Item>,
    evidence: Evidence,
    /// Fingerprints of lists and responses that came with the file.
    embedded: HashSet<[u8; 32]>,
    /// Since when each item is proved to exist by document time stamps.
    proved: HashMap<usize, Time>,
    /// What a believed document time stamp covers: where it ends, and the fingerprints in the store as of then.
    archived: Vec<(usize, HashSet<[u8; 32]>)>,
    basis: RefCell<Basis>,
}

impl<'a> Validation<'a> {
    fn new(file: &'a [u8], document: &Rc<pdf::Revision>, material: &Material, at: Time) -> Self {
        let items = items::read_all(file, document);
        let store = security_store::read(document);
        let mut evidence = Evidence {
            certificates: store.certificates,
            lists: store.lists,
            responses: store.responses,
            anchors: material.anchors.clone(),
            proofs: HashMap::new(),
            effort: crate::effort::Effort::default(),
            now: at,
        };
        for item in &items {
            item.add_to(&mut evidence);
        }
        let lists = evidence.lists.iter().map(|list| list.fingerprint);
        let embedded = lists.chain(evidence.responses.iter().map(|response| response.fingerprint)).collect();
        // What came with the file stands first, so that it is what a level rests on.
        evidence.certificates.extend(material.certificates.iter().cloned());
        evidence.lists.extend(material.lists.iter().cloned());
        evidence.responses.extend(material.responses.iter().cloned());
        let of_responses: Vec<_> = evidence.responses.iter().flat_map(|response| response.certificates.clone()).collect();
        evidence.certificates.extend(of_responses);
        let mut seen = HashSet::new();
        evidence.certificates.retain(|certificate| seen.insert(certificate.fingerprint));
        Self { file, items, evidence, embedded, proved: HashMap::new(), archived: Vec::new(), basis: RefCell::default() }
    }

    fn run(mut self, report: &mut Report) {
        // From the last to the first: what is later proves what is earlier.
        for number in (0..self.items.len()).rev() {
            if matches!(self.items[number].contents, Contents::TimeStamp(_)) {
                let stamp = self.document_time_stamp(number);
                report.document_time_stamps.insert(0, stamp);
            }
        }
        for number in 0..self.items.len() {
            if matches!(self.items[number].contents, Contents::Signature(_)) {
                let signature = self.signature(number);
                report.signatures.push(signature);
            }
        }
        painted_over(&mut report.signatures);
        report.basis = self.basis.into_inner();
    }

    fn time_of(&self, number: usize) -> Time {
        self.proved.get(&number).copied().unwrap_or(self.evidence.now)
    }

    fn document_time_stamp(&mut self, number: usize) -> TimeStampReport {
        let at = self.time_of(number);
        let item = &self.items[number];
        let mut report = TimeStampReport {
            field: Some(item.field.clone()),
            indication: Indication::TotalPassed,
            sub_indication: None,
            reasons: item.against(),
            time: None,
            authority: None,
        };
        if let (Contents::TimeStamp(Ok(token)), Ok(coverage)) = (&item.contents, &item.coverage) {
            report.time = Some(token.time);
            report.authority = self.authority(token);
            match self.believe(token, &coverage.parts(self.file), at) {
                Err(reason) => report.reasons.push(reason),
                Ok(_) if token.time > at.plus(CLOCK_SKEW) => report.reasons.push(Code::TimeStampOrder.into()),
                Ok(_) if report.reasons.is_empty() => {
                    let (time, end) = (token.time.min(at), coverage.end);
                    self.prove(number, time, end);
                }
                Ok(_) => {}
            }
        }
        (report.indication, report.sub_indication) = weigh(&mut report.reasons);
        report
    }

    /// Everything before `end` existed at `time`.
    fn prove(&mut self, stamp: usize, time: Time, end: usize) {
        let mut covered: HashSet<[u8; 32]> = HashSet::new();
        if let Ok(revision) = &self.items[stamp].revision {
            covered.extend(security_store::read(revision).fingerprints());
        }
        for (number, item) in self.items.iter().enumerate() {
            if item.coverage.as_ref().is_ok_and(|coverage| coverage.end < end) {
                let proved = self.proved.entry(number).or_insert(time);
                *proved = time.min(*proved);
                covered.extend(item.fingerprints());
            }
        }
        for fingerprint in &covered {
            let proved = self.evidence.proofs.entry(*fingerprint).or_insert(time);
            *proved = time.min(*proved);
        }
        self.archived.push((end, covered));
    }
}

/// A visible field whose signature is not good is a way to paint over what others signed. One that fails is a change; of one of which
/// nobody can tell, nobody can tell either what it covers.
fn painted_over(signatures: &mut [SignatureReport]) {
    let verdicts: HashMap<String, Indication> = signatures.iter().map(|one| (one.field.clone(), one.indication)).collect();
    for signature in signatures {
        let visible = signature.changes.iter().filter_map(|change| match change {
            Change::Signature { field, visible: true } => verdicts.get(field).map(|indication| (*indication, field.clone())),
            _ => None,
        });
        let reason = match visible.max() {
            Some((Indication::TotalFailed, field)) => Code::Changed.with("what", "painted-over").with("field", field),
            Some((Indication::Indeterminate, field)) => Code::PaintedOver.with("field", field),
            _ => continue,
        };
        signature.reasons.push(reason);
        (signature.indication, signature.sub_indication) = weigh(&mut signature.reasons);
    }
}
