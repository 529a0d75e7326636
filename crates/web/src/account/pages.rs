use super::device;
use crate::answer::{Answer, see_other};
use crate::asked::{AskedTag, HeldTag};
use crate::flash::Flash;
use crate::follow::story::{self, Step};
use crate::render::Page;
use crate::visit::Visit;
use axum::extract::Path;
use kunye_core::accounts::devices::{self, StaleDevice};
use kunye_core::accounts::sessions::{self, Listed, Session};
use kunye_core::accounts::{self, AccountState, Credential, CredentialState};
use kunye_core::applications;
use kunye_core::db::Conn;
use kunye_core::oidc::settle;
use kunye_core::policy::{self, Policy};
use kunye_core::register::{self, DutyKind};
use kunye_core::requests::view::ForApplicant;
use kunye_core::requests::{RequestKind, RequestState, lists, view};
use kunye_core::world::World;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::time::{DAY, MINUTE, Time};
use serde::Serialize;

pub const HOME: &str = "/hesabim";

#[derive(Serialize)]
struct Show {
    account: AccountTag,
    duties: Vec<DutyTag>,
    roles: Vec<HeldTag>,
    /// Units' accounts that the person answers for.
    shared: Vec<SharedTag>,
    requests: Vec<RequestTag>,
    sessions: Vec<SessionTag>,
    /// Those that go on with the password before.
    devices: Vec<DeviceTag>,
}

impl Page for Show {
    const TEMPLATE: &'static str = "account/show.html";
}

#[derive(Serialize)]
struct AccountTag {
    name: String,
    user_name: String,
    state: AccountState,
    changed_at: String,
    days_left: i64,
    days_total: i64,
    expires_on: String,
    may_change: bool,
    /// The language of messages to them.
    reads: &'static str,
}

#[derive(Serialize)]
struct DutyTag {
    kind: DutyKind,
    unit: String,
    until: String,
}

#[derive(Serialize)]
struct SharedTag {
    user_name: String,
    state: AccountState,
    unit: String,
    expires_on: String,
}

#[derive(Serialize)]
struct RequestTag {
    reference: String,
    href: String,
    kind: RequestKind,
    state: RequestState,
    made_at: String,
    /// What it asks for; empty when it is about a password.
    asked: Vec<AskedTag>,
    steps: Vec<Step>,
}

#[derive(Serialize)]
struct SessionTag {
    href: String,
    /// "" when the browser did not say.
    device: String,
    address: String,
    since: String,
    seen: String,
    current: bool,
}

#[derive(Serialize)]
struct DeviceTag {
    address: String,
    since: String,
    seen: String,
}

/// `GET /hesabim`
pub async fn show(visit: Visit) -> Answer {
    let reader = visit.clone();
    let page = visit.app.run(move |world| world.db.read(|conn| tell(conn, world, &reader))).await?;
    visit.page(&page)
}

fn tell(conn: &mut Conn, world: &World, visit: &Visit) -> Result<Show> {
    let (now, session) = (world.now(), visit.signed_in()?);
    let policy = Policy::at(conn, now)?;
    let live = accounts::live_credentials(conn, &session.account.id)?;
    let current = live.iter().find(|credential| credential.state == CredentialState::Current);
    let mut requests = Vec::new();
    for request in lists::of_person(conn, &session.person.id)? {
        requests.push(RequestTag::of(view::for_applicant(conn, request)?, visit));
    }
    let mut duties = Vec::new();
    for duty in &session.duties {
        let unit = register::unit(conn, &duty.unit_id)?.ok_or_else(Error::not_found)?;
        let until = duty.ends_on.map(|day| day.to_string()).unwrap_or_default();
        duties.push(DutyTag { kind: duty.kind, unit: unit.name, until });
    }
    let roles = applications::held_by(conn, &session.account.id, now.day())?;
    let mut shared = Vec::new();
    for account in accounts::unit::responsible_for(conn, &session.person.id)? {
        shared.push(SharedTag::of(conn, account, now)?);
    }
    let open = open_sessions(conn, session, &policy, now)?;
    let in_use_since = current.and_then(|credential| credential.first_used_at).unwrap_or(now);
    let devices = devices::of_account(conn, &session.account.id, in_use_since, now)?;
    Ok(Show {
        devices: devices.into_iter().map(DeviceTag::of).collect(),
        account: AccountTag::of(session, current, &policy, now),
        duties,
        roles: roles.into_iter().map(HeldTag::from).collect(),
        shared,
        requests,
        sessions: open.into_iter().map(|listed| SessionTag::of(listed, session)).collect(),
    })
}

/// The sessions that would still be let in: those that nobody used for too long are over, though their rows are still there.
fn open_sessions(conn: &mut Conn, session: &Session, policy: &Policy, now: Time) -> Result<Vec<Listed>> {
    let idle = policy.get(policy::SESSION_IDLE) * MINUTE;
    let mut open = sessions::list(conn, &session.account.id, now)?;
    open.retain(|listed| listed.mac == session.mac || now.since(listed.seen_at) <= idle);
    Ok(open)
}

impl AccountTag {
    fn of(session: &Session, current: Option<&Credential>, policy: &Policy, now: Time) -> Self {
        Self {
            name: session.person.full_name(),
            user_name: session.account.user_name.clone(),
            state: session.account.state,
            changed_at: current.map(|credential| credential.made_at.display()).unwrap_or_default(),
            days_left: current.map_or(0, |credential| accounts::days_left(credential.ends_at, now)),
            days_total: current.map_or(1, |credential| (credential.ends_at.since(credential.made_at) / DAY).max(1)),
            expires_on: current.map(|credential| credential.ends_at.day().to_string()).unwrap_or_default(),
            may_change: policy.get(policy::OWN_PASSWORD) != 0,
            reads: session.person.reads().code(),
        }
    }
}

impl SharedTag {
    fn of(conn: &mut Conn, account: accounts::Account, now: Time) -> Result<Self> {
        let unit = account.unit_id.as_ref().map(|unit| register::unit(conn, unit)).transpose()?.flatten();
        let live = accounts::live_credentials(conn, &account.id)?;
        let ends_at = live.iter().filter(|one| one.is_live(now)).map(|one| one.ends_at).max();
        Ok(Self {
            user_name: account.user_name,
            state: account.state,
            unit: unit.map(|unit| unit.name).unwrap_or_default(),
            expires_on: ends_at.map(|end| end.day().to_string()).unwrap_or_default(),
        })
    }
}

impl RequestTag {
    /// Why the officer refused is told to the person; why the supervisor declined is for the officer and the auditor.
    fn of(seen: ForApplicant, visit: &Visit) -> Self {
        let mut steps = story::tell(&seen.followed());
        let request = &seen.request;
        if let (Some(last), Some(reason)) = (steps.last_mut(), &request.reason) {
            last.note = match request.state {
                RequestState::Refused => reason.clone(),
                RequestState::Failed => visit.text(reason),
                _ => String::new(),
            };
        }
        Self {
            reference: request.reference.clone(),
            href: format!("/izle/{}", request.reference),
            kind: request.kind,
            state: request.state,
            made_at: request.made_at.display(),
            asked: seen.asked.into_iter().map(AskedTag::alone).collect(),
            steps,
        }
    }
}

impl DeviceTag {
    fn of(device: StaleDevice) -> Self {
        Self { address: device.source, since: device.first_seen.display(), seen: device.last_seen.display() }
    }
}

impl SessionTag {
    fn of(listed: Listed, session: &Session) -> Self {
        Self {
            href: format!("{HOME}/oturum/{}", listed.mac),
            device: device::name(&listed.agent),
            address: listed.source,
            since: listed.created_at.display(),
            seen: listed.seen_at.display(),
            current: listed.mac == session.mac,
        }
    }
}

/// `POST /hesabim/oturum/{mac}/kapat`. A session that is over already is closed, as was wished.
pub async fn end_session(visit: Visit, Path(mac): Path<String>) -> Answer {
    let session = visit.signed_in()?.clone();
    visit.app.run(move |world| end(world, &session, &mac)).await?;
    Ok(Flash::success("account-session-ended").on(&visit.app, see_other(HOME))?)
}

/// `POST /hesabim/oturum/digerleri/kapat`
pub async fn end_others(visit: Visit) -> Answer {
    let session = visit.signed_in()?.clone();
    let end_all = move |world: &World| {
        let others = world.db.read(|conn| sessions::list(conn, &session.account.id, world.now()))?;
        others.iter().filter(|other| other.mac != session.mac).try_for_each(|other| end(world, &session, &other.mac))
    };
    visit.app.run(end_all).await?;
    Ok(Flash::success("account-sessions-ended").on(&visit.app, see_other(HOME))?)
}

fn end(world: &World, session: &Session, mac: &str) -> Result<()> {
    match sessions::end_own(world, session, mac) {
        Err(error) if error.kind == Kind::NotFound => Ok(()),
        Err(error) => Err(error),
        Ok(()) => settle::settle_account(world, &session.account.id),
    }
}
