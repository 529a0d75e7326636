//! Signed PDF files (ISO 32000-2, 12.8): what is signed, by which field, and what was added afterwards.

pub mod changes;
pub mod fields;
mod lexer;
mod objects;
pub mod range;
pub mod revisions;
pub mod security_store;

use crate::verdict::{Code, Reason};
use changes::Change;
use lopdf::{Document, LoadOptions};
use revisions::Revisions;
use std::rc::Rc;

/// No stream of cross-references or objects unfolds to more than this.
const LARGEST_STREAM: usize = 64 * 1024 * 1024;

/// Reads a file, or one revision of it, without repairing anything: what one reader repairs, another repairs in another way, and what
/// was signed is then not what is shown.
///
/// # Errors
/// A reason of [`SubIndication::FormatFailure`](crate::verdict::SubIndication).
pub fn open(bytes: &[u8]) -> Result<Document, Reason> {
    if !bytes.starts_with(b"%PDF-") {
        return Err(Code::PdfUnreadable.into());
    }
    let options = LoadOptions { max_decompressed_size: Some(LARGEST_STREAM), ..LoadOptions::default() };
    // The library is not ours, and the bytes may be anybody's.
    let loaded = std::panic::catch_unwind(|| Document::load_mem_with_options(bytes, options)).map_err(|_| Code::PdfUnreadable)?;
    let document = loaded.map_err(|_| Code::PdfUnreadable)?;
    if document.trailer.has(b"Encrypt") || document.encryption_state.is_some() {
        return Err(Code::PdfEncrypted.into());
    }
    if document.xref_recovery.is_some() {
        return Err(Code::PdfDamaged.into());
    }
    document.catalog().map_err(|_| Code::PdfDamaged)?;
    Ok(document)
}

/// What was added to a document of which the first `issued` bytes are known: as after a signature, whether or not there is one.
///
/// # Errors
/// What was changed, where more was added than may be; or why one of the two cannot be read.
pub fn additions(file: &[u8], issued: usize) -> Result<Vec<Change>, Reason> {
    let first = open(file.get(..issued).ok_or(Code::PdfUnreadable)?)?;
    let last = Rc::new(open(file)?);
    revisions::nothing_hidden(&Revisions::of(file, last.clone()), issued, &last)?;
    changes::since(&first, &last, None)
}

/// Where each revision of a file ends: after its end mark, with and without the end of that line. Newest first, and no more than a
/// real document has.
pub fn ends(file: &[u8]) -> Vec<usize> {
    const MARK: &[u8] = b"%%EOF";
    const MOST: usize = 64;
    let mut ends = Vec::new();
    for at in (0..file.len().saturating_sub(MARK.len() - 1)).rev().filter(|at| file[*at..].starts_with(MARK)).take(MOST) {
        let mark = at + MARK.len();
        let line = file[mark..].iter().take(2).take_while(|byte| range::is_space(**byte)).count();
        ends.extend((mark..=mark + line).rev());
    }
    ends
}
