//! What the pages of one request are given.

use super::acts::ActForm;
use super::{href, story};
use crate::asked::{AskedTag, HeldTag};
use crate::follow::story::{self as told, Step};
use crate::render::Page;
use crate::signed::SignedTag;
use crate::visit::{Message, Visit};
use kunye_core::messages::{Delivery, DeliveryState};
use kunye_core::register::{Person, duties::SupervisorSeat};
use kunye_core::requests::view::{Compared, Exists, ForApplicant, ForOfficer, Verdict};
use kunye_core::requests::{Request, RequestKind, RequestState, Way};
use kunye_kernel::id::PersonId;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// What an officer who deals with a request is told.
pub(super) struct Whole {
    pub seen: ForOfficer,
    /// Of everybody who acted, by id.
    pub names: HashMap<String, String>,
    /// The head in whose place a deputy approved; "" when it was the head.
    pub on_behalf: String,
    /// MiB.
    pub scan_limit: i64,
}

#[derive(Serialize)]
pub(super) struct Show {
    request: Shown,
    applicant: Applicant,
    rows: Vec<Compare>,
    /// How many answers differ from the register; none where the person is not found in it.
    differences: Option<usize>,
    checklist: Checklist,
    may: May,
    approval: Option<ApprovalTag>,
    supervisors: Vec<Choice>,
    scan: Option<Scan>,
    /// The form with electronic signatures; none while it is on paper.
    signed: Option<SignedTag>,
    /// Where everything about it is downloaded together; "" before it was carried out.
    bundle_href: String,
    scan_limit_megabytes: i64,
    /// What the register lacks before it can be carried out, in words.
    missing: Vec<String>,
    deliveries: Vec<Attempt>,
    /// What the form asks for, with its reason; empty on a form about a password.
    asked: Vec<AskedTag>,
    why: String,
    held: Vec<HeldTag>,
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

/// Of each step: `done`, `current`, `later`, or "" where it was not done and never will be.
#[derive(Serialize)]
struct Checklist {
    /// Nothing is left to be done.
    over: bool,
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
pub(super) struct ExistsPage {
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

impl Show {
    pub fn of(visit: &Visit, whole: Whole, form: ActForm, errors: Vec<Message>) -> Self {
        let Whole { seen, names, on_behalf, scan_limit } = whole;
        let actor = visit.actor();
        let own_name = |person: &PersonId| actor.person() == Some(person);
        let duty = |as_deputy: bool| visit.text(if as_deputy { "duty-kind-deputy" } else { "duty-kind-supervisor" });
        let seats = seen.seats.iter().filter(|(seat, _)| !own_name(&seat.person));
        let choice = |(seat, person): &(SupervisorSeat, Person)| Choice {
            value: seat.person.clone(),
            text: person.full_name(),
            hint: duty(seat.as_deputy),
        };
        Self {
            supervisors: seats.map(choice).collect(),
            differences: seen
                .person
                .is_some()
                .then(|| seen.compared.iter().filter(|line| line.verdict == Verdict::Differs).count()),
            checklist: Checklist::of(&seen),
            may: May::of(&seen),
            missing: missing(&seen).map(|key| visit.text(key)).collect(),
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
                at: item.filed_at.display(),
                href: format!("{}/evrak", href(&seen.request.reference)),
            }),
            signed: seen.signed.as_ref().map(|form| SignedTag::of(form, format!("{}/imzali.pdf", href(&seen.request.reference)))),
            bundle_href: match seen.fulfilment {
                Some(_) => format!("{}/dosya.zip", href(&seen.request.reference)),
                None => String::new(),
            },
            scan_limit_megabytes: scan_limit,
            asked: seen.asked.into_iter().map(|asked| AskedTag::beside_held(visit, asked)).collect(),
            why: seen.request.why.clone().unwrap_or_default(),
            held: seen.held.into_iter().map(HeldTag::from).collect(),
            request: Shown::of(&seen.request),
            rows: seen.compared.into_iter().map(Compare::from).collect(),
            deliveries: (1..).zip(seen.deliveries).map(|(number, delivery)| Attempt::of(number, delivery)).collect(),
            form,
            errors,
        }
    }
}

/// What is missing beside the steps of the checklist, which speak for themselves.
fn missing(seen: &ForOfficer) -> impl Iterator<Item = &'static str> {
    let open = seen.fulfilment.is_none() && seen.request.state.is_open();
    let keys = seen.missing.iter().copied().filter(move |_| open);
    keys.filter(|key| matches!(*key, "request-missing-person" | "request-missing-account" | "request-missing-mobile"))
}

impl Checklist {
    /// Differences do not close the steps after them: the unit of a person who was transferred differs and cannot be corrected.
    /// That the officer has compared is attested at the end.
    fn of(seen: &ForOfficer) -> Self {
        let ordered = seen.fulfilment.is_some();
        let over = ordered || !seen.request.state.is_open();
        let agrees = seen.person.is_some() && seen.compared.iter().all(|line| line.verdict != Verdict::Differs);
        let step = |done: bool, open: bool| match (done, open) {
            (true, _) => "done",
            (false, _) if over => "",
            (false, true) => "current",
            (false, false) => "later",
        };
        Self {
            over,
            compare: step(agrees || ordered, true),
            approval: step(seen.approval.is_some(), seen.person.is_some()),
            scan: step(seen.has_form, seen.approval.is_some()),
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
            scan: before_order && seen.approval.is_some(),
            submit: state == RequestState::Approved && seen.missing.is_empty(),
            refuse: before_order,
            resend: seen.may_send_again,
        }
    }
}

impl ExistsPage {
    /// `path`: the units above, from the top.
    pub fn of(seen: Exists, story: &ForApplicant, path: String) -> Self {
        let officers = seen.officers.iter().map(Person::full_name).collect();
        Self {
            request: Shown::of(&seen.request),
            unit: UnitTag { name: seen.unit.name, path, officers },
            steps: told::tell(&story.followed()),
        }
    }
}
