//! `kunye oidc`: clients and signing keys of OpenID Connect.

use super::{Ending, Shell};
use crate::config;
use crate::terminal::{print, table};
use clap::{Args, Subcommand, ValueEnum};
use kunye_core::oidc::clients::{self, Described};
use kunye_core::oidc::{Algorithm, ClientAuth, Scopes, keys};
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::ClientId;
use std::path::PathBuf;

#[derive(Subcommand, Debug)]
pub enum Oidc {
    #[command(subcommand)]
    Client(ClientCommand),
    Rotate {
        #[arg(long)]
        distrust: bool,
    },
}

#[derive(Subcommand, Debug)]
pub enum ClientCommand {
    List,
    Add(Box<Add>),
    Secret { id: String },
    End { id: String },
}

#[derive(Args, Debug)]
pub struct Add {
    #[arg(long, value_name = "SLUG")]
    pub application: String,
    #[arg(long)]
    pub name: String,
    #[arg(long, value_enum, default_value = "secret")]
    pub auth: Auth,
    #[arg(long, value_name = "URI", required = true)]
    pub redirect: Vec<String>,
    #[arg(long, value_name = "URI")]
    pub sign_out: Vec<String>,
    #[arg(long, value_name = "URI")]
    pub logout_uri: Option<String>,
    #[arg(long, value_name = "SCOPES", default_value = "profile email roles")]
    pub scope: String,
    #[arg(long)]
    pub outside: bool,
    #[arg(long)]
    pub second_factor: bool,
    #[arg(long, value_enum, default_value = "rs256")]
    pub algorithm: Alg,
    #[arg(long, value_name = "FILE")]
    pub jwks: Option<PathBuf>,
}

#[derive(ValueEnum, Debug, Clone, Copy)]
#[value(rename_all = "snake_case")]
pub enum Auth {
    Secret,
    PrivateKeyJwt,
    None,
}

impl From<Auth> for ClientAuth {
    fn from(auth: Auth) -> Self {
        match auth {
            Auth::Secret => ClientAuth::Secret,
            Auth::PrivateKeyJwt => ClientAuth::PrivateKeyJwt,
            Auth::None => ClientAuth::None,
        }
    }
}

#[derive(ValueEnum, Debug, Clone, Copy)]
pub enum Alg {
    Rs256,
    Es256,
}

impl From<Alg> for Algorithm {
    fn from(alg: Alg) -> Self {
        match alg {
            Alg::Rs256 => Algorithm::Rs256,
            Alg::Es256 => Algorithm::Es256,
        }
    }
}

pub fn run(shell: &Shell<'_>, command: Oidc) -> Result<Ending> {
    let (world, actor, terminal) = (&shell.world, &shell.actor, shell.terminal);
    match command {
        Oidc::Client(ClientCommand::List) => list(shell)?,
        Oidc::Client(ClientCommand::Add(add)) => self::add(shell, *add)?,
        Oidc::Client(ClientCommand::Secret { id }) => {
            let secret = clients::renew_secret(world, actor, &ClientId::from(id))?;
            terminal.say("cli-oidc-secret", &[]);
            print(&format!("client_secret={}\n", secret.expose()))?;
        }
        Oidc::Client(ClientCommand::End { id }) => {
            clients::end(world, actor, &ClientId::from(id))?;
            terminal.say("cli-oidc-client-ended", &[]);
        }
        Oidc::Rotate { distrust } => {
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
        redirects: add.redirect,
        sign_outs: add.sign_out,
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
