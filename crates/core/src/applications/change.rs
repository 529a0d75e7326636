//! Giving and taking roles, in the transaction of the request that asked for it (A11).

use super::model::{Act, Authorisation, Change, EndReason};
use super::store;
use crate::accounts::Account;
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{AuthorisationId, RequestId, UnitId};

/// Carries out changes for an account whose holder works in `unit`, at once. What is so already stays as it is: a role that is
/// held is not given again, one that is not held is not missed. A role that cannot be given any more refuses them all.
pub fn carry_out(
    tx: &mut Conn,
    world: &World,
    actor: &Actor,
    account: &Account,
    unit: &UnitId,
    request: Option<&RequestId>,
    changes: &[Change],
) -> Result<()> {
    for change in changes {
        let (now, open) = (world.now(), store::open_of(tx, &account.id, &change.role)?);
        let (application, role) = store::role(tx, &change.role)?.ok_or_else(Error::not_found)?;
        let detail = serde_json::json!({ "application": application.slug, "role": role.slug, "request": request });
        let record = |tx: &mut Conn, action, unit: &UnitId| {
            let entry = Entry::new(action, "account", account.id.as_str()).unit(unit).detail(detail.clone());
            audit::record(tx, now, actor, &entry)
        };
        match (change.act, open) {
            (Act::Withdraw, Some(open)) => {
                store::end_authorisation(tx, &open.id, EndReason::Withdrawn, now)?;
                record(tx, "authorisation.withdrawn", &open.unit_id)?;
            }
            (Act::Withdraw, None) => {}
            (Act::Grant, open) => {
                if role.ended_at.or(application.ended_at).is_some() {
                    return Err(Error::conflict("applications-role-ended").with("role", role.name));
                }
                if let Some(open) = open {
                    if store::is_held(tx, &open.id, now.day())? {
                        continue;
                    }
                    // Given for a unit that the holder has left, and not closed yet.
                    store::end_authorisation(tx, &open.id, EndReason::LeftUnit, now)?;
                    record(tx, "authorisation.ended", &open.unit_id)?;
                }
                let authorisation = Authorisation {
                    id: AuthorisationId::new(now, &*world.entropy),
                    account_id: account.id.clone(),
                    role_id: role.id.clone(),
                    unit_id: unit.clone(),
                    request_id: request.cloned(),
                    starts_at: now,
                    ended_at: None,
                    end_reason: None,
                };
                store::insert_authorisation(tx, &authorisation)?;
                record(tx, "authorisation.given", unit)?;
            }
        }
    }
    Ok(())
}
