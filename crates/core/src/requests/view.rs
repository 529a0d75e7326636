//! One request, as each of its readers may see it.

use super::attest::handled;
use super::file::FORM;
use super::follow::Followed;
use super::model::{Approval, Fulfilment, Request, SignedForm};
use super::{rules, store};
use crate::accounts::{self, Account};
use crate::applications::{self, Act, Application, Held, Role};
use crate::archive::{self, Item};
use crate::audit::{self, Line};
use crate::db::Conn;
use crate::messages::Delivery;
use crate::messages::deliveries;
use crate::register::duties::{self, SupervisorSeat};
use crate::register::{self, Person, Post, Unit};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::text;
use kunye_kernel::time::Day;

/// Form and register side by side, one line a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// `national_id`, `given_names`, `surname`, `staff_no`, `unit`, `mobile`.
    pub field: &'static str,
    pub claimed: String,
    pub recorded: String,
    pub verdict: Verdict,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Matches,
    Differs,
    /// One of the sides says nothing.
    Missing,
}

impl Verdict {
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Matches => "match",
            Verdict::Differs => "differs",
            Verdict::Missing => "missing",
        }
    }
}

/// What the officer who deals with a request sees.
pub struct ForOfficer {
    pub request: Request,
    pub claimed_unit: Unit,
    pub person: Option<(Person, Post, Unit)>,
    pub compared: Vec<Compared>,
    pub approval: Option<(Approval, Person)>,
    /// Whose wet signature the paper may bear: the person's supervisors today, and on the day of the form.
    pub seats: Vec<(SupervisorSeat, Person)>,
    pub scan: Option<Item>,
    /// The form with electronic signatures, where it came back with some.
    pub signed: Option<SignedForm>,
    /// Whether nothing of the form is missing.
    pub has_form: bool,
    pub fulfilment: Option<(Fulfilment, Person)>,
    pub deliveries: Vec<Delivery>,
    pub story: Vec<Line>,
    /// Text keys of what is missing before it can be carried out.
    pub missing: Vec<&'static str>,
    pub may_send_again: bool,
    /// What the form asks for, beside what the account holds today.
    pub asked: Vec<Asked>,
    pub held: Vec<Held>,
}

/// A change of a role that a form asks for.
#[derive(Debug, Clone)]
pub struct Asked {
    pub act: Act,
    pub application: Application,
    pub role: Role,
    /// Whether the account holds the role today.
    pub held: bool,
}

/// What an officer above the unit that deals with it sees: that it exists (A6).
pub struct Exists {
    pub request: Request,
    pub unit: Unit,
    /// Those who deal with it.
    pub officers: Vec<Person>,
}

pub enum Seen {
    Whole(Box<ForOfficer>),
    Exists(Box<Exists>),
}

/// A request for an officer: whole, or only that it exists, or not found.
pub fn for_officer(world: &World, actor: &Actor, reference: &str) -> Result<Seen> {
    let today = world.today();
    let now = world.now();
    world.db.read(|conn| {
        let request = match handled(conn, actor, reference, today) {
            Ok((request, _)) => request,
            Err(error) if error.kind == Kind::NotFound => {
                return exists(conn, actor, reference, today).map(|seen| Seen::Exists(Box::new(seen)));
            }
            Err(error) => return Err(error),
        };
        let claimed_unit = register::unit(conn, &request.claimed_unit_id)?.ok_or_else(Error::not_found)?;
        let person = recorded(conn, &request, today)?;
        let account = account(conn, &request, today)?;
        let mut compared = compare(&request, &claimed_unit, person.as_ref());
        compared.extend(compare_account(&request, account.as_ref()));
        let held = match &account {
            Some(account) => applications::held_by(conn, &account.id, today)?,
            None => Vec::new(),
        };
        let approval = match store::approval(conn, &request.id)? {
            Some(approval) => {
                let supervisor = register::person(conn, &approval.supervisor_id)?.ok_or_else(Error::not_found)?;
                Some((approval, supervisor))
            }
            None => None,
        };
        let seats = seats(conn, &request, today)?;
        let scan = archive::current(conn, request.id.as_str(), FORM)?;
        let signed = store::signed_form(conn, &request.id)?;
        let decided = approval.as_ref().map(|(approval, _)| approval);
        let has_form = rules::has_form(decided, scan.is_some(), signed.is_some());
        let fulfilment = match store::fulfilment(conn, &request.id)? {
            Some(fulfilment) => {
                let officer = register::person(conn, &fulfilment.officer_id)?.ok_or_else(Error::not_found)?;
                Some((fulfilment, officer))
            }
            None => None,
        };
        let deliveries = deliveries::of(conn, request.id.as_str())?;
        let accepted = deliveries.iter().filter_map(|delivery| delivery.accepted_at).max();
        let used = accounts::offer::was_used(conn, &request.id)?;
        let has_mobile = person.as_ref().is_some_and(|(person, ..)| person.mobile.is_some());
        Ok(Seen::Whole(Box::new(ForOfficer {
            missing: rules::missing(&request, decided, has_form, has_mobile),
            may_send_again: rules::may_send_again(request.kind, request.state, accepted.map(|at| now.since(at)), used),
            story: story(conn, &request)?,
            asked: asked(conn, &request, &held)?,
            held,
            claimed_unit,
            person,
            compared,
            approval,
            seats,
            scan,
            signed,
            has_form,
            fulfilment,
            deliveries,
            request,
        })))
    })
}

/// The account that a request is about, as far as there is one.
fn account(conn: &mut Conn, request: &Request, today: Day) -> Result<Option<Account>> {
    match (&request.person_id, &request.account_name) {
        (Some(person), None) => accounts::of_person(conn, person),
        (Some(person), Some(name)) => accounts::unit::claimed(conn, name, person, today),
        (None, _) => Ok(None),
    }
}

/// The line of the unit's account, on a form that names one.
fn compare_account(request: &Request, account: Option<&Account>) -> Option<Compared> {
    let claimed = request.account_name.clone()?;
    let recorded = account.map(|account| account.user_name.clone()).unwrap_or_default();
    let verdict = if recorded.is_empty() { Verdict::Differs } else { Verdict::Matches };
    Some(Compared { field: "account", claimed, recorded, verdict })
}

/// What a form asks for, in its order.
pub fn asked(conn: &mut Conn, request: &Request, held: &[Held]) -> Result<Vec<Asked>> {
    let mut asked = Vec::new();
    for change in store::changes(conn, &request.id)? {
        let (application, role) = applications::role(conn, &change.role)?.ok_or_else(Error::not_found)?;
        let held = held.iter().any(|held| held.role.id == role.id);
        asked.push(Asked { act: change.act, application, role, held });
    }
    Ok(asked)
}

/// What happened to the request and, meanwhile, to its person's record.
fn story(conn: &mut Conn, request: &Request) -> Result<Vec<Line>> {
    let mut lines = audit::story(conn, request.id.as_str())?;
    if let Some(person) = &request.person_id {
        let corrected = audit::story(conn, person.as_str())?;
        lines.extend(corrected.into_iter().filter(|line| line.action == "person.corrected" && line.at >= request.made_at));
        lines.sort_by_key(|line| line.seq);
    }
    Ok(lines)
}

fn exists(conn: &mut Conn, actor: &Actor, reference: &str, today: Day) -> Result<Exists> {
    let request = store::by_reference(conn, reference)?;
    if !duties::officer_scope(conn, actor, today)?.sees(conn, &request.unit_id)? {
        return Err(Error::not_found());
    }
    let unit = register::unit(conn, &request.unit_id)?.ok_or_else(Error::not_found)?;
    let serving = duties::serving_unit(conn, &unit.id, today)?;
    let mut officers = Vec::new();
    for id in serving.map(|serving| register::store::officers(conn, &serving, today)).transpose()?.unwrap_or_default() {
        officers.extend(register::person(conn, &id)?);
    }
    Ok(Exists { request, unit, officers })
}

fn recorded(conn: &mut Conn, request: &Request, today: Day) -> Result<Option<(Person, Post, Unit)>> {
    let Some(id) = &request.person_id else { return Ok(None) };
    let person = register::person(conn, id)?.ok_or_else(Error::not_found)?;
    let Some(post) = register::current_post(conn, id, today)? else { return Ok(None) };
    let unit = register::unit(conn, &post.unit_id)?.ok_or_else(Error::not_found)?;
    Ok(Some((person, post, unit)))
}

fn seats(conn: &mut Conn, request: &Request, today: Day) -> Result<Vec<(SupervisorSeat, Person)>> {
    let Some(applicant) = &request.person_id else { return Ok(Vec::new()) };
    let mut seats = duties::supervisors_of(conn, applicant, today)?;
    for seat in duties::supervisors_of(conn, applicant, request.made_at.day())? {
        if !seats.iter().any(|known| known.person == seat.person) {
            seats.push(seat);
        }
    }
    let mut named = Vec::with_capacity(seats.len());
    for seat in seats {
        if let Some(person) = register::person(conn, &seat.person)? {
            named.push((seat, person));
        }
    }
    Ok(named)
}

/// The pure rule of the comparison: names are compared as people read them, numbers by their digits. What may not be shown is
/// masked on both sides; whether it matches is told all the same.
pub fn compare(request: &Request, claimed_unit: &Unit, recorded: Option<&(Person, Post, Unit)>) -> Vec<Compared> {
    let line = |field, claimed: String, recorded: Option<String>, same: bool| {
        let recorded = recorded.unwrap_or_default();
        let verdict = match (claimed.is_empty() || recorded.is_empty(), same) {
            (true, _) => Verdict::Missing,
            (false, true) => Verdict::Matches,
            (false, false) => Verdict::Differs,
        };
        Compared { field, claimed, recorded, verdict }
    };
    let person = recorded.map(|(person, ..)| person);
    let unit = recorded.map(|(_, _, unit)| unit);
    let same_text = |claimed: &str, recorded: Option<&str>| recorded.is_some_and(|it| text::lower(it) == text::lower(claimed));
    let mobile = person.and_then(|person| person.mobile.as_ref());
    vec![
        line(
            "national_id",
            request.national_id.masked(),
            person.map(|p| p.national_id.masked()),
            person.is_some_and(|p| p.national_id == request.national_id),
        ),
        line(
            "given_names",
            request.given_names.clone(),
            person.map(|p| p.given_names.clone()),
            same_text(&request.given_names, person.map(|p| p.given_names.as_str())),
        ),
        line(
            "surname",
            request.surname.clone(),
            person.map(|p| p.surname.clone()),
            same_text(&request.surname, person.map(|p| p.surname.as_str())),
        ),
        line(
            "staff_no",
            request.staff_no.clone(),
            person.map(|p| p.staff_no.clone()),
            same_text(&request.staff_no, person.map(|p| p.staff_no.as_str())),
        ),
        line("unit", claimed_unit.name.clone(), unit.map(|u| u.name.clone()), unit.is_some_and(|u| u.id == claimed_unit.id)),
        line("mobile", request.mobile.masked(), mobile.map(|m| m.masked()), mobile.is_some_and(|m| *m == request.mobile)),
    ]
}

/// What a supervisor sees before deciding.
pub struct ForSupervisor {
    pub request: Request,
    pub person: Person,
    pub post: Post,
    pub unit: Unit,
    /// The head in whose place the actor decides, when the actor is a deputy.
    pub on_behalf_of: Option<Person>,
    pub approval: Option<Approval>,
    /// The form as the applicant signed it electronically.
    pub signed: Option<SignedForm>,
    /// What the form asks for.
    pub asked: Vec<Asked>,
}

pub fn for_supervisor(world: &World, actor: &Actor, reference: &str) -> Result<ForSupervisor> {
    let today = world.today();
    world.db.read(|conn| {
        let request = store::by_reference(conn, reference)?;
        let applicant = request.person_id.clone().ok_or_else(Error::not_found)?;
        let seat = duties::supervisor_of(conn, actor, &applicant, today)?.ok_or_else(Error::not_found)?;
        let (person, post, unit) = recorded(conn, &request, today)?.ok_or_else(Error::not_found)?;
        let head = if seat.as_deputy() { register::store::unit_head(conn, seat.unit(), today)? } else { None };
        let on_behalf_of = head.map(|id| register::person(conn, &id)).transpose()?.flatten();
        let approval = store::approval(conn, &request.id)?;
        let held = match account(conn, &request, today)? {
            Some(account) => applications::held_by(conn, &account.id, today)?,
            None => Vec::new(),
        };
        let asked = asked(conn, &request, &held)?;
        let signed = store::signed_form(conn, &request.id)?;
        Ok(ForSupervisor { request, person, post, unit, on_behalf_of, approval, signed, asked })
    })
}

/// One's own request with its story, for the account page. Who approved and who carried it out is told; other people's data not.
pub struct ForApplicant {
    pub request: Request,
    pub approval: Option<Approval>,
    pub fulfilment: Option<Fulfilment>,
    pub deliveries: Vec<Delivery>,
    /// What the form asks for; what is held is not told here.
    pub asked: Vec<Asked>,
}

impl ForApplicant {
    /// The dates of its story.
    pub fn followed(&self) -> Followed {
        Followed::of(self.request.clone(), self.approval.as_ref(), self.fulfilment.as_ref())
    }
}

pub fn for_applicant(conn: &mut Conn, request: Request) -> Result<ForApplicant> {
    let approval = store::approval(conn, &request.id)?;
    let fulfilment = store::fulfilment(conn, &request.id)?;
    let deliveries = deliveries::of(conn, request.id.as_str())?;
    let asked = asked(conn, &request, &[])?;
    Ok(ForApplicant { request, approval, fulfilment, deliveries, asked })
}
