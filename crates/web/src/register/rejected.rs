//! The rows that an import does not take, in words: on the page, and all of them as a file beside which the source is corrected.

use super::import::own;
use crate::answer::{Answer, file};
use crate::visit::Visit;
use axum::extract::Path;
use kunye_core::register::import::{self, Rejection};
use kunye_kernel::id::ImportId;
use serde::Serialize;

#[derive(Debug, Serialize)]
pub struct Row {
    row: u32,
    /// The column's name, or "".
    field: String,
    text: String,
}

impl Row {
    pub fn of(visit: &Visit, rejection: &Rejection) -> Self {
        Self {
            row: rejection.row,
            field: rejection.field.map(|column| visit.text(column.text())).unwrap_or_default(),
            text: visit.text_with(rejection.text, &rejection.args),
        }
    }
}

/// `GET /kayit/aktar/{id}/alinmayanlar.csv`
pub async fn download(visit: Visit, Path(id): Path<ImportId>) -> Answer {
    let actor = visit.actor();
    let preview = visit.app.run(move |world| {
        own(world, &actor, &id)?;
        import::show(world, &actor, &id)
    });
    let rows: Vec<Row> = preview.await?.rejected.iter().map(|rejection| Row::of(&visit, rejection)).collect();
    let head = ["register-preview-row", "register-preview-field", "register-preview-why"].map(|key| visit.text(key));
    file(csv(&head, &rows).into_bytes(), "text/csv; charset=utf-8", "alinmayanlar.csv", false)
}

/// Semicolons and a byte order mark: what a spreadsheet set to Turkish opens by itself (RFC 4180 otherwise).
fn csv(head: &[String; 3], rows: &[Row]) -> String {
    let line = |cells: [&str; 3]| cells.map(quoted).join(";") + "\r\n";
    let mut text = String::from('\u{feff}');
    text.push_str(&line([&head[0], &head[1], &head[2]]));
    for row in rows {
        text.push_str(&line([&row.row.to_string(), &row.field, &row.text]));
    }
    text
}

/// A reason may cite what stood in a cell, so one that begins like a formula is kept from being one (OWASP, CSV injection).
fn quoted(cell: &str) -> String {
    let guard = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{guard}{}\"", cell.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_can_neither_break_out_nor_calculate() {
        let head = ["Satır", "Sütun", "Neden"].map(str::to_owned);
        let row = Row { row: 7, field: "=cmd()".into(), text: "“a\"b”;\nc".into() };
        assert_eq!(csv(&head, &[row]), "\u{feff}\"Satır\";\"Sütun\";\"Neden\"\r\n\"7\";\"'=cmd()\";\"“a\"\"b”;\nc\"\r\n");
    }
}
