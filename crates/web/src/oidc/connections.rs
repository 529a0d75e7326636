//! Where a person is signed in with the account, and what outside applications were allowed.

use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::render::Page;
use crate::visit::Visit;
use axum::extract::Path;
use kunye_core::oidc::Scope;
use kunye_core::oidc::consents::{self, Connection};
use kunye_kernel::error::{Error, Kind};
use kunye_kernel::id::{ClientId, looks_like_id};
use serde::Serialize;

const HERE: &str = "/hesabim/uygulamalar";

#[derive(Serialize)]
struct Connections {
    connections: Vec<Tag>,
}

#[derive(Serialize)]
struct Tag {
    href: String,
    application: String,
    client: String,
    /// Whether the institution's own.
    own: bool,
    scopes: Vec<&'static str>,
    /// "" where nobody was asked.
    allowed: String,
    /// "" when nothing is open there.
    entered: String,
}

impl Page for Connections {
    const TEMPLATE: &'static str = "oidc/connections.html";
}

/// `GET /hesabim/uygulamalar`
pub async fn list(visit: Visit) -> Answer {
    let account = visit.signed_in()?.account.id.clone();
    let found = visit.app.run(move |world| world.db.read(|conn| consents::connections(conn, &account, world.now()))).await?;
    visit.page(&Connections { connections: found.into_iter().map(Tag::of).collect() })
}

impl Tag {
    fn of(connection: Connection) -> Self {
        let Connection { client, application, consented, entered_at } = connection;
        let scope = consented.as_ref().map_or(&client.scope, |(scope, _)| scope);
        Self {
            href: format!("{HERE}/{}", client.id),
            scopes: scope.iter().filter(|scope| *scope != Scope::OpenId).map(Scope::as_str).collect(),
            application: application.name,
            client: client.name,
            own: client.own,
            allowed: consented.map(|(_, at)| at.display()).unwrap_or_default(),
            entered: entered_at.map(|at| at.display()).unwrap_or_default(),
        }
    }
}

/// `POST /hesabim/uygulamalar/{id}/kaldir`. What is not there any more is gone, as was wished.
pub async fn disconnect(visit: Visit, Path(id): Path<String>) -> Answer {
    if !looks_like_id(&id) {
        return Err(Error::not_found().into());
    }
    let session = visit.signed_in()?.clone();
    match visit.app.run(move |world| consents::disconnect(world, &session, &ClientId::from(id))).await {
        Err(error) if error.kind != Kind::NotFound => Err(error.into()),
        _ => Ok(Flash::success("oidc-disconnected").on(&visit.app, see_other(HERE))?),
    }
}
