//! Period and capacity of the programme for its planners: as they are, decided anew with a reason, and every decision so far.

use super::{days, the_programme};
use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::input::Form;
use crate::render::Page;
use crate::visit::{Message, Visit};
use kunye_core::training::programme::{Terms, TermsDecision, decide_terms, terms_decisions};
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::Result;
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct Show {
    programme: String,
    from: String,
    until: String,
    people: i32,
    hours: i32,
    /// Whether it can still be decided on.
    open: bool,
    decisions: Vec<Decided>,
    form: TermsForm,
    errors: Vec<Message>,
}

impl Page for Show {
    const TEMPLATE: &'static str = "training/terms.html";
}

#[derive(Serialize)]
struct Decided {
    at: String,
    from: String,
    until: String,
    people: i32,
    hours: i32,
    reason: String,
    by: String,
}

impl From<TermsDecision> for Decided {
    fn from(one: TermsDecision) -> Self {
        Self {
            at: one.decided_at.display(),
            from: one.starts_on.to_string(),
            until: one.ends_on.to_string(),
            people: one.capacity_people,
            hours: one.capacity_hours,
            reason: one.reason,
            by: one.decided_by,
        }
    }
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TermsForm {
    starts_on: String,
    ends_on: String,
    capacity_people: String,
    capacity_hours: String,
    reason: String,
}

impl TermsForm {
    /// What is no number is no capacity; the core says so at its field.
    fn read(&self) -> Result<Terms> {
        let number = |text: &str| text.trim().replace('.', "").parse().unwrap_or(0);
        Ok(Terms {
            starts_on: days::day("starts_on", &self.starts_on)?,
            ends_on: days::day("ends_on", &self.ends_on)?,
            capacity_people: number(&self.capacity_people),
            capacity_hours: number(&self.capacity_hours),
        })
    }
}

fn page(world: &World, actor: &Actor, form: Option<TermsForm>) -> Result<Show> {
    let today = world.today();
    world.db.read(|conn| {
        let programme = the_programme(conn, actor, today)?;
        let (from, until) = (programme.starts_on.to_string(), programme.ends_on.to_string());
        let own = TermsForm {
            starts_on: from.clone(),
            ends_on: until.clone(),
            capacity_people: programme.capacity_people.to_string(),
            capacity_hours: programme.capacity_hours.to_string(),
            reason: String::new(),
        };
        Ok(Show {
            open: programme.ends_on >= today,
            decisions: terms_decisions(conn, &programme.id)?.into_iter().map(Decided::from).collect(),
            programme: programme.name,
            from,
            until,
            people: programme.capacity_people,
            hours: programme.capacity_hours,
            form: form.unwrap_or(own),
            errors: Vec::new(),
        })
    })
}

/// `GET /planlama/program`
pub async fn show(visit: Visit) -> Answer {
    let actor = visit.actor();
    let page = visit.app.run(move |world| page(world, &actor, None)).await?;
    visit.page(&page)
}

/// `POST /planlama/program`: starts_on, ends_on, capacity_people, capacity_hours, reason
pub async fn decide(visit: Visit, Form(form): Form<TermsForm>) -> Answer {
    let (actor, given) = (visit.actor(), form.clone());
    let verb = move |world: &World| {
        let programme = world.db.read(|conn| the_programme(conn, &actor, world.today()))?;
        decide_terms(world, &actor, &programme.id, given.read()?, &given.reason)
    };
    match visit.app.run(verb).await {
        Ok(()) => Ok(Flash::success("terms-decided").on(&visit.app, see_other("/planlama/program"))?),
        Err(error) => {
            let actor = visit.actor();
            let page = visit.app.run(move |world| page(world, &actor, Some(form))).await?;
            visit.refuse(error, |errors| Show { errors, ..page }, "")
        }
    }
}
