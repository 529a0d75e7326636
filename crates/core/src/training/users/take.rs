//! Taking a file of counts. The file is kept as the evidence; a wrong row refuses all of it.

use super::file::{self, Plan, PlanLine};
use super::store::{self, Count, CountSource};
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::register;
use crate::training::{name_of, planned};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{CountId, InstitutionId, ProgrammeId};
use kunye_kernel::text::tidy;
use kunye_kernel::time::{Day, Time};
use serde_json::json;
use zeroize::Zeroizing;

fn plan(conn: &mut Conn, bytes: &[u8]) -> Result<Plan> {
    let places = register::places(conn)?;
    let institutions = register::institutions(conn)?.into_iter().map(|institution| (institution.id.clone(), institution));
    file::read(bytes, &places, &institutions.collect())
}

/// What a file would bring, and which of its rows are wrong. Changes nothing.
pub fn preview(world: &World, actor: &Actor, programme: &ProgrammeId, bytes: &[u8]) -> Result<Plan> {
    let today = world.today();
    world.db.read(|conn| {
        planned(conn, actor, programme, today)?;
        plan(conn, bytes)
    })
}

/// Takes a file of counts made on a day: a count for every institution it names.
pub fn take(
    world: &World,
    actor: &Actor,
    programme: &ProgrammeId,
    counted_on: Day,
    file_name: &str,
    bytes: &[u8],
) -> Result<Vec<CountId>> {
    let (now, today) = (world.now(), world.today());
    if counted_on > today {
        return Err(Error::field("counted_on", "training-count-future"));
    }
    let provider = world.db.read(|conn| planned(conn, actor, programme, today))?.1.provider().clone();
    let kept = Kept { provider, source: CountSource::Import, counted_on, file_name };
    let blob = world.blobs.put(kept.provider.as_str(), bytes)?;
    world.db.write(|tx| {
        planned(tx, actor, programme, today)?;
        let plan = file::whole(plan(tx, bytes)?)?;
        keep(tx, world, actor, &plan.institutions, &kept, &blob, now)
    })
}

/// What all counts of one file have in common.
pub(super) struct Kept<'a> {
    pub provider: InstitutionId,
    pub source: CountSource,
    pub counted_on: Day,
    pub file_name: &'a str,
}

/// Writes a count for each institution.
pub(super) fn keep(
    tx: &mut Conn,
    world: &World,
    actor: &Actor,
    lines: &[PlanLine],
    kept: &Kept<'_>,
    blob: &str,
    now: Time,
) -> Result<Vec<CountId>> {
    let taken_by = name_of(actor)?;
    let file_name = kept.file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    let file_name: String = tidy(file_name).chars().take(120).collect();
    let mut taken = Vec::with_capacity(lines.len());
    for line in lines {
        let count = Count {
            id: CountId::new(now, &*world.entropy),
            institution_id: line.institution.id.clone(),
            provider_id: kept.provider.clone(),
            counted_on: kept.counted_on,
            source: kept.source,
            file_name: file_name.clone(),
            blob: blob.to_owned(),
            total: line.total,
            taken_by: taken_by.clone(),
            taken_at: now,
        };
        store::insert_count(tx, &count, &line.lines)?;
        let detail = json!({ "institution": count.institution_id, "users": count.total, "on": count.counted_on.iso(),
            "source": count.source });
        audit::record(tx, now, actor, &Entry::new("count.taken", "count", count.id.as_str()).detail(detail))?;
        taken.push(count.id);
    }
    Ok(taken)
}

/// The file a count was taken from, for the provider's planners.
pub fn evidence(world: &World, actor: &Actor, programme: &ProgrammeId, id: &CountId) -> Result<(Count, Zeroizing<Vec<u8>>)> {
    let today = world.today();
    let count = world.db.read(|conn| {
        let (_, proof) = planned(conn, actor, programme, today)?;
        store::count(conn, id)?.filter(|count| count.provider_id == *proof.provider()).ok_or_else(Error::not_found)
    })?;
    let bytes = world.blobs.get(count.provider_id.as_str(), &count.blob)?;
    Ok((count, bytes))
}
