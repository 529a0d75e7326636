//! How often names and passwords may be tried, whatever the face.
//!
//! Guessing is slowed per source, and per account *and* source. A flood against one account from many sources slows only sources
//! that have never signed in to it, and even those keep a try every quarter of an hour: nobody can lock another person out.
//!
//! A mail server gives the passwords of thousands of people from one address, and on the day it begins to, most of their phones still
//! hold old ones. Where an application's own account is known, the address has no limit of its own; each account behind it has.

use crate::db::Conn;
use crate::throttle::{self, Rate};
use crate::world::World;
use kunye_kernel::actor::Source;
use kunye_kernel::error::{Kind, Result};
use kunye_kernel::time::{DAY, MINUTE, SECOND, Time};

/// All tries from one address: a whole office may share one.
const PER_SOURCE: Rate = Rate { burst: 60, every: 5 * SECOND };
/// One account from one address.
const PER_PAIR: Rate = Rate { burst: 6, every: MINUTE };
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
    pub source: &'a Source,
}

/// Lets a try through or not. Only the pair pays before the outcome is known; a whole office behind one address signs in on a
/// Monday morning, and only its failures count ([`charge`]).
pub fn admit(world: &World, this: Try<'_>, now: Time) -> Result<()> {
    let vault = &world.vault;
    world.db.write_lightly(|tx| {
        if throttle::remembers(tx, vault, &this.known(), now)? {
            return throttle::take(tx, vault, &this.pair(), PER_PAIR, now);
        }
        if !throttle::remembers(tx, vault, &this.application(), now)? {
            throttle::check(tx, vault, &this.address(), PER_SOURCE, now)?;
        }
        let under_attack = throttle::check(tx, vault, &this.account(), PER_ACCOUNT, now).is_err();
        throttle::take(tx, vault, &this.pair(), if under_attack { UNDER_ATTACK } else { PER_PAIR }, now)
    })
}

/// A failure is charged to the address and, from a strange address, to the account; what is used up already stays used up.
pub fn charge(tx: &mut Conn, world: &World, this: Try<'_>, now: Time) -> Result<()> {
    if throttle::remembers(tx, &world.vault, &this.known(), now)? {
        return Ok(());
    }
    for (key, rate) in [(this.address(), PER_SOURCE), (this.account(), PER_ACCOUNT)] {
        match throttle::take(tx, &world.vault, &key, rate, now) {
            Err(error) if !matches!(error.kind, Kind::TooMany { .. }) => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// The right password was given: tries are forgotten, and the address is known from now on.
pub fn welcome(tx: &mut Conn, world: &World, this: Try<'_>, now: Time) -> Result<()> {
    forgive(tx, world, this)?;
    throttle::remember(tx, &world.vault, &this.known(), now.plus(KNOWN_FOR))
}

/// The same for an application's own account: behind its address are many people from now on.
pub fn welcome_application(tx: &mut Conn, world: &World, this: Try<'_>, now: Time) -> Result<()> {
    welcome(tx, world, this, now)?;
    throttle::remember(tx, &world.vault, &this.application(), now.plus(KNOWN_FOR))
}

/// Gives the try back that [`admit`] took: it was no guess.
pub fn forgive(tx: &mut Conn, world: &World, this: Try<'_>) -> Result<()> {
    throttle::forgive(tx, &world.vault, &this.pair())
}

/// Whether this is the first time on this day; later times of the day are told apart from it.
pub fn first_today(tx: &mut Conn, world: &World, this: Try<'_>, now: Time) -> Result<bool> {
    let key = format!("sign-in:today:{}:{}", this.name, this.source.network());
    let first = !throttle::remembers(tx, &world.vault, &key, now)?;
    if first {
        throttle::remember(tx, &world.vault, &key, now.day().plus_days(1).start())?;
    }
    Ok(first)
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

    fn known(&self) -> String {
        format!("sign-in:known:{}:{}", self.name, self.source.network())
    }
}
