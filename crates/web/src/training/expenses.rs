//! What a training cost the provider, said by its planners.

use super::{SessionTag, exact};
use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::input::Form;
use crate::render::Page;
use crate::visit::{Message, Visit};
use axum::extract::Path;
use kunye_core::training::expenses::{self, Amount, parse};
use kunye_core::training::onsite::Item;
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, FieldError, Kind, Result};
use kunye_kernel::language::Language;
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct Show {
    session: SessionTag,
    amounts: Vec<AmountTag>,
    form: ExpenseForm,
    errors: Vec<Message>,
}

impl Page for Show {
    const TEMPLATE: &'static str = "training/expenses.html";
}

#[derive(Serialize)]
struct AmountTag {
    item: Item,
    /// When it was said; "" where it never was.
    at: String,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ExpenseForm {
    trainer: String,
    materials: String,
    travel: String,
    lodging: String,
}

/// Kuruş as lira with thousands apart: `1.234,50`, or `1,234.50` in English.
pub(crate) fn lira(language: Language, kurus: i64) -> String {
    let (thousands, point) = if language == Language::Tr { ('.', ',') } else { (',', '.') };
    let digits = (kurus / 100).to_string();
    let mut whole = String::with_capacity(digits.len() + 4);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            whole.push(thousands);
        }
        whole.push(digit);
    }
    format!("{whole}{point}{:02}", kurus % 100)
}

impl ExpenseForm {
    /// As they stand; written the Turkish way, in which they are read again.
    fn of(amounts: &[Amount]) -> Self {
        let of = |item: Item| {
            let amount = amounts.iter().find(|one| one.item == item).and_then(|one| one.kurus);
            amount.map(|kurus| lira(Language::Tr, kurus)).unwrap_or_default()
        };
        Self { trainer: of(Item::Trainer), materials: of(Item::Materials), travel: of(Item::Travel), lodging: of(Item::Lodging) }
    }

    /// What was filled in; an empty field says nothing, and takes back nothing that was said.
    fn read(&self, before: &[Amount]) -> Result<Vec<(Item, i64)>> {
        let fields = [
            ("trainer", Item::Trainer, &self.trainer),
            ("materials", Item::Materials, &self.materials),
            ("travel", Item::Travel, &self.travel),
            ("lodging", Item::Lodging, &self.lodging),
        ];
        let (mut amounts, mut wrong) = (Vec::new(), Vec::new());
        for (field, item, text) in fields {
            let was_said = before.iter().any(|one| one.item == item && one.kurus.is_some());
            match (parse(text), text.trim().is_empty()) {
                (Some(kurus), _) => amounts.push((item, kurus)),
                (None, false) => wrong.push(FieldError { field, text: "expenses-amount" }),
                (None, true) if was_said => wrong.push(FieldError { field, text: "expenses-kept" }),
                (None, true) => {}
            }
        }
        if amounts.is_empty() && wrong.is_empty() {
            wrong.push(FieldError { field: "trainer", text: "expenses-none" });
        }
        if wrong.is_empty() { Ok(amounts) } else { Err(Error::invalid(wrong)) }
    }
}

fn read(world: &World, language: Language, actor: &Actor, reference: &str, form: Option<ExpenseForm>) -> Result<Show> {
    let found = world.db.read(|conn| expenses::of_session(conn, actor, reference, world.today()))?;
    let at = |one: &Amount| one.said_at.map(|at| at.day().to_string()).unwrap_or_default();
    Ok(Show {
        session: SessionTag::of(&found.row, language),
        amounts: found.amounts.iter().map(|one| AmountTag { item: one.item, at: at(one) }).collect(),
        form: form.unwrap_or_else(|| ExpenseForm::of(&found.amounts)),
        errors: Vec::new(),
    })
}

/// `GET /planlama/seans/{reference}/giderler`
pub async fn show(visit: Visit, Path(reference): Path<String>) -> Answer {
    let language = visit.language;
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let page = visit.app.run(move |world| read(world, language, &actor, &reference, None)).await?;
    visit.page(&page)
}

/// `POST /planlama/seans/{reference}/giderler`: trainer, materials, travel, lodging
pub async fn say(visit: Visit, Path(reference): Path<String>, Form(form): Form<ExpenseForm>) -> Answer {
    let language = visit.language;
    let (actor, reference, given) = (visit.actor(), exact(&reference)?, form.clone());
    let wanted = reference.clone();
    let verb = move |world: &World| {
        let before = world.db.read(|conn| expenses::of_session(conn, &actor, &wanted, world.today()))?;
        expenses::say(world, &actor, &wanted, &given.read(&before.amounts)?)
    };
    match visit.app.run(verb).await {
        Ok(()) => {
            let to = see_other(&format!("/planlama/seans/{reference}/giderler"));
            Ok(Flash::success("expenses-said").on(&visit.app, to)?)
        }
        Err(error) if matches!(error.kind, Kind::NotFound | Kind::Forbidden) => Err(error.into()),
        Err(error) => {
            let actor = visit.actor();
            let page = visit.app.run(move |world| read(world, language, &actor, &reference, Some(form))).await?;
            visit.refuse(error, |errors| Show { errors, ..page }, "")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_that_was_given_is_not_taken_back_by_an_empty_field() {
        let said = Amount { item: Item::Materials, kurus: Some(500), said_at: None };
        let form = |trainer: &str, materials: &str| ExpenseForm {
            trainer: trainer.into(),
            materials: materials.into(),
            ..ExpenseForm::default()
        };
        let wrong = |form: ExpenseForm, before: &[Amount]| {
            form.read(before).unwrap_err().fields().iter().map(|one| (one.field, one.text)).collect::<Vec<_>>()
        };
        assert_eq!(wrong(form("", ""), &[]), [("trainer", "expenses-none")]);
        assert_eq!(
            wrong(form("1,5,0", ""), std::slice::from_ref(&said)),
            [("trainer", "expenses-amount"), ("materials", "expenses-kept")]
        );
        assert_eq!(form("2", "0").read(&[said]).unwrap(), [(Item::Trainer, 200), (Item::Materials, 0)]);
    }

    #[test]
    fn lira_are_written_as_they_are_read() {
        let written = [0, 5, 123_450, 123_456_789].map(|kurus| lira(Language::Tr, kurus));
        assert_eq!(written, ["0,00", "0,05", "1.234,50", "1.234.567,89"]);
        assert_eq!(written.each_ref().map(|text| parse(text)), [0, 5, 123_450, 123_456_789].map(Some));
        assert_eq!(lira(Language::En, 123_450), "1,234.50");
    }
}
