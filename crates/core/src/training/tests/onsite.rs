//! Trainings at an institution's own place, from a draft to a certificate; on every database.

use super::people::trainers;
use super::shared::pass;
use super::*;
use crate::register::duties::training::coordinator_of;
use crate::testing::in_every_world;
use crate::training::attendance;
use crate::training::ledger::{self, Balance};
use crate::training::onsite::{self, Assignment, Draft, Item, RequestState, Sent, Side, TrainingRequest, Whole, Wish};
use crate::training::planning::HOURS_A_DAY;
use crate::training::shared::{SessionKind, new_day};
use crate::training::trainers::{self as roster, AbsenceKind, Away};
use kunye_kernel::error::Kind;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A draft for a course on a day, so many days ahead.
pub fn wanted(stage: &Stage<'_>, course: &str, days: i32) -> Draft {
    Draft {
        course: stage.course(course).id,
        people: 3,
        wished: Wish::single(&[stage.world.today().plus_days(days)]),
        province: Province::from_plate(42),
        place: "İl Müdürlüğü".into(),
        address: "Selçuklu".into(),
        room: "Toplantı Salonu".into(),
        note: String::new(),
    }
}

fn drafted(stage: &Stage<'_>, customer: usize, course: &str, days: i32, key: &str) -> TrainingRequest {
    onsite::draft(stage.world, &stage.customers[customer].coordinator, &wanted(stage, course, days), key).unwrap()
}

pub fn sent(stage: &Stage<'_>, customer: usize, course: &str, days: i32, key: &str) -> TrainingRequest {
    let request = drafted(stage, customer, course, days, key);
    onsite::send(stage.world, &stage.customers[customer].coordinator, &request.reference).unwrap();
    request
}

pub fn balance(stage: &Stage<'_>, customer: usize) -> Balance {
    let read = |conn: &mut crate::db::Conn| ledger::statement(conn, &stage.programme, &stage.customers[customer].id);
    stage.world.db.read(read).unwrap().balance
}

pub fn now(stage: &Stage<'_>, customer: usize, reference: &str) -> Whole {
    let world = stage.world;
    let read = |conn: &mut crate::db::Conn| {
        let proof = coordinator_of(conn, &stage.customers[customer].coordinator, world.today())?;
        onsite::one_for_coordinator(conn, &proof, reference, world.today())
    };
    world.db.read(read).unwrap()
}

/// So many trainers who teach everything and live in Ankara.
pub fn teachers(stage: &Stage<'_>, count: usize) -> Vec<Actor> {
    let actors = trainers(stage, count);
    let taught: BTreeSet<_> = ["K1", "K2", "T1", "T2"].map(|code| stage.course(code).id).into();
    for actor in &actors {
        let ankara = Province::from_plate(6);
        roster::keep(stage.world, &stage.planner, &stage.programme, actor.person().unwrap(), ankara, &taught).unwrap();
    }
    actors
}

pub fn plan(stage: &Stage<'_>, request: &TrainingRequest, trainer: &Actor, days: i32, plans: i32) -> Assignment {
    Assignment {
        reference: request.reference.clone(),
        trainer: trainer.person().unwrap().clone(),
        starts_on: stage.world.today().plus_days(days),
        starts_minute: 9 * 60,
        hours_a_day: HOURS_A_DAY,
        plans,
        accepted: false,
    }
}

/// B6, B8, B9: hours are held when a request is sent, never more than there are, and returned when it ends.
#[test]
fn hours_are_held_and_returned() {
    in_every_world(|world| {
        let stage = stage(world, 2);
        stage.decide(&[500, 50]);
        let coordinator = &stage.customers[0].coordinator;
        let incomplete = Draft { people: 0, wished: None, province: None, place: " ".into(), ..wanted(&stage, "T2", 14) };
        let wrong = onsite::draft(world, coordinator, &incomplete, "x").unwrap_err();
        let fields: Vec<&str> = wrong.fields().iter().map(|one| one.field).collect();
        assert_eq!(fields, ["people", "wished", "province", "place"]);
        let past = Draft { wished: Wish::single(&[world.today()]), ..wanted(&stage, "T2", 14) };
        assert_eq!(onsite::draft(world, coordinator, &past, "x").unwrap_err().fields()[0].text, "training-request-days-past");
        let shared = onsite::draft(world, &stage.customers[1].coordinator, &wanted(&stage, "K2", 14), "x").unwrap_err();
        assert_eq!(shared.text, "training-tier-shared", "a Standard institution has seats");

        let first = drafted(&stage, 0, "K2", 14, "one");
        assert_eq!(drafted(&stage, 0, "K2", 14, "one").id, first.id, "the form sent twice");
        assert_eq!(balance(&stage, 0).held, 0, "a draft holds nothing");
        onsite::edit(world, coordinator, &first.reference, &Draft { people: 12, ..wanted(&stage, "K2", 15) }).unwrap();
        assert_eq!(now(&stage, 0, &first.reference).row.request.people, 12);
        assert_eq!(onsite::send(world, coordinator, &first.reference).unwrap(), Sent { hours: 4, reader: None });
        assert_eq!(onsite::send(world, coordinator, &first.reference).unwrap_err().text, "training-request-sent-before");
        let late = onsite::edit(world, coordinator, &first.reference, &wanted(&stage, "K2", 14)).unwrap_err();
        assert_eq!(late.text, "training-request-sent-before");
        assert_eq!((balance(&stage, 0).held, balance(&stage, 0).available()), (4, 4));

        // Eight hours are more than the four that are left: the draft stays one.
        let second = drafted(&stage, 0, "T2", 14, "two");
        let short = onsite::send(world, coordinator, &second.reference).unwrap_err();
        assert_eq!((short.text, short.args), ("training-hours-short", vec![("hours", "8".into()), ("available", "4".into())]));
        assert_eq!(now(&stage, 0, &second.reference).row.request.state, RequestState::Draft);

        // Nobody else finds it, and no planner sees a draft.
        let other = &stage.customers[1].coordinator;
        for refused in [
            onsite::send(world, other, &second.reference).unwrap_err(),
            onsite::withdraw(world, other, &first.reference, "x").unwrap_err(),
            onsite::refuse(world, &stage.planner, &second.reference, "x").unwrap_err(),
            onsite::refuse(world, &signed_in(&"01ARYZ6S410000000000000000".into()), &first.reference, "x").unwrap_err(),
        ] {
            assert_eq!(refused.kind, Kind::NotFound);
        }
        let back = onsite::withdraw(world, coordinator, &first.reference, "").unwrap();
        assert_eq!((back.returned, back.used, balance(&stage, 0).available()), (4, 0, 8));
        assert_eq!(onsite::send(world, coordinator, &second.reference).unwrap().hours, 8);
        assert_eq!(onsite::refuse(world, &stage.planner, &second.reference, " ").unwrap_err().fields()[0].field, "reason");
        onsite::refuse(world, &stage.planner, &second.reference, "Eğitmen yok.").unwrap();
        assert_eq!(onsite::send(world, coordinator, &second.reference).unwrap_err().text, "training-request-ended");
        assert_eq!((balance(&stage, 0).held, balance(&stage, 0).available()), (0, 8));

        // What was sent and never planned lapses with the programme, and its hours expire.
        let third = sent(&stage, 0, "K2", 14, "three");
        pass(&stage, 400);
        new_day(world).unwrap();
        assert_eq!(now(&stage, 0, &third.reference).row.request.state, RequestState::Lapsed);
        let ended = balance(&stage, 0);
        assert_eq!((ended.held, ended.available(), ended.expired), (0, 0, 8));
    });
}

/// The ledger against a model, whatever is done in whatever order.
#[test]
fn the_ledger_is_that_of_a_simple_model() {
    in_every_world(|world| {
        let stage = stage(world, 1);
        stage.decide(&[20_000]);
        let (coordinator, mut seed) = (&stage.customers[0].coordinator, 7_u64);
        let mut live: BTreeMap<String, i32> = BTreeMap::new();
        let mut drafts: Vec<(String, i32)> = Vec::new();
        for step in 0..60 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let pick = usize::try_from(seed >> 33).unwrap();
            match pick % 4 {
                0 | 1 => {
                    let (course, hours) = [("K1", 2), ("K2", 4), ("T2", 8)][pick / 4 % 3];
                    drafts.push((drafted(&stage, 0, course, 14, &format!("step {step}")).reference, hours));
                }
                2 if !drafts.is_empty() => {
                    let (reference, hours) = drafts.swap_remove(pick / 4 % drafts.len());
                    let fits = live.values().sum::<i32>() + hours <= 16;
                    assert_eq!(onsite::send(world, coordinator, &reference).is_ok(), fits);
                    if fits {
                        live.insert(reference, hours);
                    }
                }
                _ if !live.is_empty() => {
                    let reference = live.keys().nth(pick / 4 % live.len()).unwrap().clone();
                    let hours = live.remove(&reference).unwrap();
                    assert_eq!(onsite::withdraw(world, coordinator, &reference, "").unwrap().returned, hours);
                }
                _ => {}
            }
            let held: i32 = live.values().sum();
            let balance = balance(&stage, 0);
            assert_eq!((balance.held, balance.available(), balance.used), (held, 16 - held, 0), "step {step}");
        }
    });
}

/// Two windows of one coordinator, or two coordinators: hours for two trainings, requests for four.
#[test]
fn never_more_hours_than_there_are_however_many_send_at_once() {
    in_every_world(|world| {
        let stage = stage(world, 1);
        stage.decide(&[500]);
        let requests: Vec<TrainingRequest> = (0..4).map(|at| drafted(&stage, 0, "K2", 14, &format!("{at}"))).collect();
        let (held, twice) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for request in requests.iter().chain(&requests) {
                let (stage, held, twice) = (&stage, &held, &twice);
                scope.spawn(move || match onsite::send(world, &stage.customers[0].coordinator, &request.reference) {
                    Ok(_) => drop(held.fetch_add(1, Ordering::SeqCst)),
                    Err(error) if error.text == "training-request-sent-before" => drop(twice.fetch_add(1, Ordering::SeqCst)),
                    Err(error) => assert_eq!(error.text, "training-hours-short", "{error:?}"),
                });
            }
        });
        assert_eq!((held.into_inner(), twice.into_inner()), (2, 2));
        assert_eq!((balance(&stage, 0).held, balance(&stage, 0).available()), (8, 0));
    });
}

/// B11: planned with what blocks refused in words, what warns read first, and never over another planner.
#[test]
fn a_request_becomes_a_session() {
    in_every_world(|world| {
        let stage = stage(world, 2);
        stage.decide(&[500, 5_000]);
        let teachers = teachers(&stage, 3);
        let (first, second) = (sent(&stage, 0, "K2", 14, "one"), sent(&stage, 1, "K2", 14, "two"));
        let assign = |assignment: &Assignment| onsite::assign(world, &stage.planner, assignment);
        let stranger = signed_in(&"01ARYZ6S410000000000000000".into());
        let none = assign(&plan(&stage, &first, &stranger, 14, 0)).unwrap_err();
        assert_eq!(none.fields()[0].text, "training-trainer-none");
        assert_eq!(assign(&plan(&stage, &first, &teachers[0], 0, 0)).unwrap_err().fields()[0].text, "training-plan-outside");
        for (minute, hours, text) in
            [(-1, 6, "training-session-time"), (540, 0, "training-plan-hours"), (540, 9, "training-plan-hours")]
        {
            let odd = Assignment { starts_minute: minute, hours_a_day: hours, ..plan(&stage, &first, &teachers[0], 14, 0) };
            assert_eq!(assign(&odd).unwrap_err().fields()[0].text, text);
        }
        // Another day than was wished wants to be read; a wished one does not.
        let other_day = plan(&stage, &first, &teachers[0], 15, 0);
        assert_eq!(assign(&other_day).unwrap_err().fields()[0].text, "training-plan-warnings");
        let session = assign(&plan(&stage, &first, &teachers[0], 14, 0)).unwrap();
        assert_eq!((session.kind, &session.id, session.seats), (SessionKind::OnSite, &first.id, 3));
        assert_eq!(session.reference, first.reference, "one reference from the draft to the certificate");
        assert_eq!(assign(&plan(&stage, &first, &teachers[1], 14, 0)).unwrap_err().text, "training-request-changed");

        // The same trainer on the same day, and the same trainer's days away.
        let busy = assign(&plan(&stage, &second, &teachers[0], 14, 0)).unwrap_err();
        assert_eq!((busy.fields()[0].text, busy.args), ("training-trainer-busy", vec![("reference", first.reference.clone())]));
        let away = |actor: &Actor, who: &Actor, days: i32| {
            let day = world.today().plus_days(days);
            let new = Away { person: who.person().unwrap().clone(), from: day, until: day, kind: AbsenceKind::Leave };
            roster::away(world, actor, &new)
        };
        assert_eq!(away(&teachers[1], &teachers[1], 14).unwrap(), Vec::<String>::new());
        assert_eq!(away(&teachers[1], &teachers[0], 14).unwrap_err().kind, Kind::NotFound, "nobody speaks for another");
        assert_eq!(
            away(&stage.planner, &teachers[0], 14).unwrap(),
            std::slice::from_ref(&first.reference),
            "what is hit is named"
        );
        assert_eq!(assign(&plan(&stage, &second, &teachers[1], 14, 0)).unwrap_err().fields()[0].text, "training-trainer-away");
        let absence = world.db.read(|conn| roster::own(conn, &teachers[1], world.today())).unwrap().remove(0);
        assert_eq!(roster::back(world, &teachers[0], &absence.id).unwrap_err().kind, Kind::NotFound);
        roster::back(world, &teachers[1], &absence.id).unwrap();
        assign(&plan(&stage, &second, &teachers[1], 14, 0)).unwrap();

        // A shared session's trainer is one of the same people.
        let shared = stage.announce("K2", 21, None);
        let third = sent(&stage, 1, "K2", 21, "three");
        attendance::assign(world, &stage.planner, &shared.reference, teachers[0].person().unwrap(), false).unwrap();
        assert_eq!(assign(&plan(&stage, &third, &teachers[0], 21, 0)).unwrap_err().fields()[0].text, "training-trainer-busy");
        let on_site =
            attendance::assign(world, &stage.planner, &first.reference, teachers[0].person().unwrap(), false).unwrap_err();
        assert_eq!(on_site.text, "training-session-on-site");
        // Who does not teach it is refused; who comes from far away is set by somebody who has read that.
        roster::keep(
            world,
            &stage.planner,
            &stage.programme,
            teachers[1].person().unwrap(),
            Province::from_plate(6),
            &BTreeSet::new(),
        )
        .unwrap();
        let set = |trainer: &Actor, accepted| {
            let person = trainer.person().unwrap();
            attendance::assign(world, &stage.planner, &shared.reference, person, accepted).map_err(|error| error.fields()[0].text)
        };
        assert_eq!(set(&teachers[1], true), Err("training-trainer-unskilled"));
        let far = Draft { province: Province::from_plate(65), ..wanted(&stage, "K2", 22) };
        let far = onsite::draft(world, &stage.customers[1].coordinator, &far, "far").unwrap();
        onsite::send(world, &stage.customers[1].coordinator, &far.reference).unwrap();
        assign(&Assignment { accepted: true, ..plan(&stage, &far, &teachers[2], 22, 0) }).unwrap();
        assert_eq!(set(&teachers[2], false), Err("training-plan-warnings"), "in Van on the next day");
        assert_eq!(set(&teachers[2], true), Ok(()));
        // The institution's own room is taken on its own second training of the day.
        let again = sent(&stage, 0, "K2", 14, "four");
        let room = assign(&plan(&stage, &again, &teachers[2], 14, 0)).unwrap_err();
        assert_eq!(room.fields()[0].text, "training-room-taken");
        // It is no shared session to anybody.
        let open = world.db.read(|conn| super::super::shared::for_planner(conn, &stage.planner, &stage.programme, world.today()));
        assert_eq!(open.unwrap().1.len(), 1);
    });
}

/// Two planners: one trainer on one day, and one request.
#[test]
fn of_two_planners_exactly_one_wins() {
    in_every_world(|world| {
        let stage = stage(world, 2);
        stage.decide(&[500, 500]);
        let teachers = teachers(&stage, 2);
        let requests = [sent(&stage, 0, "K2", 14, "one"), sent(&stage, 1, "K2", 14, "two")];
        let race = |plans: [Assignment; 2]| {
            let won = AtomicUsize::new(0);
            let told = std::sync::Mutex::new(Vec::new());
            let node = world.second_node();
            std::thread::scope(|scope| {
                for (at, assignment) in plans.iter().enumerate() {
                    let (won, told, node, stage) = (&won, &told, &node, &stage);
                    scope.spawn(move || {
                        let world = if at == 0 { &world.world } else { node };
                        match onsite::assign(world, &stage.planner, assignment) {
                            Ok(_) => drop(won.fetch_add(1, Ordering::SeqCst)),
                            Err(error) => told.lock().unwrap().push(error.fields().first().map_or(error.text, |one| one.text)),
                        }
                    });
                }
            });
            (won.into_inner(), told.into_inner().unwrap())
        };
        let one_trainer = requests.each_ref().map(|request| plan(&stage, request, &teachers[0], 14, 0));
        assert_eq!(race(one_trainer), (1, vec!["training-trainer-busy"]));
        let waiting = requests.iter().find(|one| now_state(&stage, one) == RequestState::Sent).unwrap();
        // A trainer who is free that day, planned on two days: the request is planned once.
        let one_request = [plan(&stage, waiting, &teachers[1], 14, 0), plan(&stage, waiting, &teachers[1], 14, 0)];
        assert_eq!(race(one_request), (1, vec!["training-request-changed"]));
    });
}

fn now_state(stage: &Stage<'_>, request: &TrainingRequest) -> RequestState {
    let queue = stage.world.db.read(|conn| onsite::queue(conn, &stage.planner, &stage.programme, stage.world.today())).unwrap();
    queue.into_iter().find(|row| row.request.id == request.id).unwrap().request.state
}

/// Until the deadline hours return; after it they are used.
#[test]
fn a_planned_training_withdrawn_late_costs_its_hours() {
    in_every_world(|world| {
        let stage = stage(world, 1);
        stage.decide(&[20_000]);
        let teachers = teachers(&stage, 2);
        let coordinator = &stage.customers[0].coordinator;
        let (early, late) = (sent(&stage, 0, "K2", 14, "one"), sent(&stage, 0, "K2", 15, "two"));
        for (request, days, teacher) in [(&early, 14, 0), (&late, 15, 1)] {
            onsite::assign(world, &stage.planner, &plan(&stage, request, &teachers[teacher], days, 0)).unwrap();
        }
        let silent = onsite::withdraw(world, coordinator, &early.reference, " ").unwrap_err();
        assert_eq!(silent.fields()[0].text, "training-reason-missing");
        pass(&stage, 7);
        let back = onsite::withdraw(world, coordinator, &early.reference, "Birleştirildi.").unwrap();
        assert_eq!((back.returned, back.used), (4, 0), "seven days before");
        pass(&stage, 2);
        let gone = onsite::withdraw(world, coordinator, &late.reference, "Vazgeçildi.").unwrap();
        assert_eq!((gone.returned, gone.used), (0, 4), "six days before");
        let balance = balance(&stage, 0);
        assert_eq!((balance.held, balance.used, balance.available()), (0, 4, 12));
        pass(&stage, 30);
        new_day(world).unwrap();
        let states = [&early, &late].map(|one| now(&stage, 0, &one.reference).row.request.state);
        assert_eq!(states, [RequestState::Withdrawn; 2], "what was withdrawn is not held");
    });
}

/// B6: each side says what it has brought.
#[test]
fn each_side_ticks_its_own_list() {
    in_every_world(|world| {
        let stage = stage(world, 2);
        stage.decide(&[500, 500]);
        let request = sent(&stage, 0, "K2", 14, "one");
        let check = |actor: &Actor, side, item, done| onsite::check(world, actor, side, &request.reference, item, done);
        let coordinator = &stage.customers[0].coordinator;
        check(coordinator, Side::Institution, Item::Room, true).unwrap();
        check(&stage.planner, Side::Provider, Item::Materials, true).unwrap();
        check(&stage.planner, Side::Provider, Item::Materials, false).unwrap();
        assert_eq!(check(coordinator, Side::Institution, Item::Materials, true).unwrap_err().text, "training-check-side");
        assert_eq!(check(coordinator, Side::Provider, Item::Materials, true).unwrap_err().kind, Kind::NotFound);
        let neighbour = &stage.customers[1].coordinator;
        assert_eq!(check(neighbour, Side::Institution, Item::Room, false).unwrap_err().kind, Kind::NotFound);
        let said: BTreeMap<Item, bool> =
            now(&stage, 0, &request.reference).checks.iter().map(|one| (one.item, one.done)).collect();
        assert_eq!(said, BTreeMap::from([(Item::Materials, false), (Item::Room, true)]));
    });
}

/// B10: all 81 provinces, in Turkish order, with what there is in them.
#[test]
fn provinces_are_counted() {
    in_every_world(|world| {
        let stage = stage(world, 1);
        stage.decide(&[20_000]);
        let teachers = teachers(&stage, 1);
        sent(&stage, 0, "K2", 14, "one");
        let planned = sent(&stage, 0, "K2", 15, "two");
        onsite::assign(world, &stage.planner, &plan(&stage, &planned, &teachers[0], 15, 0)).unwrap();
        let all = world.db.read(|conn| onsite::by_province(conn, &stage.planner, &stage.programme, world.today())).unwrap();
        assert_eq!(all.len(), 81);
        let of = |name: &str| *all.iter().find(|one| one.province.name() == name).unwrap();
        let konya = of("Konya");
        assert_eq!((konya.waiting, konya.planned, konya.held, konya.people, konya.trainers), (1, 1, 0, 3, 0));
        assert_eq!(of("Ankara").trainers, 1);
        let coordinator = &stage.customers[0].coordinator;
        let refused = world.db.read(|conn| onsite::by_province(conn, coordinator, &stage.programme, world.today()));
        assert_eq!(refused.unwrap_err().kind, Kind::Forbidden);
    });
}
