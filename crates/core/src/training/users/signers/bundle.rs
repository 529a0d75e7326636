//! Files of certificates and revocation lists: single ones, or a ZIP of them. Nothing in them is believed because it is in them: anchors
//! come from elsewhere.

use crate::issued::digest;
use kunye_esign::count::sources;
use kunye_esign::revocation::{Crl, crl};
use kunye_esign::trust::Anchor;
use kunye_esign::validate::Material;
use kunye_esign::x509::Certificate;
use kunye_kernel::error::{Error, Kind, Result};
use serde::Serialize;
use std::io::{Cursor, Read};
use std::sync::Arc;

/// Bytes of all files of a ZIP once they are unpacked, and how many there may be.
const UNPACKED: u64 = 400 * 1024 * 1024;
const FILES: usize = 300_000;

/// Files that could not be read are named up to this number.
const NAMED: usize = 50;

/// What was handed over, and by what it is judged.
pub struct Bundle {
    pub anchors: Vec<Arc<Anchor>>,
    pub authorities: Vec<Arc<Certificate>>,
    pub lists: Vec<Arc<Crl>>,
    /// DER of everybody else's certificates.
    pub(super) certificates: Vec<Vec<u8>>,
    pub inputs: Inputs,
}

/// The files, as the evidence tells them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Inputs {
    pub files: usize,
    pub bytes: u64,
    /// SHA-256 over the SHA-256 (in hexadecimal digits) of every file, in the order of their names.
    pub sha256: String,
    /// Revocation lists and authorities' certificates found in the files.
    pub lists: usize,
    pub authorities: usize,
    /// Files that hold neither certificates nor lists; numbers that could be somebody's are masked.
    pub unreadable: Vec<String>,
}

/// The files of a ZIP, or the one file itself.
///
/// # Errors
/// `training-signers-zip` when the ZIP is broken or larger than 400 MB unpacked.
pub fn unpack(name: &str, bytes: Vec<u8>) -> Result<Vec<(String, Vec<u8>)>> {
    if !bytes.starts_with(b"PK\x03\x04") {
        return Ok(vec![(name.to_owned(), bytes)]);
    }
    let broken = || Error::field("certificates", "training-signers-zip").with("most", UNPACKED / (1024 * 1024));
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    if archive.len() > FILES {
        return Err(broken());
    }
    let (mut files, mut left) = (Vec::new(), UNPACKED);
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).map_err(|_| broken())?;
        if entry.is_dir() {
            continue;
        }
        let (name, mut content) = (entry.name().map_err(|_| broken())?.into_owned(), Vec::new());
        // One byte more than may be is enough to know that it is too much.
        let read = entry.by_ref().take(left + 1).read_to_end(&mut content).map_err(|_| broken())?;
        left = left.checked_sub(u64::try_from(read).unwrap_or(u64::MAX)).ok_or_else(broken)?;
        files.push((name, content));
    }
    Ok(files)
}

impl Bundle {
    /// Sorts files into people's certificates, authorities' and lists; those of `material` are at hand too, and its anchors alone are
    /// trusted.
    ///
    /// # Errors
    /// `training-signers-no-anchor` when nobody is trusted: then nothing can be counted.
    pub fn of(mut files: Vec<(String, Vec<u8>)>, material: &Material) -> Result<Self> {
        if material.anchors.is_empty() {
            return Err(Error::new(Kind::Conflict, "training-signers-no-anchor"));
        }
        files.sort();
        let mut bundle = Self {
            anchors: material.anchors.clone(),
            authorities: material.certificates.clone(),
            lists: material.lists.clone(),
            certificates: Vec::new(),
            inputs: Inputs { files: files.len(), ..Inputs::default() },
        };
        let mut digests = String::new();
        for (name, bytes) in &files {
            digests += &digest(bytes);
            bundle.inputs.bytes += u64::try_from(bytes.len()).unwrap_or(0);
            if !bundle.sort(bytes) && bundle.inputs.unreadable.len() < NAMED {
                bundle.inputs.unreadable.push(masked(name));
            }
        }
        bundle.inputs.sha256 = digest(digests.as_bytes());
        Ok(bundle)
    }

    /// Whether there was anything in it.
    fn sort(&mut self, bytes: &[u8]) -> bool {
        let lists = crl::read_file(bytes).unwrap_or_default();
        let is_text = bytes.starts_with(b"-----") || !bytes.starts_with(&[0x30]);
        // A revocation list looks like a certificate from afar.
        let found = if lists.is_empty() || is_text { sources::certificates(bytes).unwrap_or_default() } else { Vec::new() };
        let any = !lists.is_empty() || !found.is_empty();
        self.inputs.lists += lists.len();
        self.lists.extend(lists.into_iter().map(Arc::new));
        for der in found {
            let read = Certificate::read(&der).ok();
            let authority = read.filter(|one| one.basic_constraints().ok().flatten().is_some_and(|basic| basic.ca));
            match authority {
                Some(authority) => {
                    self.inputs.authorities += 1;
                    self.authorities.push(Arc::new(authority));
                }
                None => self.certificates.push(der),
            }
        }
        any
    }
}

/// Every number of eleven digits, which could be somebody's, without its middle.
fn masked(name: &str) -> String {
    let characters: Vec<char> = name.chars().take(120).collect();
    let mut shown = String::new();
    let mut at = 0;
    while at < characters.len() {
        let digits = characters[at..].iter().take_while(|c| c.is_ascii_digit()).count();
        if digits >= 11 {
            shown.extend(&characters[at..at + 2]);
            shown.extend(std::iter::repeat_n('•', digits - 4));
            shown.extend(&characters[at + digits - 2..at + digits]);
        } else if digits > 0 {
            shown.extend(&characters[at..at + digits]);
        } else {
            shown.push(characters[at]);
        }
        at += digits.max(1);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_tell_nobodys_number() {
        assert_eq!(masked("uyeler/10000000146.cer"), "uyeler/10•••••••46.cer");
        assert_eq!(masked("ca-2026.pem"), "ca-2026.pem");
    }

    #[test]
    fn a_broken_zip_is_refused() {
        let error = unpack("a.zip", b"PK\x03\x04broken".to_vec()).unwrap_err();
        assert_eq!(error.fields()[0].text, "training-signers-zip");
        assert_eq!(unpack("a.cer", vec![0x30, 1]).unwrap(), [("a.cer".to_owned(), vec![0x30, 1])]);
    }
}
