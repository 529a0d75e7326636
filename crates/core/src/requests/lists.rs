//! Lists of requests, each narrowed in its query to what its reader may see.

use super::model::{Approval, Request, RequestKind, RequestState, Way};
use super::store::kept;
use crate::archive::{self, Item, Search};
use crate::db::{Conn, IntoResult};
use crate::register::{self, duties};
use crate::schema::{approvals, requests};
use diesel::prelude::*;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{PersonId, RequestId};
use kunye_kernel::page::{Page, PageRequest};
use kunye_kernel::time::Day;
use std::collections::HashMap;

/// The tabs of an officer's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tab {
    /// What the officer can do something about now.
    #[default]
    ToDo,
    AwaitingApproval,
    InDelivery,
    Failed,
    Finished,
    All,
}

impl Tab {
    pub const ALL: [Tab; 6] = [Tab::ToDo, Tab::AwaitingApproval, Tab::InDelivery, Tab::Failed, Tab::Finished, Tab::All];

    pub fn as_str(self) -> &'static str {
        match self {
            Tab::ToDo => "to_do",
            Tab::AwaitingApproval => "awaiting_approval",
            Tab::InDelivery => "in_delivery",
            Tab::Failed => "failed",
            Tab::Finished => "finished",
            Tab::All => "all",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tab| tab.as_str() == text)
    }

    fn states(self) -> &'static [RequestState] {
        use RequestState::{Approved, AwaitingApproval, Declined, Failed, Fulfilled, InDelivery, Lapsed, Refused};
        match self {
            Tab::ToDo => &[AwaitingApproval, Approved, Failed],
            Tab::AwaitingApproval => &[AwaitingApproval],
            Tab::InDelivery => &[InDelivery],
            Tab::Failed => &[Failed],
            Tab::Finished => &[Fulfilled, Declined, Refused, Lapsed],
            Tab::All => RequestState::ALL,
        }
    }
}

/// A line of an officer's list. Of a request that another officer, nearer to its unit, deals with, only its being there is told.
#[derive(Debug, Clone)]
pub struct Row {
    pub request: Request,
    pub unit_name: String,
    /// Whether the reader deals with it, and may so see who it is about.
    pub handled: bool,
}

/// The requests of an officer's units and of those below: newest first, oldest first where there is something to do.
pub fn for_officer(conn: &mut Conn, actor: &Actor, today: Day, tab: Tab, query: &str, page: PageRequest) -> Result<Page<Row>> {
    let scope = duties::officer_scope(conn, actor, today)?;
    let reference = kunye_kernel::reference::parse(query);
    let patterns = kunye_kernel::text::search_patterns(query);
    let narrowed = || {
        let mut rows = kept().filter(requests::state.eq_any(tab.states())).into_boxed();
        // What there is to do, and names to search by, are for the one who deals with a request. A reference finds anything in
        // scope.
        rows = if tab == Tab::ToDo || !patterns.is_empty() && reference.is_none() {
            rows.filter(scope.handles_in(requests::unit_id))
        } else {
            rows.filter(scope.sees_in(requests::unit_id))
        };
        if let Some(reference) = &reference {
            return rows.filter(requests::reference.eq(reference.clone()));
        }
        for pattern in &patterns {
            rows = rows.filter(requests::search_key.like(pattern.clone()));
        }
        rows
    };
    let total = narrowed().count().get_result(conn).or_fail()?;
    let ordered = if tab == Tab::ToDo {
        narrowed().order((requests::made_at.asc(), requests::id.asc()))
    } else {
        narrowed().order((requests::made_at.desc(), requests::id.desc()))
    };
    let found: Vec<Request> =
        ordered.limit(page.limit()).offset(page.offset()).select(Request::as_select()).load(conn).or_fail()?;
    let names = register::unit_names(conn, found.iter().map(|request| &request.unit_id))?;
    let handled = scope.handled_among(conn, found.iter().map(|request| &request.unit_id))?;
    let row = |request: Request| Row {
        unit_name: names.get(&request.unit_id).cloned().unwrap_or_default(),
        handled: handled.contains(&request.unit_id),
        request,
    };
    Ok(Page { items: found, total, request: page }.map(row))
}

/// How many requests are under each tab.
pub fn counts(conn: &mut Conn, actor: &Actor, today: Day) -> Result<Vec<(Tab, i64)>> {
    let scope = duties::officer_scope(conn, actor, today)?;
    let rows = || {
        let counted = requests::table.group_by(requests::state).select((requests::state, diesel::dsl::count_star()));
        counted.filter(requests::forgotten_at.is_null())
    };
    let own: Vec<(RequestState, i64)> = rows().filter(scope.handles_in(requests::unit_id)).load(conn).or_fail()?;
    let all: Vec<(RequestState, i64)> = rows().filter(scope.sees_in(requests::unit_id)).load(conn).or_fail()?;
    let (own, all): (HashMap<_, _>, HashMap<_, _>) = (own.into_iter().collect(), all.into_iter().collect());
    let count = |tab: Tab| {
        let counted = if tab == Tab::ToDo { &own } else { &all };
        tab.states().iter().filter_map(|state| counted.get(state)).sum()
    };
    Ok(Tab::ALL.into_iter().map(|tab| (tab, count(tab))).collect())
}

/// What an archived paper is about.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = requests)]
pub struct About {
    pub reference: String,
    pub kind: RequestKind,
    /// Both "" once the request is forgotten.
    pub given_names: String,
    pub surname: String,
}

/// The papers in the archives of the officer's own units, newest first, each with what it is about. `query` is an archive number, a
/// reference or a name.
pub fn archived(conn: &mut Conn, actor: &Actor, today: Day, query: &str, page: PageRequest) -> Result<Page<(Item, About)>> {
    /// Whoever has a name that more requests bear is found by number.
    const MOST: i64 = 1_000;
    let scope = duties::officer_scope(conn, actor, today)?;
    let found = if query.is_empty() {
        archive::in_units(conn, &scope, page)?
    } else {
        let mut rows = requests::table.filter(scope.sees_in(requests::unit_id)).into_boxed();
        match kunye_kernel::reference::parse(query) {
            Some(reference) => rows = rows.filter(requests::reference.eq(reference)),
            None => {
                for pattern in kunye_kernel::text::search_patterns(query) {
                    rows = rows.filter(requests::search_key.like(pattern));
                }
            }
        }
        let subjects = rows.order(requests::made_at.desc()).limit(MOST).select(requests::id).load::<RequestId>(conn).or_fail()?;
        let search = Search { archive_no: query, subjects: subjects.into_iter().map(|id| id.0).collect() };
        archive::find_in_units(conn, &scope, &search, page)?
    };
    let subjects: Vec<&String> = found.items.iter().map(|item| &item.subject).collect();
    let about: Vec<(RequestId, About)> =
        requests::table.filter(requests::id.eq_any(subjects)).select((requests::id, About::as_select())).load(conn).or_fail()?;
    let about: HashMap<String, About> = about.into_iter().map(|(id, about)| (id.0, about)).collect();
    let items = found.items.into_iter().filter_map(|item| about.get(&item.subject).cloned().map(|about| (item, about))).collect();
    Ok(Page { items, total: found.total, request: page })
}

/// What waits for the actor's approval: requests of people whose head, or head's deputy, the actor is today.
pub fn for_supervisor(conn: &mut Conn, actor: &Actor, today: Day) -> Result<Vec<Request>> {
    let person = actor.person().ok_or_else(Error::unauthenticated)?;
    kept()
        .filter(requests::state.eq(RequestState::AwaitingApproval))
        .filter(duties::supervised_in(requests::person_id, person, today))
        .order((requests::made_at, requests::id))
        .select(Request::as_select())
        .load(conn)
        .or_fail()
}

/// What the actor has decided signed in, or by a signature, about people whose supervisor the actor still is: the latest first.
pub fn decided_by(conn: &mut Conn, actor: &Actor, today: Day, most: i64) -> Result<Vec<(Request, Approval)>> {
    let person = actor.person().ok_or_else(Error::unauthenticated)?;
    requests::table
        .inner_join(approvals::table.on(approvals::request_id.eq(requests::id)))
        .filter(approvals::recorded_by.eq(person))
        .filter(approvals::way.ne(Way::Paper))
        .filter(duties::supervised_in(requests::person_id, person, today))
        .order((approvals::recorded_at.desc(), approvals::request_id.desc()))
        .limit(most)
        .select((Request::as_select(), Approval::as_select()))
        .load(conn)
        .or_fail()
}

/// One's own requests, newest first.
pub fn of_person(conn: &mut Conn, person: &PersonId) -> Result<Vec<Request>> {
    requests::table
        .filter(requests::person_id.eq(person))
        .order((requests::made_at.desc(), requests::id.desc()))
        .limit(50)
        .select(Request::as_select())
        .load(conn)
        .or_fail()
}
