//! What the product believes electronic signatures by, and what it seals its own documents with. The rules of signatures are
//! `kunye_esign`'s; keys, authorities and lists come from the configuration.

use kunye_esign::report::{Level, Report};
use kunye_esign::revocation::Crl;
use kunye_esign::seal::{self, Evidence, Failure, Key, Seal, TimeStamps};
use kunye_esign::trust::Purpose;
use kunye_esign::validate::{Material, validate};
use kunye_esign::x509::Certificate;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::time::Time;
use std::sync::{Arc, RwLock};

/// One a node. Empty, it believes nobody and seals nothing.
#[derive(Default)]
pub struct Signatures {
    material: RwLock<Arc<Material>>,
    sealing: Option<Sealing>,
}

/// The institution's key, and what its seals shall have.
pub struct Sealing {
    pub key: Box<dyn Key>,
    /// Certificates from the key's issuer up, without the root.
    pub chain: Vec<Arc<Certificate>>,
    pub authority: Option<Box<dyn TimeStamps>>,
    /// The level to aim at; a seal that cannot reach it has a lower one, and says so.
    pub level: Level,
}

/// Name of the field that holds our seal.
pub const FIELD: &str = "Kunye-Seal";

/// A document on its way out.
pub struct Sealed {
    pub bytes: Vec<u8>,
    /// `None` where no key is configured: the document left as it was.
    pub level: Option<Level>,
}

impl Signatures {
    pub fn new(material: Material, sealing: Option<Sealing>) -> Self {
        Self { material: RwLock::new(Arc::new(material)), sealing }
    }

    /// Takes newer anchors and lists.
    pub fn renew(&self, material: Material) {
        let mut held = self.material.write().unwrap_or_else(|poisoned| poisoned.into_inner());
        *held = Arc::new(material);
    }

    /// Anchors, certificates and lists as they are now.
    pub fn material(&self) -> Arc<Material> {
        self.material.read().unwrap_or_else(|poisoned| poisoned.into_inner()).clone()
    }

    /// Whether a person's signature can be believed at all: somebody is trusted to say who people are.
    pub fn are_taken(&self) -> bool {
        self.material().anchors.iter().any(|anchor| anchor.serves(Purpose::Signature))
    }

    pub fn are_made(&self) -> bool {
        self.sealing.is_some()
    }

    /// The whole report about a file, as of a moment.
    pub fn validate(&self, file: &[u8], at: Time) -> Report {
        validate(file, &self.material(), at)
    }

    /// Seals a PDF with the institution's key. When the authority or the evidence is out of reach the level is lower, and the log says
    /// why: a document that is late is worse than one whose seal proves less.
    pub fn seal(&self, file: Vec<u8>, now: Time) -> Result<Sealed> {
        let Some(sealing) = &self.sealing else { return Ok(Sealed { bytes: file, level: None }) };
        let evidence = (sealing.level >= Level::Lt).then(|| sealing.evidence(&self.material())).flatten();
        let wanted = Seal {
            field: FIELD,
            time: now,
            key: &*sealing.key,
            chain: &sealing.chain,
            authority: sealing.authority.as_deref().filter(|_| sealing.level >= Level::T),
            evidence: evidence.as_ref(),
            archive: sealing.level >= Level::Lta,
        };
        let sealed = seal::seal(&file, &wanted).map_err(unsealed)?;
        if sealed.level < sealing.level {
            let why = sealed.degraded.map_or_else(|| "no evidence at hand".to_owned(), |failure| failure.to_string());
            tracing::warn!(
                level = sealed.level.name(),
                wanted = sealing.level.name(),
                why,
                "a seal has a lower level than wanted"
            );
        }
        Ok(Sealed { bytes: sealed.file, level: Some(sealed.level) })
    }

    /// A detached CMS over bytes that are no PDF, where a key is configured.
    pub fn sign_detached(&self, bytes: &[u8]) -> Result<Option<Vec<u8>>> {
        let Some(sealing) = &self.sealing else { return Ok(None) };
        seal::detached(&*sealing.key, &sealing.chain, bytes).map(Some).map_err(unsealed)
    }
}

fn unsealed(cause: Failure) -> Error {
    Error::new(Kind::Unavailable, "error-seal").because(cause)
}

impl Sealing {
    /// The lists about the path of the key and about that of whoever may stamp it, where there is one for each certificate of the path.
    fn evidence(&self, material: &Material) -> Option<Evidence> {
        let path: Vec<&Certificate> =
            std::iter::once(self.key.certificate()).chain(self.chain.iter().map(|one| &**one)).collect();
        let about = |certificate: &Certificate| material.lists.iter().any(|list| list.issuer == certificate.issuer);
        if !path.iter().all(|certificate| about(certificate)) {
            return None;
        }
        let stamping =
            material.anchors.iter().filter(|anchor| anchor.serves(Purpose::TimeStamp)).map(|anchor| &anchor.certificate);
        let stamping = stamping.chain(&material.certificates);
        let of_path = |list: &&Arc<Crl>| {
            path.iter().any(|one| one.issuer == list.issuer) || stamping.clone().any(|one| one.subject == list.issuer)
        };
        Some(Evidence {
            certificates: self.chain.iter().chain(&material.certificates).cloned().collect(),
            lists: material.lists.iter().filter(of_path).cloned().collect(),
            responses: Vec::new(),
        })
    }
}
