//! The whole form in one piece, as programs send it.

use super::draft::Draft;
pub use super::question::Fields;
use super::question::Question;
use super::unit;
use crate::public::notice;
use crate::visit::Visit;
use kunye_core::requests::submit::NewRequest;
use kunye_kernel::error::{Error, Result};

/// Every answer under the rules of its own question; all that is wrong is told at once.
pub async fn read(visit: &Visit, id: String, fields: &Fields) -> Result<NewRequest> {
    let mut draft = Draft { id, notice: notice::VERSION.to_owned(), ..Draft::default() };
    let mut wrong = Vec::new();
    for question in Question::ALL {
        let answered = match question {
            Question::Unit => unit::choose(visit, fields.get("unit").map(String::as_str).unwrap_or_default())
                .await
                .map(|unit| Draft { unit: Some(unit), ..draft.clone() }),
            _ => question.answer(draft.clone(), fields),
        };
        match answered {
            Ok(answered) => draft = answered,
            Err(error) if !error.fields().is_empty() => wrong.extend(error.fields().iter().cloned()),
            Err(error) => return Err(error),
        }
    }
    if wrong.is_empty() { draft.complete(visit.language) } else { Err(Error::invalid(wrong)) }
}
