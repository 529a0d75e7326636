//! A unit's own file of forms (A6). The papers stay with the unit: its officers open them, the levels above see that they exist. When
//! their time is over they are destroyed, and the record says so.

mod content;
pub mod destroy;
mod store;

pub use content::{Checked, check};
pub use store::{Item, Open, Search, current, find_in_units, in_units, of_subject, open};

use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::register::duties::OfficerOf;
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::ArchiveItemId;

/// A paper on its way into the archive: already checked, and its bytes already in the blob store.
pub struct NewItem<'a> {
    pub officer: &'a OfficerOf,
    /// Id of what it belongs to: a request.
    pub subject: &'a str,
    /// `form`: a scan of the signed form; `signed_form`: the form with electronic signatures.
    pub kind: &'static str,
    pub file_name: &'a str,
    pub checked: Checked,
    pub blob: String,
}

/// Stores the bytes; to be called before the transaction of [`file`].
pub fn keep(world: &World, officer: &OfficerOf, bytes: &[u8]) -> Result<String> {
    world.blobs.put(officer.unit().as_str(), bytes)
}

/// Files a paper under the next number of the unit's year. An earlier paper of the same kind stays, marked as replaced.
pub fn file(tx: &mut Conn, world: &World, actor: &Actor, new: &NewItem<'_>) -> Result<Item> {
    let now = world.now();
    if let Some(before) = store::current(tx, new.subject, new.kind)? {
        if before.blob == new.blob {
            return Ok(before);
        }
        store::replace(tx, &before.id, now)?;
    }
    let unit = crate::register::unit(tx, new.officer.unit())?.ok_or_else(Error::not_found)?;
    let year = now.day().year();
    let number = store::next_number(tx, &unit.id, year.into())?;
    let item = Item {
        id: ArchiveItemId::new(now, &*world.entropy),
        unit_id: unit.id.clone(),
        archive_no: format!("{}-{year}-{number:05}", unit.detsis),
        year: year.into(),
        number,
        subject: new.subject.to_owned(),
        kind: new.kind.to_owned(),
        media_type: new.checked.media_type.to_owned(),
        file_name: kunye_kernel::text::tidy(new.file_name).chars().take(120).collect(),
        size: new.checked.size,
        blob: new.blob.clone(),
        filed_by: new.officer.person().clone(),
        filed_at: now,
        replaced_at: None,
        destroyed_at: None,
    };
    store::insert(tx, &item)?;
    let detail = serde_json::json!({ "archive_no": item.archive_no, "media_type": item.media_type, "size": item.size });
    audit::record(tx, now, actor, &Entry::new("archive.filed", "request", new.subject).unit(&unit.id).detail(detail))?;
    Ok(item)
}
