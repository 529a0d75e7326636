//! What marks rest on: the code in the room, marks that a phone kept, signed sheets; on every database.

use super::people::{named, seated, staff, trainers};
use super::shared::pass;
use super::*;
use crate::testing::in_every_world;
use crate::training::attendance::{
    self, Brought, Done, Doubt, History, Mark, Received, Seen, Sent, Sheet, Source as From, Standing, Taken, Verdict, Who,
};
use crate::training::certificates;
use crate::training::participants::{self, Participant};
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::{ParticipantId, SendId};
use kunye_kernel::time::{DAY, HOUR, MINUTE, SECOND, Time};

/// A class of four hours whose first has just begun.
pub struct Class<'a> {
    pub stage: Stage<'a>,
    pub session: SharedSession,
    pub people: Vec<PersonId>,
    pub list: Vec<Participant>,
    pub trainer: Actor,
    /// Of another class.
    pub colleague: Actor,
}

pub fn class(world: &TestWorld, people: i32) -> Class<'_> {
    let stage = stage(world, 2);
    let session = seated(&stage, people);
    sitting(stage, session, people)
}

/// A class for which the first customer has seats, in thirty days.
pub fn sitting(stage: Stage<'_>, session: SharedSession, people: i32) -> Class<'_> {
    let world = stage.world;
    let staff = staff(&stage, &stage.customers[0].detsis, usize::try_from(people).unwrap());
    let list = staff.iter().map(|person| named(&stage, &session, person, None).unwrap()).collect();
    let [trainer, colleague] = <[Actor; 2]>::try_from(trainers(&stage, 2)).unwrap();
    attendance::assign(world, &stage.planner, &session.reference, trainer.person().unwrap(), false).unwrap();
    pass(&stage, 30);
    world.clock.advance(session.starts_at().since(world.now()));
    Class { stage, session, people: staff, list, trainer, colleague }
}

impl Class<'_> {
    fn world(&self) -> &TestWorld {
        self.stage.world
    }

    /// What is on the screen.
    pub fn code(&self) -> String {
        let screen = attendance::screen(self.world(), &self.trainer, &self.session.reference).unwrap();
        screen.hour.unwrap().2.unwrap().text
    }

    pub fn open(&self) {
        attendance::open(self.world(), &self.trainer, &self.session.reference).unwrap();
    }

    /// Somebody brings a code so many milliseconds from now, and says at once who they are.
    pub fn says(&self, at: usize, code: &str, device: &str) -> Result<i32> {
        let who = Who::Person(self.people[at].clone());
        let brought = Brought { code: code.into(), at: self.world().now() };
        attendance::present(self.world(), &signed_in(&self.people[at]), &who, &brought, device)
    }

    pub fn take(&self, hour: i32, present: &[usize], reason: &str, seen: Option<i64>) -> Result<Done> {
        let present = present.iter().map(|at| self.list[*at].id.clone()).collect();
        let taken = Taken { session: self.session.reference.clone(), hour, present, reason: reason.into(), seen, paper: None };
        attendance::take(self.world(), &self.trainer, &taken)
    }

    pub fn sheet(&self) -> Sheet {
        let world = self.world();
        world.db.read(|conn| attendance::sheet(conn, &self.trainer, &self.session.reference, world.today())).unwrap()
    }

    /// The mark of somebody in an hour: what, from where, in doubt or not.
    pub fn mark(&self, at: usize, hour: usize) -> Option<(Mark, From, Option<Doubt>)> {
        let sheet = self.sheet();
        let row = sheet.people.iter().find(|one| one.row.participant.id == self.list[at].id).unwrap();
        row.marks.get(&sheet.plan[hour - 1].0).map(|held| (held.said.mark, held.said.source, held.doubt))
    }

    pub fn standing(&self, at: usize) -> Standing {
        let sheet = self.sheet();
        sheet.people.iter().find(|one| one.row.participant.id == self.list[at].id).unwrap().standing
    }

    pub fn history(&self, actor: &Actor) -> Result<History> {
        let world = self.world();
        world.db.read(|conn| attendance::history(conn, actor, &self.session.reference, world.today()))
    }
}

pub fn text(error: Error) -> &'static str {
    error.fields().first().map_or(error.text, |field| field.text)
}

/// B12: a friend who is elsewhere has no use for a photograph of the code.
#[test]
fn who_is_in_the_room_marks_themselves_and_a_photograph_is_worth_nothing() {
    in_every_world(|world| {
        let class = class(world, 3);
        // Nothing is taken before the trainer shows a code, and guessing is what it looks like.
        assert_eq!(text(class.says(0, "000000", "a").unwrap_err()), "attendance-code-closed");
        assert_eq!(attendance::open(world, &class.stage.planner, &class.session.reference).unwrap_err().kind, Kind::Forbidden);
        class.open();
        let photo = class.code();
        assert_eq!(class.says(0, &format!("{} {}", &photo[..3], &photo[3..]), "a").unwrap(), 1);
        assert_eq!(class.mark(0, 1), Some((Mark::Present, From::Code, None)));
        assert_eq!(class.says(0, &photo, "a").unwrap(), 1, "said twice is said once");
        // Whoever is not on the list is expected nowhere.
        let stranger = class.stage.customers[1].coordinator.person().unwrap().clone();
        let brought = Brought { code: photo.clone(), at: world.now() };
        let refused = attendance::present(world, &signed_in(&stranger), &Who::Person(stranger.clone()), &brought, "s");
        assert_eq!(text(refused.unwrap_err()), "attendance-not-expected");

        // Two periods later the photograph is worth nothing; it was brought in time by whoever then needed a while to sign in.
        world.clock.advance(40 * SECOND);
        assert_eq!(text(class.says(1, &photo, "b").unwrap_err()), "attendance-code-wrong");
        let who = Who::Person(class.people[1].clone());
        let in_time = Brought { code: photo.clone(), at: world.now().plus(-30 * SECOND) };
        assert_eq!(attendance::present(world, &signed_in(&class.people[1]), &who, &in_time, "b").unwrap(), 1);
        for late in [-6 * MINUTE, SECOND] {
            let brought = Brought { code: photo.clone(), at: world.now().plus(late) };
            let refused = attendance::present(world, &signed_in(&class.people[1]), &who, &brought, "b");
            assert_eq!(text(refused.unwrap_err()), "attendance-code-late");
        }
        // Closed and opened again, the codes are others; and so are those of the next hour.
        let shown = class.code();
        attendance::close(world, &class.trainer, &class.session.reference).unwrap();
        assert_eq!(text(class.says(2, &shown, "c").unwrap_err()), "attendance-code-closed");
        world.clock.advance(1);
        class.open();
        assert_eq!(text(class.says(2, &shown, "c").unwrap_err()), "attendance-code-wrong");
        world.clock.advance(HOUR);
        assert!(attendance::screen(world, &class.trainer, &class.session.reference).unwrap().hour.unwrap().2.is_none());
        assert_eq!(text(class.says(2, &shown, "c").unwrap_err()), "attendance-code-closed");
        // Whom the trainer wrote down as absent does not come back alone.
        class.take(2, &[0, 1], "", None).unwrap();
        class.open();
        assert_eq!(text(class.says(2, &class.code(), "c").unwrap_err()), "attendance-marked-absent");
    });
}

/// Of a million codes two are right; five guesses are free, and then there is one a minute.
#[test]
fn guessing_is_slowed_and_costs_nobody_else() {
    in_every_world(|world| {
        let class = class(world, 2);
        class.open();
        let wrong = if class.code() == "123456" { "654321" } else { "123456" };
        for _ in 0..5 {
            assert_eq!(text(class.says(0, wrong, "a").unwrap_err()), "attendance-code-wrong");
        }
        assert!(matches!(class.says(0, &class.code(), "a").unwrap_err().kind, Kind::TooMany { .. }), "the right one waits too");
        assert_eq!(class.says(1, &class.code(), "b").unwrap(), 1);
        assert_eq!(text(class.says(1, "12345", "b").unwrap_err()), "attendance-code-unreadable");
        world.clock.advance(MINUTE);
        assert_eq!(class.says(0, &class.code(), "a").unwrap(), 1);
    });
}

/// One phone for two, and more marks than heads: neither makes a certificate before the trainer has spoken.
#[test]
fn what_is_in_doubt_counts_only_when_the_trainer_says_it() {
    in_every_world(|world| {
        let class = class(world, 3);
        for hour in 1..=4 {
            class.open();
            for (at, device) in [(0, "one phone"), (1, if hour == 1 { "one phone" } else { "another" }), (2, "third")] {
                assert_eq!(class.says(at, &class.code(), device).unwrap(), hour);
            }
            world.clock.advance(HOUR);
        }
        assert_eq!(class.mark(0, 1), Some((Mark::Present, From::Code, Some(Doubt::Device))));
        assert_eq!(class.mark(0, 2), Some((Mark::Present, From::Code, None)), "only within the hour");
        assert_eq!((class.standing(0), class.standing(2)), (Standing::Open { left: 1 }, Standing::Full));
        world.clock.advance(DAY);
        let due = || {
            world
                .db
                .read(|conn| certificates::for_planner(conn, &class.stage.planner, &class.session.reference, world.today()))
                .unwrap()
                .due
        };
        assert_eq!(due(), 1);
        // Two heads for three marks put all three of the hour in doubt.
        attendance::count(world, &class.trainer, &class.session.reference, 3, 2).unwrap();
        assert_eq!(class.mark(2, 3), Some((Mark::Present, From::Code, Some(Doubt::Heads))));
        assert_eq!(due(), 0);
        for wrong in [-1, 104] {
            let refused = attendance::count(world, &class.trainer, &class.session.reference, 3, wrong).unwrap_err();
            assert_eq!(text(refused), "attendance-heads-wrong");
        }
        attendance::count(world, &class.trainer, &class.session.reference, 3, 3).unwrap();
        assert_eq!(due(), 1);
        // The trainer saw one of the two: the other is struck, with a reason, and the old mark stays below.
        assert_eq!(text(class.take(1, &[0, 2], "", None).unwrap_err()), "attendance-reason-missing");
        assert_eq!(class.take(1, &[0, 2], "Salonda yoktu.", None).unwrap(), Done { present: 2, corrected: 1 });
        assert_eq!(class.mark(0, 1), Some((Mark::Present, From::List, None)));
        assert_eq!((class.standing(0), class.standing(1)), (Standing::Full, Standing::Missed { hours: 1 }));
        assert_eq!(due(), 2);

        // Planner and auditor see each of them; a neighbour, the coordinator and the trainer have no such page.
        let history = class.history(&class.stage.planner).unwrap();
        let first: Vec<(Mark, From, bool)> = history
            .lines
            .iter()
            .filter(|line| line.number == 1 && line.said.participant == class.list[1].id)
            .map(|line| (line.said.mark, line.said.source, line.replaced))
            .collect();
        assert_eq!(first, [(Mark::Absent, From::List, false), (Mark::Present, From::Code, true)]);
        assert_eq!(history.lines.iter().filter(|line| line.said.reason == "Salonda yoktu.").count(), 1);
        let auditor = staff(&class.stage, "99100000", 3).remove(2);
        let unit = world.db.read(|conn| register::unit_by_detsis(conn, "99100000")).unwrap().unwrap().id;
        let duty = NewDuty { kind: DutyKind::Auditor, unit, person: auditor.clone(), starts_on: world.today(), ends_on: None };
        appoint(world, &operator(), &duty).unwrap();
        assert_eq!(class.history(&signed_in(&auditor)).unwrap().lines.len(), history.lines.len());
        for other in [&class.trainer, &class.stage.customers[0].coordinator, &signed_in(&class.people[0])] {
            assert_eq!(class.history(other).unwrap_err().kind, Kind::NotFound);
        }
    });
}

/// Whoever has no account has the link of the invitation.
#[test]
fn the_personal_link_marks_its_own_person_and_no_other() {
    in_every_world(|world| {
        let class = class(world, 2);
        let address = participants::link(world, &class.session.reference, &class.list[0].id).unwrap();
        let secret = address.rsplit('/').next().unwrap().to_owned();
        assert!(address.ends_with(&format!("/davet/{}/{secret}", class.session.reference)) && secret.len() == 16);
        let find = |session: &str, secret: &str| participants::by_link(world, &Source::local(), session, secret);
        assert_eq!(find(&class.session.reference, &secret.to_lowercase()).unwrap().id, class.list[0].id);
        assert_eq!(find(&class.session.reference, "AAAABBBBCCCCDDDD").unwrap_err().kind, Kind::NotFound);
        assert_eq!(find("KT7M-2QX4", &secret).unwrap_err().kind, Kind::NotFound);
        class.open();
        let nobody = super::people::by_link(&class.list[0]);
        let who = Who::Invited(class.list[0].id.clone());
        let brought = Brought { code: class.code(), at: world.now() };
        assert_eq!(attendance::present(world, &nobody, &who, &brought, "a").unwrap(), 1);
        assert_eq!((class.mark(0, 1).is_some(), class.mark(1, 1)), (true, None));
        let here = attendance::here(world, &who).unwrap().unwrap();
        assert!(matches!(here.hour, Some((1, _, Some(Mark::Present), true))));
        world.clock.advance(DAY);
        assert!(attendance::here(world, &who).unwrap().is_none(), "the day is over");
    });
}

pub fn sent(id: u32, of: &ParticipantId, hour: i32, mark: Mark, seen: Seen, reason: &str, at: Time) -> Sent {
    let id = SendId(format!("01SENT{id:020}"));
    Sent { id, participant: of.clone(), hour, mark, reason: reason.into(), seen, made_at: at }
}

fn verdicts(told: &[Received]) -> Vec<(Verdict, &str)> {
    told.iter().map(|one| (one.verdict, one.why.as_str())).collect()
}

#[test]
fn marks_of_a_phone_that_was_offline_arrive_once_and_are_lost_never() {
    in_every_world(|world| {
        let class = class(world, 4);
        let id = |at: usize| &class.list[at].id;
        let made = world.now();
        let send = |marks: &[Sent]| attendance::send(world, &class.trainer, &class.session.reference, marks);
        let kept = (Verdict::Kept, "");

        // One is there, one is not; on the phone the second is corrected before anything was sent.
        let batch = [
            sent(1, id(0), 1, Mark::Present, Seen::Nothing, "", made),
            sent(2, id(1), 1, Mark::Absent, Seen::Nothing, "", made),
            sent(3, id(1), 1, Mark::Present, Seen::Own(SendId("01SENT00000000000000000002".into())), "Geç geldi.", made),
            sent(4, id(2), 2, Mark::Present, Seen::Nothing, "", made),
            sent(5, &ParticipantId::from("01ARYZ6S410000000000000000"), 1, Mark::Present, Seen::Nothing, "", made),
        ];
        let told = send(&batch).unwrap();
        let refused = |why| (Verdict::Refused, why);
        assert_eq!(verdicts(&told), [kept, kept, kept, refused("attendance-too-soon"), refused("attendance-other-list")]);
        assert_eq!(class.mark(1, 1), Some((Mark::Present, From::List, None)));
        assert_eq!(class.sheet().corrections, 1);
        // The answer was lost on its way; the phone sends all of it again, from two windows at once and to two nodes.
        let other = world.second_node();
        let lines = || class.history(&class.stage.planner).unwrap().lines.len();
        let before = lines();
        std::thread::scope(|scope| {
            for node in [&world.world, &other, &world.world, &other] {
                let (class, batch, told) = (&class, &batch, &told);
                scope.spawn(move || {
                    let again = attendance::send(node, &class.trainer, &class.session.reference, batch).unwrap();
                    assert_eq!(verdicts(&again), verdicts(told));
                });
            }
        });
        assert_eq!(lines(), before);

        // While the phone was away, somebody marked themselves, and the trainer's colleague at the desk took a list.
        class.open();
        class.says(2, &class.code(), "c").unwrap();
        let unseen = [
            sent(6, id(2), 1, Mark::Absent, Seen::Nothing, "", made),
            sent(7, id(0), 1, Mark::Absent, Seen::Nothing, "Çıktı.", made),
            sent(8, id(3), 1, Mark::Present, Seen::Nothing, "", made),
        ];
        let told = send(&unseen).unwrap();
        assert_eq!(verdicts(&told), [refused("attendance-meanwhile-sent"), refused("attendance-meanwhile-sent"), kept]);
        assert_eq!(class.mark(2, 1), Some((Mark::Present, From::Code, None)), "what was said meanwhile stays");
        // Seen now, it is corrected, with a reason and not without.
        let seen = Seen::Mark(told[0].stands);
        let again = [
            sent(9, id(2), 1, Mark::Absent, seen.clone(), "", made),
            sent(10, id(2), 1, Mark::Absent, seen, "Salonda yoktu.", made),
        ];
        assert_eq!(verdicts(&send(&again).unwrap()), [refused("attendance-reason-sent"), kept]);
        assert_eq!(class.mark(2, 1), Some((Mark::Absent, From::List, None)));
        // Nothing is lost: what was refused is told to planners, word by word.
        let history = class.history(&class.stage.planner).unwrap();
        let told: Vec<(Mark, &str)> = history.refused.iter().map(|one| (one.received.mark, one.received.why.as_str())).collect();
        assert_eq!(told.len(), 5);
        assert!(told.contains(&(Mark::Absent, "attendance-meanwhile-sent")));

        // Another trainer's session is not theirs to mark, nor is another's id theirs to ask about.
        assert_eq!(attendance::send(world, &class.colleague, &class.session.reference, &batch).unwrap_err().kind, Kind::NotFound);
        let too_many: Vec<Sent> = (100..301).map(|at| sent(at, id(0), 1, Mark::Present, Seen::Nothing, "", made)).collect();
        assert_eq!(text(send(&too_many).unwrap_err()), "attendance-sent-many");
        assert_eq!(
            text(send(&[sent(400, id(0), 9, Mark::Present, Seen::Nothing, "", made)]).unwrap_err()),
            "attendance-too-soon"
        );
    });
}

/// The same rule for the list on a page: nobody strikes what came in after the page was opened.
#[test]
fn a_list_does_not_strike_what_its_giver_has_not_seen() {
    in_every_world(|world| {
        let class = class(world, 2);
        class.open();
        let seen = class.sheet().seen;
        class.says(1, &class.code(), "b").unwrap();
        let stale = class.take(1, &[0], "Yoktu.", Some(seen)).unwrap_err();
        assert_eq!(stale.text, "attendance-meanwhile");
        assert_eq!((class.mark(0, 1), class.mark(1, 1).map(|mark| mark.0)), (None, Some(Mark::Present)), "nothing was changed");
        assert_eq!(class.take(1, &[0, 1], "", Some(seen)).unwrap(), Done { present: 2, corrected: 0 });
        assert_eq!(class.mark(1, 1), Some((Mark::Present, From::Code, None)), "and it stays the person's own");
    });
}
