//! Typed data in, PDF out. Knows how a document looks, nothing of what it means: the structs here hold texts ready to print.
//!
//! Every document is PDF/A-2b for the archive (ISO 19005-2) and PDF/UA-1 for screen readers (ISO 14289-1), those that people sign have
//! their signature fields ready, and the same input gives the same bytes, so a caller may hash what it gets. Typst sets the type; what a person wrote reaches it as a
//! data file and is never part of a program.

mod certificate;
mod engine;
mod error;
mod fields;
mod qr;
mod request_form;
mod signature_sheet;
mod text;

pub use certificate::{Certificate, certificate};
pub use error::RenderError;
pub use request_form::{
    ApplicantBlock, ElectronicApproval, IssuingUnit, OfficerBlock, RequestForm, RoleChange, SupervisorBlock, request_form,
};
pub use signature_sheet::{SignatureSheet, Signer, signature_sheet};

/// The language of a document's own words and of its `/Lang`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    Turkish,
    English,
}

impl Language {
    /// The BCP 47 tag.
    fn tag(self) -> &'static str {
        match self {
            Language::Turkish => "tr",
            Language::English => "en",
        }
    }
}
