//! The signatures and document time stamps of a file, read but not judged.

use crate::cms::{self, SignedData, Signer};
use crate::oid;
use crate::pdf::Revision;
use crate::pdf::changes::{self, Change};
use crate::pdf::fields::{Signature, signature_fields};
use crate::pdf::range::{self, Coverage};
use crate::pdf::revisions::{self, Revisions};
use crate::revocation::{Crl, Evidence, OcspResponse};
use crate::tsp::{self, Token};
use crate::verdict::{Code, Reason};
use crate::x509::Certificate;
use crate::{asn1, asn1::tag};
use std::rc::Rc;
use std::sync::Arc;

pub struct Item {
    pub field: String,
    pub signature: Signature,
    pub coverage: Result<Coverage, Reason>,
    /// The revision that is covered.
    pub revision: Result<Rc<Revision>, Reason>,
    /// What was added after it.
    pub later: Result<Vec<Change>, Reason>,
    pub contents: Contents,
    attached: Attached,
}

pub enum Contents {
    Signature(Result<SignedData, Reason>),
    TimeStamp(Result<Token, Reason>),
}

/// Certificates, lists and responses inside the CMS and its time stamps.
#[derive(Default)]
struct Attached {
    certificates: Vec<Arc<Certificate>>,
    lists: Vec<Arc<Crl>>,
    responses: Vec<Arc<OcspResponse>>,
}

/// In the order in which they were made: by the end of what they cover.
pub fn read_all(file: &[u8], last: &Rc<Revision>) -> Vec<Item> {
    let revisions = Revisions::of(file, last.clone());
    let fields = signature_fields(last).into_iter();
    let mut items: Vec<Item> =
        fields.filter_map(|field| field.signature.map(|signature| Item::read(&revisions, last, field.name, signature))).collect();
    items.sort_by_key(|item| item.coverage.as_ref().map_or(usize::MAX, |coverage| coverage.end));
    items
}

impl Item {
    fn read(revisions: &Revisions<'_>, last: &Revision, field: String, signature: Signature) -> Self {
        let coverage = range::check(revisions.file, &signature.byte_range, &signature.contents);
        let revision = match &coverage {
            Ok(coverage) => revisions::signed(revisions, coverage, &signature),
            Err(reason) => Err(reason.clone()),
        };
        let later = match (&coverage, &revision) {
            (Ok(coverage), Ok(revision)) => revisions::nothing_hidden(revisions, coverage.end, revision, last)
                .and_then(|()| changes::since(revision, last, Some(&signature))),
            (Err(reason), _) | (_, Err(reason)) => Err(reason.clone()),
        };
        let contents = if signature.is_time_stamp {
            Contents::TimeStamp(tsp::read(&signature.contents))
        } else {
            Contents::Signature(detached(&signature))
        };
        let mut attached = Attached::default();
        match &contents {
            Contents::Signature(Ok(data)) => attached.add(data),
            Contents::TimeStamp(Ok(token)) => attached.add(&token.data),
            _ => {}
        }
        Self { field, signature, coverage, revision, later, contents, attached }
    }

    /// What is wrong with its place in the file.
    pub fn against(&self) -> Vec<Reason> {
        let contents = match &self.contents {
            Contents::Signature(contents) => contents.as_ref().err(),
            Contents::TimeStamp(contents) => contents.as_ref().err(),
        };
        // A revision that cannot be read has no changes either, for the same reason.
        self.later.as_ref().err().into_iter().chain(contents).cloned().collect()
    }

    pub fn add_to(&self, evidence: &mut Evidence) {
        evidence.certificates.extend(self.attached.certificates.iter().cloned());
        evidence.lists.extend(self.attached.lists.iter().cloned());
        evidence.responses.extend(self.attached.responses.iter().cloned());
    }

    pub fn fingerprints(&self) -> impl Iterator<Item = [u8; 32]> + '_ {
        let lists = self.attached.lists.iter().map(|list| list.fingerprint);
        lists.chain(self.attached.responses.iter().map(|response| response.fingerprint))
    }
}

fn detached(signature: &Signature) -> Result<SignedData, Reason> {
    let filter = signature.sub_filter.as_str();
    match filter {
        "ETSI.CAdES.detached" | "adbe.pkcs7.detached" => {}
        "adbe.pkcs7.sha1" | "adbe.x509.rsa_sha1" => return Err(Code::SubFilterOld.with("filter", filter)),
        _ => return Err(Code::SubFilter.with("filter", filter)),
    }
    let data = cms::read(&signature.contents)?;
    if data.content.is_some() { Err(Code::CmsContent.into()) } else { Ok(data) }
}

impl Attached {
    fn add(&mut self, data: &SignedData) {
        self.certificates.extend(data.certificates.iter().cloned());
        self.lists.extend(data.lists.iter().cloned());
        self.responses.extend(data.responses.iter().cloned());
        for token in time_stamps(&data.signer).filter_map(Result::ok) {
            self.add(&token.data);
        }
        if let Some(token) = content_time_stamp(&data.signer) {
            self.add(&token.data);
        }
        // What cannot be read is as if it were not there.
        let _ = self.add_values(&data.signer);
    }

    /// Values among the attributes: CAdES's (ETSI EN 319 122-1, A.1) and Adobe's.
    fn add_values(&mut self, signer: &Signer) -> asn1::Result<()> {
        for value in signer.unsigned(oid::CERTIFICATE_VALUES) {
            for element in asn1::only(value)?.is(tag::SEQUENCE)?.inside().all()? {
                self.certificates.extend(Certificate::read(element.raw).ok().map(Arc::new));
            }
        }
        for value in signer.unsigned(oid::REVOCATION_VALUES) {
            self.add_revocation(asn1::only(value)?)?;
        }
        match signer.signed(oid::ADOBE_REVOCATION)? {
            Some(value) => self.add_revocation(value),
            None => Ok(()),
        }
    }

    /// `[0]` lists, `[1]` responses: the same in both.
    fn add_revocation(&mut self, value: asn1::Element<'_>) -> asn1::Result<()> {
        let mut inside = value.is(tag::SEQUENCE)?.inside();
        if let Some(wrapped) = inside.optional(tag::explicit(0))? {
            for element in asn1::only(wrapped.body)?.inside().all()? {
                self.lists.extend(Crl::read(element.raw).ok().map(Arc::new));
            }
        }
        if let Some(wrapped) = inside.optional(tag::explicit(1))? {
            for element in asn1::only(wrapped.body)?.inside().all()? {
                self.responses.extend(OcspResponse::read(element.raw).ok().map(Arc::new));
            }
        }
        Ok(())
    }
}

/// The time stamp that was made on the content before it was signed.
pub fn content_time_stamp(signer: &Signer) -> Option<Token> {
    let value = signer.signed(oid::CONTENT_TIME_STAMP).ok()??;
    tsp::read(value.raw).ok()
}

/// The signature time stamps of a signer (RFC 3161, appendix A).
pub fn time_stamps(signer: &Signer) -> impl Iterator<Item = Result<Token, Reason>> + '_ {
    signer.unsigned(oid::SIGNATURE_TIME_STAMP).map(tsp::read)
}
