//! The job that tells somebody that they are invited, or not expected any more. What it says is what is true when it runs. Who has a mail
//! address gets a mail that their calendar understands, beside the message on the phone.

use super::calendar::{Attendee, Organizer, message};
use super::model::{Participant, ParticipantState};
use super::store;
use crate::db::Conn;
use crate::jobs::{Job, Outcome};
use crate::messages::ports::CalendarPart;
use crate::register::{self, Person};
use crate::texts::Texts;
use crate::training::news::News;
use crate::training::programme;
use crate::training::shared::{self, SessionDay, SessionRow};
use crate::world::World;
use kunye_kernel::error::Result;
use kunye_kernel::id::ParticipantId;

pub const TELL: &str = "training.tell";

/// What is told, and of what.
struct Told {
    one: Participant,
    person: Person,
    row: SessionRow,
    days: Vec<SessionDay>,
    provider: String,
}

fn read(conn: &mut Conn, id: &ParticipantId) -> Result<Option<Told>> {
    let Some(one) = store::find(conn, id)? else { return Ok(None) };
    let Some(session) = shared::session(conn, &one.session_id)? else { return Ok(None) };
    let Some(person) = register::person(conn, &one.person_id)? else { return Ok(None) };
    let provider = match programme::find(conn, &session.programme_id)? {
        Some(programme) => register::institution(conn, &programme.provider_id)?.map(|one| one.name),
        None => None,
    };
    let days = shared::days_of(conn, &session.id)?;
    Ok(Some(Told { one, person, row: shared::row_of(conn, session)?, days, provider: provider.unwrap_or_default() }))
}

pub fn tell(world: &World, texts: &Texts, job: &Job) -> Result<Outcome> {
    let found = world.db.read(|conn| read(conn, &ParticipantId::from(job.subject.as_str())))?;
    let Some(told) = found else { return Ok(Outcome::Done) };
    let Told { one, person, row, .. } = &told;
    let (title, key) = match one.state {
        // Asked once more: the days have changed.
        ParticipantState::Invited if one.sequence > 0 => ("mail-training-moved-title", "sms-training-moved"),
        ParticipantState::Invited => ("mail-training-title", "sms-training-invited"),
        ParticipantState::Withdrawn => ("mail-training-withdrawn-title", "sms-training-withdrawn"),
        ParticipantState::CalledOff => ("mail-training-called-off-title", "sms-training-called-off"),
        // They said so themselves; only their calendar does not know.
        ParticipantState::Declined => ("mail-training-declined-title", "mail-training-declined"),
        // Answered meanwhile: they know.
        ParticipantState::Accepted => return Ok(Outcome::Done),
    };
    // A link of their own: what it opens needs no account.
    let url = super::link(world, &row.session.reference, &one.id)?;
    let values = [("at", row.session.starts_at().display()), ("url", url)];
    // One message for each change.
    let subject = format!("{}.{}", one.id, one.sequence);
    let news = |to: &Person| News { subject: &subject, to: to.clone(), title, text: key, values: &values };
    let entry = entry(world, &told);
    let by_mail = match (&person.email, entry) {
        (Some(mailbox), Some(entry)) => news(person).mail(mailbox.clone(), entry, world, texts, job)?,
        // By mail without an entry, where there is no phone either.
        _ if one.state != ParticipantState::Declined => return news(person).send(world, texts, job),
        _ => return Ok(Outcome::Done),
    };
    if one.state == ParticipantState::Declined || person.mobile.is_none() {
        return Ok(by_mail);
    }
    let by_phone = news(person).send(world, texts, job)?;
    // Whichever could not be sent now is tried again; what was sent is not.
    Ok(if matches!(by_phone, Outcome::Done) { by_mail } else { by_phone })
}

/// The entry of somebody's calendar, where a mail with it has somewhere to come from and to go to.
fn entry(world: &World, told: &Told) -> Option<CalendarPart> {
    let organizer = Organizer { name: &told.provider, mailbox: world.mail.address()? };
    let name = told.person.full_name();
    let attendee = Attendee { name: &name, mailbox: told.person.email.as_deref()? };
    let file =
        message(&told.one, &told.row, &told.days, told.person.reads(), (organizer, attendee), &world.public_url, world.now());
    Some(CalendarPart { text: file.text, media_type: file.media_type })
}
