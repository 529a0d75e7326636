//! `kunye institution`

use super::{Ending, Shell};
use crate::terminal::{print, table};
use clap::Subcommand;
use kunye_core::register::{self, host};
use kunye_kernel::error::{Error, Kind, Result};

#[derive(Subcommand, Debug)]
pub enum Institution {
    List,
    Host {
        detsis: String,
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

pub fn run(shell: &Shell<'_>, command: Institution) -> Result<Ending> {
    match command {
        Institution::List => list(shell)?,
        Institution::Host { detsis, reason } => {
            let named = host::name(&shell.world, &shell.actor, &detsis, &reason).map_err(|error| match error.kind {
                Kind::NotFound => Error::new(Kind::NotFound, "cli-no-institution").with("detsis", &detsis),
                _ => error,
            })?;
            shell.terminal.say("cli-institution-host", &[("name", named.name)]);
        }
    }
    Ok(Ending::Done)
}

fn list(shell: &Shell<'_>) -> Result<()> {
    let (all, host) = shell.world.db.read(|conn| Ok((register::institutions(conn)?, register::host(conn)?)))?;
    let mark = |is_host| if is_host { shell.terminal.word("cli-institution-is-host") } else { String::new() };
    let rows: Vec<Vec<String>> =
        all.into_iter().map(|one| vec![one.detsis.clone(), mark(host.as_ref() == Some(&one)), one.name]).collect();
    let header = ["cli-duty-detsis", "cli-institution-service", "cli-institution-name"];
    print(&table(&header.map(|key| shell.terminal.word(key)), &rows))
}
