//! The command line. `--help` of each command says what it does, on which example, and how it ends; its words are in
//! `locales/*/help.ftl`, see [`words`].

mod count;
mod verify;
pub mod words;

pub use count::Count;
pub use verify::Verify;

use crate::commands::application::Application;
use crate::commands::institution::Institution;
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

#[derive(Parser, Debug)]
#[command(name = "kunye", version, arg_required_else_help = true, args_override_self = true, max_term_width = 100)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Args, Debug)]
pub struct Global {
    #[arg(long, value_name = "FILE", global = true, env = "KUNYE_CONFIG")]
    pub config: Option<PathBuf>,

    #[arg(long, value_name = "URL", global = true)]
    pub database: Option<String>,

    #[arg(long, value_name = "FOLDER", global = true)]
    pub data: Option<PathBuf>,

    #[arg(long, value_name = "tr|en", global = true, value_parser = language)]
    pub language: Option<Language>,
}

#[derive(Subcommand, Debug)]
pub enum Command {
    Serve {
        #[arg(long, value_name = "ADDRESS:PORT")]
        listen: Option<SocketAddr>,
        #[arg(long)]
        migrate: bool,
    },

    Demo {
        #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
        listen: SocketAddr,
        #[arg(long)]
        fresh: bool,
        #[arg(long)]
        prepare_only: bool,
    },

    Import {
        kind: FileKind,
        file: PathBuf,
        #[arg(long)]
        apply: bool,
    },

    Template {
        kind: FileKind,
        file: PathBuf,
    },

    Migrate {
        #[arg(long)]
        check: bool,
    },

    #[command(subcommand)]
    Policy(Policy),

    #[command(subcommand, alias = "duty")]
    Officer(Officer),

    #[command(subcommand)]
    Institution(Institution),

    #[command(subcommand)]
    Programme(Programme),

    #[command(subcommand)]
    Application(Application),
    #[command(subcommand)]
    Oidc(Oidc),
    #[command(subcommand)]
    Verify(Verify),
    Seal {
        file: PathBuf,
        #[arg(long, value_name = "FILE")]
        output: PathBuf,
    },
    #[command(subcommand)]
    Count(Count),

    #[command(subcommand)]
    Config(ConfigCommand),

    Bench {
        #[arg(default_value = "all")]
        what: Bench,
        #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=99))]
        rounds: u32,
        #[arg(long)]
        json: bool,
        #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u32).range(1..=9_000_000))]
        people: u32,
        #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:3389")]
        listen: SocketAddr,
        #[arg(long, value_name = "FOLDER", default_value = "crates/esign/tests/corpus/files")]
        files: PathBuf,
        #[arg(long, value_name = "FILE")]
        events: Option<PathBuf>,
        #[arg(long, value_name = "FILE")]
        write: Option<PathBuf>,
        #[arg(long, value_name = "PYTHON")]
        pyhanko: Option<PathBuf>,
    },
}

#[derive(Subcommand, Debug)]
pub enum Policy {
    List {
        #[arg(long)]
        history: bool,
    },
    Set {
        key: String,
        value: String,
        #[arg(long, value_name = "DATE", value_parser = day)]
        from: Option<Day>,
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

#[derive(Subcommand, Debug)]
pub enum Officer {
    List {
        #[arg(long, value_name = "DETSIS")]
        unit: Option<String>,
    },
    Add {
        #[command(flatten)]
        whom: Whom,
        #[arg(long, value_name = "DETSIS")]
        unit: String,
        #[arg(long, value_enum, default_value = "officer")]
        kind: DutyArg,
        #[arg(long, value_name = "DATE", value_parser = day)]
        from: Option<Day>,
        #[arg(long, value_name = "DATE", value_parser = day)]
        until: Option<Day>,
        #[arg(long)]
        send_password: bool,
    },
    End {
        id: String,
        #[arg(long, value_name = "DATE", value_parser = day)]
        on: Option<Day>,
    },
    ResetSecondFactor {
        #[command(flatten)]
        whom: Whom,
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

#[derive(Args, Debug)]
pub struct Whom {
    #[arg(long, value_name = "TCKN", value_parser = national_id)]
    pub person: NationalId,
}

#[derive(Subcommand, Debug)]
pub enum ConfigCommand {
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
    Language::parse(text).ok_or_else(|| "help-wrong-language".to_owned())
}

/// Read by `value_parser`: the error is the key of its text.
pub fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| "help-wrong-day".to_owned())
}

fn national_id(text: &str) -> Result<NationalId, String> {
    NationalId::parse(text).ok_or_else(|| "help-wrong-national-id".to_owned())
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
