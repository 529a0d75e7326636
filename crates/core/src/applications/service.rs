//! Accounts of machines. The system makes the secret and hands it, once, to the administrator who ordered it: it belongs to a
//! machine, whose keeper must type it into a configuration. No person's secret ever goes this way (A9).

use super::model::{Application, ServiceAccount};
use super::{rules, store};
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::register::duties::{administrator_of, administrator_of_all};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{ServiceAccountId, UnitId};
use kunye_kernel::secret::Secret;
use kunye_kernel::time::Day;

/// What a new service account shall be, as typed.
pub struct NewService<'a> {
    pub application: &'a str,
    pub name: &'a str,
    /// It shall see people at or below this unit only.
    pub unit: Option<&'a UnitId>,
}

/// Adds a service account and gives its secret. Whoever administers the unit it shall see may; for one that sees everybody,
/// whoever administers everything.
pub fn add(world: &World, actor: &Actor, new: &NewService<'_>) -> Result<(ServiceAccount, Secret)> {
    let (now, today) = (world.now(), world.today());
    world.db.read(|conn| allowed(conn, actor, new.unit, today))?;
    let name = rules::slug("service_name", new.name)?;
    let (secret, verifier) = make(world)?;
    let service = world.db.write(|tx| {
        allowed(tx, actor, new.unit, today)?;
        let application = store::by_slug(tx, new.application)?.ok_or_else(Error::not_found)?;
        let service = ServiceAccount {
            id: ServiceAccountId::new(now, &*world.entropy),
            application_id: application.id.clone(),
            name: name.clone(),
            verifier: verifier.clone(),
            unit_id: new.unit.cloned(),
            created_at: now,
            ended_at: None,
        };
        if !store::insert_service(tx, &service)? {
            return Err(Error::field("service_name", "applications-slug-taken"));
        }
        record(tx, world, actor, "service.added", &application, &service, None)?;
        Ok(service)
    })?;
    Ok((service, secret))
}

/// Makes a new secret; the old one is worth nothing from now on.
pub fn renew_secret(world: &World, actor: &Actor, name: &str) -> Result<Secret> {
    let today = world.today();
    world.db.read(|conn| found(conn, actor, name, today))?;
    let (secret, verifier) = make(world)?;
    world.db.write(|tx| {
        let (application, service) = found(tx, actor, name, today)?;
        if service.ended_at.or(application.ended_at).is_some() {
            return Err(Error::conflict("applications-ended"));
        }
        let service = ServiceAccount { verifier: verifier.clone(), ..service };
        store::update_service(tx, &service)?;
        record(tx, world, actor, "service.secret-renewed", &application, &service, None)
    })?;
    Ok(secret)
}

/// Ends a service account for good. Ending it twice is ending it once.
pub fn end(world: &World, actor: &Actor, name: &str, reason: &str) -> Result<()> {
    let (now, today) = (world.now(), world.today());
    world.db.write(|tx| {
        let (application, service) = found(tx, actor, name, today)?;
        if service.ended_at.is_some() {
            return Ok(());
        }
        let reason = rules::reason(reason)?;
        let service = ServiceAccount { ended_at: Some(now), ..service };
        store::update_service(tx, &service)?;
        record(tx, world, actor, "service.ended", &application, &service, Some(&reason))
    })
}

fn allowed(conn: &mut Conn, actor: &Actor, unit: Option<&UnitId>, today: Day) -> Result<()> {
    match unit {
        Some(unit) => administrator_of(conn, actor, unit, today).map(drop),
        None => administrator_of_all(conn, actor, today).map(drop),
    }
}

/// A service account of the actor's; for anybody else there is none.
fn found(conn: &mut Conn, actor: &Actor, name: &str, today: Day) -> Result<(Application, ServiceAccount)> {
    let service = store::find_service(conn, name)?;
    // Whoever administers nothing is told so; what lies beyond an administrator's scope does not exist.
    crate::register::duties::administrator_scope(conn, actor, today)?;
    let service = service.ok_or_else(Error::not_found)?;
    allowed(conn, actor, service.unit_id.as_ref(), today).map_err(|_| Error::not_found())?;
    let application = store::by_id(conn, &service.application_id)?.ok_or_else(Error::not_found)?;
    Ok((application, service))
}

/// 256 random bits, and their verifier.
fn make(world: &World) -> Result<(Secret, String)> {
    let mut bytes = [0; 32];
    world.entropy.fill(&mut bytes);
    let secret = Secret::new(data_encoding::BASE64URL_NOPAD.encode(&bytes));
    let verifier = world.hasher.hash(&secret, world.policy()?.hash_cost(), &*world.entropy)?;
    Ok((secret, verifier))
}

fn record(
    tx: &mut Conn,
    world: &World,
    actor: &Actor,
    action: &'static str,
    application: &Application,
    service: &ServiceAccount,
    reason: Option<&str>,
) -> Result<()> {
    let detail = serde_json::json!({ "service": service.name, "unit": service.unit_id });
    let mut entry = Entry::new(action, "application", application.id.as_str()).detail(detail);
    entry.unit = service.unit_id.as_ref();
    entry.reason = reason;
    audit::record(tx, world.now(), actor, &entry)
}
