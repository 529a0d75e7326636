//! The ledger: against a simple model, and as the database keeps it.

use super::*;
use crate::db::IntoResult;
use crate::testing::in_every_world;
use crate::training::ledger::{Accounts, Entry, EntryKind, Moved, Post, Statement, statement, totals, transfer, try_transfer};
use diesel::RunQueryDsl;
use kunye_kernel::error::Kind;
use kunye_kernel::time::{DAY, Time};
use proptest::prelude::*;
use std::collections::HashMap;

fn entry(kind: EntryKind, hours: i32, hold: Option<&str>, key: usize) -> Entry {
    Entry {
        seq: 0,
        programme_id: "P".into(),
        institution_id: "I".into(),
        kind,
        hours,
        hold: hold.map(str::to_owned),
        once_key: key.to_string(),
        about: String::new(),
        actor: String::new(),
        reason: String::new(),
        at: Time(0),
    }
}

/// Piles of hours: what is free, what lies where, what is gone.
#[derive(Default)]
struct Model {
    free: i32,
    held: HashMap<&'static str, i32>,
    used: i32,
    gone: i32,
    come: i32,
}

impl Model {
    fn book(&mut self, kind: EntryKind, hours: i32, hold: &'static str) -> bool {
        let pile = self.held.entry(hold).or_default();
        let from = match kind {
            EntryKind::Grant | EntryKind::TransferIn => {
                self.free += hours;
                self.come += hours;
                return true;
            }
            EntryKind::Hold | EntryKind::Expire | EntryKind::TransferOut => &mut self.free,
            EntryKind::Use | EntryKind::Return => pile,
        };
        if *from < hours {
            return false;
        }
        *from -= hours;
        match kind {
            EntryKind::Hold => *self.held.entry(hold).or_default() += hours,
            EntryKind::Use => self.used += hours,
            EntryKind::Return => self.free += hours,
            _ => self.gone += hours,
        }
        true
    }
}

proptest! {
    #[test]
    fn a_statement_agrees_with_piles_of_hours(acts in prop::collection::vec((0..7_usize, 1..9_i32, 0..3_usize), 0..80)) {
        let (mut model, mut statement) = (Model::default(), Statement::default());
        for (key, (kind, hours, hold)) in acts.into_iter().enumerate() {
            let (kind, hold) = (EntryKind::ALL[kind], ["a", "b", "c"][hold]);
            let needs = matches!(kind, EntryKind::Hold | EntryKind::Use | EntryKind::Return);
            let before = statement.balance;
            let booked = statement.add(entry(kind, hours, needs.then_some(hold), key));
            prop_assert_eq!(booked.is_ok(), model.book(kind, hours, hold), "{:?} {}", kind, hours);
            if booked.is_err() {
                prop_assert_eq!(statement.balance, before);
            }
            let b = statement.balance;
            prop_assert_eq!(b.available(), model.free);
            prop_assert_eq!((b.held, b.used, b.expired + b.given), (model.held.values().sum::<i32>(), model.used, model.gone));
            prop_assert_eq!(b.available() + b.held + b.used + b.expired + b.given, model.come, "no hour is lost");
            for hold in ["a", "b", "c"] {
                prop_assert_eq!(statement.held_for(hold), model.held.get(hold).copied().unwrap_or(0));
            }
        }
        let proved = Statement::replay(statement.entries.clone()).unwrap();
        prop_assert_eq!(proved.balance, statement.balance);
    }
}

#[test]
fn entries_that_break_the_law_do_not_replay() {
    let good = [entry(EntryKind::Grant, 4, None, 1), entry(EntryKind::Hold, 4, Some("a"), 2)];
    assert!(Statement::replay(good.to_vec()).is_ok());
    let broken = [
        vec![good[1].clone()],
        vec![good[0].clone(), good[0].clone()],
        vec![entry(EntryKind::Grant, 0, None, 1)],
        vec![good[0].clone(), entry(EntryKind::Hold, 1, None, 2)],
        vec![good[0].clone(), good[1].clone(), entry(EntryKind::Use, 4, Some("b"), 3)],
    ];
    for entries in broken {
        assert_eq!(Statement::replay(entries.clone()).unwrap_err().kind, Kind::Internal, "{entries:?}");
    }
}

#[test]
fn the_database_refuses_to_change_the_ledger() {
    in_every_world(|world| {
        let stage = stage(world, 1);
        stage.decide(&[50]);
        for statement in ["UPDATE entitlements SET hours = 400", "DELETE FROM entitlements"] {
            assert!(world.db.write(|tx| diesel::sql_query(statement).execute(tx).or_fail()).is_err(), "{statement}");
        }
        let own = &stage.customers[0].id;
        let proved = world.db.read(|conn| super::super::ledger::statement(conn, &stage.programme, own)).unwrap();
        assert_eq!((proved.balance.granted, proved.entries.len()), (4, 1));
    });
}

fn post(stage: &Stage<'_>, kind: EntryKind, hours: i32, key: &str) -> kunye_kernel::error::Result<bool> {
    let own = &stage.customers[0].id;
    stage.world.db.write(|tx| {
        let mut accounts = Accounts::load(tx, &stage.programme, std::slice::from_ref(own))?;
        let hold = matches!(kind, EntryKind::Hold | EntryKind::Use | EntryKind::Return).then(|| "session".to_owned());
        let post = Post {
            institution: own.clone(),
            kind,
            hours,
            hold,
            once_key: key.to_owned(),
            about: "x".into(),
            reason: String::new(),
        };
        let is_new = accounts.post(post)?;
        accounts.save(tx, "test", Time(1))?;
        Ok(is_new)
    })
}

#[test]
fn a_key_books_once_and_only_for_one_thing() {
    in_every_world(|world| {
        let stage = stage(world, 1);
        stage.decide(&[50]);
        assert!(post(&stage, EntryKind::Hold, 3, "k").unwrap());
        assert!(!post(&stage, EntryKind::Hold, 3, "k").unwrap());
        assert_eq!(post(&stage, EntryKind::Hold, 1, "k").unwrap_err().kind, Kind::Internal);
        let short = post(&stage, EntryKind::Hold, 2, "l").unwrap_err();
        assert_eq!((short.text, short.kind.clone()), ("training-hours-short", Kind::Conflict));
        assert_eq!(short.args, [("hours", "2".to_owned()), ("available", "1".to_owned())]);
        let balance = world.db.read(|conn| statement(conn, &stage.programme, &stage.customers[0].id)).unwrap().balance;
        assert_eq!((balance.held, balance.available()), (3, 1));
    });
}

#[test]
fn many_at_once_never_hold_more_than_there_is() {
    in_every_world(|world| {
        let stage = stage(world, 1);
        stage.decide(&[50_000]);
        let held = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|thread| {
                    let stage = &stage;
                    scope.spawn(move || {
                        (0..5).filter(|n| post(stage, EntryKind::Hold, 1, &format!("{thread}-{n}")).is_ok()).count()
                    })
                })
                .collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).sum::<usize>()
        });
        let read = |conn: &mut crate::db::Conn| {
            let proved = statement(conn, &stage.programme, &stage.customers[0].id)?.balance;
            Ok((proved, totals(conn, &stage.programme)?))
        };
        let (proved, summed) = world.db.read(read).unwrap();
        // Sixteen hours for forty that want one: on PostgreSQL some may have been asked to try again.
        assert_eq!(proved.held, i32::try_from(held).unwrap());
        assert!(proved.available() >= 0 && held <= 16 && held > 8, "{held}");
        assert_eq!(summed[&stage.customers[0].id], proved, "replayed and summed agree");
    });
}

#[test]
fn hours_move_by_decision_once_and_expire_with_the_programme() {
    in_every_world(|world| {
        let stage = stage(world, 3);
        stage.decide(&[50, 500]);
        let [a, b, stranger] = [0, 1, 2].map(|at: usize| stage.customers[at].id.clone());
        let go = |actor: &Actor, from: &InstitutionId, to: &InstitutionId, hours| {
            transfer(world, actor, &stage.programme, [from, to], hours, "Kurumlar birleşti.", "F1")
        };
        assert_eq!(go(&stage.customers[0].coordinator, &a, &b, 1).unwrap_err().kind, Kind::Forbidden);
        let short = go(&stage.planner, &a, &b, 5).unwrap_err();
        assert_eq!((short.fields()[0].text, short.fields()[0].field), ("training-transfer-short", "hours"));
        assert_eq!(short.args, [("available", "4".to_owned())], "the giver's, and not the reader's");
        assert_eq!(go(&stage.planner, &a, &stranger, 1).unwrap_err().fields()[0].field, "to");
        let look = |actor: &Actor, hours, reason: &str| {
            world.db.read(|conn| try_transfer(conn, actor, &stage.programme, [&a, &b], hours, reason, world.today()))
        };
        assert_eq!(look(&stage.customers[0].coordinator, 3, "2026/1").unwrap_err().kind, Kind::Forbidden);
        assert_eq!(look(&stage.planner, 5, "2026/1").unwrap_err().fields()[0].text, "training-transfer-short");
        let silent = look(&stage.planner, 0, " ").unwrap_err();
        assert_eq!(silent.fields().iter().map(|one| one.field).collect::<Vec<_>>(), ["hours", "reason"]);
        assert_eq!(look(&stage.planner, 3, "2026/1").unwrap(), Moved { from: [4, 1], to: [8, 11] });
        assert_eq!(look(&stage.planner, 3, "2026/1").unwrap(), Moved { from: [4, 1], to: [8, 11] }, "looking changes nothing");
        go(&stage.planner, &a, &b, 3).unwrap();
        go(&stage.planner, &a, &b, 3).unwrap();
        let free = |id: &InstitutionId| world.db.read(|conn| statement(conn, &stage.programme, id)).unwrap().balance;
        assert_eq!((free(&a).available(), free(&b).available(), free(&b).received), (1, 11, 3));
        world.clock.advance(400 * DAY);
        let daily = || {
            crate::training::tick(world).unwrap();
            let handlers = crate::jobs::Handlers::default().on(crate::training::shared::DAILY, crate::training::shared::daily);
            crate::jobs::Runner::new(world.world.clone(), handlers).run_due().unwrap()
        };
        assert_eq!((daily(), daily()), (1, 0));
        assert_eq!((free(&a).expired, free(&a).available(), free(&b).available()), (1, 0, 0));
    });
}
