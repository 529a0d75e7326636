//! What an administrator does with an account as a whole, one's own excepted: a stolen password is stopped at once, whosever it is.

use super::model::{Account, AccountState, CredentialState};
use super::{rules, store};
use crate::db::Conn;
use crate::register::{self, duties};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::UnitId;
use kunye_kernel::text::tidy;
use kunye_kernel::time::Day;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// It opens nothing until the order is taken back; its password stays.
    Suspend,
    Resume,
    /// Every password ends. A request that is carried out opens it again.
    Close,
}

impl Order {
    /// What makes sense in a state.
    pub fn possible(state: AccountState) -> &'static [Order] {
        match state {
            AccountState::Pending | AccountState::Active | AccountState::Expired => &[Order::Suspend, Order::Close],
            AccountState::Suspended => &[Order::Resume, Order::Close],
            AccountState::Closed => &[],
        }
    }
}

/// Suspends, resumes or closes an account at once, everywhere: what was opened with it hangs on its state. Whoever administers the
/// unit may: the account's own, or the one where its owner works.
pub fn give(world: &World, actor: &Actor, user_name: &str, order: Order, reason: &str) -> Result<Account> {
    let (now, today) = (world.now(), world.today());
    world.db.write(|tx| {
        let (account, _) = administered(tx, actor, user_name, today)?;
        if is_own(&account, actor) {
            return Err(Error::forbidden("account-order-own"));
        }
        let reason = why(reason)?;
        if !Order::possible(account.state).contains(&order) {
            return Err(Error::conflict("account-state-forbids").with("state", account.state));
        }
        let next = match order {
            Order::Suspend => AccountState::Suspended,
            Order::Close => AccountState::Closed,
            Order::Resume => {
                let live = store::live_credentials(tx, &account.id)?;
                let opens = live.iter().any(|one| one.state == CredentialState::Current && one.is_live(now));
                rules::resumed(opens, store::was_ever_used(tx, &account.id)?)
            }
        };
        if order == Order::Close {
            store::retire_all(tx, &account.id, None, now)?;
        }
        store::move_to(tx, &account, next, actor, &reason, now)?;
        store::account(tx, &account.id)
    })
}

/// An account and its unit, for whoever administers that unit; for everybody else there is none.
pub fn administered(conn: &mut Conn, actor: &Actor, user_name: &str, today: Day) -> Result<(Account, UnitId)> {
    let scope = duties::administrator_scope(conn, actor, today)?;
    let account = store::by_user_name(conn, user_name)?.ok_or_else(Error::not_found)?;
    let unit = match &account.unit_id {
        Some(unit) => unit.clone(),
        None => register::current_post(conn, &account.person_id, today)?.ok_or_else(Error::not_found)?.unit_id,
    };
    if scope.covers(conn, &unit)? { Ok((account, unit)) } else { Err(Error::not_found()) }
}

/// Whether it is the actor's personal account.
pub fn is_own(account: &Account, actor: &Actor) -> bool {
    account.unit_id.is_none() && actor.person() == Some(&account.person_id)
}

/// Why somebody did it, in their words.
pub fn why(reason: &str) -> Result<String> {
    let reason = tidy(reason);
    if (10..=500).contains(&reason.chars().count()) { Ok(reason) } else { Err(Error::field("reason", "applications-reason")) }
}
