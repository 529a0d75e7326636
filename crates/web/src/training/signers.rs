//! Counts from certificates, and what a count rests on.

use super::counts;
use super::the_programme;
use crate::answer::{Answer, file, see_other};
use crate::flash::Flash;
use crate::upload::{self, Upload};
use crate::visit::Visit;
use axum::extract::{Path, Request};
use kunye_core::register::import::FILE_LIMIT;
use kunye_core::training::users::{self, Bundle, CountSource, Taken, unpack};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::{CountId, looks_like_id};

/// The form's field.
const FIELD: &str = "certificates";

fn too_large() -> Error {
    Error::new(Kind::TooLarge, "import-file-too-large").with("most", FILE_LIMIT / (1024 * 1024))
}

/// Counts as of now, by the authorities that this installation trusts.
fn take(world: &World, actor: &Actor, upload: &Upload) -> Result<Taken> {
    if upload.bytes.is_empty() {
        return Err(Error::field(FIELD, "register-import-file-none"));
    }
    let programme = world.db.read(|conn| the_programme(conn, actor, world.today()))?;
    let bundle = Bundle::of(unpack(&upload.name, upload.bytes.to_vec())?, &world.signatures.material())?;
    users::take_signers(world, actor, &programme.id, world.today(), &upload.name, &bundle)
}

/// `POST /planlama/sayim/sertifikalar`
pub async fn upload(visit: Visit, request: Request) -> Answer {
    let upload = upload::file(request, FIELD, FILE_LIMIT, too_large).await?;
    let actor = visit.actor();
    match visit.app.run(move |world| take(world, &actor, &upload)).await {
        Ok(taken) => {
            let evidence = &taken.evidence;
            let left_out: usize = evidence.count.left_out.values().sum();
            let flash = Flash::success("training-signers-taken")
                .with("count", taken.counts.len())
                .with("people", evidence.count.people)
                .with("left_out", left_out)
                .with("unplaced", evidence.unplaced);
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
