//! What only the demonstration and tests may do: roles that nobody asked for on a form. A real installation's faces do not reach
//! this file.

use super::change;
use super::model::{Act, Change};
use crate::accounts::Account;
use crate::db::Conn;
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{RoleId, UnitId};

/// Gives sample accounts a role.
pub fn give(tx: &mut Conn, world: &World, actor: &Actor, account: &Account, unit: &UnitId, role: &RoleId) -> Result<()> {
    if !matches!(actor, Actor::Operator { .. }) {
        return Err(Error::forbidden("error-operators-only"));
    }
    change::carry_out(tx, world, actor, account, unit, None, &[Change { act: Act::Grant, role: role.clone() }])
}
