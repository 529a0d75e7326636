//! Files that people hand in: content-addressed, encrypted for their owner, outside the database.

use crate::vault::Vault;
use kunye_kernel::entropy::Entropy;
use kunye_kernel::error::{Error, Kind, Result};
use std::path::PathBuf;
use std::sync::Arc;
use zeroize::Zeroizing;

/// Where bytes are kept. A blob is written before the transaction that refers to it: a crash between the two leaves an
/// unreferenced file, never a reference to nothing.
pub trait Blobs: Send + Sync {
    /// Stores bytes under a name made of their owner and content; storing the same again is no change.
    fn put(&self, owner: &str, bytes: &[u8]) -> Result<String>;
    fn get(&self, owner: &str, name: &str) -> Result<Zeroizing<Vec<u8>>>;
    /// Removes a blob; it is no error when it is gone already.
    fn remove(&self, name: &str) -> Result<()>;
}

/// A folder on this machine.
pub struct Folder {
    root: PathBuf,
    vault: Vault,
    entropy: Arc<dyn Entropy>,
}

impl Folder {
    pub fn open(root: PathBuf, vault: Vault, entropy: Arc<dyn Entropy>) -> Result<Self> {
        std::fs::create_dir_all(&root).map_err(Error::internal)?;
        Ok(Self { root, vault, entropy })
    }

    fn path(&self, name: &str) -> Result<PathBuf> {
        // Names are ours (hexadecimal); anything else would be a path that somebody made up.
        if name.len() != 64 || !name.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(Error::not_found());
        }
        Ok(self.root.join(&name[..2]).join(name))
    }
}

/// Every owner has a key of its own.
fn purpose(owner: &str) -> String {
    format!("blob:{owner}")
}

impl Blobs for Folder {
    fn put(&self, owner: &str, bytes: &[u8]) -> Result<String> {
        use std::io::Write;
        // A keyed name: the folder does not tell whether it holds a file that somebody already knows.
        let name = self.vault.fingerprint(&format!("blob-name:{owner}"), bytes)?;
        let path = self.path(&name)?;
        if path.exists() {
            return Ok(name);
        }
        let sealed = self.vault.seal(&purpose(owner), owner, bytes, &*self.entropy)?;
        let write = || -> std::io::Result<()> {
            let folder = path.parent().unwrap_or(&self.root);
            std::fs::create_dir_all(folder)?;
            let mut mark = [0; 8];
            self.entropy.fill(&mut mark);
            let partial = folder.join(format!("{name}.{}", data_encoding::HEXLOWER.encode(&mark)));
            let mut file = std::fs::File::create(&partial)?;
            file.write_all(&sealed)?;
            file.sync_all()?;
            std::fs::rename(&partial, &path)?;
            std::fs::File::open(folder)?.sync_all()
        };
        write().map_err(|cause| Error::new(Kind::Unavailable, "error-storage").because(cause))?;
        Ok(name)
    }

    fn get(&self, owner: &str, name: &str) -> Result<Zeroizing<Vec<u8>>> {
        let sealed =
            std::fs::read(self.path(name)?).map_err(|cause| Error::new(Kind::Unavailable, "error-storage").because(cause))?;
        let opened = self.vault.open_sealed(&purpose(owner), owner, &sealed)?;
        opened.ok_or_else(|| Error::new(Kind::Internal, "error-storage-damaged"))
    }

    fn remove(&self, name: &str) -> Result<()> {
        match std::fs::remove_file(self.path(name)?) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::internal(error)),
            _ => Ok(()),
        }
    }
}
