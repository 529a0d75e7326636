//! Who may do what: officers, supervisors, administrators; and every narrowed list against the rule it stands for.

use super::super::duties::{self, SupervisorSeat};
use super::super::import::ImportKind;
use super::super::model::DutyKind;
use super::*;
use crate::schema::{people, units as unit_table};
use crate::testing::in_every_world;
use diesel::prelude::*;
use kunye_kernel::error::Kind;

/// Ministry 1, Ankara 2 and 3, Çankaya 4 and 5, İzmir 6.
fn staffed(world: &TestWorld) {
    units(world);
    let place = [(1, "10000000"), (2, "20000000"), (3, "20000000"), (4, "21000000"), (5, "21000000"), (6, "30000000")];
    let rows: String = place.iter().map(|(n, unit)| line(*n, "Ayşe Öz", unit, "05.01.2020", "", "")).collect();
    bring(world, ImportKind::People, &rows);
}

fn supervisors(world: &TestWorld, n: u32) -> Vec<(u32, bool)> {
    let id = person(world, n);
    let seats = world.db.read(|conn| duties::supervisors_of(conn, &id, FIRST_DAY)).unwrap();
    let number = |seat: &SupervisorSeat| (1..=6).find(|n| person(world, *n) == seat.person).unwrap();
    seats.iter().map(|seat| (number(seat), seat.as_deputy)).collect()
}

#[test]
fn an_officer_serves_what_no_nearer_officer_serves() {
    in_every_world(|world| {
        staffed(world);
        give(world, DutyKind::Officer, "10000000", 1, None);
        give(world, DutyKind::Officer, "21000000", 4, None);
        let serving = |detsis| world.db.read(|conn| duties::serving_unit(conn, &unit(world, detsis), FIRST_DAY)).unwrap();
        assert_eq!(serving("21000000"), Some(unit(world, "21000000")));
        assert_eq!(serving("20000000"), Some(unit(world, "10000000")));
        let before = world.db.read(|conn| duties::serving_unit(conn, &unit(world, "20000000"), FIRST_DAY.plus_days(-1))).unwrap();
        assert_eq!(before, None);

        world
            .db
            .read(|conn| {
                let top = duties::officer_scope(conn, &signed_in(&person(world, 1)), FIRST_DAY)?;
                let district = duties::officer_scope(conn, &signed_in(&person(world, 4)), FIRST_DAY)?;
                for (detsis, handled, seen_below) in
                    [("10000000", true, false), ("20000000", true, false), ("30000000", true, false), ("21000000", false, true)]
                {
                    let unit = unit(world, detsis);
                    assert_eq!(top.handles(conn, &unit)?.is_some(), handled, "{detsis}");
                    assert!(top.sees(conn, &unit)?);
                    assert_eq!(district.handles(conn, &unit)?.is_some(), seen_below, "{detsis}");
                    assert_eq!(district.sees(conn, &unit)?, seen_below, "{detsis}");
                }
                let proof = top.handles(conn, &unit(world, "20000000"))?.unwrap();
                assert_eq!((proof.unit(), proof.person()), (&unit(world, "10000000"), &person(world, 1)));
                Ok(())
            })
            .unwrap();
    });
}

#[test]
fn powers_ask_for_a_second_factor_and_for_the_duty() {
    in_every_world(|world| {
        staffed(world);
        for (kind, n) in [(DutyKind::Officer, 2), (DutyKind::Administrator, 3), (DutyKind::Auditor, 4), (DutyKind::HelpDesk, 5)] {
            give(world, kind, "20000000", n, None);
        }
        world
            .db
            .read(|conn| {
                let mut ask = |kind: DutyKind, actor: &Actor| -> Option<&'static str> {
                    let answer = match kind {
                        DutyKind::Officer => duties::officer_scope(conn, actor, FIRST_DAY).map(drop),
                        DutyKind::Administrator => duties::administrator_scope(conn, actor, FIRST_DAY).map(drop),
                        DutyKind::Auditor => duties::auditor_scope(conn, actor, FIRST_DAY).map(drop),
                        _ => duties::help_desk_scope(conn, actor, FIRST_DAY).map(drop),
                    };
                    answer.err().map(|error| {
                        assert_eq!(error.kind, Kind::Forbidden);
                        error.text
                    })
                };
                let kinds =
                    [(DutyKind::Officer, 2), (DutyKind::Administrator, 3), (DutyKind::Auditor, 4), (DutyKind::HelpDesk, 5)];
                for (kind, holder) in kinds {
                    assert_eq!(ask(kind, &signed_in(&person(world, holder))), None, "{kind}");
                    assert_eq!(ask(kind, &without_second_factor(&person(world, holder))), Some("error-register-second-factor"));
                    for (_, other) in kinds.iter().filter(|(k, _)| *k != kind) {
                        assert!(ask(kind, &signed_in(&person(world, *other))).unwrap().contains("-not-"), "{kind}");
                    }
                    for nobody in [Actor::Job { kind: "x" }, Actor::Public { source: Source::local() }] {
                        assert!(ask(kind, &nobody).is_some());
                    }
                    // A shell on the server administers; it is nobody's officer.
                    assert_eq!(ask(kind, &operator()).is_some(), kind == DutyKind::Officer);
                }
                Ok(())
            })
            .unwrap();
    });
}

#[test]
fn an_administrator_reaches_down_and_not_aside() {
    in_every_world(|world| {
        staffed(world);
        give(world, DutyKind::Administrator, "20000000", 3, None);
        let admin = signed_in(&person(world, 3));
        let may = |actor: &Actor, detsis| {
            world.db.read(|conn| duties::administrator_of(conn, actor, &unit(world, detsis), FIRST_DAY)).is_ok()
        };
        assert!(may(&admin, "20000000") && may(&admin, "21000000"));
        assert!(!may(&admin, "10000000") && !may(&admin, "30000000"));
        assert!(may(&operator(), "30000000"));
        let ended =
            world.db.read(|conn| duties::administrator_of(conn, &admin, &unit(world, "20000000"), FIRST_DAY.plus_days(-1)));
        assert!(ended.is_err());
    });
}

#[test]
fn the_next_seat_up_decides_and_never_the_person_themself() {
    in_every_world(|world| {
        staffed(world);
        // Nobody anywhere.
        assert_eq!(supervisors(world, 5), []);
        give(world, DutyKind::Supervisor, "10000000", 1, None);
        give(world, DutyKind::Supervisor, "20000000", 2, None);
        give(world, DutyKind::Deputy, "20000000", 3, Some(FIRST_DAY));
        // Çankaya has no head: Ankara's decide.
        assert_eq!(supervisors(world, 5), [(2, false), (3, true)]);
        give(world, DutyKind::Supervisor, "21000000", 4, None);
        assert_eq!(supervisors(world, 5), [(4, false)]);
        assert_eq!(supervisors(world, 4), [(2, false), (3, true)]);
        // The head's own requests go up, not to the deputy; the deputy's go to the head.
        assert_eq!(supervisors(world, 2), [(1, false)]);
        assert_eq!(supervisors(world, 3), [(2, false)]);
        assert_eq!(supervisors(world, 6), [(1, false)]);
        assert_eq!(supervisors(world, 1), []);

        world
            .db
            .read(|conn| {
                let (head, applicant) = (signed_in(&person(world, 2)), person(world, 4));
                let proof = duties::supervisor_of(conn, &head, &applicant, FIRST_DAY)?.unwrap();
                assert_eq!((proof.applicant(), proof.unit(), proof.as_deputy()), (&applicant, &unit(world, "20000000"), false));
                let deputy = signed_in(&person(world, 3));
                assert!(duties::supervisor_of(conn, &deputy, &applicant, FIRST_DAY)?.unwrap().as_deputy());
                assert_eq!(duties::supervisor_of(conn, &deputy, &applicant, FIRST_DAY.plus_days(1))?, None);
                assert_eq!(duties::supervisor_of(conn, &operator(), &applicant, FIRST_DAY)?, None);
                assert_eq!(duties::supervisor_of(conn, &head, &person(world, 2), FIRST_DAY)?, None);
                Ok(())
            })
            .unwrap();
    });
}

/// Random duties in the small tree: what a narrowed list holds is what the rule says of each of its rows.
#[test]
fn narrowed_lists_and_rules_agree() {
    in_every_world(|world| {
        staffed(world);
        let entropy: &dyn kunye_kernel::entropy::Entropy = &*world.entropy;
        let detsis = ["10000000", "20000000", "21000000", "30000000"];
        let all: Vec<PersonId> = (1..=6).map(|n| person(world, n)).collect();
        for _ in 0..12 {
            world
                .db
                .write(|tx| {
                    diesel::delete(crate::schema::duties::table)
                        .execute(tx)
                        .map(drop)
                        .map_err(kunye_kernel::error::Error::internal)
                })
                .unwrap();
            world
                .db
                .write(|tx| {
                    for _ in 0..=entropy.below(9) {
                        let kinds = [DutyKind::Supervisor, DutyKind::Deputy, DutyKind::Officer];
                        let starts_on = FIRST_DAY.plus_days(entropy.below(3) as i32 - 1);
                        let row = store::NewDutyRow {
                            id: DutyId::new(world.now(), entropy),
                            kind: kinds[entropy.below(3) as usize],
                            unit_id: unit(world, detsis[entropy.below(4) as usize]),
                            person_id: all[entropy.below(6) as usize].clone(),
                            starts_on,
                            ends_on: (entropy.below(3) == 0).then_some(FIRST_DAY),
                            created_at: world.now(),
                        };
                        store::insert_duty(tx, &row)?;
                    }
                    Ok(())
                })
                .unwrap();
            world.db.read(|conn| agree(conn, world, &all, &detsis)).unwrap();
        }
    });
}

fn agree(conn: &mut crate::db::Conn, world: &TestWorld, all: &[PersonId], detsis: &[&str]) -> kunye_kernel::error::Result<()> {
    for head in all {
        let narrowed = people::table.filter(duties::supervised_in(people::id, head, FIRST_DAY)).select(people::id);
        let listed: Vec<PersonId> = narrowed.load(conn).unwrap();
        for applicant in all {
            let may = duties::supervisors_of(conn, applicant, FIRST_DAY)?.iter().any(|seat| seat.person == *head);
            assert_eq!(listed.contains(applicant), may, "{head} {applicant}");
        }
        let Ok(officer) = duties::officer_scope(conn, &signed_in(head), FIRST_DAY) else { continue };
        let handled: Vec<UnitId> =
            unit_table::table.filter(officer.handles_in(unit_table::id)).select(unit_table::id).load(conn).unwrap();
        let seen: Vec<UnitId> =
            unit_table::table.filter(officer.sees_in(unit_table::id)).into_boxed().select(unit_table::id).load(conn).unwrap();
        let units: Vec<UnitId> = detsis.iter().map(|detsis| unit(world, detsis)).collect();
        let among = officer.handled_among(conn, units.iter())?;
        for unit in &units {
            assert_eq!(handled.contains(unit), officer.handles(conn, unit)?.is_some());
            assert_eq!(among.contains(unit), handled.contains(unit));
            assert_eq!(seen.contains(unit), officer.sees(conn, unit)?);
        }
    }
    Ok(())
}
