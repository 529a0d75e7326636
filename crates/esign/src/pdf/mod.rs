//! Signed PDF files (ISO 32000-2, 12.8): what is signed, by which field, and what was added afterwards.

pub mod changes;
pub mod fields;
mod filling;
mod lexer;
mod naming;
mod objects;
pub mod range;
pub mod revisions;
mod sections;
pub mod security_store;
mod whole;

use crate::verdict::{Code, Reason};
use changes::Change;
use lopdf::{Document, LoadOptions, ObjectId};
use revisions::Revisions;
use sections::Section;
use std::collections::HashSet;
use std::ops::Deref;
use std::rc::Rc;

/// A file, or one revision of it, that every reader reads in the same way.
pub struct Revision {
    pub document: Document,
    /// Its cross-references, the newest first.
    pub sections: Vec<Section>,
    structure: HashSet<u32>,
}

impl Revision {
    /// Cross-references and containers of objects: how the document is written, not what it says.
    pub fn is_structure(&self, id: ObjectId) -> bool {
        self.structure.contains(&id.0)
    }
}

impl Deref for Revision {
    type Target = Document;

    fn deref(&self) -> &Document {
        &self.document
    }
}

/// Reads a file, or one revision of it, without repairing anything: what one reader repairs, another repairs in another way, and what
/// was signed is then not what is shown.
///
/// # Errors
/// A reason of [`SubIndication::FormatFailure`](crate::verdict::SubIndication).
pub fn open(bytes: &[u8]) -> Result<Revision, Reason> {
    if !bytes.starts_with(b"%PDF-") {
        return Err(Code::PdfUnreadable.into());
    }
    let (sections, table) = sections::read(bytes).ok_or(Code::PdfDamaged)?;
    if sections.iter().any(|section| section.is_encrypted) {
        return Err(Code::PdfEncrypted.into());
    }
    let limit = whole::in_place(bytes, &table).ok_or(Code::PdfDamaged)?;
    let options = LoadOptions { max_decompressed_size: Some(limit), ..LoadOptions::default() };
    // The library is not ours, and the bytes may be anybody's.
    let loaded = std::panic::catch_unwind(|| Document::load_mem_with_options(bytes, options)).map_err(|_| Code::PdfUnreadable)?;
    let mut document = loaded.map_err(|_| Code::PdfUnreadable)?;
    let as_written =
        document.xref_recovery.is_none() && sections.first().is_some_and(|newest| newest.start == document.xref_start);
    let structure = sections::structure(&sections, &table);
    // Two readings of the cross-references, the library's and ours, have to come to the same.
    if !as_written
        || !sections::agree(&table, &document.reference_table.entries)
        || !whole::is_complete(&mut document, &table, &structure, limit)
    {
        return Err(Code::PdfDamaged.into());
    }
    document.catalog().map_err(|_| Code::PdfDamaged)?;
    Ok(Revision { document, sections, structure })
}

/// What was added to a document of which the first `issued` bytes are known: as after a signature, whether or not there is one.
///
/// # Errors
/// What was changed, where more was added than may be; or why one of the two cannot be read.
pub fn additions(file: &[u8], issued: usize) -> Result<Vec<Change>, Reason> {
    let first = open(file.get(..issued).ok_or(Code::PdfUnreadable)?)?;
    let last = Rc::new(open(file)?);
    revisions::nothing_hidden(&Revisions::of(file, last.clone()), issued, &first, &last)?;
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
