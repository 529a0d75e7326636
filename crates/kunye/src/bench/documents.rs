//! Documents, on one core: certificates drawn and sealed, signed files validated, papers sealed, signers counted. Where a Python with
//! pyHanko is named, it does the same on the same files between our rounds. The files are those of the test corpus.

use super::{Round, per_second};
use kunye_documents::{Certificate as Paper, Language, certificate};
use kunye_esign::cms;
use kunye_esign::count::Census;
use kunye_esign::revocation::Crl;
use kunye_esign::seal::{Seal, SoftwareKey, seal};
use kunye_esign::trust::Anchor;
use kunye_esign::validate::{Material, validate};
use kunye_esign::verdict::Indication;
use kunye_esign::x509::Certificate;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::time::Time;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

/// What pyHanko does, timed by itself.
const PYHANKO: &str = include_str!("../../../../tests/bench/pyhanko.py");

const VALIDATED: [&str; 4] = ["b-b-p256", "b-b-rsa2048-sha256", "b-t", "b-lta"];
const SEALED: [&str; 2] = ["seal", "seal-rsa"];
/// When the corpus's authorities have current lists.
const AT: &str = "2026-11-22T12:00:00Z";

/// A round draws so many papers, validates and seals so many times, and counts so many signers.
const PAPERS: usize = 60;
const TIMES: usize = 100;
const SIGNERS: usize = 1_000_000;

pub struct Stage {
    folder: PathBuf,
    pyhanko: Option<PathBuf>,
    at: Time,
    material: Material,
    ca: Arc<Certificate>,
    keys: Vec<SoftwareKey>,
    files: Vec<Vec<u8>>,
    paper: Vec<u8>,
    person: Vec<u8>,
}

#[derive(Deserialize)]
struct Theirs {
    validation: f64,
    sealing: f64,
}

impl Stage {
    pub fn set(folder: &Path, pyhanko: Option<&Path>) -> Result<Self> {
        let read = |name: &str| -> Result<Vec<u8>> {
            let path = folder.join(name);
            std::fs::read(&path)
                .map_err(|cause| Error::new(Kind::Unavailable, "cli-bench-no-files").with("path", path.display()).because(cause))
        };
        let x509 = |name: &str| Certificate::read(&read(&format!("{name}.der"))?).map_err(Error::internal);
        let list = |name: &str| Crl::read(&read(&format!("{name}.crl"))?).map(Arc::new).map_err(Error::internal);
        let key = |name: &str| SoftwareKey::from_pkcs8(&read(&format!("{name}.key"))?, x509(name)?).map_err(Error::internal);
        let material = Material {
            anchors: vec![Arc::new(Anchor::new(x509("root")?))],
            lists: ["root", "ca", "tsa-ca"].into_iter().map(list).collect::<Result<_>>()?,
            ..Material::default()
        };
        let files = VALIDATED.into_iter().map(|name| read(&format!("{name}.pdf"))).collect::<Result<Vec<_>>>()?;
        let person = signer(files.first().map(Vec::as_slice).unwrap_or_default());
        Ok(Self {
            folder: folder.to_owned(),
            pyhanko: pyhanko.map(Path::to_owned),
            at: Time::parse(AT).ok_or_else(|| Error::internal("a time"))?,
            material,
            ca: Arc::new(x509("ca")?),
            keys: SEALED.into_iter().map(key).collect::<Result<_>>()?,
            files,
            paper: read("nothing-signed.pdf")?,
            person: person.ok_or_else(|| Error::internal("a file of the corpus has no signer"))?,
        })
    }

    fn theirs(&self) -> Result<Option<Theirs>> {
        let Some(python) = &self.pyhanko else { return Ok(None) };
        let failed =
            |cause: String| Error::new(Kind::Unavailable, "cli-bench-pyhanko").with("path", python.display()).because(cause);
        let names = |names: &[&str]| serde_json::to_string(names).map_err(Error::internal);
        let mut command = Command::new(python);
        command.args(["-W", "ignore", "-c", PYHANKO]).arg(&self.folder).args([names(&VALIDATED)?, names(&SEALED)?]);
        let output = command.output().map_err(|cause| failed(cause.to_string()))?;
        if !output.status.success() {
            return Err(failed(String::from_utf8_lossy(&output.stderr).into_owned()));
        }
        serde_json::from_slice(&output.stdout).map(Some).map_err(|cause| failed(cause.to_string()))
    }

    fn seal(&self, file: &[u8], key: &SoftwareKey) -> Result<Vec<u8>> {
        let chain = std::slice::from_ref(&self.ca);
        let wanted = Seal { field: "Muhur", time: self.at, key, chain, authority: None, evidence: None, archive: false };
        seal(file, &wanted).map(|sealed| sealed.file).map_err(Error::internal)
    }

    /// Certificates drawn and sealed, beside the same ones drawn alone: every one of another person.
    pub fn papers(&self, round: u32) -> Result<Round> {
        let draw = |number: usize| certificate(&paper(round, number), Language::Turkish).map_err(Error::internal);
        let key = self.keys.first().ok_or_else(Error::not_found)?;
        draw(0)?;
        let bare = per_second(PAPERS, || (0..PAPERS).try_for_each(|number| draw(number).map(drop)))?;
        let numbers = PAPERS..2 * PAPERS;
        let kunye = per_second(PAPERS, || numbers.into_iter().try_for_each(|number| self.seal(&draw(number)?, key).map(drop)))?;
        Ok(Round { kunye, bare: Some(bare) })
    }

    /// Validation, and sealing of a paper with the keys of the corpus.
    pub fn signatures(&self) -> Result<(Round, Round)> {
        let theirs = self.theirs()?;
        let validation = per_second(TIMES * self.files.len(), || {
            let passed = |file: &Vec<u8>| validate(file, &self.material, self.at).indication == Indication::TotalPassed;
            let all = (0..TIMES).all(|_| self.files.iter().all(passed));
            if all { Ok(()) } else { Err(Error::internal("a file of the corpus did not pass")) }
        })?;
        let sealing = per_second(TIMES * self.keys.len(), || {
            (0..TIMES).try_for_each(|_| self.keys.iter().try_for_each(|key| self.seal(&self.paper, key).map(drop)))
        })?;
        let beside = |figure: fn(&Theirs) -> f64| theirs.as_ref().map(figure);
        Ok((
            Round { kunye: validation, bare: beside(|theirs| theirs.validation) },
            Round { kunye: sealing, bare: beside(|theirs| theirs.sealing) },
        ))
    }

    /// A million signers, each another person: the certificate of one with the numbers counted up, as issuers' signatures are looked at when
    /// certificates are taken over and not when they are counted. Beside it, reading the same certificates and nothing else.
    pub fn signers(&self) -> Result<Round> {
        let census = Census::new(&self.material.anchors, std::slice::from_ref(&self.ca), &self.material.lists, self.at);
        let serial = Certificate::read(&self.person).map_err(Error::internal)?.serial;
        let place = |what: &[u8]| self.person.windows(what.len()).position(|window| window == what);
        let (Some(serial_at), Some(person_at)) = (place(&serial), place(b"10000000146")) else {
            return Err(Error::internal("the corpus's signer is somebody else"));
        };
        let mut der = self.person.clone();
        let mut each = |act: &mut dyn FnMut(&[u8])| {
            for number in 0..SIGNERS {
                der[serial_at + serial.len() - 4..serial_at + serial.len()].copy_from_slice(&(number as u32).to_be_bytes());
                der[person_at..person_at + 11].copy_from_slice(format!("{:011}", 10_000_000_000 + number).as_bytes());
                act(&der);
            }
        };
        let mut tally = census.tally();
        let kunye = per_second(SIGNERS, || {
            each(&mut |der| tally.add(der));
            Ok(())
        })?;
        let counted = tally.end().people;
        if counted != SIGNERS {
            return Err(Error::internal(format!("{counted} people were counted")));
        }
        let mut read = 0;
        let bare = per_second(SIGNERS, || {
            each(&mut |der| read += usize::from(Certificate::read(der).is_ok()));
            Ok(())
        })?;
        Ok(Round { kunye, bare: Some(bare).filter(|_| read == SIGNERS) })
    }
}

/// The certificate of somebody whom no other round has.
fn paper(round: u32, number: usize) -> Paper {
    let number = round as usize * 2 * PAPERS + number;
    Paper {
        number: format!("2026/{number:06}"),
        code: format!("KT7M-{number:04}"),
        verify_url: format!("https://egitim.example.gov.tr/sertifika/KT7M-{number:04}"),
        full_name: format!("Gülşah İpek Işıkoğlu {number}"),
        institution: "Örnek Kamu Kurumu Genel Müdürlüğü".into(),
        course: "Elektronik İmzaya Giriş".into(),
        hours: "4".into(),
        held_on: "18.12.2026".into(),
        place: "Ankara Eğitim Merkezi, Ankara".into(),
        programme: "2026 Elektronik İmza Eğitim Programı".into(),
        provider: "Örnek Sertifikasyon Merkezi".into(),
        issued_on: "21.12.2026".into(),
        created_at: 1_797_800_000_000,
    }
}

/// The signer's certificate of a signed file.
fn signer(file: &[u8]) -> Option<Vec<u8>> {
    let text = String::from_utf8_lossy(file);
    let digits = text.split("/Contents <").nth(1)?.split('>').next()?;
    let der = data_encoding::HEXLOWER_PERMISSIVE.decode(digits.as_bytes()).ok()?;
    let data = cms::read(&der).ok()?;
    data.signer.find(&data.certificates).map(|certificate| certificate.der.clone())
}
