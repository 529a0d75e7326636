//! The record as its readers see it: narrowed to what their duty reaches, with names instead of ids.

use crate::accounts;
use crate::applications;
use crate::audit::{self, Condition, Filter, Line};
use crate::db::Conn;
use crate::register::duties::{AdministratorScope, AuditorScope, Scope, administrator_scope, auditor_scope};
use crate::register::store::Within;
use crate::register::{self, Person, Unit};
use crate::requests;
use crate::schema;
use crate::training::{attendance, naming, shared};
use diesel::prelude::*;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::{AccountId, PersonId, SessionId, UnitId, looks_like_id};
use kunye_kernel::page::{Page, PageRequest};
use kunye_kernel::time::Day;
use serde_json::Value;
use std::collections::HashMap;

/// What a reader looks for.
#[derive(Debug, Clone, Default)]
pub struct Search {
    pub action: Option<String>,
    /// The reference of a request or a training, a user name, a person's or a unit's name, or an id.
    pub text: String,
    /// First and last day.
    pub from: Option<Day>,
    pub until: Option<Day>,
}

/// A line with what its ids stand for.
#[derive(Debug, Clone)]
pub struct Told {
    pub line: Line,
    pub who: Who,
    pub whom: Whom,
    pub unit: Option<Unit>,
    /// What the ids of its details stand for.
    pub names: HashMap<String, String>,
}

#[derive(Debug, Clone)]
pub enum Who {
    Person(Box<Person>),
    /// Whoever held the link of this person's invitation.
    Invited(Box<Person>),
    /// Somebody who was not signed in.
    Public,
    Job(String),
    Operator(String),
    /// An id that stands for nobody any more.
    Gone(String),
}

#[derive(Debug, Clone)]
pub enum Whom {
    Person(Box<Person>),
    /// User name.
    Account(String),
    /// Reference.
    Request(String),
    Unit(String),
    /// The key of a setting.
    Policy(String),
    Application(String),
    /// A training's reference, and whether the reader finds what its attendance rests on.
    Training {
        reference: String,
        evidence: bool,
    },
    /// Something of the training programme, by what people know it by.
    Named(String),
    /// Nothing that has a name of its own: an import, an address.
    Other,
}

/// Whose lines an actor may read: auditors those of their units and of the people there, administrators likewise.
enum Reader {
    Auditor(AuditorScope),
    Administrator(AdministratorScope),
}

impl Reader {
    fn of(conn: &mut Conn, actor: &Actor, today: Day) -> Result<Self> {
        match auditor_scope(conn, actor, today) {
            Ok(scope) => Ok(Reader::Auditor(scope)),
            Err(error) if error.kind == Kind::Forbidden => {
                administrator_scope(conn, actor, today).map(Reader::Administrator).map_err(|_| error)
            }
            Err(error) => Err(error),
        }
    }

    fn people(&self) -> Scope {
        match self {
            Reader::Auditor(scope) => scope.people(),
            Reader::Administrator(scope) => scope.people(),
        }
    }

    fn covers_in<C>(&self, column: C) -> Within<C> {
        match self {
            Reader::Auditor(scope) => scope.covers_in(column),
            Reader::Administrator(scope) => scope.covers_in(column),
        }
    }

    /// A line that names no unit belongs where its people are; a setting and an application are everybody's.
    fn condition(&self, today: Day) -> Condition {
        use schema::{accounts as account, audit};
        let people = self.people();
        let accounts = account::table.filter(people.holds(account::person_id, today)).select(account::id);
        let about_people = people.holds(audit::actor, today).or(audit::subject.eq_any(accounts));
        let nowhere = audit::unit_id.is_null().and(about_people.or(audit::subject_kind.eq_any(["policy", "application"])));
        Box::new(self.covers_in(audit::unit_id).or(nowhere).nullable())
    }
}

/// The part of the record that an actor may read, newest first.
pub fn list(conn: &mut Conn, actor: &Actor, today: Day, search: &Search, page: PageRequest) -> Result<Page<Told>> {
    let reader = Reader::of(conn, actor, today)?;
    let filter = Filter {
        action: search.action.clone(),
        about: about(conn, &reader, &search.text, today)?,
        from: search.from.map(Day::start),
        before: search.until.map(|day| day.plus_days(1).start()),
    };
    let page = audit::list(conn, &filter, || reader.condition(today), page)?;
    let names = Names::load(conn, actor, &page.items, today)?;
    let items: Vec<Told> = page.items.into_iter().map(|line| names.tell(conn, line)).collect::<Result<_>>()?;
    Ok(Page { items, total: page.total, request: page.request })
}

/// The ids that a text may stand for; nothing to look for when there is no text.
fn about(conn: &mut Conn, reader: &Reader, text: &str, today: Day) -> Result<Option<Vec<String>>> {
    const MOST: u32 = 50;
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if looks_like_id(text) {
        let told_of = naming::told_of(conn, &[PersonId::from(text)])?;
        return Ok(Some(told_of.into_iter().chain([text.to_owned()]).collect()));
    }
    if let Some(reference) = kunye_kernel::reference::parse(text) {
        let request = requests::id_of(conn, &reference)?.map(|id| id.to_string());
        let training = shared::id_of(conn, &reference)?.map(|id| id.to_string());
        return Ok(Some(request.into_iter().chain(training).collect()));
    }
    let (scope, page) = (reader.people(), PageRequest::new(None, Some(MOST)));
    let people: Vec<PersonId> =
        register::search_people(conn, &scope, text, today, page)?.items.into_iter().map(|row| row.person.id).collect();
    let units =
        register::search_units_within(conn, &scope, text, None, page)?.items.into_iter().map(|row| row.unit.id.to_string());
    let accounts = accounts::of_people(conn, &people)?.into_values().map(|account| account.id.to_string());
    let named = accounts::by_user_name(conn, text)?
        .into_iter()
        .flat_map(|account| [account.id.to_string(), account.person_id.to_string()]);
    let told_of = naming::told_of(conn, &people)?;
    Ok(Some(units.chain(accounts).chain(named).chain(people.iter().map(PersonId::to_string)).chain(told_of).collect()))
}

/// What the ids of some lines stand for.
struct Names {
    people: HashMap<PersonId, Person>,
    units: HashMap<UnitId, Unit>,
    trainings: HashMap<SessionId, (String, bool)>,
}

impl Names {
    fn load(conn: &mut Conn, actor: &Actor, lines: &[Line], today: Day) -> Result<Self> {
        let actors = lines
            .iter()
            .filter(|line| ["person", "invited"].contains(&line.actor_kind.as_str()))
            .filter_map(|line| line.actor.as_deref());
        let subjects = lines.iter().filter(|line| line.subject_kind == "person").map(|line| line.subject.as_str());
        let people: Vec<PersonId> = actors.chain(subjects).map(PersonId::from).collect();
        let places = lines.iter().filter_map(|line| line.unit_id.clone());
        let subjects = lines.iter().filter(|line| line.subject_kind == "unit").map(|line| UnitId::from(line.subject.as_str()));
        let units: Vec<UnitId> = places.chain(subjects).collect();
        let mut trainings = HashMap::new();
        for line in lines.iter().filter(|line| line.subject_kind == "training_session") {
            let id = SessionId::from(line.subject.as_str());
            if !trainings.contains_key(&id)
                && let Some(found) = attendance::reference_for_auditor(conn, actor, &id, today)?
            {
                trainings.insert(id, found);
            }
        }
        Ok(Self { people: register::people_of(conn, &people)?, units: register::units_of(conn, &units)?, trainings })
    }

    fn tell(&self, conn: &mut Conn, line: Line) -> Result<Told> {
        let actor = line.actor.clone().unwrap_or_default();
        let who = match line.actor_kind.as_str() {
            kind @ ("person" | "invited") => match self.people.get(&PersonId::from(actor.as_str())) {
                Some(person) if kind == "invited" => Who::Invited(Box::new(person.clone())),
                Some(person) => Who::Person(Box::new(person.clone())),
                None => Who::Gone(actor),
            },
            "job" => Who::Job(actor),
            "operator" => Who::Operator(actor),
            _ => Who::Public,
        };
        let unit = line.unit_id.as_ref().and_then(|id| self.units.get(id)).cloned();
        Ok(Told { whom: self.whom(conn, &line)?, who, unit, names: names_in(conn, &line)?, line })
    }

    fn whom(&self, conn: &mut Conn, line: &Line) -> Result<Whom> {
        let subject = line.subject.as_str();
        Ok(match line.subject_kind.as_str() {
            "person" => {
                self.people.get(&PersonId::from(subject)).map_or(Whom::Other, |person| Whom::Person(Box::new(person.clone())))
            }
            "unit" => self.units.get(&UnitId::from(subject)).map_or(Whom::Other, |unit| Whom::Unit(unit.name.clone())),
            "account" => gone(accounts::account(conn, &AccountId::from(subject)))?
                .map_or(Whom::Other, |found| Whom::Account(found.user_name)),
            "request" => requests::reference_of(conn, subject)?.map_or(Whom::Other, Whom::Request),
            "application" => {
                applications::by_id(conn, &subject.into())?.map_or(Whom::Other, |found| Whom::Application(found.name))
            }
            "training_session" => match self.trainings.get(&SessionId::from(subject)) {
                Some((reference, evidence)) => Whom::Training { reference: reference.clone(), evidence: *evidence },
                None => naming::called(conn, "training_session", subject)?.map_or(Whom::Other, Whom::Named),
            },
            "policy" => Whom::Policy(subject.to_owned()),
            kind => naming::called(conn, kind, subject)?.map_or(Whom::Other, Whom::Named),
        })
    }
}

/// What the ids of a line's details stand for; those that stand for nothing any more are missing.
fn names_in(conn: &mut Conn, line: &Line) -> Result<HashMap<String, String>> {
    let mut names = HashMap::new();
    let Ok(Value::Object(detail)) = serde_json::from_str(&line.detail) else { return Ok(names) };
    for (key, value) in &detail {
        let ids = match value {
            Value::Array(items) => items.iter().filter_map(Value::as_str).collect(),
            value => Vec::from_iter(value.as_str()),
        };
        for id in ids.into_iter().filter(|id| looks_like_id(id)) {
            let name = match key.as_str() {
                "unit" => register::units_of(conn, &[UnitId::from(id)])?.into_values().next().map(|unit| unit.name),
                key => naming::called(conn, key, id)?,
            };
            names.extend(name.map(|name| (id.to_owned(), name)));
        }
    }
    Ok(names)
}

/// What a line is about may have been destroyed since; the line stays.
fn gone<T>(found: Result<T, Error>) -> Result<Option<T>> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind == Kind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
