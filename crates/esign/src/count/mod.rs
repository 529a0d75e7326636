//! Counting signers (brief B2): the distinct people who have at least one qualified certificate that is valid and not revoked at a time,
//! and why each other certificate does not count.

pub mod sources;

use crate::algorithms::Verified;
use crate::effort::Effort;
use crate::profile::{self, SignerKind};
use crate::revocation::{Crl, Evidence, Standing, reason};
use crate::trust::{Anchor, Purpose};
use crate::x509::policies::Wanted;
use crate::x509::search::paths;
use crate::x509::{Certificate, path};
use kunye_kernel::time::Time;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// Why a certificate does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftOut {
    Malformed,
    /// The very same certificate was there before.
    Repeated,
    Seal,
    NotQualified,
    NotYetValid,
    Expired,
    /// No authority at hand issued it, or its authority is not to be trusted at that time.
    UnknownIssuer,
    SignatureWrong,
    Revoked,
    OnHold,
    /// Its authority's current list is not at hand: what is not known to be good is not counted.
    NoCurrentList,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    pub people: usize,
    pub certificates: usize,
    /// Certificates that count; a person may have several.
    pub good: usize,
    pub left_out: BTreeMap<LeftOut, usize>,
}

struct Authority {
    certificate: Arc<Certificate>,
    /// By serial number, from the current list. None: there is no current list.
    revoked: Option<HashMap<Vec<u8>, LeftOut>>,
}

/// The authorities at a time, with their lists.
pub struct Census {
    at: Time,
    /// By the name as authorities write it in what they issue.
    authorities: HashMap<Vec<u8>, Vec<Authority>>,
}

impl Census {
    /// Takes the authorities whose own path is good at the time, each with its current list.
    pub fn new(anchors: &[Arc<Anchor>], authorities: &[Arc<Certificate>], lists: &[Arc<Crl>], at: Time) -> Self {
        let evidence = Evidence {
            certificates: authorities.to_vec(),
            lists: lists.to_vec(),
            responses: Vec::new(),
            anchors: anchors.to_vec(),
            proofs: HashMap::new(),
            effort: Effort::without_end(),
            now: at,
        };
        let mut census = Self { at, authorities: HashMap::new() };
        let roots = anchors.iter().map(|anchor| &anchor.certificate);
        let mut seen = HashSet::new();
        for certificate in authorities.iter().chain(roots).filter(|certificate| seen.insert(certificate.fingerprint)) {
            if is_good(&evidence, certificate, at) {
                let revoked = current(lists, certificate, at);
                let authority = Authority { certificate: certificate.clone(), revoked };
                census.authorities.entry(certificate.subject.der.clone()).or_default().push(authority);
            }
        }
        census
    }

    /// Whether the certificate was really issued by its authority. Asked once, when it is taken over.
    pub fn verify(&self, certificate: &Certificate) -> Result<(), LeftOut> {
        let issuers = self.authorities.get(&certificate.issuer.der).ok_or(LeftOut::UnknownIssuer)?;
        let verified = issuers.iter().any(|authority| certificate.verified_by(&authority.certificate.key) == Verified::Yes);
        if verified { Ok(()) } else { Err(LeftOut::SignatureWrong) }
    }

    /// The person whose certificate counts at the time, by national id. The issuer's signature is [`Census::verify`]'s.
    ///
    /// # Errors
    /// The first reason why it does not count.
    pub fn person(&self, certificate: &Certificate) -> Result<String, LeftOut> {
        match profile::kind(certificate) {
            SignerKind::QualifiedPerson => {}
            SignerKind::Unqualified => return Err(LeftOut::NotQualified),
            SignerKind::InstitutionSeal | SignerKind::QualifiedSeal => return Err(LeftOut::Seal),
        }
        if self.at < certificate.not_before {
            return Err(LeftOut::NotYetValid);
        }
        if self.at > certificate.not_after {
            return Err(LeftOut::Expired);
        }
        let issuers = self.authorities.get(&certificate.issuer.der).ok_or(LeftOut::UnknownIssuer)?;
        let by_key = |authority: &&Authority| match (certificate.authority_key_id(), authority.certificate.subject_key_id()) {
            (Some(named), Some(key)) => named == key,
            _ => true,
        };
        let issuer = issuers.iter().find(by_key).ok_or(LeftOut::UnknownIssuer)?;
        let revoked = issuer.revoked.as_ref().ok_or(LeftOut::NoCurrentList)?;
        match revoked.get(&certificate.serial) {
            Some(why) => Err(*why),
            None => profile::national_id(certificate).ok_or(LeftOut::NotQualified),
        }
    }

    /// Begins a count of certificates whose issuers' signatures were verified before.
    pub fn tally(&self) -> Tally<'_> {
        Tally { census: self, count: Count::default(), people: HashSet::new(), seen: HashSet::new() }
    }
}

/// A count under way.
pub struct Tally<'a> {
    census: &'a Census,
    count: Count,
    people: HashSet<String>,
    seen: HashSet<[u8; 32]>,
}

impl Tally<'_> {
    /// One whose issuer's signature was verified when it was taken over.
    pub fn add(&mut self, der: &[u8]) {
        let _ = self.look_at(der, |_| Ok(()));
    }

    /// One that nobody has looked at yet. Gives it back if it counts; whose it is, is [`profile::national_id`]'s to say.
    pub fn verify_and_add(&mut self, der: &[u8]) -> Option<Certificate> {
        let census = self.census;
        self.look_at(der, |one| match census.verify(one) {
            Err(LeftOut::SignatureWrong) => Err(LeftOut::SignatureWrong),
            // Whose authority is unknown is said below, among the other reasons.
            _ => Ok(()),
        })
    }

    fn look_at(&mut self, der: &[u8], verify: impl Fn(&Certificate) -> Result<(), LeftOut>) -> Option<Certificate> {
        self.count.certificates += 1;
        let read = Certificate::read(der).map_err(|_| LeftOut::Malformed);
        let read = read.and_then(|one| if self.seen.insert(one.fingerprint) { Ok(one) } else { Err(LeftOut::Repeated) });
        let person = |one: Certificate| verify(&one).and_then(|()| self.census.person(&one)).map(|person| (person, one));
        match read.and_then(person) {
            Ok((person, one)) => {
                self.count.good += 1;
                self.people.insert(person);
                Some(one)
            }
            Err(why) => {
                *self.count.left_out.entry(why).or_default() += 1;
                None
            }
        }
    }

    pub fn end(self) -> Count {
        Count { people: self.people.len(), ..self.count }
    }
}

fn is_good(evidence: &Evidence, certificate: &Arc<Certificate>, at: Time) -> bool {
    paths(certificate, &evidence.certificates, &evidence.anchors, &evidence.effort).iter().any(|way| {
        let good = |(one, issuer): (&Arc<Certificate>, &Arc<Certificate>)| {
            matches!(evidence.standing(one, issuer, way, at), Standing::Good(_))
        };
        way.anchor.serves(Purpose::Signature)
            && way.anchor.is_trusted_at(at)
            && path::validate(way, at, &Wanted::default()).is_ok()
            && way.links().all(good)
    })
}

/// What the newest list of the authority that was current at the time says.
fn current(lists: &[Arc<Crl>], authority: &Certificate, at: Time) -> Option<HashMap<Vec<u8>, LeftOut>> {
    let own = lists.iter().filter(|list| {
        list.issuer == authority.subject
            && !list.unusable
            && !list.is_delta()
            && list.scope.point.is_none()
            && list.scope.reasons.is_none()
            && !list.scope.cas_only
            && !list.scope.attributes_only
            && (list.this_update >= at || list.next_update.is_some_and(|next| at <= next))
            && list.verified_by(&authority.key) == Verified::Yes
    });
    let newest = own.max_by_key(|list| list.this_update)?;
    let mut revoked = HashMap::new();
    let walked = newest.walk(|serial, issuer, revocation| {
        if issuer.is_some_and(|issuer| *issuer != authority.subject) || revocation.at > at {
            return;
        }
        match revocation.reason {
            reason::REMOVE_FROM_CRL => {}
            reason::CERTIFICATE_HOLD => {
                revoked.insert(serial.to_vec(), LeftOut::OnHold);
            }
            _ => {
                revoked.insert(serial.to_vec(), LeftOut::Revoked);
            }
        }
    });
    walked.ok().map(|()| revoked)
}
