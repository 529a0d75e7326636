use crate::answer::Answer;
use crate::visit::Visit;
use axum::Json;
use axum::response::IntoResponse;
use kunye_core::applications;
use kunye_core::world::World;
use serde::Serialize;
use utoipa::ToSchema;

/// Something that accepts the account.
#[derive(Serialize, ToSchema)]
pub struct Application {
    /// Its short name, which never changes.
    #[schema(example = "pys")]
    application: String,
    name: String,
    purpose: String,
    /// Every active account may use it, without a role.
    open_to_all: bool,
    /// What can be asked for.
    roles: Vec<Role>,
}

/// What one may do in an application.
#[derive(Serialize, ToSchema)]
pub struct Role {
    /// Its short name, which never changes.
    #[schema(example = "okuyucu")]
    role: String,
    name: String,
}

/// Applications in use with their roles.
///
/// The same for everybody, as on the request form: who holds what is told elsewhere, to whom it concerns.
#[utoipa::path(get, operation_id = "list_applications", path = "/api/v1/applications", tag = "public",
    responses((status = 200, body = Vec<Application>)))]
pub async fn list(visit: Visit) -> Answer {
    let read = |world: &World| world.db.read(|conn| Ok((applications::all(conn)?, applications::roles(conn)?)));
    let (all, roles) = visit.app.run(read).await?;
    let listed: Vec<Application> = all
        .into_iter()
        .map(|one| Application {
            roles: roles
                .iter()
                .filter(|(of, _)| of.id == one.id)
                .map(|(_, role)| Role { role: role.slug.clone(), name: role.name.clone() })
                .collect(),
            application: one.slug,
            name: one.name,
            purpose: one.purpose,
            open_to_all: one.open_to_all,
        })
        .collect();
    Ok(Json(listed).into_response())
}
