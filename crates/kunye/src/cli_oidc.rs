//! `kunye oidc …`: clients and signing keys of OpenID Connect.

use clap::{Args, Subcommand, ValueEnum};
use kunye_core::oidc::{Algorithm, ClientAuth};
use std::path::PathBuf;

#[derive(Subcommand, Debug)]
pub enum Oidc {
    /// Clients: the programs that sign people in to an application
    #[command(subcommand)]
    Client(Client),
    /// Make the next signing key of each algorithm
    ///
    /// The new keys are published at once and sign in two days, when clients have fetched them. Rotation happens by itself every 90
    /// days (oidc.key-age); this is for rotating earlier.
    Rotate {
        /// The present keys may be in wrong hands: stop trusting them now. Clients that keep their key sets reject new sign-ins
        /// until they fetch them again, at the latest after an hour.
        #[arg(long)]
        distrust: bool,
    },
}

#[derive(Subcommand, Debug)]
pub enum Client {
    /// Every client with its application
    List,
    /// Add a client; its secret is printed once, on standard output
    ///
    /// Example: kunye oidc client add --application pys --name 'PYS web' --redirect https://pys.example.gov.tr/geri
    Add(Box<Add>),
    /// Replace a client's secret; the old one stops at once
    Secret { id: String },
    /// End a client, and every session that was opened with it
    End { id: String },
}

#[derive(Args, Debug)]
pub struct Add {
    /// Slug of the application
    #[arg(long, value_name = "SLUG")]
    pub application: String,
    #[arg(long)]
    pub name: String,
    /// How it proves itself
    #[arg(long, value_enum, default_value = "secret")]
    pub auth: Auth,
    /// Where people return after signing in, letter by letter; may be repeated
    #[arg(long = "redirect", value_name = "URI", required = true)]
    pub redirects: Vec<String>,
    /// Where people may return after signing out; may be repeated
    #[arg(long = "sign-out", value_name = "URI")]
    pub sign_outs: Vec<String>,
    /// Where it wants to be told of ended sessions (back-channel logout)
    #[arg(long, value_name = "URI")]
    pub logout_uri: Option<String>,
    /// What it may ask for, beside openid: profile email roles units offline_access
    #[arg(long, value_name = "SCOPES", default_value = "profile email roles")]
    pub scope: String,
    /// Not the institution's own: people are asked for consent, and are known to it by a number of its own
    #[arg(long)]
    pub outside: bool,
    /// Nobody enters with a password alone
    #[arg(long)]
    pub second_factor: bool,
    /// What its ID tokens are signed with
    #[arg(long, value_enum, default_value = "rs256")]
    pub algorithm: Alg,
    /// File with its public keys (a JWK set), for private_key_jwt
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
