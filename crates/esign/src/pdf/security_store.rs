//! The document security store (ETSI EN 319 142-1, 5.4.2): certificates, lists and responses that came with the file.

use crate::revocation::{Crl, OcspResponse};
use crate::x509::Certificate;
use lopdf::{Dictionary, Document, Object};
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
        for bytes in streams(document, dictionary, certificates) {
            if let Ok(certificate) = Certificate::read(&bytes) {
                if !self.certificates.contains(&Arc::new(certificate.clone())) {
                    self.certificates.push(Arc::new(certificate));
                }
            }
        }
        for bytes in streams(document, dictionary, lists) {
            if let Ok(list) = Crl::read(&bytes) {
                if !self.lists.iter().any(|other| other.fingerprint == list.fingerprint) {
                    self.lists.push(Arc::new(list));
                }
            }
        }
        for bytes in streams(document, dictionary, responses) {
            if let Ok(response) = OcspResponse::read(&bytes) {
                if !self.responses.iter().any(|other| other.fingerprint == response.fingerprint) {
                    self.responses.push(Arc::new(response));
                }
            }
        }
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
