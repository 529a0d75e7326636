//! Tiers: every boundary of the table, tables that are refused, what-if.

use super::*;
use crate::testing::in_every_world;
use crate::training::programme::{Step, Tier, Usual, Verdict, Way, check, classify, publish_tiers, seed_tiers, table, what_if};
use kunye_kernel::error::Kind;
use proptest::prelude::*;

fn hours(users: i64) -> Option<i32> {
    match classify(&seed_tiers(), users) {
        Verdict::Tier(tier) => Some(tier.hours),
        _ => None,
    }
}

#[test]
fn every_boundary_of_the_letters_table() {
    assert!(check(&seed_tiers()).is_ok());
    let boundaries = [
        (1, 4),
        (100, 4),
        (101, 8),
        (1_000, 8),
        (1_001, 12),
        (10_000, 12),
        (10_001, 16),
        (50_000, 16),
        (50_001, 20),
        (100_000, 20),
        (100_001, 24),
        (1_000_000, 24),
    ];
    for (users, right) in boundaries {
        assert_eq!(hours(users), Some(right), "{users}");
    }
    let tiers = seed_tiers();
    assert_eq!(classify(&tiers, 0), Verdict::NoUsers);
    assert_eq!(classify(&tiers, 1_000_001), Verdict::Beyond);
    let shared: Vec<&str> = tiers.iter().filter(|tier| tier.way == Way::Shared).map(|tier| tier.code.as_str()).collect();
    assert_eq!(shared, ["standard"]);
}

/// A table is written by where its tiers end, and names itself.
#[test]
fn steps_make_a_table_without_gaps() {
    let steps = |tiers: &[Tier]| -> Vec<Step> {
        tiers.iter().map(|tier| Step { to_users: tier.to_users, hours: tier.hours, way: tier.way }).collect()
    };
    assert_eq!(table(&steps(&seed_tiers())).unwrap(), seed_tiers());
    let on_site = table(&steps(&seed_tiers()[1..])).unwrap();
    assert_eq!((on_site[0].code.as_str(), on_site[0].from_users), ("1", 1));
    for to_users in [0, -1, i64::MIN, i64::MAX, 1_000_000_001] {
        assert_eq!(table(&[Step { to_users, hours: 4, way: Way::Shared }]).unwrap_err().fields()[0].text, "training-tiers-range");
    }
}

#[test]
fn tables_with_gaps_or_doubles_are_refused() {
    let broken = |change: &dyn Fn(&mut Vec<Tier>)| {
        let mut tiers = seed_tiers();
        change(&mut tiers);
        check(&tiers).unwrap_err().fields()[0].text
    };
    assert_eq!(broken(&|tiers| tiers[1].from_users = 102), "training-tiers-gap");
    assert_eq!(broken(&|tiers| tiers[1].from_users = 100), "training-tiers-gap");
    assert_eq!(broken(&|tiers| drop(tiers.remove(0))), "training-tiers-gap");
    assert_eq!(broken(&|tiers| tiers[2].to_users = 1_000), "training-tiers-range");
    assert_eq!(broken(&|tiers| tiers[2].hours = 0), "training-tiers-hours");
    assert_eq!(broken(&|tiers| tiers[2].code = "1".into()), "training-tiers-code");
    assert_eq!(broken(&|tiers| tiers.clear()), "training-tiers-empty");
}

proptest! {
    /// A table that passes the check decides every count up to its end, by the one range that holds it.
    #[test]
    fn a_checked_table_leaves_no_count_out(widths in prop::collection::vec(1_i64..500, 1..8), users in 0_i64..4_000) {
        let mut next = 1;
        let tiers: Vec<Tier> = widths.iter().enumerate().map(|(at, width)| {
            let from = next;
            next += width;
            Tier { code: at.to_string(), from_users: from, to_users: next - 1, hours: 4, way: Way::OnSite }
        }).collect();
        prop_assert!(check(&tiers).is_ok());
        let holding = tiers.iter().filter(|tier| tier.from_users <= users && users <= tier.to_users).count();
        match classify(&tiers, users) {
            Verdict::NoUsers => prop_assert_eq!(users, 0),
            Verdict::Tier(_) => prop_assert_eq!(holding, 1),
            Verdict::Beyond => prop_assert!(users >= next),
        }
    }
}

#[test]
fn a_new_table_is_tried_over_the_counts_there_are() {
    let counts: Vec<(InstitutionId, i64)> = [("A", 0), ("B", 60), ("C", 100), ("D", 150), ("E", 5_000), ("F", 2_000_000)]
        .map(|(id, users)| (id.into(), users))
        .into();
    let mut after = seed_tiers();
    // Standard up to 200 users; tier 2 loses two hours; a seventh range reaches further.
    (after[0].to_users, after[1].from_users, after[2].hours) = (200, 201, 10);
    after.push(Tier { code: "6".into(), from_users: 1_000_001, to_users: 9_000_000, hours: 30, way: Way::OnSite });
    assert!(check(&after).is_ok());
    let tried = what_if(&seed_tiers(), &after, &counts, Usual { seats: 24, quota: 6, hours: 4 });
    assert_eq!(tried.hours, [4 + 4 + 8 + 12, 4 + 4 + 4 + 10 + 30]);
    // Six of 24 seats are a quarter of a trainer's hours.
    assert_eq!(tried.trainer_hours, [2 + 8 + 12, 3 + 10 + 30]);
    assert_eq!(tried.people, [6 + 6 + 48 + 72, 18 + 48 + 168]);
    let changes =
        |list: &[programme::Gain]| list.iter().map(|gain| (gain.institution.to_string(), gain.hours)).collect::<Vec<_>>();
    assert_eq!(changes(&tried.gains), [("F".to_owned(), [0, 30])]);
    assert_eq!(changes(&tried.losses), [("D".to_owned(), [8, 4]), ("E".to_owned(), [12, 10])]);
    let last = tried.lines.last().unwrap();
    assert_eq!((last.code.as_str(), last.institutions, last.users), ("", [2, 1], [2_000_000, 0]));
    assert_eq!(tried.lines[0].institutions, [2, 3]);
    let unchanged = what_if(&after, &after, &counts, Usual { seats: 24, quota: 6, hours: 4 });
    assert!(unchanged.gains.is_empty() && unchanged.losses.is_empty());
}

#[test]
fn a_table_decides_from_its_day_on_and_only_planners_publish() {
    in_every_world(|world| {
        let stage = stage(world, 1);
        let mut tiers = seed_tiers();
        tiers[0].hours = 6;
        let publish =
            |actor: &Actor, from: Day, reason: &str| publish_tiers(world, actor, &stage.programme, from, &tiers, reason);
        let day = world.today().plus_days(10);
        assert_eq!(publish(&stage.customers[0].coordinator, day, "yeni tablo").unwrap_err().kind, Kind::Forbidden);
        assert_eq!(publish(&stage.planner, day, " ").unwrap_err().fields()[0].field, "reason");
        assert_eq!(
            publish(&stage.planner, world.today().plus_days(-1), "geç").unwrap_err().fields()[0].text,
            "training-tiers-past"
        );
        let published = publish(&stage.planner, day, "yeni tablo").unwrap();
        assert_eq!(publish(&stage.planner, day, "yeni  tablo").unwrap(), published, "said twice it is one");
        assert_ne!(publish(&stage.planner, day, "başka karar").unwrap(), published);
        let hours_on =
            |day: Day| world.db.read(|conn| programme::table_on(conn, &stage.programme, day)).unwrap().map(|t| t.tiers[0].hours);
        assert_eq!([hours_on(FIRST_DAY.plus_days(-1)), hours_on(day.plus_days(-1)), hours_on(day)], [None, Some(4), Some(6)]);
    });
}
