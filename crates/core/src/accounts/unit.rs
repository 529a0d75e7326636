//! Accounts of units (A3): one user name and password for an organisation's own address, with a person who is responsible for it.
//!
//! It follows the same clock, requests and closure as a personal one. Its password goes to the responsible person's phone. It
//! opens directory and e-mail; it opens no session of its own, because behind a session stands a person (ADR 12).

use super::model::{Account, AccountKind, AccountState};
use super::orders::why;
use super::{names, orders, store};
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::register::{self, duties};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{AccountId, PersonId, UnitId};
use kunye_kernel::time::Day;

pub use store::{of_unit, responsible_for};

/// A unit's account to be opened.
pub struct NewUnitAccount<'a> {
    pub unit: &'a UnitId,
    pub responsible: &'a PersonId,
    /// As typed; see [`propose`].
    pub user_name: &'a str,
}

/// Whether somebody answers for an account today: a unit's account whose responsible person has left the unit opens nothing until
/// another takes over. A personal account is kept by its owner.
pub fn is_kept(conn: &mut Conn, account: &Account, today: Day) -> Result<bool> {
    is_kept_by(conn, &account.person_id, account.unit_id.as_ref(), today)
}

/// The same of an account that is known by its person and, if it is a unit's, its unit.
pub(super) fn is_kept_by(conn: &mut Conn, person: &PersonId, unit: Option<&UnitId>, today: Day) -> Result<bool> {
    match unit {
        Some(unit) => register::works_there(conn, person, unit, today),
        None => Ok(true),
    }
}

/// A free user name for a unit: the words of its name, folded to ASCII.
pub fn propose(conn: &mut Conn, unit: &UnitId) -> Result<String> {
    let unit = register::unit(conn, unit)?.ok_or_else(Error::not_found)?;
    let wished = names::of_unit(&unit.name);
    let taken = store::names_like(conn, &wished)?;
    Ok(names::resolve(&wished, |name| taken.contains(name)))
}

/// Opens an account for a unit, without a password: the responsible person asks for the first one on the form. Whoever
/// administers the unit may.
pub fn open(world: &World, actor: &Actor, new: &NewUnitAccount<'_>) -> Result<Account> {
    let (now, today) = (world.now(), world.today());
    world.db.write(|tx| {
        let proof = duties::administrator_of(tx, actor, new.unit, today)?;
        let user_name = names::for_unit(new.user_name).ok_or_else(|| Error::field("user_name", "account-unit-name"))?;
        if store::names_like(tx, &user_name)?.contains(&user_name) {
            return Err(Error::field("user_name", "account-unit-name-taken"));
        }
        works_there(tx, new.responsible, proof.unit(), today)?;
        let account = Account {
            id: AccountId::new(now, &*world.entropy),
            kind: AccountKind::Unit,
            person_id: new.responsible.clone(),
            user_name,
            state: AccountState::Pending,
            state_since: now,
            created_at: now,
            unit_id: Some(proof.unit().clone()),
        };
        store::insert(tx, &account)?;
        let detail = serde_json::json!({ "user_name": account.user_name, "responsible": account.person_id });
        let entry = Entry::new("account.made", "account", account.id.as_str()).unit(proof.unit()).detail(detail);
        audit::record(tx, now, actor, &entry)?;
        Ok(account)
    })
}

/// Makes somebody else responsible. Every password ends at once: the one who knew them is no longer responsible. Whoever
/// administers the unit may.
pub fn hand_over(world: &World, actor: &Actor, user_name: &str, to: &PersonId, reason: &str) -> Result<Account> {
    let (now, today) = (world.now(), world.today());
    world.db.write(|tx| {
        let (account, unit) = administered(tx, actor, user_name, today)?;
        let reason = why(reason)?;
        works_there(tx, to, &unit, today)?;
        if account.person_id == *to {
            return Err(Error::field("person", "account-unit-same-person"));
        }
        let ended = store::retire_all(tx, &account.id, None, now)?;
        store::set_responsible(tx, &account.id, to)?;
        let detail = serde_json::json!({ "before": account.person_id, "responsible": to, "credentials": ended });
        let entry = Entry::new("account.handed-over", "account", account.id.as_str()).unit(&unit).reason(&reason).detail(detail);
        audit::record(tx, now, actor, &entry)?;
        if account.state == AccountState::Active {
            store::move_to(tx, &account, AccountState::Expired, actor, "account-reason-handed-over", now)?;
        }
        store::account(tx, &account.id)
    })
}

/// A unit's account and its unit, for whoever administers it; for everybody else there is none.
pub fn administered(conn: &mut Conn, actor: &Actor, user_name: &str, today: Day) -> Result<(Account, UnitId)> {
    let (account, unit) = orders::administered(conn, actor, user_name, today)?;
    if account.kind == AccountKind::Unit { Ok((account, unit)) } else { Err(Error::not_found()) }
}

/// The unit's account that a form names, if this person is responsible for it and still works there.
pub fn claimed(conn: &mut Conn, user_name: &str, person: &PersonId, today: Day) -> Result<Option<Account>> {
    let Some(account) = store::by_user_name(conn, user_name)? else { return Ok(None) };
    let claimed = account.kind == AccountKind::Unit && account.person_id == *person && is_kept(conn, &account, today)?;
    Ok(claimed.then_some(account))
}

fn works_there(tx: &mut Conn, person: &PersonId, unit: &UnitId, today: Day) -> Result<()> {
    if register::works_there(tx, person, unit, today)? { Ok(()) } else { Err(Error::field("person", "account-unit-not-there")) }
}
