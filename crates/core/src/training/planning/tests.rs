//! The planner's rules on small stages.

use super::*;
use crate::register::{Distance, Province};
use crate::training::onsite::Wish;
use crate::training::shared::SessionDay;
use crate::training::trainers::{Absence, AbsenceKind, Engagement, Trainer};
use kunye_kernel::id::CourseId;
use kunye_kernel::time::{Day, Time};
use std::collections::BTreeSet;

fn day(month: i8, of_month: i8) -> Day {
    Day::new(2027, month, of_month).unwrap()
}

fn province(name: &str) -> Province {
    Province::parse(name).unwrap()
}

fn trainer(name: &str, home: &str) -> Trainer {
    Trainer {
        id: name.into(),
        name: name.into(),
        home: Some(province(home)),
        skills: BTreeSet::from([CourseId::from("K2")]),
        absences: Vec::new(),
        engagements: Vec::new(),
        load: 0,
    }
}

fn engaged(trainer: &mut Trainer, on: Day, at: &str) {
    trainer.engagements.push(Engagement {
        session: "S".into(),
        reference: "KT7M-2QX4".into(),
        course: "K2".into(),
        course_en: String::new(),
        day: on,
        starts_minute: 9 * 60,
        hours: 4,
        province: province(at),
        site: String::new(),
        on_site: true,
    });
}

/// Eight hours in Konya, from Monday 11 to Friday 15 January.
fn ask() -> Ask {
    Ask {
        course: "K2".into(),
        hours: 8,
        province: province("Konya"),
        wished: Wish::period(day(1, 11), day(1, 15)).unwrap(),
        starts_minute: 9 * 60,
        hours_a_day: HOURS_A_DAY,
        rooms: Vec::new(),
        from: day(1, 2),
        until: day(12, 31),
    }
}

fn hours(days: &[SessionDay]) -> Vec<(Day, i32)> {
    days.iter().map(|one| (one.day, one.hours)).collect()
}

#[test]
fn hours_are_spread_evenly_over_working_days() {
    let spread = |first, count, a_day| hours(&spread(first, 540, count, a_day));
    assert_eq!(spread(day(1, 11), 4, 6), [(day(1, 11), 4)]);
    assert_eq!(spread(day(1, 11), 8, 6), [(day(1, 11), 4), (day(1, 12), 4)]);
    assert_eq!(spread(day(1, 15), 7, 3), [(day(1, 15), 3), (day(1, 18), 2), (day(1, 19), 2)], "over a weekend");
    // Friday before the eve and the three days of a feast.
    assert_eq!(spread(day(3, 5), 8, 4), [(day(3, 5), 4), (day(3, 12), 4)]);
    assert_eq!(spread(day(1, 11), 0, 6), []);
    assert_eq!(spread(day(1, 11), 8, 0), []);
    for count in 1..=24 {
        for a_day in 1..=8 {
            let days = spread(day(1, 11), count, a_day);
            assert_eq!(days.iter().map(|(_, hours)| hours).sum::<i32>(), count);
            assert!(days.iter().all(|(_, hours)| (1..=a_day).contains(hours)));
        }
    }
}

#[test]
fn what_speaks_against_a_schedule() {
    let mut one = trainer("Ali", "Ankara");
    let plan = |first| spread(first, 540, 8, 6);
    let found = |ask: &Ask, one: &Trainer, first| conflicts(ask, one, &plan(first));
    assert_eq!(found(&ask(), &one, day(1, 11)), []);
    let reference = || "KT7M-2QX4".to_owned();

    engaged(&mut one, day(1, 12), "Ankara");
    assert_eq!(found(&ask(), &one, day(1, 11)), [Conflict::Busy { day: day(1, 12), reference: reference() }]);
    assert_eq!(found(&ask(), &one, day(1, 13)), [], "the day before is in the same region");
    engaged(&mut one, day(1, 8), "Van");
    assert_eq!(found(&ask(), &one, day(1, 13)), [], "a week ago is long ago");
    let mut far = trainer("Can", "Ankara");
    engaged(&mut far, day(1, 13), "Van");
    let travel = Conflict::Travel { day: day(1, 13), reference: reference(), province: province("Van") };
    assert_eq!(found(&ask(), &far, day(1, 11)), std::slice::from_ref(&travel), "the day after the last");
    assert_eq!(found(&ask(), &far, day(1, 14)), std::slice::from_ref(&travel), "the day before the first");
    assert!(!travel.blocks());

    let mut away = trainer("Cem", "Ankara");
    away.absences.push(Absence {
        id: "A".into(),
        person_id: "Cem".into(),
        starts_on: day(1, 12),
        ends_on: day(1, 13),
        kind: AbsenceKind::Leave,
        said_by: "Cem".into(),
        said_at: Time(0),
    });
    assert_eq!(found(&ask(), &away, day(1, 11)), [Conflict::Away { day: day(1, 12), kind: AbsenceKind::Leave }]);
    assert_eq!(found(&ask(), &away, day(1, 14)), []);

    let unskilled = Trainer { skills: BTreeSet::new(), ..trainer("Ece", "Konya") };
    assert_eq!(found(&ask(), &unskilled, day(1, 11)), [Conflict::NoSkill]);
    let room = |starts_minute| vec![(SessionDay { day: day(1, 12), starts_minute, hours: 4 }, reference())];
    let rooms = room(540);
    let taken = Ask { rooms, ..ask() };
    let one = trainer("Ali", "Ankara");
    assert_eq!(found(&taken, &one, day(1, 11)), [Conflict::RoomTaken { day: day(1, 12), reference: reference() }]);
    // From one o'clock on the room is free again, and somebody who leaves it at midnight is no neighbour.
    let (afternoon, night) = (Ask { rooms: room(780), ..ask() }, Ask { rooms: room(22 * 60), ..ask() });
    assert_eq!((found(&afternoon, &one, day(1, 11)), found(&night, &one, day(1, 11))), (vec![], vec![]));
    let late = |starts_minute, hours| {
        let days = [SessionDay { day: day(1, 12), starts_minute, hours }];
        conflicts(&Ask { wished: Wish::single(&[day(1, 12)]).unwrap(), ..ask() }, &one, &days)
    };
    for (starts_minute, hours) in [(22 * 60 + 30, 4), (3 * 60 + 17, 4), (15 * 60, 4), (7 * 60, 2)] {
        assert_eq!(late(starts_minute, hours), [Conflict::OffHours { day: day(1, 12) }], "{starts_minute}");
    }
    assert_eq!((late(8 * 60, 6), late(14 * 60, 4)), (vec![], vec![]), "from eight to six");
    let kinds = |first| found(&ask(), &one, first);
    assert_eq!(kinds(day(1, 1))[0], Conflict::Outside { day: day(1, 1) });
    assert!(kinds(day(1, 16)).contains(&Conflict::Weekend { day: day(1, 16) }));
    assert!(kinds(day(1, 16)).contains(&Conflict::NotWished { day: day(1, 16) }));
    assert!(kinds(day(3, 9)).iter().any(|one| matches!(one, Conflict::Holiday { .. })));
    // Four hours from nine are over at the beginning of the half day; five are not.
    let eve = |hours| conflicts(&Ask { hours, ..ask() }, &one, &spread(day(3, 8), 540, hours, 6));
    assert!(!eve(4).iter().any(|one| matches!(one, Conflict::HalfDay { .. })));
    assert!(eve(5).iter().any(|one| matches!(one, Conflict::HalfDay { .. })));
    let late = Day::new(2034, 1, 9).unwrap();
    assert!(conflicts(&ask(), &one, &plan(late)).contains(&Conflict::FeastsUnknown { year: 2034 }));
}

#[test]
fn the_best_has_fewest_conflicts_then_the_nearest_home_then_the_least_load_then_the_first_wish() {
    let mut busy = trainer("Ali", "Konya");
    engaged(&mut busy, day(1, 11), "Konya");
    let mut loaded = trainer("Banu", "Ankara");
    loaded.load = 40;
    let mut near = trainer("Cem", "Ankara");
    near.load = 12;
    let far = trainer("Deniz", "Van");
    let ask = Ask { wished: Wish::single(&[day(1, 11), day(1, 13)]).unwrap(), ..ask() };
    let all = [busy, loaded, near, far];
    let found = proposals(&ask, &all);
    let order: Vec<(&str, Day)> = found.iter().map(|one| (one.name.as_str(), one.days[0].day)).collect();
    let (first, second) = (day(1, 11), day(1, 13));
    let expected = [
        ("Ali", second),
        ("Cem", first),
        ("Cem", second),
        ("Banu", first),
        ("Banu", second),
        ("Deniz", first),
        ("Deniz", second),
        ("Ali", first),
    ];
    assert_eq!(order, expected);
    let reasons: Vec<Criterion> = found.windows(2).map(|pair| apart(&pair[0], &pair[1])).collect();
    use Criterion::{Conflicts, Distance as D, Load, Wish as W};
    assert_eq!(reasons, [D, W, Load, W, D, W, Conflicts]);
    assert_eq!(found[0].distance, Some(Distance::SameProvince));
    assert!(found[0].is_possible() && !found[7].is_possible());

    // What is chosen from: each trainer once, at their best, before anybody's other days.
    let names = |of: &[Proposal]| of.iter().map(|one| (one.name.clone(), one.days[0].day)).collect::<Vec<_>>();
    let (options, other_days) = by_trainer(found.clone());
    let of = |name: &str, day: Day| (name.to_owned(), day);
    assert_eq!(names(&options), [of("Ali", second), of("Cem", first), of("Banu", first), of("Deniz", first)]);
    assert_eq!(names(&other_days), [of("Cem", second), of("Banu", second), of("Deniz", second), of("Ali", first)]);

    // The same calendars in another order give the same proposal.
    let turned: Vec<Trainer> = all.iter().rev().cloned().collect();
    assert_eq!(proposals(&ask, &turned), found);
    assert_eq!(proposals(&ask, &[]), []);
}

#[test]
fn of_a_period_its_working_days_are_taken() {
    let wished = Wish::period(day(1, 15), day(1, 19)).unwrap();
    let ask = Ask { wished, hours: 4, ..ask() };
    let found = proposals(&ask, &[trainer("Ali", "Konya")]);
    let days: Vec<Day> = found.iter().map(|one| one.days[0].day).collect();
    assert_eq!(days, [day(1, 15), day(1, 18), day(1, 19)]);
    let weekend = Ask { wished: Wish::period(day(1, 16), day(1, 17)).unwrap(), hours: 4, ..ask.clone() };
    assert_eq!(proposals(&weekend, &[trainer("Ali", "Konya")]).len(), 2, "who wishes nothing else is shown it, with the warning");
}
