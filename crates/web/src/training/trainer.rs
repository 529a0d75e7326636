//! A trainer's days, and days away.

use super::{SessionTag, days};
use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::input::Form;
use crate::render::Page;
use crate::visit::{Message, Visit};
use axum::extract::Path;
use kunye_core::training::attendance::{self, TrainerDay};
use kunye_core::training::trainers::{self, Absence, AbsenceKind, Away};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::{AbsenceId, PersonId, looks_like_id};
use kunye_kernel::language::Language;
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct Days {
    /// Trainings that run or are to come, the next first.
    days: Vec<DayTag>,
    /// Those that were, the last first.
    before: Vec<DayTag>,
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
    /// Taken, whether or not they have names yet.
    seats: i32,
    is_final: bool,
    /// Whether it is on today.
    today: bool,
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
    /// One day is a period of one.
    pub(super) fn read(&self, person: PersonId) -> Result<Away> {
        away_of(person, &self.from, &self.until, AbsenceKind::parse(&self.kind).unwrap_or(AbsenceKind::Leave))
    }
}

/// Days away as they are typed; one, where there is no last.
pub(crate) fn away_of(person: PersonId, from: &str, until: &str, kind: AbsenceKind) -> Result<Away> {
    let days = days::period(from, until)?;
    let [from, until] = days.ok_or_else(|| Error::field("from", "training-day-missing"))?;
    Ok(Away { person, from, until, kind })
}

/// What a trainer, or a planner, is told of trainings that are on days away.
pub(super) fn told(hit: &[String]) -> Flash {
    match hit {
        [] => Flash::success("trainer-away-saved"),
        hit => Flash::warning("trainer-away-hits").with("references", hit.join(", ")),
    }
}

fn read_days(world: &World, language: Language, actor: &Actor, form: AwayForm) -> Result<Days> {
    let today = world.today();
    let tag = |day: TrainerDay| {
        let session = &day.row.session;
        let today = session.starts_on <= today && today <= session.ends_on;
        DayTag {
            session: SessionTag::of(&day.row, language),
            people: day.people,
            seats: day.seats,
            is_final: day.is_final,
            today,
        }
    };
    world.db.read(|conn| {
        let all = attendance::days(conn, actor, today)?;
        let (next, before): (Vec<_>, Vec<_>) = all.into_iter().partition(|day| day.row.session.ends_on >= today);
        Ok(Days {
            days: next.into_iter().map(tag).collect(),
            before: before.into_iter().rev().map(tag).collect(),
            absences: trainers::own(conn, actor, today)?.iter().map(AbsenceTag::from).collect(),
            form,
            errors: Vec::new(),
        })
    })
}

/// `GET /egitmen`
pub async fn days(visit: Visit) -> Answer {
    let language = visit.language;
    let actor = visit.actor();
    let page = visit.app.run(move |world| read_days(world, language, &actor, AwayForm::default())).await?;
    visit.page(&page)
}

/// `POST /egitmen/izin`
pub async fn away(visit: Visit, Form(form): Form<AwayForm>) -> Answer {
    let language = visit.language;
    let (actor, given) = (visit.actor(), form.clone());
    let verb = move |world: &World| {
        let person = actor.person().cloned().ok_or_else(Error::unauthenticated)?;
        trainers::away(world, &actor, &given.read(person)?)
    };
    match visit.app.run(verb).await {
        Ok(hit) => Ok(told(&hit).on(&visit.app, see_other("/egitmen"))?),
        Err(error) if matches!(error.kind, Kind::NotFound | Kind::Forbidden) => Err(error.into()),
        Err(error) => {
            let actor = visit.actor();
            let page = visit.app.run(move |world| read_days(world, language, &actor, form)).await?;
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

pub(crate) fn absence(id: &str) -> Result<AbsenceId> {
    if looks_like_id(id) { Ok(AbsenceId::from(id)) } else { Err(Error::not_found()) }
}
