//! Counts of active users: taking a file, looking at what it would bring, and deciding on what was taken.

use super::{days, the_programme, tier_name};
use crate::answer::{Answer, file, see_other};
use crate::errors::together;
use crate::flash::Flash;
use crate::render::Page;
use crate::upload;
use crate::visit::{Known, Message, Visit};
use axum::extract::Request;
use kunye_core::db::Conn;
use kunye_core::register;
use kunye_core::register::import::FILE_LIMIT;
use kunye_core::training::programme::{self, Programme, TierTable, Verdict, classify};
use kunye_core::training::users::{self, Count};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::{CountId, InstitutionId};
use kunye_kernel::time::Day;
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Counts {
    /// Taken, and not decided on.
    waiting: Vec<Waiting>,
    limit_megabytes: usize,
    form: CountForm,
    /// Rows of the last file that are wrong; it was not taken.
    rejected: Vec<RejectedRow>,
    rejected_more: usize,
    errors: Vec<Message>,
}

impl Page for Counts {
    const TEMPLATE: &'static str = "training/counts.html";
}

#[derive(Serialize)]
struct Waiting {
    id: String,
    institution: String,
    users: i64,
    counted_on: String,
    file_name: String,
    #[serde(flatten)]
    right: Right,
}

/// What the table in force would say to a count.
#[derive(Serialize)]
pub(super) struct Right {
    /// `tier`, `no_users`, `beyond`, or "" without a table.
    verdict: &'static str,
    tier: String,
    hours: i32,
}

impl Right {
    pub fn of(visit: &Known, table: Option<&TierTable>, users: i64) -> Self {
        let (verdict, tier, hours) = match table.map(|table| classify(&table.tiers, users)) {
            None => ("", String::new(), 0),
            Some(Verdict::NoUsers) => ("no_users", String::new(), 0),
            Some(Verdict::Beyond) => ("beyond", String::new(), 0),
            Some(Verdict::Tier(tier)) => ("tier", tier_name(visit, &tier.code), tier.hours),
        };
        Self { verdict, tier, hours }
    }
}

#[derive(Debug, Clone, Default, Serialize)]
struct CountForm {
    #[serde(rename = "counted_on-day")]
    day: String,
    #[serde(rename = "counted_on-month")]
    month: String,
    #[serde(rename = "counted_on-year")]
    year: String,
}

impl CountForm {
    fn on(day: Day) -> Self {
        let iso = day.iso();
        let mut parts = iso.splitn(3, '-').map(str::to_owned);
        let mut next = || parts.next().unwrap_or_default();
        let (year, month, day) = (next(), next(), next());
        Self { day, month, year }
    }

    fn of(fields: &BTreeMap<String, String>) -> Self {
        let field = |name: &str| fields.get(name).map(|text| text.chars().take(4).collect()).unwrap_or_default();
        Self { day: field("counted_on-day"), month: field("counted_on-month"), year: field("counted_on-year") }
    }

    fn read(&self) -> Result<Day> {
        days::parts("counted_on", [&self.day, &self.month, &self.year])
    }
}

#[derive(Serialize)]
struct RejectedRow {
    row: u32,
    detsis: String,
    reason: String,
}

/// Rejected rows that the page shows.
const SHOWN: usize = 100;

fn waiting(conn: &mut Conn, visit: &Visit, programme: &Programme, today: Day) -> Result<Vec<Waiting>> {
    let counts = users::waiting(conn, programme)?;
    let table = programme::table_on(conn, &programme.id, today)?;
    let ids: Vec<InstitutionId> = counts.iter().map(|count| count.institution_id.clone()).collect();
    let names = register::institutions_of(conn, &ids)?;
    let line = |count: &Count| Waiting {
        id: count.id.to_string(),
        institution: names.get(&count.institution_id).map(|one| one.name.clone()).unwrap_or_default(),
        users: count.total,
        counted_on: count.counted_on.to_string(),
        file_name: count.file_name.clone(),
        right: Right::of(visit, table.as_ref(), count.total),
    };
    Ok(counts.iter().map(line).collect())
}

async fn page(visit: &Visit, form: CountForm) -> Result<Counts> {
    let (reader, actor) = (visit.clone(), visit.actor());
    let read = move |world: &World| {
        let today = world.today();
        world.db.read(|conn| {
            let programme = the_programme(conn, &actor, today)?;
            waiting(conn, &reader, &programme, today)
        })
    };
    let limit_megabytes = FILE_LIMIT / (1024 * 1024);
    let waiting = visit.app.run(read).await?;
    Ok(Counts { waiting, limit_megabytes, form, rejected: Vec::new(), rejected_more: 0, errors: Vec::new() })
}

/// The page again, with what is wrong in a field of it.
pub(super) async fn refuse(visit: &Visit, error: Error, field: &'static str) -> Answer {
    let page = page(visit, CountForm::on(visit.app.world.today())).await?;
    visit.refuse(error, |errors| Counts { errors, ..page }, field)
}

/// `GET /planlama/sayim`
pub async fn ask(visit: Visit) -> Answer {
    let form = CountForm::on(visit.app.world.today());
    let page = page(&visit, form).await?;
    visit.page(&page)
}

/// `GET /planlama/sayim/sablon.csv`: the file to fill in. With a mark at its beginning, so that spreadsheets read it as UTF-8.
pub async fn template(_: Visit) -> Answer {
    let text = "\u{feff}DETSİS No;Aktif Kullanıcı Sayısı\r\n";
    file(text.as_bytes().to_vec(), "text/csv; charset=utf-8", "aktif-kullanicilar.csv", false)
}

fn too_large() -> Error {
    Error::new(Kind::TooLarge, "import-file-too-large").with("most", FILE_LIMIT / (1024 * 1024))
}

fn take(world: &World, actor: &Actor, on: Day, name: &str, bytes: &[u8]) -> Result<Taken> {
    let programme = world.db.read(|conn| the_programme(conn, actor, world.today()))?;
    let plan = users::preview(world, actor, &programme.id, bytes)?;
    if !plan.rejected.is_empty() {
        return Ok(Taken::Rejected(plan.rejected));
    }
    users::take(world, actor, &programme.id, on, name, bytes).map(|counts| Taken::Counts(counts.len()))
}

enum Taken {
    Counts(usize),
    Rejected(Vec<users::Rejected>),
}

/// `POST /planlama/sayim`
pub async fn upload(visit: Visit, request: Request) -> Answer {
    let upload = upload::file(request, "file", FILE_LIMIT, too_large).await?;
    let form = CountForm::of(&upload.fields);
    let nothing = upload.nothing().map(|text| Error::field("file", text));
    let taken = match (form.read(), nothing) {
        (on, Some(nothing)) => Err(together(on.err().into_iter().chain([nothing]))),
        (Err(error), None) => Err(error),
        (Ok(on), None) => {
            let actor = visit.actor();
            visit.app.run(move |world| take(world, &actor, on, &upload.name, &upload.bytes)).await
        }
    };
    match taken {
        Ok(Taken::Counts(count)) => {
            Ok(Flash::success("training-counts-taken").with("count", count).on(&visit.app, see_other("/planlama/sayim"))?)
        }
        Ok(Taken::Rejected(rejected)) => {
            let page = page(&visit, form).await?;
            let line =
                |row: &users::Rejected| RejectedRow { row: row.row, detsis: row.detsis.clone(), reason: visit.text(row.text) };
            let shown = rejected.iter().take(SHOWN).map(line).collect();
            let more = rejected.len().saturating_sub(SHOWN);
            let error = Error::field("file", "training-count-rejected").with("count", rejected.len());
            visit.refuse(error, |errors| Counts { rejected: shown, rejected_more: more, errors, ..page }, "file")
        }
        Err(error) => {
            let page = page(&visit, form).await?;
            visit.refuse(error, |errors| Counts { errors, ..page }, "file")
        }
    }
}

/// `POST /planlama/karar`: decides on every count that waits.
pub async fn decide(visit: Visit) -> Answer {
    let actor = visit.actor();
    let verb = move |world: &World| {
        let today = world.today();
        let (programme, counts) = world.db.read(|conn| {
            let programme = the_programme(conn, &actor, today)?;
            let counts = users::waiting(conn, &programme)?;
            Ok((programme, counts))
        })?;
        let ids: Vec<CountId> = counts.into_iter().map(|count| count.id).collect();
        users::decide(world, &actor, &programme.id, &ids).map(|decided| decided.len())
    };
    match visit.app.run(verb).await {
        Ok(count) => {
            Ok(Flash::success("training-decided").with("count", count).on(&visit.app, see_other("/planlama/kurumlar"))?)
        }
        Err(error) => {
            let form = CountForm::on(visit.app.world.today());
            let page = page(&visit, form).await?;
            visit.refuse(error, |errors| Counts { errors, ..page }, "")
        }
    }
}
