//! Files that people hand in: content-addressed, encrypted for their owner, outside the database.

use crate::vault::Vault;
use kunye_kernel::entropy::Entropy;
use kunye_kernel::error::{Error, Kind, Result};
use std::path::PathBuf;
use std::sync::Arc;
use zeroize::Zeroizing;

/// Where sealed bytes lie: a folder, a bucket. What reaches it tells it nothing: names are keyed hashes, bytes are encrypted.
pub trait Shelf: Send + Sync {
    /// Keeps bytes under a name, whole or not at all; that name never had others.
    fn put(&self, name: &str, sealed: &[u8]) -> Result<()>;
    fn get(&self, name: &str) -> Result<Vec<u8>>;
    fn holds(&self, name: &str) -> Result<bool>;
    /// It is no error when it is gone already.
    fn remove(&self, name: &str) -> Result<()>;
}

/// Keeps what people hand in. A blob is written before the transaction that refers to it: a crash between the two leaves an
/// unreferenced blob, never a reference to nothing.
pub struct Blobs {
    shelf: Arc<dyn Shelf>,
    vault: Vault,
    entropy: Arc<dyn Entropy>,
}

/// Every owner has a key of its own.
fn purpose(owner: &str) -> String {
    format!("blob:{owner}")
}

/// Names are ours (hexadecimal); anything else would be a path that somebody made up.
fn known(name: &str) -> Result<&str> {
    if name.len() == 64 && name.bytes().all(|b| b.is_ascii_hexdigit()) { Ok(name) } else { Err(Error::not_found()) }
}

impl Blobs {
    pub fn new(shelf: Arc<dyn Shelf>, vault: Vault, entropy: Arc<dyn Entropy>) -> Self {
        Self { shelf, vault, entropy }
    }

    /// In a folder of this machine, which is made when it is not there.
    pub fn in_folder(root: PathBuf, vault: Vault, entropy: Arc<dyn Entropy>) -> Result<Self> {
        std::fs::create_dir_all(&root).map_err(Error::internal)?;
        Ok(Self::new(Arc::new(Folder { root, entropy: entropy.clone() }), vault, entropy))
    }

    /// Stores bytes under a name made of their owner and content; storing the same again is no change.
    pub fn put(&self, owner: &str, bytes: &[u8]) -> Result<String> {
        // A keyed name: the shelf does not tell whether it holds a file that somebody already knows.
        let name = self.vault.fingerprint(&format!("blob-name:{owner}"), bytes)?;
        if !self.shelf.holds(&name)? {
            self.shelf.put(&name, &self.vault.seal(&purpose(owner), owner, bytes, &*self.entropy)?)?;
        }
        Ok(name)
    }

    pub fn get(&self, owner: &str, name: &str) -> Result<Zeroizing<Vec<u8>>> {
        let sealed = self.shelf.get(known(name)?)?;
        let opened = self.vault.open_sealed(&purpose(owner), owner, &sealed)?;
        opened.ok_or_else(|| Error::new(Kind::Internal, "error-storage-damaged"))
    }

    /// Removes a blob; it is no error when it is gone already.
    pub fn remove(&self, name: &str) -> Result<()> {
        self.shelf.remove(known(name)?)
    }
}

/// A folder on this machine.
struct Folder {
    root: PathBuf,
    entropy: Arc<dyn Entropy>,
}

impl Folder {
    fn path(&self, name: &str) -> PathBuf {
        self.root.join(&name[..2]).join(name)
    }
}

fn out_of_reach(cause: std::io::Error) -> Error {
    Error::new(Kind::Unavailable, "error-storage").because(cause)
}

impl Shelf for Folder {
    fn put(&self, name: &str, sealed: &[u8]) -> Result<()> {
        use std::io::Write;
        let path = self.path(name);
        let write = || -> std::io::Result<()> {
            let folder = path.parent().unwrap_or(&self.root);
            std::fs::create_dir_all(folder)?;
            let mut mark = [0; 8];
            self.entropy.fill(&mut mark);
            let partial = folder.join(format!("{name}.{}", data_encoding::HEXLOWER.encode(&mark)));
            let mut file = std::fs::File::create(&partial)?;
            file.write_all(sealed)?;
            file.sync_all()?;
            std::fs::rename(&partial, &path)?;
            std::fs::File::open(folder)?.sync_all()
        };
        write().map_err(out_of_reach)
    }

    fn get(&self, name: &str) -> Result<Vec<u8>> {
        std::fs::read(self.path(name)).map_err(out_of_reach)
    }

    fn holds(&self, name: &str) -> Result<bool> {
        Ok(self.path(name).exists())
    }

    fn remove(&self, name: &str) -> Result<()> {
        match std::fs::remove_file(self.path(name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::internal(error)),
            _ => Ok(()),
        }
    }
}
