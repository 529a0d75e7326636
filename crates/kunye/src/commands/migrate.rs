//! `kunye migrate`

use super::Ending;
use crate::terminal::Terminal;
use kunye_core::db::{self, Db};
use kunye_kernel::error::Result;

pub fn run(terminal: &Terminal, db: &Db, check: bool) -> Result<Ending> {
    let names = db::pending(db)?;
    if !check {
        db.migrate()?;
    }
    for name in &names {
        eprintln!("  {name}");
    }
    let count = [("count", names.len().to_string())];
    terminal.say(if check { "cli-migrate-pending" } else { "cli-migrate-done" }, &count);
    Ok(if check && !names.is_empty() { Ending::Pending } else { Ending::Done })
}
