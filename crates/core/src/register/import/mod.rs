//! Units and people from the files of a personnel system, in two steps: a preview that changes nothing, and one confirmed
//! apply in one transaction that does exactly what the preview showed.
//!
//! ```text
//! bytes → read (rows of cells) → columns (by header) → rows (typed, or rejected)
//!       → plan (against the register; pure) → preview → apply
//! ```
//!
//! What a file does not say stays as it is: an empty cell erases nothing, and who is absent from a file has not left. Only a
//! leaving date ends a post.

mod apply;
pub mod bench;
mod columns;
mod plan;
mod read;
mod read_csv;
mod read_xlsx;
mod rows;
mod session;
mod sheet;
mod template;

pub use crate::register::store::imports::{ImportRecord, ImportState};
pub use columns::{Column, ImportKind};
pub use plan::{Change, Class, Counts, Item};
pub use read::FILE_LIMIT;
pub use rows::Rejection;
pub use session::{ImportPreview, Progress, Stage, apply, discard, discard_older, history, preview, show};
pub use sheet::{SheetRow, sheet};
pub use template::template;

use columns::{Places, missing_columns};
use kunye_kernel::error::Result;
use rows::{Cells, Row};

/// Everything a file says, before the register is asked.
struct Gathered<R> {
    rows: Vec<R>,
    rejected: Vec<Rejection>,
    /// Headers that are not ours: their columns were not read.
    ignored: Vec<String>,
}

/// So many rows from the top may be titles and not the header.
const TITLE_ROWS: u32 = 10;

fn gather<R: Row>(bytes: &[u8], on_row: &mut dyn FnMut(usize)) -> Result<Gathered<R>> {
    let mut gathered = Gathered { rows: Vec::new(), rejected: Vec::new(), ignored: Vec::new() };
    let mut head: Option<Places> = None;
    let mut nearest: Option<(usize, Vec<Column>)> = None;
    let mut tried = 0;
    read::read(bytes, &mut |line| {
        let Some(places) = &head else {
            let (places, missing) = Places::find(R::KIND, line.cells);
            if missing.is_empty() {
                gathered.ignored = places.ignored(line.cells);
                head = Some(places);
                return Ok(());
            }
            if nearest.as_ref().is_none_or(|(found, _)| places.found() > *found) {
                nearest = Some((places.found(), missing));
            }
            tried += 1;
            return if tried < TITLE_ROWS { Ok(()) } else { Err(no_header(&nearest)) };
        };
        let used = line.cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
        if line.exact && (line.cells.len() < places.width || used > places.width) {
            if line.last_row > line.row {
                return Err(read_csv::open_quote(line.row));
            }
            let found = line.cells.len();
            let args = vec![("found", found.to_string()), ("expected", places.width.to_string())];
            gathered.rejected.push(Rejection { row: line.row, field: None, text: "import-row-width", args });
            return Ok(());
        }
        match R::read(&Cells { row: line.row, places, cells: line.cells }) {
            Ok(row) => gathered.rows.push(row),
            Err(rejection) => gathered.rejected.push(rejection),
        }
        on_row(gathered.rows.len() + gathered.rejected.len());
        Ok(())
    })?;
    match head {
        None => Err(no_header(&nearest)),
        Some(_) if gathered.rows.is_empty() && gathered.rejected.is_empty() => Err(read::refused("import-no-rows")),
        Some(_) => Ok(gathered),
    }
}

fn no_header(nearest: &Option<(usize, Vec<Column>)>) -> kunye_kernel::error::Error {
    match nearest {
        Some((_, missing)) => missing_columns(missing),
        None => read::refused("import-file-empty"),
    }
}

/// What the tests of the register reach beyond the two steps.
#[cfg(test)]
pub(in crate::register) mod testing {
    pub(in crate::register) use super::plan::{PeoplePlan, PersonStep, Plan, PostAct, UnitsPlan};
    pub use super::rows::{PersonRow, Rejection, UnitRow};
    use kunye_kernel::error::Result;

    /// Whether a workbook that unpacks to so many bytes would be read.
    pub fn check_package(bytes: &[u8], most: u64) -> Result<()> {
        super::read_xlsx::check_package(bytes, most)
    }

    pub fn people(bytes: &[u8]) -> Result<(Vec<PersonRow>, Vec<Rejection>)> {
        super::gather(bytes, &mut |_| ()).map(|file| (file.rows, file.rejected))
    }

    pub fn units(bytes: &[u8]) -> Result<(Vec<UnitRow>, Vec<Rejection>)> {
        super::gather(bytes, &mut |_| ()).map(|file| (file.rows, file.rejected))
    }
}
