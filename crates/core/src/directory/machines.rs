//! Machines: the accounts with which applications ask the directory.

use crate::accounts::check::{Face, HASHES};
use crate::accounts::guard::{self, Try};
use crate::applications;
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::hasher::Of;
use crate::world::World;
use kunye_kernel::actor::{Actor, Source};
use kunye_kernel::error::Result;
use kunye_kernel::id::UnitId;
use kunye_kernel::secret::Secret;

/// A machine that may ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Machine {
    pub name: String,
    /// Whose it is; it is told of this application's roles alone.
    pub application: String,
    /// It sees people at or below this unit; everybody where there is none.
    pub unit: Option<UnitId>,
}

/// What its secret is held against.
pub(super) struct Known {
    id: String,
    verifier: String,
    pub name: String,
}

pub(super) fn by_name(conn: &mut Conn, name: &str) -> Result<Option<Known>> {
    let service = applications::service_by_name(conn, &name.to_ascii_lowercase())?;
    Ok(service.map(|service| Known { id: service.id.to_string(), verifier: service.verifier, name: service.name }))
}

fn of<'a>(known: &'a Known, source: &'a Source) -> Of<'a> {
    Of { credential: &known.id, verifier: &known.verifier, source: &source.address }
}

/// Whether this secret was verified a short while ago.
pub(super) fn recalls(world: &World, known: &Known, source: &Source, secret: &Secret) -> bool {
    world.hasher.recalls(&of(known, source), secret, world.now())
}

/// Decides a machine's secret, with the throttle and the cost of a person's password; gives its name as it is written.
pub fn check_machine(world: &World, source: &Source, name: &str, secret: &Secret) -> Result<Option<String>> {
    let now = world.now();
    let of_machine = format!("machine:{}", name.chars().take(128).collect::<String>());
    let turn = guard::turn(world, Try { name: &of_machine, face: Face::Ldap, source });
    let (known, admitted) = world.db.read(|conn| Ok((by_name(conn, name)?, turn.admit(conn, now))))?;
    if let Some(known) = known.as_ref().filter(|known| recalls(world, known, source, secret)) {
        return Ok(Some(known.name.clone()));
    }
    admitted?;
    let right = match &known {
        Some(known) => world.hasher.verify(secret, &known.verifier)?,
        None => false,
    };
    if !right {
        let cost = world.policy()?.hash_cost();
        for _ in usize::from(known.is_some())..HASHES {
            world.hasher.verify_nobody(secret, cost)?;
        }
    }
    let actor = Actor::Public { source: source.clone() };
    world.db.write(|tx| match &known {
        Some(known) if right => {
            if turn.welcome_application(tx, now)? {
                audit::record(tx, now, &actor, &Entry::new("bind.accepted", "machine", &known.name))?;
            }
            Ok(())
        }
        _ => {
            turn.charge(tx, true, now)?;
            let (kind, subject) = known.as_ref().map_or(("source", &*source.address), |known| ("machine", &*known.name));
            audit::record(tx, now, &actor, &Entry::new("bind.refused", kind, subject).reason("sign-in-failed"))
        }
    })?;
    let known = known.filter(|_| right);
    if let Some(known) = &known {
        world.hasher.remember(&known.name, &of(known, source), secret, now, &*world.entropy);
    }
    Ok(known.map(|known| known.name))
}
