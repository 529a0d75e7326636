//! Devices that go on with the password before: a mail program whose owner has forgotten it. It is refused, it is no attack, and the
//! person is told where to look.

use super::check::{Asked, Face};
use super::model::{Account, CredentialState};
use super::names;
use crate::audit::{self, Entry};
use crate::db::{Conn, IntoResult, insert_new};
use crate::register::duties;
use crate::schema::{accounts, credentials, stale_devices};
use crate::world::World;
use diesel::prelude::*;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::AccountId;
use kunye_kernel::page::{Page, PageRequest};
use kunye_kernel::time::{DAY, MINUTE, Time};

/// After this long without a try, a device counts as put right.
const FORGOTTEN_AFTER: i64 = 14 * DAY;

/// Devices that offered the old password of late, since the current one was made.
macro_rules! still_behind {
    ($now:expr) => {
        stale_devices::table
            .inner_join(credentials::table.on(credentials::account_id.eq(stale_devices::account_id)))
            .filter(credentials::state.eq(CredentialState::Current))
            .filter(stale_devices::last_seen.gt(credentials::made_at))
            .filter(stale_devices::last_seen.gt($now.plus(-FORGOTTEN_AFTER)))
    };
}

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

/// An account of which a device goes on with the old password, for whoever helps its owner.
#[derive(Debug, Clone)]
pub struct Behind {
    pub account: Account,
    pub devices: usize,
    pub last_seen: Time,
}

/// Accounts within a helper's scope of which a device is behind, by user name; `begins`: how the name begins.
pub fn behind(conn: &mut Conn, actor: &Actor, begins: &str, request: PageRequest, now: Time) -> Result<Page<Behind>> {
    let scope = duties::help_scope(conn, actor, now.day())?;
    // What no user name can begin with (`%`) finds nobody, and not everybody.
    let begins = Some(begins.trim()).filter(|begins| !begins.is_empty()).map(names::typed);
    let found = || {
        let mut found = accounts::table
            .filter(scope.holds(accounts::person_id, now.day()))
            .filter(accounts::id.eq_any(still_behind!(now).select(stale_devices::account_id)))
            .into_boxed();
        match begins.as_deref() {
            None => {}
            Some("") => found = found.filter(accounts::user_name.eq("")),
            Some(begins) => found = found.filter(accounts::user_name.like(format!("{begins}%"))),
        }
        found
    };
    let total = found().count().get_result(conn).or_fail()?;
    let found: Vec<Account> = found()
        .order(accounts::user_name)
        .limit(request.limit())
        .offset(request.offset())
        .select(Account::as_select())
        .load(conn)
        .or_fail()?;
    let ids: Vec<&AccountId> = found.iter().map(|account| &account.id).collect();
    let seen: Vec<(AccountId, Time)> = still_behind!(now)
        .filter(stale_devices::account_id.eq_any(ids))
        .select((stale_devices::account_id, stale_devices::last_seen))
        .load(conn)
        .or_fail()?;
    let behind = |account: Account| {
        let own = || seen.iter().filter(|(of, _)| *of == account.id).map(|(_, at)| *at);
        let (devices, last_seen) = (own().count(), own().max().unwrap_or(now));
        Behind { account, devices, last_seen }
    };
    Ok(Page { items: found.into_iter().map(behind).collect(), total, request })
}

/// An account and its devices, for a helper of its owner. Addresses tell where somebody is: that they were looked at is recorded.
pub fn look(world: &World, actor: &Actor, account: &AccountId) -> Result<(Account, Vec<StaleDevice>)> {
    let now = world.now();
    world.db.write(|tx| {
        let scope = duties::help_scope(tx, actor, now.day())?;
        let account: Option<Account> = accounts::table
            .find(account)
            .filter(scope.holds(accounts::person_id, now.day()))
            .select(Account::as_select())
            .first(tx)
            .or_none()?;
        let account = account.ok_or_else(Error::not_found)?;
        let of = still_behind!(now).filter(stale_devices::account_id.eq(&account.id));
        let devices = of.order(stale_devices::last_seen.desc()).limit(20).select(StaleDevice::as_select()).load(tx).or_fail()?;
        audit::record(tx, now, actor, &Entry::new("devices.looked-at", "account", account.id.as_str()))?;
        Ok((account, devices))
    })
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
