//! Form fields that people fill in: text, buttons and choices (ISO 32000-2, 12.7.5), signature fields aside.

use crate::pdf::fields::{Signature, text};
use crate::pdf::naming::changed;
use crate::pdf::objects::is_widget;
use crate::verdict::{Code, Reason};
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::HashMap;

const DEEPEST: usize = 32;

/// Such fields and their widgets, each with the full name of the field.
pub fn blanks(document: &Document) -> HashMap<ObjectId, String> {
    let mut found = HashMap::new();
    let form = document.catalog().and_then(|catalog| catalog.get_deref(b"AcroForm", document)).and_then(Object::as_dict);
    if let Ok(form) = form {
        below(document, form, b"Fields", ("", false), 0, &mut found);
    }
    found
}

fn below(
    document: &Document,
    node: &Dictionary,
    key: &[u8],
    (above, inherited): (&str, bool),
    depth: usize,
    found: &mut HashMap<ObjectId, String>,
) {
    let children = node.get_deref(key, document).and_then(Object::as_array).map(Vec::as_slice).unwrap_or_default();
    for child in children.iter().filter(|_| depth < DEEPEST) {
        let Some(id) = child.as_reference().ok().filter(|id| !found.contains_key(id)) else { continue };
        let Ok(dictionary) = document.get_dictionary(id) else { continue };
        let name = match dictionary.get_deref(b"T", document).and_then(Object::as_str).map(text) {
            Ok(part) if above.is_empty() => part,
            Ok(part) => format!("{above}.{part}"),
            Err(_) => above.to_owned(),
        };
        let kind = dictionary.get_deref(b"FT", document).and_then(Object::as_name);
        let is_blank = kind.map_or(inherited, |kind| matches!(kind, b"Tx" | b"Btn" | b"Ch"));
        if is_blank {
            found.insert(id, name.clone());
        }
        below(document, dictionary, b"Kids", (&name, is_blank), depth + 1, found);
    }
}

/// Whether a signature allows that a field is filled in afterwards: it certifies and says so (12.8.2.2), or it names the fields that it
/// locks and this is none of them (12.8.2.4). One that says neither was made over what the fields said.
///
/// # Errors
/// Why not.
pub fn allowed(own: Option<&Signature>, field: &str) -> Result<(), Reason> {
    match own.map(|own| (own.certifies, &own.lock)) {
        Some((_, Some(lock))) if lock.holds(field) => Err(Code::ChangedLocked.with("field", field)),
        Some((Some(1), _)) => Err(Code::ChangedCertified.into()),
        Some((Some(_), _) | (None, Some(_))) => Ok(()),
        _ => Err(changed("form-field").with("field", field)),
    }
}

/// Whether two states of a field or widget differ in no more than what filling in writes.
pub fn is_filled_in(differing: &[Vec<u8>], after: &Dictionary) -> bool {
    (is_widget(after) || !after.has(b"Subtype"))
        && differing.iter().all(|key| matches!(key.as_slice(), b"V" | b"AP" | b"AS" | b"M"))
}
