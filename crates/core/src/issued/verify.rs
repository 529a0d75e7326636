//! Anybody who holds a document of ours learns whether it is one, and what it said when it was issued.

use super::store::{self, Document};
use crate::db::{Conn, text_enum};
use crate::throttle::{self, Rate};
use crate::world::World;
use aws_lc_rs::digest::{Context, SHA256};
use data_encoding::HEXLOWER;
use kunye_esign::pdf;
use kunye_esign::pdf::changes::Change;
use kunye_esign::report::Report;
use kunye_kernel::actor::Source;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::reference;
use kunye_kernel::time::SECOND;

/// Codes cannot be guessed; trying them is slowed all the same.
const PER_SOURCE: Rate = Rate { burst: 30, every: 5 * SECOND };
/// Reading a file costs more than looking up a code.
const FILES_PER_SOURCE: Rate = Rate { burst: 10, every: 20 * SECOND };

/// Largest file that is looked at, in bytes.
pub const LARGEST: usize = 20 * 1024 * 1024;

/// What is known of a file.
pub struct Examined {
    /// The document of ours with which the file begins, byte for byte.
    pub document: Option<Document>,
    /// What was added to it, and may be; or that more was changed.
    pub later: Option<Result<Vec<Change>, kunye_esign::verdict::Reason>>,
    /// Every signature and seal in the file.
    pub report: Report,
}

text_enum! {
    /// What somebody has who holds a document.
    pub enum Standing {
        /// What was issued, and nothing but signatures and their evidence was added to it.
        Genuine = "genuine",
        /// It begins as one that was issued, and more was changed.
        Changed = "changed",
        Unknown = "unknown",
        /// One of this code was issued.
        Listed = "listed",
        /// One of this code was issued, and its retention is over.
        Destroyed = "destroyed",
    }
}

impl Standing {
    /// Of a document that was looked up by its code.
    pub fn of(document: &Document) -> Self {
        if document.destroyed_at.is_some() { Self::Destroyed } else { Self::Listed }
    }
}

impl Examined {
    pub fn standing(&self) -> Standing {
        match (&self.document, &self.later) {
            (None, _) => Standing::Unknown,
            (Some(_), Some(Err(_))) => Standing::Changed,
            (Some(_), _) => Standing::Genuine,
        }
    }

    pub fn is_genuine(&self) -> bool {
        self.standing() == Standing::Genuine
    }
}

/// The document of a code. What cannot be a code and what is none are told apart.
pub fn by_code(world: &World, source: &Source, typed: &str) -> Result<Document> {
    let code = reference::parse_code(typed).ok_or_else(|| Error::field("code", "document-code-malformed"))?;
    let now = world.now();
    world.db.write(|tx| throttle::take(tx, &world.vault, &format!("verify:{}", source.network()), PER_SOURCE, now))?;
    world.db.read(|conn| store::by_code(conn, &code))?.ok_or_else(|| Error::field("code", "document-code-unknown"))
}

/// The document of a code, with what its seal is worth now; of a destroyed one there is nothing left to look at.
pub fn look_up(world: &World, source: &Source, typed: &str) -> Result<(Document, Option<Report>)> {
    let document = by_code(world, source, typed)?;
    let report = match document.destroyed_at {
        None => Some(world.signatures.validate(&super::open(world, &document)?, world.now())),
        Some(_) => None,
    };
    Ok((document, report))
}

/// Looks at a file: is it ours, was it changed, who signed it.
pub fn by_file(world: &World, source: &Source, file: &[u8]) -> Result<Examined> {
    if file.is_empty() {
        return Err(Error::field("file", "document-file-none"));
    }
    if !file.starts_with(b"%PDF-") {
        return Err(Error::field("file", "document-file-not-pdf"));
    }
    let now = world.now();
    world.db.write(|tx| throttle::take(tx, &world.vault, &format!("verify-file:{}", source.network()), FILES_PER_SOURCE, now))?;
    let document = world.db.read(|conn| beginning_of(conn, file))?;
    let later = document.as_ref().and_then(|document| {
        let issued = usize::try_from(document.size).unwrap_or(usize::MAX);
        (issued < file.len()).then(|| pdf::additions(file, issued))
    });
    Ok(Examined { document, later, report: world.signatures.validate(file, now) })
}

/// The document with whose bytes a file begins: the whole file, or one of the revisions in it.
fn beginning_of(conn: &mut Conn, file: &[u8]) -> Result<Option<Document>> {
    let mut ends = pdf::ends(file);
    ends.push(file.len());
    ends.sort_unstable();
    let (mut so_far, mut at) = (Context::new(&SHA256), 0);
    let mut digests = Vec::with_capacity(ends.len());
    for end in ends {
        so_far.update(&file[at..end]);
        at = end;
        digests.push(HEXLOWER.encode(so_far.clone().finish().as_ref()));
    }
    store::by_digest(conn, &digests)
}
