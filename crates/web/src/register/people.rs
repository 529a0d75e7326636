use super::rows::{self, Row, Search, Searched, unit_href};
use crate::address;
use crate::answer::Answer;
use crate::asked::HeldTag;
use crate::input::Query;
use crate::paging::Pages;
use crate::render::Page;
use crate::visit::Visit;
use axum::extract::Path;
use kunye_core::accounts::{self, AccountState, CredentialState, orders};
use kunye_core::applications;
use kunye_core::db::Conn;
use kunye_core::register::duties::register_scope;
use kunye_core::register::{self, DutyKind};
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::PersonId;
use kunye_kernel::page::PageRequest;
use kunye_kernel::time::Day;
use serde::Serialize;

#[derive(Serialize)]
struct List {
    search: Searched,
    rows: Vec<Row>,
    pages: Pages,
}

impl Page for List {
    const TEMPLATE: &'static str = "register/people.html";
}

/// `GET /kayit/personel?q=&page=`
pub async fn list(visit: Visit, Query(search): Query<Search>) -> Answer {
    let (actor, q) = (visit.actor(), search.text());
    let request = PageRequest::new(search.page.parse().ok(), None);
    let query = q.clone();
    let found = visit.app.run(move |world| {
        let today = world.today();
        world.db.read(|conn| {
            let scope = register_scope(conn, &actor, today)?;
            let found = register::search_people(conn, &scope, &query, today, request)?;
            rows::people(conn, found)
        })
    });
    let found = found.await?;
    let pages = Pages::of(&found, |page| format!("?q={}&page={page}", address::encode(&q)));
    visit.page(&List { search: Searched { q, province: String::new() }, rows: found.items, pages })
}

#[derive(Serialize)]
struct Show {
    who: Who,
    account: Option<Account>,
    posts: Vec<Place>,
    duties: Vec<Held>,
    roles: Vec<HeldTag>,
}

#[derive(Serialize)]
struct Who {
    name: String,
    /// Masked, both.
    national_id: String,
    mobile: String,
    staff_no: String,
    title: String,
    email: String,
}

#[derive(Serialize)]
struct Account {
    user_name: String,
    state: AccountState,
    expires_on: String,
    /// Where its state is changed; empty for whoever may not.
    order_href: String,
}

#[derive(Serialize)]
struct Place {
    unit: String,
    /// "" for units beyond the reader's scope.
    href: String,
    title: String,
    since: String,
    until: String,
}

#[derive(Serialize)]
struct Held {
    kind: DutyKind,
    unit: String,
    since: String,
    until: String,
}

impl Page for Show {
    const TEMPLATE: &'static str = "register/person.html";
}

/// `GET /kayit/personel/{id}`
pub async fn show(visit: Visit, Path(id): Path<PersonId>) -> Answer {
    let actor = visit.actor();
    let page = visit.app.run(move |world| {
        let today = world.today();
        world.db.read(|conn| Show::load(conn, &actor, &id, today))
    });
    visit.page(&page.await?)
}

impl Show {
    fn load(conn: &mut Conn, actor: &Actor, id: &PersonId, today: Day) -> Result<Self> {
        let scope = register_scope(conn, actor, today)?;
        let person = register::person_within(conn, &scope, id, today)?.ok_or_else(Error::not_found)?;
        let post = register::current_post(conn, id, today)?;
        let mut posts = Vec::new();
        for post in register::posts_of(conn, id)? {
            let unit = register::unit(conn, &post.unit_id)?.ok_or_else(Error::not_found)?;
            let seen = register::unit_within(conn, &scope, &unit.id)?.is_some();
            posts.push(Place {
                href: if seen { unit_href(&unit) } else { String::new() },
                unit: unit.name,
                title: post.title,
                since: post.starts_on.to_string(),
                until: shown(post.ends_on),
            });
        }
        let mut duties = Vec::new();
        for duty in register::duties_not_ended(conn, id, today)? {
            let unit = register::unit(conn, &duty.unit_id)?.ok_or_else(Error::not_found)?;
            duties.push(Held { kind: duty.kind, unit: unit.name, since: duty.starts_on.to_string(), until: shown(duty.ends_on) });
        }
        let who = Who {
            name: person.full_name(),
            national_id: person.national_id.masked(),
            mobile: person.mobile.as_ref().map(|mobile| mobile.masked()).unwrap_or_default(),
            staff_no: person.staff_no,
            title: post.map(|post| post.title).unwrap_or_default(),
            email: person.email.unwrap_or_default(),
        };
        // Roles are those of the unit one works in: an officer or administrator of another unit the person is in does not see them.
        let mut roles = Vec::new();
        if let Some(account) = accounts::of_person(conn, id)? {
            for held in applications::held_by(conn, &account.id, today)? {
                if register::unit_within(conn, &scope, &held.authorisation.unit_id)?.is_some() {
                    roles.push(HeldTag::from(held));
                }
            }
        }
        Ok(Self { who, account: Account::of(conn, actor, id, today)?, posts, duties, roles })
    }
}

impl Account {
    /// The account's state and clock; of its password nothing but when it ends.
    fn of(conn: &mut Conn, actor: &Actor, person: &PersonId, today: Day) -> Result<Option<Self>> {
        let Some(account) = accounts::of_person(conn, person)? else { return Ok(None) };
        let current =
            accounts::live_credentials(conn, &account.id)?.into_iter().find(|one| one.state == CredentialState::Current);
        let expires_on = current.map(|credential| credential.ends_at.day().to_string()).unwrap_or_default();
        let administers = actor.person() != Some(person) && orders::administered(conn, actor, &account.user_name, today).is_ok();
        let order_href = if administers { format!("/kayit/hesap/{}/durum", account.user_name) } else { String::new() };
        Ok(Some(Self { user_name: account.user_name, state: account.state, expires_on, order_href }))
    }
}

fn shown(day: Option<Day>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}
