//! A directory to be measured: many accounts, made in an empty database in one go.

use kunye_core::accounts::demo;
use kunye_core::applications::manage::{self, Words};
use kunye_core::applications::service::{self, NewService};
use kunye_core::hasher::Cost;
use kunye_core::register::import::bench;
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::secret::Secret;

/// Distinct passwords, so that preparing takes seconds.
const PASSWORDS: usize = 256;
/// People a transaction.
const BATCH: u32 = 20_000;
/// The application, and its account that may search.
pub const APPLICATION: &str = "bench";

/// Makes people `u000000` upward (seven digits from a million on) with the passwords `Passw0rd-0` to `Passw0rd-255`, number modulo
/// 256; gives the secret of the application's account. The database must be empty.
pub fn prepare(world: &World, people: u32, mut done: impl FnMut(u32)) -> Result<Secret> {
    let units = bench::ministry(world)?;
    let verifiers = verifiers(world)?;
    let digits = if people < 1_000_000 { 6 } else { 7 };
    let mut first = 0;
    while first < people {
        let count = BATCH.min(people - first);
        world.db.write(|tx| {
            let made = bench::crowd(tx, world, &units, first, count)?;
            demo::crowd(tx, world, &made, first as usize, |n| format!("u{n:0digits$}"), &verifiers)
        })?;
        first += count;
        done(count);
    }
    let operator = Actor::Operator { name: "bench".to_owned() };
    let words = Words { name: "Bench", purpose: "Bench", open_to_all: true };
    manage::add(world, &operator, APPLICATION, &words)?;
    let new = NewService { application: APPLICATION, name: APPLICATION, unit: None };
    service::add(world, &operator, &new).map(|(_, secret)| secret)
}

/// Hashed on every core.
fn verifiers(world: &World) -> Result<Vec<String>> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let numbers: Vec<usize> = (0..PASSWORDS).collect();
    let hash = |n: &usize| {
        let password = Secret::new(format!("Passw0rd-{n}"));
        world.hasher.hash(&password, Cost::DEFAULT, &*world.entropy)
    };
    std::thread::scope(|scope| {
        let parts = numbers.chunks(PASSWORDS.div_ceil(cores));
        let threads: Vec<_> = parts.map(|part| scope.spawn(move || part.iter().map(hash).collect::<Result<Vec<_>>>())).collect();
        let mut all = Vec::new();
        for thread in threads {
            all.append(&mut thread.join().map_err(|_| Error::internal("a thread ended by panic"))??);
        }
        Ok(all)
    })
}
