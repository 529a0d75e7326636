//! `kunye count`

use super::verify::moment;
use clap::Subcommand;
use kunye_kernel::time::Time;
use std::path::PathBuf;

#[derive(Subcommand, Debug)]
pub enum Count {
    /// Count the people who have a valid qualified signature certificate (B2), and say why each other certificate does not count
    ///
    /// Certificates come as DER, PEM, PKCS#7 or LDIF files, or as folders of them. Who has several certificates counts once. A certificate
    /// whose authority has no current revocation list does not count.
    ///
    /// With --apply the count is kept: each person in the unit where the register says they work on that day, those who are not in it for
    /// the institution that their certificate names. Planners then decide on it as on an imported count; nobody's national id is in its
    /// evidence.
    ///
    /// Example: kunye count signers certificates/ users.ldif --trust roots.pem --authority ca.pem --crl ca.crl --at 2026-12-31
    Signers {
        /// Files and folders of certificates
        #[arg(required = true, num_args = 1..)]
        certificates: Vec<PathBuf>,
        /// Trust anchors, PEM or DER
        #[arg(long, value_name = "FILE", required = true, num_args = 1..)]
        trust: Vec<PathBuf>,
        /// Certificates of the authorities between anchors and people
        #[arg(long, value_name = "FILE", num_args = 1..)]
        authority: Vec<PathBuf>,
        /// Revocation lists, PEM or DER
        #[arg(long, value_name = "FILE", num_args = 1..)]
        crl: Vec<PathBuf>,
        /// As of when: 2026-11-22T09:05:00Z, "2026-11-22 12:05" in Istanbul, or a day as of its beginning [default: now]
        #[arg(long, value_name = "TIME", value_parser = moment)]
        at: Option<Time>,
        /// Keep the count, as of the end of the day of --at
        #[arg(long)]
        apply: bool,
        /// For which programme, where several run [default: the one that runs]
        #[arg(long, value_name = "ID", requires = "apply")]
        programme: Option<String>,
        /// Print JSON instead of text
        #[arg(long)]
        json: bool,
    },
}
