//! Counting, and keeping the counts with their evidence.

use super::bundle::{Bundle, Inputs};
use super::place::{Signer, Unplaced, place};
use crate::db::Conn;
use crate::issued::digest;
use crate::register::{self, Institution};
use crate::training::planned;
use crate::training::users::file::{PlanLine, sums};
use crate::training::users::store::CountSource;
use crate::training::users::take::{Kept, keep};
use crate::world::World;
use data_encoding::HEXLOWER;
use kunye_esign::count::{Census, Count};
use kunye_esign::profile;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{CountId, InstitutionId, ProgrammeId};
use kunye_kernel::national_id::NationalId;
use kunye_kernel::time::{Day, Time};
use serde::Serialize;
use std::collections::{HashMap, HashSet};

/// Signers without a place are listed up to this number; their sum is told in full.
const LISTED: usize = 1_000;

/// What a count from certificates rests on. Kept as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// The moment for which it holds.
    pub at: String,
    pub inputs: Inputs,
    /// SHA-256 of the certificates that were trusted.
    pub anchors: Vec<String>,
    /// SHA-256 of every revocation list that was at hand, in the files or beside them.
    pub revocation_lists: Vec<String>,
    /// People, certificates, and why each other certificate does not count.
    #[serde(flatten)]
    pub count: Count,
    pub placed_by_register: usize,
    pub placed_by_certificate: usize,
    pub unplaced: usize,
    pub without_place: Vec<Unplaced>,
}

impl Evidence {
    /// As it is kept.
    pub(super) fn text(&self) -> Result<String> {
        serde_json::to_string_pretty(self).map_err(Error::internal)
    }
}

/// A count from certificates.
#[derive(Debug, Clone)]
pub struct Taken {
    pub evidence: Evidence,
    /// What each institution has; kept under these ids, none for a preview.
    pub institutions: Vec<PlanLine>,
    pub counts: Vec<CountId>,
}

/// The moment for which a count of a day holds: the day's end, or now.
fn moment(world: &World, day: Day) -> Result<Time> {
    let now = world.now();
    if day > now.day() {
        return Err(Error::field("counted_on", "training-count-future"));
    }
    Ok(if day == now.day() { now } else { day.plus_days(1).start().plus(-1) })
}

/// Every signer once. Takes no connection: a large bundle takes its time.
fn signers(bundle: &Bundle, at: Time) -> (Vec<Signer>, Count) {
    let census = Census::new(&bundle.anchors, &bundle.authorities, &bundle.lists, at);
    let (mut tally, mut seen, mut signers) = (census.tally(), HashSet::new(), Vec::new());
    for der in &bundle.certificates {
        let Some(good) = tally.verify_and_add(der) else { continue };
        let Some(national_id) = profile::national_id(&good) else { continue };
        if seen.insert(national_id.clone()) {
            let organisation = profile::organisation(&good).map(|name| name.chars().take(200).collect());
            signers.push(Signer { national_id, organisation });
        }
    }
    (signers, tally.end())
}

fn placed(conn: &mut Conn, bundle: &Bundle, found: &(Vec<Signer>, Count), at: Time) -> Result<Taken> {
    let (signers, count) = found;
    let ids: Vec<NationalId> = signers.iter().filter_map(|one| NationalId::parse(&one.national_id)).collect();
    let units = register::units_by_national_id(conn, &ids, at.day())?;
    let places = register::places(conn)?;
    let institutions: HashMap<InstitutionId, Institution> =
        register::institutions(conn)?.into_iter().map(|institution| (institution.id.clone(), institution)).collect();
    let placed = place(signers, &units, &places, &institutions);
    let evidence = Evidence {
        at: at.rfc3339(),
        inputs: bundle.inputs.clone(),
        anchors: bundle.anchors.iter().map(|anchor| HEXLOWER.encode(&anchor.certificate.fingerprint)).collect(),
        revocation_lists: bundle.lists.iter().map(|list| digest(&list.der)).collect(),
        count: count.clone(),
        placed_by_register: placed.by_register,
        placed_by_certificate: placed.by_certificate,
        unplaced: placed.unplaced.len(),
        without_place: placed.unplaced.into_iter().take(LISTED).collect(),
    };
    Ok(Taken { evidence, institutions: sums(placed.own, &places, &institutions), counts: Vec::new() })
}

/// What certificates would bring. Changes nothing.
pub fn preview_signers(world: &World, actor: &Actor, programme: &ProgrammeId, day: Day, bundle: &Bundle) -> Result<Taken> {
    let (today, at) = (world.today(), moment(world, day)?);
    world.db.read(|conn| planned(conn, actor, programme, today).map(drop))?;
    let found = signers(bundle, at);
    world.db.read(|conn| placed(conn, bundle, &found, at))
}

/// A count of somebody, or why it is one of nobody.
pub(super) fn some(counted: Taken) -> Result<Taken> {
    if counted.institutions.is_empty() {
        let left_out: usize = counted.evidence.count.left_out.values().sum();
        let none = Error::field("certificates", "training-signers-none");
        return Err(none.with("certificates", left_out).with("unplaced", counted.evidence.unplaced));
    }
    Ok(counted)
}

/// Counts the certificates as of a day, and keeps a count for every institution that has a signer. What it rests on is kept beside it;
/// the certificates are not.
///
/// # Errors
/// `training-signers-none` when no institution has one: a count of nothing would decide on nothing.
pub fn take_signers(
    world: &World,
    actor: &Actor,
    programme: &ProgrammeId,
    day: Day,
    name: &str,
    bundle: &Bundle,
) -> Result<Taken> {
    let (now, today, at) = (world.now(), world.today(), moment(world, day)?);
    let provider = world.db.read(|conn| planned(conn, actor, programme, today))?.1.provider().clone();
    let found = signers(bundle, at);
    let counted = world.db.read(|conn| placed(conn, bundle, &found, at))?;
    let counted = some(counted)?;
    let kept = Kept { provider, source: CountSource::Certificates, counted_on: day, file_name: name };
    let blob = world.blobs.put(kept.provider.as_str(), counted.evidence.text()?.as_bytes())?;
    let counts = world.db.write(|tx| {
        planned(tx, actor, programme, today)?;
        keep(tx, world, actor, &counted.institutions, &kept, &blob, now)
    })?;
    Ok(Taken { counts, ..counted })
}
