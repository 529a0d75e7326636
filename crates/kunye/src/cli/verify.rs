//! `kunye verify`

use clap::Subcommand;
use kunye_kernel::time::Time;
use std::path::PathBuf;

#[derive(Subcommand, Debug)]
pub enum Verify {
    #[command(
        override_usage = "kunye verify document <FILE> --trust <FILE>... [--crl <FILE>...] [--ocsp <FILE>...] [--at <TIME>] [--json]"
    )]
    Document {
        file: Option<PathBuf>,
        #[arg(long, value_name = "FILE", required = true, num_args = 1..)]
        trust: Vec<PathBuf>,
        #[arg(long, value_name = "FILE", num_args = 1..)]
        crl: Vec<PathBuf>,
        #[arg(long, value_name = "FILE", num_args = 1..)]
        ocsp: Vec<PathBuf>,
        #[arg(long)]
        fetch: bool,
        #[arg(long, value_name = "NETWORK", requires = "fetch", num_args = 1..)]
        fetch_from: Vec<String>,
        #[arg(long, value_name = "TIME", value_parser = moment)]
        at: Option<Time>,
        #[arg(long)]
        json: bool,
    },
}

pub(super) fn moment(text: &str) -> Result<Time, String> {
    Time::parse(text).ok_or_else(|| "help-wrong-time".to_owned())
}
