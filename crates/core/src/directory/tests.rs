//! What changed is told, on both databases, whoever changed it.

use super::store::Since;
use super::{Change, Recent, changes, machines};
use crate::accounts::check::{self, Asked, Face, Verdict};
use crate::accounts::guard::{self, Try};
use crate::db::IntoResult;
use crate::hasher::Cost;
use crate::register::import::bench;
use crate::testing::{TestWorld, in_every_world};
use diesel::prelude::*;
use kunye_kernel::actor::Source;
use kunye_kernel::secret::Secret;
use kunye_kernel::time::DAY;
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
        assert_eq!(machines::check_machine(world, &Source::local(), "hic", &Secret::new("x")).unwrap(), None);
    });
}

/// What ends a quick answer, as somebody might do it past every verb, to the account `u…` whose number is put for `?`.
const BLOWS: [&str; 8] = [
    "UPDATE accounts SET state = 'suspended' WHERE user_name = 'u?'",
    "UPDATE accounts SET user_name = 'x?' WHERE user_name = 'u?'",
    "UPDATE credentials SET state = 'retired' WHERE account_id = (SELECT id FROM accounts WHERE user_name = 'u?')",
    "UPDATE credentials SET verifier = '' WHERE account_id = (SELECT id FROM accounts WHERE user_name = 'u?')",
    "UPDATE credentials SET ends_at = 0 WHERE account_id = (SELECT id FROM accounts WHERE user_name = 'u?')",
    "DELETE FROM credentials WHERE account_id = (SELECT id FROM accounts WHERE user_name = 'u?')",
    "UPDATE posts SET ends_on = 0 WHERE person_id = (SELECT person_id FROM accounts WHERE user_name = 'u?')",
    "DELETE FROM posts WHERE person_id = (SELECT person_id FROM accounts WHERE user_name = 'u?')",
];

#[test]
fn a_quick_answer_dies_at_once_of_every_change() {
    in_every_world(|world| {
        let password = Secret::new("derin vadi");
        let verifier = world.hasher.hash(&password, Cost { memory_kib: 16, iterations: 1 }, &*world.entropy).unwrap();
        let units = bench::ministry(world).unwrap();
        let count = BLOWS.len() as u32 + 3;
        world
            .db
            .write(|tx| {
                let people = bench::crowd(tx, world, &units, 0, count)?;
                crate::accounts::demo::crowd(tx, world, &people, 0, |n| format!("u{n}"), std::slice::from_ref(&verifier))
            })
            .unwrap();
        let by_hand = |statement: &str| world.db.write(|tx| diesel::sql_query(statement).execute(tx).or_fail()).unwrap();
        // All of them accounts of units, which also hang on a post.
        by_hand("UPDATE accounts SET kind = 'unit', unit_id = (SELECT unit_id FROM posts WHERE person_id = accounts.person_id)");
        let mut recent = Recent::new(&world.db);
        let (source, wrong) = (Source::local(), Secret::new("derin vadı"));
        let asked = |name: &'static str, password| Asked { face: Face::Ldap, source: &source, user_name: name, password };
        let name = |n: usize| -> &'static str { format!("u{n}").leak() };
        let mut knows = |name, password| recent.account(world, &asked(name, password)).unwrap().is_some();
        for n in 0..count as usize {
            let name = name(n);
            assert!(!knows(name, &password), "{name} was never verified");
            assert!(matches!(check::check(world, &asked(name, &password)).unwrap(), Verdict::Open(_)), "{name}");
            assert!(knows(name, &password) && knows(name, &password), "{name} was");
            assert!(!knows(name, &wrong), "and nothing else of {name}");
        }
        let witness = name(count as usize - 1);
        for (n, blow) in BLOWS.iter().enumerate() {
            by_hand(&blow.replace('?', &n.to_string()));
            assert!(!knows(name(n), &password), "{blow}");
            assert!(knows(witness, &password), "{blow}: nobody else");
        }
        let tomorrow = world.today().plus_days(1);
        let last = name(count as usize - 2);
        by_hand(&format!(
            "UPDATE posts SET ends_on = {} WHERE person_id = (SELECT person_id FROM accounts WHERE user_name = '{last}')",
            world.today().0
        ));
        assert!(knows(last, &password), "until the end of the day");
        world.clock.advance(tomorrow.start().since(world.now()));
        assert!(!knows(last, &password), "the post is over, and no row has changed");
        assert!(!knows(witness, &password), "a quarter of an hour is long over");
        assert!(matches!(check::check(world, &asked(witness, &password)).unwrap(), Verdict::Open(_)));
        assert!(knows(witness, &password));
        world.clock.advance(31 * DAY);
        assert!(!knows(witness, &password), "the password is over, and no row has changed");
    });
}

#[test]
fn old_passwords_behind_a_mail_server_keep_nobody_from_their_mail() {
    in_every_world(|world| {
        let operator = kunye_kernel::actor::Actor::Operator { name: "test".into() };
        let words = crate::applications::manage::Words { name: "E-posta", purpose: "Denemek için", open_to_all: true };
        crate::applications::manage::add(world, &operator, "e-posta", &words).unwrap();
        let new = crate::applications::service::NewService { application: "e-posta", name: "posta", unit: None };
        let secret = crate::applications::service::add(world, &operator, &new).unwrap().1;
        let waits = |from: &Source, name: &str| {
            let password = Secret::new("eski parola");
            let asked = Asked { face: Face::Ldap, source: from, user_name: name, password: &password };
            check::check(world, &asked).is_err()
        };
        let (server, stranger) = (Source { address: "192.0.2.25".into() }, Source { address: "192.0.2.26".into() });
        assert!(machines::check_machine(world, &server, "posta", &secret).unwrap().is_some());
        for n in 0..60 {
            assert!(!waits(&server, &format!("kisi.{n}")) && !waits(&stranger, &format!("kisi.{n}")));
        }
        assert!(waits(&stranger, "kisi.61"), "one who goes through names waits");
        assert!(!waits(&server, "kisi.61"), "a mail server, behind which is everybody, does not");
        // Each account behind it has a limit all the same: wider where the system made the password.
        for (name, made, most) in [("kisi.62", true, 301), ("kisi.63", false, 6)] {
            let turn = guard::turn(world, Try { name, face: Face::Ldap, source: &server });
            let now = world.now();
            let failures = world.db.write(|tx| {
                let mut failures = 0;
                while failures < 400 && turn.admit(tx, now).is_ok() {
                    turn.charge(tx, made, now)?;
                    failures += 1;
                }
                Ok(failures)
            });
            assert_eq!(failures.unwrap(), most, "{name}");
        }
    });
}

#[test]
fn a_quick_answer_to_a_machine_dies_with_its_right() {
    in_every_world(|world| {
        let operator = kunye_kernel::actor::Actor::Operator { name: "test".into() };
        let words = crate::applications::manage::Words { name: "E-posta", purpose: "Denemek için", open_to_all: true };
        crate::applications::manage::add(world, &operator, "e-posta", &words).unwrap();
        let new = crate::applications::service::NewService { application: "e-posta", name: "posta", unit: None };
        let secret = crate::applications::service::add(world, &operator, &new).unwrap().1;
        let (mut recent, source) = (Recent::new(&world.db), Source::local());
        let mut knows = |secret: &Secret| recent.machine(world, &source, "posta", secret).unwrap();
        assert_eq!(knows(&secret), None);
        assert_eq!(machines::check_machine(world, &source, "posta", &secret).unwrap().as_deref(), Some("posta"));
        assert_eq!(knows(&secret).as_deref(), Some("posta"));
        assert_eq!(knows(&secret).as_deref(), Some("posta"));
        assert_eq!(knows(&Secret::new("x")), None);
        world.db.write(|tx| diesel::sql_query("UPDATE applications SET ended_at = 1").execute(tx).or_fail()).unwrap();
        assert_eq!(knows(&secret), None);
    });
}
