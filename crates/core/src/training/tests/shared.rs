//! Shared sessions from announcement to their day, on every database.

use super::*;
use crate::jobs::{Handlers, Runner};
use crate::testing::in_every_world;
use crate::training::ledger::{self, Balance};
use crate::training::shared::{
    self, Application, DAILY, Desk, Placed, ReservationState, SessionState, Withdrawn, call_off, correct, daily, for_coordinator,
    reduce, session_for_coordinator, session_for_planner, withdraw,
};
use kunye_kernel::error::{Kind, Result};
use kunye_kernel::time::DAY;

pub fn reserve(desk: &Desk, actor: &Actor, session: &SharedSession, seats: i32, key: &str) -> Result<Placed> {
    desk.reserve(Application { actor: actor.clone(), session: session.id.clone(), seats, key: key.to_owned() })
}

fn balance(stage: &Stage<'_>, customer: usize) -> Balance {
    let id = &stage.customers[customer].id;
    stage.world.db.read(|conn| ledger::statement(conn, &stage.programme, id)).unwrap().balance
}

/// Lets days pass; the daily work is done on each.
pub fn pass(stage: &Stage<'_>, days: i32) {
    for _ in 0..days {
        stage.world.clock.advance(DAY);
        super::super::tick(stage.world).unwrap();
        let handlers = Handlers::default().on(DAILY, daily);
        Runner::new(stage.world.world.clone(), handlers).run_due().unwrap();
    }
}

#[test]
fn an_announcement_comes_three_weeks_ahead() {
    in_every_world(|world| {
        let stage = stage(world, 1);
        let announce = |actor: &Actor, days: i32, seats: Option<i32>| {
            let new = NewSession {
                programme: stage.programme.clone(),
                course: stage.course("K2").id,
                site: stage.site.clone(),
                starts_on: world.today().plus_days(days),
                starts_minute: 570,
                hours_a_day: 6,
                seats,
                accepted: true,
            };
            announce(world, actor, &new)
        };
        let error = announce(&stage.planner, 20, None).unwrap_err();
        assert_eq!(error.fields()[0].text, "training-session-too-soon");
        assert_eq!(error.args[0], ("earliest", world.today().plus_days(21).to_string()));
        assert_eq!(announce(&stage.planner, 21, Some(25)).unwrap_err().fields()[0].field, "seats");
        assert_eq!(announce(&stage.planner, 500, None).unwrap_err().fields()[0].text, "training-session-outside");
        assert_eq!(announce(&stage.customers[0].coordinator, 21, None).unwrap_err().kind, Kind::Forbidden);
        let session = announce(&stage.planner, 21, None).unwrap();
        let days = |day: Day| session.starts_on.0 - day.0;
        assert_eq!((session.seats, session.quota, session.hours), (24, 6, 4));
        assert_eq!((days(session.cancel_by), days(session.substitute_by), days(session.fill_from)), (7, 1, 3));
        assert_eq!(session.starts_at().display(), format!("{} 09:30", session.starts_on));
    });
}

#[test]
fn seats_go_in_order_and_hours_with_them() {
    in_every_world(|world| {
        let stage = stage(world, 6);
        stage.decide(&[50, 60, 70, 80, 90, 500]);
        let (session, desk) = (stage.announce("K2", 30, Some(12)), Desk::new(world.world.clone()));
        let go = |at: usize, seats: i32, key: &str| reserve(&desk, &stage.customers[at].coordinator, &session, seats, key);
        let first = go(0, 6, "a").unwrap();
        assert_eq!((first.number, first.state, first.place), (1, ReservationState::Seated, None));
        assert_eq!(go(0, 6, "a").unwrap(), first, "sent twice is sent once");
        assert_eq!(go(1, 6, "a").unwrap_err().kind, Kind::Conflict, "another's form");
        assert_eq!(go(1, 7, "b").unwrap_err().fields()[0].text, "training-seats-quota");
        let second = go(1, 4, "b").unwrap();
        let third = go(2, 3, "c").unwrap();
        let fourth = go(3, 2, "d").unwrap();
        assert_eq!((third.state, third.place), (ReservationState::Waiting, Some(1)));
        assert_eq!((fourth.state, fourth.place), (ReservationState::Waiting, Some(2)), "two seats are free, for the third");
        assert_eq!(go(5, 1, "e").unwrap_err().text, "training-tier-on-site");
        assert_eq!((balance(&stage, 0).held, balance(&stage, 2).held, balance(&stage, 4).held), (4, 4, 0));
        // Hours that are held elsewhere are not held twice; a second group in the same class needs none.
        let other = stage.announce("K2", 31, None);
        assert_eq!(reserve(&desk, &stage.customers[0].coordinator, &other, 1, "f").unwrap_err().text, "training-hours-short");
        assert_eq!(go(1, 2, "g").unwrap().place, Some(3));
        assert_eq!(balance(&stage, 1).held, 4);

        let own = |at: usize| {
            let read = |conn: &mut crate::db::Conn| {
                let proof = register::duties::training::coordinator_of(conn, &stage.customers[at].coordinator, world.today())?;
                session_for_coordinator(conn, &proof, &session.reference)
            };
            world.db.read(read).unwrap()
        };
        let (open, mine) = own(2);
        assert_eq!((open.free, open.queue, open.left, mine.len()), (2, (3, 7), 3, 1));
        assert_eq!(mine[0].standing.unwrap().place, 1);

        // Another's reservation does not exist for me.
        let stranger = withdraw(world, &stage.customers[3].coordinator, &first.reservation);
        assert_eq!(stranger.unwrap_err().kind, Kind::NotFound);
        assert_eq!(withdraw(world, &stage.planner, &first.reservation).unwrap_err().kind, Kind::Forbidden);
        reduce(world, &stage.customers[1].coordinator, &second.reservation, 3).unwrap();
        assert_eq!(own(2).1[0].reservation.state, ReservationState::Seated, "the third has its three seats");
        let gone = withdraw(world, &stage.customers[0].coordinator, &first.reservation).unwrap();
        assert_eq!(gone, Withdrawn { returned: 4, used: 0 });
        assert_eq!(withdraw(world, &stage.customers[0].coordinator, &first.reservation).unwrap_err().kind, Kind::Conflict);
        let (open, mine) = own(3);
        assert_eq!((open.free, open.queue, mine[0].reservation.state), (2, (0, 0), ReservationState::Seated));
        assert_eq!(balance(&stage, 0), Balance { granted: 4, ..Balance::default() });
    });
}

#[test]
fn after_the_deadline_seats_are_free_and_hours_are_used() {
    in_every_world(|world| {
        let stage = stage(world, 3);
        stage.decide(&[50, 60, 70]);
        let (session, desk) = (stage.announce("K2", 30, Some(6)), Desk::new(world.world.clone()));
        stage.staffed(&session);
        let first = reserve(&desk, &stage.customers[0].coordinator, &session, 5, "a").unwrap();
        // A second, waiting group must not be a way to keep the hours.
        reserve(&desk, &stage.customers[1].coordinator, &session, 6, "b").unwrap();
        let extra = reserve(&desk, &stage.customers[0].coordinator, &session, 1, "c").unwrap();
        assert_eq!(extra.place, Some(2));
        pass(&stage, 24);
        assert!(world.today() > session.cancel_by && world.today() < session.fill_from);
        let late = withdraw(world, &stage.customers[0].coordinator, &first.reservation).unwrap();
        assert_eq!(late, Withdrawn { returned: 0, used: 0 }, "not yet: a group is still there");
        let gone = withdraw(world, &stage.customers[0].coordinator, &extra.reservation).unwrap();
        assert_eq!(gone, Withdrawn { returned: 0, used: 4 });
        assert_eq!((balance(&stage, 0).used, balance(&stage, 0).available()), (4, 0));
        pass(&stage, 10);
        let read = |conn: &mut crate::db::Conn| session_for_planner(conn, &stage.planner, &session.reference, world.today());
        let (row, groups) = world.db.read(read).unwrap();
        assert_eq!(row.row.session.state, SessionState::Held);
        let states: Vec<_> = groups.iter().map(|(one, _)| one.state).collect();
        assert_eq!(states, [ReservationState::WithdrawnLate, ReservationState::Held, ReservationState::Withdrawn]);
        assert_eq!(balance(&stage, 1).used, 4);
        assert_eq!(
            reserve(&desk, &stage.customers[2].coordinator, &session, 1, "z").unwrap_err().text,
            "training-session-closed"
        );
    });
}

#[test]
fn a_day_fills_what_may_be_filled_and_closes_what_is_over() {
    in_every_world(|world| {
        let stage = stage(world, 4);
        stage.decide(&[50, 60, 70, 80]);
        let (session, desk) = (stage.announce("K2", 25, Some(8)), Desk::new(world.world.clone()));
        stage.staffed(&session);
        let go =
            |at: usize, seats: i32| reserve(&desk, &stage.customers[at].coordinator, &session, seats, &at.to_string()).unwrap();
        assert_eq!([go(0, 6).place, go(1, 5).place, go(2, 2).place, go(3, 1).place], [None, Some(1), Some(2), Some(3)]);
        let states = || {
            let read = |conn: &mut crate::db::Conn| session_for_planner(conn, &stage.planner, &session.reference, world.today());
            world.db.read(read).unwrap().1.into_iter().map(|(one, _)| one.state).collect::<Vec<_>>()
        };
        use ReservationState::{Held, NotReached, Seated, Waiting};
        pass(&stage, 21);
        assert_eq!(states(), [Seated, Waiting, Waiting, Waiting]);
        pass(&stage, 1);
        assert_eq!(states(), [Seated, Waiting, Seated, Waiting]);
        pass(&stage, 3);
        assert_eq!(states(), [Seated, Waiting, Seated, Waiting], "its day is not over");
        pass(&stage, 1);
        assert_eq!(states(), [Held, NotReached, Held, NotReached]);
        let balances: Vec<_> = (0..4).map(|at| (balance(&stage, at).used, balance(&stage, at).available())).collect();
        assert_eq!(balances, [(4, 0), (0, 4), (4, 0), (0, 4)]);
    });
}

#[test]
fn calling_off_returns_everything() {
    in_every_world(|world| {
        let stage = stage(world, 2);
        stage.decide(&[50, 60]);
        let (session, desk) = (stage.announce("T1", 25, Some(6)), Desk::new(world.world.clone()));
        reserve(&desk, &stage.customers[0].coordinator, &session, 6, "a").unwrap();
        reserve(&desk, &stage.customers[1].coordinator, &session, 1, "b").unwrap();
        assert_eq!(call_off(world, &stage.planner, &session.id, " ").unwrap_err().fields()[0].field, "reason");
        let stranger = call_off(world, &stage.customers[0].coordinator, &session.id, "x");
        assert_eq!(stranger.unwrap_err().kind, Kind::NotFound);
        call_off(world, &stage.planner, &session.id, "Eğitmen hastalandı.").unwrap();
        assert_eq!((balance(&stage, 0).available(), balance(&stage, 1).available()), (4, 4));
        assert_eq!(call_off(world, &stage.planner, &session.id, "yine").unwrap_err().kind, Kind::Conflict);
        let read = |conn: &mut crate::db::Conn| {
            let proof = register::duties::training::coordinator_of(conn, &stage.customers[0].coordinator, world.today())?;
            let programme = programme::find(conn, &stage.programme)?.unwrap();
            for_coordinator(conn, &proof, &programme, world.today())
        };
        let shown = world.db.read(read).unwrap();
        assert_eq!((shown.open.len(), shown.own.len()), (0, 1));
        assert_eq!(shown.own[0].reservation.state, ReservationState::CalledOff);
        assert_eq!(shown.own[0].row.session.reason.as_deref(), Some("Eğitmen hastalandı."));
    });
}

#[test]
fn a_password_alone_reserves_nothing() {
    in_every_world(|world| {
        let stage = stage(world, 1);
        stage.decide(&[50]);
        let (session, desk) = (stage.announce("K2", 25, None), Desk::new(world.world.clone()));
        let Actor::Person { person, account, source, .. } = stage.customers[0].coordinator.clone() else { panic!() };
        let half = Actor::Person { person, account, source, second_factor: false };
        assert_eq!(reserve(&desk, &half, &session, 1, "a").unwrap_err().text, "error-register-second-factor");
        assert_eq!(reserve(&desk, &stage.planner, &session, 1, "b").unwrap_err().text, "error-register-not-coordinator");
        let none = SharedSession { id: "X".into(), ..session };
        assert_eq!(reserve(&desk, &stage.customers[0].coordinator, &none, 1, "c").unwrap_err().kind, Kind::NotFound);
        let _ = shared::DAILY;
    });
}

/// B4: one room, one class; what is unusual is read first; a long course goes on the next day.
#[test]
fn an_announcement_keeps_to_room_calendar_and_hours() {
    in_every_world(|world| {
        let stage = stage(world, 1);
        let monday = (40..).map(|days| world.today().plus_days(days)).find(|day| day.weekday() == 1).unwrap();
        let new = |course: &str, starts_on: Day, starts_minute: i32| NewSession {
            programme: stage.programme.clone(),
            course: stage.course(course).id,
            site: stage.site.clone(),
            starts_on,
            starts_minute,
            hours_a_day: 6,
            seats: None,
            accepted: false,
        };
        let announce = |new: &NewSession| announce(world, &stage.planner, new);
        let field = |new: &NewSession| announce(new).unwrap_err().fields()[0].text;
        let first = announce(&new("K2", monday, 9 * 60)).unwrap();
        let taken = announce(&new("K1", monday, 12 * 60)).unwrap_err();
        assert_eq!((taken.fields()[0].text, &taken.args[1].1), ("training-room-taken", &first.reference));
        announce(&new("K1", monday, 13 * 60)).unwrap();
        let elsewhere = NewSite { name: "Gebze".into(), province: Province::from_plate(41).unwrap(), address: String::new() };
        let provider = world.db.read(|conn| programme::find(conn, &stage.programme)).unwrap().unwrap().provider_id;
        let elsewhere = programme::add_site(world, &stage.planner, &provider, &elsewhere).unwrap();
        announce(&NewSession { site: elsewhere, ..new("K2", monday, 9 * 60) }).unwrap();

        // Sunday, a public holiday, the night: read first, then announced.
        let feast = Day::new(2026, 5, 19).unwrap();
        for odd in [new("K1", monday.plus_days(-1), 600), new("K1", feast, 600), new("K1", monday, 3 * 60 + 17)] {
            assert_eq!(field(&odd), "training-plan-warnings", "{} {}", odd.starts_on, odd.starts_minute);
            announce(&NewSession { accepted: true, ..odd }).unwrap();
        }
        // Eight hours are two days; they end within the programme.
        let long = announce(&new("T2", monday.plus_days(4), 9 * 60)).unwrap();
        assert_eq!(long.ends_on, monday.plus_days(7), "Friday and Monday");
        let days = world.db.read(|conn| super::super::shared::days_of(conn, &long.id)).unwrap();
        assert_eq!(days.iter().map(|one| one.hours).collect::<Vec<_>>(), [4, 4]);
        let last = world.db.read(|conn| programme::find(conn, &stage.programme)).unwrap().unwrap().ends_on;
        assert_eq!(field(&new("T2", last, 9 * 60)), "training-session-outside", "its second day is after the end");
        assert_eq!(field(&NewSession { hours_a_day: 24, ..new("T2", monday.plus_days(14), 9 * 60) }), "training-plan-hours");

        // Corrected while nobody has applied, by the same rules; its own room is not in its way.
        let right = new("K2", monday, 10 * 60);
        assert_eq!(correct(world, &stage.planner, &first.reference, &right).unwrap_err().fields()[0].text, "training-room-taken");
        let right = NewSession { seats: Some(10), ..new("K1", monday, 10 * 60) };
        assert_eq!(correct(world, &stage.customers[0].coordinator, &first.reference, &right).unwrap_err().kind, Kind::NotFound);
        let corrected = correct(world, &stage.planner, &first.reference, &right).unwrap();
        assert_eq!((&corrected.id, corrected.hours, corrected.seats, corrected.starts_minute), (&first.id, 2, 10, 600));
        stage.decide(&[50]);
        let desk = Desk::new(world.world.clone());
        let mine = reserve(&desk, &stage.customers[0].coordinator, &corrected, 1, "a").unwrap();
        withdraw(world, &stage.customers[0].coordinator, &mine.reservation).unwrap();
        let late = correct(world, &stage.planner, &first.reference, &right).unwrap_err();
        assert_eq!(late.text, "training-session-applied", "somebody knew it as it was");
    });
}

/// Nobody was taught: no hours are used.
#[test]
fn a_class_that_never_had_a_trainer_did_not_take_place() {
    in_every_world(|world| {
        let stage = stage(world, 2);
        stage.decide(&[50, 60]);
        let (session, desk) = (stage.announce("K2", 25, None), Desk::new(world.world.clone()));
        reserve(&desk, &stage.customers[0].coordinator, &session, 3, "a").unwrap();
        assert_eq!(balance(&stage, 0).held, 4);
        let waits = || world.db.read(|conn| crate::training::attendance::without_trainer(conn, &stage.programme)).unwrap().len();
        assert_eq!(waits(), 1);
        pass(&stage, 26);
        let read = |conn: &mut crate::db::Conn| session_for_planner(conn, &stage.planner, &session.reference, world.today());
        let (row, groups) = world.db.read(read).unwrap();
        let ended = &row.row.session;
        assert_eq!((ended.state, ended.reason.as_deref()), (SessionState::CalledOff, Some(shared::NO_TRAINER)));
        assert_eq!(groups[0].0.state, ReservationState::CalledOff);
        let balance = balance(&stage, 0);
        assert_eq!((balance.used, balance.held, balance.available(), waits()), (0, 0, 4, 0));
    });
}
