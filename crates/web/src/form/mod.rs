//! The public request form (A5): one question a page, nobody signed in.
//!
//! The answers travel in a sealed cookie of the browser until they are sent; nothing is stored before. The cookie carries the
//! draft's id, so that sending twice makes one request.

pub mod draft;
pub mod pages;
pub mod paper;
mod question;
mod roles;
pub mod sign;
mod unit;
pub mod whole;

use crate::visit::Visit;
use draft::Draft;
use kunye_kernel::error::Result;
use question::{Fields, Question};

/// The draft with the answer to a question, or what is wrong with it.
async fn answered(visit: &Visit, question: Question, draft: Draft, fields: &Fields) -> Result<Draft> {
    let given = |field: &str| fields.get(field).map(String::as_str).unwrap_or_default();
    match question {
        Question::Unit => Ok(Draft { unit: Some(unit::choose(visit, given("unit")).await?), ..draft }),
        Question::Application => roles::choose_application(visit, draft, given("application")).await,
        Question::Roles => roles::choose_roles(visit, draft, fields).await,
        _ => question.answer(draft, fields),
    }
}
