//! Devices that go on with the password before: a mail program whose owner has forgotten it. It is refused, it is no attack, and the
//! person is told where to look.

use super::check::{Asked, Face};
use crate::db::{Conn, IntoResult, insert_new};
use crate::schema::stale_devices;
use crate::world::World;
use diesel::prelude::*;
use kunye_kernel::error::Result;
use kunye_kernel::id::AccountId;
use kunye_kernel::time::{DAY, MINUTE, Time};

/// After this long without a try, a device counts as put right.
const FORGOTTEN_AFTER: i64 = 14 * DAY;

/// A device as its owner is told of it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = stale_devices)]
pub struct StaleDevice {
    /// The network address: of the device, or of the application it signs in to.
    pub source: String,
    pub face: Face,
    pub first_seen: Time,
    pub last_seen: Time,
    /// Minutes in which it was seen.
    pub tries: i64,
}

/// Devices of an account that offered the old password of late, since the current one came into use; latest first.
pub fn of_account(conn: &mut Conn, account: &AccountId, since: Time, now: Time) -> Result<Vec<StaleDevice>> {
    stale_devices::table
        .filter(stale_devices::account_id.eq(account))
        .filter(stale_devices::last_seen.gt(since.max(now.plus(-FORGOTTEN_AFTER))))
        .order(stale_devices::last_seen.desc())
        .limit(20)
        .select(StaleDevice::as_select())
        .load(conn)
        .or_fail()
}

/// Notes a try with the password before, at most once a minute a device. People who mistype at a page are no devices.
pub(super) fn seen(world: &World, account: &AccountId, asked: &Asked<'_>, now: Time) -> Result<()> {
    if asked.face == Face::Web {
        return Ok(());
    }
    let key = || stale_devices::table.find((account, &asked.source.address, asked.face));
    let last: Option<Time> = world.db.read(|conn| key().select(stale_devices::last_seen).first(conn).or_none())?;
    if last.is_some_and(|last| now.since(last) < MINUTE) {
        return Ok(());
    }
    world.db.write(|tx| {
        let row = (
            stale_devices::account_id.eq(account),
            stale_devices::source.eq(&asked.source.address),
            stale_devices::face.eq(asked.face),
            stale_devices::first_seen.eq(now),
            stale_devices::last_seen.eq(now),
            stale_devices::tries.eq(1_i64),
        );
        if insert_new!(tx, stale_devices::table, row).or_fail()? == 0 {
            diesel::update(key())
                .set((stale_devices::last_seen.eq(now), stale_devices::tries.eq(stale_devices::tries + 1)))
                .execute(tx)
                .or_fail()?;
        }
        Ok(())
    })
}

/// Forgets devices that have not been seen for long.
pub(super) fn sweep(tx: &mut Conn, now: Time) -> Result<usize> {
    diesel::delete(stale_devices::table.filter(stale_devices::last_seen.lt(now.plus(-FORGOTTEN_AFTER)))).execute(tx).or_fail()
}
