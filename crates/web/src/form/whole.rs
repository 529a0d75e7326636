//! The whole form in one piece, as programs send it.

use super::answered;
use super::draft::Draft;
pub use super::question::Fields;
use super::question::Question;
use crate::public::notice;
use crate::visit::Visit;
use kunye_core::requests::RequestKind;
use kunye_core::requests::submit::NewRequest;
use kunye_kernel::error::{Error, Result};

/// Every answer under the rules of its own question; all that is wrong is told at once.
pub async fn read(visit: &Visit, id: String, fields: &Fields) -> Result<NewRequest> {
    let mut draft = Draft { id, notice: notice::VERSION.to_owned(), ..Draft::default() };
    let mut wrong = Vec::new();
    let kind = fields.get("kind").and_then(|kind| RequestKind::parse(kind));
    for question in Question::asked(kind) {
        match answered(visit, *question, draft.clone(), fields).await {
            Ok(answered) => draft = answered,
            Err(error) if !error.fields().is_empty() => wrong.extend(error.fields().iter().cloned()),
            Err(error) => return Err(error),
        }
    }
    if wrong.is_empty() { draft.complete(visit.language) } else { Err(Error::invalid(wrong)) }
}
