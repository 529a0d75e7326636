//! Names from a workbook or a text file (B9): looked at first, row by row, and put on the list all together or not at all.

use super::clash::{Clash, clashes};
use super::model::Participant;
use super::rules::{self, Candidate};
use super::{name, store};
use crate::db::Conn;
use crate::register::duties::training::{CoordinatorOf, coordinator_of};
use crate::register::import::sheet;
use crate::register::{self, Person};
use crate::training::shared::{self, SharedSession};
use crate::training::who::{self, Preview, WHO};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::PersonId;
use kunye_kernel::text::fold;
use kunye_kernel::time::Day;
use std::collections::HashSet;

const DISSEMINATOR: &[&str] = &["Yaygınlaştırıcı", "Yaygınlaştıracak"];

/// Rows of a list: no session is larger.
const MOST: usize = 500;

/// Somebody who can be named.
#[derive(Debug, Clone)]
pub struct Accepted {
    pub row: u32,
    pub person: Person,
    pub disseminator: bool,
    /// What speaks against it: a reason will be asked for.
    pub clashes: Vec<Clash>,
}

/// Looks at a file for a session of the coordinator's own institution. Changes nothing.
pub fn preview(conn: &mut Conn, actor: &Actor, reference: &str, bytes: &[u8], today: Day) -> Result<Preview<Accepted>> {
    let mut look = Look::at(conn, actor, reference, today)?;
    for (row, who, disseminator) in read(bytes)? {
        let person = who::find(conn, &look.proof.people(), &who, today);
        let one = person.and_then(|person| look.may_name(conn, person, row, disseminator));
        look.preview.add(row, who::shown(&who), one);
    }
    Ok(look.preview)
}

/// The same for people who were found in a file before.
pub fn again(
    conn: &mut Conn,
    actor: &Actor,
    reference: &str,
    people: &[(PersonId, bool)],
    today: Day,
) -> Result<Preview<Accepted>> {
    let mut look = Look::at(conn, actor, reference, today)?;
    for (row, (person, disseminator)) in (1..).zip(people) {
        let person = register::person_within(conn, &look.proof.people(), person, today)?.ok_or_else(Error::not_found)?;
        let name = person.full_name();
        let one = look.may_name(conn, person, row, *disseminator);
        look.preview.add(row, name, one);
    }
    Ok(look.preview)
}

/// A list while rows are held against it.
struct Look {
    proof: CoordinatorOf,
    session: SharedSession,
    today: Day,
    seats: i32,
    on_list: HashSet<PersonId>,
    seen: HashSet<PersonId>,
    preview: Preview<Accepted>,
}

impl Look {
    fn at(conn: &mut Conn, actor: &Actor, reference: &str, today: Day) -> Result<Self> {
        let proof = coordinator_of(conn, actor, today)?;
        let session = shared::by_reference(conn, reference)?.ok_or_else(Error::not_found)?;
        let seats = shared::seats_of(conn, &session.id, proof.institution())?;
        let mut list = store::of_institution(conn, &session.id, proof.institution())?;
        if seats == 0 && list.is_empty() {
            return Err(Error::not_found());
        }
        list.retain(|one| one.state.is_live());
        let on_list = list.into_iter().map(|one| one.person_id).collect();
        Ok(Self { proof, session, today, seats, on_list, seen: HashSet::new(), preview: Preview::default() })
    }

    /// What speaks against somebody is shown, and asks for a reason later.
    fn may_name(&mut self, conn: &mut Conn, person: Person, row: u32, disseminator: bool) -> Result<Accepted> {
        if !self.seen.insert(person.id.clone()) {
            return Err(Error::conflict("names-twice"));
        }
        let on_list = self.on_list.contains(&person.id);
        let named = self.on_list.len() + self.preview.accepted.len();
        rules::may_name(&self.session, self.today, self.seats, named, Candidate { on_list, ..Candidate::default() })?;
        let ids = std::slice::from_ref(&person.id);
        let clashes = clashes(conn, ids, &self.session.id, self.today)?.remove(&person.id).unwrap_or_default();
        Ok(Accepted { row, person, disseminator, clashes })
    }
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
        let who = row.cells.first().map(|cell| who::bare(cell)).unwrap_or_default();
        (row.row, who, row.cells.get(1).is_some_and(yes))
    };
    Ok(rows.into_iter().map(line).collect())
}

/// Names all of these people, or nobody. `despite` says why those are named against whom something speaks.
pub fn name_all(
    world: &World,
    actor: &Actor,
    reference: &str,
    people: &[(PersonId, bool)],
    despite: &str,
) -> Result<Vec<Participant>> {
    if people.is_empty() {
        return Err(Error::conflict("names-nobody"));
    }
    world.db.write(|tx| {
        let one = |(person, disseminator): &(PersonId, bool)| name::NewName {
            session: reference.to_owned(),
            person: person.clone(),
            disseminator: *disseminator,
            despite: despite.to_owned(),
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
}
