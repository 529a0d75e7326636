use crate::cli;
use crate::commands::Ending;
use crate::terminal::Terminal;
use kunye_kernel::error::Result;
pub fn run(_: &Terminal, _: cli::Bench, _: u32, _: bool) -> Result<Ending> { Ok(Ending::Done) }
