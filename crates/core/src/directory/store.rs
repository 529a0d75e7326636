//! The only file that touches this room's tables.

use crate::db::{self, Conn, IntoResult, first_of};
use crate::schema::{directory_changes, posix_numbers};
use diesel::prelude::*;
use kunye_kernel::error::Result;
use kunye_kernel::id::{AccountId, UnitId};
use std::collections::{BTreeSet, HashMap};

const CHANGES: &str = "directory_changes";

/// Up to where a node has read; see [`db::horizon`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Since(i64);

impl Since {
    /// From now on. Take it before the cards are read, so that nothing falls between.
    pub fn now(conn: &mut Conn) -> Result<Self> {
        db::horizon(conn, CHANGES).map(Self)
    }
}

/// What is to be read again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    Account(AccountId),
    Unit(UnitId),
    /// Another institution is the host: everything, as who has a mailbox hangs on it.
    Host,
    /// Applications, their roles and their machines: few, so all of them.
    Offices,
    /// A session that was ended, by its fingerprint: nothing that the directory shows, but applications were let in with it.
    Session(String),
}

impl Change {
    fn of((kind, subject): (String, String)) -> Self {
        match kind.as_str() {
            "account" => Change::Account(AccountId(subject)),
            "unit" => Change::Unit(UnitId(subject)),
            "host" => Change::Host,
            "session" => Change::Session(subject),
            _ => Change::Offices,
        }
    }
}

/// What changed, each thing once, and from where to read the next time. Where nothing did, it is one look at one index.
pub fn changes(conn: &mut Conn, since: Since) -> Result<(BTreeSet<Change>, Since)> {
    let first =
        first_of!(conn, directory_changes::table.filter(directory_changes::seq.ge(since.0)).select(directory_changes::seq));
    let first: Option<i64> = first.or_none()?;
    if first.is_none() {
        return Ok((BTreeSet::new(), since));
    }
    // The horizon first: what is committed between the two reads is read again, not missed.
    let next = Since::now(conn)?;
    let rows: Vec<(String, String)> = directory_changes::table
        .filter(directory_changes::seq.ge(since.0))
        .select((directory_changes::kind, directory_changes::subject))
        .load(conn)
        .or_fail()?;
    Ok((rows.into_iter().map(Change::of).collect(), next))
}

/// What changed within so many milliseconds, by the clock of the database, each with its number.
pub fn lately(conn: &mut Conn, age: i64) -> Result<Vec<(i64, Change)>> {
    let since = db::now(conn)? - age;
    let rows: Vec<(i64, String, String)> = directory_changes::table
        .filter(directory_changes::at.gt(since))
        .select((directory_changes::seq, directory_changes::kind, directory_changes::subject))
        .load(conn)
        .or_fail()?;
    Ok(rows.into_iter().map(|(seq, kind, subject)| (seq, Change::of((kind, subject)))).collect())
}

pub(super) fn forget(tx: &mut Conn, age: i64) -> Result<usize> {
    db::forget(tx, CHANGES, age)
}

/// The POSIX numbers of some accounts or roles, by their ids.
pub(super) fn numbers(conn: &mut Conn, ids: &[&str]) -> Result<HashMap<String, i64>> {
    let rows: Vec<(String, i64)> = posix_numbers::table
        .filter(posix_numbers::subject.eq_any(ids))
        .select((posix_numbers::subject, posix_numbers::seq))
        .load(conn)
        .or_fail()?;
    Ok(rows.into_iter().collect())
}
