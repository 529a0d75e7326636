//! The personal link of an invitation: with it, somebody without an account does for their own seat what others do signed in. They see the
//! training, answer, take the calendar entry, say that they are there, judge it afterwards and fetch their certificate. It opens nothing
//! else, and nobody else's.
//!
//! The link's secret is derived from the installation's key and the participant's id, so that no table holds it and a message that is
//! written once more says the same. It ends [`HOLDS`] days after the training.

use super::model::Participant;
use super::store;
use crate::db::Conn;
use crate::throttle::{self, Rate};
use crate::training::shared::{self, SessionRow, SharedSession};
use crate::world::World;
use data_encoding::HEXLOWER_PERMISSIVE;
use kunye_kernel::actor::{Actor, Source};
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::ParticipantId;
use kunye_kernel::reference;
use kunye_kernel::time::{Day, MINUTE};

/// A class behind one address opens its links in a few minutes; 2·10²² secrets are not found by trying.
const PER_SOURCE: Rate = Rate { burst: 60, every: MINUTE };

/// Days after a training: time for its certificate and its evaluation.
const HOLDS: i32 = 180;

fn secret(world: &World, id: &ParticipantId) -> Result<String> {
    let print = world.vault.fingerprint("participant:link", id.as_str().as_bytes())?;
    let bytes = HEXLOWER_PERMISSIVE.decode(print.as_bytes()).map_err(Error::internal)?;
    Ok(reference::code(&bytes).replace('-', ""))
}

/// The address of a participant's personal link: `https://…/davet/KT7M-2QX4/…`.
pub fn link(world: &World, session: &str, id: &ParticipantId) -> Result<String> {
    Ok(format!("{}/davet/{session}/{}", world.public_url, secret(world, id)?))
}

/// The link of a participant, as long as it opens anything.
pub fn of_link(world: &World, conn: &mut Conn, id: &ParticipantId) -> Result<Option<String>> {
    let Some(one) = store::find(conn, id)? else { return Ok(None) };
    let session = shared::session(conn, &one.session_id)?.filter(|session| holds(session, world.today()));
    session.map(|session| link(world, &session.reference, id)).transpose()
}

fn holds(session: &SharedSession, today: Day) -> bool {
    today <= session.ends_on.plus_days(HOLDS)
}

/// What a participant is invited to, as long as they have a seat.
pub fn invited_to(conn: &mut Conn, id: &ParticipantId) -> Result<Option<SessionRow>> {
    let Some(one) = store::find(conn, id)?.filter(|one| one.state.is_live()) else { return Ok(None) };
    let session = shared::session(conn, &one.session_id)?;
    session.map(|session| shared::row_of(conn, session)).transpose()
}

/// Whose link it is.
pub fn by_link(world: &World, source: &Source, session: &str, given: &str) -> Result<Participant> {
    let now = world.now();
    world.db.write(|tx| throttle::take(tx, &world.vault, &format!("invitation:{}", source.network()), PER_SOURCE, now))?;
    let given = reference::parse_code(given).ok_or_else(Error::not_found)?.replace('-', "");
    world.db.read(|conn| {
        let session = shared::by_reference(conn, session)?.filter(|session| holds(session, now.day()));
        let session = session.ok_or_else(Error::not_found)?;
        for one in store::of_session(conn, &session.id)? {
            if aws_lc_rs::constant_time::verify_slices_are_equal(secret(world, &one.id)?.as_bytes(), given.as_bytes()).is_ok() {
                return Ok(one);
            }
        }
        Err(Error::not_found())
    })
}

/// A seat of the actor's own: of whoever is signed in, or the one whose link they hold, as long as that does.
pub(in crate::training) fn own(conn: &mut Conn, actor: &Actor, id: &ParticipantId, today: Day) -> Result<Participant> {
    let found = store::find(conn, id)?;
    let own = match actor {
        Actor::Person { person, .. } => found.filter(|one| one.person_id == *person),
        Actor::Invited { participant, .. } if participant == id => match found {
            Some(one) => shared::session(conn, &one.session_id)?.filter(|session| holds(session, today)).map(|_| one),
            None => None,
        },
        Actor::Invited { .. } => None,
        _ => return Err(Error::unauthenticated()),
    };
    own.ok_or_else(Error::not_found)
}
