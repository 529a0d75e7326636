//! What speaks against naming somebody for a training. Nothing of it forbids: the coordinator knows better, and says why.

use super::store;
use crate::db::Conn;
use crate::register::duties::Scope;
use crate::register::{self, PersonRow};
use crate::training::{leave, shared};
use kunye_kernel::error::Result;
use kunye_kernel::id::{PersonId, SessionId};
use kunye_kernel::page::{Page, PageRequest};
use kunye_kernel::time::Day;
use std::collections::{HashMap, HashSet};

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Clash {
    /// Has a seat in another training on that day.
    Taken { day: Day },
    /// Is away on some of the days.
    Leave { from: Day, until: Day },
    /// The post ends before the training does.
    PostEnds { on: Day },
}

/// By person; who has nothing against them is missing.
pub type Clashes = HashMap<PersonId, Vec<Clash>>;

/// What is known of somebody around some days.
#[derive(Debug, Clone, Default)]
struct Known {
    /// Days of seats in other trainings.
    taken: Vec<Day>,
    leaves: Vec<[Day; 2]>,
    /// The last day of the post, where nothing follows it.
    post_ends: Option<Day>,
}

/// The rule, in the order of the days. Weekends and holidays are the training's own, and said of it, not of each person.
fn of(days: &[Day], known: &Known) -> Vec<Clash> {
    let mut found: Vec<Clash> =
        known.taken.iter().filter(|day| days.contains(day)).map(|day| Clash::Taken { day: *day }).collect();
    let touches = |[from, until]: &&[Day; 2]| days.iter().any(|day| from <= day && day <= until);
    found.extend(known.leaves.iter().filter(touches).map(|[from, until]| Clash::Leave { from: *from, until: *until }));
    let last = days.iter().max();
    found.extend(known.post_ends.filter(|on| last.is_some_and(|last| on < last)).map(|on| Clash::PostEnds { on }));
    found.sort();
    found.dedup();
    found
}

/// People of some units whose names begin like this, and what speaks against naming some of them for a session.
pub fn search(
    conn: &mut Conn,
    people: &Scope,
    session: &SessionId,
    query: &str,
    today: Day,
    page: PageRequest,
) -> Result<(Page<PersonRow>, Clashes)> {
    let found = register::search_people(conn, people, query, today, page)?;
    let ids: Vec<PersonId> = found.items.iter().map(|row| row.person.id.clone()).collect();
    let clashes = clashes(conn, &ids, session, today)?;
    Ok((found, clashes))
}

/// Those whom a name or a staff number stands for, who could come to a session: not on its list, and with nothing against them.
pub fn deputies(
    conn: &mut Conn,
    people: &Scope,
    session: &SessionId,
    named: &str,
    listed: &HashSet<PersonId>,
    today: Day,
) -> Result<Vec<PersonRow>> {
    const MOST: u32 = 3;
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let (found, clashes) = search(conn, people, session, named, today, PageRequest::new(None, Some(MOST)))?;
    let fits = |row: &PersonRow| !listed.contains(&row.person.id) && !clashes.contains_key(&row.person.id);
    Ok(found.items.into_iter().filter(fits).collect())
}

/// What speaks against each of some people for a session; who is missing has nothing against them.
pub fn clashes(conn: &mut Conn, people: &[PersonId], session: &SessionId, today: Day) -> Result<Clashes> {
    let days: Vec<Day> = shared::days_of(conn, session)?.iter().map(|one| one.day).collect();
    let (Some(first), Some(last)) = (days.iter().min().copied(), days.iter().max().copied()) else { return Ok(HashMap::new()) };
    let mut known: HashMap<&PersonId, Known> = people.iter().map(|person| (person, Known::default())).collect();
    for (person, day) in store::taken(conn, people, &days, session)? {
        if let Some(known) = known.get_mut(&person) {
            known.taken.push(day);
        }
    }
    for one in leave::touching(conn, people, first, last)? {
        if let Some(known) = known.get_mut(&one.person_id) {
            known.leaves.push([one.starts_on, one.ends_on]);
        }
    }
    let (now, then) = (register::current_posts(conn, people, today)?, register::current_posts(conn, people, last)?);
    for (person, known) in &mut known {
        if !then.contains_key(*person) {
            known.post_ends = now.get(*person).and_then(|post| post.ends_on);
        }
    }
    let found = known.into_iter().map(|(person, known)| (person.clone(), of(&days, &known)));
    Ok(found.filter(|(_, clashes)| !clashes.is_empty()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_touches_the_days_of_a_training_speaks_against_it() {
        let days = [Day(10), Day(11), Day(14)];
        let one = |known: Known| of(&days, &known);
        let taken = |taken: &[i32]| Known { taken: taken.iter().copied().map(Day).collect(), ..Known::default() };
        assert_eq!(one(taken(&[9, 12])), []);
        assert_eq!(one(taken(&[14, 11, 11])), [Clash::Taken { day: Day(11) }, Clash::Taken { day: Day(14) }]);
        let leave = |from, until| Known { leaves: vec![[Day(from), Day(until)]], ..Known::default() };
        assert_eq!(one(leave(12, 13)), [], "between two days of the training");
        for (from, until) in [(1, 10), (14, 30), (11, 11), (1, 30)] {
            assert_eq!(one(leave(from, until)), [Clash::Leave { from: Day(from), until: Day(until) }]);
        }
        let ends = |on| Known { post_ends: Some(Day(on)), ..Known::default() };
        assert_eq!((one(ends(14)), one(ends(13))), (vec![], vec![Clash::PostEnds { on: Day(13) }]));
    }
}
