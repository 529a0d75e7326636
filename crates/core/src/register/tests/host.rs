//! Whose service this is.

use super::{bring, operator, person, recorded, signed_in};
use crate::register::import::ImportKind;
use crate::register::{DutyKind, duties, host, store};
use crate::testing::{FIRST_DAY, TestWorld, in_every_world};
use kunye_kernel::error::Kind;

fn host_of(world: &TestWorld) -> Option<String> {
    world.db.read(store::host).unwrap().map(|host| host.detsis)
}

#[test]
fn the_first_of_a_file_is_the_host_until_another_is_named() {
    in_every_world(|world| {
        assert_eq!(host_of(world), None);
        // All in one moment: their ids are in no order.
        let rows: String = (1..=8).map(|n| format!("{n}9000000;Kurum {n};;Kurum;Ankara\n")).rev().collect();
        bring(world, ImportKind::Units, &rows);
        assert_eq!(host_of(world).as_deref(), Some("89000000"), "the first of the file");
        bring(world, ImportKind::Units, "11000000;Bir kurum daha;;Kurum;Ankara\n");
        assert_eq!(host_of(world).as_deref(), Some("89000000"));

        for (detsis, reason, kind) in [("89000001", "Kurulum", "not found"), ("39000000", " ", "invalid")] {
            let error = host::name(world, &operator(), detsis, reason).unwrap_err();
            assert_eq!(matches!(error.kind, Kind::Invalid(_)), kind == "invalid", "{error}");
        }
        assert_eq!(host_of(world).as_deref(), Some("89000000"), "nothing was changed");
        for _ in 0..2 {
            assert_eq!(host::name(world, &operator(), "39000000", "Kurulum").unwrap().name, "Kurum 3");
        }
        assert_eq!(host_of(world).as_deref(), Some("39000000"));
        assert_eq!(recorded(world, "institution.host"), 1, "once: the second time changed nothing");
    });
}

#[test]
fn who_administers_the_host_administers_everything_and_cannot_hand_it_over() {
    in_every_world(|world| {
        bring(world, ImportKind::Units, "10000000;Bakanlık;;Bakanlık;Ankara\n50000000;Ajans;;Kurum;Konya\n");
        let people: String =
            [(1, "10000000"), (2, "50000000")].map(|(n, unit)| super::line(n, "Ali Öz", unit, "01.01.2020", "", "")).concat();
        bring(world, ImportKind::People, &people);
        super::give(world, DutyKind::Administrator, "10000000", 1, None);
        super::give(world, DutyKind::Administrator, "50000000", 2, None);
        let of_all = |n| {
            let actor = signed_in(&person(world, n));
            world.db.read(|conn| duties::administrator_of_all(conn, &actor, FIRST_DAY)).is_ok()
        };
        assert_eq!((of_all(1), of_all(2)), (true, false));
        let tried = host::name(world, &signed_in(&person(world, 1)), "50000000", "Devir").unwrap_err();
        assert_eq!(tried.kind, Kind::Forbidden);
        host::name(world, &operator(), "50000000", "Devir").unwrap();
        assert_eq!((of_all(1), of_all(2)), (false, true));
        assert_eq!(world.db.read(store::host).unwrap().map(|host| host.detsis), Some("50000000".into()));
    });
}
