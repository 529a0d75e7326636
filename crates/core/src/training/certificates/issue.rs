//! The planner orders a session's certificates; a job makes them, one after the other, and can be stopped between any two.
//!
//! A certificate is numbered and written down with everything it says in one transaction. Its bytes are drawn from what was
//! written, so a process that dies between the two leaves nothing to guess: the next one draws the same page.

use super::model::{Certificate, CertificateFile, number};
use super::paper::{CertificatePaper, Press};
use super::tell::READY;
use super::{lists, store};
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::issued;
use crate::jobs::{self, Handlers, Job, Outcome};
use crate::register;
use crate::training::attendance::SheetRow;
use crate::training::{planned, programme, shared};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{CertificateId, SessionId};
use kunye_kernel::language::Language;
use kunye_kernel::reference;
use kunye_kernel::time::Time;
use serde_json::json;
use std::sync::Arc;

pub const ISSUE: &str = "training.certificates";
const ACTOR: Actor = Actor::Job { kind: ISSUE };

/// Orders certificates for everybody who attended in full and has none; gives how many.
pub fn order(world: &World, actor: &Actor, session: &str) -> Result<usize> {
    world.db.write(|tx| match put(tx, world, actor, session)? {
        0 => Err(Error::conflict("certificate-none-due")),
        due => Ok(due),
    })
}

/// Orders those of one session, in a transaction that may order more; 0 where none is due.
pub(super) fn put(tx: &mut Conn, world: &World, actor: &Actor, session: &str) -> Result<usize> {
    let (now, today) = (world.now(), world.today());
    let session = shared::by_reference(tx, session)?.ok_or_else(Error::not_found)?;
    planned(tx, actor, &session.programme_id, today).map_err(|_| Error::not_found())?;
    let due = lists::due(tx, &session.id, today)?.len();
    if due > 0 {
        jobs::enqueue(tx, &*world.entropy, ISSUE, session.id.as_str(), now, now)?;
        let entry = Entry::new("certificates.ordered", "training_session", session.id.as_str());
        audit::record(tx, now, actor, &entry.detail(json!({ "people": due })))?;
    }
    Ok(due)
}

/// Has the job carried out too, by a press that draws.
pub fn with_press(handlers: Handlers, press: Arc<dyn Press>) -> Handlers {
    handlers.on(ISSUE, move |world: &World, job: &Job| issue(world, &*press, job))
}

fn issue(world: &World, press: &dyn Press, job: &Job) -> Result<Outcome> {
    let session = SessionId::from(job.subject.as_str());
    // What an earlier run has numbered and not drawn comes first.
    for certificate in world.db.read(|conn| lists::undrawn(conn, &session))? {
        draw(world, press, &certificate, Language::Tr)?;
    }
    while let Some(certificate) = next(world, &session)? {
        draw(world, press, &certificate, Language::Tr)?;
    }
    Ok(Outcome::Done)
}

/// Numbers the next certificate that is due, and writes down what it says.
fn next(world: &World, id: &SessionId) -> Result<Option<Certificate>> {
    let (now, today) = (world.now(), world.today());
    world.db.write(|tx| {
        let Some(one) = lists::due(tx, id, today)?.into_iter().next() else { return Ok(None) };
        let certificate = made(tx, world, id, &one, now)?;
        store::insert(tx, &certificate)?;
        let entry = Entry::new("certificate.issued", "certificate", certificate.id.as_str());
        let detail = json!({ "number": certificate.number(), "participant": certificate.participant_id });
        audit::record(tx, now, &ACTOR, &entry.detail(detail))?;
        Ok(Some(certificate))
    })
}

fn made(tx: &mut Conn, world: &World, id: &SessionId, one: &SheetRow, now: Time) -> Result<Certificate> {
    let session = shared::session(tx, id)?.ok_or_else(Error::not_found)?;
    let programme = programme::find(tx, &session.programme_id)?.ok_or_else(Error::not_found)?;
    let provider = register::institution(tx, &programme.provider_id)?.ok_or_else(Error::not_found)?;
    let row = shared::row_of(tx, session)?;
    let year = i32::from(now.day().year());
    let serial = store::next_serial(tx, &programme.provider_id, year)?;
    let mut code = reference::new(&*world.entropy);
    while store::by_code(tx, &code)?.is_some() {
        code = reference::new(&*world.entropy);
    }
    let (participant, person) = (&one.row.participant, &one.row.person);
    let paper = CertificatePaper {
        number: number(year, serial),
        verify_url: format!("{}/sertifika/{code}", world.public_url),
        code: code.clone(),
        given_names: person.given_names.clone(),
        surname: person.surname.clone(),
        institution: one.institution.name.clone(),
        course: row.course.name,
        course_en: row.course.name_en,
        hours: row.session.hours,
        held_on: row.session.days(),
        site: row.site.name,
        province: row.site.province.name().to_owned(),
        provider: provider.name,
        programme: programme.name,
        issued_on: now.day().to_string(),
        issued_at: now.0,
    };
    Ok(Certificate {
        id: CertificateId::new(now, &*world.entropy),
        code,
        provider_id: programme.provider_id,
        year,
        serial,
        participant_id: participant.id.clone(),
        session_id: id.clone(),
        institution_id: participant.institution_id.clone(),
        person_id: participant.person_id.clone(),
        paper: serde_json::to_string(&paper).map_err(Error::internal)?,
        issued_at: now,
        revoked_at: None,
        revoked_by: None,
        revoke_reason: None,
        reissue: false,
    })
}

/// Draws a certificate, seals it where the institution has a seal, and keeps its bytes: the file before the row that names it. Whose it is
/// is told once, when it is there in Turkish.
pub(super) fn draw(world: &World, press: &dyn Press, certificate: &Certificate, language: Language) -> Result<()> {
    let bytes = world.signatures.seal(press.certificate(&certificate.paper()?, language)?, world.now())?.bytes;
    let file = CertificateFile {
        certificate_id: certificate.id.clone(),
        language: language.code().to_owned(),
        blob: world.blobs.put(certificate.provider_id.as_str(), &bytes)?,
        sha256: issued::digest(&bytes),
        made_at: world.now(),
    };
    world.db.write(|tx| {
        store::keep(tx, &file)?;
        if language == Language::Tr {
            jobs::enqueue_once(tx, &*world.entropy, READY, certificate.id.as_str(), certificate.id.as_str(), world.now())?;
        }
        Ok(())
    })
}
