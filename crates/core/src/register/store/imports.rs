//! Queries on imports.

use super::super::import::{Counts, ImportKind};
use crate::db::{Conn, IntoResult, text_enum};
use crate::schema::imports;
use diesel::prelude::*;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::ImportId;
use kunye_kernel::time::Time;

text_enum! {
    /// How far an import has come.
    pub enum ImportState { Previewed = "previewed", Applied = "applied", Discarded = "discarded" }
}

/// An import, without the file.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = imports, treat_none_as_default_value = false)]
pub struct ImportRecord {
    pub id: ImportId,
    pub kind: ImportKind,
    pub file_name: String,
    pub(in crate::register) blob: String,
    pub state: ImportState,
    pub(in crate::register) plan_hash: String,
    /// JSON of [`Counts`].
    counts: String,
    /// A person's id, or `operator:` and a name.
    pub(in crate::register) created_by: String,
    pub created_at: Time,
    pub ended_at: Option<Time>,
}

/// What a new record is made of.
pub(in crate::register) struct NewImport {
    pub id: ImportId,
    pub kind: ImportKind,
    pub file_name: String,
    pub blob: String,
    pub plan_hash: String,
    pub counts: Counts,
    pub created_by: String,
    pub now: Time,
}

impl ImportRecord {
    pub fn counts(&self) -> Result<Counts> {
        serde_json::from_str(&self.counts).map_err(Error::internal)
    }
}

pub(in crate::register) fn insert(tx: &mut Conn, new: &NewImport) -> Result<()> {
    let record = ImportRecord {
        id: new.id.clone(),
        kind: new.kind,
        file_name: new.file_name.clone(),
        blob: new.blob.clone(),
        state: ImportState::Previewed,
        plan_hash: new.plan_hash.clone(),
        counts: serde_json::to_string(&new.counts).map_err(Error::internal)?,
        created_by: new.created_by.clone(),
        created_at: new.now,
        ended_at: None,
    };
    diesel::insert_into(imports::table).values(&record).execute(tx).or_fail().map(drop)
}

pub(in crate::register) fn find(conn: &mut Conn, id: &ImportId) -> Result<Option<ImportRecord>> {
    imports::table.find(id).select(ImportRecord::as_select()).first(conn).or_none()
}

/// The latest imports: those of one creator, or of all.
pub(in crate::register) fn latest(conn: &mut Conn, created_by: Option<&str>) -> Result<Vec<ImportRecord>> {
    let mut query = imports::table.order(imports::created_at.desc()).limit(50).select(ImportRecord::as_select()).into_boxed();
    if let Some(created_by) = created_by {
        query = query.filter(imports::created_by.eq(created_by));
    }
    query.load(conn).or_fail()
}

/// Previews from before a moment that nobody applied or discarded.
pub(in crate::register) fn left_behind(conn: &mut Conn, before: Time) -> Result<Vec<ImportRecord>> {
    imports::table
        .filter(imports::state.eq(ImportState::Previewed))
        .filter(imports::created_at.lt(before))
        .select(ImportRecord::as_select())
        .load(conn)
        .or_fail()
}

/// Ends a preview. `false` when it had already ended.
pub(in crate::register) fn end(tx: &mut Conn, id: &ImportId, state: ImportState, now: Time) -> Result<bool> {
    let waiting = imports::table.find(id).filter(imports::state.eq(ImportState::Previewed));
    let ended = diesel::update(waiting).set((imports::state.eq(state), imports::ended_at.eq(now))).execute(tx).or_fail()?;
    Ok(ended == 1)
}
