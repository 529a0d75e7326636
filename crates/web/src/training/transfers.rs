//! Hours move from one institution to another by a decision of the provider: looked at first, then booked.

use super::the_programme;
use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::input::Form;
use crate::register::rows::Choice;
use crate::render::Page;
use crate::visit::{Known, Message, Visit};
use kunye_core::training::ledger::{self, Moved};
use kunye_core::training::overview::{self, InstitutionRow};
use kunye_core::world::World;
use kunye_kernel::error::{Error, FieldError, Kind, Result};
use kunye_kernel::id::{InstitutionId, looks_like_id, ulid};
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct Show {
    programme: String,
    institutions: Vec<Choice>,
    /// What it would do; none before it was looked at.
    preview: Option<Preview>,
    form: TransferForm,
    errors: Vec<Message>,
}

impl Page for Show {
    const TEMPLATE: &'static str = "training/transfers.html";
}

/// Hours that can be held, before and after.
#[derive(Serialize)]
struct Preview {
    from: String,
    to: String,
    from_before: i32,
    from_after: i32,
    to_before: i32,
    to_after: i32,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TransferForm {
    from: String,
    to: String,
    hours: String,
    /// Date and number of the decision.
    reason: String,
    /// Made with the preview: sent twice is booked once.
    key: String,
    confirmed: String,
}

/// The two institutions; told at their fields where they are none.
pub(crate) fn sides(from: &str, to: &str) -> Result<[InstitutionId; 2]> {
    let none = [("from", from), ("to", to)].into_iter().filter(|(_, id)| !looks_like_id(id));
    let wrong: Vec<FieldError> = none.map(|(field, _)| FieldError { field, text: "training-transfer-institution" }).collect();
    if wrong.is_empty() { Ok([InstitutionId::from(from), InstitutionId::from(to)]) } else { Err(Error::invalid(wrong)) }
}

impl TransferForm {
    /// Who gives and receives, and how much; without both of them, everything that is wrong.
    fn read(&self) -> Result<([InstitutionId; 2], i32)> {
        // What is no whole number is no number of hours.
        let hours = self.hours.trim().parse().unwrap_or(0);
        let sides = sides(&self.from, &self.to).map_err(|error| {
            let wrong = error.fields().iter().cloned().chain(ledger::wrong_of(hours, &self.reason));
            ledger::refused(wrong.collect())
        })?;
        Ok((sides, hours))
    }
}

fn page(world: &World, visit: &Known, form: TransferForm, look: bool) -> Result<Show> {
    let actor = &visit.actor();
    let today = world.today();
    world.db.read(|conn| {
        let programme = the_programme(conn, actor, today)?;
        let (programme, rows) = overview::institutions(conn, actor, &programme.id, today)?;
        let choice = |row: &InstitutionRow| Choice {
            value: row.institution.id.to_string(),
            text: visit.text_with(
                "training-transfer-choice",
                &[("name", row.institution.name.clone()), ("hours", row.balance.available().to_string())],
            ),
            hint: String::new(),
        };
        let name = |id: &InstitutionId| {
            let row = rows.iter().find(|row| row.institution.id == *id);
            row.map(|row| row.institution.name.clone()).ok_or_else(Error::not_found)
        };
        let preview = match look {
            false => None,
            true => {
                let ([from, to], hours) = form.read()?;
                let names = (name(&from)?, name(&to)?);
                let Moved { from, to } =
                    ledger::try_transfer(conn, actor, &programme.id, [&from, &to], hours, &form.reason, today)?;
                let [from_before, from_after] = from;
                let [to_before, to_after] = to;
                Some(Preview { from: names.0, to: names.1, from_before, from_after, to_before, to_after })
            }
        };
        let institutions = rows.iter().map(choice).collect();
        Ok(Show { programme: programme.name, institutions, preview, form, errors: Vec::new() })
    })
}

/// `GET /planlama/aktarim`
pub async fn ask(visit: Visit) -> Answer {
    let reader = visit.clone();
    let page = visit.app.run(move |world| page(world, &reader, TransferForm::default(), false)).await?;
    visit.page(&page)
}

/// `POST /planlama/aktarim`: from, to, hours, reason show what it would do; with key and `confirmed` it is booked.
pub async fn transfer(visit: Visit, Form(form): Form<TransferForm>) -> Answer {
    let (reader, given) = (visit.clone(), form.clone());
    let done = if form.confirmed == "yes" && looks_like_id(&form.key) {
        let verb = move |world: &World| {
            let ([from, to], hours) = given.read()?;
            let actor = reader.actor();
            let programme = world.db.read(|conn| the_programme(conn, &actor, world.today()))?;
            ledger::transfer(world, &actor, &programme.id, [&from, &to], hours, &given.reason, &given.key)?;
            Ok(None)
        };
        visit.app.run(verb).await
    } else {
        let look = move |world: &World| {
            let key = ulid(world.now(), &*world.entropy);
            page(world, &reader, TransferForm { key, ..given }, true).map(Some)
        };
        visit.app.run(look).await
    };
    match done {
        Ok(Some(preview)) => visit.page(&preview),
        Ok(None) => {
            let flash = Flash::success("training-transfer-done").with("hours", form.hours.trim());
            Ok(flash.on(&visit.app, see_other("/planlama/kurumlar"))?)
        }
        Err(error) if matches!(error.kind, Kind::NotFound | Kind::Forbidden) => Err(error.into()),
        Err(error) => {
            let reader = visit.clone();
            let page = visit.app.run(move |world| page(world, &reader, form, false)).await?;
            visit.refuse(error, |errors| Show { errors, ..page }, "hours")
        }
    }
}
