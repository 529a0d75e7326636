use super::accounts::Account;
use super::input::{Params, Search};
use super::shapes::{Duty, Listed, PersonRow, UnitTag};
use crate::answer::Answer;
use crate::visit::Visit;
use axum::Json;
use axum::extract::Path;
use axum::response::IntoResponse;
use kunye_core::accounts::{self, email};
use kunye_core::db::Conn;
use kunye_core::register::duties::register_scope;
use kunye_core::register::{self, Person};
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::PersonId;
use kunye_kernel::mail_domain::MailDomain;
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
            let found = register::search_people(conn, &scope, &search.q, today, search.page())?;
            let people: Vec<&Person> = found.items.iter().map(|row| &row.person).collect();
            let emails = email::of_people(conn, &people, world.mail_domain.as_ref())?;
            Ok((found, emails))
        })
    });
    let (found, mut emails) = found.await?;
    let row = |row: register::PersonRow| {
        let email = emails.remove(&row.person.id);
        PersonRow::of(row.person, row.post, row.unit, email)
    };
    Ok(Json(Listed::of(found, row)).into_response())
}

/// A person.
#[utoipa::path(get, operation_id = "get_person", path = "/api/v1/people/{id}", tag = "register", params(("id" = String, Path)),
    responses((status = 200, body = PersonDetail)))]
pub async fn get(visit: Visit, Path(id): Path<PersonId>) -> Answer {
    let actor = visit.actor();
    let person = visit.app.run(move |world| {
        let now = world.now();
        world.db.read(|conn| PersonDetail::load(conn, &actor, &id, now, world.mail_domain.as_ref()))
    });
    Ok(Json(person.await?).into_response())
}

impl PersonDetail {
    fn load(conn: &mut Conn, actor: &Actor, id: &PersonId, now: Time, domain: Option<&MailDomain>) -> Result<Self> {
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
        let email = email::of_people(conn, &[&person], domain)?.remove(id);
        Ok(Self { person: PersonRow::of(person, post, unit, email), posts, duties, account })
    }
}
