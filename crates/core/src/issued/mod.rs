//! Documents that leave the product: sealed, kept byte for byte, and known again by anybody who holds one (A5, B12).
//!
//! Each carries a code made of what stands on it. The same content is issued once: whoever asks again gets the same bytes, whatever
//! the program that draws them looks like by then. [`issue`] makes, [`verify`] knows again.

pub mod housekeeping;
mod store;
pub mod verify;

pub use store::{Document, of_subject};

use crate::world::World;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::UnitId;
use kunye_kernel::reference;

/// What is to be issued.
pub struct NewDocument<'a> {
    /// `request_form`: with dashes, the end of a key `document-kind-…`.
    pub kind: &'static str,
    /// Id of what it is about.
    pub subject: &'a str,
    /// The unit under whose key it is kept.
    pub owner: &'a UnitId,
    /// Everything that stands on it: another content is another document.
    pub content: &'a [u8],
    /// What the page of verification shows of it: keys of texts, and values ready to be read by anybody who holds the document.
    pub facts: Vec<(&'static str, String)>,
}

/// A document as it was issued.
pub struct Issued {
    pub code: String,
    pub bytes: Vec<u8>,
}

/// The document of this content: as it was issued before, or drawn, sealed and kept now. `draw` is given the code to print and the
/// address at which it is verified.
pub fn issue(world: &World, new: &NewDocument<'_>, draw: impl FnOnce(&str, &str) -> Result<Vec<u8>>) -> Result<Issued> {
    let code = code(world, new)?;
    if let Some(before) = world.db.read(|conn| store::by_code(conn, &code))? {
        return kept(world, before);
    }
    let now = world.now();
    let address = format!("{}/dogrula/{code}", world.public_url);
    let sealed = world.signatures.seal(draw(&code, &address)?, now)?;
    let document = Document {
        kind: new.kind.to_owned(),
        subject: new.subject.to_owned(),
        owner: new.owner.clone(),
        facts: serde_json::to_string(&new.facts).map_err(Error::internal)?,
        digest: digest(&sealed.bytes),
        size: i64::try_from(sealed.bytes.len()).unwrap_or(i64::MAX),
        blob: world.blobs.put(&drawer(new.owner), &sealed.bytes)?,
        seal_level: sealed.level.map(|level| level.name().to_owned()),
        issued_at: now,
        destroyed_at: None,
        code: code.clone(),
    };
    // Somebody else may have asked for it in the same moment; then theirs is the one.
    let made = world.db.write(|tx| store::insert_new(tx, &document))?;
    if made {
        return Ok(Issued { code, bytes: sealed.bytes });
    }
    let theirs = world.db.read(|conn| store::by_code(conn, &code))?.ok_or_else(Error::not_found)?;
    kept(world, theirs)
}

fn kept(world: &World, document: Document) -> Result<Issued> {
    if document.destroyed_at.is_some() {
        return Err(Error::conflict("document-destroyed"));
    }
    let bytes = world.blobs.get(&drawer(&document.owner), &document.blob)?.to_vec();
    Ok(Issued { code: document.code, bytes })
}

/// Apart from the unit's archive: the same bytes may lie in both, and end at different times.
fn drawer(owner: &UnitId) -> String {
    format!("{owner}/issued")
}

/// A document's bytes, for whoever was let through to what it is about.
pub fn open(world: &World, document: &Document) -> Result<Vec<u8>> {
    kept(world, document.clone()).map(|issued| issued.bytes)
}

/// Kept secret until it is printed: made with a key, so that nobody computes the code of a document that was not shown to them.
fn code(world: &World, new: &NewDocument<'_>) -> Result<String> {
    let all = [new.kind.as_bytes(), new.subject.as_bytes(), new.content].join(&b"\0"[..]);
    let print = world.vault.fingerprint("issued-code", &all)?;
    let bytes = data_encoding::HEXLOWER.decode(print.as_bytes()).map_err(Error::internal)?;
    Ok(reference::code(&bytes))
}

/// SHA-256, in hexadecimal digits.
pub fn digest(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, bytes).as_ref())
}
