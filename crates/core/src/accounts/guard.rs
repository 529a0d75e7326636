//! How often names and passwords may be tried, whatever the face.
//!
//! Guessing is slowed per source, and per account *and* source. A flood against one account from many sources slows only sources
//! that have never signed in to it, and even those keep a try every quarter of an hour: nobody can lock another person out.
//!
//! A mail server gives the passwords of thousands of people from one address, and on the day it begins to, most of their phones still
//! hold old ones. Where an application's own account is known, the address has no limit of its own and is strange to nobody; each
//! account behind it has a limit. There whoever guesses and whom they guess look the same, so what slows the one keeps the other out:
//! a password that the system made, which nobody guesses at any speed, is let be guessed at faster.

use super::check::Face;
use crate::db::Conn;
use crate::throttle::{self, Rate};
use crate::world::World;
use kunye_kernel::actor::Source;
use kunye_kernel::error::{Kind, Result};
use kunye_kernel::time::{DAY, MINUTE, SECOND, Time};
use std::sync::MutexGuard;

/// All tries from one address: a whole office may share one.
const PER_SOURCE: Rate = Rate { burst: 60, every: 5 * SECOND };
/// One account from one address.
const PER_PAIR: Rate = Rate { burst: 6, every: MINUTE };
/// The same at a mail server or another application, where the system made the password: in the same five minutes a failure uses up a
/// second in place of a minute. At a guess a second, 24^8 passwords of the least length last seventeen hundred years on average.
const PER_PAIR_BEHIND: Rate = Rate { burst: 301, every: SECOND };
/// One account from all addresses that are strange to it.
const PER_ACCOUNT: Rate = Rate { burst: 60, every: MINUTE };
/// What a strange address keeps when [`PER_ACCOUNT`] is used up.
const UNDER_ATTACK: Rate = Rate { burst: 1, every: 15 * MINUTE };
/// How long an address counts as known after a sign-in.
const KNOWN_FOR: i64 = 90 * DAY;

/// Who is tried, from where. `name` is the user name; a machine's account has a prefix that no user name has.
#[derive(Clone, Copy)]
pub struct Try<'a> {
    pub name: &'a str,
    pub face: Face,
    pub source: &'a Source,
}

/// A try whose turn it is. Only failures count, and only when they have failed; on one node tries of one account from one address
/// therefore wait for each other, or many at once would all be let through.
pub struct Turn<'a> {
    world: &'a World,
    this: Try<'a>,
    _gate: MutexGuard<'a, ()>,
}

/// Waits for the turn of a try.
pub fn turn<'a>(world: &'a World, this: Try<'a>) -> Turn<'a> {
    let gate = world.hasher.alone((this.name, this.source.network()));
    Turn { world, this, _gate: gate }
}

impl Turn<'_> {
    pub fn name(&self) -> &str {
        self.this.name
    }

    /// Lets the try through or not.
    pub fn admit(&self, conn: &mut Conn, now: Time) -> Result<()> {
        let vault = &self.world.vault;
        let strange = self.is_strange(conn, now)?;
        if strange {
            throttle::check(conn, vault, &self.this.address(), PER_SOURCE, now)?;
        }
        // Either rate of a pair looks as far ahead.
        let rate = self.per_pair(conn, strange, now)?;
        throttle::check(conn, vault, &self.this.pair(), rate, now)
    }

    /// It failed: charged to the pair and, from a strange address, to address and account. What is used up stays used up. `made`:
    /// whether no password that a person chose opens the account.
    pub fn charge(&self, tx: &mut Conn, made: bool, now: Time) -> Result<()> {
        let strange = self.is_strange(tx, now)?;
        let pair = match made && throttle::remembers(tx, &self.world.vault, &self.this.application(), now)? {
            true => PER_PAIR_BEHIND,
            false => self.per_pair(tx, strange, now)?,
        };
        let mut charges = vec![(self.this.pair(), pair)];
        if strange {
            charges.extend([(self.this.address(), PER_SOURCE), (self.this.account(), PER_ACCOUNT)]);
        }
        for (key, rate) in charges {
            match throttle::take(tx, &self.world.vault, &key, rate, now) {
                Err(error) if !matches!(error.kind, Kind::TooMany { .. }) => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }

    /// The right password was given: failures are forgotten, and the address is known from now on. Tells whether this is the first
    /// time on this day.
    pub fn welcome(&self, tx: &mut Conn, now: Time) -> Result<bool> {
        let vault = &self.world.vault;
        if throttle::remembers(tx, vault, &self.this.pair(), now)? {
            throttle::forgive(tx, vault, &self.this.pair())?;
        }
        // Once a day is often enough for ninety days, and tells the days apart.
        let known = self.this.known(self.this.face);
        let today = now.day().start().plus(KNOWN_FOR);
        let first = !throttle::remembers(tx, vault, &known, today.plus(-1))?;
        if first {
            throttle::remember(tx, vault, &known, now.plus(KNOWN_FOR))?;
        }
        Ok(first)
    }

    /// The same for an application's own account: behind its address are many people from now on.
    pub fn welcome_application(&self, tx: &mut Conn, now: Time) -> Result<bool> {
        let first = self.welcome(tx, now)?;
        if first {
            throttle::remember(tx, &self.world.vault, &self.this.application(), now.plus(KNOWN_FOR))?;
        }
        Ok(first)
    }

    /// From where the account was not opened of late, and no application asks.
    fn is_strange(&self, conn: &mut Conn, now: Time) -> Result<bool> {
        let known = Face::ALL.iter().map(|face| self.this.known(*face));
        for key in known.chain([self.this.application()]) {
            if throttle::remembers(conn, &self.world.vault, &key, now)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn per_pair(&self, conn: &mut Conn, strange: bool, now: Time) -> Result<Rate> {
        let attacked = strange && throttle::check(conn, &self.world.vault, &self.this.account(), PER_ACCOUNT, now).is_err();
        Ok(if attacked { UNDER_ATTACK } else { PER_PAIR })
    }
}

impl Try<'_> {
    fn address(&self) -> String {
        format!("sign-in:source:{}", self.source.network())
    }

    fn application(&self) -> String {
        format!("sign-in:application:{}", self.source.network())
    }

    fn account(&self) -> String {
        format!("sign-in:account:{}", self.name)
    }

    fn pair(&self) -> String {
        format!("sign-in:pair:{}:{}", self.name, self.source.network())
    }

    fn known(&self, face: Face) -> String {
        format!("sign-in:known:{face}:{}:{}", self.name, self.source.network())
    }
}
