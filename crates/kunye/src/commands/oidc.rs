//! `kunye oidc`

use super::{Ending, Shell};
use crate::cli_oidc::{Add, Client as ClientCommand, Oidc as Command};
use crate::config;
use crate::terminal::{print, table};
use kunye_core::oidc::clients::{self, Described};
use kunye_core::oidc::{Scopes, keys};
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::ClientId;

pub fn run(shell: &Shell<'_>, command: Command) -> Result<Ending> {
    let (world, actor, terminal) = (&shell.world, &shell.actor, shell.terminal);
    match command {
        Command::Client(ClientCommand::List) => list(shell)?,
        Command::Client(ClientCommand::Add(add)) => self::add(shell, *add)?,
        Command::Client(ClientCommand::Secret { id }) => {
            let secret = clients::renew_secret(world, actor, &ClientId::from(id))?;
            terminal.say("cli-oidc-secret", &[]);
            print(&format!("client_secret={}\n", secret.expose()))?;
        }
        Command::Client(ClientCommand::End { id }) => {
            clients::end(world, actor, &ClientId::from(id))?;
            terminal.say("cli-oidc-client-ended", &[]);
        }
        Command::Rotate { distrust } => {
            for (kid, algorithm, from) in keys::rotate(world, actor, distrust)? {
                let args = [("kid", kid), ("algorithm", algorithm.to_string()), ("from", from.display())];
                terminal.say("cli-oidc-key", &args);
            }
        }
    }
    Ok(Ending::Done)
}

fn add(shell: &Shell<'_>, add: Add) -> Result<()> {
    let (world, actor, terminal) = (&shell.world, &shell.actor, shell.terminal);
    let described = Described {
        name: add.name.clone(),
        own: !add.outside,
        second_factor: add.second_factor,
        algorithm: add.algorithm.into(),
        scope: Scopes::read(&add.scope),
        redirects: add.redirects,
        sign_outs: add.sign_outs,
        logout_uri: add.logout_uri,
        jwks: add.jwks.as_deref().map(config::read).transpose()?,
    };
    let made = clients::add(world, actor, &add.application, add.auth.into(), &described).map_err(|error| match error.kind {
        Kind::NotFound => Error::new(Kind::NotFound, "cli-oidc-no-application").with("slug", &add.application),
        _ => error,
    });
    let (client, secret) = made?;
    terminal.say("cli-oidc-added", &[("name", add.name), ("application", add.application)]);
    print(&format!("client_id={}\n", client.id))?;
    if let Some(secret) = secret {
        terminal.say("cli-oidc-secret", &[]);
        print(&format!("client_secret={}\n", secret.expose()))?;
    }
    Ok(())
}

fn list(shell: &Shell<'_>) -> Result<()> {
    let all = shell.world.db.read(|conn| clients::all(conn, &shell.world, &shell.actor))?;
    let rows: Vec<Vec<String>> = all
        .into_iter()
        .map(|(client, application)| {
            let ended = client.ended_at.map_or_else(|| "–".to_owned(), |at| at.display());
            vec![client.id.to_string(), application.slug, client.auth.to_string(), ended, client.name]
        })
        .collect();
    let header = ["id", "application", "auth", "ended", "name"];
    print(&table(&header.map(|column| shell.terminal.word(&format!("cli-oidc-{column}"))), &rows))
}
