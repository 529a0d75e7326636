//! Signed PDF files (ISO 32000-2, 12.8): what is signed, by which field, and what was added afterwards.

pub mod changes;
pub mod fields;
mod lexer;
mod objects;
pub mod range;
pub mod revisions;
pub mod security_store;

use crate::verdict::{Code, Reason};
use lopdf::{Document, LoadOptions};

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
