//! One request on the officer's desk: whole for the one who deals with it, and for officers above only that it exists (A6).

use super::acts::ActForm;
use super::{href, story};
use crate::answer::{Answer, file};
use crate::errors;
use crate::follow::story::{self as told, Step};
use crate::form::paper::exact;
use crate::render::Page;
use crate::visit::{Message, Visit};
use axum::extract::Path;
use kunye_core::db::Conn;
use kunye_core::messages::{Delivery, DeliveryState};
use kunye_core::policy;
use kunye_core::register::{self, duties};
use kunye_core::requests::view::{self, Compared, Exists, ForApplicant, ForOfficer, Seen, Verdict};
use kunye_core::requests::{Approval, Request, RequestKind, RequestState, Way, paper};
use kunye_core::world::World;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::PersonId;
use kunye_kernel::language::Language;
use kunye_kernel::time::Time;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

#[derive(Serialize)]
struct Show {
    request: Shown,
    applicant: Applicant,
    rows: Vec<Compare>,
    differences: usize,
    checklist: Checklist,
    may: May,
    approval: Option<ApprovalTag>,
    supervisors: Vec<Choice>,
    scan: Option<Scan>,
    scan_limit_megabytes: i64,
    /// Why it cannot be carried out yet, in words.
    missing: Vec<String>,
    deliveries: Vec<Attempt>,
    steps: Vec<Step>,
    form: ActForm,
    errors: Vec<Message>,
}

impl Page for Show {
    const TEMPLATE: &'static str = "officer/show.html";
}

#[derive(Serialize)]
struct Shown {
    href: String,
    reference: String,
    kind: RequestKind,
    state: RequestState,
    compromised: bool,
    made_at: String,
}

impl Shown {
    fn of(request: &Request) -> Self {
        Self {
            href: href(&request.reference),
            reference: request.reference.clone(),
            kind: request.kind,
            state: request.state,
            compromised: request.compromised,
            made_at: request.made_at.display(),
        }
    }
}

#[derive(Serialize)]
struct Applicant {
    name: String,
    unit: String,
}

#[derive(Serialize)]
struct Compare {
    field: &'static str,
    form: String,
    register: String,
    result: &'static str,
}

impl From<Compared> for Compare {
    fn from(line: Compared) -> Self {
        Self { field: line.field, form: line.claimed, register: line.recorded, result: line.verdict.as_str() }
    }
}

/// Of each step: `done`, `current` or `later`.
#[derive(Serialize)]
struct Checklist {
    compare: &'static str,
    approval: &'static str,
    scan: &'static str,
    submit: &'static str,
}

#[derive(Serialize)]
struct May {
    /// The person was not found in the register, and may be there by now.
    look_again: bool,
    correct: bool,
    attest: bool,
    scan: bool,
    submit: bool,
    refuse: bool,
    resend: bool,
}

#[derive(Serialize)]
struct ApprovalTag {
    how: Way,
    who: String,
    on_behalf: String,
    at: String,
}

#[derive(Serialize)]
struct Choice {
    value: PersonId,
    text: String,
    hint: String,
}

#[derive(Serialize)]
struct Scan {
    name: String,
    archive_no: String,
    at: String,
    href: String,
}

#[derive(Serialize)]
struct Attempt {
    number: usize,
    to: String,
    state: DeliveryState,
    /// When which state was reached, as far as that is known.
    times: BTreeMap<&'static str, String>,
    reason: String,
    code: String,
}

impl Attempt {
    fn of(number: usize, delivery: Delivery) -> Self {
        let ended = match delivery.state {
            DeliveryState::Delivered | DeliveryState::Failed => delivery.ended_at,
            _ => None,
        };
        let times = [
            ("made", Some(delivery.made_at)),
            ("handed_over", delivery.handed_over_at),
            ("accepted", delivery.accepted_at),
            (delivery.state.as_str(), ended),
        ];
        Self {
            number,
            to: delivery.recipient_hint,
            state: delivery.state,
            times: times.into_iter().filter_map(|(state, at)| Some((state, at?.display()))).collect(),
            reason: delivery.reason.unwrap_or_default(),
            code: delivery.code.unwrap_or_default(),
        }
    }
}

#[derive(Serialize)]
struct ExistsPage {
    request: Shown,
    unit: UnitTag,
    steps: Vec<Step>,
}

impl Page for ExistsPage {
    const TEMPLATE: &'static str = "officer/exists.html";
}

#[derive(Serialize)]
struct UnitTag {
    name: String,
    path: String,
    officers: Vec<String>,
}

/// Everything that is known about a request, read at one moment.
enum Known {
    Whole(Box<Whole>),
    Exists { seen: Exists, told: ForApplicant, path: String },
}

struct Whole {
    seen: ForOfficer,
    /// Of everybody who acted, by id.
    names: HashMap<String, String>,
    /// The head in whose place a deputy approved.
    on_behalf: String,
    scan_limit: i64,
}

async fn load(visit: &Visit, reference: &str) -> Result<Known> {
    let (actor, reference) = (visit.actor(), reference.to_owned());
    let read = move |world: &World| match view::for_officer(world, &actor, &reference)? {
        Seen::Whole(seen) => {
            let scan_limit = world.policy()?.get(policy::SCAN_MAX_SIZE);
            world.db.read(|conn| {
                let names = names(conn, &seen)?;
                let on_behalf = match (&seen.approval, &seen.request.person_id) {
                    (Some((approval, _)), Some(applicant)) => head_of(conn, approval, applicant)?,
                    _ => String::new(),
                };
                Ok(Known::Whole(Box::new(Whole { seen: *seen, names, on_behalf, scan_limit })))
            })
        }
        Seen::Exists(seen) => world.db.read(|conn| {
            let told = view::for_applicant(conn, seen.request.clone())?;
            let above = register::path(conn, &seen.unit.id)?.into_iter().filter(|unit| unit.id != seen.unit.id);
            let path = above.map(|unit| unit.name).collect::<Vec<_>>().join(" / ");
            Ok(Known::Exists { seen, told, path })
        }),
    };
    visit.app.run(read).await
}

fn names(conn: &mut Conn, seen: &ForOfficer) -> Result<HashMap<String, String>> {
    let mut names = HashMap::new();
    for id in seen.story.iter().filter(|line| line.actor_kind == "person").filter_map(|line| line.actor.as_ref()) {
        if !names.contains_key(id)
            && let Some(person) = register::person(conn, &PersonId::from(id.as_str()))?
        {
            names.insert(id.clone(), person.full_name());
        }
    }
    Ok(names)
}

/// The head of the seat from which a deputy approved, on the day of the signature.
fn head_of(conn: &mut Conn, approval: &Approval, applicant: &PersonId) -> Result<String> {
    if !approval.as_deputy {
        return Ok(String::new());
    }
    let seats = duties::supervisors_of(conn, applicant, approval.signed_on)?;
    let Some(seat) = seats.into_iter().find(|seat| seat.person == approval.supervisor_id) else { return Ok(String::new()) };
    let Some(head) = register::unit_head(conn, &seat.unit, approval.signed_on)? else { return Ok(String::new()) };
    Ok(register::person(conn, &head)?.map(|head| head.full_name()).unwrap_or_default())
}

/// `GET /kurum/talepler/{reference}`
pub async fn show(visit: Visit, Path(reference): Path<String>) -> Answer {
    match load(&visit, &exact(&reference)?).await? {
        Known::Whole(whole) => visit.page(&Show::of(&visit, *whole, ActForm::default(), Vec::new())?),
        Known::Exists { seen, told, path } => visit.page(&ExistsPage {
            request: Shown::of(&seen.request),
            unit: UnitTag { name: seen.unit.name, path, officers: seen.officers.iter().map(|officer| officer.full_name()).collect() },
            steps: told::tell(&told.followed()),
        }),
    }
}

/// The request as it is now, with why an act on it was not done. For whoever does not deal with it, there is no such request,
/// whatever was wrong with the act.
pub(super) async fn again(visit: &Visit, reference: &str, error: Error, form: ActForm) -> Answer {
    if matches!(error.kind, Kind::NotFound | Kind::Internal | Kind::Unavailable) {
        return Err(error.into());
    }
    let Known::Whole(whole) = load(visit, reference).await? else { return Err(Error::not_found().into()) };
    let shown = Show::of(visit, *whole, form, visit.messages(&error, ""))?;
    Ok(errors::with_wait(visit.page_with(errors::status(&error.kind), &shown)?, &error))
}

impl Show {
    fn of(visit: &Visit, whole: Whole, form: ActForm, errors: Vec<Message>) -> Result<Self> {
        let Whole { seen, names, on_behalf, scan_limit } = whole;
        let actor = visit.actor();
        let own_name = |person: &PersonId| actor.person() == Some(person);
        let duty = |as_deputy: bool| visit.text(if as_deputy { "duty-kind-deputy" } else { "duty-kind-supervisor" });
        let seats = seen.seats.iter().filter(|(seat, _)| !own_name(&seat.person));
        let choice = |(seat, person): &(duties::SupervisorSeat, register::Person)| Choice {
            value: seat.person.clone(),
            text: person.full_name(),
            hint: duty(seat.as_deputy),
        };
        Ok(Self {
            supervisors: seats.map(choice).collect(),
            differences: seen.compared.iter().filter(|line| line.verdict == Verdict::Differs).count(),
            checklist: Checklist::of(&seen),
            may: May::of(&seen),
            missing: if seen.fulfilment.is_none() && seen.request.state.is_open() {
                seen.missing.iter().map(|key| visit.text(key)).collect()
            } else {
                Vec::new()
            },
            steps: story::tell(&seen.story, seen.request.state, &names, |key, args| visit.text_with(key, args)),
            applicant: match &seen.person {
                Some((person, _, unit)) => Applicant { name: person.full_name(), unit: unit.name.clone() },
                None => Applicant { name: seen.request.claimed_name(), unit: seen.claimed_unit.name.clone() },
            },
            approval: seen.approval.map(|(approval, supervisor)| ApprovalTag {
                how: approval.way,
                who: supervisor.full_name(),
                on_behalf,
                at: approval.signed_on.to_string(),
            }),
            scan: seen.scan.map(|item| Scan {
                name: item.file_name,
                archive_no: item.archive_no,
                at: Time::display(item.filed_at),
                href: format!("{}/evrak", href(&seen.request.reference)),
            }),
            scan_limit_megabytes: scan_limit,
            request: Shown::of(&seen.request),
            rows: seen.compared.into_iter().map(Compare::from).collect(),
            deliveries: (1..).zip(seen.deliveries).map(|(number, delivery)| Attempt::of(number, delivery)).collect(),
            form,
            errors,
        })
    }
}

impl Checklist {
    /// Differences do not close the steps after them: the unit of a person who was transferred differs and cannot be corrected.
    /// That the officer has compared is attested at the end.
    fn of(seen: &ForOfficer) -> Self {
        let ordered = seen.fulfilment.is_some();
        let agrees = seen.person.is_some() && seen.compared.iter().all(|line| line.verdict != Verdict::Differs);
        let step = |done: bool, open: bool| match (done, open) {
            (true, _) => "done",
            (false, true) => "current",
            (false, false) => "later",
        };
        Self {
            compare: step(agrees || ordered, true),
            approval: step(seen.approval.is_some(), seen.person.is_some()),
            scan: step(seen.scan.is_some(), seen.approval.is_some()),
            submit: step(ordered, seen.missing.is_empty()),
        }
    }
}

impl May {
    fn of(seen: &ForOfficer) -> Self {
        let state = seen.request.state;
        let before_order = matches!(state, RequestState::AwaitingApproval | RequestState::Approved);
        Self {
            look_again: before_order && seen.person.is_none(),
            correct: state.is_open() && seen.person.is_some(),
            attest: state == RequestState::AwaitingApproval && seen.person.is_some(),
            scan: before_order,
            submit: state == RequestState::Approved && seen.missing.is_empty(),
            refuse: before_order,
            resend: seen.may_send_again,
        }
    }
}

/// `GET /kurum/talepler/{reference}/form.pdf`: the paper again, in the language it was made in.
pub async fn form_pdf(visit: Visit, Path(reference): Path<String>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let (texts, papers, name) = (visit.app.texts.clone(), visit.app.papers.clone(), format!("kunye-{reference}.pdf"));
    let draw = move |world: &World| match view::for_officer(world, &actor, &reference)? {
        Seen::Whole(seen) => {
            let language = Language::parse(&seen.request.language).unwrap_or_default();
            papers.request_form(&paper::paper(world, &texts, &seen.request, language)?)
        }
        Seen::Exists(_) => Err(Error::not_found()),
    };
    file(visit.app.run(draw).await?, "application/pdf", &name, false)
}
