//! What changed is told, on both databases, whoever changed it.

use super::store::Since;
use super::{Change, changes, machines};
use crate::db::IntoResult;
use crate::register::import::bench;
use crate::testing::{TestWorld, in_every_world};
use diesel::prelude::*;
use kunye_kernel::secret::Secret;
use std::collections::BTreeSet;

fn changed(world: &TestWorld, since: &mut Since) -> BTreeSet<Change> {
    let (changes, next) = world.db.read(|conn| changes(conn, *since)).unwrap();
    *since = next;
    changes
}

/// What has to be told is told. Nothing else is where there is one writer; a PostgreSQL on which other transactions are open tells
/// some of what went before again (see `db::changes::horizon`).
fn assert_told(world: &TestWorld, told: &BTreeSet<Change>, expected: &BTreeSet<Change>) {
    assert!(told.is_superset(expected), "{expected:?} is not in {told:?}");
    assert!(!world.db.is_inside() || told == expected, "{told:?} is more than {expected:?}");
}

#[test]
fn every_change_is_told_to_whoever_reads_on() {
    in_every_world(|world| {
        let units = bench::ministry(world).unwrap();
        let mut since = world.db.read(Since::now).unwrap();
        let people = world.db.write(|tx| bench::crowd(tx, world, &units, 0, 3)).unwrap();
        let accounts = |told: BTreeSet<Change>| told.into_iter().filter(|change| matches!(change, Change::Account(_))).collect();
        let without: BTreeSet<Change> = accounts(changed(world, &mut since));
        assert_eq!(without, BTreeSet::new(), "who has no account has no entry");
        let verifiers = ["x".to_owned()];
        world.db.write(|tx| crate::accounts::demo::crowd(tx, world, &people, 0, |n| format!("u{n}"), &verifiers)).unwrap();
        let made: BTreeSet<Change> = accounts(changed(world, &mut since));
        assert_eq!(made.len(), 3, "{made:?}");
        assert_told(world, &changed(world, &mut since), &BTreeSet::new());

        // By hand, past every verb.
        let by_hand = |statement: &str| world.db.write(|tx| diesel::sql_query(statement).execute(tx).or_fail()).unwrap();
        by_hand(&format!("UPDATE people SET surname = 'Kaya' WHERE id = '{}'", people[0]));
        by_hand(&format!("UPDATE posts SET title = 'Uzman' WHERE person_id = '{}'", people[0]));
        let one: BTreeSet<Change> = accounts(changed(world, &mut since));
        assert!(one.is_subset(&made) && (one.len() == 1 || !world.db.is_inside() && !one.is_empty()), "{one:?}");
        by_hand(&format!("UPDATE units SET name = 'Yeni' WHERE id = '{}'", units[0]));
        assert_told(world, &changed(world, &mut since), &[Change::Unit(units[0].clone())].into());
        let undone: Result<(), _> = world.db.write(|tx| {
            diesel::sql_query("UPDATE accounts SET state = 'closed'").execute(tx).or_fail()?;
            Err(kunye_kernel::error::Error::conflict("error-try-again"))
        });
        assert!(undone.is_err());
        assert_told(world, &changed(world, &mut since), &BTreeSet::new());
    });
}

#[test]
fn a_change_that_is_committed_late_is_not_missed() {
    in_every_world(|world| {
        if world.db.is_inside() {
            return; // One writer: nothing overtakes.
        }
        let units = bench::ministry(world).unwrap();
        let mut since = world.db.read(Since::now).unwrap();
        let rename = |unit: usize| {
            let statement = format!("UPDATE units SET name = 'Yeni' WHERE id = '{}'", units[unit]);
            move |tx: &mut crate::db::Conn| diesel::sql_query(&statement).execute(tx).or_fail()
        };
        let seen_meanwhile = world
            .db
            .write(|tx| {
                rename(0)(tx)?;
                world.db.write(rename(1))?;
                let (seen, next) = world.db.read(|conn| changes(conn, since))?;
                Ok((seen, next))
            })
            .unwrap();
        assert!(seen_meanwhile.0.contains(&Change::Unit(units[1].clone())));
        since = seen_meanwhile.1;
        assert!(changed(world, &mut since).contains(&Change::Unit(units[0].clone())), "begun first, committed last");
    });
}

#[test]
fn numbers_are_given_once() {
    in_every_world(|world| {
        let units = bench::ministry(world).unwrap();
        world
            .db
            .write(|tx| {
                let people = bench::crowd(tx, world, &units, 0, 5)?;
                crate::accounts::demo::crowd(tx, world, &people, 0, |n| format!("u{n}"), &["x".to_owned()])
            })
            .unwrap();
        let mut numbers = Vec::new();
        super::all(world, |cards| numbers.extend(cards.iter().map(|card| card.number))).unwrap();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), 5);
        assert!(numbers[0] >= 1);
        let source = kunye_kernel::actor::Source::local();
        assert_eq!(machines::check_machine(world, &source, "hic", &Secret::new("x")).unwrap(), None);
    });
}
