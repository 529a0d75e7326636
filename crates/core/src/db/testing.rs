//! Databases for tests: each test gets its own, migrated and empty, and takes it along when it ends.

use super::Db;
use diesel::connection::{Connection, SimpleConnection};
use diesel::pg::PgConnection;
use kunye_kernel::entropy::{Entropy, SystemEntropy};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Names a PostgreSQL server to test on beside SQLite: the URL of a database in which databases may be created.
pub const POSTGRES: &str = "KUNYE_TEST_POSTGRES";

/// A database of one test, with a folder for its files.
pub struct Scratch {
    pub db: Db,
    url: String,
    folder: PathBuf,
    /// The server's URL and the name of the database on it.
    postgres: Option<(String, String)>,
}

/// SQLite in a temporary folder, and PostgreSQL when [`POSTGRES`] says where.
pub fn databases() -> Vec<Scratch> {
    let mut all = vec![sqlite()];
    all.extend(std::env::var(POSTGRES).ok().map(|server| postgres(&server)));
    all
}

/// One database: PostgreSQL when [`POSTGRES`] says where, SQLite otherwise.
pub fn chosen() -> Scratch {
    std::env::var(POSTGRES).map_or_else(|_| sqlite(), |server| postgres(&server))
}

pub fn sqlite() -> Scratch {
    let folder = folder();
    let url = format!("sqlite:{}/test.sqlite", folder.display());
    let db = Db::open(&url).expect("an empty SQLite database");
    ready(Scratch { db, url, folder, postgres: None })
}

fn postgres(server: &str) -> Scratch {
    let name = format!("kunye_test_{}", unique());
    run(server, &format!("CREATE DATABASE {name}"));
    let (base, options) = server.split_once('?').map_or((server, String::new()), |(base, options)| (base, format!("?{options}")));
    let (host, _) = base.rsplit_once('/').expect("postgres://host/database");
    let url = format!("{host}/{name}{options}");
    let db = Db::open(&url).expect("an empty PostgreSQL database");
    ready(Scratch { db, url, folder: folder(), postgres: Some((server.to_owned(), name)) })
}

fn ready(scratch: Scratch) -> Scratch {
    scratch.db.migrate().expect("migrations");
    scratch
}

fn run(server: &str, statement: &str) {
    let mut admin = PgConnection::establish(server).expect("the PostgreSQL server of KUNYE_TEST_POSTGRES");
    admin.batch_execute(statement).expect("creating and dropping databases");
}

fn unique() -> String {
    let mut bytes = [0; 8];
    SystemEntropy.fill(&mut bytes);
    format!("{}_{}", std::process::id(), data_encoding::HEXLOWER.encode(&bytes))
}

fn folder() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("kunye-test-{}", unique()));
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    folder
}

impl Scratch {
    /// As another process is told it.
    pub fn url(&self) -> &str {
        &self.url
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The same database, opened again with connections of its own: another node.
    pub fn again(&self) -> Db {
        Db::open(&self.url).expect("a database that is open already")
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.postgres {
            run(server, &format!("DROP DATABASE {name} WITH (FORCE)"));
        }
        // The pool opens connections in the background, and SQLite makes the file anew for a late one: so more than once.
        for _ in 0..20 {
            match std::fs::remove_dir_all(&self.folder) {
                Ok(()) => return,
                Err(_) => std::thread::sleep(Duration::from_millis(20)),
            }
        }
        eprintln!("{} stays behind", self.folder.display());
    }
}
