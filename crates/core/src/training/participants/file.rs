//! Names from a workbook or a text file (B9): looked at first, row by row, and put on the list all together or not at all.

use super::model::Participant;
use super::rules::{self, Candidate};
use super::{name, store};
use crate::db::Conn;
use crate::register::duties::training::{CoordinatorOf, coordinator_of};
use crate::register::import::sheet;
use crate::register::{self, Person};
use crate::training::shared;
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::PersonId;
use kunye_kernel::national_id::NationalId;
use kunye_kernel::text::fold;
use kunye_kernel::time::Day;
use std::collections::HashSet;

/// One column says who it is, by either number.
const WHO: &[&str] = &["TCKN ya da Sicil No", "TCKN", "T.C. Kimlik No", "TC Kimlik No", "Kimlik No", "Sicil No", "Sicil"];
const DISSEMINATOR: &[&str] = &["Yaygınlaştırıcı", "Yaygınlaştıracak"];

/// Rows of a list: no session is larger.
const MOST: usize = 500;

/// Somebody who can be named.
#[derive(Debug, Clone)]
pub struct Accepted {
    pub row: u32,
    pub person: Person,
    pub disseminator: bool,
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
#[derive(Debug, Default)]
pub struct Preview {
    pub accepted: Vec<Accepted>,
    pub rejected: Vec<Rejected>,
}

/// Looks at a file for a session of the coordinator's own institution. Changes nothing.
pub fn preview(conn: &mut Conn, actor: &Actor, reference: &str, bytes: &[u8], today: Day) -> Result<Preview> {
    let proof = coordinator_of(conn, actor, today)?;
    let session = shared::by_reference(conn, reference)?.ok_or_else(Error::not_found)?;
    let seats = shared::seats_of(conn, &session.id, proof.institution())?;
    let mut list = store::of_institution(conn, &session.id, proof.institution())?;
    if seats == 0 && list.is_empty() {
        return Err(Error::not_found());
    }
    list.retain(|one| one.state.is_live());
    let on_list: HashSet<PersonId> = list.into_iter().map(|one| one.person_id).collect();
    let mut seen: HashSet<PersonId> = HashSet::new();
    let mut preview = Preview::default();
    let days = name::days_of(conn, &session.id)?;
    for (row, who, disseminator) in read(bytes)? {
        let taken = one(conn, &proof, &who, today).and_then(|person| {
            if !seen.insert(person.id.clone()) {
                return Err(Error::conflict("names-twice"));
            }
            let clashes = !store::taken_on(conn, std::slice::from_ref(&person.id), &days, &session.id)?.is_empty();
            let candidate = Candidate { on_list: on_list.contains(&person.id), clashes };
            rules::may_name(&session, today, seats, on_list.len() + preview.accepted.len(), candidate)?;
            Ok(person)
        });
        match taken {
            Ok(person) => preview.accepted.push(Accepted { row, person, disseminator }),
            Err(why) => preview.rejected.push(Rejected { row, who: shown(&who), why }),
        }
    }
    Ok(preview)
}

/// Row, number, and whether the person will pass on what was learnt. The second column may be missing.
fn read(bytes: &[u8]) -> Result<Vec<(u32, String, bool)>> {
    let rows = match sheet(bytes, &[WHO, DISSEMINATOR]) {
        Err(error) if error.text == "import-columns-missing" => sheet(bytes, &[WHO])?,
        rows => rows?,
    };
    if rows.len() > MOST {
        return Err(Error::field("file", "names-too-many").with("most", MOST));
    }
    let yes = |cell: &String| matches!(fold(cell).as_str(), "evet" | "e" | "x" | "1" | "yes" | "var");
    let line = |row: register::import::SheetRow| {
        let who: String = row.cells.first().map(|cell| cell.chars().filter(|c| !c.is_whitespace()).collect()).unwrap_or_default();
        (row.row, who, row.cells.get(1).is_some_and(yes))
    };
    Ok(rows.into_iter().map(line).collect())
}

/// The person of the institution's own units. That somebody works elsewhere is not told.
fn one(conn: &mut Conn, proof: &CoordinatorOf, who: &str, today: Day) -> Result<Person> {
    let unknown = || Error::conflict("names-unknown");
    if who.is_empty() {
        return Err(Error::conflict("names-empty"));
    }
    let found = match NationalId::parse(who) {
        Some(id) => match register::person_by_national_id(conn, &id)? {
            Some(person) => register::person_within(conn, &proof.people(), &person.id, today)?,
            None => None,
        },
        None if who.len() == 11 && who.bytes().all(|b| b.is_ascii_digit()) => return Err(Error::conflict("names-national-id")),
        None => {
            let mut same = register::people_by_staff_no(conn, &proof.people(), who, today)?;
            if same.len() > 1 {
                return Err(Error::conflict("names-several"));
            }
            same.pop()
        }
    };
    found.ok_or_else(unknown)
}

fn shown(who: &str) -> String {
    let is_long_number = who.len() >= 9 && who.bytes().all(|b| b.is_ascii_digit());
    let keep = if is_long_number { 3 } else { 20 };
    let mut text: String = who.chars().take(keep).collect();
    if is_long_number {
        text.push_str("••••••••");
    }
    text
}

/// Names all of these people, or nobody.
pub fn name_all(world: &World, actor: &Actor, reference: &str, people: &[(PersonId, bool)]) -> Result<Vec<Participant>> {
    if people.is_empty() {
        return Err(Error::conflict("names-nobody"));
    }
    world.db.write(|tx| {
        let one = |(person, disseminator): &(PersonId, bool)| name::NewName {
            session: reference.to_owned(),
            person: person.clone(),
            disseminator: *disseminator,
            instead: None,
        };
        people.iter().map(|line| name::put(tx, world, actor, &one(line))).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_with_or_without_its_second_column() {
        let file = "Katılımcılar\n\nSicil No;Ad;Yaygınlaştırıcı\n A-12 ;x;Evet\n40 1;y;\n";
        let rows = read(file.as_bytes()).unwrap();
        assert_eq!(rows, [(4, "A-12".to_owned(), true), (5, "401".to_owned(), false)]);
        assert_eq!(read("TCKN\n10000000146\n".as_bytes()).unwrap(), [(2, "10000000146".to_owned(), false)]);
        assert_eq!(read("Ad;Soyad\nx;y\n".as_bytes()).unwrap_err().text, "import-columns-missing");
    }

    #[test]
    fn a_national_id_is_never_shown_whole() {
        assert_eq!((shown("10000000146").as_str(), shown("A-12345").as_str()), ("100••••••••", "A-12345"));
    }
}
