//! Settings, and the way from them to a running server.

use crate::context::Context;
use crate::dn::Dn;
use crate::entry::Tree;
use crate::image::keeper::Keeper;
use crate::search::Limits;
use crate::server::{Server, Socket};
use crate::tls::Tls;
use kunye_core::texts::Texts;
use kunye_core::world::World;
use kunye_kernel::error::{Error, Kind, Result};
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// `[ldap]` of the configuration.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where to listen; TLS by StartTLS. Nowhere: there is no directory.
    pub listen: Option<SocketAddr>,
    /// Where to listen with TLS from the first byte (LDAPS).
    pub listen_tls: Option<SocketAddr>,
    /// The name of the whole tree: `dc=example,dc=org`.
    pub base: String,
    /// Where `mail.domain` was said before it had a section of its own.
    #[serde(default)]
    pub mail_domain: String,
    /// PEM files; what is written there later is taken up within seconds.
    pub certificate: Option<PathBuf>,
    pub key: Option<PathBuf>,
    /// No password without TLS, but from the machine itself.
    pub require_tls: bool,
    /// Applications that are told mobile numbers.
    pub mobile_for: Vec<String>,
    /// Entries of one answer, or of one page.
    pub size_limit: usize,
    /// Seconds of one search.
    pub time_limit: u64,
    pub connections: usize,
    /// Seconds after which a silent connection is closed.
    pub idle_seconds: u64,
    /// Threads that answer; 0: as many as the machine has cores.
    pub threads: usize,
}

/// Addresses taken and settings found to be right; who connects waits until the directory is drawn.
pub struct Opened {
    sockets: Vec<Socket>,
    tls: Option<Tls>,
    tree: Tree,
    config: Config,
}

impl Opened {
    /// Draws the directory, which takes seconds for a hundred thousand people, and serves it until the server is dropped.
    pub fn serve(self, world: &World, texts: Arc<Texts>) -> Result<Server> {
        let Self { sockets, tls, tree, config } = self;
        let (keeper, image) = Keeper::start(world.clone())?;
        let context = Context {
            world: world.clone(),
            texts,
            tree,
            image,
            limits: Limits { size: config.size_limit.max(1), time: Duration::from_secs(config.time_limit.max(1)) },
            require_tls: config.require_tls,
            tls,
            longest_message: 256 * 1024,
            idle: Duration::from_secs(config.idle_seconds.max(1)),
            connections: config.connections,
        };
        let threads = match config.threads {
            0 => std::thread::available_parallelism().map_or(1, usize::from),
            threads => threads,
        };
        Server::start(context, keeper, sockets, threads)
    }
}

impl Config {
    /// Draws the directory and serves it until the server is dropped. `None`: there is nowhere to listen.
    pub fn serve(&self, world: &World, texts: Arc<Texts>, institution: &str) -> Result<Option<Server>> {
        self.open(world, institution)?.map(|opened| opened.serve(world, texts)).transpose()
    }

    /// What is wrong with the settings, whether or not anything listens yet.
    pub fn faults(&self) -> Vec<Error> {
        [self.root().err(), self.tls().err()].into_iter().flatten().collect()
    }

    /// Takes the addresses. Errors: an address that is taken, or the first of [`Config::faults`]. `None`: there is nowhere to listen.
    pub fn open(&self, world: &World, institution: &str) -> Result<Option<Opened>> {
        let places = [(self.listen, false), (self.listen_tls, true)];
        let sockets = places.into_iter().filter_map(|(address, tls_first)| Some(Socket::open(address?, tls_first)));
        let sockets = sockets.collect::<Result<Vec<_>>>()?;
        if sockets.is_empty() {
            return Ok(None);
        }
        let tls = self.tls()?;
        let tree = self.tree(world, tls.is_some(), institution)?;
        Ok(Some(Opened { sockets, tls, tree, config: self.clone() }))
    }

    fn tls(&self) -> Result<Option<Tls>> {
        match (&self.certificate, &self.key) {
            (Some(certificate), Some(key)) => Tls::from_files(certificate, key).map(Some),
            (None, None) if self.listen_tls.is_none() => Ok(None),
            (None, _) => Err(missing("ldap.certificate")),
            (Some(_), None) => Err(missing("ldap.key")),
        }
    }

    /// The domain that the base writes, where anything listens: mail servers that ask here take it for theirs.
    pub fn domain(&self) -> Option<String> {
        let root = self.listen.or(self.listen_tls).and_then(|_| self.root().ok())?;
        Some(root.levels().iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>().join("."))
    }

    /// The base, made of nothing but the parts of a domain.
    fn root(&self) -> Result<Dn> {
        let of_domain = |dn: &Dn| !dn.levels().is_empty() && dn.levels().iter().all(|(kind, _)| kind == "dc");
        let wrong = || Error::new(Kind::Invalid(Vec::new()), "config-ldap-base").with("setting", "ldap.base");
        Dn::parse(&self.base).filter(of_domain).ok_or_else(wrong)
    }

    fn tree(&self, world: &World, offers_tls: bool, institution: &str) -> Result<Tree> {
        let base_dn = self.root()?;
        Ok(Tree {
            base: base_dn.normal(),
            mail_domain: world.mail_domain.clone(),
            base_dn,
            mobile_for: self.mobile_for.clone(),
            offers_tls,
            institution: institution.to_owned(),
            started: world.now(),
        })
    }
}

fn missing(key: &str) -> Error {
    Error::new(Kind::Invalid(Vec::new()), "config-missing")
        .with("setting", key)
        .with("variable", format!("KUNYE_{}", key.to_ascii_uppercase().replace('.', "__")))
}
