//! The account manager's step between coordinator and planner (B15); on every database.

use super::evaluation::live;
use super::onsite::{balance, now, plan, sent, teachers, wanted};
use super::people::staff;
use super::voices::colleague;
use super::*;
use crate::testing::in_every_world;
use crate::training::customers;
use crate::training::onsite::{self, Assignment, Draft, RequestState, Row, Verdict, review};
use kunye_kernel::error::{Kind, Result};
use kunye_kernel::time::MINUTE;

/// Two account managers; the first looks after the first customer, the second after the second.
fn managers(stage: &Stage<'_>) -> [Actor; 2] {
    let people = staff(stage, "99100000", 9).split_off(7);
    let managers = [0, 1].map(|at: usize| colleague(stage, &people[at], DutyKind::AccountManager));
    for (at, person) in people.iter().enumerate() {
        given(stage, at, Some(person));
    }
    managers
}

fn given(stage: &Stage<'_>, customer: usize, to: Option<&PersonId>) {
    let of = std::slice::from_ref(&stage.customers[customer].id);
    customers::assign(stage.world, &stage.planner, &stage.programme, of, to).unwrap();
}

fn texts(stage: &Stage<'_>, actor: &Actor, words: &str) -> usize {
    let person = stage.world.db.read(|conn| register::person(conn, actor.person().unwrap())).unwrap().unwrap();
    stage.world.phone.texts_to(person.mobile.as_ref().unwrap()).iter().filter(|text| text.contains(words)).count()
}

fn seen(stage: &Stage<'_>, manager: &Actor) -> Vec<String> {
    let rows = stage.world.db.read(|conn| onsite::for_manager(conn, manager, stage.world.today())).unwrap();
    rows.into_iter().map(|row| row.request.reference).collect()
}

fn queued(stage: &Stage<'_>) -> Vec<Row> {
    stage.world.db.read(|conn| onsite::queue(conn, &stage.planner, &stage.programme, stage.world.today())).unwrap()
}

/// Read, noted and passed on; given back with a reason, changed, and sent again. The hours stay held.
#[test]
fn a_request_goes_to_the_account_manager_first() {
    in_every_world(|world| {
        let stage = stage(world, 3);
        stage.decide(&[500, 500, 500]);
        let [first, second] = managers(&stage);
        let coordinator = &stage.customers[0].coordinator;
        let request = onsite::draft(world, coordinator, &wanted(&stage, "K2", 14), "one").unwrap();
        let reference = request.reference.as_str();
        let say = |actor: &Actor, verdict, text: &str| {
            world.clock.advance(MINUTE);
            review(world, actor, reference, verdict, text)
        };
        assert_eq!(seen(&stage, &first), [""; 0], "a draft is nobody's business");
        assert_eq!(say(&first, Verdict::PassedOn, "").unwrap_err().text, "training-request-draft");
        let sent_to = onsite::send(world, coordinator, reference).unwrap();
        assert_eq!((sent_to.hours, sent_to.reader.as_ref()), (4, first.person()));
        assert_eq!(onsite::send(world, coordinator, reference).unwrap_err().text, "training-request-in-review");
        assert_eq!((balance(&stage, 0).held, now(&stage, 0, reference).row.request.state), (4, RequestState::Review));
        live(world, 1);
        assert_eq!((texts(&stage, &first, reference), texts(&stage, &second, reference)), (1, 0));

        // The other account manager, the planner and a stranger find nothing to read; nothing can be planned yet.
        assert_eq!((seen(&stage, &first), seen(&stage, &second)), (vec![reference.to_owned()], vec![]));
        for other in [&second, &stage.planner, coordinator] {
            let refused = say(other, Verdict::PassedOn, "").unwrap_err();
            assert!(matches!(refused.kind, Kind::NotFound | Kind::Forbidden), "{refused}");
        }
        let one = |actor: &Actor| world.db.read(|conn| onsite::one_for_manager(conn, actor, reference, world.today()));
        assert_eq!(one(&second).unwrap_err().kind, Kind::NotFound);
        assert_eq!(one(&first).unwrap().row.reader.map(|person| person.id).as_ref(), first.person());
        let teacher = &teachers(&stage, 1)[0];
        let early = onsite::assign(world, &stage.planner, &plan(&stage, &request, teacher, 13, 0)).unwrap_err();
        assert_eq!(early.text, "training-request-in-review");
        assert_eq!(onsite::refuse(world, &stage.planner, reference, "x").unwrap_err().text, "training-request-in-review");

        // Given back with a reason: a draft again that says why, and holds what it held.
        assert_eq!(say(&first, Verdict::Returned, " ").unwrap_err().fields()[0].field, "text");
        say(&first, Verdict::Returned, "Salonu yazar mısınız?").unwrap();
        let back = now(&stage, 0, reference).row;
        assert_eq!((back.request.state, back.request.sent_at, balance(&stage, 0).held), (RequestState::Draft, None, 4));
        assert_eq!(back.said(Verdict::Returned).unwrap().0.text, "Salonu yazar mısınız?");
        live(world, 1);
        assert_eq!(texts(&stage, coordinator, reference), 1);
        assert!(queued(&stage).is_empty() && seen(&stage, &first).is_empty());

        // A longer course needs more hours, a shorter one gives some back.
        let edit = |course: &str| {
            onsite::edit(world, coordinator, reference, &Draft { room: "Salon 2".into(), ..wanted(&stage, course, 14) }).unwrap();
        };
        edit("T2");
        assert_eq!(onsite::send(world, coordinator, reference).unwrap().hours, 8);
        assert_eq!((balance(&stage, 0).held, balance(&stage, 0).available()), (8, 0));
        say(&first, Verdict::Returned, "Kısa eğitim yeter.").unwrap();
        edit("K1");
        assert_eq!(onsite::send(world, coordinator, reference).unwrap().hours, 2);
        assert_eq!((balance(&stage, 0).held, balance(&stage, 0).available()), (2, 6));

        // Passed on with a note for the planners; said twice is told.
        say(&first, Verdict::PassedOn, "Öğleden önce olsun.").unwrap();
        assert_eq!(say(&first, Verdict::PassedOn, "").unwrap_err().text, "training-request-reviewed");
        let row = queued(&stage).remove(0);
        assert_eq!((row.request.state, row.reader), (RequestState::Sent, None));
        assert_eq!(
            row.reviews.last().map(|(review, name)| (review.text.as_str(), name.is_empty())),
            Some(("Öğleden önce olsun.", false))
        );
        live(world, 1);
        assert_eq!(
            (texts(&stage, coordinator, "iletildi"), texts(&stage, &first, reference)),
            (1, 1),
            "what was decided meanwhile is not told any more"
        );
        // Whether the day was wished is not what this is about.
        let planned = Assignment { accepted: true, ..plan(&stage, &request, teacher, 11, 0) };
        onsite::assign(world, &stage.planner, &planned).unwrap();
    });
}

/// Whoever gets institutions is told how many, and what of theirs waits; what has gone on meanwhile is nobody's news.
#[test]
fn a_new_account_manager_is_told_what_waits() {
    in_every_world(|world| {
        let stage = stage(world, 3);
        stage.decide(&[500, 500, 500]);
        let [first, second] = managers(&stage);
        live(world, 1);
        let told = |actor: &Actor| texts(&stage, actor, "kurum verildi");
        assert_eq!((told(&first), told(&second), texts(&stage, &first, "1 kurum verildi")), (1, 1, 1));
        sent(&stage, 0, "K2", 14, "one");
        // The first leaves; both of their institutions go to the second in one act.
        given(&stage, 2, first.person());
        let both = [0, 2].map(|at: usize| stage.customers[at].id.clone());
        customers::assign(world, &stage.planner, &stage.programme, &both, second.person()).unwrap();
        customers::assign(world, &stage.planner, &stage.programme, &both, second.person()).unwrap();
        live(world, 1);
        assert_eq!((told(&first), told(&second)), (1, 2), "what went on before it was told is told to nobody else, and once");
        assert_eq!(texts(&stage, &second, "2 kurum verildi; 1 eğitim talebi okumanızı bekliyor"), 1);
        given(&stage, 0, None);
        live(world, 1);
        assert_eq!((told(&first), told(&second)), (1, 2), "nobody is told of nothing");
    });
}

/// Where nobody looks after an institution, the planners get the request at once; where nobody does any more, they read it themselves.
#[test]
fn without_an_account_manager_it_goes_to_the_planners() {
    in_every_world(|world| {
        let stage = stage(world, 3);
        stage.decide(&[500, 500, 500]);
        let [first, second] = managers(&stage);
        let direct = sent(&stage, 2, "K2", 14, "direct");
        assert_eq!(now(&stage, 2, &direct.reference).row.request.state, RequestState::Sent);
        world.clock.advance(MINUTE);
        let request = sent(&stage, 0, "K2", 14, "one");
        let pass_on = |actor: &Actor| -> Result<()> { review(world, actor, &request.reference, Verdict::PassedOn, "") };
        let reader = |at: usize| queued(&stage).remove(at).reader.map(|person| person.id);
        assert_eq!((reader(0), reader(1).as_ref()), (None, first.person()), "in the order they were sent");
        assert_eq!(pass_on(&stage.planner).unwrap_err().kind, Kind::NotFound);
        given(&stage, 0, None);
        assert_eq!(reader(1), None);
        assert_eq!(pass_on(&first).unwrap_err().kind, Kind::NotFound, "not theirs any more");
        pass_on(&stage.planner).unwrap();
        assert_eq!(now(&stage, 0, &request.reference).row.request.state, RequestState::Sent);

        // Withdrawn, or overtaken by the end of the programme, its hours return; from a draft that came back too.
        let back = sent(&stage, 1, "K2", 14, "two");
        review(world, &second, &back.reference, Verdict::Returned, "Eksik.").unwrap();
        let ended = onsite::withdraw(world, &stage.customers[1].coordinator, &back.reference, "").unwrap();
        assert_eq!((ended.returned, balance(&stage, 1).held), (4, 0));
        let late = sent(&stage, 1, "K2", 14, "three");
        review(world, &second, &late.reference, Verdict::Returned, "Eksik.").unwrap();
        super::shared::pass(&stage, 400);
        crate::training::shared::new_day(world).unwrap();
        assert_eq!(now(&stage, 1, &late.reference).row.request.state, RequestState::Lapsed);
        assert_eq!((balance(&stage, 1).held, balance(&stage, 1).expired), (0, 8));
    });
}
