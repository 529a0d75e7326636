//! Leaves of staff for whoever keeps them: officers for their units, coordinators for their institution. One by one, or from a file.

use super::rejected::RejectedTag;
use super::{days, exact};
use crate::access::{Access, Verdict};
use crate::answer::{Answer, file, see_other};
use crate::flash::Flash;
use crate::input::{Form, Query};
use crate::paging::Pages;
use crate::render::Page;
use crate::upload;
use crate::visit::{Message, Visit};
use axum::extract::{Path, Request};
use kunye_core::register::import::FILE_LIMIT;
use kunye_core::training::Preview;
use kunye_core::training::leave::{self, Accepted, NewLeave, Row};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::{LeaveId, PersonId, looks_like_id};
use kunye_kernel::page::PageRequest;
use kunye_kernel::time::Day;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const HOME: &str = "/izinler";

#[derive(Serialize)]
struct List {
    above: Above,
    leaves: Vec<LeaveTag>,
    pages: Pages,
    form: LeaveForm,
    errors: Vec<Message>,
}

impl Page for List {
    const TEMPLATE: &'static str = "training/leaves.html";
}

#[derive(Serialize)]
struct LeaveTag {
    id: String,
    name: String,
    unit: String,
    from: String,
    until: String,
}

impl LeaveTag {
    fn of(row: &Row) -> Self {
        Self {
            id: row.leave.id.to_string(),
            name: row.person.full_name(),
            unit: row.unit.as_ref().map(|unit| unit.name.clone()).unwrap_or_default(),
            from: row.leave.starts_on.to_string(),
            until: row.leave.ends_on.to_string(),
        }
    }
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LeaveForm {
    who: String,
    from: String,
    until: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    sayfa: String,
    /// The training whose people are being chosen, by its reference.
    seans: String,
}

impl Wanted {
    /// How every address below this page goes on.
    fn query(&self) -> String {
        exact(&self.seans).map(|reference| format!("?seans={reference}")).unwrap_or_default()
    }

    /// The page itself, with where it leads back to.
    fn home(&self) -> String {
        HOME.to_owned() + &self.query()
    }
}

/// Where the page leads back to.
#[derive(Serialize)]
struct Above {
    /// The training whose people are being chosen; "" for whoever did not come from there.
    session: String,
    /// Otherwise, whether the page above is that of a unit: whoever speaks for one came from it, other coordinators from theirs.
    of_unit: bool,
    /// Of the page's own addresses.
    query: String,
}

impl Above {
    fn of(visit: &Visit, wanted: &Wanted) -> Self {
        Self {
            session: exact(&wanted.seans).unwrap_or_default(),
            of_unit: Access::Unit.verdict(visit.session(), false) == Verdict::Admitted,
            query: wanted.query(),
        }
    }
}

fn read(world: &World, actor: &Actor, above: Above, number: Option<u32>, form: LeaveForm) -> Result<List> {
    let found = world.db.read(|conn| leave::list(conn, actor, world.today(), PageRequest::new(number, None)))?;
    let leaves = found.items.iter().map(LeaveTag::of).collect();
    let pages = Pages::of(&found, |number| match above.session.as_str() {
        "" => format!("/izinler?sayfa={number}"),
        session => format!("/izinler?seans={session}&sayfa={number}"),
    });
    Ok(List { above, leaves, pages, form, errors: Vec::new() })
}

/// `GET /izinler?sayfa=&seans=`
pub async fn list(visit: Visit, Query(wanted): Query<Wanted>) -> Answer {
    let (actor, above, number) = (visit.actor(), Above::of(&visit, &wanted), wanted.sayfa.parse().ok());
    let page = visit.app.run(move |world| read(world, &actor, above, number, LeaveForm::default())).await?;
    visit.page(&page)
}

/// `POST /izinler`: who (a national id or staff number), from, until; one day where `until` is empty.
pub async fn put(visit: Visit, Query(wanted): Query<Wanted>, Form(form): Form<LeaveForm>) -> Answer {
    let actor = visit.actor();
    let given = form.clone();
    let verb = move |world: &World| {
        let [from, until] = days::period(&given.from, &given.until)?.map_or([None; 2], |days| days.map(Some));
        leave::put(world, &actor, &NewLeave { who: given.who, from, until })
    };
    match visit.app.run(verb).await {
        Ok(row) => {
            let put = Flash::success("leave-put").with("name", row.person.full_name());
            Ok(put.on(&visit.app, see_other(&wanted.home()))?)
        }
        Err(error) if matches!(error.kind, Kind::NotFound | Kind::Forbidden) => Err(error.into()),
        Err(error) => {
            let (actor, above) = (visit.actor(), Above::of(&visit, &wanted));
            let page = visit.app.run(move |world| read(world, &actor, above, None, form)).await?;
            visit.refuse(error, |errors| List { errors, ..page }, "who")
        }
    }
}

/// `POST /izinler/{id}/sil`
pub async fn remove(visit: Visit, Path(id): Path<String>, Query(wanted): Query<Wanted>) -> Answer {
    let actor = visit.actor();
    if !looks_like_id(&id) {
        return Err(Error::not_found().into());
    }
    visit.app.run(move |world| leave::remove(world, &actor, &LeaveId::from(id.as_str()))).await?;
    Ok(Flash::success("leave-removed").on(&visit.app, see_other(&wanted.home()))?)
}

#[derive(Serialize)]
struct Bring {
    /// Of the addresses of these pages.
    query: String,
    accepted: Vec<AcceptedTag>,
    rejected: Vec<RejectedTag>,
    errors: Vec<Message>,
}

impl Page for Bring {
    const TEMPLATE: &'static str = "training/leaves_file.html";
}

#[derive(Serialize)]
struct AcceptedTag {
    row: u32,
    /// Person and first day: the name of a hidden field, whose value is the last day.
    key: String,
    name: String,
    from: String,
    until: String,
    last: String,
}

impl From<&Accepted> for AcceptedTag {
    fn from(Accepted { row, person, days: [from, until] }: &Accepted) -> Self {
        Self {
            row: *row,
            key: format!("{}.{}", person.id, from.iso()),
            name: person.full_name(),
            from: from.to_string(),
            until: until.to_string(),
            last: until.iso(),
        }
    }
}

fn brought(visit: &Visit, wanted: &Wanted, preview: &Preview<Accepted>) -> Bring {
    Bring {
        query: wanted.query(),
        accepted: preview.accepted.iter().map(AcceptedTag::from).collect(),
        rejected: preview.rejected.iter().map(|row| RejectedTag::of(visit, row)).collect(),
        errors: Vec::new(),
    }
}

/// `GET /izinler/sablon.csv`: with a mark at its beginning, so that spreadsheets read it as UTF-8.
pub async fn template(_: Visit) -> Answer {
    let text = "\u{feff}TCKN ya da Sicil No;İzin Başlangıcı;İzin Bitişi\r\n";
    file(text.as_bytes().to_vec(), "text/csv; charset=utf-8", "izinler.csv", false)
}

/// `POST /izinler/dosya`: shows what the file would bring; changes nothing.
pub async fn upload(visit: Visit, Query(wanted): Query<Wanted>, request: Request) -> Answer {
    let too_large = || Error::new(Kind::TooLarge, "import-file-too-large").with("most", FILE_LIMIT / (1024 * 1024));
    let upload = upload::file(request, "file", FILE_LIMIT, too_large).await?;
    let actor = visit.actor();
    let read = move |world: &World| {
        if let Some(nothing) = upload.nothing() {
            return Err(Error::field("file", nothing));
        }
        world.db.read(|conn| leave::preview(conn, &actor, &upload.bytes, world.today()))
    };
    match visit.app.run(read).await {
        Ok(preview) => visit.page(&brought(&visit, &wanted, &preview)),
        Err(error) if matches!(error.kind, Kind::NotFound | Kind::Forbidden) => Err(error.into()),
        Err(error) => visit.refuse(error, |errors| Bring { errors, ..brought(&visit, &wanted, &Preview::default()) }, "file"),
    }
}

/// `POST /izinler/liste`: under a person's id and a first day, the last day.
pub async fn confirm(visit: Visit, Query(wanted): Query<Wanted>, Form(form): Form<BTreeMap<String, String>>) -> Answer {
    let actor = visit.actor();
    let one = |(key, last): (&String, &String)| {
        let (person, first) = key.split_once('.').filter(|(person, _)| looks_like_id(person))?;
        Some((PersonId::from(person), [Day::parse(first)?, Day::parse(last)?]))
    };
    let leaves: Vec<(PersonId, [Day; 2])> = form.iter().filter_map(one).collect();
    match visit.app.run(move |world| leave::take_all(world, &actor, &leaves)).await {
        Ok(count) => Ok(Flash::success("leave-taken").with("count", count).on(&visit.app, see_other(&wanted.home()))?),
        Err(error) if matches!(error.kind, Kind::NotFound | Kind::Forbidden) => Err(error.into()),
        Err(error) => visit.refuse(error, |errors| Bring { errors, ..brought(&visit, &wanted, &Preview::default()) }, "file"),
    }
}
