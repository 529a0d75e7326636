//! Signature fields where a template leaves room for them, so that signing software fills a field that is there and touches nothing
//! else: neither the page's structure nor its archival form.
//!
//! A template marks a place with a link to `kunye-sign:NAME`. The link's annotation becomes the field's widget: it keeps its rectangle
//! and its place in the structure tree, where `Link` becomes `Form` (ISO 14289-1, 7.18.4).

use crate::RenderError;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

/// The scheme of the links that stand for fields.
const MARK: &[u8] = b"kunye-sign:";

/// Print (ISO 32000-2, table 167): an archived document shows on paper what it shows on screen.
const PRINT: i64 = 4;

/// Makes a field of every marked place. `tooltip` gives what a screen reader says of the field of a name.
pub(crate) fn prepare(pdf: &[u8], tooltip: impl Fn(&str) -> String) -> Result<Vec<u8>, RenderError> {
    let mut document = Document::load_mem(pdf).map_err(RenderError::broken)?;
    let marked: Vec<(ObjectId, ObjectId, String)> = document
        .page_iter()
        .flat_map(|page| annotations(&document, page).into_iter().map(move |annotation| (page, annotation)))
        .filter_map(|(page, annotation)| Some((page, annotation, marked(&document, annotation)?)))
        .collect();
    if marked.is_empty() {
        return Ok(pdf.to_vec());
    }
    let mut fields = Vec::with_capacity(marked.len());
    for (page, annotation, name) in marked {
        become_field(&mut document, page, annotation, &name, &tooltip(&name))?;
        let element = document.objects.values_mut().filter_map(|object| object.as_dict_mut().ok()).find(|dictionary| {
            dictionary.get(b"S").and_then(Object::as_name).is_ok_and(|kind| kind == b"Link") && refers(dictionary, annotation)
        });
        if let Some(element) = element {
            element.set("S", "Form");
            // Its only child stands by itself and not in a list of one: that is how validators look for the field of a form.
            if let Ok([only]) = element.get(b"K").and_then(Object::as_array).map(Vec::as_slice) {
                let only = only.clone();
                element.set("K", only);
            }
        }
        fields.push(Object::Reference(annotation));
    }
    let form = document.add_object(dictionary! { "Fields" => fields });
    document.catalog_mut().map_err(RenderError::broken)?.set("AcroForm", form);
    let mut out = Vec::with_capacity(pdf.len() * 2);
    document.save_to(&mut out).map_err(RenderError::broken)?;
    Ok(out)
}

fn annotations(document: &Document, page: ObjectId) -> Vec<ObjectId> {
    let page = document.get_dictionary(page);
    let annotations = page.and_then(|page| page.get_deref(b"Annots", document)).and_then(Object::as_array);
    annotations.map(|all| all.iter().filter_map(|one| one.as_reference().ok()).collect()).unwrap_or_default()
}

/// The name of the field that an annotation stands for.
fn marked(document: &Document, annotation: ObjectId) -> Option<String> {
    let annotation = document.get_dictionary(annotation).ok()?;
    let action = annotation.get_deref(b"A", document).and_then(Object::as_dict).ok()?;
    let address = action.get_deref(b"URI", document).and_then(Object::as_str).ok()?;
    Some(String::from_utf8_lossy(address.strip_prefix(MARK)?).into_owned())
}

fn become_field(document: &mut Document, page: ObjectId, id: ObjectId, name: &str, tooltip: &str) -> Result<(), RenderError> {
    let old = document.get_dictionary(id).map_err(RenderError::broken)?;
    let rectangle = old.get(b"Rect").cloned().map_err(RenderError::broken)?;
    let parent = old.get(b"StructParent").ok().cloned();
    // Every annotation of an archived document has an appearance (ISO 19005-2, 6.3.3): nothing, until it is signed.
    let appearance = document.add_object(Stream::new(
        dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => size(&rectangle), "Resources" => dictionary! {} },
        Vec::new(),
    ));
    let mut widget = dictionary! {
        "Type" => "Annot", "Subtype" => "Widget", "FT" => "Sig", "T" => Object::string_literal(name), "TU" => text(tooltip),
        "Rect" => rectangle, "F" => PRINT, "P" => page, "AP" => dictionary! { "N" => appearance },
    };
    if let Some(parent) = parent {
        widget.set("StructParent", parent);
    }
    document.objects.insert(id, Object::Dictionary(widget));
    Ok(())
}

/// The same rectangle with its corner at the origin.
fn size(rectangle: &Object) -> Object {
    let corners: Vec<f32> =
        rectangle.as_array().map(|all| all.iter().filter_map(|one| one.as_float().ok()).collect()).unwrap_or_default();
    match corners.as_slice() {
        [left, bottom, right, top] => {
            Object::Array(vec![0.into(), 0.into(), Object::Real(right - left), Object::Real(top - bottom)])
        }
        _ => Object::Array(vec![0.into(); 4]),
    }
}

/// A text string (ISO 32000-2, 7.9.2.2): UTF-16 with its mark.
fn text(text: &str) -> Object {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    Object::String(units.flat_map(u16::to_be_bytes).collect(), StringFormat::Hexadecimal)
}

/// Whether a structure element has this annotation among its children.
fn refers(element: &Dictionary, annotation: ObjectId) -> bool {
    let is_it = |child: &Object| {
        child
            .as_dict()
            .and_then(|child| child.get(b"Obj"))
            .and_then(Object::as_reference)
            .is_ok_and(|object| object == annotation)
    };
    match element.get(b"K") {
        Ok(Object::Array(children)) => children.iter().any(is_it),
        Ok(child) => is_it(child),
        Err(_) => false,
    }
}
