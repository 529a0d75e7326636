//! Rows of a file of people that cannot be taken, as pages show them.

use crate::visit::Known;
use kunye_core::training::Rejected;
use kunye_kernel::error::FieldError;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct RejectedTag {
    row: u32,
    who: String,
    why: String,
}

impl RejectedTag {
    pub fn of(visit: &Known, Rejected { row, who, why }: &Rejected) -> Self {
        let key = why.fields().first().map_or(why.text, |FieldError { text, .. }| text);
        Self { row: *row, who: who.clone(), why: visit.text_with(key, &why.args) }
    }
}
