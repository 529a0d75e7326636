//! The only file that touches this room's tables.

use crate::db::{self, Conn, IntoResult};
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
    /// Applications, their roles and their machines: few, so all of them.
    Offices,
}

/// What changed, each thing once, and from where to read the next time.
pub fn changes(conn: &mut Conn, since: Since) -> Result<(BTreeSet<Change>, Since)> {
    // The horizon first: what is committed between the two reads is read again, not missed.
    let next = Since::now(conn)?;
    let rows: Vec<(String, String)> = directory_changes::table
        .filter(directory_changes::seq.ge(since.0))
        .select((directory_changes::kind, directory_changes::subject))
        .load(conn)
        .or_fail()?;
    let changed = rows.into_iter().map(|(kind, subject)| match kind.as_str() {
        "account" => Change::Account(AccountId(subject)),
        "unit" => Change::Unit(UnitId(subject)),
        _ => Change::Offices,
    });
    Ok((changed.collect(), next))
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
