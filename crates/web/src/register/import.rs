//! Files from the personnel system, in the two steps of the core: a preview that changes nothing, and its confirmation.

use crate::answer::{Answer, file, see_other};
use crate::register::rejected;
use crate::render::Page;
use crate::upload::{self, Upload};
use crate::visit::{Message, Visit};
use axum::extract::{Path, Request};
use kunye_core::register::import::{self, Counts, FILE_LIMIT, ImportKind, ImportPreview, ImportRecord, ImportState, Item};
use kunye_core::register::import::{Change, Class};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, FieldError, Kind, Result};
use kunye_kernel::id::ImportId;
use serde::Serialize;
use std::time::Duration;
use tokio::time::timeout;

/// How long a browser waits for an import before it is shown a page that asks again.
const PATIENCE: Duration = Duration::from_secs(20);

/// Rejected rows that the page shows; the file has all of them.
const SHOWN: usize = 200;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

fn href(id: &ImportId) -> String {
    format!("/kayit/aktar/{id}")
}

#[derive(Serialize)]
struct Ask {
    form: AskForm,
    limit_megabytes: usize,
    templates: Templates,
    recent: Vec<Recent>,
    errors: Vec<Message>,
}

#[derive(Serialize)]
struct AskForm {
    kind: String,
}

#[derive(Serialize)]
struct Templates {
    units: &'static str,
    people: &'static str,
}

#[derive(Serialize)]
struct Recent {
    href: String,
    kind: ImportKind,
    file_name: String,
    at: String,
    who: String,
    stage: ImportState,
}

impl Page for Ask {
    const TEMPLATE: &'static str = "register/import.html";
}

async fn ask_page(visit: &Visit, kind: String) -> Result<Ask> {
    let actor = visit.actor();
    let history = visit.app.run(move |world| import::history(world, &actor)).await?;
    // Everybody sees their own.
    let who = visit.signed_in()?.person.full_name();
    let recent = history.into_iter().take(10).map(|record| Recent {
        href: href(&record.id),
        kind: record.kind,
        at: record.created_at.display(),
        file_name: record.file_name,
        who: who.clone(),
        stage: record.state,
    });
    Ok(Ask {
        form: AskForm { kind },
        limit_megabytes: FILE_LIMIT / (1024 * 1024),
        templates: Templates { units: "/kayit/aktar/sablon/birimler.xlsx", people: "/kayit/aktar/sablon/personel.xlsx" },
        recent: recent.collect(),
        errors: Vec::new(),
    })
}

/// `GET /kayit/aktar`
pub async fn ask(visit: Visit) -> Answer {
    visit.page(&ask_page(&visit, String::new()).await?)
}

/// `GET /kayit/aktar/sablon/{file}`: the file to fill in.
pub async fn template(visit: Visit, Path(name): Path<String>) -> Answer {
    let (kind, name) = match name.as_str() {
        "birimler.xlsx" => (ImportKind::Units, "birimler.xlsx"),
        "personel.xlsx" => (ImportKind::People, "personel.xlsx"),
        _ => return Err(Error::not_found().into()),
    };
    let (texts, language) = (visit.app.texts.clone(), visit.language);
    let bytes = visit.app.run(move |_| import::template(&texts, language, kind)).await?;
    file(bytes, XLSX, name, false)
}

fn too_large() -> Error {
    Error::new(Kind::TooLarge, "import-file-too-large").with("most", FILE_LIMIT / (1024 * 1024))
}

fn check(kind: &str, upload: &Upload) -> Result<ImportKind> {
    let kind = ImportKind::parse(kind).ok_or(FieldError { field: "kind", text: "register-import-kind-none" });
    let file = upload.nothing().map_or(Ok(()), |text| Err(FieldError { field: "file", text }));
    match (kind, file) {
        (Ok(kind), Ok(())) => Ok(kind),
        (kind, file) => Err(Error::invalid([kind.err(), file.err()].into_iter().flatten().collect())),
    }
}

/// `POST /kayit/aktar`: reads the file and shows what it would change.
pub async fn take(visit: Visit, request: Request) -> Answer {
    let upload = upload::file(request, "file", FILE_LIMIT, too_large).await?;
    let typed: String = upload.fields.get("kind").map(|kind| kind.chars().take(20).collect()).unwrap_or_default();
    let read = match check(&typed, &upload) {
        Ok(kind) => {
            let actor = visit.actor();
            let preview = move |world: &World| import::preview(world, &actor, kind, &upload.name, &upload.bytes, &mut |_| ());
            visit.app.run(preview).await
        }
        Err(error) => Err(error),
    };
    match read {
        Ok(preview) => Ok(see_other(&href(&preview.id))),
        Err(error) => {
            let page = ask_page(&visit, typed).await?;
            visit.refuse(error, |errors| Ask { errors, ..page }, "file")
        }
    }
}

/// An import of the actor's own, whatever became of it.
pub(super) fn own(world: &World, actor: &Actor, id: &ImportId) -> Result<ImportRecord> {
    import::history(world, actor)?.into_iter().find(|record| record.id == *id).ok_or_else(Error::not_found)
}

#[derive(Serialize)]
struct Preview {
    import: ImportTag,
    counts: Counts,
    classes: Vec<Group>,
    rejected: Vec<rejected::Row>,
    rejected_href: String,
    ignored: Vec<String>,
    errors: Vec<Message>,
}

#[derive(Serialize)]
struct ImportTag {
    href: String,
    kind: ImportKind,
    file_name: String,
    at: String,
    who: String,
    rows: usize,
}

#[derive(Serialize)]
struct Group {
    class: Class,
    count: usize,
    items: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    row: u32,
    key: String,
    name: String,
    unit: String,
    changes: Vec<Changed>,
}

#[derive(Serialize)]
struct Changed {
    field: String,
    before: String,
    after: String,
}

impl Page for Preview {
    const TEMPLATE: &'static str = "register/preview.html";
}

#[derive(Serialize)]
struct Ended {
    stage: ImportState,
    import: ImportTag,
    counts: Counts,
}

impl Page for Ended {
    const TEMPLATE: &'static str = "register/applied.html";
}

impl ImportTag {
    fn of(visit: &Visit, record: &ImportRecord, counts: &Counts) -> Result<Self> {
        Ok(Self {
            href: href(&record.id),
            kind: record.kind,
            file_name: record.file_name.clone(),
            at: record.ended_at.unwrap_or(record.created_at).display(),
            who: visit.signed_in()?.person.full_name(),
            rows: counts.rows(),
        })
    }
}

impl Preview {
    fn of(visit: &Visit, record: &ImportRecord, preview: ImportPreview) -> Result<Self> {
        let changed = |change: Change| Changed {
            field: visit.text(change.field.text()),
            before: change.before.unwrap_or_default(),
            after: change.after.unwrap_or_default(),
        };
        let line = |item: Item| Line {
            row: item.row,
            key: item.key,
            name: item.name,
            unit: item.unit.unwrap_or_default(),
            changes: item.changes.into_iter().map(changed).collect(),
        };
        let group = |(class, items): (Class, Vec<Item>)| Group {
            class,
            count: preview.counts.of(class),
            items: items.into_iter().map(line).collect(),
        };
        Ok(Self {
            import: ImportTag::of(visit, record, &preview.counts)?,
            counts: preview.counts,
            classes: preview.samples.into_iter().map(group).collect(),
            rejected_href: if preview.rejected.is_empty() {
                String::new()
            } else {
                format!("{}/alinmayanlar.csv", href(&record.id))
            },
            rejected: preview.rejected.iter().take(SHOWN).map(|row| rejected::Row::of(visit, row)).collect(),
            ignored: preview.ignored,
            errors: Vec::new(),
        })
    }
}

async fn preview_page(visit: &Visit, record: ImportRecord) -> Result<Preview> {
    let (actor, id) = (visit.actor(), record.id.clone());
    let preview = visit.app.run(move |world| import::show(world, &actor, &id)).await?;
    Preview::of(visit, &record, preview)
}

async fn record(visit: &Visit, id: &ImportId) -> Result<ImportRecord> {
    let (actor, id) = (visit.actor(), id.clone());
    visit.app.run(move |world| own(world, &actor, &id)).await
}

/// `GET /kayit/aktar/{id}`: the preview while it waits, what became of it afterwards.
pub async fn show(visit: Visit, Path(id): Path<ImportId>) -> Answer {
    let record = record(&visit, &id).await?;
    match record.state {
        ImportState::Previewed => visit.page(&preview_page(&visit, record).await?),
        stage => {
            let counts = record.counts()?;
            visit.page(&Ended { stage, import: ImportTag::of(&visit, &record, &counts)?, counts })
        }
    }
}

/// `POST /kayit/aktar/{id}/uygula`. A verb that has begun runs to its end, whether or not somebody waits for it.
pub async fn apply(visit: Visit, Path(id): Path<ImportId>) -> Answer {
    let (app, actor, applied) = (visit.app.clone(), visit.actor(), id.clone());
    let work = tokio::spawn(async move { app.run(move |world| import::apply(world, &actor, &applied, &mut |_| ())).await });
    match timeout(PATIENCE, work).await {
        Err(_) => Ok(see_other(&format!("{}/bekle", href(&id)))),
        Ok(done) => match done.map_err(Error::internal)? {
            Ok(_) => Ok(see_other(&href(&id))),
            // Pressed twice: the first has done it.
            Err(error) if error.text == "import-ended" => Ok(see_other(&href(&id))),
            Err(error) if error.kind == Kind::Conflict => {
                let page = preview_page(&visit, record(&visit, &id).await?).await?;
                visit.refuse(error, |errors| Preview { errors, ..page }, "apply-title")
            }
            Err(error) => Err(error.into()),
        },
    }
}

#[derive(Serialize)]
struct Wait {
    import: ImportTag,
}

impl Page for Wait {
    const TEMPLATE: &'static str = "register/wait.html";
}

/// `GET /kayit/aktar/{id}/bekle`: asks itself again until the import has ended.
pub async fn wait(visit: Visit, Path(id): Path<ImportId>) -> Answer {
    let record = record(&visit, &id).await?;
    match record.state {
        ImportState::Previewed => {
            let counts = record.counts()?;
            visit.page(&Wait { import: ImportTag::of(&visit, &record, &counts)? })
        }
        _ => Ok(see_other(&href(&id))),
    }
}

/// `POST /kayit/aktar/{id}/vazgec`
pub async fn discard(visit: Visit, Path(id): Path<ImportId>) -> Answer {
    let (actor, discarded) = (visit.actor(), id.clone());
    match visit.app.run(move |world| import::discard(world, &actor, &discarded)).await {
        Err(error) if error.text != "import-ended" => Err(error.into()),
        _ => Ok(see_other(&href(&id))),
    }
}
