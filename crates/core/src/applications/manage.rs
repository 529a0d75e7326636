//! Administrators keep the list of applications and their roles. An application reaches everybody, so only whoever administers
//! the whole institution whose service this is may change the list.

use super::model::{Application, Role};
use super::{endings, rules, store};
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::jobs;
use crate::register::duties::{AdministratorOfAll, administrator_of_all};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, FieldError, Result};
use kunye_kernel::id::{ApplicationId, RoleId};
use kunye_kernel::time::Day;

/// What people are told of an application, as typed.
pub struct Words<'a> {
    pub name: &'a str,
    pub purpose: &'a str,
    pub open_to_all: bool,
}

/// Every wrong field of several checks at once.
fn all_of<A, B, C>(a: Result<A>, b: Result<B>, c: Result<C>) -> Result<(A, B, C)> {
    let wrong: Vec<FieldError> = [a.as_ref().err(), b.as_ref().err(), c.as_ref().err()]
        .into_iter()
        .flatten()
        .flat_map(|error| error.fields().iter().cloned())
        .collect();
    if wrong.is_empty() { Ok((a?, b?, c?)) } else { Err(Error::invalid(wrong)) }
}

/// Adds an application. Its slug is given for good.
pub fn add(world: &World, actor: &Actor, slug: &str, words: &Words<'_>) -> Result<Application> {
    let (now, today) = (world.now(), world.today());
    world.db.write(|tx| {
        administrator_of_all(tx, actor, today)?;
        let (slug, name, purpose) =
            all_of(rules::slug("slug", slug), rules::name("name", words.name), rules::purpose(words.purpose))?;
        let id = ApplicationId::new(now, &*world.entropy);
        let application =
            Application { id, slug, name, purpose, open_to_all: words.open_to_all, created_at: now, ended_at: None };
        if !store::insert(tx, &application)? {
            return Err(Error::field("slug", "applications-slug-taken"));
        }
        let detail =
            serde_json::json!({ "slug": application.slug, "name": application.name, "open_to_all": application.open_to_all });
        let entry = Entry::new("application.added", "application", application.id.as_str()).detail(detail);
        audit::record(tx, now, actor, &entry)?;
        Ok(application)
    })
}

/// Changes what people are told of an application.
pub fn rename(world: &World, actor: &Actor, slug: &str, words: &Words<'_>) -> Result<Application> {
    let (now, today) = (world.now(), world.today());
    world.db.write(|tx| {
        let (_, before) = in_use(tx, actor, slug, today)?;
        let (name, purpose, ()) = all_of(rules::name("name", words.name), rules::purpose(words.purpose), Ok(()))?;
        let after = Application { name, purpose, open_to_all: words.open_to_all, ..before.clone() };
        if after == before {
            return Ok(after);
        }
        store::update(tx, &after)?;
        let tell =
            |it: &Application| serde_json::json!({ "name": it.name, "purpose": it.purpose, "open_to_all": it.open_to_all });
        let detail = serde_json::json!({ "before": tell(&before), "after": tell(&after) });
        let entry = Entry::new("application.renamed", "application", after.id.as_str()).detail(detail);
        audit::record(tx, now, actor, &entry)?;
        Ok(after)
    })
}

/// Ends an application for good: nobody may use it from now on, and its roles and machines end with it. Ending it twice is ending
/// it once.
pub fn end(world: &World, actor: &Actor, slug: &str, reason: &str) -> Result<()> {
    let (now, today) = (world.now(), world.today());
    world.db.write(|tx| {
        administrator_of_all(tx, actor, today)?;
        let application = store::find(tx, slug)?.ok_or_else(Error::not_found)?;
        if application.ended_at.is_some() {
            return Ok(());
        }
        let reason = rules::reason(reason)?;
        store::update(tx, &Application { ended_at: Some(now), ..application.clone() })?;
        jobs::enqueue(tx, &*world.entropy, endings::CLOSE, application.id.as_str(), now, now)?;
        let entry = Entry::new("application.ended", "application", application.id.as_str()).reason(&reason);
        audit::record(tx, now, actor, &entry)
    })?;
    world.bell.ring();
    Ok(())
}

/// Adds a role to an application. Its slug is given for good.
pub fn add_role(world: &World, actor: &Actor, application: &str, slug: &str, name: &str) -> Result<Role> {
    let (now, today) = (world.now(), world.today());
    world.db.write(|tx| {
        let (_, application) = in_use(tx, actor, application, today)?;
        let (slug, name, ()) = all_of(rules::slug("role_slug", slug), rules::name("role_name", name), Ok(()))?;
        let id = RoleId::new(now, &*world.entropy);
        let role = Role { id, application_id: application.id.clone(), slug, name, ended_at: None };
        if !store::insert_role(tx, &role)? {
            return Err(Error::field("role_slug", "applications-slug-taken"));
        }
        let detail = serde_json::json!({ "role": role.slug, "name": role.name });
        let entry = Entry::new("role.added", "application", application.id.as_str()).detail(detail);
        audit::record(tx, now, actor, &entry)?;
        Ok(role)
    })
}

/// Changes what people call a role.
pub fn rename_role(world: &World, actor: &Actor, application: &str, slug: &str, name: &str) -> Result<Role> {
    let (now, today) = (world.now(), world.today());
    world.db.write(|tx| {
        let (_, application) = in_use(tx, actor, application, today)?;
        let before = role_of(tx, &application, slug)?;
        let after = Role { name: rules::name("role_name", name)?, ..before.clone() };
        if after != before {
            store::update_role(tx, &after)?;
            let detail = serde_json::json!({ "role": slug, "before": before.name, "after": after.name });
            let entry = Entry::new("role.renamed", "application", application.id.as_str()).detail(detail);
            audit::record(tx, now, actor, &entry)?;
        }
        Ok(after)
    })
}

/// Ends a role for good, and with it every authorisation. Ending it twice is ending it once.
pub fn end_role(world: &World, actor: &Actor, application: &str, slug: &str, reason: &str) -> Result<()> {
    let (now, today) = (world.now(), world.today());
    world.db.write(|tx| {
        administrator_of_all(tx, actor, today)?;
        let application = store::find(tx, application)?.ok_or_else(Error::not_found)?;
        let role = role_of(tx, &application, slug)?;
        if role.ended_at.is_some() {
            return Ok(());
        }
        let reason = rules::reason(reason)?;
        store::update_role(tx, &Role { ended_at: Some(now), ..role.clone() })?;
        jobs::enqueue(tx, &*world.entropy, endings::CLOSE, role.id.as_str(), now, now)?;
        let detail = serde_json::json!({ "role": slug });
        let entry = Entry::new("role.ended", "application", application.id.as_str()).reason(&reason).detail(detail);
        audit::record(tx, now, actor, &entry)
    })?;
    world.bell.ring();
    Ok(())
}

/// An application that can still be changed, for whoever may change it.
pub(super) fn in_use(tx: &mut Conn, actor: &Actor, slug: &str, today: Day) -> Result<(AdministratorOfAll, Application)> {
    let proof = administrator_of_all(tx, actor, today)?;
    let application = store::find(tx, slug)?.ok_or_else(Error::not_found)?;
    if application.ended_at.is_some() {
        return Err(Error::conflict("applications-ended"));
    }
    Ok((proof, application))
}

fn role_of(tx: &mut Conn, application: &Application, slug: &str) -> Result<Role> {
    let roles = store::roles_of(tx, &application.id)?;
    roles.into_iter().find(|role| role.slug == slug).ok_or_else(Error::not_found)
}
