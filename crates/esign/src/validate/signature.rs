//! One signature, judged as of the earliest time at which it is proved to have existed.

use super::items::{Contents, content_time_stamp, time_stamps};
use super::{CLOCK_SKEW, Validation, weigh};
use crate::asn1::{self, tag};
use crate::cms::{SignedData, Signer};
use crate::oid;
use crate::profile::{self, SignaturePolicy};
use crate::report::{CoverageKind, Level, SignatureReport, TimeProof, TimeStampReport};
use crate::trust::Purpose;
use crate::tsp::Token;
use crate::verdict::{Code, Indication, Reason};
use crate::x509::Certificate;
use crate::x509::extensions::usage;
use const_oid::ObjectIdentifier as Oid;
use kunye_kernel::time::Time;
use std::sync::Arc;

/// The earliest proved time, and what the proof rests on.
struct Best {
    time: Time,
    proof: Option<TimeProof>,
    sources: Vec<[u8; 32]>,
}

impl Validation<'_> {
    pub(super) fn signature(&self, number: usize) -> SignatureReport {
        let item = &self.items[number];
        let end = item.coverage.as_ref().map(|coverage| coverage.end).ok();
        let is_space = |byte: &u8| crate::pdf::range::is_space(*byte);
        let coverage =
            end.map(|end| if self.file[end..].iter().all(is_space) { CoverageKind::Whole } else { CoverageKind::Revision });
        let mut report = SignatureReport {
            field: item.field.clone(),
            indication: Indication::TotalPassed,
            sub_indication: None,
            reasons: item.against(),
            signer: None,
            signer_name: None,
            signer_kind: None,
            national_id: None,
            issuer: None,
            serial_number: None,
            level: None,
            policy: None,
            time: None,
            time_proof: None,
            claimed_time: item.signature.claimed_time,
            coverage,
            covered_bytes: end,
            changes: item.later.clone().unwrap_or_default(),
            time_stamps: Vec::new(),
        };
        if let Contents::Signature(Ok(data)) = &item.contents {
            self.judge(number, data, &mut report);
        }
        (report.indication, report.sub_indication) = weigh(&mut report.reasons);
        report
    }

    fn judge(&self, number: usize, data: &SignedData, report: &mut SignatureReport) {
        let item = &self.items[number];
        report.claimed_time = report.claimed_time.or_else(|| data.signer.claimed_time());
        let signer = &data.signer;
        let Some(certificate) = signer.find(data.certificates.iter().chain(&self.evidence.certificates)) else {
            report.reasons.push(Code::SignerAbsent.into());
            return;
        };
        report.signer = Some(certificate.subject.display());
        report.signer_name = certificate.subject.attribute(oid::COMMON_NAME).map(str::to_owned);
        report.signer_kind = Some(profile::kind(&certificate));
        report.national_id = profile::national_id(&certificate);
        report.issuer = Some(certificate.issuer.display());
        report.serial_number = Some(certificate.serial_text());

        let named = match signer.names(&certificate) {
            Ok(true) => true,
            Ok(false) => {
                report.reasons.push(Code::SignerDiffers.into());
                false
            }
            Err(reason) => {
                report.reasons.push(reason);
                false
            }
        };
        if let Ok(coverage) = &item.coverage {
            let parts = coverage.parts(self.file);
            let checked = match signer.hash().and_then(|hash| hash.digest(&parts)) {
                Some(digest) => signer.check(oid::DATA, &digest, &certificate),
                None => Err(Code::AlgorithmUnknown.with("algorithm", signer.algorithm_name())),
            };
            report.reasons.extend(checked.err());
        }

        let best = self.best_time(number, data, report);
        report.time = best.proof.map(|_| best.time);
        report.time_proof = best.proof;
        let weak = signer.used(&certificate).into_iter().find(|used| used.ends().is_some_and(|end| end <= best.time));
        report.reasons.extend(weak.map(|weak| Code::AlgorithmWeak.with("algorithm", weak.name())));
        report.reasons.extend(for_signing(&certificate).err());

        let purpose = if profile::kind(&certificate).is_seal() { Purpose::Seal } else { Purpose::Signature };
        let chain = self.chain(&certificate, purpose, best.time);
        let chain = chain.map_err(|reason| self.before_signing(reason, number, data, (&certificate, purpose)));
        // Of PAdES is only what brings the signer's certificate in the CMS (ETSI EN 319 142-1, 6.3).
        let brought = data.certificates.iter().any(|one| one.fingerprint == certificate.fingerprint);
        let pades = item.signature.sub_filter == "ETSI.CAdES.detached" && named && brought;
        report.level = pades.then(|| self.level(number, &best, chain.as_deref().ok()));
        let own = chain.as_deref().unwrap_or_default().to_vec();
        report.reasons.extend(chain.err());
        let by_lists = || self.rests_on_lists(&certificate, best.time);
        self.policy(signer, report, &own, by_lists);
    }

    /// A time stamp on the content is older than the signature, which covers it: what had ended by then had ended before it was signed
    /// (ETSI EN 319 102-1, 5.3.4 and 5.5.4).
    fn before_signing(&self, reason: Reason, number: usize, data: &SignedData, of: (&Arc<Certificate>, Purpose)) -> Reason {
        let certain = match reason.code {
            Code::Revoked => Code::RevokedBefore,
            Code::Expired => Code::ExpiredBefore,
            _ => return reason,
        };
        let (latest, (certificate, purpose)) = (self.time_of(number), of);
        let believed = |token: &Token| {
            let coverage = self.items[number].coverage.as_ref();
            token.time <= latest && coverage.is_ok_and(|coverage| self.believe(token, &coverage.parts(self.file), latest).is_ok())
        };
        let Some(token) = content_time_stamp(&data.signer).filter(believed) else { return reason };
        match self.chain(certificate, purpose, token.time) {
            Err(then) if then.code == reason.code => Reason { code: certain, ..then },
            _ => reason,
        }
    }

    /// The earliest of the document time stamps' and the signature time stamps' times. Those that prove nothing are reported.
    fn best_time(&self, number: usize, data: &SignedData, report: &mut SignatureReport) -> Best {
        let latest = self.time_of(number);
        let proof = self.proved.contains_key(&number).then_some(TimeProof::DocumentTimeStamp);
        let mut best = Best { time: latest, proof, sources: Vec::new() };
        for token in time_stamps(&data.signer) {
            let mut stamp = TimeStampReport {
                field: None,
                indication: Indication::TotalPassed,
                sub_indication: None,
                reasons: Vec::new(),
                time: token.as_ref().map(|token| token.time).ok(),
                authority: token.as_ref().ok().and_then(|token| self.authority(token)),
            };
            let believed = token.and_then(|token| Ok((token.time, self.believe(&token, &[&data.signer.signature], latest)?)));
            match believed {
                // It cannot have been made after something that covers it.
                Ok((time, _)) if time > latest.plus(CLOCK_SKEW) => {
                    stamp.reasons.push(Code::TimeStampOrder.into());
                    report.reasons.push(Code::TimeStampOrder.into());
                }
                Ok((time, sources)) => {
                    let time = time.min(latest);
                    if time < best.time || best.proof != Some(TimeProof::SignatureTimeStamp) {
                        best = Best { time, proof: Some(TimeProof::SignatureTimeStamp), sources };
                    }
                }
                Err(reason) => stamp.reasons.push(reason),
            }
            (stamp.indication, stamp.sub_indication) = weigh(&mut stamp.reasons);
            report.time_stamps.push(stamp);
        }
        // One that fails leaves the signature as if it had none; but it must be said.
        if best.proof.is_none() {
            let why = report.time_stamps.iter().find_map(|stamp| stamp.reasons.first().cloned());
            report.reasons.extend(why.map(|why| Code::TimeStampUnproved.because(why)));
        }
        best
    }

    /// The highest level whose every condition is proved (ETSI EN 319 142-1, 6.3). `chain`: what the signer's path rests on, when it
    /// is good.
    fn level(&self, number: usize, best: &Best, chain: Option<&[[u8; 32]]>) -> Level {
        if best.proof.is_none() {
            return Level::B;
        }
        let Some(chain) = chain else { return Level::T };
        let needed: Vec<_> = chain.iter().chain(&best.sources).collect();
        if needed.is_empty() || !needed.iter().all(|source| self.embedded.contains(*source)) {
            return Level::T;
        }
        let own_end = self.items[number].coverage.as_ref().map_or(usize::MAX, |coverage| coverage.end);
        let archived = |(end, covered): &(usize, std::collections::HashSet<[u8; 32]>)| {
            *end > own_end && needed.iter().all(|source| covered.contains(*source))
        };
        if self.archived.iter().any(archived) { Level::Lta } else { Level::Lt }
    }

    /// The signature policy, where one is named: it must be a national profile, and the signature must be what that asks for.
    fn policy(&self, signer: &Signer, report: &mut SignatureReport, sources: &[[u8; 32]], by_lists: impl Fn() -> bool) {
        let policy = match policy_of(signer) {
            Ok(None) => return,
            Ok(Some(policy)) => policy,
            Err(what) => {
                report.reasons.push(Code::CmsAttributes.with("detail", what.0));
                return;
            }
        };
        report.policy = SignaturePolicy::of(policy);
        let level = report.level.unwrap_or(Level::B);
        let by_response = || sources.iter().any(|source| self.evidence.responses.iter().any(|one| one.fingerprint == *source));
        let kept = match report.policy {
            None => {
                report.reasons.push(Code::PolicyUnknown.with("policy", policy.to_string()));
                return;
            }
            Some(SignaturePolicy::P2) => level >= Level::T,
            Some(SignaturePolicy::P3) => level >= Level::Lt && by_lists(),
            Some(SignaturePolicy::P4) => level >= Level::Lt && by_response(),
        };
        if !kept {
            report.reasons.push(Code::PolicyLevel.with("policy", policy.to_string()).with("level", level.name()));
        }
    }
}

/// SignaturePolicyIdentifier (ETSI EN 319 122-1, 5.2.9): an implied policy is none.
fn policy_of(signer: &Signer) -> asn1::Result<Option<Oid>> {
    match signer.signed(oid::SIGNATURE_POLICY)? {
        Some(value) if value.tag == tag::SEQUENCE => value.inside().oid().map(Some),
        _ => Ok(None),
    }
}

/// A key for signing: meant to commit its holder, and not kept for machines.
fn for_signing(certificate: &Arc<Certificate>) -> Result<(), Reason> {
    let about = |code: Code| code.with("certificate", certificate.display());
    let flags = certificate.key_usage().map_err(|_| about(Code::PathMalformed))?;
    if flags.is_some_and(|flags| flags & usage::NON_REPUDIATION == 0) {
        return Err(about(Code::KeyUsage));
    }
    const OF_MACHINES: [Oid; 4] = [oid::SERVER_AUTHENTICATION, oid::CODE_SIGNING, oid::TIME_STAMPING, oid::OCSP_SIGNING];
    match certificate.purposes().map_err(|_| about(Code::PathMalformed))? {
        Some(purposes) if purposes.iter().all(|purpose| OF_MACHINES.contains(purpose)) => Err(about(Code::KeyPurpose)),
        _ => Ok(()),
    }
}
