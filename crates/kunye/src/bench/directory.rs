//! A directory to be measured by others: many accounts in a scratch database, served until the process is stopped.

use crate::commands::Ending;
use crate::config::{Config, Layers, sqlite_in};
use crate::terminal::{Terminal, print};
use crate::wiring::{Ground, NoGateway, cores};
use kunye_core::accounts::demo;
use kunye_core::applications::manage::{self, Words};
use kunye_core::applications::service::{self, NewService};
use kunye_core::hasher::Cost;
use kunye_core::register::import::bench;
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::secret::Secret;
use kunye_kernel::time::SystemClock;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

/// Distinct passwords, so that preparing takes seconds.
const PASSWORDS: usize = 256;
/// People a transaction.
const BATCH: u32 = 20_000;
const APPLICATION: &str = "bench";

pub fn run(terminal: &Terminal, people: u32, listen: SocketAddr) -> Result<Ending> {
    let folder = tempfile::tempdir().map_err(Error::internal)?;
    let world = world(folder.path())?;
    let secret = prepare(terminal, &world, people)?;
    let mut config = settings()?.ldap;
    config.listen = Some(listen);
    config.mobile_for = vec![APPLICATION.to_owned()];
    let server = config.serve(&world, terminal.texts.clone(), "Bench")?.ok_or_else(|| Error::internal("nowhere to listen"))?;
    print(&format!("cn={APPLICATION},ou=applications,{}\n{}\n", config.base, secret.expose()))?;
    for address in &server.addresses {
        print(&format!("ldap://{address}\n"))?;
    }
    print("ready\n")?;
    crate::serve::runtime()?.block_on(crate::serve::until_stopped())?;
    drop(server);
    Ok(Ending::Done)
}

/// The program's own defaults.
fn settings() -> Result<Config> {
    Layers::load(Some(Path::new("/dev/null")), std::iter::empty(), Vec::new())?.config()
}

fn world(path: &Path) -> Result<World> {
    let ground = Ground {
        database: sqlite_in(path),
        folder: path.to_owned(),
        key_file: path.join("key"),
        public_url: String::new(),
        hashes_at_once: 0,
        clock: Arc::new(SystemClock),
    };
    let world = ground.world(Arc::new(NoGateway), Arc::new(NoGateway))?;
    world.db.migrate()?;
    Ok(world)
}

/// Makes the accounts; gives the application account's secret.
fn prepare(terminal: &Terminal, world: &World, people: u32) -> Result<Secret> {
    let units = bench::ministry(world)?;
    let verifiers = verifiers(world)?;
    let digits = if people < 1_000_000 { 6 } else { 7 };
    let bar = terminal.bar("cli-bench-directory", u64::from(people));
    let mut first = 0;
    while first < people {
        let count = BATCH.min(people - first);
        world.db.write(|tx| {
            let made = bench::crowd(tx, world, &units, first, count)?;
            demo::crowd(tx, world, &made, first as usize, |n| format!("u{n:0digits$}"), &verifiers)
        })?;
        first += count;
        bar.inc(u64::from(count));
    }
    bar.finish_and_clear();
    let operator = Actor::Operator { name: "bench".to_owned() };
    let words = Words { name: "Bench", purpose: "Bench", open_to_all: true };
    manage::add(world, &operator, APPLICATION, &words)?;
    let new = NewService { application: APPLICATION, name: APPLICATION, unit: None };
    service::add(world, &operator, &new).map(|(_, secret)| secret)
}

/// `Passw0rd-0` to `Passw0rd-255`, hashed on every core.
fn verifiers(world: &World) -> Result<Vec<String>> {
    let numbers: Vec<usize> = (0..PASSWORDS).collect();
    let parts = numbers.chunks(PASSWORDS.div_ceil(cores()));
    let hash = |n: &usize| {
        let password = Secret::new(format!("Passw0rd-{n}"));
        world.hasher.hash(&password, Cost::DEFAULT, &*world.entropy)
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = parts.map(|part| scope.spawn(move || part.iter().map(hash).collect::<Result<Vec<_>>>())).collect();
        let mut all = Vec::new();
        for thread in threads {
            all.append(&mut thread.join().map_err(|_| Error::internal("a thread ended by panic"))??);
        }
        Ok(all)
    })
}
