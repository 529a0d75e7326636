//! The personal link of an invitation, as the browser keeps it: with it, somebody without an account acts for one seat. Whoever is signed
//! in acts as themselves.

use super::exact;
use crate::answer::{Answer, WithCookie, see_other};
use crate::cookies::Sealed;
use crate::flash::Flash;
use crate::visit::{Known, Visit};
use axum::extract::Path;
use kunye_core::accounts::sessions::Stage;
use kunye_core::training::participants;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::Result;
use kunye_kernel::id::{ParticipantId, PersonId};
use kunye_kernel::time::HOUR;

/// The seat whose link was opened here, and whose seat it is.
const INVITED: Sealed = Sealed { name: "davet", lifetime: 12 * HOUR };

/// Whoever holds a link here, and is not signed in.
pub(crate) fn bearer(visit: &Known) -> Result<Option<Actor>> {
    if visit.session().is_some_and(|session| session.stage == Stage::Full) {
        return Ok(None);
    }
    let held = visit.sealed::<(ParticipantId, PersonId)>(&INVITED)?;
    Ok(held.map(|(participant, person)| Actor::Invited { participant, person, source: visit.source.clone() }))
}

/// Who acts on pages that a link opens too, and whether by a link.
pub(super) fn actor(visit: &Known) -> Result<(Actor, bool)> {
    Ok(match bearer(visit)? {
        Some(bearer) => (bearer, true),
        None => (visit.actor(), false),
    })
}

/// `GET /davet/{reference}/{secret}`: puts the link away, so that it stays in no history, and leads to the training; to the room, where a
/// code was brought from there.
pub async fn open(visit: Visit, Path((reference, secret)): Path<(String, String)>) -> Answer {
    let (reference, source) = (exact(&reference)?, visit.source.clone());
    let one = visit.app.run(move |world| participants::by_link(world, &source, &reference, &secret)).await?;
    let to = see_other(&if super::here::brought(&visit)?.is_some() { "/yoklama".to_owned() } else { super::mine::href(&one.id) });
    match visit.session().filter(|session| session.stage == Stage::Full) {
        Some(session) if session.person.id == one.person_id => Ok(to),
        Some(_) => Ok(Flash::info("invited-another").on(&visit.app, see_other("/egitimlerim"))?),
        None => Ok(to.with_cookie(INVITED.make_lasting(&visit.app, &(one.id, one.person_id))?)),
    }
}
