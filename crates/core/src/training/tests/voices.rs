//! Account managers and nudges, questions to coordinators, interest in courses, names from a list, the director's figures; on every
//! database.

use super::evaluation::live;
use super::onsite::{plan, sent as onsite_sent, teachers};
use super::people::staff;
use super::shared::reserve;
use super::*;
use crate::db::Conn;
use crate::register::duties::training::coordinator_of;
use crate::testing::in_every_world;
use crate::texts::Texts;
use crate::training::attendance::{self, Taken};
use crate::training::coverage::{self, Reach};
use crate::training::customers::{self, ContactKind};
use crate::training::demand::{self, NewDemand, Total};
use crate::training::expenses;
use crate::training::onsite::{self, Assignment, Item};
use crate::training::participants;
use crate::training::questions;
use crate::training::shared::{self, Desk};
use kunye_kernel::error::{Kind, Result};
use kunye_kernel::id::{CourseId, DemandId};
use kunye_kernel::language::Language;
use kunye_kernel::time::HOUR;

/// More people of the provider with a duty there.
pub fn colleague(stage: &Stage<'_>, person: &PersonId, kind: DutyKind) -> Actor {
    let unit = stage.world.db.read(|conn| register::unit_by_detsis(conn, "99100000")).unwrap().unwrap().id;
    let new = NewDuty { kind, unit, person: person.clone(), starts_on: stage.world.today(), ends_on: None };
    appoint(stage.world, &operator(), &new).unwrap();
    signed_in(person)
}

/// B15: each sees their own institutions, and no other.
#[test]
fn an_account_manager_sees_the_institutions_that_were_given_to_them() {
    in_every_world(|world| {
        let stage = stage(world, 3);
        stage.decide(&[50, 5_000, 200]);
        let people = staff(&stage, "99100000", 2);
        let (first, second) =
            (colleague(&stage, &people[0], DutyKind::AccountManager), colleague(&stage, &people[1], DutyKind::AccountManager));
        let ids: Vec<InstitutionId> = stage.customers.iter().map(|customer| customer.id.clone()).collect();
        let assign = |actor: &Actor, of: &[InstitutionId], to: Option<&PersonId>| {
            customers::assign(world, actor, &stage.programme, of, to)
        };
        let seen = |actor: &Actor| -> Vec<(InstitutionId, i32)> {
            let (_, rows) = world.db.read(|conn| customers::customers(conn, actor, world.today())).unwrap();
            rows.into_iter().map(|row| (row.institution.id, row.balance.available())).collect()
        };
        assert_eq!(assign(&first, &ids, Some(&people[0])).unwrap_err().kind, Kind::Forbidden);
        let coordinator = stage.customers[0].coordinator.person().unwrap();
        assert_eq!(assign(&stage.planner, &ids, Some(coordinator)).unwrap_err().fields()[0].field, "manager");
        assert_eq!(assign(&stage.planner, &[], Some(&people[0])).unwrap_err().fields()[0].field, "institution");
        assert_eq!(assign(&stage.planner, &ids[..2], Some(&people[0])).unwrap(), 2);
        assert_eq!(assign(&stage.planner, &ids[..2], Some(&people[0])).unwrap(), 0, "said twice");
        assert_eq!(assign(&stage.planner, &ids[2..], Some(&people[1])).unwrap(), 1);
        assert_eq!(seen(&first), [(ids[1].clone(), 12), (ids[0].clone(), 4)], "most unused hours first");
        assert_eq!(seen(&second), [(ids[2].clone(), 8)]);

        let note = |actor: &Actor, of: &InstitutionId, kind, text: &str| customers::note(world, actor, of, kind, text);
        assert_eq!(note(&second, &ids[0], ContactKind::Phone, "Arandı.").unwrap_err().kind, Kind::NotFound);
        assert_eq!(note(&first, &ids[0], ContactKind::Phone, "  ").unwrap_err().fields()[0].field, "text");
        assert_eq!(note(&first, &ids[0], ContactKind::Nudge, "x").unwrap_err().fields()[0].field, "kind");
        note(&first, &ids[0], ContactKind::Phone, "Arandı.").unwrap();
        let page = |actor: &Actor, of: &InstitutionId| world.db.read(|conn| customers::one(conn, actor, of, world.today()));
        assert_eq!(page(&second, &ids[0]).unwrap_err().kind, Kind::NotFound);
        let shown = page(&first, &ids[0]).unwrap();
        assert_eq!((shown.contacts.len(), shown.coordinators.len(), shown.last_nudge), (1, 1, None));
        assert!(shown.customer.last_contact.is_some());

        // A nudge reaches the coordinator, once a week.
        let person = world.db.read(|conn| register::person(conn, coordinator)).unwrap().unwrap();
        let nudges = || {
            let texts = world.phone.texts_to(person.mobile.as_ref().unwrap());
            texts.into_iter().filter(|text| text.contains("4 saat")).count()
        };
        customers::nudge(world, &first, &ids[0]).unwrap();
        assert_eq!(customers::nudge(world, &first, &ids[0]).unwrap_err().text, "customer-nudged");
        assert_eq!(customers::nudge(world, &second, &ids[0]).unwrap_err().kind, Kind::NotFound);
        live(world, 6);
        assert_eq!(nudges(), 1);
        assert_eq!(customers::nudge(world, &first, &ids[0]).unwrap_err().text, "customer-nudged");
        live(world, 1);
        customers::nudge(world, &first, &ids[0]).unwrap();
        live(world, 1);
        assert_eq!(nudges(), 2);

        // Given to somebody else, it is gone.
        assert_eq!(assign(&stage.planner, &ids[..1], None).unwrap(), 1);
        assert_eq!(page(&first, &ids[0]).unwrap_err().kind, Kind::NotFound);
    });
}

/// B15: staff ask their own coordinator.
#[test]
fn a_question_goes_to_the_coordinator_of_ones_own_institution() {
    in_every_world(|world| {
        let stage = stage(world, 2);
        let person = staff(&stage, &stage.customers[0].detsis, 1).remove(0);
        let (me, own, other) = (signed_in(&person), &stage.customers[0].coordinator, &stage.customers[1].coordinator);
        let to = world.db.read(|conn| questions::addressee(conn, &me, world.today())).unwrap().unwrap();
        assert_eq!((&to.institution.id, to.coordinators.len()), (&stage.customers[0].id, 1));
        assert_eq!(questions::ask(world, &me, " ").unwrap_err().fields()[0].field, "text");
        let id = questions::ask(world, &me, "Yol gideri karşılanıyor mu?").unwrap();
        let seen = |actor: &Actor| {
            let read = |conn: &mut Conn| {
                let proof = coordinator_of(conn, actor, world.today())?;
                Ok((questions::of_coordinator(conn, &proof, world.today())?.len(), questions::unanswered(conn, &proof)?))
            };
            world.db.read(read)
        };
        assert_eq!((seen(own).unwrap(), seen(other).unwrap()), ((1, 1), (0, 0)));
        assert_eq!(seen(&stage.planner).unwrap_err().kind, Kind::Forbidden, "the provider reads nothing");
        assert_eq!(questions::answer(world, other, &id, "Evet.").unwrap_err().kind, Kind::NotFound);
        assert_eq!(questions::answer(world, own, &id, "").unwrap_err().fields()[0].field, "text");
        live(world, 1);
        let asked = |actor: &Actor| {
            let person = world.db.read(|conn| register::person(conn, actor.person().unwrap())).unwrap().unwrap();
            world.phone.texts_to(person.mobile.as_ref().unwrap()).iter().filter(|text| text.contains("soru sordu")).count()
        };
        assert_eq!((asked(own), asked(other), asked(&stage.planner)), (1, 0, 0), "told once, and nobody else");
        questions::answer(world, own, &id, "Evet, yolluk ödenir.").unwrap();
        assert_eq!(questions::answer(world, own, &id, "Hayır.").unwrap_err().text, "question-answered");
        live(world, 1);
        let mobile = world.db.read(|conn| register::person(conn, &person)).unwrap().unwrap().mobile.unwrap();
        assert!(world.phone.texts_to(&mobile).iter().any(|text| text.contains("sorunuz yanıtlandı")));
        let mine = world.db.read(|conn| questions::mine(conn, &me)).unwrap();
        assert_eq!(mine[0].answer.as_deref(), Some("Evet, yolluk ödenir."));
        assert_eq!(seen(own).unwrap(), (1, 0));
        for _ in 0..5 {
            questions::ask(world, &me, "Ne zaman?").unwrap();
        }
        assert_eq!(questions::ask(world, &me, "Ne zaman?").unwrap_err().text, "question-too-many");
        // The provider has no coordinator: nobody to ask, and nothing is kept.
        let none = questions::ask(world, &stage.planner, "Kime?").unwrap_err();
        assert_eq!(none.text, "question-no-coordinator");
    });
}

/// B5: gathered by level, proposed when it suffices, met by an announcement.
#[test]
fn interest_in_a_technical_course_adds_up_to_a_class() {
    in_every_world(|world| {
        let stage = stage(world, 5);
        stage.decide(&[50, 50, 50, 50, 5_000]);
        let (technical, user) = (stage.course("T1").id, stage.course("K1").id);
        let state = |at: usize, course: &CourseId, people: i32| -> Result<DemandId> {
            let new = NewDemand { course: course.clone(), site: stage.site.clone(), people };
            demand::state(world, &stage.customers[at].coordinator, &new)
        };
        let totals = |actor: &Actor| -> Result<Vec<Total>> {
            world.db.read(|conn| demand::totals(conn, actor, &stage.programme, world.now()))
        };
        let told = || {
            let all = totals(&stage.planner).unwrap();
            all.first().map(|total| (total.people, total.seats, total.institutions.len(), total.suffices))
        };
        assert_eq!(state(0, &user, 4).unwrap_err().fields()[0].field, "course", "user level is not waited for");
        assert_eq!(state(0, &technical, 0).unwrap_err().fields()[0].field, "people");
        assert_eq!(state(4, &technical, 6).unwrap_err().text, "training-tier-on-site");
        assert_eq!(totals(&stage.customers[0].coordinator).unwrap_err().kind, Kind::Forbidden);
        state(0, &technical, 3).unwrap();
        state(0, &technical, 20).unwrap();
        assert_eq!(told(), Some((20, 6, 1, false)), "said again, it replaces; beyond the quota it fills no seat");
        let second = state(1, &technical, 6).unwrap();
        state(2, &technical, 6).unwrap();
        let fourth = state(3, &technical, 6).unwrap();
        assert_eq!(told(), Some((38, 24, 4, true)));
        let other = &stage.customers[0].coordinator;
        assert_eq!(demand::withdraw(world, other, &fourth).unwrap_err().kind, Kind::NotFound);
        demand::withdraw(world, &stage.customers[3].coordinator, &fourth).unwrap();
        assert_eq!(told(), Some((32, 18, 3, false)));

        // A class is announced: who wished for it is told, and the interest has ended.
        let class = stage.announce("T1", 30, None);
        live(world, 1);
        assert_eq!(told(), None);
        assert_eq!(demand::withdraw(world, &stage.customers[1].coordinator, &second).unwrap_err().text, "demand-ended");
        let texts = |at: usize| {
            let id = stage.customers[at].coordinator.person().unwrap();
            let person = world.db.read(|conn| register::person(conn, id)).unwrap().unwrap();
            world.phone.texts_to(&person.mobile.unwrap()).len()
        };
        assert_eq!([texts(0), texts(1), texts(3)], [1, 1, 0]);

        // Its announcement is corrected: told again where the day is another one, and the wish stands again where it is another class.
        let correct = |course: &str, days: i32| {
            let new = NewSession {
                programme: stage.programme.clone(),
                course: stage.course(course).id,
                site: stage.site.clone(),
                starts_on: world.today().plus_days(days),
                starts_minute: 9 * 60,
                hours_a_day: 6,
                seats: None,
                accepted: true,
            };
            shared::correct(world, &stage.planner, &class.reference, &new).unwrap();
            live(world, 1);
        };
        correct("T1", 40);
        assert_eq!(([texts(0), texts(1), texts(3)], told()), ([2, 2, 0], None));
        state(1, &technical, 4).unwrap();
        assert_eq!(told(), Some((4, 4, 1, false)), "said anew meanwhile");
        correct("K1", 40);
        assert_eq!([texts(0), texts(1), texts(3)], [3, 2, 0], "whoever said it anew hears nothing of the old");
        assert_eq!(told(), Some((30, 16, 3, false)));
    });
}

/// B9: a list is looked at row by row, and taken as a whole.
#[test]
fn names_come_from_a_list_all_together_or_not_at_all() {
    in_every_world(|world| {
        let stage = stage(world, 2);
        stage.decide(&[50, 50]);
        let session = stage.announce("K2", 30, None);
        let own = &stage.customers[0].coordinator;
        reserve(&Desk::new(world.world.clone()), own, &session, 3, "form").unwrap();
        let people = staff(&stage, &stage.customers[0].detsis, 4);
        let strangers = staff(&stage, &stage.customers[1].detsis, 1);
        let of = |ids: &[PersonId]| world.db.read(|conn| register::people_of(conn, ids)).unwrap();
        let (known, unknown) = (of(&people), of(&strangers));
        let line = |at: usize| known[&people[at]].staff_no.clone();
        let file = format!(
            "TCKN ya da Sicil No;Yaygınlaştırıcı\n{};Evet\n{};\n{};\n{};\n10000000147;\n;Evet\n{};\n{};\n",
            line(0),
            known[&people[1]].national_id.digits(),
            line(0).to_lowercase(),
            unknown[&strangers[0]].national_id.digits(),
            line(2),
            line(3),
        );
        let look = |actor: &Actor| {
            world.db.read(|conn| participants::preview(conn, actor, &session.reference, file.as_bytes(), world.today()))
        };
        let preview = look(own).unwrap();
        let accepted: Vec<(u32, bool)> = preview.accepted.iter().map(|one| (one.row, one.disseminator)).collect();
        assert_eq!(accepted, [(2, true), (3, false), (8, false)]);
        let rejected: Vec<(u32, &str)> = preview.rejected.iter().map(|one| (one.row, one.why.text)).collect();
        let expected =
            [(4, "names-twice"), (5, "names-unknown"), (6, "names-national-id"), (7, "names-empty"), (9, "participant-seats")];
        assert_eq!(rejected, expected);
        assert!(preview.rejected[1].who.ends_with("••••••••"), "a national id is not shown whole");
        assert_eq!(look(&stage.customers[1].coordinator).unwrap_err().kind, Kind::NotFound, "no seats, no list");

        // More than there are seats: nobody is named.
        let all: Vec<(PersonId, bool)> = people.iter().map(|person| (person.clone(), false)).collect();
        let too_many = participants::name_all(world, own, &session.reference, &all, "").unwrap_err();
        assert_eq!(too_many.text, "participant-seats");
        assert_eq!(look(own).unwrap().accepted.len(), 3, "as if nothing had been asked");
        let with_stranger = [(people[0].clone(), true), (strangers[0].clone(), false)];
        let refused = participants::name_all(world, own, &session.reference, &with_stranger, "").unwrap_err();
        assert_eq!(refused.kind, Kind::NotFound);
        assert_eq!(participants::name_all(world, own, &session.reference, &all[..3], "").unwrap().len(), 3);
        assert!(look(own).unwrap().accepted.is_empty());
    });
}

/// B1, B13: figures without names, for the director alone.
#[test]
fn a_director_sees_what_was_reached_and_what_is_left() {
    in_every_world(|world| {
        let stage = stage(world, 2);
        stage.decide(&[50, 5_000]);
        let person = staff(&stage, "99100000", 2).remove(1);
        let director = colleague(&stage, &person, DutyKind::Director);
        let trainer = teachers(&stage, 1).remove(0);
        let session = stage.announce("K1", 21, None);
        stage.announce("K2", 60, None);
        let own = &stage.customers[0].coordinator;
        reserve(&Desk::new(world.world.clone()), own, &session, 3, "form").unwrap();
        // At the ministry's own place: one before, one after, and one that nobody has planned yet.
        for (course, days) in [("K2", 14), ("K1", 63)] {
            let request = onsite_sent(&stage, 1, course, days, course);
            let plan = Assignment { accepted: true, ..plan(&stage, &request, &trainer, days, 0) };
            onsite::assign(world, &stage.planner, &plan).unwrap();
        }
        onsite_sent(&stage, 1, "K2", 70, "waits");
        let people: Vec<(PersonId, bool)> =
            staff(&stage, &stage.customers[0].detsis, 3).into_iter().map(|person| (person, false)).collect();
        let named = participants::name_all(world, own, &session.reference, &people, "").unwrap();
        attendance::assign(world, &stage.planner, &session.reference, trainer.person().unwrap(), false).unwrap();
        let read = |actor: &Actor| world.db.read(|conn| coverage::coverage(conn, actor, &stage.programme, world.today()));
        let before = read(&director).unwrap();
        assert_eq!((before.all.trained, before.people.planned, before.people.left()), (0, 3 + 3 + 3, 3_991));
        assert_eq!(
            (before.hours.used, before.hours.planned, before.sessions, before.on_site),
            (0, 2 + 4 + 4 + 2, (0, 4), (0, 2))
        );
        live(world, 21);
        world.clock.advance(session.starts_at().since(world.now()) + HOUR);
        // One of three does not come; one is marked as absent by mistake, and corrected.
        let take = |hour, present: &[usize], reason: &str| {
            let present = present.iter().map(|at| named[*at].id.clone()).collect();
            let taken =
                Taken { session: session.reference.clone(), hour, present, reason: reason.into(), seen: None, paper: None };
            attendance::take(world, &trainer, &taken).unwrap()
        };
        take(1, &[0], "");
        take(1, &[0, 1], "Geç işaretlendi.");
        live(world, 1);
        let after = read(&director).unwrap();
        assert_eq!(after.all, Reach { institutions: 2, users: 5_050, trained: 2, told: 0 });
        let tiers: Vec<(&str, i64, i64, i32)> = after
            .tiers
            .iter()
            .filter(|(_, reach, _)| reach.institutions > 0)
            .map(|(code, reach, balance)| (code.as_str(), reach.users, reach.trained, balance.used))
            .collect();
        assert_eq!(tiers, [("standard", 50, 2, 2), ("2", 5_000, 0, 4)]);
        assert_eq!((after.people.used, after.people.planned, after.people.left()), (2, 3, 3_995));
        assert_eq!((after.hours.used, after.hours.planned, after.hours.left()), (2 + 4, 4 + 2, 1_988));
        assert_eq!((after.balance.granted, after.balance.used, after.balance.held), (16, 2 + 4, 2 + 4));
        assert_eq!((after.sessions, after.on_site), ((2, 2), (1, 1)));
        let ankara = after.provinces.iter().find(|(province, _)| province.is_some_and(|one| one.plate() == 6)).unwrap();
        assert_eq!((ankara.1.users, ankara.1.trained, after.provinces.len()), (5_050, 2, 81));
        for stranger in [&stage.planner, &trainer, own] {
            assert_eq!(read(stranger).unwrap_err().kind, Kind::Forbidden);
        }
        // What trainings cost is unknown until it is said, item by item, by a planner.
        assert_eq!((after.cost.sum(), after.cost.known, after.cost.unknown), (None, 0, 2));
        let say = |actor: &Actor, amounts: &[(Item, i64)]| expenses::say(world, actor, &session.reference, amounts);
        assert_eq!(say(own, &[(Item::Trainer, 1)]).unwrap_err().kind, Kind::NotFound);
        say(&stage.planner, &[(Item::Trainer, 90_000), (Item::Travel, 10_000)]).unwrap();
        let cost = |actor: &Actor| read(actor).map(|all| (all.cost.sum(), all.cost.known, all.cost.unknown)).unwrap();
        assert_eq!(cost(&director), (Some(100_000), 0, 2), "materials and lodging are still unknown");
        say(&stage.planner, &[(Item::Travel, 5_000), (Item::Materials, 0), (Item::Lodging, 0), (Item::Room, 7)]).unwrap();
        assert_eq!(cost(&director), (Some(95_000), 1, 1), "what was said last; a room is the institution's");
        let book = coverage::workbook(&Texts::load().unwrap(), Language::Tr, &after, world.today()).unwrap();
        assert!(book.starts_with(b"PK"), "a workbook is a zip archive");
    });
}
