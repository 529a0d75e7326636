//! The only file that touches this room's tables.

use super::model::{Application, Authorisation, EndReason, Held, HeldRole, Role, ServiceAccount};
use crate::accounts::owner_works_in;
use crate::db::{Conn, IntoResult, insert_new};
use crate::register::Within;
use crate::schema::{application_roles, applications, authorisations, service_accounts};
use diesel::dsl::{count, not};
use diesel::prelude::*;
use kunye_kernel::error::Result;
use kunye_kernel::id::{AccountId, ApplicationId, AuthorisationId, RoleId};
use kunye_kernel::page::{Page, PageRequest};
use kunye_kernel::time::{Day, Time};
use std::collections::HashMap;

/// Authorisations with their roles and applications.
macro_rules! named {
    () => {
        authorisations::table
            .inner_join(application_roles::table.on(application_roles::id.eq(authorisations::role_id)))
            .inner_join(applications::table.on(applications::id.eq(application_roles::application_id)))
    };
}

/// Those that are held on a day: the one place that says what "held" means.
macro_rules! held {
    ($day:expr) => {
        named!()
            .filter(authorisations::ended_at.is_null())
            .filter(application_roles::ended_at.is_null())
            .filter(applications::ended_at.is_null())
            .filter(owner_works_in(authorisations::account_id, authorisations::unit_id, $day))
    };
}

/// Applications in use, by name.
pub fn all(conn: &mut Conn) -> Result<Vec<Application>> {
    applications::table
        .filter(applications::ended_at.is_null())
        .order((applications::name, applications::id))
        .select(Application::as_select())
        .load(conn)
        .or_fail()
}

/// Every application there ever was, those in use first.
pub(super) fn every(conn: &mut Conn) -> Result<Vec<Application>> {
    let mut every: Vec<Application> = applications::table
        .order((applications::name, applications::id))
        .select(Application::as_select())
        .load(conn)
        .or_fail()?;
    every.sort_by_key(|application| application.ended_at.is_some());
    Ok(every)
}

/// An application in use.
pub fn by_slug(conn: &mut Conn, slug: &str) -> Result<Option<Application>> {
    Ok(find(conn, slug)?.filter(|application| application.ended_at.is_none()))
}

/// An application by its id, in use or not.
pub fn by_id(conn: &mut Conn, id: &ApplicationId) -> Result<Option<Application>> {
    applications::table.find(id).select(Application::as_select()).first(conn).or_none()
}

/// An application, in use or not.
pub(super) fn find(conn: &mut Conn, slug: &str) -> Result<Option<Application>> {
    applications::table.filter(applications::slug.eq(slug)).select(Application::as_select()).first(conn).or_none()
}

pub(super) fn insert(tx: &mut Conn, application: &Application) -> Result<bool> {
    insert_new!(tx, applications::table, application).or_fail().map(|rows| rows == 1)
}

pub(super) fn update(tx: &mut Conn, application: &Application) -> Result<()> {
    diesel::update(applications::table.find(&application.id))
        .set((
            applications::name.eq(&application.name),
            applications::purpose.eq(&application.purpose),
            applications::open_to_all.eq(application.open_to_all),
            applications::ended_at.eq(application.ended_at),
        ))
        .execute(tx)
        .or_fail()
        .map(drop)
}

/// Roles in use of applications in use: what can be asked for, in the order of their names.
pub fn roles(conn: &mut Conn) -> Result<Vec<(Application, Role)>> {
    application_roles::table
        .inner_join(applications::table.on(applications::id.eq(application_roles::application_id)))
        .filter(application_roles::ended_at.is_null())
        .filter(applications::ended_at.is_null())
        .order((applications::name, applications::id, application_roles::name, application_roles::id))
        .select((Application::as_select(), Role::as_select()))
        .load(conn)
        .or_fail()
}

/// A role with its application, in use or not.
pub fn role(conn: &mut Conn, id: &RoleId) -> Result<Option<(Application, Role)>> {
    application_roles::table
        .inner_join(applications::table.on(applications::id.eq(application_roles::application_id)))
        .filter(application_roles::id.eq(id))
        .select((Application::as_select(), Role::as_select()))
        .first(conn)
        .or_none()
}

/// Every role an application ever had, by name.
pub(super) fn roles_of(conn: &mut Conn, application: &ApplicationId) -> Result<Vec<Role>> {
    application_roles::table
        .filter(application_roles::application_id.eq(application))
        .order((application_roles::name, application_roles::id))
        .select(Role::as_select())
        .load(conn)
        .or_fail()
}

pub(super) fn insert_role(tx: &mut Conn, role: &Role) -> Result<bool> {
    insert_new!(tx, application_roles::table, role).or_fail().map(|rows| rows == 1)
}

pub(super) fn update_role(tx: &mut Conn, role: &Role) -> Result<()> {
    diesel::update(application_roles::table.find(&role.id))
        .set((application_roles::name.eq(&role.name), application_roles::ended_at.eq(role.ended_at)))
        .execute(tx)
        .or_fail()
        .map(drop)
}

/// What accounts may do now, for directory and tokens: each account that holds something, its roles in a fixed order. To be
/// asked for a page of accounts at a time.
pub fn roles_of_accounts(conn: &mut Conn, accounts: &[AccountId], now: Time) -> Result<HashMap<AccountId, Vec<HeldRole>>> {
    let rows: Vec<(AccountId, String, String)> = held!(now.day())
        .filter(authorisations::account_id.eq_any(accounts))
        .filter(authorisations::starts_at.le(now))
        .order((applications::slug, application_roles::slug))
        .select((authorisations::account_id, applications::slug, application_roles::slug))
        .load(conn)
        .or_fail()?;
    let mut roles: HashMap<AccountId, Vec<HeldRole>> = HashMap::new();
    for (account, application_slug, role_slug) in rows {
        roles.entry(account).or_default().push(HeldRole { application_slug, role_slug });
    }
    Ok(roles)
}

/// What one account holds on a day, with names, by application and role.
pub fn held_by(conn: &mut Conn, account: &AccountId, day: Day) -> Result<Vec<Held>> {
    let rows: Vec<(Authorisation, Role, Application)> = held!(day)
        .filter(authorisations::account_id.eq(account))
        .order((applications::name, application_roles::name, authorisations::id))
        .select((Authorisation::as_select(), Role::as_select(), Application::as_select()))
        .load(conn)
        .or_fail()?;
    Ok(rows.into_iter().map(|(authorisation, role, application)| Held { authorisation, role, application }).collect())
}

/// Every account that holds a role now, in order of ids.
pub fn holders(conn: &mut Conn, role: &RoleId, now: Time) -> Result<Vec<AccountId>> {
    held!(now.day())
        .filter(authorisations::role_id.eq(role))
        .filter(authorisations::starts_at.le(now))
        .order(authorisations::account_id)
        .select(authorisations::account_id)
        .load(conn)
        .or_fail()
}

/// Who holds something in an application, within a scope: the latest given first.
pub(super) fn holders_within(
    conn: &mut Conn,
    application: &ApplicationId,
    within: impl Fn() -> Within<authorisations::unit_id>,
    day: Day,
    page: PageRequest,
) -> Result<Page<(Authorisation, Role)>> {
    let narrowed = || held!(day).filter(applications::id.eq(application)).filter(within());
    let total = narrowed().count().get_result(conn).or_fail()?;
    let items = narrowed()
        .order((authorisations::starts_at.desc(), authorisations::id.desc()))
        .limit(page.limit())
        .offset(page.offset())
        .select((Authorisation::as_select(), Role::as_select()))
        .load(conn)
        .or_fail()?;
    Ok(Page { items, total, request: page })
}

/// How many authorisations of each role are held within a scope.
pub(super) fn counts_by_role(conn: &mut Conn, within: Within<authorisations::unit_id>, day: Day) -> Result<HashMap<RoleId, i64>> {
    let rows: Vec<(RoleId, i64)> = held!(day)
        .filter(within)
        .group_by(authorisations::role_id)
        .select((authorisations::role_id, count(authorisations::id)))
        .load(conn)
        .or_fail()?;
    Ok(rows.into_iter().collect())
}

/// How many accounts hold something in each application, within a scope.
pub(super) fn counts_by_application(
    conn: &mut Conn,
    within: Within<authorisations::unit_id>,
    day: Day,
) -> Result<HashMap<ApplicationId, i64>> {
    let rows: Vec<(ApplicationId, i64)> = held!(day)
        .filter(within)
        .group_by(applications::id)
        .select((applications::id, count(authorisations::account_id).aggregate_distinct()))
        .load(conn)
        .or_fail()?;
    Ok(rows.into_iter().collect())
}

/// The authorisation of a role that an account has and that nobody has closed, held or not.
pub(super) fn open_of(conn: &mut Conn, account: &AccountId, role: &RoleId) -> Result<Option<Authorisation>> {
    authorisations::table
        .filter(authorisations::account_id.eq(account))
        .filter(authorisations::role_id.eq(role))
        .filter(authorisations::ended_at.is_null())
        .select(Authorisation::as_select())
        .first(conn)
        .or_none()
}

pub(super) fn insert_authorisation(tx: &mut Conn, authorisation: &Authorisation) -> Result<()> {
    diesel::insert_into(authorisations::table).values(authorisation).execute(tx).or_fail().map(drop)
}

pub(super) fn end_authorisation(tx: &mut Conn, id: &AuthorisationId, reason: EndReason, now: Time) -> Result<()> {
    diesel::update(authorisations::table.find(id))
        .set((authorisations::ended_at.eq(now), authorisations::end_reason.eq(reason)))
        .execute(tx)
        .or_fail()
        .map(drop)
}

/// Authorisations that nobody has closed and nobody holds any more.
pub(super) fn to_close(conn: &mut Conn, day: Day, most: i64) -> Result<Vec<Held>> {
    let rows: Vec<(Authorisation, Role, Application)> = named!()
        .filter(authorisations::ended_at.is_null())
        .filter(application_roles::ended_at.is_not_null().or(applications::ended_at.is_not_null()).or(not(owner_works_in(
            authorisations::account_id,
            authorisations::unit_id,
            day,
        ))))
        .order(authorisations::id)
        .limit(most)
        .select((Authorisation::as_select(), Role::as_select(), Application::as_select()))
        .load(conn)
        .or_fail()?;
    Ok(rows.into_iter().map(|(authorisation, role, application)| Held { authorisation, role, application }).collect())
}

/// A machine's account that may ask now.
pub fn service_by_name(conn: &mut Conn, name: &str) -> Result<Option<ServiceAccount>> {
    service_accounts::table
        .inner_join(applications::table.on(applications::id.eq(service_accounts::application_id)))
        .filter(service_accounts::name.eq(name))
        .filter(service_accounts::ended_at.is_null())
        .filter(applications::ended_at.is_null())
        .select(ServiceAccount::as_select())
        .first(conn)
        .or_none()
}

/// The machines' accounts that may ask now, by name.
pub fn services(conn: &mut Conn) -> Result<Vec<(Application, ServiceAccount)>> {
    service_accounts::table
        .inner_join(applications::table.on(applications::id.eq(service_accounts::application_id)))
        .filter(service_accounts::ended_at.is_null())
        .filter(applications::ended_at.is_null())
        .order(service_accounts::name)
        .select((Application::as_select(), ServiceAccount::as_select()))
        .load(conn)
        .or_fail()
}

/// A machine's account, in use or not.
pub(super) fn find_service(conn: &mut Conn, name: &str) -> Result<Option<ServiceAccount>> {
    service_accounts::table.filter(service_accounts::name.eq(name)).select(ServiceAccount::as_select()).first(conn).or_none()
}

/// The machines' accounts of an application that have not ended, by name.
pub(super) fn services_of(conn: &mut Conn, application: &ApplicationId) -> Result<Vec<ServiceAccount>> {
    service_accounts::table
        .filter(service_accounts::application_id.eq(application))
        .filter(service_accounts::ended_at.is_null())
        .order(service_accounts::name)
        .select(ServiceAccount::as_select())
        .load(conn)
        .or_fail()
}

pub(super) fn insert_service(tx: &mut Conn, service: &ServiceAccount) -> Result<bool> {
    insert_new!(tx, service_accounts::table, service).or_fail().map(|rows| rows == 1)
}

pub(super) fn update_service(tx: &mut Conn, service: &ServiceAccount) -> Result<()> {
    diesel::update(service_accounts::table.find(&service.id))
        .set((service_accounts::verifier.eq(&service.verifier), service_accounts::ended_at.eq(service.ended_at)))
        .execute(tx)
        .or_fail()
        .map(drop)
}

/// The unit column that scopes narrow authorisations by.
pub(super) const UNIT: authorisations::unit_id = authorisations::unit_id;

/// Whether an authorisation is held on a day.
pub(super) fn is_held(conn: &mut Conn, id: &AuthorisationId, day: Day) -> Result<bool> {
    held!(day).filter(authorisations::id.eq(id)).count().get_result::<i64>(conn).or_fail().map(|found| found == 1)
}
