use crate::answer::{Answer, see_other};
use crate::asked::AskedTag;
use crate::errors;
use crate::flash::Flash;
use crate::follow::story::{self, Step};
use crate::form::paper::exact;
use crate::input::{Form, Query};
use crate::paging::Pages;
use crate::render::Page;
use crate::signed::SignedTag;
use crate::visit::{Message, Visit};
use axum::extract::Path;
use axum::http::StatusCode;
use kunye_core::db::Conn;
use kunye_core::policy;
use kunye_core::register;
use kunye_core::register::duties;
use kunye_core::requests::approve::{self, Verdict};
use kunye_core::requests::view::{self, ForSupervisor};
use kunye_core::requests::{Request, RequestKind, RequestState, lists};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::page::{self, PageRequest};
use kunye_kernel::text::tidy;
use serde::{Deserialize, Serialize};

const HOME: &str = "/onay";
/// How many of one's own decisions are listed.
const DECIDED: i64 = 20;

#[derive(Serialize)]
struct List {
    waiting: Vec<Row>,
    decided: Vec<DecidedRow>,
    pages: Pages,
}

impl Page for List {
    const TEMPLATE: &'static str = "approvals/list.html";
}

#[derive(Serialize)]
struct Row {
    href: String,
    reference: String,
    applicant: String,
    unit: String,
    kind: RequestKind,
    made_at: String,
    on_behalf: String,
}

#[derive(Serialize)]
struct DecidedRow {
    #[serde(flatten)]
    row: Row,
    state: RequestState,
    decided_at: String,
}

#[derive(Deserialize, Default)]
pub struct Wanted {
    #[serde(default)]
    sayfa: String,
}

/// `GET /onay?sayfa=`
pub async fn list(visit: Visit, Query(wanted): Query<Wanted>) -> Answer {
    let (actor, number) = (visit.actor(), wanted.sayfa.parse().ok());
    let page = visit.app.run(move |world| world.db.read(|conn| tell(conn, world, &actor, number))).await?;
    visit.page(&page)
}

fn tell(conn: &mut Conn, world: &World, actor: &Actor, number: Option<u32>) -> Result<List> {
    let today = world.today();
    let request = PageRequest::new(number, None);
    let all = lists::for_supervisor(conn, actor, today)?;
    let total = i64::try_from(all.len()).unwrap_or(i64::MAX);
    let (skip, most) = (usize::try_from(request.offset()).unwrap_or(usize::MAX), request.size as usize);
    let items: Vec<Request> = all.into_iter().skip(skip).take(most).collect();
    let pages = Pages::of(&page::Page { items: vec![(); items.len()], total, request }, |n| format!("{HOME}?sayfa={n}"));
    let waiting = items.iter().map(|request| Row::of(conn, world, actor, request)).collect::<Result<_>>()?;
    let mut decided = Vec::new();
    for (request, approval) in lists::decided_by(conn, actor, today, DECIDED)? {
        let row = Row::of(conn, world, actor, &request)?;
        decided.push(DecidedRow { row, state: request.state, decided_at: approval.recorded_at.display() });
    }
    Ok(List { waiting, decided, pages })
}

impl Row {
    fn of(conn: &mut Conn, world: &World, actor: &Actor, request: &Request) -> Result<Self> {
        let unit = register::unit(conn, &request.unit_id)?.ok_or_else(Error::not_found)?;
        let person = match &request.person_id {
            Some(id) => register::person(conn, id)?,
            None => None,
        };
        Ok(Self {
            href: href(&request.reference),
            reference: request.reference.clone(),
            applicant: person.map_or_else(|| request.claimed_name(), |person| person.full_name()),
            unit: unit.name,
            kind: request.kind,
            made_at: request.made_at.display(),
            on_behalf: on_behalf(conn, world, actor, request)?,
        })
    }
}

/// The head for whom the actor decides as a deputy; "" for the head.
fn on_behalf(conn: &mut Conn, world: &World, actor: &Actor, request: &Request) -> Result<String> {
    let today = world.today();
    let Some(applicant) = &request.person_id else { return Ok(String::new()) };
    let Some(seat) = duties::supervisor_of(conn, actor, applicant, today)?.filter(|seat| seat.as_deputy()) else {
        return Ok(String::new());
    };
    let head = register::unit_head(conn, seat.unit(), today)?.map(|id| register::person(conn, &id)).transpose()?.flatten();
    Ok(head.map(|person| person.full_name()).unwrap_or_default())
}

pub(super) fn href(reference: &str) -> String {
    format!("{HOME}/{reference}")
}

#[derive(Serialize)]
struct Show {
    request: Shown,
    applicant: Applicant,
    can_decide: bool,
    on_behalf: String,
    /// What the form asks for, with its reason; empty on a form about a password.
    asked: Vec<AskedTag>,
    why: String,
    /// The unit's account it is about; "" for the person's own.
    account: String,
    /// The form as the applicant signed it; none while it is on paper.
    signed: Option<SignedTag>,
    scan_limit_megabytes: i64,
    steps: Vec<Step>,
    form: DeclineForm,
    errors: Vec<Message>,
}

impl Page for Show {
    const TEMPLATE: &'static str = "approvals/show.html";
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

#[derive(Serialize)]
struct Applicant {
    name: String,
    title: String,
    unit: String,
    staff_no: String,
}

#[derive(Serialize, Deserialize, Default)]
pub struct DeclineForm {
    #[serde(default)]
    reason: String,
}

/// `GET /onay/{reference}`
pub async fn show(visit: Visit, Path(reference): Path<String>) -> Answer {
    let page = load(&visit, exact(&reference)?).await?;
    visit.page(&page)
}

async fn load(visit: &Visit, reference: String) -> Result<Show> {
    let actor = visit.actor();
    let read = move |world: &World| {
        let seen = view::for_supervisor(world, &actor, &reference)?;
        let told = world.db.read(|conn| view::for_applicant(conn, seen.request.clone()))?;
        Ok((seen, told, world.policy()?.get(policy::SCAN_MAX_SIZE)))
    };
    let (seen, told, scan_limit_megabytes) = visit.app.run(read).await?;
    let ForSupervisor { request, person, post, unit, on_behalf_of, asked, signed, .. } = seen;
    Ok(Show {
        can_decide: request.state == RequestState::AwaitingApproval,
        applicant: Applicant { name: person.full_name(), title: post.title, unit: unit.name, staff_no: person.staff_no },
        on_behalf: on_behalf_of.map(|head| head.full_name()).unwrap_or_default(),
        steps: story::tell(&told.followed()),
        asked: asked.into_iter().map(|asked| AskedTag::beside_held(visit, asked)).collect(),
        why: request.why.clone().unwrap_or_default(),
        account: request.account_name.clone().unwrap_or_default(),
        signed: signed.map(|form| SignedTag::of(&form, format!("{}/form.pdf", href(&request.reference)))),
        scan_limit_megabytes,
        request: Shown {
            href: href(&request.reference),
            reference: request.reference,
            kind: request.kind,
            state: request.state,
            compromised: request.compromised,
            made_at: request.made_at.display(),
        },
        form: DeclineForm::default(),
        errors: Vec::new(),
    })
}

/// `POST /onay/{reference}/onayla`
pub async fn approve(visit: Visit, Path(reference): Path<String>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let wanted = reference.clone();
    let decided = visit.app.run(move |world| approve::decide(world, &actor, &wanted, &Verdict::Approve)).await;
    answer(&visit, reference, decided, DeclineForm::default(), "approvals-approved").await
}

/// `POST /onay/{reference}/onaylama`
pub async fn decline(visit: Visit, Path(reference): Path<String>, Form(form): Form<DeclineForm>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let (wanted, reason) = (reference.clone(), tidy(&form.reason));
    let decided =
        visit.app.run(move |world| approve::decide(world, &actor, &wanted, &Verdict::Decline { reason: &reason })).await;
    answer(&visit, reference, decided, form, "approvals-declined").await
}

/// On to the decided request, or the page again with what was wrong and how things stand now.
async fn answer(visit: &Visit, reference: String, decided: Result<Request>, form: DeclineForm, done: &'static str) -> Answer {
    let error = match decided {
        Ok(request) => return Ok(Flash::success(done).on(&visit.app, see_other(&href(&request.reference)))?),
        Err(error) => error,
    };
    refused(visit, reference, error, form).await
}

/// The page again, after a signed form that was not taken.
pub(super) async fn again(visit: &Visit, reference: String, error: Error) -> Answer {
    refused(visit, reference, error, DeclineForm::default()).await
}

async fn refused(visit: &Visit, reference: String, error: Error, form: DeclineForm) -> Answer {
    if !matches!(error.kind, Kind::Invalid(_) | Kind::Conflict | Kind::Forbidden | Kind::TooLarge | Kind::TooMany { .. }) {
        return Err(error.into());
    }
    let shown = load(visit, reference).await?;
    let status: StatusCode = errors::status(&error.kind);
    let page = visit.page_with(status, &Show { form, errors: visit.messages(&error, ""), ..shown })?;
    Ok(errors::with_wait(page, &error))
}
