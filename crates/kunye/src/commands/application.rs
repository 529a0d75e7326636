//! `kunye application`

use super::officer::the_unit;
use super::{Ending, Shell};
use crate::terminal::{print, table};
use clap::Subcommand;
use kunye_core::applications::manage::{self, Words};
use kunye_core::applications::service::{self, NewService};
use kunye_core::applications::view;
use kunye_kernel::error::Result;
use kunye_kernel::page::PageRequest;
use kunye_kernel::secret::Secret;

#[derive(Subcommand, Debug)]
pub enum Application {
    List {
        application: Option<String>,
    },
    Add {
        application: String,
        #[arg(long, value_name = "TEXT")]
        name: String,
        #[arg(long, value_name = "TEXT")]
        purpose: String,
        #[arg(long)]
        open_to_all: bool,
    },
    Rename {
        application: String,
        #[arg(long, value_name = "TEXT")]
        name: String,
        #[arg(long, value_name = "TEXT")]
        purpose: String,
        #[arg(long)]
        open_to_all: bool,
    },
    End {
        application: String,
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    #[command(subcommand)]
    Role(Role),
    #[command(subcommand)]
    Service(Service),
}

#[derive(Subcommand, Debug)]
pub enum Role {
    Add {
        application: String,
        role: String,
        #[arg(long, value_name = "TEXT")]
        name: String,
    },
    Rename {
        application: String,
        role: String,
        #[arg(long, value_name = "TEXT")]
        name: String,
    },
    End {
        application: String,
        role: String,
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

#[derive(Subcommand, Debug)]
pub enum Service {
    Add {
        application: String,
        name: String,
        #[arg(long, value_name = "DETSIS")]
        unit: Option<String>,
    },
    Renew {
        name: String,
    },
    End {
        name: String,
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

pub fn run(shell: &Shell<'_>, command: Application) -> Result<Ending> {
    let (world, actor, terminal) = (&shell.world, &shell.actor, shell.terminal);
    match command {
        Application::List { application: None } => list(shell)?,
        Application::List { application: Some(slug) } => show(shell, &slug)?,
        Application::Add { application, name, purpose, open_to_all } => {
            let added = manage::add(world, actor, &application, &Words { name: &name, purpose: &purpose, open_to_all })?;
            terminal.say("cli-application-added", &[("name", added.name), ("slug", added.slug)]);
        }
        Application::Rename { application, name, purpose, open_to_all } => {
            manage::rename(world, actor, &application, &Words { name: &name, purpose: &purpose, open_to_all })?;
            terminal.say("cli-application-changed", &[("slug", application)]);
        }
        Application::End { application, reason } => {
            manage::end(world, actor, &application, &reason)?;
            terminal.say("cli-application-gone", &[("slug", application)]);
        }
        Application::Role(command) => role(shell, command)?,
        Application::Service(command) => machine(shell, command)?,
    }
    Ok(Ending::Done)
}

fn role(shell: &Shell<'_>, command: Role) -> Result<()> {
    let (world, actor, terminal) = (&shell.world, &shell.actor, shell.terminal);
    match command {
        Role::Add { application, role, name } => {
            manage::add_role(world, actor, &application, &role, &name)?;
            terminal.say("cli-role-added", &[("slug", format!("{application}:{role}"))]);
        }
        Role::Rename { application, role, name } => {
            manage::rename_role(world, actor, &application, &role, &name)?;
            terminal.say("cli-application-changed", &[("slug", format!("{application}:{role}"))]);
        }
        Role::End { application, role, reason } => {
            manage::end_role(world, actor, &application, &role, &reason)?;
            terminal.say("cli-application-gone", &[("slug", format!("{application}:{role}"))]);
        }
    }
    Ok(())
}

fn machine(shell: &Shell<'_>, command: Service) -> Result<()> {
    let (world, actor, terminal) = (&shell.world, &shell.actor, shell.terminal);
    let hand_out = |name: String, secret: Secret| {
        terminal.say("cli-service-secret", &[("name", name)]);
        print(&format!("{}\n", secret.expose()))
    };
    match command {
        Service::Add { application, name, unit } => {
            let unit = unit.map(|detsis| the_unit(shell, &detsis)).transpose()?.map(|unit| unit.id);
            let new = NewService { application: &application, name: &name, unit: unit.as_ref() };
            let (_, secret) = service::add(world, actor, &new)?;
            hand_out(name, secret)
        }
        Service::Renew { name } => {
            let secret = service::renew_secret(world, actor, &name)?;
            hand_out(name, secret)
        }
        Service::End { name, reason } => {
            service::end(world, actor, &name, &reason)?;
            terminal.say("cli-application-gone", &[("slug", name)]);
            Ok(())
        }
    }
}

fn list(shell: &Shell<'_>) -> Result<()> {
    let word = |key: &str| shell.terminal.word(key);
    let rows: Vec<Vec<String>> = view::overview(&shell.world, &shell.actor)?
        .applications
        .into_iter()
        .map(|line| {
            let yes = if line.application.open_to_all { word("common-yes") } else { word("common-no") };
            let ended = line.application.ended_at.map_or_else(|| "–".to_owned(), |at| at.day().to_string());
            let (roles, holders) = (line.roles.to_string(), line.holders.to_string());
            vec![line.application.slug, line.application.name, yes, roles, holders, ended]
        })
        .collect();
    let header = ["slug", "name", "open-to-all", "roles", "holders", "ended"];
    print(&table(&header.map(|column| word(&format!("cli-application-{column}"))), &rows))
}

fn show(shell: &Shell<'_>, slug: &str) -> Result<()> {
    let word = |key: &str| shell.terminal.word(key);
    let shown = view::show(&shell.world, &shell.actor, slug, PageRequest::default())?;
    let roles = shown.roles.into_iter().map(|(role, holders)| {
        let ended = role.ended_at.map_or_else(|| "–".to_owned(), |at| at.day().to_string());
        vec![word("cli-application-role"), role.slug, role.name, holders.to_string(), ended]
    });
    let services = shown.services.into_iter().map(|(service, unit)| {
        let reach = unit.map_or_else(|| word("cli-application-everybody"), |unit| unit.name);
        vec![word("cli-application-service"), service.name, reach, "–".to_owned(), "–".to_owned()]
    });
    let rows: Vec<Vec<String>> = roles.chain(services).collect();
    let header = ["what", "slug", "name", "holders", "ended"];
    print(&table(&header.map(|column| word(&format!("cli-application-{column}"))), &rows))
}
