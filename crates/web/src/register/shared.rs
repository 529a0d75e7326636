//! Accounts of units (A3), for whoever administers the unit: opening one, and making somebody else responsible for it.

use super::rows::{Choice, Search, unit_href};
use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::input::{Form, Query};
use crate::render::Page;
use crate::visit::{Message, Visit};
use axum::extract::Path;
use kunye_core::accounts::unit::{self, NewUnitAccount};
use kunye_core::db::Conn;
use kunye_core::register::duties::administrator_scope;
use kunye_core::register::{self, PersonRow, Unit};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{PersonId, UnitId, looks_like_id};
use kunye_kernel::page::PageRequest;
use kunye_kernel::time::Day;
use serde::{Deserialize, Serialize};

/// How many people are offered to choose from; others are found by their name.
const CANDIDATES: u32 = 25;

#[derive(Serialize)]
struct Shared {
    unit: UnitTag,
    /// The account that is handed over: its name and who is responsible now; none for a new one.
    account: Option<AccountTag>,
    q: String,
    candidates: Vec<Choice>,
    form: SharedForm,
    errors: Vec<Message>,
}

#[derive(Serialize)]
struct UnitTag {
    href: String,
    name: String,
}

#[derive(Serialize)]
struct AccountTag {
    user_name: String,
    responsible: String,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SharedForm {
    user_name: String,
    person: String,
    reason: String,
}

impl SharedForm {
    fn person(&self) -> Result<PersonId> {
        let person = Some(self.person.as_str()).filter(|id| looks_like_id(id)).map(PersonId::from);
        person.ok_or_else(|| Error::field("person", "register-duty-person-none"))
    }
}

impl Page for Shared {
    const TEMPLATE: &'static str = "register/shared.html";
}

/// People who work in the unit today: all of a small one, or those a name finds.
fn candidates(conn: &mut Conn, actor: &Actor, id: &UnitId, q: &str, today: Day) -> Result<(Unit, Vec<Choice>)> {
    let scope = administrator_scope(conn, actor, today)?.people();
    let unit = register::unit_within(conn, &scope, id)?.ok_or_else(Error::not_found)?;
    let page = PageRequest::new(None, Some(CANDIDATES));
    let found = if q.is_empty() {
        register::people_in_unit(conn, id, today, page)?
    } else {
        register::search_people(conn, &scope, q, today, page)?
    };
    let there = |row: &PersonRow| row.unit.as_ref().is_some_and(|of| of.id == *id);
    let choice = |row: PersonRow| Choice {
        value: row.person.id.to_string(),
        text: row.person.full_name(),
        hint: row.post.map(|post| post.title).unwrap_or_default(),
    };
    Ok((unit, found.items.into_iter().filter(there).map(choice).collect()))
}

async fn open_page(visit: &Visit, id: UnitId, search: &Search, form: Option<SharedForm>) -> Result<Shared> {
    let (actor, q) = (visit.actor(), search.text());
    let query = q.clone();
    let read = move |world: &World| {
        world.db.read(|conn| {
            let found = candidates(conn, &actor, &id, &query, world.today())?;
            Ok((found, unit::propose(conn, &id)?))
        })
    };
    let ((unit, candidates), user_name) = visit.app.run(read).await?;
    let form = form.unwrap_or(SharedForm { user_name, ..SharedForm::default() });
    let unit = UnitTag { href: unit_href(&unit), name: unit.name };
    Ok(Shared { unit, account: None, q, candidates, form, errors: Vec::new() })
}

/// `GET /kayit/birim/{id}/hesap?q=`
pub async fn ask(visit: Visit, Path(id): Path<UnitId>, Query(search): Query<Search>) -> Answer {
    visit.page(&open_page(&visit, id, &search, None).await?)
}

/// `POST /kayit/birim/{id}/hesap?q=`
pub async fn open(visit: Visit, Path(id): Path<UnitId>, Query(search): Query<Search>, Form(form): Form<SharedForm>) -> Answer {
    let page = open_page(&visit, id.clone(), &search, Some(form.clone())).await?;
    let (actor, given) = (visit.actor(), form);
    let opened = visit.app.run(move |world| {
        let new = NewUnitAccount { unit: &id, responsible: &given.person()?, user_name: &given.user_name };
        unit::open(world, &actor, &new)
    });
    match opened.await {
        Ok(account) => {
            let told = Flash::success("register-shared-opened").with("user", account.user_name);
            Ok(told.on(&visit.app, see_other(&page.unit.href))?)
        }
        Err(error) => visit.refuse(error, |errors| Shared { errors, ..page }, "person"),
    }
}

async fn hand_over_page(visit: &Visit, user_name: &str, search: &Search, form: SharedForm) -> Result<Shared> {
    let (actor, q, user_name) = (visit.actor(), search.text(), user_name.to_owned());
    let query = q.clone();
    let read = move |world: &World| {
        world.db.read(|conn| {
            let (account, unit) = unit::administered(conn, &actor, &user_name, world.today())?;
            let responsible = register::person(conn, &account.person_id)?.ok_or_else(Error::not_found)?;
            let (unit, mut candidates) = candidates(conn, &actor, &unit, &query, world.today())?;
            candidates.retain(|choice| choice.value != responsible.id.as_str());
            let account = AccountTag { user_name: account.user_name, responsible: responsible.full_name() };
            Ok((unit, account, candidates))
        })
    };
    let (unit, account, candidates) = visit.app.run(read).await?;
    let unit = UnitTag { href: unit_href(&unit), name: unit.name };
    Ok(Shared { unit, account: Some(account), q, candidates, form, errors: Vec::new() })
}

/// `GET /kayit/hesap/{user_name}/devir?q=`
pub async fn ask_hand_over(visit: Visit, Path(user_name): Path<String>, Query(search): Query<Search>) -> Answer {
    visit.page(&hand_over_page(&visit, &user_name, &search, SharedForm::default()).await?)
}

/// `POST /kayit/hesap/{user_name}/devir?q=`
pub async fn hand_over(
    visit: Visit,
    Path(user_name): Path<String>,
    Query(search): Query<Search>,
    Form(form): Form<SharedForm>,
) -> Answer {
    let page = hand_over_page(&visit, &user_name, &search, form.clone()).await?;
    let (actor, given) = (visit.actor(), form);
    let over = visit.app.run(move |world| unit::hand_over(world, &actor, &user_name, &given.person()?, &given.reason));
    match over.await {
        Ok(_) => Ok(Flash::success("register-shared-handed-over").on(&visit.app, see_other(&page.unit.href))?),
        Err(error) => visit.refuse(error, |errors| Shared { errors, ..page }, "person"),
    }
}
