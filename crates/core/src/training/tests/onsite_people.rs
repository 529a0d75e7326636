//! A planned training is a session like any other: its people over several days, and when it moves.

use super::onsite::{balance, now, plan, sent, teachers, wanted};
use super::people::staff;
use super::shared::pass;
use super::*;
use crate::db::Conn;
use crate::jobs::Runner;
use crate::testing::in_every_world;
use crate::training::attendance::{self, Outcome, Taken};
use crate::training::onsite::{self, Assignment, Draft, RequestState};
use crate::training::participants::{self, Answer, NewName, ParticipantState};
use crate::training::shared::{call_off, new_day};
use kunye_kernel::error::{Kind, Result};
use kunye_kernel::time::HOUR;

fn named(stage: &Stage<'_>, reference: &str, person: &PersonId) -> Result<participants::Participant> {
    let new =
        NewName { session: reference.into(), person: person.clone(), disseminator: false, despite: String::new(), instead: None };
    participants::name(stage.world, &stage.customers[0].coordinator, &new)
}

/// B12 over two days: every hour of every day. Eight hours are four and four.
#[test]
fn a_training_of_two_days_is_attended_in_full_in_eight_hours() {
    in_every_world(|world| {
        let stage = stage(world, 1);
        stage.decide(&[500]);
        let teachers = teachers(&stage, 1);
        let request = sent(&stage, 0, "T2", 14, "one");
        let people = staff(&stage, &stage.customers[0].detsis, 3);
        assert_eq!(named(&stage, &request.reference, &people[0]).unwrap_err().kind, Kind::NotFound, "no session yet");
        onsite::assign(world, &stage.planner, &plan(&stage, &request, &teachers[0], 14, 0)).unwrap();
        let list: Vec<_> = people.iter().map(|person| named(&stage, &request.reference, person).unwrap()).collect();
        // The second day is taken too, by the same people in no other session.
        let days = now(&stage, 0, &request.reference).days;
        assert_eq!(days.iter().map(|one| one.hours).collect::<Vec<_>>(), [4, 4]);
        let sheet = || world.db.read(|conn| attendance::sheet(conn, &teachers[0], &request.reference, world.today())).unwrap();
        assert_eq!(sheet().people.len(), 0, "B10: no name before the list is final");
        let take = |hour: i32, present: &[usize]| {
            let present = present.iter().map(|at| list[*at].id.clone()).collect();
            attendance::take(
                world,
                &teachers[0],
                &Taken { session: request.reference.clone(), hour, present, reason: String::new(), seen: None, paper: None },
            )
        };
        pass(&stage, 14);
        let nine = days[0].hour_at(1).since(world.now());
        world.clock.advance(nine + 4 * HOUR);
        for hour in 1..=4 {
            take(hour, &[0, 1, 2]).unwrap();
        }
        assert_eq!(take(5, &[0]).unwrap_err().text, "attendance-too-soon", "tomorrow's first hour");
        new_day(world).unwrap();
        assert_eq!(balance(&stage, 0).used, 0, "one day is still to come");
        pass(&stage, 1);
        for hour in 5..=7 {
            take(hour, &[0, 1]).unwrap();
        }
        let full = || sheet().people.iter().filter(|one| one.standing == attendance::Standing::Full).count();
        assert_eq!(full(), 0);
        take(8, &[0]).unwrap();
        assert_eq!(take(9, &[0]).unwrap_err().text, "attendance-too-soon", "there is no ninth");
        assert_eq!(full(), 1);
        pass(&stage, 1);
        new_day(world).unwrap();
        let ended = balance(&stage, 0);
        assert_eq!((ended.held, ended.used, ended.available()), (0, 8, 0));
        assert_eq!(now(&stage, 0, &request.reference).row.request.state, RequestState::Held);
        let outcome = |at: usize| {
            let read = |conn: &mut Conn| {
                let mine = participants::one_of_mine(conn, &signed_in(&people[at]), &list[at].id, world.today())?;
                attendance::outcome(conn, &mine.participant, &mine.row.session, world.today())
            };
            world.db.read(read).unwrap()
        };
        assert_eq!(outcome(0), Some(Outcome::Full));
        assert_eq!(outcome(1), Some(Outcome::Partly { missed: 1 }));
        assert_eq!(outcome(2), Some(Outcome::Partly { missed: 4 }));
        let late = onsite::withdraw(world, &stage.customers[0].coordinator, &request.reference, "x").unwrap_err();
        assert_eq!(late.text, "training-request-ended");
    });
}

/// Planned anew: the same session on other days; whoever was named is asked again, and whoever has a seat elsewhere comes off the list.
#[test]
fn a_training_that_is_moved_asks_everybody_anew() {
    in_every_world(|world| {
        let stage = stage(world, 1);
        stage.decide(&[20_000]);
        let teachers = teachers(&stage, 2);
        let request = sent(&stage, 0, "K2", 14, "one");
        let elsewhere = Draft { room: "Derslik 2".into(), ..wanted(&stage, "K2", 16) };
        let other = onsite::draft(world, &stage.customers[0].coordinator, &elsewhere, "two").unwrap();
        onsite::send(world, &stage.customers[0].coordinator, &other.reference).unwrap();
        let assign = |assignment: Assignment| onsite::assign(world, &stage.planner, &Assignment { accepted: true, ..assignment });
        assign(plan(&stage, &request, &teachers[0], 14, 0)).unwrap();
        assign(plan(&stage, &other, &teachers[1], 16, 0)).unwrap();
        let people = staff(&stage, &stage.customers[0].detsis, 2);
        let list: Vec<_> = people.iter().map(|person| named(&stage, &request.reference, person).unwrap()).collect();
        named(&stage, &other.reference, &people[1]).unwrap();
        participants::answer(world, &signed_in(&people[0]), &list[0].id, &Answer::Accept).unwrap();
        let state = |at: usize| {
            let one = world.db.read(|conn| participants::find(conn, &list[at].id)).unwrap().unwrap();
            (one.state, one.sequence)
        };
        // Another trainer on the same day disturbs nobody.
        assign(plan(&stage, &request, &teachers[1], 14, 1)).unwrap();
        assert_eq!(state(0), (ParticipantState::Accepted, 0));
        assert_eq!(assign(plan(&stage, &request, &teachers[1], 16, 2)).unwrap_err().fields()[0].text, "training-trainer-busy");
        assign(plan(&stage, &request, &teachers[0], 16, 2)).unwrap();
        assert_eq!(state(0), (ParticipantState::Invited, 1), "asked anew");
        assert_eq!(state(1), (ParticipantState::Withdrawn, 1), "has a seat in the other one that day");
        assert_eq!(now(&stage, 0, &request.reference).days[0].day, world.today().plus_days(16));

        // Called off with a reason: hours return, people and coordinator are told.
        call_off(world, &stage.planner, &request.id, "Salon kullanılamıyor.").unwrap();
        assert_eq!(state(0), (ParticipantState::CalledOff, 2));
        let row = now(&stage, 0, &request.reference).row;
        assert_eq!((row.request.state, row.request.reason.as_deref()), (RequestState::CalledOff, Some("Salon kullanılamıyor.")));
        assert_eq!((balance(&stage, 0).held, balance(&stage, 0).available()), (4, 12));
        let texts = std::sync::Arc::new(crate::texts::Texts::load().unwrap());
        Runner::new(world.world.clone(), crate::handlers(texts)).run_due().unwrap();
        let mobile = world.db.read(|conn| register::person(conn, &people[0])).unwrap().unwrap().mobile.unwrap();
        assert!(world.phone.texts_to(&mobile).iter().any(|text| text.contains("iptal edildi")));
        let coordinator = stage.customers[0].coordinator.person().unwrap();
        let mobile = world.db.read(|conn| register::person(conn, coordinator)).unwrap().unwrap().mobile.unwrap();
        assert!(world.phone.texts_to(&mobile).iter().any(|text| text.contains(&request.reference)));
    });
}
