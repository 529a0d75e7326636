//! The log: to standard error, for people or for machines. No secret has a way into it.

use crate::config::{Log, LogFormat};
use kunye_kernel::error::{Error, Kind, Result};
use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::util::SubscriberInitExt;

/// What is logged.
pub fn filter(log: &Log) -> Result<EnvFilter> {
    EnvFilter::try_new(&log.level)
        .map_err(|_| Error::new(Kind::Invalid(Vec::new()), "config-log-level").with("setting", "log.level"))
}

/// Begins logging. Later calls change nothing.
pub fn begin(log: &Log) -> Result<()> {
    let filter = filter(log)?;
    let subscriber = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match log.format {
        LogFormat::Text => subscriber.with_ansi(std::io::stderr().is_terminal()).finish().try_init(),
        LogFormat::Json => subscriber.json().flatten_event(true).finish().try_init(),
    }
    .map_err(Error::internal)
}
