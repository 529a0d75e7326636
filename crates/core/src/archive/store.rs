//! The only file that touches the archive's table.

use crate::audit::{self, Entry};
use crate::db::{Conn, IntoResult};
use crate::register::duties::OfficerScope;
use crate::schema::archive_items;
use crate::world::World;
use diesel::prelude::*;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{ArchiveItemId, PersonId, UnitId};
use kunye_kernel::page::{Page, PageRequest};
use kunye_kernel::time::Time;
use zeroize::Zeroizing;

/// A filed paper: what it is, never its content.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = archive_items, treat_none_as_default_value = false)]
pub struct Item {
    pub id: ArchiveItemId,
    pub unit_id: UnitId,
    pub archive_no: String,
    pub year: i32,
    pub number: i32,
    pub subject: String,
    pub kind: String,
    pub media_type: String,
    pub file_name: String,
    /// Bytes.
    pub size: i64,
    pub blob: String,
    pub filed_by: PersonId,
    pub filed_at: Time,
    pub replaced_at: Option<Time>,
    /// Its time was over: of the paper only this line is left.
    pub destroyed_at: Option<Time>,
}

pub(super) fn insert(tx: &mut Conn, item: &Item) -> Result<()> {
    diesel::insert_into(archive_items::table).values(item).execute(tx).or_fail().map(|_| ())
}

pub(super) fn replace(tx: &mut Conn, id: &ArchiveItemId, now: Time) -> Result<()> {
    diesel::update(archive_items::table.find(id)).set(archive_items::replaced_at.eq(now)).execute(tx).or_fail().map(|_| ())
}

pub(super) fn next_number(tx: &mut Conn, unit: &UnitId, year: i32) -> Result<i32> {
    let last: Option<i32> = archive_items::table
        .filter(archive_items::unit_id.eq(unit))
        .filter(archive_items::year.eq(year))
        .select(diesel::dsl::max(archive_items::number))
        .first(tx)
        .or_fail()?;
    Ok(last.unwrap_or(0) + 1)
}

/// The paper of a kind that counts.
pub fn current(conn: &mut Conn, subject: &str, kind: &str) -> Result<Option<Item>> {
    archive_items::table
        .filter(archive_items::subject.eq(subject))
        .filter(archive_items::kind.eq(kind))
        .filter(archive_items::replaced_at.is_null())
        .select(Item::as_select())
        .first(conn)
        .or_none()
}

/// Every paper of a subject, replaced ones too, oldest first.
pub fn of_subject(conn: &mut Conn, subject: &str) -> Result<Vec<Item>> {
    archive_items::table
        .filter(archive_items::subject.eq(subject))
        .order(archive_items::filed_at)
        .select(Item::as_select())
        .load(conn)
        .or_fail()
}

pub(super) fn overdue(conn: &mut Conn, before: Time, most: i64) -> Result<Vec<Item>> {
    archive_items::table
        .filter(archive_items::destroyed_at.is_null())
        .filter(archive_items::filed_at.lt(before))
        .order(archive_items::filed_at)
        .limit(most)
        .select(Item::as_select())
        .load(conn)
        .or_fail()
}

/// Whether another paper that is still kept has the same bytes.
pub(super) fn is_shared(conn: &mut Conn, item: &Item) -> Result<bool> {
    let others: i64 = archive_items::table
        .filter(archive_items::blob.eq(&item.blob))
        .filter(archive_items::id.ne(&item.id))
        .filter(archive_items::destroyed_at.is_null())
        .count()
        .get_result(conn)
        .or_fail()?;
    Ok(others > 0)
}

/// What stays is its number, its kind and its dates.
pub(super) fn empty(tx: &mut Conn, id: &ArchiveItemId, now: Time) -> Result<()> {
    diesel::update(archive_items::table.find(id))
        .set((archive_items::blob.eq(""), archive_items::file_name.eq(""), archive_items::destroyed_at.eq(now)))
        .execute(tx)
        .or_fail()
        .map(|_| ())
}

/// What to look for in an archive.
pub struct Search<'a> {
    pub archive_no: &'a str,
    /// Papers of these subjects are found as well.
    pub subjects: Vec<String>,
}

/// The archives of the officer's own units (not of those below), newest first.
pub fn in_units(conn: &mut Conn, scope: &OfficerScope, page: PageRequest) -> Result<Page<Item>> {
    listed(conn, scope, None, page)
}

/// What a search finds in the same archives.
pub fn find_in_units(conn: &mut Conn, scope: &OfficerScope, search: &Search<'_>, page: PageRequest) -> Result<Page<Item>> {
    listed(conn, scope, Some(search), page)
}

fn listed(conn: &mut Conn, scope: &OfficerScope, search: Option<&Search<'_>>, page: PageRequest) -> Result<Page<Item>> {
    let own = || {
        let mut own = archive_items::table.filter(archive_items::unit_id.eq_any(scope.duty_units().to_vec())).into_boxed();
        if let Some(search) = search {
            own = own.filter(archive_items::archive_no.eq(search.archive_no).or(archive_items::subject.eq_any(&search.subjects)));
        }
        own
    };
    let total = own().count().get_result(conn).or_fail()?;
    let items = own()
        .order((archive_items::filed_at.desc(), archive_items::id.desc()))
        .limit(page.limit())
        .offset(page.offset())
        .select(Item::as_select())
        .load(conn)
        .or_fail()?;
    Ok(Page { items, total, request: page })
}

/// A paper taken out of the archive.
pub struct Open {
    pub item: Item,
    pub bytes: Zeroizing<Vec<u8>>,
}

/// Opens a paper, for an officer whose own unit's archive it is in; recorded each time. For everyone else it does not exist.
pub fn open(world: &World, actor: &Actor, id: &ArchiveItemId) -> Result<Open> {
    let (now, today) = (world.now(), world.today());
    let item = world.db.write(|tx| {
        let scope = crate::register::duties::officer_scope(tx, actor, today)?;
        let item: Item = archive_items::table
            .find(id)
            .filter(archive_items::unit_id.eq_any(scope.duty_units().to_vec()))
            .select(Item::as_select())
            .first(tx)
            .or_none()?
            .ok_or_else(Error::not_found)?;
        if item.destroyed_at.is_some() {
            return Err(Error::conflict("document-destroyed"));
        }
        audit::record(tx, now, actor, &Entry::new("archive.opened", "request", &item.subject).unit(&item.unit_id))?;
        Ok(item)
    })?;
    let bytes = world.blobs.get(item.unit_id.as_str(), &item.blob)?;
    Ok(Open { item, bytes })
}
