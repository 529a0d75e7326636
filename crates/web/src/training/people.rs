//! The people of a session for its planners: trainer, attendance, certificates. No name before the list is final (B10).

use super::conflict::ConflictTag;
use super::{SessionTag, exact};
use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::input::Form;
use crate::render::Page;
use crate::visit::{Known, Message, Visit};
use axum::extract::Path;
use kunye_core::training::attendance::{self, Candidate, SheetRow, Standing};
use kunye_core::training::certificates::{self, Certificate};
use kunye_core::training::programme;
use kunye_core::training::shared::SessionState;
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::{PersonId, looks_like_id};
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct People {
    session: SessionTag,
    /// "" while there is none.
    trainer: String,
    trainers: Vec<OptionTag>,
    can_assign: bool,
    /// What speaks against the trainer who was chosen, and can be accepted.
    against: Vec<ConflictTag>,
    is_final: bool,
    final_after: String,
    people: Vec<PersonTag>,
    corrections: i64,
    /// Certificates that can be ordered.
    due: usize,
    certificates: Vec<CertificateTag>,
    form: PeopleForm,
    errors: Vec<Message>,
}

impl Page for People {
    const TEMPLATE: &'static str = "training/people.html";
}

#[derive(Serialize)]
struct OptionTag {
    value: String,
    text: String,
}

#[derive(Serialize)]
struct PersonTag {
    name: String,
    institution: String,
    disseminator: bool,
    /// `full`, `missed` or `open`, with the hours missed or left.
    standing: &'static str,
    hours: usize,
}

impl From<&SheetRow> for PersonTag {
    fn from(one: &SheetRow) -> Self {
        let (standing, hours) = match one.standing {
            Standing::Full => ("full", 0),
            Standing::Missed { hours } => ("missed", hours),
            Standing::Open { left } => ("open", left),
        };
        Self {
            name: one.row.person.full_name(),
            institution: one.institution.name.clone(),
            disseminator: one.row.participant.disseminator,
            standing,
            hours,
        }
    }
}

#[derive(Serialize)]
struct CertificateTag {
    code: String,
    number: String,
    name: String,
    valid: bool,
    reason: String,
}

impl CertificateTag {
    fn of(certificate: &Certificate) -> Result<Self> {
        let paper = certificate.paper()?;
        Ok(Self {
            code: certificate.code.clone(),
            number: paper.number,
            name: format!("{} {}", paper.given_names, paper.surname),
            valid: certificate.is_valid(),
            reason: certificate.revoke_reason.clone().unwrap_or_default(),
        })
    }
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PeopleForm {
    trainer: String,
    accepted: String,
    reason: String,
    reissue: String,
    session: String,
}

fn read(world: &World, visit: &Known, actor: &Actor, reference: &str, form: PeopleForm) -> Result<People> {
    let today = world.today();
    world.db.read(|conn| {
        let sheet = attendance::for_planner(conn, actor, reference, today)?;
        let progress = certificates::for_planner(conn, actor, reference, today)?;
        let session = &sheet.row.session;
        let programme = programme::find(conn, &session.programme_id)?.ok_or_else(Error::not_found)?;
        let trainer = attendance::trainer_of_session(conn, &session.id)?;
        let candidates = attendance::trainers(conn, &programme, session, today)?;
        let chosen = candidates.iter().find(|one| one.trainer.id.as_str() == form.trainer);
        let against = chosen.map(|one| one.conflicts.iter().map(|one| ConflictTag::of(visit, one)).collect()).unwrap_or_default();
        let option = |one: &Candidate| {
            let said = one.conflicts.first().map(|conflict| ConflictTag::of(visit, conflict).text);
            let name = &one.trainer.name;
            OptionTag {
                text: said.map_or_else(|| name.clone(), |said| format!("{name} – {said}")),
                value: one.trainer.id.to_string(),
            }
        };
        let trainers = candidates.iter().map(option).collect();
        let certificates: Result<Vec<CertificateTag>> = progress.issued.iter().map(CertificateTag::of).collect();
        Ok(People {
            session: SessionTag::of(&sheet.row, visit.language).on(session, today),
            trainer: trainer.map(|person| person.full_name()).unwrap_or_default(),
            trainers,
            against,
            can_assign: session.state == SessionState::Open && !session.is_on_site(),
            is_final: sheet.is_final,
            final_after: session.substitute_by.to_string(),
            people: sheet.people.iter().map(PersonTag::from).collect(),
            corrections: sheet.corrections,
            due: progress.due,
            certificates: certificates?,
            form,
            errors: Vec::new(),
        })
    })
}

fn href(reference: &str) -> String {
    format!("/planlama/seans/{reference}/katilimcilar")
}

/// `GET /planlama/seans/{reference}/katilimcilar`
pub async fn show(visit: Visit, Path(reference): Path<String>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let reader = visit.clone();
    let page = visit.app.run(move |world| read(world, &reader, &actor, &reference, PeopleForm::default())).await?;
    visit.page(&page)
}

/// Back to the page with a sentence, or the page again with what was wrong.
async fn told(visit: &Visit, reference: String, form: PeopleForm, done: Result<Flash>, field: &str) -> Answer {
    match done {
        Ok(flash) => Ok(flash.on(&visit.app, see_other(&href(&reference)))?),
        Err(error) if matches!(error.kind, Kind::NotFound | Kind::Forbidden) => Err(error.into()),
        Err(error) => {
            let (reader, actor) = (visit.clone(), visit.actor());
            let page = visit.app.run(move |world| read(world, &reader, &actor, &reference, form)).await?;
            visit.refuse(error, |errors| People { errors, ..page }, field)
        }
    }
}

/// `POST /planlama/seans/{reference}/egitmen`
pub async fn assign(visit: Visit, Path(reference): Path<String>, Form(form): Form<PeopleForm>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let (wanted, trainer, accepted) = (reference.clone(), form.trainer.clone(), form.accepted == "yes");
    let verb = move |world: &World| {
        if !looks_like_id(&trainer) {
            return Err(Error::field("trainer", "training-trainer-none"));
        }
        attendance::assign(world, &actor, &wanted, &PersonId::from(trainer.as_str()), accepted)
    };
    let done = visit.app.run(verb).await.map(|()| Flash::success("training-trainer-assigned"));
    told(&visit, reference, form, done, "trainer").await
}

/// `POST /planlama/seans/{reference}/sertifikalar`
pub async fn order(visit: Visit, Path(reference): Path<String>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let wanted = reference.clone();
    let done = visit.app.run(move |world| certificates::order(world, &actor, &wanted)).await;
    let done = done.map(|people| Flash::success("certificates-ordered").with("count", people));
    told(&visit, reference, PeopleForm::default(), done, "").await
}

/// `POST /planlama/sertifika/{code}/iptal`
pub async fn revoke(visit: Visit, Path(code): Path<String>, Form(form): Form<PeopleForm>) -> Answer {
    let (actor, code, reference) = (visit.actor(), exact(&code)?, exact(&form.session)?);
    let (reason, reissue) = (form.reason.clone(), form.reissue == "yes");
    let done = visit.app.run(move |world| certificates::revoke(world, &actor, &code, &reason, reissue)).await;
    let done = done.map(|()| Flash::success("certificate-revoked"));
    told(&visit, reference, form, done, "reason").await
}
