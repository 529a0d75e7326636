//! What several pages of the register show alike.

use kunye_core::accounts::{self, AccountState};
use kunye_core::db::Conn;
use kunye_core::register::{Person, PersonRow, Province, Unit};
use kunye_kernel::error::Result;
use kunye_kernel::id::PersonId;
use kunye_kernel::page::Page;
use serde::{Deserialize, Serialize};

/// The query of a list.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Search {
    #[serde(default)]
    pub q: String,
    #[serde(default)]
    pub province: String,
    #[serde(default)]
    pub page: String,
}

impl Search {
    /// What was typed, as far as anybody's name is long.
    pub fn text(&self) -> String {
        kunye_kernel::text::tidy(&self.q).chars().take(200).collect()
    }
}

/// What the search was, beside what it found.
#[derive(Debug, Serialize)]
pub struct Searched {
    pub q: String,
    /// Plate code, or "".
    pub province: String,
}

/// An option of a choice.
#[derive(Debug, Serialize)]
pub struct Choice {
    pub value: String,
    pub text: String,
    pub hint: String,
}

pub fn provinces() -> Vec<Choice> {
    let choice = |province: &Province| Choice { value: plate(*province), text: province.name().to_owned(), hint: String::new() };
    Province::all().iter().map(choice).collect()
}

pub fn plate(province: Province) -> String {
    format!("{:02}", province.plate())
}

/// A person in a list.
#[derive(Debug, Serialize)]
pub struct Row {
    href: String,
    name: String,
    title: String,
    unit: String,
    staff_no: String,
    /// Nothing without an account.
    state: Option<AccountState>,
}

pub fn person_href(person: &Person) -> String {
    format!("/kayit/personel/{}", person.id)
}

pub fn unit_href(unit: &Unit) -> String {
    format!("/kayit/birim/{}", unit.id)
}

/// People with the state of their accounts.
pub fn people(conn: &mut Conn, page: Page<PersonRow>) -> Result<Page<Row>> {
    let ids: Vec<PersonId> = page.items.iter().map(|row| row.person.id.clone()).collect();
    let accounts = accounts::of_people(conn, &ids)?;
    Ok(page.map(|PersonRow { person, post, unit }| Row {
        href: person_href(&person),
        name: person.full_name(),
        title: post.map(|post| post.title).unwrap_or_default(),
        unit: unit.map(|unit| unit.name).unwrap_or_default(),
        state: accounts.get(&person.id).map(|account| account.state),
        staff_no: person.staff_no,
    }))
}
