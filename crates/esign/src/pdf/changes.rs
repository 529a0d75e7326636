//! What was added after a signature. Allowed is only what later signatures need (ETSI EN 319 142-1, 5.4 and 5.5; ISO 32000-2, 12.8.2.2):
//! signature fields and their values, document time stamps, the security store, dates and metadata of the file; and form fields that
//! are filled in, where the signature itself leaves them free. Everything else that differs, whether it can be seen or not, is a change.

use crate::pdf::Revision;
use crate::pdf::fields::{Field, Signature, lock, signature_fields};
use crate::pdf::filling::{allowed, blanks, is_filled_in};
use crate::pdf::naming::{changed, described, page_changed};
use crate::pdf::objects::{differing, grown, is_visible, is_widget, reads_the_same, references, same};
use crate::verdict::{Code, Reason};
use lopdf::xref::XrefEntry;
use lopdf::{Dictionary, Document, Object, ObjectId};
use serde::Serialize;
use std::collections::{HashMap, HashSet};

/// Something that was added, and may be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
    Signature { field: String, visible: bool },
    DocumentTimeStamp { field: String },
    EmptySignatureField { field: String },
    FormFilled { field: String },
    ValidationData,
    Metadata,
}

/// Compares the revision that was signed with the last one.
///
/// # Errors
/// `Changed` and what changed, `ChangedCertified` or `ChangedLocked` where the author allowed less, `Hidden` where something that the
/// signed revision left open was filled.
pub fn since(signed: &Revision, last: &Revision, own: Option<&Signature>) -> Result<Vec<Change>, Reason> {
    let mut comparison = Comparison::new(signed, last);
    comparison.trailer()?;
    comparison.catalog()?;
    comparison.pages()?;
    comparison.fields()?;
    comparison.filling(own)?;
    comparison.rest()?;
    comparison.author(own)?;
    Ok(comparison.changes)
}

struct Comparison<'a> {
    signed: &'a Revision,
    last: &'a Revision,
    /// How often each object is referred to in the signed revision.
    referred: HashMap<ObjectId, usize>,
    /// Objects that may differ: looked at, key by key.
    judged: HashSet<ObjectId>,
    old_fields: Vec<Field>,
    /// Signature fields that the signed revision does not have.
    new_fields: Vec<Field>,
    filled: Vec<String>,
    changes: Vec<Change>,
}

impl<'a> Comparison<'a> {
    fn new(signed: &'a Revision, last: &'a Revision) -> Self {
        let mut referred = HashMap::new();
        for (_, object) in signed.objects.iter().filter(|(id, _)| !signed.is_structure(**id)) {
            references(object, &mut |id| *referred.entry(id).or_default() += 1);
        }
        let old_fields = signature_fields(signed);
        let is_new = |field: &Field| field.id.is_some_and(|id| !signed.objects.contains_key(&id));
        let new_fields = signature_fields(last).into_iter().filter(is_new).collect();
        Self { signed, last, referred, judged: HashSet::new(), old_fields, new_fields, filled: Vec::new(), changes: Vec::new() }
    }

    /// An object may be judged as one thing only when nothing else uses it too.
    fn judge(&mut self, id: ObjectId, uses: usize) -> Result<(), Reason> {
        if self.referred.get(&id).copied().unwrap_or_default() > uses {
            return Err(changed("shared-object"));
        }
        self.judged.insert(id);
        Ok(())
    }

    /// The value of a key in both, looked up; an indirect one is judged.
    fn both(
        &mut self,
        old: Option<&'a Object>,
        new: Option<&'a Object>,
    ) -> Result<(Option<&'a Object>, Option<&'a Object>), Reason> {
        if let Some(id) = old.and_then(|old| old.as_reference().ok()) {
            self.judge(id, 1)?;
        }
        let look = |document: &'a Document, object: Option<&'a Object>| {
            object.and_then(|object| document.dereference(object).ok()).map(|(_, object)| object)
        };
        Ok((look(self.signed, old), look(self.last, new)))
    }

    fn trailer(&mut self) -> Result<(), Reason> {
        let (old, new) = (&self.signed.trailer, &self.last.trailer);
        if old.get(b"Root").ok() != new.get(b"Root").ok() {
            return Err(changed("root"));
        }
        let (old_info, new_info) = (old.get(b"Info").ok(), new.get(b"Info").ok());
        if let Some(id) = old_info.and_then(|info| info.as_reference().ok()) {
            self.judge(id, 0)?;
        }
        let info = |document: &'a Document, object: Option<&'a Object>| {
            object.and_then(|object| document.dereference(object).ok()).and_then(|(_, object)| object.as_dict().ok())
        };
        let empty = Dictionary::new();
        let (before, after) = (info(self.signed, old_info).unwrap_or(&empty), info(self.last, new_info).unwrap_or(&empty));
        let differing = differing(before, after);
        let may = |key: &Vec<u8>| {
            matches!(key.as_slice(), b"ModDate" | b"Producer" | b"CreationDate") || reads_the_same(before, after, key)
        };
        if !differing.iter().all(may) {
            return Err(changed("information"));
        }
        if !differing.is_empty() {
            self.note(Change::Metadata);
        }
        Ok(())
    }

    fn catalog(&mut self) -> Result<(), Reason> {
        let (Ok(old), Ok(new)) = (self.signed.catalog(), self.last.catalog()) else { return Err(changed("root")) };
        let root = self.signed.trailer.get(b"Root").and_then(Object::as_reference).map_err(|_| changed("root"))?;
        self.judged.insert(root);
        for key in [&b"AcroForm"[..], b"DSS", b"Metadata", b"Extensions", b"Version"] {
            let (before, after) = self.both(old.get(key).ok(), new.get(key).ok())?;
            match key {
                b"AcroForm" => self.form(before, after)?,
                b"DSS" => self.store(before, after)?,
                b"Metadata" => self.metadata(before, after)?,
                _ => {}
            }
        }
        let known = [&b"AcroForm"[..], b"DSS", b"Metadata", b"Extensions", b"Version"];
        match differing(old, new).into_iter().find(|key| !known.contains(&key.as_slice())) {
            Some(key) => Err(changed("catalog").with("key", String::from_utf8_lossy(&key))),
            None => Ok(()),
        }
    }

    fn metadata(&mut self, before: Option<&Object>, after: Option<&Object>) -> Result<(), Reason> {
        if same(before, after) {
            return Ok(());
        }
        let is_metadata = |object: &Object| object.as_stream().is_ok_and(|stream| stream.dict.has_type(b"Metadata"));
        if before.is_some_and(|object| !is_metadata(object)) || !after.is_some_and(is_metadata) {
            return Err(changed("metadata"));
        }
        self.note(Change::Metadata);
        Ok(())
    }

    /// The store grows; it holds bytes that prove themselves, and nothing that is shown.
    fn store(&mut self, before: Option<&'a Object>, after: Option<&'a Object>) -> Result<(), Reason> {
        if let Some(before) = before.and_then(|before| before.as_dict().ok()) {
            self.judge_store(before, 0)?;
        }
        if same(before, after) {
            return Ok(());
        }
        let Some(after) = after.and_then(|after| after.as_dict().ok()) else {
            return if before.is_none() { Ok(()) } else { Err(changed("validation-data")) };
        };
        if after.iter().any(|(key, _)| !matches!(key.as_slice(), b"Type" | b"VRI" | b"Certs" | b"CRLs" | b"OCSPs")) {
            return Err(changed("validation-data"));
        }
        self.note(Change::ValidationData);
        Ok(())
    }

    /// Arrays and dictionaries of the old store may differ when they are its own.
    fn judge_store(&mut self, dictionary: &'a Dictionary, depth: usize) -> Result<(), Reason> {
        for (_, value) in dictionary.iter().filter(|_| depth < 3) {
            let Ok((id, object)) = self.signed.dereference(value) else { continue };
            if let (Some(id), Object::Array(_) | Object::Dictionary(_)) = (id, object) {
                self.judge(id, 1)?;
            }
            if let Object::Dictionary(inner) = object {
                self.judge_store(inner, depth + 1)?;
            }
        }
        Ok(())
    }

    fn form(&mut self, before: Option<&'a Object>, after: Option<&'a Object>) -> Result<(), Reason> {
        let (Some(Object::Dictionary(old)), Some(Object::Dictionary(new))) = (before, after) else {
            return if same(before, after) { Ok(()) } else { Err(changed("form")) };
        };
        if differing(old, new).iter().any(|key| !matches!(key.as_slice(), b"Fields" | b"SigFlags")) {
            return Err(changed("form"));
        }
        let (before, after) = self.both(old.get(b"Fields").ok(), new.get(b"Fields").ok())?;
        let added = grown(before, after).ok_or_else(|| changed("form"))?;
        for field in added {
            if !self.new_fields.iter().any(|new| new.id == Some(field)) {
                return Err(changed("form-field"));
            }
        }
        Ok(())
    }

    /// Pages are the same ones, and have the same on them but for new signature fields.
    fn pages(&mut self) -> Result<(), Reason> {
        let pages: Vec<ObjectId> = self.signed.page_iter().collect();
        if pages != self.last.page_iter().collect::<Vec<_>>() {
            return Err(changed("pages"));
        }
        for (number, id) in pages.into_iter().enumerate() {
            let page = |document: &'a Document| document.get_dictionary(id).map_err(|_| changed("pages"));
            let (old, new) = (page(self.signed)?, page(self.last)?);
            let (old_notes, new_notes) = (old.get(b"Annots").ok(), new.get(b"Annots").ok());
            if differing(old, new).iter().any(|key| key != b"Annots") {
                return Err(page_changed(number));
            }
            let indirect = old_notes.and_then(|notes| notes.as_reference().ok());
            let (before, after) = if indirect.is_some() && old_notes == new_notes {
                let id = indirect.unwrap_or_default();
                (self.signed.get_object(id).ok(), self.last.get_object(id).ok())
            } else {
                let look = |document: &'a Document, object: Option<&'a Object>| {
                    object.and_then(|object| document.dereference(object).ok()).map(|(_, object)| object)
                };
                (look(self.signed, old_notes), look(self.last, new_notes))
            };
            if !same(before, after) {
                if let Some(id) = indirect {
                    self.judge(id, 1)?;
                }
                let added = grown(before, after).ok_or_else(|| page_changed(number))?;
                if added.iter().any(|note| !self.new_fields.iter().any(|field| field.id == Some(*note))) {
                    return Err(page_changed(number));
                }
            }
            self.judged.insert(id);
        }
        Ok(())
    }

    /// Empty signature fields may be signed; new ones may be added, signed or not, but not to show something that nobody signed.
    fn fields(&mut self) -> Result<(), Reason> {
        const OF_A_FIELD: [&[u8]; 24] = [
            b"Type",
            b"Subtype",
            b"FT",
            b"T",
            b"TU",
            b"V",
            b"Rect",
            b"F",
            b"Ff",
            b"P",
            b"AP",
            b"Lock",
            b"SV",
            b"MK",
            b"DA",
            b"BS",
            // What neither draws nor acts.
            b"NM",
            b"H",
            b"Border",
            b"M",
            b"TM",
            b"StructParent",
            b"DR",
            b"Q",
        ];
        for field in std::mem::take(&mut self.new_fields) {
            let is_other = field.dictionary.has(b"Subtype") && !is_widget(&field.dictionary);
            if is_other || field.dictionary.iter().any(|(key, _)| !OF_A_FIELD.contains(&key.as_slice())) {
                return Err(changed("form-field"));
            }
            let visible = is_visible(&field.dictionary, self.last);
            self.added(&field, visible)?;
            self.new_fields.push(field);
        }
        let now = signature_fields(self.last);
        for old in self.old_fields.clone() {
            let Some(id) = old.id else { continue };
            let (Some(before), Some(after)) = (self.signed.objects.get(&id), self.last.objects.get(&id)) else { continue };
            if same(Some(before), Some(after)) || old.signature.is_some() {
                continue;
            }
            let Some(new) = now.iter().find(|field| field.id == Some(id)) else { return Err(changed("form-field")) };
            let texts = |key: &Vec<u8>| key == b"TU" && reads_the_same(&old.dictionary, &new.dictionary, key);
            let may = |key: &Vec<u8>| matches!(key.as_slice(), b"V" | b"AP" | b"F" | b"MK" | b"DA") || texts(key);
            if !differing(&old.dictionary, &new.dictionary).iter().all(may) || new.signature.is_none() {
                return Err(changed("form-field"));
            }
            self.judge(id, usize::MAX)?;
            self.filled.push(old.name.clone());
            self.added(new, is_visible(&new.dictionary, self.last))?;
        }
        Ok(())
    }

    fn added(&mut self, field: &Field, visible: bool) -> Result<(), Reason> {
        let name = field.name.clone();
        match &field.signature {
            // A time stamp shows nothing (12.8.5), and anybody can have one made.
            Some(signature) if signature.is_time_stamp && visible => return Err(changed("time-stamp").with("field", name)),
            Some(signature) if signature.is_time_stamp => self.note(Change::DocumentTimeStamp { field: name }),
            Some(_) => self.note(Change::Signature { field: name, visible }),
            None if visible => return Err(changed("form-field")),
            None => self.note(Change::EmptySignatureField { field: name }),
        }
        Ok(())
    }

    /// Fields that were there may be filled in when this very signature leaves them free.
    fn filling(&mut self, own: Option<&Signature>) -> Result<(), Reason> {
        for (id, name) in blanks(self.signed) {
            let dictionary = |document: &'a Document| document.get_dictionary(id).ok();
            let (Some(old), Some(new)) = (dictionary(self.signed), dictionary(self.last)) else { continue };
            let differing = differing(old, new);
            if differing.is_empty() || self.judged.contains(&id) {
                continue;
            }
            allowed(own, &name)?;
            if !is_filled_in(&differing, new) {
                return Err(changed("form-field").with("field", name));
            }
            self.judged.insert(id);
            self.filled.push(name.clone());
            self.note(Change::FormFilled { field: name });
        }
        Ok(())
    }

    /// Every other object is what it was, and nothing fills a place that the signed revision left open.
    fn rest(&mut self) -> Result<(), Reason> {
        for (id, old) in &self.signed.objects {
            let new = self.last.objects.get(id);
            let is_structure = self.signed.is_structure(*id);
            // Nobody who adds a signature writes a stream anew; where one seems the same, its length may be read in two ways.
            let rewritten = old.as_stream().is_ok() && self.moved(*id) && !is_structure;
            if (same(Some(old), new) && !rewritten)
                || self.judged.contains(id)
                || (is_structure && new.is_none_or(|_| self.last.is_structure(*id)))
            {
                continue;
            }
            return Err(described(self.signed, *id, old));
        }
        // By number alone: some readers do not look at generations.
        let numbers = |revision: &Revision| revision.objects.keys().map(|id| id.0).collect::<HashSet<u32>>();
        let (before, after) = (numbers(self.signed), numbers(self.last));
        let is_new = |id: &ObjectId| after.contains(&id.0) && !before.contains(&id.0);
        if self.referred.keys().any(is_new) { Err(Code::Hidden.into()) } else { Ok(()) }
    }

    /// Whether the last revision has the object at another place.
    fn moved(&self, id: ObjectId) -> bool {
        let place = |document: &Document| match document.reference_table.get(id.0) {
            Some(XrefEntry::Normal { offset, .. }) => Some(*offset),
            _ => None,
        };
        place(self.signed) != place(self.last)
    }

    /// What the author of a certified document, or this signer, allows (ISO 32000-2, 12.8.2.2, 12.8.2.4).
    fn author(&self, own: Option<&Signature>) -> Result<(), Reason> {
        let signed = || self.old_fields.iter().filter(|field| field.signature.is_some());
        let certified = signed().filter_map(|field| field.signature.as_ref().and_then(|signature| signature.certifies));
        // A signature's lock may carry such a number too (table 236).
        let by_lock = signed().filter_map(|field| {
            let lock = field.dictionary.get_deref(b"Lock", self.signed).and_then(Object::as_dict).ok()?;
            lock.get_deref(b"P", self.signed).and_then(Object::as_i64).ok()
        });
        let allowed = certified.chain(by_lock).min();
        let is_of_a_form = |change: &Change| {
            matches!(change, Change::Signature { .. } | Change::EmptySignatureField { .. } | Change::FormFilled { .. })
        };
        if allowed == Some(1) && self.changes.iter().any(is_of_a_form) {
            return Err(Code::ChangedCertified.into());
        }
        let new_and_visible = self.new_fields.iter().any(|field| is_visible(&field.dictionary, self.last));
        if allowed.is_some() && new_and_visible {
            return Err(Code::ChangedCertified.into());
        }
        let own = own.and_then(|own| own.lock.clone()).into_iter();
        let locks = signed().filter_map(|field| {
            let lock_of = field.dictionary.get_deref(b"Lock", self.signed).and_then(Object::as_dict).ok()?;
            Some(lock(self.signed, lock_of))
        });
        let all: Vec<_> = own.chain(locks).collect();
        match self.filled.iter().find(|name| all.iter().any(|lock| lock.holds(name))) {
            Some(field) => Err(Code::ChangedLocked.with("field", field.as_str())),
            None => Ok(()),
        }
    }

    fn note(&mut self, change: Change) {
        if !self.changes.contains(&change) {
            self.changes.push(change);
        }
    }
}
