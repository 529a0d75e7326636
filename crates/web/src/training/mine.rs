//! One's own trainings: invitations, answers, calendar entries, certificates. One of them opens to the link of its invitation too.

use super::attendance::clock;
use super::{OutcomeTag, SessionTag, invited};
use crate::answer::{Answer, file, see_other};
use crate::flash::Flash;
use crate::input::Form;
use crate::render::Page;
use crate::visit::{Message, Visit};
use axum::extract::Path;
use kunye_core::db::Conn;
use kunye_core::register;
use kunye_core::training::participants::{self, Answer as Reply, Mine, Organizer, ParticipantState, calendar};
use kunye_core::training::shared::SessionDay;
use kunye_core::training::{attendance, certificates, evaluation, overview, programme, questions, spread};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::{ParticipantId, looks_like_id};
use kunye_kernel::language::Language;
use kunye_kernel::time::Day;
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct List {
    trainings: Vec<Line>,
    /// Whether one of them is on today, so that a code may be shown in a room.
    today: bool,
    certificates: Vec<CertificateTag>,
    /// Whether there is somebody else to ask, or there should be.
    asks: bool,
}

impl Page for List {
    const TEMPLATE: &'static str = "training/mine.html";
}

#[derive(Serialize)]
struct Line {
    id: String,
    session: SessionTag,
    state: ParticipantState,
    attended: OutcomeTag,
    /// Whether it waits to be judged.
    asked: bool,
    /// Whether what was learnt is to be passed on, and can be said to have been.
    spreads: bool,
}

#[derive(Serialize)]
struct CertificateTag {
    code: String,
    number: String,
    course: String,
    held_on: String,
    valid: bool,
}

/// Whether a question has somewhere to go: not from the institution's only coordinator to themselves, nor from the staff of the
/// institution that trains, whose programme is no other institution's to explain.
fn asks(conn: &mut Conn, actor: &Actor, today: Day) -> Result<bool> {
    let Some(to) = questions::addressee(conn, actor, today)? else { return Ok(true) };
    let is_self = |one: &register::Person| actor.person() == Some(&one.id);
    let only_self = !to.coordinators.is_empty() && to.coordinators.iter().all(is_self);
    Ok(!only_self && overview::programme_at(conn, &to.institution.id, today)?.is_none())
}

/// `GET /egitimlerim`
pub async fn list(visit: Visit) -> Answer {
    let (language, actor) = (visit.language, visit.actor());
    let read = move |world: &World| {
        let today = world.today();
        world.db.read(|conn| {
            let asked = evaluation::waiting_for(conn, &actor, world.now())?;
            let (mut trainings, mut on) = (Vec::new(), false);
            for Mine { participant, row, .. } in participants::mine(conn, &actor, today)? {
                let session = &row.session;
                on |= participant.state.is_live() && session.starts_on <= today && today <= session.ends_on;
                trainings.push(Line {
                    attended: attendance::outcome(conn, &participant, &row.session, today)?.into(),
                    asked: asked.contains(&participant.id),
                    spreads: spread::mine(conn, &actor, &participant.id, world.now()).is_ok(),
                    id: participant.id.to_string(),
                    session: SessionTag::of(&row, language),
                    state: participant.state,
                });
            }
            let mut own = Vec::new();
            for certificate in certificates::of_person(conn, &actor)? {
                let paper = certificate.paper()?;
                own.push(CertificateTag {
                    valid: certificate.is_valid(),
                    code: certificate.code,
                    number: paper.number,
                    course: if language == Language::En { paper.course_en } else { paper.course },
                    held_on: paper.held_on,
                });
            }
            Ok(List { trainings, today: on, certificates: own, asks: asks(conn, &actor, today)? })
        })
    };
    let page = visit.app.run(read).await?;
    visit.page(&page)
}

#[derive(Serialize)]
struct Show {
    id: String,
    session: SessionTag,
    address: String,
    contents: String,
    /// Each day with its hours.
    days: Vec<DayTag>,
    /// Whether it was opened by the link of the invitation.
    by_link: bool,
    /// Whether it is on today, so that a code may be shown in the room.
    today: bool,
    state: ParticipantState,
    attended: OutcomeTag,
    live: bool,
    /// Whether it is over; then, whether it waits to be judged, and the code of the certificate, "" for none.
    over: bool,
    asked: bool,
    certificate: String,
    /// Whether an answer still counts, and until when.
    open: bool,
    until: String,
    form: ReplyForm,
    errors: Vec<Message>,
}

impl Page for Show {
    const TEMPLATE: &'static str = "training/invitation.html";
}

#[derive(Serialize)]
struct DayTag {
    date: String,
    /// 1 is Monday.
    weekday: i8,
    from: String,
    until: String,
}

impl DayTag {
    fn of(day: &SessionDay) -> Self {
        let (from, until) = (day.hour_at(1), day.hour_at(day.hours + 1));
        Self { date: day.day.to_string(), weekday: day.day.weekday(), from: clock(from, false), until: clock(until, false) }
    }
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReplyForm {
    reply: String,
    said: String,
    deputy: String,
}

pub(super) fn href(id: &ParticipantId) -> String {
    format!("/egitimlerim/{id}")
}

pub(super) fn own(text: &str) -> Result<ParticipantId> {
    if looks_like_id(text) { Ok(ParticipantId::from(text)) } else { Err(Error::not_found()) }
}

fn read(
    world: &World,
    language: Language,
    (actor, by_link): &(Actor, bool),
    id: &ParticipantId,
    form: ReplyForm,
) -> Result<Show> {
    let today = world.today();
    let read = |conn: &mut Conn| {
        let mine = participants::one_of_mine(conn, actor, id, today)?;
        let attended = attendance::outcome(conn, &mine.participant, &mine.row.session, today)?;
        let asked = evaluation::form(conn, actor, id, world.now()).is_ok_and(|form| form.open);
        let certificate = certificates::of_own(conn, actor, id, today)?.map(|one| one.code);
        Ok((mine, attended, asked, certificate.unwrap_or_default()))
    };
    let (Mine { participant, row, days, open }, attended, asked, certificate) = world.db.read(read)?;
    Ok(Show {
        over: row.session.ends_on < today,
        today: participant.state.is_live() && (row.session.starts_on..=row.session.ends_on).contains(&today),
        days: days.iter().map(DayTag::of).collect(),
        by_link: *by_link,
        asked,
        certificate,
        attended: attended.into(),
        id: participant.id.to_string(),
        session: SessionTag::of(&row, language),
        address: row.site.address.clone(),
        contents: row.course.contents.clone(),
        state: participant.state,
        live: participant.state.is_live(),
        open,
        until: row.session.substitute_by.to_string(),
        form,
        errors: Vec::new(),
    })
}

/// `GET /egitimlerim/{id}`
pub async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let (who, id) = (invited::actor(&visit)?, own(&id)?);
    let language = visit.language;
    let page = visit.app.run(move |world| read(world, language, &who, &id, ReplyForm::default())).await?;
    visit.page(&page)
}

/// `POST /egitimlerim/{id}`
pub async fn answer(visit: Visit, Path(id): Path<String>, Form(form): Form<ReplyForm>) -> Answer {
    let language = visit.language;
    let ((actor, by_link), id) = (invited::actor(&visit)?, own(&id)?);
    let reply = match form.reply.as_str() {
        "accept" => Ok(Reply::Accept),
        "decline" => Ok(Reply::Decline { why: form.said.clone(), deputy: form.deputy.clone() }),
        _ => Err(Error::field("reply", "participant-reply-none")),
    };
    let (wanted, who) = (id.clone(), (actor.clone(), by_link));
    let verb = move |world: &World| participants::answer(world, &actor, &wanted, &reply?);
    match visit.app.run(verb).await {
        Ok(()) => Ok(Flash::success("participant-answered").on(&visit.app, see_other(&href(&id)))?),
        Err(error) if matches!(error.kind, Kind::NotFound | Kind::Forbidden) => Err(error.into()),
        Err(error) => {
            let page = visit.app.run(move |world| read(world, language, &who, &id, form)).await?;
            visit.refuse(error, |errors| Show { errors, ..page }, "reply")
        }
    }
}

/// `GET /egitimlerim/{id}/takvim.ics`
pub async fn entry(visit: Visit, Path(id): Path<String>) -> Answer {
    let language = visit.language;
    let ((actor, _), id) = (invited::actor(&visit)?, own(&id)?);
    let read = move |world: &World| {
        let today = world.today();
        world.db.read(|conn| {
            let mine = participants::one_of_mine(conn, &actor, &id, today)?;
            let programme = programme::find(conn, &mine.row.session.programme_id)?.ok_or_else(Error::not_found)?;
            let provider = register::institution(conn, &programme.provider_id)?.map(|one| one.name).unwrap_or_default();
            let organizer = world.mail.address().map(|mailbox| Organizer { name: &provider, mailbox });
            Ok(calendar(&mine.participant, &mine.row, &mine.days, language, organizer, &world.public_url, world.now()))
        })
    };
    let entry = visit.app.run(read).await?;
    file(entry.text.into_bytes(), entry.media_type, "egitim.ics", false)
}
