//! Stand-in until the room of applications is merged.
use crate::db::{Conn, IntoResult};
use crate::schema::applications;
use diesel::prelude::*;
use kunye_kernel::error::Result;
use kunye_kernel::id::{AccountId, ApplicationId};
use kunye_kernel::time::Time;
use std::collections::HashMap;

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = applications)]
pub struct Application {
    pub id: ApplicationId,
    pub slug: String,
    pub name: String,
    pub purpose: String,
    pub open_to_all: bool,
    pub created_at: Time,
    pub ended_at: Option<Time>,
}

#[derive(Debug, Clone)]
pub struct HeldRole {
    pub application_slug: String,
    pub role_slug: String,
}

pub fn by_slug(conn: &mut Conn, slug: &str) -> Result<Option<Application>> {
    applications::table.filter(applications::slug.eq(slug)).select(Application::as_select()).first(conn).or_none()
}

pub fn by_id(conn: &mut Conn, id: &ApplicationId) -> Result<Option<Application>> {
    applications::table.find(id).select(Application::as_select()).first(conn).or_none()
}

pub fn add(tx: &mut Conn, application: &Application) -> Result<()> {
    diesel::insert_into(applications::table).values(application).execute(tx).or_fail().map(|_| ())
}

pub fn roles_of_accounts(_: &mut Conn, _: &[AccountId], _: Time) -> Result<HashMap<AccountId, Vec<HeldRole>>> {
    Ok(HashMap::new())
}
