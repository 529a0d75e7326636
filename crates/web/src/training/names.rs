//! A list of names from a file: looked at, then put on the list with one press.

use super::exact;
use super::participants::{href, sentences};
use super::rejected::RejectedTag;
use crate::answer::{Answer, file, see_other};
use crate::flash::Flash;
use crate::input::Form;
use crate::render::Page;
use crate::upload;
use crate::visit::{Known, Message, Visit};
use axum::extract::{Path, Request};
use kunye_core::register::import::FILE_LIMIT;
use kunye_core::training::Preview;
use kunye_core::training::participants::{self, Accepted};
use kunye_core::world::World;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::{PersonId, looks_like_id};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Names {
    /// Of the session.
    reference: String,
    accepted: Vec<AcceptedTag>,
    rejected: Vec<RejectedTag>,
    /// Whether something speaks against some of them, and a reason is asked for.
    clashing: usize,
    form: DespiteForm,
    errors: Vec<Message>,
}

impl Page for Names {
    const TEMPLATE: &'static str = "training/names.html";
}

#[derive(Serialize)]
struct AcceptedTag {
    row: u32,
    id: String,
    name: String,
    staff_no: String,
    disseminator: bool,
    clashes: Vec<String>,
}

impl AcceptedTag {
    fn of(visit: &Known, Accepted { row, person, disseminator, clashes }: Accepted) -> Self {
        let (name, id, clashes) = (person.full_name(), person.id.to_string(), sentences(visit, &clashes));
        Self { row, name, id, staff_no: person.staff_no, disseminator, clashes }
    }
}

fn too_large() -> Error {
    Error::new(Kind::TooLarge, "import-file-too-large").with("most", FILE_LIMIT / (1024 * 1024))
}

/// Why those are named against whom something speaks.
#[derive(Debug, Clone, Default, Serialize)]
struct DespiteForm {
    despite: String,
}

fn page(visit: &Visit, reference: String, preview: Preview<Accepted>) -> Names {
    Names {
        reference,
        clashing: preview.accepted.iter().filter(|one| !one.clashes.is_empty()).count(),
        form: DespiteForm::default(),
        rejected: preview.rejected.iter().map(|row| RejectedTag::of(visit, row)).collect(),
        accepted: preview.accepted.into_iter().map(|one| AcceptedTag::of(visit, one)).collect(),
        errors: Vec::new(),
    }
}

/// `GET /egitim/katilimcilar.csv`: the file to fill in. With a mark at its beginning, so that spreadsheets read it as UTF-8.
pub async fn template(_: Visit) -> Answer {
    let text = "\u{feff}TCKN ya da Sicil No;Yaygınlaştırıcı\r\n";
    file(text.as_bytes().to_vec(), "text/csv; charset=utf-8", "katilimcilar.csv", false)
}

/// `POST /egitim/seans/{reference}/katilimcilar/dosya`: shows what the file would bring; changes nothing.
pub async fn upload(visit: Visit, Path(reference): Path<String>, request: Request) -> Answer {
    let upload = upload::file(request, "file", FILE_LIMIT, too_large).await?;
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let wanted = reference.clone();
    let read = move |world: &World| {
        if let Some(nothing) = upload.nothing() {
            return Err(Error::field("file", nothing));
        }
        world.db.read(|conn| participants::preview(conn, &actor, &wanted, &upload.bytes, world.today()))
    };
    match visit.app.run(read).await {
        Ok(preview) => visit.page(&page(&visit, reference, preview)),
        Err(error) if matches!(error.kind, Kind::NotFound | Kind::Forbidden) => Err(error.into()),
        Err(error) => visit.refuse(error, |errors| Names { errors, ..page(&visit, reference, Preview::default()) }, "file"),
    }
}

/// `POST /egitim/seans/{reference}/katilimcilar/liste`: under the id of each person, `yes` for those who pass it on; despite.
pub async fn confirm(visit: Visit, Path(reference): Path<String>, Form(form): Form<BTreeMap<String, String>>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let people: Vec<(PersonId, bool)> = form
        .iter()
        .filter(|(name, _)| looks_like_id(name))
        .map(|(name, value)| (PersonId::from(name.as_str()), value == "yes"))
        .collect();
    let despite = form.get("despite").cloned().unwrap_or_default();
    let (wanted, chosen, why) = (reference.clone(), people.clone(), despite.clone());
    let named: Result<usize> =
        visit.app.run(move |world| participants::name_all(world, &actor, &wanted, &chosen, &why).map(|named| named.len())).await;
    match named {
        Ok(count) => {
            let flash = Flash::success("names-named").with("count", count);
            Ok(flash.on(&visit.app, see_other(&href(&reference)))?)
        }
        Err(error) if matches!(error.kind, Kind::NotFound | Kind::Forbidden) => Err(error.into()),
        Err(error) => {
            let (actor, wanted) = (visit.actor(), reference.clone());
            let read =
                move |world: &World| world.db.read(|conn| participants::again(conn, &actor, &wanted, &people, world.today()));
            let preview = visit.app.run(read).await?;
            let form = DespiteForm { despite };
            visit.refuse(error, |errors| Names { errors, form, ..page(&visit, reference, preview) }, "file")
        }
    }
}
