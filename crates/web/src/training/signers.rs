//! Counts from certificates: what they would bring is looked at, and then taken as it was shown; and what a count rests on.

use super::counts::{self, Right};
use super::the_programme;
use crate::answer::{Answer, file, see_other};
use crate::flash::Flash;
use crate::input::Form;
use crate::render::Page;
use crate::upload::{self, Upload};
use crate::visit::{Known, Visit};
use axum::extract::{Path, Request};
use kunye_core::register::import::FILE_LIMIT;
use kunye_core::training::programme::{self, Programme, TierTable};
use kunye_core::training::users::{self, Bundle, Count, CountSource, Evidence, PlanLine, Taken, unpack};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::{CountId, looks_like_id};
use serde::{Deserialize, Serialize};

/// The form's field.
const FIELD: &str = "certificates";

#[derive(Serialize)]
struct Preview {
    file_name: String,
    /// Under which it is kept aside.
    aside: String,
    people: usize,
    certificates: usize,
    good: usize,
    left_out: Vec<LeftOut>,
    /// Signers who count for no institution.
    unplaced: usize,
    institutions: Vec<Counted>,
}

impl Page for Preview {
    const TEMPLATE: &'static str = "training/signers.html";
}

/// Certificates that do not count, and why.
#[derive(Serialize)]
struct LeftOut {
    why: String,
    count: usize,
}

#[derive(Serialize)]
struct Counted {
    name: String,
    /// -1 where it was never counted.
    before: i64,
    users: i64,
    #[serde(flatten)]
    right: Right,
}

fn left_out(visit: &Known, evidence: &Evidence) -> Vec<LeftOut> {
    // The same words as on the command line, by the name that the evidence tells.
    let code = |why| serde_json::to_value(why).ok().and_then(|word| word.as_str().map(|word| word.replace('_', "-")));
    let all = evidence.count.left_out.iter();
    all.filter_map(|(why, count)| Some(LeftOut { why: visit.text(&format!("cli-count-{}", code(why)?)), count: *count }))
        .collect()
}

impl Counted {
    fn of(visit: &Known, line: &PlanLine, before: &[Count], table: Option<&TierTable>) -> Self {
        let before = before.iter().find(|count| count.institution_id == line.institution.id);
        Self {
            name: line.institution.name.clone(),
            before: before.map_or(-1, |count| count.total),
            users: line.total,
            right: Right::of(visit, table, line.total),
        }
    }
}

fn too_large() -> Error {
    Error::new(Kind::TooLarge, "import-file-too-large").with("most", FILE_LIMIT / (1024 * 1024))
}

/// Counts as of now, by the authorities that this installation trusts, and keeps it aside.
fn look(world: &World, visit: &Known, actor: &Actor, upload: &Upload) -> Result<Preview> {
    if let Some(nothing) = upload.nothing() {
        return Err(Error::field(FIELD, nothing));
    }
    let today = world.today();
    let programme: Programme = world.db.read(|conn| the_programme(conn, actor, today))?;
    let bundle = Bundle::of(unpack(&upload.name, upload.bytes.to_vec())?, &world.signatures.material())?;
    let (Taken { evidence, institutions, .. }, aside) =
        users::set_aside(world, actor, &programme.id, today, &upload.name, &bundle)?;
    let (before, table) = world.db.read(|conn| {
        let table = programme::table_on(conn, &programme.id, today)?;
        Ok((users::latest(conn, &programme.provider_id)?, table))
    })?;
    Ok(Preview {
        file_name: upload.name.clone(),
        aside,
        people: evidence.count.people,
        certificates: evidence.count.certificates,
        good: evidence.count.good,
        left_out: left_out(visit, &evidence),
        unplaced: evidence.unplaced,
        institutions: institutions.iter().map(|line| Counted::of(visit, line, &before, table.as_ref())).collect(),
    })
}

/// `POST /planlama/sayim/sertifikalar`: shows what the certificates would bring; takes nothing.
pub async fn upload(visit: Visit, request: Request) -> Answer {
    let upload = upload::file(request, FIELD, FILE_LIMIT, too_large).await?;
    let (reader, actor) = (visit.clone(), visit.actor());
    match visit.app.run(move |world| look(world, &reader, &actor, &upload)).await {
        Ok(page) => visit.page(&page),
        Err(error) => counts::refuse(&visit, error, FIELD).await,
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct TakeForm {
    aside: String,
}

/// `POST /planlama/sayim/sertifikalar/al`: takes what was shown.
pub async fn take(visit: Visit, Form(form): Form<TakeForm>) -> Answer {
    let actor = visit.actor();
    let verb = move |world: &World| {
        let programme = world.db.read(|conn| the_programme(conn, &actor, world.today()))?;
        users::take_aside(world, &actor, &programme.id, &form.aside)
    };
    match visit.app.run(verb).await {
        Ok(counts) => {
            let flash = Flash::success("training-counts-taken").with("count", counts.len());
            Ok(flash.on(&visit.app, see_other("/planlama/sayim"))?)
        }
        Err(error) => counts::refuse(&visit, error, FIELD).await,
    }
}

/// `GET /planlama/sayim/{id}/dayanak`: the file that a count was taken from, or what was found in the certificates.
pub async fn evidence(visit: Visit, Path(id): Path<String>) -> Answer {
    if !looks_like_id(&id) {
        return Err(Error::not_found().into());
    }
    let (actor, id) = (visit.actor(), CountId::from(id));
    let open = move |world: &World| {
        let programme = world.db.read(|conn| the_programme(conn, &actor, world.today()))?;
        users::evidence(world, &actor, &programme.id, &id)
    };
    let (count, bytes) = visit.app.run(open).await?;
    let (kind, ending) = match count.source {
        CountSource::Certificates => ("application/json", "json"),
        CountSource::Import if bytes.starts_with(b"PK") => ("application/octet-stream", "xlsx"),
        CountSource::Import => ("text/csv", "csv"),
    };
    file(bytes.to_vec(), kind, &format!("dayanak-{}.{ending}", count.counted_on.iso()), false)
}
