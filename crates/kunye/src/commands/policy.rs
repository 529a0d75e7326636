//! `kunye policy`

use super::{Ending, Shell};
use crate::cli::Policy as Command;
use crate::terminal::{print, table};
use kunye_core::policy::{self, SETTINGS};
use kunye_kernel::error::Result;
use kunye_kernel::time::Day;

pub fn run(shell: &Shell<'_>, command: Command) -> Result<Ending> {
    match command {
        Command::List { history: false } => list(shell)?,
        Command::List { history: true } => history(shell)?,
        Command::Set { key, value, from, reason } => {
            policy::set(&shell.world, &shell.actor, &key, &value, from.map(Day::start), &reason)?;
            shell.terminal.say("cli-policy-set", &[("key", key), ("value", value)]);
        }
    }
    Ok(Ending::Done)
}

fn list(shell: &Shell<'_>) -> Result<()> {
    let policy = shell.world.policy()?;
    let terminal = shell.terminal;
    let rows: Vec<Vec<String>> = SETTINGS
        .iter()
        .map(|setting| {
            let range = format!("{}–{}", setting.min, setting.max);
            let amount = |value: i64| terminal.text(&setting.unit_key(), &[("value", value.to_string())]);
            let source = setting.source_key().map_or(setting.source.to_owned(), |key| terminal.word(key));
            vec![setting.key.to_owned(), amount(policy.get(*setting)), amount(setting.default), range, source]
        })
        .collect();
    let header = ["cli-policy-key", "cli-policy-in-force", "cli-policy-default", "cli-policy-range", "cli-policy-source"];
    print(&table(&header.map(|key| terminal.word(key)), &rows))
}

fn history(shell: &Shell<'_>) -> Result<()> {
    let rows: Vec<Vec<String>> = shell
        .world
        .db
        .read(policy::history)?
        .into_iter()
        .map(|dated| vec![dated.key, dated.value, dated.valid_from.display(), dated.set_by, dated.reason])
        .collect();
    let header = ["cli-policy-key", "cli-policy-value", "cli-policy-from", "cli-policy-by", "cli-policy-reason"];
    print(&table(&header.map(|key| shell.terminal.word(key)), &rows))
}
