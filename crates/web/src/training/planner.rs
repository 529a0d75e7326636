//! The programme for its planners: institutions with their rights, sessions, and one session with its queue.

use super::home::BalanceTag;
use super::{GroupTag, SessionTag, ended_because, exact, planned_programme, the_programme, tier_name};
use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::input::Form;
use crate::render::Page;
use crate::visit::{Known, Message, Visit};
use axum::extract::Path;
use kunye_core::db::Conn;
use kunye_core::register::{self, Person};
use kunye_core::training::attendance;
use kunye_core::training::certificates;
use kunye_core::training::onsite::{self, RequestState};
use kunye_core::training::overview;
use kunye_core::training::shared::{self, Own, SessionState, for_planner, session_for_planner};
use kunye_core::training::users::{self, DecisionVerdict};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::InstitutionId;
use kunye_kernel::time::Day;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Default)]
struct Overview {
    /// None where no programme was founded yet.
    programme: Option<ProgrammeTag>,
    totals: Totals,
    /// Counts that no decision rests on yet.
    undecided: usize,
    /// Requests that wait to be planned, and trainings that must be planned anew.
    requests: usize,
    hit: usize,
    /// Open classes that nobody trains yet, the next first.
    untrained: Vec<Untrained>,
    sessions: Vec<Row>,
    /// People whose certificates are due.
    certificates: usize,
}

#[derive(Serialize)]
struct Untrained {
    session: SessionTag,
    /// Until it begins; 0 and less where it has.
    days: i32,
}

impl Page for Overview {
    const TEMPLATE: &'static str = "training/planner.html";
}

#[derive(Serialize)]
struct ProgrammeTag {
    name: String,
    from: String,
    until: String,
    people: i32,
    hours: i32,
}

#[derive(Serialize, Default)]
struct Totals {
    institutions: usize,
    users: i64,
    granted: i32,
    held: i32,
    used: i32,
    available: i32,
}

#[derive(Serialize)]
struct Row {
    session: SessionTag,
    free: i32,
    seats: i32,
    queue: usize,
    queue_seats: i32,
}

/// `GET /planlama`
pub async fn show(visit: Visit) -> Answer {
    let (language, actor) = (visit.language, visit.actor());
    let read = move |world: &World| {
        let today = world.today();
        world.db.read(|conn| {
            let Some(programme) = planned_programme(conn, &actor, today)? else {
                return Ok(Overview::default());
            };
            let (_, rows) = overview::institutions(conn, &actor, &programme.id, today)?;
            let mut totals = Totals { institutions: rows.len(), ..Totals::default() };
            for row in &rows {
                totals.users += row.count.as_ref().map_or(0, |count| count.total);
                totals.granted += row.balance.granted;
                totals.held += row.balance.held;
                totals.used += row.balance.used;
                totals.available += row.balance.available();
            }
            let queue = onsite::queue(conn, &actor, &programme.id, today)?;
            let undecided = users::waiting(conn, &programme)?.len();
            let sessions = for_planner(conn, &actor, &programme.id, today)?.1;
            let certificates = certificates::waiting(conn, &actor, &programme.id, today)?.due().1;
            let missing = attendance::without_trainer(conn, &programme.id)?;
            let without = sessions.iter().rev().map(|open| &open.row).filter(|row| missing.contains(&row.session.id));
            let untrained = without
                .map(|row| Untrained { session: SessionTag::of(row, language), days: row.session.starts_on.0 - today.0 })
                .collect();
            let row = |open: &shared::Open| Row {
                session: SessionTag::of(&open.row, language).on(&open.row.session, today),
                free: open.free,
                seats: open.row.session.seats,
                queue: open.queue.0,
                queue_seats: open.queue.1,
            };
            Ok(Overview {
                programme: Some(ProgrammeTag {
                    name: programme.name,
                    from: programme.starts_on.to_string(),
                    until: programme.ends_on.to_string(),
                    people: programme.capacity_people,
                    hours: programme.capacity_hours,
                }),
                totals,
                undecided,
                requests: queue.iter().filter(|row| row.request.state == RequestState::Sent).count(),
                hit: queue.iter().filter(|row| row.away.is_some()).count(),
                untrained,
                sessions: sessions.iter().map(row).collect(),
                certificates,
            })
        })
    };
    let page = visit.app.run(read).await?;
    visit.page(&page)
}

#[derive(Serialize)]
struct Institutions {
    programme: String,
    rows: Vec<InstitutionLine>,
}

impl Page for Institutions {
    const TEMPLATE: &'static str = "training/institutions.html";
}

#[derive(Serialize)]
struct InstitutionLine {
    name: String,
    users: i64,
    counted_on: String,
    /// "" where nothing was decided.
    tier: String,
    verdict: Option<DecisionVerdict>,
    balance: BalanceTag,
}

/// `GET /planlama/kurumlar`
pub async fn institutions(visit: Visit) -> Answer {
    let (reader, actor) = (visit.clone(), visit.actor());
    let read = move |world: &World| {
        let today = world.today();
        world.db.read(|conn| {
            let programme = the_programme(conn, &actor, today)?;
            let (programme, rows) = overview::institutions(conn, &actor, &programme.id, today)?;
            let line = |row: overview::InstitutionRow| InstitutionLine {
                name: row.institution.name,
                users: row.count.as_ref().map_or(0, |count| count.total),
                counted_on: row.count.map(|count| count.counted_on.to_string()).unwrap_or_default(),
                tier: row
                    .decision
                    .as_ref()
                    .and_then(|one| one.tier.as_deref())
                    .map(|tier| tier_name(&reader, tier))
                    .unwrap_or_default(),
                verdict: row.decision.map(|decision| decision.verdict),
                balance: row.balance.into(),
            };
            Ok(Institutions { programme: programme.name, rows: rows.into_iter().map(line).collect() })
        })
    };
    let page = visit.app.run(read).await?;
    visit.page(&page)
}

#[derive(Serialize)]
struct Session {
    session: SessionTag,
    seats: i32,
    free: i32,
    queue: usize,
    queue_seats: i32,
    quota: i32,
    cancel_by: String,
    fill_from: String,
    announced_at: String,
    reason: String,
    groups: Vec<Group>,
    can_call_off: bool,
    /// Nobody has ever applied.
    can_correct: bool,
    /// "" while there is none.
    trainer: String,
    form: CallOffForm,
    errors: Vec<Message>,
}

impl Page for Session {
    const TEMPLATE: &'static str = "training/planned_session.html";
}

#[derive(Serialize)]
struct Group {
    institution: String,
    #[serde(flatten)]
    group: GroupTag,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CallOffForm {
    reason: String,
}

/// A shared session with its groups, each beside the name of its institution, and who trains it.
pub(crate) struct Seen {
    pub open: shared::Open,
    pub groups: Vec<(String, shared::Group)>,
    pub trainer: Option<Person>,
}

impl Seen {
    pub fn load(conn: &mut Conn, actor: &Actor, reference: &str, today: Day) -> Result<Self> {
        let (open, groups) = session_for_planner(conn, actor, reference, today)?;
        let ids: Vec<InstitutionId> = groups.iter().map(|(one, _)| one.institution_id.clone()).collect();
        let names = register::institutions_of(conn, &ids)?;
        let named = |group: shared::Group| {
            let name = names.get(&group.0.institution_id).map(|one| one.name.clone()).unwrap_or_default();
            (name, group)
        };
        let groups = groups.into_iter().map(named).collect();
        let trainer = attendance::trainer_of_session(conn, &open.row.session.id)?;
        Ok(Self { open, groups, trainer })
    }

    /// Whether nobody has ever applied, and it is to come.
    pub fn can_be_corrected(&self, today: Day) -> bool {
        self.groups.is_empty() && self.open.row.session.takes_reservations(today)
    }
}

fn read(world: &World, visit: &Known, actor: &Actor, reference: &str, form: CallOffForm) -> Result<Session> {
    let today = world.today();
    world.db.read(|conn| {
        let seen = Seen::load(conn, actor, reference, today)?;
        let can_correct = seen.can_be_corrected(today);
        let Seen { open, groups, trainer } = seen;
        let session = &open.row.session;
        let group = |(institution, (reservation, standing)): (String, shared::Group)| Group {
            institution,
            group: GroupTag::of(&Own { reservation, row: open.row.clone(), standing }),
        };
        Ok(Session {
            session: SessionTag::of(&open.row, visit.language).on(session, today),
            seats: session.seats,
            free: open.free,
            queue: open.queue.0,
            queue_seats: open.queue.1,
            quota: session.quota,
            cancel_by: session.cancel_by.to_string(),
            fill_from: session.fill_from.to_string(),
            announced_at: session.announced_at.display(),
            reason: ended_because(visit, session),
            can_correct,
            trainer: trainer.map(|person| person.full_name()).unwrap_or_default(),
            groups: groups.into_iter().map(group).collect(),
            can_call_off: session.state == SessionState::Open,
            form,
            errors: Vec::new(),
        })
    })
}

/// `GET /planlama/seans/{reference}`
pub async fn session(visit: Visit, Path(reference): Path<String>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let reader = visit.clone();
    let page = visit.app.run(move |world| read(world, &reader, &actor, &reference, CallOffForm::default())).await?;
    visit.page(&page)
}

/// Calls a shared session off.
pub(crate) fn call_off_shared(world: &World, actor: &Actor, reference: &str, reason: &str) -> Result<()> {
    let id = world.db.read(|conn| session_for_planner(conn, actor, reference, world.today()))?.0.row.session.id;
    shared::call_off(world, actor, &id, reason)
}

/// `POST /planlama/seans/{reference}/iptal`
pub async fn call_off(visit: Visit, Path(reference): Path<String>, Form(form): Form<CallOffForm>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let (wanted, reason) = (reference.clone(), form.reason.clone());
    match visit.app.run(move |world| call_off_shared(world, &actor, &wanted, &reason)).await {
        Ok(()) => {
            let to = see_other(&format!("/planlama/seans/{reference}"));
            Ok(Flash::success("training-called-off").on(&visit.app, to)?)
        }
        Err(error) if error.kind == Kind::NotFound => Err(Error::not_found().into()),
        Err(error) => {
            let (reader, actor) = (visit.clone(), visit.actor());
            let page = visit.app.run(move |world| read(world, &reader, &actor, &reference, form)).await?;
            visit.refuse(error, |errors| Session { errors, ..page }, "reason")
        }
    }
}
