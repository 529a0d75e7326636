//! A count from certificates that is looked at before it is taken. What it would bring is kept aside for an hour, without any of the
//! certificates, and is taken exactly so or forgotten.

use super::take::{Taken, preview_signers, some};
use crate::jobs::{self, Job, Outcome};
use crate::training::planned;
use crate::training::users::file::PlanLine;
use crate::training::users::store::{self, CountSource};
use crate::training::users::take::{Kept, keep};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{CountId, InstitutionId, ProgrammeId};
use kunye_kernel::time::{Day, HOUR};
use serde::{Deserialize, Serialize};

/// Has what was kept aside forgotten. About its blob.
pub const FORGET: &str = "training.count-aside";

#[derive(Serialize, Deserialize)]
struct Aside {
    /// Days since 1970-01-01.
    counted_on: i32,
    file_name: String,
    /// As it will be kept.
    evidence: String,
    institutions: Vec<PlanLine>,
}

/// Nothing else of a provider is found under its name.
fn owner(provider: &InstitutionId) -> String {
    format!("{provider}:count")
}

/// Counts the certificates as of a day, and keeps what they would bring aside: gives it with the name under which [`take_aside`] takes it.
///
/// # Errors
/// `training-signers-none` when no institution has a signer: a count of nothing would decide on nothing.
pub fn set_aside(
    world: &World,
    actor: &Actor,
    programme: &ProgrammeId,
    day: Day,
    name: &str,
    bundle: &super::Bundle,
) -> Result<(Taken, String)> {
    let (now, today) = (world.now(), world.today());
    let counted = some(preview_signers(world, actor, programme, day, bundle)?)?;
    let provider = world.db.read(|conn| planned(conn, actor, programme, today))?.1.provider().clone();
    let aside = Aside {
        counted_on: day.0,
        file_name: name.to_owned(),
        evidence: counted.evidence.text()?,
        institutions: counted.institutions.clone(),
    };
    let blob = world.blobs.put(&owner(&provider), &serde_json::to_vec(&aside).map_err(Error::internal)?)?;
    world.db.write(|tx| jobs::enqueue(tx, &*world.entropy, FORGET, &blob, now.plus(HOUR), now))?;
    Ok((counted, blob))
}

/// Takes what was kept aside; said twice it is taken once.
///
/// # Errors
/// `training-signers-gone` when nothing is kept under that name any more.
pub fn take_aside(world: &World, actor: &Actor, programme: &ProgrammeId, name: &str) -> Result<Vec<CountId>> {
    let (now, today) = (world.now(), world.today());
    let provider = world.db.read(|conn| planned(conn, actor, programme, today))?.1.provider().clone();
    let gone = |cause: Error| Error::conflict("training-signers-gone").because(cause);
    let bytes = world.blobs.get(&owner(&provider), name).map_err(gone)?;
    let aside: Aside = serde_json::from_slice(&bytes).map_err(Error::internal)?;
    let blob = world.blobs.put(provider.as_str(), aside.evidence.as_bytes())?;
    let kept =
        Kept { provider, source: CountSource::Certificates, counted_on: Day(aside.counted_on), file_name: &aside.file_name };
    world.db.write(|tx| {
        planned(tx, actor, programme, today)?;
        // The evidence tells its moment: it is another one's never.
        match store::with_blob(tx, &kept.provider, &blob)? {
            taken if taken.is_empty() => keep(tx, world, actor, &aside.institutions, &kept, &blob, now),
            taken => Ok(taken),
        }
    })
}

pub fn forget_aside(world: &World, job: &Job) -> Result<Outcome> {
    world.blobs.remove(&job.subject).map(|()| Outcome::Done)
}
