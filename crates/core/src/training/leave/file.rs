//! Leaves from a workbook or a text file, as personnel offices export them: looked at first, row by row, and taken all together.

use super::keep::{self, write};
use crate::db::Conn;
use crate::register::Person;
use crate::register::duties::training::staff_scope;
use crate::register::import::sheet;
use crate::training::who::{self, Preview, WHO};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::PersonId;
use kunye_kernel::time::Day;

const FROM: &[&str] =
    &["İzin Başlangıcı", "İzin Başlangıç Tarihi", "Başlangıç Tarihi", "Başlangıç", "İzne Ayrılış Tarihi", "İlk Gün"];
const UNTIL: &[&str] = &["İzin Bitişi", "İzin Bitiş Tarihi", "Bitiş Tarihi", "Bitiş", "Son Gün"];

/// Rows of one file: a month of a large institution.
const MOST: usize = 5_000;

/// A leave that can be taken.
#[derive(Debug, Clone)]
pub struct Accepted {
    pub row: u32,
    pub person: Person,
    pub days: [Day; 2],
}

/// Looks at a file. Changes nothing. Whether somebody works elsewhere is not told.
pub fn preview(conn: &mut Conn, actor: &Actor, bytes: &[u8], today: Day) -> Result<Preview<Accepted>> {
    let scope = staff_scope(conn, actor, today)?;
    let rows = sheet(bytes, &[WHO, FROM, UNTIL])?;
    if rows.len() > MOST {
        return Err(Error::field("file", "names-too-many").with("most", MOST));
    }
    let mut preview = Preview::default();
    for row in rows {
        let [who, from, until] = [0, 1, 2].map(|at| row.cells.get(at).cloned().unwrap_or_default());
        let number = who::bare(&who);
        let one = who::find(conn, &scope, &number, today).and_then(|person| {
            let days = keep::days(Day::parse(&from), Day::parse(&until), today)?;
            Ok(Accepted { row: row.row, person, days })
        });
        preview.add(row.row, who::shown(&number), one);
    }
    Ok(preview)
}

/// Takes all of these leaves, or none; gives how many were new.
pub fn take_all(world: &World, actor: &Actor, leaves: &[(PersonId, [Day; 2])]) -> Result<usize> {
    let today = world.today();
    if leaves.is_empty() {
        return Err(Error::conflict("leave-none"));
    }
    world.db.write(|tx| {
        let scope = staff_scope(tx, actor, today)?;
        let mut new = 0;
        for (person, [from, until]) in leaves {
            let days = keep::days(Some(*from), Some(*until), today)?;
            new += usize::from(write(tx, world, actor, &scope, person, days)?.1);
        }
        Ok(new)
    })
}
