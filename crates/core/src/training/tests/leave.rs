//! Leave of staff and what speaks against naming somebody (B9, B14); on every database.

use super::candidates::{Tree, tree};
use super::people::staff;
use super::shared::{pass, reserve};
use super::*;
use crate::testing::in_every_world;
use crate::training::leave::{self, NewLeave};
use crate::training::participants::{self, Clash, NewName, again, name_all, preview};
use crate::training::shared::Desk;
use kunye_kernel::error::{Kind, Result};
use kunye_kernel::page::PageRequest;

/// An officer of the first province, beside the one at the top.
fn officer(stage: &Stage<'_>, tree: &Tree) -> Actor {
    let (unit, person) = (tree.units[0].clone(), tree.people[0][1].clone());
    let new = NewDuty { kind: DutyKind::Officer, unit, person: person.clone(), starts_on: stage.world.today(), ends_on: None };
    appoint(stage.world, &operator(), &new).unwrap();
    signed_in(&person)
}

fn number(stage: &Stage<'_>, person: &PersonId) -> String {
    stage.world.db.read(|conn| register::person(conn, person)).unwrap().unwrap().staff_no
}

/// Officers keep the leave of the people their duties reach, coordinators of their institution's; nobody else any.
#[test]
fn leave_is_kept_by_officers_and_coordinators_for_their_own() {
    in_every_world(|world| {
        let stage = stage(world, 2);
        let tree = tree(&stage);
        let (ankara, top) = (officer(&stage, &tree), &tree.officer);
        let (coordinator, other) = (&stage.customers[0].coordinator, &stage.customers[1].coordinator);
        let day = |days: i32| world.today().plus_days(days);
        let put = |actor: &Actor, person: &PersonId, from: i32, until: i32| {
            let who = number(&stage, person);
            leave::put(world, actor, &NewLeave { who, from: Some(day(from)), until: Some(day(until)) })
        };
        let seen = |actor: &Actor| -> Result<Vec<PersonId>> {
            let page = world.db.read(|conn| leave::list(conn, actor, world.today(), PageRequest::new(None, None)))?;
            Ok(page.items.into_iter().map(|row| row.leave.person_id).collect())
        };
        let (district, izmir) = (&tree.people[2][0], &tree.people[1][1]);
        put(&ankara, district, 5, 9).unwrap();
        put(&ankara, district, 5, 9).unwrap();
        put(top, izmir, 3, 3).unwrap();
        let wrong = put(&ankara, izmir, 3, 4).unwrap_err();
        assert_eq!((wrong.fields()[0].field, wrong.fields()[0].text), ("who", "names-unknown"), "of another province");
        assert_eq!(put(other, izmir, 3, 4).unwrap_err().fields()[0].text, "names-unknown", "of another institution");
        assert_eq!(put(coordinator, izmir, 4, 3).unwrap_err().fields()[0].field, "until");
        for stranger in [&stage.planner, &tree.head(0), &signed_in(district)] {
            assert_eq!(put(stranger, district, 1, 1).unwrap_err().kind, Kind::Forbidden);
            assert_eq!(seen(stranger).unwrap_err().kind, Kind::Forbidden);
        }
        assert_eq!(seen(&ankara).unwrap(), std::slice::from_ref(district), "said twice it is one");
        assert_eq!(seen(top).unwrap(), [izmir.clone(), district.clone()]);
        assert_eq!(seen(coordinator).unwrap().len(), 2);
        assert_eq!(seen(other).unwrap(), []);

        // From a file: what can be taken is shown, and then taken as a whole.
        let (a, b) = (number(&stage, district), number(&stage, izmir));
        let file =
            format!("Sicil No;Ad;Başlangıç Tarihi;Bitiş Tarihi\n{a};x;{};{}\n{b};y;{1};{1}\n{a};x;dün;{1}\n", day(5), day(9));
        let look = |actor: &Actor| world.db.read(|conn| leave::preview(conn, actor, file.as_bytes(), world.today())).unwrap();
        let mine = look(&ankara);
        let why: Vec<(u32, &str)> = mine
            .rejected
            .iter()
            .map(|one| (one.row, one.why.fields().first().map_or(one.why.text, |field| field.text)))
            .collect();
        assert_eq!((mine.accepted.len(), why), (1, vec![(3, "names-unknown"), (4, "leave-day")]));
        let whole: Vec<(PersonId, [Day; 2])> =
            look(coordinator).accepted.into_iter().map(|one| (one.person.id, one.days)).collect();
        assert_eq!(leave::take_all(world, &ankara, &whole).unwrap_err().kind, Kind::NotFound, "all or none");
        assert_eq!(leave::take_all(world, coordinator, &whole).unwrap(), 1, "one was known");
        assert_eq!(leave::take_all(world, coordinator, &[]).unwrap_err().text, "leave-none");

        // Taken back by whoever may keep it; forgotten a month after its end.
        let first = world.db.read(|conn| leave::list(conn, top, world.today(), PageRequest::new(None, None))).unwrap().items;
        let of_izmir = first.iter().find(|row| row.leave.person_id == *izmir).unwrap().leave.id.clone();
        assert_eq!(leave::remove(world, &ankara, &of_izmir).unwrap_err().kind, Kind::NotFound);
        leave::remove(world, coordinator, &of_izmir).unwrap();
        assert_eq!(leave::remove(world, coordinator, &of_izmir).unwrap_err().kind, Kind::NotFound);
        pass(&stage, 10);
        assert_eq!(seen(top).unwrap(), [], "over");
        let kept = |person: &PersonId| {
            world.db.read(|conn| leave::touching(conn, std::slice::from_ref(person), Day(0), Day(i32::MAX))).unwrap().len()
        };
        assert_eq!(kept(district), 1);
        pass(&stage, 30);
        assert_eq!(kept(district), 0);
    });
}

/// What speaks against somebody is shown and explained; with a reason they are named all the same, without one they are not.
#[test]
fn somebody_on_leave_or_with_a_seat_elsewhere_is_named_with_a_reason() {
    in_every_world(|world| {
        let stage = stage(world, 2);
        let tree = tree(&stage);
        let coordinator = &stage.customers[0].coordinator;
        let day = tree.session.starts_on;
        let people = staff(&stage, &stage.customers[0].detsis, 4);
        // On the same day, in the same room afterwards.
        let later = NewSession {
            programme: stage.programme.clone(),
            course: stage.course("K1").id,
            site: stage.site.clone(),
            starts_on: day,
            starts_minute: 15 * 60,
            hours_a_day: 6,
            seats: None,
            accepted: true,
        };
        let other = announce(world, &stage.planner, &later).unwrap();
        reserve(&Desk::new(world.world.clone()), coordinator, &other, 2, "other").unwrap();
        let name = |session: &SharedSession, at: usize, despite: &str| {
            let new = NewName {
                session: session.reference.clone(),
                person: people[at].clone(),
                disseminator: false,
                despite: despite.into(),
                instead: None,
            };
            participants::name(world, coordinator, &new)
        };
        let leave = NewLeave { who: number(&stage, &people[1]), from: Some(day.plus_days(-3)), until: Some(day) };
        leave::put(world, coordinator, &leave).unwrap();
        let free = name(&other, 0, "gereksiz").unwrap();
        assert_eq!(free.despite, "", "nothing speaks against it");
        let clashes = |at: usize| {
            let found = world.db.read(|conn| participants::clashes(conn, &people, &tree.session.id, world.today())).unwrap();
            found.get(&people[at]).cloned().unwrap_or_default()
        };
        assert_eq!(clashes(0), [Clash::Taken { day }]);
        assert_eq!(clashes(1), [Clash::Leave { from: day.plus_days(-3), until: day }]);
        assert_eq!(clashes(2), []);
        for at in [0, 1] {
            let refused = name(&tree.session, at, " ").unwrap_err();
            assert_eq!((refused.fields()[0].field, refused.fields()[0].text), ("despite", "participant-despite"));
        }
        let named = name(&tree.session, 1, "  İzninden  dönüyor. ").unwrap();
        assert_eq!(named.despite, "İzninden dönüyor.");
        assert_eq!(name(&tree.session, 1, "x").unwrap_err().fields()[0].text, "participant-already", "the same person twice");
        let own = |session: &SharedSession| {
            let read = |conn: &mut crate::db::Conn| {
                let proof = crate::register::duties::training::coordinator_of(conn, coordinator, world.today())?;
                participants::of_coordinator(conn, &proof, &session.reference, world.today())
            };
            world.db.read(read).unwrap().people
        };
        assert_eq!(own(&tree.session)[0].clashes.len(), 1, "shown on the list too");

        // From a file they are accepted with what speaks against them; one reason serves all of it.
        let file = format!("Sicil No\n{}\n{}\n", number(&stage, &people[0]), number(&stage, &people[2]));
        let look =
            world.db.read(|conn| preview(conn, coordinator, &tree.session.reference, file.as_bytes(), world.today())).unwrap();
        let against: Vec<usize> = look.accepted.iter().map(|one| one.clashes.len()).collect();
        assert_eq!((against, look.rejected.len()), (vec![1, 0], 0));
        let chosen: Vec<(PersonId, bool)> = look.accepted.into_iter().map(|one| (one.person.id, false)).collect();
        let silent = name_all(world, coordinator, &tree.session.reference, &chosen, "").unwrap_err();
        assert_eq!(silent.fields()[0].text, "participant-despite");
        let shown = world.db.read(|conn| again(conn, coordinator, &tree.session.reference, &chosen, world.today())).unwrap();
        assert_eq!(shown.accepted.len(), 2);
        let named = name_all(world, coordinator, &tree.session.reference, &chosen, "Öğleden sonra yetişir.").unwrap();
        let why: Vec<&str> = named.iter().map(|one| one.despite.as_str()).collect();
        assert_eq!(why, ["Öğleden sonra yetişir.", ""]);
    });
}
