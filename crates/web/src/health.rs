//! For the one who watches the machines.

use crate::answer::Answer;
use crate::visit::Visit;
use axum::response::IntoResponse;
use kunye_core::db;
use kunye_kernel::error::{Error, Kind};

/// `GET /healthz`: the program runs and reaches its database.
pub async fn healthy(visit: Visit) -> Answer {
    visit.app.run(|world| world.db.read(|_| Ok(()))).await?;
    Ok("ok\n".into_response())
}

/// `GET /readyz`: and the database is on this program's version.
pub async fn ready(visit: Visit) -> Answer {
    let pending = visit.app.run(|world| db::pending(&world.db)).await?;
    match pending.len() {
        0 => Ok("ok\n".into_response()),
        count => Err(Error::new(Kind::Unavailable, "error-migrations-pending").because(format!("{count} migrations")).into()),
    }
}
