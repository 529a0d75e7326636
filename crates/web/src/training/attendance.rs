//! The list of an hour: made for a trainer's phone, with a connection and without one, and for a browser without scripts.

use super::{SessionTag, exact};
use crate::answer::{Answer, see_other};
use crate::api::attendance::AttendanceSheet;
use crate::flash::Flash;
use crate::input::{Form, Query};
use crate::render::Page;
use crate::visit::{Message, Visit};
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use kunye_core::training::attendance::{self, Mark, SheetRow, Slot, Source, Taken};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::{ParticipantId, looks_like_id};
use kunye_kernel::language::Language;
use kunye_kernel::time::{HOUR, Time};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Serialize)]
struct Sheet {
    session: SessionTag,
    /// What the trainer prepares: where, what, with what, and what the room must have.
    address: String,
    contents: String,
    materials: String,
    needs: String,
    is_final: bool,
    hours: Vec<HourTag>,
    hour: i32,
    /// Whether the hour shown has begun, and whether it runs.
    begun: bool,
    running: bool,
    /// Whether it was taken before: what is changed now is a correction.
    taken: bool,
    people: Vec<PersonTag>,
    corrections: i64,
    /// Days of the training, for sheets of paper.
    days: Vec<DayTag>,
    /// Marked as present in the hour; heads counted in it, -1 where they were not; how many marks are in doubt.
    marked: usize,
    heads: i32,
    doubts: usize,
    /// The latest mark on the list.
    seen: i64,
    /// What the page's script works with where there is no connection: [`Roster`] as JSON.
    roster: String,
    form: TakenForm,
    errors: Vec<Message>,
}

impl Page for Sheet {
    const TEMPLATE: &'static str = "training/attendance.html";
}

#[derive(Serialize)]
struct HourTag {
    hour: i32,
    at: String,
    current: bool,
    taken: bool,
}

#[derive(Serialize)]
struct DayTag {
    iso: String,
    text: String,
}

#[derive(Serialize)]
struct PersonTag {
    id: String,
    name: String,
    institution: String,
    present: bool,
    /// Hours of absence so far.
    missed: usize,
    mark: MarkTag,
}

/// What the mark of an hour rests on; all of it "" where there is none.
#[derive(Serialize, Default)]
pub(super) struct MarkTag {
    /// `present` or `absent`.
    pub mark: &'static str,
    /// `list`, `code` or `paper`.
    pub source: &'static str,
    /// `device` or `heads`.
    pub doubt: &'static str,
    pub at: String,
}

impl MarkTag {
    pub fn of(one: &SheetRow, slot: &Slot) -> Self {
        let Some(held) = one.marks.get(slot) else { return Self::default() };
        Self {
            mark: held.said.mark.as_str(),
            source: held.said.source.as_str(),
            doubt: held.doubt.map(attendance::Doubt::code).unwrap_or_default(),
            at: moment(held.said.at, slot),
        }
    }
}

#[derive(Debug, Clone, Default, Serialize)]
struct TakenForm {
    reason: String,
    people: String,
}

/// What a phone works with: the list as the API tells it, too.
#[derive(Serialize)]
struct Roster<'a> {
    /// Whose phone it is.
    owner: &'a str,
    reference: &'a str,
    hour: i32,
    sheet: AttendanceSheet,
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    saat: Option<i32>,
}

/// What was given before an error, so that it is not lost.
#[derive(Clone, Default)]
struct Given {
    ticked: Option<BTreeSet<ParticipantId>>,
    /// The latest mark on the list that was ticked.
    seen: i64,
    reason: String,
    people: String,
}

fn read(world: &World, language: Language, actor: &Actor, reference: &str, chosen: Option<i32>, given: Given) -> Result<Sheet> {
    let now = world.now();
    let sheet = world.db.read(|conn| attendance::sheet(conn, actor, reference, world.today()))?;
    let is_taken = |slot: &Slot| sheet.people.iter().any(|one| one.marks.contains_key(slot));
    // The trainer's own list, and not what people have said of themselves.
    let is_listed = |slot: &Slot| {
        let listed = |one: &SheetRow| one.marks.get(slot).is_some_and(|held| held.said.source != Source::Code);
        sheet.people.iter().any(listed)
    };
    let numbered = || (1..).zip(&sheet.plan);
    // The hour that was chosen, or the one that runs, or the next that was not taken, or the last.
    let running = |begins: &Time| (0..HOUR).contains(&now.since(*begins));
    let open = numbered()
        .find(|(_, (_, begins))| running(begins))
        .or_else(|| numbered().find(|(_, (slot, _))| !is_listed(slot)))
        .or_else(|| numbered().last());
    let shown = numbered().find(|(hour, _)| Some(*hour) == chosen).or(open);
    let (hour, (slot, begins)) = shown.ok_or_else(Error::not_found)?;
    let is_there = |one: &SheetRow| one.marks.get(slot).is_some_and(|held| held.is(Mark::Present));
    // What came in since the list was ticked is ticked as well: nobody strikes it unseen.
    let is_new = |one: &SheetRow| one.marks.get(slot).is_some_and(|held| held.said.seq > given.seen);
    let present = |one: &SheetRow| match &given.ticked {
        Some(ids) => ids.contains(&one.row.participant.id) || (is_new(one) && is_there(one)),
        None => is_there(one),
    };
    let tag = |one: &SheetRow| PersonTag {
        id: one.row.participant.id.to_string(),
        name: one.row.person.full_name(),
        institution: one.institution.name.clone(),
        present: present(one),
        missed: one.marks.values().filter(|held| held.is(Mark::Absent)).count(),
        mark: MarkTag::of(one, slot),
    };
    let is_long = sheet.row.session.starts_on != sheet.row.session.ends_on;
    let hours = numbered().map(|(at, (slot, begins))| HourTag {
        hour: at,
        at: clock(*begins, is_long),
        current: at == hour,
        taken: is_listed(slot),
    });
    let days: BTreeSet<_> = sheet.plan.iter().map(|(slot, _)| slot.day).collect();
    let people: Vec<PersonTag> = sheet.people.iter().map(tag).collect();
    let owner = actor.person().ok_or_else(Error::unauthenticated)?;
    let reference = &sheet.row.session.reference;
    let roster = Roster { owner: owner.as_str(), reference, hour, sheet: AttendanceSheet::from(&sheet) };
    Ok(Sheet {
        session: SessionTag::of(&sheet.row, language).on(&sheet.row.session, world.today()),
        address: sheet.row.site.address.clone(),
        contents: sheet.row.course.contents.clone(),
        materials: sheet.row.course.materials.clone(),
        needs: sheet.row.course.needs.clone(),
        is_final: sheet.is_final,
        hours: hours.collect(),
        hour,
        begun: now >= *begins,
        running: running(begins),
        taken: is_taken(slot),
        corrections: sheet.corrections,
        days: days.into_iter().map(|day| DayTag { iso: day.iso(), text: day.to_string() }).collect(),
        marked: sheet.people.iter().filter(|one| is_there(one)).count(),
        heads: sheet.heads.get(slot).copied().unwrap_or(-1),
        doubts: people.iter().filter(|one| !one.mark.doubt.is_empty()).count(),
        seen: sheet.seen,
        roster: serde_json::to_string(&roster).map_err(Error::internal)?,
        people,
        form: TakenForm { reason: given.reason, people: given.people },
        errors: Vec::new(),
    })
}

/// `09:00`, or `18.12. 09:00` where there are several days.
pub(super) fn clock(at: Time, with_day: bool) -> String {
    let shown = at.display();
    let time = shown.split(' ').nth(1).unwrap_or_default();
    if with_day { format!("{} {time}", shown.get(..6).unwrap_or_default()) } else { time.to_owned() }
}

/// When a mark was made: the time alone on the day it is about, for a correction may come a week later.
fn moment(at: Time, slot: &Slot) -> String {
    if at.day() == slot.day { clock(at, false) } else { at.display() }
}

/// `GET /egitmen/seans/{reference}`
pub async fn sheet(visit: Visit, Path(reference): Path<String>, Query(chosen): Query<Chosen>) -> Answer {
    let language = visit.language;
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let page = visit.app.run(move |world| read(world, language, &actor, &reference, chosen.saat, Given::default())).await?;
    visit.page(&page)
}

fn href(reference: &str, hour: i32) -> String {
    format!("/egitmen/seans/{reference}?saat={hour}")
}

/// Back to the list with a sentence, or the list again with what was wrong.
async fn told(visit: &Visit, reference: String, hour: i32, given: Given, done: Result<Flash>, field: &str) -> Answer {
    let language = visit.language;
    match done {
        Ok(flash) => Ok(flash.on(&visit.app, see_other(&href(&reference, hour)))?),
        Err(error) if matches!(error.kind, Kind::NotFound | Kind::Forbidden) => Err(error.into()),
        Err(error) => {
            let actor = visit.actor();
            let page = visit.app.run(move |world| read(world, language, &actor, &reference, Some(hour), given)).await?;
            visit.refuse(error, |errors| Sheet { errors, ..page }, field)
        }
    }
}

/// `POST /egitmen/seans/{reference}`: `hour`, `seen`, `reason`, and one field named by its id for everybody who is there.
pub async fn take(visit: Visit, Path(reference): Path<String>, Form(form): Form<BTreeMap<String, String>>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let value = |name: &str| form.get(name).cloned().unwrap_or_default();
    let taken = Taken {
        session: reference.clone(),
        hour: value("hour").trim().parse().unwrap_or(0),
        present: form.keys().filter(|name| looks_like_id(name)).map(|name| ParticipantId::from(name.as_str())).collect(),
        reason: value("reason"),
        // A list that does not say what it has seen has seen nothing.
        seen: Some(value("seen").parse().unwrap_or(0)),
        paper: None,
    };
    let hour = taken.hour;
    let given = Given {
        ticked: Some(taken.present.clone()),
        seen: taken.seen.unwrap_or(0),
        reason: taken.reason.clone(),
        people: String::new(),
    };
    let done = visit.app.run(move |world| attendance::take(world, &actor, &taken)).await;
    let done = done.map(|done| Flash::success("attendance-taken").with("hour", hour).with("present", done.present));
    told(&visit, reference, hour, given, done, "").await
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct HeadsForm {
    hour: String,
    people: String,
}

/// `POST /egitmen/seans/{reference}/sayi`: heads in an hour.
pub async fn count(visit: Visit, Path(reference): Path<String>, Form(form): Form<HeadsForm>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let (hour, people) = (form.hour.trim().parse().unwrap_or(0), form.people.trim().parse().unwrap_or(-1));
    let wanted = reference.clone();
    let done = visit.app.run(move |world| attendance::count(world, &actor, &wanted, hour, people)).await;
    let given = Given { people: form.people, ..Given::default() };
    told(&visit, reference, hour, given, done.map(|()| Flash::success("attendance-counted")), "people").await
}

/// `GET /egitmen/cevrimdisi.js`: keeps the list of an hour on the phone, so that it opens without a connection. A worker reaches only
/// what lies below its own address, and must be asked for anew to be replaced.
pub async fn worker() -> Answer {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    Ok((headers, include_bytes!("../../../../assets/offline.js").as_slice()).into_response())
}
