//! Looking around in the register: how far each duty reaches, in the tree and down to one unit or person.

use super::super::duties::{self, Scope};
use super::super::import::ImportKind;
use super::super::model::DutyKind;
use super::super::store::Branch;
use super::*;
use crate::testing::in_every_world;
use kunye_kernel::error::Kind;
use kunye_kernel::page::PageRequest;

/// Seven people; the last has left Ankara.
fn staffed(world: &TestWorld) {
    units(world);
    let rows = [
        line(1, "Ada Bir", "10000000", "05.01.2020", "", ""),
        line(2, "Ece İki", "20000000", "05.01.2020", "", ""),
        line(3, "Su Üç", "21000000", "05.01.2020", "", ""),
        line(4, "Can Dört", "21000000", "05.01.2020", "", ""),
        line(5, "Ali Beş", "30000000", "05.01.2020", "", ""),
        line(6, "Oya Altı", "30000000", "05.01.2020", "", ""),
        line(7, "Nur Yedi", "21000000", "05.01.2020", "31.12.2025", ""),
    ];
    bring(world, ImportKind::People, &rows.concat());
}

fn scope(world: &TestWorld, actor: &Actor) -> Scope {
    world.db.read(|conn| duties::register_scope(conn, actor, FIRST_DAY)).unwrap()
}

/// `Ankara İl Müdürlüğü 3 [Çankaya İlçe Müdürlüğü 2]`
fn drawn(branches: &[Branch]) -> String {
    let one = |branch: &Branch| match branch.children.is_empty() {
        true => format!("{} {}", branch.unit.name, branch.people),
        false => format!("{} {} [{}]", branch.unit.name, branch.people, drawn(&branch.children)),
    };
    branches.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn tree(world: &TestWorld, actor: &Actor) -> String {
    let scope = scope(world, actor);
    drawn(&world.db.read(|conn| store::tree(conn, &scope, FIRST_DAY)).unwrap())
}

#[test]
fn the_tree_begins_where_the_duty_does() {
    in_every_world(|world| {
        staffed(world);
        give(world, DutyKind::Administrator, "20000000", 2, None);
        give(world, DutyKind::Officer, "21000000", 3, None);
        let (administrator, officer) = (signed_in(&person(world, 2)), signed_in(&person(world, 3)));
        let ankara = "Ankara İl Müdürlüğü 3 [Çankaya İlçe Müdürlüğü 2]";
        assert_eq!(tree(world, &operator()), format!("Kırsal Hizmetler Bakanlığı 6 [{ankara}, İzmir İl Müdürlüğü 2]"));
        assert_eq!(tree(world, &administrator), ankara);
        assert_eq!(tree(world, &officer), "Çankaya İlçe Müdürlüğü 2");
        // A duty below another adds nothing; one beside it adds a top.
        give(world, DutyKind::Officer, "21000000", 2, None);
        assert_eq!(tree(world, &administrator), ankara);
        give(world, DutyKind::Officer, "30000000", 2, None);
        assert_eq!(tree(world, &administrator), format!("{ankara}, İzmir İl Müdürlüğü 2"));
    });
}

#[test]
fn only_what_the_duty_reaches_is_found() {
    in_every_world(|world| {
        staffed(world);
        give(world, DutyKind::Administrator, "20000000", 2, None);
        give(world, DutyKind::Officer, "21000000", 3, None);
        let (administrator, officer) = (scope(world, &signed_in(&person(world, 2))), scope(world, &signed_in(&person(world, 3))));
        let unit_seen = |scope: &Scope, detsis| {
            world.db.read(|conn| store::unit_within(conn, scope, &unit(world, detsis))).unwrap().is_some()
        };
        let person_seen = |scope: &Scope, n| {
            world.db.read(|conn| store::person_within(conn, scope, &person(world, n), FIRST_DAY)).unwrap().is_some()
        };
        let units = |scope: &Scope| ["10000000", "20000000", "21000000", "30000000"].map(|detsis| unit_seen(scope, detsis));
        assert_eq!(units(&administrator), [false, true, true, false]);
        assert_eq!(units(&officer), [false, false, true, false]);
        // Who has left is still the administrator's to look up, and no longer the officer's.
        let people = |scope: &Scope| [1, 2, 3, 4, 5, 7].map(|n| person_seen(scope, n));
        assert_eq!(people(&administrator), [false, true, true, true, false, true]);
        assert_eq!(people(&officer), [false, false, true, true, false, false]);
        let found = |scope: &Scope| {
            let page = world.db.read(|conn| store::search_units_within(conn, scope, "mudurlugu", None, PageRequest::default()));
            page.unwrap().total
        };
        assert_eq!((found(&administrator), found(&officer)), (2, 1));
    });
}

#[test]
fn whoever_has_no_such_duty_finds_nothing_at_all() {
    in_every_world(|world| {
        staffed(world);
        give(world, DutyKind::Supervisor, "21000000", 4, None);
        give(world, DutyKind::Officer, "21000000", 3, None);
        for actor in [signed_in(&person(world, 4)), without_second_factor(&person(world, 3))] {
            let refused = world.db.read(|conn| duties::register_scope(conn, &actor, FIRST_DAY)).unwrap_err();
            assert_eq!(refused.kind, Kind::Forbidden);
        }
    });
}
