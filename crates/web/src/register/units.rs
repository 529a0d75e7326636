use super::rows::{self, Choice, Row, Search, Searched, person_href, plate, unit_href};
use crate::address;
use crate::answer::Answer;
use crate::input::Query;
use crate::paging::Pages;
use crate::render::Page;
use crate::visit::Visit;
use axum::extract::Path;
use kunye_core::accounts::{self, AccountState};
use kunye_core::db::Conn;
use kunye_core::register::duties::{Scope, administrator_of, register_scope};
use kunye_core::register::{self, Branch, Duty, DutyKind, Province, Unit};
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::UnitId;
use kunye_kernel::page::{self, PageRequest};
use kunye_kernel::time::Day;
use serde::Serialize;

#[derive(Serialize)]
struct List {
    search: Searched,
    provinces: Vec<Choice>,
    searched: bool,
    results: Vec<Found>,
    tree: Vec<Node>,
    pages: Pages,
    may: May,
}

/// What the reader may do here.
#[derive(Serialize)]
struct May {
    import: bool,
    appoint: bool,
}

#[derive(Serialize)]
struct Found {
    href: String,
    name: String,
    detsis: String,
    /// The unit above.
    path: String,
    ended: bool,
}

#[derive(Serialize)]
struct Node {
    href: String,
    name: String,
    detsis: String,
    people: i64,
    ended: bool,
    children: Vec<Node>,
}

impl Page for List {
    const TEMPLATE: &'static str = "register/units.html";
}

impl Node {
    fn of(branch: Branch) -> Self {
        let Branch { unit, people, children } = branch;
        Self {
            href: unit_href(&unit),
            name: unit.name,
            detsis: unit.detsis,
            people,
            ended: unit.ended_on.is_some(),
            children: children.into_iter().map(Node::of).collect(),
        }
    }
}

/// `GET /kayit?q=&province=&page=`: the tree, or what a search found.
pub async fn list(visit: Visit, Query(search): Query<Search>) -> Answer {
    let (actor, q, province) = (visit.actor(), search.text(), Province::parse(&search.province));
    let request = PageRequest::new(search.page.parse().ok(), None);
    let searched = !q.is_empty() || province.is_some();
    let query = q.clone();
    let (results, tree) = visit
        .app
        .run(move |world| {
            let today = world.today();
            world.db.read(|conn| {
                let scope = register_scope(conn, &actor, today)?;
                if searched {
                    return Ok((register::search_units_within(conn, &scope, &query, province, request)?, Vec::new()));
                }
                let none = page::Page { items: Vec::new(), total: 0, request };
                Ok((none, register::tree(conn, &scope, today)?))
            })
        })
        .await?;
    let province = province.map(plate).unwrap_or_default();
    let pages = Pages::of(&results, |page| format!("?q={}&province={province}&page={page}", address::encode(&q)));
    let found = results.items.into_iter().map(|row| Found {
        href: unit_href(&row.unit),
        name: row.unit.name,
        detsis: row.unit.detsis,
        path: row.parent_name.unwrap_or_default(),
        ended: row.unit.ended_on.is_some(),
    });
    visit.page(&List {
        results: found.collect(),
        search: Searched { q, province },
        provinces: rows::provinces(),
        searched,
        tree: tree.into_iter().map(Node::of).collect(),
        pages,
        may: May { import: visit.signed_in()?.has(DutyKind::Administrator), appoint: false },
    })
}

#[derive(Serialize)]
struct Show {
    unit: Shown,
    duties: Vec<Held>,
    below: Vec<Below>,
    people: Vec<Row>,
    /// The unit's own accounts.
    accounts: Vec<SharedTag>,
    pages: Pages,
    may: May,
}

#[derive(Serialize)]
struct SharedTag {
    user_name: String,
    state: AccountState,
    responsible: String,
    /// Whoever is responsible has left the unit: it opens nothing.
    orphaned: bool,
    /// "" when it is not the reader's to hand over.
    hand_over_href: String,
    /// The same for its state.
    order_href: String,
}

#[derive(Serialize)]
struct Shown {
    href: String,
    name: String,
    detsis: String,
    kind: String,
    province: String,
    /// A day, or "".
    ended: String,
    path: Vec<Above>,
}

#[derive(Serialize)]
struct Above {
    text: String,
    /// "" for units beyond the reader's scope.
    href: String,
}

#[derive(Serialize)]
struct Held {
    kind: DutyKind,
    name: String,
    /// "" for people beyond the reader's scope.
    href: String,
    since: String,
    until: String,
    end_href: String,
}

#[derive(Serialize)]
struct Below {
    href: String,
    name: String,
    detsis: String,
}

impl Page for Show {
    const TEMPLATE: &'static str = "register/unit.html";
}

/// `GET /kayit/birim/{id}?page=`
pub async fn show(visit: Visit, Path(id): Path<UnitId>, Query(search): Query<Search>) -> Answer {
    let actor = visit.actor();
    let request = PageRequest::new(search.page.parse().ok(), None);
    let page = visit.app.run(move |world| {
        let today = world.today();
        world.db.read(|conn| Show::load(conn, &actor, &id, today, request))
    });
    visit.page(&page.await?)
}

impl Show {
    fn load(conn: &mut Conn, actor: &Actor, id: &UnitId, today: Day, request: PageRequest) -> Result<Self> {
        let scope = register_scope(conn, actor, today)?;
        let unit = register::unit_within(conn, &scope, id)?.ok_or_else(Error::not_found)?;
        let appoint = administers(conn, actor, id, today)?;
        let mut duties = Vec::new();
        for duty in register::duties_in_unit(conn, id)?.into_iter().filter(|duty| duty.ends_on.is_none_or(|end| end >= today)) {
            duties.push(Held::of(conn, &scope, duty, appoint, today)?);
        }
        let mut path = Vec::new();
        for above in register::path(conn, id)?.into_iter().filter(|above| above.id != *id) {
            let seen = register::unit_within(conn, &scope, &above.id)?.is_some();
            path.push(Above { href: if seen { unit_href(&above) } else { String::new() }, text: above.name });
        }
        let mut accounts = Vec::new();
        for account in accounts::unit::of_unit(conn, id)? {
            accounts.push(SharedTag::of(conn, account, appoint, today)?);
        }
        let below = register::children(conn, id)?;
        let people = register::people_in_unit(conn, id, today, request)?;
        let people = rows::people(conn, people)?;
        Ok(Self {
            duties,
            below: below.into_iter().map(|unit| Below { href: unit_href(&unit), name: unit.name, detsis: unit.detsis }).collect(),
            pages: Pages::of(&people, |page| format!("?page={page}")),
            people: people.items,
            accounts,
            may: May { import: false, appoint },
            unit: Shown::of(unit, path),
        })
    }
}

impl SharedTag {
    fn of(conn: &mut Conn, account: accounts::Account, administers: bool, today: Day) -> Result<Self> {
        let person = register::person(conn, &account.person_id)?.ok_or_else(Error::not_found)?;
        let orphaned = !accounts::unit::is_kept(conn, &account, today)?;
        let own = |href: String| if administers { href } else { String::new() };
        let hand_over_href = own(format!("/kayit/hesap/{}/devir", account.user_name));
        let order_href = own(format!("/kayit/hesap/{}/durum", account.user_name));
        let (user_name, state) = (account.user_name, account.state);
        Ok(Self { user_name, state, responsible: person.full_name(), orphaned, hand_over_href, order_href })
    }
}

impl Shown {
    fn of(unit: Unit, path: Vec<Above>) -> Self {
        Self {
            href: unit_href(&unit),
            name: unit.name,
            detsis: unit.detsis,
            kind: unit.kind,
            province: unit.province.map(|province| province.name().to_owned()).unwrap_or_default(),
            ended: unit.ended_on.map(|day| day.to_string()).unwrap_or_default(),
            path,
        }
    }
}

impl Held {
    fn of(conn: &mut Conn, scope: &Scope, duty: Duty, may_end: bool, today: Day) -> Result<Self> {
        let person = register::person(conn, &duty.person_id)?.ok_or_else(Error::not_found)?;
        let seen = register::person_within(conn, scope, &person.id, today)?.is_some();
        Ok(Self {
            kind: duty.kind,
            name: person.full_name(),
            href: if seen { person_href(&person) } else { String::new() },
            since: duty.starts_on.to_string(),
            until: duty.ends_on.map(|day| day.to_string()).unwrap_or_default(),
            end_href: if may_end { format!("/kayit/gorev/{}", duty.id) } else { String::new() },
        })
    }
}

/// Whether the reader may appoint people here and end their duties.
fn administers(conn: &mut Conn, actor: &Actor, unit: &UnitId, today: Day) -> Result<bool> {
    match administrator_of(conn, actor, unit, today) {
        Ok(_) => Ok(true),
        Err(error) if error.kind == Kind::Forbidden => Ok(false),
        Err(error) => Err(error),
    }
}
