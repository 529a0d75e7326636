//! A list of names from a file: looked at, then put on the list with one press.

use super::exact;
use super::participants::href;
use crate::answer::{Answer, file, see_other};
use crate::flash::Flash;
use crate::input::Form;
use crate::render::Page;
use crate::upload;
use crate::visit::{Message, Visit};
use axum::extract::{Path, Request};
use kunye_core::register::import::FILE_LIMIT;
use kunye_core::training::participants::{self, Accepted, Preview, Rejected};
use kunye_core::world::World;
use kunye_kernel::error::{Error, FieldError, Kind, Result};
use kunye_kernel::id::{PersonId, looks_like_id};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Names {
    /// Of the session.
    reference: String,
    accepted: Vec<AcceptedTag>,
    rejected: Vec<RejectedTag>,
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
}

impl From<Accepted> for AcceptedTag {
    fn from(Accepted { row, person, disseminator }: Accepted) -> Self {
        Self { row, name: person.full_name(), id: person.id.to_string(), staff_no: person.staff_no, disseminator }
    }
}

#[derive(Serialize)]
struct RejectedTag {
    row: u32,
    who: String,
    why: String,
}

impl RejectedTag {
    fn of(visit: &Visit, Rejected { row, who, why }: &Rejected) -> Self {
        let key = why.fields().first().map_or(why.text, |FieldError { text, .. }| text);
        Self { row: *row, who: who.clone(), why: visit.text_with(key, &why.args) }
    }
}

fn too_large() -> Error {
    Error::new(Kind::TooLarge, "import-file-too-large").with("most", FILE_LIMIT / (1024 * 1024))
}

fn page(visit: &Visit, reference: String, preview: Preview) -> Names {
    Names {
        reference,
        rejected: preview.rejected.iter().map(|row| RejectedTag::of(visit, row)).collect(),
        accepted: preview.accepted.into_iter().map(AcceptedTag::from).collect(),
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
        if upload.bytes.is_empty() {
            return Err(Error::field("file", "register-import-file-none"));
        }
        world.db.read(|conn| participants::preview(conn, &actor, &wanted, &upload.bytes, world.today()))
    };
    match visit.app.run(read).await {
        Ok(preview) => visit.page(&page(&visit, reference, preview)),
        Err(error) if matches!(error.kind, Kind::NotFound | Kind::Forbidden) => Err(error.into()),
        Err(error) => visit.refuse(error, |errors| Names { errors, ..page(&visit, reference, Preview::default()) }, "file"),
    }
}

/// `POST /egitim/seans/{reference}/katilimcilar/liste`: under the id of each person, `yes` for those who pass it on.
pub async fn confirm(visit: Visit, Path(reference): Path<String>, Form(form): Form<BTreeMap<String, String>>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let people: Vec<(PersonId, bool)> = form
        .iter()
        .filter(|(name, _)| looks_like_id(name))
        .map(|(name, value)| (PersonId::from(name.as_str()), value == "yes"))
        .collect();
    let wanted = reference.clone();
    let named: Result<usize> =
        visit.app.run(move |world| participants::name_all(world, &actor, &wanted, &people).map(|named| named.len())).await;
    match named {
        Ok(count) => {
            let flash = Flash::success("names-named").with("count", count);
            Ok(flash.on(&visit.app, see_other(&href(&reference)))?)
        }
        Err(error) if matches!(error.kind, Kind::NotFound | Kind::Forbidden) => Err(error.into()),
        Err(error) => visit.refuse(error, |errors| Names { errors, ..page(&visit, reference, Preview::default()) }, "file"),
    }
}
