use super::shapes::{HeldRole, PersonTag, maybe_moment, moment};
use super::words;
use crate::answer::Answer;
use crate::visit::Visit;
use axum::Json;
use axum::extract::Path;
use axum::response::IntoResponse;
use kunye_core::accounts::{self, AccountKind, AccountState, CredentialState, days_left};
use kunye_core::applications;
use kunye_core::db::Conn;
use kunye_core::register::duties::register_scope;
use kunye_core::register::{self, Person};
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::PersonId;
use kunye_kernel::time::Time;
use serde::Serialize;
use utoipa::ToSchema;

/// An account: a person's own, or a unit's.
#[derive(Serialize, ToSchema)]
pub struct Account {
    #[schema(example = "sukru.caglar")]
    user_name: String,
    #[schema(value_type = words::AccountKind)]
    kind: AccountKind,
    #[schema(value_type = words::AccountState)]
    state: AccountState,
    #[schema(format = DateTime)]
    state_since: String,
    /// The owner, or who is responsible for a unit's account.
    person: PersonTag,
    /// What it may do in applications, where its person works today.
    roles: Vec<HeldRole>,
    /// When what the person signs in with ends; nothing when nothing is in use.
    #[schema(format = DateTime)]
    expires_at: Option<String>,
    /// Days until then on the calendar in Istanbul; 0 on the last one.
    days_left: Option<i64>,
}

impl Account {
    pub fn of(conn: &mut Conn, account: accounts::Account, person: &Person, now: Time) -> Result<Self> {
        let live = accounts::live_credentials(conn, &account.id)?;
        let ends_at = live.iter().find(|one| one.state == CredentialState::Current).map(|current| current.ends_at);
        let roles = applications::held_by(conn, &account.id, now.day())?;
        Ok(Self {
            kind: account.kind,
            roles: roles.into_iter().map(HeldRole::from).collect(),
            user_name: account.user_name,
            state: account.state,
            state_since: moment(account.state_since),
            person: person.into(),
            expires_at: maybe_moment(ends_at),
            days_left: ends_at.map(|end| days_left(end, now)),
        })
    }
}

/// An account by its user name.
///
/// Officers and administrators find accounts of the people whom their duties reach.
#[utoipa::path(get, operation_id = "get_account", path = "/api/v1/accounts/{user_name}", tag = "accounts",
    params(("user_name" = String, Path, description = "As people type it: capitals and Turkish letters are folded")),
    responses((status = 200, body = Account)))]
pub async fn by_user_name(visit: Visit, Path(user_name): Path<String>) -> Answer {
    find(visit, move |conn| accounts::by_user_name(conn, &user_name)).await
}

/// A person's account.
#[utoipa::path(get, operation_id = "get_account_of_person", path = "/api/v1/people/{id}/account", tag = "accounts",
    params(("id" = String, Path)), responses((status = 200, body = Account)))]
pub async fn of_person(visit: Visit, Path(id): Path<PersonId>) -> Answer {
    find(visit, move |conn| accounts::of_person(conn, &id)).await
}

async fn find(visit: Visit, look: impl Fn(&mut Conn) -> Result<Option<accounts::Account>> + Send + 'static) -> Answer {
    let actor = visit.actor();
    let account = visit.app.run(move |world| {
        let now = world.now();
        world.db.read(|conn| {
            let scope = register_scope(conn, &actor, now.day())?;
            let account = look(conn)?.ok_or_else(Error::not_found)?;
            let person = register::person_within(conn, &scope, &account.person_id, now.day())?.ok_or_else(Error::not_found)?;
            Account::of(conn, account, &person, now)
        })
    });
    Ok(Json(account.await?).into_response())
}
