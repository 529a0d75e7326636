//! Binds that repeat one of a moment ago, answered on the spot: from what one thread has read before, for as long as the database
//! says that nothing of it changed.

use super::machines::{self, Known};
use super::store::{Change, Since, changes};
use crate::accounts::check::{self, Asked, Grounds};
use crate::db::{Db, Reader};
use crate::world::World;
use kunye_kernel::actor::Source;
use kunye_kernel::error::Result;
use kunye_kernel::secret::Secret;
use kunye_kernel::time::Day;
use std::collections::HashMap;

/// More than one core can hash in the life of a fingerprint; half a kilobyte each.
const MOST: usize = 1 << 16;

/// Of one thread, so that nobody waits for anybody.
pub struct Recent {
    database: Reader,
    /// Up to where changes were read, and on which day: posts begin and end by date, without a change in the database.
    seen: Option<(Since, Day)>,
    /// By user name as it was typed.
    accounts: HashMap<String, Grounds>,
    machines: HashMap<String, Known>,
}

impl Recent {
    pub fn new(db: &Db) -> Self {
        Self { database: db.reader(), seen: None, accounts: HashMap::new(), machines: HashMap::new() }
    }

    /// An account whose password was verified a short while ago, if everything that it hangs on still stands. `None`: ask
    /// [`check::check`].
    pub fn account(&mut self, world: &World, asked: &Asked<'_>) -> Result<Option<check::Known>> {
        if !self.accounts.contains_key(asked.user_name) && !asked.may_be_recalled(world) {
            return Ok(None);
        }
        let today = self.catch_up(world)?;
        if let Some(grounds) = self.accounts.get(asked.user_name) {
            return Ok(grounds.recall(world, asked));
        }
        let grounds = self.database.glance(|conn| Grounds::read(conn, asked.user_name, today))?;
        let Some((grounds, known)) = grounds.and_then(|grounds| grounds.recall(world, asked).map(|known| (grounds, known)))
        else {
            return Ok(None);
        };
        put(&mut self.accounts, asked.user_name, grounds);
        Ok(Some(known))
    }

    /// The same of a machine; gives its name as it is written.
    pub fn machine(&mut self, world: &World, source: &Source, name: &str, secret: &Secret) -> Result<Option<String>> {
        self.catch_up(world)?;
        let right = |known: &Known| machines::recalls(world, known, source, secret).then(|| known.name.clone());
        if let Some(known) = self.machines.get(name) {
            return Ok(right(known));
        }
        let Some(known) = self.database.glance(|conn| machines::by_name(conn, name))? else { return Ok(None) };
        let found = right(&known);
        if found.is_some() {
            put(&mut self.machines, name, known);
        }
        Ok(found)
    }

    /// Reads something else, on the same connection.
    pub fn database(&mut self) -> &mut Reader {
        &mut self.database
    }

    /// Forgets what has changed. It is asked before every answer: what was read afterwards is at least as new as that.
    fn catch_up(&mut self, world: &World) -> Result<Day> {
        let today = world.today();
        let since = match self.seen {
            Some((since, day)) if day == today => since,
            _ => {
                self.accounts.clear();
                self.machines.clear();
                self.database.glance(Since::now)?
            }
        };
        let (changed, next) = self.database.glance(|conn| changes(conn, since))?;
        self.seen = Some((next, today));
        if !changed.is_empty() {
            self.accounts.retain(|_, grounds| !changed.contains(&Change::Account(grounds.account().clone())));
        }
        if changed.contains(&Change::Offices) {
            self.machines.clear();
        }
        Ok(today)
    }
}

fn put<T>(map: &mut HashMap<String, T>, key: &str, value: T) {
    if map.len() >= MOST {
        map.clear();
    }
    map.insert(key.to_owned(), value);
}
