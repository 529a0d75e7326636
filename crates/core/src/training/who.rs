//! People as files name them: by national id or staff number, and only those of somebody's own units; and what a file of people would
//! bring, row by row.

use crate::db::Conn;
use crate::register::duties::Scope;
use crate::register::{self, Person};
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::PersonId;
use kunye_kernel::national_id::NationalId;
use kunye_kernel::time::Day;

/// One column says who it is, by either number.
pub(super) const WHO: &[&str] =
    &["TCKN ya da Sicil No", "TCKN", "T.C. Kimlik No", "TC Kimlik No", "Kimlik No", "Sicil No", "Sicil"];

/// A number as it is looked up.
pub(super) fn bare(cell: &str) -> String {
    cell.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The person within a scope. That somebody works elsewhere is not told.
pub(super) fn find(conn: &mut Conn, scope: &Scope, number: &str, today: Day) -> Result<Person> {
    let number = bare(number);
    if number.is_empty() {
        return Err(Error::conflict("names-empty"));
    }
    let found = match NationalId::parse(&number) {
        Some(id) => match register::person_by_national_id(conn, &id)? {
            Some(person) => register::person_within(conn, scope, &person.id, today)?,
            None => None,
        },
        None if number.len() == 11 && number.bytes().all(|b| b.is_ascii_digit()) => {
            return Err(Error::conflict("names-national-id"));
        }
        None => {
            let mut same = register::people_by_staff_no(conn, scope, &number, today)?;
            if same.len() > 1 {
                return Err(Error::conflict("names-several"));
            }
            same.pop()
        }
    };
    found.ok_or_else(|| Error::conflict("names-unknown"))
}

/// Whom a number stands for, told at the field `who` where it is nobody.
pub(super) fn numbered(conn: &mut Conn, scope: &Scope, number: &str, today: Day) -> Result<PersonId> {
    let wrong = |error: Error| if error.kind == Kind::Conflict { Error::field("who", error.text) } else { error };
    find(conn, scope, number, today).map(|person| person.id).map_err(wrong)
}

/// What stood in a cell; a national id is masked.
pub(super) fn shown(who: &str) -> String {
    let is_long_number = who.len() >= 9 && who.bytes().all(|b| b.is_ascii_digit());
    let keep = if is_long_number { 3 } else { 20 };
    let mut text: String = who.chars().take(keep).collect();
    if is_long_number {
        text.push_str("••••••••");
    }
    text
}

/// A row that cannot be taken, and why.
#[derive(Debug)]
pub struct Rejected {
    pub row: u32,
    /// What stands there; a national id is masked.
    pub who: String,
    pub why: Error,
}

/// What a file would bring.
#[derive(Debug)]
pub struct Preview<A> {
    pub accepted: Vec<A>,
    pub rejected: Vec<Rejected>,
}

impl<A> Default for Preview<A> {
    fn default() -> Self {
        Self { accepted: Vec::new(), rejected: Vec::new() }
    }
}

impl<A> Preview<A> {
    pub(super) fn add(&mut self, row: u32, who: String, one: Result<A>) {
        match one {
            Ok(one) => self.accepted.push(one),
            Err(why) => self.rejected.push(Rejected { row, who, why }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_national_id_is_never_shown_whole() {
        assert_eq!((shown("10000000146").as_str(), shown("A-12345").as_str()), ("100••••••••", "A-12345"));
    }
}
