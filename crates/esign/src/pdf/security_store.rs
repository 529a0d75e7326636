//! The document security store (ETSI EN 319 142-1, 5.4.2): certificates, lists and responses that came with the file.

use crate::revocation::{Crl, OcspResponse};
use crate::x509::Certificate;
use lopdf::{Dictionary, Document, Object};
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

/// What can be read of the store; what cannot be read proves nothing and is left out.
pub fn read(document: &Document) -> SecurityStore {
    let mut store = SecurityStore::default();
    let found = document.catalog().and_then(|catalog| catalog.get_deref(b"DSS", document)).and_then(Object::as_dict);
    let Ok(dictionary) = found else { return store };
    store.add(document, dictionary, [b"Certs", b"CRLs", b"OCSPs"]);
    // By signature (VRI), the same again under other names; usually the very streams of above.
    if let Ok(by_signature) = dictionary.get_deref(b"VRI", document).and_then(Object::as_dict) {
        for (_, entry) in by_signature.iter() {
            if let Ok(entry) = document.dereference(entry).and_then(|(_, entry)| entry.as_dict()) {
                store.add(document, entry, [b"Cert", b"CRL", b"OCSP"]);
            }
        }
    }
    store
}

impl SecurityStore {
    fn add(&mut self, document: &Document, dictionary: &Dictionary, [certificates, lists, responses]: [&[u8]; 3]) {
        let read = streams(document, dictionary, certificates).into_iter().filter_map(|bytes| Certificate::read(&bytes).ok());
        self.certificates.extend(read.map(Arc::new));
        let read = streams(document, dictionary, lists).into_iter().filter_map(|bytes| Crl::read(&bytes).ok());
        self.lists.extend(read.map(Arc::new));
        let read = streams(document, dictionary, responses).into_iter().filter_map(|bytes| OcspResponse::read(&bytes).ok());
        self.responses.extend(read.map(Arc::new));
        let mut seen = HashSet::new();
        self.certificates.retain(|one| seen.insert(one.fingerprint));
        self.lists.retain(|one| seen.insert(one.fingerprint));
        self.responses.retain(|one| seen.insert(one.fingerprint));
    }

    /// Fingerprints of everything in it.
    pub fn fingerprints(&self) -> impl Iterator<Item = [u8; 32]> + '_ {
        let certificates = self.certificates.iter().map(|certificate| certificate.fingerprint);
        let lists = self.lists.iter().map(|list| list.fingerprint);
        certificates.chain(lists).chain(self.responses.iter().map(|response| response.fingerprint))
    }
}

fn streams(document: &Document, dictionary: &Dictionary, key: &[u8]) -> Vec<Vec<u8>> {
    let array = dictionary.get_deref(key, document).and_then(Object::as_array).map(Vec::as_slice).unwrap_or_default();
    let stream = |object: &Object| {
        let stream = document.dereference(object).and_then(|(_, object)| object.as_stream()).ok()?;
        let plain = std::panic::catch_unwind(|| stream.get_plain_content_with_limit(LARGEST)).ok()?.ok()?;
        Some(plain)
    };
    array.iter().filter_map(stream).collect()
}
