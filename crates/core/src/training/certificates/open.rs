//! A certificate is opened by whose it is (signed in, or by the link of the invitation), by the coordinator of their institution and by the planners of the provider; what it says
//! is told to anybody who has its code.

use super::issue::draw;
use super::model::Certificate;
use super::paper::Press;
use super::store;
use crate::db::Conn;
use crate::register::duties::training::{coordinator_of, planned_by};
use crate::throttle::{self, Rate};
use crate::training::participants;
use crate::world::World;
use kunye_kernel::actor::{Actor, Source};
use kunye_kernel::error::{Error, Result};
use kunye_kernel::language::Language;
use kunye_kernel::time::{Day, SECOND};
use zeroize::Zeroizing;

/// Codes are 6·10⁹; looking for one by trying is slowed to nothing.
const PER_SOURCE: Rate = Rate { burst: 60, every: 5 * SECOND };

/// What a code stands for, revoked or not.
pub fn verify(world: &World, source: &Source, code: &str) -> Result<Certificate> {
    let now = world.now();
    world.db.write(|tx| throttle::take(tx, &world.vault, &format!("certificate:{}", source.network()), PER_SOURCE, now))?;
    world.db.read(|conn| store::by_code(conn, code))?.ok_or_else(Error::not_found)
}

fn may_open(conn: &mut Conn, actor: &Actor, certificate: &Certificate, today: Day) -> Result<bool> {
    if actor.person() == Some(&certificate.person_id)
        || participants::own(conn, actor, &certificate.participant_id, today).is_ok()
    {
        return Ok(true);
    }
    if let Ok(proof) = coordinator_of(conn, actor, today)
        && *proof.institution() == certificate.institution_id
    {
        return Ok(true);
    }
    Ok(planned_by(conn, actor, today).is_ok_and(|providers| providers.contains(&certificate.provider_id)))
}

/// The bytes as they were issued; in English they are made when they are first asked for, and kept from then on.
pub fn open(world: &World, press: &dyn Press, actor: &Actor, code: &str, language: Language) -> Result<Zeroizing<Vec<u8>>> {
    let today = world.today();
    let read = |conn: &mut Conn| {
        let certificate = store::by_code(conn, code)?.ok_or_else(Error::not_found)?;
        if !may_open(conn, actor, &certificate, today)? {
            return Err(Error::not_found());
        }
        let file = store::file(conn, &certificate.id, language.code())?;
        Ok((certificate, file))
    };
    let (certificate, file) = world.db.read(read)?;
    let file = match file {
        Some(file) => file,
        None if language == Language::Tr => return Err(Error::not_found()),
        None => {
            draw(world, press, &certificate, language)?;
            world.db.read(|conn| store::file(conn, &certificate.id, language.code()))?.ok_or_else(Error::not_found)?
        }
    };
    world.blobs.get(certificate.provider_id.as_str(), &file.blob)
}
