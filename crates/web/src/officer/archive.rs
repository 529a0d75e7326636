//! The unit's own file of signed forms (A6): filing, opening, leafing.

use super::acts::ActForm;
use super::desk::again;
use super::href;
use super::list::{Search, Wanted};
use crate::address;
use crate::answer::{Answer, handed_in, see_other};
use crate::flash::Flash;
use crate::form::paper::exact;
use crate::input::Query;
use crate::paging::Pages;
use crate::render::Page;
use crate::upload;
use crate::visit::Visit;
use axum::extract::{Path, Request};
use kunye_core::archive::{self, Item, Open};
use kunye_core::policy;
use kunye_core::register::{self, DutyKind};
use kunye_core::requests::file::{self, FORM};
use kunye_core::requests::lists::{self, About};
use kunye_core::requests::{self, RequestKind};
use kunye_core::world::World;
use kunye_kernel::error::{Error, Kind};
use kunye_kernel::id::{ArchiveItemId, looks_like_id};
use serde::Serialize;

const HOME: &str = "/kurum/arsiv";

const MEBIBYTE: usize = 1024 * 1024;

/// Bytes that an upload may bring at most, whatever policy says; policy's own limit is asked for each time.
pub const LIMIT: usize = (policy::SCAN_MAX_SIZE.max as usize + 1) * MEBIBYTE;

/// `POST /kurum/talepler/{reference}/evrak`
pub async fn upload(visit: Visit, Path(reference): Path<String>, request: Request) -> Answer {
    let reference = exact(&reference)?;
    let most = visit.app.run(|world| world.policy()).await?.get(policy::SCAN_MAX_SIZE);
    let too_large = || Error::new(Kind::TooLarge, "scan-too-large").with("max", most);
    let limit = usize::try_from(most).unwrap_or_default() * MEBIBYTE;
    let (actor, wanted) = (visit.actor(), reference.clone());
    let filed = match upload::file(request, "scan", limit, too_large).await {
        Ok(upload) => visit.app.run(move |world| file::file(world, &actor, &wanted, &upload.name, &upload.bytes)).await,
        Err(error) => Err(error),
    };
    match filed {
        Ok(item) => {
            let flash = Flash::success("officer-filed").with("number", item.archive_no);
            Ok(flash.on(&visit.app, see_other(&href(&reference)))?)
        }
        Err(error) => again(&visit, &reference, error, ActForm::default()).await,
    }
}

/// `GET /kurum/talepler/{reference}/evrak`: the scan that counts.
pub async fn scan(visit: Visit, Path(reference): Path<String>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let open = move |world: &World| {
        let item = world.db.read(|conn| {
            let request = requests::by_reference(conn, &reference)?;
            archive::current(conn, request.id.as_str(), FORM)?.ok_or_else(Error::not_found)
        })?;
        archive::open(world, &actor, &item.id)
    };
    Ok(serve(visit.app.run(open).await?))
}

/// `GET /kurum/arsiv/{item}`: any paper of the archive, replaced ones too.
pub async fn open(visit: Visit, Path(item): Path<String>) -> Answer {
    if !looks_like_id(&item) {
        return Err(Error::not_found().into());
    }
    let actor = visit.actor();
    Ok(serve(visit.app.run(move |world| archive::open(world, &actor, &ArchiveItemId::from(item))).await?))
}

fn serve(paper: Open) -> axum::response::Response {
    handed_in(paper.bytes.to_vec(), &paper.item.media_type, &paper.item.archive_no)
}

#[derive(Serialize)]
struct Archive {
    unit: String,
    search: Search,
    rows: Vec<Line>,
    pages: Pages,
}

impl Page for Archive {
    const TEMPLATE: &'static str = "officer/archive.html";
}

#[derive(Serialize)]
struct Line {
    href: String,
    archive_no: String,
    reference: String,
    applicant: String,
    kind: RequestKind,
    filed_at: String,
    /// A better scan took its place.
    replaced: bool,
    /// The day on which it was destroyed; "" while it is kept.
    destroyed: String,
}

impl Line {
    fn of(item: Item, about: About) -> Self {
        Self {
            href: format!("{HOME}/{}", item.id),
            archive_no: item.archive_no,
            applicant: format!("{} {}", about.given_names, about.surname).trim().to_owned(),
            reference: about.reference,
            kind: about.kind,
            filed_at: item.filed_at.day().to_string(),
            replaced: item.replaced_at.is_some(),
            destroyed: item.destroyed_at.map(|at| at.day().to_string()).unwrap_or_default(),
        }
    }
}

/// `GET /kurum/arsiv?q=&sayfa=`
pub async fn archive(visit: Visit, Query(wanted): Query<Wanted>) -> Answer {
    let (query, page) = (wanted.query(), wanted.page());
    let (actor, session, looked_for) = (visit.actor(), visit.signed_in()?.clone(), query.clone());
    let read = move |world: &World| {
        world.db.read(|conn| {
            let mut units = Vec::new();
            for duty in session.duties.iter().filter(|duty| duty.kind == DutyKind::Officer) {
                units.extend(register::unit(conn, &duty.unit_id)?.map(|unit| unit.name));
            }
            Ok((units.join(", "), lists::archived(conn, &actor, world.today(), &looked_for, page)?))
        })
    };
    let (unit, found) = visit.app.run(read).await?;
    let search = if query.is_empty() { String::new() } else { format!("&q={}", address::encode(&query)) };
    visit.page(&Archive {
        unit,
        pages: Pages::of(&found, |number| format!("{HOME}?sayfa={number}{search}")),
        rows: found.items.into_iter().map(|(item, about)| Line::of(item, about)).collect(),
        search: Search { q: query },
    })
}
