//! A trainer's days, and the list of an hour: made for a phone, and for a browser without scripts.

use super::{SessionTag, exact};
use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::input::{Form, Query};
use crate::render::Page;
use crate::visit::{Message, Visit};
use axum::extract::Path;
use kunye_core::training::attendance::{self, Mark, SheetRow, Slot, Taken, TrainerDay};
use kunye_core::training::trainers::{self, Absence, AbsenceKind, Away};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::{AbsenceId, ParticipantId, PersonId, looks_like_id};
use kunye_kernel::time::{Day, Time};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Serialize)]
struct Days {
    days: Vec<DayTag>,
    absences: Vec<AbsenceTag>,
    form: AwayForm,
    errors: Vec<Message>,
}

impl Page for Days {
    const TEMPLATE: &'static str = "training/trainer.html";
}

#[derive(Serialize)]
struct DayTag {
    session: SessionTag,
    people: usize,
    is_final: bool,
}

/// Days away, as lists show them.
#[derive(Serialize)]
pub(super) struct AbsenceTag {
    id: String,
    from: String,
    until: String,
    kind: AbsenceKind,
}

impl From<&Absence> for AbsenceTag {
    fn from(one: &Absence) -> Self {
        let (from, until) = (one.starts_on.to_string(), one.ends_on.to_string());
        Self { id: one.id.to_string(), from, until, kind: one.kind }
    }
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AwayForm {
    from: String,
    until: String,
    kind: String,
}

impl AwayForm {
    /// What cannot be read is as wrong as what is missing; one day is a period of one.
    pub(super) fn read(&self, person: PersonId) -> Away {
        let from = Day::parse(&self.from).unwrap_or(Day(0));
        let until = if self.until.trim().is_empty() { from } else { Day::parse(&self.until).unwrap_or(Day(-1)) };
        Away { person, from, until, kind: AbsenceKind::parse(&self.kind).unwrap_or(AbsenceKind::Leave) }
    }
}

/// What a trainer, or a planner, is told of trainings that are on days away.
pub(super) fn told(hit: &[String]) -> Flash {
    match hit {
        [] => Flash::success("trainer-away-saved"),
        hit => Flash::warning("trainer-away-hits").with("references", hit.join(", ")),
    }
}

fn read_days(world: &World, actor: &Actor, form: AwayForm) -> Result<Days> {
    let today = world.today();
    let tag = |day: TrainerDay| DayTag { session: SessionTag::of(&day.row), people: day.people, is_final: day.is_final };
    world.db.read(|conn| {
        Ok(Days {
            days: attendance::days(conn, actor, today)?.into_iter().map(tag).collect(),
            absences: trainers::own(conn, actor, today)?.iter().map(AbsenceTag::from).collect(),
            form,
            errors: Vec::new(),
        })
    })
}

/// `GET /egitmen`
pub async fn days(visit: Visit) -> Answer {
    let actor = visit.actor();
    let page = visit.app.run(move |world| read_days(world, &actor, AwayForm::default())).await?;
    visit.page(&page)
}

/// `POST /egitmen/izin`
pub async fn away(visit: Visit, Form(form): Form<AwayForm>) -> Answer {
    let (actor, given) = (visit.actor(), form.clone());
    let verb = move |world: &World| {
        let person = actor.person().cloned().ok_or_else(Error::unauthenticated)?;
        trainers::away(world, &actor, &given.read(person))
    };
    match visit.app.run(verb).await {
        Ok(hit) => Ok(told(&hit).on(&visit.app, see_other("/egitmen"))?),
        Err(error) if matches!(error.kind, Kind::NotFound | Kind::Forbidden) => Err(error.into()),
        Err(error) => {
            let actor = visit.actor();
            let page = visit.app.run(move |world| read_days(world, &actor, form)).await?;
            visit.refuse(error, |errors| Days { errors, ..page }, "from")
        }
    }
}

/// `POST /egitmen/izin/{id}/sil`
pub async fn back(visit: Visit, Path(id): Path<String>) -> Answer {
    let (actor, id) = (visit.actor(), absence(&id)?);
    visit.app.run(move |world| trainers::back(world, &actor, &id)).await?;
    Ok(Flash::success("trainer-away-removed").on(&visit.app, see_other("/egitmen"))?)
}

pub(super) fn absence(id: &str) -> Result<AbsenceId> {
    if looks_like_id(id) { Ok(AbsenceId::from(id)) } else { Err(Error::not_found()) }
}

#[derive(Serialize)]
struct Sheet {
    session: SessionTag,
    address: String,
    is_final: bool,
    hours: Vec<HourTag>,
    hour: i32,
    /// Whether the hour shown has begun.
    begun: bool,
    /// Whether it was taken before: what is changed now is a correction.
    taken: bool,
    people: Vec<PersonTag>,
    corrections: i64,
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
struct PersonTag {
    id: String,
    name: String,
    institution: String,
    present: bool,
    /// Hours of absence so far.
    missed: usize,
}

#[derive(Debug, Clone, Default, Serialize)]
struct TakenForm {
    reason: String,
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    saat: Option<i32>,
}

/// What was ticked before an error, so that it is not lost.
type Ticked = Option<(BTreeSet<ParticipantId>, String)>;

fn read(world: &World, actor: &Actor, reference: &str, chosen: Option<i32>, ticked: Ticked) -> Result<Sheet> {
    let now = world.now();
    let sheet = world.db.read(|conn| attendance::sheet(conn, actor, reference, world.today()))?;
    let is_taken = |slot: &Slot| sheet.people.iter().any(|one| one.marks.contains_key(slot));
    let numbered = || (1..).zip(&sheet.plan);
    // The hour that was chosen, or the next that was not taken, or the last.
    let open = numbered().find(|(_, (slot, _))| !is_taken(slot)).or_else(|| numbered().last());
    let shown = numbered().find(|(hour, _)| Some(*hour) == chosen).or(open);
    let (hour, (slot, begins)) = shown.ok_or_else(Error::not_found)?;
    let present = |one: &SheetRow| match &ticked {
        Some((ids, _)) => ids.contains(&one.row.participant.id),
        None => one.marks.get(slot) == Some(&Mark::Present),
    };
    let tag = |one: &SheetRow| PersonTag {
        id: one.row.participant.id.to_string(),
        name: one.row.person.full_name(),
        institution: one.institution.name.clone(),
        present: present(one),
        missed: one.marks.values().filter(|mark| **mark == Mark::Absent).count(),
    };
    let is_long = sheet.row.session.starts_on != sheet.row.session.ends_on;
    let hours = numbered().map(|(at, (slot, begins))| HourTag {
        hour: at,
        at: clock(*begins, is_long),
        current: at == hour,
        taken: is_taken(slot),
    });
    Ok(Sheet {
        session: SessionTag::of(&sheet.row),
        address: sheet.row.site.address.clone(),
        is_final: sheet.is_final,
        hours: hours.collect(),
        hour,
        begun: now >= *begins,
        taken: is_taken(slot),
        people: sheet.people.iter().map(tag).collect(),
        corrections: sheet.corrections,
        form: TakenForm { reason: ticked.map(|(_, reason)| reason).unwrap_or_default() },
        errors: Vec::new(),
    })
}

/// `09:00`, or `18.12. 09:00` where there are several days.
fn clock(at: Time, with_day: bool) -> String {
    let shown = at.display();
    let time = shown.split(' ').nth(1).unwrap_or_default();
    if with_day { format!("{} {time}", shown.get(..6).unwrap_or_default()) } else { time.to_owned() }
}

/// `GET /egitmen/seans/{reference}`
pub async fn sheet(visit: Visit, Path(reference): Path<String>, Query(chosen): Query<Chosen>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let page = visit.app.run(move |world| read(world, &actor, &reference, chosen.saat, None)).await?;
    visit.page(&page)
}

/// `POST /egitmen/seans/{reference}`: `hour`, `reason`, and one field named by its id for everybody who is there.
pub async fn take(visit: Visit, Path(reference): Path<String>, Form(form): Form<BTreeMap<String, String>>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let value = |name: &str| form.get(name).cloned().unwrap_or_default();
    let taken = Taken {
        session: reference.clone(),
        hour: value("hour").trim().parse().unwrap_or(0),
        present: form.keys().filter(|name| looks_like_id(name)).map(|name| ParticipantId::from(name.as_str())).collect(),
        reason: value("reason"),
    };
    let (hour, ticked) = (taken.hour, (taken.present.clone(), taken.reason.clone()));
    match visit.app.run(move |world| attendance::take(world, &actor, &taken)).await {
        Ok(done) => {
            let flash = Flash::success("attendance-taken").with("hour", hour).with("present", done.present);
            Ok(flash.on(&visit.app, see_other(&format!("/egitmen/seans/{reference}?saat={hour}")))?)
        }
        Err(error) if matches!(error.kind, Kind::NotFound | Kind::Forbidden) => Err(error.into()),
        Err(error) => {
            let actor = visit.actor();
            let page = visit.app.run(move |world| read(world, &actor, &reference, Some(hour), Some(ticked))).await?;
            visit.refuse(error, |errors| Sheet { errors, ..page }, "")
        }
    }
}
