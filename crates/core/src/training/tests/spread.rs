//! What is passed on (B14): said by whoever did, summed for those who may see it, never mixed with attendance; on every database.

use super::onsite::{plan, sent, teachers};
use super::people::staff;
use super::shared::{pass, reserve};
use super::voices::colleague;
use super::*;
use crate::register::duties::training::coordinator_of;
use crate::testing::in_every_world;
use crate::training::attendance::{self, Taken};
use crate::training::participants::{self, NewName, Participant};
use crate::training::shared::Desk;
use crate::training::spread::{self, NewReport, OfInstitution};
use crate::training::trainers::{self as roster, AbsenceKind, Away};
use crate::training::{coverage, customers, onsite};
use kunye_kernel::error::Kind;
use kunye_kernel::time::HOUR;

#[test]
fn a_disseminator_says_how_many_were_reached_and_it_is_no_attendance() {
    in_every_world(|world| {
        let stage = stage(world, 2);
        stage.decide(&[50, 50]);
        let session = stage.announce("K1", 21, None);
        let people: Vec<Vec<PersonId>> = (0..2).map(|at| staff(&stage, &stage.customers[at].detsis, 2)).collect();
        let name = |customer: usize, at: usize, disseminator: bool| -> Participant {
            let new = NewName {
                session: session.reference.clone(),
                person: people[customer][at].clone(),
                disseminator,
                despite: String::new(),
                instead: None,
            };
            participants::name(world, &stage.customers[customer].coordinator, &new).unwrap()
        };
        for (at, customer) in stage.customers.iter().enumerate() {
            reserve(&Desk::new(world.world.clone()), &customer.coordinator, &session, 2, &format!("form {at}")).unwrap();
        }
        let (teller, listener, other) = (name(0, 0, true), name(0, 1, false), name(1, 0, true));
        let trainer = teachers(&stage, 1).remove(0);
        attendance::assign(world, &stage.planner, &session.reference, trainer.person().unwrap(), false).unwrap();
        let me = signed_in(&people[0][0]);
        let said = |people: i32, days: i32| NewReport {
            held_on: Some(world.today().plus_days(days)),
            place: " Toplantı  salonu ".into(),
            people,
        };
        assert_eq!(spread::report(world, &me, &teller.id, &said(5, 0)).unwrap_err().text, "spread-too-soon");
        pass(&stage, 21);
        world.clock.advance(session.starts_at().since(world.now()) + HOUR);
        let in_class = spread::report(world, &me, &teller.id, &said(5, 0)).unwrap_err();
        assert_eq!(in_class.text, "spread-too-soon", "who sits in class has not told anybody yet");
        world.clock.advance(HOUR);
        let present = [teller.id.clone(), listener.id.clone()].into_iter().collect();
        let taken =
            Taken { session: session.reference.clone(), hour: 1, present, reason: String::new(), seen: None, paper: None };
        attendance::take(world, &trainer, &taken).unwrap();
        pass(&stage, 3);

        // Only one's own, only whoever was marked, and only what can have been.
        let refused = |actor: &Actor, of: &Participant| spread::report(world, actor, &of.id, &said(5, 0)).unwrap_err().kind;
        assert_eq!(refused(&signed_in(&people[0][1]), &teller), Kind::NotFound);
        assert_eq!(refused(&signed_in(&people[0][1]), &listener), Kind::NotFound, "was not to pass it on");
        assert_eq!(refused(&stage.customers[0].coordinator, &teller), Kind::NotFound);
        let wrong = spread::report(world, &me, &teller.id, &said(0, 1)).unwrap_err();
        assert_eq!(wrong.fields().iter().map(|one| one.field).collect::<Vec<_>>(), ["held_on", "people"]);
        spread::report(world, &me, &teller.id, &said(12, 0)).unwrap();
        assert_eq!(spread::report(world, &me, &teller.id, &said(9, 0)).unwrap_err().fields()[0].text, "spread-before");
        spread::report(world, &me, &teller.id, &said(6, -1)).unwrap();
        spread::report(world, &signed_in(&people[1][0]), &other.id, &said(40, 0)).unwrap();
        let own = world.db.read(|conn| spread::mine(conn, &me, &teller.id, world.now())).unwrap();
        assert_eq!(own.iter().map(|one| one.people).collect::<Vec<_>>(), [6, 12]);
        assert_eq!(own[0].place, "Toplantı salonu");

        // Each coordinator sees their own; sums stand beside those who attended, and never among them.
        let seen = |customer: usize| {
            let read = |conn: &mut crate::db::Conn| {
                let proof = coordinator_of(conn, &stage.customers[customer].coordinator, world.today())?;
                spread::of_session(conn, &proof, &session.id)
            };
            world.db.read(read).unwrap()
        };
        assert_eq!(seen(0).into_iter().collect::<Vec<_>>(), [(teller.id.clone(), 18)]);
        assert_eq!(seen(1).into_iter().collect::<Vec<_>>(), [(other.id.clone(), 40)]);
        let all: Vec<InstitutionId> = stage.customers.iter().map(|customer| customer.id.clone()).collect();
        let of = world.db.read(|conn| spread::of_institutions(conn, &stage.programme, &all)).unwrap();
        assert_eq!(of[&stage.customers[0].id], OfInstitution { trained: 2, told: 18 });
        assert_eq!(of[&stage.customers[1].id], OfInstitution { trained: 0, told: 40 }, "was never marked as present");
        let helpers = staff(&stage, "99100000", 6);
        let director = colleague(&stage, &helpers[4], DutyKind::Director);
        let whole = world.db.read(|conn| coverage::coverage(conn, &director, &stage.programme, world.today())).unwrap();
        assert_eq!((whole.all.trained, whole.all.told, whole.all.per_mille()), (2, 58, Some(20)), "no part of the share");
        assert_eq!(whole.people.used, 2);
        let ankara = whole.provinces.iter().find(|(province, _)| *province == Province::from_plate(6)).unwrap().1;
        assert_eq!((ankara.trained, ankara.told), (2, 58));
        let manager = colleague(&stage, &helpers[5], DutyKind::AccountManager);
        let first = std::slice::from_ref(&stage.customers[0].id);
        customers::assign(world, &stage.planner, &stage.programme, first, Some(&helpers[5])).unwrap();
        let (_, rows) = world.db.read(|conn| customers::customers(conn, &manager, world.today())).unwrap();
        assert_eq!(rows.iter().map(|row| row.spread).collect::<Vec<_>>(), [OfInstitution { trained: 2, told: 18 }]);

        let stranger = spread::take_back(world, &signed_in(&people[1][0]), &own[0].id).unwrap_err();
        assert_eq!(stranger.kind, Kind::NotFound);
        spread::take_back(world, &me, &own[0].id).unwrap();
        assert_eq!(seen(0)[&teller.id], 12);
    });
}

/// A planned training whose trainer says later to be away is flagged, until it is planned anew.
#[test]
fn a_later_absence_of_the_trainer_is_flagged() {
    in_every_world(|world| {
        let stage = stage(world, 1);
        stage.decide(&[500]);
        let teachers = teachers(&stage, 2);
        let request = sent(&stage, 0, "K2", 14, "one");
        onsite::assign(world, &stage.planner, &plan(&stage, &request, &teachers[0], 14, 0)).unwrap();
        let flagged = || {
            let queue = world.db.read(|conn| onsite::queue(conn, &stage.planner, &stage.programme, world.today())).unwrap();
            queue[0].away
        };
        assert_eq!(flagged(), None);
        let day = world.today().plus_days(14);
        let person = teachers[0].person().unwrap().clone();
        let new = Away { person, from: day.plus_days(-1), until: day.plus_days(1), kind: AbsenceKind::Leave };
        assert_eq!(roster::away(world, &teachers[0], &new).unwrap(), std::slice::from_ref(&request.reference));
        assert_eq!(flagged(), Some(day));
        onsite::assign(world, &stage.planner, &plan(&stage, &request, &teachers[1], 14, 1)).unwrap();
        assert_eq!(flagged(), None);
    });
}
