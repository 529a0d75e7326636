//! The law of the ledger. Pure: a statement is replayed from its entries, and no entry makes anything negative.

use crate::db::text_enum;
use crate::schema::training::entitlements;
use diesel::prelude::*;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{InstitutionId, ProgrammeId};
use kunye_kernel::time::Time;
use std::collections::{HashMap, HashSet};

text_enum! {
    /// What moves hours. `Hold`, `Use` and `Return` name what the hours are held for.
    pub enum EntryKind {
        /// A decision gives hours.
        Grant = "grant",
        /// Hours are set aside for a class or a training.
        Hold = "hold",
        /// The training took place, or seats were given back too late.
        Use = "use",
        /// Held hours are free again.
        Return = "return",
        /// The programme has ended.
        Expire = "expire",
        /// By the provider's decision, to another institution.
        TransferOut = "transfer_out",
        /// By the provider's decision, from another institution.
        TransferIn = "transfer_in",
    }
}

/// One line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = entitlements)]
pub struct Entry {
    pub seq: i64,
    pub programme_id: ProgrammeId,
    pub institution_id: InstitutionId,
    pub kind: EntryKind,
    pub hours: i32,
    /// What the hours are held for: the id of a session, or of the request that may become one.
    pub hold: Option<String>,
    pub once_key: String,
    /// Id of what caused it.
    pub about: String,
    pub actor: String,
    pub reason: String,
    pub at: Time,
}

/// Where an institution's hours are. All of them are 0 or more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Balance {
    pub granted: i32,
    pub received: i32,
    pub given: i32,
    pub held: i32,
    pub used: i32,
    pub expired: i32,
}

impl Balance {
    /// Hours that can be held for something new.
    pub fn available(&self) -> i32 {
        self.granted + self.received - self.given - self.held - self.used - self.expired
    }
}

/// The entries of one institution, and what they add up to.
#[derive(Debug, Clone, Default)]
pub struct Statement {
    pub entries: Vec<Entry>,
    pub balance: Balance,
    /// Available hours after each entry.
    pub after: Vec<i32>,
    holds: HashMap<String, i32>,
    keys: HashMap<String, (EntryKind, i32, Option<String>)>,
}

impl Statement {
    /// Replays entries from nothing. An error means that what is stored breaks the law.
    pub fn replay(entries: Vec<Entry>) -> Result<Self> {
        let mut statement = Self::default();
        let mut seen = HashSet::new();
        for entry in entries {
            if !seen.insert(entry.once_key.clone()) {
                return Err(Error::internal(format!("the ledger holds {} twice", entry.once_key)));
            }
            let seq = entry.seq;
            statement.add(entry).map_err(|error| Error::internal(format!("entry {seq} of the ledger: {error}")))?;
        }
        Ok(statement)
    }

    /// Hours held for this.
    pub fn held_for(&self, hold: &str) -> i32 {
        self.holds.get(hold).copied().unwrap_or(0)
    }

    /// Whether this was booked already. Something else under the same key is an error of ours.
    pub fn has(&self, key: &str, kind: EntryKind, hours: i32, hold: Option<&str>) -> Result<bool> {
        match self.keys.get(key) {
            None => Ok(false),
            Some((k, h, o)) if (*k, *h, o.as_deref()) == (kind, hours, hold) => Ok(true),
            Some(_) => Err(Error::internal(format!("the ledger's key {key} is used for two things"))),
        }
    }

    /// Adds an entry, or refuses it and stays as it is.
    pub fn add(&mut self, entry: Entry) -> Result<()> {
        let (hours, mut next) = (entry.hours, self.balance);
        if hours <= 0 {
            return Err(Error::internal("a ledger entry without hours"));
        }
        let needs_hold = matches!(entry.kind, EntryKind::Hold | EntryKind::Use | EntryKind::Return);
        if needs_hold != entry.hold.is_some() {
            return Err(Error::internal("a ledger entry that holds for nothing, or nothing for something"));
        }
        let short = |there: i32| Error::conflict("training-hours-short").with("hours", hours).with("available", there);
        match entry.kind {
            EntryKind::Grant => next.granted = next.granted.saturating_add(hours),
            EntryKind::TransferIn => next.received = next.received.saturating_add(hours),
            EntryKind::Hold | EntryKind::Expire | EntryKind::TransferOut if self.balance.available() < hours => {
                return Err(short(self.balance.available()));
            }
            EntryKind::Hold => next.held += hours,
            EntryKind::Expire => next.expired += hours,
            EntryKind::TransferOut => next.given += hours,
            EntryKind::Use | EntryKind::Return => {
                let held = entry.hold.as_deref().map_or(0, |hold| self.held_for(hold));
                if held < hours {
                    return Err(short(held));
                }
                next.held -= hours;
                if entry.kind == EntryKind::Use {
                    next.used += hours;
                }
            }
        }
        if let Some(hold) = &entry.hold {
            let held = self.holds.entry(hold.clone()).or_insert(0);
            *held += if entry.kind == EntryKind::Hold { hours } else { -hours };
        }
        self.balance = next;
        self.keys.insert(entry.once_key.clone(), (entry.kind, hours, entry.hold.clone()));
        self.after.push(next.available());
        self.entries.push(entry);
        Ok(())
    }
}
