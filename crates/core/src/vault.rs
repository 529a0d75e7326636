//! One master key, kept outside the database, and the keys derived from it: sealing what must be read back (AES-256-GCM), and
//! fingerprints of what must only be recognised (HMAC-SHA-256).

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::{hkdf, hmac};
use kunye_kernel::entropy::Entropy;
use kunye_kernel::error::{Error, Kind, Result};
use std::path::Path;
use std::sync::Arc;
use zeroize::Zeroizing;

const KEY_LENGTH: usize = 32;

/// The key ring of an installation. Each use names its purpose, and purposes share no key.
#[derive(Clone)]
pub struct Vault(Arc<Zeroizing<[u8; KEY_LENGTH]>>);

impl Vault {
    pub fn new(master: [u8; KEY_LENGTH]) -> Self {
        Self(Arc::new(Zeroizing::new(master)))
    }

    /// Reads the key file, or makes it on the first start, readable by its owner alone. The file belongs into the backup of
    /// secrets, never into that of the database: without it, sealed values are lost; with it, they can be read.
    pub fn open(path: &Path, entropy: &dyn Entropy) -> Result<Self> {
        match std::fs::read(path) {
            Ok(bytes) => {
                let master = <[u8; KEY_LENGTH]>::try_from(bytes.as_slice())
                    .map_err(|_| Error::new(Kind::Internal, "error-key-file").with("path", path.display()))?;
                Ok(Self::new(master))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let mut master = [0; KEY_LENGTH];
                entropy.fill(&mut master);
                write_private(path, &master).map_err(Error::internal)?;
                Ok(Self::new(master))
            }
            Err(error) => Err(Error::new(Kind::Internal, "error-key-file").with("path", path.display()).because(error)),
        }
    }

    fn derive(&self, purpose: &str) -> Result<Zeroizing<[u8; KEY_LENGTH]>> {
        let mut key = Zeroizing::new([0; KEY_LENGTH]);
        hkdf::Salt::new(hkdf::HKDF_SHA256, b"kunye")
            .extract(&self.0[..])
            .expand(&[purpose.as_bytes()], hkdf::HKDF_SHA256)
            .and_then(|okm| okm.fill(&mut key[..]))
            .map_err(Error::internal)?;
        Ok(key)
    }

    fn cipher(&self, purpose: &str) -> Result<LessSafeKey> {
        let key = self.derive(purpose)?;
        UnboundKey::new(&AES_256_GCM, &key[..]).map(LessSafeKey::new).map_err(Error::internal)
    }

    /// Seals bytes for one purpose and one owner (an id): what was sealed for one cannot be opened as another's.
    pub fn seal(&self, purpose: &str, owner: &str, clear: &[u8], entropy: &dyn Entropy) -> Result<Vec<u8>> {
        let mut nonce = [0; NONCE_LEN];
        entropy.fill(&mut nonce);
        let mut sealed = clear.to_vec();
        self.cipher(purpose)?
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(owner.as_bytes()), &mut sealed)
            .map_err(Error::internal)?;
        let mut out = nonce.to_vec();
        out.append(&mut sealed);
        Ok(out)
    }

    /// Opens what [`Vault::seal`] made; `None` when it was changed, cut, or sealed for somebody else.
    pub fn open_sealed(&self, purpose: &str, owner: &str, sealed: &[u8]) -> Result<Option<Zeroizing<Vec<u8>>>> {
        let Some((nonce, body)) = sealed.split_first_chunk::<NONCE_LEN>() else { return Ok(None) };
        let mut body = Zeroizing::new(body.to_vec());
        let length = self
            .cipher(purpose)?
            .open_in_place(Nonce::assume_unique_for_key(*nonce), Aad::from(owner.as_bytes()), &mut body)
            .map(|clear| clear.len());
        Ok(length.ok().map(|length| {
            body.truncate(length);
            body
        }))
    }

    /// A fingerprint of a value, as hexadecimal text: the same value gives the same fingerprint, and without the key nobody can
    /// try values.
    pub fn fingerprint(&self, purpose: &str, value: &[u8]) -> Result<String> {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.derive(purpose)?[..]);
        Ok(data_encoding::HEXLOWER.encode(hmac::sign(&key, value).as_ref()))
    }
}

/// Makes a file that only its owner can read, whole or not at all.
fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kunye_kernel::entropy::SeededEntropy;

    #[test]
    fn only_the_same_purpose_and_owner_open() {
        let entropy = SeededEntropy::new(1);
        let vault = Vault::new([7; 32]);
        let sealed = vault.seal("totp", "A", b"secret", &entropy).unwrap();
        assert!(!sealed.windows(6).any(|w| w == b"secret"));
        assert_eq!(vault.open_sealed("totp", "A", &sealed).unwrap().unwrap().as_slice(), b"secret");
        assert!(vault.open_sealed("totp", "B", &sealed).unwrap().is_none());
        assert!(vault.open_sealed("blob", "A", &sealed).unwrap().is_none());
        assert!(Vault::new([8; 32]).open_sealed("totp", "A", &sealed).unwrap().is_none());
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(vault.open_sealed("totp", "A", &changed).unwrap().is_none());
        }
        assert!(vault.open_sealed("totp", "A", &[]).unwrap().is_none());
    }

    #[test]
    fn fingerprints_depend_on_purpose_and_key() {
        let vault = Vault::new([7; 32]);
        let print = vault.fingerprint("session", b"x").unwrap();
        assert_eq!(print.len(), 64);
        assert_ne!(print, vault.fingerprint("draft", b"x").unwrap());
        assert_ne!(print, Vault::new([8; 32]).fingerprint("session", b"x").unwrap());
    }
}
