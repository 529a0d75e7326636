//! A coordinator writes a request, or changes a draft.

use super::request::href;
use super::{days, exact, mine};
use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::input::Form;
use crate::register::rows::{Choice, plate, provinces};
use crate::render::Page;
use crate::visit::{Known, Message, Visit};
use axum::extract::Path;
use kunye_core::db::Conn;
use kunye_core::register::Province;
use kunye_core::training::onsite::{self, Draft, RequestState, TrainingRequest, Wish, one_for_coordinator};
use kunye_core::training::programme::Way;
use kunye_core::training::{ledger, programme};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::{CourseId, looks_like_id, ulid};
use kunye_kernel::time::Day;
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct Write {
    /// Of the draft that is changed; "" for a new one.
    reference: String,
    /// How the institution is trained; only on site is there anything to write. None where nothing gives it a right.
    way: Option<Way>,
    courses: Vec<Choice>,
    provinces: Vec<Choice>,
    /// Hours that can be held, those that the draft holds already among them.
    available: i32,
    held: i32,
    until: String,
    form: WriteForm,
    errors: Vec<Message>,
}

impl Page for Write {
    const TEMPLATE: &'static str = "training/request_form.html";
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct WriteForm {
    course: String,
    people: String,
    /// `period` or `days`.
    wished: String,
    from: String,
    until: String,
    day_1: String,
    day_2: String,
    day_3: String,
    province: String,
    place: String,
    address: String,
    room: String,
    note: String,
    /// Made with the page: sent twice is made once.
    key: String,
}

impl WriteForm {
    fn of(request: &TrainingRequest) -> Self {
        let days: Vec<String> = request.wished.days().iter().map(Day::to_string).collect();
        let at = |at: usize| days.get(at).cloned().unwrap_or_default();
        let draft = Self {
            course: request.course_id.to_string(),
            people: request.people.to_string(),
            province: plate(request.province),
            place: request.place.clone(),
            address: request.address.clone(),
            room: request.room.clone(),
            note: request.note.clone(),
            ..Self::default()
        };
        if request.wished.is_period() {
            let (from, until) = (request.wished.earliest().to_string(), request.wished.latest().to_string());
            Self { wished: "period".into(), from, until, ..draft }
        } else {
            Self { wished: "days".into(), day_1: at(0), day_2: at(1), day_3: at(2), ..draft }
        }
    }

    /// None while a day that is needed is missing; one that does not exist is told at its field.
    fn wish(&self) -> Result<Option<Wish>> {
        if self.wished == "days" {
            let given = [("day_1", &self.day_1), ("day_2", &self.day_2), ("day_3", &self.day_3)];
            let days: Result<Vec<Option<Day>>> = given.into_iter().map(|(field, text)| days::optional(field, text)).collect();
            return Ok(Wish::single(&days?.into_iter().flatten().collect::<Vec<_>>()));
        }
        let period = days::period(&self.from, &self.until)?.filter(|_| !self.until.trim().is_empty());
        Ok(period.and_then(|[from, until]| Wish::period(from, until)))
    }

    fn read(&self) -> Result<Draft> {
        Ok(Draft {
            course: CourseId::from(self.course.as_str()),
            people: self.people.trim().parse().unwrap_or(0),
            wished: self.wish()?,
            province: self.province.parse().ok().and_then(Province::from_plate),
            place: self.place.clone(),
            address: self.address.clone(),
            room: self.room.clone(),
            note: self.note.clone(),
        })
    }
}

fn page(world: &World, visit: &Known, reference: &str, form: WriteForm) -> Result<Write> {
    let today = world.today();
    world.db.read(|conn| {
        let mine = mine(conn, &visit.actor(), today)?;
        let (programme, decision) = mine.programme.ok_or_else(Error::not_found)?;
        let course = |course: programme::Course| Choice {
            value: course.id.to_string(),
            text: visit.text_with(
                "training-course-choice",
                &[
                    ("code", course.code.clone()),
                    ("name", course.name_in(visit.language).to_owned()),
                    ("hours", course.hours.to_string()),
                ],
            ),
            hint: String::new(),
        };
        let courses = programme::courses(conn, &programme.id)?.into_iter();
        let statement = ledger::statement(conn, &programme.id, mine.proof.institution())?;
        let held = match reference {
            "" => 0,
            of => statement.held_for(one_for_coordinator(conn, &mine.proof, of, today)?.row.request.id.as_str()),
        };
        Ok(Write {
            reference: reference.to_owned(),
            way: decision.and_then(|decision| decision.way),
            courses: courses.filter(|one| one.is_offered(today)).map(course).collect(),
            provinces: provinces(),
            available: statement.balance.available() + held,
            held,
            until: programme.ends_on.to_string(),
            form,
            errors: Vec::new(),
        })
    })
}

/// `GET /egitim/talepler/yeni`
pub async fn ask(visit: Visit) -> Answer {
    let reader = visit.clone();
    let read = move |world: &World| {
        let key = ulid(world.now(), &*world.entropy);
        page(world, &reader, "", WriteForm { wished: "period".into(), key, ..WriteForm::default() })
    };
    let page = visit.app.run(read).await?;
    visit.page(&page)
}

/// `POST /egitim/talepler/yeni`
pub async fn make(visit: Visit, Form(form): Form<WriteForm>) -> Answer {
    let (actor, given) = (visit.actor(), form.clone());
    let verb = move |world: &World| {
        if !looks_like_id(&given.key) {
            return Err(Error::conflict("error-try-again"));
        }
        onsite::draft(world, &actor, &given.read()?, &given.key)
    };
    match visit.app.run(verb).await {
        Ok(request) => Ok(Flash::success("training-request-drafted").on(&visit.app, see_other(&href(&request.reference)))?),
        Err(error) => refused(&visit, error, String::new(), form).await,
    }
}

async fn refused(visit: &Visit, error: Error, reference: String, form: WriteForm) -> Answer {
    if matches!(error.kind, Kind::NotFound | Kind::Forbidden) {
        return Err(error.into());
    }
    let reader = visit.clone();
    let page = visit.app.run(move |world| page(world, &reader, &reference, form)).await?;
    visit.refuse(error, |errors| Write { errors, ..page }, "")
}

/// The institution's own draft.
fn drafted(conn: &mut Conn, actor: &Actor, reference: &str, today: Day) -> Result<TrainingRequest> {
    let mine = mine(conn, actor, today)?;
    let request = one_for_coordinator(conn, &mine.proof, reference, today)?.row.request;
    if request.state == RequestState::Draft { Ok(request) } else { Err(Error::not_found()) }
}

/// `GET /egitim/talepler/{reference}/duzenle`
pub async fn change(visit: Visit, Path(reference): Path<String>) -> Answer {
    let (reader, reference) = (visit.clone(), exact(&reference)?);
    let read = move |world: &World| {
        let request = world.db.read(|conn| drafted(conn, &reader.actor(), &reference, world.today()))?;
        page(world, &reader, &reference, WriteForm::of(&request))
    };
    let page = visit.app.run(read).await?;
    visit.page(&page)
}

/// `POST /egitim/talepler/{reference}/duzenle`
pub async fn save(visit: Visit, Path(reference): Path<String>, Form(form): Form<WriteForm>) -> Answer {
    let (actor, reference, given) = (visit.actor(), exact(&reference)?, form.clone());
    let wanted = reference.clone();
    match visit.app.run(move |world| onsite::edit(world, &actor, &wanted, &given.read()?)).await {
        Ok(()) => Ok(Flash::success("training-request-saved").on(&visit.app, see_other(&href(&reference)))?),
        Err(error) => refused(&visit, error, reference, form).await,
    }
}
