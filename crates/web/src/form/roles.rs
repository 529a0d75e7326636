//! The questions about roles: which application, and which of its roles are to be given or taken. Everybody is offered the same,
//! whatever they hold: the form tells nobody anything about a person.

use super::draft::{ChosenApplication, Draft};
use super::question::Fields;
use crate::visit::Visit;
use kunye_core::applications::{self, Act, Application, Role};
use kunye_core::world::World;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::RoleId;
use serde::Serialize;

/// What `form/application.html` is given.
#[derive(Serialize)]
pub struct Applications {
    applications: Vec<Choice>,
}

#[derive(Serialize)]
struct Choice {
    value: String,
    text: String,
    hint: String,
}

/// What `form/roles.html` is given.
#[derive(Serialize)]
pub struct Roles {
    application: String,
    roles: Vec<RoleField>,
}

#[derive(Serialize)]
struct RoleField {
    field: String,
    name: String,
}

async fn offered(visit: &Visit) -> Result<Vec<(Application, Role)>> {
    visit.app.run(|world: &World| world.db.read(applications::roles)).await
}

/// Applications that have roles, by name.
pub async fn applications(visit: &Visit) -> Result<Applications> {
    let mut found: Vec<Application> = offered(visit).await?.into_iter().map(|(application, _)| application).collect();
    found.dedup();
    let choice = |one: Application| Choice { value: one.slug, text: one.name, hint: one.purpose };
    Ok(Applications { applications: found.into_iter().map(choice).collect() })
}

/// Another application asks for other roles.
pub async fn choose_application(visit: &Visit, draft: Draft, slug: &str) -> Result<Draft> {
    let found = offered(visit).await?.into_iter().map(|(application, _)| application).find(|one| one.slug == slug);
    let found = found.ok_or_else(|| Error::field("application", "form-application-none-chosen"))?;
    let chosen = ChosenApplication { slug: found.slug, name: found.name };
    let changes = draft.changes.filter(|_| draft.application.as_ref() == Some(&chosen));
    Ok(Draft { application: Some(chosen), changes, ..draft })
}

async fn roles_of(visit: &Visit, draft: &Draft) -> Result<Vec<Role>> {
    let Some(chosen) = draft.application.as_ref() else { return Ok(Vec::new()) };
    Ok(offered(visit).await?.into_iter().filter(|(one, _)| one.slug == chosen.slug).map(|(_, role)| role).collect())
}

fn field(role: &Role) -> String {
    format!("role-{}", role.slug)
}

/// The roles of the chosen application, and the answer so far for their fields.
pub async fn roles(visit: &Visit, draft: &Draft) -> Result<(Roles, Fields)> {
    let roles = roles_of(visit, draft).await?;
    let chosen = |role: &Role| {
        let changes = draft.changes.as_deref().unwrap_or_default();
        changes.iter().find(|(_, id)| *id == role.id).map(|(act, _)| act.to_string()).unwrap_or_default()
    };
    let form = roles.iter().map(|role| (field(role), chosen(role))).collect();
    let application = draft.application.as_ref().map(|chosen| chosen.name.clone()).unwrap_or_default();
    let fields = roles.into_iter().map(|role| RoleField { field: field(&role), name: role.name }).collect();
    Ok((Roles { application, roles: fields }, form))
}

/// What shall be done with which role: `grant` or `withdraw` at its field.
pub async fn choose_roles(visit: &Visit, draft: Draft, fields: &Fields) -> Result<Draft> {
    let chosen = |role: Role| -> Option<(Act, RoleId)> { Some((Act::parse(fields.get(&field(&role))?)?, role.id)) };
    let changes: Vec<_> = roles_of(visit, &draft).await?.into_iter().filter_map(chosen).collect();
    if changes.is_empty() {
        return Err(Error::field("roles", "request-no-changes"));
    }
    Ok(Draft { changes: Some(changes), ..draft })
}

/// `Verilsin: Veri girişi`, for every change of a draft.
pub async fn in_words(visit: &Visit, draft: &Draft) -> Result<Vec<String>> {
    let roles = roles_of(visit, draft).await?;
    let name = |id: &RoleId| roles.iter().find(|role| role.id == *id).map(|role| role.name.clone());
    let words = |(act, id): &(Act, RoleId)| Some(format!("{}: {}", visit.text(&format!("change-act-{act}")), name(id)?));
    Ok(draft.changes.iter().flatten().filter_map(words).collect())
}
