use super::details::{Detail, details, in_words};
use crate::address;
use crate::answer::Answer;
use crate::input::Query;
use crate::paging::Pages;
use crate::register::rows::{Choice, person_href};
use crate::render::Page;
use crate::visit::Visit;
use kunye_core::register::DutyKind;
use kunye_core::reports::record::{self, Search, Told, Who, Whom};
use kunye_kernel::page::PageRequest;
use kunye_kernel::text::tidy;
use kunye_kernel::time::Day;
use serde::{Deserialize, Serialize};

/// Every act that the record knows, in the order of the filter. A test holds it against what the core writes.
pub const ACTIONS: &[&str] = &[
    "request.submitted",
    "request.approved",
    "request.declined",
    "request.refused",
    "request.attested",
    "request.sent-again",
    "request.fulfilled",
    "request.failed",
    "request.lapsed",
    "delivery.delivered",
    "delivery.failed",
    "archive.filed",
    "archive.opened",
    "archive.destroyed",
    "case.exported",
    "form.signed",
    "document.destroyed",
    "request.forgotten",
    "person.corrected",
    "person.changed",
    "person.transferred",
    "person.ended",
    "unit.changed",
    "unit.moved",
    "duty.given",
    "duty.ended",
    "import.previewed",
    "import.applied",
    "import.discarded",
    "account.made",
    "account.moved",
    "account.first-password",
    "account.handed-over",
    "devices.looked-at",
    "credential.first-used",
    "credential.changed",
    "credential.retired",
    "credential.demo",
    "second-factor.enrolled",
    "second-factor.given",
    "second-factor.reset",
    "session.opened",
    "session.ended",
    "session.refused",
    "bind.accepted",
    "bind.refused",
    "policy.set",
    "programme.founded",
    "tiers.published",
    "course.added",
    "site.added",
    "count.taken",
    "tier.decided",
    "hours.transferred",
    "training-session.announced",
    "training-session.called-off",
    "training-session.held",
    "reservation.made",
    "reservation.reduced",
    "reservation.withdrawn",
    "reservation.seated",
    "participant.named",
    "participant.removed",
    "participant.answered",
    "training-session.trainer",
    "attendance.taken",
    "attendance.present",
    "attendance.sent",
    "attendance.opened",
    "attendance.closed",
    "attendance.counted",
    "attendance.filed",
    "attendance.read",
    "attendance.destroyed",
    "certificates.ordered",
    "certificate.issued",
    "certificate.revoked",
    "spread.said",
    "spread.taken-back",
    "leave.said",
    "leave.taken-back",
    "leave.destroyed",
    "candidates.asked",
    "candidates.closed",
    "candidate.proposed",
    "candidate.taken-back",
    "training-request.drafted",
    "training-request.changed",
    "training-request.sent",
    "training-request.passed-on",
    "training-request.returned",
    "training-request.withdrawn",
    "training-request.refused",
    "training-request.planned",
    "training-request.replanned",
    "training-request.lapsed",
    "training-request.checked",
    "trainer.kept",
    "trainer.away",
    "trainer.back",
    "evaluation.opened",
    "customer.assigned",
    "customer.contacted",
    "question.asked",
    "question.answered",
    "demand.stated",
    "demand.withdrawn",
    "application.added",
    "application.renamed",
    "application.ended",
    "role.added",
    "role.renamed",
    "role.ended",
    "service.added",
    "service.secret-renewed",
    "service.ended",
    "authorisation.given",
    "authorisation.withdrawn",
    "authorisation.ended",
    "oidc.entered",
    "oidc.consent-given",
    "oidc.grant-revoked",
    "oidc.reuse-detected",
    "oidc.logout-unheard",
    "oidc.client-added",
    "oidc.client-changed",
    "oidc.client-ended",
    "oidc.secret-renewed",
    "oidc.key-made",
];

#[derive(Debug, Clone, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    action: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    until: String,
    #[serde(default)]
    page: String,
}

#[derive(Serialize)]
struct List {
    search: Searched,
    actions: Vec<Choice>,
    lines: Vec<Line>,
    pages: Pages,
}

/// What was asked for, as far as it could be read.
#[derive(Serialize)]
struct Searched {
    q: String,
    action: String,
    from: String,
    until: String,
}

#[derive(Serialize)]
struct Line {
    at: String,
    who: String,
    source: String,
    action: String,
    what: String,
    whom: String,
    href: String,
    /// Where the evidence of a training's attendance is, for whoever finds it there.
    evidence: String,
    unit: String,
    reason: String,
    details: Vec<Detail>,
}

impl Page for List {
    const TEMPLATE: &'static str = "record/list.html";
}

/// `GET /kayitlar?q=&action=&from=&until=&page=`
pub async fn list(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let actor = visit.actor();
    let request = PageRequest::new(asked.page.parse().ok(), None);
    let search = Search {
        action: ACTIONS.iter().find(|action| **action == asked.action).map(|action| (*action).to_owned()),
        text: tidy(&asked.q).chars().take(200).collect(),
        from: Day::parse(&asked.from),
        until: Day::parse(&asked.until),
    };
    let wanted = search.clone();
    let found =
        visit.app.run(move |world| world.db.read(|conn| record::list(conn, &actor, world.today(), &wanted, request))).await?;
    let day = |day: Option<Day>| day.map(Day::iso).unwrap_or_default();
    let searched =
        Searched { q: search.text, action: search.action.unwrap_or_default(), from: day(search.from), until: day(search.until) };
    let Searched { q, action, from, until } = &searched;
    let pages =
        Pages::of(&found, |page| format!("?q={}&action={action}&from={from}&until={until}&page={page}", address::encode(q)));
    let opens_people = visit.signed_in()?.has(DutyKind::Administrator);
    let lines = found.items.into_iter().map(|told| Line::of(&visit, told, opens_people)).collect();
    visit.page(&List { search: searched, actions: actions(&visit), lines, pages })
}

fn actions(visit: &Visit) -> Vec<Choice> {
    let choice =
        |action: &&str| Choice { value: (*action).to_owned(), text: visit.text(&action_key(action)), hint: String::new() };
    ACTIONS.iter().map(choice).collect()
}

/// `request.sent-again` has its words under `record-action-request-sent-again`.
fn action_key(action: &str) -> String {
    format!("record-action-{}", action.replace('.', "-"))
}

impl Line {
    fn of(visit: &Visit, told: Told, opens_people: bool) -> Self {
        let Told { line, who, whom, unit, supervisor } = told;
        let details = details(visit, &line.action, &line.detail, supervisor.map(|person| person.full_name()));
        let known = ACTIONS.contains(&line.action.as_str());
        let href = match &whom {
            Whom::Person(person) if opens_people => person_href(person),
            _ => String::new(),
        };
        let evidence = match &whom {
            Whom::Training { reference, evidence: true } => format!("/planlama/seans/{reference}/yoklama"),
            _ => String::new(),
        };
        Self {
            at: line.at.display_seconds(),
            who: who_in_words(visit, who),
            source: line.source,
            what: if known { visit.text(&action_key(&line.action)) } else { line.action.clone() },
            action: line.action,
            whom: whom_in_words(visit, whom, line.subject),
            href,
            evidence,
            unit: unit.map(|unit| unit.name).unwrap_or_default(),
            reason: line.reason.map(|reason| reason_in_words(visit, reason)).unwrap_or_default(),
            details,
        }
    }
}

fn who_in_words(visit: &Visit, who: Who) -> String {
    match who {
        Who::Person(person) => person.full_name(),
        Who::Public => visit.text("record-who-public"),
        Who::Job(kind) => {
            let work = in_words(visit, &[format!("record-job-{}", kind.replace('.', "-"))], kind);
            visit.text_with("record-who-job", &[("kind", work)])
        }
        Who::Operator(name) => visit.text_with("record-who-operator", &[("name", name)]),
        Who::Gone(id) => id,
    }
}

fn whom_in_words(visit: &Visit, whom: Whom, subject: String) -> String {
    match whom {
        Whom::Person(person) => person.full_name(),
        Whom::Account(name) | Whom::Application(name) | Whom::Request(name) | Whom::Unit(name) => name,
        Whom::Training { reference, .. } => reference,
        Whom::Policy(key) => in_words(visit, &[format!("policy-{}", key.replace('.', "-"))], key),
        Whom::Other => subject,
    }
}

/// The product's own reasons are keys of texts; people's are their words.
fn reason_in_words(visit: &Visit, reason: String) -> String {
    in_words(visit, std::slice::from_ref(&reason), reason.clone())
}
