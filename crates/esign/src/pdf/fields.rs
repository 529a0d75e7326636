//! Signature fields and the dictionaries in them.

use crate::asn1::tag;
use crate::asn1::{Element, Malformed};
use kunye_kernel::time::Time;
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::HashSet;

/// A field of type `Sig`, signed or not.
#[derive(Debug, Clone)]
pub struct Field {
    /// Full name, parts joined by dots.
    pub name: String,
    pub id: Option<ObjectId>,
    pub dictionary: Dictionary,
    pub signature: Option<Signature>,
}

/// A signature dictionary (ISO 32000-2, table 255).
#[derive(Debug, Clone, PartialEq)]
pub struct Signature {
    /// The object that holds the dictionary: its own, or the field's.
    pub id: Option<ObjectId>,
    pub is_time_stamp: bool,
    pub sub_filter: String,
    pub byte_range: Vec<i64>,
    pub contents: Vec<u8>,
    pub claimed_time: Option<Time>,
    /// DocMDP: what the certifying author allows afterwards, 1 to 3.
    pub certifies: Option<i64>,
    /// FieldMDP: fields that nobody may change afterwards.
    pub lock: Option<Lock>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lock {
    All,
    Only(Vec<String>),
    AllBut(Vec<String>),
}

impl Lock {
    pub fn holds(&self, field: &str) -> bool {
        let among = |names: &[String]| names.iter().any(|name| field == name || field.starts_with(&format!("{name}.")));
        match self {
            Self::All => true,
            Self::Only(names) => among(names),
            Self::AllBut(names) => !among(names),
        }
    }
}

const DEEPEST: usize = 32;

/// All fields of type `Sig`, in the order of the form.
pub fn signature_fields(document: &Document) -> Vec<Field> {
    let mut walk = Walk { document, seen: HashSet::new(), found: Vec::new() };
    let form = document.catalog().and_then(|catalog| catalog.get_deref(b"AcroForm", document)).and_then(Object::as_dict);
    if let Ok(fields) = form.and_then(|form| form.get_deref(b"Fields", document)).and_then(Object::as_array) {
        walk.all(fields, "", false, 0);
    }
    walk.found
}

struct Walk<'a> {
    document: &'a Document,
    seen: HashSet<ObjectId>,
    found: Vec<Field>,
}

impl Walk<'_> {
    fn all(&mut self, fields: &[Object], above: &str, inherited: bool, depth: usize) {
        for object in fields.iter().filter(|_| depth < DEEPEST) {
            let id = object.as_reference().ok();
            if id.is_some_and(|id| !self.seen.insert(id)) {
                continue;
            }
            let Ok(dictionary) = resolve(self.document, object).and_then(Object::as_dict) else { continue };
            let part = dictionary.get_deref(b"T", self.document).and_then(Object::as_str).map(text);
            let name = match (part, above) {
                (Ok(part), "") => part,
                (Ok(part), above) => format!("{above}.{part}"),
                (Err(_), above) => above.to_owned(),
            };
            let kind = dictionary.get_deref(b"FT", self.document).and_then(Object::as_name);
            let is_signature = kind.map_or(inherited, |kind| kind == b"Sig");
            let kids = dictionary.get_deref(b"Kids", self.document).and_then(Object::as_array);
            let value = dictionary.get(b"V").ok().filter(|_| is_signature);
            if is_signature && (value.is_some() || kids.is_err()) {
                let signature = value.and_then(|value| read(self.document, value, id));
                self.found.push(Field { name: name.clone(), id, dictionary: dictionary.clone(), signature });
            }
            if let Ok(kids) = kids {
                // Kids of a signed field are its widgets.
                if value.is_none() {
                    self.all(kids, &name, is_signature, depth + 1);
                }
            }
        }
    }
}

fn resolve<'a>(document: &'a Document, object: &'a Object) -> lopdf::Result<&'a Object> {
    document.dereference(object).map(|(_, object)| object)
}

fn read(document: &Document, value: &Object, field: Option<ObjectId>) -> Option<Signature> {
    let dictionary = resolve(document, value).and_then(Object::as_dict).ok()?;
    let name = |key: &[u8]| {
        let name = dictionary.get_deref(key, document).and_then(Object::as_name).unwrap_or_default();
        String::from_utf8_lossy(name).into_owned()
    };
    let numbers = dictionary.get_deref(b"ByteRange", document).and_then(Object::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut signature = Signature {
        id: value.as_reference().ok().or(field),
        is_time_stamp: name(b"Type") == "DocTimeStamp" || name(b"SubFilter") == "ETSI.RFC3161",
        sub_filter: name(b"SubFilter"),
        // What is no number can be no place in the file.
        byte_range: numbers.iter().map(|number| number.as_i64().unwrap_or(-1)).collect(),
        // Only a string of the dictionary itself can be what the range leaves out.
        contents: dictionary.get(b"Contents").and_then(Object::as_str).map(<[u8]>::to_vec).unwrap_or_default(),
        claimed_time: dictionary.get_deref(b"M", document).and_then(Object::as_str).ok().and_then(date),
        certifies: None,
        lock: None,
    };
    let references =
        dictionary.get_deref(b"Reference", document).and_then(Object::as_array).map(Vec::as_slice).unwrap_or_default();
    for reference in references {
        let Ok(reference) = resolve(document, reference).and_then(Object::as_dict) else { continue };
        let method = reference.get_deref(b"TransformMethod", document).and_then(Object::as_name).unwrap_or_default();
        let parameters = reference.get_deref(b"TransformParams", document).and_then(Object::as_dict);
        match method {
            // Without a number, filling in and signing are allowed (table 257).
            b"DocMDP" => {
                let level = parameters.and_then(|parameters| parameters.get_deref(b"P", document)).and_then(Object::as_i64);
                signature.certifies = Some(level.unwrap_or(2));
            }
            b"FieldMDP" => signature.lock = Some(parameters.map_or(Lock::All, |parameters| lock(document, parameters))),
            _ => {}
        }
    }
    Some(signature)
}

/// What a FieldMDP transform or a field's `Lock` names; what cannot be understood locks everything.
pub fn lock(document: &Document, dictionary: &Dictionary) -> Lock {
    let names = || {
        let names = dictionary.get_deref(b"Fields", document).and_then(Object::as_array).map(Vec::as_slice).unwrap_or_default();
        names.iter().filter_map(|name| resolve(document, name).and_then(Object::as_str).map(text).ok()).collect()
    };
    match dictionary.get_deref(b"Action", document).and_then(Object::as_name) {
        Ok(b"Include") => Lock::Only(names()),
        Ok(b"Exclude") => Lock::AllBut(names()),
        _ => Lock::All,
    }
}

/// A text string: UTF-16 with its mark, UTF-8 with its mark, or close enough to Latin-1.
pub fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units: Vec<u16> =
                rest.chunks(2).map(|pair| pair.iter().fold(0, |unit, byte| unit << 8 | u16::from(*byte))).collect();
            String::from_utf16_lossy(&units)
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        plain => plain.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// `D:20261122090507+03'00'`.
fn date(bytes: &[u8]) -> Option<Time> {
    let text = std::str::from_utf8(bytes).ok()?;
    let plain: String = text.strip_prefix("D:").unwrap_or(text).chars().filter(|c| *c != '\'').collect();
    let digits = plain.bytes().take_while(u8::is_ascii_digit).count();
    let (moment, zone) = plain.split_at(digits);
    // What is left out is the first month, the first day, midnight.
    let full = match digits {
        4..=14 => format!("{moment}{}", &"00000101000000"[digits..]),
        _ => return None,
    };
    let zone = match zone {
        "" | "Z" | "Z0000" | "Z00" => "Z".to_owned(),
        zone if zone.len() == 3 => format!("{zone}00"),
        zone => zone.to_owned(),
    };
    let whole = format!("{full}{zone}");
    let time: Result<Time, Malformed> = Element { tag: tag::GENERALIZED_TIME, body: whole.as_bytes(), raw: &[] }.time();
    time.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_pdf_are_read() {
        let read = |text: &str| date(text.as_bytes()).map(Time::rfc3339);
        assert_eq!(read("D:20261122120507+03'00'").as_deref(), Some("2026-11-22T09:05:07Z"));
        assert_eq!(read("D:20261122090507Z00'00'").as_deref(), Some("2026-11-22T09:05:07Z"));
        assert_eq!(read("D:2026").as_deref(), Some("2026-01-01T00:00:00Z"));
        assert_eq!(read("yesterday"), None);
    }

    #[test]
    fn a_lock_holds_what_it_names_and_what_is_below() {
        let names = vec!["form".to_owned()];
        assert!(Lock::Only(names.clone()).holds("form.name") && !Lock::Only(names.clone()).holds("former"));
        assert!(!Lock::AllBut(names.clone()).holds("form") && Lock::AllBut(names).holds("other") && Lock::All.holds("x"));
    }
}
