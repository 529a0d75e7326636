use super::rows::{Choice, Search, unit_href};
use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::input::{Form, Query};
use crate::render::Page;
use crate::visit::{Message, Visit};
use axum::extract::Path;
use kunye_core::db::Conn;
use kunye_core::register::appoint::{self, NewDuty};
use kunye_core::register::duties::{administrator_of, administrator_scope};
use kunye_core::register::{self, Duty, DutyKind, Person, Unit};
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, FieldError, Result};
use kunye_kernel::id::{DutyId, PersonId, UnitId, looks_like_id};
use kunye_kernel::page::PageRequest;
use kunye_kernel::time::Day;
use serde::{Deserialize, Serialize};

/// How many people a search offers to choose from; more than these are found by typing more of a name.
const CANDIDATES: u32 = 10;

#[derive(Serialize)]
struct Appoint {
    unit: UnitTag,
    search: SearchTag,
    kinds: &'static [DutyKind],
    candidates: Vec<Choice>,
    form: AppointForm,
    errors: Vec<Message>,
}

#[derive(Serialize)]
struct UnitTag {
    href: String,
    name: String,
}

impl UnitTag {
    fn of(unit: &Unit) -> Self {
        Self { href: unit_href(unit), name: unit.name.clone() }
    }
}

#[derive(Serialize)]
struct SearchTag {
    q: String,
}

impl Page for Appoint {
    const TEMPLATE: &'static str = "register/duty.html";
}

/// What was typed, shown again as it is.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct AppointForm {
    #[serde(default)]
    person: String,
    #[serde(default)]
    kind: String,
    #[serde(default, rename = "from-day")]
    from_day: String,
    #[serde(default, rename = "from-month")]
    from_month: String,
    #[serde(default, rename = "from-year")]
    from_year: String,
    #[serde(default, rename = "until-day")]
    until_day: String,
    #[serde(default, rename = "until-month")]
    until_month: String,
    #[serde(default, rename = "until-year")]
    until_year: String,
}

/// Three parts of a day: nothing when all are empty.
fn day(field: &'static str, [day, month, year]: [&str; 3]) -> Result<Option<Day>, FieldError> {
    if [day, month, year].iter().all(|part| part.trim().is_empty()) {
        return Ok(None);
    }
    Day::parse(&format!("{day}.{month}.{year}")).map(Some).ok_or(FieldError { field, text: "register-day-wrong" })
}

impl AppointForm {
    fn starting(today: Day) -> Self {
        let [year, month, day] = parts(today);
        Self { from_day: day, from_month: month, from_year: year, ..Self::default() }
    }

    fn read(&self, unit: &UnitId) -> Result<NewDuty> {
        let mut wrong = Vec::new();
        let mut take = |read: Result<Option<Day>, FieldError>| {
            read.unwrap_or_else(|error| {
                wrong.push(error);
                None
            })
        };
        let starts_on = take(day("from", [&self.from_day, &self.from_month, &self.from_year]));
        let ends_on = take(day("until", [&self.until_day, &self.until_month, &self.until_year]));
        let kind = DutyKind::parse(&self.kind);
        if kind.is_none() {
            wrong.insert(0, FieldError { field: "kind", text: "register-duty-kind-none" });
        }
        if !looks_like_id(&self.person) {
            wrong.insert(0, FieldError { field: "person", text: "register-duty-person-none" });
        }
        if starts_on.is_none() && wrong.iter().all(|error| error.field != "from") {
            wrong.push(FieldError { field: "from", text: "register-duty-from-none" });
        }
        match (kind, starts_on, wrong.is_empty()) {
            (Some(kind), Some(starts_on), true) => {
                Ok(NewDuty { kind, unit: unit.clone(), person: PersonId::from(self.person.as_str()), starts_on, ends_on })
            }
            _ => Err(Error::invalid(wrong)),
        }
    }
}

/// `["2026", "11", "22"]`
fn parts(day: Day) -> [String; 3] {
    let iso = day.iso();
    let mut parts = iso.splitn(3, '-').map(str::to_owned);
    std::array::from_fn(|_| parts.next().unwrap_or_default())
}

/// The unit, for whoever administers it, and whom a search offers.
fn offer(conn: &mut Conn, actor: &Actor, unit: &UnitId, q: &str, today: Day) -> Result<(Unit, Vec<Choice>)> {
    let scope = administrator_scope(conn, actor, today)?;
    let unit = register::unit_within(conn, &scope.people(), unit)?.ok_or_else(Error::not_found)?;
    if q.is_empty() {
        return Ok((unit, Vec::new()));
    }
    let found = register::search_people(conn, &scope.people(), q, today, PageRequest::new(None, Some(CANDIDATES)))?;
    let serving = found.items.into_iter().filter_map(|row| Some((row.person, row.post?, row.unit?)));
    let choice = |(person, post, unit): (Person, register::Post, Unit)| Choice {
        value: person.id.to_string(),
        text: person.full_name(),
        hint: format!("{} · {}", post.title, unit.name),
    };
    Ok((unit, serving.map(choice).collect()))
}

async fn appoint_page(visit: &Visit, unit: UnitId, search: &Search, form: AppointForm) -> Result<Appoint> {
    let (actor, q) = (visit.actor(), search.text());
    let query = q.clone();
    let found = visit.app.run(move |world| world.db.read(|conn| offer(conn, &actor, &unit, &query, world.today())));
    let (unit, candidates) = found.await?;
    Ok(Appoint { unit: UnitTag::of(&unit), search: SearchTag { q }, kinds: DutyKind::ALL, candidates, form, errors: Vec::new() })
}

/// `GET /kayit/birim/{id}/gorev?q=`
pub async fn ask(visit: Visit, Path(unit): Path<UnitId>, Query(search): Query<Search>) -> Answer {
    let form = AppointForm::starting(visit.app.world.today());
    visit.page(&appoint_page(&visit, unit, &search, form).await?)
}

/// `POST /kayit/birim/{id}/gorev?q=`
pub async fn give(visit: Visit, Path(unit): Path<UnitId>, Query(search): Query<Search>, Form(form): Form<AppointForm>) -> Answer {
    let page = appoint_page(&visit, unit.clone(), &search, form.clone()).await?;
    let actor = visit.actor();
    let given = match form.read(&unit) {
        Ok(new) => visit.app.run(move |world| appoint::appoint(world, &actor, &new)).await,
        Err(error) => Err(error),
    };
    match given {
        Ok(_) => Ok(Flash::success("register-duty-given").on(&visit.app, see_other(&page.unit.href))?),
        Err(error) => visit.refuse(at_our_fields(error), |errors| Appoint { errors, ..page }, "person"),
    }
}

/// The core calls the last day `ends_on`; this form calls it `until`.
fn at_our_fields(error: Error) -> Error {
    match error.fields() {
        [FieldError { field: "ends_on", text }] => Error::field("until", text),
        _ => error,
    }
}

#[derive(Serialize)]
struct End {
    unit: UnitTag,
    duty: DutyTag,
    form: EndForm,
    errors: Vec<Message>,
}

#[derive(Serialize)]
struct DutyTag {
    kind: DutyKind,
    name: String,
    since: String,
    until: String,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct EndForm {
    #[serde(default, rename = "until-day")]
    day: String,
    #[serde(default, rename = "until-month")]
    month: String,
    #[serde(default, rename = "until-year")]
    year: String,
}

impl Page for End {
    const TEMPLATE: &'static str = "register/end.html";
}

/// A duty that the actor may end, with its unit and its holder.
fn endable(conn: &mut Conn, actor: &Actor, id: &DutyId, today: Day) -> Result<(Duty, Unit, Person)> {
    let duty = register::store::duty(conn, id)?.ok_or_else(Error::not_found)?;
    // Whoever does not administer the unit learns nothing of its duties.
    administrator_of(conn, actor, &duty.unit_id, today).map_err(|_| Error::not_found())?;
    let unit = register::unit(conn, &duty.unit_id)?.ok_or_else(Error::not_found)?;
    let person = register::person(conn, &duty.person_id)?.ok_or_else(Error::not_found)?;
    Ok((duty, unit, person))
}

async fn end_page(visit: &Visit, id: DutyId) -> Result<End> {
    let actor = visit.actor();
    let found = visit.app.run(move |world| world.db.read(|conn| endable(conn, &actor, &id, world.today())));
    let (duty, unit, person) = found.await?;
    let [year, month, day] = parts(visit.app.world.today());
    Ok(End {
        unit: UnitTag::of(&unit),
        duty: DutyTag {
            kind: duty.kind,
            name: person.full_name(),
            since: duty.starts_on.to_string(),
            until: duty.ends_on.map(|day| day.to_string()).unwrap_or_default(),
        },
        form: EndForm { day, month, year },
        errors: Vec::new(),
    })
}

/// `GET /kayit/gorev/{id}`
pub async fn ask_end(visit: Visit, Path(id): Path<DutyId>) -> Answer {
    visit.page(&end_page(&visit, id).await?)
}

/// `POST /kayit/gorev/{id}`
pub async fn end(visit: Visit, Path(id): Path<DutyId>, Form(form): Form<EndForm>) -> Answer {
    let page = end_page(&visit, id.clone()).await?;
    let actor = visit.actor();
    let none = FieldError { field: "until", text: "register-duty-until-none" };
    let last = day("until", [&form.day, &form.month, &form.year]).and_then(|day| day.ok_or(none));
    let ended = match last {
        Ok(last) => visit.app.run(move |world| appoint::end_duty(world, &actor, &id, last)).await,
        Err(wrong) => Err(Error::invalid(vec![wrong])),
    };
    match ended {
        Ok(()) => Ok(Flash::success("register-duty-ended").on(&visit.app, see_other(&page.unit.href))?),
        Err(error) => visit.refuse(at_our_fields(error), |errors| End { form, errors, ..page }, "until"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let unit = UnitId::from("U");
        let fields =
            |form: &AppointForm| form.read(&unit).unwrap_err().fields().iter().map(|at| (at.field, at.text)).collect::<Vec<_>>();
        assert_eq!(
            fields(&AppointForm::default()),
            [("person", "register-duty-person-none"), ("kind", "register-duty-kind-none"), ("from", "register-duty-from-none")]
        );
        let good = AppointForm {
            person: "01JC0000000000000000000000".into(),
            kind: "officer".into(),
            ..AppointForm::starting(Day::new(2026, 11, 2).unwrap())
        };
        let new = good.read(&unit).unwrap();
        assert_eq!((new.kind, new.starts_on.iso(), new.ends_on), (DutyKind::Officer, "2026-11-02".to_owned(), None));
        let broken = AppointForm { until_day: "31".into(), until_month: "2".into(), until_year: "2027".into(), ..good };
        assert_eq!(fields(&broken), [("until", "register-day-wrong")]);
    }
}
