//! Shared sessions from announcement to their day, on every database.

use super::*;
use crate::jobs::{Handlers, Runner};
use crate::testing::in_every_world;
use crate::training::ledger::{self, Balance};
use crate::training::shared::{
    self, Application, DAILY, Desk, Placed, ReservationState, SessionState, Withdrawn, call_off, daily, for_coordinator, reduce,
    session_for_coordinator, session_for_planner, withdraw,
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
fn pass(stage: &Stage<'_>, days: i32) {
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
                seats,
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
