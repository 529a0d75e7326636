//! Opening a session with user name and password.

use super::check::{self, Asked, Decision, Face, Facts};
use super::sessions::{self, Stage};
use crate::register;
use crate::world::World;
use kunye_kernel::actor::Source;
use kunye_kernel::error::Result;
use kunye_kernel::language::Language;
use kunye_kernel::secret::Secret;

/// A session was opened; it may still need a second factor.
pub struct Opened {
    pub token: Secret,
    pub stage: Stage,
}

/// Signs in. Wrong names and wrong passwords are told in one sentence and take the same time; the state of the account is told
/// only to whoever has its password. `language`: that of the page they signed in on; a program has none.
pub fn begin(
    world: &World,
    source: &Source,
    agent: &str,
    language: Option<Language>,
    user_name: &str,
    password: &Secret,
) -> Result<Opened> {
    let asked = Asked { face: Face::Web, source, user_name, password };
    let name = asked.name();
    let turn = asked.turn(world, &name);
    let facts = Facts::read(world, &turn)?;
    let accepted = match check::decide(world, &asked, &turn, facts)? {
        Decision::Open(accepted) => accepted,
        Decision::Refused(verdict) => return Err(verdict.refusal()),
    };
    let opened = world.db.write(|tx| {
        let accepted = check::accept(tx, world, &asked, &turn, &accepted)?.accepted;
        if let Some(language) = language {
            register::language::keep(tx, &accepted.account.person_id, language)?;
        }
        sessions::open(tx, world, &accepted.account, &accepted.credential.id, source, agent)
    })?;
    world.bell.ring();
    Ok(opened)
}
