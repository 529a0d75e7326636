//! The officer files the signed form in the unit's archive (A6): a scan of the paper, or the file with its electronic signatures.

use super::attest::handled;
use super::model::{Request, RequestState, SignedForm};
use super::sign;
use crate::archive::{self, Item, NewItem};
use crate::db::Conn;
use crate::policy;
use crate::register::duties::OfficerOf;
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};

/// The kind under which the archive keeps the scan of the signed form.
pub const FORM: &str = "form";
/// The kind under which it keeps the form with electronic signatures.
pub const SIGNED: &str = "signed_form";

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

/// A form with electronic signatures on its way into the archive: its bytes are already under the key of the officer's unit.
pub(super) struct ToFile {
    blob: String,
    checked: archive::Checked,
}

/// Puts the signed form of a request where the officer's archive will find it; to be called before the transaction of [`file_signed`].
pub(super) fn bring(world: &World, officer: &OfficerOf, form: &SignedForm) -> Result<ToFile> {
    let bytes = sign::open(world, form)?;
    Ok(ToFile { blob: archive::keep(world, officer, &bytes)?, checked: archive::check(&bytes, i64::MAX >> 20)? })
}

/// Files it under a number of its own.
pub(super) fn file_signed(
    tx: &mut Conn,
    world: &World,
    actor: &Actor,
    officer: &OfficerOf,
    request: &Request,
    brought: &ToFile,
) -> Result<Item> {
    let file_name = format!("kunye-{}-imzali.pdf", request.reference);
    let new = NewItem {
        officer,
        subject: request.id.as_str(),
        kind: SIGNED,
        file_name: &file_name,
        checked: brought.checked,
        blob: brought.blob.clone(),
    };
    archive::file(tx, world, actor, &new)
}
