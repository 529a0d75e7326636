//! One request for a training at the institution's own place, as its coordinator sees it: sending, withdrawing, the checklist.

use super::exact;
use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::input::Form;
use crate::render::Page;
use crate::visit::{Message, Visit};
use axum::extract::Path;
use kunye_core::register::duties::training::coordinator_of;
use kunye_core::training::ledger;
use kunye_core::training::onsite::{self, Item, RequestState, Row, Side, Verdict, Whole, one_for_coordinator};
use kunye_core::training::participants::{OwnList, of_coordinator};
use kunye_core::training::programme::CourseLevel;
use kunye_core::training::shared::SessionDay;
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::language::Language;
use kunye_kernel::time::Day;
use serde::{Deserialize, Serialize};

/// A request as lists and pages show it.
#[derive(Serialize)]
pub(super) struct RequestTag {
    pub reference: String,
    pub institution: String,
    pub course: String,
    pub level: CourseLevel,
    pub hours: i32,
    pub people: i32,
    pub wished: String,
    /// When it is held; "" until it is planned.
    pub at: String,
    pub trainer: String,
    /// A day on which the trainer is away after all; "" for none.
    pub away: String,
    pub province: &'static str,
    pub place: String,
    pub address: String,
    pub room: String,
    pub note: String,
    pub state: RequestState,
    pub sent_at: String,
    pub reason: String,
    /// The account manager who has it; "" where nobody has.
    pub reader: String,
    /// What the account manager noted for the planners, and who did.
    pub noted: String,
    pub noted_by: String,
    /// Why a draft came back; "" for one that was never sent.
    pub returned: String,
}

impl RequestTag {
    /// For the account manager, who needs not be told that they have it.
    pub fn for_reader(row: &Row, language: Language) -> Self {
        Self { reader: String::new(), ..Self::of(row, language) }
    }

    pub fn of(row: &Row, language: Language) -> Self {
        let request = &row.request;
        let noted = row.said(Verdict::PassedOn).filter(|(review, _)| !review.text.is_empty());
        let returned = row.said(Verdict::Returned).filter(|_| request.state == RequestState::Draft);
        Self {
            reference: request.reference.clone(),
            institution: row.institution.name.clone(),
            course: row.course.name_in(language).to_owned(),
            level: row.course.level,
            hours: row.course.hours,
            people: request.people,
            wished: request.wished.display(),
            at: row.session.as_ref().map(|session| session.when()).unwrap_or_default(),
            trainer: row.trainer.as_ref().map(|person| person.full_name()).unwrap_or_default(),
            away: row.away.map(|day| day.to_string()).unwrap_or_default(),
            province: request.province.name(),
            place: request.place.clone(),
            address: request.address.clone(),
            room: request.room.clone(),
            note: request.note.clone(),
            state: request.state,
            sent_at: request.sent_at.map(|at| at.display()).unwrap_or_default(),
            reason: request.reason.clone().unwrap_or_default(),
            reader: row.reader.as_ref().map(|person| person.full_name()).unwrap_or_default(),
            noted: noted.map(|(review, _)| review.text.clone()).unwrap_or_default(),
            noted_by: noted.map(|(_, name)| name.clone()).unwrap_or_default(),
            returned: returned.map(|(review, _)| review.text.clone()).unwrap_or_default(),
        }
    }
}

/// A day of a training: `11.01.2027`, `09:00`, hours.
#[derive(Serialize)]
pub(super) struct DayTag {
    day: String,
    /// 1 is Monday.
    weekday: i8,
    at: String,
    hours: i32,
}

impl From<&SessionDay> for DayTag {
    fn from(one: &SessionDay) -> Self {
        Self { day: one.day.to_string(), weekday: one.day.weekday(), at: clock(one.starts_minute), hours: one.hours }
    }
}

/// `09:30`
pub(super) fn clock(minute: i32) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// A line of the checklist.
#[derive(Serialize)]
pub(super) struct CheckTag {
    item: Item,
    done: bool,
    /// When it was said; "" where nothing was.
    at: String,
}

/// A side's own lines.
pub(super) fn checks(whole: &Whole, side: Side) -> Vec<CheckTag> {
    let tag = |item: &Item| {
        let said = whole.checks.iter().find(|one| one.item == *item);
        CheckTag {
            item: *item,
            done: said.is_some_and(|one| one.done),
            at: said.map(|one| one.said_at.display()).unwrap_or_default(),
        }
    };
    Item::ALL.iter().filter(|item| item.side() == side).map(tag).collect()
}

#[derive(Serialize)]
struct Show {
    request: RequestTag,
    days: Vec<DayTag>,
    provider: Vec<CheckTag>,
    own: Vec<CheckTag>,
    /// Hours that can be held, those that the request holds already among them.
    available: i32,
    held: i32,
    /// Who reads it before the planners do; "" where nobody looks after the institution.
    manager: String,
    /// Until when a planned training is withdrawn without loss; "" before it is planned.
    cancel_by: String,
    late: bool,
    can_withdraw: bool,
    /// Names for the seats of a planned training; none before, and none after.
    names: Option<NamesTag>,
    form: ReasonForm,
    errors: Vec<Message>,
}

/// How many of the seats have a name, and until when they may.
#[derive(Serialize)]
struct NamesTag {
    named: usize,
    seats: i32,
    until: String,
}

impl NamesTag {
    fn of(list: &OwnList) -> Option<Self> {
        let named = list.people.iter().filter(|one| one.participant.state.is_live()).count();
        list.open.then(|| Self { named, seats: list.seats, until: list.row.session.substitute_by.to_string() })
    }
}

impl Page for Show {
    const TEMPLATE: &'static str = "training/request.html";
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReasonForm {
    pub(super) reason: String,
}

fn read(world: &World, language: Language, actor: &Actor, reference: &str, form: ReasonForm) -> Result<Show> {
    let today = world.today();
    world.db.read(|conn| {
        let proof = coordinator_of(conn, actor, today)?;
        let whole = one_for_coordinator(conn, &proof, reference, today)?;
        let request = &whole.row.request;
        let statement = ledger::statement(conn, &request.programme_id, proof.institution())?;
        let held = statement.held_for(request.id.as_str());
        let manager = onsite::first_reader(conn, &proof, request, today)?;
        let session = whole.row.session.as_ref().filter(|_| request.state == RequestState::Planned);
        let cancel_by: Option<Day> = session.map(|session| session.cancel_by);
        let names = match session {
            Some(_) => NamesTag::of(&of_coordinator(conn, &proof, reference, today)?),
            None => None,
        };
        Ok(Show {
            days: whole.days.iter().map(DayTag::from).collect(),
            names,
            provider: checks(&whole, Side::Provider),
            own: checks(&whole, Side::Institution),
            available: statement.balance.available() + held,
            held,
            manager: manager.map(|person| person.full_name()).unwrap_or_default(),
            cancel_by: cancel_by.map(|day| day.to_string()).unwrap_or_default(),
            late: cancel_by.is_some_and(|day| today > day),
            can_withdraw: request.state.is_live() && session.is_none_or(|session| session.is_to_come(today)),
            form,
            errors: Vec::new(),
            request: RequestTag::of(&whole.row, language),
        })
    })
}

pub(super) fn href(reference: &str) -> String {
    format!("/egitim/talepler/{reference}")
}

/// `GET /egitim/talepler/{reference}`
pub async fn show(visit: Visit, Path(reference): Path<String>) -> Answer {
    let language = visit.language;
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let page = visit.app.run(move |world| read(world, language, &actor, &reference, ReasonForm::default())).await?;
    visit.page(&page)
}

/// Back to the page with a sentence, or the page again with what was wrong.
async fn told(visit: &Visit, reference: String, form: ReasonForm, done: Result<Flash>) -> Answer {
    let language = visit.language;
    match done {
        Ok(flash) => Ok(flash.on(&visit.app, see_other(&href(&reference)))?),
        Err(error) if matches!(error.kind, Kind::NotFound | Kind::Forbidden) => Err(error.into()),
        Err(error) => {
            let actor = visit.actor();
            let page = visit.app.run(move |world| read(world, language, &actor, &reference, form)).await?;
            visit.refuse(error, |errors| Show { errors, ..page }, "")
        }
    }
}

/// `POST /egitim/talepler/{reference}/gonder`
pub async fn send(visit: Visit, Path(reference): Path<String>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let wanted = reference.clone();
    let done = visit.app.run(move |world| onsite::send(world, &actor, &wanted)).await;
    let done = done.map(|sent| match sent.reader {
        Some(_) => Flash::success("training-request-sent-to-manager").with("hours", sent.hours),
        None => Flash::success("training-request-sent").with("hours", sent.hours),
    });
    told(&visit, reference, ReasonForm::default(), done).await
}

/// `POST /egitim/talepler/{reference}/geri-cek`
pub async fn withdraw(visit: Visit, Path(reference): Path<String>, Form(form): Form<ReasonForm>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let (wanted, reason) = (reference.clone(), form.reason.clone());
    let done = visit.app.run(move |world| onsite::withdraw(world, &actor, &wanted, &reason)).await;
    let done = done.map(|withdrawn| match (withdrawn.returned, withdrawn.used) {
        (0, 0) => Flash::success("training-request-withdrawn"),
        (0, used) => Flash::warning("training-request-withdrawn-used").with("hours", used),
        (returned, _) => Flash::success("training-request-withdrawn-returned").with("hours", returned),
    });
    told(&visit, reference, form, done).await
}

/// `item`, and `done` where it is.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct CheckForm {
    item: String,
    done: String,
}

impl CheckForm {
    pub(super) fn read(&self) -> Result<(Item, bool)> {
        Ok((Item::parse(&self.item).ok_or_else(Error::not_found)?, self.done == "yes"))
    }
}

/// `POST /egitim/talepler/{reference}/liste`
pub async fn check(visit: Visit, Path(reference): Path<String>, Form(form): Form<CheckForm>) -> Answer {
    let (actor, reference, (item, done)) = (visit.actor(), exact(&reference)?, form.read()?);
    let wanted = reference.clone();
    let said = visit.app.run(move |world| onsite::check(world, &actor, Side::Institution, &wanted, item, done)).await;
    told(&visit, reference, ReasonForm::default(), said.map(|()| Flash::success("training-check-said"))).await
}
