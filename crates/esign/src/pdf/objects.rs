//! Objects of two revisions, side by side.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, decode_text_string};

/// A rectangle with an area, and something to draw in it. An annotation that is no widget draws itself.
pub fn is_visible(field: &Dictionary, document: &Document) -> bool {
    if field.has(b"Subtype") && !is_widget(field) {
        return true;
    }
    let rect = field.get_deref(b"Rect", document).and_then(Object::as_array).map(Vec::as_slice).unwrap_or_default();
    let numbers: Vec<f32> = rect.iter().filter_map(|number| number.as_float().ok()).collect();
    let drawn = field.has(b"AP") || field.has(b"MK");
    match numbers.as_slice() {
        [left, bottom, right, top] => (right - left).abs() > 0.0 && (top - bottom).abs() > 0.0 && drawn,
        _ => drawn,
    }
}

/// Says of itself that it is a widget.
pub fn is_widget(field: &Dictionary) -> bool {
    field.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Widget")
}

/// Equal as objects, wherever in the file they stand.
pub fn same(a: Option<&Object>, b: Option<&Object>) -> bool {
    match (a, b) {
        (Some(Object::Stream(a)), Some(Object::Stream(b))) => {
            let Stream { dict, content, .. } = a;
            *dict == b.dict && *content == b.content
        }
        (a, b) => a == b,
    }
}

/// Keys whose values differ as written.
pub fn differing(old: &Dictionary, new: &Dictionary) -> Vec<Vec<u8>> {
    let keys = old.iter().chain(new.iter()).map(|(key, _)| key);
    let mut found: Vec<Vec<u8>> = keys.filter(|key| old.get(key).ok() != new.get(key).ok()).cloned().collect();
    found.sort();
    found.dedup();
    found
}

/// Whether a key is the same text in both, however it is encoded: some software writes a whole dictionary anew when it changes one key.
pub fn reads_the_same(old: &Dictionary, new: &Dictionary, key: &[u8]) -> bool {
    let text = |dictionary: &Dictionary| {
        let value = dictionary.get(key).ok()?;
        // An odd byte behind whole characters would be read by nobody.
        let whole = value.as_str().is_ok_and(|bytes| !bytes.starts_with(b"\xfe\xff") || bytes.len() % 2 == 0);
        decode_text_string(value).ok().filter(|_| whole)
    };
    text(old).is_some_and(|old| text(new) == Some(old))
}

/// The references that an array got at its end; `None` when it did anything else.
pub fn grown(before: Option<&Object>, after: Option<&Object>) -> Option<Vec<ObjectId>> {
    let empty = Vec::new();
    let list = |object: Option<&Object>| match object {
        None => Some(Vec::new()),
        Some(Object::Array(array)) => Some(array.clone()),
        Some(_) => None,
    };
    let (before, after) = (list(before)?, list(after).unwrap_or(empty));
    let added = after.strip_prefix(before.as_slice())?;
    added.iter().map(|object| object.as_reference().ok()).collect()
}

/// Every reference inside an object.
pub fn references(object: &Object, visit: &mut impl FnMut(ObjectId)) {
    match object {
        Object::Reference(id) => visit(*id),
        Object::Array(array) => array.iter().for_each(|item| references(item, visit)),
        Object::Dictionary(dictionary) => dictionary.iter().for_each(|(_, item)| references(item, visit)),
        Object::Stream(stream) => stream.dict.iter().for_each(|(_, item)| references(item, visit)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::{StringFormat, dictionary};

    #[test]
    fn a_text_is_the_same_in_every_encoding() {
        let of = |bytes: &[u8]| dictionary! { "TU" => Object::String(bytes.to_vec(), StringFormat::Literal) };
        let wide = of(b"\xfe\xff\x00\x49\x01\x31");
        assert!(reads_the_same(&wide, &of(b"I\x9a"), b"TU"), "PDFDocEncoding");
        assert!(reads_the_same(&wide, &of("\u{feff}Iı".as_bytes()), b"TU"), "UTF-8");
        for other in [&b"I"[..], b"\xfe\xff\x00\x49\x01\x31\x00", b"i\x9a", b""] {
            assert!(!reads_the_same(&wide, &of(other), b"TU"), "{other:?}");
        }
        assert!(!reads_the_same(&wide, &Dictionary::new(), b"TU"));
    }
}
