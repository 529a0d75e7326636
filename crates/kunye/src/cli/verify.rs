//! `kunye verify`

use clap::Subcommand;
use kunye_kernel::time::Time;
use std::path::PathBuf;

#[derive(Subcommand, Debug)]
pub enum Verify {
    /// Validate the electronic signatures of a PDF (PAdES, ETSI EN 319 102-1)
    ///
    /// Revocation lists and OCSP responses come with the file or are given here; nothing is fetched without --fetch. docs/verifying.md
    /// explains the report. Exit status 0 when every signature is TOTAL_PASSED, 1 when one is not, 2 when something given is wrong.
    ///
    /// Example: kunye verify document form.pdf --trust roots.pem --crl ca.crl --json
    #[command(
        override_usage = "kunye verify document <FILE> --trust <FILE>... [--crl <FILE>...] [--ocsp <FILE>...] [--at <TIME>] [--json]"
    )]
    Document {
        /// The signed PDF; it may also stand last, after the files of an option
        file: Option<PathBuf>,
        /// Trust anchors, PEM or DER
        #[arg(long, value_name = "FILE", required = true, num_args = 1..)]
        trust: Vec<PathBuf>,
        /// Revocation lists, PEM or DER
        #[arg(long, value_name = "FILE", num_args = 1..)]
        crl: Vec<PathBuf>,
        /// OCSP responses, PEM or DER
        #[arg(long, value_name = "FILE", num_args = 1..)]
        ocsp: Vec<PathBuf>,
        /// Ask responders and fetch lists, at the addresses in certificates that lead to a trust anchor, when what is needed is not at hand
        #[arg(long)]
        fetch: bool,
        /// Networks that are not public and may be called for it all the same, such as 10.1.0.0/16
        #[arg(long, value_name = "NETWORK", requires = "fetch", num_args = 1..)]
        fetch_from: Vec<String>,
        /// As of when: 2026-11-22T09:05:00Z, "2026-11-22 12:05" in Istanbul, or a day as of its beginning [default: now]
        #[arg(long, value_name = "TIME", value_parser = moment)]
        at: Option<Time>,
        /// Print JSON instead of text
        #[arg(long)]
        json: bool,
    },
}

pub(super) fn moment(text: &str) -> Result<Time, String> {
    Time::parse(text).ok_or_else(|| "a time is written 2026-11-22T09:05:00Z, '2026-11-22 12:05' or 2026-11-22".to_owned())
}
