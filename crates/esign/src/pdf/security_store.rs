//! The document security store (ETSI EN 319 142-1, 5.4.2): certificates, lists and responses that came with the file.

use crate::asn1::{self, tag};
use crate::revocation::{Crl, OcspResponse};
use crate::x509::Certificate;
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::HashSet;
use std::sync::Arc;

#[derive(Debug, Clone, Default)]
pub struct SecurityStore {
    pub certificates: Vec<Arc<Certificate>>,
    pub lists: Vec<Arc<Crl>>,
    pub responses: Vec<Arc<OcspResponse>>,
}

/// A single value larger than this is no certificate and no response; lists of authorities stay below it too.
const LARGEST: usize = 32 * 1024 * 1024;

/// Everything in one store together; and how many values there may be.
const TOTAL: usize = 64 * 1024 * 1024;
const MOST: usize = 1000;

/// What can be read of the store; what cannot be read proves nothing and is left out.
pub fn read(document: &Document) -> SecurityStore {
    let mut reader = Reader { document, seen: HashSet::new(), left: TOTAL, store: SecurityStore::default() };
    let found = document.catalog().and_then(|catalog| catalog.get_deref(b"DSS", document)).and_then(Object::as_dict);
    let Ok(dictionary) = found else { return reader.store };
    reader.add(dictionary, [b"Certs", b"CRLs", b"OCSPs"]);
    // By signature (VRI), the same again under other names; usually the very streams of above.
    if let Ok(by_signature) = dictionary.get_deref(b"VRI", document).and_then(Object::as_dict) {
        for (_, entry) in by_signature.iter() {
            if let Ok(entry) = document.dereference(entry).and_then(|(_, entry)| entry.as_dict()) {
                reader.add(entry, [b"Cert", b"CRL", b"OCSP"]);
            }
        }
    }
    let mut store = reader.store;
    let mut seen = HashSet::new();
    store.certificates.retain(|one| seen.insert(one.fingerprint));
    store.lists.retain(|one| seen.insert(one.fingerprint));
    store.responses.retain(|one| seen.insert(one.fingerprint));
    store
}

/// Small streams unfold to large ones, and a store can name one many times: each is unfolded once, and all of them within bounds.
struct Reader<'a> {
    document: &'a Document,
    seen: HashSet<ObjectId>,
    left: usize,
    store: SecurityStore,
}

impl<'a> Reader<'a> {
    fn add(&mut self, dictionary: &'a Dictionary, [certificates, lists, responses]: [&[u8]; 3]) {
        for id in self.array(dictionary, certificates) {
            let read = self.value(id).and_then(|bytes| Certificate::read(&bytes).ok());
            self.store.certificates.extend(read.map(Arc::new));
        }
        for id in self.array(dictionary, lists) {
            let read = self.value(id).and_then(|bytes| Crl::read(&bytes).ok());
            self.store.lists.extend(read.map(Arc::new));
        }
        for id in self.array(dictionary, responses) {
            let read = self.value(id).and_then(|bytes| OcspResponse::read(&bytes).ok());
            self.store.responses.extend(read.map(Arc::new));
        }
    }

    fn array(&self, dictionary: &'a Dictionary, key: &[u8]) -> impl Iterator<Item = ObjectId> + use<'a> {
        let array = dictionary.get_deref(key, self.document).and_then(Object::as_array).map(Vec::as_slice).unwrap_or_default();
        array.iter().filter_map(|object| object.as_reference().ok())
    }

    /// The bytes of a stream, when nobody asked for them yet and they are one element of DER.
    fn value(&mut self, id: ObjectId) -> Option<Vec<u8>> {
        if self.seen.len() == MOST || !self.seen.insert(id) {
            return None;
        }
        let stream = self.document.get_object(id).and_then(Object::as_stream).ok()?;
        let limit = LARGEST.min(self.left);
        let unfold = || stream.get_plain_content_with_limit(limit);
        let unfolded = std::panic::catch_unwind(std::panic::AssertUnwindSafe(unfold)).ok()?;
        self.left -= match &unfolded {
            Ok(bytes) => bytes.len().min(limit),
            Err(lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. })) => limit,
            Err(_) => stream.content.len().min(limit),
        };
        unfolded.ok().filter(|bytes| asn1::only(bytes).is_ok_and(|element| element.tag == tag::SEQUENCE))
    }
}

impl SecurityStore {
    /// Fingerprints of everything in it.
    pub fn fingerprints(&self) -> impl Iterator<Item = [u8; 32]> + '_ {
        let certificates = self.certificates.iter().map(|certificate| certificate.fingerprint);
        let lists = self.lists.iter().map(|list| list.fingerprint);
        certificates.chain(lists).chain(self.responses.iter().map(|response| response.fingerprint))
    }
}
