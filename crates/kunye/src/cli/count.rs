//! `kunye count`

use super::verify::moment;
use clap::Subcommand;
use kunye_kernel::time::Time;
use std::path::PathBuf;

#[derive(Subcommand, Debug)]
pub enum Count {
    Signers {
        #[arg(required = true, num_args = 1..)]
        certificates: Vec<PathBuf>,
        #[arg(long, value_name = "FILE", required = true, num_args = 1..)]
        trust: Vec<PathBuf>,
        #[arg(long, value_name = "FILE", num_args = 1..)]
        authority: Vec<PathBuf>,
        #[arg(long, value_name = "FILE", num_args = 1..)]
        crl: Vec<PathBuf>,
        #[arg(long, value_name = "TIME", value_parser = moment)]
        at: Option<Time>,
        #[arg(long)]
        apply: bool,
        #[arg(long, value_name = "ID", requires = "apply")]
        programme: Option<String>,
        #[arg(long)]
        json: bool,
    },
}
