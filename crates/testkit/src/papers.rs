//! Papers that are PDFs and nothing more.

use kunye_core::requests::paper::{FormPaper, Papers};
use kunye_core::training::attendance::SheetPaper;
use kunye_core::training::certificates::{CertificatePaper, Press};
use kunye_kernel::error::{Error, Result};
use kunye_kernel::language::Language;
use lopdf::{Document, Object, Stream, dictionary};

/// Draws nothing; says in its title whose paper it would be.
pub struct PlainPapers;

impl Papers for PlainPapers {
    fn request_form(&self, paper: &FormPaper) -> Result<Vec<u8>> {
        pdf(&format!("{} {} {}", paper.reference, paper.given_names, paper.language.code()))
    }
}

impl Press for PlainPapers {
    fn certificate(&self, paper: &CertificatePaper, language: Language) -> Result<Vec<u8>> {
        pdf(&format!("{} {} {} {}", paper.number, paper.surname, paper.course, language.code()))
    }

    fn signature_sheet(&self, sheet: &SheetPaper) -> Result<Vec<u8>> {
        pdf(&format!("{} {} {}", sheet.reference, sheet.day, sheet.people.len()))
    }
}

/// One empty page with a title.
pub fn pdf(title: &str) -> Result<Vec<u8>> {
    let mut document = Document::with_version("1.7");
    let pages = document.new_object_id();
    let contents = document.add_object(Stream::new(dictionary! {}, b"q Q".to_vec()));
    let media_box: Vec<Object> = [0, 0, 595, 842].map(Object::Integer).to_vec();
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => contents, "MediaBox" => media_box, "Resources" => dictionary! {},
    });
    let kids = vec![Object::Reference(page)];
    document.objects.insert(pages, Object::Dictionary(dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 1 }));
    let root = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    let info = document.add_object(dictionary! { "Title" => Object::string_literal(title) });
    document.trailer.set("Root", root);
    document.trailer.set("Info", info);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).map_err(Error::internal)?;
    Ok(bytes)
}
