//! Certificate revocation lists (RFC 5280 5). Entries are looked up in the bytes: lists of a national authority run to megabytes.

use super::Revocation;
use crate::algorithms::{AlgorithmIdentifier, PublicKey, Scheme, Verified, fingerprint, verify};
use crate::asn1::{Element, Malformed, Reader, Result, only, tag};
use crate::oid;
use crate::x509::certificate::{Extension, blocks};
use crate::x509::extensions::{DistributionPoint, GeneralName};
use crate::x509::{Certificate, Name};
use kunye_kernel::time::Time;
use std::ops::Range;

#[derive(Debug, Clone)]
pub struct Crl {
    pub der: Vec<u8>,
    tbs: Range<usize>,
    pub issuer: Name,
    pub this_update: Time,
    pub next_update: Option<Time>,
    entries: Range<usize>,
    pub scope: Scope,
    /// Certificates that expired after this moment stay on the list (X.509 9.5.2.8).
    pub keeps_expired_since: Option<Time>,
    algorithm: AlgorithmIdentifier,
    signature: Vec<u8>,
    pub authority_key_id: Option<Vec<u8>>,
    /// cRLNumber: grows with each list, complete or delta, of the same issuer and scope (RFC 5280 5.2.3).
    number: Option<Number>,
    /// Of a delta: the oldest complete list that it tells the changes of (5.2.4).
    base: Option<Number>,
    /// It has a critical extension that nobody here understands.
    pub unusable: bool,
    pub fingerprint: [u8; 32],
}

/// A number of up to twenty bytes, as its length and bytes without leading zeros: they are ordered as the numbers are.
type Number = (usize, Vec<u8>);

fn number(value: Element<'_>) -> Result<Number> {
    let bytes = value.is(tag::INTEGER)?.body;
    let digits: Vec<u8> = bytes.iter().copied().skip_while(|byte| *byte == 0).collect();
    Ok((digits.len(), digits))
}

/// IssuingDistributionPoint (RFC 5280 5.2.5): what the list speaks of. Without one it speaks of everything its issuer issued.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    pub point: Option<DistributionPoint>,
    pub users_only: bool,
    pub cas_only: bool,
    pub attributes_only: bool,
    pub reasons: Option<u32>,
    pub indirect: bool,
}

impl Crl {
    /// Reads one list.
    ///
    /// # Errors
    /// [`Malformed`] when it is none. Entries are looked at when something is searched among them.
    pub fn read(der: &[u8]) -> Result<Self> {
        let mut outer = only(der)?.is(tag::SEQUENCE)?.inside();
        let tbs = outer.take(tag::SEQUENCE)?;
        let algorithm = AlgorithmIdentifier::read(&mut outer)?;
        let signature = outer.take(tag::BIT_STRING)?.bits()?.to_vec();
        outer.end()?;
        let place = |bytes: &[u8]| {
            let start = bytes.as_ptr() as usize - der.as_ptr() as usize;
            start..start + bytes.len()
        };

        let mut inside = tbs.inside();
        inside.optional(tag::INTEGER)?;
        if AlgorithmIdentifier::read(&mut inside)? != algorithm {
            return Err(Malformed("the list names two signature algorithms"));
        }
        let issuer = Name::read(&mut inside)?;
        let this_update = inside.element()?.time()?;
        let next_update = match inside.rest().first() {
            Some(&(tag::UTC_TIME | tag::GENERALIZED_TIME)) => Some(inside.element()?.time()?),
            _ => None,
        };
        let entries = inside.optional(tag::SEQUENCE)?.map_or(0..0, |entries| place(entries.body));
        let extensions = match inside.optional(tag::explicit(0))? {
            Some(wrapped) => Extension::read_all(only(wrapped.body)?)?,
            None => Vec::new(),
        };
        inside.end()?;
        let mut crl = Self {
            tbs: place(tbs.raw),
            der: der.to_vec(),
            issuer,
            this_update,
            next_update,
            entries,
            scope: Scope::default(),
            keeps_expired_since: None,
            algorithm,
            signature,
            authority_key_id: None,
            number: None,
            base: None,
            unusable: false,
            fingerprint: fingerprint(der),
        };
        for extension in &extensions {
            let value = only(&extension.value)?;
            match extension.oid {
                oid::ISSUING_DISTRIBUTION_POINT => crl.scope = Scope::read(value)?,
                oid::CRL_NUMBER => crl.number = Some(number(value)?),
                oid::DELTA_CRL => crl.base = Some(number(value)?),
                oid::EXPIRED_CERTS_ON_CRL => crl.keeps_expired_since = Some(value.time()?),
                oid::AUTHORITY_KEY => {
                    crl.authority_key_id = value.inside().optional(tag::implicit(0))?.map(|element| element.body.to_vec());
                }
                _ => crl.unusable |= extension.critical,
            }
        }
        Ok(crl)
    }

    pub fn verified_by(&self, key: &PublicKey) -> Verified {
        match self.scheme() {
            Some(scheme) => verify(key, scheme, &self.der[self.tbs.clone()], &self.signature),
            None => Verified::Unsupported,
        }
    }

    /// A delta alone says nothing of what it does not list.
    pub fn is_delta(&self) -> bool {
        self.base.is_some()
    }

    /// Whether this delta tells what changed since that complete list (RFC 5280 6.3.3 (c), 5.2.4). Two of one number say the same by 5.2.3;
    /// where they do not, what the delta knows must not be lost.
    pub fn amends(&self, complete: &Self) -> bool {
        let in_order = self.base.as_ref().zip(complete.number.as_ref()).zip(self.number.as_ref());
        in_order.is_some_and(|((base, complete), own)| base <= complete && complete <= own)
            && !complete.is_delta()
            && self.issuer == complete.issuer
            && self.scope == complete.scope
            && self.authority_key_id == complete.authority_key_id
    }

    pub fn scheme(&self) -> Option<Scheme> {
        Scheme::of(&self.algorithm, None)
    }

    /// The entry of a certificate.
    ///
    /// # Errors
    /// [`Malformed`] when an entry is broken or has a critical extension that nobody here understands: then the list proves nothing.
    pub fn find(&self, certificate: &Certificate) -> Result<Option<Revocation>> {
        let mut found = None;
        self.walk(|serial, issuer, revocation| {
            // In an indirect list a serial number alone names nobody.
            if serial == certificate.serial && issuer.unwrap_or(&self.issuer) == &certificate.issuer {
                found = Some(revocation);
            }
        })?;
        Ok(found)
    }

    /// All entries in order: serial number, issuer where the list names one, and the revocation.
    ///
    /// # Errors
    /// As of [`Crl::find`].
    pub fn walk(&self, mut visit: impl FnMut(&[u8], Option<&Name>, Revocation)) -> Result<()> {
        let mut entries = Reader::new(&self.der[self.entries.clone()]);
        let mut issuer: Option<Name> = None;
        while !entries.is_empty() {
            let mut entry = entries.sequence()?;
            let serial = entry.take(tag::INTEGER)?.body;
            let at = entry.element()?.time()?;
            let mut reason = 0;
            if let Some(extensions) = entry.optional(tag::SEQUENCE)? {
                for extension in Extension::read_all(extensions)? {
                    match extension.oid {
                        oid::CRL_REASON => reason = only(&extension.value)?.is(tag::ENUMERATED)?.small()?,
                        oid::CERTIFICATE_ISSUER => {
                            let names = GeneralName::read_all(only(&extension.value)?.is(tag::SEQUENCE)?.inside())?;
                            issuer = names.into_iter().find_map(|name| match name {
                                GeneralName::Directory(name) => Some(name),
                                _ => None,
                            });
                        }
                        _ if extension.critical => return Err(Malformed("an entry has an unknown critical extension")),
                        _ => {}
                    }
                }
            }
            visit(serial, issuer.as_ref(), Revocation { at, reason });
        }
        Ok(())
    }

    /// Whether the list speaks of this certificate (RFC 5280 6.3.3 (b)), and of which reasons: `None` when it does not.
    pub fn covers(&self, certificate: &Certificate) -> Option<u32> {
        const ALL: u32 = 0x1fe;
        let is_ca = certificate.basic_constraints().ok()?.is_some_and(|basic| basic.ca);
        let scope = &self.scope;
        if scope.attributes_only || (scope.users_only && is_ca) || (scope.cas_only && !is_ca) {
            return None;
        }
        let own = scope.reasons.map_or(ALL, |reasons| reasons & ALL);
        let points = certificate.distribution_points().ok()?;
        let of_issuer = self.issuer == certificate.issuer;
        let mut covered = None;
        for point in &points {
            let named = point.crl_issuer.iter().any(|name| matches!(name, GeneralName::Directory(name) if *name == self.issuer));
            let by_right_issuer = if point.crl_issuer.is_empty() { of_issuer } else { named && (scope.indirect || of_issuer) };
            if by_right_issuer && self.same_point(point, certificate) {
                covered = Some(covered.unwrap_or(0) | (own & point.reasons.map_or(ALL, |reasons| reasons & ALL)));
            }
        }
        // A full list of the issuer speaks of its certificates wherever they point.
        if covered.is_none() && of_issuer && scope.point.is_none() {
            covered = Some(own);
        }
        // A list in parts, and a certificate that points nowhere: the issuer's name stands for the point.
        if covered.is_none() && of_issuer && points.is_empty() {
            covered = self.same_point(&DistributionPoint::default(), certificate).then_some(own);
        }
        covered
    }

    /// 6.3.3 (b)(2)(i): a name of the certificate's point is one of the list's.
    fn same_point(&self, point: &DistributionPoint, certificate: &Certificate) -> bool {
        let Some(own) = &self.scope.point else { return true };
        let own = full_names(own, &self.issuer);
        let base = point.crl_issuer.iter().find_map(|name| match name {
            GeneralName::Directory(name) => Some(name),
            _ => None,
        });
        let mut theirs = full_names(point, base.unwrap_or(&certificate.issuer));
        if theirs.is_empty() {
            theirs.clone_from(&point.crl_issuer);
        }
        if theirs.is_empty() {
            theirs.push(GeneralName::Directory(certificate.issuer.clone()));
        }
        theirs.iter().any(|name| own.contains(name))
    }
}

fn full_names(point: &DistributionPoint, issuer: &Name) -> Vec<GeneralName> {
    match &point.relative {
        Some(relative) => {
            issuer.with_relative(Reader::new(relative)).map(|name| vec![GeneralName::Directory(name)]).unwrap_or_default()
        }
        None => point.names.clone(),
    }
}

impl Scope {
    fn read(value: Element<'_>) -> Result<Self> {
        let mut inside = value.is(tag::SEQUENCE)?.inside();
        let mut scope = Self::default();
        if let Some(name) = inside.optional(tag::explicit(0))? {
            let mut point = DistributionPoint::default();
            point.read_name(name)?;
            scope.point = Some(point);
        }
        let mut flag = |number: u8| -> Result<bool> {
            let element = inside.optional(tag::implicit(number))?;
            Ok(element.is_some_and(|element| element.body != [0]))
        };
        scope.users_only = flag(1)?;
        scope.cas_only = flag(2)?;
        if let Some(reasons) = inside.optional(tag::implicit(3))? {
            scope.reasons = Some(Element { tag: tag::BIT_STRING, ..reasons }.flags()?);
        }
        let mut flag = |number: u8| -> Result<bool> {
            let element = inside.optional(tag::implicit(number))?;
            Ok(element.is_some_and(|element| element.body != [0]))
        };
        scope.indirect = flag(4)?;
        scope.attributes_only = flag(5)?;
        inside.end()?;
        Ok(scope)
    }
}

/// Every list of a PEM or DER file.
///
/// # Errors
/// [`Malformed`] when one of them is none, or there is none at all.
pub fn read_file(bytes: &[u8]) -> Result<Vec<Crl>> {
    let lists = blocks(bytes, "X509 CRL")?.iter().map(|(_, der)| Crl::read(der)).collect::<Result<Vec<_>>>()?;
    if lists.is_empty() { Err(Malformed("there is no revocation list in the file")) } else { Ok(lists) }
}
