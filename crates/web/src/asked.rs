//! The changes of roles that a form asks for, as several pages show them: the macro `asked` of `macros/roles.html`.

use crate::visit::Visit;
use kunye_core::applications::{Act, Held};
use kunye_core::requests::view::Asked;
use serde::Serialize;

#[derive(Serialize)]
pub struct AskedTag {
    act: Act,
    application: String,
    role: String,
    /// What it means beside what is held now; "" where that is not told.
    note: String,
    /// Whether it would change anything.
    idle: bool,
}

impl AskedTag {
    /// For the officer and the supervisor, who are told what the account holds.
    pub fn beside_held(visit: &Visit, asked: Asked) -> Self {
        let idle = asked.held == (asked.act == Act::Grant);
        let now = visit.text(if asked.held { "officer-role-has" } else { "officer-role-has-not" });
        let note = if idle { format!("{now}: {}", visit.text("officer-role-nothing")) } else { now };
        Self { act: asked.act, application: asked.application.name, role: asked.role.name, note, idle }
    }

    pub fn alone(asked: Asked) -> Self {
        Self { act: asked.act, application: asked.application.name, role: asked.role.name, note: String::new(), idle: false }
    }
}

/// A role that is held: the macro `held`.
#[derive(Serialize)]
pub struct HeldTag {
    application: String,
    role: String,
    since: String,
}

impl From<Held> for HeldTag {
    fn from(held: Held) -> Self {
        Self { application: held.application.name, role: held.role.name, since: held.authorisation.starts_at.day().to_string() }
    }
}
