//! `kunye`: the binary. Reads the command line and the configuration, and hands over to one command.

mod bench;
mod bucket;
mod cli;
mod commands;
mod config;
mod demo;
mod logging;
mod papers;
mod receipts;
mod serve;
mod signing;
mod terminal;
mod wiring;

use cli::{Cli, Command, ConfigCommand};
use commands::{Ending, Shell};
use config::{Config, Layers};
use kunye_kernel::error::{Kind, Result};
use std::process::ExitCode;
use terminal::Terminal;

/// Papers, directory and pages allocate much and small; this allocator serves them quicker than the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// As in the help: 0 done, 1 failed, 2 wrong arguments or configuration, 3 rows that cannot be taken.
mod exit {
    pub const FAILED: u8 = 1;
    pub const WRONG: u8 = 2;
    pub const ROWS_REJECTED: u8 = 3;
}

fn main() -> ExitCode {
    let terminal = match Terminal::new(cli::words::language(std::env::args_os()), variable) {
        Ok(terminal) => terminal,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(exit::FAILED);
        }
    };
    let cli = match cli::words::parse(&terminal, std::env::args_os()) {
        Ok(cli) => cli,
        Err(status) => return ExitCode::from(u8::try_from(status).unwrap_or(exit::WRONG)),
    };
    match run(&terminal, cli) {
        Ok(Ending::Done) => ExitCode::SUCCESS,
        Ok(Ending::Pending | Ending::NotPassed) => ExitCode::from(exit::FAILED),
        Ok(Ending::RowsRejected) => ExitCode::from(exit::ROWS_REJECTED),
        Err(error) => {
            terminal.complain(&error);
            ExitCode::from(if matches!(error.kind, Kind::Invalid(_)) { exit::WRONG } else { exit::FAILED })
        }
    }
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Everything in the environment; what is not UTF-8 is wrong wherever it is used, and said there.
fn environment() -> impl Iterator<Item = (String, String)> {
    std::env::vars_os().map(|(name, value)| (name.to_string_lossy().into_owned(), value.to_string_lossy().into_owned()))
}

fn run(terminal: &Terminal, cli: Cli) -> Result<Ending> {
    let flags = cli.overrides();
    // What listens and sends needs more than a command at the database.
    let serves = matches!(cli.command, Command::Serve { .. } | Command::Config(_));
    let settings = || -> Result<(Layers, Config)> {
        let mut layers = Layers::load(cli.global.config.as_deref(), environment(), flags)?;
        let config = if serves { layers.service_config() } else { layers.config() }?;
        Ok((layers, config))
    };
    match cli.command {
        // These need no configuration at all.
        Command::Demo { listen, fresh, prepare_only } => {
            let folder = cli.global.data.unwrap_or_else(|| "data".into());
            demo::run(terminal, &demo::Options { folder, listen, fresh, prepare_only })
        }
        Command::Bench { what: cli::Bench::Directory, people, listen, .. } => bench::directory::run(terminal, people, listen),
        Command::Bench { what: cli::Bench::Documents, rounds, json, files, pyhanko, .. } => {
            bench::documents(terminal, &files, pyhanko.as_deref(), rounds, json)
        }
        Command::Bench { what: cli::Bench::Year, json, files, events, write, .. } => {
            let (events, write, database) = (events.as_deref(), write.as_deref(), cli.global.database.as_deref());
            bench::year::run(terminal, &bench::year::Options { events, write, database, files: &files, json })
        }
        Command::Bench { what, rounds, json, .. } => bench::run(terminal, what, cli.global.database.as_deref(), rounds, json),
        Command::Verify(command) => commands::verify::run(terminal, command),
        Command::Count(command) => commands::count::run(terminal, command, || shell(terminal, &settings()?.1)),

        Command::Template { kind, file } => commands::import::template(terminal, kind.into(), &file),
        Command::Config(ConfigCommand::Check) => {
            let (layers, config) = settings()?;
            commands::config::check(terminal, &layers, &config)
        }
        Command::Migrate { check } => commands::migrate::run(terminal, &wiring::idle_world(&settings()?.1)?.db, check),
        Command::Seal { file, output } => commands::seal::run(terminal, settings()?.1, &file, &output),
        Command::Serve { migrate, .. } => serve::run(terminal, settings()?.1, migrate),
        Command::Import { kind, file, apply } => {
            commands::import::run(&shell(terminal, &settings()?.1)?, kind.into(), &file, apply)
        }
        Command::Policy(command) => commands::policy::run(&shell(terminal, &settings()?.1)?, command),
        Command::Institution(command) => commands::institution::run(&shell(terminal, &settings()?.1)?, command),
        Command::Programme(command) => commands::programme::run(&shell(terminal, &settings()?.1)?, command),
        Command::Application(command) => commands::application::run(&shell(terminal, &settings()?.1)?, command),
        Command::Oidc(command) => commands::oidc::run(&shell(terminal, &settings()?.1)?, command),
        Command::Officer(command) => commands::officer::run(&shell(terminal, &settings()?.1)?, command),
    }
}

fn shell<'a>(terminal: &'a Terminal, config: &Config) -> Result<Shell<'a>> {
    logging::begin(&config.log)?;
    let world = wiring::idle_world(config)?;
    wiring::refuse_old_tables(&world)?;
    Ok(Shell { terminal, world, actor: wiring::operator(variable) })
}
