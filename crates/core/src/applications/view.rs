//! Applications as an administrator sees them: the list is everybody's, holders and machines are those of the scope.

use super::model::{Application, Authorisation, Role, ServiceAccount};
use super::store;
use crate::accounts::{self, Account};
use crate::db::Conn;
use crate::register::duties::{AdministratorScope, administrator_of_all, administrator_scope};
use crate::register::{self, Person, Unit};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::page::{Page, PageRequest};
use kunye_kernel::time::Day;

/// A line of the list.
pub struct Summary {
    pub application: Application,
    /// Roles in use.
    pub roles: usize,
    /// Accounts in the scope that hold one of them.
    pub holders: i64,
}

/// The list, and whether the actor may change it.
pub struct Overview {
    pub applications: Vec<Summary>,
    pub may_change: bool,
}

pub fn overview(world: &World, actor: &Actor) -> Result<Overview> {
    let today = world.today();
    world.db.read(|conn| {
        let scope = administrator_scope(conn, actor, today)?;
        let holders = store::counts_by_application(conn, scope.covers_in(store::UNIT), today)?;
        let mut applications = Vec::new();
        for application in store::every(conn)? {
            let roles = store::roles_of(conn, &application.id)?.iter().filter(|role| role.ended_at.is_none()).count();
            let holders = holders.get(&application.id).copied().unwrap_or(0);
            applications.push(Summary { application, roles, holders });
        }
        Ok(Overview { applications, may_change: may_change(conn, actor, today)? })
    })
}

/// Somebody who holds a role.
pub struct Holder {
    pub authorisation: Authorisation,
    pub role: Role,
    pub account: Account,
    /// The owner, or who is responsible for a unit's account.
    pub person: Person,
    pub unit: Unit,
}

/// One application, whole.
pub struct Shown {
    pub application: Application,
    /// Every role there ever was, each with how many hold it in the scope.
    pub roles: Vec<(Role, i64)>,
    /// The machines the actor may look after, with the unit each may see.
    pub services: Vec<(ServiceAccount, Option<Unit>)>,
    pub holders: Page<Holder>,
    pub may_change: bool,
}

pub fn show(world: &World, actor: &Actor, slug: &str, page: PageRequest) -> Result<Shown> {
    let today = world.today();
    world.db.read(|conn| {
        let scope = administrator_scope(conn, actor, today)?;
        let application = store::find(conn, slug)?.ok_or_else(Error::not_found)?;
        let counts = store::counts_by_role(conn, scope.covers_in(store::UNIT), today)?;
        let roles = store::roles_of(conn, &application.id)?;
        let roles = roles.into_iter().map(|role| (counts.get(&role.id).copied().unwrap_or(0), role)).map(|(n, role)| (role, n));
        let roles = roles.collect();
        let may_change = may_change(conn, actor, today)?;
        Ok(Shown {
            services: services(conn, &scope, &application, may_change)?,
            holders: holders(conn, &scope, &application, today, page)?,
            application,
            roles,
            may_change,
        })
    })
}

fn may_change(conn: &mut Conn, actor: &Actor, today: Day) -> Result<bool> {
    match administrator_of_all(conn, actor, today) {
        Ok(_) => Ok(true),
        Err(error) if error.kind == Kind::Forbidden => Ok(false),
        Err(error) => Err(error),
    }
}

fn services(
    conn: &mut Conn,
    scope: &AdministratorScope,
    application: &Application,
    every: bool,
) -> Result<Vec<(ServiceAccount, Option<Unit>)>> {
    let mut shown = Vec::new();
    for service in store::services_of(conn, &application.id)? {
        match service.unit_id.clone() {
            None if every => shown.push((service, None)),
            Some(unit) if scope.covers(conn, &unit)? => {
                let unit = register::unit(conn, &unit)?;
                shown.push((service, unit));
            }
            _ => {}
        }
    }
    Ok(shown)
}

fn holders(
    conn: &mut Conn,
    scope: &AdministratorScope,
    application: &Application,
    today: Day,
    page: PageRequest,
) -> Result<Page<Holder>> {
    let found = store::holders_within(conn, &application.id, || scope.covers_in(store::UNIT), today, page)?;
    let (total, request) = (found.total, found.request);
    let mut items = Vec::with_capacity(found.items.len());
    for (authorisation, role) in found.items {
        let account = accounts::account(conn, &authorisation.account_id)?;
        let person = register::person(conn, &account.person_id)?.ok_or_else(Error::not_found)?;
        let unit = register::unit(conn, &authorisation.unit_id)?.ok_or_else(Error::not_found)?;
        items.push(Holder { authorisation, role, account, person, unit });
    }
    Ok(Page { items, total, request })
}
