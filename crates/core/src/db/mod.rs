//! The database: SQLite inside the program, or PostgreSQL beside it, behind one connection type.
//!
//! [`Db::write`] makes every act as if it were alone: SQLite has one writer at a time, PostgreSQL runs serialisable
//! transactions that are tried again when two of them meet. Rules may therefore read, decide and write without locks of
//! their own. A closure may run more than once, so it must have no effect outside the transaction.

mod changes;
mod error;
mod migrate;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
mod text_enum;
mod upsert;

use diesel::connection::{AnsiTransactionManager, Connection, SimpleConnection, TransactionManager};
use diesel::pg::PgConnection;
use diesel::r2d2::{ConnectionManager, CustomizeConnection, Pool, PooledConnection};
use diesel::sqlite::SqliteConnection;
use kunye_kernel::error::{Error, Kind, Result};
use parking_lot::FairMutex;
use std::sync::Arc;
use std::time::Duration;

pub use changes::{forget, horizon, now};
pub use error::IntoResult;
pub use migrate::{pending, schema_of};
pub(crate) use text_enum::text_enum;
pub(crate) use upsert::{all_of, first_of, insert_all, insert_new, plan_anew};

/// A connection to either database. Queries are written once, on this type.
#[derive(diesel::MultiConnection)]
pub enum Conn {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

/// What queries on a [`Conn`] are written for: the type that boxed queries and sub-selects are named with.
pub type Backend = <Conn as diesel::connection::Connection>::Backend;

type Connections = Pool<ConnectionManager<Conn>>;

/// Which database is behind a [`Db`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// The open database. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    engine: Engine,
    /// As the connections are told it: a path for SQLite.
    url: Arc<str>,
    readers: Connections,
    writers: Connections,
    /// Whose turn it is to write on SQLite. Handed on in order of arrival, so that whoever writes again and again, a bulk import or
    /// a busy page, does not keep the others from their one sentence.
    turn: Arc<FairMutex<()>>,
}

/// How long a writer waits for its turn, and for a connection.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often a serialisable transaction is tried before the person is asked to try again.
const TRIES: u32 = 12;

impl Db {
    /// Opens `sqlite:PATH` or `postgres://…`. Nothing is created but an empty SQLite file; see [`Db::migrate`].
    pub fn open(url: &str) -> Result<Self> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let pool = connect(url, 16, None)?;
            return Ok(Self {
                engine: Engine::Postgres,
                url: url.into(),
                readers: pool.clone(),
                writers: pool,
                turn: Arc::default(),
            });
        }
        let Some(path) = url.strip_prefix("sqlite:") else {
            return Err(Error::new(Kind::Internal, "error-database-url").because(format!("not a database address: {url}")));
        };
        let writers = connect(path, 1, Some(SqliteSetup { read_only: false }))?;
        let readers = connect(path, 8, Some(SqliteSetup { read_only: true }))?;
        Ok(Self { engine: Engine::Sqlite, url: path.into(), readers, writers, turn: Arc::default() })
    }

    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Brings the tables up to this program's version and says which migrations ran.
    pub fn migrate(&self) -> Result<Vec<String>> {
        migrate::run(&mut *self.writer()?)
    }

    /// Reads, from one consistent moment of the database.
    pub fn read<T>(&self, f: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        let mut conn = self.readers.get().map_err(unavailable)?;
        begin(&mut conn, "BEGIN DEFERRED", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")?;
        let answer = f(&mut conn);
        let ended = commit(&mut conn);
        answer.and_then(|value| ended.map(|()| value))
    }

    /// A connection for one thread that reads often and cannot wait its turn; see [`Reader`].
    pub fn reader(&self) -> Reader {
        Reader { db: self.clone(), conn: None }
    }

    /// Whether a look at a few rows takes microseconds and waits for nobody: the database is inside this program.
    pub fn is_inside(&self) -> bool {
        self.engine == Engine::Sqlite
    }

    /// Writes all or nothing. See the module's page for what the closure may rely on.
    pub fn write<T>(&self, f: impl FnMut(&mut Conn) -> Result<T>) -> Result<T> {
        self.write_as(Durability::Disk, f)
    }

    /// As [`Db::write`], without waiting for the disk: for what may be forgotten if the machine loses its power, such as a lease. A
    /// process that dies forgets nothing.
    pub fn write_lightly<T>(&self, f: impl FnMut(&mut Conn) -> Result<T>) -> Result<T> {
        self.write_as(Durability::Memory, f)
    }

    fn write_as<T>(&self, durability: Durability, mut f: impl FnMut(&mut Conn) -> Result<T>) -> Result<T> {
        let _turn = if self.is_inside() { Some(self.turn.try_lock_for(PATIENCE).ok_or_else(too_busy)?) } else { None };
        let mut conn = self.writer()?;
        for round in 0..TRIES {
            match once(&mut conn, durability, &mut f) {
                Err(error) if error::is_collision(&error, self.engine) => {
                    std::thread::sleep(Duration::from_millis(3 << round.min(6)))
                }
                other => return other,
            }
        }
        Err(Error::conflict("error-try-again"))
    }

    fn connect_reader(&self) -> Result<Conn> {
        let mut conn = Conn::establish(&self.url).map_err(unavailable)?;
        if self.is_inside() {
            SqliteSetup { read_only: true }.on_acquire(&mut conn).map_err(unavailable)?;
        }
        Ok(conn)
    }

    fn writer(&self) -> Result<PooledConnection<ConnectionManager<Conn>>> {
        self.writers.get().map_err(unavailable)
    }
}

/// Reads by single statements, each of which sees one moment by itself and needs no transaction around it. The connection is made
/// when it is first needed, and anew after an error.
pub struct Reader {
    db: Db,
    conn: Option<Conn>,
}

impl Reader {
    pub fn glance<T>(&mut self, f: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        let conn = match &mut self.conn {
            Some(conn) => conn,
            empty => empty.insert(self.db.connect_reader()?),
        };
        let answer = f(conn);
        if answer.is_err() {
            self.conn = None;
        }
        answer
    }
}

/// What a commit waits for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Durability {
    Disk,
    Memory,
}

fn once<T>(conn: &mut Conn, durability: Durability, f: &mut impl FnMut(&mut Conn) -> Result<T>) -> Result<T> {
    match durability {
        Durability::Disk => {
            begin(conn, "BEGIN IMMEDIATE", "BEGIN ISOLATION LEVEL SERIALIZABLE")?;
            within(conn, f)
        }
        Durability::Memory => {
            // SQLite wants to know before the transaction, PostgreSQL within it.
            synchronous(conn, "PRAGMA synchronous = NORMAL")?;
            let light = "BEGIN ISOLATION LEVEL SERIALIZABLE; SET LOCAL synchronous_commit = off";
            let answer = begin(conn, "BEGIN IMMEDIATE", light).and_then(|()| within(conn, f));
            synchronous(conn, "PRAGMA synchronous = FULL")?;
            answer
        }
    }
}

fn synchronous(conn: &mut Conn, sqlite: &str) -> Result<()> {
    match conn {
        Conn::Sqlite(conn) => conn.batch_execute(sqlite).or_fail(),
        Conn::Postgres(_) => Ok(()),
    }
}

fn within<T>(conn: &mut Conn, f: &mut impl FnMut(&mut Conn) -> Result<T>) -> Result<T> {
    // A panic inside `f` leaves the connection in a transaction; the pool throws broken connections away.
    match f(conn) {
        Ok(value) => commit(conn).map(|()| value).inspect_err(|_| roll_back(conn)),
        Err(error) => {
            roll_back(conn);
            Err(error)
        }
    }
}

// Through Diesel's own bookkeeping, so that what begins a transaction by itself (a multi-row insert on SQLite) sees ours.

fn begin(conn: &mut Conn, sqlite: &str, postgres: &str) -> Result<()> {
    match conn {
        Conn::Sqlite(conn) => AnsiTransactionManager::begin_transaction_sql(conn, sqlite),
        Conn::Postgres(conn) => AnsiTransactionManager::begin_transaction_sql(conn, postgres),
    }
    .or_fail()
}

fn commit(conn: &mut Conn) -> Result<()> {
    match conn {
        Conn::Sqlite(conn) => AnsiTransactionManager::commit_transaction(conn),
        Conn::Postgres(conn) => AnsiTransactionManager::commit_transaction(conn),
    }
    .or_fail()
}

fn roll_back(conn: &mut Conn) {
    let rolled_back = match conn {
        Conn::Sqlite(conn) => AnsiTransactionManager::rollback_transaction(conn),
        Conn::Postgres(conn) => AnsiTransactionManager::rollback_transaction(conn),
    };
    if let Err(error) = rolled_back {
        tracing::debug!(%error, "rolling back a transaction that had already ended");
    }
}

fn connect(url: &str, size: u32, setup: Option<SqliteSetup>) -> Result<Connections> {
    let mut builder = Pool::builder().max_size(size).min_idle(Some(1)).connection_timeout(PATIENCE);
    if let Some(setup) = setup {
        // A file inside the machine does not hang up.
        builder = builder.connection_customizer(Box::new(setup)).test_on_check_out(false);
    }
    builder.build(ConnectionManager::new(url)).map_err(unavailable)
}

fn too_busy() -> Error {
    Error::new(Kind::Unavailable, "error-database-unavailable")
        .because(format!("no turn to write within {} s", PATIENCE.as_secs()))
}

fn unavailable(cause: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::new(Kind::Unavailable, "error-database-unavailable").because(cause)
}

#[derive(Debug)]
struct SqliteSetup {
    read_only: bool,
}

impl CustomizeConnection<Conn, diesel::r2d2::Error> for SqliteSetup {
    fn on_acquire(&self, conn: &mut Conn) -> Result<(), diesel::r2d2::Error> {
        // `synchronous=FULL` waits for the disk at every commit: what was acknowledged survives a power cut. Deleted content is
        // overwritten, so that what policy destroys is gone from the file.
        let mut settings = String::from(
            "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
             PRAGMA secure_delete = ON; PRAGMA cache_size = -32000; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 4000;",
        );
        if self.read_only {
            settings.push_str("PRAGMA query_only = ON;");
        }
        conn.batch_execute(&settings).map_err(diesel::r2d2::Error::QueryError)
    }
}

#[cfg(test)]
mod tests;
