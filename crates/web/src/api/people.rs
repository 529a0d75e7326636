use super::accounts::Account;
use super::input::{Params, Search};
use super::shapes::{Duty, Listed, PersonRow, UnitTag};
use crate::answer::Answer;
use crate::visit::Visit;
use axum::Json;
use axum::extract::Path;
use axum::response::IntoResponse;
use kunye_core::accounts;
use kunye_core::db::Conn;
use kunye_core::register;
use kunye_core::register::duties::register_scope;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::PersonId;
use kunye_kernel::time::{Day, Time};
use serde::Serialize;
use utoipa::ToSchema;

/// A person with places, duties and account.
#[derive(Serialize, ToSchema)]
pub struct PersonDetail {
    #[serde(flatten)]
    person: PersonRow,
    /// The latest first.
    posts: Vec<Post>,
    /// Those that have not ended.
    duties: Vec<Duty>,
    account: Option<Account>,
}

/// A place in a unit. Days are inclusive.
#[derive(Serialize, ToSchema)]
pub struct Post {
    unit: UnitTag,
    title: String,
    #[schema(format = Date)]
    starts_on: String,
    #[schema(format = Date)]
    ends_on: Option<String>,
}

/// People whom the reader's duties reach, in Turkish order of surnames.
#[utoipa::path(get, operation_id = "list_people", path = "/api/v1/people", tag = "register", params(Search), responses((status = 200, body = Listed<PersonRow>)))]
pub async fn list(visit: Visit, Params(search): Params<Search>) -> Answer {
    let actor = visit.actor();
    let found = visit.app.run(move |world| {
        let today = world.today();
        world.db.read(|conn| {
            let scope = register_scope(conn, &actor, today)?;
            register::search_people(conn, &scope, &search.q, today, search.page())
        })
    });
    Ok(Json(Listed::of(found.await?, |row| PersonRow::of(row.person, row.post, row.unit))).into_response())
}

/// A person.
#[utoipa::path(get, operation_id = "get_person", path = "/api/v1/people/{id}", tag = "register", params(("id" = String, Path)),
    responses((status = 200, body = PersonDetail)))]
pub async fn get(visit: Visit, Path(id): Path<PersonId>) -> Answer {
    let actor = visit.actor();
    let person = visit.app.run(move |world| {
        let now = world.now();
        world.db.read(|conn| PersonDetail::load(conn, &actor, &id, now))
    });
    Ok(Json(person.await?).into_response())
}

impl PersonDetail {
    fn load(conn: &mut Conn, actor: &Actor, id: &PersonId, now: Time) -> Result<Self> {
        let today = now.day();
        let scope = register_scope(conn, actor, today)?;
        let person = register::person_within(conn, &scope, id, today)?.ok_or_else(Error::not_found)?;
        let mut posts = Vec::new();
        for post in register::posts_of(conn, id)? {
            let unit = register::unit(conn, &post.unit_id)?.ok_or_else(Error::not_found)?;
            let (starts_on, ends_on) = (post.starts_on.iso(), post.ends_on.map(Day::iso));
            posts.push(Post { unit: unit.into(), title: post.title, starts_on, ends_on });
        }
        let mut duties = Vec::new();
        for duty in register::duties_not_ended(conn, id, today)? {
            let unit = register::unit(conn, &duty.unit_id)?.ok_or_else(Error::not_found)?;
            duties.push(Duty::of(duty, unit, &person));
        }
        let account = match accounts::of_person(conn, id)? {
            Some(account) => Some(Account::of(conn, account, &person, now)?),
            None => None,
        };
        let post = register::current_post(conn, id, today)?;
        let unit = match &post {
            Some(post) => register::unit(conn, &post.unit_id)?,
            None => None,
        };
        Ok(Self { person: PersonRow::of(person, post, unit), posts, duties, account })
    }
}
