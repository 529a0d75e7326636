//! Machines: the accounts with which applications ask the directory.

use crate::accounts::check::HASHES;
use crate::accounts::guard::{self, Try};
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::hasher::Of;
use crate::world::World;
use kunye_kernel::actor::{Actor, Source};
use kunye_kernel::error::Result;
use kunye_kernel::id::UnitId;
use kunye_kernel::secret::Secret;

/// A machine whose secret was right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Machine {
    pub name: String,
    /// It sees people at or below this unit; everybody where there is none.
    pub unit: Option<UnitId>,
}

struct Known {
    id: String,
    verifier: String,
    machine: Machine,
}

fn by_name(_conn: &mut Conn, _name: &str) -> Result<Option<Known>> {
    Ok(None)
}

fn of<'a>(known: &'a Known, source: &'a Source) -> Of<'a> {
    Of { credential: &known.id, verifier: &known.verifier, source: &source.address }
}

/// Answers at once when this secret was verified a short while ago; see [`crate::accounts::check::known`].
pub fn known_machine(conn: &mut Conn, world: &World, source: &Source, name: &str, secret: &Secret) -> Result<Option<Machine>> {
    let known = by_name(conn, name)?.filter(|known| world.hasher.recalls(&of(known, source), secret, world.now()));
    Ok(known.map(|known| known.machine))
}

/// Decides a machine's secret, with the throttle and the cost of a person's password.
pub fn check_machine(world: &World, source: &Source, name: &str, secret: &Secret) -> Result<Option<Machine>> {
    let now = world.now();
    let of_machine = format!("machine:{}", name.chars().take(128).collect::<String>());
    let this = Try { name: &of_machine, source };
    guard::admit(world, this, now)?;
    let (known, policy) = world.db.read(|conn| Ok((by_name(conn, name)?, crate::policy::Policy::at(conn, now)?)))?;
    let right = match &known {
        Some(known) => world.hasher.verify(secret, &known.verifier)?,
        None => false,
    };
    if !right {
        for _ in usize::from(known.is_some())..HASHES {
            world.hasher.verify_nobody(secret, policy.hash_cost())?;
        }
    }
    let actor = Actor::Public { source: source.clone() };
    world.db.write(|tx| match &known {
        Some(known) if right => {
            guard::welcome(tx, world, this, now)?;
            match guard::first_today(tx, world, this, now)? {
                true => audit::record(tx, now, &actor, &Entry::new("bind.accepted", "machine", &known.machine.name)),
                false => Ok(()),
            }
        }
        _ => {
            guard::charge(tx, world, this, now)?;
            let (kind, subject) = known.as_ref().map_or(("source", &*source.address), |known| ("machine", &*known.machine.name));
            audit::record(tx, now, &actor, &Entry::new("bind.refused", kind, subject).reason("sign-in-failed"))
        }
    })?;
    let known = known.filter(|_| right);
    if let Some(known) = &known {
        world.hasher.remember(&of(known, source), secret, now, &*world.entropy);
    }
    Ok(known.map(|known| known.machine))
}
