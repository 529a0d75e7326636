//! The two steps and what lies between: the file is kept, encrypted, from the preview until it is applied or discarded.

use super::columns::ImportKind;
use super::plan::{Class, Counts, Item, PeoplePlan, Plan, UnitsPlan};
use super::rows::{PersonRow, Rejection, UnitRow};
use super::{Gathered, apply as carry, gather};
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::register::duties::{AdministratorScope, administrator_scope};
use crate::register::store::imports::{self, ImportRecord, ImportState, NewImport};
use crate::register::store::snapshot::{PeopleBook, UnitBook};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::ImportId;
use kunye_kernel::text::tidy;
use kunye_kernel::time::{Day, Time};

/// What the person who imports is shown before anything changes.
#[derive(Debug, Clone)]
pub struct ImportPreview {
    pub id: ImportId,
    pub kind: ImportKind,
    pub file_name: String,
    pub counts: Counts,
    /// Headers of the file that were not read.
    pub ignored: Vec<String>,
    /// The first lines of each class that has any, but for rejected ones.
    pub samples: Vec<(Class, Vec<Item>)>,
    /// Every rejected row.
    pub rejected: Vec<Rejection>,
}

/// Lines of each class that a preview shows.
const SAMPLE: usize = 50;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Reading,
    Comparing,
    Writing,
}

/// How far a long import has come, in rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub stage: Stage,
    pub done: usize,
    /// Unknown while a file is being read.
    pub total: Option<usize>,
}

/// Reads a file and says what it would change. Changes nothing but the list of imports.
pub fn preview(
    world: &World,
    actor: &Actor,
    kind: ImportKind,
    file_name: &str,
    bytes: &[u8],
    progress: &mut dyn FnMut(Progress),
) -> Result<ImportPreview> {
    let today = world.today();
    let scope = world.db.read(|conn| administrator_scope(conn, actor, today))?;
    let file = File::read(kind, bytes, progress)?;
    progress(Progress { stage: Stage::Comparing, done: 0, total: Some(file.rows()) });
    let (plan, _) = world.db.read(|conn| file.plan(conn, &scope, today))?;
    let now = world.now();
    let id = ImportId::new(now, &*world.entropy);
    let new = NewImport {
        blob: world.blobs.put(id.as_str(), bytes)?,
        id,
        kind,
        file_name: base_name(file_name),
        plan_hash: plan.digest(),
        counts: plan.counts(),
        created_by: creator(actor)?,
        now,
    };
    world.db.write(|tx| {
        imports::insert(tx, &new)?;
        let detail = serde_json::json!({ "kind": new.kind, "counts": new.counts });
        audit::record(tx, now, actor, &Entry::new("import.previewed", "import", new.id.as_str()).detail(detail))
    })?;
    Ok(assemble(new.id, kind, new.file_name, file, plan))
}

/// The preview again, against the register as it is now. Applying goes by the first one: see [`apply`].
pub fn show(world: &World, actor: &Actor, id: &ImportId) -> Result<ImportPreview> {
    let today = world.today();
    let (record, scope) = world.db.read(|conn| Ok((waiting(conn, actor, id)?, administrator_scope(conn, actor, today)?)))?;
    let bytes = world.blobs.get(id.as_str(), &record.blob)?;
    let file = File::read(record.kind, &bytes, &mut |_| ())?;
    let (plan, _) = world.db.read(|conn| file.plan(conn, &scope, today))?;
    Ok(assemble(record.id, record.kind, record.file_name, file, plan))
}

/// Does what the preview showed, all of it or nothing. If the register has changed in between so that something else would be
/// done, nothing is done and a new preview is asked for.
pub fn apply(world: &World, actor: &Actor, id: &ImportId, progress: &mut dyn FnMut(Progress)) -> Result<Counts> {
    let today = world.today();
    let record = world.db.read(|conn| {
        administrator_scope(conn, actor, today)?;
        waiting(conn, actor, id)
    })?;
    let bytes = world.blobs.get(id.as_str(), &record.blob)?;
    let file = File::read(record.kind, &bytes, progress)?;
    let counts = world.db.write(|tx| {
        let now = world.now();
        let scope = administrator_scope(tx, actor, today)?;
        progress(Progress { stage: Stage::Comparing, done: 0, total: Some(file.rows()) });
        let (plan, units) = file.plan(tx, &scope, today)?;
        if plan.digest() != record.plan_hash {
            return Err(Error::conflict("import-changed-meanwhile"));
        }
        if !imports::end(tx, id, ImportState::Applied, now)? {
            return Err(Error::conflict("import-ended"));
        }
        let counts = plan.counts();
        let detail = serde_json::json!({ "kind": record.kind, "file": record.file_name, "counts": counts });
        audit::record(tx, now, actor, &Entry::new("import.applied", "import", id.as_str()).detail(detail))?;
        let ctx = carry::Context { now, entropy: &*world.entropy, actor, import: id };
        match &plan {
            Plan::Units(plan) => carry::units(tx, &ctx, plan, &units)?,
            Plan::People(plan) => carry::people(tx, &ctx, plan, progress)?,
        }
        Ok(counts)
    })?;
    // The import is done; a file that stays behind must not look like an import that failed.
    if let Err(error) = world.blobs.remove(&record.blob) {
        tracing::error!(?error, import = %id, "the file of an applied import could not be removed");
    }
    Ok(counts)
}

/// Forgets a preview and its file.
pub fn discard(world: &World, actor: &Actor, id: &ImportId) -> Result<()> {
    let record = world.db.read(|conn| waiting(conn, actor, id))?;
    end_unapplied(world, actor, &record)
}

/// Forgets previews from before a moment: a file with personal data does not stay because somebody closed a page. For a job.
pub fn discard_older(world: &World, actor: &Actor, before: Time) -> Result<usize> {
    let left = world.db.read(|conn| imports::left_behind(conn, before))?;
    left.iter().try_for_each(|record| end_unapplied(world, actor, record))?;
    Ok(left.len())
}

/// The latest imports of the actor; of everybody for whoever has a shell on the server.
pub fn history(world: &World, actor: &Actor) -> Result<Vec<ImportRecord>> {
    let today = world.today();
    world.db.read(|conn| {
        let creator = if administrator_scope(conn, actor, today)?.is_everything() { None } else { Some(creator(actor)?) };
        imports::latest(conn, creator.as_deref())
    })
}

fn end_unapplied(world: &World, actor: &Actor, record: &ImportRecord) -> Result<()> {
    let now = world.now();
    world.db.write(|tx| {
        if imports::end(tx, &record.id, ImportState::Discarded, now)? {
            audit::record(tx, now, actor, &Entry::new("import.discarded", "import", record.id.as_str()))?;
        }
        Ok(())
    })?;
    world.blobs.remove(&record.blob)
}

/// A preview that waits for the actor; for anybody else there is none.
fn waiting(conn: &mut Conn, actor: &Actor, id: &ImportId) -> Result<ImportRecord> {
    let record = imports::find(conn, id)?.ok_or_else(Error::not_found)?;
    let is_operator = matches!(actor, Actor::Operator { .. });
    if !is_operator && record.created_by != creator(actor)? {
        return Err(Error::not_found());
    }
    match record.state {
        ImportState::Previewed => Ok(record),
        ImportState::Applied | ImportState::Discarded => Err(Error::conflict("import-ended")),
    }
}

fn creator(actor: &Actor) -> Result<String> {
    match actor {
        Actor::Person { person, .. } => Ok(person.to_string()),
        Actor::Operator { name } => Ok(format!("operator:{name}")),
        Actor::Public { .. } | Actor::Invited { .. } | Actor::Job { .. } => {
            Err(Error::forbidden("error-register-not-administrator"))
        }
    }
}

/// The last part of a path, as some browsers send it.
fn base_name(file_name: &str) -> String {
    let last = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    tidy(last).chars().take(200).collect()
}

fn assemble(id: ImportId, kind: ImportKind, file_name: String, file: File, plan: Plan) -> ImportPreview {
    let counts = plan.counts();
    let shown = Class::ALL.iter().filter(|class| **class != Class::Rejected && **class != Class::Unchanged);
    let samples = shown.map(|class| (*class, plan.items(*class, SAMPLE))).filter(|(_, items)| !items.is_empty()).collect();
    ImportPreview { id, kind, file_name, counts, ignored: file.into_ignored(), samples, rejected: plan.into_rejected() }
}

/// A file that was read.
pub(super) enum File {
    Units(Gathered<UnitRow>),
    People(Gathered<PersonRow>),
}

impl File {
    pub fn read(kind: ImportKind, bytes: &[u8], progress: &mut dyn FnMut(Progress)) -> Result<Self> {
        let mut on_row = |done: usize| {
            if done.is_multiple_of(1_000) {
                progress(Progress { stage: Stage::Reading, done, total: None });
            }
        };
        Ok(match kind {
            ImportKind::Units => Self::Units(gather(bytes, &mut on_row)?),
            ImportKind::People => Self::People(gather(bytes, &mut on_row)?),
        })
    }

    fn rows(&self) -> usize {
        match self {
            Self::Units(file) => file.rows.len() + file.rejected.len(),
            Self::People(file) => file.rows.len() + file.rejected.len(),
        }
    }

    fn into_ignored(self) -> Vec<String> {
        match self {
            Self::Units(file) => file.ignored,
            Self::People(file) => file.ignored,
        }
    }

    /// The plan, and the units it was made with.
    pub fn plan(&self, conn: &mut Conn, scope: &AdministratorScope, today: Day) -> Result<(Plan, UnitBook)> {
        let units = UnitBook::load(conn, scope)?;
        let plan = match self {
            Self::Units(file) => Plan::Units(UnitsPlan::make(&units, file.rows.clone(), file.rejected.clone())),
            Self::People(file) => {
                let national_ids: Vec<_> = file.rows.iter().map(|row| &row.national_id).collect();
                let people = PeopleBook::load(conn, &national_ids, today)?;
                Plan::People(PeoplePlan::make(&units, &people, file.rows.clone(), file.rejected.clone(), today))
            }
        };
        Ok((plan, units))
    }
}
