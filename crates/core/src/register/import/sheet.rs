//! Any other table that somebody hands in: the same readers and the same patience with headers, for other rooms.

use super::columns::bare;
use super::read::{self, refused};
use super::{TITLE_ROWS, read_csv};
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::text::tidy;

/// A row, with a cell for each wanted column; "" where the file has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRow {
    /// Its number, as a spreadsheet or a text editor shows it.
    pub row: u32,
    pub cells: Vec<String>,
}

/// Reads the columns of a workbook or text file. Each column is given by the headers it is known by, the template's word first; all of
/// them must be there.
pub fn sheet(bytes: &[u8], wanted: &[&[&str]]) -> Result<Vec<SheetRow>> {
    let mut places: Option<Vec<usize>> = None;
    let (mut rows, mut tried, mut missing) = (Vec::new(), 0, Vec::new());
    read::read(bytes, &mut |line| {
        let Some(places) = &places else {
            match find(wanted, line.cells) {
                Ok(found) => places = Some(found),
                Err(lacking) if tried == 0 || lacking.len() < missing.len() => missing = lacking,
                Err(_) => {}
            }
            tried += 1;
            return if places.is_some() || tried < TITLE_ROWS { Ok(()) } else { Err(no_header(&missing)) };
        };
        if line.exact && line.last_row > line.row {
            return Err(read_csv::open_quote(line.row));
        }
        let cell = |at: &usize| line.cells.get(*at).map(|cell| tidy(cell)).unwrap_or_default();
        rows.push(SheetRow { row: line.row, cells: places.iter().map(cell).collect() });
        Ok(())
    })?;
    match places {
        None => Err(no_header(&missing)),
        Some(_) if rows.is_empty() => Err(refused("import-no-rows")),
        Some(_) => Ok(rows),
    }
}

/// Where each column stands, or the names of those that are missing.
fn find(wanted: &[&[&str]], cells: &[&str]) -> Result<Vec<usize>, Vec<String>> {
    let cells: Vec<String> = cells.iter().map(|cell| bare(cell)).collect();
    let place = |names: &&[&str]| names.iter().find_map(|name| cells.iter().position(|cell| *cell == bare(name)));
    let places: Vec<Option<usize>> = wanted.iter().map(place).collect();
    let lacking = wanted.iter().zip(&places).filter(|(_, place)| place.is_none());
    let missing: Vec<String> = lacking.filter_map(|(names, _)| names.first()).map(|name| (*name).to_owned()).collect();
    if missing.is_empty() { Ok(places.into_iter().flatten().collect()) } else { Err(missing) }
}

fn no_header(missing: &[String]) -> Error {
    Error::new(Kind::Invalid(Vec::new()), "import-columns-missing").with("columns", missing.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WANTED: &[&[&str]] = &[&["DETSİS No", "DETSİS"], &["Kullanıcı Sayısı"]];

    fn cells(text: &str) -> Vec<(u32, Vec<String>)> {
        sheet(text.as_bytes(), WANTED).unwrap().into_iter().map(|row| (row.row, row.cells)).collect()
    }

    #[test]
    fn columns_are_found_by_their_headers_below_a_title() {
        let rows = cells("Aktif kullanıcılar\n\nKULLANICI SAYISI;Açıklama;detsis\n 12 ;x; 99000001\n;y\n");
        assert_eq!(rows, [(4, vec!["99000001".to_owned(), "12".to_owned()]), (5, vec![String::new(), String::new()])]);
    }

    #[test]
    fn what_is_missing_is_named_by_the_words_of_the_template() {
        let error = sheet(b"DETS\xc4\xb0S;Birim\n1;2\n", WANTED).unwrap_err();
        assert_eq!((error.text, error.args[0].1.as_str()), ("import-columns-missing", "Kullanıcı Sayısı"));
        assert_eq!(sheet("DETSİS;Kullanıcı Sayısı\n".as_bytes(), WANTED).unwrap_err().text, "import-no-rows");
    }
}
