//! The command line. `--help` of each command says what it does, on which example, and how it ends.

mod count;
mod verify;

pub use count::Count;
pub use verify::Verify;

use crate::commands::application::Application;
use crate::commands::officer::DutyArg;
use crate::commands::oidc::Oidc;
use crate::commands::programme::Programme;
use crate::config::Override;
use clap::{Args, Parser, Subcommand, ValueEnum};
use kunye_core::register::import::ImportKind;
use kunye_kernel::language::Language;
use kunye_kernel::national_id::NationalId;
use kunye_kernel::time::Day;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Opens and renews the accounts of an institution's staff through delegated officers (PYS yetkilisi).
#[derive(Parser, Debug)]
#[command(name = "kunye", version, arg_required_else_help = true, args_override_self = true, max_term_width = 100)]
#[command(after_long_help = "\
First look, with sample people and a simulated phone:
    kunye demo

A real installation, step by step (docs/operator.md says more):
    kunye config check
    kunye migrate
    kunye template units units.xlsx      # fill in, likewise people.xlsx
    kunye import units units.xlsx        # shows what would change
    kunye import units units.xlsx --apply
    kunye officer add --kind administrator --unit 24301719 --person 10000000146 --send-password
    kunye serve

Exit status: 0 done; 1 failed, or a document did not pass; 2 wrong arguments or configuration; 3 a file had rows that cannot be taken.")]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Args, Debug)]
pub struct Global {
    /// Configuration file [default: ./kunye.toml, then /etc/kunye/kunye.toml]
    #[arg(long, value_name = "FILE", global = true, env = "KUNYE_CONFIG", help_heading = "Everywhere")]
    pub config: Option<PathBuf>,

    /// Database address, instead of [database] url [default: SQLite in the data folder]
    #[arg(long, value_name = "URL", global = true, help_heading = "Everywhere")]
    pub database: Option<String>,

    /// Data folder, instead of [data] folder
    #[arg(long, value_name = "FOLDER", global = true, help_heading = "Everywhere")]
    pub data: Option<PathBuf>,

    /// Language of what this program says [default: that of the terminal]
    #[arg(long, value_name = "tr|en", global = true, value_parser = language, help_heading = "Everywhere")]
    pub language: Option<Language>,
}

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Run the service: pages, workers and the message gateway
    ///
    /// Needs a configuration with at least [server] public_url and an SMS gateway; `kunye config check` tells what is missing. Ends
    /// on SIGTERM or Ctrl-C: requests at hand are finished, workers end their jobs, the gateway's line is closed.
    Serve {
        /// Address to listen on, instead of [server] listen
        #[arg(long, value_name = "ADDRESS:PORT")]
        listen: Option<SocketAddr>,
        /// Bring the database up to date first; without it, an old database is refused
        #[arg(long)]
        migrate: bool,
    },

    /// Show the product working, with a sample institution and simulated phones
    ///
    /// Prepares a ministry that does not exist, with directorates in 81 provinces and about two thousand people, in a folder of its
    /// own (SQLite inside). Prints the address, whom to sign in as, and where the phones' messages are. Starting again goes on with
    /// the same data. Nothing leaves this machine.
    Demo {
        /// Address to listen on; port 0 takes a free one
        #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
        listen: SocketAddr,
        /// Throw the folder's demonstration away and begin anew
        #[arg(long)]
        fresh: bool,
        /// Prepare the data and end, without serving pages
        #[arg(long)]
        prepare_only: bool,
    },

    /// Take units (birim) or people (personel) over from an XLSX or CSV file
    ///
    /// Without --apply nothing is changed: a table shows what is new, changed, the same and refused, row by row. With --apply exactly
    /// that is done, in one transaction. Rows that cannot be taken are listed with their number and the reason, the others are taken;
    /// the exit status is then 3, with and without --apply. Who is absent from a file is left as it is.
    ///
    /// Example: kunye import people personel.xlsx --apply
    Import {
        kind: FileKind,
        file: PathBuf,
        /// Do it, instead of only showing it
        #[arg(long)]
        apply: bool,
    },

    /// Write an empty XLSX file with the columns that `import` reads
    Template { kind: FileKind, file: PathBuf },

    /// Bring the database's tables up to this program's version
    ///
    /// Make a backup first. A second run changes nothing. Several nodes may share one database: stop them, migrate once, start them.
    Migrate {
        /// Only tell what is pending; exit status 1 when something is
        #[arg(long)]
        check: bool,
    },

    /// Read and set the institution's rules: password age, reminders, retention
    #[command(subcommand)]
    Policy(Policy),

    /// Appoint officers (PYS yetkilisi) and other duties, and end them
    #[command(subcommand, visible_alias = "duty")]
    Officer(Officer),

    /// Found a training programme
    #[command(subcommand)]
    Programme(Programme),

    /// Register the applications that accept the account: their roles, and their machines' own accounts
    #[command(subcommand)]
    Application(Application),
    /// OpenID Connect: clients of applications, signing keys
    #[command(subcommand)]
    Oidc(Oidc),
    /// Check what was signed
    #[command(subcommand)]
    Verify(Verify),
    /// Seal a PDF with the institution's key, as issued documents are sealed
    ///
    /// To try the settings of [seal] before the service does: key or device, time-stamp authority, evidence. Says which level was reached.
    ///
    /// Example: kunye seal paper.pdf --output sealed.pdf
    Seal {
        /// The PDF
        file: PathBuf,
        /// Where the sealed one goes; a file that is there is not written over
        #[arg(long, value_name = "FILE")]
        output: PathBuf,
    },
    /// Count what an institution's programme depends on
    #[command(subcommand)]
    Count(Count),

    /// Look at the configuration
    #[command(subcommand)]
    Config(ConfigCommand),

    /// Measure this machine: password hashes, renewals, imports, reservations; or serve a directory to be measured
    ///
    /// Each figure stands beside a bare loop that does nothing else, measured in the same run, and their ratio. Medians over rounds.
    /// Works on SQLite in a temporary folder; the installation is not touched. Reservations are measured on PostgreSQL when --database
    /// names an empty database there. Build with --release, or the figures mean nothing.
    ///
    /// `kunye bench directory` makes --people accounts and serves LDAP on --listen until it is stopped, for any load generator: base
    /// dc=example,dc=org, people uid=u000000,ou=people,… with the passwords Passw0rd-0 to Passw0rd-255 (number modulo 256), mail
    /// u000000@example.org. It prints the name and the password of an application account that may search, then "ready".
    ///
    /// `kunye bench documents` measures, on one core, certificates drawn and sealed (beside drawn alone), validation and sealing (beside
    /// pyHanko, when --pyhanko names a Python that has it) and the count of a million signers (beside reading their certificates). It needs
    /// the test files of the source tree.
    ///
    /// `kunye bench year` plays a year of the training programme from a file: 400 institutions with 145,000 users, their applications,
    /// trainings, absences and certificates, each drawn, and sealed where the test files of the source tree are at hand. Then it checks
    /// every rule anew, and fails if one was broken. docs/training/year.md describes the file.
    Bench {
        #[arg(default_value = "all")]
        what: Bench,
        /// Rounds, of which the median is taken
        #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=99))]
        rounds: u32,
        /// Print JSON instead of a table
        #[arg(long)]
        json: bool,
        /// Of `bench directory`: how many people
        #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u32).range(1..=9_000_000))]
        people: u32,
        /// Of `bench directory`: address to listen on
        #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:3389")]
        listen: SocketAddr,
        /// Of `bench documents`: the test files
        #[arg(long, value_name = "FOLDER", default_value = "crates/esign/tests/corpus/files")]
        files: PathBuf,
        /// Of `bench year`: the file of events [default: a year made from a seed]
        #[arg(long, value_name = "FILE")]
        events: Option<PathBuf>,
        /// Of `bench year`: write the year made from the seed to a file, and end
        #[arg(long, value_name = "FILE")]
        write: Option<PathBuf>,
        /// Of `bench documents`: a Python that has pyHanko, to be measured in the same run
        #[arg(long, value_name = "PYTHON")]
        pyhanko: Option<PathBuf>,
    },
}

#[derive(Subcommand, Debug)]
pub enum Policy {
    /// Every setting with the value in force, its default, its range and where the rule comes from
    List {
        /// Show every value a setting ever had
        #[arg(long)]
        history: bool,
    },
    /// Set a value, from now or from a day on
    ///
    /// Example: kunye policy set password.max-age 45 --from 2027-01-01 --reason 'Circular 2026/14'
    Set {
        key: String,
        value: String,
        /// First day on which it holds (22.11.2026 or 2026-11-22) [default: now]
        #[arg(long, value_name = "DATE", value_parser = day)]
        from: Option<Day>,
        /// Why; kept in the record
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

#[derive(Subcommand, Debug)]
pub enum Officer {
    /// Duties in force, of the whole register or at and below one unit
    List {
        /// DETSİS number of the unit
        #[arg(long, value_name = "DETSIS")]
        unit: Option<String>,
    },
    /// Appoint a person to a duty in a unit
    ///
    /// The duty covers the unit and what hangs below it. With --send-password the running service sends the person a first password
    /// by text message, to the mobile number in the register: this is how a new installation gets its first administrator.
    Add {
        #[command(flatten)]
        whom: Whom,
        /// DETSİS number of the unit
        #[arg(long, value_name = "DETSIS")]
        unit: String,
        #[arg(long, value_enum, default_value = "officer")]
        kind: DutyArg,
        /// First day [default: today]
        #[arg(long, value_name = "DATE", value_parser = day)]
        from: Option<Day>,
        /// Last day; a deputy needs one
        #[arg(long, value_name = "DATE", value_parser = day)]
        until: Option<Day>,
        /// Send a first password as well
        #[arg(long)]
        send_password: bool,
    },
    /// End a duty
    End {
        /// The duty's id, as `officer list` shows it
        id: String,
        /// Last day [default: yesterday, so that it ends at once]
        #[arg(long, value_name = "DATE", value_parser = day)]
        on: Option<Day>,
    },
    /// Remove a person's second factor: the next sign-in sets up a new one (lost phone)
    ResetSecondFactor {
        #[command(flatten)]
        whom: Whom,
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

#[derive(Args, Debug)]
pub struct Whom {
    /// The person's national id (TCKN)
    #[arg(long, value_name = "TCKN", value_parser = national_id)]
    pub person: NationalId,
}

#[derive(Subcommand, Debug)]
pub enum ConfigCommand {
    /// Check every value and tell where it came from: file and line, environment, flag or default
    Check,
}

#[derive(ValueEnum, Debug, Clone, Copy)]
pub enum FileKind {
    Units,
    People,
}

impl From<FileKind> for ImportKind {
    fn from(kind: FileKind) -> Self {
        match kind {
            FileKind::Units => ImportKind::Units,
            FileKind::People => ImportKind::People,
        }
    }
}

#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bench {
    Hash,
    Renewals,
    Import,
    Reservations,
    Directory,
    Documents,
    Year,
    All,
}

impl Cli {
    /// The flags that override the configuration, as its uppermost layer.
    pub fn overrides(&self) -> Vec<Override> {
        let Global { database, data, .. } = &self.global;
        let listen = match &self.command {
            Command::Serve { listen, .. } => listen.as_ref(),
            _ => None,
        };
        [
            database.as_ref().map(|url| Override::flag("--database", "database.url", url)),
            data.as_ref().map(|folder| Override::flag("--data", "data.folder", folder.display())),
            listen.map(|address| Override::flag("--listen", "server.listen", address)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

fn language(text: &str) -> Result<Language, String> {
    Language::parse(text).ok_or_else(|| "tr or en".to_owned())
}

pub fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| "a day is written 22.11.2026 or 2026-11-22".to_owned())
}

fn national_id(text: &str) -> Result<NationalId, String> {
    NationalId::parse(text).ok_or_else(|| "not a national id: eleven digits with matching check digits".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;
    use clap::error::ErrorKind;
    use kunye_core::register::DutyKind;

    fn parse(line: &str) -> Result<Cli, ErrorKind> {
        Cli::try_parse_from(line.split(' ')).map_err(|error| error.kind())
    }

    #[test]
    fn the_definition_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn what_is_wrong_is_refused_before_anything_is_opened() {
        for (line, kind) in [
            ("kunye", ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand),
            ("kunye import staff a.xlsx", ErrorKind::InvalidValue),
            ("kunye officer add --unit 24301719 --person 10000000147", ErrorKind::ValueValidation),
            ("kunye officer add --unit 24301719", ErrorKind::MissingRequiredArgument),
            ("kunye officer reset-second-factor --person 10000000146", ErrorKind::MissingRequiredArgument),
            ("kunye policy set password.max-age 45 --from 31.02.2027 --reason x", ErrorKind::ValueValidation),
            ("kunye policy set password.max-age 45", ErrorKind::MissingRequiredArgument),
            ("kunye bench --rounds 0", ErrorKind::ValueValidation),
            ("kunye serve --language de", ErrorKind::ValueValidation),
            ("kunye verify document a.pdf", ErrorKind::MissingRequiredArgument),
            ("kunye verify document a.pdf --trust a.pem --at today", ErrorKind::ValueValidation),
        ] {
            assert_eq!(parse(line).err(), Some(kind), "{line}");
        }
    }

    #[test]
    fn flags_may_stand_after_the_command() {
        let cli = parse("kunye serve --listen [::1]:81 --data /srv --language en --database sqlite:a").unwrap();
        assert_eq!(cli.global.language, Some(Language::En));
        assert_eq!(cli.overrides().len(), 3);
        let cli = parse("kunye demo --data a --fresh --data b").unwrap();
        assert_eq!(cli.global.data, Some("b".into()), "the last one counts: ./run gives one of its own");
        let cli = parse("kunye duty add --kind help-desk --unit 24301719 --person 10000000146").unwrap();
        let Command::Officer(Officer::Add { kind, .. }) = cli.command else { panic!() };
        assert_eq!(DutyKind::from(kind), DutyKind::HelpDesk);
    }
}
