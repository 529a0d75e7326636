//! How often something may be tried. One row a key, one number in it: the generic cell rate algorithm (ITU-T I.371), which needs
//! no counters and no clean-up to be right.

use crate::db::{Conn, IntoResult, first_of, insert_new};
use crate::schema::throttle;
use crate::vault::Vault;
use diesel::prelude::*;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::time::{DAY, Time};

/// So many tries at once, and one more every so often.
#[derive(Debug, Clone, Copy)]
pub struct Rate {
    pub burst: i64,
    /// Milliseconds until one try comes back.
    pub every: i64,
}

/// The pure rule: when the key would be free again after one more try, or how many milliseconds to wait for it.
pub fn one_more(free_at: Time, now: Time, rate: Rate) -> Result<Time, i64> {
    let start = free_at.max(now);
    let wait = start.since(now) - (rate.burst - 1) * rate.every;
    if wait > 0 { Err(wait) } else { Ok(start.plus(rate.every)) }
}

fn stored(vault: &Vault, key: &str) -> Result<String> {
    // Keys name people and addresses; the table holds only fingerprints of them.
    vault.fingerprint("throttle", key.as_bytes())
}

fn free_at(conn: &mut Conn, stored: &str) -> Result<Time> {
    let found = first_of!(conn, throttle::table.find(stored).select(throttle::free_at));
    Ok(found.or_none()?.unwrap_or(Time(0)))
}

/// Whether one more try would be let through, without counting it.
pub fn check(conn: &mut Conn, vault: &Vault, key: &str, rate: Rate, now: Time) -> Result<()> {
    let free = free_at(conn, &stored(vault, key)?)?;
    one_more(free, now, rate).map(|_| ()).map_err(too_many)
}

/// Counts one try, or refuses it with the seconds to wait.
pub fn take(tx: &mut Conn, vault: &Vault, key: &str, rate: Rate, now: Time) -> Result<()> {
    let key = stored(vault, key)?;
    let free = free_at(tx, &key)?;
    let next = one_more(free, now, rate).map_err(too_many)?;
    put(tx, &key, next)
}

/// Remembers a key until a moment, in the same table: its time is not used up before.
pub fn remember(tx: &mut Conn, vault: &Vault, key: &str, until: Time) -> Result<()> {
    put(tx, &stored(vault, key)?, until)
}

pub fn remembers(conn: &mut Conn, vault: &Vault, key: &str, now: Time) -> Result<bool> {
    Ok(free_at(conn, &stored(vault, key)?)? > now)
}

fn put(tx: &mut Conn, stored: &str, free_at: Time) -> Result<()> {
    if insert_new!(tx, throttle::table, (throttle::key.eq(stored), throttle::free_at.eq(free_at))).or_fail()? == 0 {
        diesel::update(throttle::table.find(stored)).set(throttle::free_at.eq(free_at)).execute(tx).or_fail()?;
    }
    Ok(())
}

/// Forgets what was counted: the right password was given.
pub fn forgive(tx: &mut Conn, vault: &Vault, key: &str) -> Result<()> {
    diesel::delete(throttle::table.find(stored(vault, key)?)).execute(tx).or_fail().map(|_| ())
}

/// Removes keys that have long been free.
pub fn sweep(tx: &mut Conn, now: Time) -> Result<usize> {
    diesel::delete(throttle::table.filter(throttle::free_at.lt(now.plus(-DAY)))).execute(tx).or_fail()
}

fn too_many(wait: i64) -> Error {
    Error::too_many(u32::try_from(wait / 1_000 + 1).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: Rate = Rate { burst: 3, every: 1_000 };

    #[test]
    fn a_burst_then_one_at_a_time() {
        let now = Time(10_000);
        let mut free = Time(0);
        for _ in 0..3 {
            free = one_more(free, now, RATE).unwrap();
        }
        assert_eq!(one_more(free, now, RATE), Err(1_000));
        assert_eq!(one_more(free, now.plus(400), RATE), Err(600));
        free = one_more(free, now.plus(1_000), RATE).unwrap();
        assert!(one_more(free, now.plus(1_001), RATE).is_err());
        assert!(one_more(free, now.plus(60_000), RATE).is_ok());
    }
}
