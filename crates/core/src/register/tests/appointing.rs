//! Duties given and ended, and data corrected.

use super::super::appoint::{NewDuty, appoint, end_duty};
use super::super::correct::{Correction, correct};
use super::super::import::{Column, ImportKind};
use super::super::model::DutyKind;
use super::*;
use crate::testing::in_every_world;
use kunye_kernel::error::Kind;

/// Ministry 1, Ankara 2 and 3, Çankaya 4, İzmir 5.
fn staffed(world: &TestWorld) {
    units(world);
    let place = [(1, "10000000"), (2, "20000000"), (3, "20000000"), (4, "21000000"), (5, "30000000")];
    let rows: String = place.iter().map(|(n, unit)| line(*n, "Ayşe Öz", unit, "05.01.2020", "", "")).collect();
    bring(world, ImportKind::People, &rows);
}

fn duty(world: &TestWorld, kind: DutyKind, detsis: &str, n: u32) -> NewDuty {
    NewDuty { kind, unit: unit(world, detsis), person: person(world, n), starts_on: FIRST_DAY, ends_on: None }
}

#[test]
fn only_an_administrator_of_the_unit_appoints_and_never_themself() {
    in_every_world(|world| {
        staffed(world);
        give(world, DutyKind::Administrator, "20000000", 2, None);
        let admin = signed_in(&person(world, 2));
        let below = duty(world, DutyKind::Officer, "21000000", 4);
        assert!(appoint(world, &admin, &below).is_ok());
        let refusals = [
            (signed_in(&person(world, 2)), duty(world, DutyKind::Officer, "30000000", 5)),
            (signed_in(&person(world, 2)), duty(world, DutyKind::Officer, "10000000", 1)),
            (signed_in(&person(world, 2)), duty(world, DutyKind::Officer, "20000000", 2)),
            (signed_in(&person(world, 4)), duty(world, DutyKind::Officer, "20000000", 3)),
            (without_second_factor(&person(world, 2)), duty(world, DutyKind::Officer, "20000000", 3)),
            (Actor::Job { kind: "x" }, duty(world, DutyKind::Officer, "20000000", 3)),
        ];
        for (actor, new) in refusals {
            assert_eq!(appoint(world, &actor, &new).unwrap_err().kind, Kind::Forbidden, "{actor:?} {new:?}");
        }
        assert_eq!(recorded(world, "duty.given"), 2);
    });
}

#[test]
fn the_same_appointment_twice_is_one_and_an_overlap_is_refused() {
    in_every_world(|world| {
        staffed(world);
        let new = duty(world, DutyKind::Officer, "20000000", 2);
        let first = appoint(world, &operator(), &new).unwrap();
        assert_eq!(appoint(world, &operator(), &new).unwrap(), first);
        assert_eq!(recorded(world, "duty.given"), 1);
        let later = NewDuty { starts_on: FIRST_DAY.plus_days(5), ..new.clone() };
        assert_eq!(appoint(world, &operator(), &later).unwrap_err().text, "error-register-duty-overlaps");
        end_duty(world, &operator(), &first, FIRST_DAY.plus_days(4)).unwrap();
        end_duty(world, &operator(), &first, FIRST_DAY.plus_days(4)).unwrap();
        assert_eq!(recorded(world, "duty.ended"), 1);
        assert!(appoint(world, &operator(), &later).is_ok());
        assert_eq!(end_duty(world, &operator(), &first, FIRST_DAY.plus_days(9)).unwrap_err().text, "error-register-duty-ended");
        assert_eq!(end_duty(world, &signed_in(&person(world, 3)), &first, FIRST_DAY).unwrap_err().kind, Kind::Forbidden);
    });
}

#[test]
fn dates_and_places_are_checked() {
    in_every_world(|world| {
        staffed(world);
        let deputy = duty(world, DutyKind::Deputy, "20000000", 3);
        let field = |new: &NewDuty| appoint(world, &operator(), new).unwrap_err().fields()[0].clone();
        assert_eq!(field(&deputy).text, "error-register-deputy-without-end");
        let backwards = NewDuty { ends_on: Some(FIRST_DAY.plus_days(-1)), ..deputy.clone() };
        assert_eq!(field(&backwards).text, "error-register-ends-before-start");
        bring(world, ImportKind::People, &line(3, "Ayşe Öz", "20000000", "05.01.2020", "04.01.2026", ""));
        let gone = NewDuty { ends_on: Some(FIRST_DAY.plus_days(9)), ..deputy };
        assert_eq!(field(&gone).text, "error-register-no-post");
        bring(world, ImportKind::Units, "90000000;Başka Kurum;;;\n");
        assert_eq!(field(&duty(world, DutyKind::Officer, "90000000", 2)).text, "error-register-no-post");
    });
}

#[test]
fn a_new_head_follows_the_former_one() {
    in_every_world(|world| {
        staffed(world);
        give(world, DutyKind::Supervisor, "20000000", 2, None);
        let starts_on = FIRST_DAY.plus_days(10);
        let next = NewDuty { starts_on, ..duty(world, DutyKind::Supervisor, "20000000", 3) };
        appoint(world, &operator(), &next).unwrap();
        let head = |day| world.db.read(|conn| store::unit_head(conn, &next.unit, day)).unwrap();
        assert_eq!((head(starts_on.plus_days(-1)), head(starts_on)), (Some(person(world, 2)), Some(person(world, 3))));
        let earlier = duty(world, DutyKind::Supervisor, "20000000", 4);
        assert_eq!(appoint(world, &operator(), &earlier).unwrap_err().text, "error-register-head-later");
    });
}

#[test]
fn an_officer_corrects_the_people_of_the_units_served_with_a_reason() {
    in_every_world(|world| {
        staffed(world);
        give(world, DutyKind::Officer, "20000000", 2, None);
        give(world, DutyKind::Officer, "21000000", 4, None);
        let officer = signed_in(&person(world, 2));
        let correction = Correction {
            mobile: Some("0533 111 22 33".into()),
            surname: Some(" Özgür ".into()),
            title: Some("Memur".into()),
            reason: "Dilekçe 2026/17 ile".into(),
            ..Default::default()
        };
        let changes = correct(world, &officer, &person(world, 3), &correction).unwrap();
        let fields: Vec<_> = changes.iter().map(|change| change.field).collect();
        assert_eq!(fields, [Column::Surname, Column::Mobile]);
        let after = world.db.read(|conn| store::person(conn, &person(world, 3))).unwrap().unwrap();
        assert_eq!((after.surname.as_str(), after.mobile.unwrap().e164()), ("Özgür", "+905331112233"));
        // Found by the new name, not by the old one; nothing is recorded for nothing.
        let scope =
            world.db.read(|conn| super::super::duties::administrator_scope(conn, &operator(), FIRST_DAY)).unwrap().people();
        let found = |query: &str| {
            world.db.read(|conn| store::search_people(conn, &scope, query, FIRST_DAY, Default::default())).unwrap().total
        };
        assert_eq!((found("ozgur"), found("ayse oz")), (1, 5));
        assert_eq!(correct(world, &officer, &person(world, 3), &correction).unwrap(), []);
        assert_eq!(recorded(world, "person.corrected"), 1);
        let story = world.db.read(|conn| crate::audit::story(conn, person(world, 3).as_str())).unwrap();
        let corrected = story.iter().find(|line| line.action == "person.corrected").unwrap();
        assert_eq!(corrected.reason.as_deref(), Some("Dilekçe 2026/17 ile"));
        assert!(corrected.detail.contains("•••• ••• •• 33") && !corrected.detail.contains("5331112233"), "{}", corrected.detail);

        // Not one's own record, not where a nearer officer serves, not aside, not without the duty.
        assert_eq!(correct(world, &officer, &person(world, 2), &correction).unwrap_err().kind, Kind::Forbidden);
        for n in [1, 4, 5] {
            assert_eq!(correct(world, &officer, &person(world, n), &correction).unwrap_err().kind, Kind::NotFound, "{n}");
        }
        for actor in [signed_in(&person(world, 3)), operator(), without_second_factor(&person(world, 2))] {
            assert_eq!(correct(world, &actor, &person(world, 3), &correction).unwrap_err().kind, Kind::Forbidden);
        }
    });
}

#[test]
fn a_correction_tells_every_wrong_field_at_once() {
    let world = &TestWorld::new();
    staffed(world);
    give(world, DutyKind::Officer, "20000000", 2, None);
    let wrong = Correction {
        given_names: Some("=1+1".into()),
        mobile: Some("0312 111 22 33".into()),
        reason: "kısa".into(),
        ..Default::default()
    };
    let error = correct(world, &signed_in(&person(world, 2)), &person(world, 3), &wrong).unwrap_err();
    let fields: Vec<_> = error.fields().iter().map(|field| field.field).collect();
    assert_eq!(fields, ["given_names", "mobile", "reason"]);
    let after = world.db.read(|conn| store::person(conn, &person(world, 3))).unwrap().unwrap();
    assert_eq!(after.given_names, "Ayşe");
}
