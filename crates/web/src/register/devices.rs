//! Devices that go on with an old password, for officers and the help desk: why somebody's mail program does not get in.

use super::rows::{Search, Searched};
use crate::address;
use crate::answer::Answer;
use crate::input::Query;
use crate::paging::Pages;
use crate::render::Page;
use crate::visit::Visit;
use axum::extract::Path;
use kunye_core::accounts::devices;
use kunye_core::register;
use kunye_kernel::error::Error;
use kunye_kernel::id::{AccountId, PersonId};
use kunye_kernel::page::PageRequest;
use serde::Serialize;

#[derive(Serialize)]
struct List {
    search: Searched,
    rows: Vec<Row>,
    pages: Pages,
}

#[derive(Serialize)]
struct Row {
    href: String,
    user_name: String,
    name: String,
    devices: usize,
    seen: String,
}

impl Page for List {
    const TEMPLATE: &'static str = "register/devices.html";
}

fn href(account: &AccountId) -> String {
    format!("/kayit/cihazlar/{account}")
}

/// `GET /kayit/cihazlar?q=&page=`
pub async fn list(visit: Visit, Query(search): Query<Search>) -> Answer {
    let (actor, q) = (visit.actor(), search.text());
    let request = PageRequest::new(search.page.parse().ok(), None);
    let begins = q.clone();
    let found = visit.app.run(move |world| {
        world.db.read(|conn| {
            let found = devices::behind(conn, &actor, &begins, request, world.now())?;
            let owners: Vec<PersonId> = found.items.iter().map(|one| one.account.person_id.clone()).collect();
            let people = register::people(conn, &owners)?;
            Ok(found.map(|one| Row {
                href: href(&one.account.id),
                name: people.get(&one.account.person_id).map(|(person, _)| person.full_name()).unwrap_or_default(),
                user_name: one.account.user_name,
                devices: one.devices,
                seen: one.last_seen.display(),
            }))
        })
    });
    let found = found.await?;
    let pages = Pages::of(&found, |page| format!("?q={}&page={page}", address::encode(&q)));
    visit.page(&List { search: Searched { q, province: String::new() }, rows: found.items, pages })
}

#[derive(Serialize)]
struct Show {
    user_name: String,
    name: String,
    devices: Vec<Device>,
}

#[derive(Serialize)]
struct Device {
    address: String,
    since: String,
    seen: String,
    tries: i64,
}

impl Page for Show {
    const TEMPLATE: &'static str = "register/device.html";
}

/// `GET /kayit/cihazlar/{account}`: that somebody looked is recorded.
pub async fn show(visit: Visit, Path(account): Path<AccountId>) -> Answer {
    let actor = visit.actor();
    let page = visit.app.run(move |world| {
        let (account, devices) = devices::look(world, &actor, &account)?;
        let owner = world.db.read(|conn| register::person(conn, &account.person_id))?.ok_or_else(Error::not_found)?;
        let device = |device: devices::StaleDevice| Device {
            address: device.source,
            since: device.first_seen.display(),
            seen: device.last_seen.display(),
            tries: device.tries,
        };
        let devices = devices.into_iter().map(device).collect();
        Ok(Show { user_name: account.user_name, name: owner.full_name(), devices })
    });
    visit.page(&page.await?)
}
