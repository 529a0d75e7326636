//! A directory to be measured by others: many accounts in a scratch database, served until the process is stopped.

use super::world;
use crate::commands::Ending;
use crate::config::Config;
use crate::terminal::{Terminal, print};
use kunye_directory::bench;
use kunye_kernel::error::{Error, Result};
use std::net::SocketAddr;

pub fn run(terminal: &Terminal, people: u32, listen: SocketAddr) -> Result<Ending> {
    let folder = tempfile::tempdir().map_err(Error::internal)?;
    let world = world(folder.path())?;
    let bar = terminal.bar("cli-bench-directory", u64::from(people));
    let secret = bench::prepare(&world, people, |count| bar.inc(u64::from(count)))?;
    bar.finish_and_clear();
    let mut config = Config::defaults()?.ldap;
    config.listen = Some(listen);
    config.mobile_for = vec![bench::APPLICATION.to_owned()];
    let server = config.serve(&world, terminal.texts.clone(), "Bench")?.ok_or_else(|| Error::internal("nowhere to listen"))?;
    print(&format!("cn={},ou=applications,{}\n{}\n", bench::APPLICATION, config.base, secret.expose()))?;
    for address in &server.addresses {
        print(&format!("ldap://{address}\n"))?;
    }
    print("ready\n")?;
    crate::serve::runtime()?.block_on(crate::serve::until_stopped())?;
    drop(server);
    Ok(Ending::Done)
}
