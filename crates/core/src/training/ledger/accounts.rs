//! The statements of some institutions while an act is being decided: read once, booked in memory, saved in one go. The one way
//! into the ledger.

use super::book::{Balance, Entry, EntryKind, Statement};
use super::store;
use crate::db::Conn;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{InstitutionId, ProgrammeId};
use kunye_kernel::time::Time;
use std::collections::HashMap;

/// What is to be booked.
#[derive(Debug, Clone)]
pub struct Post {
    pub institution: InstitutionId,
    pub kind: EntryKind,
    pub hours: i32,
    pub hold: Option<String>,
    /// Booked once under this key, however often it is asked for.
    pub once_key: String,
    pub about: String,
    pub reason: String,
}

/// The statements of some institutions of one programme.
#[derive(Debug)]
pub struct Accounts {
    programme: ProgrammeId,
    of: HashMap<InstitutionId, Statement>,
    new: Vec<(InstitutionId, usize)>,
}

impl Accounts {
    pub fn load(conn: &mut Conn, programme: &ProgrammeId, institutions: &[InstitutionId]) -> Result<Self> {
        let mut entries: HashMap<InstitutionId, Vec<Entry>> = institutions.iter().map(|id| (id.clone(), Vec::new())).collect();
        for entry in store::entries(conn, programme, institutions)? {
            entries.entry(entry.institution_id.clone()).or_default().push(entry);
        }
        let of = entries.into_iter().map(|(id, entries)| Ok((id, Statement::replay(entries)?))).collect::<Result<_>>()?;
        Ok(Self { programme: programme.clone(), of, new: Vec::new() })
    }

    /// Nothing for an institution that was not loaded.
    pub fn balance(&self, institution: &InstitutionId) -> Balance {
        self.of.get(institution).map(|statement| statement.balance).unwrap_or_default()
    }

    pub fn held_for(&self, institution: &InstitutionId, hold: &str) -> i32 {
        self.of.get(institution).map_or(0, |statement| statement.held_for(hold))
    }

    /// How many entries an institution has.
    pub fn entries_of(&self, institution: &InstitutionId) -> usize {
        self.of.get(institution).map_or(0, |statement| statement.entries.len())
    }

    /// Books in memory, or refuses and leaves everything as it is. `false` when it was booked before.
    pub fn post(&mut self, post: Post) -> Result<bool> {
        let statement = self
            .of
            .get_mut(&post.institution)
            .ok_or_else(|| Error::internal("a ledger of an institution that was not loaded"))?;
        if statement.has(&post.once_key, post.kind, post.hours, post.hold.as_deref())? {
            return Ok(false);
        }
        statement.add(Entry {
            seq: i64::MAX,
            programme_id: self.programme.clone(),
            institution_id: post.institution.clone(),
            kind: post.kind,
            hours: post.hours,
            hold: post.hold,
            once_key: post.once_key,
            about: post.about,
            actor: String::new(),
            reason: post.reason,
            at: Time(0),
        })?;
        self.new.push((post.institution, statement.entries.len() - 1));
        Ok(true)
    }

    /// Writes what was booked, in the order it was.
    pub fn save(&self, tx: &mut Conn, actor: &str, now: Time) -> Result<()> {
        self.save_for(tx, |_| actor, now)
    }

    /// The same, where several actors' acts were booked.
    pub fn save_for<'a>(&'a self, tx: &mut Conn, actor: impl Fn(&'a Entry) -> &'a str, now: Time) -> Result<()> {
        let entries = self.new.iter().filter_map(|(id, at)| self.of.get(id)?.entries.get(*at));
        store::append(tx, entries.map(|entry| (entry, actor(entry))), now)
    }
}
