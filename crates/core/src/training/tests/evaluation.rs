//! What participants say: once, without a name, and never as a small group; on every database.

use super::people::{by_link, staff, trainers};
use super::shared::reserve;
use super::*;
use crate::db::{Conn, IntoResult};
use crate::jobs::Runner;
use crate::schema::training::{evaluation_box, evaluations_given};
use crate::schema::{audit, jobs};
use crate::testing::in_every_world;
use crate::texts::Texts;
use crate::training::attendance::{self, Taken};
use crate::training::evaluation::{self, Answers, By, Question, Results};
use crate::training::participants::{self, NewName, Participant};
use crate::training::shared::Desk;
use diesel::prelude::*;
use kunye_kernel::error::{Kind, Result};
use kunye_kernel::time::{DAY, HOUR};
use std::sync::Arc;

fn work(world: &TestWorld) {
    let texts = Arc::new(Texts::load().unwrap());
    Runner::new(world.world.clone(), crate::handlers(texts)).run_due().unwrap();
}

/// Lets days pass; on each, the work of its night and of its morning is done.
pub fn live(world: &TestWorld, days: i32) {
    for _ in 0..days {
        world.clock.advance(DAY);
        super::super::tick(world).unwrap();
        work(world);
    }
}

/// A training of two hours that took place yesterday: everybody was there in its first hour, and the last of them only then.
fn held(stage: &Stage<'_>, trainer: &Actor, customer: usize, people: &[PersonId]) -> Vec<Participant> {
    let world = stage.world;
    let session = stage.announce("K1", 21, None);
    let by = &stage.customers[customer].coordinator;
    let seats = i32::try_from(people.len()).unwrap();
    reserve(&Desk::new(world.world.clone()), by, &session, seats, &session.reference).unwrap();
    let name = |person: &PersonId| {
        let new = NewName {
            session: session.reference.clone(),
            person: person.clone(),
            disseminator: false,
            despite: String::new(),
            instead: None,
        };
        participants::name(world, by, &new).unwrap()
    };
    let named: Vec<Participant> = people.iter().map(name).collect();
    attendance::assign(world, &stage.planner, &session.reference, trainer.person().unwrap(), false).unwrap();
    live(world, 21);
    world.clock.advance(session.starts_at().since(world.now()) + HOUR);
    for hour in 1..=2 {
        let there = if hour == 1 { &named[..] } else { &named[..named.len() - 1] };
        let present = there.iter().map(|one| one.id.clone()).collect();
        let taken = Taken { session: session.reference.clone(), hour, present, reason: String::new(), seen: None, paper: None };
        attendance::take(world, trainer, &taken).unwrap();
    }
    // Back to nine in the morning, of the next day.
    world.clock.advance(session.starts_on.plus_days(1).start().plus(9 * HOUR).since(world.now()));
    super::super::tick(world).unwrap();
    work(world);
    named
}

fn answers(score: u8, comment: &str) -> Answers {
    Answers { scores: Question::ALL.iter().map(|question| (*question, score)).collect(), comment: comment.to_owned() }
}

fn results(stage: &Stage<'_>, actor: &Actor) -> Result<Results> {
    stage.world.db.read(|conn| evaluation::results(conn, actor, &stage.programme, stage.world.today()))
}

fn shown(stage: &Stage<'_>) -> (i64, i64) {
    let results = results(stage, &stage.planner).unwrap();
    for group in results.courses.iter().chain(&results.trainers).chain(&results.sites) {
        assert!(group.tally.answers >= 5, "a small group is shown: {group:?}");
    }
    (results.all.answers, results.waiting)
}

/// B16: asked in the morning, answered once, opened together.
#[test]
fn answers_are_given_once_and_shown_in_groups_only() {
    in_every_world(|world| {
        let stage = stage(world, 2);
        stage.decide(&[50, 50]);
        let trainer = trainers(&stage, 1).remove(0);
        let people = staff(&stage, &stage.customers[0].detsis, 6);
        let named = held(&stage, &trainer, 0, &people);
        let mobile = world.db.read(|conn| register::person(conn, &people[0])).unwrap().unwrap().mobile.unwrap();
        let texts = world.phone.texts_to(&mobile);
        assert!(texts.iter().any(|text| text.contains("değerlendirin") && text.contains("/davet/")), "{texts:?}");

        let me = |at: usize| signed_in(&people[at]);
        let give = |at: usize, answers: &Answers| evaluation::give(world, &me(at), &named[at].id, answers);
        let asked = |at: usize| world.db.read(|conn| evaluation::waiting_for(conn, &me(at), world.now())).unwrap().len();
        assert_eq!(asked(0), 1);
        let mut half = answers(4, "");
        half.scores.remove(&Question::Pace);
        assert_eq!(give(0, &half).unwrap_err().fields()[0].field, "pace");
        assert_eq!(give(0, &answers(6, "")).unwrap_err().fields().len(), 5);
        assert_eq!(give(0, &answers(4, &"x".repeat(501))).unwrap_err().fields()[0].field, "comment");
        assert_eq!(evaluation::give(world, &me(1), &named[0].id, &answers(1, "")).unwrap_err().kind, Kind::NotFound);
        give(0, &answers(5, "Zaman dardı.")).unwrap();
        assert_eq!(give(0, &answers(1, "")).unwrap_err().text, "evaluation-given");
        assert_eq!(asked(0), 0);
        for (at, comment) in [(1, "çok güzel"), (2, ""), (3, "Ağır ilerledi")] {
            give(at, &answers(3, comment)).unwrap();
        }
        // One of them without an account, by the link; of nobody else.
        let bearer = by_link(&named[4]);
        assert_eq!(evaluation::give(world, &bearer, &named[5].id, &answers(1, "")).unwrap_err().kind, Kind::NotFound);
        evaluation::give(world, &bearer, &named[4].id, &answers(3, "")).unwrap();
        live(world, 12);
        assert_eq!(shown(&stage), (0, 5), "there is still a day to answer");
        assert!(world.db.read(|conn| evaluation::own(conn, &trainer, world.today())).unwrap().1.is_empty());
        live(world, 2);
        assert_eq!(give(5, &answers(1, "")).unwrap_err().text, "evaluation-closed");
        assert_eq!(shown(&stage), (5, 0));

        let course = By::Course(stage.course("K1").id);
        let detail =
            |actor: &Actor| world.db.read(|conn| evaluation::detail(conn, actor, &stage.programme, &course, world.today()));
        let told = detail(&stage.planner).unwrap();
        assert_eq!(told.comments, ["Ağır ilerledi", "çok güzel", "Zaman dardı."], "in Turkish order");
        assert_eq!(told.group.tally.tenths(Question::Place), Some(34));
        let (own, courses, comments) = world.db.read(|conn| evaluation::own(conn, &trainer, world.today())).unwrap();
        assert_eq!((own.answers, courses.len(), comments.len()), (5, 1, 3));
        for stranger in [&stage.customers[0].coordinator, &trainer, &me(0)] {
            assert_eq!(results(&stage, stranger).unwrap_err().kind, Kind::Forbidden);
            assert_eq!(detail(stranger).unwrap_err().kind, Kind::Forbidden);
        }
        let other = world.db.read(|conn| evaluation::own(conn, &stage.planner, world.today()));
        assert_eq!(other.unwrap_err().kind, Kind::Forbidden);
    });
}

/// Whoever looks before and after sees no small group in the difference.
#[test]
fn a_small_group_waits_for_more_of_its_kind() {
    in_every_world(|world| {
        let stage = stage(world, 2);
        stage.decide(&[50, 50]);
        let trainer = trainers(&stage, 1).remove(0);
        let people = staff(&stage, &stage.customers[0].detsis, 6);
        let others = staff(&stage, &stage.customers[1].detsis, 3);
        let give = |people: &[PersonId], named: &[Participant]| {
            for (person, one) in people.iter().zip(named) {
                evaluation::give(world, &signed_in(person), &one.id, &answers(2, "")).unwrap();
            }
        };
        // All six answer at once: nothing is left to wait for.
        let named = held(&stage, &trainer, 0, &people);
        give(&people, &named);
        live(world, 1);
        assert_eq!(shown(&stage), (6, 0));
        let named = held(&stage, &trainer, 1, &others);
        give(&others, &named);
        live(world, 20);
        assert_eq!(shown(&stage), (6, 3), "three are not told apart from six");
        let named = held(&stage, &trainer, 1, &others);
        give(&others, &named);
        live(world, 1);
        assert_eq!(shown(&stage), (12, 0), "two small trainings are a group");
    });
}

/// Nothing that is stored leads from a person to an answer, or tells the order or the moment of answers.
#[test]
fn what_is_stored_of_an_answer_says_nothing_of_its_person() {
    in_every_world(|world| {
        let stage = stage(world, 1);
        stage.decide(&[50]);
        let trainer = trainers(&stage, 1).remove(0);
        let people = staff(&stage, &stage.customers[0].detsis, 3);
        let named = held(&stage, &trainer, 0, &people);
        let before = world.db.read(acts).unwrap();
        evaluation::give(world, &signed_in(&people[0]), &named[0].id, &answers(5, "")).unwrap();
        evaluation::give(world, &signed_in(&people[1]), &named[1].id, &answers(1, &"ş".repeat(500))).unwrap();
        assert_eq!(world.db.read(acts).unwrap(), before, "no line of the record, and no job");
        let (given, slips) = world
            .db
            .read(|conn| {
                let given: Vec<(String, Day)> = evaluations_given::table.load(conn).or_fail()?;
                let slips: Vec<(String, String, Vec<u8>)> = evaluation_box::table.load(conn).or_fail()?;
                Ok((given, slips))
            })
            .unwrap();
        assert_eq!(given.iter().map(|(_, day)| *day).collect::<Vec<_>>(), [world.today(); 2]);
        assert_eq!(slips.len(), 2);
        assert_eq!(slips[0].2.len(), slips[1].2.len(), "a long answer looks like a short one");
        let time = kunye_kernel::id::ulid(world.now(), &*world.entropy)[..8].to_owned();
        for (slip, session, sealed) in &slips {
            assert!(!slip.starts_with(&time) && slip.len() == 32, "a key without a time");
            assert!(named.iter().zip(&people).all(|(one, person)| one.id.as_str() != slip && person.as_str() != session));
            assert!(!sealed.windows(6).any(|bytes| bytes == b"scores"), "sealed");
        }
    });
}

/// How many lines of the record and jobs there are.
fn acts(conn: &mut Conn) -> Result<(i64, i64)> {
    let lines = audit::table.count().get_result(conn).or_fail()?;
    Ok((lines, jobs::table.count().get_result(conn).or_fail()?))
}
