//! Adding a revision to a document: a signature field with room for a signature, or a security store.

use super::{Evidence, Failure};
use crate::pdf::fields::signature_fields;
use crate::pdf::open;
use crate::verdict::Code;
use kunye_kernel::time::Time;
use lopdf::{Dictionary, Document, IncrementalDocument, Object, ObjectId, Stream, StringFormat, dictionary};
use std::ops::Range;

pub enum Kind {
    /// With the time that its maker claims.
    Signature(Time),
    TimeStamp,
}

/// A document with room for a signature, and what the signature covers.
pub struct Prepared {
    file: Vec<u8>,
    gap: Range<usize>,
}

impl Prepared {
    pub fn parts(&self) -> [&[u8]; 2] {
        [&self.file[..self.gap.start], &self.file[self.gap.end..]]
    }

    /// The document with its signature.
    pub fn filled(mut self, contents: &[u8]) -> Result<Vec<u8>, Failure> {
        let digits = data_encoding::HEXLOWER.encode(contents);
        let start = self.gap.start + 1;
        if digits.len() > self.gap.len() - 2 {
            return Err(Failure::Room);
        }
        self.file[start..start + digits.len()].copy_from_slice(digits.as_bytes());
        Ok(self.file)
    }
}

/// Stands where the range will stand: wide enough for any, and found again by being this number.
const PLACEHOLDER: i64 = 9_999_999_999;

fn unfit(what: Code) -> Failure {
    Failure::Document(what.into())
}

/// Adds an invisible signature field on the first page.
pub fn prepare(file: &[u8], field: &str, kind: Kind, room: usize) -> Result<Prepared, Failure> {
    let document = open(file).map_err(Failure::Document)?.document;
    if signature_fields(&document).iter().any(|other| other.name == field) {
        return Err(unfit(Code::Displaced));
    }
    let page = document.page_iter().next().ok_or_else(|| unfit(Code::PdfDamaged))?;
    let mut update = IncrementalDocument::create_from(file.to_vec(), document);
    let (type_name, filter) = match kind {
        Kind::Signature(_) => ("Sig", "ETSI.CAdES.detached"),
        Kind::TimeStamp => ("DocTimeStamp", "ETSI.RFC3161"),
    };
    let range = [0, PLACEHOLDER, PLACEHOLDER, PLACEHOLDER].map(Object::Integer).to_vec();
    let mut value = dictionary! {
        "Type" => type_name, "Filter" => "Adobe.PPKLite", "SubFilter" => filter, "ByteRange" => range,
        "Contents" => Object::String(vec![0; room], StringFormat::Hexadecimal),
    };
    if let Kind::Signature(time) = kind {
        // `2026-11-22T09:05:07Z` without what stands between its numbers.
        let digits: String = time.rfc3339().chars().filter(char::is_ascii_digit).take(14).collect();
        value.set("M", Object::string_literal(format!("D:{digits}Z")));
    }
    let value = update.new_document.add_object(value);
    let widget = update.new_document.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "Widget", "FT" => "Sig", "T" => Object::string_literal(field),
        "Rect" => vec![Object::Integer(0); 4], "F" => 132, "P" => page, "V" => value,
    });
    push(&mut update, page, b"Annots", widget)?;
    add_to_form(&mut update, widget)?;
    placed(file.len(), saved(update)?)
}

fn saved(mut update: IncrementalDocument) -> Result<Vec<u8>, Failure> {
    let mut out = Vec::new();
    update.save_to(&mut out).map_err(|_| unfit(Code::PdfDamaged))?;
    Ok(out)
}

/// Finds the room and writes the range that leaves it out.
fn placed(old: usize, mut file: Vec<u8>) -> Result<Prepared, Failure> {
    let find = |what: &[u8], from: usize| file[from..].windows(what.len()).position(|window| window == what).map(|at| from + at);
    let missing = || unfit(Code::Gap);
    let start =
        find(b"/Contents<", old).map(|at| at + b"/Contents".len()).or_else(|| find(b"/Contents <", old).map(|at| at + 10));
    let start = start.filter(|start| file.get(*start) == Some(&b'<')).ok_or_else(missing)?;
    let end = find(b">", start).ok_or_else(missing)? + 1;
    let number = PLACEHOLDER.to_string();
    let first = find(number.as_bytes(), old).ok_or_else(missing)?;
    let second = find(number.as_bytes(), first + number.len()).ok_or_else(missing)?;
    let third = find(number.as_bytes(), second + number.len()).ok_or_else(missing)?;
    let length = file.len() - end;
    for (at, value) in [(first, start), (second, end), (third, length)] {
        file[at..at + number.len()].copy_from_slice(format!("{value:<width$}", width = number.len()).as_bytes());
    }
    Ok(Prepared { file, gap: start..end })
}

/// The dictionary to change: the new copy of an object, or of one that it refers to.
fn copy(update: &mut IncrementalDocument, id: ObjectId) -> Result<&mut Dictionary, Failure> {
    update.opt_clone_object_to_new_document(id).map_err(|_| unfit(Code::PdfDamaged))?;
    update.new_document.get_dictionary_mut(id).map_err(|_| unfit(Code::PdfDamaged))
}

/// Appends a reference to an array of a dictionary; the array may be an object of its own, or not be there yet.
fn push(update: &mut IncrementalDocument, holder: ObjectId, key: &[u8], item: ObjectId) -> Result<(), Failure> {
    let old = copy(update, holder)?.get(key).ok().cloned();
    let damaged = |_| unfit(Code::PdfDamaged);
    match old {
        Some(Object::Reference(id)) => {
            update.opt_clone_object_to_new_document(id).map_err(damaged)?;
            update.new_document.get_object_mut(id).and_then(Object::as_array_mut).map_err(damaged)?.push(item.into());
        }
        Some(Object::Array(mut array)) => {
            array.push(item.into());
            copy(update, holder)?.set(key, array);
        }
        None => copy(update, holder)?.set(key, vec![Object::Reference(item)]),
        Some(_) => return Err(unfit(Code::PdfDamaged)),
    }
    Ok(())
}

fn root(document: &Document) -> Result<ObjectId, Failure> {
    document.trailer.get(b"Root").and_then(Object::as_reference).map_err(|_| unfit(Code::PdfDamaged))
}

fn add_to_form(update: &mut IncrementalDocument, field: ObjectId) -> Result<(), Failure> {
    let root = root(update.get_prev_documents())?;
    match copy(update, root)?.get(b"AcroForm").ok().cloned() {
        Some(Object::Reference(form)) => {
            push(update, form, b"Fields", field)?;
            copy(update, form)?.set("SigFlags", 3);
        }
        // A form inside the catalog becomes an object of its own, with the same contents.
        Some(Object::Dictionary(form)) => {
            let form = update.new_document.add_object(form);
            push(update, form, b"Fields", field)?;
            copy(update, form)?.set("SigFlags", 3);
            copy(update, root)?.set("AcroForm", form);
        }
        _ => {
            let form = dictionary! { "Fields" => vec![Object::Reference(field)], "SigFlags" => 3 };
            copy(update, root)?.set("AcroForm", form);
        }
    }
    Ok(())
}

/// Adds a security store, or to the one that is there.
pub fn with_evidence(file: &[u8], evidence: &Evidence) -> Result<Vec<u8>, Failure> {
    let document = open(file).map_err(Failure::Document)?.document;
    let root = root(&document)?;
    let old = document.catalog().and_then(|catalog| catalog.get_deref(b"DSS", &document)).and_then(Object::as_dict).ok().cloned();
    let mut store = old.unwrap_or_default();
    let kept = |key: &[u8]| store.get_deref(key, &document).and_then(Object::as_array).cloned().unwrap_or_default();
    let mut arrays = [kept(b"Certs"), kept(b"CRLs"), kept(b"OCSPs")];
    let mut update = IncrementalDocument::create_from(file.to_vec(), document);
    let mut add = |array: &mut Vec<Object>, bytes: &[u8]| {
        let stream = Stream::new(Dictionary::new(), bytes.to_vec());
        array.push(update.new_document.add_object(stream).into());
    };
    evidence.certificates.iter().for_each(|one| add(&mut arrays[0], &one.der));
    evidence.lists.iter().for_each(|one| add(&mut arrays[1], &one.der));
    evidence.responses.iter().for_each(|one| add(&mut arrays[2], &one.der));
    for (key, array) in ["Certs", "CRLs", "OCSPs"].into_iter().zip(arrays) {
        if !array.is_empty() {
            store.set(key, array);
        }
    }
    let store = update.new_document.add_object(store);
    copy(&mut update, root)?.set("DSS", store);
    saved(update)
}
