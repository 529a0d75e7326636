//! The question about the unit: a search, and a choice among what it found.

use super::draft::{ChosenUnit, Draft};
use crate::visit::Visit;
use crate::{address, paging};
use kunye_core::register::fields;
use kunye_core::register::province::Province;
use kunye_core::register::store::{self, UnitRow};
use kunye_kernel::error::{Error, Result};
use kunye_kernel::page::PageRequest;
use kunye_kernel::text::tidy;
use serde::{Deserialize, Serialize};

const PAGE_SIZE: u32 = 10;

/// The search, in the query of the page.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Search {
    #[serde(default)]
    q: String,
    #[serde(default)]
    province: String,
    #[serde(default)]
    page: String,
    /// `check` when the answer is being changed from the page of all answers.
    #[serde(default)]
    from: String,
}

/// What `form/unit.html` is given beside what every question has.
#[derive(Serialize)]
pub struct Found {
    search: Searched,
    provinces: Vec<Choice>,
    searched: bool,
    results: Vec<Choice>,
    pages: paging::Pages,
}

#[derive(Serialize)]
struct Searched {
    q: String,
    province: String,
}

#[derive(Serialize)]
struct Choice {
    value: String,
    text: String,
    hint: String,
}

impl Search {
    pub fn is_change(&self) -> bool {
        self.from == "check"
    }

    fn href(&self, page: u32) -> String {
        let from = if self.is_change() { "&from=check" } else { "" };
        format!("?q={}&province={}&page={page}{from}", address::encode(&self.q), address::encode(&self.province))
    }
}

/// Looks for units. Without a search, the unit that was chosen before is shown.
pub async fn find(visit: &Visit, search: &Search, draft: &Draft) -> Result<Found> {
    let query = tidy(&search.q).chars().take(200).collect::<String>();
    let province = Province::parse(&search.province);
    let searched = !query.is_empty() || province.is_some();
    let request = PageRequest::new(search.page.parse().ok(), Some(PAGE_SIZE));
    let found = if searched {
        let query = query.clone();
        let found =
            visit.app.run(move |world| world.db.read(|conn| store::search_units(conn, &query, province, request))).await?;
        found.map(|row| choice(chosen(row)))
    } else {
        let items: Vec<Choice> = draft.unit.iter().cloned().map(choice).collect();
        kunye_kernel::page::Page { total: i64::try_from(items.len()).unwrap_or(0), items, request: PageRequest::default() }
    };
    let pages = paging::Pages::of(&found, |page| search.href(page));
    let provinces = Province::all().iter().map(|province| Choice {
        value: format!("{:02}", province.plate()),
        text: province.name().to_owned(),
        hint: String::new(),
    });
    let province = province.map_or_else(String::new, |province| format!("{:02}", province.plate()));
    Ok(Found { search: Searched { q: query, province }, provinces: provinces.collect(), searched, results: found.items, pages })
}

fn choice(unit: ChosenUnit) -> Choice {
    Choice { value: unit.detsis, text: unit.name, hint: unit.about }
}

fn chosen(row: UnitRow) -> ChosenUnit {
    let number = format!("DETSİS {}", row.unit.detsis);
    let about = [row.parent_name, row.unit.province.map(|province| province.name().to_owned()), Some(number)];
    ChosenUnit {
        id: row.unit.id,
        detsis: row.unit.detsis,
        name: row.unit.name,
        about: about.into_iter().flatten().collect::<Vec<_>>().join(" · "),
    }
}

/// The unit of this DETSİS number, if it is in use.
pub async fn choose(visit: &Visit, detsis: &str) -> Result<ChosenUnit> {
    let missing = || Error::field("unit", "form-unit-none-chosen");
    let detsis = fields::detsis(detsis).ok_or_else(missing)?;
    let page = PageRequest::new(None, Some(1));
    let found = visit.app.run(move |world| world.db.read(|conn| store::search_units(conn, &detsis, None, page))).await?;
    found.items.into_iter().next().map(chosen).ok_or_else(missing)
}
