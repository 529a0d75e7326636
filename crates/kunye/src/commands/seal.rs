//! `kunye seal`

use super::Ending;
use crate::config::{Config, read_bytes};
use crate::serve::runtime;
use crate::terminal::Terminal;
use crate::{logging, signing};
use kunye_kernel::entropy::SystemEntropy;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::time::{Clock, SystemClock};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

/// Seals a file as an issued document is sealed, into a file that is not there yet.
pub fn run(terminal: &Terminal, mut config: Config, file: &Path, output: &Path) -> Result<Ending> {
    logging::begin(&config.log)?;
    let runtime = runtime()?;
    let signatures = signing::start(&mut config, runtime.handle(), Arc::new(SystemEntropy))?;
    let sealed = signatures.seal(read_bytes(file)?, SystemClock.now())?;
    let level = sealed.level.ok_or_else(|| Error::new(Kind::Invalid(Vec::new()), "cli-seal-no-key"))?;
    let unwritten = |cause| Error::new(Kind::Unavailable, "cli-seal-unwritten").with("path", output.display()).because(cause);
    let mut target = std::fs::File::create_new(output).map_err(unwritten)?;
    target.write_all(&sealed.bytes).map_err(unwritten)?;
    terminal.say("cli-seal-done", &[("path", output.display().to_string()), ("level", level.name().to_owned())]);
    Ok(Ending::Done)
}
