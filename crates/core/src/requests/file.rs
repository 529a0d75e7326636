//! The officer files the scan of the signed form in the unit's archive (A6).

use super::attest::handled;
use super::model::RequestState;
use crate::archive::{self, Item, NewItem};
use crate::policy;
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};

/// The kind under which the archive keeps the signed form.
pub const FORM: &str = "form";

/// Files the scan: a PDF, JPEG or PNG by content. A better scan replaces the first, which stays in the archive, marked so.
pub fn file(world: &World, actor: &Actor, reference: &str, file_name: &str, bytes: &[u8]) -> Result<Item> {
    let today = world.today();
    let checked = archive::check(bytes, world.policy()?.get(policy::SCAN_MAX_SIZE))?;
    // Refused before the bytes are stored, and asked again in the transaction that refers to them.
    let officer = world.db.read(|conn| handled(conn, actor, reference, today).map(|(_, officer)| officer))?;
    let blob = archive::keep(world, &officer, bytes)?;
    world.db.write(|tx| {
        let (request, officer) = handled(tx, actor, reference, today)?;
        if !matches!(request.state, RequestState::AwaitingApproval | RequestState::Approved) {
            return Err(Error::conflict("request-state-forbids").with("state", request.state));
        }
        let new = NewItem { officer: &officer, subject: request.id.as_str(), kind: FORM, file_name, checked, blob: blob.clone() };
        archive::file(tx, world, actor, &new)
    })
}
