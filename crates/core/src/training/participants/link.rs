//! The personal link of an invitation: with it, somebody without an account says that they are there. It opens nothing else: neither
//! what an account opens, nor an answer.
//!
//! The link's secret is derived from the installation's key and the participant's id, so that no table holds it and a message that is
//! written once more says the same.

use super::model::Participant;
use super::store;
use crate::db::Conn;
use crate::throttle::{self, Rate};
use crate::training::shared::{self, SessionRow};
use crate::world::World;
use data_encoding::HEXLOWER_PERMISSIVE;
use kunye_kernel::actor::Source;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::ParticipantId;
use kunye_kernel::reference;
use kunye_kernel::time::MINUTE;

/// A class behind one address opens its links in a few minutes; 2·10²² secrets are not found by trying.
const PER_SOURCE: Rate = Rate { burst: 60, every: MINUTE };

fn secret(world: &World, id: &ParticipantId) -> Result<String> {
    let print = world.vault.fingerprint("participant:link", id.as_str().as_bytes())?;
    let bytes = HEXLOWER_PERMISSIVE.decode(print.as_bytes()).map_err(Error::internal)?;
    Ok(reference::code(&bytes).replace('-', ""))
}

/// The address of a participant's personal link: `https://…/davet/KT7M-2QX4/…`.
pub fn link(world: &World, session: &str, id: &ParticipantId) -> Result<String> {
    Ok(format!("{}/davet/{session}/{}", world.public_url, secret(world, id)?))
}

/// What a participant is invited to, as long as they have a seat.
pub fn invited_to(conn: &mut Conn, id: &ParticipantId) -> Result<Option<SessionRow>> {
    let Some(one) = store::find(conn, id)?.filter(|one| one.state.is_live()) else { return Ok(None) };
    let session = shared::session(conn, &one.session_id)?;
    session.map(|session| shared::row_of(conn, session)).transpose()
}

/// Whose link it is, as long as they have a seat.
pub fn by_link(world: &World, source: &Source, session: &str, given: &str) -> Result<Participant> {
    let now = world.now();
    world.db.write(|tx| throttle::take(tx, &world.vault, &format!("invitation:{}", source.network()), PER_SOURCE, now))?;
    let given = reference::parse_code(given).ok_or_else(Error::not_found)?.replace('-', "");
    world.db.read(|conn| {
        let session = shared::by_reference(conn, session)?.ok_or_else(Error::not_found)?;
        for one in store::live(conn, &session.id)? {
            if aws_lc_rs::constant_time::verify_slices_are_equal(secret(world, &one.id)?.as_bytes(), given.as_bytes()).is_ok() {
                return Ok(one);
            }
        }
        Err(Error::not_found())
    })
}
