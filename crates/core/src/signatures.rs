//! What the product believes electronic signatures by, and what it seals its own documents with. The rules of signatures are
//! `kunye_esign`'s; keys, authorities and lists come from the configuration.

use data_encoding::{BASE64, HEXLOWER};
use kunye_esign::report::{Fetched, Level, Report, SignatureReport};
use kunye_esign::revocation::{Crl, OcspResponse, Question};
use kunye_esign::seal::{self, Evidence, Failure, Key, Seal, TimeStamps};
use kunye_esign::trust::Purpose;
use kunye_esign::validate::{Material, validate};
use kunye_esign::verdict::Indication;
use kunye_esign::x509::Certificate;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::time::Time;
use std::collections::HashMap;
use std::sync::{Arc, RwLock};

/// One a node. Empty, it believes nobody and seals nothing.
#[derive(Default)]
pub struct Signatures {
    material: RwLock<Arc<Material>>,
    sealing: Option<Sealing>,
    lookups: Option<Box<dyn Lookups>>,
}

/// Whoever can be asked about revocation: responders, and publishers of lists.
pub trait Lookups: Send + Sync {
    /// What is said about a certificate at an address that was not tried yet; nothing when nobody says anything. Whether to believe it is
    /// for the validation to find out.
    fn ask(&self, question: &Question, tried: &[String]) -> Option<Answer>;
}

/// What somebody said of a certificate, and where.
pub struct Answer {
    pub address: String,
    pub said: Said,
}

#[derive(Clone)]
pub enum Said {
    Response(Arc<OcspResponse>),
    List(Arc<Crl>),
}

impl Said {
    fn der(&self) -> &[u8] {
        match self {
            Self::Response(response) => &response.der,
            Self::List(list) => &list.der,
        }
    }

    fn add_to(self, material: &mut Material) {
        match self {
            Self::Response(response) => material.responses.push(response),
            Self::List(list) => material.lists.push(list),
        }
    }
}

/// A certificate, its authority's, the same of its time stamp, and of responders' lists: no real document asks more often.
const ROUNDS: usize = 6;

/// Bytes up to which what was fetched is kept with the report.
const KEPT: usize = 64 * 1024;

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
        Self { material: RwLock::new(Arc::new(material)), sealing, lookups: None }
    }

    /// Asks these when what is needed is not at hand.
    pub fn asking(self, lookups: Box<dyn Lookups>) -> Self {
        Self { lookups: Some(lookups), ..self }
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

    /// The whole report about a file, as of a moment; what is not at hand is asked for.
    pub fn validate(&self, file: &[u8], at: Time) -> Report {
        let held = self.material();
        let mut report = validate(file, &held, at);
        let Some(lookups) = &self.lookups else { return report };
        let (mut material, mut fetched) = ((*held).clone(), Vec::new());
        let mut tried: HashMap<[u8; 32], Vec<String>> = HashMap::new();
        // From the anchor down, one answer opens the next question.
        for _ in 0..ROUNDS {
            let before = fetched.len();
            for question in std::mem::take(&mut report.basis.questions) {
                let tried = tried.entry(question.certificate.fingerprint).or_default();
                let Some(answer) = lookups.ask(&question, tried) else { continue };
                tried.push(answer.address.clone());
                fetched.push(noted(&question, &answer, at));
                answer.said.add_to(&mut material);
            }
            if fetched.len() == before {
                break;
            }
            report = validate(file, &material, at);
        }
        report.fetched = fetched;
        report
    }

    /// Seals a PDF with the institution's key. When the authority or the evidence is out of reach the level is lower, and the log says
    /// why: a document that is late is worse than one whose seal proves less.
    pub fn seal(&self, file: Vec<u8>, now: Time) -> Result<Sealed> {
        let Some(sealing) = &self.sealing else { return Ok(Sealed { bytes: file, level: None }) };
        let authority = sealing.authority.as_deref().filter(|_| sealing.level >= Level::T);
        let chain = &sealing.chain;
        let wanted = Seal { field: FIELD, time: now, key: &*sealing.key, chain, authority, evidence: None, archive: false };
        let sealed = seal::seal(&file, &wanted).map_err(unsealed)?;
        let (mut bytes, mut level) = (sealed.file, sealed.level);
        let mut why = sealed.degraded.map(|failure| failure.to_string());
        if let (Level::T, Level::Lt | Level::Lta, Some(authority)) = (level, sealing.level, authority) {
            match self.lasting(&mut bytes, sealing.level, authority, now) {
                Ok(reached) => level = reached,
                Err(cause) => why = Some(cause),
            }
        }
        if level < sealing.level {
            let why = why.unwrap_or_else(|| "no time stamp".to_owned());
            tracing::warn!(level = level.name(), wanted = sealing.level.name(), why, "a seal has a lower level than wanted");
        }
        Ok(Sealed { bytes, level: Some(level) })
    }

    /// Adds to a fresh seal what its own validation rests on (B-LT), and a time stamp over that (B-LTA).
    fn lasting(&self, file: &mut Vec<u8>, wanted: Level, authority: &dyn TimeStamps, now: Time) -> Result<Level, String> {
        let report = self.validate(file, now);
        let passed = |one: &&SignatureReport| one.field == FIELD && one.indication == Indication::TotalPassed;
        if !report.signatures.iter().any(|one| passed(&one) && one.level >= Some(Level::T)) {
            let reasons = report
                .signatures
                .iter()
                .flat_map(|one| one.reasons.iter().chain(one.time_stamps.iter().flat_map(|stamp| &stamp.reasons)));
            let codes: Vec<&str> = reasons.map(|reason| reason.code.text()).collect();
            return Err(format!("the seal cannot be proved with what is at hand: {}", codes.join(", ")));
        }
        let evidence =
            Evidence { certificates: report.basis.certificates, lists: report.basis.lists, responses: report.basis.responses };
        *file = seal::with_evidence(file, &evidence).map_err(|failure| failure.to_string())?;
        if wanted < Level::Lta {
            return Ok(Level::Lt);
        }
        match seal::time_stamped(file, &format!("{FIELD}-Archive"), authority) {
            Ok(archived) => {
                *file = archived;
                Ok(Level::Lta)
            }
            Err(failure) => {
                tracing::warn!(why = failure.to_string(), "a seal has no archive time stamp");
                Ok(Level::Lt)
            }
        }
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

/// What was fetched, as the report keeps it.
fn noted(question: &Question, answer: &Answer, at: Time) -> Fetched {
    let der = answer.said.der();
    Fetched {
        about: question.certificate.display(),
        address: answer.address.clone(),
        at,
        sha256: HEXLOWER.encode(aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, der).as_ref()),
        der: (der.len() <= KEPT).then(|| BASE64.encode(der)),
    }
}
