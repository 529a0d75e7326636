//! What a change is called, for somebody who reads the document and knows nothing of its objects.

use crate::pdf::Revision;
use crate::pdf::objects::references;
use crate::verdict::{Code, Reason};
use lopdf::{Object, ObjectId};
use std::collections::HashSet;

/// `what` is a word of ours; whoever shows it has the sentence.
pub fn changed(what: &str) -> Reason {
    Code::Changed.with("what", what)
}

/// Pages are counted from 0 here, and from 1 where people read it.
pub fn page_changed(page: usize) -> Reason {
    changed("page").with("number", (page + 1).to_string())
}

/// An object that differs: a font, an annotation, or what the first page that uses it shows.
pub fn described(signed: &Revision, id: ObjectId, old: &Object) -> Reason {
    let dictionary = old.as_dict().ok().or_else(|| old.as_stream().ok().map(|stream| &stream.dict));
    let is_a = |kinds: &[&[u8]]| dictionary.is_some_and(|dictionary| kinds.iter().any(|kind| dictionary.has_type(kind)));
    if is_a(&[b"Font", b"FontDescriptor", b"Encoding", b"CMap"]) {
        return changed("font");
    }
    if is_a(&[b"Annot"]) {
        return changed("annotation");
    }
    let page = signed.page_iter().position(|page| shows(signed, page, id));
    page.map_or_else(|| changed("object"), page_changed)
}

/// Whether a page leads to an object, not by way of other pages.
fn shows(document: &Revision, page: ObjectId, sought: ObjectId) -> bool {
    let (mut seen, mut next) = (HashSet::from([page]), vec![page]);
    while let Some(object) = next.pop().and_then(|id| document.objects.get(&id)) {
        references(object, &mut |id| {
            let is_page = document.get_dictionary(id).is_ok_and(|one| one.has_type(b"Page") || one.has_type(b"Pages"));
            if !is_page && document.objects.contains_key(&id) && seen.insert(id) {
                next.push(id);
            }
        });
    }
    seen.contains(&sought)
}
