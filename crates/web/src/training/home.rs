//! What a coordinator sees first: the institution's right, its groups, and the classes it may reserve in.

use super::request::RequestTag;
use super::{GroupTag, SessionTag, mine, tier_name};
use crate::answer::Answer;
use crate::render::Page;
use crate::visit::Visit;
use kunye_core::db::Conn;
use kunye_core::register;
use kunye_core::register::duties::training::CoordinatorOf;
use kunye_core::training::ledger::{self, Balance};
use kunye_core::training::onsite::{self, RequestState};
use kunye_core::training::participants;
use kunye_core::training::programme::{Programme, Way};
use kunye_core::training::questions;
use kunye_core::training::shared::{Open, Own, ReservationState, for_coordinator};
use kunye_core::training::spread;
use kunye_core::training::users::{self, Count, Decision, DecisionVerdict};
use kunye_core::world::World;
use kunye_kernel::error::Result;
use kunye_kernel::language::Language;
use kunye_kernel::time::Day;
use serde::Serialize;

#[derive(Serialize)]
struct Home {
    institution: String,
    programme: Option<ProgrammeTag>,
    right: Option<Right>,
    balance: BalanceTag,
    own: Vec<OwnRow>,
    open: Vec<OpenRow>,
    /// How many groups of before are not shown.
    before: usize,
    /// People trained, and colleagues reached as stated.
    trained: i64,
    told: i64,
    /// Questions of the institution's staff that wait for an answer.
    questions: i64,
    waits: Vec<WaitTag>,
}

impl Page for Home {
    const TEMPLATE: &'static str = "training/home.html";
}

#[derive(Serialize)]
struct ProgrammeTag {
    name: String,
    from: String,
    until: String,
}

/// Why the institution has the hours it has.
#[derive(Serialize)]
struct Right {
    verdict: DecisionVerdict,
    tier: String,
    users: i64,
    hours: i32,
    decided_on: String,
    counted_on: String,
    on_site: bool,
}

impl Right {
    fn of(visit: &Visit, decision: &Decision, count: Option<&Count>) -> Self {
        Self {
            verdict: decision.verdict,
            tier: tier_name(visit, decision.tier.as_deref().unwrap_or_default()),
            users: decision.users,
            hours: decision.hours,
            decided_on: decision.decided_on.to_string(),
            counted_on: count.map(|count| count.counted_on.to_string()).unwrap_or_default(),
            on_site: decision.way == Some(Way::OnSite),
        }
    }
}

/// [`Balance`] with what can be held.
#[derive(Serialize)]
pub(super) struct BalanceTag {
    #[serde(flatten)]
    balance: Balance,
    available: i32,
}

impl From<Balance> for BalanceTag {
    fn from(balance: Balance) -> Self {
        Self { available: balance.available(), balance }
    }
}

#[derive(Serialize)]
struct OwnRow {
    session: SessionTag,
    group: GroupTag,
}

#[derive(Serialize)]
struct OpenRow {
    session: SessionTag,
    free: i32,
    seats: i32,
    queue: usize,
    queue_seats: i32,
    left: i32,
}

impl OpenRow {
    fn of(open: &Open, language: Language) -> Self {
        let (queue, queue_seats) = open.queue;
        let session = SessionTag::of(&open.row, language);
        Self { session, free: open.free, seats: open.row.session.seats, queue, queue_seats, left: open.left }
    }
}

/// Something that waits for the coordinator: names for seats, or a request that came back.
#[derive(Serialize)]
struct WaitTag {
    /// `names` or `returned`.
    what: &'static str,
    href: String,
    course: String,
    at: String,
    named: usize,
    seats: i32,
    /// Until when the seats may have names; why the request came back.
    until: String,
    reason: String,
}

impl WaitTag {
    /// Seats of the institution without a name, while names may still be given.
    fn names(conn: &mut Conn, language: Language, proof: &CoordinatorOf, reference: &str, today: Day) -> Result<Option<Self>> {
        let list = participants::of_coordinator(conn, proof, reference, today)?;
        let named = list.people.iter().filter(|one| one.participant.state.is_live()).count();
        let session = &list.row.session;
        Ok((list.open && i32::try_from(named).unwrap_or(i32::MAX) < list.seats).then(|| Self {
            what: "names",
            href: format!("/egitim/seans/{reference}/katilimcilar"),
            course: list.row.course.name_in(language).to_owned(),
            at: session.when(),
            named,
            seats: list.seats,
            until: session.substitute_by.to_string(),
            reason: String::new(),
        }))
    }

    fn returned(row: &onsite::Row, language: Language) -> Option<Self> {
        let request = RequestTag::of(row, language);
        (!request.returned.is_empty()).then(|| Self {
            what: "returned",
            href: format!("/egitim/talepler/{}", request.reference),
            course: request.course,
            at: request.wished,
            named: 0,
            seats: 0,
            until: String::new(),
            reason: request.returned,
        })
    }

    /// What came back first, then the lists, the next training's before the others.
    fn all(
        conn: &mut Conn,
        language: Language,
        proof: &CoordinatorOf,
        programme: &Programme,
        own: &[Own],
        today: Day,
    ) -> Result<Vec<Self>> {
        let requests = onsite::for_coordinator(conn, proof, programme, today)?;
        let mut waits: Vec<Self> = requests.iter().filter_map(|row| Self::returned(row, language)).collect();
        let seated = own.iter().filter(|own| own.reservation.state == ReservationState::Seated);
        let mut sessions: Vec<(Day, String)> =
            seated.map(|own| (own.row.session.starts_on, own.row.session.reference.clone())).collect();
        let planned = requests.iter().filter(|row| row.request.state == RequestState::Planned);
        sessions.extend(planned.map(|row| (row.day(), row.request.reference.clone())));
        sessions.sort();
        sessions.dedup();
        for (_, reference) in &sessions {
            waits.extend(Self::names(conn, language, proof, reference, today)?);
        }
        Ok(waits)
    }
}

/// Groups of before that the page shows.
const BEFORE: usize = 5;

/// `GET /egitim`
pub async fn show(visit: Visit) -> Answer {
    let (reader, actor) = (visit.clone(), visit.actor());
    let read = move |world: &World| {
        let today = world.today();
        world.db.read(|conn| {
            let mine = mine(conn, &actor, today)?;
            let institution = register::institution(conn, mine.proof.institution())?.map(|one| one.name).unwrap_or_default();
            let mut home = Home {
                institution,
                programme: None,
                right: None,
                balance: Balance::default().into(),
                own: Vec::new(),
                open: Vec::new(),
                before: 0,
                trained: 0,
                told: 0,
                questions: questions::unanswered(conn, &mine.proof)?,
                waits: Vec::new(),
            };
            let Some((programme, decision)) = mine.programme else { return Ok(home) };
            let shown = for_coordinator(conn, &mine.proof, &programme, today)?;
            let count = match &decision {
                Some(decision) => users::count(conn, &decision.count_id)?,
                None => None,
            };
            home.waits = WaitTag::all(conn, reader.language, &mine.proof, &programme, &shown.own, today)?;
            let (live, ended): (Vec<Own>, Vec<Own>) = shown.own.into_iter().partition(|own| own.reservation.state.is_live());
            home.before = ended.len().saturating_sub(BEFORE);
            let row = |own: &Own| OwnRow { session: SessionTag::of(&own.row, reader.language), group: GroupTag::of(own) };
            home.own = live.iter().chain(ended.iter().rev().take(BEFORE)).map(row).collect();
            home.open = shown.open.iter().map(|open| OpenRow::of(open, reader.language)).collect();
            let spread = spread::of_institutions(conn, &programme.id, std::slice::from_ref(mine.proof.institution()))?;
            let spread = spread.into_values().next().unwrap_or_default();
            (home.trained, home.told) = (spread.trained, spread.told);
            home.balance = ledger::statement(conn, &programme.id, mine.proof.institution())?.balance.into();
            home.right = decision.map(|decision| Right::of(&reader, &decision, count.as_ref()));
            home.programme = Some(ProgrammeTag {
                name: programme.name,
                from: programme.starts_on.to_string(),
                until: programme.ends_on.to_string(),
            });
            Ok(home)
        })
    };
    let home = visit.app.run(read).await?;
    visit.page(&home)
}
