//! A trainer's days, and the list of an hour: made for a phone, and for a browser without scripts.

use super::{SessionTag, exact};
use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::input::{Form, Query};
use crate::render::Page;
use crate::visit::{Message, Visit};
use axum::extract::Path;
use kunye_core::training::attendance::{self, Mark, SheetRow, Slot, Taken, TrainerDay, has_begun};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Kind, Result};
use kunye_kernel::id::{ParticipantId, looks_like_id};
use kunye_kernel::time::HOUR;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Serialize)]
struct Days {
    days: Vec<DayTag>,
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

/// `GET /egitmen`
pub async fn days(visit: Visit) -> Answer {
    let actor = visit.actor();
    let days = visit.app.run(move |world| world.db.read(|conn| attendance::days(conn, &actor, world.today()))).await?;
    let tag = |day: TrainerDay| DayTag { session: SessionTag::of(&day.row), people: day.people, is_final: day.is_final };
    visit.page(&Days { days: days.into_iter().map(tag).collect() })
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
    let session = &sheet.row.session;
    let slot = |hour: i32| Slot { day: session.starts_on, hour };
    let is_taken = |hour: i32| sheet.people.iter().any(|one| one.marks.contains_key(&slot(hour)));
    // The hour that runs, or the next that was not taken.
    let open = (1..=session.hours).find(|hour| !is_taken(*hour)).unwrap_or(session.hours);
    let hour = chosen.filter(|hour| (1..=session.hours).contains(hour)).unwrap_or(open);
    let present = |one: &SheetRow| match &ticked {
        Some((ids, _)) => ids.contains(&one.row.participant.id),
        None => one.marks.get(&slot(hour)) == Some(&Mark::Present),
    };
    let tag = |one: &SheetRow| PersonTag {
        id: one.row.participant.id.to_string(),
        name: one.row.person.full_name(),
        institution: one.institution.name.clone(),
        present: present(one),
        missed: one.marks.values().filter(|mark| **mark == Mark::Absent).count(),
    };
    let hours = (1..=session.hours).map(|at| HourTag {
        hour: at,
        at: session.starts_at().plus(i64::from(at - 1) * HOUR).display().split(' ').nth(1).unwrap_or_default().to_owned(),
        current: at == hour,
        taken: is_taken(at),
    });
    Ok(Sheet {
        session: SessionTag::of(&sheet.row),
        address: sheet.row.site.address.clone(),
        is_final: sheet.is_final,
        hours: hours.collect(),
        hour,
        begun: has_begun(session, hour, now),
        taken: is_taken(hour),
        people: sheet.people.iter().map(tag).collect(),
        corrections: sheet.corrections,
        form: TakenForm { reason: ticked.map(|(_, reason)| reason).unwrap_or_default() },
        errors: Vec::new(),
    })
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
