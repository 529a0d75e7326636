//! Counts, rolled up and frozen, and the decisions that rest on them.

use super::*;
use crate::db::IntoResult;
use crate::testing::in_every_world;
use crate::training::ledger;
use crate::training::users::{DecisionVerdict, roll_up};
use diesel::RunQueryDsl;
use kunye_kernel::error::Kind;
use proptest::prelude::*;
use std::collections::HashMap;
use std::time::Instant;

proptest! {
    /// Against the plain sum over every unit's whole path to the top.
    #[test]
    fn a_subtotal_is_the_sum_of_all_below(
        parents in prop::collection::vec(any::<prop::sample::Index>(), 0..60),
        users in prop::collection::vec(0_i64..50, 61),
        turn in any::<u64>(),
    ) {
        // Unit n hangs below one of 0..n, so that there is a tree; then the order is shuffled.
        let mut units: Vec<(UnitId, Option<UnitId>)> = vec![("0".into(), None)];
        for (at, parent) in parents.iter().enumerate() {
            units.push(((at + 1).to_string().into(), Some(parent.index(at + 1).to_string().into())));
        }
        let own: HashMap<UnitId, i64> = units.iter().zip(&users).map(|((id, _), users)| (id.clone(), *users)).collect();
        let mut expected: HashMap<UnitId, i64> = HashMap::new();
        let above: HashMap<UnitId, Option<UnitId>> = units.iter().cloned().collect();
        for (id, users) in &own {
            let mut at = Some(id.clone());
            while let Some(unit) = at {
                *expected.entry(unit.clone()).or_default() += users;
                at = above[&unit].clone();
            }
        }
        let shift = usize::try_from(turn % 61).unwrap() % units.len();
        units.rotate_left(shift);
        let lines = roll_up(&units, &own);
        prop_assert_eq!(lines.len(), expected.values().filter(|sum| **sum > 0).count());
        for line in lines {
            prop_assert_eq!(line.subtotal, expected[&line.unit]);
            prop_assert_eq!(line.users, own[&line.unit]);
        }
    }
}

/// B7, and what it took is printed: within a second, where nothing else runs.
#[test]
fn a_million_users_over_fifty_thousand_units_add_up() {
    let units: Vec<(UnitId, Option<UnitId>)> = (0..50_000_u32)
        .map(|at| (format!("{at:026}").into(), (at > 0).then(|| format!("{:026}", (at - 1) / 8).into())))
        .collect();
    let own: HashMap<UnitId, i64> = units.iter().map(|(id, _)| (id.clone(), 20)).collect();
    let begun = Instant::now();
    let lines = roll_up(&units, &own);
    let took = begun.elapsed();
    assert_eq!((lines.len(), lines[0].subtotal), (50_000, 1_000_000));
    println!("roll-up of 1,000,000 users over 50,000 units: {took:?}");
}

#[test]
fn a_count_decides_a_tier_and_grants_its_hours_once() {
    in_every_world(|world| {
        let stage = stage(world, 4);
        let counts = stage.count(&[0, 100, 101, 1_000_001]);
        let waiting = || {
            let read = |conn: &mut crate::db::Conn| {
                let programme = programme::find(conn, &stage.programme)?.unwrap();
                users::waiting(conn, &programme)
            };
            world.db.read(read).unwrap().len()
        };
        assert_eq!(waiting(), 4);
        let decide = || users::decide(world, &stage.planner, &stage.programme, &counts).unwrap();
        assert_eq!(decide(), decide(), "twice is once");
        assert_eq!(waiting(), 0);
        let told: Vec<_> = stage
            .customers
            .iter()
            .map(|customer| {
                let read = |conn: &mut crate::db::Conn| {
                    let decisions = users::decisions(conn, &stage.programme, &customer.id)?;
                    Ok((decisions, ledger::statement(conn, &stage.programme, &customer.id)?))
                };
                let (decisions, statement) = world.db.read(read).unwrap();
                (decisions.len(), decisions[0].verdict, statement.balance.granted)
            })
            .collect();
        use DecisionVerdict::{Beyond, NoUsers, Tier};
        assert_eq!(told, [(1, NoUsers, 0), (1, Tier, 4), (1, Tier, 8), (1, Beyond, 0)]);
    });
}

#[test]
fn a_recount_is_a_new_decision_that_takes_nothing_back() {
    in_every_world(|world| {
        let stage = stage(world, 1);
        let customer = &stage.customers[0];
        let granted = |users: i64| {
            world.clock.advance(kunye_kernel::time::DAY);
            stage.decide(&[users]);
            world.db.read(|conn| ledger::statement(conn, &stage.programme, &customer.id)).unwrap().balance.granted
        };
        assert_eq!([granted(90), granted(2_000), granted(50), granted(900), granted(20_000)], [4, 12, 12, 12, 16]);
        let decisions = world.db.read(|conn| users::decisions(conn, &stage.programme, &customer.id)).unwrap();
        let seen: Vec<_> = decisions.iter().map(|one| (one.users, one.hours)).collect();
        assert_eq!(seen, [(20_000, 16), (900, 8), (50, 4), (2_000, 12), (90, 4)], "each as it was decided");
    });
}

#[test]
fn a_count_opens_down_to_each_unit_and_stays_as_it_was() {
    in_every_world(|world| {
        let stage = stage(world, 1);
        let top = &stage.customers[0].detsis;
        bring(
            world,
            ImportKind::Units,
            &format!(
                "DETSİS No;Birim Adı;Üst Birim DETSİS No;Birim Türü;İl\n99300001;İl;{top};İl;Ankara\n99300002;İlçe;99300001;İlçe;Ankara\n"
            ),
        );
        let file = format!("DETSİS No;Aktif Kullanıcı Sayısı\n{top};10\n99300001;200\n99300002;3\n");
        let taken =
            users::take(world, &stage.planner, &stage.programme, world.today(), "C:\\x\\sayım.csv", file.as_bytes()).unwrap();
        // The district moves; the count does not.
        bring(
            world,
            ImportKind::Units,
            &format!("DETSİS No;Birim Adı;Üst Birim DETSİS No;Birim Türü;İl\n99300002;İlçe;{top};İlçe;Ankara\n"),
        );
        let top = world.db.read(|conn| crate::register::store::unit_by_detsis(conn, top)).unwrap().unwrap().id;
        let own = |unit: &UnitId| world.db.read(|conn| users::of_unit(conn, &taken[0], unit)).unwrap();
        let below = |unit: &UnitId| world.db.read(|conn| users::below(conn, &taken[0], unit)).unwrap();
        assert!(own(&top).is_some_and(|line| (line.users, line.subtotal) == (10, 213)));
        let province = below(&top);
        assert_eq!((province.len(), province[0].users, province[0].subtotal), (1, 200, 203));
        assert_eq!(below(&province[0].unit)[0].subtotal, 3);
        assert_eq!(own(&UnitId::from("01ARYZ6S410000000000000000")), None, "no line, no number");
        let (count, bytes) = users::evidence(world, &stage.planner, &stage.programme, &taken[0]).unwrap();
        assert_eq!((count.file_name.as_str(), bytes.as_slice()), ("sayım.csv", file.as_bytes()));
        let stranger = users::evidence(world, &stage.customers[0].coordinator, &stage.programme, &taken[0]);
        assert_eq!(stranger.err().unwrap().kind, Kind::Forbidden);
        for statement in
            ["UPDATE user_count_lines SET users = 1", "DELETE FROM user_counts", "UPDATE tier_decisions SET hours = 99"]
        {
            // A statement-level trigger refuses on PostgreSQL even where there is no row; SQLite needs one.
            stage.decide(&[213]);
            let tried = world.db.write(|tx| diesel::sql_query(statement).execute(tx).or_fail());
            assert!(tried.is_err(), "{statement}");
        }
    });
}

#[test]
fn a_wrong_row_refuses_the_whole_file() {
    in_every_world(|world| {
        let stage = stage(world, 1);
        let file = format!("DETSİS No;Aktif Kullanıcı Sayısı\n{};10\n12345678;5\n", stage.customers[0].detsis);
        let plan = users::preview(world, &stage.planner, &stage.programme, file.as_bytes()).unwrap();
        assert_eq!((plan.institutions[0].total, plan.rejected[0].row), (10, 3));
        let error = users::take(world, &stage.planner, &stage.programme, world.today(), "a.csv", file.as_bytes()).unwrap_err();
        assert_eq!(error.fields()[0].text, "training-count-unknown-unit");
        let tomorrow = world.today().plus_days(1);
        let future = users::take(world, &stage.planner, &stage.programme, tomorrow, "a.csv", file.as_bytes()).unwrap_err();
        assert_eq!(future.fields()[0].field, "counted_on");
        assert!(world.db.read(|conn| users::counts_of(conn, &stage.customers[0].id)).unwrap().is_empty());
    });
}
