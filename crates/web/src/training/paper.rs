//! On paper: the sheet that is signed, its scan, and the marks that are typed in beside it.

use super::attendance::clock;
use super::{SessionTag, exact};
use crate::answer::{Answer, file, handed_in, see_other};
use crate::flash::Flash;
use crate::input::{Form, Query};
use crate::render::Page;
use crate::upload;
use crate::visit::{Message, Visit};
use axum::extract::{Path, Request};
use kunye_core::db::Conn;
use kunye_core::policy;
use kunye_core::training::attendance::{self, Mark, SignedSheet, Typed};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::{PaperId, ParticipantId, looks_like_id};
use kunye_kernel::language::Language;
use kunye_kernel::time::Day;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Serialize)]
struct Paper {
    session: SessionTag,
    is_final: bool,
    /// The day whose sheet it is.
    iso: String,
    day: String,
    papers: Vec<ScanTag>,
    /// The scan that is typed in, the latest unless another was chosen; "" where there is none.
    paper: String,
    is_picture: bool,
    hours: Vec<HourTag>,
    people: Vec<PersonTag>,
    seen: i64,
    form: ReasonForm,
    errors: Vec<Message>,
}

impl Page for Paper {
    const TEMPLATE: &'static str = "training/paper.html";
}

/// A scan as lists show it.
#[derive(Serialize)]
pub(super) struct ScanTag {
    pub id: String,
    pub name: String,
    pub day: String,
    pub at: String,
    pub kib: i64,
    pub destroyed_on: String,
    pub current: bool,
}

impl ScanTag {
    pub fn of(one: &SignedSheet, current: bool) -> Self {
        Self {
            id: one.id.to_string(),
            name: one.file_name.clone(),
            day: one.day.to_string(),
            at: one.filed_at.display(),
            kib: (one.size + 1023) / 1024,
            destroyed_on: one.destroyed_at.map(|at| at.day().to_string()).unwrap_or_default(),
            current,
        }
    }
}

#[derive(Serialize)]
struct HourTag {
    hour: i32,
    at: String,
    begun: bool,
    /// Whether it is said to be on the sheet.
    on: bool,
}

#[derive(Serialize)]
struct PersonTag {
    id: String,
    name: String,
    institution: String,
    /// Whether they signed, hour by hour.
    signed: Vec<bool>,
}

#[derive(Serialize)]
struct ReasonForm {
    reason: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    gun: String,
    tarama: String,
}

/// A day as it stands in an address.
fn day(text: &str) -> Result<Day> {
    Day::parse(text).ok_or_else(Error::not_found)
}

/// What was typed in before an error.
type Before = Option<Typed>;

fn read(
    world: &World,
    language: Language,
    actor: &Actor,
    reference: &str,
    of: Day,
    chosen: &str,
    before: Before,
) -> Result<Paper> {
    let (now, today) = (world.now(), world.today());
    let read = |conn: &mut Conn| {
        let sheet = attendance::sheet(conn, actor, reference, today)?;
        Ok((sheet, attendance::papers_of(conn, actor, reference, today)?))
    };
    let (sheet, papers) = world.db.read(read)?;
    let numbers = attendance::of_day(&sheet, of);
    if numbers.is_empty() {
        return Err(Error::not_found());
    }
    let of_day: Vec<&SignedSheet> = papers.iter().filter(|one| one.day == of && one.destroyed_at.is_none()).collect();
    let current = of_day.iter().find(|one| one.id.as_str() == chosen).or(of_day.last());
    let at = |hour: i32| sheet.plan[usize::try_from(hour - 1).unwrap_or_default()];
    let hours = numbers.iter().map(|hour| {
        let (_, begins) = at(*hour);
        let begun = now >= begins;
        let on = before.as_ref().map_or(begun, |typed| typed.hours.contains_key(hour));
        HourTag { hour: *hour, at: clock(begins, false), begun, on }
    });
    let people = sheet.people.iter().map(|one| {
        let id = &one.row.participant.id;
        let signed = numbers.iter().map(|hour| match before.as_ref().and_then(|typed| typed.hours.get(hour)) {
            Some(signed) => signed.contains(id),
            None => one.marks.get(&at(*hour).0).is_some_and(|held| held.is(Mark::Present)),
        });
        PersonTag {
            id: id.to_string(),
            name: one.row.person.full_name(),
            institution: one.institution.name.clone(),
            signed: signed.collect(),
        }
    });
    Ok(Paper {
        session: SessionTag::of(&sheet.row, language),
        is_final: sheet.is_final,
        iso: of.iso(),
        day: of.to_string(),
        hours: hours.collect(),
        people: people.collect(),
        paper: current.map(|one| one.id.to_string()).unwrap_or_default(),
        is_picture: current.is_some_and(|one| one.media_type.starts_with("image/")),
        papers: of_day.iter().map(|one| ScanTag::of(one, current.is_some_and(|current| current.id == one.id))).collect(),
        seen: sheet.seen,
        form: ReasonForm { reason: before.map(|typed| typed.reason).unwrap_or_default() },
        errors: Vec::new(),
    })
}

/// `GET /egitmen/seans/{reference}/imza-foyu.pdf?gun=`
pub async fn print(visit: Visit, Path(reference): Path<String>, Query(chosen): Query<Chosen>) -> Answer {
    let (actor, reference, day) = (visit.actor(), exact(&reference)?, day(&chosen.gun)?);
    let name = format!("imza-foyu-{reference}-{}.pdf", day.iso());
    let press = visit.app.press.clone();
    let draw = move |world: &World| attendance::sheet_to_sign(world, &*press, &actor, &reference, day);
    file(visit.app.run(draw).await?, "application/pdf", &name, true)
}

/// `GET /egitmen/seans/{reference}/kagit?gun=`: where the code on the sheet leads.
pub async fn show(visit: Visit, Path(reference): Path<String>, Query(chosen): Query<Chosen>) -> Answer {
    let language = visit.language;
    let (actor, reference, day) = (visit.actor(), exact(&reference)?, day(&chosen.gun)?);
    let page = visit.app.run(move |world| read(world, language, &actor, &reference, day, &chosen.tarama, None)).await?;
    visit.page(&page)
}

fn href(reference: &str, day: Day, paper: &str) -> String {
    format!("/egitmen/seans/{reference}/kagit?gun={}&tarama={paper}", day.iso())
}

/// `POST /egitmen/seans/{reference}/kagit`: `gun`, `scan`.
pub async fn take(visit: Visit, Path(reference): Path<String>, request: Request) -> Answer {
    let language = visit.language;
    let most = visit.app.run(|world| world.policy()).await?.get(policy::SCAN_MAX_SIZE);
    let too_large = || Error::new(Kind::TooLarge, "scan-too-large").with("max", most);
    let limit = usize::try_from(most).unwrap_or_default() * 1024 * 1024;
    let upload = upload::file(request, "scan", limit, too_large).await?;
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let day = day(upload.fields.get("gun").map(String::as_str).unwrap_or_default())?;
    let wanted = reference.clone();
    let keep = move |world: &World| attendance::file(world, &actor, &wanted, day, &upload.name, &upload.bytes);
    match visit.app.run(keep).await {
        Ok(id) => Ok(Flash::success("attendance-scan-kept").on(&visit.app, see_other(&href(&reference, day, id.as_str())))?),
        Err(error) if matches!(error.kind, Kind::NotFound | Kind::Forbidden) => Err(error.into()),
        Err(error) => {
            let actor = visit.actor();
            let page = visit.app.run(move |world| read(world, language, &actor, &reference, day, "", None)).await?;
            visit.refuse(error, |errors| Paper { errors, ..page }, "scan")
        }
    }
}

fn paper(id: &str) -> Result<PaperId> {
    if looks_like_id(id) { Ok(PaperId::from(id)) } else { Err(Error::not_found()) }
}

/// `GET /egitmen/seans/{reference}/kagit/{id}` and `GET /planlama/seans/{reference}/kagit/{id}`: the scan itself.
pub async fn scan(visit: Visit, Path((reference, id)): Path<(String, String)>) -> Answer {
    let (actor, reference, id) = (visit.actor(), exact(&reference)?, paper(&id)?);
    let name = format!("imza-foyu-{reference}");
    let (paper, bytes) = visit.app.run(move |world| attendance::open_paper(world, &actor, &reference, &id)).await?;
    Ok(handed_in(bytes.to_vec(), &paper.media_type, &name))
}

/// `POST /egitmen/seans/{reference}/kagit/{id}`: `gun`, `seen`, `reason`, `saat-3` for an hour that is on the sheet, and `<id>-3` for
/// everybody who signed for it.
pub async fn type_in(
    visit: Visit,
    Path((reference, id)): Path<(String, String)>,
    Form(form): Form<BTreeMap<String, String>>,
) -> Answer {
    let language = visit.language;
    let (actor, reference, id) = (visit.actor(), exact(&reference)?, paper(&id)?);
    let value = |name: &str| form.get(name).cloned().unwrap_or_default();
    let day = day(&value("gun"))?;
    let hour = |text: &str| text.parse::<i32>().ok();
    let mut hours: BTreeMap<i32, BTreeSet<ParticipantId>> =
        form.keys().filter_map(|name| hour(name.strip_prefix("saat-")?)).map(|hour| (hour, BTreeSet::new())).collect();
    for name in form.keys() {
        let Some((who, at)) = name.split_once('-') else { continue };
        if let Some(signed) = hour(at).and_then(|at| hours.get_mut(&at)).filter(|_| looks_like_id(who)) {
            signed.insert(ParticipantId::from(who));
        }
    }
    let seen = Some(value("seen").parse().unwrap_or(0));
    let typed = Typed { session: reference.clone(), paper: id.clone(), hours, reason: value("reason"), seen };
    let wanted = typed.clone();
    match visit.app.run(move |world| attendance::type_in(world, &actor, &wanted)).await {
        Ok(done) => {
            let flash = Flash::success("attendance-typed").with("present", done.present).with("corrected", done.corrected);
            Ok(flash.on(&visit.app, see_other(&href(&reference, day, id.as_str())))?)
        }
        Err(error) if matches!(error.kind, Kind::NotFound | Kind::Forbidden) => Err(error.into()),
        Err(error) => {
            let actor = visit.actor();
            let page =
                visit.app.run(move |world| read(world, language, &actor, &reference, day, id.as_str(), Some(typed))).await?;
            visit.refuse(error, |errors| Paper { errors, ..page }, "")
        }
    }
}
